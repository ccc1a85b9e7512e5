"""The trained tagger: finds cues, then asks for each cue which words are its source and its content."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from allegedly.attribute.neural.decode import ROLES, Floats, best_paths, runs
from allegedly.attribute.neural.windows import (
    STYLES,
    Ints,
    Window,
    Words,
    borders_of,
    cut_windows,
    distances,
    load_tokenizer,
    window_of,
    words_of,
)
from allegedly.records import Frame, Span, Spans
from allegedly.vocab import AttributionKind, Firmness, Polarity, SourceKind

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from allegedly.records import Parsed

MODEL_FOLDER = Path(__file__).parents[1] / "model"

# Order of the columns that the typing head gives, one block after another.
LABELS: dict[str, tuple[str, ...]] = {
    "kind": tuple(AttributionKind),
    "source_kind": tuple(SourceKind),
    "firmness": tuple(Firmness),
}

# Contents that agree by more than this (F1 over words) are one content with two cues.
SHARED = 0.6

Runs = dict[str, list[tuple[int, int]]]


class Scores(NamedTuple):
    """What the network says of the cues of one window, one row a cue."""

    tags: Floats
    hedges: Floats
    types: Floats
    parents: Floats


class Backend(Protocol):
    """Runs the network: with onnxruntime in the package, with torch while training."""

    transitions: Floats
    start: Floats

    def encode(self, window: Window) -> tuple[Floats, Floats]:
        """Return one vector and one cue score a word."""
        ...

    def label(self, vectors: Floats, heads: Ints, bucket: Ints, steps: Ints) -> Scores:
        """Return the scores of every word towards each cue head."""
        ...


class _Found(NamedTuple):
    """One cue with its best spans, in word positions of the text."""

    window: int
    row: int
    probability: float
    roles: Runs
    hedges: list[tuple[int, int]]


class Model(NamedTuple):
    """A network with its tokenizer and settings."""

    backend: Backend
    vocabulary: Path
    settings: dict[str, float]


class ModelTagger:
    """Finds attributions with the trained network, nested ones too, and types them.

    ``style`` picks the marking that the model imitates: "nested" marks every level, "outermost" follows PolNeAR. ``least``
    is the probability from which on a word counts as a cue; that of the model's own settings if left out.
    """

    name = "model"

    def __init__(
        self, folder: Path | None = None, *, threads: int = 1, style: str = "any", least: float | None = None
    ) -> None:
        self._folder = folder or MODEL_FOLDER
        self._threads = threads
        self._style = STYLES[style]
        self._least = least

    @cached_property
    def model(self) -> Model:
        """The network, loaded when first asked for."""
        from allegedly.attribute.neural.sessions import Sessions, read_config  # noqa: PLC0415 - loads onnxruntime

        settings = read_config(self._folder)
        return Model(
            backend=Sessions(self._folder, settings, threads=self._threads),
            vocabulary=self._folder / "vocab.txt",
            settings=settings["decoding"],
        )

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return load_tokenizer(self.model.vocabulary)

    def frames(self, parsed: Parsed) -> list[Frame]:
        """Return the frames of one document, in reading order of their cues."""
        return self.frames_of_text(parsed.document.text)

    def frames_of_text(self, text: str) -> list[Frame]:
        """Return the frames of a text whose paragraphs are parted by line breaks, in reading order of their cues."""
        words = words_of(text, self._tokenizer)
        borders = borders_of(self._tokenizer)
        windows = [
            window_of(words, begin, stop, borders=borders, style=self._style) for begin, stop in cut_windows(words)
        ]
        scored = [self._score(words, window) for window in windows]
        return _frames(words, windows, scored, self.model)

    def _score(self, words: Words, window: Window) -> _Window | None:
        backend = self.model.backend
        vectors, cue = backend.encode(window)
        probability = 1 / (1 + np.exp(-np.clip(cue, -30, 30)))
        least = self.model.settings["cue"] if self._least is None else self._least
        heads = np.flatnonzero(probability >= least)
        if not len(heads):
            return None
        bucket, steps = distances(words, window, heads + window.begin)
        return _Window(heads, probability[heads].astype(np.float32), backend.label(vectors, heads, bucket, steps))


class _Window(NamedTuple):
    """The cues of one window: their words, their probabilities, and their scores."""

    heads: Ints
    probability: npt.NDArray[np.float32]
    scores: Scores


def _frames(words: Words, windows: list[Window], scored: list[_Window | None], model: Model) -> list[Frame]:
    """Decode every cue, drop doubles, settle parents, and order by cue."""
    emissions = [tags for window in scored if window for tags in window.scores.tags]
    paths = iter(best_paths(emissions, model.backend.transitions, model.backend.start))
    frames: list[Frame] = []
    for number, (window, scores) in enumerate(zip(windows, scored, strict=True)):
        if scores is None:
            continue
        found = [_found(number, row, window.begin, next(paths), scores, model) for row in range(len(scores.heads))]
        kept = _distinct([f for f in found if f is not None])
        kept.sort(key=lambda f: (f.roles["cue"] or f.roles["content"])[0])
        parents = _parents(kept, scores, window.begin, model.settings)
        shift = len(frames)
        frames += [
            _frame(words, one, scores, None if parent is None else parent + shift)
            for one, parent in zip(kept, parents, strict=True)
        ]
    return frames


def _found(number: int, row: int, begin: int, path: Ints, scores: _Window, model: Model) -> _Found | None:
    """Spans of one cue, or None where the best path gives it no content."""
    roles = {role: [(a + begin, b + begin) for a, b in spans] for role, spans in runs(path).items()}
    if not roles["content"]:
        return None
    flags = (scores.scores.hedges[row] > model.settings["hedge"]).astype(np.int64)
    edges = np.flatnonzero(np.diff(flags, prepend=0, append=0)).tolist()
    hedges = [(a + begin, b + begin) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return _Found(number, row, float(scores.probability[row]), roles, hedges)


def _members(spans: list[tuple[int, int]]) -> set[int]:
    return {i for begin, stop in spans for i in range(begin, stop)}


def _distinct(found: list[_Found]) -> list[_Found]:
    """Keep the likelier of two frames that share a word of their cues."""
    kept: list[_Found] = []
    taken: set[int] = set()
    for one in sorted(found, key=lambda f: -f.probability):
        cue = _members(one.roles["cue"])
        if cue & taken:
            continue
        taken |= cue
        kept.append(one)
    return kept


def _parents(found: list[_Found], scores: _Window, begin: int, settings: dict[str, float]) -> list[int | None]:
    """Pick for each frame the frame that holds it.

    A cue inside a content belongs to the smallest such content (in marked/ no exception in 2,855, 6 misses in 471).
    Two frames that share a content, neither cue inside it ("X, citing Y, said P"), are parent and child in the order
    that the network's parent scores favour, the later cue being the likelier child. No frame is its own ancestor.
    """
    contents = [_members(f.roles["content"]) for f in found]
    anchors = [int(scores.heads[f.row]) + begin for f in found]
    options: list[tuple[bool, float, int, int]] = []
    for child, one in enumerate(found):
        for parent, other in enumerate(found):
            if parent == child:
                continue
            if anchors[child] in contents[parent]:
                options.append((True, -float(len(contents[parent])), child, parent))
            elif anchors[parent] not in contents[child] and _agreement(contents[child], contents[parent]) > SHARED:
                parents = scores.scores.parents
                margin = float(parents[one.row, other.row] - parents[other.row, one.row])
                margin += settings["later"] if child > parent else -settings["later"]
                options.append((False, margin, child, parent))
    chosen: list[int | None] = [None] * len(found)
    for held, score, child, parent in sorted(options, reverse=True):
        if (held or score > 0) and chosen[child] is None and not _descends(parent, child, chosen):
            chosen[child] = parent
    return chosen


def _agreement(a: set[int], b: set[int]) -> float:
    """F1 of two sets of words."""
    return 2 * len(a & b) / (len(a) + len(b))


def _descends(node: int | None, ancestor: int, chosen: list[int | None]) -> bool:
    while node is not None:
        if node == ancestor:
            return True
        node = chosen[node]
    return False


def _frame(words: Words, one: _Found, scores: _Window, parent: int | None) -> Frame:
    labels = _labels(scores.scores.types[one.row], has_source=bool(one.roles["source"]))
    source, cue, content = (_spans(words, one.roles[role]) for role in ROLES)
    firmness = Firmness(labels["firmness"])
    return Frame(
        source=source,
        cue=cue,
        content=content,
        hedges=_spans(words, one.hedges),
        parent=parent,
        kind=AttributionKind(labels["kind"]),
        source_kind=SourceKind(labels["source_kind"]),
        firmness=firmness,
        polarity=Polarity.NEGATIVE if firmness is Firmness.DENIED else Polarity.POSITIVE,
        probability=round(one.probability, 4),
    )


def _labels(types: Floats, *, has_source: bool) -> dict[str, str]:
    """Likeliest label of each sort; a source kind other than impersonal goes with a source, and only with one."""
    labels, low = {}, 0
    for name, values in LABELS.items():
        block = types[low : low + len(values)]
        low += len(values)
        if name == "source_kind":
            impersonal = values.index(SourceKind.IMPERSONAL)
            others = [i for i in range(len(values)) if i != impersonal]
            labels[name] = values[max(others, key=lambda i: block[i])] if has_source else values[impersonal]
        else:
            labels[name] = values[int(block.argmax())]
    return labels


def _spans(words: Words, found: list[tuple[int, int]]) -> Spans:
    return tuple(Span(int(words.start[begin]), int(words.end[stop - 1])) for begin, stop in found)
