"""The network: an encoder, a cue detector, and a role labeller conditioned on one cue at a time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple, cast

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from allegedly.attribute.neural.decode import TAGS, legal_transitions
from allegedly.errors import ModelError
from allegedly.train.data import LABELS

CASES, QUOTES, BREAKS, STYLE_COUNT = 5, 3, 3, 3
BUCKETS, STEPS = 25, 35


class Shape(NamedTuple):
    """Sizes of the network."""

    vocabulary: int = 30522
    hidden: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    role: int = 128
    dropout: float = 0.1


class Layer(nn.Module):
    """One transformer layer of the BERT kind."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query_key_value = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.output = nn.Linear(shape.hidden, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.widen = nn.Linear(shape.hidden, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.hidden)
        self.final = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Attend and transform; ``mask`` is added to the attention scores."""
        batch, length, size = x.shape
        parts = self.query_key_value(x).view(batch, length, 3, self.heads, size // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        scores = query @ key.transpose(-1, -2) / (size // self.heads) ** 0.5 + mask
        mixed = (scores.softmax(-1).to(value.dtype) @ value).transpose(1, 2).reshape(batch, length, size)
        x = self.norm(x + self.drop(self.output(mixed)))
        return cast("Tensor", self.final(x + self.drop(self.narrow(functional.gelu(self.widen(x))))))


class Encoder(nn.Module):
    """Word pieces and their features to one vector per word."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.piece = nn.Embedding(shape.vocabulary, shape.hidden)
        self.position = nn.Embedding(shape.positions, shape.hidden)
        tables = [nn.Embedding(n, shape.hidden) for n in (CASES, QUOTES, BREAKS, STYLE_COUNT)]
        for table in tables:
            nn.init.zeros_(table.weight)
        self.extra = nn.ModuleList(tables)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Encode (batch, length) pieces with (4, batch, length) features."""
        x = self.piece(pieces) + self.position.weight[: pieces.shape[1]]
        for table, column in zip(self.extra, features, strict=True):
            x = x + table(column)
        x = self.drop(self.norm(x))
        mask = mask.to(x.dtype)
        for layer in self.layers:
            x = layer(x, mask)
        return cast("Tensor", x)


class Mixer(nn.Module):
    """Let each word see its neighbours, conditioned on the cue: one matrix, its outputs shifted."""

    def __init__(self, size: int, step: int) -> None:
        super().__init__()
        self.step = step
        self.mix = nn.Linear(size, 3 * size, bias=False)
        self.bias = nn.Parameter(torch.zeros(size))
        self.norm = nn.LayerNorm(size)

    def forward(self, z: Tensor) -> Tensor:
        """Mix (cues, words, size)."""
        left, middle, right = self.mix(z).chunk(3, dim=-1)
        mixed = functional.gelu(self.bias + middle + self._moved(left, 1) + self._moved(right, -1))
        return cast("Tensor", self.norm(z + mixed))

    def _moved(self, z: Tensor, sign: int) -> Tensor:
        """Move every word forward (1) or back (-1) by the step, with nothing at the border."""
        ahead, behind = (self.step, 0) if sign > 0 else (0, self.step)
        words = z.shape[1]
        return functional.pad(z, (0, 0, ahead, behind))[:, behind : behind + words]


class Roles(nn.Module):
    """Label every word of a window with its role towards one cue, and type the attribution."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        size = shape.role
        self.word = nn.Linear(shape.hidden, 2 * size)
        self.cue = nn.Linear(shape.hidden, 2 * size)
        self.joint = nn.Linear(size, size)
        self.bucket = nn.Embedding(BUCKETS, size)
        self.steps = nn.Embedding(STEPS, size)
        self.norm = nn.LayerNorm(size)
        self.mixers = nn.ModuleList(Mixer(size, step) for step in (1, 3))
        self.tags = nn.Linear(size, len(TAGS))
        self.hedge = nn.Linear(size, 1)
        self.pooled = nn.Linear(shape.hidden * 3 + size * 3, size)
        self.types = nn.Linear(size, sum(len(v) for v in LABELS.values()))
        self.child = nn.Linear(shape.hidden, size)
        self.parent = nn.Linear(shape.hidden, size)
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, words: Tensor, owner: Tensor, at: Tensor, bucket: Tensor, steps: Tensor) -> tuple[Tensor, Tensor]:
        """Describe every word's bearing on each cue, and score its role.

        ``words`` is (windows, words, hidden); cue number n is word ``at[n]`` of window ``owner[n]``.
        """
        add, gate = self.word(words)[owner].chunk(2, dim=-1)
        cue_add, cue_gate = self.cue(words[owner, at]).unsqueeze(1).chunk(2, dim=-1)
        z = add + cue_add + self.joint(gate * cue_gate) + self.bucket(bucket) + self.steps(steps)
        z = self.drop(functional.gelu(self.norm(z)))
        for mixer in self.mixers:
            z = mixer(z)
        return z, self.tags(z)

    def hedges(self, z: Tensor) -> Tensor:
        """Score every word as a hedge of each cue's attribution."""
        return cast("Tensor", self.hedge(z).squeeze(-1))

    def labels(self, words: Tensor, cue: Tensor, z: Tensor) -> Tensor:
        """Score the labels of each attribution from its cue and from the words that look like its parts."""
        share = self.tags(z).detach().float().softmax(-1)
        source = share[..., 1] + share[..., 2]
        content = share[..., 5] + share[..., 6]
        weights = torch.stack((source, content, self.hedges(z).detach().float().sigmoid()), dim=1)
        weights = (weights / (weights.sum(-1, keepdim=True) + 0.3)).to(words.dtype)
        own = (weights[:, :2] @ words).flatten(1)
        conditioned = (weights @ z).flatten(1)
        evidence = self.drop(torch.cat((cue, own, conditioned), dim=-1))
        return cast("Tensor", self.types(functional.gelu(self.pooled(evidence))))

    def parents(self, child: Tensor, parent: Tensor) -> Tensor:
        """Score each cue head of a window as the parent of each other."""
        scores = self.child(child) @ self.parent(parent).transpose(-1, -2)
        return cast("Tensor", scores / float(self.child.out_features) ** 0.5)


