"""One item to one document, by its media type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, TypedDict

import msgspec

from allegedly.clean.align import align_words, removed_nodes
from allegedly.clean.decode import Decoded, decode
from allegedly.clean.findings import FRONT_MATTER, GIVEN, by_looks, findings_of
from allegedly.clean.json_line import JsonLine, read_line
from allegedly.clean.kept import is_kept, node_piece, put_back, put_back_nodes
from allegedly.clean.known import with_known
from allegedly.clean.language import language_of
from allegedly.clean.layout import PARAGRAPH_BREAK, chain_alignments
from allegedly.clean.markdown import read_markdown
from allegedly.clean.metadata import date_in
from allegedly.clean.page import LONGEST_PAGE, read_page
from allegedly.clean.page_metadata import iso_date
from allegedly.clean.scraped import Scraped, clean_scraped
from allegedly.clean.self_reference import with_own_name
from allegedly.clean.visible import text_nodes, visible_words
from allegedly.records import Aligned, Document, Item, Rejected, Removed, Span, document_id
from allegedly.vocab import Reason, Stage

# A plain text longer than this, in letters, is a dump of many: the longest article looked at has 120,000.
LONGEST_TEXT = 2_000_000
# Nor has an article this many lines; each costs a look of its own.
MOST_LINES = 20_000
# Control characters other than white space; more than one in a hundred letters of them, and it is no text.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ufffd]")
BINARY_SHARE = 0.01
# What a line of JSONL may state beside its text.
GIVEN_FIELDS = ("title", "outlet", "published", "url")


class Whence(TypedDict):
    """The fields of a document that come from its item."""

    id: str
    original_sha256: str
    path: str
    part: str | None


class Asked(NamedTuple):
    """What the caller of ``clean`` asks for beyond the item itself."""

    keep: Sequence[Span]
    recurring: AbstractSet[int]


def clean(
    item: Item, *, as_is: bool | None = None, keep: Sequence[Span] = (), recurring: AbstractSet[int] = frozenset()
) -> Document | Rejected:
    """Clean one item into a document, or say why it cannot be.

    Text in JSONL is taken as clean unless ``as_is`` is False; other text is cleaned unless it is True; pages always are.
    ``keep`` are stretches of the decoded original that an analyst has put back: what cleaning would cut there stays.
    ``recurring`` are the keys of lines that recur around the texts of the pile (``recurring_lines``): scraped text is
    the less likely to keep them.
    """
    decoded = decode(item.content, declares=item.media_type == "text/html")
    unfit = _unfit(item, decoded)
    if unfit is not None:
        return unfit
    document = _cleaned(item, decoded, as_is, Asked(keep, recurring))
    if isinstance(document, Rejected):
        return document
    document = msgspec.structs.replace(document, findings=by_looks(document, document.findings))
    if item.known is not None:
        document = with_known(document, item.known, is_page=item.media_type == "text/html")
    return with_own_name(document)


def _cleaned(item: Item, decoded: Decoded, as_is: bool | None, asked: Asked) -> Document | Rejected:
    if item.media_type == "application/json":
        return _clean_json(item, decoded, asked, as_is=as_is is not False)
    if item.media_type == "text/html":
        return _clean_page(item, decoded, asked)
    if item.media_type == "text/markdown":
        return _clean_markdown(item, decoded, asked, as_is=as_is is True)
    return _clean_text(item, decoded, asked, as_is=as_is is True)


def _unfit(item: Item, decoded: Decoded) -> Rejected | None:
    """Return why a decoded item cannot be read at all: nothing in it, no text, or too much."""
    if not decoded.text.strip("\ufeff\0 \t\r\n\v\f"):
        return _rejected(item, Reason.EMPTY, "no letter in it, white space at most")
    if len(CONTROL.findall(decoded.text)) > BINARY_SHARE * len(decoded.text):
        return _rejected(item, Reason.BINARY, f"control characters throughout, read as {decoded.encoding}")
    longest = LONGEST_PAGE if item.media_type == "text/html" else LONGEST_TEXT
    if len(decoded.text) > longest:
        return _rejected(item, Reason.TOO_LARGE, f"{len(decoded.text):,} letters; one document may have {longest:,}")
    lines = decoded.text.count("\n")
    if item.media_type in ("text/plain", "text/markdown") and lines > MOST_LINES:
        return _rejected(item, Reason.TOO_LARGE, f"{lines:,} lines; one document may have {MOST_LINES:,}")
    return None


def _rejected(item: Item, reason: Reason, detail: str) -> Rejected:
    return Rejected(
        path=item.path,
        part=item.part,
        stage=Stage.CLEAN,
        reason=reason,
        detail=detail,
        original_sha256=item.original_sha256,
    )


def _whence(item: Item) -> Whence:
    identity = document_id(item.content, item.known)
    return {"id": identity, "original_sha256": item.original_sha256, "path": item.path, "part": item.part}


def _clean_json(item: Item, decoded: Decoded, asked: Asked, *, as_is: bool) -> Document | Rejected:
    line = read_line(decoded.text)
    if isinstance(line, str):
        return _rejected(item, Reason.BROKEN_LINE, line)
    if not line.text.strip():
        return _rejected(item, Reason.EMPTY, 'nothing in "text"')
    notes = (f"keys without a meaning here were left unread: {', '.join(line.ignored)}",) if line.ignored else ()
    found = _taken_as_clean(line.text) if as_is else _scraped(line.text, decoded.text, line.alignment, asked)
    if not found.text.strip():
        return _rejected(item, Reason.NO_MAIN_TEXT, "nothing was left once residue was cut")
    text, title_span = _with_title(found, line)
    return Document(
        **_whence(item),
        given_id=line.fields.get("id"),
        url=line.fields.get("url"),
        title=line.fields.get("title", "").strip() or (title_span.of(text) if title_span else None),
        title_span=title_span,
        outlet=line.fields.get("outlet") or found.outlet,
        byline=found.byline,
        dateline=found.dateline,
        published=line.fields.get("published") or found.published,
        language=language_of(text),
        text=text,
        removed=_removed_in_line(decoded.text, found.removed, line.alignment),
        alignment=chain_alignments(line.alignment, found.alignment),
        assumptions=(*decoded.assumptions, *found.assumptions, *notes),
        findings=findings_of(**{field: GIVEN for field in GIVEN_FIELDS if line.fields.get(field, "").strip()}),
    )


def _taken_as_clean(text: str) -> Scraped:
    """Take a text word for word."""
    return Scraped(text, (Aligned(0, 0, len(text)),), (), None, None, None, None, None)


def _scraped(text: str, original: str, alignment: tuple[Aligned, ...], asked: Asked) -> Scraped:
    """Clean scraped text that is aligned with the decoded original, and put back what must stay."""
    found = clean_scraped(text, asked.recurring)
    if asked.recurring and not found.text:  # furniture in every line: what the text shows by itself decides
        found = clean_scraped(text)
    if not asked.keep:
        return found
    return put_back(
        text,
        found,
        [
            piece
            for piece in found.removed
            if any(is_kept(place, asked.keep) for place in _removed_in_line(original, (piece,), alignment))
        ],
    )


def _removed_in_line(line: str, removed: tuple[Removed, ...], alignment: tuple[Aligned, ...]) -> tuple[Removed, ...]:
    """Say where in a JSONL line the pieces stand that were cut from its text."""
    found = []
    for piece in removed:
        whole = chain_alignments(alignment, [Aligned(0, piece.start, piece.end - piece.start)])
        if whole:
            start, end = whole[0].original_start, whole[-1].original_start + whole[-1].length
            found.append(Removed(start=start, end=end, reason=piece.reason, text=line[start:end]))
    return tuple(found)


def _with_title(found: Scraped, line: JsonLine) -> tuple[str, Span | None]:
    """Return the text with its title's place: where it begins the text, or else as a paragraph added at the end."""
    title = line.fields.get("title", "").strip()
    if not title:
        return found.text, found.title_span
    words = r"\s+".join(re.escape(word) for word in title.rstrip(".").split())
    begins = re.match(rf"\s*({words})\.?(?=\s|$)", found.text)
    if begins is not None:
        return found.text, Span(begins.start(1), begins.end(1))
    start = len(found.text) + len(PARAGRAPH_BREAK)
    return found.text + PARAGRAPH_BREAK + title, Span(start, start + len(title))


