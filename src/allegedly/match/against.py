"""Claims that a document itself sets against one another: a version that others contradict, a charge rejected, two causes of one event.

Comparing two claims by their words finds that one denies what the other says where both say it. Texts more often point: "the
ministry's version is contradicted by residents, who say …", "the company dismisses the charge", "the union, however, …". What they point to
is read here, from one document alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Final, NamedTuple

from allegedly.match.causes import Cause, any_of, are_rival, phrases, read_cause
from allegedly.match.signature import is_said_untrue
from allegedly.match.words import WORD, normal_form
from allegedly.records import Attribution, Claim, Document, Pair, Signature, Span, Spans
from allegedly.vocab import MatchRelation, Polarity, Where

# Log-odds of what a text says in so many words ("is contradicted by"), and of what it implies by a contrast: 19 and 4 in 5.
STATED: Final = 3.0
IMPLIED: Final = 1.5
# What a text points to with "the charge" or "that" is told at most so many sentences before.
REACH: Final = 2
# An account is named in so many words at most ("the ministry's earlier version of events"), what stands for one in fewer ("that a fairy tale").
_LONGEST_ACCOUNT: Final = 9
_LONGEST_ANAPHOR: Final = 5
# Things said before among which the one that is answered is looked for.
_MOST_BEFORE: Final = 8
# A content whose words weigh less than two rare words says little by itself ("any encounter").
_LIGHT: Final = 1.5
_SHORTEST_NOUN: Final = 4  # letters; names and nouns of a source meet in these, not in "the" and "of"
_BORDER: Final = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bSt)[.!?][”\"’')\]]*\s+(?=[“\"‘'(\[]?[A-ZÀ-Þ0-9])|\n\s*"
)
_OWNER: Final = re.compile(r"^(?P<owner>.*?)(?:['’]s?\b)\s")
_OWN: Final = frozenset({"its", "his", "her", "their", "this", "that", "these", "those", "the", "such", "any", "all"})


class _Said(NamedTuple):
    """A claim that somebody makes: its attribution, the sentence in which it begins, who says it, the words of what is said."""

    claim: Claim
    attribution: Attribution
    signature: Signature
    start: int
    sentence: int
    holder: frozenset[str]
    words: str
    cause: Cause | None
    is_negative: bool  # whether it denies something, not whether it is told in a negative sentence


class _Found(NamedTuple):
    """Two claims set against one another, by which words."""

    one: _Said
    other: _Said
    relation: MatchRelation
    log_odds: float
    reason: str
    spans: Spans


class Against(NamedTuple):
    """The pairs of a document's claims that it sets against one another; and the claims that only point to the one they deny."""

    pairs: tuple[Pair, ...]
    pointing: frozenset[str]


def set_against(
    document: Document,
    claims: Iterable[Claim],
    attributions: Iterable[Attribution],
    signatures: Mapping[str, Signature],
) -> Against:
    """Return the pairs of a document's claims that its text sets against one another, each with the reason in words.

    ``signatures`` are those of the document's claims that stand for themselves. Of two claims only the clearest pair is kept.
    """
    said = _read(document, claims, {one.id: one for one in attributions}, signatures)
    found: dict[tuple[str, str], _Found] = {}
    for one in (*_accounts(document, said), *_answers(document, said), *_causes(said)):
        first, second = sorted((one.one.claim.id, one.other.claim.id))
        held = found.get((first, second))
        if first != second and (held is None or one.log_odds > held.log_odds):
            found[first, second] = one
    pairs = tuple(
        Pair(
            claim=first,
            other=second,
            document=document.id,
            of=document.id,
            relation=one.relation,
            log_odds=one.log_odds,
            reason=one.reason,
            spans=one.spans,
        )
        for (first, second), one in sorted(found.items())
    )
    pointing = (one.one.claim.id for one in found.values() if one.relation is MatchRelation.DENIAL and _points(one.one))
    return Against(pairs, frozenset(pointing))


def with_stated(pairs: Iterable[Pair], stated: Iterable[Against]) -> list[Pair]:
    """Return compared pairs together with those that the texts state, one for two claims.

    What a text says in so many words goes before any likeness; what it implies does unless the two are held to be the same.
    A claim that only points to what it denies denies nothing else.
    """
    said: dict[tuple[str, str], Pair] = {}
    pointing: set[str] = set()
    for against in stated:
        said.update({(one.claim, one.other): one for one in against.pairs})
        pointing |= against.pointing
    kept: list[Pair] = []
    for pair in pairs:
        key = pair.claim, pair.other
        is_opposed = pair.relation in _OPPOSED
        if key in said and (is_opposed or said[key].log_odds >= STATED):
            continue
        if key not in said and pair.relation is MatchRelation.DENIAL and not pointing.isdisjoint(key):
            continue
        said.pop(key, None)
        kept.append(pair)
    return [*kept, *(said[key] for key in sorted(said))]


_OPPOSED: Final = frozenset({MatchRelation.DENIAL, MatchRelation.CONTRADICTION})


