"""What one commit adds to a case, and how much of it is new."""

from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from allegedly.errors import CaseError
from allegedly.records import Document, Original, Record, Rejected
from allegedly.store.custody import COLLECTED, FOUND_AGAIN
from allegedly.store.ledger import Ledger

STDIN = "-"  # the path of what came through standard input
WEB = ("http://", "https://")  # how the path of what was fetched begins


class Batch(NamedTuple):
    """What one commit adds: originals, the documents found in them, rows derived from those, inputs not used.

    ``unfinished`` names the originals (by SHA-256) of which more items follow in a later batch, which repeats them.
    """

    originals: Collection[Original] = ()
    documents: Collection[Document] = ()
    relations: Mapping[str, Collection[Record]] = MappingProxyType({})
    rejected: Collection[Rejected] = ()
    unfinished: frozenset[str] = frozenset()


class Committed(NamedTuple):
    """How much of a batch was new; what is ``known`` was in the case before, or earlier in the batch.

    ``found_again`` counts originals whose bytes were known, but not at that place; ``rows`` those of derived relations.
    """

    collected: int
    found_again: int
    originals_known: int
    documents: int
    documents_known: int
    rejected: int
    rows: int


class News:
    """The part of a batch that the ledger does not hold yet, in the order of the batch.

    Raises:
        CaseError: if a document's original, or a row's document, is neither in the batch nor in the case.
    """

    def __init__(self, ledger: Ledger, batch: Batch) -> None:
        self._batch = batch
        self.findings = _new_findings(ledger, batch.originals)
        self.documents = _new_documents(ledger, batch)
        self.relations = _new_rows(ledger, batch, {document.id for document in self.documents})
        self.rejected = [each for each in dict.fromkeys(batch.rejected) if not ledger.was_rejected(each)]
        self.read_fully = {
            (each.sha256, each.media_type)
            for each in batch.originals
            if each.sha256 not in batch.unfinished and not ledger.has_read(each.sha256, each.media_type)
        }

    @property
    def collected(self) -> list[str]:
        """The SHA-256s of the originals that are new to the case."""
        return [original.sha256 for action, original in self.findings if action == COLLECTED]

    def is_empty(self) -> bool:
        """Say whether the case holds all of the batch."""
        return not (self.findings or self.documents or self.relations or self.rejected or self.read_fully)

    def count(self) -> Committed:
        """Count what is new and what is not."""
        collected = len(self.collected)
        return Committed(
            collected=collected,
            found_again=len(self.findings) - collected,
            originals_known=len(self._batch.originals) - len(self.findings),
            documents=len(self.documents),
            documents_known=len(self._batch.documents) - len(self.documents),
            rejected=len(self.rejected),
            rows=sum(len(rows) for rows in self.relations.values()),
        )


def place_found(path: str) -> str:
    """Return the path as the custody log writes it: absolute, so that it means the same from every working folder."""
    is_place_itself = path == STDIN or path.startswith(WEB)
    return path if is_place_itself else str(Path(path).absolute())


def _new_findings(ledger: Ledger, originals: Collection[Original]) -> list[tuple[str, Original]]:
    """Return (action, original) for all bytes that are new, or known but not from that place."""
    known = ledger.known_originals({each.sha256 for each in originals})
    seen: set[tuple[str, str]] = set()
    findings: list[tuple[str, Original]] = []
    for original in originals:
        place = (original.sha256, place_found(original.path))
        if place in seen or (original.sha256 in known and ledger.was_found(*place)):
            continue
        seen.add(place)
        findings.append((FOUND_AGAIN if original.sha256 in known else COLLECTED, original))
        known.add(original.sha256)
    return findings


def _new_documents(ledger: Ledger, batch: Batch) -> list[Document]:
    by_id = {document.id: document for document in reversed(list(batch.documents))}  # the first of several stays
    known = ledger.known_documents(by_id)
    new = [document for key, document in reversed(by_id.items()) if key not in known]
    digests = {document.original_sha256 for document in new} - {original.sha256 for original in batch.originals}
    for digest in digests - ledger.known_originals(digests):
        message = f"a document rests on the original {digest}, which is neither in the batch nor in the case"
        raise CaseError(message)
    return new


def _new_rows(ledger: Ledger, batch: Batch, new: set[str]) -> dict[str, list[Record]]:
    """Return the derived rows that a new document has a part in, each id once; relations without any are left out."""
    rows: dict[str, list[Record]] = {}
    for relation, records in batch.relations.items():
        by_id = {_field(record, "id"): record for record in records if _documents_of(record) & new}
        if by_id:
            rows[relation] = list(by_id.values())
    owners = {
        owner for records in batch.relations.values() for record in records for owner in _documents_of(record)
    } - new
    for owner in owners - ledger.known_documents(owners):
        message = f"derived rows name the document {owner!r}, which is neither in the batch nor in the case"
        raise CaseError(message)
    return rows


def _documents_of(record: Record) -> set[str]:
    """Return the documents that a row is about: its own, and for an edge the one at the other end, too."""
    return {_field(record, name) for name in ("document", "of") if name in record.__struct_fields__}


def _field(record: Record, name: str) -> str:
    return str(getattr(record, name))
