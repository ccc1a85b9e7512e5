"""The command that shows one thing: an allegation, a document or a claim, with the words that it rests on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from allegedly.cli.app import (
    DEFAULT_CASE,
    CaseOption,
    JsonOption,
    app,
    case_at,
    console_of,
    print_json,
)

if TYPE_CHECKING:
    pass


@app.command()
def show(  # noqa: PLR0913  the options of one command
    identity: Annotated[
        str, typer.Argument(metavar="ID", help="An allegation's, a document's or a claim's id, or its beginning.")
    ],
    *,
    case: CaseOption = DEFAULT_CASE,
    removed: Annotated[bool, typer.Option("--removed", help="Show what cleaning left out, with reasons.")] = False,
    compare: Annotated[str | None, typer.Option(metavar="ID", help="Lay another document's text beside it.")] = None,
    engines: Annotated[bool, typer.Option("--engines", help="Show what each engine finds, side by side.")] = False,
    original: Annotated[bool, typer.Option("--original", help="Write the original bytes to standard output.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show an allegation, a document, or a claim with its chain as a tree, and the words that it rests on."""
    from allegedly.records import Allegation  # noqa: PLC0415
    from allegedly.show import terminal  # noqa: PLC0415
    from allegedly.show.card import card_view  # noqa: PLC0415

    console = console_of()
    with case_at(case) as opened:
        found = opened.find(identity)
        if isinstance(found, Allegation):
            card = opened.card(found.id)
            print_json([found, *card.drifts]) if as_json else console.print(card_view(card))
            return
        shown = opened.show(identity)
        if original:
            sys.stdout.buffer.write(opened.original(shown.document))
        elif as_json:
            print_json([shown.document, *shown.attributions, *shown.claims])
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
