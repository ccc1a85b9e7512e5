"""Marked text: documents with the attributions that a person found in them, one JSON object a line."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from allegedly.errors import AllegedlyError, MarkedTextError
from allegedly.records import Spans


class MarkedAttribution(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution as marked; labels that nobody marked are None, and are then not scored.

    ``id`` and ``parent`` are any strings or numbers that hold within the document.
    """

    source: Spans = ()
    cue: Spans = ()
    content: Spans
    hedges: Spans | None = None
    id: int | str | None = None
    parent: int | str | None = None
    kind: str | None = None
    quotation: str | None = None
    firmness: str | None = None
    polarity: str | None = None
    source_kind: str | None = None
    source_name: str | None = None


class MarkedDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A text with its attributions; offsets are code points, end-exclusive, into ``text``."""

    id: str
    text: str
    attributions: tuple[MarkedAttribution, ...]
    title: str | None = None
    outlet: str | None = None
    published: str | None = None


def read_marked(path: Path) -> Iterator[MarkedDocument]:
    """Yield the documents of a file of marked text; keys that are not named above are passed over.

    Raises:
        MarkedTextError: if the file cannot be read; naming the line, if it is no marked document, a span leaves its text
            or a parent is not there.
    """
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _document(line, f"{path}, line {number}")
    except OSError as error:
        message = f"cannot read marked text from {path}: {error.strerror}"
        raise MarkedTextError(message) from error


def _document(line: bytes, place: str) -> MarkedDocument:
    try:
        document = msgspec.json.decode(line, type=MarkedDocument)
    except (msgspec.DecodeError, UnicodeDecodeError, AllegedlyError) as error:
        message = f"{place}: not a marked document: {error}"
        raise MarkedTextError(message) from error
    for attribution in document.attributions:
        for span in _spans(attribution):
            if span.end > len(document.text):
                message = f"{place}: span [{span.start}, {span.end}] leaves the text of {len(document.text)} characters"
                raise MarkedTextError(message)
    known = {attribution.id for attribution in document.attributions}
    for attribution in document.attributions:
        if attribution.parent is not None and attribution.parent not in known:
            message = f"{place}: there is no attribution {attribution.parent!r}, which another names as its parent"
            raise MarkedTextError(message)
    return document


def _spans(attribution: MarkedAttribution) -> Spans:
    return (*attribution.source, *attribution.cue, *attribution.content, *(attribution.hedges or ()))
