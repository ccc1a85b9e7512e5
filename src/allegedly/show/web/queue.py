"""The review queue: what our own stages are least sure of, for a person to judge."""

# ruff: noqa: S608  values go in as parameters; what is put together are names and conditions of our own

from __future__ import annotations

import bisect
from collections.abc import Collection, Sequence

from allegedly.errors import CaseFormatError
from allegedly.match import compare, likelihood
from allegedly.records import Document, Link, Match, Pair, Removed, Signature
from allegedly.show.web import lists, words
from allegedly.show.web.drifts import quote, texts_of
from allegedly.show.web.filters import clause, one_of, page_from
from allegedly.show.web.index import Index
from allegedly.show.web.marks import cut_view, place_of
from allegedly.show.web.room import Room
from allegedly.show.web.view_records import DoubtfulCut, DoubtfulLink, DoubtfulMatch, Page, Quote

# Items of the queue on a page: few enough to be worked through.
ITEMS = 20

# Letters shown on either side of words in doubt.
AROUND = 120

# A cut shorter than this, in letters, is rarely more than a button or a label.
LEAST_CUT = 60


def matches(index: Index, judged: Collection[str], page: int = 1) -> Page[DoubtfulMatch]:
    """Return the pairs of claims in doubt, those that are together before those that are apart; without those judged."""
    return _pairs(index, "doubtful_pairs", judged, page)


def accounts(index: Index, judged: Collection[str], page: int = 1) -> Page[DoubtfulMatch]:
    """Return the pairs of claims that a text sets against one another, what is only implied first; without those judged."""
    return _pairs(index, "stated_pairs", judged, page)


def _pairs(index: Index, table: str, judged: Collection[str], page: int) -> Page[DoubtfulMatch]:
    where = "WHERE NOT list_contains(?::VARCHAR[], id)"
    page = page_from(page)
    total = index.value(f"SELECT count(*) FROM {table} {where}", list(judged))
    query = f"SELECT n, together FROM {table} {where} ORDER BY doubt, n LIMIT ? OFFSET ?"
    asked = {row["n"]: row["together"] for row in index.rows(query, list(judged), ITEMS, (page - 1) * ITEMS)}
    chosen, values = clause([one_of("p.n", asked)])
    ordered = f"SELECT p.* FROM pairs p JOIN {table} d ON d.n = p.n {chosen} ORDER BY d.doubt, p.n"
    found = index.records(Pair, ordered, *values)
    known = lists.claims_by_id(index, [claim for each in found for claim in (each.claim, each.other)])
    texts = texts_of(index, {each.document for each in found if each.reason})
    rows = [
        DoubtfulMatch(
            id=f"{each.claim}-{each.other}",
            claim=known[each.claim],
            other=known[each.other],
            relation=each.relation,
            relation_in_words=words.RELATIONS[each.relation],
            match_score=likelihood(each.log_odds),
            features=tuple((feature.name, feature.score, feature.words) for feature in match.features) if match else (),
            reason=each.reason or (match.reason if match else ""),
            together=together,
            quote=quote(texts[each.document], each.document, each.spans) if each.reason and each.spans else None,
        )
        for each, match, together in zip(found, _compared(index, found), asked.values(), strict=True)
        if each.claim in known and each.other in known
    ]
    return Page(rows=rows, total=total, page=page, size=ITEMS)


def _compared(index: Index, pairs: Sequence[Pair]) -> list[Match | None]:
    """Return how the claims of each pair stand to one another, feature by feature."""
    where, values = clause([one_of("id", {claim for each in pairs for claim in (each.claim, each.other)})])
    try:
        found = index.records(Signature, f"SELECT * FROM signatures {where}", *values)
    except CaseFormatError:  # another version wrote them: the pairs can be judged, but not what was compared be said
        found = []
    known = {each.id: each for each in found}
    return [
        compare(known[each.claim], known[each.other]) if each.claim in known and each.other in known else None
        for each in pairs
    ]


def links(index: Index, page: int = 1) -> Page[DoubtfulLink]:
    """Return the links in doubt: a low score and another candidate, the lowest first; those that were judged are left out."""
    page = page_from(page)
    total = index.value("SELECT count(*) FROM doubtful_links")
    query = "SELECT n FROM doubtful_links ORDER BY linker_score, n LIMIT ? OFFSET ?"
    numbers = [row["n"] for row in index.rows(query, ITEMS, (page - 1) * ITEMS)]
    chosen, values = clause([one_of("n", numbers)])
    found = index.records(Link, f"SELECT * FROM links {chosen} ORDER BY linker_score, n", *values)
    known = lists.documents_by_id(index, [each.document for each in found])
    texts = texts_of(index, known)
    rows = []
    for each in found:
        if each.document not in known:
            continue
        text, span = texts[each.document], each.span
        rows.append(
            DoubtfulLink(
                id=each.id,
                kind=each.kind,
                quote=Quote(words=span.of(text), document=each.document, spans=(span,)),
                around=(text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]),
                target=each.target,
                name=each.name,
                linker_score=each.linker_score,
                reason=each.reason,
                candidates=tuple((one.target, one.name, one.linker_score) for one in each.candidates[:8]),
                document=known[each.document],
            )
        )
    return Page(rows=rows, total=total, page=page, size=ITEMS)


def cuts(room: Room, index: Index, judged: Collection[tuple[str, int]], page: int = 1) -> Page[DoubtfulCut]:
    """Return cuts in the middle of articles, between words that were kept: where a claim may have been lost.

    Articles come a page at a time, those with a few such cuts first: a page with hundreds is navigation. ``judged`` are
    documents and offsets of cuts that an analyst lets stand.
    """
    page = page_from(page)
    where = "FROM documents WHERE removed > 0"
    ids = [
        row["id"]
        for row in index.rows(f"SELECT id {where} ORDER BY removed, n LIMIT ? OFFSET ?", ITEMS, (page - 1) * ITEMS)
    ]
    known = lists.documents_by_id(index, ids)
    rows: list[DoubtfulCut] = []
    with room.case() as case:
        found = {each.id: each for each in case.records("documents", set(ids)) if isinstance(each, Document)}
    for identity in ids:
        document = found[identity]
        for cut in (cut for cut in inner_cuts(document) if (identity, cut.start) not in judged):
            at = place_of(document, cut)
            rows.append(
                DoubtfulCut(
                    document=known[identity],
                    cut=cut_view(cut),
                    before=document.text[max(0, at - AROUND) : at],
                    after=document.text[at : at + AROUND],
                )
            )
    total = index.value(f"SELECT count(*) {where}")
    return Page(rows=rows, total=total, page=page, size=ITEMS)


def inner_cuts(document: Document) -> list[Removed]:
    """Return the cuts of a document with kept words before and after them, and words enough to be a sentence."""
    starts = sorted(run.original_start for run in document.alignment)
    if not starts:
        return []
    last = max(run.original_start + run.length for run in document.alignment)
    return [
        cut
        for cut in document.removed
        if len(" ".join(cut.text.split())) >= LEAST_CUT and bisect.bisect_left(starts, cut.start) > 0 and cut.end < last
    ]
