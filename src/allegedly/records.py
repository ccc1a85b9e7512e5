"""Every immutable record, top to bottom in the order in which it is made.

Offsets are code points, end-exclusive, into ``Document.text`` unless a field says otherwise. Records are values: an id
is a hash of content, so the same input has the same id on every machine.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import msgspec

from allegedly.errors import SpanError
from allegedly.vocab import (
    AttributionKind,
    CopyKind,
    CreditKind,
    DirectionBasis,
    Firmness,
    PieceKind,
    Polarity,
    Quotation,
    Reason,
    SourceKind,
    Stage,
    Where,
)

if TYPE_CHECKING:  # a Parsed holds spaCy's own objects; reading records must not load spaCy
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan


# Hexadecimal digits of a document's id: 64 bits, two of a hundred million documents meet by chance in one pile of 3,700.
ID_DIGITS = 16


class Record(msgspec.Struct, frozen=True, gc=False, kw_only=True, forbid_unknown_fields=True):
    """Base of all records; repeat ``frozen=True, kw_only=True`` in every subclass header."""


class Span(msgspec.Struct, frozen=True, gc=False, order=True, array_like=True):
    """A stretch of text, ``[start, end)`` in code points; written as ``[start, end]`` in JSON.

    Raises:
        SpanError: if it begins before 0 or ends before it begins.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            message = (
                f"impossible span [{self.start}, {self.end}): it must begin at 0 or later and not end before it begins"
            )
            raise SpanError(message)

    def of(self, text: str) -> str:
        """Return the words of ``text`` that the span covers.

        >>> Span(0, 9).of("Officials said so.")
        'Officials'
        """
        return text[self.start : self.end]

    def holds(self, other: Self) -> bool:
        """Say whether ``other`` lies inside this span.

        >>> Span(0, 9).holds(Span(3, 9))
        True
        """
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]


class Original(Record, frozen=True, kw_only=True):
    """Bytes as found: content hash, where, how many (``size`` in bytes) and what they look like."""

    sha256: str
    path: str
    size: int
    media_type: str


class Known(Record, frozen=True, kw_only=True):
    """What the reader of an item knows of it from around its text: a feed's entry, a mail's header, an archive's record.

    ``published`` is ISO 8601 with the offset that was written. Cleaning lets what a page states in its own markup go
    first, and fills in the rest from here; ``assumptions`` are handed on to the document.
    """

    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    assumptions: tuple[str, ...] = ()


class Item(Record, frozen=True, kw_only=True):
    """One future document inside an original: the whole file, or one line or record of it (``part``)."""

    original_sha256: str
    path: str
    part: str | None
    media_type: str
    content: bytes
    known: Known | None = None


def document_id(content: bytes, known: Known | None = None) -> str:
    """Return the id of the document that ``content`` becomes: the same input has the same id everywhere.

    The address and the title that came with the content count, too: the same words at another address are another
    document (and a copy), the same page archived twice is one. Dates do not count, so that a feed read again brings
    nothing new.

    >>> document_id(b"Officials said so.")
    '15c4388b6ddfe25a'
    """
    digest = hashlib.sha256(content)
    for value in (known.url, known.title) if known else ():
        if value:
            digest.update(b"\0" + value.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:ID_DIGITS]


class Removed(Record, frozen=True, kw_only=True):
    """A stretch that cleaning left out: offsets into the *decoded original*, the reason and the text itself."""

    start: int
    end: int
    reason: str
    text: str


