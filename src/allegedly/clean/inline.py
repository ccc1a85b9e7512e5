"""Spam injected into running text: stretches within a line, found word by word and cut where sentences meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log1p

import numpy as np
from numpy.typing import NDArray

from allegedly.clean.layout import trim
from allegedly.clean.signs import Line, Surroundings, Weights
from allegedly.clean.trees import load_trees, probability
from allegedly.clean.words import WORD_LIKE, Token, script_of

Rows = NDArray[np.float32]
ENDS = re.compile(r"[.!?…。！？।؟۔]")
MARKUP = re.compile(r"[<>\[\]=]")
# Places around a word whose signs it is shown, and windows, in words, over which they are averaged.
PLACES = (-2, -1, 1, 2)
WINDOWS = (3, 7)
# Costs, in log-odds, of letting spam begin or end at a sentence border, and in the middle of a sentence. With 1.5 and 4.5
# on half a of the development texts the stretches are whole: a lower second cost leaves single words behind.
AT_BORDER = 1.5
WITHIN = 4.5
# A word whose log-odds of standing in spam are at least this makes its line worth a look. On 60 texts of half a, 1.5 lets
# 16 of 100 lines through, and all 58 with spam; the look at words takes five times as long as this question.
TELLING = 1.2
# Fewer words than this are no message, unless markup stands around them: of 346 messages planted into the development
# texts the 13 with fewer are "[url=…]…[/url]" all. Cuts of one and two words are half of all cuts in articles.
FEWEST_WORDS = 3
OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u3040-\ud7ff]")


def word_signs(line: Line, around: Surroundings, weights: Weights) -> Rows:
    """Return the signs of every word of a line, shape (words, signs)."""
    tokens = line.tokens
    own = np.array([_own(token, around, weights) for token in tokens], np.float32)
    borders = np.array(_borders(line), np.float32)
    total = len(tokens)
    index = np.arange(total, dtype=np.float32)
    place = np.stack([np.log1p(index), np.log1p(total - 1 - index), np.full(total, log1p(total), np.float32)], axis=1)
    columns = [own, borders, place]
    beyond = np.full((max(map(abs, PLACES)), own.shape[1]), -1.0, np.float32)
    padded = np.concatenate([beyond, own, beyond])
    columns += [padded[len(beyond) + by : len(beyond) + by + total] for by in PLACES]
    columns += [
        _window(own, np.clip(np.arange(total) - reach, 0, None), np.arange(total) + reach + 1) for reach in WINDOWS
    ]
    sentence = np.cumsum(borders[:, 0]).astype(np.intp)
    columns.append(
        _window(own, np.searchsorted(sentence, sentence, "left"), np.searchsorted(sentence, sentence, "right"))
    )
    return np.concatenate(columns, axis=1).astype(np.float32)


def _own(token: Token, around: Surroundings, weights: Weights) -> tuple[float, ...]:
    word = token.folded
    residue, spam = weights.get(word, (0.0, 0.0))
    letter = WORD_LIKE.search(word)
    return (
        spam,
        residue,
        float(word in weights),
        min(3.0, float(around.vocabulary[word])),
        float(word in around.function_words),
        float(letter is not None and bool(around.script) and script_of(letter.group()) != around.script),
        float(token.is_address),
        float(token.text[0].isupper()),
        float(word.isdigit()),
        float(letter is not None and any(sign.isdigit() for sign in word)),
        log1p(len(word)),
    )


def _borders(line: Line) -> list[tuple[float, float, float]]:
    """Return for every word: whether a sentence may begin with it, whether markup or other punctuation stands before it."""
    found, last = [], 0
    for number, token in enumerate(line.tokens):
        between = line.text[last : token.start]
        found.append(
            (
                float(number == 0 or ENDS.search(between) is not None),
                float(MARKUP.search(between) is not None),
                float(bool(between.strip())),
            )
        )
        last = token.end
    return found


def _window(own: Rows, low: NDArray[np.intp], high: NDArray[np.intp]) -> Rows:
    """Return the means of all signs over the words ``[low, high)``, a window a word."""
    high = np.minimum(high, len(own))
    sums = np.concatenate([np.zeros((1, own.shape[1]), np.float32), np.cumsum(own, axis=0)])
    return np.asarray((sums[high] - sums[low]) / np.maximum(1, high - low)[:, None], np.float32)


def spam_in(lines: Sequence[Line], around: Surroundings, weights: Weights) -> list[list[tuple[int, int]]]:
    """Return, for every line, the stretches of it that were injected into it."""
    suspects = [number for number, line in enumerate(lines) if _is_suspect(line, around, weights)]
    found: list[list[tuple[int, int]]] = [[] for _ in lines]
    if not suspects:
        return found
    signs = [word_signs(lines[number], around, weights) for number in suspects]
    spam = probability(load_trees("spam_look"), np.concatenate(signs))
    at = 0
    for number in suspects:
        line = lines[number]
        found[number] = _stretches(_likeliest(spam[at : at + len(line.tokens)], line), line)
        at += len(line.tokens)
    return found


def _is_suspect(line: Line, around: Surroundings, weights: Weights) -> bool:
    """Say whether a line has anything that in-line spam has: an address, markup, a telling word or another script."""
    if len(line.tokens) < 2:
        return False
    if any(token.is_address or weights.get(token.folded, (0.0, 0.0))[1] >= TELLING for token in line.tokens):
        return True
    return MARKUP.search(line.text) is not None or (
        around.script == "LATIN" and OTHER_SCRIPT.search(line.text) is not None
    )


def _likeliest(spam: Rows, line: Line) -> list[bool]:
    """Return which words are spam: the likeliest row of marks when beginning and ending inside a sentence is dear (Viterbi)."""
    odds = np.log(np.clip(spam, 1e-4, 1 - 1e-4) / (1 - np.clip(spam, 1e-4, 1 - 1e-4)))
    enter = [_cost(line, number) for number in range(len(line.tokens))]
    article, junk = 0.0, -enter[0]
    came: list[tuple[bool, bool]] = []
    for number, odd in enumerate(odds):
        if number:
            into, out = junk, junk - _leaving(line, number)
            start = article - enter[number]
            came.append((out > article, into >= start))
            article, junk = max(article, out), max(into, start)
        junk += float(odd)
    marks = [junk > article]
    for from_junk, stayed in reversed(came):
        marks.append(stayed if marks[-1] else from_junk)
    return marks[::-1]


def _cost(line: Line, number: int) -> float:
    """Return what it costs to let spam begin with a word."""
    token = line.tokens[number]
    before = line.text[line.tokens[number - 1].end : token.start] if number else ""
    if number == 0 or ENDS.search(before) or MARKUP.search(before) or token.is_address:
        return AT_BORDER
    if "—" in before or "–" in before:
        return AT_BORDER
    if "," in before:
        return AT_BORDER + 1
    return AT_BORDER + 1 if '"' in before or "”" in before or "»" in before else WITHIN


def _leaving(line: Line, number: int) -> float:
    """Return what it costs to let an article go on with a word after spam."""
    token = line.tokens[number]
    starts_sentence = token.text[0].isupper() or not token.text[0].isalpha()
    return AT_BORDER if starts_sentence else WITHIN


def _stretches(marks: Sequence[bool], line: Line) -> list[tuple[int, int]]:
    """Turn marked words into stretches of the line, with the signs that belong to them."""
    found = []
    number = 0
    while number < len(marks):
        if not marks[number]:
            number += 1
            continue
        last = number
        while last + 1 < len(marks) and marks[last + 1]:
            last += 1
        if _stands_apart(line, number, last):
            low = line.tokens[number - 1].end if number else 0
            high = line.tokens[last + 1].start if last + 1 < len(marks) else len(line.text)
            found.append(_with_signs(line, low, line.tokens[number].start, line.tokens[last].end, high))
        number = last + 1
    return found


def _stands_apart(line: Line, first: int, last: int) -> bool:
    """Say whether marked words are a message of their own: with an address or markup, or where a sentence could stand.

    "promised new customers 100 free spins" is news of spam, and goes on in the middle of a sentence on both sides.
    """
    words = line.tokens[first : last + 1]
    if len(words) < FEWEST_WORDS and MARKUP.search(line.text, max(0, words[0].start - 1), words[-1].end + 1) is None:
        return False
    if any(token.is_address for token in words):
        return True
    before = line.text[line.tokens[first - 1].end : line.tokens[first].start] if first else ""
    return _cost(line, first) < WITHIN and "," not in before


def _with_signs(line: Line, low: int, start: int, end: int, high: int) -> tuple[int, int]:
    """Widen ``[start, end)`` to the white space on either side, leaving what closes or opens the words beyond."""
    gap = line.text[low:start]
    start = low + (
        len(gap) - len(gap.lstrip()) if not gap.strip() else max(gap.rfind(" ") + 1, 0) if " " in gap else len(gap)
    )
    after = line.text[end:high]
    end += len(after.split(" ", 1)[0]) if " " in after else (len(after) if high == len(line.text) else 0)
    return trim(line.text, min(start, end), end)
