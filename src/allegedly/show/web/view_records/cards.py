"""What the card of an allegation shows: the graph as it is drawn and as a list, drift, the timeline."""

from __future__ import annotations

from allegedly.records import Allegation
from allegedly.show.web.view_records.rows import AllegationRow, ClaimRow, DocumentRow, Page, Quote, View


class Box(View, frozen=True, kw_only=True):
    """A node of the graph as it is drawn: what it is called and what it is in lines, its place in pixels, and the page that it opens."""

    id: str
    kind: str
    lines: tuple[str, ...]
    about: tuple[str, ...]
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


class TieView(View, frozen=True, kw_only=True):
    """Why an allegation stands to another (``allegation``, its id) as it does; ``how`` as in ``allegedly.records.Tied``.

    ``claim`` is this allegation's, ``of`` the other's: the two that it rests on. ``quote`` are the words that set them against one
    another, where a text does; ``match_score`` the likelihood, 0 to 1, of the relation.
    """

    allegation: str
    how: str
    reason: str
    match_score: float
    quote: Quote | None
    claim: ClaimRow | None
    of: ClaimRow | None


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
    ties: tuple[TieView, ...]
    reply_in_words: str
    replies: tuple[ClaimRow, ...]
    drifts: tuple[DriftView, ...]
    timeline: tuple[AppearanceView, ...]
    credibility_in_words: str
