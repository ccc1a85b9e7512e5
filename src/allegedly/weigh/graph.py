"""The provenance graph in the making: lines of sourcing laid over one another, and what the text leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import msgspec

from allegedly.records import Spans
from allegedly.records.allegations import Reliance
from allegedly.vocab import Certainty, NodeKind
from allegedly.weigh.articles import Articles
from allegedly.weigh.contraction import Contraction
from allegedly.weigh.group import Group
from allegedly.weigh.named import NamedSources
from allegedly.weigh.outlets import Outlets
from allegedly.weigh.parties import GOVERNMENT, Party
from allegedly.weigh.places import Place, Places
from allegedly.weigh.silent import find_silent
from allegedly.weigh.source_reader import SourceReader
from allegedly.weigh.sources import (
    Source,
    find_certain,
    find_office,
    find_possible,
    find_vague,
    inherited,
    is_place,
    perhaps_inherited,
    same_within,
)
from allegedly.weigh.sourcing import Line, Step, quoted_words

_FIRST_HAND = frozenset({NodeKind.NAMED, NodeKind.DOCUMENT, NodeKind.UNNAMED})
_Route = list[list[Place]]


class Graph:
    """Who relies on whom for an allegation: places, sources by the ids of their nodes, and reliances."""

    def __init__(self, group: Group, articles: Articles, outlets: Outlets) -> None:
        self.places = Places(group, articles, outlets)
        self.sources: dict[str, Source] = {}
        self._reliances: dict[tuple[str, str, Certainty, bool], Reliance] = {}
        self._group = group
        self._articles = articles
        self._outlets = outlets

    @property
    def reliances(self) -> tuple[Reliance, ...]:
        """The reliances, sorted."""
        return tuple(sorted(self._reliances.values(), key=lambda r: (r.node, r.on, r.certainty, r.is_merge)))

    def build(self, lines: Mapping[str, Sequence[Line]], contraction: Contraction) -> None:
        """Build the graph from the lines of each document, given earliest first.

        Sources that articles met themselves come before those that are told of through an outlet, so that the latter can
        be found among the former.
        """
        for id_ in lines:
            self.places.article(id_)
        kept = [(id_, line) for id_ in _tellers(lines, contraction) for line in lines[id_]]
        routes = [self.places.route(id_, line, contraction) for id_, line in kept]
        reader = SourceReader(self._group, kept)
        read = {
            (id_, step): reader.read(id_, step, self.places.article(id_).id)
            for id_, line in kept
            for step in line.steps
            if step.kind in _FIRST_HAND
        }
        names = NamedSources(source.named for source in read.values() if source.named is not None)
        sourced = {
            self.places.article(id_).id
            for id_, line in kept
            if line.steps or (id_, line.claim.id) in contraction.shared
        }
        walker = _Walker(self, reader, names, _Known(contraction.shared, sourced))
        for (id_, line), route in zip(kept, routes, strict=True):
            walker.walk_met(id_, line, route)
        for (id_, line), route in zip(kept, routes, strict=True):
            walker.walk_relayed(id_, line, route)
        self._merge()
        self._suspect(lines)

    def byline(self, document: str) -> str | None:
        """Return the byline of a document."""
        return self._group.documents[document].byline

    def quoted(self, document: str, line: Line) -> tuple[str, ...]:
        """Return the words of a line that are given word for word, folded, if they are enough to tell."""
        return quoted_words(self._group.documents[document], line.claim)

    def add(self, reliance: Reliance) -> None:
        """Add a reliance, unless there is one between the two nodes already."""
        if reliance.node != reliance.on:
            key = (reliance.node, reliance.on, reliance.certainty, reliance.is_merge)
            self._reliances.setdefault(key, reliance)

    def perhaps_one(self, one: str, other: str, reason: str) -> None:
        """Note that two sources may be one."""
        first, second = sorted((one, other))
        self.add(Reliance(node=first, on=second, certainty=Certainty.UNCERTAIN, is_merge=True, reason=reason))

    def _merge(self) -> None:
        """Join the unnamed sources that are certainly one, and note those that may be."""
        unnamed = [source for source in self.sources.values() if source.kind is NodeKind.UNNAMED]
        into = {source.id: source.id for source in unnamed}

        def lead(id_: str) -> str:
            while into[id_] != id_:
                id_ = into[id_]
            return id_

        for one, other, _ in find_certain(unnamed):
            first, second = sorted((lead(one.id), lead(other.id)), key=self._rank)
            into[second] = first
        for source in unnamed:
            home = self.sources[lead(source.id)]
            if home is not source:
                home.take(source)
                del self.sources[source.id]
        self._redirect({id_: lead(id_) for id_ in into})
        left = [source for source in unnamed if source.id in self.sources]
        named = [source for source in self.sources.values() if source.kind is NodeKind.NAMED]
        texts = [self._group.documents[document].text for document in sorted(self._group.documents)]
        for source in named:
            if is_place(source, texts):
                source.is_place, source.party = True, Party(GOVERNMENT)
        for one, other, reason in (*find_possible(left, named), *find_vague((*named, *left)), *find_office(named)):
            self.add(Reliance(node=one.id, on=other.id, certainty=Certainty.UNCERTAIN, is_merge=True, reason=reason))

    def _rank(self, id_: str) -> tuple[tuple[float, str], str]:
        """Return the place of a source in time: that of the first article that speaks of it."""
        return min(self._articles.order[document] for document in self.sources[id_].documents), id_

    def _redirect(self, into: Mapping[str, str]) -> None:
        """Point the reliances at the nodes that theirs were merged into."""
        old, self._reliances = list(self._reliances.values()), {}
        for reliance in old:
            node, on = into.get(reliance.node, reliance.node), into.get(reliance.on, reliance.on)
            self.add(msgspec.structs.replace(reliance, node=node, on=on))

    def _suspect(self, lines: Mapping[str, Sequence[Line]]) -> None:
        """Note the silent dependence of unsourced articles on earlier ones, where it would close no circle."""
        leading = {reliance.node for reliance in self._reliances.values()}
        bare = [place for place in self.places if place.kind is NodeKind.ARTICLE and place.id not in leading]
        documents = sorted(document for place in bare for document in place.documents)
        found = find_silent(self._group, self._articles, self._outlets, lines, documents)
        for document, other, certainty, reason in found:
            node, on = self.places.article(document).id, self.places.article(other).id
            if on not in self._dependents(node):
                self.add(Reliance(node=node, on=on, certainty=certainty, document=document, reason=reason))

    def _dependents(self, node: str) -> set[str]:
        """Return a node and those that rely on it, directly or not."""
        relying: dict[str, list[str]] = {}
        for one, on, _, is_merge in self._reliances:
            if not is_merge:
                relying.setdefault(on, []).append(one)
        found, work = {node}, [node]
        while work:
            for one in relying.get(work.pop(), ()):
                if one not in found:
                    found.add(one)
                    work.append(one)
        return found


def _tellers(lines: Mapping[str, Sequence[Line]], contraction: Contraction) -> list[str]:
    """Return one article for each text: the one that it goes by, or a copy that tells more of the allegation.

    Where some lines of a copy are known to be from an earlier article, it goes before equals of which that is not known.
    """
    best: dict[str, tuple[int, int, bool, int, str]] = {}
    for number, (id_, held) in enumerate(lines.items()):
        shared = sum((id_, line.claim.id) in contraction.shared for line in held)
        root = contraction.root[id_]
        rank = (-len(held), -shared, id_ != root, number, id_)
        best[root] = min(best.get(root, rank), rank)
    return [rank[-1] for rank in sorted(best.values(), key=lambda rank: rank[-2])]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the articles before their lines are followed.

    ``shared`` gives the earlier article in which a claim of a document stands word for word; ``sourced`` are the places
    whose own words name somebody.
    """

    shared: Mapping[tuple[str, str], str]
    sourced: Set[str]


