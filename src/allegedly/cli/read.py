"""Commands that take news in: read, watch."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from allegedly.cli.app import (
    DEFAULT_CASE,
    CaseOption,
    JsonOption,
    LexiconOption,
    PrivateOption,
    app,
    case_at,
    console_of,
    print_json,
    say_waiting,
)

if TYPE_CHECKING:
    from allegedly.collect import Fetcher
    from allegedly.pipeline import Summary
    from allegedly.store import Batch
    from allegedly.watch import News

# More rejected inputs than this are counted, not listed, in the closing summary; `list rejected` has them all.
REJECTED_LISTED = 10


@app.command()
def read(  # noqa: PLR0913  the options of one command
    paths: Annotated[list[str], typer.Argument(help="Files, folders and web addresses; - reads standard input.")],
    *,
    case: CaseOption = DEFAULT_CASE,
    engine: Annotated[
        str | None, typer.Option(help="What finds attributions: model, rules, or a trained folder.")
    ] = None,
    lexicon: LexiconOption = None,
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
    with case_at(case) as opened, _progress() as on_progress:
        summary = opened.read(
            paths,
            tagger=engine,
            lexicon=lexicon,
            clean_jsonl=clean,
            strict=strict,
            jobs=jobs,
            stdin=sys.stdin.buffer,
            operator=operator,
            wait=wait,
            fetcher=fetcher,
            on_wait=say_waiting,
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
    lexicon: LexiconOption = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes; one a core if not given.")] = None,
    allow_private: PrivateOption = False,
    operator: Annotated[str | None, typer.Option(help="Your name in the custody log.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Keep reading feeds into a case, and say what is new; Ctrl+C ends it."""
    from allegedly.collect import Fetcher  # noqa: PLC0415
    from allegedly.watch import Watch, feeds_of  # noqa: PLC0415

    addresses = feeds_of(feeds)
    with case_at(case) as opened, _stopped_by_interrupt() as over:
        fetcher = Fetcher(allow_private=allow_private, sleep=over.wait)
        watching = Watch(
            opened,
            addresses,
            fetcher=fetcher,
            is_over=over.is_set,
            tagger=engine,
            lexicon=str(lexicon) if lexicon else None,
            jobs=jobs,
            operator=operator,
        )
        for news in watching.look() if once else watching.go_on(60 * every, over.wait):
            _say_news(news, as_json=as_json)
            opened.close()
    console_of(stderr=True).print("stopped" if over.is_set() else f"looked at {len(addresses)} feeds")


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
        print_json([*news.documents, *news.claims, *news.rejected])
    else:
        for document in news.documents:
            claims = tuple(claim for claim in news.claims if claim.document == document.id)
            console_of().print(terminal.document_tree(document, claims))
    console = console_of(stderr=True)
    for rejected in news.rejected[:REJECTED_LISTED]:
        console.print(Text.assemble(("rejected  ", "red")).append_text(terminal.rejected_line(rejected)))
    if news.problem:
        console.print(Text.assemble((f"{news.feed}  ", "bold"), (f"not read: {news.problem}", "red")))
    elif news.entries:
        counts = f"{news.entries} new entries, {len(news.documents)} documents, {len(news.claims)} claims"
        console.print(Text.assemble((f"{news.feed}  ", "bold"), counts))
    else:
        console.print(Text.assemble((f"{news.feed}  ", "bold"), "nothing new"))


@contextmanager
def _progress() -> Iterator[Callable[[Summary, str], None] | None]:
    """Yield a callback that draws a line of progress on a terminal, or None where there is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console_of(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def on_progress(summary: Summary, path: str) -> None:
            progress.update(
                task,
                description=f"{summary.documents} documents, {summary.claims} claims, {len(summary.rejected)} rejected: {path}",
            )

        yield on_progress


def _say_summary(summary: Summary, case: Path) -> None:
    from allegedly.show import terminal  # noqa: PLC0415

    console = console_of(stderr=True)
    place = "" if case == DEFAULT_CASE else f" --case {case}"
    for rejected in summary.rejected[:REJECTED_LISTED]:
        console.print(Text.assemble(("rejected  ", "red")).append_text(terminal.rejected_line(rejected)))
    if len(summary.rejected) > REJECTED_LISTED:
        console.print(f"and {len(summary.rejected) - REJECTED_LISTED} more: allegedly list rejected{place}")
    console.print(terminal.summary_lines(summary))
    if summary.documents or summary.known_originals or summary.known_documents:
        console.print(f"next: allegedly list{place}   allegedly show ID{place}   allegedly verify{place}")


def _print_batch(batch: Batch) -> None:
    print_json(
        [
            *batch.documents,
            *batch.relations["attributions"],
            *batch.relations["claims"],
            *batch.relations["events"],
            *batch.relations["links"],
            *batch.relations["copies"],
            *batch.rejected,
        ]
    )
