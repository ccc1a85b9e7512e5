"""The provenance graph of an allegation in layers, publishers first and origins last, as a drawing and as a nested list.

Layering by longest path over the condensation (loops as one), order within a layer by barycentres: Sugiyama, Tagawa and
Toda 1981. Nothing moves or springs: the same graph is always drawn the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from allegedly.records import Allegation, Node, Reliance
from allegedly.show.web import words
from allegedly.show.web.graph_lines import BOX_WIDTH, BULGE, GAP_X, GAP_Y, HEAD, MARGIN, arrow_path, box_height, wrapped
from allegedly.show.web.view_records import Arrow, Box, Drawing

# More nodes than this do not fit on a screen: articles that nobody relies on and that rely on the same are then drawn as one.
MOST_NODES = 24

# Passes over the layers that move each node to the middle of its neighbours; more change nothing on our graphs.
_SWEEPS = 4


# The lines of a box: what the party is called, and what it is.
Lines = tuple[tuple[str, ...], tuple[str, ...]]


class Graph(NamedTuple):
    """Nodes by their ids, whom each relies on, and the loop (its component's number) that a node is part of, if any."""

    nodes: Mapping[str, Node]
    relies: Mapping[str, tuple[Reliance, ...]]
    in_loop: frozenset[str]
    bundles: Mapping[str, tuple[Node, ...]]


def graph_of(allegation: Allegation, *, most: int = MOST_NODES) -> Graph:
    """Return the graph of an allegation; with more than ``most`` nodes, alike articles are put together."""
    nodes = {node.id: node for node in allegation.nodes}
    relies: dict[str, tuple[Reliance, ...]] = {}
    for each in allegation.reliances:
        if each.node in nodes and each.on in nodes and each.node != each.on:
            relies[each.node] = (*relies.get(each.node, ()), each)
    bundles = _bundles(nodes, relies) if len(nodes) > most else {}
    kept = {identity: node for identity, node in nodes.items() if identity not in _hidden(bundles)}
    relies = {identity: each for identity, each in relies.items() if identity in kept}
    return Graph(kept, relies, _in_loops(kept, relies), bundles)


def _hidden(bundles: Mapping[str, tuple[Node, ...]]) -> set[str]:
    return {node.id for nodes in bundles.values() for node in nodes[1:]}


def _bundles(nodes: Mapping[str, Node], relies: Mapping[str, tuple[Reliance, ...]]) -> dict[str, tuple[Node, ...]]:
    """Return articles on which nobody relies and that rely on the same, under the id of the first of them."""
    relied_on = {each.on for edges in relies.values() for each in edges}
    alike: dict[tuple[object, ...], list[Node]] = {}
    for node in nodes.values():
        if node.id not in relied_on and not node.is_origin:
            key = tuple(sorted((each.on, each.certainty) for each in relies.get(node.id, ())))
            alike.setdefault(key, []).append(node)
    return {group[0].id: tuple(group) for group in alike.values() if len(group) > 1}


def _in_loops(nodes: Mapping[str, Node], relies: Mapping[str, tuple[Reliance, ...]]) -> frozenset[str]:
    """Return the nodes from which a walk along the reliances (merges apart) comes back."""
    components = components_of(
        nodes, {name: [edge.on for edge in edges if not edge.is_merge] for name, edges in relies.items()}
    )
    size: dict[int, int] = {}
    for number in components.values():
        size[number] = size.get(number, 0) + 1
    return frozenset(name for name, number in components.items() if size[number] > 1)


def components_of(nodes: Iterable[str], follow: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return the number of the strongly connected component of each node (Kosaraju), first found first numbered."""
    names = list(nodes)
    backwards: dict[str, list[str]] = {}
    for name in names:
        for other in follow.get(name, ()):
            backwards.setdefault(other, []).append(name)
    finished: list[str] = []
    seen: set[str] = set()
    for name in names:
        _walk(name, follow, seen, finished)
    found: dict[str, int] = {}
    seen = set()
    for name in reversed(finished):
        mine: list[str] = []
        _walk(name, backwards, seen, mine)
        for each in mine:
            found[each] = len(set(found.values())) if each == mine[0] else found[mine[0]]
    return found


def _walk(start: str, follow: Mapping[str, Sequence[str]], seen: set[str], finished: list[str]) -> None:
    """Visit what can be reached and was not seen, and note each node once all that follows it is done."""
    if start in seen:
        return
    seen.add(start)
    stack = [(start, iter(follow.get(start, ())))]
    while stack:
        name, rest = stack[-1]
        step = next((other for other in rest if other not in seen), None)
        if step is None:
            finished.append(name)
            stack.pop()
        else:
            seen.add(step)
            stack.append((step, iter(follow.get(step, ()))))


def layers_of(graph: Graph) -> list[list[str]]:
    """Return the nodes layer by layer: who publishes first, whom they rely on after them, origins that lead nowhere last."""
    edges = {name: [each.on for each in relies if not each.is_merge] for name, relies in graph.relies.items()}
    components = components_of(graph.nodes, edges)
    depth = _depths(components, edges)
    deepest = max(depth.values(), default=0)
    rows: dict[int, list[str]] = {}
    for name, node in graph.nodes.items():
        is_last = not edges.get(name) and node.kind != "article"
        rows.setdefault(deepest if is_last else depth[components[name]], []).append(name)
    layers = [rows[number] for number in sorted(rows)]
    return _ordered(layers, edges)


def _depths(components: Mapping[str, int], edges: Mapping[str, Sequence[str]]) -> dict[int, int]:
    """Return the length of the longest way from a publisher to each component."""
    outward: dict[int, set[int]] = {number: set() for number in components.values()}
    for name, others in edges.items():
        outward[components[name]].update(components[other] for other in others if components[other] != components[name])
    finished: list[str] = []
    seen: set[str] = set()
    follow = {str(number): [str(other) for other in sorted(others)] for number, others in outward.items()}
    for name in follow:
        _walk(name, follow, seen, finished)
    depth = dict.fromkeys(outward, 0)
    for number in map(int, reversed(finished)):
        for other in outward[number]:
            depth[other] = max(depth[other], depth[number] + 1)
    return depth


def _ordered(layers: list[list[str]], edges: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the layers with each node near the middle of those that it is joined to."""
    joined: dict[str, list[str]] = {}
    for name, others in edges.items():
        for other in others:
            joined.setdefault(name, []).append(other)
            joined.setdefault(other, []).append(name)
    for _ in range(_SWEEPS):
        place = {name: at / max(1, len(layer)) for layer in layers for at, name in enumerate(layer)}
        middle = {
            name: sum(place[other] for other in joined.get(name, [name])) / len(joined.get(name, [name]))
            for name in place
        }
        layers = [sorted(layer, key=lambda name: (middle[name], name)) for layer in layers]
    return layers


def drawing(allegation: Allegation, notes: Mapping[str, str] | None = None) -> Drawing:
    """Return the graph with a place for everything; ``notes`` are the words behind a reliance by ``node>on``."""
    graph = graph_of(allegation)
    layers = layers_of(graph)
    lines = {name: _lines(node, graph.bundles.get(name, ())) for name, node in graph.nodes.items()}
    heights = {name: box_height(len(lines[name][0]) + len(lines[name][1])) for name in lines}
    tallest = max((sum(heights[name] + GAP_Y for name in layer) for layer in layers), default=0.0)
    boxes: dict[str, Box] = {}
    for number, layer in enumerate(layers):
        y = HEAD + MARGIN + (tallest - sum(heights[name] + GAP_Y for name in layer)) / 2
        for name in layer:
            kind = _layer_word(number, layers, graph)
            boxes[name] = _box(
                graph, name, lines[name], (MARGIN + number * (BOX_WIDTH + GAP_X), y, heights[name]), kind
            )
            y += heights[name] + GAP_Y
    arrows = tuple(_arrow(each, boxes, graph, notes or {}) for relies in graph.relies.values() for each in relies)
    columns = tuple(
        (_layer_word(number, layers, graph), MARGIN + number * (BOX_WIDTH + GAP_X)) for number in range(len(layers))
    )
    width = 2 * MARGIN + max(1, len(layers)) * (BOX_WIDTH + GAP_X) - GAP_X
    hidden = len(_hidden(graph.bundles))
    left_out = (
        f"{words.count(hidden, 'more article')} drawn together with those that rely on the same" if hidden else None
    )
    return Drawing(
        width=width + BULGE,
        height=HEAD + tallest + 2 * MARGIN,
        boxes=tuple(boxes.values()),
        arrows=arrows,
        columns=columns,
        left_out=left_out,
    )


def _layer_word(number: int, layers: Sequence[Sequence[str]], graph: Graph) -> str:
    if number == 0:
        return "publishers"
    if number == len(layers) - 1 and any(graph.nodes[name].is_origin for name in layers[number]):
        return "origins"
    return "relays"


def _lines(node: Node, bundle: Sequence[Node]) -> Lines:
    """Return what stands in the box of a node."""
    name = name_of(node)
    about = words.NODE_KINDS[node.kind]
    if len(bundle) > 1:
        about = f"and {words.count(len(bundle) - 1, 'more article')}"
    elif len(node.documents) > 1 and node.kind == "article":
        about = f"article and {words.count(len(node.documents) - 1, 'copy', 'copies')}"
    if node.party:
        about += f", {node.party}"
    return wrapped(name), wrapped(about)


def name_of(node: Node) -> str:
    """Return what a node is called: its name, what it is called in the text, or that it has none."""
    unnamed = {"own reporting": "own reporting", "article": words.UNKNOWN_OUTLET}.get(node.kind, "not named")
    return node.name or node.description or node.outlet or unnamed


def _box(graph: Graph, name: str, lines: Lines, at: tuple[float, float, float], layer: str) -> Box:
    node = graph.nodes[name]
    x, y, height = at
    return Box(
        id=name,
        kind=node.kind,
        lines=lines[0],
        about=lines[1],
        x=x,
        y=y,
        width=BOX_WIDTH,
        height=height,
        layer=layer,
        is_origin=node.is_origin,
        is_in_loop=name in graph.in_loop,
        document=node.documents[0] if node.documents and node.kind == "article" else None,
        name=name_of(node),
    )


def _arrow(each: Reliance, boxes: Mapping[str, Box], graph: Graph, notes: Mapping[str, str]) -> Arrow:
    return Arrow(
        node=each.node,
        on=each.on,
        path=arrow_path(boxes[each.node], boxes[each.on]),
        is_uncertain=each.certainty == "uncertain",
        is_in_loop=each.node in graph.in_loop and each.on in graph.in_loop and not each.is_merge,
        is_merge=each.is_merge,
        words=notes.get(f"{each.node}>{each.on}") or each.reason,
    )
