"""Clusters: what belongs together by all its pairs, what analysts said first, and what clusters are to one another."""

import pytest
from matching import signature

from allegedly.match import Judgement, best_worded, cluster, relate
from allegedly.records import Pair
from allegedly.vocab import MatchRelation


def pair(one: str, other: str, log_odds: float = 3.0, relation: MatchRelation = MatchRelation.SAME) -> Pair:
    first, second = sorted((one, other))
    return Pair(claim=first, other=second, document=first, of=second, relation=relation, log_odds=log_odds)


def groups(pairs: list[Pair], judgements: list[Judgement] | None = None) -> list[str]:
    return ["".join(sorted(group)) for group in cluster(pairs, judgements or [])]


def test_claims_that_all_say_the_same_are_one_cluster() -> None:
    assert groups([pair("a", "b"), pair("b", "c"), pair("a", "c")]) == ["abc"]


def test_one_pair_does_not_chain_two_clusters_together() -> None:
    left = [pair("a", "b"), pair("b", "c"), pair("a", "c")]
    right = [pair("x", "y"), pair("y", "z"), pair("x", "z")]
    assert groups([*left, *right, pair("c", "x", 1.0)]) == ["abc", "xyz"]


def test_a_denial_between_two_keeps_them_apart() -> None:
    pairs = [pair("a", "b"), pair("b", "c"), pair("a", "c", relation=MatchRelation.DENIAL)]
    assert len(groups(pairs)) == 2


def test_what_an_analyst_joined_stays_together_and_what_an_analyst_split_apart() -> None:
    pairs = [pair("a", "b"), pair("c", "d")]
    assert groups(pairs, [Judgement("b", "c", is_same=True)])[0].startswith("abc")
    assert groups(pairs, [Judgement("a", "b", is_same=False)]) == ["a", "b", "cd"]


def test_judgements_of_claims_without_pairs_count_too() -> None:
    assert groups([], [Judgement("a", "b", is_same=True)]) == ["ab"]


def test_what_an_analyst_split_stays_apart_though_a_third_claim_is_like_both() -> None:
    split = [Judgement("a", "c", is_same=False)]
    assert groups([pair("a", "b", 3.9), pair("b", "c", 3.8)], split) == ["ab", "c"]


def test_clusters_are_related_by_their_pairs() -> None:
    clusters = [{"a", "b"}, {"c"}, {"d"}, {"e"}]
    edges = relate(
        clusters,
        [
            pair("a", "c", relation=MatchRelation.DENIAL),
            pair("b", "d", relation=MatchRelation.CONTRADICTION),
            pair("a", "e", relation=MatchRelation.NARROWER),
        ],
    )
    assert [(edge.one, edge.other, edge.relation) for edge in edges] == [
        (0, 1, MatchRelation.DENIAL),
        (0, 2, MatchRelation.CONTRADICTION),
        (0, 3, MatchRelation.NARROWER),
    ]


def test_narrower_is_turned_where_the_clusters_stand_the_other_way_round() -> None:
    [edge] = relate([{"e"}, {"a"}], [pair("a", "e", relation=MatchRelation.NARROWER)])
    assert (edge.one, edge.other, edge.relation) == (0, 1, MatchRelation.BROADER)


def test_the_best_worded_claim_is_a_whole_sentence_with_names() -> None:
    whole = signature("Karvend soldiers shelled a school in Belmark on Monday.")
    poor = signature("They shelled it.")
    assert best_worded([poor, whole]) == whole == best_worded([whole, poor])


def test_no_claim_has_no_best_wording() -> None:
    with pytest.raises(ValueError, match="no claim"):
        best_worded([])
