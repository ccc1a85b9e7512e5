"""Scores of the attribution model turned into the best legal spans."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

ROLES = ("source", "cue", "content")
# O, then begin and inside of each role.
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
FORBIDDEN = -1e4


def legal_transitions() -> Floats:
    """0 where one tag may follow another, else a large penalty: an inside tag needs its own role before it."""
    table = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    for inside in (2, 4, 6):
        table[:, inside] = FORBIDDEN
        table[[inside - 1, inside], inside] = 0.0
    return table


def best_paths(emissions: list[Floats], transitions: Floats, start: Floats) -> list[Ints]:
    """Viterbi over many word sequences at once; each of shape (words, tags)."""
    if not emissions:
        return []
    order = sorted(range(len(emissions)), key=lambda i: -len(emissions[i]))
    lengths = np.array([len(emissions[i]) for i in order])
    longest = int(lengths[0])
    scores = np.zeros((longest, len(order), len(TAGS)), dtype=np.float32)
    for column, index in enumerate(order):
        scores[: lengths[column], column] = emissions[index]
    back = np.zeros((longest, len(order), len(TAGS)), dtype=np.int8)
    best = scores[0] + start
    by_tag = transitions.T[None]
    for t in range(1, longest):
        alive = int(np.searchsorted(-lengths, -t, side="left"))
        options = best[:alive, None, :] + by_tag
        choice = options.argmax(axis=2)
        back[t, :alive] = choice
        best[:alive] = np.take_along_axis(options, choice[:, :, None], axis=2)[:, :, 0] + scores[t, :alive]
    paths: list[Ints] = [np.zeros(0, dtype=np.int64)] * len(order)
    for column, index in enumerate(order):
        paths[index] = _trace(back[:, column], int(best[column].argmax()), int(lengths[column]))
    return paths


def _trace(back: npt.NDArray[np.int8], tag: int, length: int) -> Ints:
    path = np.zeros(length, dtype=np.int64)
    steps = back.tolist()
    for t in range(length - 1, -1, -1):
        path[t] = tag
        tag = steps[t][tag]
    return path


def runs(path: Ints) -> dict[str, list[tuple[int, int]]]:
    """Word runs of each role, end-exclusive.

    >>> runs(np.array([1, 2, 3, 0, 5, 6, 6]))
    {'source': [(0, 2)], 'cue': [(2, 3)], 'content': [(4, 7)]}
    """
    found: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
    opened, role = 0, 0
    for index, tag in enumerate([*path.tolist(), 0]):
        if role and tag != role * 2:
            found[ROLES[role - 1]].append((opened, index))
            role = 0
        if tag % 2 == 1:
            opened, role = index, (tag + 1) // 2
    return found