def _read(
    document: Document,
    claims: Iterable[Claim],
    attributions: Mapping[str, Attribution],
    signatures: Mapping[str, Signature],
) -> list[_Said]:
    """Return what is said in the body of a document by somebody other than its outlet, in reading order."""
    text = document.text
    borders = [border.end() for border in _BORDER.finditer(text)]
    found: list[_Said] = []
    for claim in claims:
        attribution = attributions.get(claim.chain[-1].attribution or "")
        if attribution is None or claim.where is not Where.BODY or claim.id not in signatures or not attribution.source:
            continue
        cue = " ".join(span.of(text) for span in attribution.cue)
        words = " ".join(" ".join(span.of(text) for span in claim.content).split())
        start = min(span.start for span in (*attribution.source, *attribution.cue, *claim.content))
        found.append(
            _Said(
                claim,
                attribution,
                signatures[claim.id],
                start,
                bisect_right(borders, claim.content[0].start),
                _holder(text, attribution),
                words,
                read_cause(words, cue),
                claim.polarity is Polarity.NEGATIVE or is_said_untrue(text, claim),
            )
        )
    return sorted(found, key=lambda one: (one.claim.content[0].start, one.start, one.claim.id))


def _holder(text: str, attribution: Attribution) -> frozenset[str]:
    """Return the words by which a source is known, in normal form."""
    spans = (*attribution.source, *attribution.affiliation)
    return _nouns(" ".join((attribution.source_name or "", *(span.of(text) for span in spans))))


def _nouns(words: str) -> frozenset[str]:
    return frozenset(normal_form(word) for word in WORD.findall(words.casefold()) if len(word) >= _SHORTEST_NOUN)


def _is_same_holder(one: _Said, other: _Said) -> bool:
    """Say whether two things are said by one source: by its resolved name, or by the same words."""
    names = {each.attribution.source_name for each in (one, other)}
    return (len(names) == 1 and None not in names) or one.attribution.source == other.attribution.source


@cache
def _account() -> re.Pattern[str]:
    """Return the pattern of an account that a noun phrase names: words before it, the noun, and what may follow."""
    nouns = "|".join(re.escape(noun) for noun in phrases("account"))
    return re.compile(
        rf"(?is)^(?P<before>(?:[\w’'-]+\s+){{1,5}}?)(?:{nouns})s?\b(?P<after>(?:\s+(?!that\b)[\w’'-]+)*)[.,;]?$"
    )


@cache
def _anaphor() -> re.Pattern[str]:
    return re.compile(rf"(?i)^{any_of('anaphor', 'all')}\b")


@cache
def _all() -> re.Pattern[str]:
    return re.compile(rf"(?i)^(?:all\s+)?(?:{any_of('all')}|\w+\s+(?:{'|'.join(phrases('account'))})s)\b")


def _points(one: _Said) -> bool:
    """Say whether the words of a denial only point to what they deny: "the army's narrative", "that", "every word"."""
    count = len(one.words.split())
    if count <= _LONGEST_ANAPHOR and _anaphor().match(one.words):
        return True
    return count <= _LONGEST_ACCOUNT and _account().match(one.words) is not None


def _accounts(document: Document, said: Sequence[_Said]) -> Iterator[_Found]:
    """Yield for each denial that only points to an account whom it denies, and what those who deny say instead."""
    for place, one in enumerate(said):
        if not one.is_negative or not _points(one):
            continue
        cue = _quoted(document, one.attribution.cue)
        denied = _pointed_to(one, said, place)
        for other in denied:
            reason = f"one is what the other denies: {cue}"
            yield _Found(one, other, MatchRelation.DENIAL, STATED, reason, one.attribution.cue)
        for instead in _instead(one, said[place + 1 :]):
            for other in denied:
                if instead is not other:
                    reason = f"two accounts, set against one another by the text: {cue}"
                    yield _Found(instead, other, MatchRelation.CONTRADICTION, STATED, reason, one.attribution.cue)


def _quoted(document: Document, spans: Spans) -> str:
    return f"“{' '.join(span.of(document.text) for span in spans)}”"


def _pointed_to(one: _Said, said: Sequence[_Said], place: int) -> list[_Said]:
    """Return what a denial that names no content denies.

    What its words are the source of ("the army's narrative, attributing the clash to …"); what the one whose account it is said
    last; else what somebody else said last, all of it if it denies "both" or "every word".
    """
    own = [other for other in said if other is not one and _share(other.attribution.source, one.claim.content)]
    if own:
        return own
    owner = _owner(one.words)
    before = [other for other in said[:place] if not other.is_negative and not _is_same_holder(one, other)]
    if owner:
        theirs = [other for other in before if owner & other.holder]
        return _last(theirs, is_all=bool(_all().match(one.words)))
    near = [other for other in before if one.sentence - other.sentence <= REACH]
    return _last(near, is_all=bool(_all().match(one.words)))


def _share(source: Spans, content: Spans) -> bool:
    """Say whether a source stands within a content."""
    return any(whole.holds(part) for whole in content for part in source)


