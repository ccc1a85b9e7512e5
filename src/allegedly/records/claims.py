"""Who says what, on whose word, in one document: attributions, chains, claims."""

from __future__ import annotations

from allegedly.records.base import Record, Spans
from allegedly.vocab import AttributionKind, Firmness, Polarity, Quotation, SourceKind, Where


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


class Moved(Record, frozen=True, kw_only=True):
    """A mark (``role``: source, cue, content, hedges) that an analyst (``by``) moved; ``was`` is where the machine has it.

    An attribution that only the analyst reads has been nowhere: ``was`` is empty.
    """

    role: str
    was: Spans
    by: str


class Attribution(Record, frozen=True, kw_only=True):
    """One source, one cue, one content: a single link of a chain (PARC 3.0 terms).

    ``parent`` is the id of the attribution whose content holds this one. ``source_name`` is the source resolved within
    the document, resting on ``source_name_spans``; ``affiliation`` is what the text says the source belongs to.
    ``medium`` is the outlet to or through which the source spoke ("told The Sunday Post", "on Radio Orvel").
    ``corrected`` names the marks that an analyst has moved; the id stays that of the machine's reading.
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
    corrected: tuple[Moved, ...] = ()


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
