"""Which claim of a cluster words it best: its own words become the allegation's sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from allegedly.match.words import words_of
from allegedly.records import Signature
from allegedly.vocab import Firmness, Where

# Words between which a sentence reads well; beyond it every further word costs.
_SHORT, _LONG = 6, 30
_PRONOUNS: Final = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|its|their|this|that|these|those|there|I|we|you)\b", re.IGNORECASE
)
# Words of a finite verb, by which a clause ("that the clash was staged") reads as a sentence and a noun phrase ("the collaboration
# between them") does not.
_FINITE: Final = re.compile(
    r"(?i)^\W*that\b|\b(?:is|are|am|was|were|has|have|had|do|does|did|will|would|can|cannot|could|may|might|must|shall|should"
    r"|\w{3,}ed)\b"
)
# "These camps": which, another sentence says.
_POINTING: Final = re.compile(r"(?i)^\W*(?:this|these|those|such)\b")
_FIRMNESS: Final = {
    Firmness.ASSERTED: 0.0,
    Firmness.DENIED: 0.0,
    Firmness.ALLEGED: -0.5,
    Firmness.PREDICTED: -1.0,
    Firmness.POSSIBLE: -1.0,
}


def best_worded(claims: Iterable[Signature]) -> Signature:
    """Return the claim whose words make the best sentence for all: whole, asserted, from a body, with names, not too long.

    Among equally good ones that which has most of the words that the others use, then the smallest id.

    Raises:
        ValueError: if there is none.
    """
    held = tuple(claims)
    if not held:
        message = "no claim to choose from: a cluster has at least one"
        raise ValueError(message)
    common = Counter(term for claim in held for term in {*claim.terms, *claim.names})
    return max(held, key=lambda claim: (round(_merit(claim, common, len(held)), 6), [-ord(c) for c in claim.id]))


def _merit(claim: Signature, common: Counter[str], size: int) -> float:
    words = {*claim.terms, *claim.names}
    shared = sum(common[word] for word in words) / (size * max(1, len(words)))
    merit = 2.0 * claim.is_sentence + 1.0 * (claim.where is Where.BODY) + _FIRMNESS[claim.firmness]
    merit += 1.0 * bool(claim.names or claim.sites) + 0.5 * bool(claim.sites) + 0.5 * bool(claim.moments) + 2.0 * shared
    merit -= 0.5 * len(_pronouns(claim.text)) + 0.15 * max(0, _SHORT - claim.words) + 0.05 * max(0, claim.words - _LONG)
    merit += 0.75 * bool(_FINITE.search(claim.text)) - 0.5 * bool(_POINTING.match(claim.text))
    return merit - 0.5 * _has_gap(claim)


def _pronouns(text: str) -> Sequence[str]:
    """Return the pronouns of a text; one that only joins it to its cue ("that the bridge fell") is none."""
    return _PRONOUNS.findall(re.sub(r"^\W*that\s+", "", text))


def _has_gap(claim: Signature) -> bool:
    """Say whether the text begins in the middle: with a small letter after no joining word."""
    first = claim.text.split(" ", 1)[0].strip("“\"'‘")
    return first[:1].islower() and first not in words_of("function word")
