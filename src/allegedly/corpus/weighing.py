"""Weighing clusters of a case, those of some thousand documents in memory at a time."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, cast

import msgspec
import numpy as np

from allegedly.corpus.clusters import Clusters
from allegedly.corpus.matching import by_document
from allegedly.corpus.rows import Graph
from allegedly.match import Claims, Edge, best_worded, compare, likelihood, relate, to_ids, to_numbers
from allegedly.records import Allegation, Attribution, Claim, Copy, Credited, Drift, Event, Link, Signature
from allegedly.store import Shelves, Store
from allegedly.vocab import MatchRelation, Polarity
from allegedly.weigh import Cluster, Material, Tie, weigh_clusters

# Documents whose records are in memory at a time while allegations are weighed: an article with its claims, links and
# events takes some 100 kB, so that this stays below half a gigabyte.
DOCUMENTS_AT_ONCE: Final = 4_000


class _Portion(NamedTuple):
    """Clusters that are weighed together, by name, and those that they have to do with; the documents of all."""

    weighed: frozenset[int]
    clusters: tuple[int, ...]
    documents: frozenset[int]


class Weighing:
    """Weighs clusters of a case: ``weigh`` gives the allegations and drifts, a portion at a time."""

    def __init__(
        self,
        store: Store,
        claims: Claims,
        graph: Graph,
        clusters: Clusters,
        cited: Mapping[str, Sequence[str]],
    ) -> None:
        self._store = store
        self._claims = claims
        self._graph = graph
        self._clusters = clusters
        self._cited = cited

    def weigh(
        self, names: Iterable[int], credited: Mapping[str, tuple[int, Credited]]
    ) -> Iterator[tuple[list[Allegation], list[Drift]]]:
        """Yield the allegations that the clusters of these names make, and the drifts in them."""
        portions = list(self._portions(names))
        shelves: dict[str, list[int]] = defaultdict(list)
        for number, portion in enumerate(portions):
            for document in to_ids(np.array(sorted(portion.documents), np.uint64)):
                shelves[document].append(number)
        with Shelves(self._store, shelves) as shelved:
            for number, portion in enumerate(portions):
                documents = to_ids(np.array(sorted(portion.documents), np.uint64))
                allegations, drifts = self._weigh(portion, shelved, number, documents)
                yield [_credited(one, credited) for one in allegations], drifts

    def _portions(self, names: Iterable[int]) -> Iterator[_Portion]:
        """Yield clusters in portions that rest on few enough documents, those of the same days together."""
        members = {name: self._clusters.members(name) for name in names}
        weighed: set[int] = set()
        clusters: set[int] = set()
        documents: set[int] = set()
        for name in sorted(members, key=lambda one: self._day(members[one])):
            weighed.add(name)
            documents.update(self._cited_by(members[name]))
            for one in {name, *self._beside(members[name])} - clusters:
                clusters.add(one)
                documents.update(self._claims.documents[list(self._clusters.members(one))].tolist())
            if len(documents) >= DOCUMENTS_AT_ONCE:
                yield self._portion(weighed, clusters, documents)
                weighed, clusters, documents = set(), set(), set()
        if weighed:
            yield self._portion(weighed, clusters, documents)

    def _portion(self, weighed: set[int], clusters: set[int], documents: set[int]) -> _Portion:
        ordered = sorted(clusters, key=lambda one: min(self._clusters.members(one)))
        return _Portion(frozenset(weighed), tuple(ordered), frozenset(documents))

    def _day(self, members: Sequence[int]) -> tuple[int, int, int]:
        rows = list(members)
        days, documents = self._claims.days[rows].tolist(), self._claims.documents[rows].tolist()
        return (*min(zip(days, documents, strict=True)), min(rows))

    def _cited_by(self, members: Sequence[int]) -> list[int]:
        """Return the numbers of the documents that those of claims cite."""
        documents = to_ids(np.unique(self._claims.documents[list(members)]))
        cited = (other for document in documents for other in self._cited.get(document, ()))
        return [int(one) for one in to_numbers(cited)]

    def _beside(self, members: Iterable[int]) -> set[int]:
        """Return the names of the clusters that claims were compared with."""
        found = {self._clusters.name_of(other) for member in members for other in self._graph.near(member)}
        return {name for name in found if name is not None}

    def _weigh(
        self, portion: _Portion, shelves: Shelves, number: int, documents: Collection[str]
    ) -> tuple[list[Allegation], list[Drift]]:
        rows = [sorted(self._clusters.members(name)) for name in portion.clusters]
        groups = [to_ids(self._claims.ids[members]) for members in rows]
        held = {claim for group in groups for claim in group}
        read = cast("Iterator[Signature]", shelves.read("signatures", number))
        signatures = {one.id: one for one in read if one.id in held}
        clusters = [_cluster(group, signatures) for group in groups]
        only = {place for place, name in enumerate(portion.clusters) if name in portion.weighed}
        pairs = self._graph.pairs_of(row for place in only for row in rows[place])
        ties = [_turned(_tie(edge, signatures), clusters) for edge in relate(groups, pairs)]
        cited_by = {document: self._cited[document] for document in documents if document in self._cited}
        material = _material(self._store, shelves, number, documents, cited_by)
        return weigh_clusters(clusters, ties, material, only=only)


def _cluster(group: Sequence[str], signatures: Mapping[str, Signature]) -> Cluster:
    """Return a cluster with its best-worded claim, and the polarity that most of its claims have."""
    best = best_worded([signatures[claim] for claim in group])
    return Cluster(claims=tuple(group), best=best.id, polarity=best.polarity)


def _tie(edge: Edge, signatures: Mapping[str, Signature]) -> Tie:
    """Return an edge as a tie between allegations, with its reason: the text's own, or what comparing the two claims found."""
    reason = edge.reason
    if reason is None:
        match = compare(signatures[edge.claim], signatures[edge.of])
        reason = match.reason if match is not None else ""
    return Tie(
        edge.one,
        edge.other,
        edge.relation,
        claim=edge.claim,
        of=edge.of,
        match_score=likelihood(edge.log_odds),
        reason=reason,
        spans=edge.spans,
    )


