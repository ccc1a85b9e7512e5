"""The runs of words that two texts share, and how much of each text they cover."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from allegedly.dedupe.words import Hashes, Words, hash_grams

Mask = npt.NDArray[np.bool_]

# Words compared at a time while a run is followed to its end; doubled as long as it goes on.
FIRST_STRETCH = 16


class Run(NamedTuple):
    """``length`` words that stand at word ``here`` in one text and at word ``there`` in the other."""

    here: int
    there: int
    length: int


class Shared(NamedTuple):
    """What two texts share: runs in the order of the first, and for every word of each whether a shared run covers it."""

    runs: tuple[Run, ...]
    here: Mask
    there: Mask


def share(here: Words, there: Words) -> Shared:
    """Return the runs of at least one sequence's length that both texts have, longest first where they compete.

    Every word of ``here`` is in one run at most; a passage that ``there`` repeats is met where it stands first. Time
    grows with the lengths of the texts, not with their product.
    """
    gram = max(here.gram, there.gram)
    ours, theirs = hash_grams(here.hashes, gram), hash_grams(there.hashes, gram)
    order = np.argsort(theirs, kind="stable")
    at, met = _find(ours, theirs[order])
    _, back = _find(theirs, np.sort(ours))
    runs = _runs(np.flatnonzero(met), order[at[met]], gram)
    return Shared(
        _settle(runs, here.hashes, there.hashes, gram),
        _cover(met, len(here), gram),
        _cover(back, len(there), gram),
    )


def _find(sought: Hashes, ordered: Hashes) -> tuple[npt.NDArray[np.int64], Mask]:
    """Return for each hash the first place in ``ordered`` where it could stand, and whether it stands there."""
    if not len(ordered):
        return np.zeros(len(sought), np.int64), np.zeros(len(sought), bool)
    at = np.minimum(np.searchsorted(ordered, sought), len(ordered) - 1)
    return at, ordered[at] == sought


def share_all(words: Words) -> Shared:
    """Return what a text shares with one of the same words from end to end."""
    covered = np.ones(len(words), bool)
    return Shared((Run(0, 0, len(words)),), covered, covered)


def _cover(met: Mask, size: int, gram: int) -> Mask:
    """Say for every word whether it is part of a sequence that was met."""
    change = np.zeros(size + 1, np.int64)
    first = np.flatnonzero(met)
    change[first] += 1
    change[first + gram] -= 1
    covered: Mask = np.cumsum(change)[:size] > 0
    return covered


def _runs(here: npt.NDArray[np.int64], there: npt.NDArray[np.int64], gram: int) -> list[Run]:
    """Join sequences that follow one another in both texts; the longest run first, then the one further ahead."""
    if not len(here):
        return []
    breaks = np.flatnonzero((np.diff(here) != 1) | (np.diff(there) != 1)) + 1
    starts = np.concatenate([[0], breaks])
    lengths = np.diff(np.concatenate([starts, [len(here)]])) + gram - 1
    by_length = np.lexsort((starts, -lengths))
    return [Run(int(here[starts[i]]), int(there[starts[i]]), int(lengths[i])) for i in by_length]


def _settle(runs: list[Run], ours: Hashes, theirs: Hashes, gram: int) -> tuple[Run, ...]:
    """Follow every run to both ends and keep it where no longer one has taken its words."""
    taken = np.zeros(len(ours), bool)
    kept = []
    for run in runs:
        if taken[run.here] and taken[run.here + run.length - 1]:
            continue
        free = np.flatnonzero(~taken[run.here : run.here + run.length])
        if not len(free):
            continue
        middle, there = run.here + int(free[0]), run.there + int(free[0])
        left = _follow(ours[:middle][::-1], theirs[:there][::-1], taken[:middle][::-1])
        right = _follow(ours[middle:], theirs[there:], taken[middle:])
        if left + right >= gram:
            kept.append(Run(middle - left, there - left, left + right))
            taken[middle - left : middle + right] = True
    return tuple(sorted(kept))


def _follow(ours: Hashes, theirs: Hashes, taken: Mask) -> int:
    """Return for how many words both go on alike before a word that is taken."""
    limit, at, step = min(len(ours), len(theirs)), 0, FIRST_STRETCH
    while at < limit:
        end = min(at + step, limit)
        stop = (ours[at:end] != theirs[at:end]) | taken[at:end]
        if stop.any():
            return at + int(stop.argmax())
        at, step = end, step * 2
    return limit


def longest_gap(covered: Mask) -> int:
    """Return the length of the longest stretch of words that no shared run covers.

    >>> longest_gap(np.array([True, False, False, True, False]))
    2
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[True], covered, [True]]).astype(np.int8)))
    return int(np.diff(edges)[::2].max()) if len(edges) else 0
