"""The articles of an allegation in time, and which of them a citation leads to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from allegedly.records import Document
from allegedly.weigh.identity import fold
from allegedly.weigh.outlets import Outlets, number_of
from allegedly.weigh.parties import is_related

# A date without a time of day may mean any moment of it.
_DAY = timedelta(days=1).total_seconds()


@dataclass(frozen=True, slots=True)
class Moment:
    """When an article came out: the earliest and the latest second that its date allows (both infinite if unknown)."""

    earliest: float
    latest: float

    @property
    def order(self) -> float:
        """The place in time; articles without a date come last."""
        return self.earliest if math.isfinite(self.earliest) else math.inf


def moment(published: str | None) -> Moment:
    """Return when something with that ISO 8601 date came out; a time without an offset is taken as UTC.

    >>> day, hour = moment("2033-04-12"), moment("2033-04-12T06:00:00Z")
    >>> day.earliest < hour.earliest == hour.latest < day.latest
    True
    """
    if not published:
        return Moment(-math.inf, math.inf)
    try:
        parsed = datetime.fromisoformat(published)
    except ValueError:
        return Moment(-math.inf, math.inf)
    start = (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()
    return Moment(start, start if "T" in published or " " in published.strip() else start + _DAY - 1)


class Articles:
    """The articles of an allegation: which outlet each is by, when it came out, and which text it is one with.

    ``order`` gives each article's place in time, its id last.
    """

    def __init__(self, documents: Iterable[Document], outlets: Outlets) -> None:
        self._documents = {document.id: document for document in documents}
        self._moments = {id_: moment(document.published) for id_, document in self._documents.items()}
        self.order: Mapping[str, tuple[float, str]] = {id_: (when.order, id_) for id_, when in self._moments.items()}
        self._outlets = outlets
        self._by_outlet: dict[str, list[str]] = {}
        self._root: Mapping[str, str] = {id_: id_ for id_ in self._documents}
        for id_ in sorted(self._documents, key=lambda id_: self.order[id_]):
            key = self.outlet_of(id_)
            if key is not None:
                self._by_outlet.setdefault(key, []).append(id_)

    def join(self, root: Mapping[str, str]) -> None:
        """Take note of which articles are one text (the ``root`` of each)."""
        self._root = root

    def root(self, document: str) -> str:
        """Return the article that ``document`` is one with."""
        return self._root[document]

    def outlet_of(self, document: str) -> str | None:
        """Return the key of the outlet of an article, None if the document names none."""
        outlet = self._documents[document].outlet
        return self._outlets.key(outlet) if outlet else None

    def by_outlet(self, key: str) -> Sequence[str]:
        """Return an outlet's articles, earliest first."""
        return self._by_outlet.get(key, ())

    def cited(self, key: str, citing: str) -> list[str]:
        """Return an outlet's articles that one citing it may mean, likeliest first: the latest not after it, else the first later.

        What the outlet wrote itself goes before what it copied, among what came out before and among what came out later; an
        article that is one text with the citing one is left out.
        """
        latest = self._moments[citing].latest
        found = [id_ for id_ in self._by_outlet.get(key, ()) if self._root[id_] != self._root[citing]]
        before = [id_ for id_ in found[::-1] if self._moments[id_].earliest <= latest]
        return sorted(before, key=self._is_copied) or sorted(found, key=self._is_copied)[:1]

    def _is_copied(self, document: str) -> bool:
        return self._root[document] != document

    def before(self, document: str, other: str) -> bool:
        """Say whether ``document`` did not come out after ``other``, as far as their dates tell."""
        return self._moments[document].earliest <= self._moments[other].latest

    def described(self, description: str, citing: str, by: str | None = None) -> list[str]:
        """Return the articles by other outlets that a description such as "a newspaper in Orrimand" stands for.

        They are earlier articles whose outlet's name fits the names in the description, or any if none does; as many
        outlets as the description speaks of, the latest first. ``by`` is the outlet that cites it where that is not the
        citing article's own ("the Post, quoting another paper").
        """
        own = {self.outlet_of(citing), by}
        earlier = [
            key
            for key in self._by_outlet
            if key not in own and (found := self.cited(key, citing)) and self.before(found[0], citing)
        ]
        names = {part for word in description.split() if word[:1].isupper() for part in fold(word)}
        fitting = [key for key in earlier if any(is_related(name, word) for name in names for word in key.split())]
        chosen = sorted(fitting or earlier, key=lambda key: self.order[self.cited(key, citing)[0]], reverse=True)
        number = number_of(description)
        return [self.cited(key, citing)[0] for key in (chosen if number is None else chosen[:number])]
