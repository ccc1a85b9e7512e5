"""Which triggers are events, and of what type: those that a clause tells of vie with one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from allegedly.code_events.features import features
from allegedly.code_events.frames import frame_of
from allegedly.code_events.instruments import is_instrument
from allegedly.code_events.triggers import Trigger, triggers
from allegedly.code_events.types import NONE, YIELD, Weights, yielded
from allegedly.code_events.words import Words
from allegedly.vocab import EventType

# The likeliest trigger of a sentence is coded from LEAST_FIRST on, each further one from LEAST_MORE on: the probability that
# it tells of an event at all. The second was chosen on the dev sentences (bench/train_events.py): .5 costs .01 of F1, .85
# changes nothing. The first keeps event-free sentences, which the dev sets lack, free of events.
LEAST_FIRST = 0.3
LEAST_MORE = 0.7
# Where a frame of the lexicon gives the same type, less is enough.
LEAST_FRAMED = 0.1
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


def chosen(words: Words, weights: Weights, own: Iterable[int] | None = None) -> Iterator[Coded]:
    """Yield the triggers that are events, in text order; those of one sentence vie with one another."""
    sentences: dict[int, list[Coded]] = {}
    for candidate in coded(words, weights, own):
        sentences.setdefault(words.sentences[candidate.trigger.head], []).append(candidate)
    for candidates in sentences.values():
        yield from _kept(words, candidates)


def _kept(words: Words, candidates: Sequence[Coded]) -> list[Coded]:
    sure = [one for one in candidates if one.is_framed or one.probability >= LEAST_SURE * one.is_event]
    sure = [one for one in sure if not one.trigger.is_toll] or sure
    if not sure:
        return []
    first = max(sure, key=lambda one: (one.is_event, -one.trigger.head))
    least = LEAST_FRAMED if first.is_framed else LEAST_FIRST
    kept = [
        one
        for one in sure
        if one.is_event >= LEAST_MORE
        or (one is first and one.is_event >= least)
        or (one.trigger.is_deed and one.is_framed)
    ]
    verbs = [one for one in kept if not one.trigger.is_noun]
    return [one for one in kept if not any(_is_used_in(words, one, verb) for verb in verbs)]


def _is_used_in(words: Words, one: Coded, verb: Coded) -> bool:
    """Say whether a noun only names what another trigger's act is done with: "a car bomb killed four"."""
    noun = one.trigger.head
    return (
        one.trigger.is_noun
        and one.event_type is verb.event_type
        and words.heads[noun] in verb.trigger.chain
        and is_instrument(words, noun)
    )
