"""Which words and phrases may stand for one another in news: the concepts that they tell of, from a table that ships."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from allegedly.lexicon import load_table
from allegedly.match.words import WORD, empty_words, normal_form, weight_of


class Sense(NamedTuple):
    """What a word or phrase may mean: concepts that it tells of (``same``), and others that it hints at (``near``), by number."""

    weight: float
    same: frozenset[int]
    near: frozenset[int]


@cache
def _entries() -> dict[str, Sense]:
    """Return every word and phrase of the table, in normal forms, with its concepts."""
    found: dict[str, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for number, row in enumerate(load_table("thesaurus")):
        for column, name in enumerate(("same", "near")):
            for entry in row[name].split("|"):
                found[_normal(entry)][column].add(number)
    found.pop("", None)
    return {
        key: Sense(max(weight_of(word) for word in key.split(" ")), frozenset(same), frozenset(near - same))
        for key, (same, near) in found.items()
        if " " in key or key not in empty_words()
    }


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """Return the lengths of the phrases, in words and longest first, that begin with a word."""
    found: dict[str, set[int]] = defaultdict(set)
    for key in _entries():
        words = key.split(" ")
        if len(words) > 1:
            found[words[0]].add(len(words))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}


def _normal(text: str) -> str:
    return " ".join(normal_form(found.group().casefold()) for found in WORD.finditer(text))


@lru_cache(maxsize=100_000)
def sense_of(word: str) -> Sense | None:
    """Return what a word or phrase in normal form may mean; None if the table lacks it."""
    return _entries().get(word)


def read_phrases(surfaces: Sequence[str]) -> Iterator[str]:
    """Yield the phrases of the table among words in small letters, in normal forms, the longest where several begin.

    >>> list(read_phrases(["the", "minister", "stepped", "down"]))
    ['step down']
    """
    forms = [normal_form(surface) for surface in surfaces]
    number = 0
    while number < len(forms):
        for length in _lengths().get(forms[number], ()):
            phrase = " ".join(forms[number : number + length])
            if number + length <= len(forms) and phrase in _entries():
                yield phrase
                number += length
                break
        else:
            number += 1
