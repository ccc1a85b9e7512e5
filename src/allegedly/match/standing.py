"""Where two claims stand: how early in their articles, in one article or two, in a headline, in whose mouth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from allegedly.match.words import weight_of
from allegedly.records import Signature
from allegedly.vocab import Firmness, Where

if TYPE_CHECKING:
    from allegedly.match.prepared import Prepared

# Words from which on a content is long.
_LONG: Final = 20


def standing_scores(one: Signature, other: Signature) -> tuple[float, ...]:
    """Return what the places of two claims in their articles say, each 0 to 1: FEATURES from early to denied.

    What several articles tell stands early in them, at like places, in other articles' words and somebody's mouth; a headline tells
    what the body below it does; a sentence goes on about what the one before it began.
    """
    is_within = one.document == other.document
    return (
        1.0 - max(one.place, other.place),
        1.0 - min(one.place, other.place),
        1.0 - abs(one.place - other.place),
        float(not is_within),
        float(is_within and (one.where is Where.TITLE) != (other.where is Where.TITLE)),
        float(is_within and abs(one.rank - other.rank) == 1),
        (one.is_sourced + other.is_sourced) / 2,
        min(1.0, min(one.words, other.words) / _LONG),
        1.0 - abs(one.order - other.order),
        float(one.is_sourced and other.is_sourced),
        float((one.where is Where.TITLE) != (other.where is Where.TITLE)),
        float((one.firmness is Firmness.DENIED) != (other.firmness is Firmness.DENIED)),
    )


# Two sources are one mouth if they share so many of the words of the one told by fewer; "Pakistan" in both is not enough.
ONE_MOUTH: Final = 0.5


def mouth_scores(a: Prepared, b: Prepared) -> tuple[float, float]:
    """Return whether the sources of both are told by like words, and how much one speaks of who the other's sources are.

    Accuser and accused speak of each other: "the company" answers what is said of the company.
    """
    mine, theirs = a.said_by, b.said_by
    named = sum(weight_of(word) for word in sorted(mine) if word in b.bag) + sum(
        weight_of(word) for word in sorted(theirs) if word in a.bag
    )
    shared = len(mine & theirs)
    return float(shared > 0 and shared >= ONE_MOUTH * min(len(mine), len(theirs))), min(1.0, named)
