"""The passages of a document that tell an allegation: each with all its readings, its sayers and how firmly it is put."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from allegedly.records import Attribution, ChainLink, Claim, Document, Span, Spans
from allegedly.vocab import AttributionKind, Firmness, Polarity, SourceKind, Where
from allegedly.weigh.doubts import doubts_of
from allegedly.weigh.group import Group
from allegedly.weigh.identity import fold, is_part, same_outlet

# How firm a telling is, for comparison: what may be or will be, what is alleged, what is put as so. A denial of the
# accused is as firm as an assertion: the two differ in polarity, and are told apart by it.
RANK: Final[Mapping[Firmness, int]] = {
    Firmness.POSSIBLE: 0,
    Firmness.PREDICTED: 0,
    Firmness.ALLEGED: 1,
    Firmness.ASSERTED: 2,
    Firmness.DENIED: 2,
}

# Two claims of one document are readings of one passage when they share at least half of the shorter one's words: a
# nested claim lies inside its parent, sentences that follow one another share nothing.
_SHARED = 0.5
# A claim of the context is a reading of an allegation's claim if it lies nearly all inside it, and is most of it: "a
# market was allegedly shelled" holds the impersonal "a market was shelled", but not every remark within it.
_INSIDE = 0.8

# A headline of fewer words may stand in any sentence by chance; a breadcrumb has not many more words than the headline.
_SHORTEST_TITLE: Final = 4
_CRUMBS: Final = 6
# What begins like this is found by its signs only; "no sign of" is a finding.
_SIGNS: Final = re.compile(r"(?i)(?!no\b)(?:[\w-]+\s+){0,2}(?:signs?|indications?|hints?|suspicions?)\s+(?:of|that)\b")
# "Could" is of ability after these subjects and before these verbs (the modal's dynamic use; general English).
_ABLE_BEFORE: Final = re.compile(r"(?i)\b(?:one|you|none|nobody|neither|no\s+one|we|i)(?:\s+[\w’'-]+){0,5}\s+$")
_ABLE: Final = re.compile(
    r"(?i)(?:could|can)\s+(?:not|hardly|barely|only|still|no\s+longer|hear|see|feel|smell|watch|read|make\s+out|afford)\b"
)
_NEAR: Final = 60
_SENTENCE_ENDS: Final = (". ", "! ", "? ", "\n")

Line = tuple[ChainLink, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """One passage of a document that tells an allegation, with every reading of it, outermost first.

    ``claim`` is the reading with the longest chain, ``firmness`` that of the least firm one. ``lines`` are the chains
    without the publisher and without links that name nobody, each as long as the text makes it; () where the outlet says
    it in its own voice. ``hedges`` are all words that lower its firmness.
    """

    document: str
    where: Where
    claim: Claim
    claims: tuple[Claim, ...]
    firmness: Firmness
    lines: tuple[Line, ...]
    hedges: Spans
    outlet: str | None = None
    doubts: Spans = ()

    @property
    def rank(self) -> int:
        """How firm the telling is, 0 to 2; what its article itself calls open is no more than alleged."""
        return min(RANK[self.firmness], RANK[Firmness.ALLEGED]) if self.doubts else RANK[self.firmness]

    @property
    def put(self) -> str:
        """How the article puts it, in words."""
        is_open = self.doubts and RANK[self.firmness] > RANK[Firmness.ALLEGED]
        return f"{self.firmness.value} but open" if is_open else self.firmness.value

    @property
    def is_own_voice(self) -> bool:
        """Whether the outlet says it on nobody's word."""
        return not self.lines

    @property
    def is_of_outlet(self) -> bool:
        """Whether the outlet says it in its own voice or of itself by name ("we rate the report as probable")."""
        outlet = self.outlet
        return all(
            outlet is not None and link.name is not None and same_outlet(link.name, outlet)
            for line in self.lines
            for link in line
        )

    @property
    def start(self) -> int:
        """Where the telling begins in the text."""
        return min(claim.content[0].start for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Told:
    """What one document tells of an allegation, in its title and in its body, in reading order."""

    title: tuple[Telling, ...]
    body: tuple[Telling, ...]


def tell(group: Group) -> dict[str, Told]:
    """Return what each document of a group tells of its allegation, by the document's id, in the order of the ids."""
    by_id = {attribution.id: attribution for attribution in group.attributions}
    own: dict[str, dict[str, Claim]] = defaultdict(dict)
    for claim in group.claims:
        if claim.content and not inside_denial(claim, by_id):
            own[claim.document][claim.id] = claim
    near: dict[str, list[Claim]] = defaultdict(list)
    for claim in group.context:
        if claim.document in own and claim.content:
            near[claim.document].append(claim)
    found = {}
    for document in sorted(own):
        claims = {**_inner_readings(own[document].values(), near[document], by_id), **own[document]}
        text = group.documents[document]
        tellings = [_telling(one, text, by_id) for one in passages(claims.values())]
        tellings = [one for one in tellings if not _repeats_title(one, text)]
        found[document] = Told(
            title=tuple(one for one in tellings if one.where is Where.TITLE),
            body=tuple(one for one in tellings if one.where is Where.BODY),
        )
    return found


def passages(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    """Yield claims of one document that are readings of one passage, in reading order, outermost first."""
    groups: list[list[Claim]] = []
    # How far the groups up to each one reach: what ends before a claim begins shares nothing with it.
    reach: list[int] = []
    for claim in sorted(claims, key=_reading_order):
        first = bisect_right(reach, claim.content[0].start)
        home = next((at for at in reversed(range(first, len(groups))) if _is_passage_of(claim, groups[at])), None)
        if home is None:
            home = len(groups)
            groups.append([])
            reach.append(reach[-1] if reach else 0)
        groups[home].append(claim)
        for at in range(home, len(reach)):
            reach[at] = max(reach[at], claim.content[-1].end)
    yield from groups


def sources_of(telling: Telling) -> tuple[ChainLink, ...]:
    """Return the innermost sayer of each line of a telling."""
    return tuple(line[-1] for line in telling.lines)


def words_of(telling: Telling, attributions: Mapping[str, Attribution]) -> Spans:
    """Return the stretches of a telling with the words that say whose word it is, in order, merged where they touch."""
    spans = [span for claim in telling.claims for span in claim.content]
    for claim in telling.claims:
        for link in claim.chain:
            attribution = attributions.get(link.attribution or "")
            spans += [*link.spans, *(attribution.cue if attribution else ())]
    return merged(spans)


def sentences_of(telling: Telling, text: str) -> str:
    """Return the words of the sentences that a telling stands in."""
    first = min(claim.content[0].start for claim in telling.claims)
    last = max(claim.content[-1].end for claim in telling.claims)
    before = max((text.rfind(mark, 0, first) for mark in _SENTENCE_ENDS), default=-1)
    if text[last - 1] in ".!?":  # a sentence in the outlet's own voice is a content with its full stop
        last -= 1
    after = [at for at in (text.find(mark, last) for mark in _SENTENCE_ENDS) if at >= 0]
    return text[before + 1 : min(after, default=len(text))]


def sourcing_of(telling: Telling, attributions: Mapping[str, Attribution]) -> Spans:
    """Return the words of a telling that say whose word it is: its sources and cues."""
    spans: list[Span] = []
    for line in telling.lines:
        for link in line:
            attribution = attributions.get(link.attribution or "")
            spans += [*link.spans, *(attribution.cue if attribution else ())]
    return merged(spans)


def hedging_of(telling: Telling, attributions: Mapping[str, Attribution]) -> Spans:
    """Return the words that make a telling less than firm: its hedges, and the cues that put it so ("accused of")."""
    spans = [*telling.hedges, *telling.doubts]
    for claim in telling.claims:
        for link in claim.chain:
            attribution = attributions.get(link.attribution or "")
            if attribution and RANK[attribution.firmness] < RANK[Firmness.ASSERTED]:
                spans += attribution.hedges or attribution.cue
    return merged(spans)


def is_to_come(telling: Telling, attributions: Mapping[str, Attribution]) -> bool:
    """Say whether a telling is of what is still to come or only intended ("will sign", "is weighing sanctions")."""
    if telling.firmness is Firmness.PREDICTED:
        return True
    inner = (attributions.get(line[-1].attribution or "") for line in telling.lines)
    return any(one is not None and one.kind is AttributionKind.INTENT for one in inner)


def merged(spans: Iterable[Span]) -> Spans:
    """Return spans in order, those that meet or overlap made one.

    >>> merged([Span(4, 9), Span(0, 2), Span(8, 12)])
    (Span(start=0, end=2), Span(start=4, end=12))
    """
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        elif span.end > span.start:
            found.append(span)
    return tuple(found)


def shared(one: Spans, other: Spans) -> int:
    """Return how many characters two groups of spans share."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def size(spans: Spans) -> int:
    """Return how many characters spans cover."""
    return sum(span.end - span.start for span in spans)


def inside_denial(claim: Claim, attributions: Mapping[str, Attribution]) -> bool:
    """Say whether a claim is only what somebody denies: an accusation repeated within its denial carries nothing."""
    if claim.polarity is Polarity.NEGATIVE:
        return False
    outer = (attributions.get(link.attribution or "") for link in claim.chain[:-1])
    return any(one is not None and one.firmness is Firmness.DENIED for one in outer)


def _reading_order(claim: Claim) -> tuple[int, int, int, str]:
    return claim.content[0].start, -claim.content[-1].end, len(claim.chain), claim.id


def _is_passage_of(claim: Claim, group: Iterable[Claim]) -> bool:
    return any(_same_passage(claim, other) for other in group)


def _same_passage(one: Claim, other: Claim) -> bool:
    if one.where is not other.where:
        return False
    return shared(one.content, other.content) >= _SHARED * max(1, min(size(one.content), size(other.content)))


def _inner_readings(
    claims: Iterable[Claim], context: Sequence[Claim], attributions: Mapping[str, Attribution]
) -> dict[str, Claim]:
    """Return the claims of the context that are nested readings of the allegation's own."""
    return {
        inner.id: inner
        for claim in claims
        for inner in context
        if inner.id != claim.id and _is_reading(inner, claim) and not inside_denial(inner, attributions)
    }


def _is_reading(inner: Claim, claim: Claim) -> bool:
    if inner.where is not claim.where or inner.polarity is not claim.polarity:
        return False
    if inner.chain[: len(claim.chain)] != claim.chain:
        return False
    both = shared(inner.content, claim.content)
    return both >= _INSIDE * size(inner.content) and both >= _SHARED * size(claim.content)


def firmness_of(claim: Claim, attributions: Mapping[str, Attribution]) -> Firmness:
    """Return how firmly a claim is put by those who make it.

    "X claimed that", "X accuses Y of" keep the outlet's distance, but X puts it as so; held against "X said that" nothing
    got firmer. Where nobody is named for it ("Y is accused of"), or a hedge stands in what is said, it is alleged.
    """
    if claim.firmness is not Firmness.ALLEGED or claim.hedges:
        return claim.firmness
    links = [attributions.get(link.attribution or "") for link in claim.chain]
    distant = [one for one in links if one is not None and one.firmness is Firmness.ALLEGED]
    is_said = distant and all(one.source_kind is not SourceKind.IMPERSONAL for one in distant)
    return Firmness.ASSERTED if is_said else claim.firmness


def _telling(claims: Sequence[Claim], document: Document, attributions: Mapping[str, Attribution]) -> Telling:
    outlet = document.outlet
    chains = [tuple(link for link in claim.chain[1:] if _is_sayer(link, outlet)) for claim in claims]
    lines = [line for line in chains if line and not any(_goes_on(other, line) for other in chains)]
    fullest = max(claims, key=lambda claim: (len(claim.chain), size(claim.content), claim.id))
    least = min(
        (put_of(claim, document.text, attributions) for claim in claims), key=lambda one: (RANK[one], one.value)
    )
    return Telling(
        document=fullest.document,
        where=fullest.where,
        claim=fullest,
        claims=tuple(claims),
        firmness=least,
        lines=tuple(dict.fromkeys(lines)),
        hedges=merged(span for claim in claims for span in claim.hedges),
        outlet=outlet,
        doubts=_doubts(claims, document.text) if fullest.where is Where.BODY else (),
    )


def put_of(claim: Claim, text: str, attributions: Mapping[str, Attribution]) -> Firmness:
    """Return how firmly a claim is put; "found signs of fraud" leaves open whether there was any."""
    if claim.content and _SIGNS.match(claim.content[0].of(text)):
        return Firmness.POSSIBLE
    put = firmness_of(claim, attributions)
    if put is Firmness.POSSIBLE and claim.hedges and all(_is_ability(hedge, text) for hedge in claim.hedges):
        return Firmness.ASSERTED
    return put


def _is_ability(hedge: Span, text: str) -> bool:
    """Say whether a "could" is of what somebody was able to do: "nobody could see it", "one could have passed a table"."""
    if hedge.of(text).split()[0].casefold() not in {"could", "can"}:
        return False
    return bool(_ABLE_BEFORE.search(text[max(0, hedge.start - _NEAR) : hedge.start]) or _ABLE.match(text, hedge.start))


def _doubts(claims: Sequence[Claim], text: str) -> Spans:
    """Return where an article calls a passage open; the doubts of those whom it cites are theirs, and lie in what they say."""
    content = [span for claim in claims for span in claim.content]
    found = doubts_of(text, min(span.start for span in content), max(span.end for span in content))
    return tuple(one for one in found if not any(span.start <= one.start < span.end for span in content))


def _repeats_title(telling: Telling, document: Document) -> bool:
    """Say whether a line of the body is the headline over again, as breadcrumbs are ("Home / News / Mines at the ford")."""
    title = fold(document.title or "")
    if telling.where is Where.TITLE or len(title) < _SHORTEST_TITLE:
        return False
    line = fold(sentences_of(telling, document.text))
    return len(line) <= len(title) + _CRUMBS and is_part(title, line)


def _is_sayer(link: ChainLink, outlet: str | None) -> bool:
    """Say whether a link is somebody else's word: nobody's is not, nor is the outlet as the one who was told."""
    if link.kind is SourceKind.IMPERSONAL:
        return False
    return link.attribution is not None or not (outlet and link.name and same_outlet(link.name, outlet))


def _goes_on(longer: Line, line: Line) -> bool:
    """Say whether ``longer`` begins with ``line`` and leads further."""
    return len(longer) > len(line) and longer[: len(line)] == line
