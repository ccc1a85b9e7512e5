"""Flat rows for spreadsheets: spans beside the words that they cover, chains in one cell, outlet and date on every row."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec

from allegedly.case import RELATIONS, Case
from allegedly.errors import ExportError
from allegedly.records import Attribution, Claim, Copy, Document, Event, Link, Record, Rejected, Spans
from allegedly.show.export.allegation_rows import allegation_row, drift_row
from allegedly.show.export.cells import Row, about, as_kind, numbers, words

# Between the links of a chain, the publisher first; a name that holds it is still whole in the JSON lines.
ARROW = " > "


def case_rows(case: Case, relation: str = "claims") -> Iterator[Row]:
    """Yield a flat row a record of ``relation``; every row has the same columns, in the same order.

    Raises:
        ExportError: if the relation has no rows of this kind.
    """
    if relation not in ROWS:
        message = f"there is no relation {relation!r} to export as rows; there is {', '.join(ROWS)}"
        raise ExportError(message)
    documents = {record.id: record for record in case.records("documents") if isinstance(record, Document)}
    for record in case.records(relation):
        yield ROWS[relation](record, documents)


def write_parquet(case: Case, folder: Path) -> list[Path]:
    """Write every relation of a case as a Parquet file into ``folder`` and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{relation}.parquet" for relation in RELATIONS]
    for path in paths:
        case.relation(path.stem).write_parquet(str(path))
    return paths


def _document_row(record: Record, _: Mapping[str, Document]) -> Row:
    row = msgspec.structs.asdict(record)
    for nested in ("title_span", "removed", "alignment"):
        row.pop(nested)
    row["assumptions"] = "; ".join(row["assumptions"])
    row["removed_stretches"] = len(record.removed) if isinstance(record, Document) else 0
    return row


def _claim_row(record: Record, documents: Mapping[str, Document]) -> Row:
    claim = as_kind(record, Claim)
    document = documents[claim.document]
    last = claim.chain[-1]
    return {
        "claim": claim.id,
        **about(document),
        "where": str(claim.where),
        "firmness": str(claim.firmness),
        "polarity": str(claim.polarity),
        "quotation": str(claim.quotation),
        "links": len(claim.chain),
        "chain": ARROW.join(link.name or f"({link.kind})" for link in claim.chain),
        "chain_kinds": ARROW.join(str(link.kind) for link in claim.chain),
        "source": last.name,
        "source_kind": str(last.kind),
        "content": words(document, claim.content),
        "content_spans": numbers(claim.content),
        "hedges": words(document, claim.hedges),
    }


def _attribution_row(record: Record, documents: Mapping[str, Document]) -> Row:
    attribution = as_kind(record, Attribution)
    document = documents[attribution.document]
    row: Row = {"attribution": attribution.id, "parent": attribution.parent, **about(document)}
    for role in ("source", "cue", "content", "hedges", "affiliation", "medium"):
        spans: Spans = getattr(attribution, role)
        row[role] = words(document, spans)
        row[f"{role}_spans"] = numbers(spans)
    for label in ("source_name", "source_kind", "kind", "quotation", "firmness", "polarity", "model_probability"):
        value = getattr(attribution, label)
        row[label] = str(value) if label not in {"source_name", "model_probability"} else value
    return row


def _event_row(record: Record, documents: Mapping[str, Document]) -> Row:
    event = as_kind(record, Event)
    document = documents[event.document]
    row: Row = {"event": event.id, "claim": event.claim, **about(document)}
    row["event_type"], row["mode"] = event.event_type.value, event.mode
    row["contexts"] = "; ".join(event.contexts)
    row["auxiliary"] = "; ".join(event.auxiliary)
    row["firmness"] = event.firmness.value if event.firmness else None
    for name, sides in (("actors", event.actors), ("recipients", event.recipients)):
        row[name] = words(document, tuple(side.span for side in sides))
        row[f"{name}_spans"] = numbers(tuple(side.span for side in sides))
        row[f"{name}_links"] = "; ".join(side.link or "" for side in sides)
    row["trigger"], row["trigger_spans"] = words(document, event.trigger), numbers(event.trigger)
    row["places"] = "; ".join(place.name or place.span.of(document.text) for place in event.places)
    row["places_targets"] = "; ".join(place.target or "" for place in event.places)
    row["dates"] = "; ".join(f"{date.start or '?'}/{date.end or '?'}" for date in event.dates)
    row["dates_words"] = words(document, tuple(date.span for date in event.dates))
    row["counts"] = "; ".join(f"{count.counted} {count.low}-{_open(count.high)}" for count in event.counts)
    row["instrument"] = words(document, event.instrument)
    row["cameo_root"], row["quad_class"] = event.cameo_root, event.quad_class.value
    row["model_probability"], row["reason"] = event.model_probability, event.reason
    return row


def _link_row(record: Record, documents: Mapping[str, Document]) -> Row:
    link = as_kind(record, Link)
    row = msgspec.structs.asdict(link)
    row["kind"] = link.kind.value
    row["span"] = numbers((link.span,))
    row["words"] = link.span.of(documents[link.document].text)
    row["admin_path"] = " > ".join(link.admin_path)
    row["candidates"] = "; ".join(f"{one.target} ({one.linker_score:.2f})" for one in link.candidates)
    return row


def _open(high: int | None) -> str:
    """Return the upper end of a count, "" where it is open."""
    return "" if high is None else str(high)


def _copy_row(record: Record, documents: Mapping[str, Document]) -> Row:
    copy = as_kind(record, Copy)
    return {
        "copy": copy.id,
        **about(documents[copy.document]),
        "of": copy.of,
        "of_outlet": documents[copy.of].outlet,
        "of_published": documents[copy.of].published,
        "kind": str(copy.kind),
        "exact": copy.exact,
        "containment": copy.containment,
        "containment_of": copy.containment_of,
        "direction": str(copy.direction),
        "credit": copy.credit.name if copy.credit else None,
        "passages": len(copy.passages),
        "reason": copy.reason,
    }


def _rejected_row(record: Record, _: Mapping[str, Document]) -> Row:
    return msgspec.structs.asdict(as_kind(record, Rejected))


ROWS: dict[str, Callable[[Record, Mapping[str, Document]], Row]] = {
    "claims": _claim_row,
    "attributions": _attribution_row,
    "events": _event_row,
    "links": _link_row,
    "copies": _copy_row,
    "allegations": allegation_row,
    "drifts": drift_row,
    "documents": _document_row,
    "rejected": _rejected_row,
}
