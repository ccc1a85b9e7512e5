"""What an article shows: its text in pieces with their marks, notes, cuts, custody; and two articles side by side."""

from __future__ import annotations

from allegedly.records import Document, Span
from allegedly.show.web.view_records.cards import DriftView
from allegedly.show.web.view_records.rows import ClaimRow, DocumentRow, Quote, View


class CutView(View, frozen=True, kw_only=True):
    """A stretch that cleaning left out, with its reason; ``start`` and ``end`` are offsets into the decoded original."""

    start: int
    end: int
    reason: str
    text: str


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


class MovedView(View, frozen=True, kw_only=True):
    """A mark that an analyst moved, and the words on which the machine has it; none where it has none."""

    role: str
    by: str
    was: str


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
    corrected: tuple[MovedView, ...] = ()


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


class LinkView(View, frozen=True, kw_only=True):
    """Words of an article and what they are held to mean; ``was`` is what we took them for before ``judged_by`` said otherwise."""

    id: str
    kind: str
    words: str
    spans: tuple[Span, ...]
    target: str | None
    name: str | None
    linker_score: float
    reason: str
    candidates: tuple[tuple[str, str, float], ...]
    judged_by: str | None
    was: str | None


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
    links: tuple[LinkView, ...]
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
