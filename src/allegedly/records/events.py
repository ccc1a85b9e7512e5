"""Who did what to whom, where and when, as claims tell it; and the links from words to actors, places, dates, outlets."""

from __future__ import annotations

from allegedly.records.base import Record, Span, Spans
from allegedly.vocab import Auxiliary, EventType, Firmness, LinkKind, Quad


class LinkCandidate(Record, frozen=True, kw_only=True):
    """Another thing that the words of a link may mean; ``linker_score`` from 0 to 1."""

    target: str
    name: str
    linker_score: float
    reason: str | None = None


class Link(Record, frozen=True, kw_only=True):
    """A stretch of a document resolved to an actor, a place, a date or an outlet, with its score and reason.

    ``target`` is the id of what is meant: for an actor that of the register ("PAK/army", "name:…" for one that it lacks),
    for a place "geonames:" and the GeoNames id, for a date its TIMEX3 value, for an outlet the register's id ("outlet:…"
    for one that it lacks); None where the words resolve to nothing. ``type`` is the actor's type, the place's role
    (place or actor), the date's TIMEX3 type, or the outlet's kind. ``country`` is an ISO 3166-1 alpha-3 code.

    Of places: ``latitude`` and ``longitude`` in degrees north and east, ``admin_path`` from the country inwards, and
    ``precision`` (exact, town, district, province, country, region). Of dates: ``start`` and ``end``, ISO 8601 days, both
    inclusive, None where the words cannot be placed on the calendar, ``precision``, and ``anchor``, the day they were
    counted from. Of actors: ``sector``, ``affiliation``, ``is_former``. Of outlets: ``owner`` and ``side``.
    ``judged_by`` is the analyst who said what the words mean, None for our own reading; ``was_target`` and ``was_name`` are
    then what we had taken them for.
    """

    id: str
    document: str
    kind: LinkKind
    span: Span
    target: str | None
    name: str | None
    type: str | None
    country: str | None = None
    sector: str | None = None
    affiliation: str | None = None
    is_former: bool = False
    owner: str | None = None
    side: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    admin_path: tuple[str, ...] = ()
    precision: str | None = None
    start: str | None = None
    end: str | None = None
    anchor: str | None = None
    linker_score: float
    reason: str
    candidates: tuple[LinkCandidate, ...] = ()
    judged_by: str | None = None
    was_target: str | None = None
    was_name: str | None = None


class Count(Record, frozen=True, kw_only=True):
    """How many people were ``counted`` (killed, wounded, arrested, displaced, abducted), both ends included.

    ``high`` is None where the words set no upper end ("at least 12", "dozens"); ``low`` is 0 after "up to".
    """

    counted: str
    low: int
    high: int | None
    span: Span


class Participant(Record, frozen=True, kw_only=True):
    """An actor or recipient: its words, and what they resolve to, None where nothing resolved them.

    ``link`` is the ``target`` of the actor's link.
    """

    span: Span
    link: str | None = None
    name: str | None = None
    country: str | None = None
    sector: str | None = None


class EventPlace(Record, frozen=True, kw_only=True):
    """Where an event happened: the words, and the place they resolve to (``target`` None: not in the table of places)."""

    span: Span
    target: str | None = None
    name: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str | None = None


class EventDate(Record, frozen=True, kw_only=True):
    """When an event happened: the words, and the days they cover (ISO 8601, both inclusive; None: not on the calendar)."""

    span: Span
    start: str | None = None
    end: str | None = None
    precision: str | None = None


class Event(Record, frozen=True, kw_only=True):
    """Who did what to whom in one clause, as one claim tells it; who says so stands in that claim's chain.

    ``claim`` is the innermost claim whose content holds the event, ``firmness`` that claim's. ``auxiliary`` holds PLOVER's
    modes (negated, future, hypothetical, historical) and ours (reported, alleged, denied), which come from the claim.
    ``reason`` names the words and the rule or weights that gave the type; ``model_probability`` is that of the type and of
    there being an event at all, None where a frame of the lexicon decided.
    """

    id: str
    document: str
    claim: str | None = None
    event_type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    auxiliary: tuple[Auxiliary, ...]
    firmness: Firmness | None = None
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    trigger: Spans
    places: tuple[EventPlace, ...]
    dates: tuple[EventDate, ...]
    counts: tuple[Count, ...]
    instrument: Spans = ()
    cameo_root: str
    quad_class: Quad
    model_probability: float | None
    reason: str
