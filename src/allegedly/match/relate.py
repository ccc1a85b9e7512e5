"""Clusters and their pairs -> what one cluster is to another: its denial, a rival account, more or less of the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from allegedly.records import Pair
from allegedly.vocab import MatchRelation

# Of the pairs between two clusters so many must have the relation that the two are said to have, and at least one.
SHARE: Final = 0.1


class Edge(NamedTuple):
    """How the cluster ``one`` stands to the cluster ``other`` (their places in the list, ``one`` the smaller).

    ``narrower`` means that ``one`` says more than ``other``. ``log_odds`` is the clearest of the pairs, ``pairs`` their number.
    """

    one: int
    other: int
    relation: MatchRelation
    log_odds: float
    pairs: int


def relate(clusters: Sequence[Iterable[str]], pairs: Iterable[Pair]) -> tuple[Edge, ...]:
    """Return the edges between clusters, in order: for two clusters the relation that most of their pairs have.

    A denial outweighs all else, then come other accounts of one event; what is left are clusters of which one says more.
    """
    home = {claim: place for place, group in enumerate(clusters) for claim in group}
    between: dict[tuple[int, int], dict[MatchRelation, list[float]]] = defaultdict(lambda: defaultdict(list))
    for pair in pairs:
        if pair.claim not in home or pair.other not in home or home[pair.claim] == home[pair.other]:
            continue
        one, other = home[pair.claim], home[pair.other]
        relation = pair.relation if one < other else _TURNED.get(pair.relation, pair.relation)
        between[min(one, other), max(one, other)][relation].append(pair.log_odds)
    edges = (_edge(*places, held) for places, held in sorted(between.items()))
    return tuple(edge for edge in edges if edge is not None)


def _edge(one: int, other: int, held: dict[MatchRelation, list[float]]) -> Edge | None:
    total = sum(map(len, held.values()))
    for relation in _ORDER:
        found = held.get(relation, [])
        if found and len(found) >= SHARE * total:
            return Edge(one, other, relation, max(found), len(found))
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
