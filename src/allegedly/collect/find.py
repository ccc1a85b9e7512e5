"""From the paths that a user names to the files in them, in an order that is the same everywhere."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from allegedly.collect.addresses import is_address
from allegedly.records import Rejected
from allegedly.vocab import Reason, Stage

STDIN = "-"

# What browsers call the folder in which they save a page's images, styles and scripts, beside PAGE.html.
PAGE_FOLDERS = ("_files", ".files", "_file", "-Dateien", "_fichiers", "_archivos", "_bestanden", "_pliki")
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")

# A folder with both is a case of ours: what was read is not news to be read again.
_CASE_SIGNS = ("ledger.sqlite", "originals")

_SPECIAL = {
    stat.S_IFIFO: "a named pipe: read it through standard input, with - as the path",
    stat.S_IFSOCK: "a socket, not a file",
    stat.S_IFCHR: "a device, not a file",
    stat.S_IFBLK: "a device, not a file",
}


class Found(NamedTuple):
    """A file to be read, and its path as records write it."""

    path: Path
    name: str


class Address(NamedTuple):
    """A web address to be fetched."""

    url: str


def find(paths: Iterable[Path | str]) -> Iterator[Found | Address | Rejected]:
    """Yield the files that ``paths`` name, folders in the order of their names, each folder once; web addresses as such.

    Hidden files and folders, the folders that browsers save beside a page, and cases are passed over inside a folder.
    What cannot be read, or is no regular file, is yielded as ``Rejected``. ``-`` stands for standard input.
    """
    folders: set[tuple[int, int]] = set()
    for given in paths:
        if isinstance(given, str) and is_address(given):
            yield Address(given)
            continue
        path = Path(given)
        if str(given) == STDIN:
            yield Found(path, STDIN)
        else:
            yield from _look_at(path, folders)


def name_of(path: Path) -> str:
    """Return the path as UTF-8 can write it: bytes that are none are written as ``\\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def unreadable(path: Path, detail: str) -> Rejected:
    """Return the rejection of a path that cannot be read."""
    return Rejected(path=name_of(path), stage=Stage.COLLECT, reason=Reason.UNREADABLE, detail=detail)


def words_of(error: OSError | ValueError) -> str:
    """Return what the operating system says about a path, without the path."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _look_at(path: Path, folders: set[tuple[int, int]]) -> Iterator[Found | Rejected]:
    """Yield the file at a path that the user named, or all that is in the folder there."""
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield unreadable(path, words_of(error))
        return
    if not stat.S_ISDIR(kind):
        yield _file(path, kind)
    elif _is_case(path):
        yield unreadable(path, "a case, not a pile of news: open it with --case")
    else:
        empty = True
        for found in _walk(path, folders):
            empty = False
            yield found
        if empty:
            detail = "no file to read in this folder (hidden ones are passed over), or it was read already"
            yield Rejected(path=name_of(path), stage=Stage.COLLECT, reason=Reason.EMPTY, detail=detail)


def _walk(top: Path, folders: set[tuple[int, int]]) -> Iterator[Found | Rejected]:
    """Yield the files below a folder; a stack in place of recursion, because folders can be nested a thousand deep."""
    waiting = [top]
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
            is_folder = stat.S_ISDIR(status.st_mode)
            if is_folder and not _is_new(status, folders):
                continue  # by another link, perhaps one that leads back up
            inside = _entries(path) if is_folder else []
        except OSError as error:
            yield unreadable(path, words_of(error))
            continue
        if is_folder:
            waiting += reversed(inside)
        else:
            yield _file(path, status.st_mode)


def _entries(folder: Path) -> list[Path]:
    """Return what a folder holds that may be news, sorted."""
    names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    if set(_CASE_SIGNS) <= set(names):
        return []
    pages = {os.path.splitext(name)[0] for name in names if name.lower().endswith(PAGE_SUFFIXES)}
    beside = {page + ending for page in pages for ending in PAGE_FOLDERS}
    return [folder / name for name in names if not (name in beside and (folder / name).is_dir())]


def _file(path: Path, kind: int) -> Found | Rejected:
    if stat.S_ISREG(kind):
        return Found(path, name_of(path))
    return unreadable(path, _SPECIAL.get(stat.S_IFMT(kind), "not a regular file"))


def _is_case(folder: Path) -> bool:
    return all((folder / name).exists() for name in _CASE_SIGNS)


def _is_new(status: os.stat_result, folders: set[tuple[int, int]]) -> bool:
    key = (status.st_dev, status.st_ino)
    if key in folders:
        return False
    folders.add(key)
    return True
