"""When a sentence is another one with some words changed, in texts of which one is a copy of the other."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Final

from allegedly.weigh.identity import Words

# A sentence of a copy may be the other text's with changes if so much of the copy is the other text's. Texts that have a
# passage or two in common put one matter alike without either having it from the other: in written copies the share was .60
# or more; of sentences thought to be edited that had less on dev1000, two in three were no drift.
MOSTLY_COPIED: Final = 0.55
# Two sentences of such texts are one, edited, if so much of their words stand in the same order (twice those in common over
# those of both). In fifteen written copies all pairs of sentences above .6 were, and none lay between .4 and .6 but headlines.
EDITED: Final = 0.6
# A sentence of fewer words is like others by chance ("She said no.").
SHORTEST: Final = 5


def alike(one: Words, other: Words, least: float = 0.0) -> float:
    """Return the share of the words of two sentences that both have in the same order; 0.0 where it is surely below ``least``.

    >>> round(alike(("twelve", "boxes", "were", "taken"), ("thirty", "boxes", "were", "taken", "away")), 2)
    0.67
    """
    if 2 * min(len(one), len(other)) < least * (len(one) + len(other)):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def is_edited(one: Words, other: Words) -> bool:
    """Say whether one of two sentences, of texts of which one copies the other, is the other with some words changed."""
    return min(len(one), len(other)) >= SHORTEST and alike(one, other, EDITED) >= EDITED
