"""Modes, contexts and auxiliary modes of an event, by the words of its clause."""

from __future__ import annotations

import re
from functools import cache

from allegedly.code_events.triggers import FUTURE_WORDS, Trigger, is_conditional
from allegedly.code_events.words import Words, classes_of
from allegedly.lexicon import load_table
from allegedly.records import Event, EventDate
from allegedly.vocab import Auxiliary, EventType

# An event this many years before the publication is told as history (PLOVER manual 0.8 leaves the distance open).
HISTORICAL_YEARS = 2
# Types whose words themselves are about what is to come; a modal inside them does not make the event itself future.
ABOUT_LATER = frozenset({EventType.THREATEN, EventType.REQUEST, EventType.REJECT})
_CONDITIONS = frozenset({"if", "unless", "whether"})
# Put before its subject, such a verb is a condition: "had the guards fired", "should Velmar invade".
_INVERTED = frozenset({"have", "should", "be"})
_PAST = frozenset({"VBD", "VBN"})
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_LONG_AGO = frozenset({"year", "decade", "century"})


@cache
def _modes() -> dict[tuple[str, str], str]:
    return {(row["event_type"], row["lemma"]): row["mode"] for row in load_table("event_modes")}


@cache
def _contexts() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in load_table("event_contexts"):
        found.setdefault(row["lemma"], []).append(row["context"])
    return {lemma: tuple(contexts) for lemma, contexts in found.items()}


def mode_of(words: Words, trigger: Trigger, event_type: EventType) -> str | None:
    """Return the mode that the trigger's words, or else those of its objects and prepositions, give the event."""
    near = [*trigger.chain, *trigger.objects]
    near += [kid for thing in trigger.objects for kid in words.kids(thing, "compound", "amod", "nmod")]
    near += [noun for _, noun in trigger.prepositions]
    for word in near:
        mode = _modes().get((event_type.value, words.lemmas[word]))
        if mode is not None:
            return mode
    return None


def contexts_of(words: Words, trigger: Trigger) -> tuple[str, ...]:
    """Return the contexts that the words under the trigger speak of, the most spoken of first."""
    counts: dict[str, int] = {}
    for word in words.subtree(trigger.head):
        for context in _contexts().get(words.lemmas[word], ()):
            counts[context] = counts.get(context, 0) + 1
    return tuple(sorted(counts, key=lambda context: (-counts[context], context)))


def auxiliary_of(
    words: Words, trigger: Trigger, event_type: EventType, published_year: int | None
) -> tuple[Auxiliary, ...]:
    """Return how the event stands to what happened: negated, future, hypothetical, historical, or none of them."""
    found = []
    if trigger.is_negated and event_type is not EventType.REJECT:
        found.append(Auxiliary.NEGATED)
    if _is_condition(words, trigger.head):
        found.append(Auxiliary.HYPOTHETICAL)
    elif event_type not in ABOUT_LATER:
        if _is_to_come(words, trigger):
            found.append(Auxiliary.FUTURE)
        elif event_type is not EventType.AGREE and (
            is_conditional(trigger) or _leads_to(words, trigger, "hypothetical")
        ):
            found.append(Auxiliary.HYPOTHETICAL)
    if not found and _is_long_ago(words, trigger, published_year):
        found.append(Auxiliary.HISTORICAL)
    return tuple(found)


@cache
def _leading() -> dict[str, str]:
    return {row["lemma"]: row["auxiliary"] for row in load_table("event_auxiliaries")}


def _is_to_come(words: Words, trigger: Trigger) -> bool:
    """Say whether an act is told as one to come: "will meet", "is to meet", "is due to meet", "said it would meet"."""
    if _leads_to(words, trigger, "future"):
        return True
    for number, link in enumerate(trigger.chain):
        own = {words.lemmas[kid] for kid in words.kids(link, "aux")}
        if not own.isdisjoint(FUTURE_WORDS):
            return True
        if "would" in own:
            return _is_told_in_the_past(words, link)
        if number == 0 and words.tags[link] == "VB" and own == {"to"} and words.relations[link] == "ROOT":
            return True  # a headline's infinitive: "Velmar to free fishermen"
        if "say" not in classes_of(words.lemmas[link], "VB"):
            return False
    return False


