"""Commands by which an analyst judges: restore, merge, split, grade, undo."""

from __future__ import annotations

from typing import Annotated

import typer

from allegedly.cli.app import (
    DEFAULT_CASE,
    CaseOption,
    JsonOption,
    LexiconOption,
    app,
    case_at,
    console_of,
    print_json,
    say_waiting,
)

NoteOption = Annotated[str | None, typer.Option("--note", help="Why; it is kept with your name.")]
OperatorOption = Annotated[str | None, typer.Option("--operator", help="Your name, kept with the judgement.")]
WaitOption = Annotated[float, typer.Option("--wait", min=0, help="Seconds to wait for another process that writes.")]


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
    note: NoteOption = None,
    engine: Annotated[
        str | None, typer.Option(help="What finds attributions: model, rules, or a trained folder.")
    ] = None,
    lexicon: LexiconOption = None,
    wait: WaitOption = 600,
    operator: OperatorOption = None,
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
            lexicon=lexicon,
            wait=wait,
            on_wait=say_waiting,
        )
        if as_json:
            shown = opened.show(restored.after.id)
            print_json([shown.document, *shown.attributions, *shown.claims])
    console_of(stderr=True).print(terminal.restored_line(restored, undo=undo))


@app.command()
def merge(
    first: Annotated[str, typer.Argument(metavar="ID", help="An allegation's id, or its beginning.")],
    second: Annotated[str, typer.Argument(metavar="ID", help="The other allegation's.")],
    *,
    case: CaseOption = DEFAULT_CASE,
    note: NoteOption = None,
    wait: WaitOption = 600,
    operator: OperatorOption = None,
) -> None:
    """Judge that two allegations are one; later runs respect it, `allegedly undo` takes it back."""
    with case_at(case) as opened:
        number = opened.merge(first, second, note=note, operator=operator, wait=wait, on_wait=say_waiting)
    _say_judged(number)


@app.command()
def split(
    identity: Annotated[str, typer.Argument(metavar="ID", help="An allegation's id, or its beginning.")],
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM...", help="Ids of those of its claims that go.")],
    *,
    case: CaseOption = DEFAULT_CASE,
    note: NoteOption = None,
    wait: WaitOption = 600,
    operator: OperatorOption = None,
) -> None:
    """Judge that some claims of an allegation say something else than the rest."""
    with case_at(case) as opened:
        number = opened.split(identity, claims, note=note, operator=operator, wait=wait, on_wait=say_waiting)
    _say_judged(number)


@app.command()
def grade(
    outlet: Annotated[str, typer.Argument(help="The outlet's name, as `allegedly list outlets` has it.")],
    reliability: Annotated[str, typer.Argument(metavar="A-F", help="A completely reliable ... F cannot be judged.")],
    *,
    case: CaseOption = DEFAULT_CASE,
    note: NoteOption = None,
    wait: WaitOption = 600,
    operator: OperatorOption = None,
) -> None:
    """Set an outlet's reliability (Admiralty code); nothing but a person ever does."""
    with case_at(case) as opened:
        number = opened.grade(outlet, reliability, note=note, operator=operator, wait=wait, on_wait=say_waiting)
    _say_judged(number)


@app.command()
def undo(
    number: Annotated[int, typer.Argument(help="The judgement's number, as `allegedly list judgements` has it.")],
    *,
    case: CaseOption = DEFAULT_CASE,
    note: NoteOption = None,
    wait: WaitOption = 600,
    operator: OperatorOption = None,
) -> None:
    """Take back a merge, a split or a grade."""
    with case_at(case) as opened:
        opened.take_back(number, note=note, operator=operator, wait=wait, on_wait=say_waiting)
    console_of(stderr=True).print(f"judgement {number} is taken back")


def _say_judged(number: int) -> None:
    console_of(stderr=True).print(f"judgement {number} is kept with your name; allegedly undo {number} takes it back")
