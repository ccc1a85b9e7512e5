"""Read a document of a case again from its original, with all that analysts have decided on it, and put it in its own place."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

import msgspec

from allegedly.batches import Pending, Reading
from allegedly.clean import clean
from allegedly.collect import collect_again
from allegedly.corpus import update
from allegedly.errors import CaseError
from allegedly.pipeline import Options, describe, new_copies, read_item
from allegedly.records import Document, Item, Span, document_id
from allegedly.recurrence import lines_applied
from allegedly.review.corrections import Corrections, corrections_of
from allegedly.review.put_back import kept_stretches
from allegedly.store import Judgement, Store, Writer
from allegedly.vocab import Reason


class Replaced(NamedTuple):
    """A document as it was read again, and how many claims were found in it before and now."""

    document: Document
    claims_before: int
    claims_after: int


def replace(
    writer: Writer,
    document: Document,
    *,
    keep: Sequence[Span] | None = None,
    corrections: Corrections | None = None,
    judgements: Iterable[Judgement] = (),
    options: Options | None = None,
) -> Replaced:
    """Read a document again and replace it, with all that rests on it and the ``judgements`` that make it so, in one step.

    ``keep`` and ``corrections`` are what stands from then on; None: what stands now. What it touches is then matched and
    weighed anew.

    Raises:
        CaseError: if the document cannot be made from its original again; nothing is changed then.
    """
    keep = kept_stretches(writer, document.id) if keep is None else keep
    corrections = corrections_of(writer, document.id) if corrections is None else corrections
    reading = read_again(writer, document, keep, corrections, options or Options())
    after = cast("Document", reading.document)
    before = sum(1 for _ in writer.records("claims", documents={document.id}))
    batch = Pending(readings=[reading]).batch()
    relations = {**batch.relations, "copies": new_copies(batch, writer)}
    writer.replace_document(after, relations, rejected=reading.rejected, judgements=judgements)
    update(writer)
    return Replaced(after, before, len(reading.claims))


def read_again(
    store: Store, document: Document, keep: Sequence[Span], corrections: Corrections, options: Options
) -> Reading:
    """Read a document of the case again from its original, with ``keep`` left in its text and ``corrections`` laid over.

    Raises:
        CaseError: if that fails, or the original no longer holds it.
    """
    item = item_of(store, document.id, document.path, document.original_sha256)
    options = msgspec.structs.replace(options, clean_jsonl=bool(keep) or was_cleaned(document, item))
    reading = read_item(item, options, keep, corrections, lines_applied(store, document.id))
    failure = next((each for each in reading.rejected if each.reason is Reason.INTERNAL), None)
    if reading.document is None or failure is not None:
        why = describe(failure or reading.rejected[0])
        message = f"{document.id} cannot be read again, and nothing was changed: {why}"
        raise CaseError(message)
    return reading


def was_cleaned(document: Document, item: Item) -> bool:
    """Say whether a document was cleaned when it was read: a line of JSONL may have been taken word for word."""
    if document.removed:  # what is taken word for word has no cuts
        return True
    taken = clean(item)
    return not isinstance(taken, Document) or taken.text != document.text


def item_of(store: Store, document: str, path: str, sha256: str) -> Item:
    """Return the item of an original from which a document was read.

    Raises:
        CaseError: if the original no longer holds it.
    """
    for item in collect_again(path, store.originals.kept(sha256)):
        if document_id(item.content, item.known) == document:
            return item
    message = (
        f"the original of {document} ({path}) does not give this document any more: "
        "`allegedly verify` says whether it was changed"
    )
    raise CaseError(message)
