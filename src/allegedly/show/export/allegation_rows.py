"""Flat rows of allegations and of drift, for spreadsheets."""

from collections.abc import Mapping

from allegedly.records import Allegation, Document, Drift, Record
from allegedly.show.export.cells import Row, about, as_kind, numbers, words


def allegation_row(record: Record, _: Mapping[str, Document]) -> Row:
    """Return an allegation in one row: its words, counts, origins by name, and what it has to do with others."""
    one = as_kind(record, Allegation)
    return {
        "allegation": one.id,
        "text": one.text,
        "polarity": str(one.polarity),
        "firmness": str(one.firmness),
        "articles": len(one.documents),
        "outlets": "; ".join(one.outlets),
        "origins_lo": one.origins.lo,
        "origins_hi": one.origins.hi,
        "origins": "; ".join(node.name or node.description or str(node.kind) for node in one.nodes if node.is_origin),
        "channels": one.channels,
        "sides": "; ".join(one.sides),
        "circular": one.is_circular,
        "loop": " > ".join(one.loop),
        "self_citing": one.is_self_citing,
        "rivals": "; ".join(one.rivals),
        "denials": "; ".join(one.denials),
        "denies": "; ".join(one.denies),
        "accused": "; ".join(one.accused),
        "reply": str(one.reply),
        "suggested_credibility": one.suggested.credibility,
        "suggested_reason": one.suggested.reason,
        "credibility": one.credited.credibility if one.credited else None,
        "credibility_by": one.credited.by if one.credited else None,
        "credibility_note": one.credited.note if one.credited else None,
        "event_type": one.event_type.value if one.event_type else None,
        "actors": "; ".join(one.actors),
        "places": "; ".join(one.places),
        "first": one.first,
        "last": one.last,
        "drifts": "; ".join(one.drifts),
        "missing": "; ".join(one.missing),
        "documents": "; ".join(one.documents),
        "claims": "; ".join(one.claims),
    }


def drift_row(record: Record, documents: Mapping[str, Document]) -> Row:
    """Return a drift in one row, what was and what became side by side."""
    drift = as_kind(record, Drift)
    here, there = documents[drift.document], documents[drift.from_document]
    return {
        "drift": drift.id,
        **about(here),
        "allegation": drift.allegation,
        "kind": str(drift.kind),
        "from": there.id,
        "from_outlet": there.outlet,
        "from_published": there.published,
        "was": words(there, drift.there),
        "was_spans": numbers(drift.there),
        "became": words(here, drift.here),
        "became_spans": numbers(drift.here),
        "lost": words(there, drift.lost),
        "reason": drift.reason,
    }
