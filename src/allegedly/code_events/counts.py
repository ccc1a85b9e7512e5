"""Counts: how many were killed, wounded, arrested, displaced or abducted, with ranges and open ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from allegedly.code_events.triggers import Trigger, verb_name
from allegedly.code_events.words import Words
from allegedly.lexicon import load_table
from allegedly.lexicon.numerals import SCALES, numeral_at
from allegedly.records import Count, Span

# "dozens", "hundreds": at least two of them.
_LOOSE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "several": 3, "a": 1, "an": 1}
_AT_LEAST = re.compile(r"\b(?:at least|more than|over|no fewer than|upwards of)\b", re.IGNORECASE)
_UP_TO = re.compile(r"\b(?:at most|up to|as many as|fewer than|less than|under)\b", re.IGNORECASE)
_BOUNDING = frozenset({"at", "least", "most", "more", "fewer", "less", "than", "over", "up", "to", "as", "many", "nearly", "about", "some", "around"})  # fmt: skip
# A word, with the hyphen in it but for that of a range ("20-30"), or a mark that parts two numbers.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]")
# Nouns for what is done to those named after "of", which are themselves no number of people.
_DOINGS = frozenset({"kidnapping", "abduction", "killing", "murder", "arrest", "detention", "assassination", "execution", "beheading", "massacre", "capture", "jailing", "evacuation", "displacement"})  # fmt: skip
# Words after a number within which a headline says what became of them: "12 more people wounded".
_TOLL_REACH = 3


@cache
def _counted() -> dict[str, str]:
    return {row["lemma"]: row["counted"] for row in load_table("event_numbers")}


def counts_of(
    words: Words, trigger: Trigger, span_of: Callable[[int, int], Span], *, is_title: bool = False
) -> tuple[Count, ...]:
    """Return the counts told by the trigger or by the verbs and nouns under it; ``span_of`` maps word numbers to text.

    In a title also the toll that follows after a comma, whatever the parser hangs it on.
    """
    found = list(_tolls(words, trigger, span_of)) if is_title else []
    for word in words.subtree(trigger.head):
        counted = _counted().get(words.lemmas[word])
        if counted is None and words.is_verb(word):
            counted = _counted().get(verb_name(words, word))
        if counted is None:
            continue
        for thing in _with_joined(words, _things(words, word)):
            number = _number(words, thing)
            if number is not None:
                low, high, start, end = number
                found.append(Count(counted=counted, low=low, high=high, span=span_of(start, end)))
    return tuple({(count.counted, count.span): count for count in found}.values())


def _tolls(words: Words, trigger: Trigger, span_of: Callable[[int, int], Span]) -> Iterator[Count]:
    """Yield the tolls of a headline's sentence: ", nine killed", ", at least 12 people wounded", ", four dead"."""
    sentence = words.sentences[trigger.head]
    for word in range(sentence, len(words.tags)):
        if words.sentences[word] != sentence:
            return
        if words.tags[word] != "CD" or (word + 1 < len(words.tags) and words.tags[word + 1] == "CD"):
            continue
        after = range(word + 1, min(word + 1 + _TOLL_REACH, len(words.tags)))
        told = next((kid for kid in after if _counted().get(words.lemmas[kid]) or words.doc[kid].is_punct), None)
        counted = _counted().get(words.lemmas[told]) if told is not None and not _is_active(words, told) else None
        counted = counted or _counted().get(words.lemmas[_verb_before(words, word)])
        if counted is not None:
            first = word
            while first > sentence and words.tags[first - 1] == "CD":
                first -= 1
            number = _bounded(words, first, word + 1)
            if number is not None:
                low, high, start, end = number
                yield Count(counted=counted, low=low, high=high, span=span_of(start, end))


def _is_active(words: Words, word: int) -> bool:
    return words.tags[word] in {"VBZ", "VBP", "VB"}


def _verb_before(words: Words, word: int) -> int:
    """Return the word before a number and the words that bound it: "kills at least 12"."""
    while word > 0 and (words.tags[word] == "CD" or words.doc[word].lower_ in _BOUNDING):
        word -= 1
    return word


