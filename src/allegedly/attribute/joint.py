"""The trained tagger with two things taken from the rules: a source that it missed, and "X, citing Y, said P"."""

from collections.abc import Sequence

import msgspec

from allegedly.attribute.tagger import Tagger
from allegedly.records import Frame, Parsed, Spans


class JointTagger:
    """Finds what ``model`` finds, and adds from ``rules`` what its training text holds too seldom to be learned.

    Where both see the same cue and the model leaves the source out, the rules' source counts (on half of PolNeAR dev full
    F1 73.4 becomes 73.7, on the stories 86.8 becomes 87.1). Where the rules see two attributions of one content, one of
    them quoting the other, and the model sees neither, both are added. All other frames of the rules would cost more
    precision than they bring (73.7 becomes 73.2).
    """

    name = "model"

    def __init__(self, model: Tagger, rules: Tagger) -> None:
        self._model = model
        self._rules = rules

    def frames(self, parsed: Parsed) -> list[Frame]:
        """Return the frames of one document."""
        found = list(self._model.frames(parsed))
        others = self._rules.frames(parsed)
        places = _same_cues(found, others)
        for number, place in places.items():
            if not found[place].source and others[number].source and not _touch(others[number].source, found[place]):
                found[place] = msgspec.structs.replace(found[place], source=others[number].source)
        for number, frame in enumerate(others):
            parent = frame.parent
            if parent is None or number in places or parent in places or frame.content != others[parent].content:
                continue
            if others[parent].parent is not None or any(_touch(frame.content, known) for known in found):
                continue
            found.append(msgspec.structs.replace(others[parent], parent=None))
            found.append(msgspec.structs.replace(frame, parent=len(found) - 1))
        return found


def _same_cues(found: Sequence[Frame], others: Sequence[Frame]) -> dict[int, int]:
    """Return for each of ``others`` whose cue overlaps one of ``found`` the number of that one."""
    at = {position: number for number, frame in enumerate(found) for position in _positions(frame.cue)}
    hits = ((number, at.get(position)) for number, frame in enumerate(others) for position in _positions(frame.cue))
    return {number: place for number, place in hits if place is not None}


def _positions(spans: Spans) -> list[int]:
    return [position for span in spans for position in range(span.start, span.end)]


def _touch(spans: Spans, frame: Frame) -> bool:
    """Say whether ``spans`` overlap the cue or the content of a frame."""
    return any(one.start < other.end and other.start < one.end for one in spans for other in frame.cue + frame.content)
