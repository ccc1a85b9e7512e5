"""Channels: how many parties must be wrong or lying before nothing is left of a claim."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from allegedly.vocab import NodeKind
from allegedly.weigh.origins import Edge, find_ends

_READER = (-1, 1)
_GOAL = (-2, 0)
_Port = tuple[int, int]


def count_channels(kinds: Mapping[str, NodeKind], edges: Iterable[Edge]) -> int:
    """Return the least number of nodes that part the reader, who sees every article, from all origins.

    By Menger's theorem (1927) that is the greatest number of paths from the reader to origins that share no node:
    articles, relays and origins let one path through each, a loop as one. The paths are found one by one in the residual
    graph (Ford and Fulkerson 1956); there are never more than origins.
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
    while flow.send():
        paths += 1
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

    def send(self) -> bool:
        """Send one more path from the reader to the goal, turning others aside where that helps; say whether there was one."""
        came_from: dict[_Port, _Port] = {_READER: _READER}
        queue = deque([_READER])
        while queue and _GOAL not in came_from:
            port = queue.popleft()
            for following, is_free in self._free[port].items():
                if is_free and following not in came_from:
                    came_from[following] = port
                    queue.append(following)
        if _GOAL not in came_from:
            return False
        port = _GOAL
        while port != _READER:
            before = came_from[port]
            self._free[before][port] = False
            self._free[port][before] = True
            port = before
        return True
