"""Which articles of a case cite which: kept in the ledger, and looked at only where a change has to do with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

import numpy as np
import pyarrow.dataset as ds

from allegedly.store import Naming, NamingRow, Store, Writer
from allegedly.weigh import RARE, Citations, CitingArticle, Publishers, days_before, hashed, is_before
from allegedly.weigh.citing import Words

_NAMED: Final = ("document", "outlet", "published", "cited", "source")
_WORDS: Final = ("document", "names", "context", "terms", "weights")
# After every time of publication, as strings are ordered.
_END: Final = "~"


def note_citing(writer: Writer, fresh: Collection[str]) -> set[str]:
    """Note whom the ``fresh`` documents name, and return those of the case that may cite other articles than before.

    These are the ones that name the outlet of a fresh document (the one it had, or the one it has), and those with a name
    that means another outlet than before because one came or went. They stay noted until ``mark_weighed``: a kill loses none.
    """
    with writer.naming_changed() as naming:
        changed = {*fresh, *naming.missing()}
        if not changed:
            return naming.due()
        before, articles = naming.rows(changed), _read_articles(writer, changed)
        there = naming.present(changed)
        known = Publishers(naming.publishers())
        due = _naming_outlets_of(naming, before, known)
        naming.put((row for row in articles if row.document in there), changed - there)
        now = naming.publishers()
        publishers = known if now == known.names else Publishers(now)
        names = {name for row in articles for name in row.names()} if publishers is known else set(naming.names())
        for name in names:
            meant = publishers.meant(name[0], as_source=bool(name[1]))
            if meant != naming.meaning(name):
                naming.mean(name, meant)
                # Where nothing was noted yet, a case read by an earlier version, nothing says what names meant before.
                due |= naming.with_name(name) if known.names else set()
        due |= _naming_outlets_of(naming, [row for row in articles if row.document in fresh], publishers)
        naming.mark_due(due)
        return naming.due()


def _naming_outlets_of(naming: Naming, articles: Iterable[NamingRow], publishers: Publishers) -> set[str]:
    """Return the documents that name the outlet of one of these articles and are not earlier than it."""
    by_key: dict[str, list[NamingRow]] = defaultdict(list)
    for one in articles:
        if one.outlet:
            by_key[publishers.key(one.outlet)].append(one)
    found: set[str] = set()
    for key, ours in by_key.items():
        for here in naming.rows(naming.naming({key})):
            if any(not is_before(here.published, one.published) for one in ours):
                found.add(here.document)
    return found


def _read_articles(store: Store, documents: Collection[str]) -> list[NamingRow]:
    """Read whom documents name from the signatures of their claims; one without claims names nobody, and none names it."""
    known: dict[str, tuple[str | None, str | None]] = dict.fromkeys(documents, (None, None))
    cited: dict[str, set[str]] = defaultdict(set)
    sources: dict[str, set[str]] = defaultdict(set)
    columns = {name: ds.field(name) for name in _NAMED}
    for batch in store.columns("signatures", columns, documents=documents) if documents else ():
        rows = zip(*(batch.column(name).to_pylist() for name in _NAMED), strict=True)
        for document, outlet, when, names, source in rows:
            if document in known:
                known[document] = outlet, when
                cited[document].update(names)
                sources[document].update([source.partition(":")[2]] if source else [])
    return [
        NamingRow(one, *known[one], tuple(sorted(cited[one])), tuple(sorted(sources[one] - cited[one])))
        for one in sorted(known)
    ]


def read_cited(writer: Writer, documents: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Read which articles some articles cite; those that cite none are left out."""
    naming = writer.naming
    held = {row.document: row for row in naming.rows(documents)}
    publishers = Publishers(naming.publishers())
    ours = [_article(row) for row in held.values()]
    keys = {key for one in ours for key in publishers.named(one)}
    outlets = [name for name in publishers.names if publishers.key(name) in keys]
    since = min((days_before(one.published) for one in ours), default="")
    until = max((one.published or "" for one in ours), default="")[:10] + _END
    articles = {row.document: row for row in naming.published_by(outlets, since, until)} | held
    citations = Citations((_article(row) for row in articles.values()), publishers)
    return citations.cited(held, _read_words(writer, citations.candidates(held)))


def _article(row: NamingRow) -> CitingArticle:
    return CitingArticle(row.document, row.outlet, row.published, frozenset(row.cited), frozenset(row.sources))


def _read_words(store: Store, documents: Collection[str]) -> Mapping[str, Words]:
    """Read the names and rare words of documents."""
    found: dict[str, list[Words]] = defaultdict(list)
    for batch in store.columns("signatures", {name: ds.field(name) for name in _WORDS}, documents=documents):
        rows = zip(*(batch.column(name).to_pylist() for name in _WORDS), strict=True)
        words: dict[str, set[str]] = defaultdict(set)
        for document, names, context, terms, weights in rows:
            if document in documents:
                words[document].update(names, context)
                words[document].update(term for term, weight in zip(terms, weights, strict=True) if weight >= RARE)
        for document, held in words.items():
            found[document].append(hashed(held))
    return {document: np.unique(np.concatenate(held)) for document, held in found.items()}
