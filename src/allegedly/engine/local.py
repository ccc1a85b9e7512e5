"""One machine: document stages in this process, or in a pool of processes once the pile is worth starting one."""

import logging
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from typing import Self

from allegedly.engine.base import Batches, DocumentStage, In, Out

log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())

# A worker needs about three seconds to load the language model, so this many batches are worked on right here first;
# most piles that somebody tries out never start a pool.
BATCHES_BEFORE_POOL = 4

# How many batches each worker may have waiting: enough never to stand idle, few enough to keep memory flat.
BATCHES_AHEAD = 2

# More BLAS threads than one in a worker make every worker slower.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class LocalEngine:
    """The engine of one machine.

    ``jobs`` is the number of worker processes; 1 keeps all work in this process, None takes one a core.
    """

    name = "local"

    def __init__(self, *, jobs: int | None = None) -> None:
        self._jobs = max(1, jobs if jobs is not None else len(os.sched_getaffinity(0)))
        self._pool: ProcessPoolExecutor | None = None

    def map(
        self, stage: DocumentStage[In, Out], batches: Batches[In], *, on_lost: Callable[[In, str], Out]
    ) -> Iterator[list[Out]]:
        """Yield ``stage(batch)`` for every batch, in order; see :class:`~allegedly.engine.base.Engine`."""
        rest = iter(batches)
        if self._jobs == 1:
            yield from map(stage, rest)
            return
        yield from map(stage, islice(rest, BATCHES_BEFORE_POOL))
        first = next(rest, None)
        if first is None:
            return
        if self._has_workers():
            yield from self._map_in_pool(stage, chain([first], rest), on_lost)
        else:
            yield from map(stage, chain([first], rest))

    def close(self) -> None:
        """Stop the worker processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _has_workers(self) -> bool:
        """Start the pool if none runs, and say whether a worker answers.

        None does where a script starts reading outside ``if __name__ == "__main__"``: each worker runs the script again.
        """
        if self._pool is not None:
            return True
        self._pool = self._new_pool()
        try:
            return self._pool.submit(_answer).result()
        except BrokenProcessPool:
            self.close()
        log.warning(
            "no worker process could be started: working in this one. "
            'A script that reads more than a few texts does so under `if __name__ == "__main__":`, or with jobs=1.'
        )
        return False

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._jobs, mp_context=get_context("spawn"), initializer=_prepare_worker)

    def _map_in_pool(
        self, stage: DocumentStage[In, Out], batches: Iterator[list[In]], on_lost: Callable[[In, str], Out]
    ) -> Iterator[list[Out]]:
        waiting: deque[tuple[list[In], Future[list[Out]]]] = deque()
        for batch in batches:
            waiting.append((batch, self._submit(stage, batch)))
            if len(waiting) >= self._jobs * BATCHES_AHEAD:
                yield self._result(stage, *waiting.popleft(), on_lost)
        while waiting:
            yield self._result(stage, *waiting.popleft(), on_lost)

    def _submit(self, stage: DocumentStage[In, Out], batch: list[In]) -> "Future[list[Out]]":
        if self._pool is None:
            self._pool = self._new_pool()
        try:
            return self._pool.submit(stage, batch)
        except BrokenProcessPool:  # noticed only now: the caller meets the same error in the result
            broken: Future[list[Out]] = Future()
            broken.set_exception(BrokenProcessPool())
            return broken

    def _result(
        self,
        stage: DocumentStage[In, Out],
        batch: list[In],
        future: "Future[list[Out]]",
        on_lost: Callable[[In, str], Out],
    ) -> list[Out]:
        try:
            return future.result()
        except (BrokenProcessPool, CancelledError):  # cancelled: it waited in a pool that broke under another batch
            self.close()
        return [self._one_by_one(stage, record, on_lost) for record in batch]

    def _one_by_one(self, stage: DocumentStage[In, Out], record: In, on_lost: Callable[[In, str], Out]) -> Out:
        """Work on one record of a batch whose process died, so that only the record at fault is lost."""
        try:
            return self._submit(stage, [record]).result()[0]
        except BrokenProcessPool:
            self.close()
        return on_lost(record, "the process that worked on it died, perhaps for want of memory")


def _answer() -> bool:
    return True


def _prepare_worker() -> None:
    """Keep a worker to one thread, and leave an interrupt from the keyboard to the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for variable in _ONE_THREAD:
        os.environ[variable] = "1"
