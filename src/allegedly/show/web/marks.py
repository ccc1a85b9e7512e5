"""Marks on a text: where sources, cues, hedges and contents begin and end, as pieces that a template can print one by one.

Contents nest and cross paragraphs and other marks, which elements of a page cannot; so a text is cut wherever any mark
begins or ends, and each piece carries all the marks that lie on it.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from allegedly.records import Attribution, Claim, Document, Removed, Span
from allegedly.show.web.view_records import CutView, MovedView, Note, Paragraph, Piece
from allegedly.show.web.words import in_one_line

# The order in which the marks of one piece are named; what comes first is the outermost element.
ROLES = ("asked", "source", "cue", "hedge", "medium")

_PARAGRAPH = re.compile(r"[^\n]+")


class Marks(NamedTuple):
    """The marks of one text: stretches by role, contents with the number of their attribution, and places to link to."""

    stretches: tuple[tuple[str, Span], ...]
    contents: tuple[tuple[int, Span], ...]
    anchors: frozenset[int]
    cuts: tuple[tuple[int, CutView], ...]


class Numbered(NamedTuple):
    """An attribution with its number in reading order, from 1, and how many others' contents it stands in."""

    number: int
    depth: int
    attribution: Attribution


def numbered(attributions: Iterable[Attribution]) -> list[Numbered]:
    """Return the attributions in reading order, each with its number and depth."""
    ordered = sorted(attributions, key=_begins)
    parents = {each.id: each.parent for each in ordered}
    return [Numbered(number, _depth(each.id, parents), each) for number, each in enumerate(ordered, 1)]


