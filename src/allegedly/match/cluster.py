"""Scored pairs -> clusters: which claims say the same, so that no single pair can chain two of them together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from allegedly.match.joining import SCALE, Joining
from allegedly.records import Pair
from allegedly.vocab import MatchRelation

# What a pair that no match holds together counts for. Of -0.5, -1 and -2 the written stories have a B3 of .608, .603, .596,
# a simulated corpus that nothing was fitted on has pairs right of .980, .980, .997.
UNKNOWN: Final = -1.0
# No single pair counts for more than this (log-odds), so that one very like pair does not outvote many unlike ones.
MOST: Final = 4.0


# What speaks against two claims of which one denies the other, or that give two accounts of one event.
OPPOSED: Final = -8.0

# Relations of claims that say the same.
TOGETHER: Final = frozenset({MatchRelation.SAME, MatchRelation.NARROWER, MatchRelation.BROADER})


class Judgement(NamedTuple):
    """An analyst's word on two claims: that they say the same, or that they do not."""

    one: str
    other: str
    is_same: bool


def cluster(pairs: Iterable[Pair], judgements: Iterable[Judgement] = ()) -> tuple[frozenset[str], ...]:
    """Return the clusters of the claims of one component, in order; each claim is in exactly one.

    Two clusters are joined while the mean evidence over all pairs between them speaks for it, the clearest first (average
    linkage; the aim is that of correlation clustering, Bansal, Blum and Chawla 2004). Judgements come first: what an
    analyst joined stays together, what an analyst split stays apart. The order of the input makes no difference.
    """
    by_ends = {(pair.claim, pair.other): pair for pair in pairs}
    judged = sorted(set(judgements))
    claims = sorted({claim for ends in by_ends for claim in ends} | {claim for one in judged for claim in one[:2]})
    number = {claim: place for place, claim in enumerate(claims)}
    evidence: list[list[tuple[int, int]]] = [[] for _ in claims]
    for (one, other), pair in sorted(by_ends.items()):
        weight = round(SCALE * weight_of(pair))
        evidence[number[one]].append((number[other], weight))
        evidence[number[other]].append((number[one], weight))
    together, apart = (
        [(number[one.one], number[one.other]) for one in judged if one.is_same is is_same] for is_same in (True, False)
    )
    joining = Joining(evidence.__getitem__, round(SCALE * UNKNOWN), together, apart)
    groups = {frozenset(claims[place] for place in joining.cluster_of(one)) for one in range(len(claims))}
    return tuple(sorted(groups, key=min))


def weight_of(pair: Pair) -> float:
    """Return what a pair counts for in clustering."""
    return min(MOST, pair.log_odds) if pair.relation in TOGETHER else OPPOSED
