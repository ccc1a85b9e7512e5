"""What an act was done with, where its words say so: weapons, vehicles, explosives, tear gas."""

from __future__ import annotations

from allegedly.code_events.triggers import Trigger
from allegedly.code_events.words import Words, weapons
from allegedly.vocab import EventType

_TYPES = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST})
# Verbs whose object is what is used.
_USING = frozenset({"use", "fire", "launch", "lob", "hurl", "throw", "drop", "detonate", "plant", "wield", "deploy", "employ", "explode", "lay"})  # fmt: skip
# A part of a car is no weapon: these are instruments only as what strikes or is used, not with "with".
_VEHICLES = frozenset({"car", "truck", "lorry", "van", "vehicle", "boat", "plane", "airplane", "motorcycle"})


def is_instrument(words: Words, noun: int) -> bool:
    """Say whether a noun names what violence is done with, and no body of that name."""
    return (
        words.is_noun(noun) and words.lemmas[noun] in weapons() and words.entities[noun] not in {"ORG", "PERSON", "GPE"}
    )


def instruments_of(words: Words, trigger: Trigger, event_type: EventType) -> tuple[int, ...]:
    """Return the heads of the phrases that name what an act was done with, in text order."""
    if event_type not in _TYPES:
        return ()
    found = [
        noun
        for preposition, noun in trigger.prepositions
        if words.lemmas[preposition] == "with" and words.lemmas[noun] not in _VEHICLES
    ]
    for link in trigger.chain:
        found += words.kids(link, "nsubj")
        users = [link, *(kid for kid in words.kids(link, "advcl", "xcomp", "prep") if words.lemmas[kid] == "use")]
        for user in users:
            if words.lemmas[user] in _USING:
                found += words.kids(user, "dobj", "nsubjpass", "pobj")
        found += [noun for kid in words.kids(link, "agent") for noun in words.kids(kid, "pobj")]
    if trigger.is_noun:
        found += words.kids(trigger.head, "compound")
    joined = [word for noun in found for word in (noun, *words.kids(noun, "conj"))]
    return tuple(sorted({noun for noun in joined if is_instrument(words, noun)}))
