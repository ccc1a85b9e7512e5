"""What follows from an event's type, its id, and what the coder takes over from whatever resolves actors."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Protocol

from allegedly.records import ID_DIGITS, Parsed, Span, Spans
from allegedly.vocab import EventType, Quad


class Resolved(Protocol):
    """What the coder takes over from whatever resolves an actor's words."""

    @property
    def id(self) -> str:
        """Return the id of the actor."""
        ...

    @property
    def name(self) -> str:
        """Return its name."""
        ...

    @property
    def country(self) -> str | None:
        """Return its country, ISO 3166-1 alpha-3, or PLOVER's code for bodies of no state."""
        ...

    @property
    def sector(self) -> str | None:
        """Return its PLOVER sector."""
        ...


class Resolver(Protocol):
    """Resolve spans of a document to actors, one each, in their order."""

    def __call__(self, parsed: Parsed, spans: Iterable[Span], /) -> Sequence[Resolved]:
        """Return one actor a span."""
        ...


_VERBAL_COOPERATION = frozenset({EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE})
_MATERIAL_COOPERATION = frozenset({EventType.COOPERATE, EventType.AID, EventType.RETREAT})
_VERBAL_CONFLICT = frozenset({EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN})

_ROOTS = {
    EventType.AGREE: "03",
    EventType.CONSULT: "04",
    EventType.SUPPORT: "05",
    EventType.COOPERATE: "06",
    EventType.AID: "07",
    EventType.CONCEDE: "08",
    EventType.RETREAT: "08",
    EventType.REQUEST: "10",
    EventType.ACCUSE: "11",
    EventType.REJECT: "12",
    EventType.THREATEN: "13",
    EventType.PROTEST: "14",
    EventType.MOBILIZE: "15",
    EventType.SANCTION: "16",
    EventType.COERCE: "17",
    EventType.ASSAULT: "18",
}
# Modes that CAMEO gives a root of their own: 09 investigate, 19 fight, 20 mass violence.
_MODE_ROOTS = {
    (EventType.ACCUSE, "investigate"): "09",
    (EventType.ASSAULT, "firearms"): "19",
    (EventType.ASSAULT, "heavy-weapons"): "19",
    (EventType.ASSAULT, "aerial"): "19",
    (EventType.ASSAULT, "invasion"): "19",
    (EventType.ASSAULT, "cleansing"): "20",
}


def quad_of(event_type: EventType) -> Quad:
    """Return the quad class of a type.

    >>> quad_of(EventType.AID).value
    'material cooperation'
    """
    if event_type in _VERBAL_COOPERATION:
        return Quad.VERBAL_COOPERATION
    if event_type in _MATERIAL_COOPERATION:
        return Quad.MATERIAL_COOPERATION
    return Quad.VERBAL_CONFLICT if event_type in _VERBAL_CONFLICT else Quad.MATERIAL_CONFLICT


def cameo_root_of(event_type: EventType, mode: str | None) -> str:
    """Return the two digits of CAMEO that a type and mode stand nearest to (PLOVER manual 0.8, translation table)."""
    return _MODE_ROOTS.get((event_type, mode or ""), _ROOTS[event_type])


def event_id(document: str, event_type: EventType, trigger: Spans, actors: Spans) -> str:
    """Return the content hash of an event."""
    parts = (document, event_type.value, *(f"{s.start}-{s.end}" for s in (*trigger, *actors)))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:ID_DIGITS]
