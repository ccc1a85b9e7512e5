"""Outlets: names and web addresses resolved to the register of news outlets, with owner, side and country."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from allegedly.link.actor_records import Outlet, OutletLink, SenseKind
from allegedly.link.actor_words import key_of
from allegedly.link.register import Register
from allegedly.link.register_tables import key_id, phrase_words

# How sure a resolution is: an address is one outlet's; a name may be borne by papers that the register lacks.
SCORE_DOMAIN = 0.98
SCORE_NAME = 0.9
SCORE_SHORTENED = 0.75
SCORE_AMBIGUOUS = 0.5
SCORE_UNKNOWN = 0.3

# Words that newsrooms add to or leave out of an outlet's name; the name is looked up without them if it is not found.
_ADDED = phrase_words("added")
_ADDRESS = re.compile(r"^(?:[a-z][a-z0-9+.-]*://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/:?#].*)?$", re.IGNORECASE)
# Hosts that every paper may have before its own name.
_COMMON_HOSTS = phrase_words("host")


def outlet(name_or_domain: str, *, register: Register | None = None) -> OutletLink:
    """Return the outlet that a name or a web address stands for; one that the register lacks keeps its folded name.

    >>> outlet("https://www.reuters.com/world/").id, outlet("The Lakeside Herald").id
    ('reuters', 'outlet:lakeside-herald')
    """
    register = register or Register.load()
    text = name_or_domain.strip()
    if _ADDRESS.match(text):
        return _by_address(text, register)
    return _by_name(text, register)


def _by_address(text: str, register: Register) -> OutletLink:
    parts = urlsplit(text if "://" in text else f"//{text}")
    host, path = (parts.hostname or "").casefold(), parts.path.strip("/").casefold()
    labels = host.split(".")
    for start in range(len(labels) - 1):
        domain = ".".join(labels[start:])
        for address in (f"{domain}/{path.split('/')[0]}" if path else domain, domain):
            if address in register.domains:
                found = register.outlets[register.domains[address]]
                return _link(found, SCORE_DOMAIN, f"“{address}” is its address")
    own = labels[1:] if len(labels) > 2 and labels[0] in _COMMON_HOSTS else labels
    name = ".".join(own)
    return OutletLink(
        id=f"outlet:{name}", name=name, linker_score=SCORE_UNKNOWN, reason="the register has no outlet at this address"
    )


def _by_name(text: str, register: Register) -> OutletLink:
    names = _index(register)
    words = _without_article(key_of(text))
    held = names.get(words)
    if held:
        return _one_of(held, register, SCORE_NAME, f"“{text}” is its name")
    shorter = words
    while len(shorter) > 1 and shorter[-1] in _ADDED:
        shorter = shorter[:-1]
        if shorter in names:
            return _one_of(
                names[shorter], register, SCORE_SHORTENED, f"“{text}” is its name with “{words[len(shorter)]}” added"
            )
    for added in ("news", "agency", "newspaper", "tv"):
        if (*words, added) in names:
            return _one_of(names[(*words, added)], register, SCORE_SHORTENED, f"“{text}” is its name without “{added}”")
    folded = "-".join(word for word in words if word.isalnum()) or key_id(text)
    return OutletLink(
        id=f"outlet:{folded}", name=text, linker_score=SCORE_UNKNOWN, reason="the register has no outlet of this name"
    )


def _one_of(held: tuple[str, ...], register: Register, score: float, reason: str) -> OutletLink:
    """Return the first outlet of a name, the others as candidates."""
    first, *others = held
    if others:
        return _link(register.outlets[first], SCORE_AMBIGUOUS, f"{reason}, and that of others", tuple(others))
    return _link(register.outlets[first], score, reason)


def _link(found: Outlet, score: float, reason: str, candidates: tuple[str, ...] = ()) -> OutletLink:
    return OutletLink(
        id=found.id,
        name=found.name,
        kind=found.kind,
        country=found.country,
        owner=found.owner,
        side=found.side,
        linker_score=score,
        reason=reason,
        candidates=candidates,
    )


def _without_article(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if len(words) > 1 and words[0] == "the" else words


@lru_cache(maxsize=4)
def _index(register: Register) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return outlets by the folded words of their names, without an article; the register's order is kept."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for key, named in register.names.items():
        ids = tuple(name.sense.id.removeprefix("outlet:") for name in named if name.sense.kind is SenseKind.OUTLET)
        if ids:
            words = _without_article(tuple(key.split()))
            found[words] = found.get(words, ()) + tuple(id_ for id_ in ids if id_ not in found.get(words, ()))
    return found
