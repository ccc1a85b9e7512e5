"""Parsed -> Event: what each clause of a document tells of who did what to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from allegedly.code_events.choose import Coded, chosen
from allegedly.code_events.clauses import clauses
from allegedly.code_events.counts import counts_of
from allegedly.code_events.event import Resolver, cameo_root_of, event_id, quad_of
from allegedly.code_events.frames import frame_of
from allegedly.code_events.instruments import instruments_of
from allegedly.code_events.modes import auxiliary_of, contexts_of, mode_of
from allegedly.code_events.roles import Roles, phrase, roles
from allegedly.code_events.telling import Tellers
from allegedly.code_events.triggers import Trigger
from allegedly.code_events.types import Weights, load_weights
from allegedly.code_events.words import Words, read
from allegedly.records import (
    Attribution,
    Claim,
    Event,
    EventDate,
    EventPlace,
    Paragraph,
    Parsed,
    Participant,
    Span,
    Spans,
)
from allegedly.vocab import EventType

# Types in which two parties named side by side act on one another.
_MUTUAL = frozenset({EventType.CONSULT, EventType.COOPERATE, EventType.AGREE, EventType.SUPPORT})
_OWNERS = frozenset({"GPE", "NORP", "ORG"})
_OF_A_PEOPLE = ("an", "ese", "ish", "i", "ic")
_OWNING = ("poss", "compound", "amod", "nmod")
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_DATES = frozenset({"DATE", "TIME"})
_AIMING = frozenset({"at", "on", "against", "into", "towards", "toward"})
_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "along"})
# After these a name is a place whatever the parser takes it for, where it has never met it.
_INSIDE = frozenset({"in", "near", "outside", "inside"})
# Sorts of places that go with a name of their own.
_SORTS = frozenset({"village", "town", "city", "district", "province", "region", "county", "state", "port", "suburb", "area", "island", "valley", "camp", "hamlet", "settlement", "neighbourhood", "neighborhood", "prefecture", "municipality", "enclave", "capital"})  # fmt: skip
_MISTAKEN_PLACES = frozenset({"", "PERSON", "ORG", "NORP", "PRODUCT"})
SpanOf = Callable[[int, int], Span]


def code_events(
    parsed: Parsed,
    claims: Sequence[Claim] | None = None,
    attributions: Iterable[Attribution] = (),
    *,
    resolve: Resolver | None = None,
    weights: Weights | None = None,
) -> tuple[Event, ...]:
    """Return the events of a document, in text order.

    With ``claims``, those that a claim tells of, and those whose trigger is the cue of an attribution; without them all
    that the sentences tell, with nobody's word behind them. ``resolve`` gives the actors their links
    (``link.actors.actors``); :func:`code_events.resolve.resolved` does so from links that were made before.
    """
    held = weights or load_weights()
    year = _year(parsed.document.published)
    tellers = None if claims is None else Tellers(claims, [cue for one in attributions for cue in one.cue])
    found = [
        event
        for paragraph in parsed.paragraphs
        for event in _paragraph_events(parsed.document.id, paragraph, tellers, held, year)
    ]
    if tellers is not None:
        found = [one for event in found for one in tellers.told(event)]
    found.sort(key=lambda event: event.trigger[0])
    unique = tuple({event.id: event for event in found}.values())
    return unique if resolve is None else _resolved(parsed, unique, resolve)


def _paragraph_events(
    document: str, paragraph: Paragraph, tellers: Tellers | None, weights: Weights, year: int | None
) -> Iterator[Event]:
    """Yield the events of a paragraph; the triggers of a sentence that the same claim tells of vie with one another."""
    words = read(paragraph.doc)
    for clause in clauses(paragraph, words, tellers):
        for one in chosen(clause.words, weights, clause.own, least=clause.least):
            yield event_of(document, paragraph, words, clause.words, one, year)


def event_of(document: str, paragraph: Paragraph, words: Words, clause: Words, one: Coded, year: int | None) -> Event:
    """Return the event of a trigger and its type; its parties are sought in all ``words``, the rest in its clause."""

    def span_of(start: int, end: int) -> Span:
        return paragraph.span_of(paragraph.doc[start:end])

    trigger, event_type, offset = one.trigger, one.event_type, paragraph.span.start
    instruments = instruments_of(clause, trigger, event_type)
    sides = _without(_sides(words, trigger, event_type), instruments, words, trigger)
    actors = tuple(span_of(*phrase(words, head)) for head in sides.actors)
    recipients = tuple(span_of(*phrase(words, head)) for head in sides.recipients)
    spans = tuple(span_of(word, word + 1) for word in sorted(trigger.chain))
    frame = frame_of(clause, trigger)
    framed_mode = frame[1] if frame is not None and frame[0] is event_type else ""
    mode = mode_of(clause, trigger, event_type) or framed_mode or None
    basis = f"frame {frame[2]}" if frame is not None and frame[0] is event_type else "weights over its words"
    return Event(
        id=event_id(document, event_type, spans, actors),
        document=document,
        event_type=event_type,
        mode=mode,
        contexts=contexts_of(clause, trigger),
        auxiliary=auxiliary_of(clause, trigger, event_type, year),
        actors=tuple(Participant(span=span) for span in actors),
        recipients=tuple(Participant(span=span) for span in recipients),
        trigger=spans,
        places=tuple(
            EventPlace(span=span, name=paragraph.doc.text[span.start - offset : span.end - offset])
            for span in _settings(clause, trigger, _PLACES, span_of)
        ),
        dates=tuple(EventDate(span=span) for span in _settings(clause, trigger, _DATES, span_of)),
        counts=counts_of(clause, trigger, span_of, is_title=paragraph.is_title),
        instrument=tuple(span_of(*phrase(words, head)) for head in instruments),
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


def _without(sides: Roles, instruments: tuple[int, ...], words: Words, trigger: Trigger) -> Roles:
    """Return the roles without what is only used: "a car bomb killed four" has no actor, "fired rockets at Tarn" hits Tarn.

    What is somebody's stands for its owner: "Velmar drones struck the depot".
    """
    if not instruments:
        return sides
    owned = {n for n in instruments if any(_is_owner(words, kid) for kid in words.kids(n, *_OWNING))}
    actors = tuple(n for n in sides.actors if n not in instruments or n in owned)
    recipients = tuple(n for n in sides.recipients if n not in instruments)
    aims = [noun for preposition, noun in trigger.prepositions if words.lemmas[preposition] in _AIMING]
    return Roles(actors, recipients or tuple(aims[:1]))


def _is_owner(words: Words, word: int) -> bool:
    """Say whether a word before a weapon says whose it is: a name, or the adjective of one that the parser may not know."""
    text = words.doc[word].text
    return words.entities[word] in _OWNERS or (text[:1].isupper() and text.endswith(_OF_A_PEOPLE))


def _settings(words: Words, trigger: Trigger, labels: frozenset[str], span_of: SpanOf) -> Spans:
    """Return the named places or the dates that stand to the trigger or to what it acts on."""
    found = []
    for word in _clause(words, trigger):
        relation = words.relations[word]
        if relation == "npadvmod" and words.heads[word] in trigger.chain and words.entities[word] in labels:
            found.append(word)
        elif relation == "prep" and ("DATE" in labels or words.lemmas[word] in _PLACE_PREPOSITIONS):
            mistaken = _MISTAKEN_PLACES if labels is _PLACES and words.lemmas[word] in _INSIDE else frozenset()
            found += [
                noun
                for target in words.kids(word, "pobj")
                for noun in _named_in(words, target)
                if words.entities[noun] in labels or (words.entities[noun] in mistaken and words.tags[noun] == "NNP")
            ]
    return tuple(span_of(*_entity(words, word)) for word in sorted(set(found)))


def _named_in(words: Words, noun: int) -> Iterator[int]:
    """Yield a noun, those joined to it, and for a sort of place its name: "Ashkel and Tarn", "the village of Sill", "Tarn district"."""
    for word in (noun, *joined(words, noun)):
        names: list[int] = []
        if words.tags[word] in {"NN", "NNS"} and words.lemmas[word] in _SORTS:
            names = [
                n for kid in words.kids(word, "prep") if words.lemmas[kid] == "of" for n in words.kids(kid, "pobj")
            ]
            names = names or [kid for kid in words.kids(word, "compound", "appos") if words.tags[kid] == "NNP"][-1:]
        yield from names or [word]


def joined(words: Words, noun: int) -> Iterator[int]:
    """Yield the nouns joined to a noun by "and" or a comma, in text order."""
    for kid in words.kids(noun, "conj"):
        if not words.is_verb(kid):
            yield kid
            yield from joined(words, kid)


def _clause(words: Words, trigger: Trigger) -> Iterator[int]:
    """Yield the words under a trigger down to the next verbs, which have clauses of their own."""
    todo = list(trigger.chain)
    seen = set(todo)
    while todo:
        word = todo.pop()
        for kid in words.children[word]:
            if kid not in seen and not words.is_verb(kid):
                seen.add(kid)
                todo.append(kid)
                yield kid


def _entity(words: Words, word: int) -> tuple[int, int]:
    """Return the first word of the entity that a word is in, and the word after its last."""
    label, start, end = words.entities[word], word, word + 1
    if not label:  # a name that the parser has never met: the capitals before it
        while start > words.sentences[word] and words.tags[start - 1] == "NNP" and words.heads[start - 1] == word:
            start -= 1
        return start, end
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
