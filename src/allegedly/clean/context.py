"""Second look at the lines of a text: what the first look made of the lines around each one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from allegedly.clean.lists import mates_look
from allegedly.clean.signs import Line, forms_of, is_long, shifted, weight_of

Column = NDArray[np.float32]
REACH = (-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6)
# Windows, in lines to either side, over which the first look is averaged.
WINDOWS = (2, 5, 12)
# Below this probability of being residue a long line counts as safely part of the article.
SAFE = 0.3


def context_signs(lines: Sequence[Line], first_look: Column) -> NDArray[np.float32]:
    """Return the signs of the second look, shape (lines, signs); ``first_look`` holds a probability a line."""
    total = len(lines)
    if not total:
        return np.zeros((0, len(REACH) + 2 * len(WINDOWS) + 10), np.float32)
    look = np.clip(first_look, 1e-4, 1 - 1e-4).astype(np.float32)
    size = np.array([weight_of(line.text) for line in lines], np.float32)
    article = (1 - look) * size
    safe = (look < SAFE) & np.array([is_long(line.text) for line in lines], bool)
    columns = [np.log(look / (1 - look))]
    columns += [shifted(look, by, 1.0) for by in REACH]
    for reach in WINDOWS:
        columns.append(_around(look, np.ones(total, np.float32), reach))
        columns.append(_around(look, size, reach))
    whole = max(1.0, float(article.sum()))
    before = np.concatenate([[0], np.cumsum(article)[:-1]])
    columns += [before / whole, 1 - (before + article) / whole, np.full(total, np.log1p(whole))]
    columns += [_worst_since_safe(look, safe), _worst_since_safe(look[::-1], safe[::-1])[::-1]]
    columns += [_sum_since_safe(look, safe), _sum_since_safe(look[::-1], safe[::-1])[::-1]]
    columns.append(mates_look(look, forms_of(lines)))
    columns.append(np.full(total, float((look * size).sum() / max(1.0, size.sum()))))
    return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)


def _around(column: Column, weight: Column, reach: int) -> NDArray[np.float64]:
    """Return the weighted mean of ``column`` over ``reach`` places to either side, the place itself left out."""
    heavy = np.concatenate([[0.0], np.cumsum(column * weight, dtype=np.float64)])
    light = np.concatenate([[0.0], np.cumsum(weight, dtype=np.float64)])
    index = np.arange(len(column))
    low, high = np.maximum(0, index - reach), np.minimum(len(column), index + reach + 1)
    total = heavy[high] - heavy[low] - column * weight
    share = light[high] - light[low] - weight
    return np.asarray(np.where(share > 0, total / np.maximum(share, 1e-9), 1.0))


def _worst_since_safe(look: Column, safe: NDArray[np.bool_]) -> Column:
    """Return the highest probability among the lines since the last safe one."""
    found = np.zeros(len(look), np.float32)
    worst = 0.0
    for index in range(len(look)):
        found[index] = worst
        worst = 0.0 if safe[index] else max(worst, float(look[index]))
    return found


def _sum_since_safe(look: Column, safe: NDArray[np.bool_]) -> Column:
    """Return how many lines, weighted by their probability, stand since the last safe one (at most 20)."""
    found = np.zeros(len(look), np.float32)
    total = 0.0
    for index in range(len(look)):
        found[index] = min(total, 20.0)
        total = 0.0 if safe[index] else total + float(look[index])
    return found
