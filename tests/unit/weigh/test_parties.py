"""For whom a source speaks, from what it is called."""

import pytest

from allegedly.weigh.parties import Party, differ, name_sides, party_of, party_of_body, party_of_sector


@pytest.mark.parametrize(
    ("description", "side"),
    [
        ("a spokesman for the Vessaran army", "government"),
        ("the deputy defence minister", "government"),
        ("sources within the military", "government"),
        ("a police report", "government"),
        ("a leaked army memorandum", "government"),
        ("officials of the Anti-Subversion Department", "government"),
        ("the regional prosecutor", "government"),
        ("a commander of the rebels", "rebels"),
        ("the political chief of the Red Hills Liberation Front", "rebels"),
        ("residents of Tavrin", "civilians"),
        ("a lorry driver from Selmar", "civilians"),
        ("eyewitnesses", "civilians"),
        ("the monitoring group Open Reed", "third party"),
        ("the director of the hospital", "third party"),
        ("the company's chief executive", "company"),
        ("the dockers' union", "association"),
        ("an opposition candidate", "politics"),
    ],
)
def test_the_head_counts_and_where_it_is_silent_what_it_is_of(description: str, side: str) -> None:
    found = party_of(description)
    assert found is not None
    assert found.side == side


@pytest.mark.parametrize("description", ["two people briefed on the talks", "a source", "footage", "Ilse Drom"])
def test_a_description_that_says_nothing_of_a_side_has_none(description: str) -> None:
    assert party_of(description) is None


def test_two_bodies_of_one_country_are_one_side_and_of_two_countries_two() -> None:
    army, ministry, other = (party_of(d) for d in ("the Temrini army", "the ministry of Temrin", "the Selmari army"))
    assert None not in {army, ministry, other}
    assert not differ(army, ministry)
    assert differ(army, other)
    assert set(name_sides(p for p in (army, ministry, other) if p).values()) == {
        "government (temrini)",
        "government (selmari)",
    }


def test_a_body_of_which_nothing_is_known_is_its_own_side_and_differs_from_nobody() -> None:
    body, nurse = party_of_body("Gorstal"), party_of("a nurse")
    assert name_sides([body]) == {body: "gorstal"}
    assert not differ(body, nurse)


def test_sectors_of_the_register_are_sides() -> None:
    assert party_of_sector("MIL", "XYZ") == Party("government", frozenset({"xyz"}))
    assert party_of_sector("REB", "XYZ") == Party("rebels")
    assert party_of_sector(None, "XYZ") is None
