"""Stretches of text with their places on a page, put into reading order: columns, lines, paragraphs, words parted at line ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

# A gutter may be crossed by this share of the lines beside it (headlines, captions, a wide box).
CROSSING = 0.15
# Lines that a column must have, and letters that they must have on average: what is shorter is a table.
COLUMN_LINES = 4
COLUMN_LETTERS = 12
# Points (1/72 inch) of white between two columns; the narrowest in print have about 8, word gaps in a line 2 to 4.
GUTTER = 4
# The outer share of a region in which no gutter is looked for.
MARGIN = 0.12

# Baselines nearer than this share of the type size are one line: superscripts are raised by a third of it.
SAME_LINE = 0.35
# A line further down than so many usual line pitches begins a paragraph.
PARAGRAPH_PITCH = 1.45
# Type sizes that differ by more are set apart on purpose.
OTHER_SIZE = 0.12
# A line that is indented by this many type sizes begins a paragraph.
INDENT = 0.8
# A line that leaves this share of its column free may be the last of a paragraph.
SHORT_LINE = 0.2

# Lines at the edge of a page that are looked at for running heads and feet.
EDGE_LINES = 2

_HYPHENS = "-\u2010\u00ad\x02"  # the last is PDFium's own mark of a hyphen at a line's end
_ENDS = re.compile(r"[.!?…:]['\"”’»)\]]*$")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:page|seite|p\.?|s\.?)?\W*\d{1,4}\W*(?:(?:of|von|de|/)\W*\d{1,4}\W*)?", re.IGNORECASE)
_LAST_WORD = re.compile(rf"([^\W_]+)[{_HYPHENS}]$")
_FIRST_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)+")
_WORD = re.compile(r"[^\W_]+")


class Stretch(NamedTuple):
    """A stretch of one line: its left and right edge, its baseline and its size, in points, from the page's lower left."""

    left: float
    right: float
    baseline: float
    size: float
    text: str


class Line(NamedTuple):
    """A line of one column; ``column`` is the column's number on its ``page``, ``start`` and ``end`` the column's edges."""

    left: float
    right: float
    baseline: float
    size: float
    text: str
    page: int
    column: int
    start: float
    end: float


def lines_of_page(stretches: Iterable[Stretch], page: int) -> list[Line]:
    """Return the lines of a page in the order in which they are read."""
    lines: list[Line] = []
    for number, column in enumerate(_columns(list(stretches))):
        start, end = min(each.left for each in column), max(each.right for each in column)
        for row in _rows(column):
            text = _join_row(row)
            if text:
                size = max(each.size for each in row)
                baseline = median(each.baseline for each in row)
                lines.append(Line(row[0].left, row[-1].right, baseline, size, text, page, number, start, end))
    return lines


def _columns(stretches: list[Stretch]) -> list[list[Stretch]]:
    """Part a region at its gutters; what crosses one parts what is above from what is below."""
    gutter = _gutter(stretches)
    if gutter is None:
        return [stretches] if stretches else []
    found: list[list[Stretch]] = []
    stretches = sorted(stretches, key=lambda each: (-each.baseline, each.left))
    for crosses, band in groupby(stretches, key=lambda each: each.left < gutter < each.right):
        members = list(band)
        if crosses:
            found.append(members)
            continue
        for side in (
            [each for each in members if each.left < gutter],
            [each for each in members if each.left >= gutter],
        ):
            found += _columns(side)
    return found


def _gutter(stretches: list[Stretch]) -> float | None:
    """Return the middle of the best gutter of a region, or None if it is one column."""
    if len(stretches) < 2 * COLUMN_LINES:
        return None
    left, right = min(each.left for each in stretches), max(each.right for each in stretches)
    width = int(right - left) + 1
    steps = [0] * (width + 2)
    for each in stretches:
        steps[min(width, max(0, int(each.left - left)))] += 1
        steps[min(width + 1, max(0, int(each.right - left) + 1))] -= 1
    cover, covers = 0, []
    for step in steps[:width]:
        cover += step
        covers.append(cover)
    best: tuple[int, int, float] | None = None
    at = 0
    for level, run in groupby(covers):
        size = len(list(run))
        middle = at + size / 2
        at += size
        inside = MARGIN * width < middle < (1 - MARGIN) * width
        if inside and size >= GUTTER and level <= CROSSING * len(stretches) and _parts(stretches, left + middle):
            best = min(best or (level, -size, left + middle), (level, -size, left + middle))
    return None if best is None else best[2]


