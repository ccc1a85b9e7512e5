"""A checkpoint written out as the two ONNX graphs that the package runs, in 8 bits."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from allegedly.attribute.neural.sessions import ENCODER, ROLES
from allegedly.train.network import Network, read_shape

# Least probability of a cue, least score of a hedge word, and how much the later of two cues with one content is
# favoured as the child. None is tuned: cue at 0.3 in place of 0.5 costs half a point of full F1 on PolNeAR dev.
DECODING = {"cue": 0.5, "hedge": 0.0, "later": 1.0}


class _Encode(nn.Module):
    """The encoder and cue detector for one window."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, features: Tensor, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Return (words, hidden) vectors and (words) cue scores."""
        vectors = self.network.encoder(pieces, features, torch.zeros(()))[0]
        words = vectors.index_select(0, rows)
        return words, self.network.cue(words).squeeze(-1)


class _Label(nn.Module):
    """The role labeller for the cues of one window."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.roles = network.roles

    def forward(self, vectors: Tensor, heads: Tensor, bucket: Tensor, steps: Tensor) -> tuple[Tensor, ...]:
        """Return roles, hedges, types, and the two sides of the parent score."""
        roles, words, cues = self.roles, vectors.unsqueeze(0), vectors.index_select(0, heads)
        z, tags = roles(words, torch.zeros_like(heads), heads, bucket, steps)
        return tags, roles.hedges(z), roles.labels(words, cues, z), roles.child(cues), roles.parent(cues)


def export(checkpoint: Path, *, encoder: Path, out: Path, bits: int = 8) -> Path:
    """Write both graphs, the vocabulary and the settings of a checkpoint into a folder; ``bits`` is 8 or 32."""
    network = Network(read_shape(encoder))
    network.load_state_dict(torch.load(checkpoint, weights_only=True))
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name, path in (
            (ENCODER, _write_encoder(network, Path(scratch))),
            (ROLES, _write_roles(network, Path(scratch))),
        ):
            if bits == 8:
                _quantise(path, out / name)
            else:
                shutil.copy(path, out / name)
    shutil.copy(encoder / "vocab.txt", out / "vocab.txt")
    settings = {
        "decoding": DECODING,
        "start": [round(v, 5) for v in network.start.tolist()],
        "transitions": [[round(v, 5) for v in row] for row in network.scores().tolist()],
    }
    (out / "config.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    return out


def blend(checkpoints: Sequence[Path], out: Path) -> Path:
    """Write the mean of the weights of several checkpoints of one run, such as its last passes."""
    states = [torch.load(path, weights_only=True) for path in checkpoints]
    torch.save({name: sum(state[name] for state in states) / len(states) for name in states[0]}, out)
    return out


def _write_encoder(network: Network, folder: Path) -> Path:
    path = folder / "wide-encoder.onnx"
    sample = (torch.ones(1, 12, dtype=torch.long), torch.zeros(4, 1, 12, dtype=torch.long), torch.arange(1, 9))
    torch.onnx.export(
        _Encode(network),
        sample,
        str(path),
        input_names=["pieces", "features", "rows"],
        output_names=["vectors", "cue"],
        dynamic_axes={"pieces": {1: "length"}, "features": {2: "length"}, "rows": {0: "words"}},
        opset_version=17,
        dynamo=False,
    )
    return path


def _write_roles(network: Network, folder: Path) -> Path:
    path = folder / "wide-roles.onnx"
    hidden = network.shape.hidden
    places = torch.zeros(2, 8, dtype=torch.long)
    torch.onnx.export(
        _Label(network),
        (torch.randn(8, hidden), torch.arange(2), places, places),
        str(path),
        input_names=["vectors", "heads", "bucket", "steps"],
        output_names=["tags", "hedges", "types", "child", "parent"],
        dynamic_axes={
            "vectors": {0: "words"},
            "heads": {0: "cues"},
            "bucket": {0: "cues", 1: "words"},
            "steps": {0: "cues", 1: "words"},
        },
        opset_version=17,
        dynamo=False,
    )
    return path


def _quantise(source: Path, target: Path) -> None:
    """Turn weights into 8 bits per channel; activations are scaled as they come."""
    prepared = source.with_suffix(".prepared.onnx")
    quant_pre_process(source, prepared, skip_symbolic_shape=True)
    quantize_dynamic(prepared, target, weight_type=QuantType.QInt8, per_channel=True)
    onnx.checker.check_model(str(target))
