"""Clean text from kept stretches of a source, with the map from every letter back to where it stood."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from allegedly.records import Aligned, Removed

PARAGRAPH_BREAK = "\n\n"
LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


class Cut(NamedTuple):
    """A stretch of a source that is to go, and why."""

    start: int
    end: int
    reason: str


class Stretch(NamedTuple):
    """A stretch of a source that stays."""

    start: int
    end: int


class Layout(NamedTuple):
    """A clean text and its alignment with the source that it was laid out from."""

    text: str
    alignment: tuple[Aligned, ...]


def trim(source: str, start: int, end: int) -> Stretch:
    """Return ``[start, end)`` of ``source`` without the white space at its ends."""
    words = source[start:end]
    left = len(words) - len(words.lstrip())
    return Stretch(start + left, start + max(left, len(words.rstrip())))


def lines_of(source: str) -> list[Stretch]:
    """Return the lines of ``source`` that hold more than white space, trimmed.

    >>> lines_of("One \\n\\n  two")
    [Stretch(start=0, end=3), Stretch(start=8, end=11)]
    """
    found = (trim(source, match.start(), match.end()) for match in LINE.finditer(source))
    return [line for line in found if line.start < line.end]


def lay_out(source: str, paragraphs: Iterable[Sequence[Stretch]]) -> Layout:
    """Write ``paragraphs``, each a row of stretches, parted by an empty line.

    Stretches of a row are joined by one space where white space stood between them, and else by nothing.
    """
    pieces: list[str] = []
    runs: list[Aligned] = []
    at = 0
    for paragraph in paragraphs:
        last: Stretch | None = None
        for stretch in paragraph:
            if stretch.start == stretch.end:
                continue
            joint = (PARAGRAPH_BREAK if at else "") if last is None else _joint(source, last, stretch)
            pieces += (joint, source[stretch.start : stretch.end])
            at += len(joint)
            runs.append(Aligned(at, stretch.start, stretch.end - stretch.start))
            at += stretch.end - stretch.start
            last = stretch
    return Layout("".join(pieces), tuple(runs))


def _joint(source: str, last: Stretch, stretch: Stretch) -> str:
    if source[last.end - 1].isspace() or source[stretch.start].isspace():
        return ""
    gap = source[last.end : stretch.start]
    return " " if gap[:1].isspace() or gap[-1:].isspace() or LINE.sub("", gap) else ""


def keep(stretches: Sequence[Stretch], cuts: Sequence[Cut]) -> list[list[Stretch]]:
    """Return what is left of each of the ``stretches`` of a source after ``cuts``; both in order of their starts."""
    found = []
    first = 0
    for stretch in stretches:
        while first < len(cuts) and cuts[first].end <= stretch.start:
            first += 1
        left, kept = stretch.start, []
        at = first
        while at < len(cuts) and cuts[at].start < stretch.end:
            if cuts[at].start > left:
                kept.append(Stretch(left, cuts[at].start))
            left = max(left, cuts[at].end)
            at += 1
        if left < stretch.end:
            kept.append(Stretch(left, stretch.end))
        found.append(kept)
    return found


def chain_alignments(outer: Sequence[Aligned], inner: Sequence[Aligned]) -> tuple[Aligned, ...]:
    """Map a text to its grandparent: ``inner`` maps it to its parent, ``outer`` the parent to the grandparent."""
    runs: list[Aligned] = []
    starts = [run.start for run in outer]
    for run in inner:
        at = max(0, bisect.bisect_right(starts, run.original_start) - 1)
        for parent in outer[at:]:
            low = max(run.original_start, parent.start)
            high = min(run.original_start + run.length, parent.start + parent.length)
            if parent.start >= run.original_start + run.length:
                break
            if low < high:
                start = run.start + low - run.original_start
                runs.append(Aligned(start, parent.original_start + low - parent.start, high - low))
    return tuple(runs)


def removed_from(original: str, cuts: Sequence[Cut], alignment: Sequence[Aligned]) -> list[Removed]:
    """Say where in ``original`` the ``cuts`` of a text that is aligned with it stood; white space alone is no cut.

    A cut of words that stood apart in the original becomes several.
    """
    whole = [Aligned(0, cut.start, cut.end - cut.start) for cut in cuts]
    found = []
    for cut, run in zip(cuts, whole, strict=True):
        for piece in chain_alignments(alignment, [run]):
            start, end = trim(original, piece.original_start, piece.original_start + piece.length)
            if start < end:
                found.append(Removed(start=start, end=end, reason=cut.reason, text=original[start:end]))
    return found
