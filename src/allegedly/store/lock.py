"""One writer a case: a lock held by the kernel on a file that names its holder, so that a kill frees it at once."""

import contextlib
import fcntl
import os
import time
import weakref
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from allegedly.errors import CaseBusyError, CaseError

LOCK_FILE = "writer.lock"
READERS_FILE = "readers.lock"

# Seconds between two looks at a lock that another process holds: short beside the second or so that reading one
# document takes, long enough to cost nothing.
_LOOK_AGAIN = 0.1

_held: "weakref.WeakSet[WriterLock]" = weakref.WeakSet()


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """The process that writes to a case: its number, since when (UTC, ISO 8601) and for whom."""

    pid: int
    since: str
    operator: str


class WriterLock:
    """The right to write to one case, from :meth:`acquire` to :meth:`release` or the end of the process.

    Child processes made by ``fork`` give up their copy at once: otherwise a worker that outlives its killed parent
    would keep the case locked.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_FILE
        self._file: int | None = None

    def acquire(self, operator: str, *, wait: float, on_wait: Callable[[Holder], None] | None = None) -> None:
        """Take the lock, waiting up to ``wait`` seconds; ``on_wait`` is told once whom we wait for.

        Raises:
            CaseBusyError: if another process still holds it after that time; the message names it.
        """
        file = self._open()
        with contextlib.ExitStack() as closing:
            closing.callback(os.close, file)
            if not _wait(file, wait, on_wait):
                raise CaseBusyError(self._busy(_read_holder(file), wait))
            _write_holder(file, Holder(pid=os.getpid(), since=_now(), operator=operator))
            closing.pop_all()
        self._file = file
        _held.add(self)

    def release(self) -> None:
        """Give the lock back; nothing happens if it is not held."""
        if self._file is not None:
            with contextlib.suppress(OSError):  # the name in the file is a courtesy, the kernel's lock is what counts
                os.ftruncate(self._file, 0)
            self.forget()

    def forget(self) -> None:
        """Close our handle without a word in the file: the lock goes with the last process that holds one."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        _held.discard(self)

    def _open(self) -> int:
        try:
            return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            message = f"cannot write to the case {self._path.parent}: {error.strerror}"
            raise CaseError(message) from error

    def _busy(self, holder: Holder | None, waited: float) -> str:
        who = f"process {holder.pid} ({holder.operator}, since {holder.since})" if holder else "another process"
        return (
            f"{who} is writing to the case {self._path.parent}, and {waited:g} s of waiting have passed. "
            "Try again when it is done, wait longer, or read into another case."
        )


class Presence:
    """The sign that somebody reads the case, so that no writer deletes files that a reader may still open.

    It never blocks anybody: a writer that sees it leaves replaced files for the next one. A folder that we may not
    write to, or that no writer of ours made, has no such sign and needs none.
    """

    def __init__(self, folder: Path) -> None:
        self._file: int | None = None
        with contextlib.suppress(OSError):
            self._file = os.open(folder / READERS_FILE, os.O_RDONLY | os.O_CLOEXEC)
            fcntl.flock(self._file, fcntl.LOCK_SH)

    def leave(self) -> None:
        """Take the sign away; nothing happens if it is gone already."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    @contextlib.contextmanager
    def alone(self) -> Iterator[bool]:
        """Say whether nobody else reads the case; whoever comes while we are inside waits for us to leave."""
        if self._file is None or not _try_lock(self._file):
            yield False
            return
        try:
            yield True
        finally:
            fcntl.flock(self._file, fcntl.LOCK_SH)


def _try_lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait(file: int, seconds: float, on_wait: Callable[[Holder], None] | None) -> bool:
    """Try for the lock until it is ours or the time has passed."""
    deadline = time.monotonic() + seconds
    told = False
    while not _try_lock(file):
        if time.monotonic() >= deadline:
            return False
        holder = None if told else _read_holder(file)
        if on_wait is not None and holder is not None:
            on_wait(holder)
            told = True
        time.sleep(_LOOK_AGAIN)
    return True


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _read_holder(file: int) -> Holder | None:
    """Return who wrote its name into the lock file; None while that is being done, or after a copy of the folder."""
    try:
        return msgspec.json.decode(os.pread(file, 4096, 0), type=Holder)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _write_holder(file: int, holder: Holder) -> None:
    os.ftruncate(file, 0)
    os.pwrite(file, msgspec.json.encode(holder), 0)


def _forget_all_after_fork() -> None:
    for lock in list(_held):
        lock.forget()


os.register_at_fork(after_in_child=_forget_all_after_fork)
