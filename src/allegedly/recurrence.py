"""Lines that recur over a case: decided over all that it holds, and the documents that they change are read again.

A document is first read by itself; with it the case keeps which short lines stand around its article (``LineMarks``).
Once a pile is read, the lines that recur are those of all marks, whatever their order, and a document whose lines are
other ones than those it was cleaned with is cleaned again. So the texts of a case depend on what it holds, and not on how
it came. A kill in between loses nothing: what was not done yet is what the next reading finds to do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, cast

import msgspec

from allegedly.batches import ITEMS_PER_CHUNK, Pending, Reading
from allegedly.clean import recurring_lines
from allegedly.collect import collect_again
from allegedly.engine import Engine
from allegedly.records import Copy, Document, Item, LineMarks, Removed, Span, document_id
from allegedly.review.corrections import Corrections, corrections_of
from allegedly.review.put_back import kept_stretches
from allegedly.store import Batch, Store, Writer
from allegedly.vocab import Reason

# Documents that change in one step, as many as one commit of a first reading holds.
DOCUMENTS_AT_ONCE = 256
# What costs a document its claims by our mistake or for want of time leaves it as it was.
FAILED = frozenset((Reason.INTERNAL, Reason.TOO_SLOW))


class Task(NamedTuple):
    """An item to be cleaned again: its lines that recur, what analysts decided on it, and what stands in the case."""

    item: Item
    recurring: frozenset[int]
    keep: tuple[Span, ...]
    corrections: Corrections
    text: str
    removed: tuple[Removed, ...]


@dataclass(slots=True)
class Settled:
    """What settling did: documents cleaned again, those whose text changed, and by how many rows each relation grew."""

    cleaned: int = 0
    changed: int = 0
    grown: dict[str, int] = field(default_factory=lambda: defaultdict(int))


class Means(NamedTuple):
    """What settling does its work with: the engine, the stages of one batch of tasks, and the comparison with all copies."""

    engine: Engine
    read: Callable[[list[Task]], list[Reading]]
    copies: Callable[[Batch, Writer], list[Copy]]


def settle(writer: Writer, means: Means) -> Settled:
    """Find the lines that recur over the case, and read again the documents that they change; nothing happens if nothing is new."""
    settled = Settled()
    if not writer.unweighed():
        return settled
    marks = [mark for mark in writer.records("line_marks") if isinstance(mark, LineMarks)]
    due = due_marks(marks)
    if not due:
        return settled
    batch: list[tuple[LineMarks, Reading]] = []
    tasks = _chunks(_tasks(writer, due))
    readings = (one for some in means.engine.map(means.read, tasks, on_lost=_lost) for one in some)
    for reading in readings:
        if reading.line_marks is not None:  # what could not be read again stays due
            batch.append((due[reading.line_marks.document], reading))
        if len(batch) >= DOCUMENTS_AT_ONCE:
            _commit(writer, batch, means, settled)
            batch = []
    _commit(writer, batch, means, settled)
    return settled


def due_marks(marks: Sequence[LineMarks]) -> dict[str, LineMarks]:
    """Return, by document, the marks as they must be of those whose lines that recur are other ones than those applied."""
    recurring = recurring_lines(marks)
    as_is = {mark.document: tuple(line for line in mark.lines if line in recurring) for mark in marks}
    return {
        mark.document: msgspec.structs.replace(mark, applied=as_is[mark.document])
        for mark in marks
        if mark.applied != as_is[mark.document]
    }


def lines_applied(store: Store, document: str) -> frozenset[int]:
    """Return the lines of a document that were known to recur when it was last cleaned: reading it again takes the same."""
    marks = cast("Iterator[LineMarks]", store.records("line_marks", documents={document}))
    return frozenset(line for mark in marks for line in mark.applied)


def unchanged(task: Task, document: Document) -> bool:
    """Say whether cleaning again gave what the case holds."""
    return (document.text, document.removed) == (task.text, task.removed)


def _tasks(writer: Writer, due: dict[str, LineMarks]) -> Iterator[Task]:
    """Yield what is to be cleaned again, each original opened once, its documents in memory no longer than that."""
    by_original: dict[tuple[str, str], list[str]] = defaultdict(list)
    for document in writer.documents(due):
        by_original[document.original_sha256, document.path].append(document.id)
    for (digest, path), ids in by_original.items():
        documents = {document.id: document for document in writer.documents(ids)}
        for item in collect_again(path, writer.originals.kept(digest)):
            identity = document_id(item.content, item.known)
            if identity in documents:
                yield _task(writer, item, documents.pop(identity), due[identity])
            if not documents:
                break


def _task(writer: Writer, item: Item, document: Document, mark: LineMarks) -> Task:
    return Task(
        item=item,
        recurring=frozenset(mark.applied),
        keep=tuple(kept_stretches(writer, document.id)),
        corrections=corrections_of(writer, document.id),
        text=document.text,
        removed=document.removed,
    )


def _chunks(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    chunk: list[Task] = []
    for task in tasks:
        chunk.append(task)
        if len(chunk) == ITEMS_PER_CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _lost(_task: Task, _what_happened: str) -> Reading:
    """Leave a document as it is whose worker died."""
    return Reading()


def _commit(writer: Writer, batch: Sequence[tuple[LineMarks, Reading]], means: Means, settled: Settled) -> None:
    """Put what was read again in its place, and note what all were cleaned with."""
    if not batch:
        return
    changed = [
        (mark, reading)
        for mark, reading in batch
        if reading.document is not None and not any(each.reason in FAILED for each in reading.rejected)
    ]
    settled.cleaned += len(batch)
    settled.changed += len(changed)
    if changed:
        _replace(writer, changed, means, settled)
    rest = {mark.document: mark for mark, reading in batch} | {mark.document: mark for mark, _ in changed}
    writer.replace_relations({"line_marks": rest.values()}, documents=rest.keys())


def _replace(writer: Writer, changed: Sequence[tuple[LineMarks, Reading]], means: Means, settled: Settled) -> None:
    batch = Pending(readings=[reading for _, reading in changed]).batch()
    ids = {document.id for document in batch.documents}
    relations = {**batch.relations, "copies": means.copies(batch, writer)}
    for relation, rows in relations.items():
        settled.grown[relation] += len(rows) - sum(1 for _ in writer.records(relation, documents=ids))
    rejected = [each for _, reading in changed for each in reading.rejected]
    writer.replace_documents(batch.documents, relations, rejected=rejected)
