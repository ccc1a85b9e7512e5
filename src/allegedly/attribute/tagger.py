"""What finds attributions in a parsed text: the protocols that the rules and the trained model fill."""

from typing import NamedTuple, Protocol

from allegedly.records import Frame, Parsed


class Tagger(Protocol):
    """Finds the source, cue and content of every attribution; what it leaves unlabelled the rules settle."""

    name: str

    def frames(self, parsed: Parsed) -> list[Frame]:
        """Return the frames of one document, in reading order of their cues."""
        ...


class Rated(NamedTuple):
    """A frame with the form in which its cue stands ("that", "according", "colon") and how likely it holds, 0 to 1."""

    frame: Frame
    form: str
    score: float


class Weighed(NamedTuple):
    """Rated frames in reading order of their cues, and the best chance of any candidate by where words of its cue begin."""

    rated: list[Rated]
    chances: dict[int, float]


class RatingTagger(Protocol):
    """Finds attributions like a ``Tagger`` and says of each how likely it holds."""

    def weigh(self, parsed: Parsed) -> Weighed:
        """Return the frames of one document with their forms and scores, and the chances of those too weak to count."""
        ...
