"""From bytes to parsed documents, with the copies among them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from allegedly.records.base import ID_DIGITS, Record, Span
from allegedly.vocab import CopyKind, CreditKind, DirectionBasis, PieceKind

if TYPE_CHECKING:  # a Parsed holds spaCy's own objects; reading records must not load spaCy
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan


class Original(Record, frozen=True, kw_only=True):
    """Bytes as found: content hash, where, how many (``size`` in bytes) and what they look like."""

    sha256: str
    path: str
    size: int
    media_type: str


class Known(Record, frozen=True, kw_only=True):
    """What the reader of an item knows of it from around its text: a feed's entry, a mail's header, an archive's record.

    ``published`` is ISO 8601 with the offset that was written. Cleaning lets what a page states in its own markup go
    first, and fills in the rest from here; ``assumptions`` are handed on to the document, ``date_assumptions`` only where
    ``published`` is filled in.
    """

    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    assumptions: tuple[str, ...] = ()
    date_assumptions: tuple[str, ...] = ()


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


class Finding(Record, frozen=True, kw_only=True):
    """How a ``field`` of a document was found: what stated it ("JSON-LD", "given with the text"), or what it was guessed from.

    ``by`` is the analyst who corrected it, None for our own finding; ``how`` then says what we had.
    """

    field: str
    how: str
    by: str | None = None


class Document(Record, frozen=True, kw_only=True):
    """One cleaned text with what is known of its outlet, byline, dateline and date.

    ``text`` holds the title first where the input had one apart from its text; ``title_span`` says where it stands.
    ``published`` is an ISO 8601 date or date-time, or None if unknown: there is no silent fallback. ``assumptions`` are
    sentences on what was assumed while reading (an encoding, a date taken from the page's address). ``findings`` says of
    title, outlet, byline, dateline, published, language and url how each was found.
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
    findings: tuple[Finding, ...] = ()


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


class LineMarks(Record, frozen=True, kw_only=True):
    """What a document shows of lines that may recur across a pile: numbers of the short lines around its article, and of
    some runs of its words, by which copies are told.

    ``applied`` are those of its lines that were known to recur when it was last cleaned. ``id`` is the document's.
    """

    id: str
    document: str
    outlet: str | None
    lines: tuple[int, ...]
    sample: tuple[int, ...]
    applied: tuple[int, ...] = ()
