"""The custody log: which bytes were found where, when, by whom; every line holds the hash of the line before.

To check a line by hand: write all its fields but ``hash`` as a JSON object with sorted keys, no white space and no
escapes for non-ASCII letters, encode it as UTF-8, and take the SHA-256.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from allegedly.records import CustodyEntry

FIRST = "0" * 64  # what the first line has in place of the hash of a line before

COLLECTED = "collected"  # these bytes entered the case
FOUND_AGAIN = "found again"  # bytes that the case holds already were found at another place


class Head(NamedTuple):
    """The end of the log: how many lines it has and the hash of the last one (64 zeros for none)."""

    lines: int
    hash: str


def seal(entry: CustodyEntry) -> CustodyEntry:
    """Return the entry with its ``hash`` filled in."""
    return msgspec.structs.replace(entry, hash=hash_entry(entry))


def hash_entry(entry: CustodyEntry) -> str:
    """Return the hash that covers every field of an entry but the hash itself."""
    fields = msgspec.structs.asdict(entry)
    del fields["hash"]
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


class Break(NamedTuple):
    """One place where the log does not hold together: the number of the line and what is wrong with it."""

    number: int
    detail: str


def breaks(entries: Iterable[CustodyEntry], head: Head) -> Iterator[Break]:
    """Yield every line that was changed, and every place where one was taken out or put in."""
    expected, previous = 1, FIRST
    for entry in entries:
        computed = hash_entry(entry)
        if entry.number != expected:
            yield Break(entry.number, f"{_lines(expected, entry.number - 1)} missing before line {entry.number}")
        elif entry.previous != previous:
            yield Break(entry.number, _unlinked(entry, previous))
        if entry.hash != computed:
            detail = (
                f"line {entry.number} was changed: its hash is recorded as {entry.hash}, its fields give {computed}"
            )
            yield Break(entry.number, detail)
        expected, previous = entry.number + 1, entry.hash
    if expected - 1 < head.lines:
        yield Break(head.lines, f"{_lines(expected, head.lines)} missing at the end of the log")
    elif expected - 1 > head.lines:
        yield Break(
            expected - 1, f"{_lines(head.lines + 1, expected - 1)} not written by this program: beyond the log's end"
        )
    elif previous != head.hash:
        yield Break(head.lines, f"the last line has the hash {previous}, the log's end was noted as {head.hash}")


def _unlinked(entry: CustodyEntry, previous: str) -> str:
    number = entry.number
    if number == 1:
        return f"line 1 does not begin the log: it follows {entry.previous}, so lines before it were taken out"
    return (
        f"line {number} does not follow line {number - 1}: it was written after a line with the hash {entry.previous}, "
        f"but line {number - 1} has {previous}; one of the two was changed, put in or renumbered"
    )


def _lines(first: int, last: int) -> str:
    return f"line {first} is" if first == last else f"lines {first} to {last} are"
