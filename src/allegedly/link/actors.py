"""Actors: phrases resolved to a canonical id, name, type, country and PLOVER sector, with doubt kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from allegedly.link.actor_context import Context, Introduced, context_of, long_forms
from allegedly.link.actor_names import body_of, person_of
from allegedly.link.actor_phrase import ENTITIES, GEOGRAPHY, Phrase, read
from allegedly.link.actor_places import Finding, Surroundings
from allegedly.link.actor_records import ActorLink, ActorType, Candidate, Sector, Sense, SenseKind
from allegedly.link.actor_rules import Rules, with_country
from allegedly.link.actor_words import key_of
from allegedly.link.place_country import country_finder
from allegedly.link.register import Register
from allegedly.link.register_tables import key_id
from allegedly.records import Document, Parsed, Span

# linker_score: the share of phrases resolved so that had country and sector both right, on the dev halves of the NGEC actor
# tests and the PLOVER gold phrases together, rounded to .05; re-run bench/actors.py, which prints it, before changing them.
SCORE_BODY = 0.7
SCORE_ORGAN = 0.95
SCORE_ROLE = 0.75
SCORE_PLACE = 0.85
SCORE_NO_COUNTRY = 0.55
SCORE_INFERRED = 0.65
SCORE_NAME = 0.1
# Another meaning of the same name is taken for half as likely as the one chosen.
SCORE_OTHER = 0.5

# Sectors whose holders serve one state, so that the document's main country may be meant where none is named.
_OF_A_STATE = frozenset({Sector.GOV, Sector.MIL, Sector.COP, Sector.LEG, Sector.JUD, Sector.SPY, Sector.OPP})


@dataclass(frozen=True, slots=True)
class _Resolved:
    """A phrase with what the rules and the document say of it."""

    phrase: Phrase
    found: Finding
    person: str | None
    country_inferred: bool = False


def actor(
    phrase: str, *, context: Context | None = None, register: Register | None = None, span: Span | None = None
) -> ActorLink:
    """Return the actor that a phrase names, with its reason and the other readings.

    ``context`` is what the document around it tells (``context_of``); without it the phrase is read alone. A phrase
    that the register cannot explain is still an actor, with an id made of its folded name. ``span`` is where the phrase
    stands in the document; without it the phrase itself is the text.

    >>> link = actor("Kyrgyz border guards")
    >>> link.country, link.sector.value, link.id
    ('KGZ', 'COP', 'KGZ/border-guard')
    """
    register = register or Register.load()
    context = context or Context()
    resolved = _resolve(read(_spelt_out(phrase, context, register), register), context, register)
    return _link(resolved, span or Span(0, len(phrase)), context, register)


def _spelt_out(phrase: str, context: Context, register: Register) -> str:
    """Return a phrase with the document's acronyms spelt out; one that the user's lexicon names stands for its long form instead."""
    own = {short for short in context.acronyms if " ".join(key_of(short)) in register.own}
    spelt = long_forms(phrase, {short: long for short, long in context.acronyms.items() if short not in own})
    for short in sorted(own):
        long = context.acronyms[short]
        if " ".join(key_of(long)) not in register.names:
            spelt = spelt.replace(long, short)
    return spelt


def actors(
    parsed: Parsed, spans: Iterable[Span], *, register: Register | None = None, context: Context | None = None
) -> tuple[ActorLink, ...]:
    """Return the actor of each span of a document, with the document's acronyms, people and countries in mind.

    ``context`` is what the document tells, worked out here if not given.
    """
    register = register or Register.load()
    document = parsed.document
    context = context or context_in(document, register)
    return tuple(
        _with_person(actor(span.of(document.text), context=context, register=register, span=span), parsed)
        for span in spans
    )


def context_in(document: Document, register: Register) -> Context:
    """Return what a document tells of its actors."""
    return context_of(document.text, published=document.published, dateline=document.dateline, register=register)


def _with_person(link: ActorLink, parsed: Parsed) -> ActorLink:
    """Add a person as a candidate where the parse takes for one what the register takes for a place or body."""
    if (
        link.person is not None
        or not link.is_named
        or any(other.actor_type is ActorType.PERSON for other in link.candidates)
    ):
        return link
    at = bisect_right(parsed.paragraphs, link.span.start, key=lambda paragraph: paragraph.span.start) - 1
    if at < 0 or not parsed.paragraphs[at].span.holds(link.span):
        return link
    paragraph = parsed.paragraphs[at]
    start = paragraph.span.start
    words = paragraph.doc.char_span(link.span.start - start, link.span.end - start, alignment_mode="expand")
    if words is None or not any(word.ent_type_ == "PERSON" for word in words):
        return link
    name = " ".join(word.text for word in words if word.ent_type_ == "PERSON")
    person = Candidate(
        id=f"name:{key_id(name)}",
        name=name,
        actor_type=ActorType.PERSON,
        country=None,
        sector=None,
        linker_score=SCORE_NAME,
        reason="the parse takes it for a person's name",
    )
    return msgspec.structs.replace(link, candidates=(*link.candidates, person))


def _resolve(phrase: Phrase, context: Context, register: Register) -> _Resolved:
    around = Surroundings(context.country, context.countries, context.year, _countries(register))
    found = Rules(phrase, register, around).finding()
    person = person_of(phrase, found)
    known = _known(person or phrase.text, context)
    is_place = found.head is not None and found.head.kind in GEOGRAPHY
    if known is not None and is_place and found.country not in context.countries:
        found, person = _introduced(Finding(), known), known.name
    elif known is not None and person is not None and (found.sector is None or found.country is None):
        found, person = _introduced(found, known), known.name
    if found.country is None and found.entity is None and found.sector in _OF_A_STATE and context.country is not None:
        reason = "the country is not named here; it is the main country of the document"
        return _Resolved(phrase, with_country(found, context.country, reason), person, country_inferred=True)
    return _Resolved(phrase, found, person)


def _known(person: str, context: Context) -> Introduced | None:
    """Return the person of the document who has this name: in full, or the last part of it alone."""
    known = context.people.get(key_id(person))
    words = person.split()
    if known is not None or len(words) < 2:
        return known
    known = context.people.get(key_id(words[-1]))
    # "Mr. Example" is the Ada Example of before, "Bo Example" is not.
    first = key_id(words[0])
    return known if known is not None and (" " not in known.name or first in {"mr", "mrs", "ms", "dr"}) else None


@lru_cache(maxsize=4)
def _countries(register: Register) -> Callable[[str], str | None]:
    return country_finder(register)


def _introduced(found: Finding, known: Introduced) -> Finding:
    """Give a name what the document said when it brought the person in; what the phrase itself says goes first."""
    if found.head is None:
        found.head, found.actor_type, found.is_former = known.head, known.actor_type, known.is_former
        found.sector, found.organ, found.entity = known.sector, known.organ, known.entity
    found.country = found.country or known.country
    found.reasons.append(f"the document calls this person “{known.words}”")
    return found


def _link(resolved: _Resolved, span: Span, context: Context, register: Register) -> ActorLink:
    phrase, found, person = resolved.phrase, resolved.found, resolved.person
    body_id, name = body_of(phrase, found, register)
    id_, affiliation = body_id, None
    if person is not None and (found.entity is None or found.entity is not found.head):
        id_, name = f"name:{key_id(person)}", person
        affiliation = body_id if found.head is not None and not body_id.startswith("name:") else None
    elif found.entity is not None and found.role is not None:
        affiliation = found.entity.id
    elif found.beside is not None:
        affiliation = found.beside.id
    is_place = found.head is not None and found.head.kind in GEOGRAPHY
    return ActorLink(
        span=span,
        id=id_,
        name=name,
        actor_type=found.actor_type or (ActorType.PERSON if person and found.head is None else ActorType.UNKNOWN),
        country=found.country if found.country != "IMG" else None,
        sector=found.sector,
        role=found.role,
        affiliation=affiliation,
        person=person,
        is_former=found.is_former,
        is_named=found.entity is not None or person is not None or is_place,
        country_inferred=resolved.country_inferred,
        linker_score=_score(found, inferred=resolved.country_inferred),
        reason="; ".join(found.reasons) or "no name of the register stands in it",
        candidates=_candidates(resolved, body_id, context, register),
    )


def _score(found: Finding, *, inferred: bool) -> float:
    if inferred:
        return SCORE_INFERRED
    if found.head is None:
        return SCORE_NAME
    if found.entity is not None:
        return SCORE_BODY
    if found.head.kind in GEOGRAPHY:
        return SCORE_PLACE
    if found.country is None:
        return SCORE_NO_COUNTRY
    return SCORE_ORGAN if found.head.kind in {SenseKind.ORGAN, SenseKind.OFFICE} else SCORE_ROLE


def _candidates(resolved: _Resolved, chosen: str, context: Context, register: Register) -> tuple[Candidate, ...]:
    """Return the other meanings of the name that was chosen: other bodies, the place itself, a person of that name."""
    phrase, found = resolved.phrase, resolved.found
    others: list[Candidate] = []
    for hit in phrase.hits:
        ours = found.entity if found.entity in hit.senses else found.head if found.head in hit.senses else None
        written = phrase.written(hit.start, hit.end)
        others.extend(
            _candidate(sense, f"“{written}” is also a name of it ({sense.kind})")
            for sense in hit.senses
            if ours is not None and sense.id not in {ours.id, chosen} and sense.kind in ENTITIES | GEOGRAPHY
        )
        if ours is not None and ours.kind in {SenseKind.SEAT, SenseKind.TOWN}:
            others.append(_candidate(ours, f"“{written}” may be the place itself"))
    others += _named_beside(phrase, context, register)
    known = _known(phrase.text, context)
    if known is not None and resolved.person is None:
        others.append(_known_person(known))
    if found.head is None and resolved.person is not None:
        others += _same_named_place(resolved.person, register)
    return tuple(others)


def _named_beside(phrase: Phrase, context: Context, register: Register) -> list[Candidate]:
    """Return the further actors of a phrase that names several ("the army and the police")."""
    found = []
    for part in phrase.parts[1:]:
        if part.opener not in {"and", "or"}:
            continue
        other = _resolve(read(phrase.written(part.start, part.end), register), context, register)
        id_, name = body_of(other.phrase, other.found, register)
        if other.found.head is not None:
            candidate = Candidate(
                id=id_,
                name=name,
                actor_type=other.found.actor_type or ActorType.UNKNOWN,
                country=other.found.country,
                sector=other.found.sector,
                linker_score=SCORE_OTHER * _score(other.found, inferred=other.country_inferred),
                reason="the phrase names it too",
            )
            found.append(candidate)
    return found


def _known_person(known: Introduced) -> Candidate:
    return Candidate(
        id=f"name:{key_id(known.name)}",
        name=known.name,
        actor_type=known.actor_type or ActorType.PERSON,
        country=known.country,
        sector=known.sector,
        linker_score=SCORE_OTHER,
        reason=f"the document names a person so: “{known.words}”",
    )


def _same_named_place(name: str, register: Register) -> list[Candidate]:
    country = _countries(register)(name)
    if country is None:
        return []
    place = Candidate(
        id=f"{country}:{key_id(name)}",
        name=name,
        actor_type=ActorType.PLACE,
        country=country,
        sector=None,
        linker_score=SCORE_NAME,
        reason="a place has this name",
    )
    return [place]


def _candidate(sense: Sense, reason: str) -> Candidate:
    is_place = sense.kind in {SenseKind.SEAT, SenseKind.TOWN, SenseKind.REGION}
    return Candidate(
        id=sense.id,
        name=sense.name,
        actor_type=ActorType.PLACE if is_place else sense.actor_type or ActorType.UNKNOWN,
        country=sense.country,
        sector=sense.sector,
        linker_score=SCORE_OTHER * (SCORE_PLACE if is_place else SCORE_BODY),
        reason=reason,
    )
