"""What two claims are compared on, each from -1 (against one another) over 0 (one is silent) to 1 (the same)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from allegedly.match.prepared import Prepared, prepare
from allegedly.match.reach import (
    concept_scores,
    figure_found,
    likeness,
    near_score,
    particular_scores,
    synonyms_score,
    weight_scores,
    words_score,
)
from allegedly.match.standing import mouth_scores, standing_scores
from allegedly.records import Figure, Party, Site
from allegedly.vocab import Polarity

__all__ = ["FEATURES", "Prepared", "as_row", "is_opposed", "prepare", "scores"]

# Places this near (km) are one for news of them; two villages of one fight lie further apart.
SAME_PLACE_KM: Final = 15.0
# Days of which two reports of one event may be apart: nights, time zones, "late on Monday".
DAY_SLIP: Final = 1
# Beyond so many days apart two dates have nothing to do with one another, whatever they rest on.
FAR_DAYS: Final = 60
# Two words or parties mean much the same from this cosine of the distilled vectors on ("army" and "troops" have .69).
LIKE_MEANING: Final = 0.5
# Claims of one story that tell different things have a cosine of about this by the reader.
EVEN: Final = 0.3
# From here on two numbers are seldom the same by chance, whatever they count.
UNCOMMON: Final = 10
# What a shared name counts for that both documents speak of most.
KNOWN_NAME: Final = 0.3
# News of one event follows one another within days; two weeks on, a report is of something else unless it says otherwise.
MOST_LAG: Final = 14
WEEK: Final = 7
# Days of a year: a day told without its year may be that of the next or of the last.
YEARS: Final = (365, 366)
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
    "order",
    "voiced",
    "title",
    "denied",
    "particular",
    "rarest",
    "reached",
    "figure",
    "concepts",
    "akin",
    "voice",
    "answers",
)


def scores(a: Prepared, b: Prepared) -> tuple[float, ...]:
    """Return the score of each of FEATURES; the order of the two makes no difference."""
    values = quick_scores(a, b)
    fill_in(values, a, b, DEAR)
    return tuple(values)


def quick_scores(a: Prepared, b: Prepared) -> list[float]:
    """Return the score of each of FEATURES, those of DEAR at their best: no score of two claims is above these."""
    words, held = words_score(a, b)
    return [
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
        _BEST,
        story_score(a, b),
        relay_score(a, b),
        time_score(a, b),
        *(_BEST, _BEST, _BEST, _BEST),
        *standing_scores(a.of, b.of),
        *(_BEST, _BEST, _BEST),
        figure_found(a, b),
        *(_BEST, _BEST),
        *(_BEST, _BEST),
    ]


def fill_in(values: list[float], a: Prepared, b: Prepared, names: Iterable[str]) -> None:
    """Put the scores of two claims for some of DEAR in their places."""
    for name in names:
        place, score = _DEAR[name]
        found = score(a, b)
        if isinstance(found, tuple):
            values[place : place + len(found)] = found
        else:
            values[place] = found


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
        return 1.0 if span <= DAY_SLIP else (0.5 if span <= WEEK else 0.2)
    if gap <= DAY_SLIP:
        return 0.3
    bases = {x[2], y[2]}
    if "yearless" in bases and _is_same_but_for_the_year(x, y):
        return 0.1
    if "weekday" in bases and gap % WEEK == 0 and gap <= FAR_DAYS and x[0] == x[1] and y[0] == y[1]:
        lag = abs(a.published - b.published) if a.published is not None and b.published is not None else WEEK
        return 0.1 if gap <= lag + WEEK else -0.5
    if "relative" in bases:
        return -0.3
    return -1.0


def _is_same_but_for_the_year(x: tuple[int, int, str], y: tuple[int, int, str]) -> bool:
    """Say whether two times are one a year apart: which July a headline means ("from July") is a guess."""
    earlier, later = sorted((x, y))
    return any(later[0] - year - earlier[1] <= DAY_SLIP and earlier[0] - later[1] + year <= DAY_SLIP for year in YEARS)


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
    if one.high is not None and other.high is not None and _is_rounded(one.low, other.low):
        return 0.5
    tops = (math.inf if one.high is None else one.high), (math.inf if other.high is None else other.high)
    if max(one.low, other.low) <= min(tops):
        return 0.5
    if one.counted != other.counted:
        return None
    return -1.0


def _is_rounded(one: float, other: float) -> bool:
    """Say whether one number is the other without its fraction: 53 and 53.1."""
    return one.is_integer() != other.is_integer() and abs(one - other) < 1


def act_score(a: Prepared, b: Prepared) -> float:
    """Compare the types of the events told."""
    one, other = set(a.of.acts), set(b.of.acts)
    if not one or not other:
        return 0.0
    return 1.0 if one & other else -0.5


def meaning_score(a: Prepared, b: Prepared) -> float:
    """Compare what the reader makes of both: 0 at a cosine of EVEN, 1 where they point the same way; it never decides polarity."""
    if a.direction is None or b.direction is None:
        return 0.0
    return max(-1.0, (float(a.direction @ b.direction) - EVEN) / (1 - EVEN))


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
    cites = not (a.outlet.isdisjoint(b.cited) and b.outlet.isdisjoint(a.cited))
    if cites or not a.cited.isdisjoint(b.cited):
        return 1.0
    return 0.5 if a.of.source and a.of.source == b.of.source else 0.0


def time_score(a: Prepared, b: Prepared) -> float:
    """Compare the days of publication: 1 on the same day, -1 from MOST_LAG days on."""
    if a.published is None or b.published is None:
        return 0.0
    return 1.0 - 2.0 * min(abs(a.published - b.published), MOST_LAG) / MOST_LAG


def _best(one: Sequence[object], other: Sequence[object], score: Callable[..., float]) -> float:
    return max(score(x, y) for x in one for y in other)


# Scores that take two thirds of the time, by the first of the features that each gives, with how many it gives.
DEAR: Final = {"wording": 1, "near": 1, "synonyms": 1, "substance": 2, "particular": 3, "concepts": 2, "voice": 2}
_SCORES: Final[tuple[Callable[[Prepared, Prepared], float | tuple[float, ...]], ...]] = (
    wording_score, near_score, synonyms_score, weight_scores, particular_scores, concept_scores, mouth_scores,
)  # fmt: skip
_DEAR: Final = {name: (FEATURES.index(name), score) for name, score in zip(DEAR, _SCORES, strict=True)}
_BEST: Final = 1.0


def is_opposed(a: Prepared, b: Prepared) -> bool:
    """Say whether one claim holds and the other denies."""
    return {a.of.polarity, b.of.polarity} == {Polarity.POSITIVE, Polarity.NEGATIVE}


def as_row(values: Iterable[float]) -> str:
    """Return scores in one line, for logs and tests."""
    return " ".join(f"{name}={value:+.2f}" for name, value in zip(FEATURES, values, strict=True))
