"""How much two tellings are alike by their words: whether one may be what became of the other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from allegedly.lexicon import load_table
from allegedly.records import Document
from allegedly.weigh.identity import fold
from allegedly.weigh.tellings import Telling

# Words are the same from five letters on ("shelled", "shelling"; "Orvel", "Orvelian").
STEM: Final = 5
# What an article that does not tell an allegation has nearest to it may be what became of it if the two share so much of
# the content words of the shorter, and at least so many words.
NEAR: Final = 0.3
FEWEST: Final = 3
# One telling covers another if it has so much of the other's content words, and at least as many as above, one of them
# among the first: without this two sentences on one fair or one budget pass for one claim. On dev1000, with allegations
# matched by ourselves, the losses of an attribution had F1 .46 without it (88 of 290 right) and .83 with it (83 of 108).
MOST: Final = 0.5
# Who or what a sentence is of stands among so many content words at its beginning: two sentences may share all that is
# behind ("… the annual fair at short notice") and tell of two things.
SUBJECT: Final = 2


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("number_words") if row["class"] == "stop")


class Likeness:
    """Compares tellings by the content words of what is told."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._stems: dict[str, frozenset[str]] = {}

    def stems(self, telling: Telling) -> frozenset[str]:
        """Return the content words of a telling, each cut to its first letters."""
        known = self._stems.get(telling.claim.id)
        if known is None:
            known = self._stems[telling.claim.id] = frozenset(self._in_order(telling))
        return known

    def _in_order(self, telling: Telling) -> list[str]:
        return [word[:STEM] for word in fold(self._words(telling)) if word not in _stop_words()]

    def of(self, one: Telling, other: Telling) -> float:
        """Return the share of the shorter telling's content words that both have."""
        ours, theirs = self.stems(one), self.stems(other)
        return len(ours & theirs) / max(1, min(len(ours), len(theirs)))

    def covers(self, whole: Telling, other: Telling) -> bool:
        """Say whether ``other`` tells most of what ``whole`` does, in its words, and of whom or what ``whole`` begins with."""
        ours, theirs = self.stems(whole), self.stems(other)
        both = len(ours & theirs)
        return both >= FEWEST and both >= MOST * len(ours) and self.begins_alike(whole, other)

    def begins_alike(self, whole: Telling, other: Telling) -> bool:
        """Say whether ``other`` tells of what ``whole`` begins with: who or what it is of, or the deed."""
        return any(stem in self.stems(other) for stem in self._in_order(whole)[:SUBJECT])

    def is_near(self, one: Telling, other: Telling) -> bool:
        """Say whether one telling may be what became of the other: they share enough words, and at least FEWEST."""
        return self.of(one, other) >= NEAR and len(self.stems(one) & self.stems(other)) >= FEWEST

    def _words(self, telling: Telling) -> str:
        text = self._documents[telling.document].text
        return " ".join(span.of(text) for span in telling.claim.content)
