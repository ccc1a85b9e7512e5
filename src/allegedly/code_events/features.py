"""What the classifier sees of a trigger: its words, their classes, how they combine, and where the trigger stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from allegedly.code_events.frames import frame_of
from allegedly.code_events.roles import is_party, roles
from allegedly.code_events.triggers import Trigger, is_conditional, is_future
from allegedly.code_events.words import Words, classes_of

_MODIFIERS = ("compound", "amod", "nmod")
_CLAUSES_BETWEEN = frozenset({"advcl", "relcl", "acl", "ccomp", "xcomp", "pcomp", "conj", "csubj"})
_TELLING_AUXILIARIES = frozenset({"must", "should", "may", "can", "would"})
_CONDITIONS = frozenset({"if", "unless", "until", "after", "because"})
_CONTENT = ("NN", "VB", "JJ")


# How many parts of a trigger's clause have their words' meanings read: the verb, the last of its chain, what these act on,
# all words under the verb, all words of the sentence.
PARTS = 5
# The feature of a trigger that no other clause holds.
MAIN_CLAUSE = "depth=0"


class Seen(NamedTuple):
    """What is seen of a trigger: the names of its features, each once, and the lemmas of each part of its clause."""

    names: list[str]
    parts: tuple[tuple[str, ...], ...]


def features(words: Words, trigger: Trigger) -> Seen:
    """Return what the classifier sees of a trigger."""
    heads = _verb_classes(words, trigger)
    found = {"bias", f"v={trigger.name}"}
    found.update(f"vc={name}" for name in heads)
    state = _state(words, trigger)
    found.update(f"state={part}" for part in state)
    found.update(f"vc={name}|{part}" for name in heads for part in state)
    found.update(f"v={trigger.name}|{part}" for part in state)
    dependents = _chain(words, trigger, state, found)
    dependents |= _objects(words, trigger, found)
    for preposition, target in trigger.prepositions:
        word = words.lemmas[preposition]
        found.update((f"p={word}", f"v={trigger.name}|p={word}", f"pn={words.lemmas[target]}"))
        for name in classes_of(words.lemmas[target], words.tags[target]):
            found.update((f"pc={name}", f"p={word}|pc={name}"))
            dependents.add(f"p:{name}")
    found.update(f"{name}>{dependent}" for name in heads for dependent in dependents)
    found.update(f"v={trigger.name}>{dependent}" for dependent in dependents)
    found.update(f"{part}&{dependent}" for part in state for dependent in dependents)
    found.update(f"{name}&{part}&{dependent}" for name in heads for part in state for dependent in dependents)
    _purpose(words, trigger, heads, found)
    _parties(words, trigger, heads, found)
    frame = frame_of(words, trigger)
    if frame is not None:
        found.update((f"frame={frame[0].value}", f"frame={frame[2]}"))
        found.update(f"frame={frame[0].value}|{part}" for part in state)
    _position(words, trigger, found)
    _surroundings(words, trigger, found)
    return Seen(sorted(found), _parts(words, trigger))


def _verb_classes(words: Words, trigger: Trigger) -> tuple[str, ...]:
    tag = words.tags[trigger.head]
    lemma = words.lemmas[trigger.head]
    prefix = "noun " if trigger.is_noun else ""
    names = classes_of(trigger.name, tag) or classes_of(lemma, tag) or ("other",)
    return tuple(prefix + name for name in names)


def _state(words: Words, trigger: Trigger) -> list[str]:
    parts = [f"aux {name}" for name in sorted(trigger.auxiliaries & _TELLING_AUXILIARIES)]
    marks = [words.lemmas[k] for link in trigger.chain for c in words.children[link] for k in words.kids(c, "mark")]
    parts += [f"mark {name}" for name in sorted(_CONDITIONS.intersection(marks))]
    if trigger.is_negated:
        parts.append("not")
    if is_future(trigger):
        parts.append("will")
    if is_conditional(trigger):
        parts.append("would")
    if trigger.is_passive:
        parts.append("passive")
    return parts


def _chain(words: Words, trigger: Trigger, state: Iterable[str], found: set[str]) -> set[str]:
    """Add the further verbs of the chain; the last one counts most."""
    dependents = set()
    for link, name in zip(trigger.chain[1:], trigger.names[1:], strict=True):
        found.add(f"x={name}")
        found.update(f"x={name}|{part}" for part in state)
        tag = words.tags[link]
        for kind in classes_of(name, tag) or classes_of(words.lemmas[link], tag):
            found.add(f"xc={kind}")
            found.update(f"xc={kind}|{part}" for part in state)
            dependents.add(f"x:{kind}")
    return dependents


def _objects(words: Words, trigger: Trigger, found: set[str]) -> set[str]:
    dependents = set()
    for thing in trigger.objects:
        near = [thing, *words.kids(thing, *_MODIFIERS, "conj")]
        near += [k for p in words.kids(thing, "prep") for k in words.kids(p, "pobj", "pcomp")]
        found.add(f"o={words.lemmas[thing]}")
        found.add(f"v={trigger.name}|o={words.lemmas[thing]}")
        found.add(f"ok={words.entities[thing] or words.tags[thing]}")
        for place, word in enumerate(near):
            if place:
                found.add(f"om={words.lemmas[word]}")
            for kind in classes_of(words.lemmas[word], words.tags[word]):
                found.add(f"oc={kind}" if not place else f"omc={kind}")
                dependents.add(f"o:{kind}")
    return dependents


def _parties(words: Words, trigger: Trigger, heads: Iterable[str], found: set[str]) -> None:
    """Add whether people, bodies or places act and are acted on, which everyday acts on things lack."""
    sides = roles(words, trigger)
    kinds = [
        "none" if not side else "party" if any(is_party(words, noun) for noun in side) else "thing"
        for side in (sides.actors, sides.recipients)
    ]
    pair = ">".join(kinds)
    found.update((f"actor={kinds[0]}", f"recipient={kinds[1]}", f"parties={pair}"))
    found.update(f"{name}|{pair}" for name in heads)


def _purpose(words: Words, trigger: Trigger, heads: Iterable[str], found: set[str]) -> None:
    """Add what an act is done for: "sent experts to investigate the blast"."""
    for thing in (*trigger.chain, *trigger.objects):
        for verb in words.kids(thing, "advcl", "relcl", "acl", "xcomp"):
            if words.tags[verb] == "VB" and verb not in trigger.chain and words.kids(verb, "aux"):
                found.add(f"to={words.lemmas[verb]}")
                for kind in classes_of(words.lemmas[verb], "VB"):
                    found.add(f"toc={kind}")
                    found.update(f"{name}>to:{kind}" for name in heads)


def _position(words: Words, trigger: Trigger, found: set[str]) -> None:
    """Add where the trigger stands in its sentence: what the main clause tells is what the sentence is about."""
    relation, between, current = words.relations[trigger.head], 0, trigger.head
    above = "none"
    while words.heads[current] != current:
        if words.relations[current] in _CLAUSES_BETWEEN:
            between += 1
            if above == "none":
                governor = words.heads[current]
                above = next(iter(classes_of(words.lemmas[governor], words.tags[governor])), "other")
        current = words.heads[current]
    kind = "noun" if trigger.is_noun else "verb"
    found.update((f"at={relation}", f"at={relation}|{kind}", f"depth={min(between, 3)}", f"above={above}|{relation}"))
    if above == "say" and relation == "ccomp":
        found.add("at=told")
    subjects = words.kids(trigger.head, "nsubj", "nsubjpass", "agent")
    if subjects:
        found.add(f"subject={words.entities[subjects[0]] or words.tags[subjects[0]]}")
        found.update(f"sc={kind}" for kind in classes_of(words.lemmas[subjects[0]], words.tags[subjects[0]]))
    else:
        found.add("subject=none")


def _parts(words: Words, trigger: Trigger) -> tuple[tuple[str, ...], ...]:
    """Return the lemmas of the parts of a clause whose meanings count; names have none."""
    things = [*trigger.objects, *(noun for _, noun in trigger.prepositions)]
    things = [thing for thing in things if not words.entities[thing]]
    under = [word for word in words.subtree(trigger.head) if _is_content(words, word)]
    start = words.sentences[trigger.head]
    sentence = []
    number = start
    while number < len(words.lemmas) and words.sentences[number] == start:
        if _is_content(words, number):
            sentence.append(number)
        number += 1
    numbers = (trigger.chain[:1], trigger.chain[-1:], things, under, sentence)
    return tuple(tuple(words.lemmas[word] for word in part if words.lemmas[word].isalpha()) for part in numbers)


def _is_content(words: Words, word: int) -> bool:
    return words.tags[word][:2] in _CONTENT and not words.entities[word]


def _surroundings(words: Words, trigger: Trigger, found: set[str]) -> None:
    """Add the content words under the trigger, and the classes of the sentence's words."""
    for word in words.subtree(trigger.head):
        if _is_content(words, word):
            found.add(f"b={words.lemmas[word]}")
    start = words.sentences[trigger.head]
    number = start
    while number < len(words.lemmas) and words.sentences[number] == start:
        for kind in classes_of(words.lemmas[number], words.tags[number]):
            found.add(f"s={kind}")
        number += 1
