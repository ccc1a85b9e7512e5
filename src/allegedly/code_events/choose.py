"""Which triggers are events, and of what type: those that a clause tells of vie with one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from allegedly.code_events.features import features
from allegedly.code_events.frames import frame_of
from allegedly.code_events.triggers import Trigger, is_conditional, is_future, triggers
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
# In what an outlet says in its own voice, most of which tells of no event. Of 464 event-free sentences of our own that were
# not fitted on (five-fold), these give an event to .10, with .5 and .3 to .20, TOLD to .40; of those with an event, .80, .85
# and .90 are given one.
OWN_VOICE = Least(first=0.6, framed=0.5, more=0.7)
# Where no frame of the lexicon gives the type, it must be so likely among the types.
LEAST_SURE = 0.4
# Deeds that are simply not done where they are negated; other types ("did not agree") are refused.
_DEEDS = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE})


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
        event_type = _undone(words, trigger, event_type)
        frame = frame_of(words, trigger)
        is_framed = frame is not None and frame[0] is event_type
        yield Coded(trigger, event_type, float(given[best]), 1 - float(given[none]), is_framed)


def _undone(words: Words, trigger: Trigger, event_type: EventType) -> EventType:
    """Return the type of the act that was not done where no more than that is told: "did not shoot" rejects nothing."""
    if event_type is not EventType.REJECT or not trigger.is_negated or is_future(trigger) or is_conditional(trigger):
        return event_type
    frame = frame_of(words, replace(trigger, is_negated=False))
    return frame[0] if frame is not None and frame[0] in _DEEDS else event_type


def chosen(words: Words, weights: Weights, own: Iterable[int] | None = None, *, least: Least = TOLD) -> Iterator[Coded]:
    """Yield the triggers that are events, in text order; those of one sentence vie with one another."""
    sentences: dict[int, list[Coded]] = {}
    for candidate in coded(words, weights, own):
        sentences.setdefault(words.sentences[candidate.trigger.head], []).append(candidate)
    for candidates in sentences.values():
        kept = _kept(candidates, least)
        yield from (one for one in kept if not _is_told_by(words, one, kept))


def _is_told_by(words: Words, one: Coded, others: Iterable[Coded]) -> bool:
    """Say whether a noun is the subject of a verb that tells of the same event: "a strike by Velmar killed five"."""
    noun = one.trigger.head
    return one.trigger.is_noun and any(
        words.heads[noun] == other.trigger.head
        and words.relations[noun] in {"nsubj", "nsubjpass"}
        and other.event_type is one.event_type
        and other is not one
        for other in others
    )


def _kept(candidates: Sequence[Coded], least: Least) -> list[Coded]:
    sure = [one for one in candidates if one.is_framed or one.probability >= LEAST_SURE * one.is_event]
    told = _enough([one for one in sure if not one.trigger.is_toll], least)
    return told or _enough([one for one in sure if one.trigger.is_toll], least)


def _enough(sure: Sequence[Coded], least: Least) -> list[Coded]:
    """Return those that are likely enough to be events, the likeliest judged more gently."""
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
