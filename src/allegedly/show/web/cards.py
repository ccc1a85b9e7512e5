"""The card of an allegation: everything that stands behind it, each part one step from the words it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from allegedly.errors import UnknownIdError
from allegedly.records import Allegation, Appearance, Node, Reliance
from allegedly.show.web import lists, words
from allegedly.show.web.drifts import drifts_where, quote, texts_of
from allegedly.show.web.filters import PAGE_SIZE, one_of
from allegedly.show.web.graph import drawing, name_of
from allegedly.show.web.index import Index
from allegedly.show.web.view_records import (
    AllegationRow,
    AppearanceView,
    Branch,
    Card,
    ClaimRow,
    DocumentRow,
    Quote,
    TieView,
)

# Branches of the nested list; an allegation told by more articles names the rest in its list of claims.
MOST_BRANCHES = 200


def find_allegation(index: Index, identity: str) -> Allegation:
    """Return the allegation whose id is, or alone begins with, ``identity``.

    Raises:
        UnknownIdError: if there is none, or several.
    """
    rows = index.rows("SELECT id FROM allegation_rows WHERE starts_with(id, ?) ORDER BY id LIMIT 2", identity)
    ids = [row["id"] for row in rows]
    ids = [identity] if identity in ids else ids
    if len(ids) != 1 or not identity:
        many = "several ids in allegations begin" if ids else "no id in allegations begins"
        message = f"{many} with {identity!r}"
        raise UnknownIdError(message)
    [found] = index.records(Allegation, "SELECT * FROM allegations WHERE id = ?", ids[0])
    return found


def card(index: Index, identity: str, *, page: int = 1, size: int = PAGE_SIZE) -> Card:
    """Return the card of an allegation, with one page of the claims that tell it."""
    allegation = find_allegation(index, identity)
    related = lists.allegations_by_id(
        index,
        [
            *(allegation.id, *allegation.rivals, *allegation.denials, *allegation.denies),
            *(*allegation.broader, *allegation.narrower),
        ],
    )
    told = [one_of("id", allegation.claims)]
    shown = lists.claims_where(index, told, order="day NULLS LAST, n", page=page, size=size)
    known = lists.documents_by_id(index, _documents_of(allegation))
    quotes = _quotes(index, allegation.reliances, known)
    best = lists.claims_by_id(index, [allegation.best]).get(allegation.best)
    replies = lists.claims_by_id(index, allegation.reply_claims)

    def rows(ids: Sequence[str]) -> tuple[AllegationRow, ...]:
        return tuple(related[each] for each in ids if each in related)

    return Card(
        allegation=allegation,
        row=related[allegation.id],
        best=best,
        claims=shown,
        drawing=drawing(allegation, {key: said.words for key, said in quotes.items()}),
        branches=branches(allegation, known, quotes),
        rivals=rows(allegation.rivals),
        denials=rows(allegation.denials),
        denies=rows(allegation.denies),
        broader=rows(allegation.broader),
        narrower=rows(allegation.narrower),
        ties=ties(index, allegation),
        reply_in_words=words.REPLIES[allegation.reply],
        replies=tuple(replies[each] for each in allegation.reply_claims if each in replies),
        drifts=drifts_where(index, "allegation = ?", allegation.id),
        timeline=timeline(
            allegation.timeline,
            known,
            lists.claims_by_id(index, [each.claim for each in allegation.timeline[:MOST_BRANCHES]]),
        ),
        credibility_in_words=words.CREDIBILITY[allegation.suggested.credibility],
    )


def _documents_of(allegation: Allegation) -> list[str]:
    return [
        *allegation.documents,
        *(document for node in allegation.nodes for document in node.documents),
        *(each.document for each in allegation.reliances if each.document),
        *(each.document for each in allegation.timeline),
    ]


def _quotes(index: Index, reliances: Sequence[Reliance], known: Mapping[str, DocumentRow]) -> dict[str, Quote]:
    """Return the words that say that one relies on another, by ``node>on``."""
    texts = texts_of(index, {each.document for each in reliances if each.document and each.spans})
    return {
        f"{each.node}>{each.on}": quote(texts[each.document], each.document, each.spans, known[each.document].language)
        for each in reliances
        if each.document in texts and each.spans and each.document in known
    }


def ties(index: Index, allegation: Allegation) -> tuple[TieView, ...]:
    """Return why the allegation stands to its rivals, denials and neighbours as it does, with the words that say so."""
    claims = lists.claims_by_id(index, [claim for each in allegation.ties for claim in (each.claim, each.of)])
    texts = texts_of(index, {each.document for each in allegation.ties if each.document and each.spans})
    known = lists.documents_by_id(index, texts)
    return tuple(
        TieView(
            allegation=each.allegation,
            how=each.how,
            reason=each.reason,
            match_score=each.match_score,
            quote=quote(texts[each.document], each.document, each.spans, known[each.document].language)
            if each.document in texts and each.spans
            else None,
            claim=claims.get(each.claim),
            of=claims.get(each.of),
        )
        for each in allegation.ties
    )


def branches(
    allegation: Allegation, known: Mapping[str, DocumentRow], quotes: Mapping[str, Quote]
) -> tuple[Branch, ...]:
    """Return the graph as a nested list: each article on which no other relies, with all below it; then what is left.

    Where a circle closes the branch says so and ends; what has been listed with all below it is named only, later on.
    """
    nodes = {node.id: node for node in allegation.nodes}
    relies: dict[str, list[Reliance]] = {}
    for each in allegation.reliances:
        if each.node in nodes and each.on in nodes and each.node != each.on:
            relies.setdefault(each.node, []).append(each)
    maker = _Branches(nodes, relies, known, quotes)
    relied_on = {each.on for edges in relies.values() for each in edges if not each.is_merge}
    tops = [name for name in nodes if name not in relied_on]
    found = [maker.branch(name, None, ()) for name in tops[:MOST_BRANCHES]]
    for name, node in nodes.items():  # a circle that nobody outside of it relies on has no top
        if name not in maker.listed and node.kind == "article" and len(found) < MOST_BRANCHES:
            found.append(maker.branch(name, None, ()))
    return tuple(found)


class _Branches:
    """Makes branches and remembers which nodes it has listed with all below them."""

    def __init__(
        self,
        nodes: Mapping[str, Node],
        relies: Mapping[str, Sequence[Reliance]],
        known: Mapping[str, DocumentRow],
        quotes: Mapping[str, Quote],
    ) -> None:
        self._nodes, self._relies, self._known, self._quotes = nodes, relies, known, quotes
        self.listed: set[str] = set()

    def branch(self, name: str, by: Reliance | None, above: tuple[str, ...]) -> Branch:
        node = self._nodes[name]
        comes_back = name in above and not (by and by.is_merge)
        repeated = not comes_back and name in self.listed and bool(self._relies.get(name))
        below: tuple[Branch, ...] = ()
        if not comes_back and not repeated and not (by and by.is_merge):
            self.listed.add(name)
            below = tuple(self.branch(each.on, each, (*above, name)) for each in self._relies.get(name, ()))
        return Branch(
            node=name,
            name=name_of(node),
            about=words.joined([words.NODE_KINDS[node.kind], _described(node), node.party or ""]),
            is_origin=node.is_origin,
            documents=tuple(self._known[each] for each in node.documents if each in self._known),
            reason=by.reason if by else None,
            is_uncertain=bool(by and by.certainty == "uncertain"),
            is_merge=bool(by and by.is_merge),
            quote=self._quotes.get(f"{by.node}>{by.on}") if by else None,
            comes_back=comes_back,
            repeated=repeated,
            relies_on=below,
        )


def _described(node: Node) -> str:
    return f"“{node.description}”" if node.description and node.description != name_of(node) else ""


def timeline(
    appearances: Sequence[Appearance], known: Mapping[str, DocumentRow], claims: Mapping[str, ClaimRow]
) -> tuple[AppearanceView, ...]:
    """Return the appearances with their places between the first day (0) and the last (1)."""
    days = [_day(each.published) for each in appearances]
    dated = [day for day in days if day is not None]
    first, last = (min(dated), max(dated)) if dated else (0, 0)
    return tuple(
        AppearanceView(
            document=known[each.document],
            claim=each.claim,
            firmness=each.firmness,
            quote=claims[each.claim].quote if each.claim in claims else None,
            x=None if day is None else (day - first) / max(1, last - first),
        )
        for each, day in zip(appearances, days, strict=True)
        if each.document in known
    )


def _day(published: str | None) -> int | None:
    """Return the number of a day; None where there is none, or one that no calendar has."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None
