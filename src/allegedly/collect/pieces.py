"""What a reader finds inside an original: pieces that may become documents, and parts that could not be read."""

from __future__ import annotations

import msgspec

from allegedly.records import Known
from allegedly.vocab import Reason


class Piece(msgspec.Struct, frozen=True, kw_only=True, tag="piece"):
    """One future document: which ``part`` of its original it is (None: all of it), its bytes and what is known of it."""

    part: str | None = None
    media_type: str
    content: bytes
    known: Known | None = None


class Unread(msgspec.Struct, frozen=True, kw_only=True, tag="unread"):
    """A part of an original that could not be read, and why."""

    part: str | None = None
    reason: Reason
    detail: str


def part_of(outer: str | None, inner: str | None) -> str | None:
    """Return the name of a part inside a part.

    >>> part_of("record 12", "entry 3"), part_of(None, "entry 3"), part_of("record 12", None)
    ('record 12, entry 3', 'entry 3', 'record 12')
    """
    return ", ".join(filter(None, (outer, inner))) or None


def with_notes(known: Known, *notes: str) -> Known:
    """Return what is known with more assumptions."""
    return msgspec.structs.replace(known, assumptions=(*known.assumptions, *notes))
