"""What is inside a piece that holds others: a feed's entries, a mail's attachments, the lines of JSON lines."""

from __future__ import annotations

import io
from collections.abc import Iterator

import msgspec

from allegedly.collect.apart import READERS, Apart
from allegedly.collect.json_lines import problem_of
from allegedly.collect.look import (
    HEAD,
    HTML,
    JSON_LINE,
    JSON_LINES,
    MAIL,
    MAILBOX,
    MARKDOWN,
    PDF,
    PLAIN,
    WARC,
    ZIP,
    look,
)
from allegedly.collect.mailbox import messages_of
from allegedly.collect.pieces import Piece, Unread, part_of
from allegedly.collect.unpack import UnpackError, chunks_of, recoded
from allegedly.records import Known
from allegedly.vocab import Reason

# A mail attached to a mail attached to a mail is the deepest that was seen.
DEEPEST = 4

# What needs no reader: cleaning takes it as it is.
_READY = frozenset([HTML, PLAIN, MARKDOWN, JSON_LINE])

# What holds many documents is read from a file of its own only, in limits of its own.
_ARCHIVES = {WARC: "a web archive", ZIP: "a ZIP archive"}


def pieces_inside(piece: Piece, apart: Apart, depth: int = 0) -> Iterator[Piece | Unread]:
    """Yield the pieces that may become documents: the piece itself, or what is in it."""
    if piece.media_type in _READY:
        yield piece
    elif piece.media_type == JSON_LINES:
        yield from _lines(piece)
    elif piece.media_type in _ARCHIVES or depth >= DEEPEST:
        what = _ARCHIVES.get(piece.media_type)
        detail = f"{what} inside another file: save it apart" if what else "nested too deep"
        yield Unread(part=piece.part, reason=Reason.BINARY, detail=detail)
    elif piece.media_type == MAILBOX:
        for number, content in messages_of([piece.content], len(piece.content)):
            part = part_of(piece.part, f"message {number}")
            message = Piece(part=part, media_type=MAIL, content=content or b"", known=piece.known)
            yield from pieces_inside(message, apart, depth + 1)
    elif piece.media_type in READERS:
        for found in apart.read(piece.media_type, piece.content):
            part = part_of(piece.part, found.part)
            if isinstance(found, Unread):
                yield msgspec.structs.replace(found, part=part)
                continue
            known = _merged(found.known or Known(), piece.known or Known(), same_text=piece.media_type == PDF)
            yield from pieces_inside(msgspec.structs.replace(found, part=part, known=known), apart, depth + 1)


def read_member(name: str, content: bytes, limit: int) -> Piece | Unread:
    """Return a file that lay in an archive as a piece, or why it is none; unpacked it has at most ``limit`` bytes."""
    if not content:
        return Unread(part=name, reason=Reason.EMPTY, detail="no byte in it")
    looks = look(name, content[:HEAD])
    if looks.problem:
        return Unread(part=name, reason=Reason.BINARY, detail=looks.problem)
    if looks.packed and looks.media_type != WARC:
        unpacked, size = [], 0
        try:
            for chunk in chunks_of(io.BytesIO(content), packed=True):
                unpacked.append(chunk)
                size += len(chunk)
                if size > limit:
                    detail = f"more than {limit:,} bytes; a document may have {limit:,}"
                    return Unread(part=name, reason=Reason.TOO_LARGE, detail=detail)
        except UnpackError as error:
            return Unread(part=name, reason=error.reason, detail=str(error))
        content = b"".join(unpacked)
    if looks.media_type == JSON_LINES:
        content = b"".join(recoded([content], looks.encoding))
    return Piece(part=name, media_type=looks.media_type, content=content)


def _lines(piece: Piece) -> Iterator[Piece | Unread]:
    for number, line in enumerate(piece.content.splitlines(), 1):
        part = part_of(piece.part, f"line {number}")
        problem = problem_of(line) if line.strip() else ""
        if problem:
            yield Unread(part=part, reason=Reason.BROKEN_LINE, detail=problem)
        elif line.strip():
            assumptions = piece.known.assumptions if piece.known else ()
            yield Piece(part=part, media_type=JSON_LINE, content=line, known=Known(assumptions=assumptions))


def _merged(inner: Known, outer: Known, *, same_text: bool) -> Known:
    """Return what is known of a piece inside another; address and date are the outer one's only where they are one text."""
    merged = msgspec.structs.replace(inner, assumptions=(*outer.assumptions, *inner.assumptions))
    if not same_text:
        return merged
    if inner.published is None:
        dated = {"published": outer.published, "date_assumptions": outer.date_assumptions}
        merged = msgspec.structs.replace(merged, **dated)
    return msgspec.structs.replace(merged, url=inner.url or outer.url)
