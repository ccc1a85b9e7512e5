"""Groups what collect finds into chunks for the engine, and what the stages make of them into batches for the store."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from allegedly.records import (
    Attribution,
    Claim,
    Document,
    Event,
    Fingerprint,
    Item,
    LineMarks,
    Link,
    Original,
    Record,
    Rejected,
    Signature,
    document_id,
)
from allegedly.store import Batch

# Items that go to one worker at a time: small enough to keep all of them busy on a pile of a hundred articles.
ITEMS_PER_CHUNK = 8


class Reading(Record, frozen=True, kw_only=True):
    """All that the document stages make of one item."""

    document: Document | None = None
    fingerprint: Fingerprint | None = None
    line_marks: LineMarks | None = None
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    links: tuple[Link, ...] = ()
    signatures: tuple[Signature, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(slots=True)
class Chunk:
    """Some items with the originals that they come from.

    ``unfinished`` holds the hash of the last original where more of its items follow in the next chunk; ``known`` counts
    the items left out because their documents are in the case already.
    """

    originals: list[Original] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    unfinished: frozenset[str] = frozenset()
    known: int = 0
    path: str = ""


def chunks(
    found: Iterable[Original | Item | Rejected], known_documents: Callable[[list[str]], set[str]]
) -> Iterator[Chunk]:
    """Yield the stream of collect in chunks, without the items whose documents are known or came up before."""
    seen: set[str] = set()
    for chunk in _cut(found):
        ids = [document_id(item.content, item.known) for item in chunk.items]
        known = known_documents(ids) | seen
        fresh: dict[str, Item] = {}
        for identity, item in zip(ids, chunk.items, strict=True):
            if identity not in known:
                fresh.setdefault(identity, item)
        chunk.known = len(chunk.items) - len(fresh)
        chunk.items = list(fresh.values())
        seen.update(fresh)
        yield chunk


def _cut(found: Iterable[Original | Item | Rejected]) -> Iterator[Chunk]:
    """Cut the stream after every ``ITEMS_PER_CHUNK`` items; the chunk after a cut names its original again."""
    chunk = Chunk()
    for thing in found:
        if len(chunk.items) >= ITEMS_PER_CHUNK:
            last = chunk.originals[-1]
            goes_on = not isinstance(thing, Original) and thing.original_sha256 == last.sha256
            chunk.unfinished = frozenset({last.sha256} if goes_on else ())
            yield chunk
            chunk = Chunk(originals=[last] if goes_on else [], path=chunk.path)
        chunk.path = thing.path
        match thing:
            case Original():
                chunk.originals.append(thing)
            case Item():
                chunk.items.append(thing)
            case Rejected():
                chunk.rejected.append(thing)
    if chunk.originals or chunk.rejected:
        yield chunk


@dataclass(slots=True)
class Pending:
    """What the stages made of some chunks, until it is committed."""

    originals: dict[tuple[str, str], Original] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    unfinished: frozenset[str] = frozenset()

    def add(self, chunk: Chunk, readings: list[Reading]) -> None:
        """Take in a chunk and the readings of its items."""
        self.originals.update({(original.sha256, original.path): original for original in chunk.originals})
        self.rejected.extend(chunk.rejected)
        self.rejected.extend(rejected for reading in readings for rejected in reading.rejected)
        self.readings.extend(readings)
        self.unfinished = chunk.unfinished

    def batch(self) -> Batch:
        """Return it as the store takes it."""
        return Batch(
            originals=tuple(self.originals.values()),
            documents=tuple(reading.document for reading in self.readings if reading.document is not None),
            relations={
                "attributions": [found for reading in self.readings for found in reading.attributions],
                "claims": [found for reading in self.readings for found in reading.claims],
                "events": [found for reading in self.readings for found in reading.events],
                "links": [found for reading in self.readings for found in reading.links],
                "signatures": [found for reading in self.readings for found in reading.signatures],
                "fingerprints": [reading.fingerprint for reading in self.readings if reading.fingerprint is not None],
                "line_marks": [reading.line_marks for reading in self.readings if reading.line_marks is not None],
            },
            rejected=tuple(self.rejected),
            unfinished=self.unfinished,
        )
