"""ZIP archives of articles: their files one by one, with limits that no bomb gets past."""

from __future__ import annotations

import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from allegedly.collect.find import PAGE_FOLDERS, PAGE_SUFFIXES
from allegedly.vocab import Reason

# Bytes of the list of files at an archive's end: room for some 100,000 articles. A file's entry takes ten times that in
# memory, so that a list of gigabytes is an attack on it.
LARGEST_LIST = 16 * 1024 * 1024

# Bytes unpacked from one archive, all its files together: 100,000 articles have some 1 GB. Files in a bomb share their
# packed bytes, so that a megabyte of archive may hold terabytes.
LARGEST_TOTAL = 4 * 1024**3

# Bytes unpacked at a time.
_PIECE = 1 << 18

# Bytes at an archive's end in which its closing record stands: 22, and a comment of at most 65,535.
_CLOSING = 22 + 0xFFFF
_SIGN = b"PK\x05\x06"

# Files by which office documents and programs that are ZIP archives show themselves.
_OFFICE = re.compile(rb"\[Content_Types\]\.xml|^.{26}\x08\x00..mimetype|META-INF/MANIFEST\.MF", re.DOTALL)
_PACKINGS = frozenset([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
_LOCKED = 0x1


class Member(NamedTuple):
    """A file of an archive: its name in it, and its bytes, or why it cannot be read and that in words."""

    name: str
    content: bytes
    reason: Reason | None = None
    detail: str = ""


class ZipError(Exception):
    """An archive that cannot be read at all: the reason, and why in words."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def is_office(head: bytes) -> bool:
    """Say whether what begins like a ZIP archive is an office document, an e-book or a program."""
    return _OFFICE.search(head) is not None


def members_of(file: BinaryIO, limit: int) -> Iterator[Member]:
    """Yield the files of an archive in the order of their names; hidden ones and those that browsers save beside a page not.

    A file of more than ``limit`` bytes comes without them; where all together come to more than ``LARGEST_TOTAL``, the
    last thing yielded says so.

    Raises:
        ZipError: if the archive's list of files is damaged, missing, or larger than ``LARGEST_LIST``.
    """
    _check_list(file)
    try:
        archive = zipfile.ZipFile(file)
        infos = sorted(_wanted(archive.infolist()), key=lambda info: info.filename)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        raise ZipError(Reason.DAMAGED, f"the list of files in the archive is damaged: {error}") from error
    left = LARGEST_TOTAL
    for info in infos:
        member = _read(archive, info, min(limit, left), limit)
        left -= len(member.content)
        if left <= 0:
            detail = f"its files hold more than {LARGEST_TOTAL:,} bytes: what comes after this was not read"
            yield Member(_name_of(info), b"", Reason.TOO_LARGE, detail)
            return
        yield member


def _check_list(file: BinaryIO) -> None:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _CLOSING))
    closing = file.read()
    at = closing.rfind(_SIGN)
    if at < 0 or len(closing) < at + 22:
        raise ZipError(Reason.TRUNCATED, "the archive has no end, where its list of files should stand")
    listed = int.from_bytes(closing[at + 12 : at + 16], "little")
    if listed > LARGEST_LIST:
        detail = f"its list of files has {listed:,} bytes; {LARGEST_LIST:,} are read: split the archive"
        raise ZipError(Reason.TOO_LARGE, detail)


def _wanted(infos: list[zipfile.ZipInfo]) -> Iterator[zipfile.ZipInfo]:
    """Yield the files that may be news, as in a folder."""
    stems = {os.path.splitext(info.filename)[0] for info in infos if info.filename.lower().endswith(PAGE_SUFFIXES)}
    beside = tuple(f"{stem}{ending}/" for stem in stems for ending in PAGE_FOLDERS)
    for info in infos:
        parts = info.filename.split("/")
        hidden = any(part.startswith(".") and part.strip(".") for part in parts) or parts[0] == "__MACOSX"
        if not (info.is_dir() or hidden or info.filename.startswith(beside)):
            yield info


def _name_of(info: zipfile.ZipInfo) -> str:
    """Return a file's name with nothing in it that a terminal would act on."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in info.filename)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int, limit: int) -> Member:
    """Read one file, at most ``room`` bytes and one more."""
    name = _name_of(info)
    if info.flag_bits & _LOCKED:
        return Member(name, b"", Reason.LOCKED, "it opens with a password only: unpack it, and read that")
    if info.compress_type not in _PACKINGS:
        return Member(
            name, b"", Reason.BINARY, f"packed by method {info.compress_type}, which is not read: unpack it first"
        )
    content = io.BytesIO()
    try:
        with archive.open(info) as packed:
            while content.tell() <= room and (piece := packed.read(_PIECE)):
                content.write(piece)
    except (EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, RuntimeError) as error:
        reason = Reason.TRUNCATED if isinstance(error, EOFError) else Reason.DAMAGED
        return Member(name, b"", reason, f"it cannot be unpacked: {error or 'it ends early'}")
    if content.tell() > limit:
        return Member(name, b"", Reason.TOO_LARGE, f"more than {limit:,} bytes; a document may have {limit:,}")
    return Member(name, content.getvalue())
