"""One update of a case: match what is new, make the clusters anew that this touches, weigh those that changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow.dataset as ds

from allegedly.corpus.citing import note_citing, read_cited
from allegedly.corpus.clusters import Clusters, Ends
from allegedly.corpus.matching import match_fresh
from allegedly.corpus.rows import NONE, Graph, Held, PairRows, Rows, find_rows, read_claims, read_held
from allegedly.corpus.weighing import Weighing
from allegedly.match import Claims, Pairs, to_ids, to_numbers
from allegedly.review.judgements import credits_given, judged_pairs
from allegedly.store import Change, SegmentRow, Store, Writer


@dataclass(slots=True)
class Updated:
    """What an update did: documents taken into account, and rows made anew."""

    documents: int = 0
    pairs: int = 0
    allegations: int = 0
    drifts: int = 0


def update(writer: Writer) -> Updated:
    """Match and weigh all that came or changed since the last update; nothing happens if nothing did.

    Everything changes in one step: a kill leaves the case as it was, and the next update begins again.
    """
    due = writer.unweighed()
    if not due:
        return Updated()
    writer.note_documents()
    fresh = writer.unmatched() & due
    claims = read_claims(writer, fresh)
    held = read_held(writer, claims)
    paired = _pair(writer, claims, fresh)
    graph, lost = Graph(paired.rows, claims), paired.lost
    clusters = Clusters(graph, held, claims, _seeds(claims, due, lost, held), _judged(writer, claims))
    credited = credits_given(writer, _Known(claims))
    names = clusters.to_weigh(lost.tolist(), find_rows(claims.ids, to_numbers(credited)).tolist())
    citing = note_citing(writer, fresh)
    rows = np.flatnonzero(np.isin(claims.documents, to_numbers(citing))).tolist()
    names = sorted({*names, *(name for row in rows if (name := clusters.name_of(row)) is not None)})
    stale = held.torn | {held.home(claim) for name in names for claim in clusters.members(name)} - {NONE}
    gone = to_ids(held.ids[sorted(stale)])
    documents = {int(one) for name in names for one in claims.documents[list(clusters.members(name))]}
    cited = read_cited(writer, to_ids(np.array(sorted(documents), np.uint64)))
    allegations: list[SegmentRow] = []
    drifts: list[SegmentRow] = []
    for told, drifted in Weighing(writer, claims, graph, clusters, cited).weigh(names, credited):
        allegations += writer.lay_down("allegations", told)
        drifts += writer.lay_down("drifts", drifted)
    changes = {
        "pairs": Change(dropped_of=fresh, dropped_edges=_edges(paired.let_go, claims), laid=paired.laid),
        "allegations": Change(dropped=gone, laid=allegations),
        "drifts": Change(dropped=_drifts_of(writer, gone), laid=drifts),
    }
    writer.change_relations(changes, weighed=due, cited=citing)
    return Updated(len(due), _rows(paired.laid), _rows(allegations), _rows(drifts))


class _Known(Collection[str]):
    """The ids of the claims of a case, to ask whether one is there."""

    def __init__(self, claims: Claims) -> None:
        self._ids = claims.ids

    def __contains__(self, claim: object) -> bool:
        return bool(find_rows(self._ids, to_numbers([str(claim)]))[0] != NONE)

    def __iter__(self) -> Iterator[str]:
        return iter(to_ids(self._ids))

    def __len__(self) -> int:
        return len(self._ids)


class _Paired(NamedTuple):
    """The pairs of a case after matching, the claims that have lost some, the segments with new ones, and those let go."""

    rows: PairRows
    lost: Rows
    laid: Sequence[SegmentRow]
    let_go: Pairs


def _pair(writer: Writer, claims: Claims, fresh: Collection[str]) -> _Paired:
    """Match the claims of the fresh documents and return the pairs that the case then has."""
    pairs = PairRows()
    lost = pairs.read(writer, claims, fresh)
    matched = match_fresh(writer, claims, fresh, pairs.ends_compared())
    pairs.drop(matched.lost)
    pairs.extend(matched.rows)
    return _Paired(pairs, np.unique(np.concatenate([lost, *matched.lost])), matched.laid, matched.lost)


def _edges(pairs: Pairs, claims: Claims) -> dict[tuple[str, str], tuple[str, str]]:
    """Return pairs by the ids of their claims, with the documents of both."""
    one, other = pairs
    ends = zip(to_ids(claims.ids[one]), to_ids(claims.ids[other]), strict=True)
    return dict(
        zip(ends, zip(to_ids(claims.documents[one]), to_ids(claims.documents[other]), strict=True), strict=True)
    )


def _rows(segments: Sequence[SegmentRow]) -> int:
    return sum(segment.rows for segment in segments)


def _seeds(claims: Claims, due: Collection[str], lost: Rows, held: Held) -> Iterator[int]:
    """Yield the claims whose clusters may have changed: those of the due documents, and who lost a pair or a companion."""
    yield from np.flatnonzero(np.isin(claims.documents, to_numbers(due))).tolist()
    yield from lost.tolist()
    for number in held.torn:
        yield from held.claims(number)


def _judged(store: Store, claims: Claims) -> tuple[list[Ends], list[Ends]]:
    """Return which claims an analyst judged to say the same, and which not, those left out that are gone."""
    together: list[Ends] = []
    apart: list[Ends] = []
    judged = list(judged_pairs(store))
    ones = find_rows(claims.ids, to_numbers(one.claim for one in judged)).tolist()
    others = find_rows(claims.ids, to_numbers(one.other for one in judged)).tolist()
    for one, row, other in zip(judged, ones, others, strict=True):
        if NONE not in {row, other}:
            (together if one.is_same else apart).append((row, other))
    return together, apart


def _drifts_of(store: Store, allegations: Collection[str]) -> list[str]:
    """Return the ids of the drifts in some allegations."""
    found: list[str] = []
    gone = set(allegations)
    for batch in store.columns("drifts", {name: ds.field(name) for name in ("id", "allegation")}):
        both = zip(batch.column("id").to_pylist(), batch.column("allegation").to_pylist(), strict=True)
        found += [one for one, allegation in both if allegation in gone]
    return found