def _with_joined(words: Words, things: Iterator[int]) -> Iterator[int]:
    """Yield what is counted and what is joined to it: "a priest and two teachers", "the minister and three of his aides"."""
    todo = list(things)
    while todo:
        thing = todo.pop(0)
        yield thing
        todo.extend(kid for kid in words.kids(thing, "conj") if not words.is_verb(kid))


def _things(words: Words, word: int) -> Iterator[int]:
    """Yield what a word counts: what is acted on, or those who die, flee or are dead."""
    relation = words.relations[word]
    if words.is_verb(word):
        own = words.kids(word, "dobj", "nsubjpass")
        if words.lemmas[word] in {"die", "flee"}:
            own = words.kids(word, "nsubj")
        if relation == "acl":
            own = own or [words.heads[word]]
        if not own and relation == "conj" and words.lemmas[words.heads[word]] in _counted():
            own = words.kids(words.heads[word], "nsubjpass")
        yield from own
    elif relation in {"acomp", "oprd", "amod"}:
        above = words.heads[word]
        sides = [words.kids(word, "nsubj"), words.kids(above, "dobj"), words.kids(above, "nsubj", "nsubjpass")]
        yield from [above] if relation == "amod" else next((side for side in sides if side), [])
    elif words.is_noun(word):
        victims = [n for kid in words.kids(word, "prep") if words.lemmas[kid] == "of" for n in words.kids(kid, "pobj")]
        yield from victims if victims and words.lemmas[word] in _DOINGS else [word]


def _number(words: Words, thing: int) -> tuple[int, int | None, int, int] | None:
    """Return the least and the greatest number of a noun, and the words that give them; None where it has none."""
    kids = [kid for kid in words.children[thing] if words.relations[kid] in {"nummod", "quantmod"}]
    if words.tags[thing] == "CD" or words.lemmas[thing] in {"dozen", "hundred", "thousand", "score"}:
        kids = [thing, *kids]
    if not kids:
        kids = [k for k in words.kids(thing, "amod", "det") if words.doc[k].lower_ in {"several", "a", "an"}]
    if not kids:
        return None
    start = min(words.subtree(kid)[0] for kid in kids if kid != thing) if kids != [thing] else thing
    start = min(start, *kids)
    end = max(*kids, *(words.subtree(kid)[-1] for kid in kids if kid != thing), 0) + 1
    return _bounded(words, start, end)


def _bounded(words: Words, start: int, end: int) -> tuple[int, int | None, int, int] | None:
    """Return the least and the greatest number that some words give, with the words before them that leave an end open."""
    text = words.doc[start:end].text
    before = words.doc[max(0, start - 3) : end].text
    values = numbers_in(text)
    if not values:
        return None
    low, high = min(values), max(values)
    open_ended = any(token.lower_ in _LOOSE and token.lower_ not in {"a", "an"} for token in words.doc[start:end])
    if _AT_LEAST.search(before) or open_ended:
        return low, None, start, end
    if _UP_TO.search(before):
        return 0, high, start, end
    return low, high, start, end


def numbers_in(text: str) -> list[int]:
    """Return the whole numbers that some words give, in digits or spelt out.

    >>> numbers_in("twenty-five to 30"), numbers_in("ten-twelve"), numbers_in("two hundred and six"), numbers_in("1,200")
    ([25, 30], [10, 12], [206], [1200])
    >>> numbers_in("several hundred"), numbers_in("two and a half"), numbers_in("dozens")
    ([300], [2], [24])
    """
    words = [part for word in _WORD.findall(text.lower()) for part in _parts(word)]
    found: list[int] = []
    at, goes_on = 0, False
    while at < len(words):
        word, number = words[at], numeral_at(words, at)
        at += 1
        if number is not None:
            value, at = number
            found += [int(value)] if value.is_integer() else []
            goes_on = True
        elif word in _LOOSE:
            if not goes_on:  # of "two and a half" only the two
                scale = SCALES.get(words[at]) if at < len(words) else None
                found.append(_LOOSE[word] * (scale or 1))
                at += scale is not None
            goes_on = True
        else:
            goes_on = goes_on and word == "and"
    return found


def _parts(word: str) -> list[str]:
    """Return the words that a hyphen joins, a number in words as one: "ten-twelve", but "twenty-five"."""
    return [word] if numeral_at((word,), 0) is not None else word.split("-")
