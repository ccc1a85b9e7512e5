"""Whose word a document gives for an allegation: its claims' chains, outermost first, as steps from source to source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from allegedly.records import Attribution, ChainLink, Claim, Document, Spans
from allegedly.vocab import NodeKind, Polarity, Quotation, SourceKind, Where
from allegedly.weigh.identity import fold
from allegedly.weigh.named import described_kind, is_known_body
from allegedly.weigh.outlets import Outlets, is_generic, is_same_name, names_an_outlet
from allegedly.weigh.own_reporting import employer, find_witness, is_reporter
from allegedly.weigh.parties import party_of
from allegedly.weigh.vouching import has_reported, is_asking, is_concluded, speakers

_KINDS = {
    SourceKind.OUTLET: NodeKind.EXTERNAL,
    SourceKind.NAMED: NodeKind.NAMED,
    SourceKind.UNNAMED: NodeKind.UNNAMED,
    SourceKind.DOCUMENT: NodeKind.DOCUMENT,
}
# The share of a content that must lie inside another for the one to be the inner of the two (as in attribution's nesting).
_HELD = 0.8
# "ORVEL, 12 April - ": where a report was filed from, which may hang on to the words of its first source.
_DATELINE = re.compile(r"^[A-ZÀ-Þ][A-ZÀ-Þ'’ .-]+(?:,[^–—:-]{0,40})?(?:\s*\([^)]*\))?\s*[-–—:]+\s+(?=\S)")
_JOINING = re.compile(r"(?i)^(?:(?:according\s+to|citing|quoting|in\s+which|as|by|and|that|when|while)\s+)+")
# "a Coastal Wire report": an outlet's own report is that outlet.
_REPORT = re.compile(
    r"(?i)(?:an?\s+|the\s+|its\s+)?(?P<outlet>.+?)(?:['’]s?)?\s+(?:report|story|article|dispatch|interview|account|piece|coverage)"
)
# Words of the longest name that stands for an outlet where attribution found another sort of source.
_LONGEST_OUTLET = 9
# Nouns that attribution may take for a document's where they stand for who publishes it.
_OUTLETS_AS_DOCUMENTS = frozenset(
    {"website", "site", "newspaper", "channel", "agency", "station", "outlet", "blog", "magazine"}
)
_SHORTEST_NAME = 2  # letters; a single one is a slip, not a name


@dataclass(frozen=True, slots=True)
class Step:
    """One sayer of a line: an outlet (``EXTERNAL`` until it is resolved), a source, a document, or own reporting.

    ``words`` is what the text calls it where it stands, ``name`` what that stands for within the document.
    """

    kind: NodeKind
    name: str
    words: str
    spans: Spans
    attribution: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A claim with the steps on whose word it stands, from the publisher inwards; no step: in the outlet's own voice."""

    claim: Claim
    steps: tuple[Step, ...]
    is_self_citing: bool = False


class Also(NamedTuple):
    """What counts beside what is said: what somebody denies, and what somebody asks about."""

    denials: bool = False
    questions: bool = False


def read_lines(
    document: Document,
    claims: Sequence[Claim],
    context: Sequence[Claim],
    attributions: Mapping[str, Attribution],
    outlets: Outlets,
    also: Also,
) -> tuple[Line, ...]:
    """Return the lines of sourcing of one document's body claims, in reading order.

    Of nested claims only the innermost is kept, found among the ``context`` if need be; claims of one sentence that name
    parts of one chain ("citing Y, X reported that Z said") are put together. Where somebody denies what another said, the
    line of a denial ends with who denies (``also.denials``), and there is no line for what is denied. Nor is there for what
    somebody only asks about, but with ``also.questions``, and then not on the asker's word. Several people named side by
    side are a line each.
    """
    kept = _innermost([claim for claim in claims if claim.where is Where.BODY], context)
    chains = (
        (claim, chain if denier is None else chain[: denier + 1])
        for claim, chain in _joined(kept, attributions)
        if (denier := _denier(chain, attributions)) is None or also.denials
    )
    lines: list[Line] = []
    for claim, chain in chains:
        said = {link: attributions.get(link.attribution or "") for link in chain}
        links = tuple(link for link in chain if not is_concluded(document.text, said[link]))
        vouched = tuple(link for link in links if not is_asking(document.text, said[link]))
        if len(vouched) == len(links) or also.questions:
            line = _line(document, claim, vouched, outlets)
            cites = line.is_self_citing and any(has_reported(document.text, said[link]) for link in vouched[:2])
            lines += _each(document, replace(line, is_self_citing=cites))
    return tuple(sorted(lines, key=_place))


def _place(line: Line) -> tuple[Spans, str, Spans]:
    return line.claim.content, line.claim.id, line.steps[-1].spans if line.steps else ()


def _each(document: Document, line: Line) -> Iterable[Line]:
    """Yield a line for each of several sources that are named side by side at its end: "a nurse and a guard said"."""
    last = line.steps[-1] if line.steps else None
    parts = speakers(document.text, last.spans) if last is not None and last.kind is NodeKind.UNNAMED else ()
    if last is None or len(parts) < 2:
        yield line
        return
    for part in parts:
        words = part.of(document.text)
        yield replace(line, steps=(*line.steps[:-1], replace(last, name=words, words=words, spans=(part,))))


