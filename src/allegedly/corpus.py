"""The corpus stages over a case: match and weigh what its documents claim, whenever documents or judgements changed.

    match    signatures              -> pairs                   which claims say the same, or the opposite
    weigh    pairs, claims, copies   -> allegations, drifts     on whose word, how many origins, what changed on the way

An update compares the new documents' claims with all that are in the case, and forms and weighs anew the allegations of
those parts of the graph of pairs that they touch. What it gives depends on what the case holds, not on the order in which
documents came, or on how many came at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar, cast

import msgspec

from allegedly.match import Judgement, best_worded, candidates, cluster, compare_all, homes_of, relate
from allegedly.records import (
    Allegation,
    Attribution,
    Claim,
    Copy,
    Credited,
    Drift,
    Event,
    Link,
    Pair,
    Record,
    Signature,
)
from allegedly.review.judgements import credits_given, judged_pairs
from allegedly.store import Change, Store, Writer
from allegedly.vocab import MatchRelation, Polarity
from allegedly.weigh import Cluster, Material, Tie, weigh_clusters

# Documents whose records are in memory at a time while allegations are weighed: an article with its claims, links and
# events takes some 100 kB, so that this stays below half a gigabyte.
DOCUMENTS_AT_ONCE = 4_000

R = TypeVar("R", bound=Record)


@dataclass(slots=True)
class Updated:
    """What an update did: documents taken into account, and rows made anew."""

    documents: int = 0
    pairs: int = 0
    allegations: int = 0
    drifts: int = 0


class _Part(NamedTuple):
    """A connected part of the graph of pairs: its claims in order, the pairs among them, and judgements on them."""

    claims: tuple[str, ...]
    pairs: Sequence[Pair]
    judgements: Sequence[Judgement]


def update(writer: Writer) -> Updated:
    """Match and weigh all that came or changed since the last update; nothing happens if nothing did.

    Everything changes in one step: a kill leaves the case as it was, and the next update begins again.
    """
    due = writer.unweighed()
    updated = Updated(documents=len(due))
    if not due:
        return updated
    signatures = {one.id: one for one in cast("Iterator[Signature]", writer.records("signatures"))}
    new_pairs = _match(due, signatures)
    updated.pairs = len(new_pairs)
    kept = (one for one in cast("Iterator[Pair]", writer.records("pairs")) if not {one.document, one.of} & due)
    judgements = [
        Judgement(min(one.claim, one.other), max(one.claim, one.other), one.is_same)
        for one in judged_pairs(writer)
        if one.claim in signatures and one.other in signatures
    ]
    held = writer.relation("allegations").project("id, claims, documents").fetchall()
    seeds = {one.id for one in signatures.values() if one.document in due}
    seeds |= {claim for _, claims, documents in held if not due.isdisjoint(documents) for claim in claims}
    parts = list(_parts([*kept, *new_pairs], judgements, seeds & signatures.keys()))
    touched = {claim for part in parts for claim in part.claims}
    stale = {one for one, claims, documents in held if not (due.isdisjoint(documents) and touched.isdisjoint(claims))}
    allegations, drifts = _weigh(writer, parts, signatures)
    credited = credits_given(writer, signatures)
    allegations = [_credited(one, credited) for one in allegations]
    updated.allegations, updated.drifts = len(allegations), len(drifts)
    gone = {one.id for one in cast("Iterator[Drift]", writer.records("drifts")) if one.allegation in stale}
    changes = {
        "pairs": Change(added=new_pairs, dropped_of=due),
        "allegations": Change(dropped=stale, added=allegations),
        "drifts": Change(dropped=gone, added=drifts),
    }
    writer.change_relations(changes, weighed=due)
    return updated


def _match(due: set[str], signatures: dict[str, Signature]) -> list[Pair]:
    """Return the pairs of the due documents' claims, with one another and with all others."""
    fresh = [one for one in signatures.values() if one.document in due]
    known = [one for one in signatures.values() if one.document not in due]
    return list(compare_all(candidates(fresh, known), signatures))


def _parts(pairs: Sequence[Pair], judgements: Sequence[Judgement], seeds: Collection[str]) -> Iterator[_Part]:
    """Yield the connected parts that hold a seed, claims that are in no pair each as a part of its own.

    Every pair connects, a denial too: what one allegation is to another is told of both at once.
    """
    home = homes_of([*((one.claim, one.other) for one in pairs), *((one.one, one.other) for one in judgements)])
    wanted = {home[claim] for claim in seeds if claim in home}
    claims_of: dict[str, list[str]] = defaultdict(list)
    for claim, root in home.items():
        if root in wanted:
            claims_of[root].append(claim)
    pairs_of: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if home[pair.claim] in wanted:
            pairs_of[home[pair.claim]].append(pair)
    judgements_of: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        judgements_of[home[judgement.one]].append(judgement)
    for root in sorted(claims_of):
        yield _Part(tuple(sorted(claims_of[root])), pairs_of[root], judgements_of[root])
    for claim in sorted(claim for claim in seeds if claim not in home):
        yield _Part((claim,), (), ())


