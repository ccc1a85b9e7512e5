"""Vectors of words, distilled from a sentence encoder (docs/matching.md says how): near one another where meanings are."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from allegedly.errors import ModelError

Vector = NDArray[np.float32]


class WordVectors:
    """A vector of ``size`` numbers for every word, made of its pieces' rows; ``vocabulary`` are the pieces by frequency."""

    def __init__(self, rows: NDArray[np.int8], scales: NDArray[np.float16], vocabulary: list[str]) -> None:
        self.size = int(rows.shape[1])
        self.vocabulary = vocabulary
        self._rows = rows
        self._scales = scales
        pieces = {piece: number for number, piece in enumerate(vocabulary)}
        self._tokenizer = Tokenizer(WordPiece(pieces, unk_token="[UNK]"))  # noqa: S106  the name of a piece, no secret

    def of(self, word: str) -> Vector:
        """Return the vector of one word in small letters: the mean of its pieces', zeros for what has none."""
        numbers = self._tokenizer.encode(word).ids
        if not numbers:
            return np.zeros(self.size, dtype=np.float32)
        rows = self._rows[numbers].astype(np.float32) * self._scales[numbers].astype(np.float32)[:, None]
        mean: Vector = rows.mean(axis=0)
        return mean


@cache
def load_vectors() -> WordVectors:
    """Load the vectors that ship with the package.

    Raises:
        ModelError: if the package was installed without them.
    """
    resource = files("allegedly.lexicon").joinpath("vectors.npz")
    if not resource.is_file():
        message = "the package lacks lexicon/vectors.npz: install it again, or make it with scripts/distill_vectors.py"
        raise ModelError(message)
    with resource.open("rb") as handle, np.load(handle) as saved:
        vocabulary = saved["vocabulary"].tobytes().decode().split("\n")
        return WordVectors(saved["vectors"], saved["scales"], vocabulary)
