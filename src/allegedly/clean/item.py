"""One item to one document, by its media type."""

from __future__ import annotations

import hashlib

from allegedly.clean.decode import Decoded, decode
from allegedly.clean.json_line import JsonLine, read_line
from allegedly.clean.language import language_of
from allegedly.clean.layout import PARAGRAPH_BREAK
from allegedly.clean.page import read_page
from allegedly.clean.scraped import clean_scraped
from allegedly.records import Document, Item, Rejected, Span
from allegedly.vocab import Reason, Stage


def clean(item: Item, *, as_is: bool | None = None) -> Document | Rejected:
    """Clean one item.

    Text in JSONL is taken as clean unless ``as_is`` is False; scraped text and pages are cleaned unless it is True.
    """
    if not item.content.strip():
        return _rejected(item, Reason.EMPTY, "no byte but white space")
    decoded = decode(item.content, declares=item.media_type == "text/html")
    if not decoded.text.strip():
        return _rejected(item, Reason.EMPTY, "nothing but white space once decoded")
    if item.media_type == "application/json":
        return _clean_json(item, decoded, as_is=as_is is not False)
    if item.media_type == "text/html":
        return _clean_page(item, decoded)
    return _clean_text(item, decoded)


def _rejected(item: Item, reason: Reason, detail: str) -> Rejected:
    return Rejected(
        path=item.path, part=item.part, stage=Stage.CLEAN, reason=reason, detail=detail, original_sha256=item.original_sha256
    )


def _id_of(item: Item) -> str:
    return hashlib.sha256(item.content).hexdigest()[:16]


def _clean_json(item: Item, decoded: Decoded, *, as_is: bool) -> Document | Rejected:
    line = read_line(decoded.text)
    if isinstance(line, str):
        return _rejected(item, Reason.BROKEN_LINE, line)
    if not line.text.strip():
        return _rejected(item, Reason.EMPTY, 'nothing in "text"')
    text, title_span = _with_title(line)
    return Document(
        id=_id_of(item),
        original_sha256=item.original_sha256,
        path=item.path,
        part=item.part,
        given_id=line.fields.get("id"),
        url=line.fields.get("url"),
        title=line.fields.get("title"),
        title_span=title_span,
        outlet=line.fields.get("outlet"),
        published=line.fields.get("published"),
        language=language_of(text),
        text=text,
        alignment=line.alignment,
        assumptions=decoded.assumptions,
    )


def _with_title(line: JsonLine) -> tuple[str, Span | None]:
    title = line.fields.get("title", "").strip()
    if not title:
        return line.text, None
    left = len(line.text) - len(line.text.lstrip())
    if line.text.startswith(title, left):
        return line.text, Span(left, left + len(title))
    start = len(line.text) + len(PARAGRAPH_BREAK)
    return line.text + PARAGRAPH_BREAK + title, Span(start, start + len(title))


def _clean_text(item: Item, decoded: Decoded) -> Document | Rejected:
    found = clean_scraped(decoded.text)
    if not found.text.strip():
        return _rejected(item, Reason.NO_MAIN_TEXT, "nothing was left once residue was cut")
    return Document(
        id=_id_of(item),
        original_sha256=item.original_sha256,
        path=item.path,
        part=item.part,
        title=found.title_span.of(found.text) if found.title_span else None,
        title_span=found.title_span,
        outlet=found.outlet,
        byline=found.byline,
        dateline=found.dateline,
        published=found.published,
        language=language_of(found.text),
        text=found.text,
        removed=found.removed,
        alignment=found.alignment,
        assumptions=decoded.assumptions,
    )


def _clean_page(item: Item, decoded: Decoded) -> Document | Rejected:
    page = read_page(decoded.text)
    if page is None:
        return _rejected(item, Reason.NO_MAIN_TEXT, "no article was found in the page")
    text = f"{page.title}{PARAGRAPH_BREAK}{page.body}" if page.title else page.body
    return Document(
        id=_id_of(item),
        original_sha256=item.original_sha256,
        path=item.path,
        part=item.part,
        url=page.url,
        title=page.title,
        title_span=Span(0, len(page.title)) if page.title else None,
        outlet=page.outlet,
        byline=page.byline,
        published=page.published,
        language=language_of(text),
        text=text,
        assumptions=(*decoded.assumptions, *page.assumptions),
    )
