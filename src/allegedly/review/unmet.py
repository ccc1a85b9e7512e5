"""Judgements that stand, but find a claim that they speak of no longer: the text was corrected, or its document withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from allegedly.review.judgements import CREDIT, MERGE, SPLIT, Crediting, KeptClaim, Pairing
from allegedly.store import Review, Store


class Unmet(NamedTuple):
    """A judgement with the claims that it no longer finds, as they were when it was made.

    ``has_effect`` says that it still holds for others; without, it says nothing now. Once a claim is back (the correction is
    undone, the document brought back) the judgement finds it again: nothing of it is lost.
    """

    review: Review
    claims: tuple[KeptClaim, ...]
    has_effect: bool


def unmet(store: Store) -> tuple[Unmet, ...]:
    """Return the standing judgements on claims of which one is not in the case, oldest first."""
    spoken_of = [(review, *_sides(review)) for review in store.standing_reviews((MERGE, SPLIT, CREDIT))]
    wanted = {claim for _, one, other, _ in spoken_of for claim in (*one, *other)}
    if not wanted:
        return ()
    there = {claim.id for claim in store.with_ids("claims", wanted)}  # type: ignore[attr-defined]
    return tuple(_unmet(spoken_of, there))


def _unmet(
    spoken_of: Iterable[tuple[Review, tuple[str, ...], tuple[str, ...], tuple[KeptClaim, ...]]], there: set[str]
) -> Iterator[Unmet]:
    for review, one, other, kept in spoken_of:
        gone = [claim for claim in (*one, *other) if claim not in there]
        if gone:
            known = {claim.id: claim for claim in kept}
            claims = tuple(known.get(claim, KeptClaim(id=claim)) for claim in gone)
            sides = [side for side in (one, other) if side]
            yield Unmet(review, claims, all(any(claim in there for claim in side) for side in sides))


def _sides(review: Review) -> tuple[tuple[str, ...], tuple[str, ...], tuple[KeptClaim, ...]]:
    """Return the claims on either side of a judgement (on one side for a credibility), and what was kept of them."""
    if review.action == CREDIT:
        credited = msgspec.json.decode(review.detail, type=Crediting)
        return credited.claims, (), credited.kept
    pairing = msgspec.json.decode(review.detail, type=Pairing)
    return pairing.claims, pairing.others, pairing.kept
