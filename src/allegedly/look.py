"""What can be asked of a case without writing to it: its relations, lists, one thing with all that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from allegedly.allegations import Card, Page, Query, card_of, page_of
from allegedly.errors import UnknownIdError
from allegedly.event_list import EventFilter, Told, told_events
from allegedly.outlets import outlet_profiles
from allegedly.records import Allegation, Attribution, ChainLink, Claim, Comparison, Document, OutletProfile
from allegedly.review.corrections import CORRECTIONS
from allegedly.review.judgements import ACTIONS
from allegedly.review.put_back import RESTORE, PutBack, put_back_in
from allegedly.review.unmet import Unmet, unmet
from allegedly.store import WITHDRAW, Problem, Review, Store, verify

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

    from allegedly.records import Match, Record


@dataclass(frozen=True, slots=True)
class Shown:
    """A document, or one claim of it, with all attributions that it rests on.

    ``claims`` holds the claim asked for, or every claim of the document asked for; ``put_back`` the cuts of the document
    that an analyst has put back.
    """

    document: Document
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    is_claim: bool
    put_back: tuple[PutBack, ...] = ()

    @property
    def chains(self) -> list[tuple[ChainLink, ...]]:
        """The chain of each claim, the publisher first."""
        return [claim.chain for claim in self.claims]


class Look:
    """A case for reading only; any number may be open at a time, and none is blocked by a writer."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._open_store: Store | None = None

    def relation(self, name: str) -> DuckDBPyRelation:
        """Return a relation by its name: one of ``RELATIONS``."""
        return self._store().relation(name)

    def documents(self) -> DuckDBPyRelation:
        """Return the documents as a relation; ``.df()``, ``.pl()`` and ``.arrow()`` make a data frame of it."""
        return self._store().relation("documents")

    def attributions(self) -> DuckDBPyRelation:
        """Return the attributions as a relation; spans are lists of {start, end} in code points of the document's text."""
        return self._store().relation("attributions")

    def claims(self) -> DuckDBPyRelation:
        """Return the claims as a relation, each with its chain, the publisher first."""
        return self._store().relation("claims")

    def events(self) -> DuckDBPyRelation:
        """Return the events as a relation: who did what to whom, where and when, each with the claim that tells of it."""
        return self._store().relation("events")

    def links(self) -> DuckDBPyRelation:
        """Return the links as a relation: what the words for actors, places, dates and outlets resolve to."""
        return self._store().relation("links")

    def list_events(self, wanted: EventFilter | None = None) -> Iterator[tuple[Document, tuple[Told, ...]]]:
        """Yield the documents with their events in reading order, each with its claim; a filter leaves out documents without any."""
        return told_events(self._store(), wanted or EventFilter())

    def allegations(self) -> DuckDBPyRelation:
        """Return the allegations as a relation: claims of all documents that say the same, and what stands behind them."""
        return self._store().relation("allegations")

    def drifts(self) -> DuckDBPyRelation:
        """Return as a relation what claims became on the way: firmer, without their source, with another number."""
        return self._store().relation("drifts")

    def pairs(self) -> DuckDBPyRelation:
        """Return as a relation the pairs of claims held to say the same, or the opposite, with their log-odds."""
        return self._store().relation("pairs")

    def match(self, claim: str, other: str) -> Match | None:
        """Return how two claims stand to one another, feature by feature, with the reason in words; None if in no way.

        Where a text of the case sets them against one another (a denial, another account), the reason is its own, with the words.

        Raises:
            UnknownIdError: if there is no such claim, or it is an outer link of a chain, whose inner claim stands for it.
        """
        from allegedly.matches import match_of  # noqa: PLC0415  loads NumPy, which most verbs do without

        return match_of(self._store(), claim, other)

    def list_allegations(self, query: Query | None = None, *, limit: int | None = None, offset: int = 0) -> Page:
        """Return a page of the allegations that suit the query (None: all), in its order."""
        return page_of(self._store(), query or Query(), limit=limit, offset=offset)

    def card(self, identity: str) -> Card:
        """Return an allegation with all that it rests on: claims, documents, drifts, rivals, denials.

        Raises:
            UnknownIdError: if no allegation's id begins with ``identity``, or several do.
        """
        return card_of(self._store(), identity)

    def profiles(self) -> tuple[OutletProfile, ...]:
        """Return what each outlet does in this case, counted, the most prolific first."""
        return outlet_profiles(self._store())

    def unweighed(self) -> int:
        """Return how many documents allegations do not yet take into account: none, unless a read was cut short."""
        return len(self._store().unweighed())

    def judgements(self) -> Sequence[Review]:
        """Return the analysts' judgements of all kinds that stand, oldest first."""
        return self._store().standing_reviews((*ACTIONS, *CORRECTIONS, RESTORE, WITHDRAW))

    def unmet(self) -> tuple[Unmet, ...]:
        """Return the judgements that stand but no longer find a claim that they speak of, with these claims as they were.

        A correction changed the text of the claim, or its document was withdrawn; once that is undone they find it again.
        """
        return unmet(self._store())

    def copies(self) -> DuckDBPyRelation:
        """Return the copies as a relation: which document shares whose words, how much, and the passages."""
        return self._store().relation("copies")

    def rejected(self) -> DuckDBPyRelation:
        """Return the inputs that could not be used, and why, as a relation."""
        return self._store().relation("rejected")

    def custody(self) -> DuckDBPyRelation:
        """Return the custody log as a relation, oldest line first."""
        return self._store().relation("custody")

    def records(self, relation: str, documents: set[str] | None = None) -> Iterator[Record]:
        """Yield the records of a relation (``RELATIONS``), or those of ``documents``."""
        return self._store().records(relation, documents=documents)

    def list(
        self,
        *,
        documents: Iterable[str] | None = None,
        firmness: str | None = None,
        source: str | None = None,
        source_kind: str | None = None,
        outlet: str | None = None,
        search: str | None = None,
    ) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
        """Yield the documents with their claims in reading order; a filter on claims leaves out documents without any.

        ``documents`` are ids; ``source`` is part of the name of anybody in a claim's chain, ``source_kind`` the kind of
        its innermost source; ``outlet`` is part of an outlet's name, ``search`` a full text query.
        """
        wanted = None if documents is None else set(documents)
        if search is not None:
            hits = set(self.search(search, limit=1_000_000))
            wanted = hits if wanted is None else wanted & hits
        claims: dict[str, list[Claim]] = {}
        for claim in cast("Iterator[Claim]", self.records("claims", wanted)):
            if _suits(claim, firmness, source, source_kind):
                claims.setdefault(claim.document, []).append(claim)
        is_filtered = any((firmness, source, source_kind))
        for document in cast("Iterator[Document]", self.records("documents", wanted)):
            if outlet and outlet.casefold() not in (document.outlet or "").casefold():
                continue
            if document.id in claims or not is_filtered:
                yield document, tuple(claims.get(document.id, ()))

    def sources(self, limit: int | None = None) -> DuckDBPyRelation:
        """Return who is quoted: name, kind, number of attributions and of documents, the most quoted first."""
        return (
            self.attributions()
            .aggregate(
                "source_name, source_kind, count(*) AS attributions, count(DISTINCT document) AS documents",
                "source_name, source_kind",
            )
            .order("attributions DESC, documents DESC, source_name, source_kind")
            .limit(limit or 1_000_000_000)
        )

    def original(self, document: Document) -> bytes:
        """Return the bytes of the original that a document was read from."""
        with self._store().open_original(document.original_sha256) as file:
            return file.read()

    def custody_head(self) -> tuple[int, str]:
        """Return the number of lines in the custody log and the hash of the last one; note it down elsewhere."""
        return self._store().custody_head()

    def find(self, identity: str) -> Document | Claim | Allegation:
        """Return the one document, claim or allegation whose id is, or begins with, ``identity``.

        Raises:
            UnknownIdError: if there is none, or several; the message says which ids there are.
        """
        unknown: UnknownIdError | None = None
        found: list[Document | Claim | Allegation] = []
        for relation in ("documents", "claims", "allegations"):
            try:
                found.append(cast("Document | Claim | Allegation", self._store().find(relation, identity)))
            except UnknownIdError as error:
                unknown = error if unknown is None or "several" in str(error) else unknown
        if len(found) == 1:
            return found[0]
        if found:
            ids = " and ".join(f"{type(one).__name__.lower()} {one.id}" for one in found)
            message = f"{identity!r} begins several ids: {ids}; give more of it"
            raise UnknownIdError(message)
        raise unknown or UnknownIdError(identity)

    def show(self, identity: str) -> Shown:
        """Return the document or the claim whose id is, or begins with, ``identity``; for an allegation its best-worded claim.

        Raises:
            UnknownIdError: if there is none, or several; the message says which ids there are.
        """
        found = self.find(identity)
        if isinstance(found, Allegation):
            found = cast("Claim", self._store().find("claims", found.best))
        document_id = found.document if isinstance(found, Claim) else found.id
        [(document, claims)] = self.list(documents=[document_id])
        attributions = tuple(cast("Iterator[Attribution]", self.records("attributions", {document_id})))
        is_claim = isinstance(found, Claim)
        wanted = (found,) if isinstance(found, Claim) else claims
        return Shown(document, attributions, wanted, is_claim, tuple(put_back_in(self._store(), document_id)))

    def engines(self, identity: str) -> dict[str, tuple[Attribution, ...]]:
        """Return what each engine finds in a document, by the engine's name; nothing of it is kept.

        Raises:
            UnknownIdError: if there is no document, or claim of one, whose id begins so.
            ModelError: if an engine's model cannot be loaded.
        """
        from allegedly.attribute import attribute  # noqa: PLC0415  loads spaCy, which the other verbs do without
        from allegedly.attribute.taggers import NAMES, load_tagger  # noqa: PLC0415
        from allegedly.parse import parse  # noqa: PLC0415

        parsed = parse(self.show(identity).document)
        return {name: attribute(parsed, load_tagger(name)) for name in NAMES}

    def compare(self, document: Document, other: Document) -> Comparison:
        """Return two texts laid side by side, in the order of the first: what is equal, changed, moved, added, removed."""
        from allegedly.dedupe import compare  # noqa: PLC0415  loads NumPy and Arrow, which most verbs do without

        return compare(document, other)

    def search(self, words: str, *, limit: int = 100) -> Sequence[str]:
        """Return the ids of documents that match ``words`` (SQLite FTS5 syntax), the best first."""
        return self._store().search(words, limit=limit)

    def verify(self) -> Sequence[Problem]:
        """Compare the custody log, the originals and the segments; no problem means that they agree."""
        return verify(self.folder)

    def close(self) -> None:
        """Let go of the case's files."""
        if self._open_store is not None:
            self._open_store.close()
            self._open_store = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _store(self) -> Store:
        if self._open_store is None:
            self._open_store = Store(self.folder)
        return self._open_store


def _suits(claim: Claim, firmness: str | None, source: str | None, source_kind: str | None) -> bool:
    return (
        (firmness is None or claim.firmness == firmness)
        and (source_kind is None or claim.chain[-1].kind == source_kind)
        and (source is None or any(source.casefold() in (link.name or "").casefold() for link in claim.chain))
    )
