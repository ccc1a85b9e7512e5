"""How two claims of a case stand to one another, and why: by comparing them, or because a text says so itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from allegedly.match import compare, likelihood, match_id
from allegedly.records import Match, Pair, Signature
from allegedly.store import Store


def match_of(store: Store, claim: str, other: str) -> Match | None:
    """Return how two claims stand to one another, feature by feature, with the reason in words; None if in no way.

    What a text of the case says of the two goes before what comparing them finds, as it does in the allegations.

    Raises:
        UnknownIdError: if there is no such claim, or it is an outer link of a chain, whose inner claim stands for it.
    """
    one, another = (cast("Signature", store.find("signatures", each)) for each in (claim, other))
    compared = compare(one, another)
    pair = _stated(store, one, another)
    return compared if pair is None else match_of_stated(pair, compared)


def match_of_stated(pair: Pair, compared: Match | None) -> Match:
    """Return the match of a pair that a text states, with the features of the two claims if comparing them found any."""
    return Match(
        id=match_id(pair.claim, pair.other),
        claim=pair.claim,
        other=pair.other,
        document=pair.document,
        of=pair.of,
        relation=pair.relation,
        match_score=likelihood(pair.log_odds),
        features=compared.features if compared else (),
        reason=pair.reason or "",
        stated_in=pair.document,
        spans=pair.spans,
    )


def _stated(store: Store, one: Signature, other: Signature) -> Pair | None:
    """Return the pair of two claims that a text states; None if none does."""
    first, second = sorted((one.id, other.id))
    pairs = cast("Iterator[Pair]", store.records("pairs", documents={one.document}))
    return next(
        (each for each in pairs if (each.claim, each.other) == (first, second) and each.reason is not None), None
    )
