"""The particulars of a claim, as comparing reads them: parties, places, days, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from allegedly.lexicon import load_table
from allegedly.lexicon.numerals import numeral_at
from allegedly.match.tokens import Word, within
from allegedly.match.words import normal_form, words_of
from allegedly.records import Event, Figure, Link, Moment, Participant, Party, Site

# Links to actors that the register lacks begin so: no id of anybody.
_BY_NAME: Final = "name:"
# Words of a number in words at most ("two million three hundred and forty thousand and five"), words that may begin one, and how
# many after it may say what it counts.
_LONGEST_NUMBER: Final = 10
_BEFORE_NUMBERS: Final = frozenset({"a", "an", "half"})
_COUNTED: Final = 3
_YEAR_DIGITS: Final = 4


def read_parties(sides: Iterable[Participant], words: Sequence[Word]) -> tuple[Party, ...]:
    """Return the parties of events in their order; words in capitals and others apart."""
    found = []
    for side in sides:
        own = [word for word in within(words, (side.span,)) if word.place is None and word.date is None]
        target = side.link if side.link and not side.link.startswith(_BY_NAME) else None
        names = tuple(dict.fromkeys(word.form for word in own if word.is_name))
        plain = tuple(dict.fromkeys(word.form for word in own if word.weight > 0 and not word.is_name))
        if names or plain or target:
            found.append(Party(names=names, words=plain, target=target, country=side.country))
    return tuple(dict.fromkeys(found))


def read_sites(words: Sequence[Word], links: Sequence[Link]) -> Iterator[Site]:
    """Yield the places that a claim names, with what the links know of them."""
    groups: dict[tuple[int, int], list[Word]] = {}
    run = 0
    for before, word in zip([None, *words], words, strict=False):
        if word.place is None:
            continue
        if word.place == -1 and not (before is not None and before.place == -1 and before.end + 1 == word.start):
            run += 1
        groups.setdefault((word.place, run if word.place == -1 else 0), []).append(word)
    seen = set()
    for (place, _), held in groups.items():
        name = " ".join(word.form for word in held if word.is_name)
        if not name or name in seen:
            continue
        seen.add(name)
        link = links[place] if place >= 0 else None
        yield Site(
            name=name,
            target=link.target if link else None,
            country=link.country if link else None,
            latitude=link.latitude if link else None,
            longitude=link.longitude if link else None,
            precision=link.precision if link else None,
        )


def read_moments(text: str, words: Sequence[Word], links: Sequence[Link]) -> Iterator[Moment]:
    """Yield the days that a claim speaks of, the finer ones only where one lies in another.

    What is counted from the day of writing ("before dawn", "this week") is left out beside a day that is named.
    """
    found = []
    for number in dict.fromkeys(word.date for word in words if word.date is not None):
        link = links[number]
        if link.start is not None and link.end is not None:
            found.append(Moment(start=link.start, end=link.end, basis=_basis(link.span.of(text).casefold())))
    named = [one for one in found if one.basis != "relative"]
    kept = list(dict.fromkeys(named or found))
    for one in kept:
        wider = (other for other in kept if (other.start, other.end) != (one.start, one.end))
        if not any(one.start <= other.start and other.end <= one.end for other in wider):
            yield one


@cache
def _months() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("months"))


def _basis(said: str) -> str:
    """Return from what a day is told: a calendar date with or without its year, the day of the week, the day of writing."""
    parts = set(re.findall(r"[a-z]+|\d+", said))
    if any(part.isdigit() and len(part) == _YEAR_DIGITS for part in parts):
        return "calendar"
    if parts & _months():
        return "yearless"
    return "weekday" if parts & words_of("weekday") else "relative"


def read_figures(words: Sequence[Word], events: Sequence[Event]) -> Iterator[Figure]:
    """Yield what events count, and other numbers with the word that they stand before."""
    taken: set[int] = set()
    for event in events:
        for count in event.counts:
            taken.update(range(count.span.start, count.span.end))
            yield Figure(
                counted=normal_form(count.counted),
                low=float(count.low),
                high=None if count.high is None else float(count.high),
            )
    place = 0
    while place < len(words):
        value, past = _number(words, place)
        is_new = taken.isdisjoint(range(words[place].start, words[past - 1].end))
        if value and is_new and not (value == 1 and words[place].surface == "one"):
            following = next((w.form for w in words[past : past + _COUNTED] if w.weight > 0 and w.value is None), "")
            yield Figure(counted=following, low=value, high=value)
        place = past


def _number(words: Sequence[Word], place: int) -> tuple[float | None, int]:
    """Return the number that begins at a word, None if none does or it is part of a date, and the place after it."""
    first = words[place]
    if first.date is not None or (first.value is None and first.surface not in _BEFORE_NUMBERS):
        return None, place + 1
    run = [first]
    for word in words[place + 1 : place + _LONGEST_NUMBER]:
        if word.start > run[-1].end + 1 or word.date is not None:
            break
        run.append(word)
    found = numeral_at([word.surface for word in run], 0)
    return (None, place + 1) if found is None else (found[0], place + found[1])
