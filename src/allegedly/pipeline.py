"""START HERE: the stages in order, what each reads and writes, and run(), which takes a pile of files through them.

    collect    files            -> originals, items          what was found, byte for byte
    clean      items            -> documents, line_marks     the text, its title, outlet, byline, dateline and date
    dedupe     documents        -> fingerprints, copies      who shares whose words
    parse      documents        -> parsed                    words, sentences, dependencies, named entities
    attribute  parsed           -> attributions, claims      who says what, on whose word, how firmly
    code_events  parsed, claims -> events                    who did what to whom, as each claim tells it
    link       parsed, events   -> links                     which actor, place, day and outlet the words mean
    match      claims, links    -> signatures, pairs         which claims say the same, or the opposite
    weigh      pairs, claims    -> allegations, drifts       on whose word, how many origins, what changed on the way

Document stages are pure functions from record to record; an engine runs them in this process or in many. ``dedupe``
also compares the new documents with all that are in the case, before they enter it together. What a stage could not use
becomes a ``Rejected`` record, and the rest is still read. Of ``match`` the documents' own half, their claims' signatures,
runs here; what compares them with all that is in the case stands in ``corpus.py`` and runs at the end.
"""

import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from allegedly.attribute.taggers import load_tagger
from allegedly.batches import Chunk, Pending, Reading, chunks
from allegedly.clean import clean, is_scraped, line_marks
from allegedly.code_events import code_events, resolved
from allegedly.collect import Fetcher, collect
from allegedly.corpus import update
from allegedly.dedupe import SCHEMA, dedupe, fingerprint, table_of
from allegedly.engine import Engine
from allegedly.engine.limit import time_limit
from allegedly.errors import ModelError, RejectedError, StageOrderError
from allegedly.link import link, load_register
from allegedly.match import signatures
from allegedly.parse import parse
from allegedly.records import Copy, Document, Fingerprint, Item, LineMarks, Original, Record, Rejected, Span
from allegedly.recurrence import Means, Settled, Task, settle, unchanged
from allegedly.review.corrected import attribute_corrected, document_corrected, link_corrected
from allegedly.review.corrections import NO_CORRECTIONS, Corrections
from allegedly.store import Batch, Writer
from allegedly.vocab import Reason
from allegedly.vocab import Stage as StageName

# Documents that are committed at a time: one segment a relation each, and at most this much is read again after a kill.
DOCUMENTS_PER_COMMIT = 256

# Seconds of wall time that one document may take in a step: an article takes a tenth of one, a book of 200,000 words
# about a minute and a half on a busy machine.
LONGEST_WORK = 300.0

# The language that the parser and the word lists are made for.
ANALYSED_LANGUAGE = "en"

Result = TypeVar("Result")


class Stage(NamedTuple):
    """A stage: its name, which is its folder's too, and the relations that it reads and writes."""

    name: StageName
    reads: frozenset[str]
    writes: frozenset[str]


STAGES = (
    Stage(StageName.COLLECT, frozenset({"files"}), frozenset({"originals", "items"})),
    Stage(StageName.CLEAN, frozenset({"items"}), frozenset({"documents", "line_marks"})),
    Stage(StageName.DEDUPE, frozenset({"documents"}), frozenset({"fingerprints", "copies"})),
    Stage(StageName.PARSE, frozenset({"documents"}), frozenset({"parsed"})),
    Stage(StageName.ATTRIBUTE, frozenset({"parsed"}), frozenset({"attributions", "claims"})),
    Stage(StageName.CODE_EVENTS, frozenset({"parsed", "attributions", "claims"}), frozenset({"events"})),
    Stage(StageName.LINK, frozenset({"parsed", "attributions", "events"}), frozenset({"links"})),
    Stage(StageName.MATCH, frozenset({"documents", "claims", "events", "links"}), frozenset({"signatures", "pairs"})),
    Stage(
        StageName.WEIGH, frozenset({"signatures", "pairs", "claims", "copies"}), frozenset({"allegations", "drifts"})
    ),
)


