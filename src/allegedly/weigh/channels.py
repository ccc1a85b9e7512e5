"""Channels: how many parties must be wrong or lying before nothing is left of a claim."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from allegedly.vocab import NodeKind
from allegedly.weigh.origins import Edge, find_ends

_Port = tuple[int, int]
_READER: _Port = (-1, 1)
_GOAL: _Port = (-2, 0)


def count_channels(kinds: Mapping[str, NodeKind], edges: Iterable[Edge]) -> int:
    """Return the least number of nodes that part the reader, who sees every article, from all origins.

    By Menger's theorem (1927) that is the greatest number of paths from the reader to origins that share no node:
    articles, relays and origins let one path through each, a loop as one. They are found in rounds, all shortest ones of
    the residual graph at once (Dinitz 1970), which takes at most about twice the root of the number of nodes rounds
    where every node lets one path through (Even and Tarjan 1975).
    """
    edges = set(edges)
    ends = find_ends(kinds, edges)
    flow = _Flow(len(ends.components))
    for node, on in edges:
        here, there = ends.component_of[node], ends.component_of[on]
        if here != there:
            flow.join((here, 1), (there, 0))
    for index, component in enumerate(ends.components):
        flow.join((index, 0), (index, 1))
        if any(kinds[node] is NodeKind.ARTICLE for node in component):
            flow.join(_READER, (index, 0))
    for index in ends.ends:
        flow.join((index, 1), _GOAL)
    paths = 0
    while found := flow.send():
        paths += found
    return paths


class _Flow:
    """A network in which every arc lets one path through; each node is split into an entry (0) and an exit (1)."""

    def __init__(self, size: int) -> None:
        self._free: dict[_Port, dict[_Port, bool]] = {(index, port): {} for index in range(size) for port in (0, 1)}
        self._free[_READER] = {}
        self._free[_GOAL] = {}

    def join(self, here: _Port, there: _Port) -> None:
        self._free[here][there] = True
        self._free[there].setdefault(here, False)

    def send(self) -> int:
        """Send more paths from the reader to the goal, as many shortest ones as there are, and return their number."""
        level = self._levels()
        if _GOAL not in level:
            return 0
        left = {port: iter(self._free[port]) for port in level}
        found = 0
        while path := self._path(level, left):
            for before, port in itertools.pairwise(path):
                self._free[before][port] = False
                self._free[port][before] = True
            found += 1
        return found

    def _levels(self) -> dict[_Port, int]:
        """Return how far from the reader each port is that can still be reached."""
        level = {_READER: 0}
        queue = deque([_READER])
        while queue and _GOAL not in level:
            port = queue.popleft()
            for following, is_free in self._free[port].items():
                if is_free and following not in level:
                    level[following] = level[port] + 1
                    queue.append(following)
        return level

    def _path(self, level: dict[_Port, int], left: dict[_Port, Iterator[_Port]]) -> list[_Port]:
        """Return one free path that gets further from the reader with each step, or [] if there is none.

        ``left`` keeps for each port the arcs not yet tried in this round: one that led nowhere is not tried again.
        """
        path = [_READER]
        while path and path[-1] != _GOAL:
            port = path[-1]
            for following in left[port]:
                if self._free[port][following] and level.get(following) == level[port] + 1:
                    path.append(following)
                    break
            else:
                path.pop()
        return path
