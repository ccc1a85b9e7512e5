"""Counting on graphs alone: the worked examples of docs/origins.md, edge by edge."""

import pytest

from allegedly.records.allegations import Interval, Node, Reliance
from allegedly.vocab import Certainty, NodeKind
from allegedly.weigh.channels import count_channels
from allegedly.weigh.circular import find_loop
from allegedly.weigh.origins import count_origins, find_components, find_ends

KINDS = {"w": NodeKind.NAMED, "u": NodeKind.UNNAMED, "x": NodeKind.EXTERNAL}


def graph(*parts: str) -> tuple[list[Node], list[Reliance]]:
    """Return a graph: "A" an article, "A>B" a reliance, "A?B" an uncertain one, "u1~u2" a merge; w, u, x begin sources."""
    names: set[str] = set()
    reliances = []
    for part in parts:
        mark = next((mark for mark in (">", "?", "~") if mark in part), None)
        ends = part.split(mark) if mark else [part]
        names.update(ends)
        if mark:
            certainty = Certainty.STATED if mark == ">" else Certainty.UNCERTAIN
            reliances.append(
                Reliance(node=ends[0], on=ends[1], certainty=certainty, is_merge=mark == "~", reason="drawn")
            )
    nodes = [Node(id=name, kind=KINDS.get(name[0], NodeKind.ARTICLE), name=name) for name in sorted(names)]
    return nodes, reliances


@pytest.mark.parametrize(
    ("parts", "origins", "channels"),
    [
        (["A>w1", "B>A", "C>A"], (1, 1), 1),
        (["A>w1", "A>w2", "B>A"], (2, 2), 1),
        (["A>w1", "B>w1"], (1, 1), 1),
        (["A>u1", "B>u2", "u1~u2"], (1, 2), 2),
        (["A", "B>A", "C>B"], (1, 1), 1),
        (["A>B", "B>A", "C"], (1, 2), 2),
        (["A>w1", "B", "C"], (1, 3), 3),
        (["A>B", "B>A"], (0, 1), 1),
        (["A>x1", "B>x1", "C>w1"], (2, 2), 2),
        (["A", "B?A"], (1, 2), 2),
        (["A>w1", "B?A"], (1, 2), 2),
        (["A", "B", "C"], (1, 3), 3),
    ],
)
def test_worked_examples(parts: list[str], origins: tuple[int, int], channels: int) -> None:
    nodes, reliances = graph(*parts)
    assert count_origins(nodes, reliances) == Interval(*origins)
    stated = [(one.node, one.on) for one in reliances if one.certainty is Certainty.STATED]
    assert count_channels({node.id: node.kind for node in nodes}, stated) == channels


def test_a_merge_of_three_joins_them_all() -> None:
    nodes, reliances = graph("A>u1", "B>u2", "C>u3", "u1~u2", "u1~u3")
    assert count_origins(nodes, reliances) == Interval(1, 3)


def test_components_come_successors_first() -> None:
    assert find_components("abcd", {("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")}) == (("d",), ("b", "c"), ("a",))


def test_ends_are_told_apart() -> None:
    nodes, reliances = graph("A>w1", "B", "C>D", "D>C")
    ends = find_ends({node.id: node.kind for node in nodes}, [(one.node, one.on) for one in reliances])
    assert (ends.solid, ends.bare, ends.loops) == (1, 1, 1)


def test_a_long_chain_of_relays_needs_no_recursion() -> None:
    edges = {(f"a{n:05}", f"a{n + 1:05}") for n in range(5000)}
    kinds = dict.fromkeys((f"a{n:05}" for n in range(5001)), NodeKind.ARTICLE)
    assert find_ends(kinds, edges).bare == 1
    assert count_channels(kinds, edges) == 1


def test_the_shortest_circle_is_spelled_out_from_its_first_name() -> None:
    around = [("Mirror", "Half Past"), ("Half Past", "Insider"), ("Insider", "Mirror")]
    assert find_loop([*around, ("Thimble", "Mirror")]) == ("Half Past", "Insider", "Mirror", "Half Past")
    assert find_loop([*around, ("Half Past", "Mirror")]) == ("Half Past", "Mirror", "Half Past")


def test_an_outlet_that_cites_itself_is_no_circle() -> None:
    assert find_loop([("Mirror", "Mirror"), ("Mirror", "Insider")]) == ()
