"""What the flat rows of all relations share: cells with words, spans, and the document they are of."""

from typing import Any, TypeVar

from allegedly.records import Document, Record, Spans

Row = dict[str, Any]
Kind = TypeVar("Kind", bound=Record)


def about(document: Document) -> Row:
    """Return the columns that say which document a row is of."""
    return {
        "document": document.id,
        "given_id": document.given_id,
        "outlet": document.outlet,
        "published": document.published,
        "title": document.title,
        "url": document.url,
    }


def words(document: Document, spans: Spans) -> str:
    """Return the words of spans in one cell."""
    return " … ".join(" ".join(span.of(document.text).split()) for span in spans)


def numbers(spans: Spans) -> str:
    """Return spans in one cell, as ``start-end``."""
    return " ".join(f"{span.start}-{span.end}" for span in spans)


def as_kind(record: Record, kind: type[Kind]) -> Kind:
    """Return a record as what it must be.

    Raises:
        TypeError: if it is another.
    """
    if not isinstance(record, kind):
        message = f"a {type(record).__name__} is no {kind.__name__}"
        raise TypeError(message)
    return record
