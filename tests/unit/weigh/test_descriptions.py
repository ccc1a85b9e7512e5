"""Unnamed sources: what is read from a description, and when two may be one."""

import pytest

from allegedly.vocab import NodeKind
from allegedly.weigh.descriptions import describe, may_be_one
from allegedly.weigh.named import described_kind, is_known_body


@pytest.mark.parametrize(
    ("text", "head", "is_plural"),
    [
        ("residents of Tavrin", "resident", True),
        ("a senior army officer who asked not to be named", "officer", False),
        ("two people briefed on the talks", "people", True),
        ("one of the two former employees", "employee", False),
        ("a security official speaking on condition of anonymity", "official", False),
        ("police sources", "source", True),
    ],
)
def test_the_head_and_number_of_a_description(text: str, head: str, is_plural: bool) -> None:
    found = describe(text)
    assert (found.head, found.is_plural) == (head, is_plural)


def test_how_a_source_spoke_is_no_part_of_who_it_is() -> None:
    one = describe("a villager who declined to be identified")
    assert one.key == describe("A villager, speaking on condition of anonymity,").key
    assert "ardente" in describe("an officer who served on the Ardente").words


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("a security source", "a responsible security source", True),
        ("a clerk at Station 118", "a polling clerk near Mokran", True),
        ("two people briefed on the talks", "a diplomat with knowledge of the contacts", True),
        ("a source in the ministry", "a source in the army", False),
        ("residents of Tavrin", "residents of Selmar", False),
        ("a senior official", "a junior official", False),
        ("a woman at the quay", "a man at the quay", False),
        ("officials", "an official", False),
        ("a nurse", "a baker", False),
    ],
)
def test_descriptions_may_be_of_one_source_if_nothing_differs(one: str, other: str, *, may: bool) -> None:
    assert may_be_one(describe(one), describe(other)) is may
    assert may_be_one(describe(other), describe(one)) is may


def test_a_body_that_is_singled_out_is_known_without_a_name() -> None:
    assert is_known_body("the prefecture")
    assert is_known_body("authorities")
    assert not is_known_body("a ministry")
    assert not is_known_body("sources in the ministry")


def test_what_is_described_is_not_named() -> None:
    assert described_kind("a leaked memorandum") is NodeKind.DOCUMENT
    assert described_kind("residents of Tavrin") is NodeKind.UNNAMED
    assert described_kind("a spokesman for the border guard") is NodeKind.NAMED
    assert described_kind("Ilse Drom") is NodeKind.NAMED
