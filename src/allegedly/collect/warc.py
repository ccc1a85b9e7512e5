"""Web archives (WARC, packed or not): their records one by one, past damage, and whether the archive ends too early.

The readers that there are end silently where an archive is cut off, give up where it is damaged, and unpack whatever
a record holds; hence this one. The form is ISO 28500:2017, with each record a gzip member of its own where packed.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import re
import zlib
from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO, NamedTuple

from allegedly.vocab import Reason

# Bytes read, and bytes unpacked, at a time.
CHUNK = 1 << 16

# Bytes of a record's header lines together, and of one of them; real ones have about 500. More is not a header.
LONGEST_HEAD = 64 * 1024

# Records that hold something that was published; the rest are about it, or about the crawl.
HOLDS_CONTENT = frozenset(["response", "resource", "conversion"])

_VERSION = re.compile(rb"WARC/\d+\.\d+\s*\Z")
_MEMBER = b"\x1f\x8b\x08"


class BrokenError(Exception):
    """Bytes that are no archive: why, in words."""


class EndedError(Exception):
    """The archive ends here, though more was to come."""


class Record(NamedTuple):
    """A whole record: its number from 1, header fields by their names in small letters, and its block.

    ``content`` is None if the record is of a kind that holds none, or larger than the limit (``is_too_large``).
    """

    number: int
    fields: Mapping[str, str]
    content: bytes | None
    is_too_large: bool = False

    @property
    def kind(self) -> str:
        """The record's type: response, request, warcinfo."""
        return self.fields.get("warc-type", "").lower()

    @property
    def url(self) -> str:
        """The address that the record is about; some writers put it in angle brackets."""
        return self.fields.get("warc-target-uri", "").strip().strip("<>")


class Fault(NamedTuple):
    """A record that could not be read, or the place where the archive ends too early."""

    number: int
    reason: Reason
    detail: str


def records_of(
    file: BinaryIO, *, packed: bool, limit: int, wanted: Collection[str] = HOLDS_CONTENT
) -> Iterator[Record | Fault]:
    """Yield the records of an archive from its beginning, those after a damaged one, too; a whole one at a time is in memory.

    A record larger than ``limit`` bytes, or of a kind that is not ``wanted``, comes without its content. The last thing yielded is a ``Fault`` with
    ``TRUNCATED`` if the archive ends inside a record.
    """
    file.seek(0)
    stream = _Packed(file) if packed else _Plain(file)
    number = 0
    while True:
        number += 1
        try:
            record = _read_record(stream, number, limit, wanted)
        except BrokenError as error:
            yield Fault(number, Reason.DAMAGED, f"record {number} is damaged: {error}")
            if not _resumes(stream):
                return
            continue
        except EndedError:
            detail = f"the archive ends inside record {number}: what came after that is missing"
            yield Fault(number, Reason.TRUNCATED, detail)
            return
        if record is None:
            return
        yield record


def _resumes(stream: _Plain) -> bool:
    with contextlib.suppress(EndedError):
        return stream.resume()
    return False


