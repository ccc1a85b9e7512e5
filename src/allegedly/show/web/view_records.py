"""What a page shows, as records: plain values that the templates print and the JSON API sends.

The records of the pipeline are for machines; these are for readers. Every one of them that quotes words says in which
document and at which offsets they stand (``spans``, code points of the document's text, end-exclusive).
"""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from allegedly.records import Allegation, Claim, Document, Interval, OutletProfile, Span

T = TypeVar("T")


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Base of what pages show."""


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """One page of a list: its rows, how many there are in all, which page this is (from 1) and how many rows a page has."""

    rows: list[T]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """The number of pages, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The number of the first row of this page, from 1; 0 if there is none."""
        return min(self.total, (self.page - 1) * self.size + 1)

    @property
    def last(self) -> int:
        """The number of the last row of this page."""
        return min(self.total, self.page * self.size)


class Quote(View, frozen=True, kw_only=True):
    """Words of a document, and where they stand in it."""

    words: str
    document: str
    spans: tuple[Span, ...]
    language: str | None = None


class DocumentRow(View, frozen=True, kw_only=True):
    """A document in a list."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    byline: str | None = None
    claims: int = 0
    removed: int = 0


class SayerView(View, frozen=True, kw_only=True):
    """One link of a claim's chain: what it is called, and what kind of source it is."""

    name: str
    kind: str


class ClaimRow(View, frozen=True, kw_only=True):
    """A claim in a list: its words, its chain with the publisher first, and in which allegation it is."""

    id: str
    quote: Quote
    chain: tuple[SayerView, ...]
    firmness: str
    polarity: str
    where: str
    outlet: str | None
    published: str | None
    allegation: str | None = None


class AllegationRow(View, frozen=True, kw_only=True):
    """An allegation in a list; ``sentence`` says in words what it is."""

    id: str
    text: str
    sentence: str
    polarity: str
    firmness: str
    origins: Interval
    documents: int
    outlets: tuple[str, ...]
    sides: tuple[str, ...]
    is_circular: bool
    drift: str
    rivals: int
    denials: int
    first: str | None
    last: str | None
    event_type: str | None


class Box(View, frozen=True, kw_only=True):
    """A node of the graph as it is drawn: its lines of words, its place in pixels, and the page that it opens."""

    id: str
    kind: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    layer: str
    is_origin: bool
    is_in_loop: bool
    document: str | None
    name: str


class Arrow(View, frozen=True, kw_only=True):
    """An edge of the graph as it is drawn: the path in SVG's own form, and how it is drawn."""

    node: str
    on: str
    path: str
    is_uncertain: bool
    is_in_loop: bool
    is_merge: bool
    words: str


class Drawing(View, frozen=True, kw_only=True):
    """A layered graph with a place for everything in it, in pixels; ``left_out`` says what was drawn as one box."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    columns: tuple[tuple[str, float], ...]
    left_out: str | None = None


class Branch(View, frozen=True, kw_only=True):
    """A party in the nested list that says the same as the graph: how the one above relies on it, and on whom it relies.

    ``comes_back`` says that it stands higher up in the same branch: here the circle closes. ``repeated`` that what it
    relies on has been listed before.
    """

    node: str
    name: str
    about: str
    is_origin: bool
    documents: tuple[DocumentRow, ...]
    reason: str | None = None
    is_uncertain: bool = False
    is_merge: bool = False
    quote: Quote | None = None
    comes_back: bool = False
    repeated: bool = False
    relies_on: tuple[Branch, ...] = ()


class DriftView(View, frozen=True, kw_only=True):
    """What became of a claim on the way: the words now, the words before with what was lost marked."""

    id: str
    kind: str
    kind_in_words: str
    here: Quote
    there: Quote
    there_pieces: tuple[tuple[str, bool], ...]
    document: DocumentRow
    from_document: DocumentRow
    allegation: str | None
    reason: str


class AppearanceView(View, frozen=True, kw_only=True):
    """One document's first claim of an allegation, in the order of publication."""

    document: DocumentRow
    claim: str
    firmness: str
    quote: Quote | None
    x: float | None


class Card(View, frozen=True, kw_only=True):
    """All there is on an allegation."""

    allegation: Allegation
    row: AllegationRow
    best: ClaimRow | None
    claims: Page[ClaimRow]
    drawing: Drawing
    branches: tuple[Branch, ...]
    rivals: tuple[AllegationRow, ...]
    denials: tuple[AllegationRow, ...]
    denies: tuple[AllegationRow, ...]
    broader: tuple[AllegationRow, ...]
    narrower: tuple[AllegationRow, ...]
    reply_in_words: str
    replies: tuple[ClaimRow, ...]
    drifts: tuple[DriftView, ...]
    timeline: tuple[AppearanceView, ...]
    credibility_in_words: str


