"""An analyst's judgements on allegations and outlets: what is one allegation, what is not, how credible, how reliable.

Each is a line of the ledger with its author, time and reason. It is never deleted: taking it back is a later line. Later
runs respect those that stand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, cast

import msgspec

from allegedly.errors import JudgementError, UnknownIdError
from allegedly.records import Allegation, Claim, Credited, Document, Record
from allegedly.store import Judgement, Review, Store, Writer

MERGE = "merge"
SPLIT = "split"
GRADE = "grade"
CREDIT = "credibility"
CUT_STANDS = "cut stands"
TAKE_BACK = "take back"
ACTIONS = (MERGE, SPLIT, GRADE, CREDIT, CUT_STANDS)

# Admiralty code (NATO AJP-2.1): A completely reliable … E unreliable, F cannot be judged.
RELIABILITIES = "ABCDEF"
# The same code, of a piece of information: 1 others say the same independently … 5 improbable, 6 cannot be judged.
CREDIBILITIES = range(1, 7)


# Of how many claims a judgement keeps the words, and how many letters of each: an allegation may be told a thousand times.
MOST_KEPT = 200
LONGEST_KEPT = 200


class KeptClaim(Record, frozen=True, kw_only=True):
    """A claim as it was when it was judged: its document and words, None where a judgement of before this was kept has none."""

    id: str
    document: str | None = None
    words: str | None = None


class Pairing(Record, frozen=True, kw_only=True):
    """Claims held to say the same as (``merge``), or something else than (``split``), the ``others``; ``kept`` as they were."""

    claims: tuple[str, ...]
    others: tuple[str, ...]
    note: str | None = None
    kept: tuple[KeptClaim, ...] = ()


class Grading(Record, frozen=True, kw_only=True):
    """The reliability, A to F, that an analyst gives an outlet."""

    reliability: str
    note: str | None = None


class Crediting(Record, frozen=True, kw_only=True):
    """The credibility, 1 to 6, that an analyst gives an allegation.

    ``claims`` are those that told it, the best-worded first: an allegation gets its id from its claims, and the judgement
    goes with the first of them that is still there.
    """

    credibility: int
    claims: tuple[str, ...]
    note: str | None = None
    kept: tuple[KeptClaim, ...] = ()


class StandingCut(Record, frozen=True, kw_only=True):
    """A stretch of a document's decoded original that was rightly cut, in an analyst's eyes, and its words."""

    start: int
    text: str
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
    kept = _kept(writer, (one.best, other.best))
    detail = Pairing(claims=(one.best,), others=(other.best,), note=note, kept=kept)
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
    detail = Pairing(claims=apart, others=rest, note=note, kept=_kept(writer, (*apart, *rest)))
    return _judge(writer, SPLIT, allegation.id, detail, set(allegation.documents))


def match_claims(writer: Writer, one: str, other: str, *, is_same: bool, note: str | None = None) -> int:
    """Judge that two claims say the same, or that they do not, and return the judgement's number.

    Raises:
        UnknownIdError: if there is no such claim.
        JudgementError: if it is one claim.
    """
    first, second = (cast("Claim", writer.find("claims", each)) for each in (one, other))
    if first.id == second.id:
        message = f"{one!r} and {other!r} are one claim: {first.id}"
        raise JudgementError(message)
    kept = _kept(writer, (first.id, second.id))
    detail = Pairing(claims=(first.id,), others=(second.id,), note=note, kept=kept)
    documents = {first.document, second.document}
    return _judge(writer, MERGE if is_same else SPLIT, f"{first.id}-{second.id}", detail, documents)


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


def credit(writer: Writer, identity: str, credibility: int, *, note: str | None = None) -> int:
    """Set an allegation's credibility, 1 to 6, beside the one that is suggested, and return the judgement's number.

    Raises:
        UnknownIdError: if there is no such allegation.
        JudgementError: if it is no such number.
    """
    if credibility not in CREDIBILITIES:
        message = (
            f"{credibility} is no credibility: give 1 (others say the same independently) to 5 (improbable), "
            "or 6 (cannot be judged)"
        )
        raise JudgementError(message)
    allegation = _allegation(writer, identity)
    claims = (allegation.best, *(claim for claim in allegation.claims if claim != allegation.best))
    detail = Crediting(credibility=credibility, claims=claims, note=note, kept=_kept(writer, claims))
    return _judge(writer, CREDIT, allegation.id, detail, set(allegation.documents))


def let_cut_stand(writer: Writer, document_id: str, start: int, *, note: str | None = None) -> int:
    """Judge that what cleaning cut at an offset of a document's decoded original was rightly cut; return the judgement's number.

    Raises:
        UnknownIdError: if there is no such document, or no cut that begins there.
    """
    document = cast("Document", writer.find("documents", document_id))
    cut = next((one for one in document.removed if one.start == start), None)
    if cut is None:
        message = f"{document.id} has no cut that begins at {start}"
        raise UnknownIdError(message)
    return _judge(writer, CUT_STANDS, document.id, StandingCut(start=cut.start, text=cut.text, note=note), set())


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
    undoing = undo_of(review, note=note)
    claims = _claims_of(review)
    documents = {cast("Claim", claim).document for claim in writer.with_ids("claims", claims)} if claims else set()
    [made] = writer.judge([undoing], unweighed=documents)
    return made


def undo_of(review: Review, *, note: str | None) -> Judgement:
    """Return the judgement that takes another one back.

    Raises:
        JudgementError: if that was taken back before.
    """
    if review.undone_by is not None:
        message = f"judgement {review.number} was taken back before, by judgement {review.undone_by}"
        raise JudgementError(message)
    return Judgement(TAKE_BACK, review.subject, msgspec.json.encode({"note": note}).decode(), review.number)


def judged_pairs(store: Store) -> Iterator[Judged]:
    """Yield the pairs of claims that standing judgements speak of, oldest judgement first."""
    for review in store.standing_reviews((MERGE, SPLIT)):
        pairing = msgspec.json.decode(review.detail, type=Pairing)
        for claim in pairing.claims:
            for other in pairing.others:
                yield Judged(claim, other, review.action == MERGE, review.operator)


def credits_given(store: Store, claims: Collection[str]) -> dict[str, tuple[int, Credited]]:
    """Return the credibilities that stand by the claim that each goes with, among ``claims``; with the judgements' numbers."""
    found: dict[str, tuple[int, Credited]] = {}
    for review in store.standing_reviews((CREDIT,)):
        detail = msgspec.json.decode(review.detail, type=Crediting)
        claim = next((each for each in detail.claims if each in claims), None)
        if claim is not None:
            given = Credited(credibility=detail.credibility, by=review.operator, note=detail.note)
            found[claim] = review.number, given
    return found