class _Plain:
    """An archive that is not packed, read in order with a bounded buffer."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.buffer = b""

    def fill(self) -> bool:
        """Read on; say whether there was more."""
        piece = self._file.read(CHUNK)
        self.buffer += piece
        return bool(piece)

    def resume(self) -> bool:
        """Go on at the next line that begins a record; say whether there is one."""
        while True:
            found = self.buffer.find(b"\nWARC/", 1)
            if found >= 0:
                self.buffer = self.buffer[found + 1 :]
                return True
            self.buffer = self.buffer[-5:]  # what may be the beginning of the sign
            if not self.fill():
                return False

    def settle(self) -> None:
        """Look at what follows a record where that tells whether the record is sound; nothing here does."""

    def readline(self) -> bytes:
        """Return the next line with its end.

        Raises:
            BrokenError: if no line ends within ``LONGEST_HEAD`` bytes.
            EndedError: if the archive ends before the line does.
        """
        while (end := self.buffer.find(b"\n")) < 0:
            if len(self.buffer) > LONGEST_HEAD:
                message = "no line end where its header should be"
                raise BrokenError(message)
            if not self.fill():
                raise EndedError
        line, self.buffer = self.buffer[: end + 1], self.buffer[end + 1 :]
        return line

    def pieces(self, size: int) -> Iterator[bytes]:
        """Yield the next ``size`` bytes.

        Raises:
            EndedError: if there are fewer.
        """
        while size:
            if not self.buffer and not self.fill():
                raise EndedError
            piece, self.buffer = self.buffer[:size], self.buffer[size:]
            size -= len(piece)
            yield piece

    def peek(self) -> bytes:
        """Return the next byte, or none at the end."""
        while not self.buffer and self.fill():
            pass
        return self.buffer[:1]


class _Packed(_Plain):
    """An archive whose records are gzip members, unpacked in pieces of bounded size."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self._waiting = b""  # packed bytes that were read and not unpacked yet
        self._at = 0  # where in the file they begin
        self._member = 0  # where in the file the present member begins
        self._stream: zlib._Decompress | None = None
        self._is_sound = True

    def fill(self) -> bool:
        """Unpack on; say whether there was more.

        Raises:
            BrokenError: if the bytes cannot be unpacked.
            EndedError: if the archive ends inside a member.
        """
        while self._stream is not None or self._begin():
            piece = self._unpack()
            self.buffer += piece
            if piece:
                return True
        return False

    def settle(self) -> None:
        """Unpack to the end of the member if only blank lines are left in it, so that its checksum is looked at.

        Raises:
            BrokenError: if it does not agree.
            EndedError: if it is missing.
        """
        self.buffer = self.buffer.lstrip(b"\r\n")
        while self._stream is not None and not self.buffer:
            self.buffer = self._unpack().lstrip(b"\r\n")

    def _begin(self) -> bool:
        """Begin the next member; say whether there is one. Some disks fill their last block with zeros: they are none."""
        while not self._waiting.strip(b"\0"):
            self._at += len(self._waiting)
            self._waiting = self._file.read(CHUNK)
            if not self._waiting:
                return False
        self._member, self._stream, self._is_sound = self._at, zlib.decompressobj(wbits=31), True
        return True

    def _unpack(self) -> bytes:
        """Return the next bytes of the member; none where it needed some to find its end."""
        stream = self._stream or zlib.decompressobj(wbits=31)
        self._waiting = self._waiting or self._file.read(CHUNK)
        if not self._waiting:
            raise EndedError
        before = len(self._waiting)
        try:
            piece = stream.decompress(self._waiting, CHUNK)
        except zlib.error as error:
            self._is_sound = False
            raise BrokenError(str(error)) from error
        self._waiting = stream.unused_data if stream.eof else stream.unconsumed_tail
        self._at += before - len(self._waiting)
        if stream.eof:
            self._stream = None
        return piece

    def resume(self) -> bool:
        """Go on at the next record: in what can be unpacked, or at the next member that begins with one."""
        if self._is_sound:
            with contextlib.suppress(BrokenError):
                return super().resume()
        return self._next_member(self._member + 1)

    def _next_member(self, start: int) -> bool:
        """Look from byte ``start`` on for the beginning of a member that unpacks to the beginning of a record."""
        self._file.seek(start)
        window = b""
        while piece := self._file.read(CHUNK):
            window += piece
            begin = 0
            while (found := window.find(_MEMBER, begin)) >= 0:
                if len(window) - found < CHUNK // 2 and (more := self._file.read(CHUNK)):
                    window += more  # enough of the member to look into it
                if _begins_record(window[found : found + CHUNK // 2]):
                    self._at = start + found
                    self._file.seek(self._at)
                    self._waiting, self._stream, self.buffer, self._is_sound = b"", None, b"", True
                    return True
                begin = found + 1
            start += len(window) - 2
            window = window[-2:]
        return False


def _begins_record(packed: bytes) -> bool:
    with contextlib.suppress(zlib.error):
        return zlib.decompressobj(wbits=31).decompress(packed, 16).startswith(b"WARC/")
    return False


def _read_record(stream: _Plain, number: int, limit: int, kinds: Collection[str]) -> Record | None:
    """Read one record, or None at the end of the archive.

    Raises:
        BrokenError: if the bytes are no record.
        EndedError: if the archive ends inside it.
    """
    fields = _read_head(stream)
    if fields is None:
        return None
    size = _size(fields)
    wanted = fields.get("warc-type", "").lower() in kinds
    is_kept = wanted and size <= limit
    kept = [piece for piece in stream.pieces(size) if is_kept]
    stream.settle()  # before anybody hears of the record
    content = b"".join(kept) if is_kept else None
    return Record(number, fields, content, is_too_large=wanted and size > limit)


def _read_head(stream: _Plain) -> dict[str, str] | None:
    """Read a record's version line and fields; None at the end of the archive."""
    while (sign := stream.peek()) in {b"\r", b"\n"}:
        stream.readline()
    if not sign:
        return None
    version = stream.readline()
    if not _VERSION.match(version):
        message = f"it begins with {version[:20]!r}, not with WARC/ and a version"
        raise BrokenError(message)
    fields: dict[str, str] = {}
    name, size = "", 0
    while line := stream.readline().rstrip(b"\r\n"):
        size += len(line)
        if size > LONGEST_HEAD:
            message = f"its header is longer than {LONGEST_HEAD:,} bytes"
            raise BrokenError(message)
        text = line.decode("utf-8", "replace")
        if line[:1] in {b" ", b"\t"} and name:  # a line of WARC 0.18 and 1.0 that goes on
            fields[name] += " " + text.strip()
            continue
        name, _, value = text.partition(":")
        name = name.strip().lower()
        fields.setdefault(name, value.strip())
    return fields


def _size(fields: Mapping[str, str]) -> int:
    size = fields.get("content-length", "")
    if not size.isascii() or not size.isdecimal() or len(size) > 18:
        message = f"its Content-Length is {size!r}"
        raise BrokenError(message)
    return int(size)


def digest_agrees(record: Record) -> bool:
    """Say whether a record's block has the digest that its header names; one that we cannot compute counts as agreeing."""
    name, _, stated = record.fields.get("warc-block-digest", "").partition(":")
    name = name.strip().lower().replace("-", "")
    if record.content is None or name not in {"md5", "sha1", "sha256", "sha512"}:
        return True
    digest = hashlib.new(name, record.content, usedforsecurity=False).digest()
    stated = stated.strip()
    with contextlib.suppress(binascii.Error, ValueError):
        if len(stated) == 2 * len(digest):
            return bytes.fromhex(stated) == digest
        return base64.b32decode(stated.upper() + "=" * (-len(stated) % 8)) == digest
    return True


def record_bytes(fields: Mapping[str, str], block: bytes) -> bytes:
    """Return a record as WARC 1.1 writes it, without its Content-Length and digest in ``fields``: they are computed."""
    digest = base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
    lines = [f"{name}: {value}" for name, value in fields.items()]
    lines += [f"WARC-Block-Digest: sha1:{digest}", f"Content-Length: {len(block)}"]
    return "\r\n".join(["WARC/1.1", *lines, "", ""]).encode() + block + b"\r\n\r\n"
