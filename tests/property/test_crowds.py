"""Crowds: which claims meet in them depends on what else is in the pile, and yet not on how it came."""

import itertools
import random
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matching import by_id, signature

from allegedly.corpus.meeting import Meeting
from allegedly.match import Candidates, candidates, to_ids, to_numbers
from allegedly.match.candidates import CROWD, claims_of, filed
from allegedly.records import Signature

WHO = ("Karvend soldiers", "Red Banner fighters")
DID = ("shelled", "raided", "burned")
WHAT = ("a school", "a fuel depot")
WHERE = ("in Tavrin", "in Belmark")


def crowd(size: int) -> list[Signature]:
    """Return claims of so many documents, of few kinds: more of each than CROWD, and than a document has neighbours."""
    drawn = random.Random(7)  # noqa: S311  no secret
    told = []
    for number in range(size):
        words = " ".join(drawn.choice(part) for part in (WHO, DID, WHAT, WHERE))
        day = f"2033-04-{drawn.randrange(1, 29):02}" if drawn.random() < 0.9 else None
        told.append(
            signature(f"{words}, killing {drawn.randrange(2, 6)} people.", outlet=f"Outlet {number}", published=day)
        )
    return list(by_id(told).values())


def pairs_piecemeal(parts: Sequence[Sequence[Signature]]) -> set[tuple[str, str]]:
    """Return the pairs that are held after some parts came one after the other, each pair sought taken as found."""
    held: set[tuple[str, str]] = set()
    known: list[Signature] = []
    for part in parts:
        claims = claims_of(part, known)
        rows = (
            [np.searchsorted(claims.ids, to_numbers(side)) for side in zip(*sorted(held), strict=True)] if held else []
        )
        with Candidates(claims) as meeting:
            meeting.file(filed([*part, *known]))
            lost = meeting.meet((rows[0], rows[1])) if rows else meeting.meet()
            meeting.divide(np.zeros(len(claims.ids), np.int32))
            found = meeting.between(0, 0)
        ids = [{*zip(*(to_ids(claims.ids[side]) for side in both), strict=True)} for both in (lost, found)]
        held = held - ids[0] | ids[1]
        known += part
    return held


CLAIMS = crowd(3 * CROWD)
AT_ONCE = set(candidates(CLAIMS))


def test_the_pile_has_crowds() -> None:
    half = candidates(CLAIMS[: len(CLAIMS) // 2])
    assert set(half) - AT_ONCE  # what met in half of the pile, and does not in all of it
    assert len(AT_ONCE) < len(CLAIMS) * (len(CLAIMS) - 1) / 2


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.randoms(use_true_random=False), st.lists(st.integers(1, len(CLAIMS) - 1), min_size=1, max_size=5, unique=True)
)
def test_in_crowds_the_same_claims_meet_at_once_and_piecemeal(shuffle: random.Random, cuts: list[int]) -> None:
    mixed = CLAIMS[:]
    shuffle.shuffle(mixed)
    ends = [0, *sorted(cuts), len(mixed)]
    assert pairs_piecemeal([mixed[start:end] for start, end in itertools.pairwise(ends)]) == AT_ONCE


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sets(st.integers(0, len(CLAIMS) - 1), min_size=1), st.sets(st.integers(0, len(CLAIMS) - 1)))
def test_in_crowds_claims_that_changed_or_went_leave_what_meets_without_them(changed: set[int], gone: set[int]) -> None:
    """Some claims say what others of the pile say from now on, and some are gone; then all is undone."""
    now = {
        number: msgspec.structs.replace(
            CLAIMS[-1 - number] if number in changed else one, id=one.id, document=one.document
        )
        for number, one in enumerate(CLAIMS)
        if number not in gone
    }
    before = dict(enumerate(CLAIMS))
    held = _changed(AT_ONCE, before, now, changed | gone)
    assert held == set(candidates(now.values()))
    assert _changed(held, now, before, changed | gone) == AT_ONCE


def _changed(
    held: set[tuple[str, str]], before: Mapping[int, Signature], after: Mapping[int, Signature], touched: set[int]
) -> set[tuple[str, str]]:
    """Return the pairs held once some claims have become others; those of the claims in question are sought anew."""
    former = [before[number] for number in sorted(touched & before.keys())]
    ids = {one.id for one in former}
    held = {pair for pair in held if ids.isdisjoint(pair)}
    claims = claims_of(
        [one for number, one in after.items() if number in touched],
        [one for number, one in after.items() if number not in touched],
    )
    rows = [np.searchsorted(claims.ids, to_numbers(side)) for side in zip(*sorted(held), strict=True)] or [[], []]
    with Meeting(claims, former) as meeting:
        meeting.file([filed(list(after.values()))] if after else [])
        lost = meeting.meet((np.array(rows[0], np.int64), np.array(rows[1], np.int64)))
        meeting.divide(np.zeros(len(claims.ids), np.int32))
        found = meeting.between(0, 0)
    both = [{*zip(*(to_ids(claims.ids[side]) for side in pairs), strict=True)} for pairs in (lost, found)]
    return held - both[0] | both[1]
