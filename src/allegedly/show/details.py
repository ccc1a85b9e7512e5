"""What is known of a document, line by line, and how each was found; terminal and page print the same lines."""

from __future__ import annotations

from typing import NamedTuple

from allegedly.records import Document

# Words that say of which field an assumption speaks; ``clean`` and ``collect`` write the sentences.
_ABOUT = (
    ("published", ("date", "day of the capture", "published", "dated")),
    ("outlet", ("outlet", "site", "domain")),
    ("title", ("title", "headline")),
    ("byline", ("byline", "author")),
    ("language", ("language",)),
)


class Known(NamedTuple):
    """One line: what it is called, its value, and how it was found (None where there is nothing to say)."""

    name: str
    value: str
    how: str | None = None


def known_of(document: Document) -> tuple[Known, ...]:
    """Return what is known of a document; what was assumed stands with the field it speaks of, the rest at the end."""
    place = document.path if document.part is None else f"{document.path}, {document.part}"
    lines = (
        ("title", "title", document.title),
        ("outlet", "outlet", document.outlet or "outlet unknown"),
        ("byline", "byline", document.byline),
        ("dateline", "dateline", document.dateline),
        ("published", "published", document.published or "date unknown"),
        ("language", "language", document.language),
        ("address", "url", document.url),
        ("from", "", place),
        ("its own id", "", document.given_id),
        ("original", "", document.original_sha256),
    )
    stated = {
        one.field: f"as {one.by} judged, {one.how}" if one.by else f"found in {one.how}" for one in document.findings
    }
    left = list(document.assumptions)
    found = []
    for name, field, value in lines:
        assumed = [sentence for sentence in left if _speaks_of(sentence, field)]
        left = [sentence for sentence in left if sentence not in assumed]
        how = [stated.get(field, ""), *assumed]
        if value:
            found.append(Known(name, value, "; ".join(filter(None, how)) or None))
    return (*found, *(Known("assumed", sentence) for sentence in left))


def _speaks_of(sentence: str, field: str) -> bool:
    return any(field == about and any(sign in sentence.lower() for sign in signs) for about, signs in _ABOUT)
