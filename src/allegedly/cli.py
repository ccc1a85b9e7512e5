"""The command line: parse arguments, call one function, print."""

from __future__ import annotations

import csv
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from allegedly.errors import AllegedlyError, ExportError, ModelError
from allegedly.vocab import Firmness, SourceKind

if TYPE_CHECKING:
    from allegedly.case import Case
    from allegedly.collect import Fetcher
    from allegedly.pipeline import Summary
    from allegedly.records import Record
    from allegedly.store import Batch, Holder
    from allegedly.watch import News

app = typer.Typer(
    name="allegedly",
    help="Read a pile of news and tell, for every claim in it, who says so, on whose word and how firmly.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

DEFAULT_CASE = Path("allegedly-case")
CaseOption = Annotated[Path, typer.Option("--case", help="The case folder.", envvar="ALLEGEDLY_CASE")]
PrivateOption = Annotated[bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses, too.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print records as JSON lines instead.")]

# More rejected inputs than this are counted, not listed, in the closing summary; `list rejected` has them all.
REJECTED_LISTED = 10


class Listed(StrEnum):
    """What can be listed."""

    CLAIMS = "claims"
    DOCUMENTS = "documents"
    SOURCES = "sources"
    COPIES = "copies"
    REJECTED = "rejected"


class Format(StrEnum):
    """What a case can be exported as."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


@app.callback(invoke_without_command=True)
def allegedly(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    """Take the options that stand before any command."""
    if version:
        from allegedly import __version__  # noqa: PLC0415

        typer.echo(__version__)
        raise typer.Exit


@app.command()
def read(  # noqa: PLR0913  the options of one command
    paths: Annotated[list[str], typer.Argument(help="Files, folders and web addresses; - reads standard input.")],
    *,
    case: CaseOption = DEFAULT_CASE,
    engine: Annotated[
        str | None, typer.Option(help="What finds attributions: model, rules, or a trained folder.")
    ] = None,
    clean: Annotated[bool, typer.Option("--clean", help="Clean the text of JSONL lines as scraped text, too.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop with exit status 1 at the first input rejected.")
    ] = False,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes; one a core if not given.")] = None,
    wait: Annotated[
        float, typer.Option(min=0, help="Seconds to wait for another process that reads into the case.")
    ] = 600,
    allow_private: PrivateOption = False,
    operator: Annotated[str | None, typer.Option(help="Your name in the custody log.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Read files, folders and web addresses into a case."""
    fetcher = _fetcher(paths, allow_private=allow_private)
    with _case(case) as opened, _progress() as on_progress:
        summary = opened.read(
            paths,
            tagger=engine,
            clean_jsonl=clean,
            strict=strict,
            jobs=jobs,
            stdin=sys.stdin.buffer,
            operator=operator,
            wait=wait,
            fetcher=fetcher,
            on_wait=_say_waiting,
            on_progress=on_progress,
            on_commit=_print_batch if as_json else None,
        )
    _say_summary(summary, case)


@app.command()
def watch(  # noqa: PLR0913  the options of one command
    feeds: Annotated[list[str], typer.Argument(help="OPML files, or addresses of feeds.")],
    *,
    case: CaseOption = DEFAULT_CASE,
    every: Annotated[float, typer.Option(min=1, metavar="MINUTES", help="Minutes between two looks.")] = 15,
    once: Annotated[bool, typer.Option("--once", help="Look once and stop, for cron.")] = False,
    engine: Annotated[
        str | None, typer.Option(help="What finds attributions: model, rules, or a trained folder.")
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes; one a core if not given.")] = None,
    allow_private: PrivateOption = False,
    operator: Annotated[str | None, typer.Option(help="Your name in the custody log.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Keep reading feeds into a case, and say what is new; Ctrl+C ends it."""
    from allegedly.collect import Fetcher  # noqa: PLC0415
    from allegedly.watch import Watch, feeds_of  # noqa: PLC0415

    addresses = feeds_of(feeds)
    with _case(case) as opened, _stopped_by_interrupt() as over:
        fetcher = Fetcher(allow_private=allow_private, sleep=over.wait)
        watching = Watch(
            opened, addresses, fetcher=fetcher, is_over=over.is_set, tagger=engine, jobs=jobs, operator=operator
        )
        for news in watching.look() if once else watching.go_on(60 * every, over.wait):
            _say_news(news, as_json=as_json)
            opened.close()
    _console(stderr=True).print("stopped" if over.is_set() else f"looked at {len(addresses)} feeds")


@app.command("list")
def list_(  # noqa: PLR0913
    what: Annotated[Listed, typer.Argument(help="What to list.")] = Listed.CLAIMS,
    *,
    case: CaseOption = DEFAULT_CASE,
    firmness: Annotated[Firmness | None, typer.Option(help="Only claims put this firmly.")] = None,
    source: Annotated[
        str | None, typer.Option(help="Only claims with this in the name of someone in their chain.")
    ] = None,
    source_kind: Annotated[
        SourceKind | None, typer.Option(help="Only claims whose innermost source is of this kind.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Only documents with this in the name of their outlet.")] = None,
    search: Annotated[str | None, typer.Option(help="Only documents with these words (full text search).")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many documents (or lines).")] = None,
    as_json: JsonOption = False,
) -> None:
    """List the claims of a case by document, with who makes them; or its documents, sources, copies, rejected inputs."""
    from allegedly.show import terminal  # noqa: PLC0415

    console = _console()
    with _case(case) as opened:
        if what is Listed.SOURCES:
            console.print(terminal.sources_table(opened.sources(limit)))
            return
        if what in {Listed.REJECTED, Listed.COPIES}:
            documents = {document.id: document for document, _ in opened.list()} if what is Listed.COPIES else {}
            for record in islice(opened.records(what), limit):
                _print_json([record]) if as_json else console.print(terminal.record_line(record, documents))
            return
        found = islice(
            opened.list(firmness=firmness, source=source, source_kind=source_kind, outlet=outlet, search=search), limit
        )
        for document, claims in found:
            if as_json:
                _print_json([document] if what is Listed.DOCUMENTS else claims)
            elif what is Listed.DOCUMENTS:
                console.print(terminal.heading(document, len(claims)))
            else:
                console.print(terminal.document_tree(document, claims))


@app.command()
def show(  # noqa: PLR0913  the options of one command
    identity: Annotated[str, typer.Argument(metavar="ID", help="A document's or a claim's id, or its beginning.")],
    *,
    case: CaseOption = DEFAULT_CASE,
    removed: Annotated[bool, typer.Option("--removed", help="Show what cleaning left out, with reasons.")] = False,
    compare: Annotated[str | None, typer.Option(metavar="ID", help="Lay another document's text beside it.")] = None,
    engines: Annotated[bool, typer.Option("--engines", help="Show what each engine finds, side by side.")] = False,
    original: Annotated[bool, typer.Option("--original", help="Write the original bytes to standard output.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show a document, or a claim with its chain as a tree, and the words that it rests on."""
    from allegedly.show import terminal  # noqa: PLC0415

    console = _console()
    with _case(case) as opened:
        shown = opened.show(identity)
        if original:
            sys.stdout.buffer.write(opened.original(shown.document))
        elif as_json:
            _print_json([shown.document, *shown.attributions, *shown.claims])
        elif removed:
            console.print(terminal.removed_view(shown.document, shown.put_back))
        elif compare:
            other = opened.show(compare).document
            console.print(terminal.comparison_table(shown.document, other, opened.compare(shown.document, other)))
        elif engines:
            console.print(terminal.engines_table(shown.document, opened.engines(shown.document.id)))
        elif shown.is_claim:
            known = {attribution.id: attribution for attribution in shown.attributions}
            console.print(terminal.claim_view(shown.claims[0], shown.document, known))
        else:
            console.print(terminal.document_view(shown.document, shown.attributions, shown.claims, shown.put_back))


@app.command()
def restore(  # noqa: PLR0913  the options of one command
    identity: Annotated[str, typer.Argument(metavar="ID", help="A document's id, or its beginning.")],
    start: Annotated[
        int | None, typer.Argument(metavar="[START]", help="Where the cut begins, as `show ID --removed` says.")
    ] = None,
    *,
    case: CaseOption = DEFAULT_CASE,
    every: Annotated[bool, typer.Option("--all", help="All cuts of the document, instead of one.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Cut again what was put back.")] = False,
    note: Annotated[str | None, typer.Option(help="Why; it is kept with your name.")] = None,
    engine: Annotated[
        str | None, typer.Option(help="What finds attributions: model, rules, or a trained folder.")
    ] = None,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for another process that writes.")] = 600,
    operator: Annotated[str | None, typer.Option(help="Your name, kept with the judgement.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Put back into a document what cleaning cut, and read it again; --undo cuts it again."""
    from allegedly.show import terminal  # noqa: PLC0415

    if (start is None) is not every:
        message = "give either START, where the cut begins (allegedly show ID --removed), or --all"
        raise typer.BadParameter(message)
    with _case(case) as opened:
        restored = opened.restore(
            identity,
            start,
            note=note,
            operator=operator,
            undo=undo,
            tagger=engine,
            wait=wait,
            on_wait=_say_waiting,
        )
        if as_json:
            shown = opened.show(restored.after.id)
            _print_json([shown.document, *shown.attributions, *shown.claims])
    _console(stderr=True).print(terminal.restored_line(restored, undo=undo))


@app.command()
def export(
    form: Annotated[Format, typer.Argument(metavar="FORMAT", help="jsonl, csv or parquet.")],
    *,
    case: CaseOption = DEFAULT_CASE,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File to write; for parquet a folder.")] = None,
    relation: Annotated[
        str, typer.Option(help="For csv: claims, attributions, documents, copies or rejected.")
    ] = "claims",
) -> None:
    """Hand the case over: all records as JSON lines, a relation as CSV, or all relations as Parquet files."""
    from allegedly.show.export import case_lines, case_rows, write_parquet  # noqa: PLC0415

    with _case(case) as opened:
        match form:
            case Format.JSONL:
                _write_lines(output, case_lines(opened))
            case Format.CSV:
                _write_csv(output, case_rows(opened, relation))
            case Format.PARQUET:
                if output is None:
                    message = "parquet is written to a folder: give one with -o FOLDER"
                    raise ExportError(message)
                for path in write_parquet(opened, output):
                    _console(stderr=True).print(f"wrote {path}", highlight=False)


@app.command()
def verify(*, case: CaseOption = DEFAULT_CASE) -> None:
    """Check that the custody log, the originals and the segments still agree."""
    console = _console()
    with _case(case) as opened:
        problems = opened.verify()
        count, head = opened.custody_head()
    for problem in problems:
        console.print(Text.assemble((f"{problem.fault}  ", "red"), f"{problem.subject}: {problem.detail}"))
    if problems:
        raise typer.Exit(1)
    console.print(
        f"{count} lines of custody, every original and every segment agree; head of the log {head}", highlight=False
    )


@app.command()
def evaluate(
    marked: Annotated[Path, typer.Argument(help="Marked text: a JSON object a line with id, text and attributions.")],
    *,
    engine: Annotated[
        str | None, typer.Option(help="What finds attributions: model, rules, or a trained folder.")
    ] = None,
    outermost: Annotated[bool, typer.Option("--outermost", help="The gold marks only the outermost level.")] = False,
) -> None:
    """Score an engine on marked text: spans, who said what, chains, labels."""
    from allegedly.attribute.taggers import load_tagger  # noqa: PLC0415
    from allegedly.evaluate import evaluate as score_tagger  # noqa: PLC0415
    from allegedly.evaluate import read_marked  # noqa: PLC0415
    from allegedly.show import terminal  # noqa: PLC0415

    scores = score_tagger(read_marked(marked), load_tagger(engine), outermost=outermost)
    _console().print(terminal.scores_table(scores))


@app.command()
def train(  # noqa: PLR0913  the options of one command
    marked: Annotated[list[Path], typer.Argument(help="Marked text, as for evaluate.")],
    *,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the model; give it to --engine.")],
    dev: Annotated[Path | None, typer.Option(help="Marked text to measure the loss on after each pass.")] = None,
    encoder: Annotated[Path | None, typer.Option(help="Folder with the encoder to start from.")] = None,
    passes: Annotated[int, typer.Option(min=1, help="Passes over the texts.")] = 9,
    seed: Annotated[int, typer.Option(help="The same seed gives the same model.")] = 1,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
) -> None:
    """Train an attribution model on marked text (needs the extra `train`)."""
    try:
        from allegedly.train import export, fit  # noqa: PLC0415  loads torch
    except ModuleNotFoundError as error:
        message = f"training needs {error.name}: pip install 'allegedly[train]'"
        raise ModelError(message) from error

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    plan = fit.Plan(passes=passes, seed=seed, workers=workers)
    checkpoint = fit.fit(marked, out=output / "checkpoints", dev_path=dev, encoder=encoder, plan=plan)
    export.export(checkpoint, encoder=encoder or fit.installed_encoder(), out=output)
    _console(stderr=True).print(f"wrote {output}; next: allegedly evaluate {dev or marked[0]} --engine {output}")


def main() -> None:
    """Run the command line; an error raised on purpose is one line on standard error and exit status 1."""
    try:
        app()
    except AllegedlyError as error:
        _console(stderr=True).print(Text.assemble(("allegedly: ", "bold red"), str(error)))
    except BrokenPipeError:  # the reader of our output has gone: `allegedly list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    else:
        return
    sys.exit(1)


def _console(*, stderr: bool = False) -> Console:
    """Return a console that never breaks lines shorter than the words need where nobody looks at a terminal."""
    console = Console(stderr=stderr, highlight=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, width=10_000)


def _fetcher(paths: list[str], *, allow_private: bool) -> Fetcher | None:
    """Return what fetches the addresses among the paths; None if there are none."""
    if not any(path.lower().startswith(("http://", "https://")) for path in paths):
        return None
    from allegedly.collect import Fetcher  # noqa: PLC0415

    return Fetcher(allow_private=allow_private)


@contextmanager
def _stopped_by_interrupt() -> Iterator[threading.Event]:
    """Yield an event that Ctrl+C sets, so that what is under way is finished; a second Ctrl+C stops at once."""
    over = threading.Event()

    def stop(*_: object) -> None:
        over.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield over
    finally:
        signal.signal(signal.SIGINT, before)


def _say_news(news: News, *, as_json: bool) -> None:
    from allegedly.show import terminal  # noqa: PLC0415

    if as_json:
        _print_json([*news.documents, *news.claims, *news.rejected])
    else:
        for document in news.documents:
            claims = tuple(claim for claim in news.claims if claim.document == document.id)
            _console().print(terminal.document_tree(document, claims))
    console = _console(stderr=True)
    for rejected in news.rejected[:REJECTED_LISTED]:
        console.print(Text.assemble(("rejected  ", "red")).append_text(terminal.rejected_line(rejected)))
    if news.problem:
        console.print(Text.assemble((f"{news.feed}  ", "bold"), (f"not read: {news.problem}", "red")))
    elif news.entries:
        counts = f"{news.entries} new entries, {len(news.documents)} documents, {len(news.claims)} claims"
        console.print(Text.assemble((f"{news.feed}  ", "bold"), counts))
    else:
        console.print(Text.assemble((f"{news.feed}  ", "bold"), "nothing new"))


def _case(folder: Path) -> Case:
    from allegedly.case import Case  # noqa: PLC0415

    return Case(folder)


@contextmanager
def _progress() -> Iterator[Callable[[Summary, str], None] | None]:
    """Yield a callback that draws a line of progress on a terminal, or None where there is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=_console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def on_progress(summary: Summary, path: str) -> None:
            progress.update(
                task,
                description=f"{summary.documents} documents, {summary.claims} claims, {len(summary.rejected)} rejected: {path}",
            )

        yield on_progress


def _say_waiting(holder: Holder) -> None:
    message = f"waiting: process {holder.pid} ({holder.operator}) has been reading into this case since {holder.since}"
    _console(stderr=True).print(message)


def _say_summary(summary: Summary, case: Path) -> None:
    from allegedly.show import terminal  # noqa: PLC0415

    console = _console(stderr=True)
    for rejected in summary.rejected[:REJECTED_LISTED]:
        console.print(Text.assemble(("rejected  ", "red")).append_text(terminal.rejected_line(rejected)))
    console.print(terminal.summary_lines(summary))
    if summary.documents or summary.known_originals or summary.known_documents:
        place = "" if case == DEFAULT_CASE else f" --case {case}"
        console.print(f"next: allegedly list{place}   allegedly show ID{place}   allegedly verify{place}")


def _print_batch(batch: Batch) -> None:
    _print_json(
        [
            *batch.documents,
            *batch.relations["attributions"],
            *batch.relations["claims"],
            *batch.relations["copies"],
            *batch.rejected,
        ]
    )


def _print_json(records: Iterable[Record]) -> None:
    from allegedly.show.export import json_lines  # noqa: PLC0415

    for line in json_lines(records):
        sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def _write_lines(output: Path | None, lines: Iterable[bytes]) -> None:
    with output.open("wb") if output else nullcontext(sys.stdout.buffer) as file:
        for line in lines:
            file.write(line + b"\n")


def _write_csv(output: Path | None, rows: Iterator[dict[str, object]]) -> None:
    first = next(rows, None)
    with output.open("w", encoding="utf-8", newline="") if output else nullcontext(sys.stdout) as file:
        if first is not None:
            writer = csv.DictWriter(file, fieldnames=list(first))
            writer.writeheader()
            writer.writerow(first)
            writer.writerows(rows)
