"""Which article of an allegation another one has it from: what it copies, what it names, or what it most likely read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from allegedly.records import Attribution, ChainLink, Claim, Copy
from allegedly.vocab import CopyKind, DirectionBasis, Quotation, SourceKind
from allegedly.weigh.descent import Basis, Descent, is_before, turned
from allegedly.weigh.edited_copies import EditedCopies
from allegedly.weigh.edits import MOSTLY_COPIED
from allegedly.weigh.group import Group
from allegedly.weigh.identity import fold, is_part
from allegedly.weigh.likeness import Likeness
from allegedly.weigh.outlets import Outlets, is_generic, number_of
from allegedly.weigh.tellings import Line, Telling, Told, shared, size, words_of
from allegedly.weigh.whole_texts import WholeTexts

# A telling, with the words that say whose word it is, counts as copied if this much of it stands in runs of words that
# both texts have: two articles on one matter may meet in a clause, a copy has the sentence. In a whole copy small cuts
# and changes are let through; where the texts share a passage only, the whole of it must be shared. F1 of all drift on
# dev1000 with gold clusters: .929 at .5, .947 at .8, .951 at .9 and .95.
_COPIED: Final = 0.9
_COPIED_PASSAGE: Final = 0.95
# "The report", "the account": a content of fewer letters takes up what another one of the article tells.
_SHORTEST: Final = 20
# Directions of a copy that rest on neither a date nor a credit.
_OPEN: Final = frozenset({DirectionBasis.FULLER, DirectionBasis.NONE})
# Of two copies of one day the one with less of the text is the later one, cut; of shorter texts than this, in words, that says
# little: two agencies may put a single sentence alike.
_LONG_ENOUGH: Final = 30
# Two articles quote the same words if so many at the beginning are the same: fewer are set phrases.
_QUOTED: Final = 6
# What an article gives from another one is held against the passage there with which it has most in common (``Alignment``).
# Below ALIGNED none of them is what it was made from; below ALIKE it may have become another thing, so that only numbers
# are compared. F1 of all drift on the benchmark's written stories: .80 at any ALIGNED from .05 to .35; .81 with ALIKE at .15 and
# .20, .80 at .30, .78 at .40.
ALIGNED: Final = 0.15
ALIKE: Final = 0.2
# A passage there on the word of the same sayer, or of the same allegation, is preferred: what is added to its score. F1 is the
# same from .15 to .5 for both; an allegation holds many a passage on another thing, so that more would mislead.
SAME_SAYER: Final = 0.3
MATCHED: Final = 0.3
# What an article begins with, on nobody's word, is from one that it cites further down if it has so much in common with a
# passage there: F1 .79 at .4, .80 at .5, .78 at .6. Further down bare sentences are mostly of common ground.
UNSAID: Final = 0.5
# ... unless another of its passages, on somebody's word, has so much in common with it: attribution losses .67 at .4 and .5, .40 at
# .3 and below, with allegations that hold a little more than one thing.
SAID: Final = 0.4
# "Some media" promises no more than one; "the press", "newspapers in Orvel" do.
_SOME: Final = re.compile(r"(?i)(?:some|certain|a few)\b")
# A dateline with its credit stands in so many characters at the beginning of a body.
_DATELINE: Final = 120


class Descents:
    """The tellings of an allegation laid out by who has it from whom.

    ``beside`` tells other things: what cited outlets carry instead, and rival accounts. An article that names an outlet
    for what the outlet does not tell is held against what comes nearest to it there.
    """

    def __init__(
        self,
        group: Group,
        told: Mapping[str, Told],
        texts: WholeTexts,
        beside: Mapping[str, Told] | None = None,
        cited: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._documents = group.documents
        self._attributions: dict[str, Attribution] = {one.id: one for one in group.attributions}
        self._likeness = Likeness(group.documents)
        self._quoted: dict[str, set[tuple[str, ...]]] = {}
        self._claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in (*group.context, *group.claims):
            self._claims[claim.document].append(claim)
        self._told = {document: told[document] for document in self._in_order(told) if told[document].body}
        self._beside = {document: one.body for document, one in (beside or {}).items() if one.body}
        self._texts = texts
        self._edited = EditedCopies(group, texts)
        self._copies = self._directed(group.copies)
        publishers = {d.outlet for d in group.documents.values() if d.outlet}
        addresses = {d.outlet: d.url for d in group.documents.values() if d.outlet and d.url}
        self._names = sorted(publishers)
        self._outlets = Outlets(publishers, addresses, group.outlet_ids)
        self._published = self._by_outlet(self._told)
        self._elsewhere = self._by_outlet(self._in_order(set(self._beside) - set(self._told)))
        self._relayed = {one: tuple(others) for one, others in (cited or {}).items()}
        far = {other for others in self._relayed.values() for other in others if other in group.documents}
        self._far = self._by_outlet(self._in_order(far - set(self._told) - set(self._beside)))

    def _directed(self, copies: Iterable[Copy]) -> dict[str, list[tuple[Copy, bool]]]:
        """Return the copies of each document, and whether the direction is open: then the other way round, too.

        An agency that credits itself in its dateline copies nobody, whatever the lengths of two texts of one day.
        """
        found: dict[str, list[tuple[Copy, bool]]] = defaultdict(list)
        for copy in copies:
            is_settled = copy.direction not in _OPEN
            both = [copy] if is_settled else [copy, turned(copy)]
            by_agency = [one for one in both if not is_settled and not self._is_agency(one.document)]
            if len(by_agency) == 1:
                both, is_settled = by_agency, True
            for one in both:
                if one.document in self._told and one.of in self._documents:
                    is_open = one is not copy or copy.direction is DirectionBasis.NONE or not _is_cut(copy)
                    found[one.document].append((one, is_open and not is_settled))
        return found

    def _is_agency(self, document: str) -> bool:
        """Say whether an article begins with its own outlet's name in brackets and a dash: "ORVEL (Coastal Wire) —"."""
        one = self._documents[document]
        credit = rf"\(\s*{re.escape(one.outlet)}\s*\)\s*[—–-]" if one.outlet else r"(?!)"
        start = one.title_span.end if one.title_span else 0
        return bool(re.search(credit, one.text[start : start + _DATELINE]))

    def _by_outlet(self, documents: Iterable[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for document in documents:
            outlet = self._documents[document].outlet
            if outlet:
                found[self._outlets.key(outlet)].append(document)
        return found

    def of(self, document: str) -> list[Descent]:
        """Return what each of a document's tellings descends from, as far as the text or the copies say so."""
        found: list[Descent] = []
        own: list[Telling] = []
        for telling in self._told[document].body:
            copied = self._copied(telling)
            if copied:
                found.append(copied)
            if copied is None or copied.is_open:
                own.append(telling)
        found += self._named(own)
        stated = {id(descent.here) for descent in found}
        same = (self._same_source(telling) for telling in own if id(telling) not in stated)
        return [*found, *(descent for descent in same if descent)]

    def is_copied(self, telling: Telling) -> bool:
        """Say whether the words of a telling are another text's."""
        copied = self._copied(telling)
        return copied is not None and not copied.is_open

    def earlier(self, document: str) -> list[str]:
        """Return the articles of other outlets that came out before, in the order of publication."""
        return [other for other in self._told if self._is_earlier(other, document)]

    def _is_earlier(self, one: str, document: str) -> bool:
        """Say whether an article is another outlet's and came out before ``document``."""
        there, here = self._documents[one], self._documents[document]
        is_others = here.outlet is None or there.outlet != here.outlet
        return one != document and is_others and is_before(there.published, here.published)

    @property
    def bodies(self) -> list[Sequence[Telling]]:
        """What each document tells in its body, of the allegation and beside it."""
        documents = {*self._told, *self._beside}
        told = {document: one.body for document, one in self._told.items()}
        return [(*told.get(document, ()), *self._beside.get(document, ())) for document in sorted(documents)]

    def quoted(self, document: str) -> set[str]:
        """Return the articles of the allegation that have a quotation of a document's, word for word."""
        quotes = self._quotes(document)
        return (
            {other for other in self._told if other != document and quotes & self._quotes(other)} if quotes else set()
        )

    def cited(self, document: str) -> set[str]:
        """Return the articles of the allegation whose outlets a document cites, if only on something else."""
        names = {link.name for claim in self._claims.get(document, ()) for link in claim.chain[1:] if link.name}
        return {other for name in names for other in self._cited(name, document)}

    def _quotes(self, document: str) -> set[tuple[str, ...]]:
        """Return the beginnings of what a document quotes directly, where they are long enough to be nobody else's."""
        if document not in self._quoted:
            text = self._documents[document].text
            quoted = (
                fold(" ".join(span.of(text) for span in claim.content))[:_QUOTED]
                for claim in self._claims.get(document, ())
                if claim.quotation is Quotation.DIRECT
            )
            self._quoted[document] = {words for words in quoted if len(words) == _QUOTED}
        return self._quoted[document]

    def told(self, document: str) -> Told:
        """Return what a document tells."""
        return self._told[document]

    def _in_order(self, documents: Iterable[str]) -> list[str]:
        return sorted(documents, key=lambda one: (self._documents[one].published or "", one))

    def _copied(self, telling: Telling) -> Descent | None:
        words = words_of(telling, self._attributions)
        best: tuple[tuple[bool, float, str], Descent] | None = None
        for copy, is_open in self._copies.get(telling.document, ()):
            here = tuple(passage.here for passage in copy.passages)
            share = shared(words, here) / max(1, size(words))
            least = _COPIED_PASSAGE if copy.kind is CopyKind.PARTIAL else _COPIED
            there = self._opposite(telling, copy) if share >= least else None
            if there is None and copy.containment >= MOSTLY_COPIED:
                there, share = self._edited.opposite(telling, copy.of)
            rank = not is_open, share, copy.of
            if there and (best is None or rank > best[0]):
                best = rank, Descent(telling, there, Basis.COPIED, is_open=is_open)
        return best[1] if best else None

    def _opposite(self, telling: Telling, copy: Copy) -> Telling | None:
        """Return the telling of the copied text that stands where ``telling`` does, by the passages both have."""
        places = [
            type(passage.there)(
                passage.there.start + max(0, span.start - passage.here.start),
                max(
                    passage.there.start + max(0, span.start - passage.here.start),
                    passage.there.end - max(0, passage.here.end - span.end),
                ),
            )
            for passage in copy.passages
            for span in telling.claim.content
            if span.start < passage.here.end and passage.here.start < span.end
        ]
        body = (*(self._told[copy.of].body if copy.of in self._told else ()), *self._beside.get(copy.of, ()))
        near = [(shared(tuple(places), other.claim.content), -other.start, other) for other in body]
        best = max(near, key=lambda one: one[:2], default=None)
        return best[2] if best and best[0] else None

    def _named(self, tellings: Sequence[Telling]) -> Iterator[Descent]:
        """Yield what tellings descend from by the outlets that they point to.

        Where an article names an outlet once, what it gives from that outlet's own sources comes from there as well.
        """
        passed_on: dict[str, list[tuple[Telling, Line, bool]]] = defaultdict(list)
        for telling in tellings:
            for document, beyond, is_plural in self._pointers(telling):
                passed_on[document].append((telling, beyond, is_plural))
        pointing = {id(telling) for passages in passed_on.values() for telling, _, _ in passages}
        held = {*passed_on, *(self._relayed.get(tellings[0].document, ()) if tellings else ())}
        for document, telling in ((d, t) for d in sorted(held) for t in tellings if id(t) not in pointing):
            passed_on[document] += [
                (telling, line, False) for line in telling.lines if self._have_sayer(document, line)
            ]
        for document in sorted(passed_on):
            passages = sorted(passed_on[document], key=lambda one: size(one[0].claim.content) < _SHORTEST)
            body = self._told[document].body if document in self._told else ()
            firsts = counterparts([beyond for _, beyond, _ in passages], body) if body else [None] * len(passages)
            for (telling, beyond, is_plural), first in zip(passages, firsts, strict=True):
                there, score = self._aligned(telling, document, beyond, first, is_pointing=id(telling) in pointing)
                if there is not None:
                    is_rival = score < ALIKE and not self._likeness.is_near(telling, there)
                    yield Descent(telling, there, Basis.NAMED, beyond, is_plural, is_rival=is_rival)

    def _aligned(
        self, telling: Telling, document: str, beyond: Line, first: Telling | None, *, is_pointing: bool
    ) -> tuple[Telling | None, float]:
        """Return the passage of an article, of whatever it tells, that a telling was made from; None where none is like it."""
        body = self._texts.told(document).body
        if not is_pointing:
            body = tuple(one for one in body if _has_sayer(one, beyond[-1:]))
        best: tuple[float, int, Telling] | None = None
        for one in body:
            score = self._texts.alignment.score(telling, one)
            score += SAME_SAYER * (bool(beyond) and _has_sayer(one, beyond[-1:]))
            score += MATCHED * (first is not None and bool({c.id for c in first.claims} & {c.id for c in one.claims}))
            if best is None or (score, -one.start) > best[:2]:
                best = score, -one.start, one
        return (best[2], best[0]) if best and best[0] >= ALIGNED else (None, 0.0)

    def is_sourced(self, telling: Telling, body: Sequence[Telling]) -> bool:
        """Say whether an article says elsewhere on whose word it has a telling; matched passages may tell different things."""
        return any(not one.is_own_voice and self._texts.alignment.score(telling, one) >= SAID for one in body)

    def from_cited(self, telling: Telling, known: Collection[str]) -> list[Telling]:
        """Return the passages that a telling was most likely made from in articles that its article cites on something else."""
        found: list[Telling] = []
        body = self._texts.told(telling.document).body
        if not body or telling.start > body[0].claim.content[-1].end:
            return found
        for document in self._relayed.get(telling.document, ()):
            if document not in known and self._is_earlier(document, telling.document):
                there, score = self._texts.alignment.best(telling, self._texts.told(document).body)
                if there is not None and score >= UNSAID:
                    found.append(there)
        return found

    def _nearest(self, telling: Telling, document: str) -> Telling:
        """Return what an article that does not tell the allegation has instead."""
        return max(self._beside[document], key=lambda other: (self._likeness.of(telling, other), -other.start))

    def rivals(self, telling: Telling) -> list[Telling]:
        """Return what earlier articles of other outlets have instead of a telling, in the order of publication."""
        documents = [one for found in self._elsewhere.values() for one in found]
        earlier = [one for one in self._in_order(documents) if self._is_earlier(one, telling.document)]
        return [self._nearest(telling, document) for document in earlier]

    def _pointers(self, telling: Telling) -> Iterator[tuple[str, Line, bool]]:
        """Yield each article that a telling points to, by the outermost outlet of each line that leads to one."""
        for line in telling.lines:
            for number, link in enumerate(line):
                documents, is_plural = self._meant(link, telling.document)
                for document in documents:
                    yield document, line[number + 1 :], is_plural
                if documents:
                    break

    def _have_sayer(self, document: str, line: Line) -> bool:
        body = self._told[document].body if document in self._told else self._texts.told(document).body
        return any(_has_sayer(one, line[-1:]) for one in body)

    def _meant(self, link: ChainLink, document: str) -> tuple[list[str], bool]:
        """Return the articles that a link of a chain means, and whether it speaks of several outlets where one has it."""
        if not link.name:
            return [], False
        words = " ".join(span.of(self._documents[document].text) for span in link.spans)
        called = words or link.name
        is_press = link.kind is SourceKind.OUTLET and is_generic(called) and number_of(called) != 1
        is_press = is_press and not _SOME.match(called)
        is_paper = link.kind in {SourceKind.DOCUMENT, SourceKind.OUTLET}
        documents = self._cited(link.name, document) or self._listed(words, document, is_paper=is_paper)
        if not documents and is_press:
            documents = self.earlier(document) or self._from_press(document)
        return (documents, False) if len(documents) != 1 else (documents, is_press)

    def _from_press(self, document: str) -> list[str]:
        """Return the earlier articles that a press without names may mean where none tells the allegation: those it cites."""
        return [one for one in self._relayed.get(document, ()) if self._is_earlier(one, document)]

    def _listed(self, name: str, document: str, *, is_paper: bool) -> list[str]:
        """Return the articles of outlets whose whole names stand in a longer one: "the websites Orvel Post and Lens".

        A name of one word does only in the name of a paper or an outlet, with its capital: "a study by the Overlook group".
        """
        words, written = fold(name), set(re.findall(r"\b[A-Z]\w*", name))
        named = [
            outlet
            for outlet in self._names
            if is_part(fold(outlet), words) and (len(fold(outlet)) > 1 or (is_paper and outlet in written))
        ]
        return sorted({one for outlet in named for one in self._cited(outlet, document)})

    def _cited(self, name: str, document: str) -> list[str]:
        """Return the latest article of the outlet of that name that is not after ``document``; one beside at the worst."""
        key = self._outlets.publisher(name)
        own = self._documents[document].outlet
        if key is None or (own and key == self._outlets.key(own)):
            return []
        when = self._documents[document].published
        for published in (self._published, self._elsewhere, self._far):
            there = [d for d in published.get(key, ()) if not is_before(when, self._documents[d].published)]
            if there:
                return there[-1:]
        return []

    def _same_source(self, telling: Telling) -> Descent | None:
        """Return the descent from the earlier tellings on the word of the same named source: the first, and the others."""
        names = {fold(line[-1].name) for line in telling.lines if line[-1].kind is SourceKind.NAMED and line[-1].name}
        earlier = [
            other
            for document in (self.earlier(telling.document) if names else ())
            for other in self._told[document].body
            if any(line[-1].name and fold(line[-1].name) in names for line in other.lines)
        ]
        return Descent(telling, earlier[0], Basis.SAME_SOURCE, others=tuple(earlier[1:])) if earlier else None


def _is_cut(copy: Copy) -> bool:
    """Say whether the direction of a copy may be told by which text has more."""
    return copy.direction is not DirectionBasis.FULLER or copy.words >= _LONG_ENOUGH


def counterparts(beyond: Sequence[Line], body: Sequence[Telling]) -> list[Telling]:
    """Return for passages of a relaying article the tellings of the relayed one that they pass on.

    Each passage is given by its chain beyond the outlet. One that names a source that a telling has, too, passes that one
    on. The others pass on what is left, in order; where they name nobody, first what the outlet says itself.
    """
    found: list[Telling | None] = [next((one for one in body if _has_sayer(one, line)), None) for line in beyond]
    left = [one for one in body if one not in found]
    left.sort(key=lambda one: (not one.is_own_voice, one.start))
    for number, one in enumerate(found):
        if one is None:
            found[number] = left.pop(0) if left else body[0]
    return [one or body[0] for one in found]


def _has_sayer(telling: Telling, beyond: Line) -> bool:
    names = {fold(link.name) for link in beyond if link.name}
    return any(link.name and fold(link.name) in names for line in telling.lines for link in line)