def _owner(words: str) -> frozenset[str]:
    """Return whose account a phrase names, as words in normal form; none if it does not say ("its version")."""
    found = _account().match(words)
    if found is None:
        return frozenset()
    owner = _OWNER.match(words)
    behind = re.match(r"(?i)\s+of\s+(?P<owner>.*)", found["after"])
    named = owner["owner"] if owner else behind["owner"] if behind else found["before"]
    kept = [word for word in named.split() if word.casefold() not in _OWN and word[:1].isupper()]
    return _nouns(" ".join(kept if owner is None and behind is None else [named]))


def _last(said: Sequence[_Said], *, is_all: bool) -> list[_Said]:
    """Return the last thing said, or all that its source says in that sentence."""
    if not said:
        return []
    last = said[-1]
    return [one for one in said if one.sentence == last.sentence and _is_same_holder(one, last)] if is_all else [last]


def _instead(one: _Said, after: Sequence[_Said]) -> Iterator[_Said]:
    """Yield what those who deny an account say instead: in the same sentence, or in the next if it is they who say it."""
    for other in after:
        gap = other.sentence - one.sentence
        if gap > 1:
            return
        if not other.is_negative and (gap == 0 or _is_same_holder(one, other)):
            yield other


def _answers(document: Document, said: Sequence[_Said]) -> Iterator[_Found]:
    """Yield what a source says against what another said before: by its cue ("insists"), or by a word of contrast."""
    for place, one in enumerate(said):
        before = [
            other
            for other in said[max(0, place - _MOST_BEFORE) : place]
            if one.sentence - other.sentence <= REACH
            and not (other.is_negative or _is_same_holder(one, other) or _is_nested(one, other))
        ]
        spans = _contrary(document, one) or (_contrast(document, before[-1], one) if before else ())
        other = _answered(one, before)
        if not spans or other is None or _points(one):
            continue
        relation = MatchRelation.DENIAL if one.is_negative else MatchRelation.CONTRADICTION
        reason = f"said against what was said before: {_quoted(document, spans)}"
        yield _Found(one, other, relation, IMPLIED, reason, spans)


def _answered(one: _Said, before: Sequence[_Said]) -> _Said | None:
    """Return which of the things said before is meant: the one with most of its words; the last if a denial says little itself."""
    shared = [(_shared(one, other), place) for place, other in enumerate(before)]
    most, place = max(shared, default=(0.0, 0))
    if most > 0:
        return before[place]
    is_light = one.is_negative and sum(one.signature.weights) < _LIGHT and not one.signature.names
    return before[-1] if is_light and before and one.sentence - before[-1].sentence <= 1 else None


def _shared(one: _Said, other: _Said) -> float:
    """Return the weight of the content words and names that two claims share."""
    weights = dict(zip(one.signature.terms, one.signature.weights, strict=True)) | dict.fromkeys(
        one.signature.names, 1.0
    )
    theirs = {*other.signature.terms, *other.signature.names}
    return sum(weight for word, weight in weights.items() if word in theirs)


def _is_nested(one: _Said, other: _Said) -> bool:
    shorter, longer = sorted((one.claim.chain, other.claim.chain), key=len)
    return longer[: len(shorter)] == shorter


@cache
def _contrary_forms() -> frozenset[str]:
    return frozenset(" ".join(normal_form(word) for word in phrase.split()) for phrase in phrases("contrary"))


def _contrary(document: Document, one: _Said) -> Spans:
    """Return the cue of what is said if it goes against something ("insists", "sticks to"), else nothing."""
    cue = " ".join(span.of(document.text) for span in one.attribution.cue)
    forms = " ".join(normal_form(word) for word in WORD.findall(cue.casefold()))
    padded = f" {forms} "
    return one.attribution.cue if any(f" {phrase} " in padded for phrase in _contrary_forms()) else ()


@cache
def _contrasting() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b{any_of('contrast')}\b")


def _contrast(document: Document, before: _Said, one: _Said) -> Spans:
    """Return the word that sets what is said against what came before, between the two or next to its source."""
    start = max(span.end for span in before.claim.content)
    edges = [*one.attribution.source, *one.attribution.cue]
    end = max(span.end for span in edges)
    for found in _contrasting().finditer(document.text, min(start, end), end):
        if not any(span.start <= found.start() < span.end for span in one.claim.content):
            return (Span(*found.span()),)
    return ()


def _causes(said: Sequence[_Said]) -> Iterator[_Found]:
    """Yield claims of different sources that give one event different causes."""
    causing = [one for one in said if one.cause is not None and not one.is_negative]
    for one, other in combinations(causing, 2):
        if one.cause is None or other.cause is None or _is_same_holder(one, other) or _is_nested(one, other):
            continue
        if are_rival(one.cause, other.cause, is_near=other.sentence - one.sentence <= 1):
            event = one.cause.event or other.cause.event or "it"
            reason = f"two causes of one event ({event}): “{one.words}” and “{other.words}”"
            yield _Found(
                one, other, MatchRelation.CONTRADICTION, IMPLIED, reason, (*one.claim.content, *other.claim.content)
            )
