"""What an analyst has put back: cuts that are left in the text after all, each at its place."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import NamedTuple

from allegedly.clean.layout import LINE, PARAGRAPH_BREAK
from allegedly.clean.scraped import Scraped, dateline_in, title_of
from allegedly.clean.visible import Word
from allegedly.records import Aligned, Removed, Span


class Piece(NamedTuple):
    """What is to be put back: its place in the source, its words, and where the runs of the words stand in the source."""

    start: int
    end: int
    text: str
    runs: tuple[Aligned, ...]


class Inserted(NamedTuple):
    """Letters put into a text: ``before`` and ``after`` part the words from what stands around them."""

    at: int
    before: str
    words: str
    after: str


def is_kept(place: Removed, keep: Sequence[Span]) -> bool:
    """Say whether a cut covers a letter of a stretch that must stay.

    >>> is_kept(Removed(start=3, end=9, reason="teaser", text="Read on"), [Span(8, 12)])
    True
    """
    return any(place.start < span.end and span.start < place.end for span in keep)


def put_back(source: str, found: Scraped, pieces: Sequence[Removed]) -> Scraped:
    """Return a cleaned text with some of its cuts put back; what its metadata lines said stands."""
    text, alignment, title = found.text, list(found.alignment), found.title_span
    for piece in pieces:
        words = source[piece.start : piece.end]
        whole = Piece(piece.start, piece.end, words, (Aligned(0, piece.start, len(words)),))
        inserted = _in_its_line(text, source, alignment, whole)
        text, alignment = _insert(text, alignment, whole, inserted)
        title = title and _moved(title, inserted)
    return found._replace(
        text=text,
        alignment=tuple(alignment),
        removed=tuple(cut for cut in found.removed if cut not in pieces),
        title_span=title or title_of(text),
        dateline=found.dateline or dateline_in(text),
    )


def put_back_nodes(
    text: str, alignment: Sequence[Aligned], pieces: Sequence[Piece], first: int
) -> tuple[str, list[Aligned]]:
    """Return the text of a page, and its alignment, with stretches of its source put back, none before offset ``first``."""
    runs = list(alignment)
    for piece in pieces:
        text, runs = _insert(text, runs, piece, _in_page(text, runs, piece, first))
    return text, runs


def node_piece(source: str, node: Removed, words: Sequence[Word]) -> Piece:
    """Return the visible words of a stretch of a page's source, entities resolved and white space made single.

    ``words`` are those of the stretch, in order.
    """
    text, end = "", node.start
    runs: list[Aligned] = []
    for word in words:
        text += _space(html.unescape(source[end : word.start])) if text else ""
        if source[word.start : word.end] == word.text:
            runs.append(Aligned(len(text), word.start, len(word.text)))
        text, end = text + word.text, word.end
    return Piece(node.start, node.end, text, tuple(runs))


def _neighbours(alignment: Sequence[Aligned], piece: Piece) -> tuple[Aligned | None, Aligned | None]:
    """Return the runs that stand next to a piece in the source."""
    before = [run for run in alignment if run.original_start + run.length <= piece.start]
    after = [run for run in alignment if run.original_start >= piece.end]
    left = max(before, key=lambda run: (run.original_start + run.length, run.start)) if before else None
    right = min(after, key=lambda run: (run.original_start, run.start)) if after else None
    return left, right


def _in_its_line(text: str, source: str, alignment: Sequence[Aligned], piece: Piece) -> Inserted:
    """Say where a piece of a plain text goes: into the line that it was cut from, or as a paragraph of its own."""
    left, right = _neighbours(alignment, piece)
    gap_before = source[left.original_start + left.length : piece.start] if left else ""
    gap_after = source[piece.end : right.original_start] if right else ""
    same = _share_paragraph(text, left, right)
    if left and (same or not _breaks(gap_before)):
        at = left.start + left.length
        goes_on = right is not None and (same or not _breaks(gap_after)) and not text[at : at + 1].isspace()
        return Inserted(at, _space(gap_before), piece.text, _space(gap_after) if goes_on else "")
    if right and not _breaks(gap_after):
        return Inserted(right.start, "", piece.text, _space(gap_after))
    return _own_paragraph(text, left, right, piece.text, first=0)


def _in_page(text: str, alignment: Sequence[Aligned], piece: Piece, first: int) -> Inserted:
    """Say where a stretch of a page goes: among the words of a paragraph that it parts, or as a paragraph of its own."""
    left, right = _neighbours(alignment, piece)
    if left and _share_paragraph(text, left, right) and left.start + left.length >= first:
        at = left.start + left.length
        return Inserted(at, " ", piece.text, "" if text[at : at + 1].isspace() else " ")
    return _own_paragraph(text, left, right, piece.text, first=first)


def _share_paragraph(text: str, left: Aligned | None, right: Aligned | None) -> bool:
    """Say whether two runs stand one after the other in one paragraph."""
    if left is None or right is None or left.start + left.length > right.start:
        return False
    return "\n" not in text[left.start + left.length : right.start]


def _own_paragraph(text: str, left: Aligned | None, right: Aligned | None, words: str, *, first: int) -> Inserted:
    at = 0 if right else len(text)
    if left is not None:
        end = text.find("\n", left.start + left.length)
        at = end if end >= 0 else len(text)
    if at < first or not at:
        return Inserted(first, "", words, PARAGRAPH_BREAK if text[first:] else "")
    return Inserted(at, PARAGRAPH_BREAK, words, "")


def _insert(text: str, alignment: Sequence[Aligned], piece: Piece, inserted: Inserted) -> tuple[str, list[Aligned]]:
    at, before, words, after = inserted
    shift = len(before) + len(words) + len(after)
    runs = [
        part if part.start < at else Aligned(part.start + shift, part.original_start, part.length)
        for run in alignment
        for part in _parted(run, at)
    ]
    runs += [Aligned(at + len(before) + run.start, run.original_start, run.length) for run in piece.runs]
    return text[:at] + before + words + after + text[at:], sorted(runs, key=lambda run: run.start)


def _parted(run: Aligned, at: int) -> Sequence[Aligned]:
    """Part a run at an offset of the text, if that lies inside it."""
    head = at - run.start
    if not 0 < head < run.length:
        return (run,)
    return (Aligned(run.start, run.original_start, head), Aligned(at, run.original_start + head, run.length - head))


def _moved(span: Span, inserted: Inserted) -> Span:
    shift = len(inserted.before) + len(inserted.words) + len(inserted.after)
    return Span(
        span.start + (shift if inserted.at <= span.start else 0), span.end + (shift if inserted.at < span.end else 0)
    )


def _breaks(gap: str) -> bool:
    """Say whether a gap holds the end of a line."""
    return bool(LINE.sub("", gap))


def _space(gap: str) -> str:
    return " " if any(letter.isspace() for letter in gap) else ""
