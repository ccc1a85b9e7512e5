"""The lists: allegations, claims, documents, sources and outlets, filtered, sorted and cut into pages by the index."""

# ruff: noqa: S608  values go in as parameters; what is put together are names and conditions of our own

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from allegedly.records import Allegation, Credited, Interval, Span, Suggested
from allegedly.show.standing import drifts_in_words, standing
from allegedly.show.web import words
from allegedly.show.web.filters import (
    ALLEGATION_SORTS,
    CLAIM_SORTS,
    DOCUMENT_SORTS,
    PAGE_SIZE,
    SOURCE_SORTS,
    AllegationFilter,
    ClaimFilter,
    Condition,
    DocumentFilter,
    SourceFilter,
    allegation_conditions,
    claim_conditions,
    clause,
    document_conditions,
    equal,
    one_of,
    order_of,
    page_from,
    words_in,
)
from allegedly.show.web.index import Index
from allegedly.show.web.view_records import (
    AllegationRow,
    ClaimRow,
    DocumentRow,
    OutletRow,
    Page,
    Quote,
    RelayRow,
    SayerView,
    SourceRow,
)
from allegedly.vocab import DriftKind, EventType, Firmness, Polarity, Reply

Row = Mapping[str, Any]

# Names that a filter suggests: a browser's own list of them stays usable.
MOST_SUGGESTED = 200

_CLAIM_COLUMNS = """c.id, c.document, c.content, c.words, c.chain, c.firmness, c.polarity, c."where", c.outlet, c.n,
    d.published, d.language"""
_ALLEGATION_COLUMNS = """id, text, best, polarity, len(documents) AS documents, outlets, origins, channels, sides, is_circular,
    is_self_citing, len(rivals) AS rivals, len(denials) AS denials, reply, event_type, firmness, first, last, drifts, credited"""
_DOCUMENT_COLUMNS = """d.n, d.id, d.title, d.outlet, d.published, d.language, d.byline, d.removed,
    coalesce(k.claims, 0) AS claims"""
_DOCUMENTS = "documents d LEFT JOIN document_claims k ON k.document = d.id"


def allegations(index: Index, asked: AllegationFilter, size: int = PAGE_SIZE) -> Page[AllegationRow]:
    """Return a page of the allegations that suit a filter."""
    where, values = clause(allegation_conditions(asked))
    page = page_from(asked.page)
    total = index.value(f"SELECT count(*) FROM allegation_rows {where}", *values)
    order = order_of(ALLEGATION_SORTS, asked.sort)
    query = f"SELECT id FROM allegation_rows {where} ORDER BY {order} LIMIT ? OFFSET ?"
    ids = [row["id"] for row in index.rows(query, *values, size, (page - 1) * size)]
    known = allegations_by_id(index, ids)
    return Page(rows=[known[identity] for identity in ids], total=total, page=page, size=size)


def sides_and_outlets(index: Index) -> dict[str, list[str]]:
    """Return the names of sides and of outlets in the case, the most frequent first, for whoever fills in a filter."""
    sides = index.rows("SELECT side AS name FROM sides ORDER BY times DESC, side LIMIT ?", MOST_SUGGESTED)
    outlets = index.rows(
        "SELECT name FROM outlets WHERE name <> '' ORDER BY documents DESC, name LIMIT ?", MOST_SUGGESTED
    )
    return {"sides": [row["name"] for row in sides], "outlets": [row["name"] for row in outlets]}


def allegations_by_id(index: Index, ids: Sequence[str]) -> dict[str, AllegationRow]:
    """Return the rows of some allegations by their ids; one that is not there is left out."""
    rows = index.rows(
        f"SELECT {_ALLEGATION_COLUMNS} FROM allegations WHERE id IN (SELECT unnest(?::VARCHAR[]))", list(ids)
    )
    return {row["id"]: allegation_row(_without_graph(row)) for row in rows}


def _without_graph(row: Row) -> Allegation:
    """Return an allegation without what only its card shows: reading graphs takes fifty times as long as all the rest."""
    return Allegation(
        id=row["id"],
        text=row["text"],
        best=row["best"],
        polarity=Polarity(row["polarity"]),
        claims=(),
        documents=("",) * row["documents"],
        outlets=tuple(row["outlets"]),
        origins=Interval(row["origins"]["lo"], row["origins"]["hi"]),
        channels=row["channels"],
        sides=tuple(row["sides"]),
        is_circular=row["is_circular"],
        is_self_citing=row["is_self_citing"],
        nodes=(),
        reliances=(),
        timeline=(),
        rivals=("",) * row["rivals"],
        denials=("",) * row["denials"],
        reply=Reply(row["reply"]),
        suggested=Suggested(credibility=6, reason=""),
        credited=Credited(**row["credited"]) if row["credited"] else None,
        event_type=EventType(row["event_type"]) if row["event_type"] else None,
        firmness=Firmness(row["firmness"]),
        first=row["first"],
        last=row["last"],
        drifts=tuple(DriftKind(kind) for kind in row["drifts"]),
    )


