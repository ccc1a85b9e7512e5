"""Commands that hand a case over or check it: export, verify."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from allegedly.cli.app import (
    DEFAULT_CASE,
    CaseOption,
    app,
    case_at,
    console_of,
)
from allegedly.errors import ExportError


class Format(StrEnum):
    """What a case can be exported as."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


@app.command()
def export(
    form: Annotated[Format, typer.Argument(metavar="FORMAT", help="jsonl, csv or parquet.")],
    *,
    case: CaseOption = DEFAULT_CASE,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File to write; for parquet a folder.")] = None,
    relation: Annotated[
        str,
        typer.Option(
            help="For csv: claims, attributions, events, links, documents, copies, allegations, drifts or rejected."
        ),
    ] = "claims",
    plover: Annotated[
        bool, typer.Option("--plover", help="For csv: one row an event, in the columns of PLOVER and CAMEO data.")
    ] = False,
) -> None:
    """Hand the case over: all records as JSON lines, a relation as CSV, or all relations as Parquet files."""
    from allegedly.show.export import case_lines, case_rows, plover_rows, write_parquet  # noqa: PLC0415

    if plover and form is not Format.CSV:
        message = "--plover is a form of csv: `allegedly export csv --plover`"
        raise ExportError(message)
    with case_at(case) as opened:
        match form:
            case Format.JSONL:
                _write_lines(output, case_lines(opened))
            case Format.CSV:
                _write_csv(output, plover_rows(opened) if plover else case_rows(opened, relation))
            case Format.PARQUET:
                if output is None:
                    message = "parquet is written to a folder: give one with -o FOLDER"
                    raise ExportError(message)
                for path in write_parquet(opened, output):
                    console_of(stderr=True).print(f"wrote {path}", highlight=False)


@app.command()
def verify(*, case: CaseOption = DEFAULT_CASE) -> None:
    """Check that the custody log, the originals and the segments still agree."""
    console = console_of()
    with case_at(case) as opened:
        problems = opened.verify()
        count, head = opened.custody_head()
    for problem in problems:
        console.print(Text.assemble((f"{problem.fault}  ", "red"), f"{problem.subject}: {problem.detail}"))
    if problems:
        raise typer.Exit(1)
    console.print(
        f"{count} lines of custody, every original and every segment agree; head of the log {head}", highlight=False
    )


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