def paragraphs(
    document: Document,
    attributions: Sequence[Attribution],
    claims: Sequence[Claim] = (),
    *,
    asked: Iterable[Span] = (),
    anchors: Iterable[int] = (),
    cuts: bool = False,
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a document with all marks and the notes on the attributions that begin in each.

    ``asked`` are words to point at, ``anchors`` offsets that links may lead to; with ``cuts`` what cleaning left out
    stands in its place.
    """
    order = numbered(attributions)
    found = marks_of(document, order, asked=asked, anchors=anchors, cuts=cuts)
    notes = _notes(document, order, claims)
    title = document.title_span
    bounds = [match.span() for match in _PARAGRAPH.finditer(document.text)]
    placed = _cuts_by_paragraph(found.cuts, bounds)
    made: list[Paragraph] = [_cut_paragraph(cut) for cut in placed.get(-1, ())]
    pieces = _pieces(document.text, bounds, found)
    for number, (start, end) in enumerate(bounds):
        beside = tuple(note for at, note in notes if start <= at < end)
        is_title = title is not None and title.start <= start < title.end
        made.append(Paragraph(pieces=tuple(pieces[number]), notes=beside, is_title=is_title))
        made += [_cut_paragraph(cut) for cut in placed.get(number, ())]
    return tuple(made)


def marks_of(
    document: Document, order: Sequence[Numbered], *, asked: Iterable[Span], anchors: Iterable[int], cuts: bool
) -> Marks:
    """Return all marks that lie on a document's text."""
    asked = tuple(asked)
    stretches = [("asked", span) for span in asked]
    contents: list[tuple[int, Span]] = []
    for number, _, each in order:
        for role, spans in (
            ("source", each.source),
            ("cue", each.cue),
            ("hedge", each.hedges),
            ("medium", each.medium),
        ):
            stretches += [(role, span) for span in spans]
        contents += [(number, span) for span in each.content]
    places = frozenset(anchors) | {span.start for span in asked}
    there = tuple((place_of(document, cut), cut_view(cut)) for cut in document.removed) if cuts else ()
    size = len(document.text)
    return Marks(
        tuple((role, _within(span, size)) for role, span in stretches if span.start < min(span.end, size)),
        tuple((number, _within(span, size)) for number, span in contents if span.start < min(span.end, size)),
        places,
        there,
    )


def place_of(document: Document, cut: Removed) -> int:
    """Return the offset in the clean text at which a cut had stood: the end of what stands before it in the original."""
    runs = sorted(document.alignment, key=lambda run: run.original_start)
    before = bisect.bisect_right([run.original_start for run in runs], cut.start) - 1
    if before < 0:
        return 0
    run = runs[before]
    return run.start + min(run.length, cut.start - run.original_start)


def _pieces(text: str, bounds: Sequence[tuple[int, int]], marks: Marks) -> list[list[Piece]]:
    """Return the pieces of each paragraph: one pass over the text, however many marks lie on it."""
    begins, ends = _by_place(marks)
    places = sorted({*begins, *ends, *marks.anchors, *(edge for bound in bounds for edge in bound)})
    active: Counter[str] = Counter()
    open_contents: list[int] = []
    found: list[list[Piece]] = []
    at = 0
    for start, end in bounds:
        mine: list[Piece] = []
        while at < len(places) and places[at] < end:
            here, until = places[at], min(end, places[at + 1]) if at + 1 < len(places) else end
            opens = _step(here, begins, ends, active, open_contents)
            if here >= start and until > here:
                mine.append(_piece(text, (here, until), active, (opens, len(open_contents)), marks, ends))
            at += 1
        found.append(mine)
    return found


Events = Mapping[int, list[tuple[str, int]]]


def _by_place(marks: Marks) -> tuple[Events, Events]:
    """Return what begins and what ends at each offset: (role, 0), or ("content", number of the attribution)."""
    begins: dict[int, list[tuple[str, int]]] = {}
    ends: dict[int, list[tuple[str, int]]] = {}
    for role, span in marks.stretches:
        begins.setdefault(span.start, []).append((role, 0))
        ends.setdefault(span.end, []).append((role, 0))
    for number, span in sorted(marks.contents, key=lambda each: (each[1].start, -each[1].end, each[0])):
        begins.setdefault(span.start, []).append(("content", number))
        ends.setdefault(span.end, []).append(("content", number))
    return begins, ends


def _step(here: int, begins: Events, ends: Events, active: Counter[str], open_contents: list[int]) -> tuple[int, ...]:
    """Take note of what ends and begins at an offset; return the contents that begin."""
    for role, number in ends.get(here, ()):
        if role != "content":
            active[role] -= 1
        elif number in open_contents:
            open_contents.remove(number)
    opens = []
    for role, number in begins.get(here, ()):
        if role == "content":
            open_contents.append(number)
            opens.append(number)
        else:
            active[role] += 1
    return tuple(opens)


def _piece(
    text: str,
    bounds: tuple[int, int],
    active: Counter[str],
    contents: tuple[tuple[int, ...], int],
    marks: Marks,
    ends: Events,
) -> Piece:
    start, end = bounds
    opens, depth = contents
    closes = tuple(number for role, number in reversed(ends.get(end, [])) if role == "content")
    return Piece(
        text=text[start:end],
        start=start,
        roles=tuple(role for role in ROLES if active[role] > 0),
        opens=opens,
        closes=closes,
        depth=depth,
        is_anchor=start in marks.anchors,
    )


def _notes(document: Document, order: Sequence[Numbered], claims: Sequence[Claim]) -> list[tuple[int, Note]]:
    """Return a note on each attribution with the offset at which it begins."""
    by_attribution = {claim.chain[-1].attribution: claim.id for claim in claims if claim.chain[-1].attribution}
    text = document.text
    return [
        (
            _begins(each),
            Note(
                number=number,
                id=each.id,
                depth=depth,
                source=in_one_line(text, each.source),
                source_name=each.source_name,
                source_kind=each.source_kind,
                affiliation=in_one_line(text, each.affiliation),
                cue=in_one_line(text, each.cue),
                kind=each.kind,
                quotation=each.quotation,
                firmness=each.firmness,
                polarity=each.polarity,
                hedges=in_one_line(text, each.hedges),
                medium=in_one_line(text, each.medium),
                claim=by_attribution.get(each.id),
                content=in_one_line(text, each.content),
                corrected=tuple(
                    MovedView(role=mark.role, by=mark.by, was=in_one_line(text, mark.was)) for mark in each.corrected
                ),
            ),
        )
        for number, depth, each in order
    ]


def _cuts_by_paragraph(
    cuts: Iterable[tuple[int, CutView]], bounds: Sequence[tuple[int, int]]
) -> dict[int, list[CutView]]:
    """Return the cuts by the number of the paragraph that they follow, -1 for those before the first."""
    starts = [start for start, _ in bounds]
    placed: dict[int, list[CutView]] = {}
    for at, cut in cuts:
        placed.setdefault(bisect.bisect_left(starts, at) - 1, []).append(cut)
    return placed


def _cut_paragraph(cut: CutView) -> Paragraph:
    piece = Piece(text="", start=0, cut=cut)
    return Paragraph(pieces=(piece,), notes=(), is_title=False, is_cut=True)


def cut_view(cut: Removed) -> CutView:
    """Return a cut as its reader sees it, its words in one line."""
    return CutView(start=cut.start, end=cut.end, reason=cut.reason, text=" ".join(cut.text.split()))


def _begins(attribution: Attribution) -> int:
    return min(_starts(attribution), default=0)


def _starts(attribution: Attribution) -> Iterator[int]:
    for spans in (attribution.source, attribution.cue, attribution.content):
        yield from (span.start for span in spans)


def _depth(identity: str, parents: Mapping[str, str | None]) -> int:
    depth, seen = 0, {identity}
    above = parents.get(identity)
    while above is not None and above not in seen:
        depth, above = depth + 1, parents.get(above)
        seen.add(above or "")
    return depth


def _within(span: Span, size: int) -> Span:
    return Span(span.start, min(span.end, size))