class Options(Record, frozen=True, kw_only=True):
    """How to read: which tagger finds attributions (None: the best one there is), whether JSONL text is cleaned too.

    ``lexicon`` is the path of the user's own table of actors, laid over the register.
    """

    tagger: str | None = None
    clean_jsonl: bool = False
    lexicon: str | None = None


@dataclass(slots=True)
class Summary:
    """What a run did, in counts, and every input that it could not use.

    ``known_originals`` were read before, byte for byte; ``known_documents`` came in another file.
    """

    documents: int = 0
    known_originals: int = 0
    known_documents: int = 0
    attributions: int = 0
    claims: int = 0
    events: int = 0
    copies: int = 0
    allegations: int = 0
    seconds: float = 0.0
    rejected: list[Rejected] = field(default_factory=list)


def lexicon_path(lexicon: Path | str | None) -> str | None:
    """Return where a user's lexicon lies, for ``Options``; it is read once here, so that a bad row is told before any work.

    Raises:
        ModelError: if it cannot be read or has a bad row, naming its line and column.
    """
    if lexicon is None:
        return None
    path = str(Path(lexicon).absolute())
    load_register(path)
    return path


def check_order(stages: Iterable[Stage] = STAGES) -> None:
    """Refuse an order of stages in which something is read before it is written.

    Raises:
        StageOrderError: naming the stage and what it lacks.
    """
    written = {"files"}
    for stage in stages:
        missing = stage.reads - written
        if missing:
            message = f"stage {stage.name} reads {sorted(missing)}, but the stages before it write {sorted(written)}"
            raise StageOrderError(message)
        written |= stage.writes


def run(  # noqa: PLR0913  the options of one run, each by name
    paths: Iterable[Path | str],
    writer: Writer,
    engine: Engine,
    *,
    options: Options | None = None,
    stdin: BinaryIO | None = None,
    strict: bool = False,
    fetcher: Fetcher | None = None,
    on_progress: Callable[[Summary, str], None] | None = None,
    on_commit: Callable[[Batch], None] | None = None,
) -> Summary:
    """Read ``paths`` into the case of ``writer`` and say what was done; ``fetcher`` gets those that are web addresses.

    ``on_progress`` is called with the summary so far and the path just worked on, ``on_commit`` with every batch that
    is safe on disk.

    Raises:
        RejectedError: with ``strict``, at the first input that cannot be used; what was read before it is kept.
        AllegedlyError: if the case or the engine fails in something that is not a matter of one input.
    """
    check_order()
    started = time.monotonic()
    summary, pending = Summary(), Pending()
    in_work: deque[Chunk] = deque()

    def is_known(original: Original) -> bool:
        known = writer.has_read(original)
        summary.known_originals += known
        return known

    found = collect(paths, stdin=stdin, keep=writer.keep, is_known=is_known, fetcher=fetcher)
    batches = _remember(chunks(found, writer.known_documents), in_work)
    stage = partial(read_items, options=options or Options())
    for readings in engine.map(stage, batches, on_lost=_lost):
        chunk = in_work.popleft()
        pending.add(chunk, readings)
        _count(summary, chunk, readings)
        if len(pending.readings) >= DOCUMENTS_PER_COMMIT:
            _commit(pending, writer, summary, on_commit)
            pending = Pending()
        if on_progress:
            on_progress(summary, chunk.path)
        if strict and _first_failure(summary):
            break
    _commit(pending, writer, summary, on_commit)
    _count_settled(
        summary, settle(writer, Means(engine, partial(read_again, options=options or Options()), new_copies))
    )
    summary.allegations = update(writer).allegations
    summary.seconds = time.monotonic() - started
    failure = _first_failure(summary) if strict else None
    if failure is not None:
        raise RejectedError(describe(failure))
    return summary


def _first_failure(summary: Summary) -> Rejected | None:
    """Return the first input that could not be used; pictures and scripts in an archive were never meant to be."""
    return next((each for each in summary.rejected if each.reason is not Reason.PASSED_OVER), None)


