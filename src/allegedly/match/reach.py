"""How much of what two claims say, or reach in their own articles, is the same, by the weight of the words."""

from __future__ import annotations

from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, Final

import numpy as np

from allegedly.match.words import load_vectors
from allegedly.records import Signature

if TYPE_CHECKING:
    from allegedly.match.prepared import Prepared

# A number counts as much as a rare word. Weights at which a claim, or what two share, says plenty: two and three rare words.
FIGURE_WEIGHT: Final = 0.8
# Up to four everything is counted: "three guards" and "three times" have nothing to do with each other.
SMALL_FIGURE_WEIGHT: Final = 0.3
_FEW: Final = 4
_PLENTY_ALONE: Final = 2.0
_PLENTY_SHARED: Final = 3.0
# The same for words that few other claims of the two articles have, in the contents and with what these reach.
_PLENTY_PARTICULAR: Final = 1.5
_PLENTY_REACHED: Final = 2.0
# Words of a cosine below this have nothing to do with each other; above it they count in proportion.
_UNLIKE: Final = 0.35
# A claim of less weight says too little to take shares of it.
_LEAST: Final = 0.5


def reached_words(claim: Signature) -> tuple[str, ...]:
    """Return every word that a claim says or reaches once: its own, its names and numbers, those around it, its sources'."""
    places = (word for site in claim.sites for word in site.name.split())
    figures = (f"{figure.low:g}" for figure in claim.figures)
    return tuple(dict.fromkeys((*claim.terms, *claim.names, *places, *figures, *claim.around, *claim.said_by)))


def figure_weight(value: float) -> float:
    """Return what a number weighs as a word."""
    return FIGURE_WEIGHT if value > _FEW else SMALL_FIGURE_WEIGHT


@lru_cache(maxsize=1_000_000)
def likeness(one: str, other: str) -> float:
    """Return the cosine of the distilled vectors of two words."""
    x, y = load_vectors().of(one), load_vectors().of(other)
    return float(x @ y) / (float(_length(one) * _length(other)) or 1.0)


@lru_cache(maxsize=100_000)
def _length(word: str) -> np.float32:
    """Return the length of the distilled vector of a word."""
    length: np.float32 = np.linalg.norm(load_vectors().of(word))
    return length


def words_score(a: Prepared, b: Prepared) -> tuple[float, float]:
    """Return how much of the weight of the content words both share, of both and of the lighter."""
    if not a.weights or not b.weights:
        return 0.0, 0.0
    shared = sum(min(weight, b.weights[term]) for term, weight in a.weights.items() if term in b.weights)
    if a.total + b.total == 0:
        return 0.0, 0.0
    return 2 * shared / (a.total + b.total), shared / min(a.total, b.total)


def near_score(a: Prepared, b: Prepared) -> float:
    """Return how much of the weight of both stands in the other or around it: in its sentence, or in what it refers to."""
    total = a.full + b.full
    if not total:
        return 0.0
    mine = sum(weight for word, weight in a.bag.items() if word in b.bag or word in b.around)
    theirs = sum(weight for word, weight in b.bag.items() if word in a.bag or word in a.around)
    return (mine + theirs) / total


def synonyms_score(a: Prepared, b: Prepared) -> float:
    """Return how much of the lighter's weight has a word of the same or like meaning in the other (distilled vectors)."""
    if not a.bag or not b.bag:
        return 0.0
    return max(_covered(a, b) / a.full, _covered(b, a) / b.full) if a.full and b.full else 0.0


def _covered(a: Prepared, b: Prepared) -> float:
    total = 0.0
    for word, weight in a.bag.items():
        if word in b.bag:
            total += weight
        elif word in a.weights and b.weights:
            like = max(map(likeness, repeat(word), b.weights))
            if like > _UNLIKE:
                total += weight * ((like - _UNLIKE) / (1 - _UNLIKE))
    return total


def weight_scores(a: Prepared, b: Prepared) -> tuple[float, float]:
    """Return how much the lighter of the two says at all, and how much both say, each 1 where that is plenty.

    Set phrases and fragments share all their words and yet little: what is common must weigh something.
    """
    shared = sum(min(weight, b.bag[word]) for word, weight in a.bag.items() if word in b.bag)
    return min(1.0, min(a.full, b.full) / _PLENTY_ALONE), min(1.0, shared / _PLENTY_SHARED)


def particular_scores(a: Prepared, b: Prepared) -> tuple[float, float, float]:
    """Return what the two share of words that few claims of their articles have: all, the most particular, with what they reach.

    A word in every claim of an article tells none of them from the rest; one that stands in one claim here and in one there
    says that these two are the same.
    """
    shared = a.particular.keys() & b.particular.keys()
    if not shared:
        return 0.0, 0.0, 0.0
    held = {word: min(a.particular[word], b.particular[word]) for word in shared}
    said = [held[word] for word in sorted(shared) if word in a.bag and word in b.bag]
    return (
        min(1.0, sum(said) / _PLENTY_PARTICULAR),
        min(1.0, max(said, default=0.0)),
        min(1.0, sum(held[word] for word in sorted(held)) / _PLENTY_REACHED),
    )


def figure_found(a: Prepared, b: Prepared) -> float:
    """Say whether one number, more than a few, stands in both, whatever it counts."""
    mine = {figure.low for figure in a.of.figures if figure.low > _FEW}
    return float(any(figure.low in mine for figure in b.of.figures))


def concept_scores(a: Prepared, b: Prepared) -> tuple[float, float]:
    """Return how much of the weight of one has another word for the same in the other, and how much a word that hints at it."""
    if (a.same.isdisjoint(b.same)) and a.same.isdisjoint(b.near) and a.near.isdisjoint(b.same):
        return 0.0, 0.0
    mine, theirs = _by_concept(a, b), _by_concept(b, a)
    return max(mine[0], theirs[0]), max(mine[1], theirs[1])


def _by_concept(a: Prepared, b: Prepared) -> tuple[float, float]:
    same = near = 0.0
    for word, sense in a.senses.items():
        if word in b.senses:
            continue
        if not sense.same.isdisjoint(b.same):
            same += sense.weight
        elif not sense.same.isdisjoint(b.near) or not sense.near.isdisjoint(b.same):
            near += sense.weight
    full = max(_LEAST, a.full)
    return min(1.0, same / full), min(1.0, near / full)
