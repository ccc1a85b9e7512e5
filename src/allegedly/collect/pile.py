"""Take in what the user names: keep the bytes of every file, then hand on what may become a document."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import msgspec

from allegedly.collect.addresses import is_address
from allegedly.collect.apart import Apart
from allegedly.collect.fetch import Fetched, Fetcher
from allegedly.collect.find import STDIN, Address, Found, find, unreadable, words_of
from allegedly.collect.inside import pieces_inside, read_member
from allegedly.collect.json_lines import problem_of
from allegedly.collect.look import HEAD, JSON_LINE, JSON_LINES, MAIL, MAILBOX, WARC, ZIP, Looks, look
from allegedly.collect.mailbox import messages_of
from allegedly.collect.pieces import Piece, Unread
from allegedly.collect.responses import PassedOver, read_record
from allegedly.collect.told import METADATA, told_in, with_told
from allegedly.collect.unpack import UnpackError, chunks_of, lines_of, recoded
from allegedly.collect.warc import HOLDS_CONTENT, Fault, Record, records_of
from allegedly.collect.zips import ZipError, members_of
from allegedly.records import Item, Known, Original, Rejected, document_id
from allegedly.vocab import Reason, Stage

if TYPE_CHECKING:  # the store loads Arrow, and the process that reads feeds apart would wait seconds for it
    from allegedly.store.originals import Kept, Readable

    Keep = Callable[[Readable], Kept]

# Bytes that one document may have, unpacked. A long article has 0.1 MB and a whole book 2 MB; 64 MB stops a gzip bomb or a
# database dump while its text still fits into memory many times over.
LARGEST_ITEM = 64 * 1024 * 1024

# Formats that hold many documents: each has the limit of one, the whole has its reader's.
_OF_MANY = frozenset([JSON_LINES, MAILBOX, WARC, ZIP])

# Records that every archive has and nobody would read: where no others are passed over, nothing is said of them.
_ABOUT_THE_CRAWL = frozenset(["warcinfo", "request", "metadata"])


def collect(
    paths: Iterable[Path | str],
    *,
    stdin: BinaryIO | None = None,
    keep: Keep | None = None,
    is_known: Callable[[Original], bool] | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[Original | Item | Rejected]:
    """Yield every file that ``paths`` name as its ``Original``, followed by its items: one, or one a JSON line.

    Folders are read in the order of their names, without hidden files; ``-`` reads ``stdin`` (by default the standard
    input). ``keep`` takes the bytes into safe keeping, hashing them on the way, and they are analysed from there; by
    default that is a temporary file. Of an original that ``is_known`` no items follow. Nothing touches the network
    unless a path is a web address: ``fetcher`` gets it, and its original is the exchange with the server as a web archive.

    What cannot be used comes as ``Rejected``, and the rest goes on. A file that no reader knows, an empty one, one
    that cannot be read and a text file above ``LARGEST_ITEM`` are not kept: their rejection names no original.
    """
    with contextlib.nullcontext(keep) if keep else _temporary_keeping() as keeping, Apart() as apart:
        for found in find(paths):
            if isinstance(found, Address):
                fetcher = fetcher or Fetcher()
                taken = _take_from_web(found.url, fetcher, keeping)
            else:
                taken = found if isinstance(found, Rejected) else _take_in(found, stdin, keeping)
            if isinstance(taken, Rejected):
                yield taken
                continue
            with taken.kept.open() as file:  # before anybody hears of it: a commit may move the file
                yield taken.original
                if is_known is None or not is_known(taken.original):
                    yield from _items(taken, file, apart)


def collect_again(path: str, kept: Kept) -> Iterator[Item]:
    """Yield the items of an original that is in safe keeping, as :func:`collect` did when it was found at ``path``.

    What of it could not be used is passed over: that was said when it was read.
    """
    with kept.open() as file, Apart() as apart:
        head = _read_head(file)
        file.seek(0)
        looks = Looks(WARC, packed=True) if is_address(path) else look(path, head)
        original = Original(sha256=kept.sha256, path=path, size=kept.size, media_type=looks.media_type)
        for found in _items(_Taken(original, looks, kept), file, apart):
            if isinstance(found, Item):
                yield found


class _Taken(NamedTuple):
    """A file that was taken into keeping, and what it looks like."""

    original: Original
    looks: Looks
    kept: Kept
    fetched: Fetched | None = None

    def rejected(self, reason: Reason, detail: str, part: str | None = None) -> Rejected:
        """Return the rejection of this original, or of a part of it."""
        return _rejected(self.original.path, reason, detail, part=part, original=self.original.sha256)

    def item(self, media_type: str, content: bytes, part: str | None = None, known: Known | None = None) -> Item:
        """Return an item of this original."""
        path, digest = self.original.path, self.original.sha256
        return Item(original_sha256=digest, path=path, part=part, media_type=media_type, content=content, known=known)


class _Rejoined:
    """A stream from which the head was read already, whole again: standard input cannot be wound back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most ``size``."""
        if self._head:
            piece, self._head = self._head[:size], self._head[size:]
            return piece
        return self._rest.read(size)


def _take_in(found: Found, stdin: BinaryIO | None, keep: Keep) -> _Taken | Rejected:
    """Look at a file and, if a reader knows it, keep its bytes."""
    try:
        with _open(found, stdin) as stream:
            head = _read_head(stream)
            looks = look(found.name, head)
            rejected = _refuse(found, stream, head, looks)
            if rejected is not None:
                return rejected
            kept = keep(_Rejoined(head, stream))
    except OSError as error:
        return unreadable(found.path, words_of(error))
    original = Original(sha256=kept.sha256, path=found.name, size=kept.size, media_type=looks.media_type)
    return _Taken(original, looks, kept)


def _take_from_web(url: str, fetcher: Fetcher, keep: Keep) -> _Taken | Rejected:
    """Fetch an address and keep all that went over the wire as a web archive."""
    fetched = fetcher.fetch(url)
    if not fetched.archive:
        return _rejected(url, fetched.reason or Reason.UNREACHABLE, fetched.detail)
    kept = keep(io.BytesIO(fetched.archive))
    original = Original(sha256=kept.sha256, path=url, size=kept.size, media_type=WARC)
    return _Taken(original, Looks(WARC, packed=True), kept, fetched)


def _open(found: Found, stdin: BinaryIO | None) -> contextlib.AbstractContextManager[BinaryIO]:
    if found.name == STDIN:
        return contextlib.nullcontext(stdin or sys.stdin.buffer)
    return found.path.open("rb")


def _read_head(stream: BinaryIO) -> bytes:
    """Read the first ``HEAD`` bytes, or all if there are fewer: a pipe gives its bytes in small pieces."""
    head = b""
    while len(head) < HEAD and (piece := stream.read(HEAD - len(head))):
        head += piece
    return head


def _refuse(found: Found, stream: BinaryIO, head: bytes, looks: Looks) -> Rejected | None:
    """Return why a file is not even kept, or None."""
    if not head:
        return _rejected(found.name, Reason.EMPTY, "no byte in it")
    if looks.problem:
        return _rejected(found.name, Reason.BINARY, looks.problem)
    if found.name != STDIN and not looks.packed and looks.media_type not in _OF_MANY:
        status = os.fstat(stream.fileno())
        if stat.S_ISREG(status.st_mode) and status.st_size > LARGEST_ITEM:
            return _rejected(found.name, Reason.TOO_LARGE, _too_large(f"{status.st_size:,} bytes"))
    return None


def _items(taken: _Taken, file: BinaryIO, apart: Apart) -> Iterator[Item | Rejected]:
    """Yield what may become documents; a packed stream that breaks off yields its rejection and nothing else."""
    try:
        if taken.looks.media_type == JSON_LINES:
            yield from _json_lines(taken, file)
        elif taken.fetched is not None and taken.fetched.reason is not None:
            yield taken.rejected(taken.fetched.reason, taken.fetched.detail)
        elif taken.looks.media_type == WARC:
            yield from _records(taken, file, apart)
        elif taken.looks.media_type == MAILBOX:
            yield from _messages(taken, file, apart)
        elif taken.looks.media_type == ZIP:
            yield from _members(taken, file, apart)
        else:
            yield from _whole(taken, file, apart)
    except (UnpackError, ZipError) as error:
        yield taken.rejected(error.reason, str(error))


def _whole(taken: _Taken, file: BinaryIO, apart: Apart) -> Iterator[Item | Rejected]:
    pieces: list[bytes] = []
    size = 0
    for chunk in chunks_of(file, packed=taken.looks.packed):
        size += len(chunk)
        if size > LARGEST_ITEM:
            yield taken.rejected(Reason.TOO_LARGE, _too_large(f"more than {LARGEST_ITEM:,} bytes"))
            return
        pieces.append(chunk)
    if not size:
        yield taken.rejected(Reason.EMPTY, "packed with gzip, and no byte in it")
        return
    yield from _inside(taken, Piece(media_type=taken.looks.media_type, content=b"".join(pieces)), apart)


def _inside(taken: _Taken, piece: Piece, apart: Apart) -> Iterator[Item | Rejected]:
    wanted = taken.fetched.wanted if taken.fetched else None
    for found in pieces_inside(piece, apart):
        if isinstance(found, Unread):
            if wanted is None:
                yield taken.rejected(found.reason, found.detail, found.part)
        elif wanted is None or document_id(found.content, found.known) in wanted:
            yield taken.item(found.media_type, found.content, found.part, found.known)


def _records(taken: _Taken, file: BinaryIO, apart: Apart) -> Iterator[Item | Rejected]:
    """Yield what the records of a web archive hold; those that hold no news are counted, with one word at the end."""
    passed_over: Counter[str] = Counter()
    nothing = True
    told: Known | None = None
    wanted = HOLDS_CONTENT | {METADATA} if is_address(taken.original.path) else HOLDS_CONTENT
    for record in records_of(file, packed=taken.looks.packed, limit=LARGEST_ITEM, wanted=wanted):
        if isinstance(record, Record) and record.kind == METADATA:
            told = told_in(record) or told
            passed_over[METADATA] += 1
            continue
        found = record if isinstance(record, Fault) else read_record(record, LARGEST_ITEM)
        match found:
            case PassedOver():
                passed_over[found.what] += 1
                continue
            case Fault():
                yield taken.rejected(found.reason, found.detail, f"record {found.number}")
            case Unread():
                yield taken.rejected(found.reason, found.detail, found.part)
            case _:
                page = msgspec.structs.replace(found, known=with_told(found.known, told))
                yield from _inside(taken, page, apart)
        nothing = False
    counts = ", ".join(f"{count:,} {what}" for what, count in passed_over.most_common())
    if nothing and taken.fetched is not None:
        what = next(reversed(passed_over), "nothing")  # the last response: the others only led there
        yield taken.rejected(Reason.BINARY, f"what is there is neither page nor text, feed, mail or PDF: {what}")
    elif nothing:
        yield taken.rejected(Reason.EMPTY, f"no page or text in this archive; it holds {counts or 'no record'}")
    elif taken.fetched is None and set(passed_over) - _ABOUT_THE_CRAWL:
        yield taken.rejected(Reason.PASSED_OVER, f"records without news: {counts}")


def _messages(taken: _Taken, file: BinaryIO, apart: Apart) -> Iterator[Item | Rejected]:
    """Yield the messages of a mailbox with what is attached to them."""
    number = 0
    for number, content in messages_of(chunks_of(file, packed=taken.looks.packed), LARGEST_ITEM):
        part = f"message {number}"
        if content is None:
            yield taken.rejected(Reason.TOO_LARGE, _too_large(f"more than {LARGEST_ITEM:,} bytes"), part)
        else:
            yield from _inside(taken, Piece(part=part, media_type=MAIL, content=content), apart)
    if not number:
        detail = 'no message in it: each message of a mailbox begins with a line "From …", then its fields'
        yield taken.rejected(Reason.DAMAGED, detail)


def _members(taken: _Taken, file: BinaryIO, apart: Apart) -> Iterator[Item | Rejected]:
    """Yield the files of a ZIP archive, each as if it lay in a folder; archives in archives are not unpacked."""
    empty = True
    for name, content, reason, detail in members_of(file, LARGEST_ITEM):
        empty = False
        if reason is not None:
            yield taken.rejected(reason, detail, name)
            continue
        found = read_member(name, content, LARGEST_ITEM)
        if isinstance(found, Unread):
            yield taken.rejected(found.reason, found.detail, name)
        else:
            yield from _inside(taken, found, apart)
    if empty:
        yield taken.rejected(Reason.EMPTY, "no file to read in this archive (hidden ones are passed over)")


def _json_lines(taken: _Taken, file: BinaryIO) -> Iterator[Item | Rejected]:
    """Yield an item a line that is not blank; one line at a time is in memory."""
    packed = taken.looks.packed
    if packed:  # so that no line of a stream that breaks off is taken for all there was
        for _ in chunks_of(file, packed=True):
            pass
    empty = True
    for number, content in lines_of(recoded(chunks_of(file, packed=packed), taken.looks.encoding), LARGEST_ITEM):
        part = f"line {number}"
        if content is None:
            yield taken.rejected(Reason.TOO_LARGE, _too_large(f"more than {LARGEST_ITEM:,} bytes"), part)
        elif content.strip():
            problem = problem_of(content)
            yield taken.rejected(Reason.BROKEN_LINE, problem, part) if problem else taken.item(JSON_LINE, content, part)
        else:
            continue
        empty = False
    if empty:
        yield taken.rejected(Reason.EMPTY, "no line in it but blank ones")


@contextlib.contextmanager
def _temporary_keeping() -> Iterator[Keep]:
    """Keep one file at a time, until the next one comes."""
    from allegedly.store.originals import Originals  # noqa: PLC0415  (for callers without a case)

    with tempfile.TemporaryDirectory(prefix="allegedly-") as folder:
        originals = Originals(Path(folder))
        originals.make()

        def keep(stream: Readable) -> Kept:
            for digest in originals.staged():
                originals.drop_staged(digest)
            return originals.stage(stream)

        yield keep


def _too_large(size: str) -> str:
    return f"{size}; a document may have {LARGEST_ITEM:,}: split it, or write it as JSON lines (.jsonl)"


def _rejected(
    path: str, reason: Reason, detail: str, *, part: str | None = None, original: str | None = None
) -> Rejected:
    return Rejected(path=path, part=part, stage=Stage.COLLECT, reason=reason, detail=detail, original_sha256=original)
