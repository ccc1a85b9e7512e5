"""A case: a folder with what was read and what was found in it; the library, the terminal and the page all call this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from allegedly import judgements
from allegedly.allegations import Card, Page, Query
from allegedly.event_list import EventFilter, Told
from allegedly.look import Look, Shown
from allegedly.records import Document
from allegedly.store import Batch, Holder, Writer
from allegedly.vocab import Order

if TYPE_CHECKING:
    from allegedly.collect import Fetcher
    from allegedly.pipeline import Summary
    from allegedly.restore import Restored

__all__ = ["RELATIONS", "Card", "Case", "EventFilter", "Order", "Page", "Query", "Shown", "Told", "open_case"]

RELATIONS = (
    "documents",
    "attributions",
    "claims",
    "events",
    "links",
    "copies",
    "allegations",
    "drifts",
    "pairs",
    "rejected",
    "custody",
)

# How long a second process waits, in seconds, for the one that is reading into the same case.
WAIT_FOR_WRITER = 600.0


class Case(Look):
    """A case folder; it is made by the first ``read``.

    Use it as a context manager, or close it, to let go of its files. What can be asked of it stands in ``Look``.
    """

    def read(  # noqa: PLR0913  the options of one run, each by name
        self,
        paths: Iterable[Path | str],
        *,
        tagger: str | None = None,
        lexicon: Path | str | None = None,
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

        ``tagger`` finds the attributions (None: the best one installed); ``lexicon`` is a table of your own actors, laid
        over the register (docs/events.md); ``clean_jsonl`` treats JSONL text as scraped;
        ``jobs`` is the number of processes (None: one a core); ``operator`` goes into the custody log (None: the
        user's name on this machine); ``wait`` is in seconds; ``fetcher`` gets what is a web address (None: with the
        usual limits, from no private machine).

        Raises:
            RejectedError: with ``strict``, at the first input that cannot be used; what was read before it is kept.
            CaseBusyError: if another process is still reading into the case after ``wait``.
            CaseError: if the folder is no case, or one of a newer version.
            ModelError: if the tagger's model or the lexicon cannot be used; nothing is read then.
        """
        from allegedly.engine import LocalEngine  # noqa: PLC0415  loads spaCy, which the other verbs do without
        from allegedly.pipeline import Options, lexicon_path, run  # noqa: PLC0415

        self.close()
        paths = [paths] if isinstance(paths, str | Path) else paths
        options = Options(tagger=tagger, clean_jsonl=clean_jsonl, lexicon=lexicon_path(lexicon))
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
        lexicon: Path | str | None = None,
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
        from allegedly.pipeline import Options, lexicon_path  # noqa: PLC0415  loads spaCy, which the other verbs do without
        from allegedly.restore import restore, take_back  # noqa: PLC0415

        document = cast("Document", self._store().find("documents", document_id))  # no case is made for an unknown id
        options = Options(tagger=tagger, lexicon=lexicon_path(lexicon))
        self.close()
        with Writer(self.folder, operator=operator, wait=wait, on_wait=on_wait) as writer:
            document = cast("Document", writer.find("documents", document.id))
            change = take_back if undo else restore
            return change(writer, document, start, note=note, options=options)

    def merge(
        self,
        first: str,
        second: str,
        *,
        note: str | None = None,
        operator: str | None = None,
        wait: float = WAIT_FOR_WRITER,
        on_wait: Callable[[Holder], None] | None = None,
    ) -> int:
        """Judge that two allegations are one and return the judgement's number; the case is matched and weighed anew.

        Raises:
            UnknownIdError: if there is no such allegation.
            JudgementError: if they are one already.
        """
        with self._judging(operator, wait, on_wait) as writer:
            return judgements.merge(writer, first, second, note=note)

    def split(
        self,
        allegation: str,
        claims: Iterable[str],
        *,
        note: str | None = None,
        operator: str | None = None,
        wait: float = WAIT_FOR_WRITER,
        on_wait: Callable[[Holder], None] | None = None,
    ) -> int:
        """Judge that some claims of an allegation say something else than the rest, and return the judgement's number.

        Raises:
            UnknownIdError: if there is no such allegation or claim.
            JudgementError: if the claims are none, all or not of the allegation.
        """
        with self._judging(operator, wait, on_wait) as writer:
            return judgements.split(writer, allegation, claims, note=note)

    def grade(
        self,
        outlet: str,
        reliability: str,
        *,
        note: str | None = None,
        operator: str | None = None,
        wait: float = WAIT_FOR_WRITER,
        on_wait: Callable[[Holder], None] | None = None,
    ) -> int:
        """Set an outlet's reliability, A to F (Admiralty code), and return the judgement's number.

        Raises:
            JudgementError: if it is no such letter.
        """
        with self._judging(operator, wait, on_wait) as writer:
            return judgements.grade(writer, outlet, reliability, note=note)

    def take_back(
        self,
        number: int,
        *,
        note: str | None = None,
        operator: str | None = None,
        wait: float = WAIT_FOR_WRITER,
        on_wait: Callable[[Holder], None] | None = None,
    ) -> int:
        """Take a judgement back and return the number of the line that does so.

        Raises:
            UnknownIdError: if there is no such judgement.
            JudgementError: if it was taken back before, or is none on allegations or outlets.
        """
        with self._judging(operator, wait, on_wait) as writer:
            return judgements.take_back(writer, number, note=note)

    @contextmanager
    def _judging(self, operator: str | None, wait: float, on_wait: Callable[[Holder], None] | None) -> Iterator[Writer]:
        """Yield a writer for a judgement, and match and weigh afterwards what it touches."""
        from allegedly.corpus import update  # noqa: PLC0415  loads NumPy and DuckDB, which most verbs do without

        self._store()  # no case is made for a judgement
        self.close()
        with Writer(self.folder, operator=operator, wait=wait, on_wait=on_wait) as writer:
            yield writer
            update(writer)


def open_case(folder: Path | str = "allegedly-case") -> Case:
    """Open the case in ``folder``; the first ``read`` makes it.

    >>> case = open_case("allegedly-case")
    >>> case.folder.name
    'allegedly-case'
    """
    return Case(folder)
