"""What an actor is called: its id, its canonical name, and the person whom a phrase names."""

from __future__ import annotations

from allegedly.link.actor_phrase import GEOGRAPHY, MODIFIERS, Phrase
from allegedly.link.actor_places import Finding
from allegedly.link.actor_records import Sector, Sense, SenseKind
from allegedly.link.actor_words import key_of
from allegedly.link.register import Register
from allegedly.link.register_tables import key_id, phrase_words

# Small words inside personal names.
_PARTICLES = phrase_words("particle")
_ARTICLES = phrase_words("article")
_NOT_OF_NAMES = MODIFIERS | frozenset(",()")
# Organs and offices of which a state has many.
_MANY = frozenset({"ministry", "minister", "court", "agency", "commission", "party", "state-company"})


def person_of(phrase: Phrase, found: Finding) -> str | None:
    """Return the person named: the capitals that no name explains, behind the head or instead of one."""
    covered = {at for hit in phrase.hits for at in range(hit.start, hit.end)}
    first = phrase.parts[0] if phrase.parts else None
    if first is None:
        return None
    heads_first = found.head is not None and found.role_end <= first.end and found.role_end > 0
    start = found.role_end if heads_first else first.start
    run: list[int] = []
    for at in range(start, first.end):
        word = phrase.words[at]
        if word.key in _ARTICLES and not run:
            continue
        if run and word.key in _PARTICLES and at + 1 < first.end and at not in covered:
            run.append(at)
            continue
        if not word.is_capital or (at in covered and not run and not heads_first):
            break
        run.append(at)
    if not heads_first and run and run[-1] + 1 < first.end:
        return None  # the capitals are part of a longer expression ("Lakeside Prize winner")
    if not run or (not heads_first and any(at in covered for at in run) and found.head is not None):
        return None
    return phrase.written(run[0], run[-1] + 1)


def body_of(phrase: Phrase, found: Finding, register: Register) -> tuple[str, str]:
    """Return the id and the name of the body that a phrase stands for."""
    head, state = found.head, register.name_of_country(found.country)
    if found.entity is not None:
        return found.entity.id, found.entity.name
    if head is not None and head.kind in GEOGRAPHY:
        return _place_id(found, head, state)
    if found.organ is not None and state is not None:
        return _organ_id(phrase, found, found.organ, state)
    name = _unknown_body(phrase, found)
    if name is None and head is not None and state is not None and found.sector is not None:
        noun = found.noun or head
        return f"{found.country}:{found.sector}:{noun.id}", f"{noun.name} ({state})"
    name = name or _head_words(phrase, found)
    return f"name:{key_id(name)}", name


def _organ_id(phrase: Phrase, found: Finding, organ: Sense, state: str) -> tuple[str, str]:
    """Return the id of a state's organ; where a state has many of a kind (ministries, courts), with the words that part them."""
    if organ.id not in _MANY or not found.role:
        return f"{found.country}/{organ.id}", f"{organ.name} of {state}"
    covered = {at for hit in phrase.hits for at in range(hit.start, hit.end)}
    words = [word for word in key_of(found.role) if word.isalnum()]
    before = found.role_end - len(words) - 1
    while before >= 0 and before not in covered and phrase.words[before].key not in _NOT_OF_NAMES:
        words.insert(0, phrase.words[before].key)
        before -= 1
    behind = next(
        (part for part in phrase.parts if part.start == found.role_end + 1 and part.opener in {"of", "for"}), None
    )
    if behind is not None and len(words) == 1:
        places = {at for hit in phrase.hits if hit.is_place for at in range(hit.start, hit.end)}
        field = [phrase.words[at].key for at in range(behind.start, behind.end) if at not in places]
        words = [word for word in field if word not in _ARTICLES] + words
    name = " ".join(words)
    return f"{found.country}/{'-'.join(words)}", f"{name} of {state}"


def _unknown_body(phrase: Phrase, found: Finding) -> str | None:
    """Return the name of a body that the register lacks, if the head is part of it or belongs to it."""
    ends = [hit for hit in phrase.hits if hit.end == found.role_end]
    if not ends or found.head is None or found.head.kind not in {SenseKind.THROUGH, SenseKind.ROLE}:
        return None
    covered = {at for hit in phrase.hits for at in range(hit.start, hit.end)}
    is_part = phrase.words[ends[0].start].is_capital
    if not is_part and found.head.kind is SenseKind.ROLE:
        return None
    end = found.role_end if is_part else ends[0].start
    start = end
    while start and phrase.words[start - 1].is_capital and phrase.words[start - 1].key not in _ARTICLES:
        start -= 1
    run = [at for at in range(start, end) if at not in covered]
    return (
        phrase.written(start, end).removesuffix("'s").removesuffix("’s")
        if run and (end > start + 1 or end == ends[0].start)
        else None
    )


def _place_id(found: Finding, head: Sense, state: str | None) -> tuple[str, str]:
    if found.sector is Sector.GOV:
        return f"{found.country}/government", f"government of {state}"
    if found.sector is Sector.CVL:
        return f"{found.country}:CVL:{head.id.lower().replace(':', '-')}", f"people of {head.name}"
    return head.id, head.name


def _head_words(phrase: Phrase, found: Finding) -> str:
    """Return the words up to the head, without the article; all words where nothing heads them."""
    starts = [word.start for word in phrase.words if word.key not in _ARTICLES]
    end = phrase.words[found.role_end - 1].end if found.role_end else len(phrase.text)
    return phrase.text[starts[0] if starts else 0 : end].strip() or phrase.text.strip()
