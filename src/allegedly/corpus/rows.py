"""The claims of a case, its pairs and its allegations as columns of numbers: millions of rows in little memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
from numpy.typing import NDArray

from allegedly.match import MOST, NO_DAY, OPPOSED, SCALE, TOGETHER, Claims, Numbers, Pairs, to_ids, to_numbers
from allegedly.records import Pair, Span, Spans
from allegedly.store import Store
from allegedly.vocab import MatchRelation

Rows = NDArray[np.int64]

# No row: a claim that has no allegation, or is gone.
NONE: Final = -1
_RELATIONS: Final = tuple(MatchRelation)
_NAMES: Final = pa.array([relation.value for relation in _RELATIONS])
_CODES: Final = {relation: code for code, relation in enumerate(_RELATIONS)}
_IS_TOGETHER: Final = np.array([relation in TOGETHER for relation in _RELATIONS])
# The day that Arrow counts from, as `date.toordinal` counts, and the seconds of a day.
_EPOCH: Final = 719_163
_SECONDS: Final = 86_400


def read_claims(store: Store, fresh: Collection[str]) -> Claims:
    """Read which claims there are; those of the ``fresh`` documents are new."""
    ids, documents, days = [np.zeros(0, np.uint64)], [np.zeros(0, np.uint64)], [np.zeros(0, np.int32)]
    for batch in store.columns("signatures", {name: ds.field(name) for name in ("id", "document", "published")}):
        ids.append(to_numbers(batch.column("id")))
        documents.append(to_numbers(batch.column("document")))
        days.append(_days(batch.column("published")))
    order = np.argsort(every := np.concatenate(ids))
    owners = np.concatenate(documents)[order]
    return Claims(every[order], owners, np.concatenate(days)[order], np.isin(owners, to_numbers(fresh)))


def _days(published: pa.Array) -> NDArray[np.int32]:
    """Return the days of times of publication, as ``Claims`` count them."""
    seconds = pc.cast(pc.cast(pc.utf8_slice_codeunits(published, 0, 10), pa.timestamp("s")), pa.int64())  # pyright: ignore[reportAttributeAccessIssue]  (made at import)
    days = pc.fill_null(pc.add(pc.divide(seconds, _SECONDS), _EPOCH), NO_DAY)  # pyright: ignore[reportAttributeAccessIssue]  (made at import)
    return np.asarray(days.to_numpy(zero_copy_only=False), np.int32)


def find_rows(ids: Numbers, wanted: Numbers) -> Rows:
    """Return where the wanted stand among sorted ids, NONE for those that do not."""
    if not len(ids):
        return np.full(len(wanted), NONE, np.int64)
    places = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where(ids[places] == wanted, places, NONE)


class PairRows:
    """Pairs by the rows of their claims, the smaller first, with relation and log-odds (in thousandths).

    ``stated`` has, for the few pairs that a text itself states, the reason, the words, and the document.
    """

    def __init__(self) -> None:
        self.ends: list[NDArray[np.int32]] = []
        self.codes: list[NDArray[np.int8]] = []
        self.weights: list[NDArray[np.int32]] = []
        self.stated: dict[tuple[int, int], tuple[str, Spans]] = {}

    def add(self, pairs: Sequence[Pair], claims: Claims) -> None:
        """Add pairs of claims that the case holds."""
        one = find_rows(claims.ids, to_numbers(pair.claim for pair in pairs))
        other = find_rows(claims.ids, to_numbers(pair.other for pair in pairs))
        codes = np.array([_CODES[pair.relation] for pair in pairs], np.int8)
        self._add(one, other, codes, np.array([pair.log_odds for pair in pairs]))
        reasons = ((pair.reason, pair.spans) for pair in pairs)
        for ends, (reason, spans) in zip(zip(one.tolist(), other.tolist(), strict=True), reasons, strict=True):
            if reason is not None:
                self.stated[ends] = reason, spans

    def read(self, store: Store, claims: Claims, without: Collection[str]) -> Rows:
        """Add the pairs that the case holds but for those of some documents; return the claims that the latter had pairs with."""
        gone = pa.array(sorted(without), pa.string())
        lost: list[Rows] = [np.zeros(0, np.int64)]
        names = ("claim", "other", "document", "of", "relation", "log_odds", "reason", "spans")
        for batch in store.columns("pairs", {name: ds.field(name) for name in names}):
            is_gone = pc.or_(*(pc.is_in(batch.column(name), value_set=gone) for name in ("document", "of")))  # pyright: ignore[reportAttributeAccessIssue]  (made at import)
            one = find_rows(claims.ids, to_numbers(batch.column("claim")))
            other = find_rows(claims.ids, to_numbers(batch.column("other")))
            kept = ~np.asarray(is_gone.to_numpy(zero_copy_only=False), np.bool_)
            lost += [one[~kept], other[~kept]]
            kept &= (one != NONE) & (other != NONE)
            codes = pc.index_in(batch.column("relation"), value_set=_NAMES).to_numpy().astype(np.int8)  # pyright: ignore[reportAttributeAccessIssue]  (made at import)
            self._add(one[kept], other[kept], codes[kept], batch.column("log_odds").to_numpy()[kept])
            for row in np.flatnonzero(kept & pc.is_valid(batch.column("reason")).to_numpy(zero_copy_only=False)):  # pyright: ignore[reportAttributeAccessIssue]  (made at import)
                spans = tuple(Span(**span) for span in batch.column("spans")[row].as_py() or ())
                self.stated[int(one[row]), int(other[row])] = batch.column("reason")[row].as_py(), spans
        ends: Rows = np.unique(np.concatenate(lost))
        there: Rows = ends[ends != NONE]
        return there

    def ends_compared(self) -> Pairs:
        """Return the pairs that comparing found, by the rows of their claims; those that a text states are left out."""
        ends = np.concatenate([np.zeros((2, 0), np.int32), *self.ends], axis=1).astype(np.int64)
        stated = np.array(sorted(self.stated), np.int64).reshape(-1, 2)
        kept = ~np.isin(_keys(ends), _keys(stated.T))
        return ends[0][kept], ends[1][kept]

    def drop(self, gone: Pairs) -> None:
        """Take pairs out."""
        keys = _keys(np.stack(gone))
        for place, ends in enumerate(self.ends):
            kept = ~np.isin(_keys(ends.astype(np.int64)), keys)
            self.ends[place] = ends[:, kept]
            self.codes[place] = self.codes[place][kept]
            self.weights[place] = self.weights[place][kept]

    def extend(self, others: PairRows) -> None:
        """Add the pairs of others."""
        self.ends += others.ends
        self.codes += others.codes
        self.weights += others.weights
        self.stated.update(others.stated)

    def _add(self, one: Rows, other: Rows, codes: NDArray[np.int8], log_odds: NDArray[np.float64]) -> None:
        self.ends.append(np.stack([one, other]).astype(np.int32))
        self.codes.append(codes)
        self.weights.append(np.rint(log_odds * SCALE).astype(np.int32))


def _keys(ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return a number for each pair of rows, which stay below 2 to the 31st."""
    keys: NDArray[np.int64] = (ends[0] << 32) | ends[1]
    return keys


