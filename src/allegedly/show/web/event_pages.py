"""The page of events: a map, a timeline, and a list that says the same in words."""

from __future__ import annotations

from litestar import get

from allegedly.show.web.desk import Asked, Desk, Html, asked_for
from allegedly.show.web.events import events, map_of, timeline_of
from allegedly.show.web.filters import EventsAsked
from allegedly.show.web.world import outline
from allegedly.vocab import EventType, Firmness


@get("/events", include_in_schema=False, sync_to_thread=True)
def events_page(request: Asked, desk: Desk) -> Html:
    """Show events on a map, on a timeline and as a list."""
    asked = asked_for(request, EventsAsked)
    index = desk.room.index()
    return desk.page(
        request,
        "events.html",
        title="Events",
        here="/events",
        asked=asked,
        page=events(index, asked),
        map=map_of(index, asked),
        timeline=timeline_of(index, asked),
        outline=outline(),
        event_types=[(each.value, each.value.lower()) for each in EventType],
        firmness_choices=[(each.value, each.value) for each in Firmness],
    )


ROUTES = [events_page]
