"""What a document tells about its actors: acronyms it introduces, people it presents, the country it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from allegedly.link.actor_phrase import BELONGING, GEOGRAPHY, MODIFIERS, Hit, Phrase, read
from allegedly.link.actor_places import Surroundings
from allegedly.link.actor_records import ActorType, Sector, Sense, SenseKind
from allegedly.link.actor_rules import Rules
from allegedly.link.register import Register
from allegedly.link.register_tables import key_id, phrase_words

# A country is the document's main one from this many mentions on, if no other has half as many.
MAIN_COUNTRY_MENTIONS = 2
# Characters before a bracket in which the long form of an acronym is looked for: eight long words.
_REACH_BACK = 120

# Words of a personal name and of the description before it, at most.
_NAME_WORDS = 4
_TITLE_WORDS = 8
_TITLES = frozenset({SenseKind.OFFICE, SenseKind.THROUGH})

# "(CTD" with or without its closing bracket, also after quotation marks.
_BRACKET = re.compile(r"[(\[]\s*[“\"']?([A-Z][A-Za-z]?(?:[A-Z0-9&-][a-z]?){1,7})\b[”\"']?")
# "known by its acronym XYZ", "or XYZ,", "also known as XYZ".
_KNOWN_AS = re.compile(
    r",? (?:better |also |commonly )?known (?:as|by its (?:\w+ )?(?:acronym|initials|abbreviation)),? (?:the )?([A-Z][A-Za-z-]{1,8})\b|, or ([A-Z]{2,8}),"
)
_SHORT = re.compile(r"\b[A-Z][A-Za-z0-9&-]*[A-Z0-9]\b")
_SMALL = phrase_words("small")


@dataclass(frozen=True, slots=True)
class Introduced:
    """What a document says of a person where it first names them, in the document's own words."""

    name: str
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


def context_of(
    text: str, *, published: str | None = None, dateline: str | None = None, register: Register | None = None
) -> Context:
    """Return what a document tells of its actors; it is read once from left to right.

    >>> context_of("The Harbour Safety Board (HSB said so.").acronyms
    {'HSB': 'Harbour Safety Board'}
    """
    register = register or Register.load()
    phrase = read(text, register)
    hits = [*phrase.hits, *(read(dateline, register).hits if dateline else ())]
    counts = Counter([country for hit in hits if (country := _country_of(hit)) is not None])
    ranked = counts.most_common(2)
    clear = bool(ranked) and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])
    main = ranked[0][0] if clear and (len(ranked) == 1 or ranked[0][1] >= MAIN_COUNTRY_MENTIONS) else None
    year = int(published[:4]) if published and published[:4].isdigit() else None
    around = Surroundings(main, frozenset(counts), year)
    return Context(introduced_acronyms(text), _introductions(phrase, register, around), main, frozenset(counts), year)


def _introductions(phrase: Phrase, register: Register, around: Surroundings) -> dict[str, Introduced]:
    """Return the people whom a text presents, by full name and by last word: "envoy Ada Example", "Ada Example, an envoy"."""
    covered = {at for hit in phrase.hits for at in range(hit.start, hit.end)}
    people: dict[str, Introduced] = {}
    for hit in phrase.hits:
        if not any(sense.kind in _TITLES for sense in hit.senses):
            continue
        name = _run(phrase, covered, hit.end)
        start, end = _back(phrase, covered, hit.start), hit.end + len(name)
        if not name:
            name = _run_before_comma(phrase, covered, start)
            end = hit.end
        if not name:
            continue
        words = phrase.written(start, _on(phrase, covered, hit.end) if end == hit.end else hit.end)
        found = Rules(read(words, register), register, around).finding()
        if found.head is None or (found.sector is None and found.country is None):
            continue
        full = phrase.written(name[0], name[-1] + 1)
        known = Introduced(
            name=full,
            words=words,
            head=found.head,
            sector=found.sector,
            actor_type=found.actor_type,
            country=found.country,
            organ=found.organ,
            entity=found.entity,
            is_former=found.is_former,
        )
        people.setdefault(key_id(full), known)
        people.setdefault(key_id(phrase.words[name[-1]].written), known)
    return people