class Graph:
    """The pairs of a case from the side of each claim: whom it was compared with, and what came of it."""

    def __init__(self, pairs: PairRows, claims: Claims) -> None:
        self._claims = claims
        self._stated = pairs.stated
        self.ends = np.concatenate([np.zeros((2, 0), np.int32), *pairs.ends], axis=1)
        self._codes = np.concatenate([np.zeros(0, np.int8), *pairs.codes])
        self._log_odds = np.concatenate([np.zeros(0, np.int32), *pairs.weights])
        both = self.ends.ravel()
        self._order = np.argsort(both, kind="stable").astype(np.int32)
        self._starts = np.searchsorted(both, np.arange(len(claims.ids) + 1), sorter=self._order)
        across = self.ends[::-1].ravel()
        self._across = across[self._order]
        most = np.minimum(self._log_odds, round(SCALE * MOST))
        weights = np.where(_IS_TOGETHER[self._codes], most, round(SCALE * OPPOSED)).astype(np.int32)
        self._weights = np.concatenate([weights, weights])[self._order]

    def evidence(self, claim: int) -> Iterable[tuple[int, int]]:
        """Return the claims that one was compared with, and what speaks for their saying the same, in thousandths."""
        near = slice(self._starts[claim], self._starts[claim + 1])
        return zip(self._across[near].tolist(), self._weights[near].tolist(), strict=True)

    def near(self, claim: int) -> list[int]:
        """Return the claims that one was compared with."""
        found: list[int] = self._across[self._starts[claim] : self._starts[claim + 1]].tolist()
        return found

    def pairs_of(self, members: Iterable[int]) -> Iterator[Pair]:
        """Yield the pairs that some claims are in, each once."""
        rows = [self._order[self._starts[one] : self._starts[one + 1]] % len(self._codes) for one in members]
        found = np.unique(np.concatenate([np.zeros(0, np.int32), *rows]))
        one, other = self.ends[:, found]
        ids = zip(to_ids(self._claims.ids[one]), to_ids(self._claims.ids[other]), strict=True)
        homes = zip(to_ids(self._claims.documents[one]), to_ids(self._claims.documents[other]), strict=True)
        for row, ends, (claim, of), (document, beyond) in zip(
            found.tolist(), zip(one.tolist(), other.tolist(), strict=True), ids, homes, strict=True
        ):
            reason, spans = self._stated.get(ends, (None, ()))
            yield Pair(
                claim=claim,
                other=of,
                document=document,
                of=beyond,
                relation=_RELATIONS[self._codes[row]],
                log_odds=int(self._log_odds[row]) / SCALE,
                reason=reason,
                spans=spans,
            )


