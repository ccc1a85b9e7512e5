"""Types: which of the PLOVER types a trigger tells of, by weights over its features, its words' vectors and the frames of the lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from allegedly.code_events.features import PARTS, Seen
from allegedly.code_events.frames import frame_of
from allegedly.code_events.triggers import Trigger
from allegedly.code_events.words import Words
from allegedly.errors import ModelError
from allegedly.lexicon.vectors import load_vectors
from allegedly.vocab import EventType

NONE = "NONE"
YIELD = "YIELD"
# Words whose senses are kept: 320 bytes each, so 16 MB at most, and more words than a pile's news has in its verbs' clauses.
SENSES_KEPT = 50_000

Scores = NDArray[np.float32]


class Senses:
    """What the vectors of words give each label in each part of a clause, worked out once a word."""

    def __init__(self, senses: Scores, labels: int) -> None:
        self._blocks = senses.reshape(PARTS, -1, labels)
        self._rows: dict[str, int] = {}
        self._known = np.empty((SENSES_KEPT, PARTS, labels), dtype=np.float32)

    def of(self, words: Sequence[str], part: int) -> Scores:
        """Return the mean of what some words give in a part; there must be one."""
        if len(self._rows) + len(words) > SENSES_KEPT:
            self._rows.clear()
        rows = [self._row(word) for word in words]
        mean: Scores = np.add.reduce(self._known[rows, part], axis=0) / np.float32(len(rows))
        return mean

    def _row(self, word: str) -> int:
        row = self._rows.get(word)
        if row is None:
            row = self._rows[word] = len(self._rows)
            self._known[row] = np.einsum("n,pnl->pl", load_vectors().of(word), self._blocks)
        return row


@dataclass(frozen=True, slots=True)
class Weights:
    """A multinomial logistic regression: a row of weights a feature, a column a label.

    ``table`` has a row a feature; ``senses`` has ``PARTS`` blocks of rows, one row a number of a word's vector: the words of
    each part of a trigger's clause count by the mean of their vectors, so that a verb never seen counts as those that mean
    nearly the same.
    """

    labels: tuple[str, ...]
    rows: dict[str, int]
    table: Scores
    senses: Scores
    known: Senses = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", Senses(self.senses, len(self.labels)))

    def probabilities(self, seen: Seen) -> Scores:
        """Return the probability of each label, in the order of ``labels``."""
        known = [self.rows[name] for name in seen.names if name in self.rows]
        scores: Scores = self.table[known].sum(axis=0)
        for part, words in enumerate(seen.parts):
            if words:
                scores += self.known.of(words, part)
        scores = np.exp(scores - scores.max())
        scores /= scores.sum()
        return scores


@cache
def load_weights() -> Weights:
    """Load the weights that ship with the package, made by bench/train_events.py.

    Raises:
        ModelError: if the file is missing.
    """
    resource = files("allegedly.code_events").joinpath("weights.npz")
    if not resource.is_file():
        message = "the weights of the event coder (code_events/weights.npz) are missing: reinstall the package"
        raise ModelError(message)
    with resource.open("rb") as stream, np.load(stream) as held:
        names = bytes(held["features"]).decode().split("\n")
        labels = bytes(held["labels"]).decode().split("\n")
        table, senses = held["table"].astype(np.float32), held["senses"].astype(np.float32)
    return Weights(tuple(labels), {name: row for row, name in enumerate(names)}, table, senses)


def yielded(words: Words, trigger: Trigger) -> EventType:
    """Say whether what is yielded is given way to in politics (CONCEDE) or in deed (RETREAT).

    The training texts do not part the two, so the frames do: laws, offices and permissions are conceded; people, troops,
    goods and blockades are let go (PLOVER manual 0.8, CAMEO 081 to 083 against 084 to 087).
    """
    frame = frame_of(words, trigger)
    return frame[0] if frame and frame[0] in {EventType.CONCEDE, EventType.RETREAT} else EventType.RETREAT
