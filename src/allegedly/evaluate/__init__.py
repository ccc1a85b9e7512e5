"""Scores a tagger on marked text: the user's own, or the gold that ships with the project."""

from collections.abc import Iterable

from allegedly.attribute import attribute
from allegedly.attribute.tagger import Tagger
from allegedly.evaluate.marked import MarkedAttribution, MarkedDocument, read_marked
from allegedly.evaluate.score import LABELS, ROLES, Score, Scores, score
from allegedly.parse import parse
from allegedly.records import Document, Span

__all__ = [
    "LABELS",
    "ROLES",
    "MarkedAttribution",
    "MarkedDocument",
    "Score",
    "Scores",
    "evaluate",
    "read_marked",
    "score",
]


def evaluate(documents: Iterable[MarkedDocument], tagger: Tagger, *, outermost: bool = False) -> Scores:
    """Let ``tagger`` find the attributions of marked documents and score them; see :func:`score` for the measures."""
    return score(
        ((document, attribute(parse(as_document(document)), tagger)) for document in documents), outermost=outermost
    )


def as_document(marked: MarkedDocument) -> Document:
    """Return a marked document as the stages take it; its text is taken as it stands."""
    title = marked.title if marked.title and marked.text.startswith(marked.title) else None
    return Document(
        id=marked.id,
        original_sha256="",
        path=marked.id,
        title=marked.title,
        title_span=Span(0, len(title)) if title else None,
        outlet=marked.outlet,
        published=marked.published,
        language="en",
        text=marked.text,
    )
