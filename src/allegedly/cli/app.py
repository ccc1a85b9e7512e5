"""What all commands share: the app, its options, the console, how records are printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from allegedly.errors import AllegedlyError

if TYPE_CHECKING:
    from allegedly.case import Case
    from allegedly.records import Record
    from allegedly.store import Holder

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
LexiconOption = Annotated[
    Path | None,
    typer.Option("--lexicon", metavar="TSV", help="Your own actors, laid over the register (see docs/events.md)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print records as JSON lines instead.")]


@app.callback(invoke_without_command=True)
def allegedly(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    """Take the options that stand before any command."""
    if version:
        from allegedly import __version__  # noqa: PLC0415

        typer.echo(__version__)
        raise typer.Exit


def main() -> None:
    """Run the command line; an error raised on purpose is one line on standard error and exit status 1."""
    try:
        app()
    except AllegedlyError as error:
        console_of(stderr=True).print(Text.assemble(("allegedly: ", "bold red"), str(error)))
    except BrokenPipeError:  # the reader of our output has gone: `allegedly list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    else:
        return
    sys.exit(1)


def console_of(*, stderr: bool = False) -> Console:
    """Return a console that never breaks lines shorter than the words need where nobody looks at a terminal."""
    console = Console(stderr=stderr, highlight=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, width=10_000)


def case_at(folder: Path) -> Case:
    """Return the case in a folder; use it as a context manager."""
    from allegedly.case import Case  # noqa: PLC0415

    return Case(folder)


def say_waiting(holder: Holder) -> None:
    """Say on standard error whom we wait for."""
    message = f"waiting: process {holder.pid} ({holder.operator}) has been reading into this case since {holder.since}"
    console_of(stderr=True).print(message)


def print_json(records: Iterable[Record]) -> None:
    """Print records as JSON lines."""
    from allegedly.show.export import json_lines  # noqa: PLC0415

    for line in json_lines(records):
        sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()