def _commit(pending: Pending, writer: Writer, summary: Summary, on_commit: Callable[[Batch], None] | None) -> None:
    batch = pending.batch()
    copies = new_copies(batch, writer)
    summary.copies += len(copies)
    batch = batch._replace(relations={**batch.relations, "copies": copies})
    writer.commit(batch)
    if on_commit:
        on_commit(batch)


def new_copies(batch: Batch, writer: Writer) -> list[Copy]:
    """Return the edges between a document of the batch and any other, there or in the case.

    A document of the batch that the case holds already, as it was read before, counts as it is in the batch.
    """
    fresh = table_of(
        fingerprint for fingerprint in batch.relations["fingerprints"] if isinstance(fingerprint, Fingerprint)
    )
    if not len(fresh):
        return []
    known = writer.relation("fingerprints").project(", ".join(SCHEMA.names)).to_arrow_table().cast(SCHEMA)
    known = known.filter(~pc.field("document").isin(fresh["document"].combine_chunks()))
    held = {document.id: document for document in batch.documents}

    def read_documents(ids: Sequence[str]) -> Iterator[Document]:
        yield from (held[identity] for identity in ids if identity in held)
        rest = {identity for identity in ids if identity not in held}
        if rest:
            yield from (found for found in writer.records("documents", documents=rest) if isinstance(found, Document))

    return list(dedupe(pa.concat_tables([known, fresh]), read_documents, fresh=held.keys()))


def read_items(items: list[Item], options: Options) -> list[Reading]:
    """Take items through the document stages: one reading an item, in their order."""
    return [read_item(item, options) for item in items]


def read_item(
    item: Item,
    options: Options,
    keep: Sequence[Span] = (),
    corrections: Corrections = NO_CORRECTIONS,
    recurring: frozenset[int] = frozenset(),
) -> Reading:
    """Take one item through the document stages.

    ``keep`` are stretches of its original that cleaning must leave in, ``corrections`` what analysts have corrected in it,
    ``recurring`` those of its lines that recur over the case.
    """
    found = _at_border(StageName.CLEAN, item, lambda: _clean(item, options, keep, recurring))
    if isinstance(found, Rejected):
        return Reading(rejected=(found,))
    document, marks = document_corrected(found[0], corrections.fields), found[1]
    kept = Reading(document=document, fingerprint=fingerprint(document), line_marks=marks)
    if document.language not in (None, ANALYSED_LANGUAGE):
        return msgspec.structs.replace(kept, rejected=(_other_language(document),))
    analysed = _at_border(StageName.ATTRIBUTE, item, lambda: _analyse(document, kept, options, corrections))
    if isinstance(analysed, Rejected):
        return msgspec.structs.replace(kept, rejected=(analysed,))
    return analysed


def read_again(tasks: list[Task], options: Options) -> list[Reading]:
    """Take items through the document stages again, each with other lines known to recur: one reading an item, in their order.

    Where cleaning gives what the case holds already, the reading holds the marks of its lines and nothing else.
    """
    return [_read_again(task, msgspec.structs.replace(options, clean_jsonl=True)) for task in tasks]


def _read_again(task: Task, options: Options) -> Reading:
    found = _at_border(StageName.CLEAN, task.item, lambda: _clean(task.item, options, task.keep, task.recurring))
    if isinstance(found, Rejected) or not unchanged(task, found[0]):
        return read_item(task.item, options, task.keep, task.corrections, task.recurring)
    return Reading(line_marks=found[1])


def _clean(
    item: Item, options: Options, keep: Sequence[Span], recurring: frozenset[int]
) -> tuple[Document, LineMarks | None] | Rejected:
    """Clean an item; its marks are those of its text cleaned by itself, whatever the pile shows or analysts put back."""
    as_is = False if options.clean_jsonl else None
    document = clean(item, as_is=as_is, keep=keep, recurring=recurring)
    by_itself = clean(item, as_is=as_is) if keep or recurring else document
    if isinstance(document, Rejected):
        return document
    if isinstance(by_itself, Rejected) or not is_scraped(item, as_is=as_is):
        return document, None
    marks = line_marks(by_itself)
    applied = tuple(line for line in marks.lines if line in recurring)
    return document, msgspec.structs.replace(marks, applied=applied)


