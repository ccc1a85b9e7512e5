"""The provenance graph: layers from publishers to origins, circles, and the same graph as a nested list."""

from collections.abc import Sequence

import pytest

from allegedly.records import Allegation, Interval, Node, Reliance, Suggested
from allegedly.show.web.cards import branches
from allegedly.show.web.graph import components_of, drawing, graph_of, layers_of
from allegedly.vocab import Certainty, Firmness, NodeKind, Polarity, Reply


def _node(name: str, kind: NodeKind = NodeKind.ARTICLE, *, is_origin: bool = False) -> Node:
    return Node(
        id=name, kind=kind, name=name, documents=(name,) if kind is NodeKind.ARTICLE else (), is_origin=is_origin
    )


def _allegation(
    nodes: Sequence[Node], edges: Sequence[tuple[str, str]], merges: Sequence[tuple[str, str]] = ()
) -> Allegation:
    reliances = [Reliance(node=a, on=b, certainty=Certainty.STATED, reason="it says so") for a, b in edges]
    reliances += [
        Reliance(node=a, on=b, certainty=Certainty.UNCERTAIN, is_merge=True, reason="perhaps one") for a, b in merges
    ]
    return Allegation(
        id="a",
        text="x",
        best="c",
        polarity=Polarity.POSITIVE,
        claims=(),
        documents=(),
        outlets=(),
        origins=Interval(1, 1),
        channels=1,
        sides=(),
        is_circular=False,
        nodes=tuple(nodes),
        reliances=tuple(reliances),
        timeline=(),
        reply=Reply.NOT_ACCUSED,
        suggested=Suggested(credibility=3, reason=""),
        firmness=Firmness.ASSERTED,
    )


SOURCE = _node("officials", NodeKind.UNNAMED, is_origin=True)
CHAIN = _allegation([_node("Ledger"), _node("Dispatch"), SOURCE], [("Ledger", "Dispatch"), ("Dispatch", "officials")])
RING = _allegation(
    [_node("Mirror"), _node("Past"), _node("Insider"), _node("Thimble")],
    [("Mirror", "Past"), ("Past", "Insider"), ("Insider", "Mirror"), ("Thimble", "Mirror")],
)


def test_layers_run_from_who_publishes_to_whom_it_comes_from() -> None:
    assert layers_of(graph_of(CHAIN)) == [["Ledger"], ["Dispatch"], ["officials"]]


def test_a_source_of_an_article_at_any_depth_stands_in_the_last_layer() -> None:
    both = _allegation(
        [*CHAIN.nodes, _node("nurse", NodeKind.NAMED, is_origin=True)],
        [("Ledger", "Dispatch"), ("Dispatch", "officials"), ("Ledger", "nurse")],
    )
    assert set(layers_of(graph_of(both))[-1]) == {"officials", "nurse"}


def test_a_circle_is_drawn_as_such_and_those_outside_are_not() -> None:
    drawn = drawing(RING)
    assert {box.id for box in drawn.boxes if box.is_in_loop} == {"Mirror", "Past", "Insider"}
    assert {(each.node, each.on) for each in drawn.arrows if each.is_in_loop} == {
        ("Mirror", "Past"),
        ("Past", "Insider"),
        ("Insider", "Mirror"),
    }


def test_boxes_do_not_lie_on_one_another_and_stay_in_the_drawing() -> None:
    many = [_node(f"paper {number}") for number in range(20)]
    drawn = drawing(_allegation([*many, SOURCE], [(each.id, "officials") for each in many]))
    for number, one in enumerate(drawn.boxes):
        assert one.x >= 0
        assert one.y >= 0
        assert one.x + one.width <= drawn.width
        assert one.y + one.height <= drawn.height
        for other in drawn.boxes[number + 1 :]:
            assert one.x != other.x or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_articles_that_rely_on_the_same_are_drawn_as_one_in_a_large_graph() -> None:
    many = [_node(f"paper {number}") for number in range(300)]
    drawn = drawing(_allegation([*many, SOURCE], [(each.id, "officials") for each in many]))
    assert len(drawn.boxes) == 2
    assert drawn.left_out == "299 more articles drawn together with those that rely on the same"


def test_the_order_in_which_parties_come_changes_nothing() -> None:
    turned = _allegation(CHAIN.nodes[::-1], [("Dispatch", "officials"), ("Ledger", "Dispatch")])
    assert {(box.id, box.x, box.y) for box in drawing(turned).boxes} == {
        (box.id, box.x, box.y) for box in drawing(CHAIN).boxes
    }


def test_an_edge_to_a_party_that_is_not_there_is_passed_over() -> None:
    assert len(drawing(_allegation([_node("Ledger")], [("Ledger", "nobody"), ("Ledger", "Ledger")])).arrows) == 0


@pytest.mark.parametrize(
    ("edges", "sizes"),
    [([], [1, 1, 1]), (["ab", "bc"], [1, 1, 1]), (["ab", "ba"], [1, 2]), (["ab", "bc", "ca"], [3])],
)
def test_components_are_what_can_be_reached_both_ways(edges: list[str], sizes: list[int]) -> None:
    follow: dict[str, list[str]] = {}
    for start, end in edges:
        follow.setdefault(start, []).append(end)
    found = list(components_of("abc", follow).values())
    assert sorted(found.count(number) for number in set(found)) == sizes


def test_the_list_says_where_a_circle_closes() -> None:
    [thimble] = branches(RING, {}, {})
    assert thimble.name == "Thimble"
    mirror = thimble.relies_on[0]
    past = mirror.relies_on[0]
    insider = past.relies_on[0]
    assert [insider.relies_on[0].name, insider.relies_on[0].comes_back] == ["Mirror", True]


def test_a_circle_that_nobody_else_cites_is_listed_too() -> None:
    ring = _allegation(RING.nodes[:3], [("Mirror", "Past"), ("Past", "Insider"), ("Insider", "Mirror")])
    assert [each.name for each in branches(ring, {}, {})] == ["Mirror"]


def test_what_was_listed_is_named_again_but_not_told_again() -> None:
    twice = _allegation(
        [*CHAIN.nodes, _node("Echo")], [("Ledger", "Dispatch"), ("Dispatch", "officials"), ("Echo", "Dispatch")]
    )
    ledger, echo = branches(twice, {}, {})
    assert ledger.relies_on[0].relies_on[0].is_origin
    assert (echo.relies_on[0].repeated, echo.relies_on[0].relies_on) == (True, ())


def test_two_unnamed_sources_that_may_be_one_are_joined_by_a_dotted_line() -> None:
    other = Node(id="other", kind=NodeKind.UNNAMED, name=None, description="two officials", is_origin=True)
    pair = _allegation(
        [*CHAIN.nodes, _node("Echo"), other],
        [("Ledger", "Dispatch"), ("Dispatch", "officials"), ("Echo", "other")],
        [("other", "officials")],
    )
    assert [(each.node, each.on) for each in drawing(pair).arrows if each.is_merge] == [("other", "officials")]
    assert layers_of(graph_of(pair))[-1].count("other") == 1
