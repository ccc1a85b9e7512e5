"""Put a cut back, or cut it again: the document is read anew from its original, and replaced with all that rests on it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

import msgspec

from allegedly.errors import UnknownIdError
from allegedly.pipeline import Options
from allegedly.records import Document, Span
from allegedly.review import correct
from allegedly.review.again import replace
from allegedly.review.put_back import RESTORE, UNDO, Detail, kept_stretches, put_back_in
from allegedly.review.withdraw import bring_back
from allegedly.store import WITHDRAW, Judgement, Review, Writer

# Cuts that a message names, the first ones: a saved page may have a thousand.
CUTS_NAMED = 12


class Restored(NamedTuple):
    """A document before and after, and how many claims were found in either; ``changed`` are the stretches in question."""

    before: Document
    after: Document
    changed: tuple[Detail, ...]
    claims_before: int
    claims_after: int


def restore(
    writer: Writer, document: Document, start: int | None, *, note: str | None = None, options: Options | None = None
) -> Restored:
    """Put back the cut that begins at ``start`` of the decoded original, or all cuts (None), and read the document again.

    Raises:
        UnknownIdError: if no cut begins there; the message says which there are.
        CaseError: if the document cannot be made from its original again; nothing is changed then.
    """
    cuts = [cut for cut in document.removed if start in (None, cut.start)]
    if not cuts:
        begins = [(cut.start, cut.reason) for cut in document.removed]
        raise UnknownIdError(_no_cut(document, start, begins, "has no cut", "its cuts begin at"))
    details = [Detail(span=Span(cut.start, cut.end), reason=cut.reason, text=cut.text, note=note) for cut in cuts]
    keep = [*kept_stretches(writer, document.id), *(detail.span for detail in details)]
    judgements = [Judgement(RESTORE, document.id, msgspec.json.encode(detail).decode()) for detail in details]
    return _replaced(writer, document, keep, details, judgements, options)


def take_back(
    writer: Writer, document: Document, start: int | None, *, note: str | None = None, options: Options | None = None
) -> Restored:
    """Cut again what was put back at ``start``, or everything that was (None), and read the document again.

    Raises:
        UnknownIdError: if nothing is put back there; the message says what is.
        CaseError: if the document cannot be made from its original again; nothing is changed then.
    """
    standing = put_back_in(writer, document.id)
    undone = [each for each in standing if start in (None, each.detail.span.start)]
    if not undone:
        begins = [(each.detail.span.start, f"by {each.operator}") for each in standing]
        raise UnknownIdError(_no_cut(document, start, begins, "has no cut put back", "those put back begin at"))
    keep = [each.detail.span for each in standing if each not in undone]
    details = [msgspec.structs.replace(each.detail, note=note) for each in undone]
    judgements = [
        Judgement(UNDO, document.id, msgspec.json.encode(detail).decode(), each.review)
        for detail, each in zip(details, undone, strict=True)
    ]
    return _replaced(writer, document, keep, details, judgements, options)


def take_back_review(writer: Writer, review: Review, *, note: str | None = None, options: Options | None = None) -> int:
    """Take back a judgement for which its document is read again, and return the number of the line that does so.

    Raises:
        JudgementError: if it was taken back before, or takes back one itself.
        CaseError: if the document cannot be made from its original again; nothing is changed then.
    """
    if review.action == WITHDRAW:
        return bring_back(writer, review, note=note, options=options)
    if review.action != RESTORE or review.undone_by is not None:
        return correct.take_back(writer, review, note=note, options=options)
    [document] = writer.documents([review.subject])
    start = msgspec.json.decode(review.detail, type=Detail).span.start
    take_back(writer, document, start, note=note, options=options)
    return cast("int", writer.review(review.number).undone_by)


def _replaced(
    writer: Writer,
    document: Document,
    keep: Sequence[Span],
    details: Sequence[Detail],
    judgements: Iterable[Judgement],
    options: Options | None,
) -> Restored:
    done = replace(writer, document, keep=keep, judgements=judgements, options=options)
    return Restored(document, done.document, tuple(details), done.claims_before, done.claims_after)


def _no_cut(document: Document, start: int | None, begins: Sequence[tuple[int, str]], lacks: str, there: str) -> str:
    place = "" if start is None else f" that begins at {start}"
    if not begins:
        return f"{document.id} {lacks}" + ("" if start is None else " at all")
    named = ", ".join(f"{at} ({about})" for at, about in begins[:CUTS_NAMED])
    more = f" and {len(begins) - CUTS_NAMED} more" if len(begins) > CUTS_NAMED else ""
    return f"{document.id} {lacks}{place}; {there} {named}{more}: `allegedly show {document.id} --removed` shows them"
