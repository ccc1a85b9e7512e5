"""An HTML page: its article, headline, date, authors and outlet. Nothing here touches the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from allegedly.clean.layout import Cut, keep, lay_out, lines_of
from allegedly.clean.metadata import LONGEST_BYLINE, byline_of, date_in, dateline_of
from allegedly.clean.page_authors import byline_within, outlet_keys, without_outlets
from allegedly.clean.page_headline import choose_page_headline
from allegedly.clean.page_metadata import Stated, read_stated
from allegedly.clean.residue import find_cuts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

# Pages longer than this, in letters, are archives or attacks: extraction takes minutes and gigabytes on them.
LONGEST_PAGE = 12_000_000


# What is assumed of a date that the page states nowhere.
GUESSED = "date guessed from the words or the address of the page"

# Elements nested deeper than this are made to exhaust a reader: 121 news pages stay below 60.
DEEPEST = 400


class Page(NamedTuple):
    """What a page says, before it is aligned with its source; ``body`` has its paragraphs parted by empty lines."""

    title: str | None
    body: str
    byline: str | None
    dateline: str | None
    outlet: str | None
    published: str | None
    url: str | None
    assumptions: tuple[str, ...]


def parse_page(source: str) -> HtmlElement | None:
    """Parse a page; None if there is no element in it."""
    from trafilatura import load_html  # noqa: PLC0415  (200 ms, and only pages need it)

    return load_html(source)


def is_too_deep(tree: HtmlElement) -> bool:
    """Say whether the elements of a page are nested deeper than pages are."""
    from lxml.etree import iterwalk  # noqa: PLC0415

    depth = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False


def read_page(source: str) -> Page | None:
    """Read the article of a page; None if there is none, or if its elements are nested too deep to be one."""
    tree = parse_page(source)
    if tree is None or is_too_deep(tree):
        return None
    stated = read_stated(tree)
    title = choose_page_headline(stated.headlines, stated.names)
    body = _body(tree, title)
    if not body:
        return None
    published, assumptions = _published(tree, stated)
    return Page(
        title=title,
        body=body,
        byline="; ".join(stated.authors) or _found_author(tree, stated.names),
        dateline=next(filter(None, map(dateline_of, body.split("\n\n")[:3])), None),
        outlet=stated.outlet,
        published=published,
        url=stated.url,
        assumptions=assumptions,
    )


def _found_author(tree: HtmlElement, names: Sequence[str]) -> str | None:
    """Return the authors found where the page states none; ``names`` are those of its outlet, which wrote nothing."""
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415

    outlets = outlet_keys(names)
    stated = extract_metadata(tree, date_config={"original_date": True, "extensive_search": False})
    guessed = str(stated.author).split("; ") if stated is not None and stated.author else []
    bylines = (byline_of(words) for words in _short_texts(tree))
    first = next((byline.names for byline in bylines if byline is not None), ())
    found = without_outlets(guessed, outlets) or without_outlets(first, outlets)
    return "; ".join(found or without_outlets(byline_within(tree), outlets)) or None


def _body(tree: HtmlElement, title: str | None) -> str:
    from trafilatura import bare_extraction  # noqa: PLC0415

    found = bare_extraction(tree, include_comments=False, with_metadata=False, include_tables=False)
    if found is None or isinstance(found, dict) or not found.text:
        return ""
    lines = [line.strip() for line in found.text.split("\n") if line.strip()]
    if lines and title and lines[0].casefold() == title.casefold():
        lines = lines[1:]
    body = "\n\n".join(lines)
    cuts = find_cuts(f"{title}\n\n{body}") if title else find_cuts(body)
    return lay_out_body(title, body, cuts)


def lay_out_body(title: str | None, body: str, cuts: list[Cut]) -> str:
    """Return the body without what the look at its lines finds to be residue; the title is shown to it, and stays."""
    shift = len(title) + 2 if title else 0
    moved = [Cut(cut.start - shift, cut.end - shift, cut.reason) for cut in cuts if cut.start >= shift]
    return lay_out(body, keep(lines_of(body), moved)).text


def _published(tree: HtmlElement, stated: Stated) -> tuple[str | None, tuple[str, ...]]:
    if stated.published is not None:
        note = (
            ""
            if stated.published_in == "JSON-LD" or str(stated.published_in).startswith("meta")
            else str(stated.published_in)
        )
        return stated.published, (f"date taken from {note}",) if note else ()
    from htmldate import find_date  # noqa: PLC0415

    guess = find_date(tree, original_date=True, extensive_search=True)
    if guess:
        return guess, (GUESSED,)
    for words in _short_texts(tree):
        date = date_in(words)
        if date is not None:
            return date, (f"date read from the words {words!r}",)
    return None, ()


def _short_texts(tree: HtmlElement) -> list[str]:
    """Return the texts of a page's body that are short enough for a byline or a date line."""
    body = tree.find("body")
    texts = (" ".join(words.split()) for words in (tree if body is None else body).itertext())
    return [words for words in texts if 4 < len(words) <= LONGEST_BYLINE]
