"""What a reader asks of a case's allegations: a page of them, one with all that it rests on, what outlets do, judgements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import msgspec

from allegedly.records import Allegation, Claim, Document, Drift
from allegedly.store.columns import from_batch
from allegedly.vocab import Order

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation, Expression

    from allegedly.store import Store


_ORDERS = {
    Order.SPREAD: "len(outlets) DESC, len(documents) DESC",
    Order.ORIGINS: "origins.hi DESC, origins.lo DESC, len(outlets) DESC",
    Order.DRIFT: "len(drifts) DESC, len(documents) DESC",
    Order.NEW: "first DESC NULLS LAST, len(documents) DESC",
    Order.ACTIVE: "last DESC NULLS LAST, len(documents) DESC",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which allegations are asked for; what is None leaves all in.

    ``search`` are words that must all stand in the allegation's sentence; ``actor``, ``place`` and ``outlet`` parts of a
    name; ``event_type`` a PLOVER type; ``side`` a party among the origins; ``since`` and ``until`` ISO 8601 days between
    which some article was published; ``least_articles`` how many articles tell it at least.
    """

    search: str | None = None
    actor: str | None = None
    place: str | None = None
    event_type: str | None = None
    outlet: str | None = None
    side: str | None = None
    firmness: str | None = None
    drift: str | None = None
    since: str | None = None
    until: str | None = None
    circular: bool | None = None
    least_articles: int | None = None
    document: str | None = None
    order: Order = Order.SPREAD


@dataclass(frozen=True, slots=True)
class Page:
    """Some allegations in order, and how many there are in all."""

    allegations: tuple[Allegation, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Card:
    """One allegation with the records that it rests on.

    ``related`` are its rivals, denials, broader and narrower ones by their ids; ``claims`` and ``documents`` hold what it,
    its drifts and the related allegations quote, with the outlets that weighing took documents to be of.
    """

    allegation: Allegation
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    drifts: tuple[Drift, ...]
    related: Mapping[str, Allegation]


def page_of(store: Store, query: Query, *, limit: int | None = None, offset: int = 0) -> Page:
    """Return a page of the allegations that suit the query, in its order."""
    found = _suiting(store.relation("allegations"), query)
    total = found.aggregate("count(*)").fetchall()[0][0]
    ids = found.project("id, origins, outlets, documents, drifts, first, last")
    ids = ids.order(f"{_ORDERS[query.order]}, id").limit(limit if limit is not None else 1_000_000_000, offset)
    wanted = [identity for (identity,) in ids.project("id").fetchall()]
    rows = {cast("Allegation", one).id: cast("Allegation", one) for one in store.with_ids("allegations", wanted)}
    return Page(tuple(rows[identity] for identity in wanted), total)


def card_of(store: Store, identity: str) -> Card:
    """Return the allegation whose id is, or begins with, ``identity``, with what it rests on.

    Raises:
        UnknownIdError: if there is none, or several.
    """
    allegation = cast("Allegation", store.find("allegations", identity))
    drifts = tuple(drifts_of(store, [allegation.id]))
    related_ids = {*allegation.rivals, *allegation.denials, *allegation.denies}
    related_ids |= {*allegation.broader, *allegation.narrower}
    related = {one.id: one for one in cast("Iterator[Allegation]", store.with_ids("allegations", related_ids))}
    claim_ids = {*allegation.claims, *allegation.reply_claims, *(one.best for one in related.values())}
    claim_ids |= {each for drift in drifts for each in (drift.claim, drift.from_claim)}
    claims = {claim.id: claim for claim in cast("Iterator[Claim]", store.with_ids("claims", claim_ids))}
    documents = {
        document.id: document
        for document in store.documents({*allegation.documents, *(claim.document for claim in claims.values())})
    }
    outlets = {one.document: one.outlet for each in (*related.values(), allegation) for one in each.timeline}
    return Card(
        allegation,
        {id_: _with_publisher(claim, outlets.get(claim.document)) for id_, claim in claims.items()},
        {
            id_: msgspec.structs.replace(document, outlet=document.outlet or outlets.get(id_))
            for id_, document in documents.items()
        },
        drifts,
        related,
    )


def _with_publisher(claim: Claim, outlet: str | None) -> Claim:
    """Return a claim with the outlet that weighing took its document to be of, where the document itself names none."""
    publisher, *inner = claim.chain
    if publisher.name is not None or outlet is None:
        return claim
    return msgspec.structs.replace(claim, chain=(msgspec.structs.replace(publisher, name=outlet), *inner))


def drifts_of(store: Store, allegations: Iterable[str]) -> Iterator[Drift]:
    """Yield the drifts of some allegations."""
    found = store.relation("drifts").filter(_one_of("allegation", allegations))
    for batch in found.to_arrow_table().to_batches():
        yield from from_batch(Drift, batch)


def _suiting(allegations: DuckDBPyRelation, query: Query) -> DuckDBPyRelation:
    for condition in _conditions(query):
        allegations = allegations.filter(condition)
    return allegations


def _conditions(query: Query) -> Iterator[Expression]:
    from duckdb import ColumnExpression, ConstantExpression, FunctionExpression  # noqa: PLC0415  (a tenth of a second)

    def folded(text: Expression) -> Expression:
        return FunctionExpression("lower", FunctionExpression("strip_accents", text))

    def holds(text: Expression, part: str) -> Expression:
        return FunctionExpression("contains", folded(text), folded(ConstantExpression(part)))

    def is_in(column: str, label: str) -> Expression:
        return FunctionExpression("list_contains", ColumnExpression(column), ConstantExpression(label))

    for word in (query.search or "").split():
        yield holds(ColumnExpression("text"), word)
    for column, part in (("actors", query.actor), ("places", query.place), ("outlets", query.outlet)):
        joined = FunctionExpression("array_to_string", ColumnExpression(column), ConstantExpression("\n"))
        yield from [holds(joined, part)] if part else []
    for column, label in (("sides", query.side), ("drifts", query.drift), ("documents", query.document)):
        yield from [is_in(column, label)] if label else []
    for column, label in (("event_type", query.event_type), ("firmness", query.firmness)):
        yield from [ColumnExpression(column) == ConstantExpression(label)] if label else []
    if query.circular is not None:
        yield ColumnExpression("is_circular") == ConstantExpression(query.circular)
    if query.least_articles:
        yield FunctionExpression("len", ColumnExpression("documents")) >= ConstantExpression(query.least_articles)
    yield from _in_time(query)


def _in_time(query: Query) -> Iterator[Expression]:
    """Yield the conditions that some article was published from ``since`` on, and some until the end of ``until``."""
    from duckdb import ColumnExpression, ConstantExpression, FunctionExpression  # noqa: PLC0415

    if query.since:
        yield ColumnExpression("last") >= ConstantExpression(query.since)
    if query.until:
        day = FunctionExpression("left", ColumnExpression("first"), ConstantExpression(10))
        yield day <= ConstantExpression(query.until)


def _one_of(column: str, values: Iterable[str]) -> Expression:
    from duckdb import ColumnExpression, ConstantExpression  # noqa: PLC0415

    constants = [ConstantExpression(value) for value in values]
    return ColumnExpression(column).isin(*constants) if constants else ConstantExpression(False)
