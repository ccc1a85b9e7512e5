"""Two signatures -> a match: how likely it is that they tell the same, in which relation, and why, in words."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from allegedly.match.features import (
    FEATURES,
    Prepared,
    act_score,
    fill_in,
    is_opposed,
    meaning_score,
    number_score,
    prepare,
    quick_scores,
    relay_score,
    story_score,
    when_score,
    where_score,
)
from allegedly.match.reach import figure_found
from allegedly.match.weighing import (
    ELSEWHERE,
    EVENT,
    MEANT_AT_LEAST,
    TOLD_ALIKE,
    WITHIN,
    is_read_alike,
    load_weights,
    log_odds,
    log_odds_of_event,
    looks,
    party_of,
    setting_of,
    terms,
)
from allegedly.match.wording import words_for
from allegedly.records import ID_DIGITS, Feature, Match, Pair, Signature
from allegedly.vocab import Firmness, MatchRelation

# From this log-odds on two claims are held to tell the same (polarity apart): as likely as not.
LIKELY: Final = 0.0
# A denial is held to be one of that claim only if more speaks for it: what is negative in passing ("shops did not open")
# denies nothing that others say of the same story.
DENIES: Final = 1.0
# ... and, if it is no answer to anything, only if it has so much of the claim's content words.
IN_ITS_WORDS: Final = 0.3
# Two claims of one event that name another actor or number: so much must speak for the event, the difference left out.
ONE_EVENT: Final = 1.0
# A claim without a name, place, day or number of its own is a set phrase for all we know ("shops stayed closed") unless the two
# documents speak of the same (so much of the names of the one that speaks of fewer), and then more must speak for it. A phrase that is
# no sentence ("new customs forms") tells nothing that could be compared.
ONE_STORY: Final = 0.5
LIKELY_PHRASE: Final = 1.0
# Weight of content words that claims of different documents share at least, where nothing else of their own is common: one word of
# middling weight. Without it B3's precision on written stories is .931 instead of .956, at the same recall less .02.
SHARED_AT_LEAST: Final = 0.6
# A party's other account of what it denies is read as like the account that it denies. Two claims are apart if what the source of
# one denies beside it is as like the other (cosine) as this, or little less like than the claim itself. It parts two pairs of our sixty
# stories, of which one tells the same, and the two accounts of who laid the mines in the example corpus.
DENIED_ALIKE: Final = 0.51
DENIED_LESS: Final = 0.1
# A claim includes another if that one has so much of its content words here ...
INCLUDED: Final = 0.8
# ... and says more if the words of both together are at least so much lighter shared than those of the lighter one.
FULLER: Final = 0.3
_NUMBER, _WHERE, _WHEN, _HELD, _WORDS = (FEATURES.index(name) for name in ("number", "where", "when", "held", "words"))


def relation_of(a: Prepared, b: Prepared) -> tuple[MatchRelation, float, tuple[float, ...]] | None:
    """Return how two claims stand to one another, the log-odds of it and the scores; None if they have nothing in common."""
    if is_out_of_question(a, b):
        return None
    setting = setting_of(a, b)
    at_once, later = looks(setting)
    values = quick_scores(a, b)
    fill_in(values, a, b, at_once)
    # No more is computed for what matches not even with the rest at its best: half of the pairs.
    if relation_at(a, b, values, setting) is None:
        return None
    fill_in(values, a, b, later)
    found = relation_at(a, b, values, setting)
    return None if found is None else (*found, tuple(values))


def relation_at(a: Prepared, b: Prepared, values: Sequence[float], setting: str) -> tuple[MatchRelation, float] | None:
    """Return the relation of two claims with these scores and the log-odds of it; None if they have nothing in common."""
    odds = log_odds(setting, values)
    if setting == EVENT and odds < LIKELY_PHRASE and _is_phrase(a, b):
        return None
    if is_opposed(a, b) and not _is_only_worded_otherwise(a, b, values, setting):
        return (MatchRelation.DENIAL, odds) if odds >= DENIES and _denies(a, b, values, setting) else None
    if odds >= LIKELY:
        # A denial, and a negative sentence by somebody who answers nothing, are two things for all we know.
        is_other = setting != EVENT and _is_answer(a) != _is_answer(b) and not is_read_alike(setting, values)
        return None if is_other else (_inclusion(a, b, values), odds)
    # Between claims that leave place and day to their articles, who differs tells nothing: of 38 such pairs of our own stories
    # none are rivals, and 14 tell the same.
    if setting != EVENT:
        return None
    differs = min(party_of(values), values[_NUMBER]) < 0
    conflicts = min(values[_WHERE], values[_WHEN]) < 0
    if not differs or conflicts:
        return None
    without = log_odds_of_event(values)
    return (MatchRelation.CONTRADICTION, without) if without >= ONE_EVENT else None


def _is_only_worded_otherwise(a: Prepared, b: Prepared, values: Sequence[float], setting: str) -> bool:
    """Say whether of two claims one is a negative sentence, but the reader finds them quite alike: "was not chained", "was loose".

    What is denied in the words of the claim itself the reader finds as alike, and so it does what an article sets against a denial.
    """
    is_alike = is_read_alike(setting, values) and values[_HELD] < TOLD_ALIKE
    return is_alike and not (setting == WITHIN and (_is_answer(a) or _is_answer(b)))


def _denies(a: Prepared, b: Prepared, values: Sequence[float], setting: str) -> bool:
    """Say whether one of two claims that are opposed denies the other: as an answer to an accusation, or in its words.

    A negative sentence that has few of the other's words tells something else of the same story (none of 17 such pairs of the
    written stories is a denial); nor does an utterance deny a part of itself.
    """
    if setting == EVENT or _is_answer(a) or _is_answer(b):
        return True
    is_part = setting == WITHIN and (a.of.text in b.of.text or b.of.text in a.of.text)
    return values[_HELD] >= IN_ITS_WORDS and not is_part


def _is_answer(claim: Prepared) -> bool:
    """Say whether a claim answers an accusation by denying it."""
    return claim.of.firmness is Firmness.DENIED


def is_out_of_question(a: Prepared, b: Prepared) -> bool:
    """Say, at a tenth of the cost of all scores, whether two claims have nothing to do with each other whatever these are.

    It is what becomes of most candidates of a large pile. In two articles of one week a number or, where both
    have a source, other words for the same are in common, too: let through on their sources alone, pairs have a B3 no higher
    (.630 on the benchmark's written stories, either way) and bring set phrases into the allegations of dev1000.
    """
    if _is_apart(a, b):
        return True
    setting = setting_of(a, b)
    if setting == WITHIN:
        return False
    if setting == EVENT:
        return (_is_phrase(a, b) and not _may_be_phrase(a, b)) or _has_nothing_in_common(a, b)
    if meaning_score(a, b) >= MEANT_AT_LEAST and story_score(a, b) > 0:
        return False
    is_sourced = a.of.is_sourced and b.of.is_sourced
    is_told_otherwise = is_sourced and not a.same.isdisjoint(b.same)
    is_bare = not (a.of.is_sentence and b.of.is_sentence)
    if _is_phrase(a, b) and not (is_told_otherwise if is_bare else is_sourced):
        return True
    return _has_nothing_in_common(a, b) and not (is_told_otherwise or figure_found(a, b))


def _is_apart(a: Prepared, b: Prepared) -> bool:
    """Say whether two claims cannot be one: of another place or day, one of them only asked, or denied by who tells the other."""
    if a.is_asked != b.is_asked or where_score(a, b) <= ELSEWHERE or when_score(a, b) <= ELSEWHERE:
        return True
    return a.of.document != b.of.document and (_is_denied_by_teller(a, b) or _is_denied_by_teller(b, a))


def _is_denied_by_teller(a: Prepared, b: Prepared) -> bool:
    """Say whether the source of one claim denies, beside it, what reads like the other: who denies it does not tell it."""
    if a.denying is None or a.direction is None or b.direction is None or is_opposed(a, b):
        return False
    alike = float((a.denying @ b.direction).max())
    return alike >= max(DENIED_ALIKE, float(a.direction @ b.direction) - DENIED_LESS)


def _is_phrase(a: Prepared, b: Prepared) -> bool:
    """Say whether one of two claims has no name, place, day or number of its own."""
    return not (a.is_specific and b.is_specific)


def _may_be_phrase(a: Prepared, b: Prepared) -> bool:
    """Say whether two claims of which one has none of these may be compared at all."""
    return a.of.is_sentence and b.of.is_sentence and (story_score(a, b) >= ONE_STORY or relay_score(a, b) == 1)


def _has_nothing_in_common(a: Prepared, b: Prepared) -> bool:
    """Say whether two claims of different documents share nothing but names of which both documents speak throughout.

    Two texts about one army and one group tell different things of them: no word, number, act, town or name of the
    claims' own in common, nor a relay, and likeness alone joins nothing.
    """
    shared = sum(min(weight, b.weights[term]) for term, weight in a.weights.items() if term in b.weights)
    if shared >= SHARED_AT_LEAST or a.own_names & b.own_names - (a.context & b.context) or a.towns & b.towns:
        return False
    return number_score(a, b) <= 0 and act_score(a, b) <= 0 and relay_score(a, b) < 1


def _inclusion(a: Prepared, b: Prepared, values: Sequence[float]) -> MatchRelation:
    """Say whether the claim with the smaller id says as much as, more than, or less than the other."""
    if values[_HELD] < INCLUDED or values[_HELD] - values[_WORDS] < FULLER:
        return MatchRelation.SAME
    first, second = (a, b) if a.of.id < b.of.id else (b, a)
    return MatchRelation.NARROWER if first.total > second.total else MatchRelation.BROADER


def compare(a: Signature, b: Signature) -> Match | None:
    """Return the match of two claims with its features and reason in words, or None; their order makes no difference."""
    first, second = sorted((a, b), key=lambda one: one.id)
    one, other = prepare(first), prepare(second)
    found = relation_of(one, other)
    if found is None:
        return None
    relation, odds, values = found
    features = tuple(
        Feature(name=name, score=round(value, 2), words=words_for(name, value, first, second))
        for name, value in zip(FEATURES, values, strict=True)
    )
    return Match(
        id=match_id(first.id, second.id),
        claim=first.id,
        other=second.id,
        document=first.document,
        of=second.document,
        relation=relation,
        match_score=likelihood(odds),
        features=features,
        reason=_reason(relation, load_weights()[setting_of(one, other)], values, features),
    )


def compare_all(
    pairs: Iterable[tuple[str, str]], signatures: Mapping[str, Signature], prepared: dict[str, Prepared] | None = None
) -> Iterator[Pair]:
    """Yield a light record for each pair that has to do with one another, in the order of the pairs.

    The same answers as ``compare``, without the words, about 20 microseconds a pair. Claims are looked for in ``prepared``
    first, and put there once they are: give it again where the next pairs are of the same claims.
    """
    known = {} if prepared is None else prepared
    for one, other in pairs:
        if one not in known:
            known[one] = prepare(signatures[one])
        if other not in known:
            known[other] = prepare(signatures[other])
        a, b = (known[one], known[other]) if one < other else (known[other], known[one])
        found = relation_of(a, b)
        if found is not None:
            relation, odds, _ = found
            yield Pair(
                claim=a.of.id,
                other=b.of.id,
                document=a.of.document,
                of=b.of.document,
                relation=relation,
                log_odds=round(odds, 3),
            )


def _reason(
    relation: MatchRelation, weights: Mapping[str, float], values: Sequence[float], features: Sequence[Feature]
) -> str:
    """Say in words what counted most, for the relation first, then against it."""
    counted: dict[str, float] = {}
    for name, value in terms(values).items():
        bare = name.rstrip("+-")
        counted[bare] = counted.get(bare, 0.0) + weights[name] * value
    words = {feature.name: feature.words for feature in features}
    ranked = sorted((bare for bare in counted if bare in words), key=lambda bare: (-abs(counted[bare]), bare))
    said = [words[bare] for bare in ranked if words[bare] and abs(counted[bare]) >= _WORTH_SAYING][:_MOST_REASONS]
    opening = {
        MatchRelation.SAME: "they tell the same",
        MatchRelation.NARROWER: "they tell the same, the first says more",
        MatchRelation.BROADER: "they tell the same, the first says less",
        MatchRelation.DENIAL: "one holds what the other denies",
        MatchRelation.CONTRADICTION: "two accounts of one event",
    }[relation]
    return f"{opening}: {'; '.join(said)}" if said else opening


# Digits of a likelihood.
_DIGITS: Final = 4
# Log-odds from which a feature is named in the reason, and how many are.
_WORTH_SAYING: Final = 0.2
_MOST_REASONS: Final = 4


def likelihood(log_odds: float) -> float:
    """Return the likelihood, 0 to 1, of what has these log-odds."""
    return round(1 / (1 + math.exp(-log_odds)), _DIGITS)


def match_id(one: str, other: str) -> str:
    """Return the id of the match of two claims, the smaller id first."""
    return hashlib.sha256(f"{one}|match|{other}".encode()).hexdigest()[:ID_DIGITS]
