"""Rows of relations laid out once by the portions of work that will ask for them, in files of a temporary folder."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa

from allegedly.records import Record
from allegedly.store.columns import from_batch, schema_of, to_batch
from allegedly.store.folder import Store
from allegedly.store.segments import record_class

_OPTIONS = pa.ipc.IpcWriteOptions(compression="zstd")


class Shelves:
    """The rows of some documents, by shelf: a document can stand on several. Use it in a ``with`` statement.

    A case's rows lie in the order in which documents came. Work that takes them in another order, a portion at a time,
    would read the whole case for each portion; so all is read once and put on the shelf of its portion.
    """

    def __init__(self, store: Store, shelves: Mapping[str, Collection[int]]) -> None:
        self._store = store
        self._shelves = shelves
        self._numbers = {number for numbers in shelves.values() for number in numbers}
        self._folder = tempfile.TemporaryDirectory(prefix="allegedly-")
        self._laid: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def read(self, relation: str, number: int) -> Iterator[Record]:
        """Yield the rows of a derived relation whose documents stand on a shelf, in the order in which they came.

        Raises:
            StageOrderError: if there is no such relation.
        """
        if len(self._numbers) < 2:
            yield from self._store.records(
                relation, documents=self._shelves.keys() if self._numbers == {number} else ()
            )
            return
        if relation not in self._laid:
            self._lay(relation)
            self._laid.add(relation)
        path = self._path(relation, number)
        if path.exists():
            with pa.ipc.open_stream(path) as batches:
                for batch in batches:
                    yield from from_batch(record_class(relation), batch)

    def _path(self, relation: str, number: int) -> Path:
        return Path(self._folder.name) / f"{relation}-{number}.arrow"

    def _lay(self, relation: str) -> None:
        cls = record_class(relation)
        schema = schema_of(cls)
        writers: dict[int, pa.ipc.RecordBatchStreamWriter] = {}
        for batch in self._store.columns(relation, None, documents=self._shelves.keys()):
            whole = batch if batch.schema.equals(schema) else to_batch(cls, list(from_batch(cls, batch)))
            for number, rows in sorted(self._rows_by_shelf(whole).items()):
                if number not in writers:
                    writers[number] = pa.ipc.new_stream(self._path(relation, number), schema, options=_OPTIONS)
                writers[number].write_batch(whole.take(pa.array(rows)))
        for writer in writers.values():
            writer.close()

    def _rows_by_shelf(self, batch: pa.RecordBatch) -> dict[int, list[int]]:
        rows: dict[int, list[int]] = defaultdict(list)
        for row, document in enumerate(batch.column("document").to_pylist()):
            for number in self._shelves.get(document, ()):
                rows[number].append(row)
        return rows
