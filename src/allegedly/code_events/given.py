"""The event between two parties that are given: which trigger joins their phrases best, and its type."""

from __future__ import annotations

import re

import numpy as np

from allegedly.code_events.features import MAIN_CLAUSE, features
from allegedly.code_events.roles import phrase, roles
from allegedly.code_events.triggers import Trigger, triggers
from allegedly.code_events.types import NONE, YIELD, Weights, load_weights, yielded
from allegedly.code_events.words import Words, read
from allegedly.records import Parsed
from allegedly.vocab import EventType

# A trigger counts by its odds of telling of an event times the square of 1, of this much for each given phrase that its
# roles cover (half for the recipient), and of this much where it is its sentence's main clause. Of .5, 1, 2, 4 and of 0, .5, 1
# these did best or second best in three five-fold runs over the dev sentences; all lay within .01 of one another.
SHARE_OF_ROLES = 1.0
SHARE_OF_MAIN_CLAUSE = 0.5


def type_between(parsed: Parsed, actor: str, recipient: str, *, weights: Weights | None = None) -> EventType | None:
    """Return the type of what ``actor`` does to ``recipient`` in a sentence; None where no word tells of an event."""
    held = weights or load_weights()
    none = held.labels.index(NONE)
    total = np.zeros(len(held.labels))
    best: tuple[float, Words, Trigger] | None = None
    for paragraph in parsed.paragraphs:
        words = read(paragraph.doc)
        for trigger in triggers(words):
            seen = features(words, trigger)
            given = held.probabilities(seen).astype(np.float64)
            is_event = 1 - given[none]
            sides = roles(words, trigger)
            cover = _cover(words, sides.actors, actor) + 0.5 * _cover(words, sides.recipients, recipient)
            stands = SHARE_OF_MAIN_CLAUSE * (MAIN_CLAUSE in seen.names)
            share = float(is_event) * (1 + SHARE_OF_ROLES * cover + stands) ** 2
            given[none] = 0
            total += share * given / max(is_event, 1e-9)
            if best is None or share > best[0]:
                best = (share, words, trigger)
    if best is None:
        return None
    label = held.labels[int(np.argmax(total))]
    return yielded(best[1], best[2]) if label == YIELD else EventType(label)


def _cover(words: Words, heads: tuple[int, ...], given: str) -> float:
    """Return the best overlap (F1 of words) between the phrases of some heads and a given phrase."""
    wanted = _tokens(given)
    best = 0.0
    for head in heads:
        start, end = phrase(words, head)
        ours = _tokens(words.doc[start:end].text)
        if ours and wanted:
            best = max(best, 2 * len(ours & wanted) / (len(ours) + len(wanted)))
    return best


def _tokens(text: str) -> set[str]:
    return set(re.findall(r"\w{2,}", text.lower())) - {"the", "of", "and", "an"}
