"""Triggers: the verbs and nouns that may tell of an event, each with the chain of verbs, objects and prepositions on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from allegedly.code_events.words import Words, classes_of, weapons, word_classes

# Classes of nouns that tell of an event by themselves.
_EVENT_NOUNS = frozenset(
    {
        "attack",
        "killing",
        "abduction",
        "arrest",
        "protest",
        "withdrawal",
        "release",
        "talk",
        "accusation",
        "investigation",
        "sanction",
        "demand",
        "support",
        "agreement",
        "threat",
        "aid",
    }
)
# What ties a deed to who did it: "responsible for", "claimed responsibility for", "took the blame for".
ANSWERING = frozenset({"responsible", "responsibility", "credit", "blame", "guilty", "accountable", "culpable"})
_OWN_PARTIES = frozenset({"by", "between", "against", "on", "with", "of", "from"})
# Verbs chained to one another: more links than this only come from a wrong parse.
_LONGEST_CHAIN = 4
# Verbs of which a bare number before them is the victim.
_HARMING = frozenset({"kill", "coerce", "abduct"})
FUTURE_WORDS = frozenset({"will", "wo", "shall", "'ll"})
_SIDES = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
_NOBODY = frozenset({"nobody", "none", "no-one", "nothing", "neither"})
_MODALS = frozenset({"would", "could", "may", "might", "should", "must", "can"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may tell of an event. ``chain`` begins with it ("agreed to lift": agree, lift).

    ``objects`` are what the verbs of the chain act on, ``prepositions`` the pairs of a preposition and its noun.
    ``is_toll`` marks what only counts the victims of another event: "Army shells town, nine killed"; ``is_deed`` what somebody
    is said, or says of himself, to have done: "claimed responsibility for the attack".
    """

    head: int
    name: str
    chain: tuple[int, ...]
    names: tuple[str, ...]
    objects: tuple[int, ...]
    prepositions: tuple[tuple[int, int], ...]
    auxiliaries: frozenset[str]
    is_negated: bool
    is_passive: bool
    is_noun: bool
    is_toll: bool = False
    is_deed: bool = False


def triggers(words: Words, wanted: Collection[int] | None = None) -> Iterator[Trigger]:
    """Yield the candidates of a paragraph, in text order; with ``wanted`` only those that begin with one of these words."""
    absorbed: set[int] = set()
    for number in range(len(words.lemmas)) if wanted is None else sorted(wanted):
        if number in absorbed or words.relations[number] in {"aux", "auxpass"}:
            continue
        if words.is_verb(number):
            trigger = _verb(words, number)
            absorbed.update(trigger.chain[1:])
            if not _only_reports(words, number, trigger) and not _only_answers(words, trigger):
                yield trigger
        elif words.is_noun(number) and _tells(words, number):
            yield _noun(words, number)


def verb_name(words: Words, verb: int) -> str:
    """Return a verb's lemma, with its particle or preposition where the lexicon knows the two as one."""
    lemma = words.lemmas[verb]
    known = word_classes()
    for kid in words.children[verb]:
        if kid > verb and words.relations[kid] in {"prt", "prep", "advmod"}:
            name = f"{lemma}_{words.lemmas[kid]}"
            if words.relations[kid] == "prt" or ("verb", name) in known:
                return name
    return lemma


def _verb(words: Words, verb: int) -> Trigger:
    chain = [verb]
    while len(chain) < _LONGEST_CHAIN:
        following = _next(words, chain[-1])
        if following is None or following in chain:
            break
        chain.append(following)
    kids = [kid for link in chain for kid in words.children[link]]
    objects = [kid for kid in kids if words.relations[kid] in {"dobj", "attr", "nsubjpass", "oprd", "acomp"}]
    prepositions = [
        (kid, target)
        for kid in kids + [k for o in objects for k in words.children[o]]
        if words.relations[kid] in {"prep", "dative", "agent"}
        for target in words.kids(kid, "pobj", "pcomp") or ([kid] if words.is_noun(kid) else [])
    ]
    auxiliaries = frozenset(words.lemmas[kid] for kid in kids if words.relations[kid] == "aux")
    if _is_headline_infinitive(words, verb):
        auxiliaries |= {"will"}
    return Trigger(
        head=verb,
        name=verb_name(words, verb),
        chain=tuple(chain),
        names=tuple(verb_name(words, link) for link in chain),
        objects=tuple(objects),
        prepositions=tuple(prepositions),
        auxiliaries=auxiliaries,
        is_negated=any(words.relations[kid] == "neg" or words.lemmas[kid] == "never" for kid in kids)
        or any(_is_nobody(words, kid) for kid in kids if words.relations[kid] in _SIDES),
        is_passive=any(words.relations[kid] in {"nsubjpass", "auxpass"} for kid in words.children[verb])
        or (words.tags[verb] == "VBN" and words.relations[verb] == "acl" and not words.kids(verb, "nsubj"))
        or _is_bare_passive(words, verb),
        is_noun=False,
        is_toll=_is_toll(words, verb),
    )


def _is_headline_infinitive(words: Words, verb: int) -> bool:
    """Say whether a sentence is an infinitive with a subject, as headlines put what is to come: "Velmar to free fishermen"."""
    token = words.doc[verb]
    return (
        token.dep_ == "ROOT"
        and token.tag_ == "VB"
        and bool(words.kids(verb, "nsubj"))
        and [words.lemmas[kid] for kid in words.kids(verb, "aux")] == ["to"]
    )