class Network(nn.Module):
    """Encoder, cue detector, role labeller and the transitions between role tags."""

    def __init__(self, shape: Shape | None = None) -> None:
        super().__init__()
        self.shape = shape or Shape()
        self.encoder = Encoder(self.shape)
        self.cue = nn.Sequential(
            nn.Linear(self.shape.hidden, self.shape.role), nn.GELU(), nn.Dropout(0.1), nn.Linear(self.shape.role, 1)
        )
        self.roles = Roles(self.shape)
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.start = nn.Parameter(torch.zeros(len(TAGS)))

    def words(self, pieces: Tensor, features: Tensor, mask: Tensor, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors and cue scores of the words whose first pieces are at ``rows``."""
        vectors = self.encoder(pieces, features, mask)
        words = vectors.gather(1, rows.unsqueeze(-1).expand(-1, -1, vectors.shape[-1]))
        return words, self.cue(words).squeeze(-1)

    def scores(self) -> Tensor:
        """Transition scores with the illegal ones ruled out."""
        return self.transitions + torch.from_numpy(legal_transitions())


def chain_loss(tags: Tensor, gold: Tensor, mask: Tensor, transitions: Tensor, start: Tensor) -> Tensor:
    """Negative log likelihood of each gold tag sequence under a linear-chain CRF; ``mask`` is 1 on words."""
    first = tags.gather(2, gold.unsqueeze(2)).squeeze(2) * mask
    moves = transitions[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]
    reached = first.sum(1) + moves.sum(1) + start[gold[:, 0]]
    state = tags[:, 0] + start
    lengths = mask.sum(1).long() - 1
    states = [state]
    for t in range(1, tags.shape[1]):
        state = torch.logsumexp(state.unsqueeze(2) + transitions, dim=1) + tags[:, t]
        states.append(state)
    final = torch.stack(states, dim=1)[torch.arange(len(tags)), lengths]
    return torch.logsumexp(final, dim=1) - reached


def load_encoder(network: Network, folder: Path) -> None:
    """Start the encoder from a BERT checkpoint folder (``model.safetensors``).

    Raises:
        ModelError: if the folder holds no such checkpoint, or one of another shape.
    """
    saved = load_file(part_of(folder, "model.safetensors"))
    saved = {name.removeprefix("bert."): tensor for name, tensor in saved.items()}
    encoder = network.encoder
    state = {
        "piece.weight": saved["embeddings.word_embeddings.weight"],
        "position.weight": saved["embeddings.position_embeddings.weight"]
        + saved["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": saved["embeddings.LayerNorm.weight"],
        "norm.bias": saved["embeddings.LayerNorm.bias"],
    }
    names = {"output": "attention.output.dense", "norm": "attention.output.LayerNorm"}
    names |= {"widen": "intermediate.dense", "narrow": "output.dense", "final": "output.LayerNorm"}
    for number in range(network.shape.layers):
        old, new = f"encoder.layer.{number}", f"layers.{number}"
        for part in ("weight", "bias"):
            joined = [saved[f"{old}.attention.self.{n}.{part}"] for n in ("query", "key", "value")]
            state[f"{new}.query_key_value.{part}"] = torch.cat(joined)
            for ours, theirs in names.items():
                state[f"{new}.{ours}.{part}"] = saved[f"{old}.{theirs}.{part}"]
    missing, unexpected = encoder.load_state_dict(state, strict=False)
    if unexpected or any(not name.startswith("extra") for name in missing):
        message = f"{folder} does not hold a BERT encoder of this shape: lacks {missing}, has {unexpected}"
        raise ModelError(message)


def part_of(folder: Path, name: str) -> Path:
    """Return the path of a file of an encoder.

    Raises:
        ModelError: if it is not there.
    """
    path = folder / name
    if not path.exists():
        message = f"no encoder in {folder}: it lacks {name}"
        raise ModelError(message)
    return path


def read_shape(folder: Path, *, role: int = 128) -> Shape:
    """Sizes of a BERT checkpoint folder (``config.json``).

    Raises:
        ModelError: if the folder holds none.
    """
    config = json.loads(part_of(folder, "config.json").read_text(encoding="utf-8"))
    return Shape(
        vocabulary=config["vocab_size"],
        hidden=config["hidden_size"],
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        inner=config["intermediate_size"],
        positions=config["max_position_embeddings"],
        role=role,
    )
