"""Reading in from the page: each pile in a process of its own, one after the other, with how it stands for all to see.

A process of its own keeps the pages quick, lets a document's time limit work (it needs a main thread) and gives the
memory of the language model back.
"""

from __future__ import annotations

import itertools
import multiprocessing
import shutil
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

import msgspec

from allegedly.show.web.words import count

# Rejected inputs that a job's page lists; all of them are on the page of what could not be used.
_REJECTED_SHOWN = 200


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One pile: how it stands, in words and in numbers; ``state`` is waiting, reading, done or failed."""

    number: int
    asked: str
    operator: str
    names: tuple[str, ...]
    state: str
    words: str
    documents: int = 0
    claims: int = 0
    rejected: tuple[str, ...] = ()
    is_over: bool = False


class Order(NamedTuple):
    """What a process is told to read, and how."""

    folder: Path
    paths: tuple[str, ...]
    operator: str | None
    tagger: str | None
    jobs: int | None
    allow_private: bool


class Jobs:
    """The piles that were handed in since the server began; they are read one at a time."""

    def __init__(self, on_end: Callable[[], None]) -> None:
        self._on_end = on_end
        self._lock = threading.Lock()
        self._jobs: dict[int, Job] = {}
        self._numbers = itertools.count(1)
        self._waiting: SimpleQueue[tuple[int, Order, Path | None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._process: BaseProcess | None = None

    def start(self, order: Order, names: Sequence[str], uploads: Path | None = None) -> Job:
        """Take a pile in; ``uploads`` is a folder to delete when it has been read."""
        with self._lock:
            number = next(self._numbers)
            now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
            job = Job(
                number=number,
                asked=now,
                operator=order.operator or "",
                names=tuple(names),
                state="waiting",
                words="waiting for its turn",
            )
            self._jobs[number] = job
            self._waiting.put((number, order, uploads))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="reading in", daemon=True)
                self._thread.start()
        return job

    def all(self) -> list[Job]:
        """Return all piles, the newest first."""
        with self._lock:
            return sorted(self._jobs.values(), key=lambda job: -job.number)

    def find(self, number: int) -> Job | None:
        """Return a pile by its number."""
        with self._lock:
            return self._jobs.get(number)

    def close(self) -> None:
        """Stop what is being read; what is in the case stays, the rest can be read again."""
        self._waiting.put(None)
        process = self._process
        if process is not None and process.is_alive():
            process.terminate()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _work(self) -> None:
        while (task := self._waiting.get()) is not None:
            number, order, uploads = task
            self._change(number, state="reading", words="beginning to read")
            self._read(number, order)
            if uploads is not None:
                shutil.rmtree(uploads, ignore_errors=True)
            self._on_end()

    def _read(self, number: int, order: Order) -> None:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        # Started afresh, not forked: a fork of a process with threads may stand still for ever.
        process = multiprocessing.get_context("spawn").Process(target=read_in, args=(order, theirs))
        self._process = process
        process.start()
        theirs.close()
        try:
            while True:
                self._change(number, **ours.recv())
        except EOFError:
            process.join()
        finally:
            ours.close()
        job = self.find(number)
        if job is not None and not job.is_over:
            words = f"the process that read it ended (exit status {process.exitcode}); what it had read is kept"
            self._change(number, state="failed", words=words, is_over=True)

    def _change(self, number: int, **changes: object) -> None:
        with self._lock:
            self._jobs[number] = msgspec.structs.replace(self._jobs[number], **changes)


def read_in(order: Order, tell: Connection) -> None:
    """Read a pile into a case, telling how it stands; this is what runs in the process of its own."""
    from allegedly.case import Case  # noqa: PLC0415  loads what the pages do without
    from allegedly.collect import Fetcher  # noqa: PLC0415
    from allegedly.errors import AllegedlyError  # noqa: PLC0415
    from allegedly.pipeline import Summary, describe  # noqa: PLC0415

    def on_progress(summary: Summary, path: str) -> None:
        tell.send(_standing(summary.documents, summary.claims, len(summary.rejected), path))

    try:
        with Case(order.folder) as case:
            summary = case.read(
                list(order.paths),
                tagger=order.tagger,
                jobs=order.jobs,
                operator=order.operator,
                fetcher=Fetcher(allow_private=order.allow_private),
                on_wait=lambda holder: tell.send({"words": f"waiting for process {holder.pid} ({holder.operator})"}),
                on_progress=on_progress,
            )
    except AllegedlyError as error:
        tell.send({"state": "failed", "words": str(error), "is_over": True})
        return
    known = summary.known_originals + summary.known_documents
    said = f"read {count(summary.documents, 'article')}, {count(summary.claims, 'claim')}"
    if known:
        said += f"; {count(known, 'input')} were there already"
    tell.send(
        {
            "state": "done",
            "words": said,
            "documents": summary.documents,
            "claims": summary.claims,
            "rejected": tuple(describe(each) for each in summary.rejected[:_REJECTED_SHOWN]),
            "is_over": True,
        }
    )


def _standing(documents: int, claims: int, rejected: int, path: str) -> dict[str, object]:
    said = f"{count(documents, 'article')}, {count(claims, 'claim')}, {rejected:,} could not be used: {path}"
    return {"state": "reading", "words": said, "documents": documents, "claims": claims}
