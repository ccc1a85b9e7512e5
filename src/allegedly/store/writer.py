"""The case folder as its one writer sees it: every batch is one atomic step, and a kill leaves a case that opens."""

import getpass
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, cast

from allegedly.records import CustodyEntry, Document, Original, Record, Rejected, Signature
from allegedly.store.batch import Batch, Committed, News, place_found
from allegedly.store.entries import Job, Review, Run
from allegedly.store.folder import SEGMENTS, Store
from allegedly.store.ledger import Ledger
from allegedly.store.lock import Holder, WriterLock
from allegedly.store.making import make_folder
from allegedly.store.naming import Naming
from allegedly.store.originals import Kept, Readable
from allegedly.store.segments import (
    RELATIONS,
    SegmentRow,
    documents_of,
    drop_edges,
    drop_rows,
    remove_orphans,
    rewrite_segment,
    write_segment,
)


class Judgement(NamedTuple):
    """What an analyst decides on a record, or takes back (``undoes`` is then the number of the review)."""

    action: str
    subject: str
    detail: str
    undoes: int | None = None


class Change(NamedTuple):
    """What becomes of a derived relation: rows go, by their ids or by their documents (an edge by either end), others come.

    ``dropped_edges`` are pairs that go, by both claims, with both documents. ``laid`` are rows that were laid down before.
    """

    dropped: Collection[str] = ()
    added: Iterable[Record] = ()
    dropped_of: Collection[str] = ()
    dropped_edges: Mapping[tuple[str, str], tuple[str, str]] = MappingProxyType({})
    laid: Sequence[SegmentRow] = ()


# Rows in a segment of allegations: an update rewrites the segments that hold a row which changes, so they are kept small.
# A pair takes a thirtieth of an allegation's room.
ROWS_PER_SEGMENT = 5_000
PAIRS_PER_SEGMENT = 50_000

# What matching and weighing make of all documents together.
_OF_THE_CASE = frozenset({"allegations", "drifts", "pairs"})