def _clean_text(item: Item, decoded: Decoded, asked: Asked, *, as_is: bool) -> Document | Rejected:
    text = decoded.text
    found = _taken_as_clean(text) if as_is else _scraped(text, text, (Aligned(0, 0, len(text)),), asked)
    return _scraped_document(item, found, decoded.assumptions)


def _scraped_document(item: Item, found: Scraped, assumptions: tuple[str, ...]) -> Document | Rejected:
    if not found.text.strip():
        return _rejected(item, Reason.NO_MAIN_TEXT, "nothing was left once residue was cut")
    return Document(
        **_whence(item),
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
        assumptions=(*assumptions, *found.assumptions),
    )


def _clean_markdown(item: Item, decoded: Decoded, asked: Asked, *, as_is: bool) -> Document | Rejected:
    """Clean a Markdown text: its marks left out, then as scraped text; the front matter names what it names."""
    plain = read_markdown(decoded.text)
    found = _taken_as_clean(plain.text) if as_is else _scraped(plain.text, decoded.text, plain.alignment, asked)
    removed = _removed_in_line(decoded.text, found.removed, plain.alignment)
    fields = plain.fields
    found = found._replace(
        alignment=chain_alignments(plain.alignment, found.alignment),
        removed=removed,
        byline=fields.get("author") or found.byline,
        outlet=fields.get("outlet") or found.outlet,
        assumptions=() if fields.get("outlet") else found.assumptions,
        published=_front_date(fields.get("date", "")) or found.published,
    )
    document = _scraped_document(item, found, decoded.assumptions)
    title = fields.get("title")
    if isinstance(document, Rejected):
        return document
    named = {"byline": fields.get("author"), "outlet": fields.get("outlet"), "title": title}
    named["published"] = _front_date(fields.get("date", ""))
    findings = findings_of(**{field: FRONT_MATTER for field, value in named.items() if value})
    document = msgspec.structs.replace(document, findings=findings)
    if not title or document.text.startswith(title):
        return document
    text = f"{title}{PARAGRAPH_BREAK}{document.text}"
    shift = len(title) + len(PARAGRAPH_BREAK)
    moved = tuple(Aligned(run.start + shift, run.original_start, run.length) for run in found.alignment)
    return msgspec.structs.replace(
        document,
        title=title,
        title_span=Span(0, len(title)),
        language=language_of(text),
        text=text,
        alignment=moved,
    )


