"""Clusters and their pairs -> what one cluster is to another: its denial, a rival account, more or less of the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from allegedly.records import Pair, Spans
from allegedly.vocab import MatchRelation

# Of the pairs between two clusters so many must have the relation that the two are said to have, and at least one.
SHARE: Final = 0.1


class Edge(NamedTuple):
    """How the cluster ``one`` stands to the cluster ``other`` (their places in the list, ``one`` the smaller).

    ``narrower`` means that ``one`` says more than ``other``. ``log_odds`` is that of the clearest pair, ``pairs`` their number.
    ``claim`` and ``of`` are the clearest pair's claims in ``one`` and ``other``; ``reason`` and ``spans`` are its own where a
    text states it.
    """

    one: int
    other: int
    relation: MatchRelation
    log_odds: float
    pairs: int
    claim: str
    of: str
    reason: str | None = None
    spans: Spans = ()


def relate(clusters: Sequence[Iterable[str]], pairs: Iterable[Pair]) -> tuple[Edge, ...]:
    """Return the edges between clusters, in order: for two clusters the relation that most of their pairs have.

    A denial outweighs all else, then come other accounts of one event; what is left are clusters of which one says more. What
    a text itself states of two claims holds for their clusters, however many other pairs there are.
    """
    home = {claim: place for place, group in enumerate(clusters) for claim in group}
    between: dict[tuple[int, int], dict[MatchRelation, list[Pair]]] = defaultdict(lambda: defaultdict(list))
    for pair in pairs:
        if pair.claim not in home or pair.other not in home or home[pair.claim] == home[pair.other]:
            continue
        one, other = home[pair.claim], home[pair.other]
        relation = pair.relation if one < other else _TURNED.get(pair.relation, pair.relation)
        between[min(one, other), max(one, other)][relation].append(pair)
    edges = (_edge(*places, held, home) for places, held in sorted(between.items()))
    return tuple(edge for edge in edges if edge is not None)


def _edge(one: int, other: int, held: Mapping[MatchRelation, Sequence[Pair]], home: Mapping[str, int]) -> Edge | None:
    total = sum(map(len, held.values()))
    for relation in _ORDER:
        found = held.get(relation, [])
        if found and (len(found) >= SHARE * total or any(pair.reason is not None for pair in found)):
            best = max(found, key=lambda pair: (pair.reason is not None, pair.log_odds, pair.claim, pair.other))
            ends = (best.claim, best.other) if home[best.claim] == one else (best.other, best.claim)
            return Edge(one, other, relation, best.log_odds, len(found), *ends, best.reason, best.spans)
    return None


_ORDER: Final = (
    MatchRelation.DENIAL,
    MatchRelation.CONTRADICTION,
    MatchRelation.NARROWER,
    MatchRelation.BROADER,
)
_TURNED: Final = {
    MatchRelation.NARROWER: MatchRelation.BROADER,
    MatchRelation.BROADER: MatchRelation.NARROWER,
}
