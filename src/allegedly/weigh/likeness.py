"""How much two tellings are alike by their words: whether one may be what became of the other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from allegedly.lexicon import load_table
from allegedly.records import Document
from allegedly.weigh.identity import fold
from allegedly.weigh.tellings import Telling, sentences_of

# Words are the same from five letters on ("shelled", "shelling"; "Orvel", "Orvelian").
STEM: Final = 5
# What an article that does not tell an allegation has nearest to it may be what became of it if the two share so much of
# the content words of the shorter, and at least so many words.
NEAR: Final = 0.3
FEWEST: Final = 3


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("number_words") if row["class"] == "stop")


class Likeness:
    """Compares tellings by their content words: those of what is told, or of the whole sentences it stands in."""

    def __init__(self, documents: Mapping[str, Document], *, whole_sentences: bool = False) -> None:
        self._documents = documents
        self._whole_sentences = whole_sentences
        self._stems: dict[str, frozenset[str]] = {}

    def stems(self, telling: Telling) -> frozenset[str]:
        """Return the content words of a telling, each cut to its first letters."""
        known = self._stems.get(telling.claim.id)
        if known is None:
            words = fold(self._words(telling))
            known = frozenset(word[:STEM] for word in words if word not in _stop_words())
            self._stems[telling.claim.id] = known
        return known

    def of(self, one: Telling, other: Telling) -> float:
        """Return the share of the shorter telling's content words that both have."""
        ours, theirs = self.stems(one), self.stems(other)
        return len(ours & theirs) / max(1, min(len(ours), len(theirs)))

    def is_near(self, one: Telling, other: Telling, fewest: int = FEWEST) -> bool:
        """Say whether one telling may be what became of the other: they share enough words, and at least ``fewest``."""
        return self.of(one, other) >= NEAR and len(self.stems(one) & self.stems(other)) >= fewest

    def _words(self, telling: Telling) -> str:
        text = self._documents[telling.document].text
        if self._whole_sentences:
            return sentences_of(telling, text)
        return " ".join(span.of(text) for span in telling.claim.content)