def _front_date(value: str) -> str | None:
    return iso_date(value) or date_in(value)


def _clean_page(item: Item, decoded: Decoded, asked: Asked) -> Document | Rejected:
    page = read_page(decoded.text)
    if isinstance(page, str):
        return _rejected(item, Reason.NO_MAIN_TEXT, page)
    text = f"{page.title}{PARAGRAPH_BREAK}{page.body}" if page.title else page.body
    nodes = text_nodes(decoded.text)
    words = visible_words(decoded.text, nodes)
    alignment, used = align_words(text, decoded.text, words)
    removed = removed_nodes(decoded.text, nodes, words, used)
    pieces = [
        node_piece(decoded.text, cut, [word for word in words if cut.start <= word.start < cut.end])
        for cut in removed
        if is_kept(cut, asked.keep)
    ]
    first = len(text) - len(page.body)
    text, alignment = put_back_nodes(text, alignment, pieces, first)
    return Document(
        **_whence(item),
        url=page.url,
        title=page.title,
        title_span=Span(0, len(page.title)) if page.title else None,
        outlet=page.outlet,
        byline=page.byline,
        dateline=page.dateline,
        published=page.published,
        language=language_of(text),
        text=text,
        removed=tuple(cut for cut in removed if not is_kept(cut, asked.keep)),
        alignment=tuple(alignment),
        assumptions=(*decoded.assumptions, *page.assumptions),
        findings=page.findings,
    )
