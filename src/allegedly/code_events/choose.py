"""Which triggers are events, and of what type: those that a clause tells of vie with one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from allegedly.code_events.features import features
from allegedly.code_events.frames import frame_of
from allegedly.code_events.triggers import Trigger, triggers
from allegedly.code_events.types import NONE, YIELD, Weights, yielded
from allegedly.code_events.words import Words
from allegedly.vocab import EventType


class Least(NamedTuple):
    """The least probability, of there being an event at all, at which triggers are coded.

    ``first`` is for the likeliest trigger of a sentence, ``framed`` for it where a frame of the lexicon gives the same type,
    ``more`` for each further one.
    """

    first: float
    framed: float
    more: float


# Where somebody is known to tell of something: a sentence given to be coded, the content of an attribution. ``more`` was
# chosen on the dev sentences (bench/train_events.py): .5 costs .01 of F1, .85 changes nothing.
TOLD = Least(first=0.3, framed=0.1, more=0.7)
# In what an outlet says in its own voice, most of which tells of no event. Of 184 event-free sentences of our own that were
# not fitted on, these give an event to one in six, TOLD to two in five; F1 on the dev sentences is .01 lower.
OWN_VOICE = Least(first=0.5, framed=0.3, more=0.7)
# Where no frame of the lexicon gives the type, it must be so likely among the types.
LEAST_SURE = 0.4


@dataclass(frozen=True, slots=True)
class Coded:
    """A trigger with the probability of its likeliest type and of there being an event, before anything else is read."""

    trigger: Trigger
    event_type: EventType
    probability: float
    is_event: float
    is_framed: bool


def coded(words: Words, weights: Weights, own: Iterable[int] | None = None) -> Iterator[Coded]:
    """Yield every trigger of a paragraph with its likeliest type, whatever its probability; of ``own`` words only."""
    none = weights.labels.index(NONE)
    wanted = None if own is None else frozenset(own)
    for trigger in triggers(words, wanted):
        given = weights.probabilities(features(words, trigger))
        best = max((n for n in range(len(given)) if n != none), key=lambda n: float(given[n]))
        label = weights.labels[best]
        event_type = yielded(words, trigger) if label == YIELD else EventType(label)
        frame = frame_of(words, trigger)
        is_framed = frame is not None and frame[0] is event_type
        yield Coded(trigger, event_type, float(given[best]), 1 - float(given[none]), is_framed)


def chosen(words: Words, weights: Weights, own: Iterable[int] | None = None, *, least: Least = TOLD) -> Iterator[Coded]:
    """Yield the triggers that are events, in text order; those of one sentence vie with one another."""
    sentences: dict[int, list[Coded]] = {}
    for candidate in coded(words, weights, own):
        sentences.setdefault(words.sentences[candidate.trigger.head], []).append(candidate)
    for candidates in sentences.values():
        yield from _kept(candidates, least)


def _kept(candidates: Sequence[Coded], least: Least) -> list[Coded]:
    sure = [one for one in candidates if one.is_framed or one.probability >= LEAST_SURE * one.is_event]
    sure = [one for one in sure if not one.trigger.is_toll] or sure
    if not sure:
        return []
    first = max(sure, key=lambda one: (one.is_event, -one.trigger.head))
    enough = least.framed if first.is_framed else least.first
    return [
        one
        for one in sure
        if one.is_event >= least.more
        or (one is first and one.is_event >= enough)
        or (one.trigger.is_deed and one.is_framed)
    ]
