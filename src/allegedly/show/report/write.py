"""Writing a report: the reading room's own templates, with style sheet, drawings and articles inside the file."""

# ruff: noqa: S608  the names of tables are our own

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from allegedly import __version__
from allegedly.case import Case
from allegedly.errors import ExportError
from allegedly.show.report.links import ReportLinks
from allegedly.show.web import lists, words
from allegedly.show.web.articles import article
from allegedly.show.web.cards import card
from allegedly.show.web.events import events, map_of, timeline_of
from allegedly.show.web.filters import AllegationFilter, DocumentFilter, EventsAsked, SourceFilter
from allegedly.show.web.index import Index
from allegedly.show.web.render import asset, render
from allegedly.show.web.view_records import Card
from allegedly.show.web.world import outline

# Claims on each card, and rows of events, outlets and sources: a report is read, not searched.
_CLAIMS, _EVENTS, _ROWS = 60, 200, 300

# Articles in a report without allegations, in the order in which they were read.
_ARTICLES = 500


class Written(NamedTuple):
    """What a report holds."""

    allegations: int
    documents: int


def write_report(case: Case, output: Path, *, title: str | None = None, most: int = 200) -> Written:
    """Write the report of a case: the ``most`` allegations that are told most, with all articles they rest on.

    Raises:
        ExportError: if the file cannot be written.
    """
    index = Index(case)
    try:
        page, written = _page(case, index, title or f"Who says so: {case.folder.resolve().name}", most)
    finally:
        index.close()
    try:
        output.write_text(page, encoding="utf-8")
    except OSError as error:
        message = f"cannot write the report to {output}: {error.strerror}"
        raise ExportError(message) from error
    return written


def _page(case: Case, index: Index, title: str, most: int) -> tuple[str, Written]:
    found = lists.allegations(index, AllegationFilter(), size=most)
    cards = [card(index, row.id, size=_CLAIMS) for row in found.rows]
    documents = _documents(index, cards)
    link = ReportLinks({row.id for row in found.rows}, set(documents))
    lines, head = case.custody_head()
    context: dict[str, Any] = {
        "link": link,
        "title": title,
        "about": _about(index),
        "made": datetime.now(UTC).isoformat(timespec="minutes").replace("+00:00", "Z"),
        "version": __version__,
        "case_name": case.folder.resolve().name,
        "custody_lines": lines,
        "custody_head": head,
        "rows": found.rows,
        "left_out": found.total - len(found.rows),
        "cards": cards,
        "outlets": lists.outlets(index, {}, size=_ROWS),
        "relays": lists.relays(index),
        "sources": lists.sources(index, SourceFilter(), size=_ROWS),
        **_style(),
    }
    context |= _events(index, link)
    context["parts"] = _parts(context)
    render("report.html", **context, articles=[])  # once without the articles: so that we know what is linked to
    context["articles"] = [_article(case, index, link, identity) for identity in documents]
    return render("report.html", **context), Written(len(cards), len(documents))


def _documents(index: Index, cards: list[Card]) -> list[str]:
    """Return the ids of the articles that a report holds: those that its allegations rest on, in order of publication."""
    if not cards:
        return [row.id for row in lists.documents(index, DocumentFilter(), size=_ARTICLES).rows]
    wanted = {identity for each in cards for identity in each.allegation.documents}
    wanted |= {row.id for each in cards for drift in each.drifts for row in (drift.document, drift.from_document)}
    wanted |= {row.quote.document for each in cards for row in each.replies}
    ties = [tie for each in cards for tie in each.ties]
    wanted |= {row.quote.document for tie in ties for row in (tie.claim, tie.of) if row is not None}
    known = lists.documents_by_id(index, wanted)
    return sorted(known, key=lambda identity: (known[identity].published or "9", identity))


def _article(case: Case, index: Index, link: ReportLinks, identity: str) -> Markup:
    found = article(case, index, identity, anchors=link.anchors.get(identity, ()))
    return Markup(render("parts/report_article.html", article=found, link=link))  # noqa: S704  our template escapes


def _events(index: Index, link: ReportLinks) -> dict[str, Any]:
    asked = EventsAsked()
    page = events(index, asked, size=_EVENTS)
    drawn = {"map": map_of(index, asked), "timeline": timeline_of(index, asked), "outline": outline()}
    part = render("parts/events.html", page=page, link=link, **drawn) if page.total else ""
    return {"events": page, "events_part": Markup(part)}  # noqa: S704  our template escapes


def _about(index: Index) -> str:
    counted = [("documents", "article"), ("claims", "claim"), ("allegations", "allegation"), ("outlets", "outlet")]
    return words.joined([words.count(index.value(f"SELECT count(*) FROM {name}"), noun) for name, noun in counted])


def _style() -> dict[str, Any]:
    """Return the style sheet and a policy that allows it and nothing else."""
    style = asset("room.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return {"style": Markup(style), "policy": policy}  # noqa: S704  our own file


def _parts(context: dict[str, Any]) -> list[tuple[str, str, bool]]:
    return [
        ("Allegations", "allegations", bool(context["rows"])),
        ("Events", "events", bool(context["events"].total)),
        ("Outlets", "outlets", True),
        ("Sources", "sources", True),
        ("Articles", "articles", True),
    ]
