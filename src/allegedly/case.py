"""A case: a folder with what was read and what was found in it; the library, the terminal and the page all call this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self, cast

from allegedly.errors import UnknownIdError
from allegedly.put_back import PutBack, put_back_in
from allegedly.records import Attribution, ChainLink, Claim, Comparison, Document
from allegedly.store import Batch, Holder, Problem, Store, Writer, verify

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

    from allegedly.collect import Fetcher
    from allegedly.pipeline import Summary
    from allegedly.records import Record
    from allegedly.restore import Restored

__all__ = ["RELATIONS", "Case", "Shown", "open_case"]

RELATIONS = ("documents", "attributions", "claims", "copies", "rejected", "custody")

# How long a second process waits, in seconds, for the one that is reading into the same case.
WAIT_FOR_WRITER = 600.0


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


class Case:
    """A case folder; it is made by the first ``read``.

    Use it as a context manager, or close it, to let go of its files.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._open_store: Store | None = None

    def read(  # noqa: PLR0913  the options of one run, each by name
        self,
        paths: Iterable[Path | str],
        *,
        tagger: str | None = None,
        clean_jsonl: bool = False,
        strict: bool = False,
        jobs: int | None = None,
        stdin: BinaryIO | None = None,
        operator: str | None = None,
        wait: float = WAIT_FOR_WRITER,
        fetcher: Fetcher | None = None,
        on_wait: Callable[[Holder], None] | None = None,
        on_progress: Callable[[Summary, str], None] | None = None,
        on_commit: Callable[[Batch], None] | None = None,
    ) -> Summary:
        """Read files, folders and web addresses into the case and say what was done.

        ``tagger`` finds the attributions (None: the best one installed); ``clean_jsonl`` treats JSONL text as scraped;
        ``jobs`` is the number of processes (None: one a core); ``operator`` goes into the custody log (None: the
        user's name on this machine); ``wait`` is in seconds; ``fetcher`` gets what is a web address (None: with the
        usual limits, from no private machine).

        Raises:
            RejectedError: with ``strict``, at the first input that cannot be used; what was read before it is kept.
            CaseBusyError: if another process is still reading into the case after ``wait``.
            CaseError: if the folder is no case, or one of a newer version.
        """
        from allegedly.engine import LocalEngine  # noqa: PLC0415  loads spaCy, which the other verbs do without
        from allegedly.pipeline import Options, run  # noqa: PLC0415

        self.close()
        paths = [paths] if isinstance(paths, str | Path) else paths
        options = Options(tagger=tagger, clean_jsonl=clean_jsonl)
        with (
            Writer(self.folder, operator=operator, wait=wait, on_wait=on_wait) as writer,
            LocalEngine(jobs=jobs) as engine,
        ):
            return run(
                paths,
                writer,
                engine,
                options=options,
                stdin=stdin,
                strict=strict,
                fetcher=fetcher,
                on_progress=on_progress,
                on_commit=on_commit,
            )

    def restore(  # noqa: PLR0913  the options of one step, each by name
        self,
        document_id: str,
        start: int | None,
        *,
        note: str | None = None,
        operator: str | None = None,
        undo: bool = False,
        tagger: str | None = None,
        wait: float = WAIT_FOR_WRITER,
        on_wait: Callable[[Holder], None] | None = None,
    ) -> Restored:
        """Put back what cleaning cut at ``start`` of a document's decoded original (None: all cuts), or with ``undo`` cut it again.

        The document is read again from its original, and everything derived from it is replaced with it in one step.
        The judgement, its ``operator`` and ``note`` stay in the ledger. ``document_id`` may be the beginning of the id.

        Raises:
            UnknownIdError: if there is no such document, or no cut that begins there; the message says which there are.
            CaseBusyError: if another process is still writing to the case after ``wait`` seconds.
            CaseError: if the folder is no case, or the document cannot be made from its original again.
        """
        from allegedly.pipeline import Options  # noqa: PLC0415  loads spaCy, which the other verbs do without
        from allegedly.restore import restore, take_back  # noqa: PLC0415

        document = cast("Document", self._store().find("documents", document_id))  # no case is made for an unknown id
        self.close()
        with Writer(self.folder, operator=operator, wait=wait, on_wait=on_wait) as writer:
            document = cast("Document", writer.find("documents", document.id))
            change = take_back if undo else restore
            return change(writer, document, start, note=note, options=Options(tagger=tagger))

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
        """Yield the records of a relation (documents, attributions, claims, copies, rejected, custody), or those of ``documents``."""
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

    def show(self, identity: str) -> Shown:
        """Return the document or the claim whose id is, or begins with, ``identity``.

        Raises:
            UnknownIdError: if there is none, or several; the message says which ids there are.
        """
        found = self._find(identity)
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

    def _find(self, identity: str) -> Document | Claim:
        """Return the one document or claim whose id begins with ``identity``."""
        unknown: UnknownIdError | None = None
        found: list[Document | Claim] = []
        for relation in ("documents", "claims"):
            try:
                found.append(cast("Document | Claim", self._store().find(relation, identity)))
            except UnknownIdError as error:
                unknown = error
        if len(found) == 1:
            return found[0]
        if found:
            message = f"{identity!r} begins a document's id and a claim's: {found[0].id} and {found[1].id}"
            raise UnknownIdError(message)
        raise unknown or UnknownIdError(identity)


def _suits(claim: Claim, firmness: str | None, source: str | None, source_kind: str | None) -> bool:
    return (
        (firmness is None or claim.firmness == firmness)
        and (source_kind is None or claim.chain[-1].kind == source_kind)
        and (source is None or any(source.casefold() in (link.name or "").casefold() for link in claim.chain))
    )


def open_case(folder: Path | str = "allegedly-case") -> Case:
    """Open the case in ``folder``; the first ``read`` makes it.

    >>> case = open_case("allegedly-case")
    >>> case.folder.name
    'allegedly-case'
    """
    return Case(folder)
