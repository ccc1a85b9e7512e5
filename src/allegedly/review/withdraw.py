"""Withdraw a document from the case, and bring it back: allegations are then those of a case that never had it, or always."""

from __future__ import annotations

from functools import partial

import msgspec

from allegedly.batches import Pending
from allegedly.corpus import update
from allegedly.engine import LocalEngine
from allegedly.errors import CaseError
from allegedly.pipeline import Options, describe, new_copies, read_again, read_item
from allegedly.records import Document, Record
from allegedly.recurrence import Means, settle
from allegedly.review.again import item_of, was_cleaned
from allegedly.review.corrections import corrections_of
from allegedly.review.judgements import undo_of
from allegedly.review.put_back import kept_stretches
from allegedly.store import WITHDRAW, Judgement, Review, Writer
from allegedly.vocab import Reason


class Withdrawal(Record, frozen=True, kw_only=True):
    """What is needed to bring a withdrawn document back: where its original is, and whether it was cleaned when it was read."""

    path: str
    original_sha256: str
    title: str | None
    was_cleaned: bool
    note: str | None = None


def withdraw(writer: Writer, document: Document, *, note: str | None = None, options: Options | None = None) -> int:
    """Take a document out of the case and return the judgement's number; all that rested on it is made anew without it.

    Its original, the custody log and what analysts judged on it stay.

    Raises:
        CaseError: if it could not be brought back, because its original does not give it any more.
    """
    item = item_of(writer, document.id, document.path, document.original_sha256)
    detail = Withdrawal(
        path=document.path,
        original_sha256=document.original_sha256,
        title=document.title,
        was_cleaned=was_cleaned(document, item),
        note=note,
    )
    judgement = Judgement(WITHDRAW, document.id, msgspec.json.encode(detail).decode())
    number = writer.withdraw_document(document, judgement)
    _follow(writer, options or Options())
    return number


def bring_back(writer: Writer, review: Review, *, note: str | None = None, options: Options | None = None) -> int:
    """Read a withdrawn document again from its original, with all that analysts have decided on it; return the line's number.

    Raises:
        JudgementError: if it was brought back before.
        CaseError: if its original does not give it any more; nothing is changed then.
    """
    judgement = undo_of(review, note=note)
    options = options or Options()
    detail = msgspec.json.decode(review.detail, type=Withdrawal)
    item = item_of(writer, review.subject, detail.path, detail.original_sha256)
    keep, corrections = kept_stretches(writer, review.subject), corrections_of(writer, review.subject)
    anew = msgspec.structs.replace(options, clean_jsonl=bool(keep) or detail.was_cleaned)
    reading = read_item(item, anew, keep, corrections)
    failure = next((each for each in reading.rejected if each.reason is Reason.INTERNAL), None)
    if reading.document is None or failure is not None:
        message = f"{review.subject} cannot be read again, and nothing was changed: {describe(failure or reading.rejected[0])}"
        raise CaseError(message)
    batch = Pending(readings=[reading]).batch()
    relations = {**batch.relations, "copies": new_copies(batch, writer)}
    number = writer.bring_back_document(reading.document, relations, judgement, rejected=reading.rejected)
    _follow(writer, options)
    return number


def _follow(writer: Writer, options: Options) -> None:
    """Clean again what other lines recur in now, and match and weigh anew what is touched."""
    with LocalEngine(jobs=1) as engine:
        settle(writer, Means(engine, partial(read_again, options=options), new_copies))
    update(writer)
