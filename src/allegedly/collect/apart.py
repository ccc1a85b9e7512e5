"""Readers of formats that may hang, crash or eat memory (PDF, feeds, mail), in a process of their own with limits."""

from __future__ import annotations

import importlib
import os
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import BinaryIO, Self

import msgspec

from allegedly.collect.look import ATOM, MAIL, PDF, RSS
from allegedly.collect.pieces import Piece, Unread
from allegedly.vocab import Reason

# A feed of which all entries are wanted, also those without a text.
ENTRIES = "a feed's entries"

# Where the reader of a format is: imported in the other process only, so that no reader is loaded before it is needed.
READERS = {
    PDF: ("allegedly.collect.pdf", "read_pdf"),
    RSS: ("allegedly.collect.feeds", "read_feed"),
    ATOM: ("allegedly.collect.feeds", "read_feed"),
    MAIL: ("allegedly.collect.mail", "read_mail"),
    ENTRIES: ("allegedly.collect.feeds", "list_entries"),
}

# Seconds for one input: twice what the reader of PDF allows itself, so that this is for what it cannot see.
TIME_LIMIT = 120.0

# Bytes of address space for the other process: the largest input 20 times over.
MEMORY_LIMIT = 2 * 1024**3

# Bytes that tell how long a message is.
_LENGTH = 8

_Found = list[Piece | Unread]


class Apart:
    """A process that reads one input at a time; it is started when it is needed, and again after it died or was ended."""

    def __init__(self, *, seconds: float = TIME_LIMIT) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, media_type: str, content: bytes) -> _Found:
        """Return what the reader of ``media_type`` finds; an input that it cannot stand is one ``Unread``."""
        process = self._process or self._start()
        deadline = time.monotonic() + self._seconds
        name = media_type.encode()
        answer = b""
        if _sends(process, [len(name).to_bytes(_LENGTH, "big"), name, len(content).to_bytes(_LENGTH, "big"), content]):
            length = _receive(process, _LENGTH, deadline)
            answer = _receive(process, int.from_bytes(length, "big"), deadline) if len(length) == _LENGTH else b""
        if answer:
            return msgspec.msgpack.decode(answer, type=_Found)
        too_slow = time.monotonic() >= deadline
        self.close()
        if too_slow:
            detail = f"not read within {self._seconds:g} s, the time that one input may take"
            return [Unread(reason=Reason.TOO_SLOW, detail=detail)]
        return [
            Unread(reason=Reason.DAMAGED, detail="its reader failed on it: it is damaged, or needs too much memory")
        ]

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from allegedly.collect.apart import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        return self._process

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:  # what was written last is lost with the process
                    continue
        process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _sends(process: subprocess.Popen[bytes], messages: list[bytes]) -> bool:
    stream = process.stdin
    if stream is None:
        return False
    try:
        stream.writelines(messages)
        stream.flush()
    except BrokenPipeError:
        return False
    return True


def _receive(process: subprocess.Popen[bytes], size: int, deadline: float) -> bytes:
    """Return the next ``size`` bytes, or fewer if the process dies or the deadline passes."""
    pieces: list[bytes] = []
    stream = process.stdout
    while size and stream is not None:
        ready, _, _ = select.select([stream], [], [], max(0.0, deadline - time.monotonic()))
        piece = os.read(stream.fileno(), min(size, 1 << 20)) if ready else b""
        if not piece:
            break
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _answer(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are none; what a reader does not expect ends the process, which the other side sees."""
    while length := requests.read(_LENGTH):
        media_type = requests.read(int.from_bytes(length, "big")).decode()
        content = requests.read(int.from_bytes(requests.read(_LENGTH), "big"))
        module, name = READERS[media_type]
        found: Iterator[Piece | Unread] = getattr(importlib.import_module(module), name)(content)
        answer = msgspec.msgpack.encode(list(found))
        answers.write(len(answer).to_bytes(_LENGTH, "big") + answer)
        answers.flush()


def serve() -> None:
    """Be the other process: answer what comes through standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that asks
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between
    _answer(sys.stdin.buffer, answers)
