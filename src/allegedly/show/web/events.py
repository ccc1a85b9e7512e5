"""Events as claims tell them: a list, a map that shows how precisely a place is known, a timeline that shows what it leaves out."""

# ruff: noqa: S608  values go in as parameters; what is put together are names and conditions of our own

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from allegedly.records import Event, Span
from allegedly.show.web import lists
from allegedly.show.web.drifts import texts_of
from allegedly.show.web.filters import PAGE_SIZE, EventsAsked, clause, event_conditions, page_from
from allegedly.show.web.index import Index
from allegedly.show.web.view_records import Bar, EventRow, MapView, Page, PlaceView, Quote, TimelineView
from allegedly.show.web.words import in_one_line

# How far from the point given a place of each precision may reach, in kilometres: the rough radius of such units. A place
# known to the town or better is a point; one known to a country only is no place on a map, and is listed instead.
RADIUS_KM: Mapping[str, float | None] = {
    "exact": None,
    "town": None,
    "district": 25.0,
    "province": 100.0,
    "region": 300.0,
}
NOT_DRAWN = {"country"}
_KM_PER_DEGREE = 111.2

# The least piece of the world shown, in degrees: less of an outline drawn for whole countries would say nothing.
_LEAST_WIDTH, _LEAST_HEIGHT = 12.0, 8.0
_MARGIN = 0.18

# Places on one map, the most told first; and bars of one timeline.
MOST_PLACES = 400
MOST_BARS = 60

_STEPS = (("day", 1), ("week", 7), ("month", 30), ("year", 365))
_BAR_WIDTH, _BAR_HEIGHT = 720.0, 90.0


def events(index: Index, asked: EventsAsked, size: int = PAGE_SIZE) -> Page[EventRow]:
    """Return a page of the events that suit a filter."""
    where, values = clause(event_conditions(asked))
    page = page_from(asked.page)
    total = index.value(f"SELECT count(*) FROM events e {where}", *values)
    query = f"SELECT e.* FROM events e {where} ORDER BY e.n LIMIT ? OFFSET ?"
    found = index.records(Event, query, *values, size, (page - 1) * size)
    return Page(rows=event_rows(index, found), total=total, page=page, size=size)


def event_rows(index: Index, found: Sequence[Event]) -> list[EventRow]:
    """Return events as their readers see them."""
    known = lists.documents_by_id(index, [each.document for each in found])
    texts = texts_of(index, known)
    claims = lists.claims_by_id(index, [each.claim for each in found if each.claim])
    rows = []
    for each in found:
        text = texts.get(each.document)
        if text is None:
            continue
        claim = claims.get(each.claim or "")
        spans = claim.quote.spans if claim else each.trigger
        said = claim.quote.words if claim else in_one_line(text, each.trigger)
        rows.append(
            EventRow(
                id=each.id,
                event_type=each.event_type.value.lower(),
                mode=each.mode,
                auxiliary=tuple(each.auxiliary),
                firmness=each.firmness,
                actors=tuple(one.name or _words(text, one.span) for one in each.actors),
                recipients=tuple(one.name or _words(text, one.span) for one in each.recipients),
                places=tuple(_place_words(one.name or _words(text, one.span), one.precision) for one in each.places),
                dates=tuple(_date_words(_words(text, one.span), one.start, one.end) for one in each.dates),
                counts=tuple(
                    f"{one.counted} {one.low if one.low == one.high else _range(one.low, one.high)}"
                    for one in each.counts
                ),
                quote=Quote(words=said, document=each.document, spans=spans),
                document=known[each.document],
                claim=each.claim,
                allegation=claim.allegation if claim else None,
                chain=claim.chain if claim else (),
            )
        )
    return rows


def _words(text: str, span: Span) -> str:
    return " ".join(span.of(text).split())


def _range(low: int, high: int | None) -> str:
    return f"at least {low}" if high is None else f"{low} to {high}"


def _place_words(name: str, precision: str | None) -> str:
    return f"{name} ({precision})" if precision and precision not in {"exact", "town"} else name


def _date_words(said: str, start: str | None, end: str | None) -> str:
    if start is None:
        return f"{said} (day not known)"
    return f"{said}: {start}" + (f" to {end}" if end and end != start else "")


def map_of(index: Index, asked: EventsAsked) -> MapView:
    """Return the map of the places of the events that suit a filter."""
    where, values = clause(event_conditions(asked))
    rows = index.rows(
        "SELECT any_value(p.target) AS target, p.name, p.country, p.precision, p.latitude, p.longitude,"
        " count(DISTINCT p.event) AS events FROM event_places p"
        + (f" WHERE p.event IN (SELECT e.id FROM events e {where})" if where else "")
        + " GROUP BY p.name, p.country, p.precision, p.latitude, p.longitude"
        " ORDER BY count(DISTINCT p.event) DESC, p.name NULLS LAST LIMIT ?",
        *values,
        MOST_PLACES,
    )
    places = [PlaceView(**{**row, "name": row["name"] or "a place that is not in the table of places"}) for row in rows]
    drawn = [place for place in places if place.latitude is not None and place.precision not in NOT_DRAWN]
    box = _box(drawn)
    unit = box[2] / 720
    return MapView(
        box=box,
        unit=unit,
        places=tuple(_drawn(place, unit) for place in sorted(drawn, key=lambda place: -(_radius(place) or 0))),
        not_drawn=tuple(place for place in places if place not in drawn),
    )