def _run(phrase: Phrase, covered: set[int], at: int) -> list[int]:
    """Return the capitals from word ``at`` on that no name explains, as one name in one sentence."""
    run: list[int] = []
    while at < len(phrase.words) and at not in covered and phrase.words[at].is_capital and len(run) < _NAME_WORDS:
        if _stops_between(phrase, at - 1, at) and not (run and len(phrase.words[at - 1].written) == 1):
            break
        run.append(at)
        at += 1
    return run


def _run_before_comma(phrase: Phrase, covered: set[int], start: int) -> list[int]:
    if start < 2 or phrase.words[start - 1].key != ",":
        return []
    run: list[int] = []
    at = start - 2
    while (
        at >= 0
        and at not in covered
        and phrase.words[at].is_capital
        and phrase.words[at].key not in MODIFIERS
        and len(run) < _NAME_WORDS
    ):
        run.insert(0, at)
        if at and _stops_between(phrase, at - 1, at):
            break
        at -= 1
    return run if len(run) > 1 else []


def _back(phrase: Phrase, covered: set[int], at: int) -> int:
    """Return where the description that ends at word ``at`` begins: over names, adjectives, "of" and articles."""
    least = max(0, at - _TITLE_WORDS)
    while at > least and not _stops_between(phrase, at - 1, at):
        word = phrase.words[at - 1]
        if at - 1 not in covered and word.key not in MODIFIERS and word.key != "of":
            break
        at -= 1
    return at


def _on(phrase: Phrase, covered: set[int], at: int) -> int:
    """Return where the description that has its noun before word ``at`` ends: over "for the army of a state"."""
    most = min(len(phrase.words), at + _TITLE_WORDS)
    if at >= most or phrase.words[at].key not in BELONGING:
        return at
    while at < most and not _stops_between(phrase, at - 1, at):
        word = phrase.words[at]
        if at not in covered and word.key not in MODIFIERS and word.key not in BELONGING and not word.is_capital:
            break
        at += 1
    return at


def _stops_between(phrase: Phrase, left: int, right: int) -> bool:
    """Say whether a sentence or clause ends between two words."""
    return left >= 0 and any(
        sign in ".!?;:\n" for sign in phrase.text[phrase.words[left].end : phrase.words[right].start]
    )


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
        long = _long_form(text[max(0, match.start() - _REACH_BACK) : match.start()], match.group(1))
        if long is not None:
            found.setdefault(match.group(1), long)
    for match in _KNOWN_AS.finditer(text):
        short = match.group(1) or match.group(2)
        long = _long_form(text[max(0, match.start() - _REACH_BACK) : match.start()], short)
        if long is not None:
            found.setdefault(short, long)
    for match in re.finditer(
        r"\b([A-Z]{2,8}) \(((?:[A-Z][\w’'-]+|of|the|for|and|in)(?: (?:[A-Z][\w’'-]+|of|the|for|and|in)){1,8})", text
    ):
        if initials(match.group(2)) == match.group(1):
            found.setdefault(match.group(1), match.group(2))
    return found


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
    return "".join(
        part[0].upper()
        for part in re.split(r"[\s-]+", name)
        if part and part[0].isalnum() and part.casefold() not in _SMALL
    )


def long_forms(phrase: str, acronyms: Mapping[str, str]) -> str:
    """Return a phrase with the document's own acronyms spelt out, so that they are read by their words.

    >>> long_forms("the HSB’s chief", {"HSB": "Harbour Safety Board"})
    'the Harbour Safety Board’s chief'
    """
    if not acronyms:
        return phrase
    return _SHORT.sub(lambda m: m.group() if acronyms.get(m.group(), "") in phrase else acronyms[m.group()], phrase)
