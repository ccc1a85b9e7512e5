"""What all records share: the base class, spans of text, and how long an id is."""

from __future__ import annotations

from typing import Self

import msgspec

from allegedly.errors import SpanError

# Hexadecimal digits of a document's id: 64 bits, two of a hundred million documents meet by chance in one pile of 3,700.
ID_DIGITS = 16


class Record(msgspec.Struct, frozen=True, gc=False, kw_only=True, forbid_unknown_fields=True):
    """Base of all records; repeat ``frozen=True, kw_only=True`` in every subclass header."""


class Span(msgspec.Struct, frozen=True, gc=False, order=True, array_like=True):
    """A stretch of text, ``[start, end)`` in code points; written as ``[start, end]`` in JSON.

    Raises:
        SpanError: if it begins before 0 or ends before it begins.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            message = (
                f"impossible span [{self.start}, {self.end}): it must begin at 0 or later and not end before it begins"
            )
            raise SpanError(message)

    def of(self, text: str) -> str:
        """Return the words of ``text`` that the span covers.

        >>> Span(0, 9).of("Officials said so.")
        'Officials'
        """
        return text[self.start : self.end]

    def holds(self, other: Self) -> bool:
        """Say whether ``other`` lies inside this span.

        >>> Span(0, 9).holds(Span(3, 9))
        True
        """
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]
