"""Parsed -> Event: what each clause of a document tells of who did what to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import msgspec

from allegedly.code_events.counts import counts_of
from allegedly.code_events.event import Resolver, cameo_root_of, event_id, quad_of
from allegedly.code_events.features import features
from allegedly.code_events.frames import frame_of
from allegedly.code_events.modes import auxiliary_of, contexts_of, mode_of
from allegedly.code_events.roles import Roles, phrase, roles
from allegedly.code_events.triggers import Trigger, triggers
from allegedly.code_events.types import NONE, YIELD, Weights, load_weights, yielded
from allegedly.code_events.words import Words, read
from allegedly.records import Event, EventDate, EventPlace, Paragraph, Parsed, Participant, Span, Spans
from allegedly.vocab import EventType

# The likeliest trigger of a sentence is coded from LEAST_FIRST on, each further one from LEAST_MORE on: the probability that
# it tells of an event at all. The second was chosen on the dev sentences (bench/train_events.py): .5 costs .01 of F1, .85
# changes nothing. The first keeps event-free sentences, which the dev sets lack, free of events.
LEAST_FIRST = 0.3
LEAST_MORE = 0.7
# Where a frame of the lexicon gives the same type, less is enough.
LEAST_FRAMED = 0.1
# Types in which two parties named side by side act on one another.
_MUTUAL = frozenset({EventType.CONSULT, EventType.COOPERATE, EventType.AGREE, EventType.SUPPORT})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_DATES = frozenset({"DATE", "TIME"})
_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "along"})
SpanOf = Callable[[int, int], Span]


@dataclass(frozen=True, slots=True)
class Coded:
    """A trigger with the probability of each type (``NONE`` apart), before anything else of the event is read."""

    trigger: Trigger
    event_type: EventType
    probability: float
    is_event: float
    is_framed: bool


def code_events(
    parsed: Parsed,
    contents: Iterable[Span] | None = None,
    *,
    resolve: Resolver | None = None,
    weights: Weights | None = None,
) -> tuple[Event, ...]:
    """Return the events of a document, in text order.

    Of ``contents`` only those are coded whose trigger stands inside one of the spans; without them all sentences are.
    ``resolve`` gives the actors their links (``link.actors.actors``). Who says so is no part of an event.
    """
    held = weights or load_weights()
    wanted = None if contents is None else tuple(contents)
    year = _year(parsed.document.published)
    found = [
        event
        for paragraph in parsed.paragraphs
        for event in _paragraph_events(parsed.document.id, paragraph, wanted, held, year)
    ]
    unique = tuple({event.id: event for event in found}.values())
    return unique if resolve is None else _resolved(parsed, unique, resolve)


def coded(words: Words, weights: Weights) -> Iterator[Coded]:
    """Yield every trigger of a paragraph with its likeliest type, whatever its probability."""
    none = weights.labels.index(NONE)
    for trigger in triggers(words):
        given = weights.probabilities(features(words, trigger))
        best = max((n for n in range(len(given)) if n != none), key=lambda n: float(given[n]))
        label = weights.labels[best]
        event_type = yielded(words, trigger) if label == YIELD else EventType(label)
        frame = frame_of(words, trigger)
        is_framed = frame is not None and frame[0] is event_type
        yield Coded(trigger, event_type, float(given[best]), 1 - float(given[none]), is_framed)


def _paragraph_events(
    document: str, paragraph: Paragraph, wanted: Spans | None, weights: Weights, year: int | None
) -> Iterator[Event]:
    words = read(paragraph.doc)
    sentences: dict[int, list[Coded]] = {}
    for candidate in coded(words, weights):
        head = candidate.trigger.head
        if wanted is None or any(span.holds(paragraph.span_of(paragraph.doc[head])) for span in wanted):
            sentences.setdefault(words.sentences[head], []).append(candidate)
    for candidates in sentences.values():
        yield from (event_of(document, paragraph, words, one, year) for one in _kept(candidates))


def _kept(candidates: list[Coded]) -> list[Coded]:
    """Return the candidates of one sentence that are coded, in text order."""
    first = max(candidates, key=lambda one: (one.is_event, -one.trigger.head))
    least = LEAST_FRAMED if first.is_framed else LEAST_FIRST
    return [one for one in candidates if one.is_event >= LEAST_MORE or (one is first and one.is_event >= least)]


def event_of(document: str, paragraph: Paragraph, words: Words, one: Coded, year: int | None) -> Event:
    """Return the event of a trigger and its type."""

    def span_of(start: int, end: int) -> Span:
        return paragraph.span_of(paragraph.doc[start:end])

    trigger, event_type = one.trigger, one.event_type
    sides = _sides(words, trigger, event_type)
    actors = tuple(span_of(*phrase(words, head)) for head in sides.actors)
    recipients = tuple(span_of(*phrase(words, head)) for head in sides.recipients)
    spans = tuple(span_of(word, word + 1) for word in sorted(trigger.chain))
    frame = frame_of(words, trigger)
    framed_mode = frame[1] if frame is not None and frame[0] is event_type else ""
    mode = mode_of(words, trigger, event_type) or framed_mode or None
    basis = f"frame {frame[2]}" if frame is not None and frame[0] is event_type else "weights over its words"
    return Event(
        id=event_id(document, event_type, spans, actors),
        document=document,
        event_type=event_type,
        mode=mode,
        contexts=contexts_of(words, trigger),
        auxiliary=auxiliary_of(words, trigger, event_type, year),
        actors=tuple(Participant(span=span) for span in actors),
        recipients=tuple(Participant(span=span) for span in recipients),
        trigger=spans,
        places=tuple(EventPlace(span=span) for span in _settings(words, trigger, sides, _PLACES, span_of)),
        dates=tuple(EventDate(span=span) for span in _settings(words, trigger, sides, _DATES, span_of)),
        counts=counts_of(words, trigger, span_of),
        cameo_root=cameo_root_of(event_type, mode),
        quad_class=quad_of(event_type),
        model_probability=round(one.probability, 4),
        reason=f"“{' '.join(trigger.names)}”: {basis}",
    )


def _sides(words: Words, trigger: Trigger, event_type: EventType) -> Roles:
    """Return the roles; where two parties only do something together, each is the other's recipient."""
    sides = roles(words, trigger)
    where = {noun for preposition, noun in trigger.prepositions if words.lemmas[preposition] in _PLACE_PREPOSITIONS}
    if where.issuperset(sides.recipients) and len(sides.actors) > 1 and event_type in _MUTUAL:
        return Roles(sides.actors, sides.actors)
    return sides


