"""Mailboxes (mbox, RFC 4155): their messages one by one, whatever the size of the box."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from allegedly.collect.unpack import lines_of

# A line that parts two messages; the line after it begins the header of the next, or is empty.
_BEGINNING = re.compile(rb"From \S")
_FIELD = re.compile(rb"[!-9;-~]+:|\s*$")
# Writers put a ">" before a line of a message that would look like such a line.
_QUOTED = re.compile(rb">+From ")


class Message(NamedTuple):
    """A message, numbered from 1; ``content`` is None if it is larger than the limit."""

    number: int
    content: bytes | None


def messages_of(chunks: Iterable[bytes], limit: int) -> Iterator[Message]:
    """Yield the messages of a mailbox; of one of more than ``limit`` bytes only that there is one.

    What stands before the first line that begins a message is no message.
    """
    number, size = 0, 0
    lines: list[bytes] = []
    for line in _marked(chunks, limit):
        if line is None:
            if number:
                yield _message(number, lines, size, limit)
            number, size, lines = number + 1, 0, []
            continue
        size += len(line) + 1
        if size <= limit:
            lines.append(line[1:] if _QUOTED.match(line) else line)
    if number:
        yield _message(number, lines, size, limit)


def _message(number: int, lines: list[bytes], size: int, limit: int) -> Message:
    return Message(number, b"\n".join(lines).rstrip(b"\n") + b"\n" if size <= limit else None)


def _marked(chunks: Iterable[bytes], limit: int) -> Iterator[bytes | None]:
    """Yield the lines, and None in place of each that begins a message: one after an empty line and before a field."""
    after_empty, beginning = True, b""
    for _, content in lines_of(chunks, limit):
        line = content if content is not None else b" " * (limit + 1)  # makes its message too large
        if beginning:
            yield None if _FIELD.match(line) else beginning
            beginning = b""
        if after_empty and _BEGINNING.match(line):
            beginning, after_empty = line, False
            continue
        after_empty = not line.strip()
        yield line
    if beginning:
        yield beginning
