"""The case folder as its readers see it: documents, custody log, search, and relations."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, Self

from allegedly.errors import UnknownIdError
from allegedly.records import CustodyEntry, Document, Original, Record, Rejected
from allegedly.store.beginnings import require_one
from allegedly.store.custody import Head
from allegedly.store.database import LEDGER_FILE
from allegedly.store.entries import Job, Review
from allegedly.store.ledger import Ledger
from allegedly.store.lock import Presence
from allegedly.store.originals import Originals
from allegedly.store.segments import RELATIONS, find_ids, read_columns, read_segment, record_class

if TYPE_CHECKING:  # DuckDB takes a tenth of a second to import, and only relations need it
    import duckdb
    import pyarrow as pa
    import pyarrow.dataset as ds

ORIGINALS = "originals"
SEGMENTS = "segments"

# Ids that an ambiguous beginning is answered with, the first in their order.
_CANDIDATES = 10

# The relations that are tables of the ledger; the derived ones are in segments.RELATIONS.
LEDGER_RELATIONS: Mapping[str, type[Record]] = MappingProxyType(
    {"documents": Document, "rejected": Rejected, "custody": CustodyEntry}
)


def is_case(folder: Path) -> bool:
    """Say whether a folder holds a case."""
    return (folder / LEDGER_FILE).is_file()


class Store:
    """A case for reading: any number at a time, in any number of processes, never blocked by a writer.

    Raises:
        CaseNotFoundError: if there is no case in the folder.
        CaseFormatError: if it is damaged or of a newer version.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._presence = Presence(self.folder)
        try:
            self._ledger = self._open_ledger()
        except BaseException:
            self.close()
            raise
        self.originals = Originals(self.folder / ORIGINALS)

    def _open_ledger(self) -> Ledger:
        return Ledger.open(self.folder)

    def close(self) -> None:
        """Close the case; nothing happens if it is closed already."""
        ledger = self.__dict__.get("_ledger")
        if ledger is not None:
            ledger.close()
        connection = self.__dict__.pop("_duckdb", None)
        if connection is not None:
            connection.close()
        self._presence.leave()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def documents(self, ids: Collection[str] | None = None) -> Iterator[Document]:
        """Yield the documents in the order in which they came; or only those with these ids."""
        return self._ledger.documents(ids)

    def document_count(self) -> int:
        """Return the number of documents."""
        return self._ledger.document_count()

    def known_documents(self, ids: Iterable[str]) -> set[str]:
        """Return those of the ids that the case holds: their documents need not be parsed again."""
        return self._ledger.known_documents(ids)

    def has_read(self, original: Original) -> bool:
        """Say whether these bytes, as this media type, have been read to the end before, wherever they were found."""
        return self._ledger.has_read(original.sha256, original.media_type)

    def custody(self) -> Iterator[CustodyEntry]:
        """Yield the lines of the custody log, first to last."""
        return self._ledger.custody()

    def custody_head(self) -> Head:
        """Return how many lines the custody log has, and the hash of the last: note it elsewhere to detect a rewrite."""
        return self._ledger.head()

    def rejected(self) -> Iterator[Rejected]:
        """Yield the inputs that could not be used, and why."""
        return self._ledger.rejected()

    def jobs(self, action: str) -> list[Job]:
        """Return the jobs of one kind (``"watch"``), oldest first, and how each stands."""
        return self._ledger.jobs(action)

    def reviews(self, action: str, subject: str) -> list[Review]:
        """Return an analyst's judgements of one kind on one record that stand, oldest first."""
        return [review for review in self._ledger.reviews(action, subject) if review.undone_by is None]

    def standing_reviews(self, actions: Collection[str]) -> list[Review]:
        """Return the judgements of these kinds that nobody has taken back, oldest first."""
        return self._ledger.standing_reviews(actions)

    def review(self, number: int) -> Review:
        """Return the judgement with this number.

        Raises:
            UnknownIdError: if there is none.
        """
        found = self._ledger.review(number)
        if found is None:
            message = f"no judgement has the number {number}"
            raise UnknownIdError(message)
        return found

    def unweighed(self) -> set[str]:
        """Return the ids of the documents that came or changed since allegations were last weighed."""
        return self._ledger.unweighed()

    def unmatched(self) -> set[str]:
        """Return those of the unweighed documents whose claims are still to be matched, too: judgements leave pairs as they are."""
        return self._ledger.unmatched()

    def search(self, query: str, *, limit: int = 100) -> list[str]:
        """Return the ids of the documents that hold the words of ``query``, best first; :meth:`Ledger.search` has more."""
        return self._ledger.search(query, limit)

    def open_original(self, sha256: str) -> BinaryIO:
        """Open the bytes of an original as they were found.

        Raises:
            UnknownIdError: if the case holds none with this hash.
        """
        return self.originals.open(sha256)

    def records(self, relation: str, *, documents: Collection[str] | None = None) -> Iterator[Record]:
        """Yield the records of a relation in the order in which they came; or only those of these documents.

        Raises:
            StageOrderError: if there is no such relation.
        """
        if relation == "documents":
            return self.documents(documents)
        if relation == "rejected":
            return self._ledger.rejected(documents)
        if relation == "custody":
            return self.custody()
        record_class(relation)
        return self._derived(relation, documents)

    def _derived(self, relation: str, documents: Collection[str] | None) -> Iterator[Record]:
        for segment in self._ledger.segments(relation, documents):
            yield from read_segment(self.folder / SEGMENTS, segment, documents=documents)

    def columns(
        self, relation: str, columns: Mapping[str, "ds.Expression"] | None, *, documents: Collection[str] | None = None
    ) -> Iterator["pa.RecordBatch"]:
        """Yield some columns of a derived relation, or what is computed from them, in Arrow batches, without making records.

        None: all columns that a segment has. With ``documents`` segments without rows of theirs are left out; others are given whole.
        """
        record_class(relation)
        for segment in self._ledger.segments(relation, documents):
            yield from read_columns(self.folder / SEGMENTS, segment, columns)

    def find(self, relation: str, beginning: str) -> Record:
        """Return the record of a relation whose id is, or alone begins with, ``beginning``.

        Raises:
            UnknownIdError: if none has, or several; the message names them.
            StageOrderError: if there is no such relation.
        """
        if relation == "documents":
            known = self._ledger.find_documents(beginning, _CANDIDATES)
            [document] = self.documents([require_one(known, beginning, relation)])
            return document
        record_class(relation)
        found = {
            each
            for segment in self._ledger.segments(relation)
            for each in find_ids(self.folder / SEGMENTS, segment, beginning)
        }
        one = require_one(sorted(found)[:_CANDIDATES], beginning, relation)
        return next(self._rows_with(relation, {one}))

    def with_ids(self, relation: str, ids: Collection[str]) -> Iterator[Record]:
        """Yield the records of a derived relation that have one of these ids, in the order in which they came."""
        record_class(relation)
        return self._rows_with(relation, ids)

    def _rows_with(self, relation: str, ids: Collection[str]) -> Iterator[Record]:
        for segment in self._ledger.segments(relation):
            yield from read_segment(self.folder / SEGMENTS, segment, ids=ids)

    def relation(self, name: str) -> "duckdb.DuckDBPyRelation":
        """Return a relation for ``.df()``, ``.pl()``, ``.to_arrow_table()``, ``.filter(...)`` and the like.

        All relations of one store share a connection, so they can be joined.

        Raises:
            StageOrderError: if there is no such relation.
        """
        from allegedly.store import relations  # noqa: PLC0415  (DuckDB is loaded when it is needed)

        if name in LEDGER_RELATIONS:
            stream = relations.RecordStream(LEDGER_RELATIONS[name], lambda: _read_apart(self.folder, name))
            return relations.relation_of_stream(self._duckdb, stream)
        return relations.relation_of_segments(self._duckdb, record_class(name), self.segment_paths(name))

    def relation_names(self) -> list[str]:
        """Return the names that :meth:`relation` and :meth:`records` take."""
        return [*LEDGER_RELATIONS, *RELATIONS]

    def segment_paths(self, relation: str) -> list[Path]:
        """Return the Parquet files of a derived relation, oldest first."""
        return [self.folder / SEGMENTS / segment.file for segment in self._ledger.segments(relation)]

    @cached_property
    def _duckdb(self) -> "duckdb.DuckDBPyConnection":
        import duckdb  # noqa: PLC0415

        return duckdb.connect()


def _read_apart(folder: Path, name: str) -> Iterator[Record]:
    """Read a table of the ledger through a connection of its own: DuckDB may ask from another thread, and twice."""
    with Ledger.open(folder) as ledger:
        if name == "documents":
            yield from ledger.documents()
        elif name == "rejected":
            yield from ledger.rejected()
        else:
            yield from ledger.custody()
