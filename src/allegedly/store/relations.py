"""The relations of a case as DuckDB sees them: Parquet segments and the ledger's tables, in memory, without a lock."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds

from allegedly.records import Record
from allegedly.store.columns import schema_of, to_batch

# Records in one Arrow batch of a ledger's table. Documents carry their text, so the batches are smaller than a segment's.
_ROWS_AT_ONCE = 500


class RecordStream:
    """Records as an Arrow stream that can be read any number of times, one batch in memory at a time.

    DuckDB, polars and pyarrow take it by the Arrow PyCapsule interface.
    """

    def __init__(self, record: type[Record], read: Callable[[], Iterable[Record]]) -> None:
        self._record = record
        self._read = read

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Begin a new pass over the records; nothing is read before the first batch is asked for."""
        reader = pa.RecordBatchReader.from_batches(schema_of(self._record), self._batches())
        return reader.__arrow_c_stream__(requested_schema)

    def _batches(self) -> Iterator[pa.RecordBatch]:
        records = iter(self._read())
        while part := list(islice(records, _ROWS_AT_ONCE)):
            yield to_batch(self._record, part)


def relation_of_segments(
    connection: duckdb.DuckDBPyConnection, record: type[Record], paths: list[Path]
) -> duckdb.DuckDBPyRelation:
    """Return the rows of Parquet files as one relation, with the record's columns even if there is no file.

    They go through an Arrow dataset, not ``read_parquet``: it takes paths as they are (DuckDB would expand ``[`` and
    ``*`` in the name of a case folder) and fills columns that an older file lacks.
    """
    return connection.from_arrow(ds.dataset([str(path) for path in paths], schema=schema_of(record), format="parquet"))


def relation_of_stream(connection: duckdb.DuckDBPyConnection, stream: RecordStream) -> duckdb.DuckDBPyRelation:
    """Return records as a relation; each use of it reads them anew."""
    return connection.from_arrow(stream)
