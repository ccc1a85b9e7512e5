"""Derived relations as immutable Parquet files, ``segments/<relation>-<run>-<number>.parquet``."""

import hashlib
import itertools
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import reduce
from operator import and_
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from allegedly.errors import CaseError, CaseFormatError, StageOrderError
from allegedly.records import (
    Allegation,
    Attribution,
    Claim,
    Copy,
    Drift,
    Event,
    Fingerprint,
    LineMarks,
    Link,
    Pair,
    Record,
    Signature,
)
from allegedly.store.columns import from_batch, schema_of, to_batch
from allegedly.store.disk import flush
from allegedly.store.originals import hash_file

# The relations that stages derive from documents, by name; a new one begins here.
RELATIONS: Mapping[str, type[Record]] = MappingProxyType(
    {
        "allegations": Allegation,
        "attributions": Attribution,
        "claims": Claim,
        "copies": Copy,
        "drifts": Drift,
        "events": Event,
        "fingerprints": Fingerprint,
        "line_marks": LineMarks,
        "links": Link,
        "pairs": Pair,
        "signatures": Signature,
    }
)

# Rows in one Arrow batch, which is one row group of the file: large enough for columns to compress, small enough that a
# batch of claims with its Python objects stays near 10 MB.
ROWS_AT_ONCE = 10_000

_UNFINISHED = ".unfinished"

# The columns that say which documents a row is of.
_OWNERS = ("document", "of", "documents")


class SegmentRow(NamedTuple):
    """One line of the manifest: a file, the relation and run it belongs to, how many rows it has, and its hash.

    ``documents`` are the sorted hashes (``hashes_of``) of the documents that its rows are of; None where it is not known.
    """

    file: str
    relation: str
    run: str
    rows: int
    sha256: str
    documents: bytes | None = None


def record_class(relation: str) -> type[Record]:
    """Return the record class of a derived relation.

    Raises:
        StageOrderError: if nothing derives a relation of this name.
    """
    try:
        return RELATIONS[relation]
    except KeyError:
        message = f"no stage writes a relation {relation!r}; there are {', '.join(sorted(RELATIONS))}"
        raise StageOrderError(message) from None


def write_segment(folder: Path, relation: str, run: str, records: Iterable[Record]) -> SegmentRow:
    """Write records as one new file, which is complete and on the disk when this returns, or is not there.

    It belongs to the case only once the manifest says so.

    Raises:
        CaseError: if it cannot be written.
    """
    cls = record_class(relation)
    return _write(folder, relation, run, schema_of(cls), (to_batch(cls, part) for part in _parts(records)))


def rewrite_segment(folder: Path, old: SegmentRow, run: str, *, without: Collection[str]) -> SegmentRow | None:
    """Write a copy of a segment that leaves out the rows of some documents; None if it has none of theirs.

    An edge is a row of both its documents. The copy may have no row left: it is then written all the same, and the caller leaves it out of the manifest.
    """
    ends = [name for name in ("document", "of") if name in record_class(old.relation).__struct_fields__]
    return _rewrite(folder, old, run, reduce(and_, (~_is_one_of(end, without) for end in ends)))


def drop_rows(folder: Path, old: SegmentRow, run: str, ids: Collection[str]) -> SegmentRow | None:
    """Write a copy of a segment that leaves out the rows with these ids; None if it has none of them."""
    return _rewrite(folder, old, run, ~_is_one_of("id", ids))


def drop_edges(
    folder: Path, old: SegmentRow, run: str, documents: Collection[str], edges: Collection[tuple[str, str]]
) -> SegmentRow | None:
    """Write a copy of a segment of pairs without the rows of some documents and of some pairs; None if it has none of them."""
    cls = record_class(old.relation)
    kept = [batch.filter(_is_kept(batch, documents, edges)) for batch in _batches(folder, old)]
    if sum(batch.num_rows for batch in kept) == old.rows:
        return None
    as_now = (to_batch(cls, list(from_batch(cls, batch))) for batch in kept)
    return _write(folder, old.relation, run, schema_of(cls), as_now)


def _is_kept(batch: pa.RecordBatch, documents: Collection[str], edges: Collection[tuple[str, str]]) -> pa.Array:
    ends = (batch.column(name).to_pylist() for name in ("claim", "other", "document", "of"))
    return pa.array(
        [
            (claim, other) not in edges and document not in documents and of not in documents
            for claim, other, document, of in zip(*ends, strict=True)
        ],
        pa.bool_(),
    )


def _rewrite(folder: Path, old: SegmentRow, run: str, kept: ds.Expression) -> SegmentRow | None:
    if _count(folder, old, kept) == old.rows:
        return None
    cls = record_class(old.relation)
    schema = schema_of(cls)
    rest = _batches(folder, old, kept)
    # A file that an older version wrote may lack columns: they get the values that reading gives them.
    as_now = (batch if batch.schema.equals(schema) else to_batch(cls, list(from_batch(cls, batch))) for batch in rest)
    return _write(folder, old.relation, run, schema, as_now)


def read_segment(
    folder: Path,
    segment: SegmentRow,
    *,
    documents: Collection[str] | None = None,
    ids: Collection[str] | None = None,
) -> Iterator[Record]:
    """Yield the records of one segment in the order in which they were written; or only those of these documents or ids.

    Raises:
        CaseError: if the file is missing or damaged.
    """
    cls = record_class(segment.relation)
    wanted = None if documents is None else _is_one_of("document", documents)
    if ids is not None:
        wanted = _is_one_of("id", ids)
        if not _count(folder, segment, wanted):  # which reads one column instead of all
            return
    for batch in _batches(folder, segment, wanted):
        yield from from_batch(cls, batch)


