"""What the network is fitted to: the parts of the loss of one batch of windows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from allegedly.attribute.neural.windows import Ints
from allegedly.train.data import LABELS, UNKNOWN, Example
from allegedly.train.network import Network, chain_loss

# Batches are padded to multiples of this, so that few shapes occur and compiled kernels are used again.
PAD = 32
# Weights of the parts of the loss, each a mean per attribution.
ROLE_SHARE, HEDGE_SHARE, TYPE_SHARE, PARENT_SHARE = 0.3, 0.3, 0.5, 0.3


def collate(group: Sequence[Example]) -> tuple[Tensor, ...]:
    """Pad windows: pieces, features, attention mask, rows of first pieces, and the mask of words."""
    length = _padded(max(len(e.window.pieces) for e in group))
    words = _padded(max(len(e.window.rows) for e in group))
    pieces = np.zeros((len(group), length), dtype=np.int64)
    features = np.zeros((4, len(group), length), dtype=np.int64)
    mask = np.full((len(group), 1, 1, length), -1e4, dtype=np.float32)
    rows = np.zeros((len(group), words), dtype=np.int64)
    there = np.zeros((len(group), words), dtype=np.float32)
    for n, example in enumerate(group):
        size = len(example.window.pieces)
        pieces[n, :size] = example.window.pieces
        features[:, n, :size] = example.window.features
        mask[n, :, :, :size] = 0
        rows[n, : len(example.window.rows)] = example.window.rows
        there[n, : len(example.window.rows)] = 1
    return tuple(torch.from_numpy(a) for a in (pieces, features, mask, rows, there))


def _padded(size: int) -> int:
    return -(-size // PAD) * PAD


def losses(network: Network, group: Sequence[Example]) -> dict[str, Tensor]:
    """The parts of the loss of a batch, each weighted and per attribution; run ``network`` in the precision it is in."""
    pieces, features, mask, rows, there = collate(group)
    words, cue = network.words(pieces, features, mask, rows)
    wide = rows.shape[1]
    gold, weight = _stack(group, "head_gold", wide).float(), _stack(group, "head_weight", wide).float() * there
    count = max(1.0, float(gold.sum()))
    found = functional.binary_cross_entropy_with_logits(cue.float(), gold, weight=weight, reduction="sum") / count
    parts = {"cue": found}
    if not any(len(e.heads) for e in group):
        return parts
    owner = torch.tensor([n for n, e in enumerate(group) for _ in e.heads])
    spare = -len(owner) % (PAD // 2)
    heads = torch.from_numpy(np.concatenate([e.heads for e in group]))
    bucket, steps = _stack(group, "bucket", wide, rows=True), _stack(group, "steps", wide, rows=True)
    chosen, at = functional.pad(owner, (0, spare)), functional.pad(heads, (0, spare))
    bucket, steps = functional.pad(bucket, (0, 0, 0, spare)), functional.pad(steps, (0, 0, 0, spare))
    z, tags = network.roles(words, chosen, at, bucket, steps)
    gold_tags = _stack(group, "tags", wide, rows=True)
    tags = tags[: len(owner)].float()
    chain = chain_loss(tags, gold_tags, there[owner], network.scores().float(), network.start.float())
    parts["roles"] = ROLE_SHARE * chain.mean()
    known = torch.tensor([e.hedge_known for e in group])[owner]
    if bool(known.any()):
        parts |= _nested_losses(network, words, z[: len(owner)][known], group, count)
    return parts


def _nested_losses(
    network: Network, words: Tensor, z: Tensor, group: Sequence[Example], count: float
) -> dict[str, Tensor]:
    """Losses of hedges, labels and parents, for the windows whose marks have them."""
    chosen = [(n, e) for n, e in enumerate(group) if e.hedge_known]
    owner = torch.tensor([n for n, e in chosen for _ in e.heads])
    heads = torch.from_numpy(np.concatenate([e.heads for _, e in chosen]))
    marked = [e for _, e in chosen]
    hedges = _stack(marked, "hedges", z.shape[1], rows=True).float()
    there = torch.zeros_like(hedges)
    for row, example in zip(there, (e for e in marked for _ in e.heads), strict=True):
        row[: len(example.window.rows)] = 1
    missed = functional.binary_cross_entropy_with_logits(
        network.roles.hedges(z).float(), hedges, weight=there, reduction="sum"
    )
    labels = network.roles.labels(words[owner], words[owner, heads], z).float()
    parts = {"hedges": HEDGE_SHARE * missed / count}
    parts |= _typing_losses(labels, marked, count)
    parts["parents"] = PARENT_SHARE * _parent_loss(network, words, group) / count
    return parts


def _typing_losses(types: Tensor, group: Sequence[Example], count: float) -> dict[str, Tensor]:
    labels = torch.from_numpy(np.concatenate([e.labels for e in group]))
    parts, low = {}, 0
    for column, (name, values) in enumerate(LABELS.items()):
        scores = types[:, low : low + len(values)]
        low += len(values)
        missed = functional.cross_entropy(scores, labels[:, column], ignore_index=UNKNOWN, reduction="sum")
        parts[name] = TYPE_SHARE * missed / count
    return parts


def _parent_loss(network: Network, words: Tensor, group: Sequence[Example]) -> Tensor:
    """Cross entropy of each cue's parent among the cues of its window and none (score 0)."""
    total = torch.zeros(())
    for n, example in enumerate(group):
        if not example.hedge_known or len(example.heads) < 2:
            continue
        cues = words[n, torch.from_numpy(example.heads)]
        scores = network.roles.parents(cues, cues).float()
        scores = scores - torch.eye(len(cues)) * 1e4
        scores = torch.cat((scores, torch.zeros(len(cues), 1)), dim=1)
        gold = torch.from_numpy(np.where(example.parents == -1, len(cues), example.parents))
        total = total + functional.cross_entropy(scores, gold, ignore_index=UNKNOWN, reduction="sum")
    return total


def _stack(group: Sequence[Example], field: str, wide: int, *, rows: bool = False) -> Tensor:
    """Pad a field of every example to the same number of words; with ``rows``, concatenate its rows."""
    found: list[Ints] = [getattr(e, field) for e in group]
    if rows:
        return torch.from_numpy(np.concatenate([np.pad(a, ((0, 0), (0, wide - a.shape[1]))) for a in found]))
    return torch.from_numpy(np.stack([np.pad(a, (0, wide - len(a))) for a in found]))