def _denier(chain: Sequence[ChainLink], attributions: Mapping[str, Attribution]) -> int | None:
    """Return the place in a chain of the first link that denies what the links further in say, None if none does."""
    for number, link in enumerate(chain[:-1]):
        attribution = attributions.get(link.attribution or "")
        if attribution is not None and attribution.polarity is Polarity.NEGATIVE:
            return number
    return None


def _innermost(claims: Sequence[Claim], context: Sequence[Claim]) -> list[Claim]:
    """Return the claims with each one that only wraps another replaced by that other."""
    found = {claim.id: claim for claim in claims}
    for claim in claims:
        inner = [
            other
            for other in context
            if len(other.chain) > len(claim.chain) > 1
            and other.id not in found
            and other.where is Where.BODY
            and _extends(other, claim)
            and _share(other.content, claim.content) >= _HELD
            and size(other.content) * 2 >= size(claim.content)
        ]
        if inner:
            deepest = max(inner, key=lambda other: (len(other.chain), other.id))
            found[deepest.id] = deepest
    return [claim for claim in found.values() if not any(_gives_way(claim, other) for other in found.values())]


def _gives_way(claim: Claim, other: Claim) -> bool:
    """Say whether ``other`` tells the same with more of the chain, or all of what ``claim`` is a scrap of."""
    if _extends(other, claim):
        return _share(other.content, claim.content) >= _HELD and size(other.content) * 2 >= size(claim.content)
    if _extends(claim, other):
        return _share(claim.content, other.content) >= _HELD and size(claim.content) * 2 < size(other.content)
    return False


def _extends(inner: Claim, outer: Claim) -> bool:
    """Say whether the chain of ``inner`` goes on from that of ``outer``."""
    return len(inner.chain) > len(outer.chain) and inner.chain[: len(outer.chain)] == outer.chain


def size(spans: Spans) -> int:
    """Return how many code points ``spans`` cover."""
    return sum(span.end - span.start for span in spans)


def overlap(one: Spans, other: Spans) -> int:
    """Return how many code points two lists of spans share."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def _share(part: Spans, whole: Spans) -> float:
    return overlap(part, whole) / max(1, size(part))


def _joined(
    claims: Sequence[Claim], attributions: Mapping[str, Attribution]
) -> list[tuple[Claim, tuple[ChainLink, ...]]]:
    """Return the claims with their chains, a claim that only cites an outlet for another joined to that other."""
    chains = {claim.id: claim.chain for claim in claims}
    spent: set[str] = set()
    for citing in sorted(claims, key=lambda claim: (claim.content, claim.id)):
        rest = citing.chain[-1:]
        if len(citing.chain) < 2 or rest[0].kind is not SourceKind.OUTLET:
            continue
        for other in sorted(claims, key=lambda claim: (claim.content, claim.id)):
            if _cites_for(citing, other, attributions):
                chains[other.id] = _insert(chains[other.id], citing.chain[:-1], rest)
                spent.add(citing.id)
    return [(claim, chains[claim.id]) for claim in claims if claim.id not in spent]


def _cites_for(citing: Claim, other: Claim, attributions: Mapping[str, Attribution]) -> bool:
    """Say whether ``citing`` names the outlet from which ``other``'s publisher or outlet has what it says."""
    if other.id == citing.id or len(other.chain) < 2 or citing.chain[-1] in other.chain:
        return False
    outer = citing.chain[:-1]
    if other.chain[: len(outer)] != outer and len(outer) > 1:
        return False
    if min(_share(other.content, citing.content), 1.0) < _HELD:
        return False
    one, two = (attributions.get(claim.chain[-1].attribution or "") for claim in (citing, other))
    if one is None or two is None or one.cue == two.cue:
        return False
    return one.cue != () and other.chain[-1].kind is not SourceKind.IMPERSONAL and _is_inner(citing, other, one)


def _is_inner(citing: Claim, other: Claim, attribution: Attribution) -> bool:
    """Say whether the citing claim's content holds the other's source, or stands around the same content."""
    source = other.chain[-1].spans
    return overlap(source, citing.content) > 0 or (
        len(citing.chain) == len(other.chain) and overlap(attribution.source, other.content) == 0
    )


def _insert(
    chain: tuple[ChainLink, ...], outer: tuple[ChainLink, ...], rest: tuple[ChainLink, ...]
) -> tuple[ChainLink, ...]:
    """Return ``chain`` with ``rest`` after its last outlet, and after what it shares with ``outer``."""
    outlets = [index + 1 for index, link in enumerate(chain) if index == 0 or link.kind is SourceKind.OUTLET]
    shared = len(outer) if chain[: len(outer)] == outer else 1
    at = max(outlets[-1], shared)
    return chain[:at] + rest + chain[at:]


