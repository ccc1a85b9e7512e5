"""What a word weighs, its normal form, and what it means: all from tables that ship, never from the pile at hand."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from allegedly.lexicon import load_table
from allegedly.lexicon.numerals import numeral_at
from allegedly.lexicon.vectors import WordVectors
from allegedly.lexicon.vectors import load_vectors as load_word_vectors

WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")

# Places in the vocabulary (which is ordered by frequency) between which a weight rises from 0 to 1: by the logarithm of the
# place, which by Zipf's law is the information that the word carries. What the vocabulary lacks weighs a little more.
_COMMONEST, _RAREST = 30, 25_000
UNKNOWN_WEIGHT: Final = 1.1

# Endings, longest first, and what may stand for them; of the bases that the vocabulary has the most frequent one is taken.
_ENDINGS: Final = (
    ("ies", ("y", "ie")), ("sses", ("ss",)), ("ches", ("ch",)), ("shes", ("sh",)), ("xes", ("x",)),
    ("ing", ("", "e")), ("ied", ("y",)), ("ed", ("", "e")), ("es", ("", "e")), ("s", ("",)),
)  # fmt: skip
# A base this long at least is left when an ending is taken off.
_SHORTEST_BASE = 3
# Endings of the names of peoples and of their countries, so that "Sorvian" and "Sorvia" are one; four letters stay.
_PEOPLE: Final = re.compile(r"(?<=\w{4})(?:ians?|(?<!st)ans?|ese|ish|ia|is?|a)$")


class Vectors:
    """The distilled vectors: one a word, and the place of each whole word in the order of frequency."""

    def __init__(self, words: WordVectors) -> None:
        self._words = words
        first = words.vocabulary.index("the")
        self.places = {
            word: place - first + 1 for place, word in enumerate(words.vocabulary) if place >= first and word.isalnum()
        }
        self._cache: dict[str, NDArray[np.float32]] = {}

    def of(self, word: str) -> NDArray[np.float32]:
        """Return the vector of one word in small letters: the mean of its pieces'."""
        found = self._cache.get(word)
        if found is None:
            found = self._cache[word] = self._words.of(word)
        return found


@lru_cache(maxsize=1)
def load_vectors() -> Vectors:
    """Load the distilled vectors (docs/matching.md says how they were made).

    Raises:
        ModelError: if the package was installed without them.
    """
    return Vectors(load_word_vectors())


@lru_cache(maxsize=1)
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in load_table("match_words"):
        found.setdefault(row["class"], set()).add(row["word"])
    return {name: frozenset(words) for name, words in found.items()}


def words_of(kind: str) -> frozenset[str]:
    """Return the words of one class of the table ``match_words`` (function word, saying, title, time, negation)."""
    return _classes()[kind]


@lru_cache(maxsize=1)
def empty_words() -> frozenset[str]:
    """Return all words that say little about what a claim tells."""
    return frozenset().union(*(words_of(kind) for kind in ("function word", "saying", "title", "time")))


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    return {row["form"]: row["base"] for row in load_table("irregular_forms")}


@lru_cache(maxsize=200_000)
def normal_form(word: str) -> str:
    """Return the base of a word in small letters: endings of number, person and tense gone, nouns of doing to the verb.

    >>> [normal_form(word) for word in ("shelling", "troops", "authorities", "struck", "detention", "news")]
    ['shell', 'troop', 'authority', 'strike', 'detain', 'news']
    """
    word = re.sub(r"['’]s?$|n['’]t$", "", word)
    found = _irregular().get(word)
    if found is not None:
        return found
    places = load_vectors().places
    for ending, others in _ENDINGS:
        if not word.endswith(ending) or len(word) - len(ending) < _SHORTEST_BASE:
            continue
        stem = word[: -len(ending)]
        bases = [stem + other for other in others]
        if ending in {"ing", "ed"} and stem[-1] == stem[-2]:
            bases.append(stem[:-1])
        known = [base for base in bases if base in places]
        if known and not (ending == "s" and word in _KEEP):
            base = min(known, key=lambda base: (places[base], base))
            return _irregular().get(base, base)
        if ending in {"ing", "ed"} and places.get(word, _RAREST) > _LASTING:
            return bases[-1] if len(bases) > len(others) else bases[1 if _MUTE.search(stem) else 0]
        if ending in {"s", "ies"} and word not in places and not word.endswith(("ss", "us", "is")):
            return bases[0]
        if word in places:
            break
    return word


# A word on -ed or -ing among so many most frequent ones is one of its own ("nothing") if the vocabulary lacks its base ...
_LASTING: Final = 2000
# ... and of a rarer one the base ends on a mute e after these.
_MUTE: Final = re.compile(r"(?:at|[bglt]l|iz|[cgv]|[iu]r|[^s]s)$")
# Words on -s that are no plurals.
_KEEP: Final = frozenset({"news", "politics", "series", "species", "physics", "economics", "athletics", "ours", "arms"})


@lru_cache(maxsize=200_000)
def name_form(word: str) -> str:
    """Return what the names of a country, its people and its language have in common; other names in small letters.

    >>> [name_form(word) for word in ("Sorvian", "Sorvia", "Pakistani", "Pakistan", "Orvel's")]
    ['sorv', 'sorv', 'pakistan', 'pakistan', 'orvel']
    """
    return _PEOPLE.sub("", re.sub(r"['’]s?$", "", word.casefold()))


@lru_cache(maxsize=200_000)
def weight_of(word: str) -> float:
    """Return how much a word in small letters says, 0 (in every text) to 1.1 (not among 30,000 words).

    >>> weight_of("the"), round(weight_of("army"), 2), weight_of("kalgrad")
    (0.0, 0.38, 1.1)
    """
    place = load_vectors().places.get(word)
    if place is None:
        return UNKNOWN_WEIGHT
    spread = math.log(_RAREST / _COMMONEST)
    return min(1.0, max(0.0, math.log(place / _COMMONEST) / spread))


def value_of(word: str) -> float | None:
    """Return the number that a word in small letters stands for, None if for none.

    >>> value_of("1,200"), value_of("nine"), value_of("many")
    (1200.0, 9.0, None)
    """
    found = numeral_at((word,), 0)
    return None if found is None else found[0]
