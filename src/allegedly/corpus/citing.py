"""Which articles of a case cite which, read from the signatures of their claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import pyarrow.dataset as ds

from allegedly.store import Store
from allegedly.weigh import RARE, Citations, CitingArticle, hashed
from allegedly.weigh.citing import Words

_NAMED = ("document", "outlet", "published", "cited", "source")
_WORDS = ("document", "names", "context", "terms", "weights")


def read_citations(store: Store) -> Citations:
    """Read whom the articles of a case name."""
    published: dict[str, tuple[str | None, str | None]] = {}
    cited: dict[str, set[str]] = defaultdict(set)
    sources: dict[str, set[str]] = defaultdict(set)
    for batch in store.columns("signatures", {name: ds.field(name) for name in _NAMED}):
        for document, outlet, when, names, source in zip(
            *(batch.column(name).to_pylist() for name in _NAMED), strict=True
        ):
            published[document] = outlet, when
            cited[document].update(names)
            if source:
                sources[document].add(source.partition(":")[2])
    return Citations(
        CitingArticle(
            document, outlet, when, frozenset(cited[document]), frozenset(sources[document] - cited[document])
        )
        for document, (outlet, when) in published.items()
    )


def read_cited(store: Store, citations: Citations, documents: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Read which articles some articles cite; those that cite none are left out."""
    held = set(documents)
    words = _read_words(store, citations.candidates(held))
    found = {document: citations.of(document, words) for document in sorted(held)}
    return {document: cited for document, cited in found.items() if cited}


def _read_words(store: Store, documents: Collection[str]) -> Mapping[str, Words]:
    """Read the names and rare words of documents."""
    found: dict[str, set[str]] = defaultdict(set)
    for batch in store.columns("signatures", {name: ds.field(name) for name in _WORDS}, documents=documents):
        rows = zip(*(batch.column(name).to_pylist() for name in _WORDS), strict=True)
        for document, names, context, terms, weights in rows:
            if document in documents:
                found[document].update(names, context)
                found[document].update(term for term, weight in zip(terms, weights, strict=True) if weight >= RARE)
    return {document: hashed(words) for document, words in found.items()}
