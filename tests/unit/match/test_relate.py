"""How clusters stand to one another, from the pairs of their claims."""

from allegedly.match import relate
from allegedly.records import Pair
from allegedly.vocab import MatchRelation


def pair(claim: str, other: str, relation: MatchRelation, log_odds: float = 1.0, reason: str | None = None) -> Pair:
    return Pair(claim=claim, other=other, document="d", of="e", relation=relation, log_odds=log_odds, reason=reason)


MANY = [pair(f"a{n}", f"b{m}", MatchRelation.SAME) for n in range(5) for m in range(4)]
CLUSTERS = [{f"a{n}" for n in range(5)}, {f"b{m}" for m in range(5)}]


def test_a_relation_of_few_of_many_pairs_makes_no_edge() -> None:
    assert relate(CLUSTERS, [*MANY, pair("a0", "b4", MatchRelation.CONTRADICTION)]) == ()


def test_what_a_text_states_of_two_claims_makes_an_edge_however_many_other_pairs_there_are() -> None:
    [edge] = relate(CLUSTERS, [*MANY, pair("a0", "b4", MatchRelation.CONTRADICTION, reason="it says so")])
    assert (edge.relation, edge.claim, edge.of) == (MatchRelation.CONTRADICTION, "a0", "b4")
    assert edge.reason == "it says so"


def test_an_edge_rests_on_its_clearest_pair_the_claims_in_the_order_of_the_clusters() -> None:
    pairs = [pair("a0", "b0", MatchRelation.DENIAL, 1.0), pair("a1", "b1", MatchRelation.DENIAL, 2.0)]
    [edge] = relate(CLUSTERS[::-1], pairs)
    assert (edge.claim, edge.of, edge.log_odds, edge.pairs) == ("b1", "a1", 2.0, 2)
