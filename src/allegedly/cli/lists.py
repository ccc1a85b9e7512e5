"""The command that lists: allegations, claims, events, documents, sources, outlets, judgements and the rest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from allegedly.cli.app import DEFAULT_CASE, CaseOption, JsonOption, app, case_at, console_of, print_json
from allegedly.vocab import DriftKind, EventType, Firmness, Order, SourceKind

if TYPE_CHECKING:
    from allegedly.allegations import Query
    from allegedly.case import Case, EventFilter
    from allegedly.records import Claim, Document

# Allegations listed if no limit is given: most of a pile is told once, and the most widely told come first.
ALLEGATIONS_LISTED = 50


class Listed(StrEnum):
    """What can be listed."""

    ALLEGATIONS = "allegations"
    CLAIMS = "claims"
    DOCUMENTS = "documents"
    EVENTS = "events"
    LINKS = "links"
    SOURCES = "sources"
    OUTLETS = "outlets"
    JUDGEMENTS = "judgements"
    COPIES = "copies"
    REJECTED = "rejected"


def _day(text: str | None) -> str | None:
    """Return a day as it was given; one that no calendar has is a wrong argument."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        message = f"{text!r} is no day of the calendar (write it as 2031-02-28)"
        raise typer.BadParameter(message) from error


ActorOption = Annotated[
    str | None,
    typer.Option("--actor", help="Only what has this actor or recipient: words, name, id, or a country's 3 letters."),
]
TypeOption = Annotated[EventType | None, typer.Option("--type", help="Only what is of this PLOVER type.")]
PlaceOption = Annotated[
    str | None, typer.Option("--place", help="Only what is at this place: words, name, id, or a country's 3 letters.")
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="DAY", callback=_day, help="Only events dated, or allegations told, on this day or later."
    ),
]
UntilOption = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="DAY", callback=_day, help="Only events dated, or allegations told, on this day or before."
    ),
]


@app.command("list")
def list_(  # noqa: PLR0913
    what: Annotated[Listed, typer.Argument(help="What to list.")] = Listed.ALLEGATIONS,
    *,
    case: CaseOption = DEFAULT_CASE,
    firmness: Annotated[Firmness | None, typer.Option(help="Only what is put this firmly.")] = None,
    source: Annotated[
        str | None, typer.Option(help="Only claims with this in the name of someone in their chain.")
    ] = None,
    source_kind: Annotated[
        SourceKind | None, typer.Option(help="Only claims whose innermost source is of this kind.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Only what an outlet with this in its name tells.")] = None,
    search: Annotated[
        str | None,
        typer.Option(help="Only allegations, or documents, with these words (for documents full text search)."),
    ] = None,
    actor: ActorOption = None,
    event_type: TypeOption = None,
    place: PlaceOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    side: Annotated[str | None, typer.Option(help="Only allegations with an origin on this side.")] = None,
    drift: Annotated[DriftKind | None, typer.Option(help="Only allegations with this kind of drift.")] = None,
    circular: Annotated[bool, typer.Option("--circular", help="Only allegations that go round in a circle.")] = False,
    least: Annotated[
        int | None, typer.Option("--least", min=1, help="Only allegations in so many articles or more.")
    ] = None,
    sort: Annotated[Order, typer.Option(help="What allegations are sorted by.")] = Order.SPREAD,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many (documents, lines, allegations).")] = None,
    as_json: JsonOption = False,
) -> None:
    """List a case's allegations; or its claims, events, documents, links, sources, outlets, copies, rejected inputs, judgements."""
    from allegedly.allegations import Query  # noqa: PLC0415
    from allegedly.case import EventFilter  # noqa: PLC0415

    with case_at(case) as opened:
        match what:
            case Listed.ALLEGATIONS:
                query = Query(
                    search=search,
                    actor=actor,
                    place=place,
                    event_type=event_type,
                    outlet=outlet,
                    side=side,
                    firmness=firmness,
                    drift=drift,
                    since=since,
                    until=until,
                    circular=circular or None,
                    least_articles=least,
                    order=sort,
                )
                _list_allegations(opened, query, limit, as_json=as_json)
            case Listed.EVENTS:
                wanted = EventFilter(
                    actor=actor, type=event_type, place=place, since=since, until=until, firmness=firmness
                )
                _list_events(opened, wanted, limit, as_json=as_json)
            case Listed.SOURCES | Listed.OUTLETS | Listed.JUDGEMENTS:
                _list_table(opened, what, limit, as_json=as_json)
            case Listed.REJECTED | Listed.COPIES | Listed.LINKS:
                _list_lines(opened, what, limit, as_json=as_json)
            case Listed.CLAIMS | Listed.DOCUMENTS:
                found = opened.list(
                    firmness=firmness, source=source, source_kind=source_kind, outlet=outlet, search=search
                )
                _list_documents(islice(found, limit), what, as_json=as_json)


def _list_allegations(opened: Case, query: Query, limit: int | None, *, as_json: bool) -> None:
    from allegedly.show.card import allegations_list  # noqa: PLC0415

    page = opened.list_allegations(query, limit=limit if limit or as_json else ALLEGATIONS_LISTED)
    print_json(page.allegations) if as_json else console_of().print(allegations_list(page))
    due = opened.unweighed()
    if due:
        message = (
            f"{due:,} documents came or changed since allegations were last weighed; the next `allegedly read` does it"
        )
        console_of(stderr=True).print(message)


def _list_documents(found: Iterable[tuple[Document, tuple[Claim, ...]]], what: Listed, *, as_json: bool) -> None:
    from allegedly.show import terminal  # noqa: PLC0415

    console = console_of()
    for document, claims in found:
        if as_json:
            print_json([document] if what is Listed.DOCUMENTS else claims)
        elif what is Listed.DOCUMENTS:
            console.print(terminal.heading(document, len(claims)))
        else:
            console.print(terminal.document_tree(document, claims))


def _list_table(opened: Case, what: Listed, limit: int | None, *, as_json: bool) -> None:
    """Print who is quoted, what outlets do, or what analysts judged."""
    from allegedly.show import card, terminal  # noqa: PLC0415

    console = console_of()
    if what is Listed.OUTLETS:
        profiles = opened.profiles()[:limit]
        print_json(profiles) if as_json else console.print(card.profiles_table(profiles))
    elif what is Listed.JUDGEMENTS:
        console.print(card.judgements_table(opened.judgements()[:limit], opened.unmet()))
    else:
        console.print(terminal.sources_table(opened.sources(limit)))


def _list_events(opened: Case, wanted: EventFilter, limit: int | None, *, as_json: bool) -> None:
    from allegedly.show.event_lines import event_tree  # noqa: PLC0415

    console = console_of()
    for document, told in islice(opened.list_events(wanted), limit):
        print_json([one.event for one in told]) if as_json else console.print(event_tree(document, told))


def _list_lines(opened: Case, what: Listed, limit: int | None, *, as_json: bool) -> None:
    """Print the records of a relation, one a line."""
    from allegedly.records import Document, Link  # noqa: PLC0415
    from allegedly.show import terminal  # noqa: PLC0415
    from allegedly.show.event_lines import link_line  # noqa: PLC0415

    console = console_of()
    found: Iterable[object] = opened.records("documents") if what is not Listed.REJECTED and not as_json else ()
    documents = {document.id: document for document in found if isinstance(document, Document)}
    for record in islice(opened.records(what), limit):
        if as_json:
            print_json([record])
        elif isinstance(record, Link):
            console.print(link_line(record, documents[record.document]))
        else:
            console.print(terminal.record_line(record, documents))
