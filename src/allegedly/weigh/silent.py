"""Silent dependence: what speaks for an unsourced article having the claim from an earlier one that it does not name for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from allegedly.lexicon import load_table
from allegedly.records import Claim
from allegedly.vocab import Certainty, Quotation, SourceKind
from allegedly.weigh.articles import Articles
from allegedly.weigh.group import Group
from allegedly.weigh.identity import Words, fold
from allegedly.weigh.outlets import Outlets
from allegedly.weigh.sources import QUOTED_WORDS
from allegedly.weigh.sourcing import Line

_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w:/-]|[.,]\d)")
# Days of the month stand beside its name.
_MONTH = "|".join(sorted({re.escape(row["word"]) for row in load_table("months")}, key=len, reverse=True))
_DAY = re.compile(
    rf"(?i)\b(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}}\b)?|\b\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?:{_MONTH})\b|\b(?:1[89]|2[01])\d\d\b"
)
# Numbers that many count independently, or that everyone rounds to, say nothing of copying (Dong, Berti-Equille and
# Srivastava 2009: only shared rare values do). Below this a count of dead or wounded is the same for whoever counts.
_FEWEST = 13
_ROUND = 5

Found = tuple[str, str, Certainty, str]


def find_silent(
    group: Group, articles: Articles, outlets: Outlets, lines: Mapping[str, Sequence[Line]], bare: Sequence[str]
) -> Iterator[Found]:
    """Yield for each unsourced article the earlier ones that it may have the claim from, with certainty and reason.

    Certain: for this claim it quotes somebody with the very words of the earlier article. Uncertain: it does so for
    something else, cites that article's outlet on something else, or shares an odd number with it.
    """
    if not bare:
        return
    claims: dict[str, list[Claim]] = {}
    for claim in sorted((*group.claims, *group.context), key=lambda claim: (claim.content, claim.id)):
        claims.setdefault(claim.document, []).append(claim)
    rare = {document: _rare(group, lines[document]) for document in lines}
    quoted = {document: _quotes(group, claims.get(document, ())) for document in lines}
    own = {claim.id for claim in group.claims}
    on_this = {document: _quotes(group, [c for c in claims.get(document, ()) if c.id in own]) for document in bare}
    for document in bare:
        yield from _citing(document, claims.get(document, ()), articles, outlets)
    for document, feature, other in _sharing(quoted, bare, articles):
        certainty = Certainty.STATED if feature in on_this[document] else Certainty.UNCERTAIN
        yield document, other, certainty, f"it quotes the same words: “{' '.join(feature)}”"
    for document, feature, other in _sharing(rare, bare, articles):
        yield document, other, Certainty.UNCERTAIN, f"it shares a rare detail: “{' '.join(feature)}”"


def _citing(document: str, claims: Sequence[Claim], articles: Articles, outlets: Outlets) -> Iterator[Found]:
    """Yield the earlier articles of the outlets that a document cites on something else."""
    for name, is_outlet in sorted({pair for claim in claims for pair in _cited(claim)}):
        key = outlets.publisher(name, strictly=not is_outlet)
        if key is not None and key != articles.outlet_of(document):
            earlier = [other for other in articles.cited(key, document) if articles.before(other, document)]
            if earlier:
                yield document, earlier[0], Certainty.UNCERTAIN, f"it cites {name} on something else"


def _sharing(
    features: Mapping[str, set[Words]], bare: Sequence[str], articles: Articles
) -> Iterator[tuple[str, Words, str]]:
    """Yield each feature that a document shares with an earlier article of another outlet, with the earliest such article."""
    holders = _by_feature(features, articles)
    for document in bare:
        for feature in sorted(features[document]):
            other = _first_other(holders[feature], document, articles)
            if other is not None:
                yield document, feature, other


def _cited(claim: Claim) -> Iterator[tuple[str, bool]]:
    """Yield the names of a chain that may be outlets', each with whether it is given as one."""
    for link in claim.chain[1:]:
        if link.name and link.kind in {SourceKind.OUTLET, SourceKind.NAMED}:
            yield link.name, link.kind is SourceKind.OUTLET


def _by_feature(features: Mapping[str, set[Words]], articles: Articles) -> dict[Words, list[str]]:
    """Return for each feature the articles that have it, earliest first."""
    found: dict[Words, list[str]] = {}
    for document in sorted(features, key=lambda document: articles.order[document]):
        for feature in features[document]:
            found.setdefault(feature, []).append(document)
    return found


def _first_other(holders: Sequence[str], document: str, articles: Articles) -> str | None:
    """Return the earliest article of another outlet that has a feature, if it came before ``document``."""
    own = articles.outlet_of(document)
    for other in holders:
        if articles.order[other] >= articles.order[document]:
            return None
        if articles.root(other) != articles.root(document) and (own is None or articles.outlet_of(other) != own):
            return other
    return None


def _rare(group: Group, lines: Sequence[Line]) -> set[Words]:
    """Return the odd numbers of the claims' contents."""
    found: set[Words] = set()
    for line in lines:
        text = group.documents[line.claim.document].text
        for span in line.claim.content:
            words = _DAY.sub(" ", span.of(text))
            found.update((number,) for number in _NUMBER.findall(words) if _is_odd(number))
    return found


def _is_odd(number: str) -> bool:
    digits = number.replace(",", "")
    if "." in digits:
        return True
    value = int(digits)
    return value >= _FEWEST and value % _ROUND != 0


def _quotes(group: Group, claims: Sequence[Claim]) -> set[Words]:
    """Return the runs of quoted words that are long enough to tell."""
    found: set[Words] = set()
    for claim in claims:
        if claim.quotation is Quotation.DIRECT:
            text = group.documents[claim.document].text
            words = fold(" ".join(span.of(text) for span in claim.content))
            found.update(words[at : at + QUOTED_WORDS] for at in range(len(words) - QUOTED_WORDS + 1))
    return found
