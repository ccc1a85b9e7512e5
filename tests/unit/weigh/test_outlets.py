"""Which outlet a citing text means."""

import pytest

from allegedly.weigh.outlets import Outlets, is_generic, number_of
from allegedly.weigh.own_reporting import employer, find_witness, is_reporter

OUTLETS = Outlets(["The Orvel Valley Dispatch", "Selmar Echo", "Echo of Tavrin", "Coastal Wire"])


@pytest.mark.parametrize(
    ("cited", "meant"),
    [
        ("Orvel Valley Dispatch", "orvel valley dispatch"),
        ("the Orvel Valley Dispatch’s", "orvel valley dispatch"),
        ("the Dispatch", "orvel valley dispatch"),
        ("OVD", "orvel valley dispatch"),
        ("the newspaper Selmar Echo", "selmar echo"),
        ("Coastal Wire news agency", "coastal wire"),
        ("www.coastalwire.example", "coastal wire"),
        ("the Echo", None),
        ("Isle Tribune", None),
    ],
)
def test_a_publisher_is_found_by_its_name_in_any_form_if_it_fits_only_one(cited: str, meant: str | None) -> None:
    assert OUTLETS.publisher(cited) == meant


def test_the_register_may_say_that_two_names_are_one_outlets() -> None:
    outlets = Outlets(["Agence du Littoral"], ids={"Agence du Littoral": "adl", "Coast News": "adl"})
    assert outlets.publisher("Coast News") == "agence du littoral"


def test_outside_outlets_are_joined_by_their_names_too() -> None:
    outlets = Outlets(["Selmar Echo"])
    outlets.learn(["the Half Past", "The Half Past newspaper", "Half Past"])
    assert len({outlets.external(name) for name in ("the Half Past", "The Half Past newspaper", "Half Past")}) == 1


@pytest.mark.parametrize(
    ("name", "generic"),
    [
        ("a newspaper in Orrimand", True),
        ("local media", True),
        ("Orrimand’s top paper", True),
        ("the Selmar press", True),
        ("Newspapers in Karvend", True),
        ("the Coastal Wire news agency", False),
        ("Selmar Echo", False),
        ("the Scotsvale newspaper", False),
    ],
)
def test_a_description_is_no_name(name: str, generic: bool) -> None:
    assert is_generic(name) is generic


def test_how_many_outlets_a_description_speaks_of() -> None:
    assert [number_of(name) for name in ("a newspaper", "two newspapers", "the press", "local papers")] == [
        1,
        2,
        None,
        None,
    ]


def test_a_reporter_is_the_outlet_that_employs_one() -> None:
    assert is_reporter("our correspondent in Tavrin")
    assert employer("a photographer for Coastal Wire at the scene") == "Coastal Wire"
    assert employer("the Selmar Echo’s reporter") == "the Selmar Echo"
    assert employer("this newspaper’s correspondent") is None


def test_who_saw_it_is_looked_for_in_the_claims_own_sentence() -> None:
    text = "The road was blocked, as witnessed by a reporter for Coastal Wire. The river rose."
    assert find_witness(text, 0, 20) is not None
    assert find_witness(text, 67, 82) is None
