"""Finds the stretches between quotation marks, also where marks are missing, nested or of unlike kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from allegedly.records import Span

CLOSERS = {"“": "”", "„": "“”", "«": "»", '"': '"', "``": "''", "''": "''", "‘": "’'", "'": "'’", "”": "”"}

_MARK = re.compile(r"``|''|[“”„«»\"‘’']")
_OPENS_AFTER = re.compile(r"[\s(\[{—–:,\-/]")
# Elisions that begin with an apostrophe ('em, '90s) open no quotation.
_ELISION = re.compile(r"['’‘](?:\d\d|em\b|til\b|tis\b|twas\b|cause\b|n\b|round\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation with its marks; ``open_ended`` where the closing mark is missing at the end of its paragraph."""

    span: Span
    paragraph: int
    open_ended: bool = False
    continues: bool = False


def quotations(text: str, paragraphs: list[Span]) -> list[Quotation]:
    """Return the outermost quotations of ``text`` in reading order; ``continues`` marks one carried over a break.

    A quotation that is open at a paragraph's end goes on in the next one if that begins with an opening mark, as
    newspapers print it; otherwise it ends with its paragraph.

    >>> [q.span.of("He said “no” twice.") for q in quotations("He said “no” twice.", [Span(0, 19)])]
    ['“no”']
    """
    found: list[Quotation] = []
    for number, span in enumerate(paragraphs):
        here = [Quotation(q, number, open_ended) for q, open_ended in _in_paragraph(text, span)]
        before = found[-1] if found else None
        carried = before is not None and before.open_ended and before.paragraph == number - 1
        if carried and here and here[0].span.start == span.start:
            here[0] = replace(here[0], continues=True)
        found += here
    return found


def _in_paragraph(text: str, span: Span) -> Iterator[tuple[Span, bool]]:
    """Yield the quotations of one paragraph, each with whether its closing mark is missing."""
    marks = list(_MARK.finditer(text, span.start, span.end))
    position = 0
    last_single = max((k for k, m in enumerate(marks) if m.group() in "'’"), default=-1)
    while position < len(marks):
        mark = marks[position]
        opens = _opens(text, span, mark)
        closing = _closing(text, span, marks, position, last_single) if opens else None
        if closing is not None:
            yield Span(mark.start(), marks[closing].end()), False
            position = closing + 1
        elif opens and mark.group() not in "‘'":
            yield Span(mark.start(), span.end), True
            return
        else:
            position += 1


def _opens(text: str, span: Span, mark: re.Match[str]) -> bool:
    """Say whether a mark can open a quotation where it stands."""
    if mark.group() not in CLOSERS or mark.end() >= span.end or _ELISION.match(text, mark.start()):
        return False
    before = text[mark.start() - 1] if mark.start() > span.start else " "
    after = text[mark.end()]
    if mark.group() in "“„«":
        return not after.isspace() or before.isspace()
    if mark.group() == "”":  # a mark turned the wrong way at the beginning of a word
        return before.isspace() and after.isalnum()
    return bool(_OPENS_AFTER.match(before)) and not after.isspace()


def _closing(text: str, span: Span, marks: list[re.Match[str]], opening: int, last_single: int) -> int | None:
    """Return the number of the mark that closes the one at ``opening``, or None."""
    mark = marks[opening].group()
    single = mark in "‘'"
    for number in range(opening + 1, len(marks)):
        if single and number > last_single:
            return None
        other = marks[number].group()
        if other in CLOSERS[mark] and not (single and _is_apostrophe(text, span, marks[number])):
            return number
    return None


def _is_apostrophe(text: str, span: Span, mark: re.Match[str]) -> bool:
    """Say whether a single mark stands inside a word, or after the s of a possessive plural in mid-clause."""
    after = text[mark.end()] if mark.end() < span.end else " "
    before = text[mark.start() - 1]
    if after.isalnum() or before.isspace():
        return True
    return before == "s" and after == " " and text[mark.end() + 1 : mark.end() + 2].islower()
