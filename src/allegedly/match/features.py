"""What two claims are compared on, each from -1 (against one another) over 0 (one is silent) to 1 (the same)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from allegedly.match.standing import standing_scores
from allegedly.match.words import UNKNOWN_WEIGHT, load_vectors
from allegedly.records import Figure, Moment, Party, Signature, Site
from allegedly.vocab import Polarity

# Places this near (km) are one for news of them; two villages of one fight lie further apart.
SAME_PLACE_KM: Final = 15.0
# Days of which two reports of one event may be apart: nights, time zones, "late on Monday".
DAY_SLIP: Final = 1
# Beyond so many days apart two dates have nothing to do with one another, whatever they rest on.
FAR_DAYS: Final = 60
# Two words or parties mean much the same from this cosine of the distilled vectors on ("army" and "troops" have .69).
LIKE_MEANING: Final = 0.5
# From here on two numbers are seldom the same by chance, whatever they count.
UNCOMMON: Final = 10
# What a shared name counts for that both documents speak of most.
KNOWN_NAME: Final = 0.3
# News of one event follows one another within days; two weeks on, a report is of something else unless it says otherwise.
MOST_LAG: Final = 14
# Words of a cosine below this have nothing to do with each other; above it they count in proportion.
_UNLIKE: Final = 0.35
# A number counts as much as a rare word. Weights at which a claim, or what two share, says plenty: two and three rare words.
_FIGURE_WEIGHT: Final = 0.8
_PLENTY_ALONE: Final = 2.0
_PLENTY_SHARED: Final = 3.0
_WEEK: Final = 7
_EARTH_KM: Final = 6371.0
_PEOPLE: Final = frozenset({"person", "man", "woman", "child", "civilian", "victim", "resident", "body", "dead", ""})
_WIDE: Final = frozenset({"country", "region", "province"})

FEATURES: Final = (
    "who",
    "names",
    "whom",
    "where",
    "when",
    "number",
    "act",
    "words",
    "held",
    "meaning",
    "wording",
    "story",
    "relay",
    "time",
    "near",
    "synonyms",
    "substance",
    "common",
    "early",
    "first",
    "level",
    "elsewhere",
    "heading",
    "next",
    "sourced",
    "length",
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A signature with its tuples as sets and numbers, made once for many comparisons."""

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
    shingles: frozenset[int]
    vector: NDArray[np.float32] | None
    moments: tuple[tuple[int, int, str], ...]
    published: int | None
    is_specific: bool


def prepare(signature: Signature) -> Prepared:
    """Return a signature ready for comparing."""
    weights = dict(zip(signature.terms, signature.weights, strict=True))
    vector = None
    if signature.vector:
        vector = np.frombuffer(signature.vector, np.int8).astype(np.float32)
        vector = (vector / np.linalg.norm(vector)).astype(np.float32)
    names = {*signature.names}.union(*(site.name.split() for site in signature.sites))
    bag = weights | dict.fromkeys(names, UNKNOWN_WEIGHT) | {f"{f.low:g}": _FIGURE_WEIGHT for f in signature.figures}
    return Prepared(
        of=signature,
        bag=bag,
        full=sum(bag.values()),
        around=frozenset(signature.around),
        weights=weights,
        total=sum(weights.values()),
        names=frozenset(names),
        own_names=frozenset(signature.names),
        towns=frozenset(w for site in signature.sites if site.precision not in _WIDE for w in site.name.split()),
        context=frozenset(signature.context),
        shingles=frozenset(signature.shingles),
        vector=vector,
        moments=tuple(_days(moment) for moment in signature.moments),
        published=date.fromisoformat(signature.published[:10]).toordinal() if signature.published else None,
        is_specific=bool(names or signature.figures or any(m.basis != "relative" for m in signature.moments)),
    )


def _days(moment: Moment) -> tuple[int, int, str]:
    return date.fromisoformat(moment.start).toordinal(), date.fromisoformat(moment.end).toordinal(), moment.basis


def scores(a: Prepared, b: Prepared) -> tuple[float, ...]:
    """Return the score of each of FEATURES; the order of the two makes no difference."""
    words, held = words_score(a, b)
    return (
        who_score(a, b),
        names_score(a, b),
        whom_score(a, b),
        where_score(a, b),
        when_score(a, b),
        number_score(a, b),
        act_score(a, b),
        words,
        held,
        meaning_score(a, b),
        wording_score(a, b),
        story_score(a, b),
        relay_score(a, b),
        time_score(a, b),
        near_score(a, b),
        synonyms_score(a, b),
        *weight_scores(a, b),
        *standing_scores(a.of, b.of),
    )


