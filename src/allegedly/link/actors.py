"""Actors: phrases resolved to a canonical id, name, type, country and PLOVER sector, with doubt kept."""

from __future__ import annotations

from collections.abc import Iterable

from allegedly.link.actor_context import Context, Introduced, context_of, long_forms
from allegedly.link.actor_phrase import ENTITIES, GEOGRAPHY, Phrase, read
from allegedly.link.actor_records import ActorLink, ActorType, Candidate, Sector, Sense, SenseKind
from allegedly.link.actor_rules import Finding, Rules, Surroundings, with_country
from allegedly.link.register import Register
from allegedly.link.register_tables import key_id
from allegedly.records import Parsed, Span

# linker_score: how often phrases resolved so had country and sector right on the dev half of the NGEC actor tests and the
# PLOVER gold phrases, rounded; re-run bench/actors.py --by-reason before changing them.
SCORE_BODY = 0.9
SCORE_ORGAN = 0.9
SCORE_ROLE = 0.8
SCORE_PLACE = 0.8
SCORE_NO_COUNTRY = 0.6
SCORE_INFERRED = 0.5
SCORE_NAME = 0.3
# Another meaning of the same name is taken for half as likely as the one chosen.
SCORE_OTHER = 0.5

# Sectors whose holders serve one state, so that the document's main country may be meant where none is named.
_OF_A_STATE = frozenset({Sector.GOV, Sector.MIL, Sector.COP, Sector.LEG, Sector.JUD, Sector.SPY, Sector.OPP})
_NO_PART_OF_NAMES = frozenset({"the", "a", "an", "its", "his", "her", "their", "this", "that"})


def actor(phrase: str, *, context: Context | None = None, register: Register | None = None, span: Span | None = None) -> ActorLink:
    """Return the actor that a phrase names, with its reason and the other readings.

    ``context`` is what the document around it tells (``context_of``); without it the phrase is read alone. A phrase
    that the register cannot explain is still an actor, with an id made of its folded name.

    >>> link = actor("Kyrgyz border guards")
    >>> link.country, link.sector.value, link.id
    ('KGZ', 'COP', 'KGZ/border-guard')
    """
    register = register or Register.load()
    context = context or Context()
    text = long_forms(phrase, context.acronyms)
    read_phrase = read(text, register)
    around = Surroundings(context.country, context.countries, context.year)
    found = Rules(read_phrase, register, around).finding()
    person = _person(read_phrase, found)
    if person is not None and found.sector is None:
        found = _introduced(found, context.people.get(key_id(person)) or context.people.get(key_id(person.split()[-1])))
    if found.country is None and found.entity is None and found.sector in _OF_A_STATE and context.country is not None:
        found = with_country(found, context.country, "the country is not named here; it is the main country of the document")
        return _link(read_phrase, phrase, found, person, span, register, inferred=True)
    return _link(read_phrase, phrase, found, person, span, register)


def actors(parsed: Parsed, spans: Iterable[Span], *, register: Register | None = None) -> tuple[ActorLink, ...]:
    """Return the actor of each span of a document, with the document's acronyms, people and countries in mind."""
    register = register or Register.load()
    context = context_of(parsed.document.text, published=parsed.document.published, dateline=parsed.document.dateline, register=register)
    return tuple(actor(span.of(parsed.document.text), context=context, register=register, span=span) for span in spans)


def _person(phrase: Phrase, found: Finding) -> str | None:
    """Return the capitals that no name explains, behind the head or instead of one."""
    covered = {at for hit in phrase.hits for at in range(hit.start, hit.end)}
    first = phrase.parts[0] if phrase.parts else None
    if first is None:
        return None
    heads_first = found.head is not None and found.role_end <= first.end and found.role_end > 0
    start = found.role_end if heads_first else first.start
    run = []
    for at in range(start, first.end):
        word = phrase.words[at]
        if word.key in _NO_PART_OF_NAMES and not run:
            continue
        if not word.is_capital or (at in covered and not run and not heads_first):
            break
        run.append(at)
    if not run or (not heads_first and any(at in covered for at in run) and found.head is not None):
        return None
    return phrase.written(run[0], run[-1] + 1)


