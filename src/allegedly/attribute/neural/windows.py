"""Text cut into words, word pieces and windows of whole paragraphs, as the attribution model reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from allegedly.lexicon.pieces import piece_tokenizer

Ints = npt.NDArray[np.int64]

# Pieces of one window with its two border pieces; the encoder's cost and its training length.
WINDOW_PIECES = 256
STYLES = {"any": 0, "outermost": 1, "nested": 2}

_OPEN = {"“": "”", "„": "“", "«": "»", '"': '"'}
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_CLS, _SEP = "[CLS]", "[SEP]"


class Words(NamedTuple):
    """Every word of a text, with its pieces and what the capitals, quotation marks and line breaks say."""

    start: Ints
    end: Ints
    first_piece: Ints
    pieces: Ints
    case: Ints
    quote: Ints
    breaks: Ints
    paragraph: Ints
    sentence: Ints

    def __len__(self) -> int:
        return len(self.start)


class Window(NamedTuple):
    """A run of words, with the input rows of the encoder and the first row of each word."""

    begin: int
    stop: int
    pieces: Ints
    features: Ints
    rows: Ints


def load_tokenizer(vocabulary: Path) -> Tokenizer:
    """Build the uncased WordPiece tokenizer of a vocabulary file."""
    return piece_tokenizer(vocabulary.read_text(encoding="utf-8").splitlines())


def words_of(text: str, tokenizer: Tokenizer) -> Words:
    """Split a text into words and pieces; offsets are code points of the text."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    owner = np.array([-1 if w is None else w for w in encoding.word_ids], dtype=np.int64)
    if not len(owner):
        empty = np.zeros(0, dtype=np.int64)
        return Words(*[empty] * 9)
    first = np.flatnonzero(np.diff(owner, prepend=-2))
    last = np.append(first[1:], len(owner)) - 1
    start, end = offsets[first, 0], offsets[last, 1]
    case, quote, breaks, paragraph, sentence = _features(text, start, end)
    return Words(
        start=start,
        end=end,
        first_piece=np.append(first, len(owner)),
        pieces=np.array(encoding.ids, dtype=np.int64),
        case=case,
        quote=quote,
        breaks=breaks,
        paragraph=paragraph,
        sentence=sentence,
    )


def _case(word: str) -> int:
    """Casing of a word: 0 none, 1 lower, 2 initial capital, 3 capitals, 4 digits."""
    if word[0].isdigit():
        return 4
    if not word[0].isalpha():
        return 0
    if word.isupper() and len(word) > 1:
        return 3
    return 2 if word[0].isupper() else 1


def _features(text: str, start: Ints, end: Ints) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Casing, quotation state, line breaks, paragraph and sentence number of each word."""
    columns = np.zeros((5, len(start)), dtype=np.int64)
    close, paragraph, sentence, before, ended = "", 0, 0, 0, False
    for index, (s, e) in enumerate(zip(start.tolist(), end.tolist(), strict=True)):
        word, gap = text[s:e], text[before:s]
        fresh = index == 0
        if "\n" in gap:
            paragraph, close, fresh = paragraph + 1, "", True
        if fresh or (ended and gap and word not in _OPEN.values()):
            sentence += 1
        state = 1 if close else 0
        if close and word == close:
            state, close = 2, ""
        elif not close and word in _OPEN:
            state, close = 2, _OPEN[word]
        first = (2 if index == 0 else 1) if fresh else 0
        columns[:, index] = (_case(word), state, first, paragraph, sentence)
        # A full stop ends a sentence unless it follows a lone capital ("J. Smith").
        if word in ".!?…":
            ended = not (s - 2 >= 0 and text[s - 1].isupper() and not text[s - 2].isalnum())
        elif word not in "\"'”’»)]":
            ended = False
        before = e
    return columns[0], columns[1], columns[2], columns[3], columns[4]


def cut_windows(
    words: Words, *, limit: int = WINDOW_PIECES, first_limit: int | None = None
) -> Iterator[tuple[int, int]]:
    """Pack whole paragraphs into windows; an over-long paragraph is cut at sentence ends, a sentence anywhere.

    ``first_limit`` shortens the first window, so that training sees other cuts in each pass.
    """
    if not len(words):
        return
    room = (first_limit or limit) - 2
    begin = 0
    for unit_begin, unit_stop in _units(words, limit - 2):
        if begin < unit_begin and _width(words, begin, unit_stop) > room:
            yield begin, unit_begin
            begin, room = unit_begin, limit - 2
    if begin < len(words):
        yield begin, len(words)


def _width(words: Words, begin: int, stop: int) -> int:
    return int(words.first_piece[stop] - words.first_piece[begin])


def _runs(labels: Ints, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Runs of equal labels between two positions."""
    edges: list[int] = (np.flatnonzero(np.diff(labels[begin:stop])) + begin + 1).tolist()
    yield from zip([begin, *edges], [*edges, stop], strict=True)


def _units(words: Words, limit: int) -> Iterator[tuple[int, int]]:
    """Paragraphs that fit, else their sentences, else pieces of a sentence."""
    for paragraph in _runs(words.paragraph, 0, len(words)):
        if _width(words, *paragraph) <= limit:
            yield paragraph
            continue
        for begin, stop in _runs(words.sentence, *paragraph):
            cut = begin
            for index in range(begin, stop):
                if _width(words, cut, index + 1) > limit:
                    yield cut, index
                    cut = index
            yield cut, stop


def window_of(words: Words, begin: int, stop: int, *, borders: tuple[int, int], style: int = 0) -> Window:
    """Build the encoder's input for a run of words."""
    low, high = int(words.first_piece[begin]), int(words.first_piece[stop])
    firsts = words.first_piece[begin : stop + 1]
    owner = np.repeat(np.arange(begin, stop), np.diff(firsts))
    pieces = np.concatenate(([borders[0]], words.pieces[low:high], [borders[1]]))
    features = np.zeros((4, len(pieces)), dtype=np.int64)
    features[0, 1:-1] = words.case[owner]
    features[1, 1:-1] = words.quote[owner]
    rows = firsts[:-1] - low + 1
    features[2, rows] = words.breaks[begin:stop]
    features[3] = style
    return Window(begin=begin, stop=stop, pieces=pieces, features=features, rows=rows)


def borders_of(tokenizer: Tokenizer) -> tuple[int, int]:
    """Ids of the two border pieces."""
    return int(tokenizer.token_to_id(_CLS) or 0), int(tokenizer.token_to_id(_SEP) or 0)


def distances(words: Words, window: Window, heads: Ints) -> tuple[Ints, Ints]:
    """Where each word of a window lies from each cue head: a distance bucket, and sentence and paragraph steps."""
    span = slice(window.begin, window.stop)
    step = np.arange(window.begin, window.stop)[None, :] - heads[:, None]
    bucket = np.sign(step) * np.minimum(np.floor(np.log2(np.abs(step) + 1) * 2), 12).astype(np.int64) + 12
    sentence = np.clip(words.sentence[span][None, :] - words.sentence[heads][:, None], -3, 3) + 3
    paragraph = np.clip(words.paragraph[span][None, :] - words.paragraph[heads][:, None], -2, 2) + 2
    return bucket, sentence * 5 + paragraph
