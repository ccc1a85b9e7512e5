"""The system of record, ``ledger.sqlite``: documents, custody log, rejected inputs, manifest of segments, full text."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from allegedly.records import CustodyEntry, Document, Record, Rejected, Signature
from allegedly.store.custody import FIRST, Head, seal
from allegedly.store.database import LEDGER_FILE, connect_reader, connect_writer, has_table, transaction, translated
from allegedly.store.entries import WITHDRAW, Job, Review, Run
from allegedly.store.naming import Naming
from allegedly.store.segments import SegmentRow, hashes_of, holds_any

R = TypeVar("R", bound=Record)

# Rows fetched at a time: keeps a walk over a large case in bounded memory.
_ROWS_AT_ONCE = 500

_REVIEWS = "SELECT number, time, operator, action, subject, detail, undone_by FROM reviews"
_ADD_DOCUMENT = (
    "INSERT INTO documents (id, original_sha256, path, part, title, outlet, published, language, run, record)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS TEXT))"
)
_CHANGE_DOCUMENT = (
    "UPDATE documents SET (id, original_sha256, path, part, title, outlet, published, language, run, record)"
    " = (?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS TEXT)) WHERE number = ?"
)
_ADD_WORDS = "INSERT INTO search (rowid, title, outlet, byline, text) VALUES (?, ?, ?, ?, ?)"
# The index keeps no texts: it must be told the old words, exactly, to forget them.
_FORGET_WORDS = "INSERT INTO search (search, rowid, title, outlet, byline, text) VALUES ('delete', ?, ?, ?, ?, ?)"

# A word of the title weighs as much as three elsewhere in the order of search results: a headline says what a text is about.
_TITLE_WEIGHT = 3.0


class Ledger:
    """The open ledger of one case; close it, or use it in a ``with`` statement."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self._path = folder / LEDGER_FILE
        self._connection = connection
        self.naming = Naming(self._rows, self._write)

    @classmethod
    def open(cls, folder: Path) -> "Ledger":
        """Open the ledger of a case for reading."""
        return cls(folder, connect_reader(folder / LEDGER_FILE))

    @classmethod
    def open_writer(cls, folder: Path, tool: str) -> "Ledger":
        """Open the ledger of a case for writing; make it if there is none."""
        return cls(folder, connect_writer(folder / LEDGER_FILE, tool))

    def close(self) -> None:
        """Close the file; nothing happens if it is closed already."""
        self._connection.close()

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all that is written inside one step: all of it or nothing."""
        with translated(self._path), transaction(self._connection):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state of the ledger inside, whatever a writer does meanwhile."""
        with translated(self._path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                with suppress(sqlite3.Error):  # a damaged file may refuse even this
                    self._connection.execute("ROLLBACK")

    # -- what is there -------------------------------------------------------------------------------------------

    def documents(self, ids: Collection[str] | None = None) -> Iterator[Document]:
        """Yield the documents, in the order in which they came; or only those with these ids."""
        if ids is None:
            return self._records(Document, "SELECT record FROM documents ORDER BY number")
        query = "SELECT record FROM documents WHERE id IN (SELECT value FROM json_each(?)) ORDER BY number"
        return self._records(Document, query, _json(ids))

    def rejected(self, documents: Collection[str] | None = None) -> Iterator[Rejected]:
        """Yield the rejected inputs in the order in which they came; or only those of these documents."""
        records = self._records(Rejected, "SELECT record FROM rejected ORDER BY number")
        return (each for each in records if documents is None or each.document in documents)

    def document_count(self) -> int:
        """Return the number of documents."""
        return int(self._value("SELECT count(*) FROM documents"))

    def known_documents(self, ids: Iterable[str]) -> set[str]:
        """Return those of the ids that the case holds, or that were withdrawn from it."""
        ids = list(ids)
        withdrawn = (
            "SELECT subject FROM reviews WHERE subject IN (SELECT value FROM json_each(?))"  # noqa: S608  our own word
            f" AND action = '{WITHDRAW}' AND undone_by IS NULL"
        )
        known = self._known("SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?))", ids)
        return known | self._known(withdrawn, ids)

    def former(self, documents: Iterable[str]) -> Iterator[Signature]:
        """Yield the signatures that documents had when they were last matched, of those that changed or went since."""
        query = "SELECT signatures FROM former WHERE document IN (SELECT value FROM json_each(?)) ORDER BY document"
        for (held,) in self._rows(query, _json(documents)):
            yield from msgspec.json.decode(held, type=list[Signature])

    def known_originals(self, digests: Iterable[str]) -> set[str]:
        """Return those of the SHA-256s that the custody log names."""
        return self._known("SELECT sha256 FROM custody WHERE sha256 IN (SELECT value FROM json_each(?))", digests)

    def has_read(self, sha256: str, media_type: str) -> bool:
        """Say whether every item of these bytes, read as this type, has been through."""
        query = "SELECT count(*) FROM read_fully WHERE sha256 = ? AND media_type = ?"
        return bool(self._value(query, sha256, media_type))

    def was_found(self, sha256: str, path: str) -> bool:
        """Say whether the custody log has these bytes at this (absolute) path."""
        return bool(self._value("SELECT count(*) FROM custody WHERE sha256 = ? AND path = ?", sha256, path))

    def was_rejected(self, rejected: Rejected) -> bool:
        """Say whether the same input was rejected for the same reason before."""
        query = "SELECT count(*) FROM rejected WHERE (path, part, stage, reason, original_sha256) = (?, ?, ?, ?, ?)"
        return bool(self._value(query, *_rejected_key(rejected)))

    def find_documents(self, beginning: str, limit: int) -> list[str]:
        """Return up to ``limit`` ids that begin so, sorted."""
        query = "SELECT id FROM documents WHERE substr(id, 1, ?) = ? ORDER BY id LIMIT ?"
        return [row[0] for row in self._rows(query, len(beginning), beginning, limit)]

    def custody(self) -> Iterator[CustodyEntry]:
        """Yield the lines of the custody log, first to last."""
        names = ", ".join(CustodyEntry.__struct_fields__)
        for row in self._rows(f"SELECT {names} FROM custody ORDER BY number"):  # noqa: S608  (names are our own)
            yield CustodyEntry(**dict(zip(CustodyEntry.__struct_fields__, row, strict=True)))

    def head(self) -> Head:
        """Return the end of the custody log as noted when it was last written."""
        noted = dict(self._rows("SELECT key, value FROM meta WHERE key IN ('custody count', 'custody head')"))
        return Head(int(noted.get("custody count", 0)), noted.get("custody head", FIRST))

    def segments(self, relation: str | None = None, documents: Iterable[str] | None = None) -> list[SegmentRow]:
        """Return the manifest, or the part of one relation, in the order in which the rows came.

        Of segments that are known to have no row of ``documents`` none is returned.
        """
        hashes = "documents.hashes FROM segments LEFT JOIN segment_documents AS documents USING (file)"
        known = hashes if self._has_table("segment_documents") else "NULL FROM segments"
        columns = f"SELECT segments.file, relation, run, rows, sha256, {known}"
        rows = self._rows(f"{columns} WHERE ? IN ('', relation) ORDER BY relation, segments.file", relation or "")
        held = [SegmentRow(*row) for row in rows]
        if documents is None:
            return held
        wanted = hashes_of(documents)
        return [segment for segment in held if holds_any(segment, wanted)]

    def jobs(self, action: str) -> list[Job]:
        """Return the jobs of one kind, oldest first."""
        columns = "SELECT number, asked, operator, action, detail, state, ended FROM jobs"
        return [Job(*row) for row in self._rows(f"{columns} WHERE action = ? ORDER BY number", action)]

    def reviews(self, action: str, subject: str) -> list[Review]:
        """Return the judgements of one kind on one record, oldest first, those taken back among them."""
        query = f"{_REVIEWS} WHERE (action, subject) = (?, ?) ORDER BY number"
        return [Review(*row) for row in self._rows(query, action, subject)]

    def standing_reviews(self, actions: Collection[str]) -> list[Review]:
        """Return the judgements of these kinds that nobody has taken back, oldest first."""
        standing = "undone_by IS NULL AND action IN (SELECT value FROM json_each(?))"
        query = f"{_REVIEWS} WHERE {standing} ORDER BY number"
        return [Review(*row) for row in self._rows(query, _json(actions))]

    def review(self, number: int) -> Review | None:
        """Return the judgement with this number, None if there is none."""
        return next((Review(*row) for row in self._rows(f"{_REVIEWS} WHERE number = ?", number)), None)

    def unweighed(self) -> set[str]:
        """Return the ids of the documents that came or changed since allegations were last weighed."""
        return {row[0] for row in self._rows("SELECT document FROM unweighed")}

    def unmatched(self) -> set[str]:
        """Return the ids of the documents that came or changed since claims were last matched."""
        return {row[0] for row in self._rows("SELECT document FROM unmatched")}

    def search(self, query: str, limit: int) -> list[str]:
        """Return the ids of the documents that hold the words, best first.

        FTS5's own syntax (``NEAR``, ``OR``, ``NOT``, ``"a phrase"``, ``title: word``) works; what is no such query is
        taken as words that must all occur.
        """
        words = " ".join('"' + word.replace('"', '""') + '"' for word in query.replace("\0", " ").split())
        if not words:
            return []
        try:
            return self._search(query, limit)
        except sqlite3.OperationalError:  # not FTS5's syntax, for instance "al-Harun"
            with translated(self._path):
                return self._search(words, limit)

    def quick_check(self) -> list[str]:
        """Return what SQLite itself finds wrong with the file; nothing if all is well."""
        return [row[0] for row in self._rows("PRAGMA quick_check") if row[0] != "ok"]

    def documents_without_original(self) -> Iterator[tuple[str, str]]:
        """Yield (id, SHA-256) of every document whose original the custody log does not name."""
        yield from self._rows(
            "SELECT id, original_sha256 FROM documents WHERE original_sha256 NOT IN (SELECT sha256 FROM custody)"
        )

    # -- what a writer adds, inside a transaction ----------------------------------------------------------------

    def next_run(self) -> str:
        """Return the id of the run that a writer may use; it counts once :meth:`add_run` has written it."""
        number = self._value("SELECT coalesce(max(CAST(id AS INTEGER)), 0) + 1 FROM runs")
        return f"{number:06d}"

    def add_run(self, run: Run) -> None:
        """Write the run down, once."""
        self._write("INSERT OR IGNORE INTO runs VALUES (?, ?, ?, ?)", [run])

    def add_custody(self, entries: Iterable[CustodyEntry]) -> None:
        """Append lines, numbering and chaining them, and note the new end of the log."""
        number, previous = self.head()
        for entry in entries:
            number += 1
            sealed = seal(msgspec.structs.replace(entry, number=number, previous=previous))
            previous = sealed.hash
            self._write("INSERT INTO custody VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [msgspec.structs.astuple(sealed)])
        noted = [("custody count", str(number)), ("custody head", previous)]
        self._write("INSERT OR REPLACE INTO meta VALUES (?, ?)", noted)

    def add_documents(self, documents: Iterable[Document], run: str) -> None:
        """Add documents and index their words."""
        for document in documents:
            cursor = self._connection.execute(_ADD_DOCUMENT, _document_row(document, run))
            self._write(_ADD_WORDS, [_words(cursor.lastrowid, document)])

    def replace_document(self, old: Document, new: Document, run: str) -> None:
        """Put a document, as it was read again, and its words in the place of the one with the same id."""
        number = self._value("SELECT number FROM documents WHERE id = ?", old.id)
        self._write(_CHANGE_DOCUMENT, [(*_document_row(new, run), number)])
        self._write(_FORGET_WORDS, [_words(number, old)])
        self._write(_ADD_WORDS, [_words(number, new)])

    def remove_document(self, document: Document) -> None:
        """Take a document and its words out."""
        number = self._value("SELECT number FROM documents WHERE id = ?", document.id)
        self._write(_FORGET_WORDS, [_words(number, document)])
        self._write("DELETE FROM documents WHERE number = ?", [(number,)])

    def keep_former(self, document: str, signatures: Iterable[Signature]) -> None:
        """Keep the signatures that a document had when it was last matched; those kept before stay."""
        rows = [(document, msgspec.json.encode(list(signatures)))]
        self._write("INSERT OR IGNORE INTO former VALUES (?, ?)", rows)

    def clear_rejected_of(self, document: Document) -> None:
        """Forget what could not be done with a document once it was cleaned, now that it was read again."""
        self._write(
            "DELETE FROM rejected WHERE json_extract(record, '$.document') = ?"
            " OR ((path, part, original_sha256) = (?, ?, ?) AND stage <> 'collect')",
            [(document.id, document.path, document.part or "", document.original_sha256)],
        )

    def add_review(self, review: Review) -> int:
        """Write a judgement down and return its number."""
        number = int(self._value("SELECT coalesce(max(number), 0) + 1 FROM reviews"))
        self._write("INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?)", [(number, *review[1:])])
        return number

    def mark_undone(self, review: int, by: int) -> None:
        """Note that a judgement no longer stands, and which one took it back."""
        self._write("UPDATE reviews SET undone_by = ? WHERE number = ?", [(by, review)])

    def add_rejected(self, rejected: Iterable[Rejected], run: str) -> None:
        """Add rejected inputs; one that is there already is left as it is."""
        self._write(
            "INSERT OR IGNORE INTO rejected (path, part, stage, reason, original_sha256, run, record)"
            " VALUES (?, ?, ?, ?, ?, ?, CAST(? AS TEXT))",
            [(*_rejected_key(each), run, msgspec.json.encode(each)) for each in rejected],
        )

    def clear_rejected(self, paths: Iterable[str]) -> None:
        """Forget that these paths could not be read, now that they could."""
        self._write("DELETE FROM rejected WHERE path = ? AND original_sha256 = ''", [(path,) for path in paths])

    def mark_read(self, read: Iterable[tuple[str, str]]) -> None:
        """Note (SHA-256, media type) of originals whose last item has been through."""
        self._write("INSERT OR IGNORE INTO read_fully VALUES (?, ?)", list(read))

    def mark_unweighed(self, documents: Iterable[str], *, unmatched: bool = True) -> None:
        """Note that allegations must be weighed again on account of these documents, and their claims matched, too."""
        rows = [(each,) for each in documents]
        self._write("INSERT OR IGNORE INTO unweighed VALUES (?)", rows)
        if unmatched:
            self._write("INSERT OR IGNORE INTO unmatched VALUES (?)", rows)

    def mark_weighed(self, documents: Iterable[str]) -> None:
        """Note that allegations take these documents into account as they are."""
        rows = [(each,) for each in documents]
        self._write("DELETE FROM unweighed WHERE document = ?", rows)
        self._write("DELETE FROM unmatched WHERE document = ?", rows)
        self._write("DELETE FROM former WHERE document = ?", rows)

    def save_job(self, job: Job) -> None:
        """Write a job down, or how it stands now."""
        number = job.number or self._value("SELECT coalesce(max(number), 0) + 1 FROM jobs")
        self._write("INSERT OR REPLACE INTO jobs VALUES (?, ?, ?, ?, ?, ?, ?)", [(number, *job[1:])])

    def swap_segments(self, new: Iterable[SegmentRow], old: Iterable[SegmentRow] = ()) -> None:
        """List new segments in the manifest and strike out old ones."""
        gone, come = [(segment.file,) for segment in old], list(new)
        self._write("DELETE FROM segments WHERE file = ?", gone)
        self._write("DELETE FROM segment_documents WHERE file = ?", gone)
        rows = [segment[:5] for segment in come]
        self._write("INSERT INTO segments (file, relation, run, rows, sha256) VALUES (?, ?, ?, ?, ?)", rows)
        self.note_documents(come)

    def note_documents(self, segments: Iterable[SegmentRow]) -> None:
        """Note of which documents segments have rows, where that is known."""
        hashes = [(segment.file, segment.documents) for segment in segments if segment.documents is not None]
        self._write("INSERT OR REPLACE INTO segment_documents VALUES (?, ?)", hashes)

    def _has_table(self, name: str) -> bool:
        with translated(self._path):
            return has_table(self._connection, name)

    # -- the only places that talk to SQLite ---------------------------------------------------------------------

    def _records(self, cls: type[R], query: str, *values: str) -> Iterator[R]:
        for row in self._rows(query, *values):
            yield msgspec.json.decode(row[0], type=cls)

    def _known(self, query: str, keys: Iterable[str]) -> set[str]:
        return {row[0] for row in self._rows(query, _json(keys))}

    def _search(self, query: str, limit: int) -> list[str]:
        rows = self._connection.execute(
            "SELECT documents.id FROM search JOIN documents ON documents.number = search.rowid WHERE search MATCH ?"
            " ORDER BY bm25(search, ?, 1.0, 1.0, 1.0), documents.number LIMIT ?",
            (query, _TITLE_WEIGHT, limit),
        )
        return [row[0] for row in rows]

    def _value(self, query: str, *values: str) -> str | int:
        [[value]] = self._rows(query, *values)
        return value  # type: ignore[no-any-return]

    def _rows(self, query: str, *values: str | int) -> Iterator[tuple]:  # type: ignore[type-arg]
        with translated(self._path):
            cursor = self._connection.execute(query, values)
            while rows := cursor.fetchmany(_ROWS_AT_ONCE):
                yield from rows

    def _write(self, statement: str, rows: list) -> None:  # type: ignore[type-arg]
        self._connection.executemany(statement, rows)


def _document_row(document: Document, run: str) -> tuple[str | bytes | None, ...]:
    return (
        *(document.id, document.original_sha256, document.path, document.part, document.title),
        *(document.outlet, document.published, document.language, run, msgspec.json.encode(document)),
    )


def _words(number: int | str | None, document: Document) -> tuple[int | str | None, ...]:
    return number, document.title, document.outlet, document.byline, document.text


def _json(keys: Iterable[str]) -> str:
    return msgspec.json.encode(list(keys)).decode()


def _rejected_key(rejected: Rejected) -> tuple[str, str, str, str, str]:
    return (
        rejected.path,
        rejected.part or "",
        rejected.stage.value,
        rejected.reason.value,
        rejected.original_sha256 or "",
    )
