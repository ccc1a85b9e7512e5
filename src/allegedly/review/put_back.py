"""What an analyst has put back into a document: judgements in the ledger, which stand until they are taken back.

Whoever reads a document of a case again asks :func:`kept_stretches` for what must stay in it.
"""

from typing import NamedTuple

import msgspec

from allegedly.records import Record, Span
from allegedly.store import Review, Store

RESTORE = "restore cut"
UNDO = "undo restore cut"


class Detail(Record, frozen=True, kw_only=True):
    """What is put back: a stretch of the decoded original, why it had been cut, its words, and the analyst's own note."""

    span: Span
    reason: str
    text: str
    note: str | None = None


class PutBack(NamedTuple):
    """A cut that was put back, by whom and when (UTC, ISO 8601); ``review`` is its number in the ledger."""

    review: int
    detail: Detail
    operator: str
    time: str


def put_back_in(store: Store, document: str) -> list[PutBack]:
    """Return the cuts of a document that are put back, in the order of their places."""
    found = (_put_back(review) for review in store.reviews(RESTORE, document))
    return sorted(found, key=lambda each: each.detail.span)


def kept_stretches(store: Store, document: str) -> list[Span]:
    """Return the stretches of a document's decoded original that an analyst has put back."""
    return [each.detail.span for each in put_back_in(store, document)]


def _put_back(review: Review) -> PutBack:
    return PutBack(review.number, msgspec.json.decode(review.detail, type=Detail), review.operator, review.time)
