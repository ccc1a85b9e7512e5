"""Text that somebody scraped: residue, spam and metadata lines out, title and body in.

Byline, date and outlet lines above the article are cut, with reasons of their own, and become fields. A dateline stands
in the first sentence, so its words stay in the text; the field repeats them.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import NamedTuple

from allegedly.clean.head_lines import (
    HeadLine,
    note_into,
    outlet_of_copyright,
    outlet_of_credit,
    outlet_of_rest,
    read_head_line,
)
from allegedly.clean.layout import Cut, chain_alignments, keep, lay_out, lines_of, removed_from, trim
from allegedly.clean.metadata import byline_of, date_in, dateline_of, is_date_line, is_outlet_line, unread_date
from allegedly.clean.residue import find_cuts
from allegedly.clean.signs import is_long
from allegedly.clean.wrapped import paragraphs_of
from allegedly.records import Aligned, Removed, Span

# Metadata lines stand near the top; further down "By Jane Doe" is part of something else.
HEAD_LINES = 12
# A title is rarely longer: the longest of 537 on the development texts has 196 letters.
LONGEST_TITLE = 220
# A line below an outlet's name is taken for the headline from this many words on.
HEADLINE_WORDS = 4


class Scraped(NamedTuple):
    """A cleaned text with its title's place and what its metadata lines said."""

    text: str
    alignment: tuple[Aligned, ...]
    removed: tuple[Removed, ...]
    title_span: Span | None
    byline: str | None
    dateline: str | None
    published: str | None
    outlet: str | None
    assumptions: tuple[str, ...] = ()


def clean_scraped(original: str, recurring: AbstractSet[int] = frozenset()) -> Scraped:
    """Cut ``original`` until nothing more is cut, so that cleaning what is left changes nothing.

    ``recurring`` are the keys of lines that recur in the pile (``recurring.recurring_lines``).
    """
    layout = lay_out(original, paragraphs_of(original))
    text, alignment = layout.text, layout.alignment
    removed: list[Removed] = []
    said: dict[str, str] = {}
    named = outlet_of_copyright(text)
    while True:
        metadata = _metadata_cuts(text, said, named[0] if named else None)
        taken = {cut.start for cut in metadata}
        cuts = sorted([*metadata, *(cut for cut in find_cuts(text, recurring) if cut.start not in taken)])
        if not cuts:
            break
        removed.extend(removed_from(original, cuts, alignment))
        layout = lay_out(text, [[trim(text, *piece) for piece in pieces] for pieces in keep(lines_of(text), cuts)])
        text, alignment = layout.text, chain_alignments(alignment, layout.alignment)
    dateline = dateline_in(text)
    credited = outlet_of_credit(dateline) if "slug" in said else None
    for outlet, line in (named or (None, ""), (credited, dateline or "")):
        if outlet is not None and "outlet" not in said:
            said["outlet"], said["outlet from"] = outlet, line
    return Scraped(
        text=text,
        alignment=alignment,
        removed=tuple(sorted(removed, key=lambda piece: piece.start)),
        title_span=title_of(text),
        byline=said.get("byline"),
        dateline=dateline,
        published=said.get("published"),
        outlet=said.get("outlet"),
        assumptions=_assumptions(said),
    )


def _assumptions(said: dict[str, str]) -> tuple[str, ...]:
    """Say what was assumed of the outlet, and which date was left unread."""
    notes = [f"outlet taken from the line {said['outlet from']!r}"] if "outlet from" in said else []
    if "unread date" in said and "published" not in said:
        notes.append(unread_date(said["unread date"]))
    return tuple(notes)


def _metadata_cuts(text: str, said: dict[str, str], named: str | None = None) -> list[Cut]:
    """Return the byline, date and outlet lines above the article, and write what they say to ``said``, first come first kept.

    ``named`` is the outlet as a line at the end of the text names it.
    """
    found = []
    lines = lines_of(text)[:HEAD_LINES]
    following = [text[line.start : line.end] for line in lines[1:]]
    for number, line in enumerate(lines):
        words = text[line.start : line.end]
        if is_long(words):
            break
        below = following[number] if number < len(following) else ""
        may_be_outlet = number > 0 or _reads_like_headline(below)
        head = read_head_line(words, said.get("outlet") or named)
        if head is not None and head.outlet is not None and head.published is not None:  # no person's name with a date
            note_into(said, head)
            reason: str | None = head.reason
        else:
            reason = _read_metadata(words, said, may_be_outlet=may_be_outlet)
            if reason is None and head is not None and (may_be_outlet or head.reason != "outlet line"):
                note_into(said, head)
                reason = head.reason
        if reason is not None:
            found.append(Cut(line.start, line.end, reason))
    return found


def _read_metadata(line: str, said: dict[str, str], *, may_be_outlet: bool) -> str | None:
    """Read one line above the article into ``said``; return why it goes, or None if it says nothing of its making."""
    byline, date = byline_of(line), date_in(line)
    if byline is not None:
        said.setdefault("byline", "; ".join(byline.names))
        outlet, is_assumed = outlet_of_rest(byline.rest) if byline.rest else (None, False)
        if outlet is not None:
            note_into(said, HeadLine("byline", outlet=outlet, doubt=line if is_assumed else None))
        reason = "byline"
    elif date is not None and is_date_line(line):
        reason = "date line"
    elif may_be_outlet and is_outlet_line(line):
        said.setdefault("outlet", line)
        reason = "outlet line"
    else:
        return None
    if date is not None:
        said.setdefault("published", date)
    return reason


def _reads_like_headline(line: str) -> bool:
    """Say whether a line below an outlet's name is the headline: several words, not the first sentence, not metadata."""
    several = len(line.split()) >= HEADLINE_WORDS and not line.endswith(".") and not is_long(line)
    return several and dateline_of(line) is None and byline_of(line) is None and not is_date_line(line)


def title_of(text: str) -> Span | None:
    """Return where the title of a clean text stands: its first paragraph, if that reads like a headline.

    >>> title_of("Ferry sinks off Marn\\n\\nA ferry sank on Friday.")
    Span(start=0, end=20)
    """
    lines = lines_of(text)
    if len(lines) < 2:
        return None
    first = lines[0]
    words = text[first.start : first.end]
    if len(words) > LONGEST_TITLE or words.endswith((".", ":", ",", ";", "…", "—", "–")) or dateline_of(words):
        return None
    return Span(first.start, first.end)


def dateline_in(text: str) -> str | None:
    """Return the dateline that one of the first lines of a clean text begins with."""
    for line in lines_of(text)[:4]:
        found = dateline_of(text[line.start : line.end])
        if found is not None:
            return found
    return None
