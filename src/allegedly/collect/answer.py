"""An HTTP response as it came over the wire: its status, its fields, and its body unchunked and unpacked, within limits."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from allegedly.vocab import Reason

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t]+([^\r\n]*))?\r?\n")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,12})[ \t]*(?:;[^\r\n]*)?\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")

# Codings of a body, one inside the other; more than two have not been seen, and each unpacks a thousandfold.
_MOST_CODINGS = 3


class BodyError(Exception):
    """A body that cannot be had in full: the reason, and why in words."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class Answer(NamedTuple):
    """A response: ``fields`` by their names in small letters, and the body as the server sent it."""

    status: int
    phrase: str
    fields: dict[str, str]
    raw: bytes

    @property
    def media_type(self) -> str:
        """The media type that the server names, in small letters, or nothing."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The encoding that the server names, or nothing."""
        found = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", self.fields.get("content-type", ""), re.IGNORECASE)
        return found[1].lower() if found else ""


def read_answer(block: bytes) -> Answer | None:
    """Read a response; None if it is none.

    >>> read_answer(b"HTTP/1.1 404 Not Found\\r\\nServer: x\\r\\n\\r\\nGone").status
    404
    """
    found = _STATUS.match(block)
    while found is not None and found[1].startswith(b"1"):  # an interim answer before the real one
        end = _HEAD_END.search(block)
        block = block[end.end() :] if end else b""
        found = _STATUS.match(block)
    if found is None:
        return None
    end = _HEAD_END.search(block, found.end() - 2)
    head, body = (block[found.end() : end.start()], block[end.end() :]) if end else (block[found.end() :], b"")
    fields: dict[str, str] = {}
    for line in head.decode("latin-1").splitlines():
        name, colon, value = line.partition(":")
        if colon and not line[0].isspace():
            fields.setdefault(name.strip().lower(), value.strip())
    return Answer(int(found[1]), (found[2] or b"").decode("latin-1").strip(), fields, body)


def body_of(answer: Answer, limit: int) -> bytes:
    """Return the body without the chunks and codings of its transfer; an archive that undid them already is believed.

    Raises:
        BodyError: if the body ends early, is damaged, is packed as we cannot unpack, or is larger than ``limit`` bytes.
    """
    body = answer.raw
    chunks = "chunked" in answer.fields.get("transfer-encoding", "").lower() and _CHUNK_SIZE.match(body) is not None
    if chunks:
        body = _unchunked(body)
    names = [name.strip().lower() for name in answer.fields.get("content-encoding", "").split(",")]
    codings = [name for name in names if name not in {"", "identity"}]
    if not chunks:
        _check_length(answer, body, undone=bool(codings) and not _looks_packed(body, codings[-1]))
    if len(codings) > _MOST_CODINGS:
        raise BodyError(Reason.DAMAGED, f"packed {len(codings)} times, one in the other")
    for coding in reversed(codings):
        if _looks_packed(body, coding):
            body = _unpacked(body, coding, limit)
    if len(body) > limit:
        raise _too_large(limit)
    return body


def _check_length(answer: Answer, body: bytes, *, undone: bool) -> None:
    stated = answer.fields.get("content-length", "")
    if stated.isdecimal() and stated.isascii() and len(stated) < 19 and len(body) < int(stated) and not undone:
        detail = f"the server announced {int(stated):,} bytes and {len(body):,} came"
        raise BodyError(Reason.TRUNCATED, detail)


def _unchunked(body: bytes) -> bytes:
    pieces: list[bytes] = []
    at = 0
    while found := _CHUNK_SIZE.match(body, at):
        size = int(found[1], 16)
        if not size:
            return b"".join(pieces)
        piece = body[found.end() : found.end() + size]
        pieces.append(piece)
        at = found.end() + size
        if len(piece) < size or at >= len(body):
            break
        at += 2 if body.startswith(b"\r\n", at) else 1
    detail = f"the body breaks off after {sum(map(len, pieces)):,} bytes, before its last chunk"
    raise BodyError(Reason.TRUNCATED, detail)


def _looks_packed(body: bytes, coding: str) -> bool:
    """Say whether a body is packed as its field says, and not unpacked already by whoever wrote the archive."""
    if not body:
        return False
    if coding in {"gzip", "x-gzip"}:
        return body.startswith(b"\x1f\x8b")
    return body.lstrip()[:1] != b"<"


def _unpacked(body: bytes, coding: str, limit: int) -> bytes:
    if coding in {"gzip", "x-gzip"}:
        return _join(_inflate(body, 31), coding, limit)
    if coding == "deflate":  # with zlib's header, as the standard has it, or without, as many servers do
        has_header = body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
        return _join(_inflate(body, 15 if has_header else -15), coding, limit)
    if coding == "br":
        return _join(_unbrotli(body), coding, limit)
    raise BodyError(Reason.BINARY, f"packed with {coding}, which is not read")


def _join(pieces: Iterator[bytes], coding: str, limit: int) -> bytes:
    size, kept = 0, []
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise _too_large(limit, f", packed with {coding}")
        kept.append(piece)
    return b"".join(kept)


def _inflate(body: bytes, wbits: int) -> Iterator[bytes]:
    rest, done = body, 0
    while rest.strip(b"\0"):  # one member after the other, as gzip allows
        stream = zlib.decompressobj(wbits=wbits)
        while not stream.eof:
            try:
                piece = stream.decompress(rest, 1 << 18)
            except zlib.error as error:
                raise BodyError(Reason.DAMAGED, f"the body cannot be unpacked after {done:,} bytes: {error}") from error
            rest = stream.unused_data if stream.eof else stream.unconsumed_tail
            if not piece and not stream.eof and not rest:
                raise BodyError(Reason.TRUNCATED, f"the packed body breaks off after {done:,} unpacked bytes")
            done += len(piece)
            yield piece


def _unbrotli(body: bytes) -> Iterator[bytes]:
    import brotli  # noqa: PLC0415  (few archives need it)

    stream = brotli.Decompressor()
    done, rest = 0, body
    while not stream.is_finished():
        try:
            piece = stream.process(rest, output_buffer_limit=1 << 18)
        except brotli.error as error:
            raise BodyError(Reason.DAMAGED, f"the body cannot be unpacked after {done:,} bytes: {error}") from error
        if not piece and stream.can_accept_more_data() and not stream.is_finished():
            raise BodyError(Reason.TRUNCATED, f"the packed body breaks off after {done:,} unpacked bytes")
        rest = b""
        done += len(piece)
        yield piece


def _too_large(limit: int, how: str = "") -> BodyError:
    return BodyError(Reason.TOO_LARGE, f"more than {limit:,} bytes{how}; a document may have {limit:,}")
