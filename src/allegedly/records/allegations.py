"""Across documents: which claims say the same, whose word stands behind them, and what changed on the way."""

from __future__ import annotations

import msgspec

from allegedly.records.base import Record, Spans
from allegedly.vocab import Certainty, DriftKind, EventType, Firmness, MatchRelation, NodeKind, Polarity, Reply, Where


class Interval(msgspec.Struct, frozen=True, gc=False, order=True, array_like=True):
    """At least ``lo``, at most ``hi``, both included; written as ``[lo, hi]`` in JSON."""

    lo: int
    hi: int


class Tally(Record, frozen=True, kw_only=True):
    """Something by its name, and how often it occurs."""

    name: str
    times: int


class Site(Record, frozen=True, kw_only=True):
    """A place that a claim speaks of, as far as comparing needs it; ``name`` is its words in normal form.

    ``target`` is the id of the place in the table of places, None if it is not there; coordinates in degrees.
    """

    name: str
    target: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str | None = None


class Moment(Record, frozen=True, kw_only=True):
    """Days that a claim speaks of (ISO 8601, both inclusive) and what they rest on.

    ``basis``: calendar (with its year in the words), yearless (a month, or a day of one), weekday (its name, counted from the day of
    writing), relative.
    """

    start: str
    end: str
    basis: str


class Figure(Record, frozen=True, kw_only=True):
    """A number in a claim: what it counts (a noun or "killed"), and its ends, ``high`` None where it has no upper one."""

    counted: str
    low: float
    high: float | None


class Party(Record, frozen=True, kw_only=True):
    """Who does something in a claim, or to whom it is done: ``names`` and other ``words`` in normal form.

    ``target`` is the id in the register of actors, None for one that it lacks; ``country`` as its link has it.
    """

    names: tuple[str, ...]
    words: tuple[str, ...]
    target: str | None = None
    country: str | None = None


