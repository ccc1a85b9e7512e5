"""What finds attributions in a parsed text: the protocol that the rules and the trained model both fill."""

from typing import Protocol

from allegedly.records import Frame, Parsed


class Tagger(Protocol):
    """Finds the source, cue and content of every attribution; what it leaves unlabelled the rules settle."""

    name: str

    def frames(self, parsed: Parsed) -> list[Frame]:
        """Return the frames of one document, in reading order of their cues."""
        ...
