"""Drift as its readers see it: the words now beside the words before, what was lost struck out."""

# ruff: noqa: S608  values go in as parameters; what is put together are names and conditions of our own

from __future__ import annotations

from collections.abc import Iterable, Iterator

from allegedly.records import Drift, Span, Spans
from allegedly.show.web import lists, words
from allegedly.show.web.filters import clause, one_of
from allegedly.show.web.index import Index
from allegedly.show.web.view_records import DriftView, Quote

# Drifts on one page; a case with more has them in its lists.
MOST = 200


def drifts_where(index: Index, condition: str, *values: object, limit: int = MOST) -> tuple[DriftView, ...]:
    """Return the drifts that fulfil a condition on the columns of ``drifts``, in the order in which they were found."""
    found = index.records(Drift, f"SELECT * FROM drifts WHERE {condition} ORDER BY n LIMIT {limit:d}", *values)
    known = lists.documents_by_id(index, [each.document for each in found] + [each.from_document for each in found])
    texts = texts_of(index, known)
    return tuple(
        DriftView(
            id=each.id,
            kind=each.kind,
            kind_in_words=words.DRIFTS[each.kind],
            here=quote(texts[each.document], each.document, each.here, known[each.document].language),
            there=quote(texts[each.from_document], each.from_document, each.there, known[each.from_document].language),
            there_pieces=tuple(struck(texts[each.from_document], each.there, each.lost)),
            document=known[each.document],
            from_document=known[each.from_document],
            allegation=each.allegation,
            reason=each.reason,
        )
        for each in found
        if each.document in known and each.from_document in known
    )


def texts_of(index: Index, documents: Iterable[str]) -> dict[str, str]:
    """Return the texts of documents by their ids."""
    where, values = clause([one_of("id", documents)])
    rows = index.rows(f"SELECT id, text FROM documents {where}", *values)
    return {row["id"]: row["text"] for row in rows}


def quote(text: str, document: str, spans: Spans, language: str | None = None) -> Quote:
    """Return the words of spans with the place where they stand."""
    return Quote(words=words.in_one_line(text, spans), document=document, spans=spans, language=language)


def struck(text: str, there: Spans, lost: Spans) -> Iterator[tuple[str, bool]]:
    """Yield the words at ``there`` piece by piece, each with whether it is among those that were lost.

    >>> list(struck("It allegedly fell.", (Span(0, 18),), (Span(3, 12),)))
    [('It ', False), ('allegedly', True), (' fell.', False)]
    """
    for number, span in enumerate(_with_lost(there, lost)):
        if number and there[0].start != span.start and span in there:
            yield " … ", False
        at = span.start
        for gone in sorted(lost):
            if span.start <= gone.start and gone.end <= span.end and gone.start >= at:
                if gone.start > at:
                    yield text[at : gone.start], False
                yield gone.of(text), True
                at = gone.end
        if at < span.end:
            yield text[at : span.end], False


def _with_lost(there: Spans, lost: Spans) -> list[Span]:
    """Return the stretches to show: ``there``, and what was lost outside of it."""
    outside = [gone for gone in lost if not any(span.holds(gone) for span in there)]
    return sorted([*there, *outside])