def describe(rejected: Rejected) -> str:
    """Return a rejected input in one line of words.

    >>> from allegedly.vocab import Reason, Stage
    >>> describe(Rejected(path="a.txt", stage=Stage.COLLECT, reason=Reason.EMPTY, detail="no byte in it"))
    'a.txt: empty (collect): no byte in it'
    """
    place = rejected.path if rejected.part is None else f"{rejected.path}, {rejected.part}"
    return f"{place}: {rejected.reason} ({rejected.stage}): {rejected.detail}"


def _analyse(document: Document, kept: Reading, options: Options, corrections: Corrections) -> Reading:
    parsed = parse(document)
    register = load_register(options.lexicon)
    attributions, told = attribute_corrected(parsed, load_tagger(options.tagger), corrections.marks)
    coded = code_events(parsed, told, attributions)
    links = link(parsed, attributions, coded, register=register)
    links = link_corrected(parsed, links, corrections.meanings, register)
    events, told = resolved(parsed, coded, told, links)
    return msgspec.structs.replace(
        kept,
        attributions=attributions,
        claims=told,
        events=events,
        links=links,
        signatures=signatures(document, told, events, links),
    )


def _at_border(stage: StageName, item: Item, work: Callable[[], Result]) -> Result | Rejected:
    """Do the work of one document; a mistake of ours in it costs that document alone, and says where it was."""
    try:
        with time_limit(LONGEST_WORK):
            return work()
    except TimeoutError as error:
        return _rejected(item, stage, Reason.TOO_SLOW, str(error))
    except ModelError:  # a missing model or an unknown tagger is not a matter of one document
        raise
    except Exception as error:  # noqa: BLE001  the border of one document
        frame = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{type(error).__name__}: {error} (in {frame.name}, {Path(frame.filename).name}:{frame.lineno}); please report it"
    return _rejected(item, stage, Reason.INTERNAL, detail)


def _count_settled(summary: Summary, settled: Settled) -> None:
    """Correct the counts of a run by what reading documents again found more or less."""
    summary.attributions += settled.grown["attributions"]
    summary.claims += settled.grown["claims"]
    summary.events += settled.grown["events"]
    summary.copies += settled.grown["copies"]


def _lost(item: Item, what_happened: str) -> Reading:
    return Reading(rejected=(_rejected(item, StageName.PARSE, Reason.INTERNAL, what_happened),))


def _rejected(item: Item, stage: StageName, reason: Reason, detail: str) -> Rejected:
    return Rejected(
        path=item.path,
        part=item.part,
        stage=stage,
        reason=reason,
        detail=detail,
        original_sha256=item.original_sha256,
    )


def _other_language(document: Document) -> Rejected:
    return Rejected(
        path=document.path,
        part=document.part,
        stage=StageName.PARSE,
        reason=Reason.OTHER_LANGUAGE,
        detail=f"language {document.language}: kept and searchable, its claims are not read",
        original_sha256=document.original_sha256,
        document=document.id,
    )


def _remember(found: Iterable[Chunk], in_work: deque[Chunk]) -> Iterator[list[Item]]:
    """Hand the items of each chunk to the engine, and keep the chunk until their readings come back."""
    for chunk in found:
        in_work.append(chunk)
        yield chunk.items


def _count(summary: Summary, chunk: Chunk, readings: list[Reading]) -> None:
    summary.known_documents += chunk.known
    summary.documents += sum(reading.document is not None for reading in readings)
    summary.attributions += sum(len(reading.attributions) for reading in readings)
    summary.claims += sum(len(reading.claims) for reading in readings)
    summary.events += sum(len(reading.events) for reading in readings)
    summary.rejected.extend(chunk.rejected)
    summary.rejected.extend(rejected for reading in readings for rejected in reading.rejected)
