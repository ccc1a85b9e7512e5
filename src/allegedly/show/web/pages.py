"""The pages that are read: lists, cards, articles, comparisons, sources, outlets, search."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from allegedly.records import Rejected
from allegedly.show.terminal import rejected_line
from allegedly.show.web import articles, cards, lists, words
from allegedly.show.web.desk import Asked, Desk, Html, asked_for, page_asked
from allegedly.show.web.filters import (
    AllegationFilter,
    ClaimFilter,
    Condition,
    DocumentFilter,
    SourceFilter,
    folded,
    page_from,
)
from allegedly.show.web.links import spans_asked
from allegedly.show.web.outlets import outlet_view, reliabilities_of
from allegedly.show.web.view_records import Page
from allegedly.vocab import EventType, Firmness, SourceKind

# Results of each kind on the page of a search over everything.
_FOUND = 8

# Documents that a full text search may give: their ids are then filtered and sorted in the index.
_MOST_FOUND = 100_000

_FIRMNESS = [(each.value, each.value) for each in Firmness]
_KINDS = [(each.value, f"{each.value}: {words.SOURCE_KINDS[each.value]}") for each in SourceKind]
_EVENTS = [(each.value, each.value.lower()) for each in EventType]


@get("/", include_in_schema=False, sync_to_thread=False)
def start() -> Redirect:
    """Lead to the allegations."""
    return Redirect("/allegations")


@get("/allegations", include_in_schema=False, sync_to_thread=True)
def allegations(request: Asked, desk: Desk) -> Html:
    """List allegations."""
    asked = asked_for(request, AllegationFilter)
    index = desk.room.index()
    return desk.page(
        request,
        "allegations.html",
        title="Allegations",
        here="/allegations",
        asked=asked,
        page=lists.allegations(index, asked),
        event_types=_EVENTS,
        firmness_choices=_FIRMNESS,
        nothing_read=not index.value("SELECT count(*) FROM documents"),
        weighed=index.value("SELECT count(*) FROM allegations"),
        suggested=lists.sides_and_outlets(index),
    )


@get("/allegations/{identity:str}", include_in_schema=False, sync_to_thread=True)
def allegation(request: Asked, desk: Desk, identity: str) -> Html:
    """Show the card of an allegation."""
    card = cards.card(desk.room.index(), identity, page=page_asked(request))
    return desk.page(request, "card.html", title=card.allegation.text[:80], here="/allegations", card=card)


@get("/claims", include_in_schema=False, sync_to_thread=True)
def claims(request: Asked, desk: Desk) -> Html:
    """List claims."""
    asked = asked_for(request, ClaimFilter)
    page = lists.claims(desk.room.index(), asked)
    choices: dict[str, Any] = {"firmness_choices": _FIRMNESS, "source_kinds": _KINDS}
    return desk.page(request, "claims.html", title="Claims", here="/claims", asked=asked, page=page, **choices)


@get("/claims/{identity:str}", include_in_schema=False, sync_to_thread=True)
def claim(desk: Desk, identity: str) -> Redirect:
    """Lead to the words of a claim."""
    index = desk.room.index()
    found = lists.claims_where(index, [Condition("starts_with(id, ?)", (identity,))], size=1)
    if not found.rows:
        message = f"no id in claims begins with {identity!r}"
        raise NotFoundException(message)
    row = found.rows[0]
    return Redirect(desk.link.claim(row.id, row.quote.document, row.quote.spans))


@get("/documents", include_in_schema=False, sync_to_thread=True)
def documents(request: Asked, desk: Desk) -> Html:
    """List articles."""
    asked = asked_for(request, DocumentFilter)
    index = desk.room.index()
    page = lists.documents(index, asked, found_ids(desk, asked.q))
    rejected = index.value("SELECT count(*) FROM rejected")
    return desk.page(
        request, "documents.html", title="Articles", here="/documents", asked=asked, page=page, rejected=rejected
    )


@get("/rejected", include_in_schema=False, sync_to_thread=True)
def rejected(request: Asked, desk: Desk) -> Html:
    """List what could not be used, as the terminal says it."""
    page = rejected_page(desk, page_asked(request))
    return desk.page(request, "rejected.html", title="What could not be used", here="/documents", page=page)


def rejected_page(desk: Desk, page: int, size: int = 200) -> Page[str]:
    """Return a page of the inputs that could not be used, each in one line of words."""
    index, page = desk.room.index(), page_from(page)
    cut = "SELECT * FROM rejected ORDER BY n LIMIT ? OFFSET ?"
    lines = [rejected_line(one).plain for one in index.records(Rejected, cut, size, (page - 1) * size)]
    return Page(rows=lines, total=index.value("SELECT count(*) FROM rejected"), page=page, size=size)


@get("/documents/{identity:str}", include_in_schema=False, sync_to_thread=True)
def document(request: Asked, desk: Desk, identity: str) -> Html:
    """Show an article with its marks."""
    query = request.query_params
    cuts = bool(query.get("cuts"))
    with desk.room.case() as case:
        found = articles.article(
            case,
            desk.room.index(),
            identity,
            asked=spans_asked(query.get("at", "")),
            claim=query.get("claim"),
            cuts=cuts,
        )
    title = found.document.title or "(no title)"
    return desk.page(
        request,
        "article.html",
        title=title,
        here="/documents",
        article=found,
        cuts_shown=cuts,
        correcting=query.get("correct", ""),
        asked_link=query.get("link", ""),
    )


@get("/compare", include_in_schema=False, sync_to_thread=True)
def compare(request: Asked, desk: Desk, here: str, there: str) -> Html:
    """Lay two articles side by side."""
    with desk.room.case() as case:
        both = articles.compared(case, desk.room.index(), here, there)
    return desk.page(request, "compare.html", title="Side by side", here="/documents", both=both)


@get("/sources", include_in_schema=False, sync_to_thread=True)
def sources(request: Asked, desk: Desk) -> Html:
    """List who is quoted."""
    asked = asked_for(request, SourceFilter)
    index = desk.room.index()
    return desk.page(
        request,
        "sources.html",
        title="Sources",
        here="/sources",
        asked=asked,
        page=lists.sources(index, asked),
        kinds=lists.source_kinds(index),
        source_kinds=_KINDS,
    )


@get("/sources/of", include_in_schema=False, sync_to_thread=True)
def source(request: Asked, desk: Desk, name: str = "") -> Html:
    """Show what stands on one source's word."""
    index = desk.room.index()
    if name:
        condition = Condition(
            "contains(sayers, ?) AND list_contains([l.name FOR l IN chain[2:]], ?)", (folded(name), name)
        )
    else:
        condition = Condition("len(list_filter(chain[2:], lambda l: l.name IS NULL)) > 0")
    page = lists.claims_where(index, [condition], page=page_asked(request))
    rows = lists.source_named(index, name)
    if not rows and not page.total:
        message = f"nobody called {name!r} is quoted in this case"
        raise NotFoundException(message)
    title = name or words.NOBODY
    return desk.page(request, "source.html", title=title, here="/sources", name=name, rows=rows, page=page)


