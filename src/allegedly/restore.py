"""Put a cut back, or cut it again: the document is read anew from its original, and replaced with all that rests on it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

import msgspec

from allegedly.batches import Pending, Reading
from allegedly.collect import collect_again
from allegedly.corpus import update
from allegedly.errors import CaseError, UnknownIdError
from allegedly.pipeline import Options, describe, new_copies, read_item
from allegedly.put_back import RESTORE, UNDO, Detail, kept_stretches, put_back_in
from allegedly.records import Document, Item, Span, document_id
from allegedly.store import Judgement, Store, Writer
from allegedly.vocab import Reason

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
    return _replace(writer, document, keep, details, judgements, options)


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
    return _replace(writer, document, keep, details, judgements, options)


def _replace(
    writer: Writer,
    document: Document,
    keep: Sequence[Span],
    details: Sequence[Detail],
    judgements: Iterable[Judgement],
    options: Options | None,
) -> Restored:
    reading = read_again(writer, document, keep, options or Options())
    after = cast("Document", reading.document)
    claims_before = sum(1 for _ in writer.records("claims", documents={document.id}))
    batch = Pending(readings=[reading]).batch()
    relations = {**batch.relations, "copies": new_copies(batch, writer)}
    writer.replace_document(after, relations, rejected=reading.rejected, judgements=judgements)
    update(writer)
    return Restored(document, after, tuple(details), claims_before, len(reading.claims))


def read_again(store: Store, document: Document, keep: Sequence[Span], options: Options) -> Reading:
    """Read a document of the case again from its original, with ``keep`` left in its text.

    Raises:
        CaseError: if that fails, or the original no longer holds it.
    """
    # A text taken as clean has no cuts, so one that has any was cleaned, whatever it came in.
    reading = read_item(_item_of(store, document), msgspec.structs.replace(options, clean_jsonl=True), keep)
    failure = next((each for each in reading.rejected if each.reason is Reason.INTERNAL), None)
    if reading.document is None or failure is not None:
        why = describe(failure or reading.rejected[0])
        message = f"{document.id} cannot be read again, and nothing was changed: {why}"
        raise CaseError(message)
    return reading


def _item_of(store: Store, document: Document) -> Item:
    kept = store.originals.kept(document.original_sha256)
    for item in collect_again(document.path, kept):
        if document_id(item.content, item.known) == document.id:
            return item
    message = (
        f"the original of {document.id} ({document.path}) does not give this document any more: "
        "`allegedly verify` says whether it was changed"
    )
    raise CaseError(message)


def _no_cut(document: Document, start: int | None, begins: Sequence[tuple[int, str]], lacks: str, there: str) -> str:
    place = "" if start is None else f" that begins at {start}"
    if not begins:
        return f"{document.id} {lacks}" + ("" if start is None else " at all")
    named = ", ".join(f"{at} ({about})" for at, about in begins[:CUTS_NAMED])
    more = f" and {len(begins) - CUTS_NAMED} more" if len(begins) > CUTS_NAMED else ""
    return f"{document.id} {lacks}{place}; {there} {named}{more}: `allegedly show {document.id} --removed` shows them"
