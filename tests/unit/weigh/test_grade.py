"""What the counts of an allegation suggest, and what would add to them."""

import re

import pytest

from allegedly.records.allegations import Interval, Node
from allegedly.vocab import NodeKind, Reply
from allegedly.weigh.grade import suggest
from allegedly.weigh.group import Weighed
from allegedly.weigh.missing import MOST_HINTS, find_missing
from allegedly.weigh.reply import Answer

FORBIDDEN = re.compile(r"(?i)\b(?:facts?|true|truth|false|confirm\w*|verif\w*|prov(?:e|es|ed|en))\b")
NOBODY = Answer((), Reply.NOT_ACCUSED)


def weighed(
    lo: int,
    *,
    channels: int = 2,
    sides: tuple[str, ...] = ("government", "civilians"),
    kinds: tuple[NodeKind, ...] = (NodeKind.NAMED,),
    loop: tuple[str, ...] = (),
) -> Weighed:
    """Return counts with an origin of each of ``kinds``."""
    nodes = tuple(
        Node(id=f"{number}", kind=kind, name=f"Source {number}", outlet="Orvel Post", is_origin=True)
        for number, kind in enumerate(kinds)
    )
    return Weighed(
        nodes=nodes,
        reliances=(),
        origins=Interval(lo, lo),
        channels=channels,
        sides=sides,
        is_circular=bool(loop),
        loop=loop,
        is_self_citing=False,
    )


@pytest.mark.parametrize(
    ("counts", "denied_by", "credibility"),
    [
        (weighed(2), (), 1),
        (weighed(3, channels=1), (), 2),
        (weighed(2, sides=("government",)), (), 2),
        (weighed(2), ("Dara Voss",), 2),
        (weighed(1), (), 3),
        (weighed(1), ("Dara Voss",), 4),
        (weighed(2, loop=("Mirror", "Insider", "Mirror")), (), 3),
        (weighed(0, kinds=(NodeKind.ARTICLE,), loop=("Mirror", "Insider", "Mirror")), (), 6),
        (weighed(1, kinds=(NodeKind.ARTICLE,)), (), 6),
        (weighed(0, kinds=()), (), 6),
        (weighed(0, kinds=(NodeKind.ARTICLE,)), ("Dara Voss",), 4),
    ],
)
def test_the_suggested_credibility_follows_origins_channels_sides_circles_and_denials(
    counts: Weighed, denied_by: tuple[str, ...], credibility: int
) -> None:
    found = suggest(counts, denied_by)
    assert found.credibility == credibility
    assert found.reason
    assert not FORBIDDEN.search(found.reason)


def test_a_circle_is_spelled_out_in_the_reason() -> None:
    assert suggest(weighed(1, loop=("Mirror", "Insider", "Mirror"))).reason == (
        "1 independent origin, 2 channels, 2 sides; but the reporting is circular: Mirror → Insider → Mirror"
    )


def test_those_who_deny_are_named_once_each_whatever_their_order() -> None:
    one = suggest(weighed(1), ["Ina Brask", "Dara Voss", "Ina Brask"])
    assert one.reason.endswith("denied by Dara Voss and Ina Brask")
    assert one == suggest(weighed(1), ["Dara Voss", "Ina Brask", "Ina Brask"])


def test_what_one_named_official_says_lacks_a_second_one_a_document_a_witness_and_the_other_side() -> None:
    answer = Answer(("Karvend army",), Reply.ABSENT)
    assert find_missing(weighed(1, sides=("Orvel government",)), answer) == (
        "the accused party’s own statement (Karvend army)",
        "a second named source",
        "a document",
        "a witness at the place",
        "a source of another side than Orvel government",
    )


def test_the_accused_who_answered_are_not_missing() -> None:
    answer = Answer(("Karvend army",), Reply.PRESENT, ("c1",))
    assert not any("accused" in hint for hint in find_missing(weighed(1), answer))


def test_behind_a_cited_outlet_lies_its_own_report_and_behind_a_bare_article_what_it_does_not_say() -> None:
    hints = find_missing(weighed(1, kinds=(NodeKind.EXTERNAL, NodeKind.ARTICLE)), NOBODY)
    assert "the report of Source 0 itself" in hints
    assert "what Orvel Post has it from, which names nobody" in hints


def test_a_circle_needs_a_source_outside_it() -> None:
    [first, *_] = find_missing(weighed(0, kinds=(), loop=("Mirror", "Insider", "Mirror")), NOBODY)
    assert first == "a source outside the circle of Mirror, Insider"


def test_outlets_of_one_side_lack_one_of_the_other() -> None:
    hints = find_missing(weighed(1), NOBODY, {"Orvel Post": "Orvel state"})
    assert "an outlet of another side than Orvel state" in hints
    assert len(hints) <= MOST_HINTS
