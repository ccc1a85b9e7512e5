"""Nesting: which attribution's content holds which, so that frames become chains."""

import re
from collections.abc import Sequence

import msgspec

from allegedly.attribute.reading import Reading
from allegedly.records import Frame, Span, Spans

# Cues that bring in a further source of the same content: "X, citing Y, said P". The cited one stands further in.
_CITING = frozenset(
    {
        "cite",
        "cited",
        "cites",
        "citing",
        "quote",
        "quoted",
        "quotes",
        "quoting",
        "authority",
        "word",
        "reference",
        "relying",
        "strength",
        "basis",
        "saying",
        "telling",
    }
)

# "citing the Gazette, which in turn quoted a pilot"
_WHICH = re.compile(r"(?i)\s*,?\s*(?:which|who|itself|in turn|that)(?:\s+(?:in turn|itself|had|has|also))*\s*")

# The share of a content that must lie inside another for the one to count as held by it: taggers differ by a "that" or
# a comma at the edge, and a content that merely touches another shares far less.
_HELD = 0.8


def find_parents(reading: Reading, frames: Sequence[Frame]) -> list[int | None]:
    """Return for each frame the number of the one whose content holds it, or None; never a circle.

    What the tagger says comes first; a frame about which it says nothing is placed by containment. The sweep goes
    through the frames by the beginning of their contents and keeps only those still open, so its cost is linear in
    their number times their depth.
    """
    parents: list[int | None] = [None] * len(frames)
    order = sorted(
        range(len(frames)), key=lambda n: (_bounds(frames[n].content).start, -_bounds(frames[n].content).end, n)
    )
    open_frames: list[int] = []
    for number in order:
        begin = _bounds(frames[number].content).start
        open_frames = [other for other in open_frames if _bounds(frames[other].content).end > begin]
        for other in open_frames:
            _place(reading, frames, parents, (other, number))
        open_frames.append(number)
    for number, frame in enumerate(frames):
        if frame.parent is not None and 0 <= frame.parent < len(frames):
            parents[number] = frame.parent
    _put_under_cited(reading, frames, parents)
    return [None if _circles(parents, number) else parent for number, parent in enumerate(parents)]


def _put_under_cited(reading: Reading, frames: Sequence[Frame], parents: list[int | None]) -> None:
    """Put what stands in a content that one source cites of another under the one cited.

    In "Citing P, O reported that S had said that c" S speaks in what P wrote, which O passes on.
    """
    for cited, holder in enumerate(parents):
        if holder is None or not _is_citing(reading, frames[cited]) or not _is_whole(frames[cited], frames[holder]):
            continue
        for number, parent in enumerate(parents):
            if parent != holder or number == cited:
                continue
            if _is_whole(frames[number], frames[holder]):
                parents[number] = cited if _cites_on(reading, frames[cited], frames[number]) else holder
            elif all(_shared((span,), frames[cited].content) for span in frames[number].cue):
                parents[number] = cited


def _cites_on(reading: Reading, cited: Frame, other: Frame) -> bool:
    """Say whether the source that one frame cites cites the other's: "citing the Gazette, which quoted a pilot"."""
    if not cited.source or not other.cue or not _is_citing(reading, other):
        return False
    between = reading.text[cited.source[-1].end : max(cited.source[-1].end, other.cue[0].start)]
    return _WHICH.fullmatch(between) is not None


def _is_whole(child: Frame, parent: Frame) -> bool:
    """Say whether a frame shares all of the content of another and its cue stands outside of it."""
    shared = _shared(child.content, parent.content)
    is_outside = not any(_shared((span,), parent.content) for span in child.cue)
    return is_outside and shared >= _HELD * max(_size(child.content), _size(parent.content))


def _place(reading: Reading, frames: Sequence[Frame], parents: list[int | None], pair: tuple[int, int]) -> None:
    """Settle whether one frame of ``pair`` holds the other, and keep the closest holder of each."""
    for child, parent in (pair, pair[::-1]):
        if _holds(reading, frames[parent], frames[child]):
            current = parents[child]
            if (
                current is None
                or _size(frames[parent].content) < _size(frames[current].content)
                or (_size(frames[parent].content) == _size(frames[current].content) and parents[parent] == current)
            ):
                parents[child] = parent
            return


def _holds(reading: Reading, parent: Frame, child: Frame) -> bool:
    """Say whether the content of ``parent`` holds ``child``: its content, and its cue or source unless it is a citing one."""
    shared = _shared(child.content, parent.content)
    if shared < _HELD * _size(child.content):
        return False
    if any(_shared((span,), parent.content) for span in child.cue + child.source):
        return not any(_shared((span,), child.content) for span in parent.cue)
    return _is_citing(reading, child) and not _is_citing(reading, parent)


def _is_citing(reading: Reading, frame: Frame) -> bool:
    return any(word.strip(",").lower() in _CITING for span in frame.cue for word in span.of(reading.text).split())


def _bounds(spans: Spans) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else Span(0, 0)


def _size(spans: Spans) -> int:
    return sum(span.end - span.start for span in spans)


def _shared(one: Spans, other: Spans) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def _circles(parents: Sequence[int | None], start: int) -> bool:
    seen = {start}
    number = parents[start]
    while number is not None:
        if number in seen:
            return True
        seen.add(number)
        number = parents[number]
    return False


def nest(frames: Sequence[Frame], parents: Sequence[int | None]) -> list[Frame]:
    """Return the frames, each with its content cut to what its parent's content holds, from the outermost inwards."""
    contents: dict[int, Spans] = {}
    for start in range(len(frames)):
        line = [start]
        while (parent := parents[line[-1]]) is not None and parent not in contents:
            line.append(parent)
        for number in reversed(line):
            holder = parents[number]
            content = frames[number].content
            contents[number] = content if holder is None else clip(content, contents[holder])
    return [msgspec.structs.replace(frame, content=contents[number]) for number, frame in enumerate(frames)]


def inner_spans(frames: Sequence[Frame], parents: Sequence[int | None]) -> list[list[Span]]:
    """Return for each frame the spans that frames directly inside it take: their cues and contents.

    One whose cue stands outside ("X, citing Y, said") leaves its content to both.
    """
    inner: list[list[Span]] = [[] for _ in frames]
    for number, parent in enumerate(parents):
        if parent is None:
            continue
        child = frames[number]
        if child.cue and _shared(child.cue, frames[parent].content) == _size(child.cue):
            inner[parent].extend((*child.cue, *child.content))
    return inner


def clip(child: Spans, parent: Spans) -> Spans:
    """Return the parts of ``child`` that lie inside ``parent``; all of ``child`` if none does."""
    inside = tuple(
        Span(max(a.start, b.start), min(a.end, b.end))
        for a in child
        for b in parent
        if min(a.end, b.end) > max(a.start, b.start)
    )
    return inside or child


def own_spans(content: Spans, taken: Sequence[Span]) -> Spans:
    """Return what of ``content`` is left when the stretches in ``taken`` are cut out."""
    left = list(content)
    for cut in taken:
        left = [
            piece
            for span in left
            for piece in (
                (span,)
                if cut.end <= span.start or span.end <= cut.start
                else (Span(span.start, max(span.start, cut.start)), Span(min(span.end, cut.end), span.end))
            )
            if piece.end > piece.start
        ]
    return tuple(left)
