"""Marked text read into the windows and labels that the network learns from."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

from allegedly.attribute.neural.decode import ROLES
from allegedly.attribute.neural.windows import (
    STYLES,
    WINDOW_PIECES,
    Ints,
    Window,
    Words,
    borders_of,
    cut_windows,
    distances,
    window_of,
    words_of,
)
from allegedly.evaluate.marked import MarkedAttribution, MarkedDocument, read_marked
from allegedly.records import Spans

KINDS = ("speech", "belief", "intent", "evidence", "decree")
SOURCE_KINDS = ("named", "unnamed", "outlet", "document", "impersonal")
FIRMNESS = ("asserted", "alleged", "possible", "predicted", "denied")
POLARITY = ("+", "-")
LABELS = {"kind": KINDS, "source_kind": SOURCE_KINDS, "firmness": FIRMNESS, "polarity": POLARITY}
UNKNOWN = -100

# Words that do not head a cue: "has [denied]", "did not [say]", "is [said] to", "the [claim]".
_CLOSED = """
a an the this that these those his her its their my our your be is are was were been being am has have had
having do does did will would shall should can could may might must not n't no never also now later then still
just even often recently once only to as on in of by for with from it he she they we i you and or so ca wo s t
re ve d ll m don doesn didn isn aren wasn weren hasn haven hadn won wouldn couldn shouldn ' ’ ` , - " “ ”
"""
CLOSED = frozenset(_CLOSED.split())


class Marked(NamedTuple):
    """One attribution in word positions: its head and the words of each role, hedges and labels."""

    head: int
    roles: dict[str, list[tuple[int, int]]]
    hedges: list[tuple[int, int]]
    labels: tuple[int, ...]
    parent: int | None


class Article(NamedTuple):
    """A marked text, ready to be cut into windows."""

    id: str
    words: Words
    attributions: list[Marked]
    nested: bool


class Example(NamedTuple):
    """One window with its labels; heads are word positions inside the window."""

    window: Window
    heads: Ints
    head_gold: Ints
    head_weight: Ints
    tags: Ints
    hedges: Ints
    hedge_known: bool
    labels: Ints
    parents: Ints
    bucket: Ints
    steps: Ints


def articles_of(paths: Iterable[Path], tokenizer: Tokenizer) -> list[Article]:
    """Read the documents of marked files, in order.

    Raises:
        MarkedTextError: naming the file, and the line, that cannot be read as marked text.
    """
    return [article_of(document, tokenizer) for path in paths for document in read_marked(path)]


def article_of(document: MarkedDocument, tokenizer: Tokenizer) -> Article:
    """Map the spans of a marked text to words; a text whose marks carry kinds is one with nested marks."""
    words = words_of(document.text, tokenizer)
    marks: list[Marked] = []
    above: list[int | str | None] = []
    place: dict[int | str | None, int] = {}
    for attribution in document.attributions:
        marked = _marked(document.text, words, attribution)
        if marked is not None:
            place[attribution.id] = len(marks)
            marks.append(marked)
            above.append(attribution.parent)
    marks = [
        mark._replace(parent=None if parent is None else place.get(parent))
        for mark, parent in zip(marks, above, strict=True)
    ]
    nested = any(attribution.kind is not None for attribution in document.attributions)
    return Article(id=document.id, words=words, attributions=marks, nested=nested)


def _marked(text: str, words: Words, attribution: MarkedAttribution) -> Marked | None:
    roles = {role: word_runs(words, getattr(attribution, role)) for role in ROLES}
    if not roles["content"]:
        return None
    cue = [i for begin, stop in roles["cue"] for i in range(begin, stop)]
    head = cue_head(text, words, cue) if cue else roles["content"][0][0]
    labels = tuple(
        values.index(getattr(attribution, name)) if getattr(attribution, name) in values else UNKNOWN
        for name, values in LABELS.items()
    )
    hedges = word_runs(words, attribution.hedges or ())
    return Marked(head=head, roles=roles, hedges=hedges, labels=labels, parent=None)


def cue_head(text: str, words: Words, cue: Sequence[int]) -> int:
    """First word of a cue that is not a closed-class word, else its first word."""
    for index in cue:
        if text[words.start[index] : words.end[index]].lower() not in CLOSED:
            return index
    return cue[0]


def word_runs(words: Words, spans: Spans) -> list[tuple[int, int]]:
    """Word runs that touch the spans, merged where they meet."""
    found: list[tuple[int, int]] = []
    for span in sorted(spans):
        begin = int(np.searchsorted(words.end, span.start, side="right"))
        stop = int(np.searchsorted(words.start, span.end, side="left"))
        if begin >= stop:
            continue
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(stop, found[-1][1]))
        else:
            found.append((begin, stop))
    return found


def examples_of(
    article: Article, *, borders: tuple[int, int], shuffle: random.Random | None = None
) -> Iterator[Example]:
    """Cut an article into labelled windows; with ``shuffle``, cuts and the style flag vary."""
    first_limit = None
    style = STYLES["nested" if article.nested else "outermost"]
    if shuffle is not None:
        first_limit = shuffle.randint(WINDOW_PIECES // 4, WINDOW_PIECES)
        style = STYLES["any"] if shuffle.random() < 0.3 else style
    for begin, stop in cut_windows(article.words, first_limit=first_limit):
        window = window_of(article.words, begin, stop, borders=borders, style=style)
        if shuffle is not None and shuffle.random() < 0.05:
            window.features[0] = 0
        yield _example(article, window)


def _example(article: Article, window: Window) -> Example:
    begin, stop = window.begin, window.stop
    inside = [(i, m) for i, m in enumerate(article.attributions) if begin <= m.head < stop]
    size = stop - begin
    gold, weight = np.zeros(size, dtype=np.int64), np.ones(size, dtype=np.int64)
    tags, hedges = np.zeros((len(inside), size), dtype=np.int64), np.zeros((len(inside), size), dtype=np.int64)
    if not article.nested:
        for mark in article.attributions:
            for low, high in mark.roles["content"]:
                weight[max(low - begin, 0) : max(high - begin, 0)] = 0
    for row, (_, mark) in enumerate(inside):
        for number, role in enumerate(ROLES):
            for low, high in mark.roles[role]:
                _paint(tags[row], low - begin, high - begin, number * 2 + 1)
        for low, high in mark.hedges:
            hedges[row, max(low - begin, 0) : max(high - begin, 0)] = 1
        gold[mark.head - begin] = weight[mark.head - begin] = 1
    heads = np.array([m.head for _, m in inside], dtype=np.int64)
    place: dict[int | None, int] = {i: row for row, (i, _) in enumerate(inside)}
    parents = [
        UNKNOWN if m.parent is not None and m.parent not in place else place.get(m.parent, -1) for _, m in inside
    ]
    bucket, steps = distances(article.words, window, heads)
    return Example(
        window=window,
        heads=heads - begin,
        head_gold=gold,
        head_weight=weight,
        tags=tags,
        hedges=hedges,
        hedge_known=article.nested,
        labels=np.array([m.labels for _, m in inside], dtype=np.int64).reshape(-1, len(LABELS)),
        parents=np.array(parents, dtype=np.int64),
        bucket=bucket,
        steps=steps,
    )


def _paint(row: Ints, low: int, high: int, tag: int) -> None:
    """Write begin and inside tags, clipped to the window; earlier roles keep their words."""
    low, high = max(low, 0), min(high, len(row))
    free = [i for i in range(low, high) if row[i] == 0]
    for previous, index in zip([-2, *free], free, strict=False):
        row[index] = tag + 1 if previous == index - 1 else tag


def batches(
    articles: Sequence[Article], *, tokenizer: Tokenizer, pieces: int, seed: int, repeat_nested: int
) -> Iterator[list[Example]]:
    """Yield one pass of shuffled batches of windows of like length, nested marks repeated."""
    shuffle = random.Random(seed)  # noqa: S311 - shuffling, not secrets
    borders = borders_of(tokenizer)
    examples: list[Example] = []
    for article in articles:
        for _ in range(repeat_nested if article.nested else 1):
            examples.extend(examples_of(article, borders=borders, shuffle=shuffle))
    shuffle.shuffle(examples)
    examples.sort(key=lambda e: len(e.window.pieces) // 32)
    groups: list[list[Example]] = []
    for example in examples:
        if not groups or (len(groups[-1]) + 1) * len(example.window.pieces) > pieces:
            groups.append([])
        groups[-1].append(example)
    shuffle.shuffle(groups)
    yield from groups
