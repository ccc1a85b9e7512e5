"""Sides: for which party a source speaks, by what it is called and what it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from allegedly.lexicon import load_table
from allegedly.weigh.identity import fold

GOVERNMENT = "government"
# Sides of which there is one for each body or country named; the others are one side however many speak for them.
_BY_NAME = frozenset({GOVERNMENT, "rebels", "company", "association", "politics", "body"})
_THROUGH = "through"
_PRESS = "press"
# Sectors of linked actors (records.Link.sector, after CAMEO and PLOVER) and the side that each is.
_SECTORS = {
    "GOV": GOVERNMENT, "MIL": GOVERNMENT, "COP": GOVERNMENT, "SPY": GOVERNMENT, "JUD": GOVERNMENT, "LEG": GOVERNMENT,
    "REB": "rebels", "UAF": "rebels", "SEP": "rebels", "INS": "rebels", "CVL": "civilians", "REF": "civilians",
    "NGO": "third party", "IGO": "third party", "NGM": "third party", "MED": "third party", "BUS": "company",
    "MNC": "company", "LAB": "association", "PTY": "politics", "OPP": "politics",
}  # fmt: skip
_COMPLEMENT = re.compile(
    r",\s+|\s+(?:of|in|inside|within|for|from|at|to|with|close to|near|by|on behalf of|representing|belonging to|who)\s+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
# Words of a name that say what kind of body it is, not whose: they tell no two bodies apart.
_LONGEST_NOUN = 3
# Two names share a country if one begins with the other's first letters: Temrin, Temrini; Selmar, Selmari.
_STEM = 4
# Endings by which the name of a people or its adjective differs from that of its country.
_ENDINGS = re.compile(r"(?:ians?|ans?|ese|ish|i|ic|e|s|ine|er|ers|a|ia|ns?)$")


@dataclass(frozen=True, slots=True)
class Party:
    """A side and, where there may be several of its kind, the names that tell whose it is."""

    side: str
    names: frozenset[str] = frozenset()


@cache
def _sides() -> dict[str, str]:
    return {row["noun"]: row["side"] for row in load_table("parties")}


# The side of a named body of which nothing more is known: its own.
BODY = "body"


def party_of_person(role: str) -> Party | None:
    """Return the party of a person by what the text says of them: their office's, or the people's; None if it says nothing."""
    return party_of(role) or (Party(_CIVILIANS) if role.strip() and not _SPOKES.search(role) else None)


_SPOKES = re.compile(r"(?i)\b(?:spokes\w+|press|representative)\b")


def party_of_body(name: str) -> Party:
    """Return the party of a named body whose name does not tell its side: it speaks for itself."""
    return Party(BODY, frozenset(fold(name)))


def is_country(name: str, texts: Iterable[str]) -> bool:
    """Say whether a name is a country's or people's land: some text has the adjective made of it.

    >>> is_country("Temrin", ["The Temrini army fired."]), is_country("Gorstal", ["Gorstal said so."])
    (True, False)
    """
    stem = name.strip()
    if not stem.isalpha() or len(stem) < _STEM:
        return False
    adjective = re.compile(rf"\b{re.escape(stem.rstrip('ae'))}(?:n|i|ian|an|ean|ese|ish|ic|er|ine|ite)\b")
    return any(adjective.search(text) for text in texts)


def party_of_sector(sector: str | None, country: str | None) -> Party | None:
    """Return the party of a linked actor, by its sector and country."""
    side = _SECTORS.get(sector or "")
    if side is None:
        return None
    return Party(side, frozenset({country.casefold()}) if country and side == GOVERNMENT else frozenset())


@lru_cache(maxsize=4096)
def party_of(description: str) -> Party | None:
    """Return the party that a description of a source speaks for, or None if it says nothing of it.

    The noun at its head counts first; where that is silent ("a source", "the leader", "a memorandum"), what stands before
    it, and then what it is of.

    >>> party_of("a spokesman for the Temrini border service"), party_of("a nurse in Orrimand"), party_of("two sources")
    (Party(side='government', names=frozenset({'temrini'})), Party(side='civilians', names=frozenset()), None)
    """
    for number, part in enumerate(_COMPLEMENT.split(description)):
        if part and (found := _of_part(part, is_first=number == 0)) is not None:
            side, names = found
            return Party(side, names if side in _BY_NAME else frozenset())
    return None


def _of_part(part: str, *, is_first: bool) -> tuple[str, frozenset[str]] | None:
    """Return the side of the last noun of a phrase that has one, and the proper names before it."""
    words = _WORD.findall(part)
    lower = [_POSSESSIVE.sub("", word).casefold() for word in words]
    end = len(lower)
    while end > 0:
        for size in range(min(_LONGEST_NOUN, end), 0, -1):
            side = _side_of(" ".join(lower[end - size : end]))
            if side is None:
                continue
            if side in {_THROUGH, _PRESS}:
                end -= size - 1
                break
            if side == _CIVILIANS and words[end - 1][:1].isupper() and not (is_first and end == size):
                break  # "the Sons of the Reed": a name, not a trade
            return side, _names_around(side, words, end - size, end)
        end -= 1
    return None


def _names_around(side: str, words: list[str], start: int, end: int) -> frozenset[str]:
    """Return the names beside the noun at ``start`` to ``end``: of a government those that may be a country's."""
    names: set[str] = set()
    for word in (*words[:start], *words[end:]):
        if not word[:1].isupper() or word.casefold() in _NO_NAMES or _side_of(word.casefold()) is not None:
            continue
        if side == GOVERNMENT and not (_DEMONYM.search(word) or _POSSESSIVE.search(word)):
            continue
        names.update(fold(word))
    return frozenset(names)


