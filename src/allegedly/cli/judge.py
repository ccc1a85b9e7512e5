"""Commands by which an analyst judges: restore."""

from __future__ import annotations

from typing import Annotated

import typer

from allegedly.cli.app import (
    DEFAULT_CASE,
    CaseOption,
    JsonOption,
    app,
    case_at,
    console_of,
    print_json,
    say_waiting,
)


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
    with case_at(case) as opened:
        restored = opened.restore(
            identity,
            start,
            note=note,
            operator=operator,
            undo=undo,
            tagger=engine,
            wait=wait,
            on_wait=say_waiting,
        )
        if as_json:
            shown = opened.show(restored.after.id)
            print_json([shown.document, *shown.attributions, *shown.claims])
    console_of(stderr=True).print(terminal.restored_line(restored, undo=undo))