def _parts(stretches: list[Stretch], gutter: float) -> bool:
    """Say whether there is a column of text on either side of a gutter, side by side."""
    sides = [
        [each for each in stretches if each.right <= gutter],
        [each for each in stretches if each.left >= gutter],
    ]
    for side in sides:
        letters = sum(len(each.text) for each in side)
        rows = {round(each.baseline) for each in side}
        if len(rows) < COLUMN_LINES or letters < COLUMN_LETTERS * len(rows):
            return False
    tops = [max(each.baseline for each in side) for side in sides]
    feet = [min(each.baseline for each in side) for side in sides]
    beside = min(tops) - max(feet)
    return beside >= min(top - foot for top, foot in zip(tops, feet, strict=True)) / 2


def _rows(column: list[Stretch]) -> Iterator[list[Stretch]]:
    row: list[Stretch] = []
    for each in sorted(column, key=lambda each: -each.baseline):
        if row and row[0].baseline - each.baseline > SAME_LINE * max(each.size, row[0].size):
            yield sorted(row)
            row = []
        row.append(each)
    if row:
        yield sorted(row)


def _join_row(row: Sequence[Stretch]) -> str:
    return " ".join(" ".join(each.text for each in row).split())


def running_lines(pages: Sequence[Sequence[Line]]) -> dict[str, set[Line]]:
    """Return the heads and feet that recur from page to page, and page numbers, each with the lines that it stands for."""
    at_edge: dict[str, set[Line]] = {}
    for lines in pages:
        ordered = sorted(lines, key=lambda line: -line.baseline)
        for line in {*ordered[:EDGE_LINES], *ordered[-EDGE_LINES:]}:
            at_edge.setdefault(_DIGITS.sub("#", line.text.casefold()), set()).add(line)
    found: dict[str, set[Line]] = {}
    for edge in at_edge.values():
        on = {line.page for line in edge}
        is_number = _PAGE_NUMBER.fullmatch(next(iter(edge)).text) is not None
        if is_number and len(on) >= 2:
            found["page numbers"] = found.get("page numbers", set()) | edge
        elif len(on) >= 3 and len(on) >= len(pages) / 2 and _at_one_height(edge):
            found[min(line.text for line in edge)] = edge
    return found


def _at_one_height(lines: set[Line]) -> bool:
    heights = [line.baseline for line in lines]
    usual = median(heights)
    return sum(abs(height - usual) < 3 for height in heights) >= len(heights) - 1


def paragraphs_of(lines: Sequence[Line]) -> list[str]:
    """Join lines to paragraphs, and words that were parted at a line's end."""
    usual = _usual_pitches(lines)
    words = _vocabulary(lines)
    found: list[str] = []
    last: Line | None = None
    for line in lines:
        if last is None or _begins_paragraph(last, line, usual):
            found.append(line.text)
        else:
            found[-1] = _joined(found[-1], line.text, words)
        last = line
    return [text.replace("\x02", "-").replace("\u00ad", "") for text in found]


def _usual_pitches(lines: Sequence[Line]) -> dict[int, float]:
    """Return the usual distance of two baselines by type size, rounded to a point."""
    pitches: dict[int, list[float]] = {}
    for above, below in pairwise(lines):
        if (above.page, above.column) == (below.page, below.column) and above.baseline > below.baseline:
            pitches.setdefault(round(below.size), []).append(above.baseline - below.baseline)
    return {size: median(found) for size, found in pitches.items()}


def _begins_paragraph(last: Line, line: Line, usual: dict[int, float]) -> bool:
    if abs(last.size - line.size) > OTHER_SIZE * max(last.size, line.size):
        return True
    ends = _ENDS.search(last.text) is not None
    if (last.page, last.column) != (line.page, line.column):
        return ends
    if last.baseline - line.baseline > PARAGRAPH_PITCH * usual.get(round(line.size), 1.2 * line.size):
        return True
    is_indented = line.left - line.start > INDENT * line.size and last.left - last.start < INDENT * last.size / 2
    was_short = last.end - last.right > SHORT_LINE * (last.end - last.start)
    return is_indented or (ends and was_short)


def _vocabulary(lines: Sequence[Line]) -> Counter[str]:
    """Count the words, and the compounds with a hyphen, that stand inside the lines."""
    found: Counter[str] = Counter()
    for line in lines:
        found.update(word.casefold() for word in _WORD.findall(line.text))
        found.update(word.casefold().replace("\u2010", "-") for word in _COMPOUND.findall(line.text))
    return found


def _joined(before: str, after: str, words: Counter[str]) -> str:
    """Join two lines: a word parted at the end of the first is made whole, with its hyphen if it is written with one.

    >>> _joined("The govern-", "ment said", Counter())
    'The government said'
    >>> _joined("A cease-", "fire held", Counter({"cease-fire": 2}))
    'A cease-fire held'
    """
    parted, begins = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    if parted is None or begins is None:
        return f"{before} {after}"
    compound, whole = f"{parted[1]}-{begins[0]}".casefold(), f"{parted[1]}{begins[0]}".casefold()
    is_one_word = begins[0][0].islower() and words[whole] >= words[compound]
    return before[:-1] + ("" if is_one_word else "-") + after