def _introduced(found: Finding, known: Introduced | None) -> Finding:
    """Give a bare name what the document said when it brought the person in."""
    if known is None:
        return found
    found.head, found.sector, found.actor_type = known.head, known.sector, known.actor_type
    found.country, found.organ, found.entity = known.country, known.organ, known.entity
    found.is_former = known.is_former
    found.reasons.append(f"the document calls this person “{known.words}”")
    return found


def _link(phrase: Phrase, given: str, found: Finding, person: str | None, span: Span | None, register: Register, *, inferred: bool = False) -> ActorLink:  # noqa: PLR0913  one value a field
    body_id, body_name = _body(phrase, found, register)
    id_, name, affiliation = body_id, body_name, None
    if person is not None and (found.head is None or not _is_register_name(found)):
        id_, name = f"name:{key_id(person)}", person
        affiliation = body_id if found.head is not None else None
    elif found.entity is not None and found.role is not None:
        affiliation = found.entity.id
    actor_type = found.actor_type or (ActorType.PERSON if person and found.head is None else ActorType.UNKNOWN)
    return ActorLink(
        span=span or Span(0, len(given)),
        id=id_,
        name=name,
        actor_type=actor_type,
        country=found.country if found.country != "IMG" else None,
        sector=found.sector,
        role=found.role,
        affiliation=affiliation,
        person=person,
        is_former=found.is_former,
        is_named=found.entity is not None or person is not None or (found.head is not None and found.head.kind in GEOGRAPHY),
        country_inferred=inferred,
        linker_score=_score(found, inferred=inferred),
        reason="; ".join(found.reasons) or "no name of the register stands in it",
        candidates=_candidates(phrase, found, body_id),
    )


def _is_register_name(found: Finding) -> bool:
    return found.entity is not None and found.entity is found.head


def _body(phrase: Phrase, found: Finding, register: Register) -> tuple[str, str]:
    """Return the id and the name of the body that a phrase stands for."""
    head, state = found.head, register.name_of_country(found.country)
    if found.entity is not None:
        return found.entity.id, found.entity.name
    if head is None:
        words = [word.key for word in phrase.words if word.key not in _NO_PART_OF_NAMES and word.key.isalnum()]
        return f"name:{'-'.join(words)}", phrase.text.strip()
    if head.kind in GEOGRAPHY:
        return _place_id(found, head, state)
    if found.organ is not None and state is not None:
        return f"{found.country}/{found.organ.id}", f"{found.organ.name} of {state}"
    if state is not None and found.sector is not None:
        return f"{found.country}:{found.sector}:{head.id}", f"{head.name} ({state})"
    return f"name:{key_id(_head_words(phrase, found))}", _head_words(phrase, found)


def _place_id(found: Finding, head: Sense, state: str | None) -> tuple[str, str]:
    if found.sector is Sector.GOV:
        return f"{found.country}/government", f"government of {state}"
    if found.sector is Sector.CVL:
        return f"{found.country}:CVL:{head.id.lower().replace(':', '-')}", f"people of {head.name}"
    return head.id, head.name


def _head_words(phrase: Phrase, found: Finding) -> str:
    """Return the words of the part up to its head, without articles."""
    words = [word.start for word in phrase.words if word.key not in _NO_PART_OF_NAMES]
    end = phrase.words[max(found.role_end, 1) - 1].end if phrase.words else 0
    return phrase.text[words[0] if words else 0 : end].strip() or phrase.text.strip()


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


def _candidates(phrase: Phrase, found: Finding, chosen: str) -> tuple[Candidate, ...]:
    """Return the other meanings of the name that was chosen, and the other readings of a place."""
    others: list[Candidate] = []
    for hit in phrase.hits:
        ours = found.entity if found.entity in hit.senses else found.head if found.head in hit.senses else None
        if ours is None:
            continue
        for sense in hit.senses:
            if sense.id not in {ours.id, chosen} and sense.kind in ENTITIES | GEOGRAPHY:
                reason = f"“{phrase.written(hit.start, hit.end)}” is also a name of it ({sense.kind})"
                others.append(_candidate(sense, reason))
        if ours.kind in {SenseKind.SEAT, SenseKind.TOWN}:
            reason = f"“{phrase.written(hit.start, hit.end)}” may be the place itself"
            others.append(_candidate(ours, reason))
    return tuple(others)


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
