"""What a passage says in its article, as a direction: passages of any articles that tell the same point the same way.

A small network reads the whole article, so that "the deaths" points where "four people were killed" does. It was trained on
`data/retellings` (model/MODEL_CARD.md says how, and how far to trust it).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Final, cast

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from allegedly.errors import ModelError
from allegedly.lexicon.pieces import piece_tokenizer
from allegedly.lexicon.vectors import load_vectors
from allegedly.records import Spans

# Numbers of a direction, each kept as a signed byte.
SIZE: Final = 128
# Pieces of a text that are read at once, and how many of them the next window reads again. Windows of 500 cost twice as much a piece.
WINDOW: Final = 256
OVERLAP: Final = 48
# Pieces of a passage that count, from its beginning; as in training.
MOST_PIECES: Final = 60
_BYTE: Final = 127
_CLS, _SEP = "[CLS]", "[SEP]"

Floats = NDArray[np.float32]


class Reader:
    """The network, run with onnxruntime on one thread."""

    def __init__(self, session: onnxruntime.InferenceSession, vocabulary: Sequence[str]) -> None:
        self._session = session
        self._borders = vocabulary.index(_CLS), vocabulary.index(_SEP)
        self._tokenizer = piece_tokenizer(vocabulary)

    def read(self, text: str, passages: Sequence[Spans]) -> tuple[bytes, ...]:
        """Return a direction of SIZE signed bytes for each passage of a text; empty for one without a word.

        A text is read once however many passages it has, a long one in windows; each passage is taken from the window in whose
        middle it stands.
        """
        if not passages:
            return ()
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        numbers, offsets = encoding.ids, np.array(encoding.offsets, np.int64).reshape(-1, 2)
        starts = _windows(len(numbers))
        held = [pieces_of(offsets, passage) for passage in passages]
        window_of = [_nearest(pieces, starts, len(numbers)) for pieces in held]
        found = [b""] * len(passages)
        for window in sorted(set(window_of)):
            start = starts[window]
            said, weight = self._run(numbers[start : start + WINDOW])
            for number, pieces in enumerate(held):
                if window_of[number] == window:
                    inside = pieces[(pieces >= start) & (pieces < start + WINDOW)][:MOST_PIECES] - start + 1
                    found[number] = _direction(said[inside], weight[inside])
        return tuple(found)

    def _run(self, numbers: Sequence[int]) -> tuple[Floats, Floats]:
        """Return what each piece of a window says and how much it counts, the two border pieces with them."""
        pieces = np.array([[self._borders[0], *numbers, self._borders[1]]], np.int64)
        said, weight = self._session.run(None, {"pieces": pieces})
        return cast("Floats", said), cast("Floats", weight)


@cache
def load_reader() -> Reader:
    """Load the network that ships with the package.

    Raises:
        ModelError: if the package was installed without it.
    """
    resource = files("allegedly.match").joinpath("model", "reader.onnx")
    if not resource.is_file():
        message = "the package lacks match/model/reader.onnx: install it again, or make it with scripts/fit_reader.py"
        raise ModelError(message)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    with as_file(resource) as path:
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return Reader(session, load_vectors().vocabulary)


def _windows(length: int) -> list[int]:
    """Return where the windows begin, in pieces; the last one ends with the text."""
    starts = [0]
    while starts[-1] + WINDOW < length:
        starts.append(min(starts[-1] + WINDOW - OVERLAP, length - WINDOW))
    return starts


def pieces_of(offsets: NDArray[np.int64], passage: Spans) -> NDArray[np.int64]:
    """Return the numbers of the pieces, (pieces, 2) starts and ends, that overlap a passage."""
    inside = np.zeros(len(offsets), np.bool_)
    for span in passage:
        inside |= (offsets[:, 0] < span.end) & (offsets[:, 1] > span.start)
    return np.flatnonzero(inside)


def _nearest(pieces: NDArray[np.int64], starts: Sequence[int], length: int) -> int:
    """Return the window in whose middle a passage stands."""
    if not len(pieces):
        return 0
    middle, half = (pieces[0] + pieces[-1]) / 2, min(WINDOW, length) / 2
    return min(range(len(starts)), key=lambda number: abs(starts[number] + half - middle))


def _direction(said: Floats, weight: Floats) -> bytes:
    """Return the weighted mean of what the pieces of a passage say, in bytes; its length tells nothing."""
    if not len(said):
        return b""
    share = np.exp(weight - weight.max())
    mean = (share / share.sum()) @ said
    scaled = mean * (_BYTE / max(float(np.abs(mean).max()), 1e-9))
    return bytes(np.round(scaled).astype(np.int8).tobytes())
