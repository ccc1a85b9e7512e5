"""What a document tells about its actors: acronyms it introduces, people it presents, the country it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from allegedly.link.actor_phrase import GEOGRAPHY, Hit, Phrase, read
from allegedly.link.actor_records import ActorType, Sector, Sense, SenseKind
from allegedly.link.register import Register
from allegedly.link.register_tables import key_id

# A country is the document's main one from this many mentions on, if no other has half as many.
MAIN_COUNTRY_MENTIONS = 2
# Characters before a bracket in which the long form of an acronym is looked for: eight long words.
_REACH_BACK = 120

# "(CTD" with or without its closing bracket, also after quotation marks.
_BRACKET = re.compile(r"[(\[]\s*[“\"']?([A-Z][A-Za-z]?(?:[A-Z0-9&-][a-z]?){1,7})\b[”\"']?")
# "known by its acronym XYZ", "or XYZ,", "also known as XYZ".
_KNOWN_AS = re.compile(r",? (?:better |also |commonly )?known (?:as|by its (?:\w+ )?(?:acronym|initials|abbreviation)),? (?:the )?([A-Z][A-Za-z-]{1,8})\b|, or ([A-Z]{2,8}),")
_SMALL = frozenset("of the and for in on to de du des la le et al e y da do".split())


@dataclass(frozen=True, slots=True)
class Introduced:
    """What a document says of a person where it first names them, in the document's own words."""

    words: str
    head: Sense | None
    sector: Sector | None
    actor_type: ActorType | None
    country: str | None
    organ: Sense | None
    entity: Sense | None
    is_former: bool


@dataclass(frozen=True, slots=True)
class Context:
    """The document around a phrase. ``country`` is its main one, ``year`` that of its publication."""

    acronyms: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Introduced] = field(default_factory=dict)
    country: str | None = None
    countries: frozenset[str] = frozenset()
    year: int | None = None


def context_of(text: str, *, published: str | None = None, dateline: str | None = None, register: Register | None = None) -> Context:
    """Return what a document tells of its actors; it is read once from left to right.

    >>> context_of("The Harbour Safety Board (HSB said so.").acronyms
    {'HSB': 'Harbour Safety Board'}
    """
    register = register or Register.load()
    phrase = read(text, register)
    counts = Counter(country for hit in phrase.hits if (country := _country_of(hit)) is not None)
    if dateline:
        counts.update(country for hit in read(dateline, register).hits if (country := _country_of(hit)) is not None)
    ranked = counts.most_common(2)
    clear = bool(ranked) and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])
    main = ranked[0][0] if clear and (len(ranked) == 1 or ranked[0][1] >= MAIN_COUNTRY_MENTIONS) else None
    year = int(published[:4]) if published and published[:4].isdigit() else None
    return Context(introduced_acronyms(text), {}, main, frozenset(counts), year)


def _country_of(hit: Hit) -> str | None:
    sense = hit.senses[0]
    if sense.kind in GEOGRAPHY | {SenseKind.BODY, SenseKind.NAMED_ORGAN, SenseKind.PEOPLE}:
        return sense.country if sense.country not in {"IGO", "EUR", "NGO", "IMG"} else None
    return None


def introduced_acronyms(text: str) -> dict[str, str]:
    """Return the short forms that a text introduces, with their long forms.

    >>> introduced_acronyms("the Lakeside Farmers’ Union, known by its acronym LFU, and (UNP) the United Net Party")
    {'LFU': 'Lakeside Farmers’ Union'}
    """
    found: dict[str, str] = {}
    for match in _BRACKET.finditer(text):
        long = _long_form(text[max(0, match.start() - _REACH_BACK) : match.start()], match.group(1)) or _inside(text, match.end(), match.start(), match.group(1))
        if long is not None:
            found.setdefault(match.group(1), long)
    for match in _KNOWN_AS.finditer(text):
        short = match.group(1) or match.group(2)
        long = _long_form(text[max(0, match.start() - _REACH_BACK) : match.start()], short)
        if long is not None:
            found.setdefault(short, long)
    for match in re.finditer(r"\b([A-Z]{2,8}) \(((?:[A-Z][\w’'-]+|of|the|for|and|in)(?: (?:[A-Z][\w’'-]+|of|the|for|and|in)){1,8})", text):
        if initials(match.group(2)) == match.group(1):
            found.setdefault(match.group(1), match.group(2))
    return found


def _inside(text: str, end: int, start: int, short: str) -> str | None:  # noqa: ARG001  the other order is read by its own pattern
    return None


def _long_form(before: str, short: str) -> str | None:
    """Return the words right before an acronym whose initials it is, or None."""
    words = list(re.finditer(r"[\w’'&-]+", before))
    wanted = "".join(c for c in short if c.isupper() or c.isdigit())
    for count in range(1, min(len(wanted) + 5, len(words)) + 1):
        first = words[-count]
        name = before[first.start() :].strip(" ,“”\"'")
        if first.group()[0].isupper() and initials(name) in {wanted, short.upper()} and len(wanted) > 1:
            return name
    return None


def initials(name: str) -> str:
    """Return the initials of a name, small words left out and hyphens counted.

    >>> initials("General Directorate of Intelligence"), initials("Counter-Terrorism Department")
    ('GDI', 'CTD')
    """
    return "".join(part[0].upper() for part in re.split(r"[\s-]+", name) if part and part[0].isalnum() and part.casefold() not in _SMALL)


def long_forms(phrase: str, acronyms: Mapping[str, str]) -> str:
    """Return a phrase with the document's own acronyms spelt out, so that they are read by their words.

    >>> long_forms("the HSB’s chief", {"HSB": "Harbour Safety Board"})
    'the Harbour Safety Board’s chief'
    """
    if not acronyms:
        return phrase
    return re.sub(r"\b[A-Z][A-Za-z0-9&-]*[A-Z0-9]\b", lambda m: acronyms.get(m.group(), m.group()), phrase)
