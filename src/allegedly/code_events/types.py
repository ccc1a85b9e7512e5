"""Types: which of the PLOVER types a trigger tells of, by weights over its features and by the frames of the lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from allegedly.code_events.frames import frame_of
from allegedly.code_events.triggers import Trigger
from allegedly.code_events.words import Words
from allegedly.errors import ModelError
from allegedly.vocab import EventType

NONE = "NONE"
YIELD = "YIELD"

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """A multinomial logistic regression: a row of weights a feature, a column a label."""

    labels: tuple[str, ...]
    rows: dict[str, int]
    table: Scores

    def probabilities(self, features: list[str]) -> Scores:
        """Return the probability of each label, in the order of ``labels``."""
        known = [self.rows[name] for name in features if name in self.rows]
        scores: Scores = self.table[known].sum(axis=0)
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
        table = held["table"].astype(np.float32)
    return Weights(tuple(labels), {name: row for row, name in enumerate(names)}, table)


def yielded(words: Words, trigger: Trigger) -> EventType:
    """Say whether what is yielded is given way to in politics (CONCEDE) or in deed (RETREAT).

    The training texts do not part the two, so the frames do: laws, offices and permissions are conceded; people, troops,
    goods and blockades are let go (PLOVER manual 0.8, CAMEO 081 to 083 against 084 to 087).
    """
    frame = frame_of(words, trigger)
    return frame[0] if frame and frame[0] in {EventType.CONCEDE, EventType.RETREAT} else EventType.RETREAT