def _drawn(place: PlaceView, unit: float) -> PlaceView:
    """Return a place with where it is drawn: a point as large as its events, or an area as large as the doubt."""
    latitude, longitude = place.latitude or 0.0, place.longitude or 0.0
    kilometres = _radius(place)
    size = (4 + 2.5 * math.sqrt(place.events)) * unit if kilometres is None else kilometres / _KM_PER_DEGREE
    return PlaceView(
        target=place.target,
        name=place.name,
        country=place.country,
        precision=place.precision,
        events=place.events,
        latitude=place.latitude,
        longitude=place.longitude,
        x=round(longitude, 3),
        y=round(-latitude, 3),
        radius=round(size, 4),
    )


def _radius(place: PlaceView) -> float | None:
    return RADIUS_KM.get(place.precision or "region", RADIUS_KM["region"])


def _box(places: Sequence[PlaceView]) -> tuple[float, float, float, float]:
    """Return the piece of the world that shows all places with some room: x, y, width and height in degrees."""
    if not places:
        return (-180.0, -84.0, 360.0, 142.0)
    spread = [
        ((_radius(place) or 0) / _KM_PER_DEGREE, place.longitude or 0.0, -(place.latitude or 0.0)) for place in places
    ]
    left, right = min(x - r for r, x, _ in spread), max(x + r for r, x, _ in spread)
    top, bottom = min(y - r for r, _, y in spread), max(y + r for r, _, y in spread)
    width = max(_LEAST_WIDTH, (right - left) * (1 + 2 * _MARGIN))
    height = max(_LEAST_HEIGHT, (bottom - top) * (1 + 2 * _MARGIN), width / 2.4)
    return (
        round((left + right - width) / 2, 2),
        round((top + bottom - height) / 2, 2),
        round(width, 2),
        round(height, 2),
    )


def timeline_of(index: Index, asked: EventsAsked) -> TimelineView:
    """Return how many events lie in each day, week, month or year; what cannot be placed so closely is counted apart."""
    where, values = clause(event_conditions(asked))
    rows = index.rows(
        f"SELECT e.since AS start, e.until, count(*) AS events FROM events e {where} GROUP BY ALL",
        *values,
    )
    spans = [
        (first, last, row["events"]) for row in rows if (first := _day(row["start"])) and (last := _day(row["until"]))
    ]
    undated = sum(row["events"] for row in rows) - sum(times for _, _, times in spans)
    return _bars(spans, undated)


def _bars(spans: Sequence[tuple[date, date, int]], undated: int) -> TimelineView:
    dated = sum(times for _, _, times in spans)
    sure = [(first, times, (last - first).days) for first, last, times in spans]
    if not sure:
        return TimelineView(
            bars=(), step="day", dated=0, within_longer=0, undated=undated, width=_BAR_WIDTH, height=_BAR_HEIGHT
        )
    step = _step([first for first, _, _ in sure])
    length = dict(_STEPS)[step]
    counted: dict[date, int] = {}
    for first, times, days in sure:
        if days < length:
            begin = _begin(first, step)
            counted[begin] = counted.get(begin, 0) + times
    bars = _placed(counted, step)
    return TimelineView(
        bars=bars,
        step=step,
        dated=dated,
        within_longer=dated - sum(counted.values()),
        undated=undated,
        width=_BAR_WIDTH,
        height=_BAR_HEIGHT,
    )


def _step(days: Sequence[date]) -> str:
    """Return the finest step with which the whole time fits into the bars."""
    whole = (max(days) - min(days)).days + 1
    return next((name for name, length in _STEPS if whole / length <= MOST_BARS), "year")


def _placed(counted: Mapping[date, int], step: str) -> tuple[Bar, ...]:
    if not counted:
        return ()
    begins = [min(counted)]
    while begins[-1] < max(counted):
        begins.append(_next(begins[-1], step))
    if len(begins) > 10 * MOST_BARS:  # a stray date centuries away: show the bars that there are
        begins = sorted(counted)
    most, room = max(counted.values()), _BAR_WIDTH / len(begins)
    return tuple(
        Bar(
            label=begin.isoformat(),
            start=begin.isoformat(),
            end=(_next(begin, step) - timedelta(days=1)).isoformat(),
            events=counted.get(begin, 0),
            x=round(number * room, 2),
            y=round(_BAR_HEIGHT * (1 - counted.get(begin, 0) / most), 2),
            width=round(max(1.0, room - 1), 2),
            height=round(_BAR_HEIGHT * counted.get(begin, 0) / most, 2),
        )
        for number, begin in enumerate(begins)
    )


def _begin(day: date, step: str) -> date:
    if step == "week":
        return day - timedelta(days=day.weekday())
    if step == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if step == "year" else day


def _next(begin: date, step: str) -> date:
    if step == "month":
        return (begin + timedelta(days=32)).replace(day=1)
    return begin.replace(year=begin.year + 1) if step == "year" else begin + timedelta(days=dict(_STEPS)[step])


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat((written or "")[:10])
    except ValueError:
        return None
