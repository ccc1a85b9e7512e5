"""Originals, content-addressed and never altered: ``originals/ab/<sha256>``, staged in ``originals/.incoming`` first."""

import contextlib
import hashlib
import io
import itertools
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from allegedly.errors import CaseError, UnknownIdError
from allegedly.store.disk import flush_all

INCOMING = ".incoming"
CHUNK = 1 << 20  # bytes read at a time: large enough to keep system calls few, small beside any machine's memory


class Readable(Protocol):
    """Anything that bytes can be read from: a file, standard input, the body of a response."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most ``size``; none at the end."""
        ...


class Kept(NamedTuple):
    """Bytes taken into safe keeping: their hash, how many they are, and where they can be read again unaltered.

    ``content`` holds them all if they are few; ``path`` may move once the case has them, so open it at once.
    """

    sha256: str
    size: int
    path: Path
    content: bytes | None

    def open(self) -> BinaryIO:
        """Open exactly the bytes that were hashed."""
        return self.path.open("rb") if self.content is None else io.BytesIO(self.content)


class Originals:
    """The folder of originals of one case.

    A reader may open them; only the holder of the case's lock may stage and place. Bytes are hashed while they are
    copied and analysed from the copy, so that the hash is of what was read even if the source changes meanwhile.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._incoming = folder / INCOMING

    def make(self) -> None:
        """Make the folders if they are missing."""
        self._incoming.mkdir(parents=True, exist_ok=True)

    def stage(self, stream: Readable) -> Kept:
        """Copy ``stream`` to its end into the waiting room, hashing on the way.

        Few bytes that the case has already are not written again.

        Raises:
            OSError: what ``stream`` raised when it was read.
            CaseError: if the copy cannot be written.
        """
        chunks = _fill(stream)
        first = next(chunks, b"")
        second = next(chunks, b"")
        if second:
            return self._stage_chunks(itertools.chain([first, second], chunks))
        digest = hashlib.sha256(first).hexdigest()
        if _holds(self.path(digest), first):
            return Kept(digest, len(first), self.path(digest), first)
        return self._stage_chunks([first])._replace(content=first)

    def _stage_chunks(self, chunks: Iterable[bytes]) -> Kept:
        partial = self._incoming / "partial"
        digest = hashlib.sha256()
        size = 0
        with _writing(partial):
            target = partial.open("wb", buffering=0)
        with target:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                with _writing(partial):
                    _write_all(target.fileno(), chunk)
        staged = self._incoming / digest.hexdigest()
        with _writing(staged):
            partial.replace(staged)
        return Kept(digest.hexdigest(), size, staged, None)

    def kept(self, digest: str) -> Kept:
        """Return an original that has its lasting place, to be read again.

        Raises:
            UnknownIdError: if there is none with this hash.
        """
        with self.open(digest) as file:
            return Kept(digest, os.fstat(file.fileno()).st_size, self.path(digest), None)

    def flush_staged(self, digests: Iterable[str]) -> None:
        """Wait until the disk holds these staged files, so that a log line never speaks of bytes that a power cut took.

        What is not staged because it has its lasting place already is passed over.

        Raises:
            CaseError: if one of them is in neither place.
        """
        staged: list[Path] = []
        for digest in digests:
            if (self._incoming / digest).exists():
                staged.append(self._incoming / digest)
            elif not self.path(digest).exists():
                message = f"the original {digest} was not kept: give its bytes to Writer.keep before the commit"
                raise CaseError(message)
        with _writing(self._incoming):
            flush_all([*staged, self._incoming] if staged else [])

    def place(self, digests: Iterable[str]) -> None:
        """Move staged files to their lasting place, read-only; a file there that no log line named has to yield."""
        folders = set()
        for digest in digests:
            staged, lasting = self._incoming / digest, self.path(digest)
            with _writing(lasting):
                if staged.exists():
                    lasting.parent.mkdir(exist_ok=True)
                    staged.chmod(0o444)
                    staged.replace(lasting)
                    folders.add(lasting.parent)
        if folders:
            flush_all([*folders, self.folder])

    def drop_staged(self, digest: str) -> None:
        """Forget a staged file that the case turned out not to need."""
        (self._incoming / digest).unlink(missing_ok=True)

    def recover(self, logged: Iterable[str]) -> None:
        """Finish what a killed writer began: place what the log knows (``logged``), delete the rest.

        Staged bytes are hashed again first: a later, also interrupted, reading may have left half a file under the name.
        """
        known = set(logged)
        for name in self.staged():
            if name in known and not self.path(name).exists() and hash_file(self._incoming / name) == name:
                flush_all([self._incoming / name])
                self.place([name])
            else:
                self.drop_staged(name)

    def path(self, digest: str) -> Path:
        """Return where the original with this SHA-256 lies, or will lie."""
        return self.folder / digest[:2] / digest

    def find(self, digest: str) -> Path | None:
        """Return where it lies now: for a moment after the commit that is still the waiting room."""
        lasting = self.path(digest)
        for candidate in (lasting, self._incoming / digest, lasting):  # it may move while we look
            if candidate.exists():
                return candidate
        return None

    def open(self, digest: str) -> BinaryIO:
        """Open an original for reading.

        Raises:
            UnknownIdError: if the case holds none with this SHA-256.
        """
        for _ in range(2):  # it may move between finding and opening
            found = self.find(digest)
            if found is not None:
                with contextlib.suppress(FileNotFoundError):
                    return found.open("rb")
        message = f"the case holds no original with SHA-256 {digest!r}"
        raise UnknownIdError(message)

    def names(self) -> Iterator[str]:
        """Yield the path, relative to the folder, of everything that lies in the lasting places, sorted."""
        for path in sorted(self.folder.rglob("*")):
            relative = path.relative_to(self.folder)
            if relative.parts[0] != INCOMING and not path.is_dir():
                yield relative.as_posix()

    def staged(self) -> list[str]:
        """Return the names of the files in the waiting room, sorted."""
        return sorted(path.name for path in self._incoming.iterdir()) if self._incoming.is_dir() else []


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal.

    Raises:
        OSError: if it cannot be read.
    """
    with path.open("rb") as file:
        return hash_stream(file)


def hash_stream(file: BinaryIO) -> str:
    """Return the SHA-256 of what is left of an open file, in hexadecimal."""
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _holds(path: Path, content: bytes) -> bool:
    """Say whether the file is there and has exactly these bytes."""
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _fill(stream: Readable) -> Iterator[bytes]:
    """Yield the stream in chunks that are full, but for the last: a pipe gives its bytes in small pieces."""
    pieces: list[bytes] = []
    missing = CHUNK
    while piece := stream.read(missing):
        pieces.append(piece)
        missing -= len(piece)
        if missing == 0:
            yield b"".join(pieces)
            pieces, missing = [], CHUNK
    if pieces:
        yield b"".join(pieces)


def _write_all(handle: int, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[os.write(handle, view) :]


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Say of an error of the disk what could not be written; errors of the source are somebody else's."""
    try:
        yield
    except OSError as error:
        message = f"cannot write {path}: {error.strerror or error}"
        raise CaseError(message) from error