def allegation_row(allegation: Allegation) -> AllegationRow:
    """Return an allegation as a list shows it."""
    return AllegationRow(
        id=allegation.id,
        text=allegation.text,
        sentence=standing(allegation),
        polarity=allegation.polarity,
        firmness=allegation.firmness,
        origins=allegation.origins,
        documents=len(allegation.documents),
        outlets=allegation.outlets,
        sides=allegation.sides,
        is_circular=allegation.is_circular,
        drift=drifts_in_words(allegation),
        rivals=len(allegation.rivals),
        denials=len(allegation.denials),
        first=allegation.first,
        last=allegation.last,
        event_type=allegation.event_type,
        credited=allegation.credited,
    )


def claims(index: Index, asked: ClaimFilter, size: int = PAGE_SIZE) -> Page[ClaimRow]:
    """Return a page of the claims that suit a filter."""
    order = order_of(CLAIM_SORTS, asked.sort)
    return claims_where(index, claim_conditions(asked), order=order, page=asked.page, size=size)


def claims_where(
    index: Index, conditions: Sequence[Condition], *, order: str = "n", page: int = 1, size: int = PAGE_SIZE
) -> Page[ClaimRow]:
    """Return a page of the claims that fulfil conditions: the page is cut first, and only its rows are looked up."""
    where, values = clause(conditions)
    page = page_from(page)
    total = index.value(f"SELECT count(*) FROM claims {where}", *values)
    cut = f"SELECT n FROM claims {where} ORDER BY {order} LIMIT ? OFFSET ?"
    numbers = [row["n"] for row in index.rows(cut, *values, size, (page - 1) * size)]
    known = _claim_rows(index, one_of("c.n", numbers))
    return Page(rows=[known[number] for number in numbers], total=total, page=page, size=size)


def claims_by_id(index: Index, ids: Iterable[str]) -> dict[str, ClaimRow]:
    """Return some claims by their ids; one that is not there is left out."""
    rows = _claim_rows(index, one_of("c.id", dict.fromkeys(ids)))
    return {row.id: row for row in rows.values()}


def _claim_rows(index: Index, condition: Condition) -> dict[int, ClaimRow]:
    """Return the claims that fulfil a condition by their numbers, each with the allegation that it is part of."""
    where, values = clause([condition])
    rows = index.rows(f"SELECT {_CLAIM_COLUMNS} FROM claims c JOIN documents d ON d.n = c.document_n {where}", *values)
    part, ids = clause([one_of("claim", [row["id"] for row in rows])])
    told = index.rows(f"SELECT claim, allegation FROM told {part} ORDER BY n DESC", *ids)
    allegations_of = {row["claim"]: row["allegation"] for row in told}  # of several the first in the case
    return {row["n"]: claim_row(row, allegations_of.get(row["id"])) for row in rows}


def claim_row(row: Row, allegation: str | None) -> ClaimRow:
    """Return a row of the index as its reader sees it."""
    quote = Quote(
        words=row["words"], document=row["document"], spans=spans_of(row["content"]), language=row["language"]
    )
    return ClaimRow(
        id=row["id"],
        quote=quote,
        chain=tuple(
            SayerView(name=words.sayer(link["name"], link["kind"]), kind=link["kind"]) for link in row["chain"]
        ),
        firmness=row["firmness"],
        polarity=row["polarity"],
        where=row["where"],
        outlet=row["outlet"] or None,
        published=row["published"],
        allegation=allegation,
    )


def documents(
    index: Index, asked: DocumentFilter, found: Sequence[str] | None = None, size: int = PAGE_SIZE
) -> Page[DocumentRow]:
    """Return a page of documents; ``found`` are the ids that a full text search gave, best first."""
    conditions = document_conditions(asked)
    order = order_of(DOCUMENT_SORTS, asked.sort)
    values: tuple[object, ...] = ()
    if found is not None:
        conditions.append(Condition("d.id IN (SELECT unnest(?::VARCHAR[]))", (list(found),)))
        if asked.sort not in DOCUMENT_SORTS or asked.sort == "order":
            order, values = "list_position(?::VARCHAR[], d.id)", (list(found),)
    return documents_where(index, conditions, order=order, order_values=values, page=asked.page, size=size)