class Aligned(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """``length`` code points that stand at ``start`` in the clean text and at ``original_start`` in the decoded original."""

    start: int
    original_start: int
    length: int


class Document(Record, frozen=True, kw_only=True):
    """One cleaned text with what is known of its outlet, byline, dateline and date.

    ``text`` holds the title first where the input had one apart from its text; ``title_span`` says where it stands.
    ``published`` is an ISO 8601 date or date-time, or None if unknown: there is no silent fallback. ``assumptions`` are
    sentences on what was assumed while reading (an encoding, a date taken from the page's address).
    """

    id: str
    original_sha256: str
    path: str
    part: str | None = None
    given_id: str | None = None
    url: str | None = None
    title: str | None = None
    title_span: Span | None = None
    outlet: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None
    language: str | None = None
    text: str
    removed: tuple[Removed, ...] = ()
    alignment: tuple[Aligned, ...] = ()
    assumptions: tuple[str, ...] = ()


class Credit(Record, frozen=True, kw_only=True):
    """Whom a text names as the place it has its own words from; ``span`` covers the words that say so."""

    name: str
    kind: CreditKind
    span: Span


class Fingerprint(Record, frozen=True, kw_only=True):
    """What is kept of a text to find its copies without reading it again.

    ``text`` is a hash of all words of the body in order (empty where the body is too short to tell), ``words`` their
    number, ``grams`` the winnowed hashes of word sequences, sorted, as signed 64-bit numbers. ``id`` is the document's.
    """

    id: str
    document: str
    text: str
    words: int
    published: str | None
    grams: tuple[int, ...]


class Passage(Record, frozen=True, kw_only=True):
    """A run of words that stands in both texts: its span in the copy (``here``) and in the text copied (``there``)."""

    here: Span
    there: Span


class Copy(Record, frozen=True, kw_only=True):
    """``document`` shares words with ``of``, from which it is held to have them; an edge, never a deletion.

    ``containment`` is the share of the copy's words that stand in runs found in the other text, ``containment_of`` the
    share of the other text's words found in the copy; ``words`` and ``words_of`` are the lengths of the two bodies.
    ``exact`` means the same words in the same order from end to end. ``credit`` is the credit that the copy bears.
    """

    id: str
    document: str
    of: str
    kind: CopyKind
    containment: float
    containment_of: float
    words: int
    words_of: int
    passages: tuple[Passage, ...]
    exact: bool
    direction: DirectionBasis
    credit: Credit | None = None
    reason: str


class CopyCluster(Record, frozen=True, kw_only=True):
    """Documents that are whole copies of one text; ``fullest`` is the one all others were compared with.

    ``first`` is the one held to be copied by the rest: no other document of the cluster comes before it.
    """

    id: str
    documents: tuple[str, ...]
    fullest: str
    first: str


class Piece(Record, frozen=True, kw_only=True):
    """One stretch of two texts laid side by side: ``here`` in the first, ``there`` in the second, None where it has none.

    ``added`` stands in the first text only, ``removed`` in the second only.
    """

    kind: PieceKind
    here: Span | None
    there: Span | None


class Comparison(Record, frozen=True, kw_only=True):
    """Two texts side by side, in the order of the first; ``passages`` are the runs of words that both have."""

    document: str
    other: str
    pieces: tuple[Piece, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its span in the document's text and its spaCy ``Doc`` (whose own offsets begin at ``span.start``)."""

    span: Span
    doc: Doc
    is_title: bool

    def span_of(self, tokens: Token | TokenSpan) -> Span:
        """Return the stretch of the document's text that a token or token span covers."""
        offset: int | None = getattr(tokens, "start_char", None)
        start = self.span.start + (getattr(tokens, "idx", 0) if offset is None else offset)
        return Span(start, start + len(tokens.text))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document with its parsed paragraphs, in reading order; it goes no further than the document stages."""

    document: Document
    paragraphs: tuple[Paragraph, ...]


class Frame(Record, frozen=True, kw_only=True):
    """One attribution as a tagger finds it, before typing, nesting and names are settled.

    ``source`` is empty where the text names none. ``parent`` is the index, in the tagger's list, of the frame whose
    content holds this one. Where ``kind`` is None rules settle it; ``probability`` is the model's own, or None. What a
    tagger says of hedges, source kind, firmness and polarity is there to be compared: the rules that settle these see
    the whole document and agree more often with the gold (BENCHMARKS.md).
    """

    source: Spans
    cue: Spans
    content: Spans
    hedges: Spans = ()
    parent: int | None = None
    kind: AttributionKind | None = None
    source_kind: SourceKind | None = None
    firmness: Firmness | None = None
    polarity: Polarity | None = None
    probability: float | None = None


class Attribution(Record, frozen=True, kw_only=True):
    """One source, one cue, one content: a single link of a chain (PARC 3.0 terms).

    ``parent`` is the id of the attribution whose content holds this one. ``source_name`` is the source resolved within
    the document, resting on ``source_name_spans``; ``affiliation`` is what the text says the source belongs to.
    ``medium`` is the outlet to or through which the source spoke ("told The Sunday Post", "on Radio Orvel").
    """

    id: str
    document: str
    parent: str | None
    source: Spans
    cue: Spans
    content: Spans
    source_kind: SourceKind
    source_name: str | None
    source_name_spans: Spans = ()
    affiliation: Spans = ()
    medium: Spans = ()
    quotation: Quotation
    kind: AttributionKind
    firmness: Firmness
    hedges: Spans = ()
    polarity: Polarity
    model_probability: float | None = None


class ChainLink(Record, frozen=True, kw_only=True):
    """One sayer of a chain; ``attribution`` is None for the publisher, who stands outermost, and for a medium."""

    kind: SourceKind
    name: str | None
    spans: Spans
    attribution: str | None


class Claim(Record, frozen=True, kw_only=True):
    """A content with the chain of those on whose word it stands, the publisher first, in one document.

    An own-voice claim has a chain of one link: the publisher.
    """

    id: str
    document: str
    where: Where
    content: Spans
    chain: tuple[ChainLink, ...]
    firmness: Firmness
    hedges: Spans = ()
    polarity: Polarity
    quotation: Quotation
    event: str | None = None


class Rejected(Record, frozen=True, kw_only=True):
    """An input that a stage could not use, and why; the rest of the pile is still read."""

    path: str
    part: str | None = None
    stage: Stage
    reason: Reason
    detail: str
    original_sha256: str | None = None
    document: str | None = None


class CustodyEntry(Record, frozen=True, kw_only=True):
    """One line of the custody log; ``hash`` covers every other field, ``previous`` is the hash of the line before.

    ``time`` is UTC, ISO 8601. The shape follows the Berkeley Protocol on Digital Open Source Investigations (2020).
    """

    number: int
    time: str
    action: str
    path: str
    sha256: str
    size: int
    tool: str
    operator: str
    previous: str
    hash: str