def _line(document: Document, claim: Claim, chain: tuple[ChainLink, ...], outlets: Outlets) -> Line:
    publisher = document.outlet or ""
    steps: list[Step] = []
    is_self_citing = False
    for number, link in enumerate(chain[1:]):
        step = _step(document, link, outlets)
        if step is None:
            continue
        if step.kind is NodeKind.EXTERNAL:
            is_medium = link.attribution is None
            if is_medium and (is_generic(step.name) or is_same_name(step.name, publisher)):
                continue
            if step.name == "" or (number == 0 and not steps and _is_own(step.name, publisher, outlets)):
                is_self_citing = is_self_citing or not is_medium
                step = replace(step, name=publisher)
        steps.append(step)
    if not steps:
        steps.extend(_witnessed(document, claim, publisher))
    return Line(claim, tuple(_without_repeats(steps)), is_self_citing)


def _is_own(name: str, publisher: str, outlets: Outlets) -> bool:
    if not publisher:
        return False
    return outlets.publisher(name) == outlets.key(publisher)


def _step(document: Document, link: ChainLink, outlets: Outlets) -> Step | None:
    kind = _KINDS.get(link.kind)
    if kind is None:
        return None
    words = _bare_words(" ".join(span.of(document.text) for span in link.spans) or link.name or "")
    name = _bare_words(link.name or words)
    name = name if len(name.strip()) >= _SHORTEST_NAME else words
    if not fold(name):
        return None
    publisher = document.outlet or ""
    if is_reporter(words) and kind in {NodeKind.EXTERNAL, NodeKind.UNNAMED}:
        house = employer(words)
        if house is None or is_same_name(house, publisher):
            return Step(NodeKind.OWN_REPORTING, publisher, words, link.spans, link.attribution)
        return Step(NodeKind.EXTERNAL, house, words, link.spans, link.attribution)
    if kind is NodeKind.NAMED:
        kind = described_kind(words)
    if kind is NodeKind.UNNAMED and (is_known_body(words) or is_known_body(f"the {name}")):
        kind = NodeKind.NAMED
    if kind is not NodeKind.EXTERNAL or outlets.publisher(name) is None:
        report = _REPORT.fullmatch(words)
        called = (name, words, report["outlet"]) if report else (name, words)
        meant = next((n for n in called if outlets.publishers(n, strictly=True)), None)
        meant = meant or next((n for n in called if outlets.publisher(n, strictly=True) is not None), None)
        if meant is not None and len(fold(meant)) <= _LONGEST_OUTLET:
            return Step(NodeKind.EXTERNAL, meant, words, link.spans, link.attribution)
    if kind is NodeKind.DOCUMENT and is_generic(name) and name.split()[-1].casefold() in _OUTLETS_AS_DOCUMENTS:
        kind = NodeKind.EXTERNAL
    return Step(kind, name, words, link.spans, link.attribution)


def _bare_words(words: str) -> str:
    """Return a source's words without the dateline and the joining words that may hang on before them."""
    return _JOINING.sub("", _DATELINE.sub("", words))


def _witnessed(document: Document, claim: Claim, publisher: str) -> Iterable[Step]:
    """Yield a step of own reporting where the sentence of an unsourced claim says that a reporter saw it."""
    words = find_witness(document.text, claim.content[0].start, claim.content[-1].end)
    if words is None:
        return
    house = employer(words)
    if house is None or not publisher or is_same_name(house, publisher):
        yield Step(NodeKind.OWN_REPORTING, publisher, words, claim.content)
    else:
        yield Step(NodeKind.EXTERNAL, house, words, claim.content)


def _without_repeats(steps: Iterable[Step]) -> Iterable[Step]:
    """Yield the steps without those that name the one before again."""
    before: Step | None = None
    for step in steps:
        if before is None or (step.kind, fold(step.name)) != (before.kind, fold(before.name)):
            yield step
        before = step


def quoted_words(document: Document, claim: Claim) -> tuple[str, ...]:
    """Return the words of a claim given word for word, folded; () if it is not, or not in enough words to tell."""
    if claim.quotation is not Quotation.DIRECT:
        return ()
    words = fold(" ".join(span.of(document.text) for span in claim.content))
    return words if len(words) >= _QUOTED_WORDS else ()


# From this many words on an equal quotation is no chance: two speakers do not choose the same six words in a row.
_QUOTED_WORDS = 6


def settle_kinds(lines: Mapping[str, Sequence[Line]], outlets: Outlets) -> dict[str, tuple[Line, ...]]:
    """Return the lines with those outlets that are no outlets, but bodies named as such elsewhere, made named sources.

    A group that monitors or helps is described as one, or another article lets it speak as a named source.
    """
    named = {
        fold(step.name)
        for held in lines.values()
        for line in held
        for step in line.steps
        if step.kind is NodeKind.NAMED
    }

    def settled(step: Step) -> Step:
        if step.kind is not NodeKind.EXTERNAL or outlets.publisher(step.name) is not None or is_generic(step.name):
            return step
        side = party_of(step.words)
        is_body = side is not None and side.side == "third party" and not names_an_outlet(step.words)
        return replace(step, kind=NodeKind.NAMED) if fold(step.name) in named or is_body else step

    return {
        document: tuple(replace(line, steps=tuple(settled(step) for step in line.steps)) for line in held)
        for document, held in lines.items()
    }
