"""What of a scraped text is no part of its article: spam within lines first, then whole lines by two looks at their signs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from allegedly.clean.context import context_signs
from allegedly.clean.inline import spam_in
from allegedly.clean.layout import Cut, Stretch, keep, lines_of, trim
from allegedly.clean.signs import Line, line_signs, read_lines, surroundings_of
from allegedly.clean.trees import load_trees, probability
from allegedly.clean.words import residue_weights

# The cut falls where a line is more likely residue than not.
RESIDUE = 0.5


def residue_probabilities(read: Sequence[Line]) -> NDArray[np.float32]:
    """Return for every line the probability that it is no part of the article."""
    if not read:
        return np.zeros(0, np.float32)
    signs = line_signs(read, [residue_weights()] * len(read))
    first = probability(load_trees("residue_first_look"), signs)
    both = np.concatenate([signs, context_signs(read, first)], axis=1)
    return probability(load_trees("residue_second_look"), both)


def find_cuts(text: str) -> list[Cut]:
    """Return the stretches of ``text`` to cut, in order."""
    spans = lines_of(text)
    spam = _inline_spam(text, spans)
    left = [piece for span in spans if (piece := _what_is_left(text, span, spam))]
    probabilities = residue_probabilities(read_lines(text, left))
    cuts = [Cut(line.start, line.end, "residue") for line, odds in zip(left, probabilities, strict=True) if odds >= RESIDUE]
    return sorted([*spam, *cuts])


def _inline_spam(text: str, spans: Sequence[Stretch]) -> list[Cut]:
    lines = read_lines(text, spans)
    around = surroundings_of(lines)
    found = spam_in(lines, around, residue_weights())
    return [
        Cut(span.start + start, span.start + end, "injected spam")
        for span, stretches in zip(spans, found, strict=True)
        for start, end in stretches
    ]


def _what_is_left(text: str, span: Stretch, spam: Sequence[Cut]) -> Stretch | None:
    """Return the line without spam at its ends; spam in its middle stays inside, for the look at lines to see."""
    kept = [piece for piece in (trim(text, *stretch) for stretch in keep(span, spam)) if piece.start < piece.end]
    return Stretch(kept[0].start, kept[-1].end) if kept else None


def paragraphs_of(text: str) -> list[Stretch]:
    """Return the paragraphs of ``text``: its lines, for now."""
    return lines_of(text)
