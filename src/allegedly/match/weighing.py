"""Scores of two claims -> the log-odds that they tell the same: what each score counts for, by how the two stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from operator import mul
from typing import Final, NamedTuple

from allegedly.lexicon import load_table
from allegedly.match.features import DEAR, FEATURES, WEEK, Prepared, meaning_score, story_score

# What tells two claims apart depends on how they stand to one another; each setting has weights of its own:
# - event: both name a place and a day, or their articles came out a week or more apart (or nobody knows when). Place, day and
#   actors decide, and set phrases count for little.
# - story: other claims of two articles of one week, which mostly leave place and day to their articles; of articles further apart those
#   that take a story up again.
# - within: two claims of one article.
# One set of weights for all three has an average precision of proposed pairs of .285 on the benchmark's written stories, three .31.
EVENT: Final = "event"
STORY: Final = "story"
WITHIN: Final = "within"
SETTINGS: Final = (EVENT, STORY, WITHIN)

# An article takes up another's story if so much of the names of which one speaks most are the other's, within so many days, and the
# reader finds the two claims quite alike. It raises B3 on our own stories from .534 to .536, and .68 of the pairs put together are
# right where .676 were.
TAKEN_UP: Final = 0.5
LONGEST_STORY: Final = 60

# In other people's mouths two claims are mostly different ones, however alike, and as one allegation they would have two origins:
# so much more must speak for it. Of the pairs put together on our own stories .66 are right with 2.5 in STORY, .64 with 1.5, at a B3 of
# .531 and .535. WITHIN one article it costs nothing (.376 of recall for .377).
OTHER_MOUTHS: Final = {EVENT: 0.0, STORY: 2.5, WITHIN: 2.5}
# Claims of one story or article that the reader finds quite alike (a cosine of .65): it tells a claim from most of what else is told
# in the same words, so such claims are not apart for a negative sentence ("was not chained", "was loose"), and if they have a word in
# common, too, less more must speak for it in other people's mouths. On our own stories it raises B3 from .530 to .536 at as many right,
# and of the denials found by comparing 10 of 43 tell the same, where 35 of 82 did.
QUITE_ALIKE: Final = 0.5
OTHER_MOUTHS_ALIKE: Final = 1.5
# The same told of somebody else is another account, whatever else agrees: where so much of the shorter's words stand in the
# other (times how surely the parties differ), the log-odds are this far below even at least.
TOLD_ALIKE: Final = 0.6
ANOTHER_ACCOUNT: Final = 0.5
# The same told of another place or day is another event, whatever else agrees.
ELSEWHERE: Final = -1.0
_SIGNED: Final = frozenset({"who", "names", "whom", "where", "when", "number", "act", "meaning", "time"})
# Where two claims stand says something only as far as they are alike in words or meaning.
_STANDING: Final = frozenset({"early", "first", "level", "elsewhere", "heading", "next", "sourced", "length"})
# What is in common must itself say so much for it, in log-odds: where, by whom and how early two claims are told says nothing of
# what they tell. Less is asked where one article cites the other's outlet. Of the pairs put together on our own stories (those with a
# claim that nobody marked count as mistaken) .60, .64 and .66 are right with .4, .6 and .8 in STORY, at a B3 of .517, .513 and .503.
EVIDENCE_AT_LEAST: Final = {EVENT: float("-inf"), STORY: 0.6, WITHIN: 0.4}
EVIDENCE_IF_RELAYED: Final = 0.5
_EVIDENCE: Final = frozenset(
    {"who+", "names+", "whom+", "number+", "act+", "words", "held", "meaning+", "wording", "near", "synonyms", "common",
     "particular", "rarest", "figure", "concepts", "akin", "answers"}
)  # fmt: skip
# Two claims of one story tell the same only if the reader finds them so much alike (a cosine of .51), whatever else they have in
# common. With .25, .3 and .35 .63, .64 and .67 of the pairs of our own stories are right, at a B3 of .535, .535 and .530.
MEANT_AT_LEAST: Final = 0.3
# Two claims of two articles that name others must be read as quite alike: the reader hardly sees who did it. Of the
# pairs of our own stories between the two bounds 16 tell the same and 23 do not.
OTHERS_NAMED: Final = -0.5
_DIFFERENCES: Final = frozenset({"who", "names", "number", "rival"})

Weights = Mapping[str, float]


@lru_cache(maxsize=1)
def load_weights() -> dict[str, dict[str, float]]:
    """Load what each term counts for, in log-odds, by setting: ``who+`` where it speaks for, ``who-`` where it speaks against."""
    rows = load_table("match_weights")
    return {setting: {row["feature"]: float(row[setting]) for row in rows} for setting in SETTINGS}


def setting_of(a: Prepared, b: Prepared) -> str:
    """Return how two claims stand to one another: one of SETTINGS."""
    if a.of.document == b.of.document:
        return WITHIN
    if a.of.sites and b.of.sites and a.moments and b.moments:
        return EVENT
    apart = None if a.published is None or b.published is None else abs(a.published - b.published)
    if apart is not None and apart < WEEK:
        return STORY
    return STORY if (apart is None or apart <= LONGEST_STORY) and _is_taken_up_again(a, b) else EVENT


def _is_taken_up_again(a: Prepared, b: Prepared) -> bool:
    """Say whether two articles speak of the same, and two claims with particulars of their own are read as quite alike."""
    if not (a.is_specific and b.is_specific) or story_score(a, b) < TAKEN_UP:
        return False
    return meaning_score(a, b) >= QUITE_ALIKE


def terms(values: Sequence[float]) -> dict[str, float]:
    """Return the scores as the terms that are weighed: signed features in two, and what several say together.

    ``rival`` is 1 where the parties differ while all else is told in the same words: another account.
    """
    found: dict[str, float] = {}
    for name, value in zip(FEATURES, _scaled(values), strict=True):
        if name in _SIGNED:
            found[f"{name}+"], found[f"{name}-"] = max(value, 0.0), min(value, 0.0)
        else:
            found[name] = value
    found["rival"] = _rival(values)
    return found


def party_of(values: Sequence[float]) -> float:
    """Return how the parties compare: as the events told name them, and where these are silent by the names."""
    return values[_WHO] or values[_NAMES]


def log_odds(setting: str, values: Sequence[float]) -> float:
    """Return the log-odds that two claims with these scores tell the same, polarity apart."""
    weighing = _weighing(setting)
    scaled, rival = _scaled(values), _rival(values)
    odds = weighing.bias + weighing.every.total(scaled, rival)
    if values[_VOICED] and not (values[_VOICE] or _is_relayed(setting, values)):
        is_less = is_read_alike(setting, values) and max(values[place] for place in _IN_COMMON) > 0
        odds -= OTHER_MOUTHS_ALIKE if is_less else OTHER_MOUTHS[setting]
    is_apart = values[_WHERE] <= ELSEWHERE or values[_WHEN] <= ELSEWHERE or rival >= TOLD_ALIKE
    is_apart = is_apart or (setting != EVENT and _is_read_apart(setting, values))
    if is_apart or weighing.evidence.total(scaled, 0.0) < _least_evidence(setting, values):
        return min(odds, -ANOTHER_ACCOUNT)
    return odds


def log_odds_of_event(values: Sequence[float]) -> float:
    """Return the log-odds that two claims between events tell of one, what speaks for different accounts of it left out."""
    weighing = _weighing(EVENT)
    return weighing.bias + weighing.agreeing.total(_scaled(values), 0.0)


def _scaled(values: Sequence[float]) -> list[float]:
    """Return the scores, what the two say by where they stand only as far as they are alike in words or meaning."""
    alike = max(0.0, values[_NEAR], values[_SYNONYMS], values[_MEANING])
    scaled = list(values)
    for place in _STANDING_PLACES:
        scaled[place] *= alike
    return scaled


def _rival(values: Sequence[float]) -> float:
    return max(0.0, -party_of(values)) * values[_HELD]


def _is_relayed(setting: str, values: Sequence[float]) -> bool:
    return setting != WITHIN and values[_RELAY] == 1


def is_read_alike(setting: str, values: Sequence[float]) -> bool:
    """Say whether the reader finds two claims of one story or article quite alike."""
    return setting != EVENT and values[_MEANING] >= QUITE_ALIKE


def _is_read_apart(setting: str, values: Sequence[float]) -> bool:
    """Say whether the reader, where it has read both, finds them too little alike."""
    is_other = setting == STORY and values[_NAMES] <= OTHERS_NAMED
    return values[_MEANING] < (QUITE_ALIKE if is_other else MEANT_AT_LEAST) and values[_MEANING] != 0


def _least_evidence(setting: str, values: Sequence[float]) -> float:
    """Return what must speak for what two claims tell, lest they be alike in where and by whom they are told alone."""
    least = EVIDENCE_AT_LEAST[setting]
    return min(least, EVIDENCE_IF_RELAYED) if _is_relayed(setting, values) else least


@lru_cache(maxsize=len(SETTINGS))
def looks(setting: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which of DEAR are computed at once, and which only for pairs that would match with these at their best.

    Only what never speaks against a match can wait. Between events most pairs are decided by place, day and actors; in
    the other settings by all but the synonyms, which take most of the time and are weighed little.
    """
    weights = load_weights()[setting]
    is_standing_for = all(weights[name] >= 0 for name in _STANDING)

    def may_wait(name: str) -> bool:
        place = FEATURES.index(name)
        is_for = all(weights[one] >= 0 for one in FEATURES[place : place + DEAR[name]])
        return is_for and (is_standing_for or name not in {"near", "synonyms"})

    later = tuple(name for name in (DEAR if setting == EVENT else ("synonyms",)) if may_wait(name))
    return tuple(name for name in DEAR if name not in later), later


