"""An HTML page: its article, headline, date, authors and outlet."""

from __future__ import annotations

from typing import NamedTuple


class Page(NamedTuple):
    """What a page says, before it is aligned with its source."""

    title: str | None
    body: str
    byline: str | None
    outlet: str | None
    published: str | None
    url: str | None
    assumptions: tuple[str, ...]


def read_page(html: str) -> Page | None:
    """Read the article of a page; None if there is none."""
    import trafilatura  # noqa: PLC0415  (200 ms, and only pages need it)

    found = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False)
    if found is None or not found.text:
        return None
    body = "\n\n".join(line for line in found.text.split("\n") if line.strip())
    return Page(found.title, body, found.author, found.sitename, found.date, found.url, ())
