"""Check that the custody log, the originals, the documents and the segments of a case still agree."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from allegedly.errors import CaseFormatError
from allegedly.records import CustodyEntry, Record
from allegedly.store.custody import FIRST, breaks
from allegedly.store.database import LEDGER_FILE
from allegedly.store.folder import ORIGINALS, SEGMENTS
from allegedly.store.ledger import Ledger
from allegedly.store.lock import Presence
from allegedly.store.originals import Originals, hash_file, hash_stream


class Fault(StrEnum):
    """What does not agree."""

    CHANGED_ORIGINAL = "changed original"
    MISSING_ORIGINAL = "missing original"
    INSERTED_ORIGINAL = "inserted original"
    CUSTODY_LOG = "custody log"
    DOCUMENT = "document without original"
    CHANGED_SEGMENT = "changed segment"
    MISSING_SEGMENT = "missing segment"
    LEDGER = "damaged ledger"


class Problem(Record, frozen=True, kw_only=True):
    """One thing that does not agree: where (a file, a document's id, a line of the log) and what was expected and found."""

    fault: Fault
    subject: str
    detail: str


def verify(folder: Path | str, *, known_head: str | None = None) -> list[Problem]:
    """Return everything that does not agree; nothing if all does. Changes nothing, and may run while somebody writes.

    What it can tell: an original that was changed, removed or put in; a line of the log that was changed, removed or
    put in, also at its end. What it cannot: somebody who may write to the folder and rewrites log, hashes and originals
    together leaves a case that agrees with itself. Against that, note the head of the log (``Store.custody_head``)
    somewhere else and give its hash as ``known_head``: then the log must still hold the line with that hash.

    Raises:
        CaseNotFoundError: if there is no case in the folder.
        CaseFormatError: if its ledger cannot be opened at all.
    """
    folder = Path(folder)
    presence = Presence(folder)
    try:
        with Ledger.open(folder) as ledger:
            return _check(folder, ledger, known_head)
    finally:
        presence.leave()


def _check(folder: Path, ledger: Ledger, known_head: str | None) -> list[Problem]:
    try:
        with ledger.snapshot():
            damage = ledger.quick_check()
            log = list(ledger.custody())
            problems = [*_log(log, ledger, known_head), *_documents(ledger)]
            segments = ledger.segments()
    except CaseFormatError as error:
        return [Problem(fault=Fault.LEDGER, subject=LEDGER_FILE, detail=str(error))]
    problems += [Problem(fault=Fault.LEDGER, subject=LEDGER_FILE, detail=each) for each in damage]
    problems += _originals(folder, log)
    problems += _inserted(folder, ledger)
    for segment in segments:
        problems += _segment(folder / SEGMENTS / segment.file, segment.sha256)
    return problems


def _log(log: list[CustodyEntry], ledger: Ledger, known_head: str | None) -> Iterator[Problem]:
    for number, detail in breaks(log, ledger.head()):
        yield Problem(fault=Fault.CUSTODY_LOG, subject=f"line {number}", detail=detail)
    if known_head is not None and known_head not in {FIRST, *(entry.hash for entry in log)}:
        detail = f"no line of the log has the hash {known_head} that was noted before: the log was rewritten"
        yield Problem(fault=Fault.CUSTODY_LOG, subject="head", detail=detail)


def _documents(ledger: Ledger) -> Iterator[Problem]:
    for document, digest in ledger.documents_without_original():
        detail = f"it rests on the original {digest}, which the custody log does not name"
        yield Problem(fault=Fault.DOCUMENT, subject=document, detail=detail)


def _originals(folder: Path, log: list[CustodyEntry]) -> Iterator[Problem]:
    """Hash every original that the log names, once."""
    originals = Originals(folder / ORIGINALS)
    for entry in {entry.sha256: entry for entry in reversed(log)}.values():
        expected = f"line {entry.number} of the log names {entry.sha256} ({entry.size:,} bytes, from {entry.path})"
        subject = originals.path(entry.sha256).relative_to(folder).as_posix()
        try:
            with originals.open(entry.sha256) as file:
                found = hash_stream(file)
        except (OSError, LookupError) as error:
            detail = f"{expected}; it cannot be read: {error}"
            yield Problem(fault=Fault.MISSING_ORIGINAL, subject=subject, detail=detail)
            continue
        if found != entry.sha256:
            detail = f"{expected}; the bytes there now have the hash {found}"
            yield Problem(fault=Fault.CHANGED_ORIGINAL, subject=subject, detail=detail)


def _inserted(folder: Path, ledger: Ledger) -> Iterator[Problem]:
    """Look for files that the log does not name; the log is read afterwards, so that what a writer adds meanwhile counts."""
    originals = Originals(folder / ORIGINALS)
    names = list(originals.names())
    known = ledger.known_originals(name.rpartition("/")[2] for name in names)
    for name in names:
        digest = name.rpartition("/")[2]
        if digest not in known or originals.path(digest) != originals.folder / name:
            detail = "the custody log names no original at this place"
            yield Problem(fault=Fault.INSERTED_ORIGINAL, subject=f"{ORIGINALS}/{name}", detail=detail)


def _segment(path: Path, expected: str) -> Iterator[Problem]:
    subject = f"{SEGMENTS}/{path.name}"
    try:
        found = hash_file(path)
    except OSError as error:
        detail = f"the manifest lists it, but it cannot be read: {error.strerror}"
        yield Problem(fault=Fault.MISSING_SEGMENT, subject=subject, detail=detail)
        return
    if found != expected:
        detail = f"the manifest has the hash {expected}, the bytes there now have {found}"
        yield Problem(fault=Fault.CHANGED_SEGMENT, subject=subject, detail=detail)
