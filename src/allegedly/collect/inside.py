"""What is inside a piece that holds others: a feed's entries, a mail's attachments, the lines of JSON lines."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from allegedly.collect.apart import READERS, Apart
from allegedly.collect.json_lines import problem_of
from allegedly.collect.look import HTML, JSON_LINE, JSON_LINES, MARKDOWN, PDF, PLAIN, WARC
from allegedly.collect.pieces import Piece, Unread, part_of
from allegedly.records import Known
from allegedly.vocab import Reason

# A mail attached to a mail attached to a mail is the deepest that was seen.
DEEPEST = 4

# What needs no reader: cleaning takes it as it is.
_READY = frozenset([HTML, PLAIN, MARKDOWN, JSON_LINE])


def pieces_inside(piece: Piece, apart: Apart, depth: int = 0) -> Iterator[Piece | Unread]:
    """Yield the pieces that may become documents: the piece itself, or what is in it."""
    if piece.media_type in _READY:
        yield piece
    elif piece.media_type == JSON_LINES:
        yield from _lines(piece)
    elif piece.media_type == WARC or depth >= DEEPEST:
        detail = "a web archive inside another file: save it apart" if piece.media_type == WARC else "nested too deep"
        yield Unread(part=piece.part, reason=Reason.BINARY, detail=detail)
    elif piece.media_type in READERS:
        for found in apart.read(piece.media_type, piece.content):
            part = part_of(piece.part, found.part)
            if isinstance(found, Unread):
                yield msgspec.structs.replace(found, part=part)
                continue
            known = _merged(found.known or Known(), piece.known or Known(), same_text=piece.media_type == PDF)
            yield from pieces_inside(msgspec.structs.replace(found, part=part, known=known), apart, depth + 1)


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
    """Return what is known of a piece inside another; the address is that of the outer one only where they are one text."""
    url = inner.url or (outer.url if same_text else None)
    return msgspec.structs.replace(inner, url=url, assumptions=(*outer.assumptions, *inner.assumptions))
