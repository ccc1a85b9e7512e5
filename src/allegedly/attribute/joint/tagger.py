"""The trained tagger with what it learned too seldom taken from the rules: sources, citing chains, labels, relays."""

from collections.abc import Sequence

import msgspec

from allegedly.attribute.joint.citations import add_cited, is_place_label
from allegedly.attribute.joint.closings import closing_frames
from allegedly.attribute.joint.doubt import CERTAIN, counts
from allegedly.attribute.joint.mending import mend, without
from allegedly.attribute.joint.relays import relays
from allegedly.attribute.joint.seen import seen_frames
from allegedly.attribute.joint.soundness import sound
from allegedly.attribute.joint.titles import mend_titles, title_frames
from allegedly.attribute.reading import Reading
from allegedly.attribute.rules.candidate import members
from allegedly.attribute.tagger import Rated, RatingTagger, Tagger, Weighed
from allegedly.records import Frame, Parsed, Spans

# Inside what another says a cue counts from this probability on, and from the lower one if the rules see it, too.
SURE = 0.5
SURE_WITH_RULES = 0.12

# How likely the rules must hold a frame to be taken where the model sees nothing, by its form. Labels before colons and
# "as witnessed by" are seldom or never in what the model was trained on; clauses of saying it only misses by chance. Of the
# rules' other forms fewer than one in five would be wholly right.
_LEAST_SCORE = {
    **dict.fromkeys(("colon title", "colon label", "colon rumour", "colon verb", "as told by", "as told"), 0.0),
    **dict.fromkeys(("that", "bare", "clause, verb", "parenthesis", "according", "obj+that"), 0.75),
}


class JointTagger:
    """Finds what ``model`` finds, and adds from ``rules`` what its training text holds too seldom to be learned.

    Where both see the same cue and the model leaves the source out, the rules' source counts (on half of PolNeAR dev full
    F1 73.4 becomes 73.7, on the stories 86.8 becomes 87.1). Where the rules see two attributions of one content, one of
    them quoting the other, and the model sees neither, both are added.
    """

    name = "model"

    def __init__(self, model: Tagger, rules: RatingTagger) -> None:
        self._model = model
        self._rules = rules

    def frames(self, parsed: Parsed) -> list[Frame]:
        """Return the frames of one document."""
        reading = Reading(parsed)
        weighed = self._rules.weigh(parsed)
        rated = weighed.rated
        closings = closing_frames(reading)
        found = _likely(reading, self._model.frames(parsed), weighed)
        found = mend(reading, _with_sources(found, rated, closings))
        found = _under_hosts(found, rated)
        found += _citing(found, rated)
        found += _unseen(reading, found, rated)
        found += [closing for closing in closings if not _is_taken(closing, found)]
        found = mend_titles(reading, mend(reading, found))
        found = without(found, {n for n, frame in enumerate(found) if is_place_label(reading, frame)})
        found = add_cited(reading, found)
        found += title_frames(reading, found)
        found += seen_frames(reading, found)
        return sound(reading.text, _with_relays(reading, found))


def _likely(reading: Reading, frames: Sequence[Frame], weighed: Weighed) -> list[Frame]:
    """Return the frames that are likely enough: the certain ones, doubtful ones by their chances, those within others."""
    sure = {number for number, frame in enumerate(frames) if _probability(frame) >= SURE}
    by_rules = set(_same_cues([one.frame for one in weighed.rated], frames))
    others = [one.frame for one in weighed.rated]
    chains = [frame for frame in others if frame.parent is not None and frame.content == others[frame.parent].content]
    kept = set[int]()
    for number, frame in enumerate(frames):
        spans, rest = frame.cue + frame.content, sure - {number}
        if _probability(frame) >= CERTAIN:
            kept.add(number)
        elif number not in sure and any(touches(spans, link) for link in chains):
            continue
        elif any(lies_in(frame.cue, frames[other].content) for other in rest):
            is_inner = number in by_rules and _is_inner(frame, frames, rest)
            if number in sure or (is_inner and _probability(frame) >= SURE_WITH_RULES):
                kept.add(number)
        elif counts(reading, frame, weighed.chances, is_beside=any(touches(spans, frames[n]) for n in rest)):
            kept.add(number)
    return without(frames, set(range(len(frames))) - kept)


def _probability(frame: Frame) -> float:
    return 1.0 if frame.probability is None else frame.probability


def _is_inner(frame: Frame, frames: Sequence[Frame], sure: set[int]) -> bool:
    """Say whether a frame lies wholly in the content of a sure one and takes no words of another's cue."""
    holders = [n for n in sure if lies_in(frame.cue, frames[n].content) and lies_in(frame.content, frames[n].content)]
    return bool(holders) and not any(touches(frame.cue, frames[n]) for n in sure if n not in holders)


