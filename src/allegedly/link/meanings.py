"""What an analyst says that words mean, as the fields of a link: by the id of a place, an actor or an outlet, by name, by day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from allegedly.link.actors import actor
from allegedly.link.gazetteer import Place, load_gazetteer
from allegedly.link.outlets import outlet
from allegedly.link.places import admin_path
from allegedly.link.register import Register
from allegedly.link.stage import place_target
from allegedly.records import Link, LinkCandidate
from allegedly.vocab import LinkKind

# How sure a link is that a person has set: the register's scores say how often we are right, and this is not ours.
JUDGED = 1.0

# Readings of a name that are offered: the best known of the hundreds that some names have.
READINGS = 12

_DAYS = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:/(\d{4})-(\d{2})-(\d{2}))?")
_OF_KIND = (
    *("target", "name", "type", "country", "sector", "affiliation", "is_former", "owner", "side"),
    *("latitude", "longitude", "admin_path", "precision", "start", "end", "anchor"),
)


def readings(kind: LinkKind, words: str, register: Register) -> tuple[LinkCandidate, ...]:
    """Return what words may mean, by name or by id, as candidates for a link of a kind; the best known first.

    >>> [one.target for one in readings(LinkKind.DATE, "2033-04", Register.load())]
    ['2033-04']
    """
    return tuple(
        LinkCandidate(target=one["target"], name=one["name"] or words, linker_score=JUDGED, reason=one["reason"])
        for one in _found(kind, words.strip(), register)
    )


def meant(link: Link, target: str | None, name: str | None, register: Register) -> Link:
    """Return a link with another meaning, in all the fields that follow from it; ``target`` None: nothing that is known.

    The id stays, and so does the role that a place has in the text. A target that no table knows any more keeps its id
    and name alone.
    """
    found = None
    if target is not None:
        asked = dict.fromkeys(words for words in (name, target, target.partition(":")[2]) if words)
        every = (one for words in asked for one in _found(link.kind, words, register))
        found = next((one for one in every if one["target"] == target), {"target": target, "name": name})
    blank: dict[str, object] = dict.fromkeys(_OF_KIND) | {"is_former": False, "admin_path": ()}
    kept = {"type": link.type} if link.kind in {LinkKind.PLACE, LinkKind.DATE} else {}
    fields = {field: value for field, value in {**blank, **kept, **(found or {})}.items() if field in _OF_KIND}
    return msgspec.structs.replace(link, **fields)


def _found(kind: LinkKind, words: str, register: Register) -> Iterator[dict[str, Any]]:
    """Yield what words may mean, each as fields of a link with a ``reason`` that tells it from the others."""
    if not words:
        return
    if kind is LinkKind.PLACE:
        yield from _places(words, register)
    elif kind is LinkKind.DATE:
        yield from _days(words)
    elif kind is LinkKind.OUTLET:
        yield from _outlets(words, register)
    else:
        yield from _actors(words, register)


def _places(words: str, register: Register) -> Iterator[dict[str, Any]]:
    table = load_gazetteer()
    number = words.removeprefix("geonames:")
    by_id = table.with_id(int(number)) if number.isdecimal() else None
    named = [by_id] if by_id is not None else [each.place for each in table.lookup(_spoken(words, "place:"))]
    unique = {place.row: place for place in sorted(named, key=_fame)}
    for place in list(unique.values())[:READINGS]:
        path = admin_path(place, table)
        yield {
            "target": place_target(place),
            "name": place.name,
            "country": register.iso3.get(place.country or ""),
            "latitude": place.latitude,
            "longitude": place.longitude,
            "admin_path": path,
            "precision": place.precision,
            "reason": ", ".join((place.precision, *reversed(path))),
        }


def _spoken(words: str, prefix: str) -> str:
    """Return a name as it is spoken from an id that is made of it."""
    return words.removeprefix(prefix).replace("-", " ") if words.startswith(prefix) else words


def _fame(place: Place) -> tuple[bool, int, int]:
    return place.precision != "country", -place.population, place.row


def _days(words: str) -> Iterator[dict[str, Any]]:
    """Yield the days of "2033", "2033-04", "2033-04-12" or "2033-04-12/2033-04-14"."""
    match = _DAYS.fullmatch(words)
    if match is None:
        return
    year, month, day, *last = (int(part) if part else None for part in match.groups())
    try:
        start = date(year or 1, month or 1, day or 1)
        if all(last):
            end = date(*(part or 1 for part in last))
        else:
            months = month or 12
            end = date(year or 1, months, day or calendar.monthrange(year or 1, months)[1])
    except ValueError:  # no day of the calendar
        return
    precision = "range" if last[0] else "day" if day else "month" if month else "year"
    if end >= start:
        yield {
            "target": words,
            "name": None,
            "start": start.isoformat(),
            "end": end.isoformat(),
            "precision": precision,
            "reason": precision,
        }


def _outlets(words: str, register: Register) -> Iterator[dict[str, Any]]:
    known = register.outlets.get(words)
    if known is not None:
        found = {"target": known.id, "name": known.name, "type": known.kind.value, "country": known.country}
        yield {**found, "owner": known.owner, "side": known.side, "reason": "by its id in the register"}
        return
    one = outlet(_spoken(words, "outlet:"), register=register)
    yield {
        "target": one.id,
        "name": one.name,
        "type": one.kind.value if one.kind else None,
        "country": one.country,
        "owner": one.owner,
        "side": one.side,
        "reason": one.reason,
    }
    for other in one.candidates:
        yield from _outlets(other, register)


def _actors(words: str, register: Register) -> Iterator[dict[str, Any]]:
    for (_, identity), sense in register.senses.items():
        if identity == words:
            yield {**_actor(identity, sense), "reason": f"by its id in the register ({sense.kind.value})"}
    found = actor(_spoken(words, "name:"), register=register)
    yield {
        **_actor(found.id, found),
        "affiliation": found.affiliation,
        "is_former": found.is_former,
        "reason": found.reason,
    }
    for other in found.candidates:
        yield {**_actor(other.id, other), "reason": other.reason}


def _actor(identity: str, one: Any) -> dict[str, Any]:
    """Return what a link says of an actor: a sense of the register, or one resolved by its name."""
    return {
        "target": identity,
        "name": one.name,
        "type": one.actor_type.value if one.actor_type else None,
        "country": one.country,
        "sector": one.sector.value if one.sector else None,
    }
