"""Lines of a scraped text that are no part of its article, by two looks at their signs."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from allegedly.clean.context import context_signs
from allegedly.clean.layout import Cut, Stretch, lines_of
from allegedly.clean.signs import line_signs, read_lines
from allegedly.clean.trees import load_trees, probability
from allegedly.clean.words import residue_weights


def residue_probabilities(text: str, lines: Sequence[Stretch]) -> NDArray[np.float32]:
    """Return for every line the probability that it is no part of the article."""
    read = read_lines(text, lines)
    if not read:
        return np.zeros(0, np.float32)
    signs = line_signs(read, [residue_weights()] * len(read))
    first = probability(load_trees("residue_first_look"), signs)
    both = np.concatenate([signs, context_signs(read, first)], axis=1)
    return probability(load_trees("residue_second_look"), both)


# The cut falls where a line is more likely residue than not.
RESIDUE = 0.5
URL_SPAM = re.compile(r"(?:\s*https?://\S+){2,}")


def find_cuts(text: str) -> list[Cut]:
    """Return the stretches of ``text`` to cut, in order."""
    lines = lines_of(text)
    probabilities = residue_probabilities(text, lines)
    cuts = []
    for line, residue in zip(lines, probabilities, strict=True):
        if residue >= RESIDUE:
            cuts.append(Cut(line.start, line.end, "residue"))
        else:
            cuts.extend(Cut(m.start(), m.end(), "injected spam") for m in URL_SPAM.finditer(text, line.start, line.end))
    return cuts


def paragraphs_of(text: str) -> list[Stretch]:
    """Return the paragraphs of ``text``: its lines, for now."""
    return lines_of(text)