def _weigh(
    store: Store,
    parts: Sequence[_Part],
    signatures: dict[str, Signature],
) -> tuple[list[Allegation], list[Drift]]:
    """Return the allegations of the parts, and the drifts in them."""
    allegations: list[Allegation] = []
    drifts: list[Drift] = []
    for some in _batches(parts, signatures):
        clusters: list[Cluster] = []
        ties: list[Tie] = []
        for part in some:
            groups = _clusters(part)
            offset = len(clusters)
            clusters += [_cluster(group, signatures) for group in groups]
            ties += [Tie(offset + edge.one, offset + edge.other, edge.relation) for edge in relate(groups, part.pairs)]
        material = _material(store, {signatures[claim].document for part in some for claim in part.claims})
        weighed, drifted = weigh_clusters(clusters, [_turned(tie, clusters) for tie in ties], material)
        allegations += weighed
        drifts += drifted
    return allegations, drifts


def _credited(allegation: Allegation, credited: Mapping[str, tuple[int, Credited]]) -> Allegation:
    """Return an allegation with the credibility that an analyst gave it last, if one did."""
    given = [credited[claim] for claim in allegation.claims if claim in credited]
    if not given:
        return allegation
    return msgspec.structs.replace(allegation, credited=max(given, key=lambda one: one[0])[1])


def _clusters(part: _Part) -> list[frozenset[str]]:
    """Return the clusters of a part in order, claims that the pairs leave alone included."""
    groups = list(cluster(part.pairs, part.judgements)) if part.pairs or part.judgements else []
    alone = set(part.claims).difference(*groups)
    return sorted([*groups, *(frozenset((claim,)) for claim in alone)], key=min)


def _cluster(group: Collection[str], signatures: dict[str, Signature]) -> Cluster:
    """Return a cluster with its best-worded claim, and the polarity that most of its claims have."""
    members = [signatures[claim] for claim in sorted(group)]
    best = best_worded(members)
    return Cluster(claims=tuple(sorted(group)), best=best.id, polarity=best.polarity)


def _turned(tie: Tie, clusters: Sequence[Cluster]) -> Tie:
    """Return a denial with the cluster that denies first."""
    is_denial = tie.relation is MatchRelation.DENIAL
    if is_denial and clusters[tie.other].polarity is Polarity.NEGATIVE:
        return Tie(tie.other, tie.cluster, tie.relation)
    return tie


def _batches(parts: Sequence[_Part], signatures: dict[str, Signature]) -> Iterator[list[_Part]]:
    """Yield parts in groups that rest on few enough documents, those of the same days together."""

    def day(part: _Part) -> tuple[str, str]:
        return min((signatures[claim].published or "", signatures[claim].document) for claim in part.claims)

    batch: list[_Part] = []
    documents: set[str] = set()
    for part in sorted(parts, key=lambda one: (day(one), one.claims)):
        batch.append(part)
        documents |= {signatures[claim].document for claim in part.claims}
        if len(documents) >= DOCUMENTS_AT_ONCE:
            yield batch
            batch, documents = [], set()
    if batch:
        yield batch


def _material(store: Store, documents: set[str]) -> Material:
    """Read all records of some documents."""
    claims = _by_document(cast("Iterator[Claim]", store.records("claims", documents=documents)))
    copies: dict[str, list[Copy]] = defaultdict(list)
    for copy in cast("Iterator[Copy]", store.records("copies", documents=documents)):
        copies[copy.document].append(copy)
    return Material(
        documents={one.id: one for one in store.documents(documents)},
        claims={claim.id: claim for found in claims.values() for claim in found},
        claims_of=claims,
        attributions_of=_by_document(cast("Iterator[Attribution]", store.records("attributions", documents=documents))),
        events_of=_by_claim(cast("Iterator[Event]", store.records("events", documents=documents))),
        links_of=_by_document(cast("Iterator[Link]", store.records("links", documents=documents))),
        copies_of=copies,
    )


def _by_claim(events: Iterable[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.claim is not None:
            found[event.claim].append(event)
    return found


def _by_document(records: Iterable[R]) -> dict[str, list[R]]:
    found: dict[str, list[R]] = defaultdict(list)
    for record in records:
        found[record.document].append(record)  # type: ignore[attr-defined]
    return found
