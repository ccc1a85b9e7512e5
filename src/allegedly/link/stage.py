"""Parsed -> Link: the places, dates, actors and outlets that a document's words name, each resolved or said to be unresolved."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from allegedly.link.actor_context import Context
from allegedly.link.actor_records import ActorLink, ActorType, OutletLink
from allegedly.link.actors import actor, actors, context_in
from allegedly.link.dates import DateLink, dates
from allegedly.link.folding import fold
from allegedly.link.gazetteer import Place
from allegedly.link.outlets import outlet
from allegedly.link.places import PlaceCandidate, PlaceLink, places
from allegedly.link.register import Register
from allegedly.records import ID_DIGITS, Attribution, Event, Link, LinkCandidate, Parsed, Span
from allegedly.vocab import LinkKind, SourceKind

# How sure a date is: the share of expressions with the right TIMEX3 value among those found (bench/dates.py, dev half),
# .83 for those that an anchor or the words themselves place on the calendar; others rest on nothing.
SCORE_DATE = 0.83
SCORE_NO_DATE = 0.0

# Where the link of the publishing outlet stands: it comes from what is known of the document, not from its words.
NOWHERE = Span(0, 0)

_NO_ACTOR = frozenset({SourceKind.IMPERSONAL, SourceKind.OUTLET, SourceKind.DOCUMENT})


def link(
    parsed: Parsed, attributions: Iterable[Attribution], events: Iterable[Event], *, register: Register | None = None
) -> tuple[Link, ...]:
    """Return the links of a document in text order: all places and dates, the parties of ``events``, the sources, the outlets.

    The publishing outlet comes first, at the empty span [0, 0). Words that resolve to nothing have a link as well, whose
    ``target`` is None (a place, a date) or made of their folded name (an actor, an outlet).
    """
    register = register or Register.load()
    attributions = tuple(attributions)
    context = context_in(parsed.document, register)
    found = [
        *_publisher(parsed, register),
        *(_place_link(parsed, one, register) for one in places(parsed)),
        *(_date_link(parsed, one) for one in dates(parsed)),
        *_parties(parsed, events, register, context),
        *_sources(parsed, attributions, register, context),
        *_outlets(parsed, attributions, register),
    ]
    unique = {one.id: one for one in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda one: (one.span, one.kind, one.id)))


def _publisher(parsed: Parsed, register: Register) -> Iterator[Link]:
    """Yield the link of the outlet that published the document, by its name or else by the document's address."""
    document = parsed.document
    named = outlet(document.outlet, register=register) if document.outlet else None
    if document.url and (named is None or named.kind is None):
        by_address = outlet(document.url, register=register)
        named = by_address if named is None or by_address.kind is not None else named
    if named is not None:
        yield _outlet_link(parsed, NOWHERE, named, f"the outlet of the document: {named.reason}", register)


def _parties(parsed: Parsed, events: Iterable[Event], register: Register, context: Context) -> Iterator[Link]:
    spans = sorted({side.span for event in events for side in (*event.actors, *event.recipients)})
    for found in actors(parsed, spans, register=register, context=context):
        if found.actor_type is not ActorType.NOT_AN_ACTOR:
            yield _actor_link(parsed, found.span, found)


def _sources(
    parsed: Parsed, attributions: Sequence[Attribution], register: Register, context: Context
) -> Iterator[Link]:
    """Yield the actor that each source is: by its own words, and by its name where the words are a pronoun or a surname."""
    document = parsed.document
    for one in attributions:
        if one.source_kind in _NO_ACTOR or not one.source:
            continue
        words = one.source[0].of(document.text)
        name = one.source_name
        phrase = words if name is None or name in words else _fuller(name, one, document.text)
        yield _actor_link(parsed, one.source[0], actor(phrase, context=context, register=register, span=one.source[0]))


def _fuller(name: str, attribution: Attribution, text: str) -> str:
    """Return a source's name with what the text says it belongs to."""
    belongs = " ".join(span.of(text) for span in attribution.affiliation)
    return f"{name} of {belongs}" if belongs and belongs not in name else name


