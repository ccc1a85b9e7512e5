"""Frames: the type that the lexicon gives a trigger, from the class of its verb and of what depends on it."""

from __future__ import annotations

from functools import cache

from allegedly.code_events.triggers import Trigger, is_future
from allegedly.code_events.words import Words, classes_of
from allegedly.lexicon import load_table
from allegedly.vocab import EventType


@cache
def _frames() -> dict[tuple[str, str], tuple[str, str]]:
    return {(row["head"], row["dependent"]): (row["event_type"], row["mode"]) for row in load_table("event_frames")}


def frame_of(words: Words, trigger: Trigger) -> tuple[EventType, str, str] | None:
    """Return the type, the mode ("" for none) and the frame that the lexicon gives a trigger, the most special first."""
    heads = _heads(words, trigger)
    dependents = _dependents(words, trigger)
    will = is_future(trigger)
    keys = [(f"not {head}", "*") for head in heads if trigger.is_negated]
    keys += [("*", f"will {head}") for head in heads if will]
    keys += [(head, dependent) for head in heads for dependent in dependents]
    keys += [("*", "will")] if will else []
    keys += [(head, "*") for head in heads]
    if not heads or heads == ("say",):
        keys += [(dependent, "*") for dependent in dependents]
    for key in keys:
        if key in _frames():
            event_type, mode = _frames()[key]
            return EventType(event_type), mode, f"{key[0]} + {key[1]}"
    return None


def _heads(words: Words, trigger: Trigger) -> tuple[str, ...]:
    tag = words.tags[trigger.head]
    names = classes_of(trigger.name, tag) or classes_of(words.lemmas[trigger.head], tag)
    return tuple(f"noun {name}" for name in names) if trigger.is_noun else names


def _dependents(words: Words, trigger: Trigger) -> list[str]:
    near = list(trigger.chain[1:])
    for thing in trigger.objects:
        near += [thing, *words.kids(thing, "compound", "amod", "nmod")]
    near += [noun for _, noun in trigger.prepositions]
    return [name for word in near for name in classes_of(words.lemmas[word], words.tags[word])]
