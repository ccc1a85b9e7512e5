"""Text that somebody scraped: residue, spam and metadata lines out, title and body in."""

from __future__ import annotations

from typing import NamedTuple

from allegedly.clean.layout import Cut, Layout, chain_alignments, keep, lay_out, lines_of, removed_from
from allegedly.clean.metadata import byline_of, date_in, dateline_of, is_date_line, is_outlet_line
from allegedly.clean.residue import find_cuts, paragraphs_of
from allegedly.records import Aligned, Removed, Span

# Metadata lines stand near the top; further down "By Jane Doe" is part of something else.
HEAD_LINES = 6
# A title is rarely longer; the longest of 537 on the development texts has 196 letters.
LONGEST_TITLE = 220


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


def clean_scraped(original: str) -> Scraped:
    """Cut ``original`` until nothing more is cut, so that cleaning what is left changes nothing."""
    text, alignment = original, (Aligned(0, 0, len(original)),)
    removed: list[Removed] = []
    said: dict[str, str] = {}
    while True:
        cuts = find_cuts(text)
        metadata = _metadata_cuts(text, cuts, said)
        cuts = sorted([*cuts, *metadata])
        removed.extend(removed_from(original, cuts, alignment))
        layout = _lay_out_again(text, cuts)
        alignment = chain_alignments(alignment, layout.alignment)
        if layout.text == text:
            break
        text = layout.text
    return Scraped(
        text=text,
        alignment=alignment,
        removed=tuple(sorted(removed, key=lambda piece: piece.start)),
        title_span=title_of(text),
        byline=said.get("byline"),
        dateline=_dateline(text),
        published=said.get("published"),
        outlet=said.get("outlet"),
    )


def _lay_out_again(text: str, cuts: list[Cut]) -> Layout:
    return lay_out(text, [keep(paragraph, cuts) for paragraph in paragraphs_of(text)])


def _metadata_cuts(text: str, cuts: list[Cut], said: dict[str, str]) -> list[Cut]:
    """Return the byline, date and outlet lines at the head, and write what they say to ``said``, first come first kept."""
    gone = {cut.start for cut in cuts}
    head = [line for line in lines_of(text) if line.start not in gone][:HEAD_LINES]
    found = []
    for number, line in enumerate(head):
        words = text[line.start : line.end]
        byline = byline_of(words)
        if byline is not None:
            said.setdefault("byline", "; ".join(byline.names))
            reason = "byline"
        elif is_date_line(words):
            reason = "date line"
        elif number and is_outlet_line(words):
            said.setdefault("outlet", words)
            reason = "outlet line"
        else:
            continue
        date = date_in(words)
        if date is not None:
            said.setdefault("published", date)
        found.append(Cut(line.start, line.end, reason))
    return found


def title_of(text: str) -> Span | None:
    """Return where the title of a clean text stands: its first paragraph, if that reads like a headline."""
    lines = lines_of(text)
    if len(lines) < 2:
        return None
    first = lines[0]
    words = text[first.start : first.end]
    if len(words) > LONGEST_TITLE or words.endswith((".", ":", ",", ";", "…")) or dateline_of(words):
        return None
    return Span(first.start, first.end)


def _dateline(text: str) -> str | None:
    for line in lines_of(text)[:HEAD_LINES]:
        found = dateline_of(text[line.start : line.end])
        if found is not None:
            return found
    return None
