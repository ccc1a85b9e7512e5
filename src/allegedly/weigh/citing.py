"""Which articles of a case an article cites: of each outlet that it names, the one that tells most of the same."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from allegedly.weigh.descent import is_before
from allegedly.weigh.identity import fold
from allegedly.weigh.outlets import Outlets

# An article is the one that is cited if the two have at least so many names and rare words in common: outlets publish daily,
# and two articles on other matters share a country and a capital. F1 of all drift on the benchmark's written stories: .81 up
# to 3, .76 at 4, .71 at 6.
SHARED: Final = 2
# Words of a weight from this on are rare enough to count beside names (1 is rare, 0 a function word).
RARE: Final = 0.7
# What was published longer before an article, in days, is not what "the Orvel Post reports" is of.
LAST_DAYS: Final = 60
_DAY: Final = len("2031-01-06")
_PRESS: Final = frozenset({"channels", "dailies", "media", "newspapers", "outlets", "papers", "press", "websites"})

# The hashes of the names and rare words of an article.
Words = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class CitingArticle:
    """What finding the cited articles needs of one: names of outlets in its chains, and what its other sources are called."""

    document: str
    outlet: str | None
    published: str | None
    cited: frozenset[str]
    sources: frozenset[str]


def hashed(words: Iterable[str]) -> Words:
    """Return words as sorted numbers, each once.

    >>> hashed(["mine", "ford", "mine"]).size
    2
    """
    return np.unique(np.array([crc32(word.encode()) for word in words], np.uint32))


class Publishers:
    """The outlets of a case, and what names of outlets mean among them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)
        self._outlets = Outlets(self.names)
        self._of_place: dict[str, set[str]] = defaultdict(set)
        for name in self.names:
            for word in fold(name):
                self._of_place[word].add(self.key(name))

    def key(self, outlet: str) -> str:
        """Return the key of an outlet: one for all its names."""
        return self._outlets.key(outlet)

    def meant(self, name: str, *, as_source: bool = False) -> frozenset[str]:
        """Return the keys of the outlets that a name stands for: one, two joined by "and", or "the Orvel press" those named after Orvel.

        ``as_source`` asks what another kind of source means: an outlet by its whole name only.
        """
        if as_source:
            key = self._outlets.publisher(name, strictly=True)
            return frozenset(() if key is None else (key,))
        parts = [name, *(name.split(" and ") if " and " in name else ())]
        found = {key for part in parts if part and (key := self._outlets.publisher(part)) is not None}
        words = fold(name)
        if not found and words and words[-1] in _PRESS:
            found = {key for word in words[:-1] for key in self._of_place.get(word, ())}
        return frozenset(found)

    def named(self, article: CitingArticle) -> frozenset[str]:
        """Return the keys of the outlets that an article names, its own left out."""
        named = {key for name in article.cited for key in self.meant(name)}
        named |= {key for name in article.sources for key in self.meant(name, as_source=True)}
        return frozenset(named - ({self.key(article.outlet)} if article.outlet else set()))


class Citations:
    """Who cites whom among articles of a case; their order changes nothing.

    ``publishers`` are the outlets of the whole case where these are only some of its articles.
    """

    def __init__(self, articles: Iterable[CitingArticle], publishers: Publishers | None = None) -> None:
        self._articles = {one.document: one for one in sorted(articles, key=lambda one: one.document)}
        outlets = (one.outlet for one in self._articles.values() if one.outlet)
        self._publishers = publishers or Publishers(outlets)
        self._published: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for one in self._articles.values():
            if one.outlet:
                self._published[self._publishers.key(one.outlet)].append((one.published or "", one.document))
        for found in self._published.values():
            found.sort()

    def of(self, document: str, words: Mapping[str, Words]) -> tuple[str, ...]:
        """Return the articles that one cites, at most one of each outlet, in the order of their ids.

        ``words`` holds the words of the article and of its ``candidates``.
        """
        here = self._articles.get(document)
        if here is None or document not in words:
            return ()
        best = (self._best(words[document], found, words) for found in self._candidates(here))
        return tuple(sorted({one for one in best if one is not None}))

    def candidates(self, documents: Iterable[str]) -> set[str]:
        """Return the articles that some articles may cite, and these: whose words are needed."""
        held = {document for document in documents if document in self._articles}
        cited = {one for document in held for found in self._candidates(self._articles[document]) for one in found}
        return held | cited

    def _candidates(self, here: CitingArticle) -> Iterator[list[str]]:
        """Yield for each outlet that an article names the articles that it may mean, in the order of publication."""
        for key in sorted(self._publishers.named(here)):
            dated = self._published.get(key, [])
            first = bisect_left(dated, (days_before(here.published), ""))
            last = bisect_right(dated, ((here.published or "")[:_DAY] + "~", ""))
            found = dated if here.published is None else dated[first:last]
            meant = [one for when, one in found if not is_before(here.published, when or None)]
            if meant:
                yield meant

    def _best(self, ours: Words, found: list[str], words: Mapping[str, Words]) -> str | None:
        """Return the article that has most words in common with one; the latest of equals."""
        ranks = [
            (int(np.isin(words[one], ours, assume_unique=True).sum()), number)
            for number, one in enumerate(found)
            if one in words
        ]
        shared, number = max(ranks, default=(0, 0))
        return found[number] if shared >= SHARED else None


def days_before(published: str | None) -> str:
    """Return the day (ISO 8601) from which on an article may be meant by one of this time of publication; empty: from any."""
    try:
        day = date.fromisoformat((published or "")[:_DAY])
    except ValueError:
        return ""
    return (day - timedelta(days=LAST_DAYS)).isoformat()
