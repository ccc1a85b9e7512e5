"""The room itself: one case folder, the index of its present state, and who may open the case when."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from allegedly.case import Case
from allegedly.errors import CaseNotFoundError
from allegedly.records import Document, OutletProfile
from allegedly.show.web.index import Index
from allegedly.store import Review, is_case
from allegedly.store.database import LEDGER_FILE, connect_reader

# While a pile is being read in the case changes with every batch; the index is then made anew at most so often that it
# takes a tenth of the time, and never within this many seconds.
_LEAST_AGE = 2.0
_SHARE_OF_TIME = 10.0

# An index that took longer than this, in seconds, is made beside the pages: nobody should wait for it twice.
_LONG = 1.0


class Room:
    """A case as the pages see it; any number of threads may use it at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._making = threading.Lock()
        self._index: Index | None = None
        self._ledger: sqlite3.Connection | None = None
        self._state: int | None = None
        self._profiling = threading.Lock()
        self._profiles: tuple[Index, dict[str, OutletProfile]] | None = None
        self._made = 0.0
        self._took = 0.0

    def index(self, *, at_once: bool = False) -> Index:
        """Return the index of the case as it is now; with ``at_once`` however young or large the last one is.

        Otherwise an index that takes long to make is made beside the pages, which show the last one until it is done.
        """
        with self._lock:
            last, is_current = self._index, self._index is not None and self._state_of_case() == self._state
            if last is not None and (is_current or (not at_once and self._is_young())):
                return last
            if last is not None and not at_once and self._took > _LONG:
                if not self._making.locked():
                    threading.Thread(target=self.index, kwargs={"at_once": True}, daemon=True).start()
                return last
        return self._renewed()

    def _is_young(self) -> bool:
        return time.monotonic() - self._made < max(_LEAST_AGE, _SHARE_OF_TIME * self._took)

    def _renewed(self) -> Index:
        """Make an index of the present state, one thread at a time; who waited for another's takes that."""
        with self._making:
            with self._lock:
                state = self._state_of_case()
                if self._index is not None and state == self._state:
                    return self._index
            started = time.monotonic()
            index = self._make(is_there=state is not None)
            with self._lock:
                self._index, self._state, self._made = index, state, time.monotonic()
                self._took = self._made - started
            return index

    @contextlib.contextmanager
    def case(self) -> Iterator[Case]:
        """Open the case for one piece of work: a handle of its own for each, so that no two threads share one."""
        with Case(self.folder) as case:
            yield case

    def profiles(self) -> dict[str, OutletProfile]:
        """Return the outlets' profiles by their names; they are counted once for each state of the case."""
        index = self.index()
        with self._profiling:
            if self._profiles is None or self._profiles[0] is not index:
                with self.case() as case:
                    self._profiles = index, {each.outlet: each for each in case.profiles()}
            return self._profiles[1]

    def document(self, identity: str) -> Document:
        """Return a document by its id, or the beginning of it.

        Raises:
            UnknownIdError: if there is none, or several.
        """
        with self.case() as case:
            return case.show(identity).document

    def reviews(self, limit: int = 1_000_000) -> list[Review]:
        """Return the judgements in the ledger, the newest first, those that were taken back among them."""
        with self._lock:
            if self._state_of_case() is None or self._ledger is None:
                return []
            query = "SELECT number, time, operator, action, subject, detail, undone_by FROM reviews ORDER BY number DESC LIMIT ?"
            return [Review(*row) for row in self._ledger.execute(query, (limit,))]

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            if self._index is not None:
                self._index.close()
                self._index = None
            if self._ledger is not None:
                self._ledger.close()
                self._ledger = None

    def _make(self, *, is_there: bool) -> Index:
        """Make an index; pages under way keep the old one, which goes when the last of them is done with it."""
        if not is_there:
            return Index(None)
        with self.case() as case:
            return Index(case)

    def _state_of_case(self) -> int | None:
        """Return a number that changes whenever somebody else commits to the case; None while there is no case.

        SQLite's ``data_version`` is that number, for as long as one connection stays open.
        """
        if self._ledger is None and is_case(self.folder):
            with contextlib.suppress(CaseNotFoundError):  # begun this instant, and no table made yet
                self._ledger = connect_reader(self.folder / LEDGER_FILE)
        if self._ledger is None:
            return None
        [[version]] = self._ledger.execute("PRAGMA data_version")
        return int(version)