class Piece(View, frozen=True, kw_only=True):
    """A stretch of a text with the marks on it.

    ``roles`` are among source, cue, hedge, medium, content and asked (the words that the reader asked for). ``opens`` and
    ``closes`` are the numbers of the attributions whose contents begin before it and end after it, ``depth`` how many
    contents it stands in; ``is_anchor`` says that a link may lead to its first letter. A ``cut`` stands for no text of the
    document: it is what cleaning left out at this place.
    """

    text: str
    start: int
    roles: tuple[str, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    depth: int = 0
    is_anchor: bool = False
    cut: CutView | None = None


class CutView(View, frozen=True, kw_only=True):
    """A stretch that cleaning left out, with its reason; ``start`` and ``end`` are offsets into the decoded original."""

    start: int
    end: int
    reason: str
    text: str


class Note(View, frozen=True, kw_only=True):
    """What stands beside a paragraph on an attribution in it, in words."""

    number: int
    id: str
    depth: int
    source: str
    source_name: str | None
    source_kind: str
    affiliation: str
    cue: str
    kind: str
    quotation: str
    firmness: str
    polarity: str
    hedges: str
    medium: str
    claim: str | None = None
    content: str = ""
    corrected_by: tuple[str, ...] = ()


class Paragraph(View, frozen=True, kw_only=True):
    """A paragraph of an article with its marks, and the notes on the attributions that begin in it."""

    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    is_title: bool
    is_cut: bool = False


class Detail(View, frozen=True, kw_only=True):
    """One line of what is known of a document, and how it was found where that is known."""

    name: str
    value: str
    how: str | None = None
    is_address: bool = False


class CustodyRow(View, frozen=True, kw_only=True):
    """One line of the custody log."""

    number: int
    time: str
    action: str
    path: str
    sha256: str
    size: int
    tool: str
    operator: str
    hash: str


class PutBackView(View, frozen=True, kw_only=True):
    """A cut that an analyst has put back."""

    review: int
    start: int
    end: int
    text: str
    reason: str
    operator: str
    time: str
    note: str | None


class CopyView(View, frozen=True, kw_only=True):
    """A document that shares words with this one, and which of the two is held to be the copy."""

    other: DocumentRow
    is_copy: bool
    kind: str
    words: str
    reason: str


class Article(View, frozen=True, kw_only=True):
    """An article with all marks."""

    document: Document
    row: DocumentRow
    paragraphs: tuple[Paragraph, ...]
    details: tuple[Detail, ...]
    cuts: tuple[CutView, ...]
    put_back: tuple[PutBackView, ...]
    custody: tuple[CustodyRow, ...]
    copies: tuple[CopyView, ...]
    claims: tuple[ClaimRow, ...]
    own_voice: int
    drifts: tuple[DriftView, ...]
    asked: ClaimRow | None
    original_type: str | None = None


class ComparedRow(View, frozen=True, kw_only=True):
    """One stretch of two texts laid side by side."""

    kind: str
    kind_in_words: str
    here: Quote | None
    there: Quote | None


class Compared(View, frozen=True, kw_only=True):
    """Two articles side by side."""

    here: DocumentRow
    there: DocumentRow
    rows: tuple[ComparedRow, ...]
    copies: tuple[CopyView, ...]
    drifts: tuple[DriftView, ...]
    shared: int
    shared_words: int


class SourceRow(View, frozen=True, kw_only=True):
    """Somebody who is quoted: how often, in how many documents, through whom."""

    name: str | None
    kind: str
    attributions: int
    documents: int
    outlets: tuple[str, ...]


class OutletRow(View, frozen=True, kw_only=True):
    """An outlet in a list."""

    name: str
    documents: int
    claims: int
    own_voice: int
    first: str | None
    last: str | None
    reliability: str = "F"
    side: str | None = None


class RelayRow(View, frozen=True, kw_only=True):
    """Who relays whom, how often, in how many documents."""

    outlet: str
    relayed: str
    times: int
    documents: int


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
    """Two claims that may say the same, for a person to judge."""

    id: str
    claim: ClaimRow
    other: ClaimRow
    relation: str
    relation_in_words: str
    match_score: float
    features: tuple[tuple[str, float, str], ...]
    reason: str


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
    """A judgement in the ledger, in words."""

    number: int
    time: str
    operator: str
    action: str
    subject: str
    words: str
    note: str | None
    undone_by: int | None
    can_undo: bool


class FoundClaim(View, frozen=True, kw_only=True):
    """A claim as the API gives it: the record, its words, and the allegation that it is part of."""

    claim: Claim
    words: str
    allegation: str | None
