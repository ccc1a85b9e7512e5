"""Events as the PLOVER coders of political science write them, one row an event, with who says so beside it.

Columns up to ``counts_high`` are those that users of PLOVER and CAMEO data expect (PLOVER manual 0.8; NGEC's output);
the rest is what such data lacks: the chain, the firmness, and on how many independent origins the claim rests.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from allegedly.case import RELATIONS, Case
from allegedly.records import Allegation, Claim, Document, Event, EventDate, EventPlace, Link, Participant
from allegedly.vocab import Auxiliary, LinkKind, Quad

Row = dict[str, Any]

# PLOVER's numbers of the quad classes.
_QUADS = {
    Quad.VERBAL_COOPERATION: 1,
    Quad.MATERIAL_COOPERATION: 2,
    Quad.VERBAL_CONFLICT: 3,
    Quad.MATERIAL_CONFLICT: 4,
}
_FINEST = ("exact", "town", "district", "province", "country", "region")
_ARROW = " > "
_GEONAMES = "geonames:"


def plover_rows(case: Case) -> Iterator[Row]:
    """Yield one row an event; every row has the same columns, in the same order.

    Several parties of one side stand in one cell, parted by "; ", in the same order in every column of that side. Of
    several places the one that covers least ground is given, of several dates the first that is on the calendar.
    """
    documents = {each.id: each for each in cast("Iterator[Document]", case.records("documents"))}
    claims = {each.id: each for each in cast("Iterator[Claim]", case.records("claims"))}
    allegations = _allegations(case)
    types = {
        (link.document, link.span.start, link.span.end): link.type
        for link in cast("Iterator[Link]", case.records("links"))
        if link.kind is LinkKind.ACTOR
    }
    for event in cast("Iterator[Event]", case.records("events")):
        claim = claims.get(event.claim or "")
        yield {
            **_what(event, documents[event.document]),
            **_parties("actor", event.actors, event, documents, types),
            **_parties("recipient", event.recipients, event, documents, types),
            **_where(event, documents[event.document]),
            **_counts(event),
            **_who_says_so(event, claim, documents[event.document], allegations.get(event.claim or "")),
        }


def _allegations(case: Case) -> dict[str, Allegation]:
    """Return the allegation of each claim, as far as the case has any."""
    if "allegations" not in RELATIONS:
        return {}
    found = cast("Iterator[Allegation]", case.records("allegations"))
    return {claim: allegation for allegation in found for claim in allegation.claims}


def _what(event: Event, document: Document) -> Row:
    date = _first(event.dates)
    return {
        "event_id": event.id,
        "date": date.start if date else None,
        "date_end": date.end if date else None,
        "date_precision": date.precision if date else None,
        "date_words": event.dates[0].span.of(document.text) if event.dates else None,
        "published": document.published,
        "event_type": event.event_type.value,
        "event_mode": event.mode,
        "event_context": "; ".join(event.contexts),
        "quad_class": _QUADS[event.quad_class],
        "cameo_root": event.cameo_root,
        "negated": Auxiliary.NEGATED in event.auxiliary,
        "future": Auxiliary.FUTURE in event.auxiliary,
        "hypothetical": Auxiliary.HYPOTHETICAL in event.auxiliary,
        "historical": Auxiliary.HISTORICAL in event.auxiliary,
    }


def _parties(
    side: str,
    parties: tuple[Participant, ...],
    event: Event,
    documents: Mapping[str, Document],
    types: Mapping[tuple[str, int, int], str | None],
) -> Row:
    text = documents[event.document].text
    kinds = [types.get((event.document, party.span.start, party.span.end)) for party in parties]
    return {
        f"{side}_text": _cell([" ".join(party.span.of(text).split()) for party in parties]),
        f"{side}_name": _cell([party.name for party in parties]),
        f"{side}_id": _cell([party.link for party in parties]),
        f"{side}_country": _cell([party.country for party in parties]),
        f"{side}_sector": _cell([party.sector for party in parties]),
        f"{side}_role": _cell(kinds),
    }


def _where(event: Event, document: Document) -> Row:
    place = _nearest(event.places)
    target = place.target or "" if place else ""
    return {
        "place": (place.name or place.span.of(document.text)) if place else None,
        "place_text": place.span.of(document.text) if place else None,
        "place_country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "place_precision": place.precision if place else None,
        "geonames_id": target.removeprefix(_GEONAMES) if target.startswith(_GEONAMES) else None,
    }


def _counts(event: Event) -> Row:
    return {
        "counted": _cell([count.counted for count in event.counts]),
        "counts_low": _cell([str(count.low) for count in event.counts]),
        "counts_high": _cell([None if count.high is None else str(count.high) for count in event.counts]),
    }


def _who_says_so(event: Event, claim: Claim | None, document: Document, allegation: Allegation | None) -> Row:
    chain = claim.chain if claim else ()
    names = [link.name or f"({link.kind})" for link in chain] or [document.outlet or "(outlet)"]
    return {
        "chain": _ARROW.join(names),
        "source_kind": str(chain[-1].kind) if chain else "outlet",
        "firmness": str(event.firmness) if event.firmness else None,
        "polarity": str(claim.polarity) if claim else "+",
        "origins_lo": allegation.origins.lo if allegation else None,
        "origins_hi": allegation.origins.hi if allegation else None,
        "allegation": allegation.id if allegation else None,
        "claim": event.claim,
        "document": event.document,
        "outlet": document.outlet,
        "title": document.title,
        "url": document.url,
        "instrument": "; ".join(span.of(document.text) for span in event.instrument),
        "trigger": " ".join(span.of(document.text) for span in event.trigger),
        "model_probability": event.model_probability,
        "reason": event.reason,
    }


def _nearest(places: tuple[EventPlace, ...]) -> EventPlace | None:
    """Return the place that covers least ground; one that the table lacks counts as a town."""
    return min(places, key=lambda place: _FINEST.index(place.precision or "town"), default=None)


def _first(dates: tuple[EventDate, ...]) -> EventDate | None:
    return next((date for date in dates if date.start is not None), None)


def _cell(values: list[str | None]) -> str:
    """Return several values in one cell; nothing where none of them is known."""
    return "; ".join(value or "" for value in values) if any(values) else ""
