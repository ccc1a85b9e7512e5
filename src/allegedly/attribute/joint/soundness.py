"""Keeps frames sound after rules have moved their edges: roles apart, no white space at ends, no frame without content."""

from collections.abc import Iterable, Sequence

import msgspec

from allegedly.attribute.chain import own_spans
from allegedly.attribute.joint.mending import without
from allegedly.records import Frame, Span, Spans


def sound(text: str, frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames with cue, source and content apart, in that order of right; those left without content are dropped."""
    kept = [_apart(text, frame) for frame in frames]
    return without(kept, {number for number, frame in enumerate(kept) if not frame.content})


def _apart(text: str, frame: Frame) -> Frame:
    cue = _tidy(text, frame.cue)
    source = _tidy(text, own_spans(_joined(frame.source), cue))
    content = _tidy(text, own_spans(_joined(frame.content), (*cue, *source)))
    if (cue, source, content) == (frame.cue, frame.source, frame.content):
        return frame
    return msgspec.structs.replace(frame, cue=cue, source=source, content=content)


def _joined(spans: Spans) -> Spans:
    """Return spans in their order, those that overlap made one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)


def _tidy(text: str, spans: Iterable[Span]) -> Spans:
    """Return spans without white space at their ends, and without those that hold no letter, digit or mark."""
    tidy = []
    for span in spans:
        words = span.of(text)
        start = span.start + len(words) - len(words.lstrip())
        end = span.start + len(words.rstrip())
        if end > start:
            tidy.append(Span(start, end))
    return tuple(tidy)