@get("/outlets", include_in_schema=False, sync_to_thread=True)
def outlets(request: Asked, desk: Desk) -> Html:
    """List outlets, and who relays whom."""
    index = desk.room.index()
    page = lists.outlets(index, reliabilities_of(desk.room), page=page_asked(request))
    relays = lists.relays(index) if page.page == 1 else []
    return desk.page(request, "outlets.html", title="Outlets", here="/outlets", page=page, relays=relays)


@get("/outlets/of", include_in_schema=False, sync_to_thread=True)
def outlet(request: Asked, desk: Desk, name: str = "") -> Html:
    """Show what one outlet does."""
    found = outlet_view(desk.room, name, page=page_asked(request))
    return desk.page(request, "outlet.html", title=name or words.UNKNOWN_OUTLET, here="/outlets", outlet=found)


@get("/search", include_in_schema=False, sync_to_thread=True)
def search(request: Asked, desk: Desk) -> Html:
    """Search allegations, claims, articles and sources at once."""
    query = request.query_params.get("q", "").strip()[:500]
    index = desk.room.index()
    found: dict[str, Any] = {}
    if query:
        found = {
            "allegations": lists.allegations(index, AllegationFilter(q=query), size=_FOUND),
            "claims": lists.claims(index, ClaimFilter(q=query), size=_FOUND),
            "documents": lists.documents(index, DocumentFilter(q=query), found_ids(desk, query), size=_FOUND),
            "sources": lists.sources(index, SourceFilter(q=query), size=_FOUND),
        }
    return desk.page(request, "search.html", title=f"Search: {query}" if query else "Search", query=query, **found)


@get("/legend", include_in_schema=False, sync_to_thread=False)
def legend(request: Asked, desk: Desk) -> Html:
    """Explain marks, numbers and keys."""
    return desk.page(request, "legend.html", title="How to read the marks")


def found_ids(desk: Desk, query: str) -> list[str] | None:
    """Return the ids of the documents that a full text query finds, best first; None where none is asked."""
    if not query.strip():
        return None
    with desk.room.case() as case:
        return list(case.search(query, limit=_MOST_FOUND))


ROUTES = [
    start,
    allegations,
    allegation,
    claims,
    claim,
    documents,
    rejected,
    document,
    compare,
    sources,
    source,
    outlets,
    outlet,
    search,
    legend,
]
