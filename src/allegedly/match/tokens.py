"""A document's words once more, for comparing claims: normal forms, weights, and which words are names, places, dates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from allegedly.match.words import (
    WORD,
    empty_words,
    load_vectors,
    name_form,
    normal_form,
    value_of,
    weight_of,
    words_of,
)
from allegedly.records import Document, Link, Span
from allegedly.vocab import LinkKind

# A word in capitals at the start of a sentence or in a headline is a name if it is at most this common and stands nowhere
# in small letters in the same text; elsewhere capitals are enough.
_COMMON_AT_START: Final = 0.75
_SENTENCE_END: Final = re.compile(r"[.!?:\n•\-–—\"“”‘’(\[|]\s*$")
_AT_A_PLACE: Final = frozenset({"in", "at", "near", "outside", "inside", "around"})


class Word(NamedTuple):
    """One word: where it stands, its form for comparing, its weight, and what it is part of."""

    start: int
    end: int
    form: str
    weight: float
    is_name: bool
    place: int | None
    date: int | None
    value: float | None
    is_negation: bool
    surface: str


def read_words(document: Document, links: Sequence[Link]) -> tuple[Word, ...]:
    """Return the words of a document in their order; ``place`` and ``date`` are indexes into ``links``."""
    text = document.text
    title = document.title_span
    found = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]
    starts = [_begins(text, start, title) for start, _, _ in found]
    small = {word for _, _, word in found if word.islower()}
    inside = Counter(
        word.casefold() for (_, _, word), first in zip(found, starts, strict=True) if word[0].isupper() and not first
    )
    held = _held(links)
    words: list[Word] = []
    before = ""
    for number, ((start, end, word), first) in enumerate(zip(found, starts, strict=True)):
        folded = word.casefold()
        opens = first and _goes_on(found[number + 1 : number + 2], starts[number + 1 : number + 2], end)
        is_name = word[0].isupper() and _is_name(folded, small, inside, is_start=first and not opens)
        place, date = held.get((LinkKind.PLACE, start)), held.get((LinkKind.DATE, start))
        if is_name and place is None and date is None and (before in _AT_A_PLACE or (words and words[-1].place == -1)):
            place = -1 if before in _AT_A_PLACE or (words and words[-1].end + 1 == start) else None
        if place is not None and _is_part_of_name(words):
            place, is_name = None, word[0].isupper()
        words.append(_word(start, end, folded, is_name=is_name, place=place, date=date))
        before = folded
    return tuple(words)


def _word(start: int, end: int, folded: str, *, is_name: bool, place: int | None, date: int | None) -> Word:
    value = value_of(folded)
    is_empty = folded in empty_words() or value is not None
    if is_name and not is_empty:
        form, weight = name_form(folded), max(weight_of(folded), _COMMON_AT_START)
    else:
        form = normal_form(folded)
        weight = 0.0 if is_empty or form in empty_words() else _weight(folded, form)
    negation = folded in words_of("negation") or folded.endswith(("n't", "n’t"))
    return Word(start, end, form, weight, is_name and not is_empty, place, date, value, negation, folded)


def _goes_on(following: Sequence[tuple[int, int, str]], starts: Sequence[bool], end: int) -> bool:
    """Say whether the next word is in capitals too, and not because a sentence begins: "[Red] Banner fighters"."""
    return any(
        word[0].isupper() and start == end + 1 and not is_start
        for (start, _, word), is_start in zip(following, starts, strict=True)
    )


def _is_part_of_name(before: Sequence[Word]) -> bool:
    """Say whether what comes next belongs to a name of something else: "Sons of the [Delta]", "Bank of [Orvel]"."""
    place = len(before) - 1
    if place >= 0 and before[place].surface == "the":
        place -= 1
    if place < 1 or before[place].surface != "of":
        return False
    return before[place - 1].is_name and before[place - 1].place is None


def _weight(word: str, form: str) -> float:
    """Weigh a word by the more frequent of what it is and its base."""
    return min(weight_of(word), weight_of(form)) if form in load_vectors().places else weight_of(word)


def _begins(text: str, start: int, title: Span | None) -> bool:
    """Say whether capitals mean nothing here: at the start of a sentence or line, and anywhere in a headline."""
    if title is not None and title.start <= start < title.end:
        return True
    return start == 0 or _SENTENCE_END.search(text[max(0, start - 3) : start]) is not None


def _is_name(folded: str, small: set[str], inside: Counter[str], *, is_start: bool) -> bool:
    if folded in empty_words():
        return False
    if not is_start:
        return True
    if inside[folded]:
        return True
    return folded not in small and min(weight_of(folded), weight_of(normal_form(folded))) >= _COMMON_AT_START


def _held(links: Sequence[Link]) -> dict[tuple[LinkKind, int], int]:
    """Map each offset inside a place or date link to its index."""
    held: dict[tuple[LinkKind, int], int] = {}
    for number, link in enumerate(links):
        is_place = link.kind is LinkKind.PLACE and link.type != "actor"
        if is_place or link.kind is LinkKind.DATE:
            for offset in range(link.span.start, link.span.end):
                held.setdefault((link.kind, offset), number)
    return held


def within(words: Sequence[Word], spans: Iterable[Span]) -> list[Word]:
    """Return the words that stand inside the spans, in reading order, each once."""
    found: dict[int, Word] = {}
    for span in spans:
        number = bisect_left(words, span.start, key=_start)
        while number < len(words) and words[number].end <= span.end:
            found[number] = words[number]
            number += 1
    return [found[number] for number in sorted(found)]


def _start(word: Word) -> int:
    return word.start
