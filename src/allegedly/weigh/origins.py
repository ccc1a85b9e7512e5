"""Independent origins: the ends of the provenance graph, counted as an interval."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from allegedly.records.allegations import Interval, Node, Reliance
from allegedly.vocab import Certainty, NodeKind

Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ends:
    """The parts of a graph from which nothing leads on, and to which part each node belongs.

    ``components`` are the strongly connected parts, each sorted, innermost first; ``ends`` are their numbers. ``solid``
    counts the ends that are sources or outlets without an article here, ``bare`` unsourced articles, ``loops`` circles of
    articles.
    """

    components: tuple[tuple[str, ...], ...]
    component_of: Mapping[str, int]
    ends: tuple[int, ...]
    solid: int
    bare: int
    loops: int


def find_components(nodes: Iterable[str], edges: Iterable[Edge]) -> tuple[tuple[str, ...], ...]:
    """Return the strongly connected components of a graph, each sorted, successors before predecessors (Tarjan 1972)."""
    out: dict[str, list[str]] = {node: [] for node in sorted(nodes)}
    for node, on in sorted(edges):
        out[node].append(on)
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[tuple[str, ...]] = []
    for root, following in out.items():
        if root in number:
            continue
        work = [(root, iter(following))]
        _enter(root, number, low, stack, on_stack)
        while work:
            node, left = work[-1]
            fresh = None
            for other in left:
                if other not in number:
                    fresh = other
                    break
                if other in on_stack:
                    low[node] = min(low[node], number[other])
            if fresh is not None:
                _enter(fresh, number, low, stack, on_stack)
                work.append((fresh, iter(out[fresh])))
                continue
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[node])
            if low[node] == number[node]:
                found.append(_leave(node, stack, on_stack))
    return tuple(found)


def _enter(node: str, number: dict[str, int], low: dict[str, int], stack: list[str], on_stack: set[str]) -> None:
    number[node] = low[node] = len(number)
    stack.append(node)
    on_stack.add(node)


def _leave(node: str, stack: list[str], on_stack: set[str]) -> tuple[str, ...]:
    component = []
    while True:
        other = stack.pop()
        on_stack.discard(other)
        component.append(other)
        if other == node:
            return tuple(sorted(component))


def find_ends(kinds: Mapping[str, NodeKind], edges: Iterable[Edge]) -> Ends:
    """Return the ends of a graph: its components that lead to no other."""
    edges = {(node, on) for node, on in edges if node != on}
    components = find_components(kinds, edges)
    component_of = {node: index for index, component in enumerate(components) for node in component}
    leading_on = {component_of[node] for node, on in edges if component_of[node] != component_of[on]}
    ends = tuple(index for index in range(len(components)) if index not in leading_on)
    solid = bare = loops = 0
    for index in ends:
        component = components[index]
        has_article = any(kinds[node] is NodeKind.ARTICLE for node in component)
        has_outlet = has_article or any(kinds[node] is NodeKind.EXTERNAL for node in component)
        if len(component) > 1 and has_outlet:
            loops += 1
        elif has_article:
            bare += 1
        else:
            solid += 1
    return Ends(components, component_of, ends, solid, bare, loops)


def count_origins(nodes: Sequence[Node], reliances: Sequence[Reliance]) -> Interval:
    """Return the least and the greatest number of independent origins of a provenance graph.

    For the least, all uncertain reliances and merges hold, unsourced articles count one together if nothing else does,
    and loops count nothing; for the greatest, none of them holds, and every end counts one. Neither rises when a reliance
    or a merge is added, so no combination in between can lie outside.
    """
    kinds = {node.id: node.kind for node in nodes}
    stated = [reliance for reliance in reliances if reliance.certainty is Certainty.STATED]
    most = find_ends(*_contracted(kinds, stated))
    least = find_ends(*_contracted(kinds, reliances))
    return Interval(least.solid or min(1, least.bare), most.solid + most.bare + most.loops)


def _contracted(kinds: Mapping[str, NodeKind], reliances: Sequence[Reliance]) -> tuple[dict[str, NodeKind], set[Edge]]:
    """Return the graph in which the nodes that merges join are one; a source joined with an article stays a source."""
    leader = {node: node for node in kinds}

    def lead(node: str) -> str:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for reliance in reliances:
        if reliance.is_merge:
            one, other = sorted((lead(reliance.node), lead(reliance.on)))
            leader[other] = one
    joined: dict[str, NodeKind] = {}
    for node in sorted(kinds):
        first = joined.get(lead(node))
        if first is None or first is NodeKind.ARTICLE:
            joined[lead(node)] = kinds[node]
    edges = {(lead(r.node), lead(r.on)) for r in reliances if not r.is_merge}
    return joined, {(node, on) for node, on in edges if node != on}
