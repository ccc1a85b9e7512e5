"""One form for bodies of state that texts call in many words: "the Orveli foreign ministry", "Orvel's foreign ministry"."""

import re
from functools import lru_cache

from allegedly.attribute.names.countries import Countries, is_adjective
from allegedly.lexicon import load_table

_NAME = r"[A-Z][\w-]+(?: [A-Z][\w-]+)?"
_BODY = r"(?:[a-z]+ ministry|government|embassy)"
_AFTER_OWNER = re.compile(
    rf"(?P<owner>{_NAME})(?P<mark>[’']s?)? (?P<body>{_BODY}|regime|side)(?: in (?P<host>{_NAME}))?"
)
_BEFORE_OWNER = re.compile(rf"(?P<body>{_BODY}) of (?P<owner>(?:the )?{_NAME})(?: in (?P<host>{_NAME}))?")
_AT_ITS_SEAT = re.compile(rf"(?P<body>[a-z]+ ministry|government|authorities) in (?P<seat>{_NAME})")
_AUTHORITIES = re.compile(rf"(?P<owner>{_NAME}) authorities")
_DATA = re.compile(r"(?P<data>.*\b(?:figures|data|statistics|numbers)) from (?P<owner>(?:the )?[A-Z].*)")
# Common words before a name that is written without its article: "opposition Greens", "state agency WIA".
_BEFORE_NAME = re.compile(
    r"(?:(?!(?:of|in|at|for|from|to|with|on|near|by|and|or|the|an?|between|against|under|inside|outside|around|about|off) )"
    rf"[a-z][a-z-]+ )+(?P<name>{_NAME})"
)
_ALONE = re.compile(r"[a-z]+ ministry")


@lru_cache(maxsize=1)
def _portfolios() -> dict[str, str]:
    """Return the office of a ministry in full, by the word it is called by: "Foreign Affairs" for "foreign"."""
    return {row["word"]: row["form"] for row in load_table("name_words") if row["class"] == "portfolio"}


def in_normal_form(name: str, countries: Countries) -> str:
    """Return a description of a body of state in its normal form, any other description as it is.

    The Orveli foreign ministry is the "Ministry of Foreign Affairs of Orvel", the Orveli side the "Government of Orvel", the
    Orveli embassy in Lannoch the "Embassy of Orvel in Lannoch". An adjective whose country the text does not name stays.
    """
    if _ALONE.fullmatch(name):
        return _in_full(name)
    plain = _turned(name)
    if plain is not None:
        return plain
    seated = _AT_ITS_SEAT.fullmatch(name)
    country = countries.country_with_capital(seated["seat"]) if seated is not None else None
    if seated is not None and country:
        return _owned(seated["body"], country)
    found = _AFTER_OWNER.fullmatch(name) or _BEFORE_OWNER.fullmatch(name)
    return _of_country(name, found, countries) if found is not None else name


def _of_country(name: str, found: re.Match[str], countries: Countries) -> str:
    """Return a body of state whose owner stands beside it in its normal form."""
    owner, body = found["owner"], found["body"]
    country = countries.country_of(owner)
    if country is None and (found.re is _BEFORE_OWNER or found["mark"]):
        country = owner
    is_plain = _in_full(body) == body and body.endswith("ministry")
    if country is None or (is_plain and found.re is _AFTER_OWNER and not found["mark"]):
        return name if _in_full(body) == body else f"{owner} {_in_full(body)}"
    called = _owned(body, country)
    return f"{called} in {found['host']}" if found["host"] else called


def _turned(name: str) -> str | None:
    """Return the normal form of what needs no country: "figures of the Council", "authorities of Orvel"; None for the rest."""
    before = _BEFORE_NAME.fullmatch(name)
    if before is not None:
        return before["name"]
    data = _DATA.fullmatch(name)
    if data is not None:
        return f"{data['data']} of {data['owner']}"
    held = _AUTHORITIES.fullmatch(name)
    return f"authorities of {held['owner']}" if held is not None and not is_adjective(held["owner"]) else None


def _in_full(body: str) -> str:
    """Return the name in full of a ministry that is called by its office: "Ministry of Foreign Affairs"."""
    form = _portfolios().get(body.split(maxsplit=1)[0])
    return f"Ministry of {form}" if form else body


def _owned(body: str, country: str) -> str:
    """Return a body of state with its country."""
    if body in {"government", "regime", "side"}:
        return f"Government of {country}"
    return f"Embassy of {country}" if body == "embassy" else f"{_in_full(body)} of {country}"
