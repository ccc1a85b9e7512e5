"""Scores of two claims -> the log-odds that they tell the same: what each score counts for, by how the two stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from allegedly.lexicon import load_table
from allegedly.match.features import FEATURES, WEEK, Prepared

# What tells two claims apart depends on how they stand to one another; each setting has weights of its own:
# - event: both name a place and a day, or their articles came out a week or more apart (or nobody knows when). Place, day and
#   actors decide, and set phrases count for little.
# - story: other claims of two articles of one week, which mostly leave place and day to their articles.
# - within: two claims of one article.
# One set of weights for all three has an average precision of proposed pairs of .285 on the benchmark's written stories, three .31.
EVENT: Final = "event"
STORY: Final = "story"
WITHIN: Final = "within"
SETTINGS: Final = (EVENT, STORY, WITHIN)

# In other people's mouths two claims are mostly different ones, however alike, and as one allegation they would have two origins:
# so much more must speak for it. Of the 66 claims of the benchmark's stories 4 have two origins or more that have one; with
# looser weights and no margin in STORY it is 11. WITHIN one article it costs nothing (.376 of recall for .377).
OTHER_MOUTHS: Final = {EVENT: 0.0, STORY: 2.5, WITHIN: 2.5}
# The same told of somebody else is another account, whatever else agrees: where so much of the shorter's words stand in the
# other (times how surely the parties differ), the log-odds are this far below even at least.
TOLD_ALIKE: Final = 0.6
ANOTHER_ACCOUNT: Final = 0.5
# The same told of another place or day is another event, whatever else agrees.
ELSEWHERE: Final = -1.0
_SIGNED: Final = frozenset({"who", "names", "whom", "where", "when", "number", "act", "time"})
# Where two claims stand says something only as far as they are alike in words or meaning.
_STANDING: Final = frozenset({"early", "first", "level", "elsewhere", "heading", "next", "sourced", "length"})
# What is in common must itself say so much for it, in log-odds: where, by whom and how early two claims are told says nothing of
# what they tell. Less is asked where one article cites the other's outlet. Of the pairs put together on our own stories (those with a
# claim that nobody marked count as mistaken) .49 are right without this and .60 with it, for .02 of B3 there.
EVIDENCE_AT_LEAST: Final = {EVENT: float("-inf"), STORY: 1.0, WITHIN: 0.7}
EVIDENCE_IF_RELAYED: Final = 0.5
_EVIDENCE: Final = frozenset(
    {"who+", "names+", "whom+", "number+", "act+", "words", "held", "meaning", "wording", "near", "synonyms", "common",
     "particular", "rarest", "figure", "concepts", "akin", "answers"}
)  # fmt: skip
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
    is_one_week = a.published is not None and b.published is not None and abs(a.published - b.published) < WEEK
    return STORY if is_one_week else EVENT


def terms(values: Sequence[float]) -> dict[str, float]:
    """Return the scores as the terms that are weighed: signed features in two, and what several say together.

    ``rival`` is 1 where the parties differ while all else is told in the same words: another account.
    """
    by_name: dict[str, float] = dict(zip(FEATURES, values, strict=True))
    found: dict[str, float] = {}
    alike = max(0.0, by_name["near"], by_name["synonyms"], by_name["meaning"])
    for name, value in by_name.items():
        if name in _SIGNED:
            found[f"{name}+"], found[f"{name}-"] = max(value, 0.0), min(value, 0.0)
        elif name in _STANDING:
            found[name] = value * alike
        else:
            found[name] = value
    found["rival"] = max(0.0, -party_of(by_name)) * by_name["held"]
    return found


def party_of(by_name: Mapping[str, float]) -> float:
    """Return how the parties compare: as the events told name them, and where these are silent by the names."""
    return by_name["who"] or by_name["names"]


def log_odds(a: Prepared, b: Prepared, values: Sequence[float]) -> float:
    """Return the log-odds that two claims with these scores tell the same, polarity apart."""
    setting = setting_of(a, b)
    found = terms(values)
    odds = _total(load_weights()[setting], found)
    if found["voiced"] and not (found["voice"] or _is_relayed(setting, found)):
        odds -= OTHER_MOUTHS[setting]
    is_elsewhere = min(found["where-"], found["when-"]) <= ELSEWHERE
    is_apart = is_elsewhere or found["rival"] >= TOLD_ALIKE or _is_bare_likeness(setting, found)
    return min(odds, -ANOTHER_ACCOUNT) if is_apart else odds


def log_odds_of_event(a: Prepared, b: Prepared, values: Sequence[float]) -> float:
    """Return the log-odds that two claims tell of one event, what speaks for different accounts of it left out."""
    setting = setting_of(a, b)
    agreeing = {name: value for name, value in terms(values).items() if name.rstrip("+-") not in _DIFFERENCES}
    odds = _total(load_weights()[setting], agreeing)
    return min(odds, -ANOTHER_ACCOUNT) if _is_bare_likeness(setting, agreeing) else odds


def _is_relayed(setting: str, found: Mapping[str, float]) -> bool:
    return setting != WITHIN and found["relay"] == 1


def _is_bare_likeness(setting: str, found: Mapping[str, float]) -> bool:
    """Say whether two claims are alike in where and by whom they are told rather than in what they tell."""
    weights = load_weights()[setting]
    evidence = sum(weights[name] * found[name] for name in _EVIDENCE if name in found)
    least = EVIDENCE_AT_LEAST[setting]
    return evidence < (min(least, EVIDENCE_IF_RELAYED) if _is_relayed(setting, found) else least)


def _total(weights: Weights, found: Mapping[str, float]) -> float:
    return weights["bias"] + sum(weights[name] * value for name, value in found.items())