class Held:
    """The allegations that a case holds, by the rows of their claims: ``members`` of all in a row, ``lengths`` how many of each.

    ``members`` is NONE for a claim that is gone. ``credited`` says to which an analyst gave a credibility.
    """

    def __init__(self, ids: Numbers, members: Rows, lengths: Rows, credited: NDArray[np.bool_]) -> None:
        self.ids = ids
        self.credited = set(np.flatnonzero(credited).tolist())
        self._members = members
        self._starts = np.concatenate([[0], np.cumsum(lengths)])
        of = np.repeat(np.arange(len(ids), dtype=np.int32), lengths)
        there = members != NONE
        self._home = np.full(1 + int(members.max(initial=NONE)), NONE, np.int32)
        self._home[members[there]] = of[there]
        # Allegations that have lost a claim.
        self.torn: set[int] = set(of[~there].tolist())

    def __len__(self) -> int:
        return len(self.ids)

    def home(self, claim: int) -> int:
        """Return the number of the allegation that a claim is in, NONE if it is in none."""
        return int(self._home[claim]) if claim < len(self._home) else NONE

    def claims(self, number: int) -> list[int]:
        """Return the claims of an allegation, those that are gone left out."""
        found: list[int] = self._members[self._starts[number] : self._starts[number + 1]].tolist()
        return [claim for claim in found if claim != NONE]


def read_held(store: Store, claims: Claims) -> Held:
    """Read which claims the allegations of a case have."""
    ids, members = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
    lengths, credited = [np.zeros(0, np.int64)], [np.zeros(0, np.bool_)]
    for batch in store.columns("allegations", {name: ds.field(name) for name in ("id", "claims", "credited")}):
        ids.append(to_numbers(batch.column("id")))
        members.append(find_rows(claims.ids, to_numbers(batch.column("claims").flatten())))
        lengths.append(batch.column("claims").value_lengths().to_numpy(zero_copy_only=False).astype(np.int64))
        credited.append(batch.column("credited").is_valid().to_numpy(zero_copy_only=False))
    return Held(np.concatenate(ids), np.concatenate(members), np.concatenate(lengths), np.concatenate(credited))
