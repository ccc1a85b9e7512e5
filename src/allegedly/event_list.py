"""Which events a reader asks for: by actor, type, place, period and firmness."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from allegedly.records import Claim, Document, Event, EventPlace, Participant, Record
from allegedly.store import Store


class EventFilter(Record, frozen=True, kw_only=True):
    """What is asked of an event; None asks nothing.

    ``actor`` is part of the words, name or id of an actor or recipient, or a country's three letters; ``place`` likewise.
    ``since`` and ``until`` are ISO 8601 days, both included: one of the event's own dates touches the period. An event
    whose text gives it no date has none, whatever its document's date, and is left out by them. ``firmness`` is that of
    the claim that tells of it.
    """

    actor: str | None = None
    type: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    firmness: str | None = None

    def suits(self, event: Event, text: str) -> bool:
        """Say whether an event of a document with this text is asked for."""
        return (
            self.type in {None, event.event_type.value}
            and self.firmness in {None, event.firmness and event.firmness.value}
            and (self.actor is None or any(_is_party(self.actor, p, text) for p in (*event.actors, *event.recipients)))
            and (self.place is None or any(_is_place(self.place, place, text) for place in event.places))
            and self._is_then(event)
        )

    def is_open(self) -> bool:
        """Say whether nothing is asked."""
        return self == EventFilter()

    def _is_then(self, event: Event) -> bool:
        if self.since is None and self.until is None:
            return True
        return any(
            date.start is not None
            and (self.until is None or date.start <= self.until)
            and (self.since is None or (date.end or date.start) >= self.since)
            for date in event.dates
        )


class Told(NamedTuple):
    """An event, and the claim that tells of it: None where the document's publisher does, in citing someone."""

    event: Event
    claim: Claim | None


def told_events(store: Store, wanted: EventFilter) -> Iterator[tuple[Document, tuple[Told, ...]]]:
    """Yield the documents with those of their events that are wanted, in reading order; without a filter all documents."""
    events: dict[str, list[Event]] = {}
    for event in cast("Iterator[Event]", store.records("events")):
        events.setdefault(event.document, []).append(event)
    with_events = set(events)
    claims = {claim.id: claim for claim in cast("Iterator[Claim]", store.records("claims", documents=with_events))}
    for document in cast("Iterator[Document]", store.records("documents")):
        found = tuple(
            Told(event, claims.get(event.claim or ""))
            for event in events.get(document.id, ())
            if wanted.suits(event, document.text)
        )
        if found or wanted.is_open():
            yield document, found


def _is_party(asked: str, party: Participant, text: str) -> bool:
    return _is_named(asked, party.country, party.span.of(text), party.name, party.link)


def _is_place(asked: str, place: EventPlace, text: str) -> bool:
    return _is_named(asked, place.country, place.span.of(text), place.name, place.target)


def _is_named(asked: str, country: str | None, *names: str | None) -> bool:
    return asked == country or any(asked.casefold() in name.casefold() for name in names if name)
