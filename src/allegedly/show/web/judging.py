"""What an analyst decides on a page: the judgements of the library, and all of them in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from allegedly.case import Case
from allegedly.review.judgements import cuts_let_stand, judged_pairs
from allegedly.review.unmet import unmet
from allegedly.show.judged import can_be_undone, in_words, unmet_in_words
from allegedly.show.web.room import Room
from allegedly.show.web.view_records import JudgedRow
from allegedly.store import Review, Store, is_case

# Seconds that a form waits for another process that writes to the case; a page cannot wait as long as a terminal.
WAIT = 20.0

LONGEST_NOTE = 2_000

T = TypeVar("T")


def in_case(room: Room, act: Callable[[Case], T]) -> T:
    """Do something with the room's case."""
    with room.case() as case:
        return act(case)


def judged(room: Room, limit: int = 200) -> list[JudgedRow]:
    """Return the judgements in the ledger, the newest first."""
    lacking = _unmet_in(room)
    return [_row(review, lacking.get(review.number)) for review in room.reviews(limit)]


def unmet_judgements(room: Room) -> list[JudgedRow]:
    """Return the judgements that stand but no longer find a claim, oldest first, however many were made since."""
    if not is_case(room.folder):
        return []
    with Store(room.folder) as store:
        return [_row(one.review, unmet_in_words(one)) for one in unmet(store)]


def _unmet_in(room: Room) -> dict[int, str]:
    if not is_case(room.folder):
        return {}
    with Store(room.folder) as store:
        return {one.review.number: unmet_in_words(one) for one in unmet(store)}


def last_to_undo(room: Room, operator: str | None) -> int | None:
    """Return the number of the newest judgement, if it is of this analyst and can be taken back."""
    newest = next(iter(room.reviews(1)), None)
    mine = newest is not None and operator in {None, newest.operator} and can_be_undone(newest)
    return newest.number if newest is not None and mine else None


def pairs_judged(room: Room) -> set[str]:
    """Return the pairs of claims, the smaller id first with a hyphen between, on which a judgement stands: no longer in doubt."""
    if not is_case(room.folder):
        return set()
    with Store(room.folder) as store:
        return {"-".join(sorted((one.claim, one.other))) for one in judged_pairs(store)}


def cuts_judged(room: Room) -> set[tuple[str, int]]:
    """Return the documents and offsets of the cuts that an analyst lets stand."""
    if not is_case(room.folder):
        return set()
    with Store(room.folder) as store:
        return set(cuts_let_stand(store))


def _row(review: Review, lacking: str | None = None) -> JudgedRow:
    said = in_words(review)
    return JudgedRow(
        number=review.number,
        time=review.time,
        operator=review.operator,
        action=said.action,
        subject=review.subject,
        words=said.about,
        note=said.note,
        document=said.document,
        undone_by=review.undone_by,
        can_undo=can_be_undone(review),
        unmet=lacking,
    )
