"""What a reader may ask a list for, and the SQL that it means; every value goes in as a parameter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from allegedly.event_list import EventFilter

# Rows on one page of a list.
PAGE_SIZE = 50

# No list goes further than this page: nobody reads so far, and an address typed by hand must not ask for the moon.
LAST_PAGE = 1_000_000


class Condition(NamedTuple):
    """A part of a WHERE clause and its parameters."""

    sql: str
    values: tuple[object, ...] = ()


class AllegationFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What allegations to list: words that must all occur, and labels that they must have."""

    q: str = ""
    actor: str = ""
    place: str = ""
    type: str = ""
    outlet: str = ""
    side: str = ""
    firmness: str = ""
    since: str = ""
    until: str = ""
    circular: bool = False
    least: int = 0
    drift: str = ""
    sort: str = "spread"
    page: int = 1


class ClaimFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What claims to list."""

    q: str = ""
    source: str = ""
    source_kind: str = ""
    outlet: str = ""
    firmness: str = ""
    where: str = ""
    since: str = ""
    until: str = ""
    sort: str = "order"
    page: int = 1


class DocumentFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What documents to list; ``q`` is a full text query."""

    q: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    language: str = ""
    sort: str = "order"
    page: int = 1


class SourceFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What sources to list."""

    q: str = ""
    kind: str = ""
    sort: str = "attributions"
    page: int = 1


class EventsAsked(EventFilter, frozen=True, kw_only=True):
    """What events to list: the library's own filter, and which page."""

    page: int = 1


ALLEGATION_SORTS: Mapping[str, tuple[str, str]] = {
    "spread": ("told by most", "spread DESC, documents DESC, n"),
    "origins": ("most origins", "origins_hi DESC, origins_lo DESC, documents DESC, n"),
    "fewest": (
        "widely told, fewest origins",
        "documents * 1.0 / (1 + origins_lo + origins_hi) DESC, documents DESC, n",
    ),
    "drift": ("most drift", "drifts DESC, documents DESC, n"),
    "novelty": ("newest", "first DESC NULLS LAST, documents DESC, n"),
    "active": ("told last", "last DESC NULLS LAST, documents DESC, n"),
}
CLAIM_SORTS: Mapping[str, tuple[str, str]] = {
    "order": ("as read", "n"),
    "newest": ("newest", "day DESC NULLS LAST, n"),
    "oldest": ("oldest", "day NULLS LAST, n"),
    "chain": ("longest chain", "len(chain) DESC, n"),
}
DOCUMENT_SORTS: Mapping[str, tuple[str, str]] = {
    "order": ("as read", "d.n"),
    "newest": ("newest", "d.published DESC NULLS LAST, d.n"),
    "oldest": ("oldest", "d.published NULLS LAST, d.n"),
    "claims": ("most claims", "claims DESC, d.n"),
}
SOURCE_SORTS: Mapping[str, tuple[str, str]] = {
    "attributions": ("most quoted", "attributions DESC, documents DESC, name NULLS LAST, kind"),
    "documents": ("in most articles", "documents DESC, attributions DESC, name NULLS LAST, kind"),
    "outlets": ("through most outlets", "len(coalesce(outlets, [])) DESC, attributions DESC, name NULLS LAST, kind"),
    "name": ("by name", "searched, kind"),
}


def order_of(sorts: Mapping[str, tuple[str, str]], asked: str) -> str:
    """Return the ORDER BY of a sorting; the first one where there is none of this name."""
    return sorts.get(asked, next(iter(sorts.values())))[1]


def allegation_conditions(asked: AllegationFilter) -> list[Condition]:
    """Return what an allegation must fulfil."""
    found = words_in("searched", asked.q)
    found += words_in("actors", asked.actor) + words_in("places", asked.place)
    found += words_in("outlets", asked.outlet) + words_in("sides", asked.side)
    found += equal("event_type", asked.type) + equal("firmness", asked.firmness) + _one_of("drift_kinds", asked.drift)
    if asked.since:
        found.append(Condition("last >= ?", (asked.since,)))
    if asked.until:
        found.append(Condition("first <= ?", (asked.until,)))
    if asked.circular:
        found.append(Condition("is_circular"))
    if asked.least > 1:
        found.append(Condition("documents >= ?", (asked.least,)))
    return found


def claim_conditions(asked: ClaimFilter) -> list[Condition]:
    """Return what a claim must fulfil."""
    found = (
        words_in("searched", asked.q) + words_in("sayers", asked.source) + words_in("outlet", asked.outlet, fold=True)
    )
    found += equal("source_kind", asked.source_kind) + equal("firmness", asked.firmness) + equal('"where"', asked.where)
    return found + _period("day", asked.since, asked.until)


def document_conditions(asked: DocumentFilter) -> list[Condition]:
    """Return what a document must fulfil, its words apart."""
    found = words_in("coalesce(d.outlet, '')", asked.outlet, fold=True) + equal("d.language", asked.language)
    return found + _period("d.day", asked.since, asked.until)


def event_conditions(asked: EventsAsked) -> list[Condition]:
    """Return what an event must fulfil, as ``EventFilter`` has it; one without a day is left out where a period is asked for."""
    found = equal("e.event_type", asked.type or "") + equal("e.firmness", asked.firmness or "")
    for column, part in (("parties", asked.actor), ("settings", asked.place)):
        if part:
            codes = f"list_contains(e.{column}_countries, ?)"
            found.append(Condition(f"(contains(e.{column}, ?) OR {codes})", (folded(part), part.upper())))
    if asked.since:
        found.append(Condition("e.until >= ?", (asked.since,)))
    if asked.until:
        found.append(Condition("e.since <= ?", (asked.until,)))
    return found


def words_in(column: str, query: str, *, fold: bool = False) -> list[Condition]:
    """Return that every word of ``query`` occurs in a column of folded text, or of any text with ``fold``."""
    column = f"lower(strip_accents({column}))" if fold else column
    return [Condition(f"contains({column}, ?)", (word,)) for word in folded(query).split()]


def equal(column: str, value: str) -> list[Condition]:
    """Return that a column has a value, or nothing where none is asked for."""
    return [Condition(f"{column} = ?", (value,))] if value else []


def one_of(column: str, values: Iterable[object]) -> Condition:
    """Return that a column has one of some values; a list written out is looked up, a nested query is a join."""
    given = tuple(values)
    return Condition(f"{column} IN ({', '.join('?' * len(given))})" if given else "false", given)


def clause(conditions: Sequence[Condition]) -> tuple[str, tuple[object, ...]]:
    """Return the WHERE clause of conditions that must all hold, and its parameters."""
    if not conditions:
        return "", ()
    return (
        "WHERE " + " AND ".join(condition.sql for condition in conditions),
        tuple(value for condition in conditions for value in condition.values),
    )


def folded(text: str) -> str:
    """Return a text in small letters without accents, as the index has it.

    >>> folded("Vítězná ÚJEZD")
    'vitezna ujezd'
    """
    parted = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in parted if not unicodedata.combining(letter)).lower()


def page_from(number: int) -> int:
    """Return the number of a page within bounds."""
    return max(1, min(number, LAST_PAGE))


def _one_of(column: str, value: str) -> list[Condition]:
    return [Condition(f"list_contains({column}, ?)", (value,))] if value else []


def _period(column: str, since: str, until: str) -> list[Condition]:
    found = []
    if since:
        found.append(Condition(f"{column} >= ?", (since,)))
    if until:
        found.append(Condition(f"{column} <= ?", (until,)))
    return found
