"""Which passage of one article another article's passage was made from: by their words, their meaning and their sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import repeat
from typing import Final

import numpy as np
from numpy.typing import NDArray

from allegedly.lexicon import load_table
from allegedly.lexicon.vectors import WordVectors, load_vectors
from allegedly.records import Document
from allegedly.weigh.identity import fold
from allegedly.weigh.tellings import Telling, sentences_of

# Places in the vocabulary, which is ordered by frequency, between which the weight of a word rises from 0 to 1: by the
# logarithm of the place, which by Zipf's law is the information that the word carries. Other words weigh a little more.
_COMMONEST, _RAREST = 30, 25_000
_UNKNOWN: Final = 1.1
# Words are the same from six letters on ("sanction", "sanctions"; "shelled", "shelling").
_STEM: Final = 6
# ... and an s at their end is no plural in words up to so many letters ("gas", "bus").
_SHORT: Final = 3
# Words of a cosine below this have nothing to do with one another; above it the share grows to 1. F1 of all drift on the
# benchmark's written stories: .80 from .4 to .6, .75 where only the same words count.
_UNLIKE: Final = 0.5
# What the sentences around two passages have in common counts half: "the four", "it" and "the accusation" say little alone.
# F1 as above: .76 without, .80 at half and in full (there with more false alarms on our own stories).
_AROUND: Final = 0.5

# So many passages are kept, in two bags of some 1 kB each.
_MOST: Final = 10_000

# A word of a passage: its weight, and how it stands there.
Bag = Mapping[str, tuple[float, str]]


@cache
def _places() -> dict[str, int]:
    """Return the places of whole words in the order of frequency."""
    vocabulary = load_vectors().vocabulary
    first = vocabulary.index("the")
    return {word: place - first + 1 for place, word in enumerate(vocabulary) if place >= first and word.isalnum()}


@cache
def _empty() -> frozenset[str]:
    return frozenset(
        row["word"] for row in load_table("match_words") if row["class"] in {"function word", "saying", "time"}
    )


@cache
def _irregular() -> dict[str, str]:
    return {row["form"]: row["base"] for row in load_table("irregular_forms")}


@lru_cache(maxsize=100_000)
def _base(word: str) -> str:
    """Return a word without the endings that short words differ by ("tugs", "sunk", "died")."""
    base = _irregular().get(word, word)
    if base == word and len(word) > _SHORT and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        base = word[:-1]
    return base


@lru_cache(maxsize=100_000)
def _weight(word: str) -> float:
    if word in _empty():
        return 0.0
    place = _places().get(word)
    if place is None:
        return _UNKNOWN
    return min(1.0, max(0.0, math.log(place / _COMMONEST) / math.log(_RAREST / _COMMONEST)))


@lru_cache(maxsize=50_000)
def _direction(word: str) -> NDArray[np.float32]:
    vectors: WordVectors = load_vectors()
    found = vectors.of(word)
    length = float(np.linalg.norm(found))
    return found / np.float32(length) if length else found


@lru_cache(maxsize=200_000)
def _like(one: str, other: str) -> float:
    return max(0.0, (float(_direction(one) @ _direction(other)) - _UNLIKE) / (1 - _UNLIKE))


def bag_of(text: str) -> Bag:
    """Return the words of a text that carry something, cut to a stem, with their weights."""
    found: dict[str, tuple[float, str]] = {}
    for word in fold(text):
        weight = _weight(word)
        stem = _base(word)[:_STEM]
        if weight > 0 and weight > found.get(stem, (0.0, ""))[0]:
            found[stem] = (weight, word)
    return found


def overlap(one: Bag, other: Bag) -> float:
    """Return the share of the weight of two texts that has the same word, or one like it, in the other (0 to 1)."""
    total = sum(weight for weight, _ in one.values()) + sum(weight for weight, _ in other.values())
    return (_held(one, other) + _held(other, one)) / total if one and other else 0.0


def _held(one: Bag, other: Bag) -> float:
    words = [there for _, there in other.values()]
    return sum(
        weight * (1.0 if stem in other else max(map(_like, repeat(word), words)))
        for stem, (weight, word) in one.items()
    )


class Alignment:
    """Finds the passage of an article that another article's passage was made from; ``documents`` hold both, by id."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._bags: dict[tuple[str, ...], tuple[Bag, Bag]] = {}

    def score(self, here: Telling, there: Telling) -> float:
        """Return how much two passages have in common, 0 to 1.5: in what they tell, and half as much around it."""
        (ours, around), (theirs, beside) = self._read(here), self._read(there)
        return overlap(ours, theirs) + _AROUND * overlap(around, beside)

    def best(self, here: Telling, body: Sequence[Telling]) -> tuple[Telling | None, float]:
        """Return the passage of ``body`` that has most in common with ``here``, of equals the first, and that score."""
        scored = [(self.score(here, there), -there.start, there) for there in body]
        found = max(scored, key=lambda one: one[:2], default=None)
        return (found[2], found[0]) if found else (None, 0.0)

    def _read(self, telling: Telling) -> tuple[Bag, Bag]:
        key = tuple(claim.id for claim in telling.claims)
        if key not in self._bags:
            if len(self._bags) >= _MOST:
                self._bags.clear()
            text = self._documents[telling.document].text
            told = " ".join(span.of(text) for claim in telling.claims for span in claim.content)
            self._bags[key] = bag_of(told), bag_of(sentences_of(telling, text))
        return self._bags[key]