def _outlets(parsed: Parsed, attributions: Sequence[Attribution], register: Register) -> Iterator[Link]:
    for one in attributions:
        named = [(one.source, one.source_name)] if one.source_kind is SourceKind.OUTLET else []
        for spans, name in (*named, (one.medium, None)):
            if spans:
                words = name or " ".join(span.of(parsed.document.text) for span in spans)
                found = outlet(words, register=register)
                yield _outlet_link(parsed, spans[0], found, found.reason, register)


def _actor_link(parsed: Parsed, span: Span, found: ActorLink) -> Link:
    candidates = tuple(
        LinkCandidate(target=other.id, name=other.name, linker_score=other.linker_score, reason=other.reason)
        for other in found.candidates
    )
    return _named(
        parsed,
        LinkKind.ACTOR,
        span,
        target=found.id,
        name=found.name,
        type=found.actor_type.value,
        country=found.country,
        sector=found.sector.value if found.sector else None,
        affiliation=found.affiliation,
        is_former=found.is_former,
        linker_score=found.linker_score,
        reason=found.reason,
        candidates=candidates,
    )


def _place_link(parsed: Parsed, found: PlaceLink, register: Register) -> Link:
    """Return a place as a link; its score is the likelihood that the words name a place, and then this one."""
    if not found.candidates:
        return _named(
            parsed,
            LinkKind.PLACE,
            found.span,
            target=None,
            name=None,
            type=found.role.value,
            linker_score=0.0,
            reason=found.reason,
        )
    best, *others = found.candidates
    return _named(
        parsed,
        LinkKind.PLACE,
        found.span,
        target=place_target(best),
        name=best.name,
        type=found.role.value,
        country=register.iso3.get(best.country or ""),
        latitude=best.latitude,
        longitude=best.longitude,
        admin_path=best.admin_path,
        precision=best.precision.value,
        linker_score=round(found.linker_score * best.linker_score, 3),
        reason=found.reason,
        candidates=tuple(
            LinkCandidate(
                target=place_target(other),
                name=other.name,
                linker_score=round(found.linker_score * other.linker_score, 3),
                reason=", ".join(reversed(other.admin_path)) or None,
            )
            for other in others
        ),
    )


def place_target(place: PlaceCandidate | Place) -> str:
    """Return the id of a place: that of GeoNames, or its folded name for one of our own supplement."""
    if place.geonames_id is not None:
        return f"geonames:{place.geonames_id}"
    return f"place:{fold(place.name).replace(' ', '-')}"


def _date_link(parsed: Parsed, found: DateLink) -> Link:
    return _named(
        parsed,
        LinkKind.DATE,
        found.span,
        target=found.value,
        name=None,
        type=found.type,
        start=found.start,
        end=found.end,
        precision=found.precision.value,
        anchor=found.anchor,
        linker_score=SCORE_DATE if found.start or found.type in {"DURATION", "SET"} else SCORE_NO_DATE,
        reason=found.reason,
    )


def _outlet_link(parsed: Parsed, span: Span, found: OutletLink, reason: str, register: Register) -> Link:
    others = tuple(
        LinkCandidate(target=other, name=register.outlets[other].name, linker_score=found.linker_score)
        for other in found.candidates
    )
    return _named(
        parsed,
        LinkKind.OUTLET,
        span,
        target=found.id,
        name=found.name,
        type=found.kind.value if found.kind else None,
        country=found.country,
        owner=found.owner,
        side=found.side,
        linker_score=found.linker_score,
        reason=reason,
        candidates=others,
    )


def _named(parsed: Parsed, kind: LinkKind, span: Span, **fields: object) -> Link:
    """Return a link with its id; ``fields`` are those of ``Link``, checked against their types."""
    document = parsed.document.id
    parts = (document, kind.value, f"{span.start}-{span.end}", str(fields["target"]))
    identity = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:ID_DIGITS]
    return msgspec.convert({"id": identity, "document": document, "kind": kind, "span": span, **fields}, Link)