def cuts_let_stand(store: Store) -> Iterator[tuple[str, int]]:
    """Yield the documents and offsets of the cuts that were judged to be right."""
    for review in store.standing_reviews((CUT_STANDS,)):
        yield review.subject, msgspec.json.decode(review.detail, type=StandingCut).start


def reliabilities(store: Store) -> dict[str, str]:
    """Return the letter that stands for each graded outlet, by its name as graded."""
    return {
        review.subject: msgspec.json.decode(review.detail, type=Grading).reliability
        for review in store.standing_reviews((GRADE,))
    }


def _claims_of(review: Review) -> set[str]:
    """Return the claims that a judgement speaks of; one on an outlet or a cut speaks of none."""
    if review.action in {GRADE, CUT_STANDS}:
        return set()
    if review.action == CREDIT:
        return set(msgspec.json.decode(review.detail, type=Crediting).claims)
    pairing = msgspec.json.decode(review.detail, type=Pairing)
    return {*pairing.claims, *pairing.others}


def _kept(store: Store, claims: Sequence[str]) -> tuple[KeptClaim, ...]:
    """Return claims as a judgement keeps them, the first MOST_KEPT."""
    found = {claim.id: claim for claim in cast("Iterator[Claim]", store.with_ids("claims", set(claims[:MOST_KEPT])))}
    texts = {one.id: one.text for one in store.documents({claim.document for claim in found.values()})}
    words = {
        claim.id: " ".join(" … ".join(span.of(texts[claim.document]) for span in claim.content).split())
        for claim in found.values()
    }
    return tuple(
        KeptClaim(id=claim, document=found[claim].document, words=words[claim][:LONGEST_KEPT])
        for claim in claims[:MOST_KEPT]
        if claim in found
    )


def _allegation(writer: Writer, identity: str) -> Allegation:
    return cast("Allegation", writer.find("allegations", identity))


def _judge(writer: Writer, action: str, subject: str, detail: Record, documents: set[str]) -> int:
    [number] = writer.judge([Judgement(action, subject, msgspec.json.encode(detail).decode())], unweighed=documents)
    return number
