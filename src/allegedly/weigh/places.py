"""The articles of an allegation and the outlets without one, and which of them each line of sourcing leads through."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from allegedly.vocab import NodeKind
from allegedly.weigh.articles import Articles
from allegedly.weigh.contraction import Contraction
from allegedly.weigh.group import Group
from allegedly.weigh.outlets import Outlets, is_generic
from allegedly.weigh.sources import Source
from allegedly.weigh.sourcing import Line, Step


@dataclass(slots=True, eq=False)
class Place:
    """An article or an outlet without one: the sources met there, and the ids of the places that it cites."""

    id: str
    kind: NodeKind
    name: str | None
    outlet: str | None
    documents: set[str] = field(default_factory=set)
    sources: list[Source] = field(default_factory=list)
    cites: dict[str, None] = field(default_factory=dict)


class Places:
    """All places of an allegation; ``is_self_citing`` says whether some outlet cites an earlier report of its own."""

    def __init__(self, group: Group, articles: Articles, outlets: Outlets) -> None:
        self._group = group
        self._articles = articles
        self._outlets = outlets
        self._places: dict[str, Place] = {}
        self.is_self_citing = False

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places.values())

    def find(self, id_: str) -> Place | None:
        """Return the place of that id, None if it is a source's."""
        return self._places.get(id_)

    def article(self, document: str) -> Place:
        """Return the place of an article: that of the text it is one with."""
        root = self._articles.root(document)
        id_ = f"article {root}"
        if id_ not in self._places:
            outlet = self._group.documents[root].outlet
            self._places[id_] = Place(id_, NodeKind.ARTICLE, outlet, self._articles.outlet_of(root))
        self._places[id_].documents.add(document)
        return self._places[id_]

    def _external(self, name: str) -> Place:
        """Return the place of an outlet without an article, under the fullest of its names."""
        key = self._outlets.external(name)
        place = self._places.setdefault(f"outlet {key}", Place(f"outlet {key}", NodeKind.EXTERNAL, name, key))
        place.name = min(place.name or name, name, key=lambda n: (-len(n), n))
        return place

    def route(self, document: str, line: Line, contraction: Contraction) -> list[list[Place]]:
        """Return for each step of a line the places that it leads to: those of an outlet, none of a source.

        What each place cites is noted on the way; a line that stands in an earlier article word for word cites that.
        """
        here = self.article(document)
        self.is_self_citing = self.is_self_citing or line.is_self_citing
        copied = contraction.shared.get((document, line.claim.id))
        if copied is not None:
            here.cites[self.article(copied).id] = None
            return [[] for _ in line.steps]
        route: list[list[Place]] = []
        for step in line.steps:
            found = self._resolve(document, step, here) if step.kind is NodeKind.EXTERNAL else []
            if found and route and len(route[-1]) > 1 and "other" in step.words.casefold().split():
                found = [place for place in route[-1] if place is not here]  # "each quoting the other"
            route.append(found)
            here.cites.update({place.id: None for place in found if place is not here})
            here = found[0] if found else here
        return route

    def _resolve(self, citing: str, step: Step, here: Place) -> list[Place]:
        """Return the places that an outlet cited ``here`` leads to: its article on the claim, or itself if it has none."""
        side_by_side = self._outlets.publishers(step.name)
        if side_by_side:
            return [place for one in side_by_side for place in self._resolve_key(citing, one)]
        key = self._outlets.publisher(step.name)
        if key is None and (is_generic(step.words) or is_generic(step.name)):
            described = step.words if is_generic(step.words) else step.name
            found = self._articles.described(described, citing, here.outlet)
            if found:
                return [self.article(document) for document in found]
        if key is None:
            return [self._external(step.name)]
        return self._resolve_key(citing, key)

    def _resolve_key(self, citing: str, key: str) -> list[Place]:
        """Return the place that a citation of one publisher leads to; none if it is the citing one with nothing earlier."""
        cited = self._articles.cited(key, citing)
        if key != self._articles.outlet_of(citing):
            return [self.article(cited[0] if cited else citing)]
        order = self._articles.order
        earlier = [document for document in cited if order[document] < order[citing]]
        self.is_self_citing = self.is_self_citing or bool(earlier)
        return [self.article(earlier[0])] if earlier else []

    def cited_outlet(self, step: Step, found: Sequence[Place]) -> str | None:
        """Return the outlet that a step names: a publisher here, or that of the place that it leads to."""
        return self._outlets.publisher(step.name) or (found[0].outlet if found else None)

    def of_outlet(self, key: str | None) -> list[Place]:
        """Return the articles of an outlet, earliest first."""
        return [self.article(document) for document in self._articles.by_outlet(key)] if key else []

    def reach(self, place: Place, key: str | None) -> Iterator[Place]:
        """Yield a place and those that it cites, directly or not, the nearest first; then the outlet's other articles with sources.

        What those others cite is left out: an article that only relays would else tell apart sources that were taken for one.
        """
        seen = {place.id}
        queue = deque([place])
        yield from self._follow(queue, seen)
        yield from (other for other in self.of_outlet(key) if other.id not in seen and other.sources)

    def _follow(self, queue: deque[Place], seen: set[str]) -> Iterator[Place]:
        while queue:
            here = queue.popleft()
            yield here
            for id_ in here.cites:
                if id_ not in seen:
                    seen.add(id_)
                    queue.append(self._places[id_])
