"""The network as a backend of the tagger, so that a checkpoint can be tried before it is exported."""

from __future__ import annotations

from pathlib import Path

import torch

from allegedly.attribute.neural.decode import Floats
from allegedly.attribute.neural.tagger import Scores
from allegedly.attribute.neural.windows import Ints, Window
from allegedly.train.network import Network, read_shape


class Live:
    """Runs a checkpoint with torch, window by window."""

    def __init__(self, checkpoint: Path, encoder: Path) -> None:
        self.network = Network(read_shape(encoder))
        self.network.load_state_dict(torch.load(checkpoint, weights_only=True))
        self.network.eval()
        self.transitions: Floats = self.network.scores().detach().numpy()
        self.start: Floats = self.network.start.detach().numpy()

    @torch.no_grad()
    def encode(self, window: Window) -> tuple[Floats, Floats]:
        """Return one vector and one cue score a word."""
        pieces = torch.from_numpy(window.pieces)[None]
        features = torch.from_numpy(window.features)[:, None]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            words, cue = self.network.words(pieces, features, torch.zeros(1), torch.from_numpy(window.rows)[None])
        return words[0].float().numpy(), cue[0].float().numpy()

    @torch.no_grad()
    def label(self, vectors: Floats, heads: Ints, bucket: Ints, steps: Ints) -> Scores:
        """Return the scores of every word towards each cue head."""
        words, at, roles = torch.from_numpy(vectors)[None], torch.from_numpy(heads), self.network.roles
        cues = words[0, at]
        z, tags = roles(words, torch.zeros_like(at), at, torch.from_numpy(bucket), torch.from_numpy(steps))
        parts = (tags, roles.hedges(z), roles.labels(words, cues, z), roles.parents(cues, cues))
        return Scores(*(part.numpy() for part in parts))
