"""Claims of one document -> signatures: everything that comparing them with the claims of other documents needs."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import dropwhile, pairwise
from typing import Final

import msgspec

from allegedly.lexicon import load_table
from allegedly.match.particulars import read_figures, read_moments, read_parties, read_sites
from allegedly.match.reach import reached_words
from allegedly.match.reader import load_reader
from allegedly.match.thesaurus import read_phrases
from allegedly.match.tokens import Word, read_words, within
from allegedly.match.words import UNKNOWN_WEIGHT, WORD, empty_words, name_form, normal_form, weight_of
from allegedly.records import (
    Claim,
    Document,
    Event,
    Link,
    Signature,
    Span,
    Spans,
)
from allegedly.vocab import Auxiliary, Firmness, Polarity, SourceKind, Where

# Of an outer content so much weight may stand outside the inner one before it is a claim of its own: a name, an adjunct.
_LEFT_OUTSIDE: Final = 0.35
# A claim says the same as another of its document if that has so much of its weight: enough for a headline's own words.
_SAME_IN_DOCUMENT: Final = 0.6
# A content of less weight than this refers to something said before ("the accusation"); one of more can be referred to.
_THIN: Final = 1.5
_FULL: Final = 2.0
# Where a sentence ends; how far to look for it.
_SENTENCE_BORDER: Final = re.compile(r"[.!?][”\"’)]*\s+|\n")
_LONGEST: Final = 400
# Names of a document that stand for its story in comparing and blocking, the most frequent first.
MOST_CONTEXT: Final = 12
# The rank of a claim in the headline: right before the first claim of the body.
IN_HEADLINE: Final = -1
# Words in a row that make a shingle; three are enough within one sentence and few set phrases of three are shared by chance.
SHINGLE: Final = 3
# How the sentence may go on after a content that it rejects, and how far to look.
_SAID_UNTRUE: Final = re.compile(
    r"[\s,”’\"']*(?:is|are|was|were|be|has been|have been|had been)\s+(?:\w+ly\s+|simply\s+|all\s+|an?\s+)*"
    r"(?:false|untrue|not\s+true|wrong|baseless|unfounded|groundless|fabricat\w+|invent\w+|incorrect|nonsense|lies?|fiction"
    r"|propaganda)\b",
    re.IGNORECASE,
)
_NEXT_WORDS = 60
# How far before a content the word may stand by which it is denied: "denied earlier reports that".
_BEFORE: Final = 40
# A negation among so many first words is likely to be that of the main clause.
_FIRST_WORDS: Final = 8
# Words after which a negation is not that of the main clause.
_SUBORDINATE: Final = frozenset({
    "who", "which", "that", "because", "while", "although", "though", "since", "if", "when", "where", "whose", "whom",
})  # fmt: skip
# A claim takes over a place or day from the claims so many before and after it: a whole article, a few pages of a book.
_NEAR: Final = 60
_FINITE_ENOUGH: Final = 4


def signatures(
    document: Document, claims: Iterable[Claim], events: Iterable[Event], links: Iterable[Link]
) -> tuple[Signature, ...]:
    """Return the signature of every claim of a document that stands for itself, in the order of the claims.

    A claim whose content is little more than the content of an attribution nested in it (the outer link of a chain) is
    left out: the inner one stands for both. Nothing outside the document is looked at, so a signature never changes.
    """
    links = tuple(links)
    kept = list(_leaves(document, tuple(claims), words := read_words(document, links)))
    events = tuple(events)
    context = _context(document, words)
    made: list[Signature] = []
    ranks = _ranks(claim for claim, _ in kept)
    directions = load_reader().read(document.text, [reach for _, reach in kept])
    for (claim, reach), direction in zip(kept, directions, strict=True):
        signature = _signature(document, claim, within(words, reach), _told(events, reach), links, context)
        beside = (*_antecedent(signature, made), *_sentence(document.text, claim, words))
        own = {*signature.terms, *signature.names}
        around = tuple(dict.fromkeys(word for word in beside if word not in own))
        made.append(
            msgspec.structs.replace(
                signature,
                around=around,
                rank=ranks.get(claim.id, IN_HEADLINE),
                said_by=_said_by(claim, words),
                direction=direction,
            )
        )
    denied = _denied(made)
    made = [msgspec.structs.replace(one, denying=_denying(one, denied)) for one in made]
    placed = (_placed(one, made[max(0, number - _NEAR) : number + _NEAR]) for number, one in enumerate(made))
    return _counted(tuple(placed), {claim.id: claim.content[0].start for claim, _ in kept})


def _denied(made: Iterable[Signature]) -> dict[str | None, list[bytes]]:
    """Return the directions of what each source of a document denies."""
    denied: dict[str | None, list[bytes]] = defaultdict(list)
    for one in made:
        if one.source is not None and one.polarity is Polarity.NEGATIVE:
            denied[one.source].append(one.direction)
    return denied


def _denying(one: Signature, denied: Mapping[str | None, Sequence[bytes]]) -> bytes:
    """Return the directions of what the source of a claim denies beside it; empty for a denial."""
    return b"" if one.polarity is Polarity.NEGATIVE else b"".join(denied.get(one.source, ()))


def _counted(made: tuple[Signature, ...], starts: Mapping[str, int]) -> tuple[Signature, ...]:
    """Note in each claim how many of its document's claims have each of its words, and its place in their order."""
    reached = {one.id: reached_words(one) for one in made}
    held_by = Counter(word for words in reached.values() for word in words)
    order = {one: number for number, one in enumerate(sorted(reached, key=lambda one: (starts[one], one)))}
    last = max(1, len(made) - 1)
    return tuple(
        msgspec.structs.replace(
            one, spread=tuple(held_by[word] for word in reached[one.id]), order=round(order[one.id] / last, 3)
        )
        for one in made
    )


