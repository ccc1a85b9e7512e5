"""Markdown to plain paragraphs: front matter read, marks of headings, links and emphasis left out, words in place."""

from __future__ import annotations

import re
from typing import NamedTuple

from allegedly.clean.layout import Stretch, lay_out, lines_of
from allegedly.records import Aligned

FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<lines>.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
FIELD = re.compile(r"^(?P<key>[A-Za-z_]+)\s*:\s*(?P<value>.*?)\s*$", re.MULTILINE)
# What begins a line without being part of its words: headings, quotations, list items, rules and fences.
LINE_MARK = re.compile(r"(?:\s*(?:#{1,6}\s+|>\s?|[-*+]\s+|\d{1,3}[.)]\s+(?=\S)))+")
RULE = re.compile(r"^(?:[-*_=]\s*){3,}$|^(?:```|~~~)")
HEADING = re.compile(r"^#{1,6}\s+\S")
LISTED = re.compile(r"^\s*(?:[-*+>]|\d{1,3}[.)])\s")
CLOSING_MARKS = re.compile(r"\s#+$")
# Marks within a line: pictures whole; of links all but their words; the stars of emphasis; backticks.
TARGET = r"\([^)\s]{0,2000}(?:\s+\"[^\"\n]{0,300}\")?\)"
IN_LINE = re.compile(
    rf"!\[[^\]\n]{{0,300}}\]{TARGET}"
    rf"|\[(?=[^\]\n]{{1,300}}\]{TARGET})"
    rf"|\]{TARGET}"
    r"|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`+"
)


class Markdown(NamedTuple):
    """The words of a Markdown text, their alignment with it, and the fields of its front matter, keys in lower case."""

    text: str
    alignment: tuple[Aligned, ...]
    fields: dict[str, str]


def read_markdown(source: str) -> Markdown:
    """Read a Markdown text.

    >>> read_markdown("# Ferry *sinks*\\n\\nSee [the list](https://moi.example).").text
    'Ferry sinks\\n\\nSee the list.'
    """
    front = FRONT_MATTER.match(source)
    fields = (
        {found["key"].lower(): found["value"].strip("\"'") for found in FIELD.finditer(front["lines"])} if front else {}
    )
    paragraphs = _paragraphs(source, front.end() if front else 0)
    layout = lay_out(source, [row for row in paragraphs if row])
    return Markdown(layout.text, layout.alignment, fields)


def _paragraphs(source: str, begin: int) -> list[list[Stretch]]:
    """Return the paragraphs after ``begin``: a heading and a list item each one, lines without an empty one between joined."""
    paragraphs: list[list[Stretch]] = [[]]
    last_end = begin
    for line in lines_of(source[begin:]):
        start, end = line.start + begin, line.end + begin
        words = source[start:end]
        parted = source.count("\n", last_end, start) > 1
        last_end = end
        if parted or RULE.match(words) or HEADING.match(words) or LISTED.match(words):
            paragraphs.append([])
        if not RULE.match(words):
            paragraphs[-1] += _words_of(source, start, end)
        if HEADING.match(words):
            paragraphs.append([])
    return paragraphs


def _words_of(source: str, start: int, end: int) -> list[Stretch]:
    """Return the stretches of a line that are words, its marks left out."""
    mark = LINE_MARK.match(source, start, end)
    start = mark.end() if mark else start
    closing = CLOSING_MARKS.search(source[start:end])
    end = start + closing.start() if closing else end
    pieces, at = [], start
    for found in IN_LINE.finditer(source, start, end):
        if found.start() > at:
            pieces.append(Stretch(at, found.start()))
        at = found.end()
    if at < end:
        pieces.append(Stretch(at, end))
    return pieces