class Signature(Record, frozen=True, kw_only=True):
    """What comparing a claim with others needs, taken from its own document alone; ``id`` is the claim's.

    ``names`` and ``context`` are normal forms of names, in the claim and in the rest of the document; ``terms`` of other
    content words, the weightiest first, with ``weights`` (0 to 1.1) from the table that ships. ``actors`` and ``recipients``
    are the parties of the events told in it, ``acts`` their types. ``source`` is the innermost source of the chain,
    ``cited`` the outlets in it. ``around`` are words of the rest of the sentence, and for a content of few words ("the
    accusation") of what the document said before it. ``shingles`` are hashes of word sequences.
    ``words`` counts the words of the content; ``is_sentence`` says that it could stand alone, ``is_sourced`` that somebody
    other than the outlet says it. ``place`` is the share of the text before it, ``rank`` its number among the claims of
    the body, -1 in the headline, ``order`` the share of the document's claims before it. ``phrases`` are phrases of the
    thesaurus in the content, ``said_by`` words of its sources, and ``spread`` counts the claims of the document that have each
    of ``allegedly.match.reach.reached_words``. ``direction`` are signed bytes: where the claim points by
    ``allegedly.match.reader``, empty in cases read before there was one; ``denying`` those of what its source denies in the same
    document, one after the other.
    """

    id: str
    document: str
    where: Where
    outlet: str | None
    published: str | None
    polarity: Polarity
    firmness: Firmness
    source: str | None
    cited: tuple[str, ...]
    names: tuple[str, ...]
    context: tuple[str, ...]
    terms: tuple[str, ...]
    weights: tuple[float, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    acts: tuple[str, ...]
    sites: tuple[Site, ...]
    moments: tuple[Moment, ...]
    figures: tuple[Figure, ...]
    around: tuple[str, ...]
    shingles: tuple[int, ...]
    words: int
    is_sentence: bool
    is_sourced: bool
    place: float
    rank: int
    text: str
    order: float = 0.0
    phrases: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()
    spread: tuple[int, ...] = ()
    direction: bytes = b""
    denying: bytes = b""


class Feature(Record, frozen=True, kw_only=True):
    """One thing on which two claims were compared (who, what, whom, where, when, number, polarity, words).

    ``score`` runs from -1 (they speak against one another) over 0 (one of them is silent) to 1 (the same); ``words`` says
    in words what was compared.
    """

    name: str
    score: float
    words: str


class Match(Record, frozen=True, kw_only=True):
    """Two claims held to say the same, more or less, or the opposite; ``claim`` is the smaller of the two ids.

    ``narrower`` means that ``claim`` says more than ``other`` (and includes it), ``broader`` that it says less.
    ``match_score`` is the likelihood, 0 to 1, of the relation. ``judged_by`` is the analyst who set it, None for our own.
    Where a text itself sets the two against one another, ``reason`` says so and ``spans`` are the words of ``stated_in`` (a
    document's id) that do.
    """

    id: str
    claim: str
    other: str
    document: str
    of: str
    relation: MatchRelation
    match_score: float
    features: tuple[Feature, ...]
    reason: str
    judged_by: str | None = None
    stated_in: str | None = None
    spans: Spans = ()


class Pair(Record, frozen=True, kw_only=True):
    """Two claims that have to do with one another, as far as making clusters needs it; ``compare`` gives the full ``Match``.

    ``claim`` is the smaller of the two ids. ``log_odds`` is that of the relation; polarity is left out of account.
    ``reason`` says in words why, where a text itself sets the two against one another by the words at ``spans`` of
    ``document``; None where comparing them found the relation.
    """

    claim: str
    other: str
    document: str
    of: str
    relation: MatchRelation
    log_odds: float
    reason: str | None = None
    spans: Spans = ()


class Node(Record, frozen=True, kw_only=True):
    """A party in an allegation's provenance graph: an article, an outlet without an article here, or a first-hand source.

    ``id`` is unique within the allegation. ``documents`` are the articles that it stands for (a text and its copies) or
    that speak of it; ``description`` is what an unnamed source is called in them; ``party`` is the side it speaks for,
    None if that is not known. ``is_origin`` says that nothing in the graph leads on from it (or that it is part of a
    loop from which nothing leads on); ``component`` numbers the loop or node it was counted as.
    """

    id: str
    kind: NodeKind
    name: str | None
    description: str | None = None
    outlet: str | None = None
    party: str | None = None
    documents: tuple[str, ...] = ()
    is_origin: bool = False
    component: int = 0


class Reliance(Record, frozen=True, kw_only=True):
    """``node`` relies on ``on`` for the allegation, as the words at ``spans`` of ``document`` say (both ids of nodes).

    ``certainty`` uncertain: a dependence that the text does not state (``reason`` says what speaks for it), or two unnamed
    sources that may be one (a ``merge``). Where it is uncertain it counts for ``lo`` and not for ``hi``.
    """

    node: str
    on: str
    certainty: Certainty
    is_merge: bool = False
    claim: str | None = None
    document: str | None = None
    spans: Spans = ()
    reason: str


class Appearance(Record, frozen=True, kw_only=True):
    """One document's first claim of an allegation, in the order of publication; ``published`` as the document has it."""

    document: str
    claim: str
    outlet: str | None
    published: str | None
    firmness: str


class Suggested(Record, frozen=True, kw_only=True):
    """A suggested credibility, 1 to 6 (Admiralty code, NATO AJP-2.1), with its reason; 5 is left to people."""

    credibility: int
    reason: str


class Credited(Record, frozen=True, kw_only=True):
    """The credibility, 1 to 6 (Admiralty code), that an analyst (``by``) has given, and why."""

    credibility: int
    by: str
    note: str | None = None


class Tied(Record, frozen=True, kw_only=True):
    """Why an allegation stands to another (``allegation``, its id) as it does: on which two claims that rests, and the reason.

    ``how`` is the field that names the other: rivals, denials, denies, broader or narrower. ``claim`` is this allegation's,
    ``of`` the other's; ``match_score`` the likelihood, 0 to 1, of the relation. ``spans`` are the words of ``document`` that set
    the two against one another, where a text does.
    """

    allegation: str
    how: str
    claim: str
    of: str
    match_score: float
    reason: str
    document: str | None = None
    spans: Spans = ()


class Allegation(Record, frozen=True, kw_only=True):
    """Claims of the case that say the same thing with the same polarity, and what stands behind them.

    ``text`` is the content of the best-worded claim (``best``), quoted, never a sentence of ours; ``is_negative_in_words`` says
    that a negative one is so by these words ("did not fire"), not by who denies them. ``origins`` is the
    interval [lo, hi] of independent origins, ``channels`` the least number of parties between the reader and all origins,
    ``sides`` the parties among the origins. ``loop`` names the outlets of a circle in order, the first again at the end.
    ``rivals`` are allegations that cannot hold together with this one, ``denials`` those that deny it, ``denies`` those it
    denies, ``broader`` and ``narrower`` those that say less and more; ``ties`` give the reason of each. ``missing`` says which kinds of source would add an
    origin. ``event_type``, ``actors`` and ``places`` are those of its events, ``firmness`` that of its firmest claim,
    ``first`` and ``last`` the earliest and latest publication, ``drifts`` the kinds of drift in it, one an occurrence.
    ``suggested`` is the credibility that the counts suggest, ``credited`` the one that an analyst gave, None until then. Definition: DESIGN section 4 and docs/origins.md.
    """

    id: str
    text: str
    is_negative_in_words: bool = False
    best: str
    polarity: Polarity
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: Interval
    channels: int
    sides: tuple[str, ...]
    is_circular: bool
    loop: tuple[str, ...] = ()
    is_self_citing: bool = False
    nodes: tuple[Node, ...]
    reliances: tuple[Reliance, ...]
    timeline: tuple[Appearance, ...]
    rivals: tuple[str, ...] = ()
    denials: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    ties: tuple[Tied, ...] = ()
    accused: tuple[str, ...] = ()
    reply: Reply
    reply_claims: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    suggested: Suggested
    credited: Credited | None = None
    event_type: EventType | None = None
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    firmness: Firmness
    first: str | None = None
    last: str | None = None
    drifts: tuple[DriftKind, ...] = ()


class Drift(Record, frozen=True, kw_only=True):
    """What a claim became: firmer than the body or the relayed article, on a weightier source, with another number.

    ``here`` are the words in ``document``, ``there`` those that they are held against, in ``from_document`` (the same
    document for headline drift). ``lost`` are the stretches of ``there`` that are gone (hedges, sources), to be struck out.
    """

    id: str
    document: str
    allegation: str | None
    kind: DriftKind
    claim: str
    from_document: str
    from_claim: str
    here: Spans
    there: Spans
    lost: Spans = ()
    reason: str


class OutletProfile(Record, frozen=True, kw_only=True):
    """What an outlet does in this case, counted: no grade, which is the analyst's alone.

    Shares are of the outlet's body claims (``unsourced``, ``unnamed``, ``relayed``) or documents (``copied``). ``relays``
    are the outlets whom it relays, most often first, ``drifts`` the kinds of drift in its articles. ``reliability`` is the letter A to F
    that an analyst has set, F until then.
    """

    outlet: str
    documents: int
    claims: int
    unsourced: float
    unnamed: float
    relayed: float
    copied: float
    relays: tuple[Tally, ...]
    relayed_by: tuple[Tally, ...]
    drifts: tuple[Tally, ...]
    reliability: str
    side: str | None = None
    owner: str | None = None
