"""Drift between articles: hedges and sources lost, sources made weightier and numbers changed on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from allegedly.records import ChainLink, Claim, Drift, Span
from allegedly.vocab import DriftKind
from allegedly.weigh.descent import Basis, Descent
from allegedly.weigh.group import Cited, Group
from allegedly.weigh.headline import headline_drifts
from allegedly.weigh.identity import fold, is_part
from allegedly.weigh.likeness import Likeness
from allegedly.weigh.numbers import Number, changed, is_same, numbers_in
from allegedly.weigh.parents import Descents
from allegedly.weigh.side_by_side import Table
from allegedly.weigh.tellings import Telling, Told, hedging_of, is_to_come, sentences_of, sourcing_of, tell, words_of
from allegedly.weigh.weights import CALLED, Sayers, Weight
from allegedly.weigh.whole_texts import WholeTexts, texts_of

# Of the earlier articles, the share that must put a claim less firmly before one that names nobody is held to have lost
# a hedge: it may have read any of them. F1 of lost hedges on dev1000 with gold clusters: .76 at 0 (any one), .86 at .3,
# .90 at .5, .87 at .7, .81 if all must.
_MOST: Final = 0.5
# A few words between quotation marks: what an article takes from another one to the letter.
_QUOTED: Final = re.compile(r"[“\"‘]([^“”\"‘’\n]{2,30})[”\"’]")
_WE: Final = re.compile(r"(?i)\b(?:we|us|our|ours)\b")


def drifts(
    allegation: str | None,
    group: Group,
    beside: Group | None = None,
    cited: Cited | None = None,
    texts: WholeTexts | None = None,
) -> tuple[Drift, ...]:
    """Return all drift of one allegation, in headlines and between its articles, sorted by document, kind and id.

    ``beside`` may hold the claims of rival allegations: what became of "eleven ships" in an article on twelve is found only
    there. ``cited`` are the articles that the group's name, on whatever; ``texts`` all that these and the group's tell, by
    default as far as the groups have it.
    """
    others = [one for one in (beside, cited.group if cited else None) if one is not None]
    texts = texts or texts_of(group, *others)
    found = (*headline_drifts(allegation, group, texts), *relay_drifts(allegation, group, beside, cited, texts))
    return tuple(sorted(found, key=lambda drift: (drift.document, drift.kind.value, drift.id)))


def relay_drifts(
    allegation: str | None, group: Group, beside: Group | None, cited: Cited | None, texts: WholeTexts
) -> tuple[Drift, ...]:
    """Return the drift between the articles of one allegation, at most one of each kind for a document.

    An article is held against the one that it copies or names. One that says a thing on nobody's word is held against
    the earlier article that it is most like, because somebody's word was to be had.
    """
    told = texts.tell(group)
    for other in (beside, cited.group if cited else None):
        group = _joined(group, other) if other is not None else group
    descents = Descents(group, told, texts, tell(beside) if beside else None, cited.by if cited else None)
    reader = _Reader(group, Table(allegation, {one.id: one for one in group.attributions}), descents.bodies)
    found: list[Drift] = []
    for document, one in told.items():
        kinds: dict[DriftKind, Drift] = {}
        if one.body:
            for drift in (*reader.stated(descents.of(document)), *reader.unsaid(one, descents)):
                kinds.setdefault(drift.kind, drift)
        found += kinds.values()
    return tuple(found)


def _joined(group: Group, beside: Group) -> Group:
    """Return a group with the documents of another beside its own."""
    return replace(
        group,
        documents={**beside.documents, **group.documents},
        copies=tuple(dict.fromkeys((*group.copies, *beside.copies))),
        attributions=tuple(dict.fromkeys((*group.attributions, *beside.attributions))),
        context=tuple(dict.fromkeys((*group.context, *beside.claims, *beside.context))),
    )


class _Reader:
    """Reads two tellings against one another."""

    def __init__(self, group: Group, table: Table, bodies: Sequence[Sequence[Telling]]) -> None:
        self._group = group
        self._bodies = bodies
        self._table = table
        self._likeness = Likeness(group.documents)
        self._publishers = frozenset(one.outlet for one in group.documents.values() if one.outlet)
        self._found: dict[str, tuple[Number, ...]] = {}
        self._speakers: dict[str, Sayers] = {}
        self._claims: dict[str, list[Claim]] = {}
        for claim in (*group.claims, *group.context):
            self._claims.setdefault(claim.document, []).append(claim)

    def stated(self, descents: Sequence[Descent]) -> Iterator[Drift]:
        """Yield the drift of tellings from those that they copy, name, or share a source with."""
        for descent in descents:
            if descent.basis is not Basis.SAME_SOURCE and not descent.is_open and not descent.is_rival:
                if descent.basis is Basis.COPIED:
                    yield from self._source_cut(descent)
                yield from self._hedge_lost(descent)
                yield from self._upgraded(descent)
            yield from self._number_changed(descent)

    def unsaid(self, told: Told, descents: Descents) -> Iterator[Drift]:
        """Yield the drift of an article that tells everything on nobody's word, from what it most likely read.

        One that says "we" is itself a party to what it tells.
        """
        own = [telling for telling in told.body if telling.is_own_voice]
        if not own or any(map(descents.is_copied, told.body)) or descents.is_sourced(own[0], told.body):
            return
        if any(_WE.search(self._words(telling)) for telling in own):
            return
        here = own[0]
        read = tuple(self._read_by(here, descents))
        earlier = [descents.told(document).body for document in read]
        earlier += [(there,) for there in descents.from_cited(here, read)]
        sourced = [body[0] for body in earlier if not any(telling.is_own_voice for telling in body)]
        sourced = [there for there in sourced if not self._keeps_source(here, there)]
        if sourced:
            there = self._likest(here, sourced)
            lost = sourcing_of(there, self._table.attributions)
            reason = "an earlier article says on whose word, this one says it in its own voice"
            yield self._table.drift(DriftKind.ATTRIBUTION_LOSS, here, there, lost, reason)
        first = [body[0] for body in earlier]
        softer = [telling for telling in first if telling.rank < here.rank]
        if softer and len(softer) > _MOST * len(first):
            yield from self._hedge_lost(Descent(here, self._likest(here, softer), Basis.LIKELY))
        counted = [telling for telling in first if self._numbers(telling)]
        if any(self._has_number_of(here, there) for there in counted):
            return
        if counted:
            yield from self._number_changed(Descent(here, self._likest(here, counted), Basis.LIKELY))
        rivals = [telling for telling in descents.rivals(here) if self._numbers(telling)]
        if rivals and not any(self._has_number_of(here, there) for there in rivals):
            yield from self._number_changed(Descent(here, self._likest(here, rivals), Basis.LIKELY, is_rival=True))

    def _read_by(self, here: Telling, descents: Descents) -> Iterator[str]:
        """Yield the earlier articles that one may have a thing from without saying so, in the order of publication.

        They tell most of it in its words; or it quotes what they quote; or it cites them on something else, and they tell
        of whom or what it begins with.
        """
        quoted, cited = descents.quoted(here.document), descents.cited(here.document)
        for document in descents.earlier(here.document):
            there = descents.told(document).body[0]
            is_tied = document in quoted or (document in cited and self._likeness.begins_alike(here, there))
            if is_tied or self._likeness.covers(here, there):
                yield document

    def _keeps_source(self, here: Telling, there: Telling) -> bool:
        """Say whether a telling in an outlet's own voice names the source of another one all the same."""
        sentence = fold(sentences_of(here, self._text(here)))
        named = (link for line in there.lines for link in line)
        return any(is_part(name, sentence) for link in named if (name := fold(self._sayers(there).phrase(link))))

    def _source_cut(self, descent: Descent) -> Iterator[Drift]:
        """Yield the loss of an attribution where a copy leaves out the words that say whose word it is."""
        here, there = descent.here, descent.there
        if here.is_own_voice and not there.is_own_voice and not self._keeps_source(here, there):
            lost = sourcing_of(there, self._table.attributions)
            reason = f"there on somebody’s word, here in its own voice; {descent.basis.value}"
            yield self._table.drift(DriftKind.ATTRIBUTION_LOSS, here, there, lost, reason)

    def _hedge_lost(self, descent: Descent) -> Iterator[Drift]:
        here, there = descent.here, descent.there
        # What was to come may have come by now: "will be signed" and, a day later, "was signed" is no lost hedge.
        is_softer = here.rank > there.rank and not here.doubts and not is_to_come(there, self._table.attributions)
        if is_softer and self._likeness.of(here, there) > 0 and not self._quotes_hedge(here, there):
            lost = hedging_of(there, self._table.attributions)
            reason = f"put as {here.put} here, as {there.put} there; {descent.basis.value}"
            yield self._table.drift(DriftKind.HEDGE_LOSS, here, there, lost, reason)

    def _quotes_hedge(self, here: Telling, there: Telling) -> bool:
        """Say whether an article that puts a thing firmly gives the other's hedge in quotation marks all the same."""
        theirs = self._text(there)
        hedges = {" ".join(fold(span.of(theirs))) for span in hedging_of(there, self._table.attributions)}
        return any(" ".join(fold(quoted)) in hedges for quoted in _QUOTED.findall(self._text(here)))

    def _upgraded(self, descent: Descent) -> Iterator[Drift]:
        """Yield an upgrade where the sources beyond the outlet relayed weigh more than all that it has itself.

        A copy is held against the copied text as a whole. "Newspapers", where one alone has it, are more than it.
        """
        here, there = descent.here, descent.there
        beyond = here.lines[-1] if descent.basis is Basis.COPIED and here.lines else descent.beyond
        above = self._sayers(here).of_line(beyond)
        below = max((self._sayers(there).of_line(line) for line in there.lines), default=Weight.NOBODY)
        if descent.is_plural:
            above, below = Weight.PRESS, Weight.OUTLET
        weightier = [link for link in beyond if self._sayers(here).weight(link) > below]
        is_new = descent.is_plural or any(not self._is_named(here, link, there) for link in weightier)
        if above <= below or not is_new:
            return
        lost = sourcing_of(there, self._table.attributions)
        reason = f"here on the word of {CALLED[above]}, there of {CALLED[below]}; {descent.basis.value}"
        yield self._table.drift(DriftKind.SOURCE_UPGRADE, here, there, lost, reason)

    def _number_changed(self, descent: Descent) -> Iterator[Drift]:
        here, there = descent.here, descent.there
        if descent.basis is Basis.COPIED:
            yield from self._number_edited(descent)
            return
        theirs = self._numbers(there)
        if any(self._has_number_of(here, other) for other in descent.others):
            return
        ours = self._numbers(here)
        is_only = descent.is_rival and descent.basis is Basis.NAMED and len(ours) == len(theirs) == 1
        for number in ours:
            alike = [other for other in theirs if is_only or number.counts & other.counts]
            if alike and not any(is_same(number, other) for other in alike):
                was = max(alike, key=lambda other: (len(number.counts & other.counts), -other.span.start))
                if descent.is_open and self._tellers(number) >= self._tellers(was):
                    continue
                reason = f"{number.base} here, {was.base} there; {descent.basis.value}"
                yield self._table.drift(DriftKind.NUMBER_CHANGE, here, there, (was.span,), reason)
                return

    def _number_edited(self, descent: Descent) -> Iterator[Drift]:
        """Yield the change of a number within a sentence that was copied otherwise; of ages and shares as well."""
        here, there = descent.here, descent.there
        rows = (numbers_in(self._text(one), (self._whole(one),), every=True) for one in (here, there))
        pair = changed(*rows)
        if pair is None or (descent.is_open and self._tellers(pair[0]) >= self._tellers(pair[1])):
            return
        reason = f"{pair[0].base} here, {pair[1].base} there; {descent.basis.value}"
        yield self._table.drift(DriftKind.NUMBER_CHANGE, here, there, (pair[1].span,), reason)

    def _whole(self, telling: Telling) -> Span:
        """Return the stretch from the first to the last word of a telling and of those who say it ("38 men said …")."""
        words = words_of(telling, self._table.attributions)
        return Span(words[0].start, words[-1].end)

    def _tellers(self, number: Number) -> int:
        """Return how many documents have a number of the same things."""
        return sum(
            any(
                one.base == number.base and one.counts & number.counts
                for telling in body
                for one in self._numbers(telling)
            )
            for body in self._bodies
        )

    def _has_number_of(self, here: Telling, there: Telling) -> bool:
        """Say whether two tellings have a number in common, or one of them has none."""
        ours, theirs = self._numbers(here), self._numbers(there)
        return not ours or not theirs or any(is_same(one, other) for one in ours for other in theirs)

    def _likest(self, here: Telling, candidates: Sequence[Telling]) -> Telling:
        """Return the candidate most like a telling: by its number, by its words; of equals the latest."""

        def likeness(number: int) -> tuple[bool, float, int]:
            there = candidates[number]
            return self._has_number_of(here, there), self._likeness.of(here, there), number

        return candidates[max(range(len(candidates)), key=likeness)]

    def _numbers(self, telling: Telling) -> tuple[Number, ...]:
        if telling.claim.id not in self._found:
            self._found[telling.claim.id] = numbers_in(self._text(telling), telling.claim.content)
        return self._found[telling.claim.id]

    def _is_named(self, here: Telling, link: ChainLink, there: Telling) -> bool:
        """Say whether a sayer of ``here`` stands in ``there``, by what it is called or by the name that resolves to."""
        sayers = self._sayers(here)
        called = {fold(name) for name in (link.name or "", sayers.phrase(link)) if name}
        theirs = {fold(link.name) for line in there.lines for link in line if link.name}
        words = fold(sentences_of(there, self._text(there)))
        return any(name in theirs or is_part(name, words) for name in called)

    def _sayers(self, telling: Telling) -> Sayers:
        document = telling.document
        if document not in self._speakers:
            self._speakers[document] = Sayers(self._text(telling), self._claims.get(document, ()), self._publishers)
        return self._speakers[document]

    def _words(self, telling: Telling) -> str:
        return " ".join(span.of(self._text(telling)) for span in telling.claim.content)

    def _text(self, telling: Telling) -> str:
        return self._group.documents[telling.document].text
