"""Signs by which a line shows that it is residue or article: its form, its words, its place and its neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allegedly.clean.lists import form_of, list_signs
from allegedly.clean.metadata import byline_of, dateline_of, is_date_line
from allegedly.clean.words import SENTENCE_END, UNSPACED, WORD_LIKE, Token, main_script, tokens_of

Weights = Mapping[str, tuple[float, float]]
# A line of this many letters that ends like a sentence is taken for running text when the place of others is judged.
LONG = 80
SEPARATOR = re.compile(r"(?:^|\s)[|•·»›>/→←▶➤—–⇒✓★]+(?=\s|$)|[|•·»›→←▶➤⇒]")
CODE = re.compile(r"[{}\[\]<>=;_\\$&]")
# What stands before the first colon, bar or arrow of a line is its label ("Read also", "Home") if it is this short, in words.
LABEL = re.compile(r"^(?P<label>[^:：|•·»›>/→]{2,40}?)\s*(?:[:：|•·»›→>]|\s/\s)\s*(?P<rest>.*)$")
LONGEST_LABEL = 4
LAST_PART = re.compile(r".*(?:[:：|•·»›→>]|\s[/–—-]\s)\s*(?P<last>\S.*)$")
QUOTE = re.compile(r"[\"“”„«»‘’]")
INNER_END = re.compile(r"[.!?。।][\"”’»)\]]*\s+[\"“„«(]?[^\Wa-zß-ÿ]|。.")
NO_SPACES = re.compile(f"[{UNSPACED}]")
# The commonest words of running text are its function words, whatever the language.
FUNCTION_WORDS = 40
FIRST_WORDS = 5
NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
# Signs of a line that its neighbours are shown too, by their place in ``own_signs``.
SHARED = (0, 2, 3, 8, 21, 22, 26, 31)


class Line(NamedTuple):
    """One line with its tokens and the number of line ends before it."""

    text: str
    tokens: list[Token]
    gap: int


class Surroundings(NamedTuple):
    """What the lines of one text have in common: its words, script, repeated lines and first line."""

    vocabulary: Counter[str]
    function_words: frozenset[str]
    script: str
    repeats: Counter[str]
    first: frozenset[str]
    labels: Counter[str]


def read_lines(text: str, spans: Sequence[tuple[int, int]]) -> list[Line]:
    """Return the lines at ``spans`` of ``text``, with their tokens."""
    found, last = [], 0
    for start, end in spans:
        found.append(Line(text[start:end], tokens_of(text[start:end]), text.count("\n", last, start)))
        last = end
    return found


def weight_of(line: str) -> float:
    """Return the length of a line in letters, those of scripts without spaces counted as two and a half."""
    return len(line) + 1.5 * len(NO_SPACES.findall(line))


def is_long(line: str) -> bool:
    """Say whether a line looks like running text."""
    return weight_of(line) >= LONG and SENTENCE_END.search(line) is not None


def surroundings_of(lines: Sequence[Line]) -> Surroundings:
    """Read what the lines of one text have in common."""
    vocabulary: Counter[str] = Counter()
    for line in lines:
        if is_long(line.text):
            vocabulary.update({token.folded for token in line.tokens if not token.is_address})
    frequent = Counter(
        token.folded for line in lines if is_long(line.text) for token in line.tokens if WORD_LIKE.match(token.folded)
    )
    function_words = frozenset(word for word, count in frequent.most_common(FUNCTION_WORDS) if count > 1)
    script = main_script("".join(line.text for line in lines if is_long(line.text))[:4000], 4000)
    repeats = Counter(line.text.casefold() for line in lines)
    first = frozenset(token.folded for token in lines[0].tokens) if lines else frozenset()
    labels = Counter(found["label"].casefold() for line in lines if (found := LABEL.match(line.text)))
    return Surroundings(vocabulary, function_words, script, repeats, first, labels)


def line_signs(lines: Sequence[Line], weights: Sequence[Weights]) -> NDArray[np.float32]:
    """Return the signs of every line, shape (lines, signs); ``weights`` has the word weights for each."""
    around = surroundings_of(lines)
    own = np.array([own_signs(line, around, known) for line, known in zip(lines, weights, strict=True)], np.float32)
    lists = list_signs([line.text for line in lines], forms_of(lines))
    return np.concatenate([own, place_signs(lines), neighbour_signs(own), lists], axis=1)


def forms_of(lines: Sequence[Line]) -> list[str]:
    """Return the form of every line, as lists repeat it."""
    return [form_of(line.text, line.tokens) for line in lines]


def own_signs(line: Line, around: Surroundings, weights: Weights) -> list[float]:
    """Return the signs of one line by itself."""
    text = line.text
    tokens = line.tokens
    return [
        *_form_signs(text, tokens),
        *_word_signs(text, tokens, weights),
        *_foreign_signs(line, around),
        *_label_signs(text, around, weights),
    ]


def _form_signs(text: str, tokens: Sequence[Token]) -> list[float]:
    length = len(text)
    count = max(1, len(tokens))
    letters = sum(map(str.isalpha, text))
    capitals = sum(map(str.isupper, text))
    digits = sum(map(str.isdigit, text))
    blanks = sum(map(str.isspace, text))
    later = [token.text for token in tokens[1:] if token.text[0].isalpha()]
    return [
        log1p(weight_of(text)),
        log1p(count),
        float(SENTENCE_END.search(text) is not None),
        float(text.endswith((":", "："))),
        float(text.endswith(("…", "...", "[…]", "[...]"))),
        float(text[0].islower()),
        float(not text[0].isalnum() and text[0] not in "\"“”„«»‘’'(—–"),
        capitals / max(1, letters),
        sum(word[0].isupper() for word in later) / max(1, len(later)),
        digits / length,
        (length - letters - digits - blanks) / length,
        len(SEPARATOR.findall(text)) / count,
        sum(token.is_address for token in tokens) / count,
        sum(token.text[0] in "#@" for token in tokens) / count,
        len(CODE.findall(text)) / length,
        float("©" in text or "(c)" in text.casefold()),
        float(QUOTE.search(text) is not None),
        log1p(text.count(",")),
        sum(len(token.text) for token in tokens) / count,
        float(len(INNER_END.findall(text))),
        float(text.startswith(("(", "[", "<")) and text.endswith((")", "]", ">"))),
    ]


def _word_signs(text: str, tokens: Sequence[Token], weights: Weights) -> list[float]:
    known = [weights[token.folded] for token in tokens if token.folded in weights]
    residue = [pair[0] for pair in known] or [0.0]
    spam = [pair[1] for pair in known] or [0.0]
    pairs = [weights[pair][0] for pair in first_pairs(tokens) if pair in weights] or [0.0]
    first = weights.get(tokens[0].folded, (0.0, 0.0)) if tokens else (0.0, 0.0)
    last = weights.get(tokens[-1].folded, (0.0, 0.0)) if tokens else (0.0, 0.0)
    return [
        sum(residue) / len(residue),
        max(residue),
        min(residue),
        first[0],
        last[0],
        sum(spam) / len(spam),
        max(spam),
        len(known) / max(1, len(tokens)),
        sum(pairs) / len(pairs),
        max(pairs),
        float(byline_of(text) is not None),
        float(is_date_line(text)),
        float(dateline_of(text) is not None),
    ]


def first_pairs(tokens: Sequence[Token]) -> list[str]:
    """Return the pairs of neighbours among the first words of a line: "read also" says more than its words."""
    words = [token.folded for token in tokens[:FIRST_WORDS]]
    return [f"{one} {two}" for one, two in pairwise(words)]


def _foreign_signs(line: Line, around: Surroundings) -> list[float]:
    """Return how far the words of a line are those of the text around it."""
    words = [token.folded for token in line.tokens if WORD_LIKE.match(token.folded) and not token.is_address]
    long_words = [word for word in words if len(word) > 3]
    own = 1 if is_long(line.text) else 0
    known = sum(around.vocabulary[word] > own for word in long_words)
    script = main_script(line.text)
    folded = {token.folded for token in line.tokens}
    return [
        known / max(1, len(long_words)),
        sum(word in around.function_words for word in words) / max(1, len(words)),
        float(bool(script) and bool(around.script) and script != around.script),
        float(around.repeats[line.text.casefold()] - 1),
        len(folded & around.first) / max(1, len(around.first)),
        len(folded & around.first) / max(1, len(folded)),
        1 - len(set(words)) / max(1, len(words)),
    ]


def _label_signs(text: str, around: Surroundings, weights: Weights) -> list[float]:
    """Return what the label of a line says, and whether what follows it stands elsewhere as a line."""
    found = LABEL.match(text)
    label = tokens_of(found["label"]) if found else []
    last = LAST_PART.match(text)
    end = last["last"].casefold() if last else ""
    if not found or not 0 < len(label) <= LONGEST_LABEL:
        return [0.0, 0.0, 0.0, float(len(SEPARATOR.findall(text))), float(around.repeats[end] > 0)]
    words = [weights.get(token.folded, (0.0, 0.0))[0] for token in label]
    return [
        1.0,
        sum(words) / len(words),
        float(around.labels[found["label"].casefold()] - 1),
        float(len(SEPARATOR.findall(text))),
        float(around.repeats[end] > 0),
    ]


def place_signs(lines: Sequence[Line]) -> NDArray[np.float32]:
    """Return the signs of the place of every line, shape (lines, signs)."""
    total = len(lines)
    long = np.array([is_long(line.text) for line in lines], bool)
    size = np.array([weight_of(line.text) for line in lines], np.float64)
    running = np.where(long, size, 0)
    before = np.concatenate([[0], np.cumsum(running)[:-1]]) if total else running
    all_running = max(1.0, float(running.sum()))
    index = np.arange(total)
    gaps = np.array([min(line.gap, 4) for line in lines], np.float64)
    after = np.concatenate([gaps[1:], [4]]) if total else gaps
    usual = float(np.median(gaps[1:])) if total > 1 else 0.0
    columns = [
        np.log1p(index),
        np.log1p(total - 1 - index),
        index / max(1, total - 1),
        before / all_running,
        1 - (before + running) / all_running,
        gaps,
        after,
        np.full(total, usual),
        np.minimum(_since(long), 30),
        np.minimum(_since(long[::-1])[::-1], 30),
        np.full(total, np.log1p(total)),
        np.full(total, np.log1p(long.sum())),
        np.full(total, long.sum() / max(1, total)),
        np.full(total, np.log1p(all_running)),
    ]
    return np.stack(columns, axis=1).astype(np.float32) if total else np.zeros((0, len(columns)), np.float32)


def _since(marks: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return for every place how many places ago the last mark stood, itself not counted; 99 where there was none."""
    places = np.where(marks, np.arange(len(marks)), -99)
    last = np.concatenate([[-99], np.maximum.accumulate(places)[:-1]]) if len(marks) else places
    return np.asarray(np.arange(len(marks)) - last, np.float64)


def shifted(column: NDArray[np.float32], by: int, filling: float) -> NDArray[np.float32]:
    """Return ``column`` as seen ``by`` places on, ``filling`` beyond its ends.

    >>> shifted(np.array([1, 2, 3], np.float32), 1, 0.0).tolist()
    [2.0, 3.0, 0.0]
    """
    moved = np.full_like(column, filling)
    if by >= 0:
        moved[: max(0, len(column) - by)] = column[by:]
    else:
        moved[-by:] = column[:by]
    return moved


def neighbour_signs(own: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the shared signs of the lines around every line, shape (lines, neighbours x shared signs)."""
    return np.concatenate([shifted(own[:, SHARED], by, -1.0) for by in NEIGHBOURS], axis=1)