def who_score(a: Prepared, b: Prepared) -> float:
    """Compare those who act, as the events told name them; -1 also where the two sides change places."""
    one, other = a.of, b.of
    if not one.actors or not other.actors:
        return 0.0
    same = _best(one.actors, other.actors, party_score)
    if same < 0.5 and one.recipients and other.recipients:
        crossed = (
            _best(one.actors, other.recipients, party_score),
            _best(one.recipients, other.actors, party_score),
        )
        if min(crossed) >= 1:
            return -1.0
    return same


def names_score(a: Prepared, b: Prepared) -> float:
    """Compare the names in the two contents that are no places: one that only one of them has speaks against.

    A name that both documents speak of most says that they tell one story, and less that these two claims are one.
    """
    mine, theirs = frozenset(a.of.names), frozenset(b.of.names)
    if not mine or not theirs:
        return 0.0
    if shared := mine & theirs:
        known = len(shared & a.context & b.context)
        return (len(shared) - (1 - KNOWN_NAME) * known) / min(len(mine), len(theirs))
    if (mine & b.names) or (theirs & a.names):
        return 0.0
    return -1.0


def whom_score(a: Prepared, b: Prepared) -> float:
    """Compare those to whom it is done."""
    one, other = a.of.recipients, b.of.recipients
    return _best(one, other, party_score) if one and other else 0.0


def party_score(one: Party, other: Party) -> float:
    """Compare two parties: the register's id, then names, then the other words and their meaning."""
    if one.target and one.target == other.target:
        return 1.0
    if one.names and other.names:
        shared = set(one.names) & set(other.names)
        if shared:
            return 1.0 if len(shared) == min(len(one.names), len(other.names)) else 0.7
        return 0.2 if one.country and one.country == other.country else -1.0
    shared_words = set(one.words) & set(other.words)
    if shared_words:
        return 1.0 if not one.names and not other.names else 0.6
    if not one.words or not other.words:
        return 0.0
    like = max(likeness(x, y) for x in one.words for y in other.words)
    scale = 0.8 if not one.names and not other.names else 0.4
    return scale if like >= LIKE_MEANING else -scale / 2


@lru_cache(maxsize=1_000_000)
def likeness(one: str, other: str) -> float:
    """Return the cosine of the distilled vectors of two words."""
    vectors = load_vectors()
    x, y = vectors.of(one), vectors.of(other)
    return float(x @ y) / (float(np.linalg.norm(x) * np.linalg.norm(y)) or 1.0)


def where_score(a: Prepared, b: Prepared) -> float:
    """Compare places: by name, the table of places, distance, and what lies in what."""
    one, other = a.of.sites, b.of.sites
    if one and other:
        best = _best(one, other, site_score)
        if best < 0 and (
            {n for s in one for n in s.name.split()} & b.names or {n for s in other for n in s.name.split()} & a.names
        ):
            return 0.3
        return best
    single = one or other
    names = {word for site in single for word in site.name.split()}
    return 0.5 if names and names & (b.names if one else a.names) else 0.0


def site_score(one: Site, other: Site) -> float:
    """Compare two places."""
    if one.name == other.name or (one.target and one.target == other.target):
        return 1.0
    if set(one.name.split()) & set(other.name.split()):
        return 0.8
    if one.precision in _WIDE or other.precision in _WIDE:
        return 0.3 if not (one.country and other.country and one.country != other.country) else -1.0
    if None not in (one.latitude, one.longitude, other.latitude, other.longitude):
        return 0.8 if _kilometres(one, other) <= SAME_PLACE_KM else -1.0
    return -1.0


def _kilometres(one: Site, other: Site) -> float:
    lat1, lon1 = math.radians(one.latitude or 0), math.radians(one.longitude or 0)
    lat2, lon2 = math.radians(other.latitude or 0), math.radians(other.longitude or 0)
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def when_score(a: Prepared, b: Prepared) -> float:
    """Compare the days spoken of; those counted from a weekday may be weeks off where one article relays another."""
    found = [_moment_score(x, y, a, b) for x in a.moments for y in b.moments]
    return max(found) if found else 0.0


def _moment_score(x: tuple[int, int, str], y: tuple[int, int, str], a: Prepared, b: Prepared) -> float:
    gap = max(x[0], y[0]) - min(x[1], y[1])
    if gap <= 0:
        span = max(x[1] - x[0], y[1] - y[0])
        return 1.0 if span <= DAY_SLIP else (0.5 if span <= _WEEK else 0.2)
    if gap <= DAY_SLIP:
        return 0.3
    bases = {x[2], y[2]}
    if "weekday" in bases and gap % _WEEK == 0 and gap <= FAR_DAYS and x[0] == x[1] and y[0] == y[1]:
        lag = abs(a.published - b.published) if a.published is not None and b.published is not None else _WEEK
        return 0.1 if gap <= lag + _WEEK else -0.5
    if "relative" in bases:
        return -0.3
    return -1.0