def _ranks(claims: Iterable[Claim]) -> dict[str, int]:
    """Return the number of each claim of the body among them, in the order in which their contents begin."""
    told = sorted((claim.content[0].start, claim.id) for claim in claims if claim.where is Where.BODY)
    return {identity: number for number, (_, identity) in enumerate(told)}


def _sentence(text: str, claim: Claim, words: Sequence[Word]) -> list[str]:
    """Return the content words of the sentences that a claim's content stands in."""
    start, end = claim.content[0].start, claim.content[-1].end
    begins = max(
        (m.end() for m in _SENTENCE_BORDER.finditer(text, max(0, start - _LONGEST), start)),
        default=max(0, start - _LONGEST),
    )
    border = _SENTENCE_BORDER.search(text, end)
    ends = min(end + _LONGEST, border.start() if border else len(text))
    return [
        word.form for word in within(words, [Span(begins, max(end, ends))]) if word.weight > 0 and word.date is None
    ]


def _antecedent(signature: Signature, before: Sequence[Signature]) -> tuple[str, ...]:
    """Return the words of the last full claim before one that says little itself, to which it is likely to refer."""
    if _weight_of(signature) >= _THIN:
        return ()
    full = next((one for one in reversed(before) if _weight_of(one) >= _FULL), None)
    return (*full.terms, *full.names) if full else ()


def _weight_of(signature: Signature) -> float:
    return (
        sum(signature.weights) + UNKNOWN_WEIGHT * (len(signature.names) + len(signature.sites)) + len(signature.figures)
    )


def _placed(one: Signature, all_made: Sequence[Signature]) -> Signature:
    """Take over the place and the day that the same document gives where it tells the same more fully.

    A headline has no day of its own; the sentence that it stands over has.
    """
    if one.sites and one.moments:
        return one
    alike = [other for other in all_made if other is not one and _tells_same(one, other)]
    sites = one.sites or next((other.sites for other in alike if other.sites), ())
    moments = one.moments or next((other.moments for other in alike if other.moments), ())
    return msgspec.structs.replace(one, sites=sites, moments=moments)


def _tells_same(one: Signature, other: Signature) -> bool:
    """Say whether most of what one claim says, by weight, stands in another of the same document."""
    own = set(other.terms) | set(other.names) | {word for site in other.sites for word in site.name.split()}
    mine = dict(zip(one.terms, one.weights, strict=True)) | dict.fromkeys(one.names, UNKNOWN_WEIGHT)
    mine |= dict.fromkeys((word for site in one.sites for word in site.name.split()), UNKNOWN_WEIGHT)
    total = sum(mine.values())
    shared = sum(weight for word, weight in mine.items() if word in own)
    return total > UNKNOWN_WEIGHT and shared >= _SAME_IN_DOCUMENT * total


