"""Matching a case's new claims with one another and with all others, a part of the claims in memory at a time."""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
from numpy.typing import NDArray

from allegedly.corpus.meeting import Meeting
from allegedly.corpus.rows import PairRows
from allegedly.match import (
    FILED_COLUMNS,
    NO_PAIRS,
    Against,
    Claims,
    Pairs,
    Prepared,
    compare_all,
    set_against,
    to_ids,
    with_stated,
)
from allegedly.records import Attribution, Claim, Pair, Record, Signature
from allegedly.store import SegmentRow, Shelves, Store, Writer
from allegedly.vocab import MatchRelation

# Claims whose signatures are in memory at a time, twice (one part is compared with another): some 12 kB each, 0.5 GB a part.
CLAIMS_AT_ONCE: Final = 40_000

R = TypeVar("R", bound=Record)


class Matched(NamedTuple):
    """What matching gave: new pairs as columns, the segments in which they are laid down, and pairs to be let go."""

    rows: PairRows
    laid: tuple[SegmentRow, ...]
    lost: Pairs


def match_fresh(writer: Writer, claims: Claims, fresh: Collection[str], held: Pairs) -> Matched:
    """Compare the claims of the ``fresh`` documents with one another and with all others.

    ``lost`` are those of the pairs ``held`` that would not have been compared had all documents come at once.
    """
    rows = PairRows()
    if not fresh:
        return Matched(rows, (), NO_PAIRS)
    with Meeting(claims, writer.former(fresh)) as meeting:
        meeting.file(_filed(writer))
        lost = meeting.meet(held)
        involved = meeting.involved()
        part_of = parts_of(claims, involved)
        shelves = _shelves(claims, part_of, involved)
        with Shelves(writer, shelves) as shelved:
            meeting.divide(part_of)
            comparing = _Comparing(writer, shelved, claims, set(fresh))
            found = comparing.pairs(meeting, sorted({number for (number,) in shelves.values()}))
            laid = tuple(writer.lay_down("pairs", _noted(found, rows, claims)))
    return Matched(rows, laid, lost)


def _noted(parts: Iterable[Sequence[Pair]], rows: PairRows, claims: Claims) -> Iterator[Pair]:
    for pairs in parts:
        rows.add(pairs, claims)
        yield from pairs


def _filed(store: Store) -> Iterator[pa.RecordBatch]:
    """Yield what filing reads of the signatures of a case."""
    for batch in store.columns("signatures", {name: ds.field(name) for name in FILED_COLUMNS}):
        columns = {name: batch.column(name) for name in FILED_COLUMNS}
        for name, inner in (("sites", "name"), ("figures", "low")):
            held = columns[name]
            ends = np.concatenate([[0], np.cumsum(held.value_lengths().to_numpy(zero_copy_only=False))])
            flat = pc.struct_field(held.flatten(), inner)  # pyright: ignore[reportAttributeAccessIssue]  (made at import)
            columns[name] = pa.ListArray.from_arrays(pa.array(ends.astype(np.int32)), flat)
        yield pa.RecordBatch.from_pydict(columns)


