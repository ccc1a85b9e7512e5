"""Roles: who acts and who is acted on, by the relations of a trigger's words."""

from __future__ import annotations

from dataclasses import dataclass

from allegedly.code_events.triggers import ANSWERING, Trigger
from allegedly.code_events.words import Words, classes_of, weapons

_NAMED = frozenset({"GPE", "ORG", "NORP", "PERSON", "FAC", "LOC"})
# Prepositions whose noun may be acted on, the likeliest first.
_TOWARDS = (
    "against",
    "with",
    "to",
    "dative",
    "at",
    "on",
    "upon",
    "toward",
    "towards",
    "for",
    "from",
    "of",
    "in",
    "into",
    "between",
)
_CLAUSES = frozenset({"relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "prep", "dep", "parataxis"})
_KEPT_PREPOSITIONS = frozenset({"of", "in", "from", "for"})
# A dash of its own cuts off what stands before it: a dateline, most often, which the parser takes for a part of the phrase.
_DASHES = frozenset({"-", "--", "–", "—"})
# Before a verb in "-ing" these say what the object of the verb above did, or was kept from doing.
_OF_THE_OBJECT = frozenset({"of", "for", "from", "with", "into"})
# Verbs that lay a deed upon somebody: "blamed on", "attributed to".
_LAYING = frozenset({"blame", "pin", "attribute", "ascribe"})
# Verbs of those who own, or disown, a deed: "the Front denied the attack on Tarn".
_OWNING_UP = frozenset({"deny", "admit", "claim", "acknowledge", "confess"})
_EMPTY = frozenset({"WDT", "WP", "EX"})
# Classes of verbs whose own object is whom they are done to, wherever it stands: "looted the tax office in Tarn".
_DIRECT = frozenset({"attack", "kill", "abuse", "coerce", "expel", "release", "investigate"})
# Classes of nouns that only name the act and not whom it is done to: "carried out an attack on the post".
_ACTS = frozenset(
    {"attack", "killing", "abduction", "arrest", "protest", "talk", "accusation", "investigation", "demand", "support"}
    | {"agreement", "threat", "sanction", "withdrawal", "release"}
)
# Nouns of acts that stand where their doer would: "a drone strike by Velmar killed five".
_DEEDS = frozenset({"attack", "killing", "abduction"})
_SETTINGS = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "along", "off"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
# How far up a clause without a subject looks for one.
_STEPS_UP = 3


@dataclass(frozen=True, slots=True)
class Roles:
    """Head words of the actors and the recipients of a trigger, in text order."""

    actors: tuple[int, ...]
    recipients: tuple[int, ...]


def roles(words: Words, trigger: Trigger) -> Roles:
    """Return the roles of a trigger; either side may be empty."""
    actors, acted = _nominal(words, trigger) if trigger.is_noun else _verbal(words, trigger)
    if not trigger.is_noun:
        actors = [doer for actor in actors for doer in _doers(words, actor)]
    if not acted:
        acted = _towards(words, trigger, actors)
    taken = set(actors)
    return Roles(_joined(words, actors), tuple(n for n in _joined(words, acted) if n not in taken))


def phrase(words: Words, head: int) -> tuple[int, int]:
    """Return the first word of a noun phrase and the word after its last; clauses, appositions and far prepositions stay out.

    "of", "in", "from" and "for" belong to it when they follow its head directly ("the Ministry of Defence"), "for" not after
    a place ("to Tarn for talks").
    """
    left = head
    for kid in sorted(words.children[head], reverse=True):
        if kid < head and words.relations[kid] not in {"punct", "cc", "conj", "advmod", "relcl", "predet"}:
            left = min(left, words.subtree(kid)[0])
    dashes = [word for word in range(left, head) if words.doc[word].text in _DASHES and words.doc[word].whitespace_]
    left = dashes[-1] + 1 if dashes else left
    right = head
    for kid in sorted(words.children[head]):
        if kid <= head:
            continue
        relation = words.relations[kid]
        kept = words.lemmas[kid] in _KEPT_PREPOSITIONS and not (words.lemmas[kid] == "for" and _is_place(words, head))
        if relation == "prep" and kept and kid == right + 1:
            targets = words.kids(kid, "pobj")
            if targets:
                right = phrase(words, targets[0])[1] - 1
                continue
        if relation in _CLAUSES:
            break
        right = max(right, words.subtree(kid)[-1])
    while left < head and (words.tags[left] in {"DT", "IN", "``", "''", ","} or words.relations[left] == "punct"):
        left += 1
    return left, right + 1


def subjects(words: Words, verb: int) -> list[int]:
    """Return the subject of a verb: its own, that of the verb it is joined to, or the noun that its clause describes."""
    current = verb
    for _ in range(_STEPS_UP):
        own = words.kids(current, "nsubj", "nsubjpass")
        if own:  # two where the parser takes a dateline for one: the nearer is meant
            nearest = max((word for word in own if word < current), default=own[0])
            return [_antecedent(words, nearest, current)]
        named = answerable(words, current)
        if named is not None:
            return [named]
        relation, head = words.relations[current], words.heads[current]
        if relation == "acl" and words.is_noun(head):
            return [head] if words.tags[verb] == "VBG" else []
        if relation not in {"conj", "xcomp", "advcl", "ccomp", "pcomp", "prep"} or head == current:
            break
        current = head
    return []


def answerable(words: Words, deed: int) -> int | None:
    """Return who is said, or says of himself, to have done what a noun or a verb in "-ing" names; None where nobody is.

    "accused Velmar of shelling the town", "blamed the army for the attack", "the army was responsible for the attack",
    "the Front claimed responsibility for the attack", "the attack was blamed on the Front" (here the noun is its subject).
    """
    preposition = words.heads[deed]
    if words.relations[deed] not in {"pcomp", "pobj"}:
        return _blamed_on(words, deed)
    above = words.heads[preposition]
    if words.relations[deed] == "pcomp" and words.is_verb(above):
        return _object_of(words, above) if words.lemmas[preposition] in _OF_THE_OBJECT else None
    if words.lemmas[preposition] not in {"for", "of"}:
        return None
    if words.lemmas[above] in ANSWERING:
        verb = words.heads[above]
        held = words.kids(verb, "dobj", "nsubjpass") if words.lemmas[verb] in {"hold", "find", "deem"} else []
        named = held or ([] if not words.is_verb(verb) and words.tags[verb] != "MD" else subjects(words, verb))
        return named[0] if named and named[0] != above else None
    accuses = words.is_verb(above) and "accuse" in classes_of(words.lemmas[above], "VB")
    return _object_of(words, above) if accuses else None


def _object_of(words: Words, verb: int) -> int | None:
    held = words.kids(verb, "dobj", "nsubjpass") or (words.kids(verb, "nsubj") if words.tags[verb] == "VBN" else [])
    return held[0] if held else None


def _blamed_on(words: Words, deed: int) -> int | None:
    """Return whom a deed is laid upon, or who speaks of it as theirs: "blamed the attack on the Front", "denied the attack"."""
    verb = words.heads[deed]
    if words.relations[deed] == "dobj" and words.lemmas[verb] in _OWNING_UP:
        return next(iter(subjects(words, verb)), None)
    if words.relations[deed] not in {"nsubjpass", "dobj"} or words.lemmas[verb] not in _LAYING:
        return None
    return next(
        (
            noun
            for kid in words.kids(verb, "prep")
            if words.lemmas[kid] in {"on", "to"}
            for noun in words.kids(kid, "pobj")
        ),
        None,
    )


def _is_place(words: Words, word: int) -> bool:
    return words.entities[word] in _PLACES


def _doers(words: Words, actor: int) -> list[int]:
    """Return the actor, or where it is itself an act those that did it: "a strike by Velmar killed five", "the blast killed five"."""
    if (
        words.tags[actor] not in {"NN", "NNS"}
        or words.lemmas[actor] in weapons()
        or not _DEEDS.intersection(classes_of(words.lemmas[actor], "NN"))
    ):
        return [actor]
    by = [n for kid in words.kids(actor, "prep") if words.lemmas[kid] == "by" for n in words.kids(kid, "pobj")]
    owners = words.kids(actor, "poss", "compound", "amod", "nmod")
    return by or [kid for kid in owners if words.entities[kid] in _NAMED][:1]


def _antecedent(words: Words, subject: int, verb: int) -> int:
    """Return what a relative or personal pronoun stands for where the sentence itself says so."""
    if words.tags[subject] in _EMPTY and words.relations[verb] == "relcl":
        return words.heads[verb]
    if words.tags[subject] == "PRP":
        current = verb
        while words.heads[current] != current:
            current = words.heads[current]
            other = words.kids(current, "nsubj")
            if other and other[0] != subject and words.tags[other[0]] not in {"PRP", *_EMPTY}:
                return other[0]
    return subject


def _verbal(words: Words, trigger: Trigger) -> tuple[list[int], list[int]]:
    head = trigger.head
    if trigger.is_passive:
        agents = [
            noun
            for preposition, noun in trigger.prepositions
            if words.relations[preposition] == "agent" or words.lemmas[preposition] == "by"
        ]
        described = [words.heads[head]] if words.relations[head] == "acl" else []
        patients = words.kids(head, "nsubjpass") or described or words.kids(head, "nsubj")
        if len(trigger.chain) > 1 and not agents:
            return patients, []
        return agents, [_antecedent(words, patient, head) for patient in patients]
    actors = subjects(words, head)
    inner = [
        kid
        for link in trigger.chain[1:]
        for kid in words.kids(link, "nsubj", "nsubjpass")
        if words.tags[kid] != "PRP" and kid not in actors
    ]
    direct = words.kids(head, "dobj") if _DIRECT.intersection(classes_of(trigger.name, "VB")) else []
    acted = (
        [kid for kid in direct if not _is_act(words, kid) or is_party(words, kid)] if len(trigger.chain) == 1 else []
    )
    acted = acted or [kid for kid in words.kids(head, "dobj", "dative") if is_party(words, kid)] or inner
    for link in reversed(trigger.chain[1:]):
        acted = acted or [kid for kid in words.kids(link, "dobj", "nsubjpass") if is_party(words, kid)]
    return actors, acted


def _is_act(words: Words, noun: int) -> bool:
    """Say whether a noun names an act, or what it is done with, rather than whom it is done to."""
    classes = classes_of(words.lemmas[noun], "NN")
    return (bool(_ACTS.intersection(classes)) and "people" not in classes) or words.lemmas[noun] in weapons()


def _nominal(words: Words, trigger: Trigger) -> tuple[list[int], list[int]]:
    actors, acted = [], []
    for preposition, noun in trigger.prepositions:
        name = words.lemmas[preposition]
        if name in {"by", "between", "among"}:
            actors.append(noun)
        elif name in _TOWARDS and (name not in {"of", "in", "from"} or is_party(words, noun)):
            acted.append(noun)
    named = answerable(words, trigger.head)
    if not actors and named is not None:
        actors = [named]
    owners = [kid for kid in trigger.objects if words.entities[kid] in _NAMED or words.relations[kid] == "poss"]
    return actors or owners[:1], acted


def is_party(words: Words, noun: int) -> bool:
    """Say whether a noun names people, a body or a place, itself or through a name inside its phrase."""
    if words.entities[noun] in _NAMED:
        return True
    classes = classes_of(words.lemmas[noun], words.tags[noun])
    if any(name in {"people", "troops", "media"} for name in classes):
        return True
    if words.lemmas[noun].endswith(("or", "er", "ist", "ian", "ant")) and words.is_noun(noun) and not classes:
        return True
    return any(words.entities[kid] in _NAMED for kid in words.kids(noun, "poss", "compound", "amod", "nmod"))


def _towards(words: Words, trigger: Trigger, actors: list[int]) -> list[int]:
    """Return the likeliest party in a prepositional phrase; without a party, the object itself."""
    ranked = sorted(
        (
            (
                not is_party(words, noun),
                words.lemmas[preposition] in _SETTINGS and _is_place(words, noun),
                _TOWARDS.index(words.lemmas[preposition]),
                noun,
            )
            for preposition, noun in trigger.prepositions
            if words.lemmas[preposition] in _TOWARDS
            and noun not in actors
            and words.entities[noun] not in {"DATE", "TIME"}
        )
    )
    if ranked and not ranked[0][0]:
        return [ranked[0][-1]]
    things = [kid for link in trigger.chain for kid in words.kids(link, "dobj")]
    if ranked and things and _is_act(words, things[0]):  # "carried out an attack on the post"
        return [ranked[0][-1]]
    inside = [
        word
        for thing in trigger.objects
        for word in words.subtree(thing)
        if words.entities[word] in _NAMED and words.is_noun(word) and words.relations[word] != "compound"
    ]
    inside = [word for word in inside if word not in actors]
    if inside:
        return inside[:1]
    return things[:1] or [noun for *_, noun in ranked[:1]]


def _joined(words: Words, heads: list[int]) -> tuple[int, ...]:
    """Return heads with the nouns coordinated to them."""
    found: list[int] = []
    todo = list(heads)
    while todo:
        word = todo.pop(0)
        if word not in found:
            found.append(word)
            todo.extend(kid for kid in words.kids(word, "conj") if not words.is_verb(kid))
    return tuple(sorted(found))
