"""A record of a web archive to the page, text or other piece of news that it holds, with its address and capture date."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from allegedly.collect.answer import Answer, BodyError, body_of, read_answer
from allegedly.collect.look import ATOM, HTML, JSON_LINES, MAIL, MARKDOWN, PDF, PLAIN, RSS, look
from allegedly.collect.pieces import Piece, Unread
from allegedly.collect.warc import Record, digest_agrees
from allegedly.records import Known
from allegedly.vocab import Reason

# What a server may call a body that is news although its bytes do not show what it is.
_BY_NAME = {
    "text/html": HTML,
    "application/xhtml+xml": HTML,
    "text/plain": PLAIN,
    "text/markdown": MARKDOWN,
    "application/jsonl": JSON_LINES,
    "application/x-ndjson": JSON_LINES,
    "message/rfc822": MAIL,
}
# What shows in the bytes themselves, whatever the server calls it.
_BY_BYTES = frozenset([HTML, PDF, RSS, ATOM])

# Pages for machines that are text, but no news.
_FOR_MACHINES = frozenset(["/robots.txt", "/ads.txt", "/app-ads.txt", "/security.txt", "/humans.txt", "/llms.txt"])

_DECLARED = re.compile(rb"charset\s*=|encoding\s*=", re.IGNORECASE)


class PassedOver(NamedTuple):
    """A record that holds no news, as it is counted."""

    what: str


def read_record(record: Record, limit: int) -> Piece | Unread | PassedOver:
    """Return what a record holds; its body has at most ``limit`` bytes."""
    part = f"record {record.number}" + (f", {record.url}" if record.url else "")
    if record.is_too_large:
        size = int(record.fields["content-length"])
        detail = f"{size:,} bytes; a document may have {limit:,}"
        return Unread(part=part, reason=Reason.TOO_LARGE, detail=detail)
    answer = _answer(record)
    if isinstance(answer, PassedOver):
        return answer
    try:
        body = body_of(answer, limit)
    except BodyError as error:
        return Unread(part=part, reason=error.reason, detail=str(error))
    media_type, problem = _media_type(record.url, answer, body)
    if problem:
        return PassedOver(problem)
    content, notes = _recoded(body, answer.charset, media_type)
    known = Known(url=record.url or None, assumptions=(*_notes(record), *notes))
    return Piece(part=part, media_type=media_type, content=content, known=known)


def _answer(record: Record) -> Answer | PassedOver:
    """Return the response that a record holds; a resource has a body only, its type in the record's own header."""
    if record.content is None:
        return PassedOver(record.kind or "record without a type")
    kind = record.fields.get("content-type", "")
    if record.kind != "response":
        named = record.fields.get("warc-identified-payload-type", kind)
        return Answer(200, "", {"content-type": named}, record.content)
    is_http = kind.lower().startswith("application/http") or (not kind and record.url.startswith("http"))
    answer = read_answer(record.content) if is_http else None
    if answer is None:
        return PassedOver(f"{record.kind} (not of a web page)")
    if not 200 <= answer.status < 300:
        return PassedOver(f"{record.kind} ({answer.status} {answer.phrase}".rstrip() + ")")
    return answer


def _media_type(url: str, answer: Answer, body: bytes) -> tuple[str, str]:
    """Return what a body is, by its bytes and then by its name; or, as a second value, what it is that we do not read."""
    named = answer.media_type
    if not body.strip():
        return "", f"empty ({answer.status})"
    path = urlsplit(url).path if url else ""
    if path.lower() in _FOR_MACHINES or path.lower().startswith("/.well-known/"):
        return "", f"for machines ({path.rpartition('/')[2]})"
    looks = look("", body)
    if looks.media_type in _BY_BYTES:
        return looks.media_type, ""
    if looks.problem or looks.packed:
        return "", named or looks.problem or "packed with gzip"
    media_type = _BY_NAME.get(named, "" if named else looks.media_type)
    return media_type, "" if media_type else named


def _notes(record: Record) -> tuple[str, ...]:
    notes = []
    if date := record.fields.get("warc-date"):
        notes.append(f"archived on {date}, as its record says")
    if not digest_agrees(record):
        notes.append(
            "the record's bytes do not agree with the digest in its header: they were changed after it was written"
        )
    if cut := record.fields.get("warc-truncated"):
        notes.append(f"the archive cut this record short ({cut}): its end may be missing")
    return tuple(notes)


def _recoded(body: bytes, charset: str, media_type: str) -> tuple[bytes, tuple[str, ...]]:
    """Return a text as UTF-8 if only the server said how it is encoded; offsets in letters stay what they were."""
    if not charset or media_type not in {HTML, PLAIN, MARKDOWN} or _DECLARED.search(body[:4096]):
        return body, ()
    try:
        name = codecs.lookup(charset).name
        if name in {"utf-8", "ascii"} or body.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return body, ()
        name = "cp1252" if name == "iso8859-1" else name  # as every browser reads it (WHATWG)
        return body.decode(name).encode(), (f"read as {charset}, as the server said",)
    except (LookupError, UnicodeError):
        return body, ()