def read_columns(
    folder: Path, segment: SegmentRow, columns: Mapping[str, ds.Expression] | None
) -> Iterator[pa.RecordBatch]:
    """Yield some columns of a segment, or what is computed from them, in Arrow batches; None: all that it has.

    A column written before its field existed is null.

    Raises:
        CaseError: if the file is missing or damaged.
    """
    schema = None if columns is None else schema_of(record_class(segment.relation))
    with _reading(folder / segment.file, schema) as data:
        yield from data.to_batches(columns=columns, batch_size=ROWS_AT_ONCE, batch_readahead=0)


def documents_of(folder: Path, segment: SegmentRow) -> bytes:
    """Return the hashes of the documents that a segment has rows of."""
    fields = record_class(segment.relation).__struct_fields__
    columns = {name: ds.field(name) for name in _OWNERS if name in fields}
    return hashes_of(document for batch in read_columns(folder, segment, columns) for document in _documents_in(batch))


def hashes_of(documents: Iterable[str]) -> bytes:
    """Return the hashes of documents' ids, 8 bytes each, in order."""
    found = {int.from_bytes(hashlib.blake2b(one.encode(), digest_size=8).digest(), "little") for one in documents}
    return np.array(sorted(found), "<u8").tobytes()


def holds_any(segment: SegmentRow, hashes: bytes) -> bool:
    """Say whether a segment may hold rows of documents with these hashes."""
    if segment.documents is None:
        return True
    held, wanted = np.frombuffer(segment.documents, "<u8"), np.frombuffer(hashes, "<u8")
    places = np.searchsorted(held, wanted)
    return bool(np.any(held[np.minimum(places, len(held) - 1)] == wanted)) if len(held) else False


def find_ids(folder: Path, segment: SegmentRow, beginning: str) -> Iterator[str]:
    """Yield the ids that begin so."""
    begins = pc.starts_with(ds.field("id"), beginning)  # pyright: ignore[reportAttributeAccessIssue]  (made at import)
    for batch in _batches(folder, segment, begins, ["id"]):
        yield from batch.column("id").to_pylist()


def remove_orphans(folder: Path, listed: Iterable[str]) -> None:
    """Delete the files that the manifest does not list: left by a killed writer, or replaced since."""
    keep = set(listed)
    for path in folder.iterdir():
        if path.name not in keep and path.name.endswith((".parquet", _UNFINISHED)):
            path.unlink(missing_ok=True)


def _is_one_of(column: str, values: Collection[str]) -> ds.Expression:
    return ds.field(column).isin(pa.array(list(values), pa.string()))  # typed: there may be none


def _write(folder: Path, relation: str, run: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> SegmentRow:
    path = _new_path(folder, relation, run)
    unfinished = path.with_name(path.name + _UNFINISHED)
    rows = 0
    documents: set[str] = set()
    try:
        with pq.ParquetWriter(unfinished, schema, compression="zstd") as writer:
            for batch in batches:
                rows += batch.num_rows
                documents.update(_documents_in(batch))
                writer.write_batch(batch)
        flush(unfinished)
        digest = hash_file(unfinished)
        os.replace(unfinished, path)
        flush(folder)
    except OSError as error:
        message = f"cannot write the segment {path}: {error}"
        raise CaseError(message) from error
    return SegmentRow(path.name, relation, run, rows, digest, hashes_of(documents))


def _documents_in(batch: pa.RecordBatch) -> Iterator[str]:
    """Yield the documents that rows are of: an edge is one of both its ends, an allegation of all that tell it."""
    for name in _OWNERS:
        if name in batch.schema.names:
            column = batch.column(name)
            yield from (column.flatten() if name == "documents" else column).unique().to_pylist()


def _new_path(folder: Path, relation: str, run: str) -> Path:
    names = (f"{relation}-{run}-{number:05d}.parquet" for number in itertools.count(1))
    return next(folder / name for name in names if not (folder / name).exists())


def _parts(records: Iterable[Record]) -> Iterator[list[Record]]:
    rest = iter(records)
    while part := list(itertools.islice(rest, ROWS_AT_ONCE)):
        yield part


def _count(folder: Path, segment: SegmentRow, wanted: ds.Expression) -> int:
    """Return how many rows of a segment are wanted, from the columns alone that tell."""
    with _reading(folder / segment.file) as data:
        return int(data.count_rows(filter=wanted))


def _batches(
    folder: Path,
    segment: SegmentRow,
    wanted: ds.Expression | None = None,
    columns: list[str] | None = None,
) -> Iterator[pa.RecordBatch]:
    with _reading(folder / segment.file) as data:
        # One batch of a relation may be of 10 MB: none is read before it is asked for.
        yield from data.to_batches(filter=wanted, columns=columns, batch_size=ROWS_AT_ONCE, batch_readahead=0)


@contextmanager
def _reading(path: Path, schema: pa.Schema | None = None) -> Iterator[ds.Dataset]:
    try:
        yield ds.dataset(str(path), format="parquet", schema=schema)
    except FileNotFoundError as error:
        message = f"the segment {path} is missing; `allegedly verify` says what else is"
        raise CaseError(message) from error
    except (OSError, pa.ArrowInvalid) as error:
        message = f"the segment {path} is damaged: {error}"
        raise CaseFormatError(message) from error
