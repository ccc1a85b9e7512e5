"""The tables of the register, read row by row into names and what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from allegedly.errors import ModelError
from allegedly.link.actor_records import ActorType, Outlet, OutletKind, Sector, Sense, SenseKind, Strength
from allegedly.link.actor_words import key_of
from allegedly.records import Record

Row = dict[str, str]


class Named(NamedTuple):
    """A name as it is written, and what it means."""

    written: str
    sense: Sense


class Standing(Record, frozen=True, kw_only=True):
    """Years (``end`` included, None for "since") in which a body stood otherwise than its sense says."""

    id: str
    actor_type: ActorType
    sector: Sector
    start: int | None
    end: int | None


def table(name: str) -> Iterator[Row]:
    """Yield the rows of the table ``name`` of the register, keyed by the words of its first line.

    Raises:
        ModelError: if there is no such table, or a line has more or fewer fields than the first.
    """
    resource = files("allegedly.link").joinpath("register", f"{name}.tsv")
    if not resource.is_file():
        message = f"the register has no table {name!r}"
        raise ModelError(message)
    yield from (row for _, row in rows_of(resource.read_text(encoding="utf-8"), f"register table {name!r}"))


@lru_cache(maxsize=1)
def _word_classes() -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for row in table("phrase_words"):
        classes.setdefault(row["class"], set()).add(row["word"])
    return {name: frozenset(words) for name, words in classes.items()}


def phrase_words(name: str) -> frozenset[str]:
    """Return the words of one class of the table of words that steer how phrases are read.

    >>> "of" in phrase_words("belonging")
    True
    """
    return _word_classes()[name]


def rows_of(text: str, where: str) -> Iterator[tuple[int, Row]]:
    """Yield line numbers and rows; the first line that is no comment names the columns."""
    header: list[str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if header is None:
            header = fields
        elif len(fields) != len(header):
            message = (
                f"{where}, line {number}: {len(fields)} fields where {len(header)} were expected ({', '.join(header)})"
            )
            raise ModelError(message)
        else:
            yield number, dict(zip(header, fields, strict=True))


def year_of(text: str) -> int | None:
    """Return the year that a field gives, or None where it is empty."""
    return int(text) if text else None


def outlet_of(row: Row) -> Outlet:
    """Return the outlet that a row of the table of outlets gives."""
    return Outlet(
        id=row["id"],
        name=row["name"],
        kind=OutletKind(row["kind"]),
        country=row["country"] or None,
        owner=row["owner"] or None,
        side=row["side"] or None,
        source=row["source"],
    )


def all_names(outlets: Mapping[str, Outlet]) -> Iterator[Named]:
    """Yield all names; of two meanings of one name the earlier is the likelier."""
    yield from _state_names()
    yield from _named_organs()
    yield from _body_names()
    yield from _peoples()
    yield from _regions()
    yield from _phrases("organs", "organ_phrases", "organ", SenseKind.ORGAN)
    yield from _phrases("offices", "office_phrases", "office", SenseKind.OFFICE)
    yield from _role_names()
    yield from _outlet_names(outlets)


def _state_names() -> Iterator[Named]:
    states = {row["iso3"]: row for row in table("states")}
    kinds = {
        "name": SenseKind.STATE,
        "adjective": SenseKind.ADJECTIVE,
        "demonym": SenseKind.DEMONYM,
        "seat": SenseKind.SEAT,
    }
    for row in table("state_names"):
        state = states[row["iso3"]]
        sense = Sense(
            kind=kinds[row["kind"]],
            id=row["iso3"],
            name=state["name"],
            actor_type=ActorType.STATE,
            country=row["iso3"],
            start=year_of(state["start"]),
            end=year_of(state["end"]),
            source=row["source"],
        )
        yield Named(row["name"], sense)
        if row["kind"] == "demonym":
            yield Named(plural(row["name"]), sense)


def _named_organs() -> Iterator[Named]:
    organs = {row["organ"]: row for row in table("organs")}
    for row in table("named_organs"):
        organ = organs[row["organ"]]
        sense = Sense(
            kind=SenseKind.NAMED_ORGAN,
            id=f"{row['iso3']}/{key_id(row['name'])}",
            name=row["name"],
            actor_type=ActorType(organ["type"]),
            country=row["iso3"],
            sector=Sector(organ["sector"]),
            organ=row["organ"],
            source=row["source"],
        )
        yield Named(row["phrase"], sense)


def _body_names() -> Iterator[Named]:
    rows = {row["id"]: row for row in table("bodies")}
    senses = {
        id_: Sense(
            kind=SenseKind.BREAKAWAY if row["type"] == "breakaway" else SenseKind.BODY,
            id=id_,
            name=row["name"],
            actor_type=ActorType(row["type"]),
            country=row["country"] or None,
            sector=Sector(row["sector"]) if row["sector"] else None,
            start=year_of(row["start"]),
            end=year_of(row["end"]),
            source=row["source"],
        )
        for id_, row in rows.items()
    }
    for row in table("body_names"):
        yield Named(row["name"], senses[row["id"]])


def _peoples() -> Iterator[Named]:
    for row in table("peoples"):
        kind = ActorType.RELIGIOUS if row["kind"] == "religious" else ActorType.ETHNIC_GROUP
        sense = Sense(
            kind=SenseKind.PEOPLE,
            id=key_id(row["name"]),
            name=row["name"],
            actor_type=kind,
            country=row["iso3"] or None,
            sector=Sector(row["sector"] or "CVL"),
            source=row["source"],
        )
        yield Named(row["name"], sense)


def _regions() -> Iterator[Named]:
    for row in table("regions"):
        kind = SenseKind(row["kind"])
        sense = Sense(
            kind=kind,
            id=f"{row['iso3'] or 'region'}:{key_id(row['name'])}",
            name=row["name"],
            actor_type=ActorType.PLACE,
            country=row["iso3"] or None,
            source=row["source"],
        )
        yield Named(row["name"], sense)


def _phrases(heads: str, phrases: str, column: str, kind: SenseKind) -> Iterator[Named]:
    rows = {row[column]: row for row in table(heads)}
    for phrase in table(phrases):
        row = rows[phrase[column]]
        sense = Sense(
            kind=kind,
            id=phrase[column],
            name=row.get("name") or phrase[column].replace("-", " "),
            actor_type=ActorType(row["type"]),
            sector=Sector(row["sector"]),
            organ=row.get("organ") or None if kind is SenseKind.OFFICE else None,
            source=phrase["source"],
        )
        yield Named(phrase["phrase"], sense)
        if not phrase["phrase"].endswith("s"):
            yield Named(plural(phrase["phrase"]), sense)


def _role_names() -> Iterator[Named]:
    roles = {row["phrase"]: row for row in table("roles")}
    for phrase, row in roles.items():
        yield Named(phrase, _role(phrase, row))
        many = plural(phrase)
        if many not in roles and not phrase.endswith(("s", "men", "women", "people")):
            yield Named(many, _role(phrase, row))
    for row in table("through"):
        role = roles.get(row["phrase"])
        sense = Sense(
            kind=SenseKind.THROUGH,
            id=key_id(row["phrase"]),
            name=row["phrase"],
            actor_type=ActorType(role["type"]) if role else None,
            sector=Sector(role["sector"]) if role else Sector(row["sector"]) if row["sector"] else None,
            of_country=Sector(row["of_country"]) if row["of_country"] else None,
            source=row["source"],
        )
        yield Named(row["phrase"], sense)


def _role(phrase: str, row: Row) -> Sense:
    return Sense(
        kind=SenseKind.ROLE,
        id=key_id(phrase),
        name=phrase,
        actor_type=ActorType(row["type"]),
        sector=Sector(row["sector"]),
        strength=Strength(row["strength"]),
        source=row["source"],
    )


def _outlet_names(outlets: Mapping[str, Outlet]) -> Iterator[Named]:
    for row in table("outlet_names"):
        if row["kind"] == "domain":
            continue
        outlet = outlets[row["id"]]
        # What speaks for a state stands in its government's sector (NGEC convention); insurgent media stay media.
        directed = outlet.kind is not OutletKind.INSURGENT_MEDIA and outlet.side is not None and outlet.side.isupper()
        sense = Sense(
            kind=SenseKind.OUTLET,
            id=f"outlet:{outlet.id}",
            name=outlet.name,
            actor_type=ActorType.MEDIA,
            country=outlet.country,
            sector=Sector.GOV if directed else Sector.JRN,
            source=outlet.source,
        )
        yield Named(row["name"], sense)


def key_id(name: str) -> str:
    """Return a name as the part of an id: folded words joined by hyphens.

    >>> key_id("Sûreté de l'État")
    'surete-de-letat'
    """
    return "-".join(word for word in key_of(name) if word.isalnum())


def plural(phrase: str) -> str:
    """Return the plural of a phrase by the rules of English spelling.

    >>> plural("Frenchman"), plural("agency"), plural("Dane"), plural("Swiss")
    ('Frenchmen', 'agencies', 'Danes', 'Swiss')
    """
    if phrase.endswith("man"):
        return phrase.removesuffix("man") + "men"
    if phrase.endswith("y") and phrase[-2:-1] not in "aeiou":
        return phrase.removesuffix("y") + "ies"
    if phrase.endswith(("s", "ese", "ish")):
        return phrase
    return phrase + ("es" if phrase.endswith(("ch", "sh", "x", "z")) else "s")
