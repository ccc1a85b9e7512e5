"""Numbers in what is claimed, with what they count, and whether two may be the same number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from allegedly.lexicon import load_table
from allegedly.lexicon.numerals import SCALES, numeral_at
from allegedly.records import Span, Spans

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\w\s]")
# Words for a number that is left open, with the least and the most that a reader takes them for.
_VAGUE: Final = {
    "dozens": (24, 200),
    "scores": (40, 200),
    "hundreds": (200, 2_000),
    "thousands": (2_000, 100_000),
    "tens": (20, 100_000),
}
# Words before a number that leave it open on one side or both, and how far: "nearly 200" may be 180, "more than 200" 250.
_SLACK: Final = {"nearly": (0.8, 1.0), "almost": (0.8, 1.0), "over": (1.0, 1.25), "about": (0.9, 1.1), "some": (0.9, 1.1),
                 "around": (0.9, 1.1), "roughly": (0.9, 1.1), "approximately": (0.9, 1.1), "than": (1.0, 1.25)}  # fmt: skip
# A word is the same from five letters on: "killed" and "killing", "people" and "people's".
_STEM = 5
# How many words after a number, and before it, say what it counts.
_AFTER, _BEFORE = 3, 2


@dataclass(frozen=True, slots=True)
class Number:
    """A number as claimed: ``low`` to ``high`` is what its words leave open, ``counts`` the stems around it."""

    base: int
    low: float
    high: float
    counts: frozenset[str]
    span: Span


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("number_words") if row["class"] == name)


@cache
def _months() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("months"))


def numbers_in(text: str, spans: Spans, *, every: bool = False) -> tuple[Number, ...]:
    """Return the numbers of things and people at ``spans`` of ``text``; dates, times, ages and shares only with ``every``.

    >>> [(n.base, sorted(n.counts)) for n in numbers_in("killing 12 guards on May 3", (Span(0, 26),))]
    [(12, ['guard', 'killi'])]
    >>> [n.base for n in numbers_in("several hundred guards, half a dozen of them armed", (Span(0, 49),))]
    [6]
    """
    return tuple(number for span in spans for number in _numbers(text, span, every=every))


def is_same(one: Number, other: Number) -> bool:
    """Say whether two numbers may be the same, one of them perhaps rounded or left open."""
    return one.base == other.base or other.low <= one.base <= other.high or one.low <= other.base <= one.high


def changed(ours: Sequence[Number], theirs: Sequence[Number]) -> tuple[Number, Number] | None:
    """Return the first number that stands in the place of another one in the same row of numbers; None if none does."""
    rows = [number.base for number in theirs], [number.base for number in ours]
    for tag, i, j, k, m in SequenceMatcher(None, *rows, autojunk=False).get_opcodes():
        if tag != "replace":
            continue
        is_even = j - i == m - k
        for was, number in zip(theirs[i:j], ours[k:m], strict=is_even):
            if not is_same(number, was) and (is_even or was.counts & number.counts):
                return number, was
    return None


def _numbers(text: str, span: Span, *, every: bool) -> Iterator[Number]:
    tokens = [(m.group(), span.start + m.start(), span.start + m.end()) for m in _TOKEN.finditer(span.of(text))]
    words = [word.casefold() for word, _, _ in tokens]
    at = 0
    while at < len(tokens):
        value, past = _value(words, at)
        if value is None:
            at += 1
            continue
        if every or not _is_date_or_age(words, at, past, tokens[at][0]):
            low, high = _VAGUE.get(words[at], (value, value))
            less, more = _SLACK.get(words[at - 1], (1.0, 1.0)) if at else (1.0, 1.0)
            counts = _counts(words, at, past)
            if counts or every:
                yield Number(value, low * less, high * more, counts, Span(tokens[at][1], tokens[past - 1][2]))
        at = past


def _value(words: list[str], at: int) -> tuple[int | None, int]:
    """Return the whole number that begins at a word, and where it ends; None where none does."""
    if words[at] in _VAGUE:
        return _VAGUE[words[at]][0], at + 1
    found = numeral_at(words, at)
    is_vague = words[at] in SCALES and words[at] != "dozen"  # "several hundred"
    if found is None or is_vague or not found[0].is_integer():
        return None, at + 1
    return int(found[0]), found[1]


def _is_date_or_age(words: list[str], at: int, past: int, written: str) -> bool:
    """Say whether a number is a day, a year, an hour, an age, a share or no count at all ("one of them")."""
    before = words[at - 1] if at else ""
    after = words[past] if past < len(words) else ""
    if (
        before in _months()
        or after in _months()
        or after in _words("period")
        or (before == "," and after in {",", "."})
    ):
        return True
    if after in _words("no_count_after") or before in _words("no_count_before"):
        return True
    if re.fullmatch(r"(?:1[89]|20)\d\d", written) and after not in {"people"}:
        return True
    return words[at] == "one" and (after in _words("stop") or before in _words("no_one_before") or not after.isalpha())


def _counts(words: list[str], at: int, past: int) -> frozenset[str]:
    found: list[str] = []
    for word in words[past:]:
        if not word[:1].isalpha() or len(found) == _AFTER or (word in _words("stop") and found):
            break
        if word not in _words("stop"):
            found.append(word[:_STEM])
    before: list[str] = []
    for word in reversed(words[:at]):
        if not word[:1].isalpha() or len(before) == _BEFORE:
            break
        if word not in _words("stop"):
            before.append(word[:_STEM])
    return frozenset(found + before)
