"""Paragraphs of a plain text: a line each, unless its lines were broken at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Sequence

from allegedly.clean.layout import Stretch, lines_of

# Lines broken by a program fill its width: every line of a block but the last is at least this share of the longest,
# and no longer than a terminal or typewriter allows.
FILLED = 0.75
NARROWEST, WIDEST = 50, 100
FEWEST_LINES = 3
BLANK = re.compile(r"\n[ \t\r]*\n")


def paragraphs_of(text: str) -> list[list[Stretch]]:
    """Return the paragraphs of ``text`` as rows of lines.

    >>> [len(rows) for rows in paragraphs_of("Ferry sinks\\n\\nIt rained.\\nIt snowed.")]
    [1, 1, 1]
    """
    found: list[list[Stretch]] = []
    block: list[Stretch] = []
    for line in lines_of(text):
        if block and BLANK.search(text, block[-1].end, line.start):
            found.extend(_rows(text, block))
            block = []
        block.append(line)
    found.extend(_rows(text, block))
    return found


def _rows(text: str, block: Sequence[Stretch]) -> list[list[Stretch]]:
    """Return a block as one paragraph if its lines were broken at a fixed width, else as a paragraph a line."""
    if _is_wrapped(text, block):
        return [list(block)]
    return [[line] for line in block]


def _is_wrapped(text: str, block: Sequence[Stretch]) -> bool:
    if len(block) < FEWEST_LINES:
        return False
    lengths = [line.end - line.start for line in block]
    widest = max(lengths)
    if not NARROWEST <= widest <= WIDEST or min(lengths[:-1]) < FILLED * widest:
        return False
    ends = sum(text[line.end - 1] in '.!?:”"' for line in block[:-1])
    return ends * 2 < len(block)