def _leads_to(words: Words, trigger: Trigger, auxiliary: str) -> bool:
    """Say whether the first words of a chain put the verb after them in the future, or leave it open."""
    if len(trigger.chain) < 2 or _leading().get(words.lemmas[trigger.chain[0]]) != auxiliary:
        return auxiliary == "future" and _is_due(words, trigger)
    following = trigger.chain[1]
    if auxiliary == "future" and words.lemmas[trigger.chain[0]] == "be" and words.tags[following] == "JJ":
        return _leading().get(words.lemmas[following]) == "future"
    return auxiliary != "future" or any(words.lemmas[kid] == "to" for kid in words.kids(following, "aux"))


def _is_due(words: Words, trigger: Trigger) -> bool:
    """Say whether the verb above a trigger of its own puts it in the future: "they are expected to sign"."""
    above = words.doc[trigger.head].head.i
    return (
        above != trigger.head
        and words.doc[trigger.head].dep_ == "xcomp"
        and _leading().get(words.lemmas[above]) == "future"
        and any(words.doc[kid].lower_ == "to" for kid in words.kids(trigger.head, "aux"))
    )


def _is_told_in_the_past(words: Words, verb: int) -> bool:
    """Say whether "would" is only the "will" of what somebody said: "they said they would meet"."""
    token = words.doc[verb]
    told = token.dep_ == "ccomp" and token.head.tag_ in _PAST and "say" in classes_of(token.head.lemma_.lower(), "VB")
    return told and not any(kid.dep_ == "advcl" and _is_condition(words, kid.i) for kid in token.children)


def _is_condition(words: Words, head: int) -> bool:
    """Say whether a verb's clause is a condition: "if they met", "had they met"."""
    if any(words.lemmas[kid] in _CONDITIONS for kid in words.kids(head, "mark")):
        return True
    subjects = words.kids(head, "nsubj", "nsubjpass")
    first = words.kids(head, "aux", "auxpass")[:1]
    return (
        words.relations[head] == "advcl"
        and bool(subjects and first)
        and first[0] < subjects[0]
        and words.lemmas[first[0]] in _INVERTED
    )


def dated_auxiliary(event: Event, dates: tuple[EventDate, ...], published: str | None) -> tuple[Auxiliary, ...]:
    """Return an event's auxiliary modes with what its dates add: future after the day of publication, historical long before."""
    held = event.auxiliary
    starts = [date.start for date in dates if date.start is not None]
    if published is None or not starts or Auxiliary.FUTURE in held or Auxiliary.HYPOTHETICAL in held:
        return held
    if min(starts) > published[:10] and event.event_type not in ABOUT_LATER:
        return (Auxiliary.FUTURE, *held)
    ends = [date.end or date.start or "" for date in dates]
    is_old = all(end[:4].isdigit() and int(published[:4]) - int(end[:4]) >= HISTORICAL_YEARS for end in ends)
    return (Auxiliary.HISTORICAL, *held) if is_old and Auxiliary.HISTORICAL not in held else held


def _is_long_ago(words: Words, trigger: Trigger, published_year: int | None) -> bool:
    for word in words.subtree(trigger.head):
        if words.entities[word] != "DATE" or _belongs_to_noun(words, word, trigger):
            continue
        if words.lemmas[word] in _LONG_AGO and any(
            words.lemmas[kid] == "ago" for kid in (word + 1, *words.children[word]) if kid < len(words.lemmas)
        ):
            return True
        if (
            published_year is not None
            and _YEAR.fullmatch(words.lemmas[word])
            and published_year - int(words.lemmas[word]) >= HISTORICAL_YEARS
        ):
            return True
    return False


def _belongs_to_noun(words: Words, date: int, trigger: Trigger) -> bool:
    """Say whether a date says when something else was: "the truce of two years ago"."""
    word = date
    while words.heads[word] != word and word not in trigger.chain:
        if words.is_noun(word) and words.entities[word] != "DATE":
            return True
        word = words.heads[word]
    return False
