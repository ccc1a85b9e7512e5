"""What lists show: pages of rows, and words with the place where they stand."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from allegedly.records import Credited, Interval, Span

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
    credited: Credited | None = None


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
