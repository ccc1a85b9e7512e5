"""A signature with its tuples as sets and numbers, made once for many comparisons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from allegedly.match.reach import figure_weight, reached_words
from allegedly.match.reader import SIZE
from allegedly.match.thesaurus import Sense, sense_of
from allegedly.match.words import UNKNOWN_WEIGHT, WORD, name_form, weight_of
from allegedly.records import Moment, Signature
from allegedly.vocab import Where

# A word of an outlet's name that weighs less ("the", "news", "daily", "press") is in many.
_TELLING: Final = 0.8
# How a content begins that somebody asks, or leaves open, and nobody says: "whether the bridge fell", "who had fired them", "which ship
# turned". What begins with another such word tells more often than not ("how two men carried in a sealed box").
_ASKED: Final = re.compile(
    r"(?i)[“\"‘']?(?:whether|whom?|whose|which\s+(?!(?:is|are|was|were|has|had|will|would|as)\b)\w+(?<!ed)\s)\b"
)
_WIDE: Final = frozenset({"country", "region", "province"})


@dataclass(frozen=True, slots=True)
class Prepared:
    """What comparing looks up again and again.

    ``bag`` are all words, names and numbers of the content with their weights, ``full`` their sum. ``particular`` are words
    that the claim says or reaches, each with its weight over the root of the number of claims of its document that have it.
    ``senses`` are its words and phrases that the thesaurus has, ``same`` and ``near`` all concepts of these.
    ``is_asked`` says that the content is a question ("whether ..."). ``denying`` has a row for each claim that its source denies.
    """

    of: Signature
    weights: dict[str, float]
    total: float
    names: frozenset[str]
    own_names: frozenset[str]
    towns: frozenset[str]
    context: frozenset[str]
    bag: dict[str, float]
    full: float
    around: frozenset[str]
    particular: dict[str, float]
    said_by: frozenset[str]
    outlet: frozenset[str]
    cited: frozenset[str]
    senses: dict[str, Sense]
    same: frozenset[int]
    near: frozenset[int]
    shingles: frozenset[int]
    direction: NDArray[np.float32] | None
    denying: NDArray[np.float32] | None
    moments: tuple[tuple[int, int, str], ...]
    published: int | None
    is_specific: bool
    is_asked: bool


def _rows(directions: bytes) -> NDArray[np.float32]:
    """Return directions that stand one after the other as rows of length 1."""
    rows = np.frombuffer(directions, np.int8).reshape(-1, SIZE).astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / lengths, np.float32)


def prepare(signature: Signature) -> Prepared:
    """Return a signature ready for comparing."""
    weights = dict(zip(signature.terms, signature.weights, strict=True))
    names = {*signature.names}.union(*(site.name.split() for site in signature.sites))
    bag = (
        weights | dict.fromkeys(names, UNKNOWN_WEIGHT) | {f"{f.low:g}": figure_weight(f.low) for f in signature.figures}
    )
    senses = {word: sense for word in (*signature.phrases, *signature.terms) if (sense := sense_of(word)) is not None}
    return Prepared(
        of=signature,
        bag=bag,
        full=sum(bag.values()),
        around=frozenset(signature.around),
        particular={
            word: bag.get(word, weight_of(word)) / max(1, held_by) ** 0.5
            for word, held_by in zip(reached_words(signature), signature.spread, strict=False)
        },
        said_by=frozenset(signature.said_by),
        outlet=_words_of_outlets((signature.outlet or "",)),
        cited=_words_of_outlets(signature.cited),
        senses=senses,
        same=frozenset().union(*(sense.same for sense in senses.values())),
        near=frozenset().union(*(sense.near for sense in senses.values())),
        weights=weights,
        total=sum(weights.values()),
        names=frozenset(names),
        own_names=frozenset(signature.names),
        towns=frozenset(w for site in signature.sites if site.precision not in _WIDE for w in site.name.split()),
        context=frozenset(signature.context),
        shingles=frozenset(signature.shingles),
        direction=_rows(signature.direction)[0] if signature.direction else None,
        denying=_rows(signature.denying) if signature.denying else None,
        moments=tuple(_days(moment) for moment in signature.moments),
        published=date.fromisoformat(signature.published[:10]).toordinal() if signature.published else None,
        is_specific=_is_specific(signature),
        is_asked=_ASKED.match(signature.text) is not None,
    )


def _is_specific(claim: Signature) -> bool:
    """Say whether a claim has a name, place, day or number of its own.

    A fragment of a body that took its place and day over from another claim ("new customs forms") has none.
    """
    if claim.names or claim.figures:
        return True
    if claim.where is Where.BODY and not claim.is_sentence:
        return any(word in claim.text.casefold() for site in claim.sites for word in site.name.split())
    return bool(claim.sites) or any(moment.basis != "relative" for moment in claim.moments)


@lru_cache(maxsize=10_000)
def _words_of_outlets(names: tuple[str, ...]) -> frozenset[str]:
    """Return the words by which outlets are known: "Courier" of "The Steppe Courier"."""
    words = (found.group() for name in names for found in WORD.finditer(name.casefold()))
    return frozenset(name_form(word) for word in words if weight_of(word) >= _TELLING)


def _days(moment: Moment) -> tuple[int, int, str]:
    return date.fromisoformat(moment.start).toordinal(), date.fromisoformat(moment.end).toordinal(), moment.basis