class _Sum(NamedTuple):
    """What scores count for, in the order of FEATURES, and the few that count otherwise where they are below 0."""

    weights: tuple[float, ...]
    below: tuple[tuple[int, float], ...]
    rival: float

    def total(self, values: Sequence[float], rival: float) -> float:
        """Return the weighted sum, in the order of ``terms``: tens of millions of pairs are weighed in a large pile."""
        weights = list(self.weights)
        for place, weight in self.below:
            if values[place] < 0:
                weights[place] = weight
        total: float = sum(map(mul, weights, values))
        return total + self.rival * rival


class _Weighing(NamedTuple):
    """What the terms count for in a setting: all of them, without what differs between accounts, and as evidence alone."""

    bias: float
    every: _Sum
    agreeing: _Sum
    evidence: _Sum


@lru_cache(maxsize=len(SETTINGS))
def _weighing(setting: str) -> _Weighing:
    weights = load_weights()[setting]
    agreeing = {name for name in weights if name.rstrip("+-") not in _DIFFERENCES}
    return _Weighing(
        bias=weights["bias"],
        every=_sum(weights, weights.keys()),
        agreeing=_sum(weights, agreeing),
        evidence=_sum(weights, _EVIDENCE),
    )


def _sum(weights: Weights, counted: Collection[str]) -> _Sum:
    """Return a sum in which only the terms ``counted`` count."""
    kept = {name: weight if name in counted else 0.0 for name, weight in weights.items()}
    return _Sum(
        weights=tuple(kept[f"{name}+" if name in _SIGNED else name] for name in FEATURES),
        below=tuple((place, kept[f"{name}-"]) for place, name in enumerate(FEATURES) if name in _SIGNED),
        rival=kept["rival"],
    )


_WHO, _NAMES, _WHERE, _WHEN, _HELD, _NEAR, _CONCEPTS, _SYNONYMS, _MEANING, _RELAY, _VOICE, _VOICED = (
    FEATURES.index(name)
    for name in (
        "who", "names", "where", "when", "held", "near", "concepts", "synonyms", "meaning", "relay", "voice", "voiced",
    )
)  # fmt: skip
_IN_COMMON: Final = (_HELD, _NEAR, _CONCEPTS)
_STANDING_PLACES: Final = tuple(FEATURES.index(name) for name in sorted(_STANDING))
