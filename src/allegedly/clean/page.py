"""An HTML page: its article, headline, date, authors and outlet. Nothing here touches the network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from allegedly.clean.findings import PLACES, findings_of
from allegedly.clean.headline import fold
from allegedly.clean.layout import Cut, keep, lay_out, lines_of
from allegedly.clean.metadata import LONGEST_BYLINE, byline_of, could_be_swapped, date_in, dateline_of, unread_date
from allegedly.clean.page_authors import byline_within, outlet_keys, without_outlets
from allegedly.clean.page_headline import choose_page_headline
from allegedly.clean.page_metadata import Stated, read_stated
from allegedly.clean.residue import find_cuts
from allegedly.records import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

# Pages longer than this, in letters, are archives or attacks: extraction takes minutes and gigabytes on them.
LONGEST_PAGE = 12_000_000


# What is assumed of a date that the page states nowhere.
GUESSED = "date guessed from the words or the address of the page"

# What is assumed of a date where the page says only when it was changed, and of one that could be read in two ways.
MODIFIED = "date of the last change: the page states none of publication"
NO_ARTICLE = "no article was found in the page"

# The parser leaves out, without a word, what is nested deeper than 256 elements: 121 news pages stay below 60.
DEEPEST = 250
TOO_DEEP = f"what is nested more than {DEEPEST} elements deep was left out"


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
    findings: tuple[Finding, ...] = ()


def parse_page(source: str) -> HtmlElement | None:
    """Parse a page; None if there is no element in it."""
    from trafilatura import load_html  # noqa: PLC0415  (200 ms, and only pages need it)

    return load_html(source)


def is_too_deep(tree: HtmlElement) -> bool:
    """Say whether elements of a page are nested so deep that the parser leaves some out."""
    from lxml.etree import iterwalk  # noqa: PLC0415

    depth = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False


def read_page(source: str) -> Page | str:
    """Read the article of a page, or say why there is none: nothing like one in it, or nested too deep to be read."""
    tree = parse_page(source)
    if tree is None:
        return NO_ARTICLE
    notes = (TOO_DEEP,) if is_too_deep(tree) else ()
    stated = read_stated(tree)
    title = choose_page_headline(stated.headlines, stated.names)
    body = _body(tree, title)
    if not body:
        return "; ".join((NO_ARTICLE, *notes))
    published, published_in, assumptions = _published(tree, stated)
    byline, byline_in = "; ".join(stated.authors), stated.authors_in
    if not byline:
        byline, byline_in = _found_author(tree, stated.names)
    return Page(
        title=title,
        body=body,
        byline=byline or None,
        dateline=next(filter(None, map(dateline_of, body.split("\n\n")[:3])), None),
        outlet=stated.outlet,
        published=published,
        url=stated.url,
        assumptions=(*notes, *assumptions),
        findings=findings_of(
            title=title_places(title, stated),
            byline=byline_in if byline else "",
            outlet=stated.outlet_in if stated.outlet else "",
            published=published_in,
            url=stated.url_in,
        ),
    )


def title_places(title: str | None, stated: Stated) -> str:
    """Return where the page has its headline: every place whose text holds it, in the order of their votes."""
    if title is None:
        return ""
    places = {place for text, place in stated.headlines if fold(title) in fold(text)}
    return ", ".join(PLACES[place] for place in PLACES if place in places) or "the page"


def _found_author(tree: HtmlElement, names: Sequence[str]) -> tuple[str, str]:
    """Return the authors found where the page states none, and where; ``names`` are those of its outlet, which wrote nothing."""
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415

    outlets = outlet_keys(names)
    stated = extract_metadata(tree, date_config={"original_date": True, "extensive_search": False})
    guessed = str(stated.author).split("; ") if stated is not None and stated.author else []
    bylines = (byline_of(words) for words in _short_texts(tree))
    first = next((byline.names for byline in bylines if byline is not None), ())
    for found, place in (
        (guessed, "trafilatura"),
        (first, "a line of the page that reads like a byline"),
        (byline_within(tree), "a paragraph that reads like a byline"),
    ):
        kept = without_outlets(found, outlets)
        if kept:
            return "; ".join(kept), place
    return "", ""


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


def _published(tree: HtmlElement, stated: Stated) -> tuple[str | None, str, tuple[str, ...]]:
    if stated.published is not None:
        note = (
            ""
            if stated.published_in == "JSON-LD" or str(stated.published_in).startswith("meta")
            else str(stated.published_in)
        )
        return stated.published, str(stated.published_in), (f"date taken from {note}",) if note else ()
    from htmldate import find_date  # noqa: PLC0415

    guess = find_date(tree, original_date=True, extensive_search=True)
    if guess and _is_stated(tree, guess):
        return guess, "htmldate, from the words or the address of the page", (GUESSED,)
    for words in _short_texts(tree):
        date = date_in(words)
        if date is not None:
            return date, "a line of the page", (f"date read from the words {words!r}",)
    swapped = next((words for words in _short_texts(tree) if could_be_swapped(words)), None)
    doubt = (unread_date(swapped),) if swapped else ()
    if stated.modified is not None:
        return stated.modified, stated.modified_in, (MODIFIED, *doubt)
    return None, "", doubt


def _is_stated(tree: HtmlElement, guess: str) -> bool:
    """Say whether a guessed day may be one that the page or its address names, and not the first day of a year or month named."""
    if not guess.endswith("-01"):
        return True
    year, month, _ = guess.split("-")
    in_figures = rf"{year}\D?{month}\D?01|\b0?1\D0?{int(month)}\D+{year}|\b0?{int(month)}\D0?1\D+{year}"
    values = [value for element in tree.iter() for value in element.values() if len(value) <= LONGEST_BYLINE]
    texts = _short_texts(tree)
    if any(re.search(in_figures, words) for words in (*values, *texts)):
        return True
    return any((date_in(words) or "").startswith(guess) for words in texts)


def _short_texts(tree: HtmlElement) -> list[str]:
    """Return the texts of a page's body that are short enough for a byline or a date line."""
    body = tree.find("body")
    texts = (" ".join(words.split()) for words in (tree if body is None else body).itertext())
    return [words for words in texts if 4 < len(words) <= LONGEST_BYLINE]
