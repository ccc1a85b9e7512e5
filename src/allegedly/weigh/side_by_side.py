"""The record of a drift: the words of a claim beside those that it is held against, and the words that were lost."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from allegedly.records import Attribution, Drift, Spans
from allegedly.vocab import DriftKind
from allegedly.weigh.tellings import Telling, merged, words_of


def drift_id(kind: DriftKind, claim: str, from_claim: str) -> str:
    """Return the id of a drift: a hash of its kind and of the ids of the two claims."""
    return hashlib.sha256(f"drift|{kind.value}|{claim}|{from_claim}".encode()).hexdigest()[:16]


class Table:
    """Where tellings of one allegation are laid side by side; ``attributions`` are those behind their chains, by id."""

    def __init__(self, allegation: str | None, attributions: Mapping[str, Attribution]) -> None:
        self._allegation = allegation
        self.attributions = attributions

    def drift(self, kind: DriftKind, here: Telling, there: Telling, lost: Spans, reason: str) -> Drift:
        """Return a drift of ``here`` from ``there``; what was ``lost`` is part of the words shown of ``there``."""
        return Drift(
            id=drift_id(kind, here.claim.id, there.claim.id),
            document=here.document,
            allegation=self._allegation,
            kind=kind,
            claim=here.claim.id,
            from_document=there.document,
            from_claim=there.claim.id,
            here=words_of(here, self.attributions),
            there=merged((*words_of(there, self.attributions), *lost)),
            lost=lost,
            reason=reason,
        )