def _turned(tie: Tie, clusters: Sequence[Cluster]) -> Tie:
    """Return a denial with the cluster that denies first."""
    is_denial = tie.relation is MatchRelation.DENIAL
    if is_denial and clusters[tie.other].polarity is Polarity.NEGATIVE:
        return dataclasses.replace(tie, cluster=tie.other, other=tie.cluster, claim=tie.of, of=tie.claim)
    return tie


def _credited(allegation: Allegation, credited: Mapping[str, tuple[int, Credited]]) -> Allegation:
    """Return an allegation with the credibility that an analyst gave it last, if one did."""
    given = [credited[claim] for claim in allegation.claims if claim in credited]
    if not given:
        return allegation
    return msgspec.structs.replace(allegation, credited=max(given, key=lambda one: one[0])[1])


def _material(
    store: Store, shelves: Shelves, number: int, documents: Collection[str], cited_by: Mapping[str, Sequence[str]]
) -> Material:
    """Read all records of the documents of a portion."""
    claims = by_document(cast("Iterator[Claim]", shelves.read("claims", number)))
    return Material(
        documents={one.id: one for one in store.documents(documents)},
        claims={claim.id: claim for found in claims.values() for claim in found},
        claims_of=claims,
        attributions_of=by_document(cast("Iterator[Attribution]", shelves.read("attributions", number))),
        events_of=_by_claim(cast("Iterator[Event]", shelves.read("events", number))),
        links_of=by_document(cast("Iterator[Link]", shelves.read("links", number))),
        copies_of=by_document(cast("Iterator[Copy]", shelves.read("copies", number))),
        cited_by=cited_by,
    )


def _by_claim(events: Iterable[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.claim is not None:
            found[event.claim].append(event)
    return found
