"""An analyst's judgements on allegations and outlets: what is one allegation, what is not, how reliable an outlet is.

Each is a line of the ledger with its author, time and reason. It is never deleted: taking it back is a later line. Later
runs respect those that stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, cast

import msgspec

from allegedly.errors import JudgementError
from allegedly.records import Allegation, Claim, Record
from allegedly.store import Judgement, Review, Store, Writer

MERGE = "merge"
SPLIT = "split"
GRADE = "grade"
TAKE_BACK = "take back"
ACTIONS = (MERGE, SPLIT, GRADE)

# Admiralty code (NATO AJP-2.1): A completely reliable … E unreliable, F cannot be judged.
RELIABILITIES = "ABCDEF"


class Pairing(Record, frozen=True, kw_only=True):
    """Claims held to say the same as (``merge``), or something else than (``split``), the ``others``."""

    claims: tuple[str, ...]
    others: tuple[str, ...]
    note: str | None = None


class Grading(Record, frozen=True, kw_only=True):
    """The reliability, A to F, that an analyst gives an outlet."""

    reliability: str
    note: str | None = None


class Judged(NamedTuple):
    """Two claims that an analyst holds to say the same, or not to."""

    claim: str
    other: str
    is_same: bool
    operator: str


def merge(writer: Writer, first: str, second: str, *, note: str | None = None) -> int:
    """Judge that two allegations are one and return the judgement's number.

    Raises:
        UnknownIdError: if there is no such allegation.
        JudgementError: if they are one already.
    """
    one, other = _allegation(writer, first), _allegation(writer, second)
    if one.id == other.id:
        message = f"{first!r} and {second!r} are one allegation already: {one.id}"
        raise JudgementError(message)
    detail = Pairing(claims=(one.best,), others=(other.best,), note=note)
    return _judge(writer, MERGE, one.id, detail, {*one.documents, *other.documents})


def split(writer: Writer, identity: str, claims: Iterable[str], *, note: str | None = None) -> int:
    """Judge that some claims of an allegation say something else than the rest, and return the judgement's number.

    Raises:
        UnknownIdError: if there is no such allegation or claim.
        JudgementError: if a claim is none of the allegation's, or nothing would be left on one side.
    """
    allegation = _allegation(writer, identity)
    apart = tuple(sorted({cast("Claim", writer.find("claims", claim)).id for claim in claims}))
    foreign = [claim for claim in apart if claim not in allegation.claims]
    rest = tuple(claim for claim in allegation.claims if claim not in apart)
    if foreign or not apart or not rest:
        message = (
            f"cannot split {', '.join(foreign or apart) or 'nothing'} from {allegation.id}: "
            f"name some, not all, of its {len(allegation.claims)} claims: {', '.join(allegation.claims)}"
        )
        raise JudgementError(message)
    detail = Pairing(claims=apart, others=rest, note=note)
    return _judge(writer, SPLIT, allegation.id, detail, set(allegation.documents))


def grade(writer: Writer, outlet: str, reliability: str, *, note: str | None = None) -> int:
    """Set an outlet's reliability, A to F, and return the judgement's number.

    Raises:
        JudgementError: if it is no such letter.
    """
    letter = reliability.upper()
    if len(letter) != 1 or letter not in RELIABILITIES:
        message = f"{reliability!r} is no reliability: give A (completely reliable) to E (unreliable), or F (cannot be judged)"
        raise JudgementError(message)
    return _judge(writer, GRADE, outlet, Grading(reliability=letter, note=note), set())


def take_back(writer: Writer, number: int, *, note: str | None = None) -> int:
    """Take a judgement back and return the number of the line that does so.

    Raises:
        UnknownIdError: if there is no such judgement.
        JudgementError: if it was taken back before, or is none on allegations or outlets.
    """
    review = writer.review(number)
    if review.action not in ACTIONS:
        message = f"judgement {number} is a {review.action!r} and cannot be taken back here"
        raise JudgementError(message)
    if review.undone_by is not None:
        message = f"judgement {number} was taken back before, by judgement {review.undone_by}"
        raise JudgementError(message)
    documents: set[str] = set()
    if review.action != GRADE:
        pairing = msgspec.json.decode(review.detail, type=Pairing)
        documents = {
            cast("Claim", claim).document for claim in writer.with_ids("claims", {*pairing.claims, *pairing.others})
        }
    detail = msgspec.json.encode({"note": note}).decode()
    [made] = writer.judge([Judgement(TAKE_BACK, review.subject, detail, number)], unweighed=documents)
    return made


def judged_pairs(store: Store) -> Iterator[Judged]:
    """Yield the pairs of claims that standing judgements speak of, oldest judgement first."""
    for review in store.standing_reviews((MERGE, SPLIT)):
        pairing = msgspec.json.decode(review.detail, type=Pairing)
        for claim in pairing.claims:
            for other in pairing.others:
                yield Judged(claim, other, review.action == MERGE, review.operator)


def reliabilities(store: Store) -> dict[str, str]:
    """Return the letter that stands for each graded outlet, by its name as graded."""
    return {
        review.subject: msgspec.json.decode(review.detail, type=Grading).reliability
        for review in store.standing_reviews((GRADE,))
    }


def standing(store: Store) -> list[Review]:
    """Return the judgements on allegations and outlets that stand, oldest first."""
    return store.standing_reviews(ACTIONS)


def _allegation(writer: Writer, identity: str) -> Allegation:
    return cast("Allegation", writer.find("allegations", identity))


def _judge(writer: Writer, action: str, subject: str, detail: Record, documents: set[str]) -> int:
    [number] = writer.judge([Judgement(action, subject, msgspec.json.encode(detail).decode())], unweighed=documents)
    return number
