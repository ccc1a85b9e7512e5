"""The fingerprint of one text: winnowed hashes of its word sequences, enough to meet every text it shares words with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

import numpy as np
import pyarrow as pa

from allegedly.dedupe.words import Hashes, hash_grams, hash_words, is_too_short
from allegedly.records import Document, Fingerprint

# Of every four neighbouring sequences one is kept, so two texts that share eight words in a row share a hash (winnowing,
# Schleimer, Wilkerson and Aiken 2003: any match of window + gram - 1 words is met). A window of eight would halve the
# index but meet only runs of twelve, as long as the shortest passage that makes a partial edge.
WINDOW: Final = 4

# Bytes of the hash that stands for a whole text.
TEXT_HASH_BYTES: Final = 16

ROWS_PER_BATCH: Final = 1024

SCHEMA: Final = pa.schema(
    [
        ("document", pa.string()),
        ("text", pa.string()),
        ("words", pa.int64()),
        ("published", pa.string()),
        ("grams", pa.list_(pa.int64())),
    ]
)


def fingerprint(document: Document) -> Fingerprint:
    """Return the fingerprint of the body of ``document``; of a body too short to tell it holds no hash at all.

    >>> text = "The harbour master said on Monday that the ferry had left the quay two hours late."
    >>> left = Document(id="a", original_sha256="", path="a.txt", text=text)
    >>> right = Document(id="b", original_sha256="", path="b.txt", text=text.upper())
    >>> fingerprint(left).text == fingerprint(right).text
    True
    """
    words, gram = hash_words(document)
    short = is_too_short(len(words), gram)
    whole = "" if short else hashlib.blake2b(words.tobytes(), digest_size=TEXT_HASH_BYTES).hexdigest()
    grams = np.empty(0, np.uint64) if short else winnow(hash_grams(words, gram))
    return Fingerprint(
        id=document.id,
        document=document.id,
        text=whole,
        words=len(words),
        published=document.published,
        grams=tuple(grams.view(np.int64).tolist()),
    )


def winnow(grams: Hashes, window: int = WINDOW) -> Hashes:
    """Return the distinct hashes that are the least of some ``window`` neighbours, in increasing order."""
    if len(grams) <= window:
        return grams.min(keepdims=True) if len(grams) else grams
    windows = np.lib.stride_tricks.sliding_window_view(grams, window)
    return np.unique(windows.min(axis=1))


def fingerprints(documents: Iterable[Document]) -> pa.Table:
    """Return the fingerprints of ``documents`` as a relation, made in batches."""
    return table_of(fingerprint(document) for document in documents)


def table_of(rows: Iterable[Fingerprint]) -> pa.Table:
    """Return fingerprints as the relation that ``candidates`` and ``dedupe`` read."""
    batches = [_batch(part) for part in _in_batches(iter(rows))]
    return pa.Table.from_batches(batches, SCHEMA)


def _batch(rows: list[Fingerprint]) -> pa.RecordBatch:
    columns = [[getattr(row, name) for row in rows] for name in SCHEMA.names]
    return pa.record_batch(
        [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)], schema=SCHEMA
    )


def _in_batches(rows: Iterator[Fingerprint]) -> Iterator[list[Fingerprint]]:
    while batch := list(islice(rows, ROWS_PER_BATCH)):
        yield batch
