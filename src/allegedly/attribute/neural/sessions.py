"""The exported network run with onnxruntime."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import numpy as np
import onnxruntime

from allegedly.attribute.neural.decode import Floats
from allegedly.attribute.neural.tagger import Scores
from allegedly.attribute.neural.windows import Ints, Window
from allegedly.errors import ModelError

ENCODER, ROLES = "encoder.onnx", "roles.onnx"
CONFIG, VOCABULARY = "config.json", "vocab.txt"
SETTINGS = {"decoding", "start", "transitions"}
# Cues labelled in one call: bounds memory where a window is full of cues.
CUES_A_CALL = 32


class Sessions:
    """Two graphs: text to word vectors and cue scores; word vectors and cues to roles, hedges, types and parents."""

    def __init__(self, folder: Path, settings: dict[str, Any], *, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._encoder = _session(folder / ENCODER, options)
        self._roles = _session(folder / ROLES, options)
        self.transitions: Floats = np.array(settings["transitions"], dtype=np.float32)
        self.start: Floats = np.array(settings["start"], dtype=np.float32)

    def encode(self, window: Window) -> tuple[Floats, Floats]:
        """Return one vector and one cue score a word."""
        given = {"pieces": window.pieces[None], "features": window.features[:, None], "rows": window.rows}
        vectors, cue = cast("tuple[Floats, Floats]", self._encoder.run(None, given))
        return vectors, cue

    def label(self, vectors: Floats, heads: Ints, bucket: Ints, steps: Ints) -> Scores:
        """Return the scores of every word towards each cue head."""
        parts = []
        for low in range(0, len(heads), CUES_A_CALL):
            some = slice(low, low + CUES_A_CALL)
            given = {"vectors": vectors, "heads": heads[some], "bucket": bucket[some], "steps": steps[some]}
            parts.append(cast("list[Floats]", self._roles.run(None, given)))
        tags, hedges, types, child, parent = (np.concatenate(column) for column in zip(*parts, strict=True))
        parents: Floats = (child @ parent.T / np.sqrt(child.shape[1])).astype(np.float32)
        return Scores(tags, hedges, types, parents)


def _session(path: Path, options: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    if not path.exists():
        message = f"no model at {path}: run `allegedly train`, or use the rules"
        raise ModelError(message)
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def read_config(folder: Path) -> dict[str, Any]:
    """Read the settings beside the graphs.

    Raises:
        ModelError: if the folder holds no model, or settings that are none.
    """
    for name in (CONFIG, VOCABULARY):
        if not (folder / name).exists():
            message = f"no model in {folder}: it lacks {name}"
            raise ModelError(message)
    path = folder / CONFIG
    try:
        settings: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        message = f"{path} holds no settings of a model: {error}"
        raise ModelError(message) from error
    lacking = sorted(SETTINGS - settings.keys()) if isinstance(settings, dict) else sorted(SETTINGS)
    if lacking:
        message = f"{path} holds no settings of a model: it lacks {', '.join(lacking)}"
        raise ModelError(message)
    return settings
