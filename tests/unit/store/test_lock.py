import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from allegedly.errors import CaseBusyError, CaseError
from allegedly.store.lock import LOCK_FILE, Holder, WriterLock

HOLD = """
import sys, pathlib
from allegedly.store.lock import WriterLock
WriterLock(pathlib.Path(sys.argv[1])).acquire("ben", wait=0)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path: Path):
    """Another process that holds the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_writer_is_told_whom_it_waited_for(tmp_path, other):
    with pytest.raises(CaseBusyError, match=rf"process {other.pid} \(ben, since .*\) is writing to the case"):
        WriterLock(tmp_path).acquire("ana", wait=0)


def test_waiting_is_announced_once_with_the_name_of_the_holder(tmp_path, other):
    told: list[Holder] = []
    with pytest.raises(CaseBusyError):
        WriterLock(tmp_path).acquire("ana", wait=0.4, on_wait=told.append)
    assert [(holder.pid, holder.operator) for holder in told] == [(other.pid, "ben")]


def test_waiting_ends_when_the_holder_is_done(tmp_path, other):
    lock = WriterLock(tmp_path)
    lock.acquire("ana", wait=60, on_wait=lambda _: other.stdin.close())
    lock.release()


def test_a_killed_holder_holds_nothing(tmp_path, other):
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    lock = WriterLock(tmp_path)
    lock.acquire("ana", wait=0)
    lock.release()


def test_two_locks_in_one_process_exclude_each_other(tmp_path):
    first, second = WriterLock(tmp_path), WriterLock(tmp_path)
    first.acquire("ana", wait=0)
    with pytest.raises(CaseBusyError):
        second.acquire("ana", wait=0)
    first.release()
    second.acquire("ana", wait=0)
    second.release()


def test_a_forked_worker_does_not_keep_the_lock(tmp_path):
    lock = WriterLock(tmp_path)
    lock.acquire("ana", wait=0)
    pipe_out, pipe_in = os.pipe()
    child = os.fork()
    if child == 0:
        os.read(pipe_out, 1)
        os._exit(0)
    try:
        lock.forget()  # what a kill of the parent does: its handle is closed, the child's is all there is
        after = WriterLock(tmp_path)
        after.acquire("ben", wait=5)
        after.release()
    finally:
        os.write(pipe_in, b"x")
        os.waitpid(child, 0)
        os.close(pipe_out)
        os.close(pipe_in)


def test_an_unreadable_name_in_the_file_locks_nobody_out(tmp_path):
    (tmp_path / LOCK_FILE).write_bytes(b"\xff{")
    lock = WriterLock(tmp_path)
    lock.acquire("ana", wait=0)
    lock.release()


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CaseError, match=r"cannot write to the case .*nowhere"):
        WriterLock(tmp_path / "nowhere").acquire("ana", wait=0)