def number_score(a: Prepared, b: Prepared) -> float:
    """Compare numbers that count the same."""
    found = [score for x in a.of.figures for y in b.of.figures if (score := figure_score(x, y)) is not None]
    if not found:
        return 0.0
    return max(found) if max(found) > 0 else min(found)


def figure_score(one: Figure, other: Figure) -> float | None:
    """Compare two numbers, None if they count different things."""
    if one.counted != other.counted and not {one.counted, other.counted} & _PEOPLE:
        return 0.5 if one.low == other.low and one.high == other.high and one.low >= UNCOMMON else None
    if one.low == other.low and one.high == other.high:
        return 1.0
    tops = (math.inf if one.high is None else one.high), (math.inf if other.high is None else other.high)
    if max(one.low, other.low) <= min(tops):
        return 0.5
    if one.counted != other.counted:
        return None
    return -1.0


def act_score(a: Prepared, b: Prepared) -> float:
    """Compare the types of the events told."""
    one, other = set(a.of.acts), set(b.of.acts)
    if not one or not other:
        return 0.0
    return 1.0 if one & other else -0.5


def words_score(a: Prepared, b: Prepared) -> tuple[float, float]:
    """Return how much of the weight of the content words both share, of both and of the lighter."""
    if not a.weights or not b.weights:
        return 0.0, 0.0
    shared = sum(min(weight, b.weights[term]) for term, weight in a.weights.items() if term in b.weights)
    if a.total + b.total == 0:
        return 0.0, 0.0
    return 2 * shared / (a.total + b.total), shared / min(a.total, b.total)


def meaning_score(a: Prepared, b: Prepared) -> float:
    """Return the cosine of the distilled vectors; it never decides polarity."""
    if a.vector is None or b.vector is None:
        return 0.0
    return float(a.vector @ b.vector)


def wording_score(a: Prepared, b: Prepared) -> float:
    """Return the share of the word sequences of the shorter that the other has."""
    if not a.shingles or not b.shingles:
        return 0.0
    return len(a.shingles & b.shingles) / min(len(a.shingles), len(b.shingles))


def story_score(a: Prepared, b: Prepared) -> float:
    """Compare the names that the two documents speak of most."""
    if not a.context or not b.context:
        return 0.0
    return len(a.context & b.context) / min(len(a.context), len(b.context))


def relay_score(a: Prepared, b: Prepared) -> float:
    """Say whether one cites the other's outlet, both cite one, or both rest on the same named source."""
    mine, theirs = set(a.of.cited), set(b.of.cited)
    if (a.of.outlet or "").casefold() in theirs or (b.of.outlet or "").casefold() in mine or mine & theirs:
        return 1.0
    return 0.5 if a.of.source and a.of.source == b.of.source else 0.0


def time_score(a: Prepared, b: Prepared) -> float:
    """Compare the days of publication: 1 on the same day, -1 from MOST_LAG days on."""
    if a.published is None or b.published is None:
        return 0.0
    return 1.0 - 2.0 * min(abs(a.published - b.published), MOST_LAG) / MOST_LAG


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
            like = max(likeness(word, other) for other in b.weights)
            total += weight * max(0.0, (like - _UNLIKE) / (1 - _UNLIKE))
    return total


def weight_scores(a: Prepared, b: Prepared) -> tuple[float, float]:
    """Return how much the lighter of the two says at all, and how much both say, each 1 where that is plenty.

    Set phrases and fragments share all their words and yet little: what is common must weigh something.
    """
    shared = sum(min(weight, b.bag[word]) for word, weight in a.bag.items() if word in b.bag)
    return min(1.0, min(a.full, b.full) / _PLENTY_ALONE), min(1.0, shared / _PLENTY_SHARED)


def _best(one: Sequence[object], other: Sequence[object], score: Callable[..., float]) -> float:
    return max(score(x, y) for x in one for y in other)


def is_opposed(a: Prepared, b: Prepared) -> bool:
    """Say whether one claim holds and the other denies."""
    return {a.of.polarity, b.of.polarity} == {Polarity.POSITIVE, Polarity.NEGATIVE}


def as_row(values: Iterable[float]) -> str:
    """Return scores in one line, for logs and tests."""
    return " ".join(f"{name}={value:+.2f}" for name, value in zip(FEATURES, values, strict=True))
