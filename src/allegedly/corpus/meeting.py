"""The claims of a case meet, beside those it had before a document was read again or withdrawn: so that what these kept apart is found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Final, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from allegedly.match import Candidates, Claims, Pairs, claims_of, filed
from allegedly.records import Signature

_GONE: Final = -1


class Meeting:
    """``Candidates`` of claims by their rows, with ``former`` claims that the case has no longer; use it in a ``with`` statement."""

    def __init__(self, claims: Claims, former: Sequence[Signature]) -> None:
        held = claims_of((), former)
        ids, documents = (np.concatenate(both) for both in ((claims.ids, held.ids), (claims.documents, held.documents)))
        days, fresh = np.concatenate((claims.days, held.days)), np.concatenate((claims.fresh, held.fresh))
        is_former = np.arange(len(ids)) >= len(claims.ids)
        order = np.lexsort((is_former, ids))
        # The row of each number among the claims of the case, and the other way round.
        self._rows = np.where(is_former[order], _GONE, order)
        self._numbers = np.flatnonzero(~is_former[order])
        self._former = former
        marks = is_former[order] if former else None
        self._candidates = Candidates(Claims(ids[order], documents[order], days[order], fresh[order], marks))

    def __enter__(self) -> Self:
        self._candidates.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._candidates.__exit__(kind, error, trace)

    def file(self, batches: Iterable[pa.RecordBatch]) -> None:
        """File all claims of the case; each batch has the columns that ``Candidates`` takes."""
        for batch in batches:
            self._candidates.file(batch)
        if self._former:
            self._candidates.file(filed(self._former), former=True)

    def meet(self, held: Pairs) -> Pairs:
        """Let the claims meet; return those of the pairs ``held`` that do not meet any more."""
        return self._pairs(self._candidates.meet((self._numbers[held[0]], self._numbers[held[1]])))

    def involved(self) -> NDArray[np.int64]:
        """Return the rows of the claims that are in a pair sought."""
        rows: NDArray[np.int64] = self._rows[self._candidates.involved()]
        return rows

    def divide(self, part_of: NDArray[np.int32]) -> None:
        """Divide the pairs sought by the parts that their claims are of."""
        parts = np.zeros(len(self._rows), np.int32)
        parts[self._numbers] = part_of
        self._candidates.divide(parts)

    def meetings(self) -> list[tuple[int, int]]:
        """Return which parts have pairs between them, the smaller number first."""
        return self._candidates.meetings()

    def between(self, first: int, second: int) -> Pairs:
        """Return the pairs between two parts, by the rows of their claims, in order."""
        return self._pairs(self._candidates.between(first, second))

    def _pairs(self, pairs: Pairs) -> Pairs:
        return self._rows[pairs[0]], self._rows[pairs[1]]
