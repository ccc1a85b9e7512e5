"""What sort of source speaks: named, unnamed, an outlet, a document, or nobody in particular."""

from collections.abc import Sequence
from functools import lru_cache

from spacy.tokens import Token

from allegedly.attribute.reading import Reading, head_of
from allegedly.lexicon import load_table
from allegedly.records import Spans
from allegedly.vocab import SourceKind


@lru_cache(maxsize=1)
def noun_classes() -> dict[str, str]:
    """Return what sort of sayer each noun names, by its lemma."""
    return {row["noun"]: row["class"] for row in load_table("source_nouns")}


@lru_cache(maxsize=1)
def outlet_names() -> frozenset[str]:
    """Return the names of outlets that are known, casefolded."""
    return frozenset(row["name"].casefold() for row in load_table("outlets") if row["entry"] == "name")


@lru_cache(maxsize=1)
def outlet_shapes() -> frozenset[str]:
    """Return the words that names of outlets are made with, casefolded."""
    return frozenset(row["name"].casefold() for row in load_table("outlets") if row["entry"] == "shape")


def label_source(reading: Reading, source: Spans) -> SourceKind:
    """Return the kind of a source by its head noun, its names and its determiner."""
    tokens = reading.tokens(source)
    head = head_of(tokens)
    if head is None:
        return SourceKind.IMPERSONAL
    return _by_head(reading, tokens, head)


def _by_head(reading: Reading, tokens: Sequence[Token], head: Token) -> SourceKind:
    words = reading.words([reading.span(tokens[0], tokens[-1])]).casefold().removeprefix("the ")
    outlet = (reading.document.outlet or "").casefold().removeprefix("the ")
    if words in outlet_names() or (outlet and (words == outlet)):
        return SourceKind.OUTLET
    kind = noun_classes().get(head.lemma_.lower()) or noun_classes().get(head.lower_)
    if head.pos_ == "PROPN" and head.lower_ in outlet_shapes():
        return SourceKind.OUTLET
    if kind == "outlet":
        return SourceKind.OUTLET
    if kind == "document" and head.pos_ != "PROPN":
        return SourceKind.DOCUMENT
    if head.pos_ == "PROPN" or any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in head.children):
        return SourceKind.NAMED
    if kind in {"body", "office", "spokesperson"} and head.tag_ in {"NN", "NNP"}:
        return SourceKind.NAMED
    return SourceKind.UNNAMED