def parts_of(claims: Claims, involved: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the part of each claim: documents of like days together, CLAIMS_AT_ONCE of the ``involved`` claims in each.

    A document is never torn: all its claims go where its first one does.
    """
    order = np.lexsort((claims.ids, claims.documents, claims.days))
    counted = np.zeros(len(claims.ids), np.int64)
    counted[involved] = 1
    before = np.cumsum(counted[order]) - counted[order]
    owners = claims.documents[order]
    begins = np.concatenate([[True], owners[1:] != owners[:-1]])
    first = np.maximum.accumulate(np.where(begins, np.arange(len(owners)), 0))
    parts = np.empty(len(claims.ids), np.int32)
    parts[order] = before[first] // CLAIMS_AT_ONCE
    return parts


def _shelves(claims: Claims, part_of: NDArray[np.int32], involved: NDArray[np.int64]) -> dict[str, tuple[int, ...]]:
    """Return the part of each document that is looked at: new, or with a claim that is compared."""
    looked_at = claims.fresh.copy()
    looked_at[involved] = True
    owners, first = np.unique(claims.documents[looked_at], return_index=True)
    parts = part_of[looked_at][first].tolist()
    return {document: (part,) for document, part in zip(to_ids(owners), parts, strict=True)}


class _Comparing:
    """The pairs of claims of two parts at a time, with what the documents themselves set against one another."""

    def __init__(self, store: Store, shelves: Shelves, claims: Claims, fresh: set[str]) -> None:
        self._store = store
        self._shelves = shelves
        self._claims = claims
        self._fresh = fresh
        self._signatures: dict[int, dict[str, Signature]] = {}
        self._stated: dict[int, list[Against]] = {}
        # Claims that only point to what they deny, of the documents looked at so far.
        self._pointing: dict[str, frozenset[str]] = {}

    def pairs(self, meeting: Meeting, numbers: Iterable[int]) -> Iterator[list[Pair]]:
        """Yield the pairs between each two parts; what the documents of a part state is among those of the part with itself."""
        seconds = defaultdict(set)
        for first, second in meeting.meetings():
            seconds[first].add(second)
        for number in numbers:
            prepared: dict[str, Prepared] = {}
            for second in sorted({number} | seconds[number]):
                self._signatures = {
                    part: held for part, held in self._signatures.items() if part in {number, number + 1}
                }
                held = ChainMap(self._load(number), self._load(second))
                one, other = meeting.between(number, second)
                ids = zip(to_ids(self._claims.ids[one]), to_ids(self._claims.ids[other]), strict=True)
                found = list(compare_all(ids, held, prepared))
                prepared = {claim: ready for claim, ready in prepared.items() if claim in held.maps[0]}
                stated = self._stated.pop(number) if second == number else []
                yield with_stated(found, [*stated, Against((), self._pointing_in(found, held))])

    def _load(self, number: int) -> dict[str, Signature]:
        held = self._signatures.get(number)
        if held is None:
            rows = cast("Iterator[Signature]", self._shelves.read("signatures", number))
            held = self._signatures[number] = {one.id: one for one in rows}
            if number not in self._stated:
                self._stated[number] = self._read_fresh(number, held)
        return held

    def _read_fresh(self, number: int, signatures: Mapping[str, Signature]) -> list[Against]:
        """Return what the new documents of a part set against one another."""
        documents = {one.document for one in signatures.values()} & self._fresh
        read = self._shelves.read
        return self._set_against(documents, signatures, read("claims", number), read("attributions", number))

    def _pointing_in(self, pairs: Iterable[Pair], signatures: Mapping[str, Signature]) -> frozenset[str]:
        """Return those claims in denials that only point to what they deny; documents that are not new are looked at for it."""
        denials = [pair for pair in pairs if pair.relation is MatchRelation.DENIAL]
        documents = {document for pair in denials for document in (pair.document, pair.of)}
        if late := documents - self._pointing.keys():
            read = self._store.records
            self._set_against(late, signatures, read("claims", documents=late), read("attributions", documents=late))
        return frozenset[str]().union(*(self._pointing[document] for document in documents))

    def _set_against(
        self,
        documents: Collection[str],
        signatures: Mapping[str, Signature],
        claims: Iterator[Record],
        attributions: Iterator[Record],
    ) -> list[Against]:
        signatures_of: dict[str, dict[str, Signature]] = defaultdict(dict)
        for one in signatures.values():
            if one.document in documents:
                signatures_of[one.document][one.id] = one
        claims_of = by_document(cast("Iterator[Claim]", claims))
        attributions_of = by_document(cast("Iterator[Attribution]", attributions))
        found = []
        for document in self._store.documents(documents):
            own = claims_of[document.id], attributions_of[document.id], signatures_of[document.id]
            against = set_against(document, *own)
            self._pointing[document.id] = against.pointing
            found.append(against)
        return found


def by_document(records: Iterable[R]) -> dict[str, list[R]]:
    """Return records by the document that each is of."""
    found: dict[str, list[R]] = defaultdict(list)
    for record in records:
        found[record.document].append(record)  # type: ignore[attr-defined]
    return found
