"""A document's reading with an analyst's corrections laid over it: marks that belong elsewhere, words that mean something else.

The corrections are laid over what the tagger finds and what the linker says, so that all that follows from either (names,
kinds, firmness, nesting, claims, events, signatures) is made of them. What they touch keeps the id of the machine's
reading: other judgements, and addresses that somebody has noted, still lead there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from allegedly.attribute import attribute, claims
from allegedly.attribute.labels.firmness import hedges_in
from allegedly.attribute.tagger import Tagger
from allegedly.link import Register
from allegedly.link.meanings import JUDGED, meant
from allegedly.records import Attribution, Claim, Document, Finding, Frame, Link, Moved, Parsed, Spans
from allegedly.review.corrections import MARKS, Correction, FieldCorrection, Found, Meaning, Standing, find, find_all
from allegedly.vocab import Firmness

# A frame is the one that was corrected if their cues meet (where both have one) and they share this much (Dice coefficient
# over the letters of source, cue and content): two engines' frames of one attribution differ by an edge or a few words.
# Of 4,500 attributions of the written stories and a simulated corpus no two of one text are so near one another.
SAME_FRAME = 0.5

_LOWERED_BY_HEDGES = frozenset({Firmness.ALLEGED, Firmness.POSSIBLE})


def attribute_corrected(
    parsed: Parsed, tagger: Tagger, marks: Sequence[Standing[Correction]]
) -> tuple[tuple[Attribution, ...], tuple[Claim, ...]]:
    """Return the attributions and claims of a document as ``attribute`` and ``claims`` make them, with corrections laid over.

    An attribution that the tagger finds no more stands as it was when it was corrected; one whose content was taken away
    is none.
    """
    layer = _Layer(tagger, _by_subject(marks))
    found = layer.named(attribute(parsed, layer))
    moved = {one.id: one for one in found if one.corrected}
    return found, tuple(_with_old_id(parsed, claim, moved) for claim in claims(parsed, found))


def document_corrected(document: Document, fields: Sequence[Standing[FieldCorrection]]) -> Document:
    """Return a document with what analysts know of it better; ``findings`` say whose word it is, and what we had."""
    machine = document
    for one in fields:
        field, value = one.detail.field, one.detail.value
        found = getattr(machine, field)
        how = f"was: {found or 'not known'}"
        others = tuple(each for each in document.findings if each.field != field)
        findings = (*others, Finding(field=field, how=how, by=one.operator))
        document = msgspec.structs.replace(document, **{field: value}, findings=findings)
    return document


def link_corrected(
    parsed: Parsed, links: Iterable[Link], meanings: Sequence[Standing[Meaning]], register: Register
) -> tuple[Link, ...]:
    """Return the links of a document with what analysts say that their words mean; of several judgements the last counts."""
    text = parsed.document.text
    done = []
    for link in links:
        mine = [one for one in meanings if _speaks_of(one.detail, link, text)]
        if mine:
            said = mine[-1]
            changed = meant(link, said.detail.target, said.detail.name, register)
            link = msgspec.structs.replace(  # noqa: PLW2901  the judged link stands for it from here on
                changed,
                linker_score=JUDGED,
                reason=f"as {said.operator} judged" + (f": {said.detail.note}" if said.detail.note else ""),
                judged_by=said.operator,
                was_target=link.target,
                was_name=link.name,
            )
        done.append(link)
    return tuple(done)


def _speaks_of(meaning: Meaning, link: Link, text: str) -> bool:
    """Say whether a judgement is on a link: the one that was judged, or one with the same words taken for the same thing."""
    if meaning.place is None or meaning.kind is not link.kind:
        return False
    if link.target == meaning.was and link.span.of(text).casefold() == meaning.place.words.casefold():
        return True
    return find(text, meaning.place) == link.span


@dataclass(slots=True)
class _Corrected:
    """What stands on one attribution: its id, how the machine had it, and the last correction of each mark."""

    subject: str
    found: Found
    marks: dict[str, Standing[Correction]]

    def is_dropped(self) -> bool:
        content = self.marks.get("content")
        return content is not None and not content.detail.places


@dataclass(slots=True)
class _Laid:
    """A corrected frame beside the machine's own, None where the tagger finds it no more."""

    corrected: _Corrected
    frame: Frame
    machine: Frame | None