_CIVILIANS = "civilians"
_NO_NAMES = frozenset(
    {"a", "an", "the", "his", "her", "its", "their", "our", "one", "two", "three", "some", "several", "many", "another"}
)
# What the adjectives of countries and peoples end in.
_DEMONYM = re.compile(r"(?:i|an|ian|ese|ish|ic|ine|ite|ois|eno|ak)$")


def _side_of(noun: str) -> str | None:
    sides = _sides()
    if noun in sides:
        return sides[noun]
    for ending, single in (("ies", "y"), ("men", "man"), ("women", "woman"), ("es", ""), ("s", "")):
        if noun.endswith(ending) and noun[: -len(ending)] + single in sides:
            return sides[noun[: -len(ending)] + single]
    return None


def is_body_noun(noun: str) -> bool:
    """Say whether a noun, folded, speaks for a side other than the people's own: one for a body, a force, a firm."""
    return _side_of(noun) not in {None, _CIVILIANS, _THROUGH, _PRESS}


def is_related(one: str, other: str) -> bool:
    """Say whether two names may be of one country: the name and its adjective.

    >>> is_related("temrin", "temrini"), is_related("karvash", "karvend")
    (True, False)
    """
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < _STEM:
        return False
    stem = _ENDINGS.sub("", short)
    stem = stem if len(stem) >= _STEM else short
    return long.startswith(stem) and len(long) - len(short) <= _STEM


def is_same_party(one: Party, other: Party) -> bool:
    """Say whether two parties are one side; of a kind that may have several, unless both are named and differ."""
    if one.side != other.side:
        return False
    if one.side not in _BY_NAME or not one.names or not other.names:
        return True
    return any(is_related(a, b) for a in one.names for b in other.names)


def differ(one: Party | None, other: Party | None) -> bool:
    """Say whether two parties are known and are not one side; of a body of which no more is known nothing can be said."""
    if one is None or other is None or BODY in {one.side, other.side}:
        return False
    return not is_same_party(one, other)


def name_sides(parties: Iterable[Party]) -> dict[Party, str]:
    """Return what each party's side is called: its kind, with the names that tell it from others of that kind.

    Parties without a name join a named one of their kind if there is only one.
    """
    sides: list[list[Party]] = []
    ordered = sorted(set(parties), key=lambda party: (party.side, not party.names, sorted(party.names)))
    for party in ordered:
        homes = [home for home in sides if any(is_same_party(party, member) for member in home)]
        if homes:
            homes[0].append(party)
            for other in homes[1:] if party.names else ():
                homes[0].extend(other)
                sides.remove(other)
        else:
            sides.append([party])
    named = {}
    for home in sides:
        names = min((sorted(party.names) for party in home if party.names), default=[])
        label = f"{home[0].side} ({' '.join(names)})" if names and home[0].side in _BY_NAME else home[0].side
        label = " ".join(names) if home[0].side == BODY else label
        named.update(dict.fromkeys(home, label))
    return named
