"""Which articles of a case an article cites: of each outlet that it names, the one that tells most of the same."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple
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
        return self.cited([document], words).get(document, ())

    def cited(self, documents: Iterable[str], words: Mapping[str, Words]) -> dict[str, tuple[str, ...]]:
        """Return the articles that some articles cite, as ``of`` does for one; those that cite none are left out.

        An article is laid beside all of an outlet at once: in a large pile an outlet has thousands in the weeks before it.
        """
        posted: dict[str, _Posted] = {}
        found: dict[str, tuple[str, ...]] = {}
        for document in sorted({one for one in documents if one in words and one in self._articles}):
            best: set[str] = set()
            for key, meant in self._candidates(self._articles[document]):
                if key not in posted:
                    posted[key] = _Posted(words.get(one) for _, one in self._published[key])
                place = posted[key].nearest(words[document], meant)
                best.update([self._published[key][place][1]] if place is not None else [])
            if best:
                found[document] = tuple(sorted(best))
        return found

    def candidates(self, documents: Iterable[str]) -> set[str]:
        """Return the articles that some articles may cite, and these: whose words are needed."""
        held = {document for document in documents if document in self._articles}
        found = set(held)
        for document in held:
            for key, meant in self._candidates(self._articles[document]):
                found.update(one for _, one in self._published[key][meant.first : meant.last])
        return found

    def _candidates(self, here: CitingArticle) -> Iterator[tuple[str, _Meant]]:
        """Yield the outlets that an article names, and which of their articles, in the order of publication, it may mean."""
        for key in sorted(self._publishers.named(here)):
            dated = self._published.get(key, [])
            if here.published is None:
                meant = _Meant(0, len(dated), ())
            else:
                day = here.published[:_DAY]
                first = bisect_left(dated, (days_before(here.published), ""))
                last = bisect_right(dated, (day + "~", ""))
                # What came out on an earlier day is not later, whatever the hours say.
                same_day = range(max(first, bisect_left(dated, (day, ""))), last)
                later = (place for place in same_day if is_before(here.published, dated[place][0] or None))
                meant = _Meant(first, last, tuple(later))
            if meant.last - meant.first > len(meant.later):
                yield key, meant


class _Meant(NamedTuple):
    """Places of articles among those of an outlet: from ``first`` to before ``last``, but for some that are ``later``."""

    first: int
    last: int
    later: tuple[int, ...]


class _Posted:
    """The words of the articles of one outlet, by word and place: hundreds of articles are looked through at once."""

    def __init__(self, words: Iterable[Words | None]) -> None:
        codes = [
            held.astype(np.uint64) << _PLACES | np.uint64(place) for place, held in enumerate(words) if held is not None
        ]
        self._codes = np.sort(np.concatenate([np.zeros(0, np.uint64), *codes]))

    def nearest(self, ours: Words, meant: _Meant) -> int | None:
        """Return the place of the article that has most words in common with one, of equals the latest; None if SHARED have none."""
        words = ours.astype(np.uint64) << _PLACES
        begins = np.searchsorted(self._codes, words | np.uint64(meant.first))
        lengths = np.searchsorted(self._codes, words | np.uint64(meant.last)) - begins
        ends = np.cumsum(lengths)
        rows = np.repeat(begins - (ends - lengths), lengths) + np.arange(ends[-1] if len(ends) else 0)
        places = (self._codes[rows] & _PLACE).astype(np.int64) - meant.first
        counts = np.bincount(places, minlength=meant.last - meant.first)
        counts[[place - meant.first for place in meant.later]] = 0
        best = len(counts) - 1 - int(np.argmax(counts[::-1]))
        return meant.first + best if counts[best] >= SHARED else None


# A word and the place of an article in one number.
_PLACES: Final = np.uint64(32)
_PLACE: Final = np.uint64((1 << 32) - 1)


def days_before(published: str | None) -> str:
    """Return the day (ISO 8601) from which on an article may be meant by one of this time of publication; empty: from any."""
    try:
        day = date.fromisoformat((published or "")[:_DAY])
    except ValueError:
        return ""
    return (day - timedelta(days=LAST_DAYS)).isoformat()