def documents_where(
    index: Index,
    conditions: Sequence[Condition],
    *,
    order: str = "d.n",
    order_values: tuple[object, ...] = (),
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[DocumentRow]:
    """Return a page of the documents that fulfil conditions."""
    where, values = clause(conditions)
    page = page_from(page)
    total = index.value(f"SELECT count(*) FROM documents d {where}", *values)
    query = f"SELECT {_DOCUMENT_COLUMNS} FROM {_DOCUMENTS} {where} ORDER BY {order} LIMIT ? OFFSET ?"
    rows = index.rows(query, *values, *order_values, size, (page - 1) * size)
    return Page(rows=[document_row(row) for row in rows], total=total, page=page, size=size)


def documents_by_id(index: Index, ids: Iterable[str]) -> dict[str, DocumentRow]:
    """Return the rows of some documents by their ids; one that is not there is left out."""
    where, values = clause([one_of("d.id", dict.fromkeys(ids))])
    rows = index.rows(f"SELECT {_DOCUMENT_COLUMNS} FROM {_DOCUMENTS} {where}", *values)
    return {row["id"]: document_row(row) for row in rows}


def document_row(row: Row) -> DocumentRow:
    """Return a row of the index as its reader sees it."""
    names = ("id", "title", "outlet", "published", "language", "byline", "claims", "removed")
    return DocumentRow(**{name: row[name] for name in names})


def sources(index: Index, asked: SourceFilter, size: int = PAGE_SIZE) -> Page[SourceRow]:
    """Return a page of those who are quoted."""
    where, values = clause(words_in("searched", asked.q) + equal("kind", asked.kind))
    page = page_from(asked.page)
    total = index.value(f"SELECT count(*) FROM sources {where}", *values)
    query = f"SELECT * FROM sources {where} ORDER BY {order_of(SOURCE_SORTS, asked.sort)} LIMIT ? OFFSET ?"
    rows = index.rows(query, *values, size, (page - 1) * size)
    return Page(rows=[_source_row(row) for row in rows], total=total, page=page, size=size)


def source_kinds(index: Index) -> list[tuple[str, int]]:
    """Return how many attributions each kind of source has, most first."""
    query = (
        "SELECT source_kind, count(*) AS times FROM attributions GROUP BY source_kind ORDER BY times DESC, source_kind"
    )
    return [(row["source_kind"], row["times"]) for row in index.rows(query)]


def source_named(index: Index, name: str) -> list[SourceRow]:
    """Return a source by its name, one row for each kind that it is given."""
    rows = index.rows("SELECT * FROM sources WHERE coalesce(name, '') = ? ORDER BY attributions DESC, kind", name)
    return [_source_row(row) for row in rows]


def _source_row(row: Row) -> SourceRow:
    return SourceRow(
        name=row["name"],
        kind=row["kind"],
        attributions=row["attributions"],
        documents=row["documents"],
        outlets=tuple(row["outlets"] or ()),
    )


def outlets(index: Index, letters: Mapping[str, str], page: int = 1, size: int = PAGE_SIZE) -> Page[OutletRow]:
    """Return a page of the outlets, those with most documents first; ``letters`` are the reliabilities that stand."""
    page = page_from(page)
    query = "SELECT * FROM outlets ORDER BY documents DESC, name LIMIT ? OFFSET ?"
    rows = [_outlet_row(row, letters) for row in index.rows(query, size, (page - 1) * size)]
    return Page(rows=rows, total=index.value("SELECT count(*) FROM outlets"), page=page, size=size)


def outlet_named(index: Index, name: str, letters: Mapping[str, str]) -> OutletRow | None:
    """Return an outlet by its name, the empty name for documents whose outlet is not known."""
    rows = index.rows("SELECT * FROM outlets WHERE name = ?", name)
    return _outlet_row(rows[0], letters) if rows else None


def _outlet_row(row: Row, letters: Mapping[str, str]) -> OutletRow:
    return OutletRow(**row, reliability=letters.get(row["name"], "F"))


def relays(index: Index, *, outlet: str | None = None, relayed: str | None = None, limit: int = 200) -> list[RelayRow]:
    """Return who relays whom, most often first; of one outlet, or of those who relay it."""
    where, values = clause(
        [
            Condition(f"{column} = ?", (name,))
            for column, name in (("outlet", outlet), ("relayed", relayed))
            if name is not None
        ]
    )
    query = f"SELECT * FROM relays {where} ORDER BY times DESC, outlet, relayed LIMIT ?"
    return [RelayRow(**row) for row in index.rows(query, *values, limit)]


def spans_of(structs: Iterable[Mapping[str, int]]) -> tuple[Span, ...]:
    """Return spans as DuckDB gives them as records."""
    return tuple(Span(each["start"], each["end"]) for each in structs)
