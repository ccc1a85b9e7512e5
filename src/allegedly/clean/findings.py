"""How each field of a document was found: in which element of a page, by a line's looks, or as somebody gave it."""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.records import Document, Finding, Known

# Where a page has its headline, by the names of the votes (``page_headline.VOTES``), the weightiest first.
PLACES = {
    "heading": "a heading of the page",
    "json-ld": "JSON-LD",
    "h1": "the first-level heading",
    "og": "Open Graph",
    "title": "the title element",
}
GIVEN = "given with the text"
FRONT_MATTER = "the front matter"
FIRST_LINE = "the first line, by its looks"
OPENING = "the opening words"
BY_LOOKS = {"byline": "a line that reads like a byline", "outlet": "a line that reads like an outlet's name"}
DATE_LINE = "a line that reads like a date line"
LANGUAGE = "its words (py3langid)"
AROUND = "the feed, mail or archive that it came in"
ADDRESS = "the address"


def findings_of(**how: str) -> tuple[Finding, ...]:
    """Return how fields were found; those of which nothing is said are left out.

    >>> findings_of(title="JSON-LD", url="")
    (Finding(field='title', how='JSON-LD', by=None),)
    """
    return tuple(Finding(field=field, how=words) for field, words in how.items() if words)


def by_looks(document: Document, stated: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return how every field that a document has was found: as ``stated``, else by the looks of its text."""
    looks = {
        "title": FIRST_LINE,
        **BY_LOOKS,
        "dateline": OPENING,
        "published": DATE_LINE,
        "language": LANGUAGE,
    } | {one.field: one.how for one in stated}
    return tuple(Finding(field=field, how=how) for field, how in looks.items() if getattr(document, field) is not None)


def with_around(before: Document, after: Document, known: Known) -> tuple[Finding, ...]:
    """Return how fields were found once what was known around the text has been put in (``after``)."""
    how = {one.field: one.how for one in before.findings}
    for field in ("url", "title", "outlet", "byline", "published"):
        value = getattr(after, field)
        if value is not None and (field not in how or value != getattr(before, field)):
            how[field] = AROUND if value == getattr(known, field) else ADDRESS
    return tuple(Finding(field=field, how=words) for field, words in how.items())
