"""What the pages of outlets, events and the review queue show."""

from __future__ import annotations

from allegedly.records import OutletProfile
from allegedly.show.web.view_records.articles import CutView
from allegedly.show.web.view_records.rows import (
    ClaimRow,
    DocumentRow,
    OutletRow,
    Page,
    Quote,
    RelayRow,
    SayerView,
    View,
)


class OutletView(View, frozen=True, kw_only=True):
    """An outlet with all that is counted of it; ``profile`` is None where the case has none."""

    row: OutletRow
    profile: OutletProfile | None
    relays: tuple[RelayRow, ...]
    relayed_by: tuple[RelayRow, ...]
    kinds: tuple[tuple[str, int], ...]
    documents: Page[DocumentRow]


class PlaceView(View, frozen=True, kw_only=True):
    """A place on the map: how precisely it is known, how many events are told of there, where it is drawn in pixels.

    ``radius_km`` is how far from the middle the place may reach, None for one that is a point; ``x`` is None for a place
    that is not drawn.
    """

    target: str | None
    name: str
    country: str | None
    precision: str | None
    events: int
    latitude: float | None
    longitude: float | None
    x: float | None = None
    y: float | None = None
    radius: float | None = None


class MapView(View, frozen=True, kw_only=True):
    """The map: the piece of the world that is shown (x, y, width, height in SVG units), and the places on it."""

    box: tuple[float, float, float, float]
    unit: float
    places: tuple[PlaceView, ...]
    not_drawn: tuple[PlaceView, ...]


class Bar(View, frozen=True, kw_only=True):
    """One bar of a timeline: its period, how many events lie in it for certain, where it is drawn."""

    label: str
    start: str
    end: str
    events: int
    x: float
    y: float
    width: float
    height: float


class TimelineView(View, frozen=True, kw_only=True):
    """Events over time; ``within_longer`` are those whose period is longer than a bar, ``undated`` those without a day."""

    bars: tuple[Bar, ...]
    step: str
    dated: int
    within_longer: int
    undated: int
    width: float
    height: float


class EventRow(View, frozen=True, kw_only=True):
    """An event in a list: as whose claim it stands there, and how that claim puts it."""

    id: str
    event_type: str
    mode: str | None
    auxiliary: tuple[str, ...]
    firmness: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    dates: tuple[str, ...]
    counts: tuple[str, ...]
    quote: Quote
    document: DocumentRow
    claim: str | None
    allegation: str | None
    chain: tuple[SayerView, ...]


class DoubtfulMatch(View, frozen=True, kw_only=True):
    """Two claims that may say the same, or that a text sets against one another, for a person to judge.

    ``together`` says that they are in one allegation now; ``quote`` are the words by which a text sets them against one another.
    """

    id: str
    claim: ClaimRow
    other: ClaimRow
    relation: str
    relation_in_words: str
    match_score: float
    features: tuple[tuple[str, float, str], ...]
    reason: str
    together: bool
    quote: Quote | None = None


class DoubtfulCut(View, frozen=True, kw_only=True):
    """A cut in the middle of an article, for a person to judge."""

    document: DocumentRow
    cut: CutView
    before: str
    after: str


class DoubtfulLink(View, frozen=True, kw_only=True):
    """Words that may name one thing or another, for a person to judge."""

    id: str
    kind: str
    quote: Quote
    around: tuple[str, str]
    target: str | None
    name: str | None
    linker_score: float
    reason: str
    candidates: tuple[tuple[str, str, float], ...]
    document: DocumentRow


class JudgedRow(View, frozen=True, kw_only=True):
    """A judgement in the ledger, in words; ``unmet`` says which claims it no longer finds, None if it finds all."""

    number: int
    time: str
    operator: str
    action: str
    subject: str
    words: str
    note: str | None
    document: str | None
    undone_by: int | None
    can_undo: bool
    unmet: str | None = None
