"""Sentences marked with the events they tell of (event_settings.tsv), what the stages make of them, and how the two compare."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from allegedly.attribute import attribute, claims
from allegedly.attribute.tagger import Tagger
from allegedly.code_events import code_events, resolved
from allegedly.link import link
from allegedly.parse import parse
from allegedly.records import Count, Document, Event, EventDate, Span

GOLD = Path(__file__).with_name("event_settings.tsv")
PUBLISHED = {"A": "2034-03-15", "B": "2031-01-10", "-": None}
SLOTS = ("auxiliary", "by", "to", "at", "on", "count", "with")
# Two phrases are the same party or thing from this overlap on (F1 of their words), as in the scorer of the benchmark sets.
SAME_WORDS = 0.5
_NO_NAME = frozenset({"the", "a", "an", "of", "and"})


class Told(NamedTuple):
    """An event as it is marked or coded: words of its trigger, its type (several where any will do), values by slot."""

    trigger: frozenset[str]
    types: frozenset[str]
    slots: dict[str, tuple[str, ...]]


class Sentence(NamedTuple):
    """A sentence with its marked events; ``published`` is the day it appeared."""

    text: str
    is_title: bool
    published: str | None
    told: tuple[Told, ...]


def sentences(path: Path = GOLD) -> Iterator[Sentence]:
    """Yield the sentences of a gold file, in its order (the file's own first lines say how it is written)."""
    rows = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("# "))
    for line in list(rows)[1:]:
        published, text, told = line.split("\t")
        is_title = text.startswith("# ")
        events = () if told == "-" else tuple(_told(part.strip()) for part in told.split("; ;"))
        yield Sentence(text.removeprefix("# "), is_title, PUBLISHED[published], events)


def _told(marked: str) -> Told:
    head, *rest = re.split(r"\s+(?=(?:" + "|".join(SLOTS) + ")=)", marked)
    trigger, types = head.split(" ")
    slots = {name: tuple(value.split(", ")) for name, value in (part.split("=", maxsplit=1) for part in rest)}
    return Told(frozenset(trigger.casefold().split("/")), frozenset(types.split("/")), slots)


def coded(sentence: Sentence, tagger: Tagger) -> tuple[Told, ...]:
    """Return the events that the stages find in a sentence read as a document of its own."""
    text = sentence.text
    parsed = parse(
        Document(
            id="d",
            original_sha256="",
            path="",
            text=text,
            outlet="Harbour Post",
            published=sentence.published,
            title=text if sentence.is_title else None,
            title_span=Span(0, len(text)) if sentence.is_title else None,
        )
    )
    attributions = attribute(parsed, tagger)
    told = claims(parsed, attributions)
    found = code_events(parsed, told, attributions)
    events, _ = resolved(parsed, found, told, link(parsed, attributions, found))
    return tuple(_coded(event, text) for event in events)


def _coded(event: Event, text: str) -> Told:
    def words(spans: Iterable[Span]) -> tuple[str, ...]:
        return tuple(span.of(text) for span in spans)

    slots = {
        "auxiliary": tuple(str(one) for one in event.auxiliary),
        "by": words(side.span for side in event.actors),
        "to": words(side.span for side in event.recipients),
        "at": words(place.span for place in event.places),
        "on": tuple(_days(date, text) for date in event.dates),
        "count": tuple(_counted(count) for count in event.counts),
        "with": words(event.instrument),
    }
    trigger = frozenset(word.casefold() for span in event.trigger for word in re.findall(r"[\w-]+", span.of(text)))
    return Told(trigger, frozenset({event.event_type.value}), slots)


def _days(date: EventDate, text: str) -> str:
    if date.start is None:
        return f"?{date.span.of(text)}"
    return date.start if date.end in {None, date.start} else f"{date.start}..{date.end}"


def _counted(count: Count) -> str:
    if count.high is None:
        return f"{count.counted} {count.low}+"
    return f"{count.counted} {count.low}" if count.low == count.high else f"{count.counted} {count.low}-{count.high}"


def paired(gold: Sequence[Told], found: Sequence[Told]) -> list[tuple[Told, Told | None]]:
    """Return each marked event with the coded one that has its trigger, one of its type if there is."""
    pairs: list[tuple[Told, Told | None]] = []
    left = list(found)
    for one in gold:
        near = [other for other in left if one.trigger & other.trigger]
        best = max(near, key=lambda other: len(one.types & other.types), default=None)
        if best is not None:
            left.remove(best)
        pairs.append((one, best))
    return pairs


def agreeing(slot: str, gold: Sequence[str], found: Sequence[str]) -> int:
    """Return how many values of a slot agree, each with one other."""
    left, agree = list(found), 0
    for one in gold:
        same = next((other for other in left if _is_same(slot, one, other)), None)
        if same is not None:
            left.remove(same)
            agree += 1
    return agree


def _is_same(slot: str, one: str, other: str) -> bool:
    if slot in {"auxiliary", "count"}:
        return one == other
    if slot == "on" and not one.startswith("?"):
        return one == other
    if slot == "on" and not other.startswith("?"):
        return False
    mine, theirs = (set(re.findall(r"\w+", text.casefold())) - _NO_NAME for text in (one, other))
    return bool(mine and theirs) and 2 * len(mine & theirs) >= SAME_WORDS * (len(mine) + len(theirs))


class Figures(NamedTuple):
    """How many values agree, are coded, are marked, by slot; ``event`` is the trigger, ``type`` trigger and type."""

    agree: Counter[str]
    coded: Counter[str]
    marked: Counter[str]
    free: int
    alarms: int

    def f1(self, slot: str) -> float:
        """Return F1 of a slot; 0 where nothing is marked and nothing coded."""
        return 2 * self.agree[slot] / max(1, self.coded[slot] + self.marked[slot])


def compare(many: Iterable[tuple[Sentence, Sequence[Told]]]) -> Figures:
    """Return the figures of sentences and what was coded of each; slots are compared in events whose trigger was found."""
    agree, found, marked = Counter[str](), Counter[str](), Counter[str]()
    free = alarms = 0
    for sentence, events in many:
        free += not sentence.told
        alarms += not sentence.told and bool(events)
        for name in ("event", "type"):
            marked[name] += len(sentence.told)
            found[name] += len(events)
        for one, other in paired(sentence.told, events):
            if other is None:
                continue
            agree["event"] += 1
            agree["type"] += bool(one.types & other.types)
            for slot in SLOTS:
                mine, theirs = one.slots.get(slot, ()), other.slots[slot]
                for key, gold, got in _split(slot, mine, theirs):
                    marked[key] += len(gold)
                    found[key] += len(got)
                    agree[key] += agreeing(slot, gold, got)
    return Figures(agree, found, marked, free, alarms)


def _split(slot: str, gold: Sequence[str], found: Sequence[str]) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Yield a slot's values under its name; those of the auxiliary modes under the name of each mode as well."""
    yield slot, gold, found
    if slot == "auxiliary":
        for name in sorted({*gold, *found}):
            yield name, [name] * (name in gold), [name] * (name in found)
