"""Evidence between claims, by number -> the cluster of any one claim, looking no further than its clusters to be.

Average linkage is reducible: what two clusters have in common with a third is, once they are joined, no more than the
better of the two had. So two clusters that are each other's nearest may be joined at any time, and joining nearest
neighbours gives the clusters that joining the clearest pair of all first does (Bruynooghe 1977; Murtagh 1983). A cluster
is then made without looking at the rest of the graph, which holds half of a large pile in one piece.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

# Evidence is added up in thousandths of log-odds: whole numbers give one sum in whatever order they come.
SCALE: Final = 1000

# The claims that a claim was compared with, by number, and what speaks for their saying the same, in thousandths.
Evidence = Callable[[int], Iterable[tuple[int, int]]]


class Joining:
    """The clusters of numbered claims, made as they are asked for.

    ``unknown`` is what a pair counts for of which there is no evidence, in thousandths and less than nothing. Claims in
    ``together`` are in one cluster whatever speaks against it, those in ``apart`` never are, but for what is in both.
    """

    def __init__(
        self,
        evidence: Evidence,
        unknown: int,
        together: Iterable[tuple[int, int]] = (),
        apart: Iterable[tuple[int, int]] = (),
    ) -> None:
        self._evidence = evidence
        self._unknown = unknown
        self._parent: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        # For each cluster that has been looked at and may still grow: the evidence to others, its sum and count.
        self._links: dict[int, dict[int, tuple[int, int]]] = {}
        self._grown: set[int] = set()
        for one, other in together:
            first, second = sorted((self._find(one), self._find(other)))
            if first != second:
                self._unite(first, second)
        self._barred: dict[int, set[int]] = defaultdict(set)
        for one, other in apart:
            first, second = self._find(one), self._find(other)
            if first != second:
                self._barred[first].add(second)
                self._barred[second].add(first)

    def cluster_of(self, claim: int) -> list[int]:
        """Return the claims of the cluster that a claim is in, itself included."""
        chain: list[int] = []
        while (home := self._find(claim)) not in self._grown:
            chain = chain or [home]
            nearest = self._nearest(chain[-1])
            if nearest is None:
                self._finish(chain.pop())
            elif len(chain) > 1 and nearest == chain[-2]:
                self._join(*sorted((chain.pop(), chain.pop())))
            else:
                chain.append(nearest)
        return self._members.get(home) or [claim]

    def _find(self, claim: int) -> int:
        parent = self._parent
        while (above := parent.get(claim, claim)) != claim:
            parent[claim] = parent.get(above, above)
            claim = above
        return claim

    def _unite(self, keep: int, gone: int) -> None:
        self._parent[gone] = keep
        self._members.setdefault(keep, [keep]).extend(self._members.pop(gone, [gone]))

    def _nearest(self, cluster: int) -> int | None:
        """Return the cluster that most speaks for joining; of several the one whose pair comes first in order."""
        barred = self._barred.get(cluster, ())
        size = self._size(cluster)
        best: tuple[float, int, int] | None = None
        nearest = None
        for other, (total, count) in self._linked(cluster).items():
            if total <= 0:
                continue
            pairs = size * self._size(other)
            weight = total + self._unknown * (pairs - count)
            if weight <= 0 or other in barred:
                continue
            key = (-weight / pairs, min(cluster, other), max(cluster, other))
            if best is None or key < best:
                best, nearest = key, other
        return nearest

    def _size(self, cluster: int) -> int:
        members = self._members.get(cluster)
        return 1 if members is None else len(members)

    def _linked(self, cluster: int) -> dict[int, tuple[int, int]]:
        links = self._links.get(cluster)
        if links is None:
            links = self._links[cluster] = dict(self._added_up(cluster))
        return links

    def _added_up(self, cluster: int) -> Iterator[tuple[int, tuple[int, int]]]:
        sums: dict[int, tuple[int, int]] = {}
        for member in self._members.get(cluster) or (cluster,):
            for other, weight in self._evidence(member):
                home = self._find(other)
                if home != cluster and home not in self._grown:
                    total, count = sums.get(home, (0, 0))
                    sums[home] = (total + weight, count + 1)
        yield from sums.items()

    def _join(self, keep: int, gone: int) -> None:
        mine = self._linked(keep)
        theirs = self._linked(gone)
        mine.pop(gone, None)
        theirs.pop(keep, None)
        del self._links[gone]
        self._unite(keep, gone)
        for third, (total, count) in theirs.items():
            old_total, old_count = mine.get(third, (0, 0))
            mine[third] = (old_total + total, old_count + count)
        for third in theirs:
            beyond = self._links.get(third)
            if beyond is not None:
                beyond.pop(gone, None)
        for third, both in mine.items():
            beyond = self._links.get(third)
            if beyond is not None:
                beyond[keep] = both
        for third in self._barred.pop(gone, ()):
            self._barred[third].discard(gone)
            if third != keep:
                self._barred[third].add(keep)
                self._barred[keep].add(third)

    def _finish(self, cluster: int) -> None:
        """Note that a cluster grows no more: nothing that others become can speak for joining it again."""
        self._grown.add(cluster)
        for third in self._links.pop(cluster, ()):
            beyond = self._links.get(third)
            if beyond is not None:
                beyond.pop(cluster, None)
