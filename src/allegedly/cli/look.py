"""Commands that look into a case: list, show."""

from __future__ import annotations

import sys
from enum import StrEnum
from itertools import islice
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
)
from allegedly.vocab import Firmness, SourceKind


class Listed(StrEnum):
    """What can be listed."""

    CLAIMS = "claims"
    DOCUMENTS = "documents"
    SOURCES = "sources"
    COPIES = "copies"
    REJECTED = "rejected"


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

    console = console_of()
    with case_at(case) as opened:
        if what is Listed.SOURCES:
            console.print(terminal.sources_table(opened.sources(limit)))
            return
        if what in {Listed.REJECTED, Listed.COPIES}:
            documents = {document.id: document for document, _ in opened.list()} if what is Listed.COPIES else {}
            for record in islice(opened.records(what), limit):
                print_json([record]) if as_json else console.print(terminal.record_line(record, documents))
            return
        found = islice(
            opened.list(firmness=firmness, source=source, source_kind=source_kind, outlet=outlet, search=search), limit
        )
        for document, claims in found:
            if as_json:
                print_json([document] if what is Listed.DOCUMENTS else claims)
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

    console = console_of()
    with case_at(case) as opened:
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
