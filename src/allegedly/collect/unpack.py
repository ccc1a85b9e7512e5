"""Bytes of an original as they were before gzip, in chunks, and lines out of chunks, in linear time."""

import codecs
import gzip
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from allegedly.vocab import Reason

# Bytes at a time.
_CHUNK = 1 << 18


class UnpackError(Exception):
    """A stream that cannot be unpacked to its end: why, in words, and after how many unpacked bytes."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class Line(NamedTuple):
    """A line without its end, numbered from 1; ``content`` is None if it is longer than the limit."""

    number: int
    content: bytes | None


def chunks_of(file: BinaryIO, *, packed: bool) -> Iterator[bytes]:
    """Yield what is in ``file``, from its beginning, unpacked if it is packed.

    Raises:
        UnpackError: if a packed stream ends early or is damaged.
    """
    file.seek(0)
    if not packed:
        while chunk := file.read(_CHUNK):
            yield chunk
        return
    done = 0
    stream = gzip.GzipFile(fileobj=file, mode="rb")
    try:
        while chunk := stream.read1(_CHUNK):
            done += len(chunk)
            yield chunk
    except EOFError as error:
        detail = f"the gzip stream ends early: {done:,} bytes could be unpacked, the rest is missing"
        raise UnpackError(Reason.TRUNCATED, detail) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        detail = f"the gzip stream is damaged after {done:,} unpacked bytes: {error}"
        raise UnpackError(Reason.DAMAGED, detail) from error


def recoded(chunks: Iterable[bytes], encoding: str | None) -> Iterator[bytes]:
    """Yield the chunks as UTF-8 without a byte order mark; ``encoding`` is what the mark names, None if there is none."""
    if encoding in {None, "utf-8"}:
        for number, chunk in enumerate(chunks):
            yield chunk if number else chunk.removeprefix(codecs.BOM_UTF8)
        return
    decoder = codecs.getincrementaldecoder(str(encoding))("replace")
    mark = "\ufeff"
    for chunk in chunks:
        text = decoder.decode(chunk)
        if text:
            yield text.removeprefix(mark).encode()
            mark = ""
    yield decoder.decode(b"", final=True).encode()


def lines_of(chunks: Iterable[bytes], limit: int) -> Iterator[Line]:
    """Yield the lines of a stream; of a line longer than ``limit`` bytes only that there is one."""
    number, size = 1, 0
    pieces: list[bytes] = []
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            yield Line(number, b"".join([*pieces, piece]).removesuffix(b"\r") if size + len(piece) <= limit else None)
            pieces, size = [], 0
            number += 1
        size += len(rest)
        if size <= limit:
            pieces.append(rest)
        else:
            pieces = []
    if size:
        yield Line(number, b"".join(pieces).removesuffix(b"\r") if size <= limit else None)