class Writer(Store):
    """A case for writing: one at a time; it makes the case if there is none and repairs what a killed writer left.

    Waits up to ``wait`` seconds for another writer; ``on_wait`` is then told once whom it waits for. ``operator`` is
    the person named in the custody log, by default the account's name.

    Raises:
        CaseBusyError: if another writer is still there after ``wait`` seconds.
        CaseFormatError: if the folder holds something else, or a case that is damaged or of a newer version.
    """

    def __init__(
        self,
        folder: Path | str,
        *,
        operator: str | None = None,
        wait: float = 0.0,
        on_wait: Callable[[Holder], None] | None = None,
    ) -> None:
        self.operator = operator or _account()
        self.tool = f"allegedly {version('allegedly')}"
        make_folder(Path(folder))
        self._lock = WriterLock(Path(folder))
        self._lock.acquire(self.operator, wait=wait, on_wait=on_wait)
        try:
            super().__init__(folder)
            self.run = self._ledger.next_run()
            self._recover()
        except BaseException:
            self.close()
            raise

    def _open_ledger(self) -> Ledger:
        return Ledger.open_writer(self.folder, self.tool)

    def close(self) -> None:
        """Close the case and let the next writer in."""
        super().close()
        self._lock.release()

    def keep(self, stream: Readable) -> Kept:
        """Copy an input to its end into the case's waiting room; it stays if a commit speaks of it."""
        return self.originals.stage(stream)

    def commit(self, batch: Batch) -> Committed:
        """Add a batch: all of it, or after a kill nothing. What the case holds already changes nothing.

        Documents that are known are left out, and so are the rows derived from them. Staged originals and segments are
        on the disk before the ledger speaks of them; one transaction then makes the whole batch part of the case.

        Raises:
            CaseError: if it cannot be written, or if a document's original is neither in the batch nor in the case.
        """
        news = News(self._ledger, batch)
        if news.is_empty():
            self._drop_staged(batch)
            return news.count()
        self.originals.flush_staged(news.collected)
        segments = [
            write_segment(self.folder / SEGMENTS, relation, self.run, rows) for relation, rows in news.relations.items()
        ]
        now = _now()
        with self._ledger.transaction():
            self._ledger.add_run(Run(self.run, now, self.tool, self.operator))
            self._ledger.add_custody(self._entry(now, action, original) for action, original in news.findings)
            self._ledger.add_documents(news.documents, self.run)
            self._ledger.mark_unweighed(document.id for document in news.documents)
            self._ledger.clear_rejected(original.path for _, original in news.findings)
            self._ledger.add_rejected(news.rejected, self.run)
            self._ledger.mark_read(news.read_fully)
            self._ledger.swap_segments(segments)
        self.originals.place(news.collected)
        self._drop_staged(batch)
        return news.count()

    def save_job(self, action: str, detail: str, *, state: str, number: int = 0, asked: str | None = None) -> None:
        """Write a job down (``number`` 0), or how the one with this number stands now."""
        job = Job(number, asked or _now(), self.operator, action, detail, state)
        with self._ledger.transaction():
            self._ledger.save_job(job)

    def replace_relations(
        self, relations: Mapping[str, Iterable[Record]], *, documents: Collection[str] | None = None
    ) -> None:
        """Put new rows in the place of old ones, for all documents or for some, in one step (after a re-analysis).

        Every relation named loses its rows of those documents, even if no new ones are given. Readers that are under
        way keep the rows that they began with; the old files go when nobody reads them.
        """
        new, old = self._write_in_place(relations, documents)
        with self._ledger.transaction():
            self._ledger.add_run(Run(self.run, _now(), self.tool, self.operator))
            self._ledger.swap_segments(new, old)

    def change_relations(
        self, changes: Mapping[str, Change], *, weighed: Collection[str], cited: Collection[str] = ()
    ) -> None:
        """Drop and add rows of derived relations in one step; the documents in ``weighed`` are then taken into account.

        So is what those in ``cited`` cite.
        """
        folder = self.folder / SEGMENTS
        new: list[SegmentRow] = []
        old: list[SegmentRow] = []
        for relation, change in changes.items():
            for segment in self._segments_of(relation, change):
                rest = _without(folder, segment, self.run, change)
                if rest is not None:
                    old.append(segment)
                    new.append(rest)
            new += [*change.laid, *self.lay_down(relation, change.added)]
        with self._ledger.transaction():
            self._ledger.add_run(Run(self.run, _now(), self.tool, self.operator))
            self._ledger.swap_segments([segment for segment in new if segment.rows], old)
            self._ledger.mark_weighed(weighed)
            self._ledger.naming.mark_weighed(cited)

    @property
    def naming(self) -> Naming:
        """Who names which outlets, to be asked."""
        return self._ledger.naming

    @contextmanager
    def naming_changed(self) -> Iterator[Naming]:
        """Yield who names which outlets, to be asked and changed: all that is changed inside is one step."""
        with self._ledger.transaction():
            yield self._ledger.naming

    def match_again(self, documents: Iterable[str]) -> None:
        """Note that the claims of these documents are due to be matched and weighed as if they had just come."""
        with self._ledger.transaction():
            self._ledger.mark_unweighed(documents)

    def note_documents(self) -> None:
        """Note of which documents the segments have rows that were written before this was noted; nothing else is read."""
        unknown = [segment for segment in self._ledger.segments() if segment.documents is None]
        if unknown:
            folder = self.folder / SEGMENTS
            known = [segment._replace(documents=documents_of(folder, segment)) for segment in unknown]
            with self._ledger.transaction():
                self._ledger.note_documents(known)

    def lay_down(self, relation: str, records: Iterable[Record]) -> Iterator[SegmentRow]:
        """Write rows to the disk and yield their segments; they belong to the case once ``change_relations`` has them."""
        rows = iter(records)
        size = PAIRS_PER_SEGMENT if relation == "pairs" else ROWS_PER_SEGMENT
        while part := list(islice(rows, size)):
            yield write_segment(self.folder / SEGMENTS, relation, self.run, part)

    def _segments_of(self, relation: str, change: Change) -> list[SegmentRow]:
        """Return the segments that may hold rows that go."""
        if change.dropped_of or change.dropped_edges:
            ends = {document for both in change.dropped_edges.values() for document in both}
            return self._ledger.segments(relation, {*change.dropped_of, *ends})
        return self._ledger.segments(relation) if change.dropped else []

    def judge(self, judgements: Iterable[Judgement], *, unweighed: Collection[str] = ()) -> list[int]:
        """Write judgements down and return their numbers; allegations of ``unweighed`` documents are due to be weighed again."""
        now = _now()
        with self._ledger.transaction():
            self._ledger.add_run(Run(self.run, now, self.tool, self.operator))
            self._ledger.mark_unweighed(unweighed, unmatched=False)
            return [self._add_judgement(judgement, now) for judgement in judgements]

    def _add_judgement(self, judgement: Judgement, now: str) -> int:
        action, subject, detail, undoes = judgement
        number = self._ledger.add_review(Review(0, now, self.operator, action, subject, detail))
        if undoes is not None:
            self._ledger.mark_undone(undoes, number)
        return number

    def replace_document(
        self,
        document: Document,
        relations: Mapping[str, Iterable[Record]],
        *,
        rejected: Iterable[Rejected] = (),
        judgements: Iterable[Judgement] = (),
    ) -> None:
        """Put a document that was read again in the place of the one with its id, with the judgements that made it so.

        Record, full text, rows of the relations named (an edge is one of both its documents) and what was rejected of it
        change together: all of that or, after a kill, nothing. Its place in the order of documents stays.

        Raises:
            UnknownIdError: if the case holds no document with this id.
        """
        self.replace_documents([document], relations, rejected=rejected, judgements=judgements)

    def replace_documents(
        self,
        documents: Collection[Document],
        relations: Mapping[str, Iterable[Record]],
        *,
        rejected: Iterable[Rejected] = (),
        judgements: Iterable[Judgement] = (),
    ) -> None:
        """Put documents that were read again in the places of those with their ids, as :meth:`replace_document` does for one.

        Raises:
            UnknownIdError: if the case holds no document with one of the ids.
        """
        known = [cast("Document", self.find("documents", document.id)) for document in documents]
        former = self._matched_signatures(document.id for document in documents)
        new, old = self._write_in_place(relations, {document.id for document in documents})
        now = _now()
        with self._ledger.transaction():
            self._ledger.add_run(Run(self.run, now, self.tool, self.operator))
            for each in former.items():
                self._ledger.keep_former(*each)
            for before, document in zip(known, documents, strict=True):
                self._ledger.replace_document(before, document, self.run)
                self._ledger.clear_rejected_of(before)
            self._ledger.mark_unweighed(document.id for document in documents)
            self._ledger.add_rejected(rejected, self.run)
            self._ledger.swap_segments(new, old)
            for judgement in judgements:
                self._add_judgement(judgement, now)

    def withdraw_document(self, document: Document, judgement: Judgement) -> int:
        """Take a document out of the case, with all rows that are of it and its full text, by a judgement; return its number.

        Its original and the custody log stay as they are. Pairs and allegations follow with the next update.
        """
        relations = {relation: () for relation in RELATIONS if relation not in _OF_THE_CASE}
        former = self._matched_signatures([document.id])
        new, old = self._write_in_place(relations, {document.id})
        now = _now()
        with self._ledger.transaction():
            self._ledger.add_run(Run(self.run, now, self.tool, self.operator))
            for each in former.items():
                self._ledger.keep_former(*each)
            self._ledger.clear_rejected_of(document)
            self._ledger.remove_document(document)
            self._ledger.mark_unweighed([document.id])
            self._ledger.swap_segments(new, old)
            return self._add_judgement(judgement, now)

    def bring_back_document(
        self,
        document: Document,
        relations: Mapping[str, Iterable[Record]],
        judgement: Judgement,
        *,
        rejected: Iterable[Rejected] = (),
    ) -> int:
        """Put a withdrawn document, as it was read again, back into the case, and return the number of the judgement."""
        new = [
            write_segment(self.folder / SEGMENTS, relation, self.run, rows)
            for relation, records in relations.items()
            if (rows := list(records))
        ]
        now = _now()
        with self._ledger.transaction():
            self._ledger.add_run(Run(self.run, now, self.tool, self.operator))
            self._ledger.add_documents([document], self.run)
            self._ledger.mark_unweighed([document.id])
            self._ledger.add_rejected(rejected, self.run)
            self._ledger.swap_segments(new)
            return self._add_judgement(judgement, now)

    def former(self, documents: Iterable[str]) -> list[Signature]:
        """Return the signatures that documents had when they were last matched, of those read again or withdrawn since."""
        return list(self._ledger.former(documents))

    def _matched_signatures(self, documents: Iterable[str]) -> dict[str, list[Signature]]:
        """Return the signatures of those of the documents that were matched as they are."""
        matched = set(documents) - self._ledger.unmatched()
        found: dict[str, list[Signature]] = {document: [] for document in matched}
        for one in self.records("signatures", documents=matched) if matched else ():
            found[cast("Signature", one).document].append(cast("Signature", one))
        return found

    def _write_in_place(
        self, relations: Mapping[str, Iterable[Record]], documents: Collection[str] | None
    ) -> tuple[list[SegmentRow], list[SegmentRow]]:
        """Write the segments that hold new rows in the place of old ones; return them, and those that they replace."""
        folder = self.folder / SEGMENTS
        old: list[SegmentRow] = []
        new: list[SegmentRow] = []
        for relation, records in relations.items():
            for segment in self._ledger.segments(relation, documents):
                rest = None if documents is None else rewrite_segment(folder, segment, self.run, without=set(documents))
                if documents is None or rest is not None:
                    old.append(segment)
                    new += [rest] if rest is not None else []
            new.append(write_segment(folder, relation, self.run, records))
        return [segment for segment in new if segment.rows], old

    def _entry(self, time: str, action: str, original: Original) -> CustodyEntry:
        return CustodyEntry(
            number=0,
            time=time,
            action=action,
            path=place_found(original.path),
            sha256=original.sha256,
            size=original.size,
            tool=self.tool,
            operator=self.operator,
            previous="",
            hash="",
        )

    def _drop_staged(self, batch: Batch) -> None:
        for original in batch.originals:
            self.originals.drop_staged(original.sha256)

    def _recover(self) -> None:
        (self.folder / SEGMENTS).mkdir(exist_ok=True)
        self.originals.make()
        staged = self.originals.staged()
        if staged:
            self.originals.recover(self._ledger.known_originals(staged))
        with self._presence.alone() as alone:
            if alone:
                remove_orphans(self.folder / SEGMENTS, (segment.file for segment in self._ledger.segments()))


def _without(folder: Path, segment: SegmentRow, run: str, change: Change) -> SegmentRow | None:
    if change.dropped_edges:
        return drop_edges(folder, segment, run, set(change.dropped_of), change.dropped_edges.keys())
    if change.dropped_of:
        return rewrite_segment(folder, segment, run, without=set(change.dropped_of))
    return drop_rows(folder, segment, run, change.dropped)


def _account() -> str:
    """Return the name of the account we run under; some containers have none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
