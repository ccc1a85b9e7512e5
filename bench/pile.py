"""A pile of articles read into a case of its own, for the runners that score what is told across articles."""

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from allegedly.case import Case
from allegedly.clean import clean
from allegedly.records import Claim, Document, Item, Record, Rejected, Span, Spans

R = TypeVar("R", bound=Record)

_ID = re.compile(rb"[0-9a-f]{16}")
# Cuts that become fields of the document.
METADATA = ("byline", "date line", "outlet line")


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def junk_of(text: str) -> list[Span]:
    """Return what the clean stage cuts from a scraped text; lines that become metadata are no junk."""
    content = text.encode()
    cleaned = clean(Item(original_sha256="", path="", part=None, media_type="text/plain", content=content))
    if isinstance(cleaned, Rejected):
        return []
    return [Span(cut.start, cut.end) for cut in cleaned.removed if cut.reason not in METADATA]


def blanked(text: str, junk: Iterable[Span]) -> str:
    """Return the text with blanks in the place of its junk, so that every offset stays."""
    for span in junk:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


@contextmanager
def read_pile(rows: Iterable[dict[str, Any]], *, engine: str | None = None) -> Iterator[Case]:
    """Yield a case with the articles read into it; it is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        pile = Path(folder) / "articles.jsonl"
        with pile.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        with Case(Path(folder) / "case") as case:
            case.read([pile], tagger=engine)
            yield case


def documents_of(case: Case) -> dict[str, Document]:
    """Return the documents of a case by their ids."""
    return {document.id: document for document in cast("Iterator[Document]", case.records("documents"))}


def claims_of(case: Case) -> dict[str, Claim]:
    """Return the claims of a case by their ids."""
    return {claim.id: claim for claim in cast("Iterator[Claim]", case.records("claims"))}


def pieces(spans: Spans) -> list[list[int]]:
    """Return spans as the scorers read them."""
    return [[span.start, span.end] for span in spans]


def renumbered(number: int) -> Callable[[R], R]:
    """Return a function that gives a record, and every record it speaks of, another id; originals stay."""

    def change(record: R) -> R:
        said = msgspec.json.encode(record)
        made = b"".join(_changed(said, number))
        return msgspec.json.decode(made, type=type(record))

    return change


def _changed(said: bytes, number: int) -> Iterator[bytes]:
    """Yield the pieces of a record with the first three digits of every id changed: to others for every ``number`` but 0."""
    at = 0
    for match in _ID.finditer(said):
        before, after = said[match.start() - 1 : match.start()], said[match.end() : match.end() + 1]
        is_number = before in b"[,:-" and after in b",]}"  # sixteen decimal digits that are no id
        if not (before.isalnum() or after.isalnum() or is_number):
            digits = match.start() + 3
            changed = f"{int(said[match.start() : digits], 16) ^ number:03x}".encode()
            yield said[at : match.start()] + changed + said[digits : match.end()]
            at = match.end()
    yield said[at:]
