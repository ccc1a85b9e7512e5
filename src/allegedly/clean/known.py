"""What a reader knew of an item (its address, title, outlet, author and date), put into the document made of it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import msgspec

from allegedly.clean.findings import with_around
from allegedly.clean.language import language_of
from allegedly.clean.layout import PARAGRAPH_BREAK
from allegedly.clean.page import GUESSED, MODIFIED
from allegedly.records import Aligned, Document, Known, Span

# What is said of a date that one known from around the text is better than.
GUESSES = frozenset((GUESSED, MODIFIED))


def with_known(document: Document, known: Known, *, is_page: bool) -> Document:
    """Return the document with what its reader knew.

    The address is the reader's: it was seen, not claimed. A page's own markup goes before the reader's title, outlet and
    author; in a text these are found by their looks only, so that the reader's go first. A date that the text states
    stands, unless the reader's is the same day and says more; one that was guessed from a page does not.
    """
    outlet, byline = document.outlet, document.byline
    guessed = known.published is not None and not GUESSES.isdisjoint(document.assumptions)
    published = _published(None if guessed else document.published, known.published)
    notes = tuple(note for note in document.assumptions if not (guessed and note in GUESSES))
    filled_in = published is not None and published != document.published
    before = document
    document = msgspec.structs.replace(
        document,
        url=known.url or document.url,
        outlet=(outlet or known.outlet if is_page else known.outlet or outlet) or _host(known.url),
        byline=byline or known.byline if is_page else known.byline or byline,
        published=published,
        assumptions=(*known.assumptions, *(known.date_assumptions if filled_in else ()), *notes),
    )
    if known.title and not (is_page and document.title):
        document = _with_title(document, known.title)
    return msgspec.structs.replace(document, findings=with_around(before, document, known))


def _host(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _published(stated: str | None, known: str | None) -> str | None:
    if stated is None or (known is not None and known.startswith(stated[:10]) and len(known) > len(stated)):
        return known
    return stated


def _with_title(document: Document, title: str) -> Document:
    """Put the title before the text, unless the text begins with it."""
    words = r"\s+".join(re.escape(word) for word in title.rstrip(".").split())
    begins = re.match(rf"\s*({words})\.?(?=\s|$)", document.text, re.IGNORECASE)
    if begins is not None:
        return msgspec.structs.replace(document, title=begins[1], title_span=Span(*begins.span(1)))
    shift = len(title) + len(PARAGRAPH_BREAK)
    text = f"{title}{PARAGRAPH_BREAK}{document.text}"
    return msgspec.structs.replace(
        document,
        title=title,
        title_span=Span(0, len(title)),
        text=text,
        language=document.language or language_of(text),
        alignment=tuple(Aligned(run.start + shift, run.original_start, run.length) for run in document.alignment),
    )
