"""Spans of sources that begin or end inside a bracket: made whole where the bracket closes at once, else cut before it."""

from __future__ import annotations

from typing import Final

import msgspec

from allegedly.records import Frame, Span

_PAIRS: Final = {"(": ")", "[": "]"}
_CLOSING: Final = {close: opened for opened, close in _PAIRS.items()}


def with_whole_brackets(frame: Frame, text: str) -> Frame:
    """Return a frame whose source ends before a bracket that it opens and does not close, and begins after one that it only closes."""
    source = tuple(whole(span, text) for span in frame.source)
    return frame if source == frame.source else msgspec.structs.replace(frame, source=source)


def whole(span: Span, text: str) -> Span:
    """Return a span with whole brackets: that of the text if it closes right behind it; else what stands before or after.

    Nothing is changed where nothing would be left: a source may be all in brackets.

    >>> text = "sources in the Orvel Bureau (OB, which runs it, and the Reed Party (RP) said"
    >>> whole(Span(0, 31), text).of(text), whole(Span(52, 70), text).of(text)
    ('sources in the Orvel Bureau', 'the Reed Party (RP)')
    """
    unclosed, unopened = _odd_brackets(span.of(text))
    start, end = span.start, span.end
    if unclosed is not None:
        behind = text[end:].lstrip()
        if behind.startswith(_PAIRS[text[start + unclosed]]):
            end = len(text) - len(behind) + 1
        else:
            end = span.start + len(text[span.start : span.start + unclosed].rstrip(" ,;"))
    if unopened is not None:
        after = span.start + unopened + 1
        start = after + len(text[after:end]) - len(text[after:end].lstrip(" ,;"))
    return Span(start, end) if start < end else span


def _odd_brackets(words: str) -> tuple[int | None, int | None]:
    """Return where the first bracket stands that is opened and not closed, and the last that is closed and not opened."""
    opened: list[int] = []
    unopened: int | None = None
    for place, letter in enumerate(words):
        if letter in _PAIRS:
            opened.append(place)
        elif letter in _CLOSING:
            if opened and words[opened[-1]] == _CLOSING[letter]:
                opened.pop()
            else:
                unopened = place
    return (opened[0] if opened else None), unopened
