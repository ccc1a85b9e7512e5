"""The JSON API: the same views as the pages, as data; ``/api/openapi.json`` describes it."""

# ruff: noqa: S608  values go in as parameters; what is put together are names and conditions of our own

from __future__ import annotations

from typing import Annotated, Any, TypeVar

import msgspec
from litestar import get
from litestar.params import Parameter

from allegedly.show.web import articles, cards, lists
from allegedly.show.web import events as event_views
from allegedly.show.web.desk import Desk
from allegedly.show.web.filters import (
    PAGE_SIZE,
    AllegationFilter,
    ClaimFilter,
    DocumentFilter,
    EventsAsked,
    SourceFilter,
)
from allegedly.show.web.jobs import Job
from allegedly.show.web.judging import judged
from allegedly.show.web.outlets import outlet_view, reliabilities_of
from allegedly.show.web.pages import found_ids
from allegedly.show.web.reading_pages import find_job
from allegedly.show.web.view_records import (
    AllegationRow,
    Article,
    Card,
    ClaimRow,
    Compared,
    DocumentRow,
    EventRow,
    JudgedRow,
    OutletRow,
    OutletView,
    Page,
    SourceRow,
    View,
)

F = TypeVar("F", bound=msgspec.Struct)

# Rows that one answer may hold.
LARGEST_PAGE = 500

Size = Annotated[int, Parameter(ge=1, le=LARGEST_PAGE, description="Rows on a page.")]
PageNumber = Annotated[int, Parameter(ge=1, le=1_000_000, description="Which page, from 1.")]
Day = Annotated[str, Parameter(description="ISO 8601 day.", pattern=r"^(\d{4}-\d{2}-\d{2})?$")]


class Overview(View, frozen=True, kw_only=True):
    """How much a case holds, and the end of its custody log."""

    case: str
    documents: int
    claims: int
    attributions: int
    allegations: int
    events: int
    custody_lines: int
    custody_head: str


@get("/api/case", tags=["case"], sync_to_thread=True)
def overview(desk: Desk) -> Overview:
    """How much the case holds."""
    index = desk.room.index()
    names = ("documents", "claims", "attributions", "allegations", "events")
    lines, head = 0, ""
    if index.value("SELECT count(*) FROM custody"):
        with desk.room.case() as case:
            lines, head = case.custody_head()
    counted = {name: index.value(f"SELECT count(*) FROM {name}") for name in names}
    return Overview(case=desk.room.folder.name, custody_lines=lines, custody_head=head, **counted)


@get("/api/allegations", tags=["allegations"], sync_to_thread=True)
def allegations(  # noqa: PLR0913, PLR0917  what the address may ask
    desk: Desk,
    q: str = "",
    actor: str = "",
    place: str = "",
    type: str = "",  # noqa: A002  its name in the address
    outlet: str = "",
    side: str = "",
    firmness: str = "",
    drift: str = "",
    since: Day = "",
    until: Day = "",
    least: int = 0,
    circular: bool = False,
    sort: str = "spread",
    page: PageNumber = 1,
    size: Size = PAGE_SIZE,
) -> Page[AllegationRow]:
    """List allegations."""
    asked = _filter(AllegationFilter, locals())
    return lists.allegations(desk.room.index(), asked, size)


@get("/api/allegations/{identity:str}", tags=["allegations"], sync_to_thread=True)
def allegation(desk: Desk, identity: str, page: PageNumber = 1, size: Size = PAGE_SIZE) -> Card:
    """Give all there is on an allegation."""
    return cards.card(desk.room.index(), identity, page=page, size=size)


@get("/api/claims", tags=["claims"], sync_to_thread=True)
def claims(  # noqa: PLR0913, PLR0917  what the address may ask
    desk: Desk,
    q: str = "",
    source: str = "",
    source_kind: str = "",
    outlet: str = "",
    firmness: str = "",
    where: str = "",
    since: Day = "",
    until: Day = "",
    sort: str = "order",
    page: PageNumber = 1,
    size: Size = PAGE_SIZE,
) -> Page[ClaimRow]:
    """List claims."""
    return lists.claims(desk.room.index(), _filter(ClaimFilter, locals()), size)


