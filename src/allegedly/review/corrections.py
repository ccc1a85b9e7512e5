"""What analysts have corrected in the reading of a document: judgements in the ledger, which stand until they are taken back.

A place in a text is kept with its words and those around it (after the TextQuoteSelector of the W3C Web Annotation Data
Model), so that it is found again when a cut is put back or a later version cleans the document otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from os.path import commonpath
from typing import Generic, NamedTuple, TypeVar

import msgspec

from allegedly.records import Record, Span, Spans
from allegedly.store import Review, Store
from allegedly.vocab import LinkKind

CORRECT = "correct span"
LINK = "link"
CORRECT_FIELD = "correct field"
CORRECTIONS = (CORRECT, LINK, CORRECT_FIELD)

# The marks of an attribution that can be moved.
MARKS = ("source", "cue", "content", "hedges")

# What is known of a document that an analyst may know better. Its title stands in its text, and is not among them.
FIELDS = ("outlet", "byline", "published")

# Letters kept on either side of a place: enough to tell two places with the same words apart in all but a litany.
AROUND = 32

D = TypeVar("D")


class Place(Record, frozen=True, kw_only=True):
    """A stretch of a text: its offsets at the time, its words, and those before and after it."""

    start: int
    end: int
    words: str
    before: str = ""
    after: str = ""


Places = tuple[Place, ...]


class Found(Record, frozen=True, kw_only=True):
    """An attribution as the machine had found it when it was first corrected."""

    source: Places
    cue: Places
    content: Places


class Correction(Record, frozen=True, kw_only=True):
    """Where a mark (``role``) of an attribution belongs; no place for it means that there is none of it in the text.

    ``spans`` and ``before`` are offsets into the text as it was then. A content without a place says that this is no
    attribution at all.
    """

    role: str
    spans: Spans
    before: Spans
    note: str | None = None
    document: str = ""
    places: Places = ()
    found: Found | None = None


class Meaning(Record, frozen=True, kw_only=True):
    """What the words of a link mean: ``target`` None where they mean nothing that is known.

    It holds for all links of the ``document`` with the same words that the machine takes for the same thing (``was``).
    """

    target: str | None
    name: str | None
    note: str | None = None
    document: str = ""
    kind: LinkKind | None = None
    place: Place | None = None
    was: str | None = None


class FieldCorrection(Record, frozen=True, kw_only=True):
    """What a field of a document is in an analyst's knowledge; ``value`` None: not known."""

    field: str
    value: str | None
    before: str | None
    note: str | None = None
    document: str = ""


class Standing(NamedTuple, Generic[D]):
    """A judgement that stands: its number, the record that it is on, whose it is, and what it says."""

    review: int
    subject: str
    operator: str
    detail: D


class Corrections(NamedTuple):
    """The corrections of one document that stand, oldest first."""

    marks: tuple[Standing[Correction], ...] = ()
    meanings: tuple[Standing[Meaning], ...] = ()
    fields: tuple[Standing[FieldCorrection], ...] = ()


NO_CORRECTIONS = Corrections()


def corrections_of(store: Store, document: str, *, without: int | None = None) -> Corrections:
    """Return the corrections of a document that stand, less the judgement numbered ``without``."""
    reviews = [one for one in store.standing_reviews(CORRECTIONS) if one.number != without]
    return Corrections(
        tuple(one for one in _read(reviews, CORRECT, Correction) if one.detail.document == document),
        tuple(one for one in _read(reviews, LINK, Meaning) if one.detail.document == document),
        tuple(one for one in _read(reviews, CORRECT_FIELD, FieldCorrection) if one.detail.document == document),
    )


def document_of(review: Review) -> str:
    """Return the document that a correction is of."""
    return str(msgspec.json.decode(review.detail).get("document", ""))


def places_of(text: str, spans: Iterable[Span]) -> Places:
    """Return stretches of a text as they are kept."""
    return tuple(
        Place(
            start=span.start,
            end=span.end,
            words=span.of(text),
            before=text[max(0, span.start - AROUND) : span.start],
            after=text[span.end : span.end + AROUND],
        )
        for span in spans
    )


def find(text: str, place: Place) -> Span | None:
    """Return where a place stands in a text that may have changed: among equal words, those with most of the same around them.

    >>> find("New. He said so. She said no.", places_of("He said so. She said no.", [Span(16, 20)])[0])
    Span(start=21, end=25)
    """
    if not place.words:
        return None
    starts = []
    at = text.find(place.words)
    while at >= 0:
        starts.append(at)
        at = text.find(place.words, at + 1)
    if not starts:
        return None
    best = max(starts, key=lambda start: (_likeness(text, start, place), -abs(start - place.start)))
    return Span(best, best + len(place.words))


def find_all(text: str, places: Places) -> Spans:
    """Return where places stand in a text, in its order; one whose words are gone is left out."""
    return tuple(sorted(span for place in places if (span := find(text, place)) is not None))


def _likeness(text: str, start: int, place: Place) -> int:
    """Return how many letters before and after a stretch are those that were kept."""
    end = start + len(place.words)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return len(commonpath((before[::-1], place.before[::-1]))) + len(commonpath((after, place.after)))


def _read(reviews: Iterable[Review], action: str, form: type[D]) -> Iterable[Standing[D]]:
    for one in reviews:
        if one.action == action:
            yield Standing(one.number, one.subject, one.operator, msgspec.json.decode(one.detail, type=form))