def _is_nobody(words: Words, noun: int) -> bool:
    """Say whether a noun phrase names none: "nobody", "no one", "no soldier", "neither side", "none of them"."""
    return words.lemmas[noun] in _NOBODY or any(
        words.lemmas[kid] in {"no", "neither"} for kid in words.kids(noun, "det", "preconj", "cc")
    )


def _is_bare_passive(words: Words, verb: int) -> bool:
    """Say whether a verb is passive without saying so, as headlines have it: "Army accused of attack", "nine killed"."""
    subjects = words.kids(verb, "nsubj")
    if not subjects or words.tags[verb] not in {"VBN", "VBD"} or words.kids(verb, "dobj", "aux"):
        return False
    if _is_toll(words, verb):
        return True
    return words.tags[verb] == "VBN" and words.relations[verb] == "ROOT" and not words.kids(verb, "ccomp", "xcomp")


def _is_toll(words: Words, verb: int) -> bool:
    """Say whether a verb has a bare number for its subject that can only be its victims: "nine killed"."""
    subjects = words.kids(verb, "nsubj", "nsubjpass")
    return (
        bool(subjects)
        and words.tags[verb] in {"VBN", "VBD"}
        and not words.kids(verb, "dobj", "aux", "auxpass")
        and (words.tags[subjects[0]] == "CD" or bool(words.kids(subjects[0], "nummod")))
        and bool(_HARMING.intersection(classes_of(words.lemmas[verb], "VBD")))
    )


def _next(words: Words, verb: int) -> int | None:
    """Return the verb or adjective that a verb hands its meaning on to: "agreed to lift", "said it would lift"."""
    for kid in words.children[verb]:
        relation = words.relations[kid]
        if relation == "xcomp" or (relation == "acomp" and words.kids(kid, "xcomp")):
            return kid
        if relation == "ccomp" and kid > verb:
            subjects = words.kids(kid, "nsubj", "nsubjpass")
            if not subjects or words.tags[subjects[0]] == "PRP":
                return kid
            if "request" in classes_of(words.lemmas[verb], "VB"):
                return kid
    for kid in words.kids(verb, "dobj", "nsubjpass"):
        if kid > verb and (inner := [k for k in words.kids(kid, "acl") if words.tags[k] == "VB"]):
            return inner[0]
    return None


def _only_reports(words: Words, verb: int, trigger: Trigger) -> bool:
    """Say whether a verb of saying only attributes a clause with a subject of its own, which is coded by itself."""
    if len(trigger.chain) > 1 or "say" not in classes_of(words.lemmas[verb], "VB"):
        return False
    return bool(words.kids(verb, "ccomp")) or not trigger.objects or words.relations[verb] == "parataxis"


def _only_answers(words: Words, trigger: Trigger) -> bool:
    """Say whether a verb only ties a deed to who did it, which is coded by itself: "claimed responsibility for the attack"."""
    if "refuse" in classes_of(words.lemmas[trigger.head], "VB"):
        return False
    answering = [thing for thing in trigger.objects if words.lemmas[thing] in ANSWERING]
    return any(
        words.is_noun(deed) and _tells(words, deed)
        for thing in answering
        for preposition in words.kids(thing, "prep")
        for deed in words.kids(preposition, "pobj")
    )


def _tells(words: Words, noun: int) -> bool:
    """Say whether a noun tells of an event that is not already in a verb's objects."""
    if not _EVENT_NOUNS.intersection(classes_of(words.lemmas[noun], "NN")) or words.lemmas[noun] in weapons():
        return False
    relation = words.relations[noun]
    if relation in {"ROOT", "nsubj", "nsubjpass", "ccomp"} or _is_answered_for(words, noun):
        return True
    return relation in {"pobj", "conj", "dobj"} and any(
        words.lemmas[kid] in _OWN_PARTIES for kid in words.kids(noun, "prep")
    )


def _is_answered_for(words: Words, noun: int) -> bool:
    """Say whether somebody is held to have done what a noun names: "claimed responsibility for the attack"."""
    preposition = words.heads[noun]
    if words.relations[noun] != "pobj" or words.lemmas[preposition] not in {"for", "of"}:
        return False
    above = words.lemmas[words.heads[preposition]]
    return above in ANSWERING or "accuse" in classes_of(above, "VB")


def _noun(words: Words, noun: int) -> Trigger:
    prepositions = [(kid, target) for kid in words.kids(noun, "prep", "agent") for target in words.kids(kid, "pobj")]
    return Trigger(
        head=noun,
        name=words.lemmas[noun],
        chain=(noun,),
        names=(words.lemmas[noun],),
        objects=tuple(words.kids(noun, "compound", "amod", "poss", "nmod")),
        prepositions=tuple(prepositions),
        auxiliaries=frozenset(),
        is_negated=any(words.lemmas[kid] == "no" for kid in words.kids(noun, "det", "neg")),
        is_passive=False,
        is_noun=True,
        is_deed=_is_answered_for(words, noun),
    )


def is_future(trigger: Trigger) -> bool:
    """Say whether a trigger is put in the future."""
    return not trigger.auxiliaries.isdisjoint(FUTURE_WORDS)


def is_conditional(trigger: Trigger) -> bool:
    """Say whether a trigger stands under a modal verb."""
    return not trigger.auxiliaries.isdisjoint(_MODALS)