def _settings(words: Words, trigger: Trigger, sides: Roles, labels: frozenset[str], span_of: SpanOf) -> Spans:
    """Return the named places or the dates that stand to the trigger itself, recipients left out."""
    found = []
    for link in trigger.chain:
        for kid in words.children[link]:
            relation = words.relations[kid]
            if relation == "npadvmod" and words.entities[kid] in labels:
                found.append(kid)
            elif relation == "prep" and ("DATE" in labels or words.lemmas[kid] in _PLACE_PREPOSITIONS):
                found += [noun for noun in words.kids(kid, "pobj") if words.entities[noun] in labels]
    return tuple(span_of(*_entity(words, word)) for word in sorted(set(found) - set(sides.recipients)))


def _entity(words: Words, word: int) -> tuple[int, int]:
    """Return the first word of the entity that a word is in, and the word after its last."""
    label, start, end = words.entities[word], word, word + 1
    while start > words.sentences[word] and words.entities[start - 1] == label and words.doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(words.entities) and words.entities[end] == label and words.doc[end].ent_iob_ == "I":
        end += 1
    return start, end


def _resolved(parsed: Parsed, events: tuple[Event, ...], resolve: Resolver) -> tuple[Event, ...]:
    """Return the events with their actors' links, each span resolved once."""
    spans = sorted({side.span for event in events for side in (*event.actors, *event.recipients)})
    links = dict(zip(spans, resolve(parsed, spans), strict=True))

    def linked(sides: tuple[Participant, ...]) -> tuple[Participant, ...]:
        return tuple(
            Participant(
                span=side.span,
                link=links[side.span].id,
                name=links[side.span].name,
                country=links[side.span].country,
                sector=links[side.span].sector,
            )
            for side in sides
        )

    return tuple(
        msgspec.structs.replace(event, actors=linked(event.actors), recipients=linked(event.recipients))
        for event in events
    )


def _year(published: str | None) -> int | None:
    return int(published[:4]) if published and published[:4].isdigit() else None
