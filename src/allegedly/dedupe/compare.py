"""Lays two texts side by side: what is equal, changed, added, left out or moved, for an analyst's eyes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from allegedly.dedupe.align import Run, share
from allegedly.dedupe.words import Words, read_words
from allegedly.records import Comparison, Document, Passage, Piece
from allegedly.vocab import PieceKind

# Between two shared runs words are matched one by one up to this many pairs of words (a paragraph against a paragraph);
# beyond it the stretch is shown as changed as a whole, which also keeps the time linear.
MATCHED_PAIRS: Final = 40_000

# Of two words that differ between equal ones the eye loses the thread: an equal island of one word is shown as changed.
LEAST_EQUAL: Final = 2


class Block(NamedTuple):
    """Words ``[here, here_end)`` of one text against ``[there, there_end)`` of the other."""

    kind: PieceKind
    here: int
    here_end: int
    there: int
    there_end: int


def compare(document: Document, other: Document) -> Comparison:
    """Lay the body of ``other`` beside that of ``document``, in the order of ``document``.

    Words are compared without case and punctuation. Every word of both is in one piece at most twice: words that stand
    elsewhere in the other text are ``moved`` here, with where they stand there, and ``removed`` at their place there.
    """
    ours, theirs = read_words(document), read_words(other)
    runs = share(ours, theirs).runs
    chain = _in_order(runs)
    moved = sorted(set(runs) - set(chain))
    pieces = [piece for block in _in_line(chain, moved, ours, theirs) for piece in _pieces(block, moved, ours, theirs)]
    passages = (
        Passage(here=ours.span(r.here, r.here + r.length), there=theirs.span(r.there, r.there + r.length)) for r in runs
    )
    return Comparison(document=document.id, other=other.id, pieces=tuple(pieces), passages=tuple(passages))


def _in_order(runs: tuple[Run, ...]) -> list[Run]:
    """Return the runs that follow one another in both texts and together have most words.

    Runs come in the order of the first text. ``best`` holds, by where a chain ends in the second text, only chains that
    beat all that end before it, so each run finds the chain to continue by bisection (heaviest increasing subsequence).
    """
    ends: list[int] = []
    weights: list[int] = []
    chains: list[int] = []
    before: list[int] = []
    for number, run in enumerate(runs):
        at = bisect_left(ends, run.there + 1)
        weight = run.length + (weights[at - 1] if at else 0)
        before.append(chains[at - 1] if at else -1)
        end = run.there + run.length
        place = bisect_left(ends, end)
        if (place and weights[place - 1] >= weight) or (
            place < len(ends) and ends[place] == end and weights[place] >= weight
        ):
            continue
        stop = place
        while stop < len(ends) and weights[stop] <= weight:
            stop += 1
        ends[place:stop], weights[place:stop], chains[place:stop] = [end], [weight], [number]
    kept, number = [], chains[-1] if chains else -1
    while number >= 0:
        kept.append(runs[number])
        number = before[number]
    return kept[::-1]


def _in_line(runs: list[Run], moved: list[Run], ours: Words, theirs: Words) -> Iterator[Block]:
    """Yield equal blocks for the runs and, between them, what the words there make; a gap with moved words stays whole."""
    here = there = 0
    for run in (*runs, Run(len(ours), len(theirs), 0)):
        gap = Block(PieceKind.CHANGED, here, run.here, there, run.there)
        if next(_inside(gap, moved), None):
            yield gap
        else:
            yield from _between(gap, ours, theirs)
        here, there = run.here + run.length, run.there + run.length
        if run.length:
            yield Block(PieceKind.EQUAL, run.here, here, run.there, there)


def _inside(block: Block, moved: list[Run]) -> Iterator[Run]:
    """Yield the moved runs of a block, in order; a run never crosses the border of one."""
    for i in range(bisect_left(moved, (block.here,)), len(moved)):
        if moved[i].here >= block.here_end:
            return
        yield moved[i]


def _between(gap: Block, ours: Words, theirs: Words) -> Iterator[Block]:
    """Match the words of a gap one by one where it is small enough."""
    here, there = gap.here_end - gap.here, gap.there_end - gap.there
    if not here or not there or here * there > MATCHED_PAIRS:
        if here or there:
            yield gap._replace(kind=_kind(here, there))
        return
    left = ours.hashes[gap.here : gap.here_end].tolist()
    right = theirs.hashes[gap.there : gap.there_end].tolist()
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    waiting = gap._replace(here_end=gap.here, there_end=gap.there)
    for start, other, size in matcher.get_matching_blocks():
        if size and size < LEAST_EQUAL:
            continue
        waiting = waiting._replace(here_end=gap.here + start, there_end=gap.there + other)
        before, beside = waiting.here_end - waiting.here, waiting.there_end - waiting.there
        if before or beside:
            yield waiting._replace(kind=_kind(before, beside))
        here, there = gap.here + start + size, gap.there + other + size
        if size:
            yield Block(PieceKind.EQUAL, waiting.here_end, here, waiting.there_end, there)
        waiting = waiting._replace(here=here, there=there)


def _kind(here: int, there: int) -> PieceKind:
    if here and there:
        return PieceKind.CHANGED
    return PieceKind.ADDED if here else PieceKind.REMOVED


def _pieces(block: Block, moved: list[Run], ours: Words, theirs: Words) -> Iterator[Piece]:
    """Turn a block into pieces of text, with the runs inside it that stand elsewhere in the other text."""
    if block.kind is PieceKind.EQUAL or block.here == block.here_end:
        yield _piece(block, ours, theirs)
        return
    here = block.here
    rest = block
    for run in _inside(block, moved):
        if run.here > here:
            kind = _kind(run.here - here, rest.there_end - rest.there)
            yield _piece(rest._replace(kind=kind, here=here, here_end=run.here), ours, theirs)
            rest = rest._replace(there=rest.there_end)
        here = run.here + run.length
        yield _piece(Block(PieceKind.MOVED, run.here, here, run.there, run.there + run.length), ours, theirs)
    left = block.here_end > here
    if left or rest.there < rest.there_end:
        kind = _kind(block.here_end - here, rest.there_end - rest.there)
        yield _piece(rest._replace(kind=kind, here=here), ours, theirs)


def _piece(block: Block, ours: Words, theirs: Words) -> Piece:
    return Piece(
        kind=block.kind,
        here=ours.span(block.here, block.here_end) if block.here < block.here_end else None,
        there=theirs.span(block.there, block.there_end) if block.there < block.there_end else None,
    )
