"""Circles: a report that comes back to its outlet through another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from allegedly.weigh.origins import Edge, find_components


def find_loop(edges: Iterable[Edge]) -> tuple[str, ...]:
    """Return the shortest circle of two or more among outlets that rely on one another, the first again at the end; else ().

    It begins with its first outlet by name; of several shortest ones the first by name is returned. An edge from an outlet
    to itself is no circle ("as we reported").

    >>> find_loop([("Mirror", "Half Past"), ("Half Past", "Insider"), ("Insider", "Mirror")])
    ('Half Past', 'Insider', 'Mirror', 'Half Past')
    """
    edges = {(one, other) for one, other in edges if one != other}
    nodes = {node for edge in edges for node in edge}
    rings = [set(component) for component in find_components(nodes, edges) if len(component) > 1]
    best: tuple[str, ...] = ()
    for ring in rings:
        inside: dict[str, list[str]] = {node: [] for node in ring}
        for one, other in sorted(edges):
            if one in ring and other in ring:
                inside[one].append(other)
        for start in sorted(ring):
            path = _back_to(start, inside)
            if not best or (len(path), path) < (len(best), best):
                best = path
    return best


def _back_to(start: str, out: dict[str, list[str]]) -> tuple[str, ...]:
    """Return the shortest way from ``start`` back to it; there is one, since all nodes of ``out`` reach one another."""
    came_from: dict[str, str] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for following in out[node]:
            if following == start:
                path = [start, node]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return tuple(reversed(path))
            if following not in came_from:
                came_from[following] = node
                queue.append(following)
    return ()