@dataclass(slots=True)
class _Layer:
    """A tagger whose frames stand where analysts have put them."""

    tagger: Tagger
    corrected: Sequence[_Corrected]
    name: str = "corrected"
    laid: list[_Laid] = field(default_factory=list)
    text: str = ""

    def frames(self, parsed: Parsed) -> list[Frame]:
        self.text = parsed.document.text
        frames = list(self.tagger.frames(parsed))
        for one in self.corrected:
            number = _same_frame(frames, one.found, self.text)
            machine = None if number is None else frames[number]
            frame = self._frame(machine or _frame_of(one.found, self.text), one)
            if not frame.content and not one.is_dropped():
                continue  # the words that it stood on are gone
            if number is None:
                frames.append(frame)
            else:
                frames[number] = frame
                if "content" in one.marks:  # what stood in it is placed anew
                    frames = [_orphaned(other, number) for other in frames]
            self.laid.append(_Laid(one, frame, machine))
        return frames

    def _frame(self, frame: Frame, one: _Corrected) -> Frame:
        moved = {
            role: find_all(self.text, standing.detail.places)
            for role, standing in one.marks.items()
            if role != "hedges" and (not standing.detail.places or find_all(self.text, standing.detail.places))
        }
        reset = {"kind": None} if "cue" in moved else {}
        placed = {"parent": None} if moved.keys() & {"cue", "content"} else {}
        return msgspec.structs.replace(frame, **moved, **reset, **placed)

    def named(self, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
        """Return the attributions with the ids that the corrected ones had, and with what was corrected said."""
        made: dict[str, Attribution] = {}
        for laid in self.laid:
            same = [each for each in attributions if each.source == laid.frame.source and each.cue == laid.frame.cue]
            best = max(same, key=lambda each: _shared(each.content, laid.frame.content), default=None)
            if best is not None and not laid.corrected.is_dropped() and best.id not in made:
                made[best.id] = self._said(best, laid)
        ids = {old: new.id for old, new in made.items()}
        return tuple(
            msgspec.structs.replace(one, parent=ids.get(one.parent or "", one.parent))
            for one in (made.get(each.id, each) for each in attributions)
        )

    def _said(self, attribution: Attribution, laid: _Laid) -> Attribution:
        """Return a corrected attribution: every mark exactly where the analyst has it, hedges with the firmness they leave."""
        machine = laid.machine or Frame(source=(), cue=(), content=())
        marks = {role: one for role, one in laid.corrected.marks.items() if role in MARKS}
        spans = {role: find_all(self.text, one.detail.places) for role, one in marks.items()}
        was = {role: attribution.hedges if role == "hedges" else getattr(machine, role) for role in marks}
        firmness = {"firmness": _firmness(attribution, spans["hedges"], self.text)} if "hedges" in spans else {}
        corrected = tuple(Moved(role=role, was=was[role], by=one.operator) for role, one in sorted(marks.items()))
        return msgspec.structs.replace(attribution, id=laid.corrected.subject, corrected=corrected, **spans, **firmness)


def _by_subject(marks: Sequence[Standing[Correction]]) -> list[_Corrected]:
    grouped: dict[str, list[Standing[Correction]]] = defaultdict(list)
    for one in marks:
        grouped[one.subject].append(one)
    return [
        _Corrected(subject, many[0].detail.found, {one.detail.role: one for one in many})
        for subject, many in sorted(grouped.items())
        if many[0].detail.found is not None
    ]


def _frame_of(found: Found, text: str) -> Frame:
    return Frame(
        source=find_all(text, found.source), cue=find_all(text, found.cue), content=find_all(text, found.content)
    )


def _orphaned(frame: Frame, parent: int) -> Frame:
    return msgspec.structs.replace(frame, parent=None) if frame.parent == parent else frame


def _same_frame(frames: Sequence[Frame], found: Found, text: str) -> int | None:
    """Return the number of the frame that is the one found before, None if there is none like it."""
    wanted = _frame_of(found, text)
    likeness = [_likeness(frame, wanted) for frame in frames]
    best = max(range(len(frames)), key=likeness.__getitem__, default=None)
    return best if best is not None and likeness[best] >= SAME_FRAME else None


def _likeness(one: Frame, other: Frame) -> float:
    if one.cue and other.cue and not _shared(one.cue, other.cue):
        return 0.0
    pairs = ((one.source, other.source), (one.cue, other.cue), (one.content, other.content))
    shared = sum(_shared(mine, theirs) for mine, theirs in pairs)
    return 2 * shared / max(1, sum(_size(mine) + _size(theirs) for mine, theirs in pairs))


def _size(spans: Spans) -> int:
    return sum(span.end - span.start for span in spans)


def _shared(one: Spans, other: Spans) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def _firmness(attribution: Attribution, hedges: Spans, text: str) -> Firmness:
    """Return the firmness that corrected hedges leave; a denial stays one, and words that no list has leave it possible."""
    if attribution.firmness is Firmness.DENIED:
        return Firmness.DENIED
    if hedges:
        left = {firmness for _, firmness in hedges_in(text, hedges)}
        return Firmness.ALLEGED if Firmness.ALLEGED in left else Firmness.POSSIBLE
    is_lowered = bool(attribution.hedges) and attribution.firmness in _LOWERED_BY_HEDGES
    return Firmness.ASSERTED if is_lowered else attribution.firmness


def _with_old_id(parsed: Parsed, claim: Claim, moved: Mapping[str, Attribution]) -> Claim:
    """Return a claim whose content was corrected with the id that it has as the machine reads it."""
    innermost = moved.get(claim.chain[-1].attribution or "")
    was = next((mark.was for mark in innermost.corrected if mark.role == "content"), ()) if innermost else ()
    if innermost is None or not was or claim.content != innermost.content:
        return claim
    [before] = claims(parsed.document, [msgspec.structs.replace(innermost, content=was, parent=None)])
    return msgspec.structs.replace(claim, id=before.id)
