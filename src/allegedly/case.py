"""A case: a folder with what was read and what was found in it; the library, the terminal and the page all call this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypedDict, Unpack, cast

from allegedly.allegations import Card, Page, Query
from allegedly.event_list import EventFilter, Told
from allegedly.look import Look, Shown
from allegedly.records import Document
from allegedly.review import judgements
from allegedly.review.corrections import FIELDS
from allegedly.store import Batch, Holder, Writer
from allegedly.vocab import Order

if TYPE_CHECKING:
    from allegedly.collect import Fetcher
    from allegedly.pipeline import Options, Summary
    from allegedly.review.restore import Restored

__all__ = [
    "RELATIONS",
    "Card",
    "Case",
    "EventFilter",
    "Judging",
    "JudgingAnew",
    "Order",
    "Page",
    "Query",
    "Shown",
    "Told",
    "open_case",
]

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


class Judging(TypedDict, total=False):
    """How a judgement is kept.

    ``note``: why; ``operator``: whose it is (not given: the user's name on this machine); ``wait``: the seconds to wait for
    another process that writes, and ``on_wait`` what is told for whom.
    """

    note: str | None
    operator: str | None
    wait: float
    on_wait: Callable[[Holder], None] | None


class JudgingAnew(Judging, total=False):
    """How a judgement is kept for which a document is read again: with which ``tagger`` and ``lexicon``, as for ``read``."""

    tagger: str | None
    lexicon: Path | str | None


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

    def restore(
        self, document_id: str, start: int | None, *, undo: bool = False, **how: Unpack[JudgingAnew]
    ) -> Restored:
        """Put back what cleaning cut at ``start`` of a document's decoded original (None: all cuts), or with ``undo`` cut it again.

        The document is read again from its original, and everything derived from it is replaced with it in one step.
        The judgement, its ``operator`` and ``note`` stay in the ledger. ``document_id`` may be the beginning of the id.

        Raises:
            UnknownIdError: if there is no such document, or no cut that begins there; the message says which there are.
            CaseBusyError: if another process is still writing to the case after ``wait`` seconds.
            CaseError: if the folder is no case, or the document cannot be made from its original again.
        """
        from allegedly.review.restore import restore, take_back  # noqa: PLC0415  loads spaCy, which the other verbs do without

        document = cast("Document", self._store().find("documents", document_id))  # no case is made for an unknown id
        options = _options(how)
        with self._writing(how) as writer:
            document = cast("Document", writer.find("documents", document.id))
            change = take_back if undo else restore
            return change(writer, document, start, note=how.get("note"), options=options)

    def correct(self, identity: str, role: str, words: str, **how: Unpack[JudgingAnew]) -> int:
        """Judge that a mark of an attribution (source, cue, content, hedges) lies on certain words; return the judgement's number.

        ``identity`` is the attribution's, or that of the claim that it carries. Of words that occur often those nearest to it
        are meant, pieces are parted by an ellipsis; no words say that there is none, and of a content that it is no
        attribution. The document is read again with this laid over, and so it is whenever it is read again later.

        With ``outlet``, ``byline`` or ``published`` as the role, ``identity`` is a document's, and ``words`` the value.

        Raises:
            UnknownIdError: if there is no such attribution.
            JudgementError: if there is no such mark, it lies there already, or the words do not stand in the document.
        """
        from allegedly.review.correct import correct, correct_field  # noqa: PLC0415  loads spaCy, which the other verbs do without

        options, note = _options(how), how.get("note")
        with self._writing(how) as writer:
            if role in FIELDS:
                return correct_field(writer, identity, role, words.strip() or None, note=note, options=options)
            return correct(writer, identity, role, words, note=note, options=options)

    def choose_meaning(self, link: str, meaning: str | None, **how: Unpack[JudgingAnew]) -> int:
        """Judge what the words of a link mean, and return the judgement's number.

        ``meaning`` is the id or name of a candidate, or of any place, actor or outlet that the tables know, or the days of
        a date; None: nothing that is known. It holds for the same words throughout the document, which is read again.

        Raises:
            UnknownIdError: if there is no such link.
            JudgementError: if nothing, or more than one thing, is called so; the message names what there is.
        """
        from allegedly.review.correct import choose_meaning  # noqa: PLC0415  loads spaCy, which the other verbs do without

        options = _options(how)
        with self._writing(how) as writer:
            return choose_meaning(writer, link, meaning, note=how.get("note"), options=options)

    def merge(self, first: str, second: str, **how: Unpack[Judging]) -> int:
        """Judge that two allegations are one and return the judgement's number; the case is matched and weighed anew.

        Raises:
            UnknownIdError: if there is no such allegation.
            JudgementError: if they are one already.
        """
        with self._judging(how) as writer:
            return judgements.merge(writer, first, second, note=how.get("note"))

    def split(self, allegation: str, claims: Iterable[str], **how: Unpack[Judging]) -> int:
        """Judge that some claims of an allegation say something else than the rest, and return the judgement's number.

        Raises:
            UnknownIdError: if there is no such allegation or claim.
            JudgementError: if the claims are none, all or not of the allegation.
        """
        with self._judging(how) as writer:
            return judgements.split(writer, allegation, claims, note=how.get("note"))

    def match_claims(self, claim: str, other: str, *, is_same: bool, **how: Unpack[Judging]) -> int:
        """Judge that two claims say the same, or that they do not, and return the judgement's number.

        Raises:
            UnknownIdError: if there is no such claim.
            JudgementError: if it is one claim.
        """
        with self._judging(how) as writer:
            return judgements.match_claims(writer, claim, other, is_same=is_same, note=how.get("note"))

    def grade(self, outlet: str, reliability: str, **how: Unpack[Judging]) -> int:
        """Set an outlet's reliability, A to F (Admiralty code), and return the judgement's number.

        Raises:
            JudgementError: if it is no such letter.
        """
        with self._judging(how) as writer:
            return judgements.grade(writer, outlet, reliability, note=how.get("note"))

    def credit(self, allegation: str, credibility: int, **how: Unpack[Judging]) -> int:
        """Set an allegation's credibility, 1 to 6 (Admiralty code), and return the judgement's number.

        What is suggested, with its reason, stays beside it.

        Raises:
            UnknownIdError: if there is no such allegation.
            JudgementError: if it is no such number.
        """
        with self._judging(how) as writer:
            return judgements.credit(writer, allegation, credibility, note=how.get("note"))

    def let_cut_stand(self, document_id: str, start: int, **how: Unpack[Judging]) -> int:
        """Judge that what cleaning cut at ``start`` of a document's decoded original was rightly cut; return the number.

        Raises:
            UnknownIdError: if there is no such document, or no cut that begins there.
        """
        with self._writing(how) as writer:
            return judgements.let_cut_stand(writer, document_id, start, note=how.get("note"))

    def withdraw(self, document_id: str, **how: Unpack[JudgingAnew]) -> int:
        """Take a document out of the case, with all that was found in it, and return the judgement's number.

        Allegations, origins and drift are then those of a case that never had it. Its original stays, and so does its custody;
        reading it again does not bring it back, ``take_back`` does. ``document_id`` may be the beginning of the id.

        Raises:
            UnknownIdError: if there is no such document.
            CaseError: if it could not be brought back, because its original does not give it any more.
        """
        from allegedly.review.withdraw import withdraw  # noqa: PLC0415  loads spaCy, which the other verbs do without

        document = cast("Document", self._store().find("documents", document_id))
        with self._writing(how) as writer:
            document = cast("Document", writer.find("documents", document.id))
            return withdraw(writer, document, note=how.get("note"), options=_options(how))

    def take_back(self, number: int, **how: Unpack[JudgingAnew]) -> int:
        """Take a judgement of any kind back and return the number of the line that does so.

        Raises:
            UnknownIdError: if there is no such judgement.
            JudgementError: if it was taken back before, or takes back one itself.
        """
        review = self._store().review(number)
        with self._judging(how) as writer:
            if review.action in judgements.ACTIONS:
                return judgements.take_back(writer, number, note=how.get("note"))
            from allegedly.review.restore import take_back_review  # noqa: PLC0415  loads spaCy, which the rest does without

            return take_back_review(writer, writer.review(number), note=how.get("note"), options=_options(how))

    @contextmanager
    def _judging(self, how: Judging) -> Iterator[Writer]:
        """Yield a writer for a judgement, and match and weigh afterwards what it touches."""
        from allegedly.corpus import update  # noqa: PLC0415  loads NumPy and DuckDB, which most verbs do without

        with self._writing(how) as writer:
            yield writer
            update(writer)

    @contextmanager
    def _writing(self, how: Judging) -> Iterator[Writer]:
        """Yield a writer into a case that is there: none is made for a judgement."""
        self._store()
        self.close()
        wait = how.get("wait", WAIT_FOR_WRITER)
        with Writer(self.folder, operator=how.get("operator"), wait=wait, on_wait=how.get("on_wait")) as writer:
            yield writer


def _options(how: JudgingAnew) -> Options:
    from allegedly.pipeline import Options, lexicon_path  # noqa: PLC0415  loads spaCy, which the other verbs do without

    return Options(tagger=how.get("tagger"), lexicon=lexicon_path(how.get("lexicon")))


def open_case(folder: Path | str = "allegedly-case") -> Case:
    """Open the case in ``folder``; the first ``read`` makes it.

    >>> case = open_case("allegedly-case")
    >>> case.folder.name
    'allegedly-case'
    """
    return Case(folder)
