"""Which clusters an update makes anew: all that the change can have touched, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from allegedly.corpus.rows import NONE, Graph, Held
from allegedly.match import SCALE, UNKNOWN, Claims, Joining

# A pair of claims by their rows.
Ends = tuple[int, int]
# Names a cluster: the smallest row of its claims where it was made anew, else this less the number of its allegation.
_HELD: Final = -2


class Clusters:
    """The clusters of a case after a change: those that were made anew, and of the others what the case holds.

    Made anew are the clusters of the ``seeds`` (claims that came, lost or won a pair, or were judged), of all claims that
    were in one allegation with a claim in a cluster made anew, and so on. All other claims then have, before and after, been
    joined to one another alone, by the same evidence: so their clusters are what they were.
    """

    def __init__(
        self,
        graph: Graph,
        held: Held,
        claims: Claims,
        seeds: Iterable[int],
        judged: tuple[Sequence[Ends], Sequence[Ends]],
    ) -> None:
        self._graph = graph
        self._held = held
        self._claims = claims
        self._made: dict[int, tuple[int, ...]] = {}
        self._home: dict[int, int] = {}
        # Allegations whose claims were all looked at again.
        self.opened: set[int] = set()
        self._make(seeds, Joining(graph.evidence, round(SCALE * UNKNOWN), *judged))

    def _make(self, seeds: Iterable[int], joining: Joining) -> None:
        waiting = list(seeds)
        while waiting:
            claim = waiting.pop()
            if claim in self._home:
                continue
            members = tuple(sorted(joining.cluster_of(claim)))
            self._made[members[0]] = members
            self._home.update(dict.fromkeys(members, members[0]))
            if len(self._held):
                for member in members:
                    waiting += self._once_with(member)

    def _once_with(self, claim: int) -> list[int]:
        """Return the claims that may have been in one cluster with a claim before."""
        number = self._held.home(claim)
        if number != NONE:
            if number in self.opened:
                return []
            self.opened.add(number)
            return self._held.claims(number)
        if self._claims.fresh[claim]:
            return []
        # Headlines alone make no allegation: what was in one cluster with one is not on record, but was compared with it.
        is_fresh, home = self._claims.fresh, self._held.home
        return [other for other in self._graph.near(claim) if home(other) == NONE and not is_fresh[other]]

    def name_of(self, claim: int) -> int | None:
        """Return the name of the cluster that a claim is in; None where it was not made anew and is no allegation."""
        home = self._home.get(claim)
        if home is not None:
            return home
        number = self._held.home(claim)
        return None if number == NONE else _HELD - number

    def members(self, name: int) -> Sequence[int]:
        """Return the claims of a cluster."""
        return self._made[name] if name >= 0 else self._held.claims(_HELD - name)

    def to_weigh(self, lost: Iterable[int], credited: Iterable[int]) -> list[int]:
        """Return the names of the clusters that are to be weighed: those that changed, and those compared with such.

        ``lost`` are claims that have lost pairs, ``credited`` those with which an analyst's credibility goes: of the clusters
        made anew that may have changed.
        """
        changed = {name for name, members in self._made.items() if self._has_changed(members)}
        near = {
            self.name_of(other) for one in changed for member in self._made[one] for other in self._graph.near(member)
        }
        was_credited = (claim for number in self.opened & self._held.credited for claim in self._held.claims(number))
        also = {self._home[claim] for claim in (*lost, *credited, *was_credited) if claim in self._home}
        return sorted(name for name in changed | near | also if name is not None)

    def _has_changed(self, members: Sequence[int]) -> bool:
        number = self._held.home(members[0])
        if number == NONE or number in self._held.torn or len(self._held.claims(number)) != len(members):
            return True
        return any(self._claims.fresh[one] or self._held.home(one) != number for one in members)
