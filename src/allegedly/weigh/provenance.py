"""Weighing one allegation: its provenance graph, and the origins, channels, sides and circles counted from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from allegedly.records import Attribution, Claim
from allegedly.records.allegations import Node
from allegedly.vocab import Certainty, NodeKind, Polarity, SourceKind, Where
from allegedly.weigh.articles import Articles
from allegedly.weigh.channels import count_channels
from allegedly.weigh.circular import find_loop
from allegedly.weigh.contraction import contract
from allegedly.weigh.graph import Graph, display_names
from allegedly.weigh.group import Group, Weighed
from allegedly.weigh.origins import Ends, count_origins, find_ends
from allegedly.weigh.outlets import Outlets
from allegedly.weigh.parties import Party, name_sides
from allegedly.weigh.publishers import with_publishers
from allegedly.weigh.sources import Source
from allegedly.weigh.sourcing import Also, Line, read_lines, settle_kinds


def weigh(group: Group) -> Weighed:
    """Return what stands behind one allegation: the provenance graph, and the counts taken from it.

    The answer depends on the records alone, not on their order. Definition: docs/origins.md.
    """
    group = with_publishers(group)
    outlets = _read_outlets(group)
    lines = settle_kinds(_read_lines(group, outlets), outlets)
    documents = {id_: group.documents[id_] for id_ in lines}
    articles = Articles(documents.values(), outlets)
    texts = {id_: document.text for id_, document in documents.items()}
    contraction = contract(lines, group.copies, articles.order, texts)
    articles.join(contraction.root)
    graph = Graph(group, articles, outlets)
    order = articles.order
    graph.build({id_: lines[id_] for id_ in sorted(lines, key=lambda id_: order[id_])}, contraction)
    return _weighed(graph)


def _read_outlets(group: Group) -> Outlets:
    """Return the outlets of the group's articles, and those that their chains cite."""
    held = {claim.document for claim in group.claims if claim.where is Where.BODY}
    documents = [group.documents[id_] for id_ in sorted(held)]
    addresses = {document.outlet: document.url for document in documents if document.outlet and document.url}
    outlets = Outlets((document.outlet for document in documents if document.outlet), addresses, group.outlet_ids)
    chains = (claim.chain[1:] for claim in (*group.claims, *group.context) if claim.document in held)
    outlets.learn(link.name for chain in chains for link in chain if link.kind is SourceKind.OUTLET and link.name)
    return outlets


def _read_lines(group: Group, outlets: Outlets) -> dict[str, tuple[Line, ...]]:
    """Return the lines of sourcing of every document that carries the allegation in its body.

    What somebody only denies counts for a denial, what somebody asks about for nothing; for other allegations they do if
    nothing else speaks of them.
    """
    attributions = {attribution.id: attribution for attribution in group.attributions}
    is_denial = sum(1 if _denies(claim, attributions) else -1 for claim in group.claims) >= 0
    claims, context = _by_document(group.claims), _by_document(group.context)

    def read(also: Also) -> dict[str, tuple[Line, ...]]:
        found = {
            id_: read_lines(group.documents[id_], claims[id_], context.get(id_, ()), attributions, outlets, also)
            for id_ in sorted(claims)
        }
        return {id_: lines for id_, lines in found.items() if lines}

    return read(Also(is_denial)) or read(Also(is_denial, questions=True)) or read(Also(denials=True, questions=True))


def _denies(claim: Claim, attributions: Mapping[str, Attribution]) -> bool:
    """Say whether a claim, or any link of its chain, denies."""
    links = (attributions.get(link.attribution or "") for link in claim.chain)
    return claim.polarity is Polarity.NEGATIVE or any(link and link.polarity is Polarity.NEGATIVE for link in links)


def _by_document(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        found.setdefault(claim.document, []).append(claim)
    return found


def _weighed(graph: Graph) -> Weighed:
    """Return the graph as records, with its counts."""
    reliances = graph.reliances
    relied = {id_ for reliance in reliances for id_ in (reliance.node, reliance.on)}
    kinds = {place.id: place.kind for place in graph.places if place.kind is NodeKind.ARTICLE or place.id in relied}
    kinds |= {source.id: source.kind for source in graph.sources.values()}
    stated = [(r.node, r.on) for r in reliances if r.certainty is Certainty.STATED and not r.is_merge]
    ends = find_ends(kinds, stated)
    nodes = tuple(sorted(_nodes(graph, kinds, ends), key=lambda node: (node.kind, node.id)))
    loop = find_loop(_citations(graph, stated))
    return Weighed(
        nodes=nodes,
        reliances=reliances,
        origins=count_origins(nodes, reliances),
        channels=count_channels(kinds, stated),
        sides=tuple(sorted({node.party for node in nodes if node.is_origin and node.party})),
        is_circular=bool(loop) or ends.loops > 0,
        loop=loop,
        is_self_citing=graph.places.is_self_citing,
    )


def _citations(graph: Graph, stated: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the outlets, as they are called, of each stated reliance between articles or outlets."""
    names = display_names(graph.places)
    for node, on in stated:
        one, other = graph.places.find(node), graph.places.find(on)
        if one and other and one.outlet and other.outlet:
            yield names[one.outlet], names[other.outlet]


def _nodes(graph: Graph, kinds: Mapping[str, NodeKind], ends: Ends) -> Iterator[Node]:
    """Yield the nodes of the graph as records."""
    at_end = {id_ for end in ends.ends for id_ in ends.components[end]}
    sides = name_sides(source.party for source in graph.sources.values() if source.party)
    for id_, kind in kinds.items():
        place, component = graph.places.find(id_), ends.component_of[id_]
        if place is not None:
            yield Node(
                id=id_,
                kind=kind,
                name=place.name,
                outlet=place.name,
                documents=tuple(sorted(place.documents)),
                is_origin=id_ in at_end,
                component=component,
            )
        else:
            yield _source_node(graph.sources[id_], sides, is_origin=id_ in at_end, component=component)


def _source_node(source: Source, sides: Mapping[Party, str], *, is_origin: bool, component: int) -> Node:
    is_unnamed = source.kind is NodeKind.UNNAMED
    role = source.role.text if source.role else None
    return Node(
        id=source.id,
        kind=source.kind,
        name=None if is_unnamed else source.name,
        description=source.description.text if is_unnamed else role,
        party=sides[source.party] if source.party else None,
        documents=tuple(sorted(source.documents)),
        is_origin=is_origin,
        component=component,
    )