def _leaves(document: Document, claims: Sequence[Claim], words: Sequence[Word]) -> Iterator[tuple[Claim, Spans]]:
    """Yield the claims that stand for themselves, each with the spans whose words tell what it says."""
    children = defaultdict(list)
    by_line = {_line(claim): claim for claim in claims if claim.chain[-1].attribution is not None}
    for claim in by_line.values():
        outer = next(
            (by_line[_line(claim)[:n]] for n in range(len(_line(claim)) - 1, 0, -1) if _line(claim)[:n] in by_line),
            None,
        )
        if outer is not None:
            children[outer.id].append(claim)
    hedged: dict[str, Claim] = {}
    dropped: set[str] = set()
    for claim in claims:
        if claim.polarity is Polarity.NEGATIVE:
            dropped.update(_below(claim, children))
        else:
            split = [inner for inner in children[claim.id] if _is_adverb(document.text, inner)]
            if split or (children[claim.id] and _is_covered(claim, children[claim.id], words)):
                dropped.add(claim.id)
                hedged.update((inner.id, claim) for inner in split)
    for claim in claims:
        if claim.id not in dropped:
            yield claim, hedged[claim.id].content if claim.id in hedged else claim.content


def _below(claim: Claim, children: Mapping[str, Sequence[Claim]]) -> Iterator[str]:
    """Yield the claims nested in one that its source denies: what it denies nobody is said here to hold."""
    for inner in children.get(claim.id, ()):
        yield inner.id
        yield from _below(inner, children)


def _line(claim: Claim) -> tuple[str, ...]:
    """Return the attributions of a claim's chain, outermost first."""
    return tuple(link.attribution for link in claim.chain if link.attribution is not None)


def _is_covered(claim: Claim, inner: Sequence[Claim], words: Sequence[Word]) -> bool:
    """Say whether the contents and sources nested in a claim leave little of its content."""
    spans = [span for child in inner for span in (*child.content, *child.chain[-1].spans)]
    hull = [Span(child.content[0].start, child.content[-1].end) for child in inner if child.content]
    held = {word.start for word in within(words, [*spans, *hull])}
    own = within(words, claim.content)
    total = sum(word.weight for word in own)
    outside = sum(word.weight for word in own if word.start not in held)
    return outside <= _LEFT_OUTSIDE * total


def _is_adverb(text: str, claim: Claim) -> bool:
    """Say whether a claim's content is cut in two by nothing but a hedge ("was allegedly shelled")."""
    gaps = [text[one.end : other.start].strip(" ,").casefold() for one, other in pairwise(claim.content)]
    return any(gap in _adverbs() for gap in gaps)


@cache
def _adverbs() -> frozenset[str]:
    return frozenset(row["hedge"] for row in load_table("hedge_words") if row["hedge"].endswith("ly"))


def _told(events: Iterable[Event], spans: Spans) -> list[Event]:
    """Return the events whose first trigger word stands inside the spans."""
    return [event for event in events if event.trigger and any(span.holds(event.trigger[0]) for span in spans)]


def _context(document: Document, words: Sequence[Word]) -> tuple[str, ...]:
    """Return the names that a document speaks of most, the outlet's own left out."""
    own = {name_form(word) for word in (document.outlet or "").split()}
    counts = Counter(word.form for word in words if word.is_name and word.form not in own and word.date is None)
    return tuple(name for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_CONTEXT])


def _signature(
    document: Document,
    claim: Claim,
    words: Sequence[Word],
    events: Sequence[Event],
    links: Sequence[Link],
    context: tuple[str, ...],
) -> Signature:
    names = dict.fromkeys(word.form for word in words if word.is_name and word.place is None and word.date is None)
    plain = [word for word in words if word.weight > 0 and not word.is_name and word.date is None]
    terms: dict[str, float] = {}
    for word in plain:
        terms[word.form] = max(word.weight, terms.get(word.form, 0.0))
    ordered = sorted(terms, key=lambda term: (-terms[term], term))
    text = " ".join(span.of(document.text) for span in claim.content)
    return Signature(
        id=claim.id,
        document=document.id,
        where=claim.where,
        outlet=document.outlet,
        published=document.published,
        polarity=_polarity(document.text, claim, words, events),
        firmness=claim.firmness,
        source=_source(claim),
        cited=tuple(
            sorted(
                {
                    (link.name or "").casefold()
                    for link in claim.chain[1:]
                    if link.kind is SourceKind.OUTLET and link.name
                }
            )
        ),
        names=tuple(names),
        context=context,
        terms=tuple(ordered),
        weights=tuple(round(terms[term], 3) for term in ordered),
        actors=read_parties([side for event in events for side in event.actors], words),
        recipients=read_parties([side for event in events for side in event.recipients], words),
        acts=tuple(sorted({event.event_type.value for event in events})),
        sites=tuple(read_sites(words, links)),
        moments=tuple(read_moments(document.text, words, links)),
        figures=tuple(read_figures(words, events)),
        around=(),
        shingles=_shingles(words),
        words=len(words),
        is_sentence=_is_sentence(claim, words),
        is_sourced=len(claim.chain) > 1,
        place=round(claim.content[0].start / max(1, len(document.text)), 3),
        rank=IN_HEADLINE,
        text=text,
        phrases=tuple(dict.fromkeys(read_phrases([word.surface for word in words]))),
    )


