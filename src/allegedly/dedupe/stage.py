"""The stage: fingerprints and the documents behind them in, copies out; new documents against all there are."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final

import pyarrow as pa

from allegedly.dedupe.candidates import candidates
from allegedly.dedupe.fingerprint import fingerprints as make_fingerprints
from allegedly.dedupe.judge import Reading, judge_read, read
from allegedly.errors import UnknownIdError
from allegedly.records import Copy, Document

# Returns the documents with the ids asked for, in any order.
ReadDocuments = Callable[[Sequence[str]], Iterable[Document]]

# Pairs for which documents are fetched at a time.
PAIRS_PER_FETCH: Final = 512

# Words kept in memory at most for texts that are compared again soon (24 bytes each, beside their texts).
WORDS_KEPT: Final = 4_000_000


def dedupe(
    fingerprints: pa.Table, read_documents: ReadDocuments, *, fresh: Collection[str] | None = None
) -> Iterator[Copy]:
    """Yield every copy among the documents of ``fingerprints``, in the order of the ids of the two texts.

    With ``fresh``, the ids of new documents, only edges with a new document are yielded: edges found before stay as they
    are, because an edge rests on its two documents alone.

    Raises:
        UnknownIdError: if ``read_documents`` does not return a document that has a fingerprint.
    """
    pairs = candidates(fingerprints, fresh)
    shelf = Shelf(read_documents)
    for batch in pairs.to_batches(max_chunksize=PAIRS_PER_FETCH):
        rows = list(zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True))
        shelf.fetch({document for row in rows for document in row})
        for one, other in rows:
            copy = judge_read(shelf.readings[one], shelf.readings[other])
            if copy:
                yield copy


def find_copies(documents: Iterable[Document]) -> list[Copy]:
    """Return every copy among ``documents``, all in memory; of equal ids the last counts."""
    known = {document.id: document for document in documents}
    return list(dedupe(make_fingerprints(known.values()), lambda ids: [known[i] for i in ids]))


class Shelf:
    """Documents read lately, so that a text compared with many is read once."""

    def __init__(self, read_documents: ReadDocuments) -> None:
        self.readings: OrderedDict[str, Reading] = OrderedDict()
        self._read_documents = read_documents
        self._words = 0

    def fetch(self, ids: set[str]) -> None:
        """Have all of ``ids`` at hand, and of the others as many as there is room for, those used last.

        Raises:
            UnknownIdError: naming a document that could not be read.
        """
        for document in ids & self.readings.keys():
            self.readings.move_to_end(document)
        wanted = sorted(ids - self.readings.keys())
        for found in self._read_documents(wanted) if wanted else ():
            self.readings[found.id] = read(found)
            self._words += len(self.readings[found.id].words)
        missing = ids - self.readings.keys()
        if missing:
            message = f"no document {min(missing)!r}, which has a fingerprint, was handed to dedupe"
            raise UnknownIdError(message)
        while self._words > WORDS_KEPT and len(self.readings) > len(ids):
            _, dropped = self.readings.popitem(last=False)
            self._words -= len(dropped.words)
