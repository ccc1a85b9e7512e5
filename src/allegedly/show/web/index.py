"""What the pages look up: a case's relations as tables of a DuckDB file of the server's own, made anew when the case changes.

Lists are counted, filtered, sorted and cut into pages here, in SQL, so that a page costs the same in a case of a hundred
claims and in one of a million. Nothing in the file is kept: it can be made from the case at any time.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from allegedly.case import Case
from allegedly.records import (
    Allegation,
    Attribution,
    Claim,
    Copy,
    CustodyEntry,
    Document,
    Drift,
    Event,
    Link,
    Pair,
    Record,
    Rejected,
    Signature,
)
from allegedly.show.web.index_tables import DERIVED, DOCUMENTS, TABLES
from allegedly.store.columns import from_batch, schema_of

if TYPE_CHECKING:
    import pyarrow as pa

R = TypeVar("R", bound=Record)

# The relations that the pages show, with their records; one that the case does not have is an empty table.
SHOWN: Mapping[str, type[Record]] = {
    "documents": Document,
    "attributions": Attribution,
    "claims": Claim,
    "copies": Copy,
    "rejected": Rejected,
    "custody": CustodyEntry,
    "events": Event,
    "links": Link,
    "pairs": Pair,
    "allegations": Allegation,
    "drifts": Drift,
    "signatures": Signature,  # after the allegations: which are taken over depends on them
}

# Records taken over at a time: a batch of documents with their texts stays within a few megabytes.
_ROWS_AT_ONCE = 2_000


class Index:
    """The tables of one state of a case (None: of an empty one); any number of threads may ask at once."""

    def __init__(self, case: Case | None) -> None:
        folder = tempfile.mkdtemp(prefix="allegedly-index-")
        self._connection = duckdb.connect(str(Path(folder) / "index.duckdb"))
        self._tidy = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._cursors = threading.local()
        self._connection.execute("SET enable_progress_bar = false")
        for name, record in SHOWN.items():
            self._take_over(name, record, case)
        for statement in DERIVED:
            self._connection.execute(statement)

    def close(self) -> None:
        """Let go of the file and delete it."""
        self._connection.close()
        self._tidy()

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Return the rows of a query, each by the names of its columns."""
        cursor = self._cursor().execute(query, list(values))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def value(self, query: str, *values: object) -> Any:
        """Return the one value that a query gives."""
        [row] = self._cursor().execute(query, list(values)).fetchall()
        return row[0]

    def records(self, record: type[R], query: str, *values: object) -> list[R]:
        """Return the rows of a query as records; it must give all their columns."""
        table: pa.Table = self._cursor().sql(query, params=list(values)).to_arrow_table()
        names = [name for name in record.__struct_fields__ if name in table.column_names]
        table = table.select(names).cast(schema_of(record))
        return [each for batch in table.to_batches() for each in from_batch(record, batch)]

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """Return this thread's own connection to the file: two threads must not share one."""
        cursor: duckdb.DuckDBPyConnection | None = getattr(self._cursors, "cursor", None)
        if cursor is None:
            cursor = self._cursors.cursor = self._connection.cursor()
        return cursor

    def _take_over(self, name: str, record: type[Record], case: Case | None) -> None:
        """Copy a relation of the case into a table of its own, with the numbers of its rows."""
        query = TABLES.get(name, "SELECT row_number() OVER () AS n, * FROM incoming")
        rows = schema_of(record).empty_table() if case is None else case.relation(name).to_arrow_reader(_ROWS_AT_ONCE)
        self._connection.register("incoming", rows)
        self._connection.execute(f"CREATE TABLE {name} AS {query}")
        self._connection.unregister("incoming")
        if name == "documents":
            for statement in DOCUMENTS:
                self._connection.execute(statement)