def _polarity(text: str, claim: Claim, words: Sequence[Word], events: Sequence[Event]) -> Polarity:
    """Return whether a claim tells that something is not so: by its attribution, by what follows ("... were untrue"), or itself.

    What somebody says and what the outlet says itself are read alike: "We do not tow" is as negative as "The coast guard did not
    tow". Who denies by the cue what is itself negative tells that it is so: "denied that the mine was never inspected".
    """
    is_negative = _is_negative(words, events)
    if is_said_untrue(text, claim):
        return Polarity.NEGATIVE
    if claim.polarity is Polarity.NEGATIVE:
        is_so = is_negative and _is_denied_by_cue(text, claim.content[0].start)
        return Polarity.POSITIVE if is_so else Polarity.NEGATIVE
    return Polarity.NEGATIVE if is_negative else Polarity.POSITIVE


def is_said_untrue(text: str, claim: Claim) -> bool:
    """Say whether the sentence goes on after a claim's content by rejecting it: "... are simply false"."""
    end = claim.content[-1].end
    return _SAID_UNTRUE.match(text, end, end + _NEXT_WORDS) is not None


def _is_negative(words: Sequence[Word], events: Sequence[Event]) -> bool:
    """Say whether one of the first words is a negation, that of the main clause, or all events told are negated."""
    opening = list(dropwhile(lambda word: word.surface == "that", words))[:_FIRST_WORDS]
    first = next((n for n, word in enumerate(opening) if word.is_negation), None)
    if first is not None and not any(word.surface in _SUBORDINATE for word in opening[:first]):
        return True
    return bool(events) and all(Auxiliary.NEGATED in event.auxiliary for event in events)


def _is_denied_by_cue(text: str, start: int) -> bool:
    """Say whether a word that denies stands right before a content, in its sentence."""
    before = _SENTENCE_BORDER.split(text[max(0, start - _BEFORE) : start])[-1]
    return not _denying_words().isdisjoint(normal_form(word.casefold()) for word in WORD.findall(before))


@cache
def _denying_words() -> frozenset[str]:
    return frozenset(normal_form(row["cue"]) for row in load_table("cue_labels") if row["firmness"] == Firmness.DENIED)


def _source(claim: Claim) -> str | None:
    """Return a key of the innermost party of the chain that the text names or describes, the publisher left out."""
    for link in reversed(claim.chain[1:]):
        if link.name:
            return f"{link.kind.value}:{link.name.casefold()}"
    return None


def _said_by(claim: Claim, words: Sequence[Word]) -> tuple[str, ...]:
    """Return the content words of the sources of a claim, as the text has them and by their full names."""
    inner = claim.chain[1:]
    named = (
        name_form(found) if found[0].isupper() else normal_form(found.casefold())
        for link in inner
        for found in WORD.findall(link.name or "")
        if found.casefold() not in empty_words()
    )
    told = (word.form for word in within(words, [span for link in inner for span in link.spans]) if word.weight > 0)
    return tuple(word for word in dict.fromkeys((*named, *told)) if weight_of(word) > 0)


def _shingles(words: Sequence[Word]) -> tuple[int, ...]:
    forms = [word.form for word in words if word.weight > 0 or word.value is not None or word.is_name]
    size = min(SHINGLE, len(forms))
    grams = {" ".join(forms[n : n + size]) for n in range(len(forms) - size + 1)} if size else set()
    return tuple(sorted(_hash(gram) for gram in grams))


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def _is_sentence(claim: Claim, words: Sequence[Word]) -> bool:
    return claim.where is Where.BODY and len(claim.content) == 1 and len(words) >= _FINITE_ENOUGH
