"""Small ensembles of decision trees, read from a table and asked many rows at a time."""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allegedly.lexicon import load_table

Rows = NDArray[np.float32]


class Trees(NamedTuple):
    """An ensemble: for every tree and node the feature asked, the threshold, both children and a leaf's value.

    All arrays have the shape (trees, nodes); a leaf is its own child, so that every row may be walked ``depth`` times.
    """

    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    depth: int


@functools.cache
def load_trees(name: str) -> Trees:
    """Load the ensemble of the table ``name``: a node a line, a leaf with ``-`` for its feature.

    Tree 0 is a single leaf that holds what every sum begins with (log-odds).
    """
    rows = load_table(name)
    trees = 1 + max(int(row["tree"]) for row in rows)
    nodes = 1 + max(int(row["node"]) for row in rows)
    feature = np.zeros((trees, nodes), np.int32)
    threshold = np.full((trees, nodes), np.inf, np.float32)
    left = np.tile(np.arange(nodes, dtype=np.int32), (trees, 1))
    right = left.copy()
    value = np.zeros((trees, nodes), np.float32)
    for row in rows:
        at = int(row["tree"]), int(row["node"])
        value[at] = float(row["value"])
        if row["feature"] != "-":
            feature[at], threshold[at] = int(row["feature"]), float(row["threshold"])
            left[at], right[at] = int(row["left"]), int(row["right"])
    return Trees(feature, threshold, left, right, value, _depth(left, right))


def _depth(left: NDArray[np.int32], right: NDArray[np.int32]) -> int:
    """Return the length of the longest way from a root to a leaf."""
    at = np.zeros((left.shape[0], 1), np.int32)
    depth = 0
    while True:
        below = np.concatenate([np.take_along_axis(left, at, 1), np.take_along_axis(right, at, 1)], axis=1)
        below = np.unique(below, axis=1)
        if below.shape == at.shape and bool((below == at).all()):
            return depth
        at, depth = below, depth + 1


def probability(trees: Trees, rows: Rows) -> NDArray[np.float32]:
    """Return for every row (shape: rows, features) the probability that the ensemble gives it."""
    if not len(rows):
        return np.zeros(0, np.float32)
    each = np.arange(trees.feature.shape[0])[None, :]
    place = np.arange(len(rows))[:, None]
    at = np.zeros((len(rows), trees.feature.shape[0]), np.int32)
    for _ in range(trees.depth):
        lower = rows[place, trees.feature[each, at]] <= trees.threshold[each, at]
        at = np.where(lower, trees.left[each, at], trees.right[each, at])
    total = trees.value[each, at].sum(axis=1)
    return np.asarray(1 / (1 + np.exp(-total)), np.float32)