def _with_sources(frames: Sequence[Frame], rated: Sequence[Rated], closings: Sequence[Frame]) -> list[Frame]:
    """Give a frame without a source the one that the rules see for its cue."""
    found = list(frames)
    others = [one.frame for one in rated]
    for number, place in _same_cues(found, others).items():
        source = others[number].source
        if not found[place].source and source and not touches(source, found[place]):
            found[place] = msgspec.structs.replace(found[place], source=source)
    for number, place in _same_cues(found, closings).items():
        if not found[place].source:
            whole = closings[number]
            content = whole.content if touches(whole.source, found[place]) else found[place].content
            found[place] = msgspec.structs.replace(found[place], source=whole.source, content=content)
    return found


def _under_hosts(frames: Sequence[Frame], rated: Sequence[Rated]) -> list[Frame]:
    """Return the frames with the one who cites put around a citation of which the model sees only the cited one."""
    found = list(frames)
    others = [one.frame for one in rated]
    places = _same_cues(found, others)
    for number, place in places.items():
        parent = others[number].parent
        if parent is None or parent in places or found[place].parent is not None:
            continue
        host = others[parent]
        if host.content == others[number].content and not any(
            touches(host.cue + host.source, known) for known in found
        ):
            found.append(msgspec.structs.replace(host, content=found[place].content, parent=None))
            found[place] = msgspec.structs.replace(found[place], parent=len(found) - 1)
    return found


def _citing(found: Sequence[Frame], rated: Sequence[Rated]) -> list[Frame]:
    """Return the pairs of frames with one content, one quoting the other, of which the model sees neither."""
    others = [one.frame for one in rated]
    places = _same_cues(found, others)
    added: list[Frame] = []
    for number, frame in enumerate(others):
        parent = frame.parent
        if parent is None or number in places or parent in places or frame.content != others[parent].content:
            continue
        if others[parent].parent is not None or any(touches(frame.content, known) for known in found):
            continue
        added.append(msgspec.structs.replace(others[parent], parent=None))
        added.append(msgspec.structs.replace(frame, parent=len(found) + len(added) - 1))
    return added


def _unseen(reading: Reading, found: Sequence[Frame], rated: Sequence[Rated]) -> list[Frame]:
    """Return the rules' frames where the model sees nothing, or nothing but a "reportedly"."""
    adverbs = members("sourceless adverb")
    sourced = [
        frame for frame in found if frame.source or not all(w in adverbs for w in reading.words(frame.cue).split())
    ]
    added: list[Frame] = []
    for frame, form, score in rated:
        spans = frame.cue + frame.content
        is_likely = score >= _LEAST_SCORE.get(form, 1.0)
        if is_likely and not any(touches(spans, known) for known in (*sourced, *added)):
            added.append(msgspec.structs.replace(frame, parent=None))
    return added


def _is_taken(closing: Frame, found: Sequence[Frame]) -> bool:
    """Say whether the source or cue of a closing clause lies in what another frame attributes or calls its cue."""
    spans = closing.source + closing.cue
    known = any(a.start < b.end and b.start < a.end for frame in found for a in closing.cue for b in frame.cue)
    return known or any(frame.source and touches(spans, frame) for frame in found)


def _with_relays(reading: Reading, frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames with the links of reports that are passed on put between who carries and who is told of."""
    found = list(frames)
    for chain in relays(reading):
        above: int | None = None
        for link in chain:
            known = _same_cues(found, [link])
            if known:
                above = known[0]
                continue
            parent = above if above is not None else _holder(found, link)
            found.append(msgspec.structs.replace(link, parent=parent))
            above = len(found) - 1
            for number, frame in enumerate(found[:above]):
                if frame.parent == parent and number != parent and lies_in(frame.cue, link.content):
                    found[number] = msgspec.structs.replace(frame, parent=above)
    return found


def _holder(frames: Sequence[Frame], link: Frame) -> int | None:
    """Return the frame with the shortest content that holds a cue, or None."""
    holders = [number for number, frame in enumerate(frames) if lies_in(link.cue, frame.content)]
    return min(holders, key=lambda number: sum(s.end - s.start for s in frames[number].content), default=None)


def _same_cues(found: Sequence[Frame], others: Sequence[Frame]) -> dict[int, int]:
    """Return for each of ``others`` whose cue overlaps one of ``found`` the number of that one."""
    at = {position: number for number, frame in enumerate(found) for position in _positions(frame.cue)}
    hits = ((number, at.get(position)) for number, frame in enumerate(others) for position in _positions(frame.cue))
    return {number: place for number, place in hits if place is not None}


def _positions(spans: Spans) -> list[int]:
    return [position for span in spans for position in range(span.start, span.end)]


def touches(spans: Spans, frame: Frame) -> bool:
    """Say whether ``spans`` overlap the cue or the content of a frame."""
    return any(one.start < other.end and other.start < one.end for one in spans for other in frame.cue + frame.content)


def lies_in(cue: Spans, content: Spans) -> bool:
    """Say whether all of a cue lies in a content."""
    return all(any(piece.holds(span) for piece in content) for span in cue)
