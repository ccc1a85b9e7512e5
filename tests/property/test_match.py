"""Matching, whatever the claims: order changes nothing, piecemeal is the same as at once, comparing is symmetric."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from matching import by_id, signature

from allegedly.match import Judgement, candidates, cluster, compare, compare_all
from allegedly.match.weighing import TOLD_ALIKE
from allegedly.records import Pair, Signature
from allegedly.vocab import MatchRelation, Polarity

WHO = ("Karvend soldiers", "Red Banner fighters", "The Vessaran army")
DID = ("shelled", "raided", "allegedly burned")
WHAT = ("a school", "a fuel depot", "the ferry landing")
WHERE = ("in Tavrin", "in Belmark", "in Vasmere")
WHEN = ("on Monday", "on Friday", "on April 30")


@st.composite
def told(draw: st.DrawFn) -> Signature:
    """Draw a claim of who did what, where and when, from any outlet."""
    words = " ".join(draw(st.sampled_from(part)) for part in (WHO, DID, WHAT, WHERE, WHEN))
    killed = draw(st.sampled_from(["", ", killing four people", ", killing nine people"]))
    return signature(
        f"{words}{killed}.",
        outlet=f"Outlet {draw(st.integers(1, 5))}",
        published=draw(st.sampled_from([None, "2033-04-16", "2033-05-02"])),
        polarity=draw(st.sampled_from(list(Polarity))),
    )


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Pair], list[Judgement]]:
    """Draw pairs among a few claims, and what an analyst said of some."""
    claims = "abcdefg"
    both = [(one, other) for one in claims for other in claims if one < other]
    pairs = [
        Pair(
            claim=one,
            other=other,
            document=one,
            of=other,
            relation=draw(st.sampled_from(list(MatchRelation))),
            log_odds=draw(st.floats(0.01, 6)),
        )
        for one, other in draw(st.lists(st.sampled_from(both), max_size=15, unique=True))
    ]
    joined = draw(st.lists(st.sampled_from(both), max_size=1))
    split = draw(st.lists(st.sampled_from(both), max_size=1))
    return pairs, [Judgement(*j, is_same=True) for j in joined] + [
        Judgement(*j, is_same=False) for j in split if j not in joined
    ]


@settings(max_examples=20, deadline=None)
@given(st.lists(told(), min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_the_order_and_the_number_of_steps_change_nothing(held: list[Signature], shuffle: random.Random) -> None:
    unique = list(by_id(held).values())
    at_once = candidates(unique)
    mixed = unique[:]
    shuffle.shuffle(mixed)
    assert candidates(mixed) == at_once
    cut = len(mixed) // 2
    piecemeal = {*candidates(mixed[:cut]), *candidates(mixed[cut:], mixed[:cut])}
    assert sorted(piecemeal) == at_once


@settings(max_examples=40, deadline=None)
@given(told(), told())
def test_comparing_is_symmetric_and_gives_what_the_light_comparison_gives(one: Signature, other: Signature) -> None:
    if one.id == other.id:
        return
    found = compare(one, other)
    assert found == compare(other, one)
    light = list(compare_all([(one.id, other.id)], by_id([one, other])))
    assert [pair.relation for pair in light] == ([found.relation] if found else [])
    if one.polarity is not other.polarity and found is not None:
        held = next(each.score for each in found.features if each.name == "held")
        assert found.relation is MatchRelation.DENIAL or held <= TOLD_ALIKE


@settings(max_examples=100, deadline=None)
@given(graphs(), st.randoms(use_true_random=False))
def test_clusters_part_the_claims_whatever_the_order_and_keep_judgements(
    graph: tuple[list[Pair], list[Judgement]], shuffle: random.Random
) -> None:
    pairs, judgements = graph
    made = cluster(pairs, judgements)
    mixed = pairs[:]
    shuffle.shuffle(mixed)
    assert cluster(mixed, judgements[::-1]) == made
    members = [claim for group in made for claim in group]
    assert len(members) == len(set(members))
    for judgement in judgements:
        together = any({judgement.one, judgement.other} <= group for group in made)
        assert together is judgement.is_same
