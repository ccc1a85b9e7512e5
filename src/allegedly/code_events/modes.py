"""Modes, contexts and auxiliary modes of an event, by the words of its clause."""

from __future__ import annotations

import re
from functools import cache

from allegedly.code_events.triggers import Trigger, is_conditional, is_future
from allegedly.code_events.words import Words
from allegedly.lexicon import load_table
from allegedly.vocab import Auxiliary, EventType

# An event this many years before the publication is told as history (PLOVER manual 0.8 leaves the distance open).
HISTORICAL_YEARS = 2
# Types whose words themselves are about what is to come; a modal inside them does not make the event itself future.
_ABOUT_LATER = frozenset({EventType.AGREE, EventType.THREATEN, EventType.REQUEST, EventType.REJECT})
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
    if event_type not in _ABOUT_LATER:
        if is_future(trigger):
            found.append(Auxiliary.FUTURE)
        elif is_conditional(trigger) or _is_conditional_clause(words, trigger.head):
            found.append(Auxiliary.HYPOTHETICAL)
    elif _is_conditional_clause(words, trigger.head):
        found.append(Auxiliary.HYPOTHETICAL)
    if not found and _is_long_ago(words, trigger, published_year):
        found.append(Auxiliary.HISTORICAL)
    return tuple(found)


def _is_conditional_clause(words: Words, head: int) -> bool:
    return any(words.lemmas[kid] in {"if", "unless", "whether"} for kid in words.kids(head, "mark"))


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
