"""The records that finding copies makes: fingerprints, copies, clusters, credits and comparisons.

Offsets are code points, end-exclusive, into ``Document.text``.
"""

from __future__ import annotations

from enum import StrEnum

from allegedly.records import Record, Span


class CopyKind(StrEnum):
    """How a text stands to the one it shares words with (newsroom usage; definitions ours).

    ``copy``, ``wire_copy`` and ``syndication`` are whole copies: nearly all of the text, or all that it has, is the
    other's. ``partial`` is a passage shared by two texts that are otherwise each their own.
    """

    COPY = "copy"
    WIRE_COPY = "wire_copy"
    SYNDICATION = "syndication"
    PARTIAL = "partial"


class DirectionBasis(StrEnum):
    """What says which of two texts is the copy: a credit, the dates, the lengths, or nothing (then the ids)."""

    CREDITED = "credited"
    DATED = "dated"
    FULLER = "fuller"
    NONE = "none"


class CreditKind(StrEnum):
    """Whether a credit names a news agency, says that the text was printed elsewhere first, or only cites an outlet."""

    WIRE = "wire"
    REPRINT = "reprint"
    CITED = "cited"


class Credit(Record, frozen=True, kw_only=True):
    """Whom a text names as the place it has its own words from; ``span`` covers the words that say so."""

    name: str
    kind: CreditKind
    span: Span


class Fingerprint(Record, frozen=True, kw_only=True):
    """What is kept of a text to find its copies without reading it again.

    ``text`` is a hash of all words of the body in order (empty where the body is too short to tell), ``words`` their
    number, ``grams`` the winnowed hashes of word sequences, sorted, as signed 64-bit numbers.
    """

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


class PieceKind(StrEnum):
    """What a piece of a comparison is; ``moved`` words stand elsewhere in the other text."""

    EQUAL = "equal"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


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