@get("/api/documents", tags=["articles"], sync_to_thread=True)
def documents(  # noqa: PLR0913, PLR0917  what the address may ask
    desk: Desk,
    q: str = "",
    outlet: str = "",
    since: Day = "",
    until: Day = "",
    language: str = "",
    sort: str = "order",
    page: PageNumber = 1,
    size: Size = PAGE_SIZE,
) -> Page[DocumentRow]:
    """List articles; ``q`` is a full text query."""
    return lists.documents(desk.room.index(), _filter(DocumentFilter, locals()), found_ids(desk, q), size)


@get("/api/documents/{identity:str}", tags=["articles"], sync_to_thread=True)
def document(desk: Desk, identity: str) -> Article:
    """Give an article with all marks."""
    with desk.room.case() as case:
        return articles.article(case, desk.room.index(), identity)


@get("/api/compare", tags=["articles"], sync_to_thread=True)
def compare(desk: Desk, here: str, there: str) -> Compared:
    """Lay two articles side by side."""
    with desk.room.case() as case:
        return articles.compared(case, desk.room.index(), here, there)


@get("/api/sources", tags=["sources"], sync_to_thread=True)
def sources(
    desk: Desk, q: str = "", kind: str = "", sort: str = "attributions", page: PageNumber = 1, size: Size = PAGE_SIZE
) -> Page[SourceRow]:
    """List who is quoted."""
    return lists.sources(desk.room.index(), _filter(SourceFilter, locals()), size)


@get("/api/outlets", tags=["outlets"], sync_to_thread=True)
def outlets(desk: Desk, page: PageNumber = 1, size: Size = PAGE_SIZE) -> Page[OutletRow]:
    """List outlets."""
    return lists.outlets(desk.room.index(), reliabilities_of(desk.room), page, size)


@get("/api/outlets/of", tags=["outlets"], sync_to_thread=True)
def outlet(desk: Desk, name: str = "", page: PageNumber = 1) -> OutletView:
    """Give what one outlet does; the empty name stands for articles whose outlet is not known."""
    return outlet_view(desk.room, name, page=page)


@get("/api/events", tags=["events"], sync_to_thread=True)
def events(  # noqa: PLR0913, PLR0917  what the address may ask
    desk: Desk,
    type: str = "",  # noqa: A002  its name in the address
    actor: str = "",
    place: str = "",
    firmness: str = "",
    since: Day = "",
    until: Day = "",
    page: PageNumber = 1,
    size: Size = PAGE_SIZE,
) -> Page[EventRow]:
    """List events."""
    return event_views.events(desk.room.index(), _filter(EventsAsked, locals()), size)


@get("/api/judgements", tags=["review"], sync_to_thread=True)
def judgements(desk: Desk, limit: Size = PAGE_SIZE) -> list[JudgedRow]:
    """List the analysts' judgements, the newest first."""
    return judged(desk.room, limit)


@get("/api/jobs", tags=["reading in"], sync_to_thread=False)
def jobs(desk: Desk) -> list[Job]:
    """List the piles that were handed in since the server began."""
    return desk.jobs.all()


@get("/api/jobs/{number:int}", tags=["reading in"], sync_to_thread=False)
def job(desk: Desk, number: int) -> Job:
    """Say how one pile stands."""
    return find_job(desk, number)


def _filter(kind: type[F], given: dict[str, Any]) -> F:
    return kind(**{name: given[name] for name in kind.__struct_fields__ if name in given})


ROUTES = [
    overview,
    allegations,
    allegation,
    claims,
    documents,
    document,
    compare,
    sources,
    outlets,
    outlet,
    events,
    judgements,
    jobs,
    job,
]