class _Walker:
    """Follows lines of sourcing and adds what they say to the graph."""

    def __init__(self, graph: Graph, reader: SourceReader, names: NamedSources, known: _Known) -> None:
        self._graph = graph
        self._reader = reader
        self._names = names
        self._known = known

    def walk_met(self, document: str, line: Line, route: _Route) -> None:
        """Note the sources that an article met itself: those before any outlet in the line."""
        place = self._graph.places.article(document)
        before = place.id
        if (document, line.claim.id) in self._known.shared:
            return
        for step, _ in zip(line.steps, route, strict=True):
            if step.kind is NodeKind.EXTERNAL:
                return
            source = self._register(self._reader.read(document, step, place.id), place)
            source.documents.add(document)
            source.byline = source.byline or self._graph.byline(document)
            words = self._graph.quoted(document, line) if step is line.steps[-1] else ()
            source.quotations |= {words} if words else set()
            self._rely([before], source.id, line, step)
            before = source.id

    def walk_relayed(self, document: str, line: Line, route: _Route) -> None:
        """Follow a line from its first outlet inwards; sources behind an outlet are its articles' own if they fit.

        A line that stands in an earlier article word for word leads there, and is followed from there.
        """
        place = self._graph.places.article(document)
        before, has_left, outlet = [place.id], False, place.outlet
        copied = self._known.shared.get((document, line.claim.id))
        if copied is not None:
            self._copy(place.id, self._graph.places.article(copied).id, line)
            return
        for step, found in zip(line.steps, route, strict=True):
            if step.kind is NodeKind.EXTERNAL:
                has_left = True
                for target in found:
                    self._rely(before, target.id, line, step)
                place = found[0] if found else place
                outlet = self._graph.places.cited_outlet(step, found)
                before = [place.id, *self._unsourced(place, outlet)] if found else before
                continue
            source = self._reader.read(document, step, place.id)
            known = self._inherit(source, place, outlet) if has_left else self._register(source, place)
            known.documents.add(document)
            self._rely(before, known.id, line, step)
            before = [known.id]

    def _unsourced(self, place: Place, outlet: str | None) -> list[str]:
        """Return the outlet's other articles that name nobody; what a relay says of the outlet's source holds for them, too."""
        others = self._graph.places.of_outlet(outlet) if place.kind is NodeKind.ARTICLE else []
        return [other.id for other in others if other is not place and other.id not in self._known.sourced]

    def _inherit(self, source: Source, place: Place, outlet: str | None) -> Source:
        """Return the source of the relayed place, or of one it cites, that a relay's words stand for.

        Whom an article named goes before whom the words may mean as well.
        """
        known = self._graph.sources.get(self._names.key(source.named)) if source.named is not None else None
        if known is not None:
            return self._register(source, place)
        for here in self._graph.places.reach(place, outlet):
            known = inherited(source, here.sources)
            if known is not None:
                return known
        near = (perhaps_inherited(source, here.sources) for here in self._graph.places.reach(place, outlet))
        perhaps = next((one for one in near if one is not None), None)
        known = self._register(source, place)
        if perhaps is not None and perhaps is not known:
            self._graph.perhaps_one(perhaps.id, known.id, "the relay may mean it")
        return known

    def _register(self, source: Source, place: Place) -> Source:
        """Return the source of this place that ``source`` is one with, or ``source`` itself, now known."""
        if source.kind is NodeKind.OWN_REPORTING:
            source.id = f"own {place.id}"
        elif source.named is not None:
            source.id = self._names.key(source.named)
        else:
            twin = next((held for held in place.sources if same_within(held, source)), None)
            source.id = twin.id if twin else f"unnamed {source.description.key} in {place.id}"
        known = self._graph.sources.setdefault(source.id, source)
        known.take(source)
        known.outlet = known.outlet or place.outlet
        if known not in place.sources:
            place.sources.append(known)
        return known

    def _rely(self, nodes: Iterable[str], on: str, line: Line, step: Step) -> None:
        for node in nodes:
            self._state(node, on, line, step.spans, f"“{' '.join(step.words.split())}”")

    def _copy(self, node: str, on: str, line: Line) -> None:
        self._state(node, on, line, line.claim.content, "the same sentence, word for word")

    def _state(self, node: str, on: str, line: Line, spans: Spans, reason: str) -> None:
        claim = line.claim
        self._graph.add(
            Reliance(
                node=node,
                on=on,
                certainty=Certainty.STATED,
                claim=claim.id,
                document=claim.document,
                spans=spans,
                reason=reason,
            )
        )


def display_names(places: Iterable[Place]) -> dict[str, str]:
    """Return how each outlet is called, by its key."""
    return {place.outlet: place.name or place.outlet for place in sorted(places, key=lambda p: p.id) if place.outlet}
