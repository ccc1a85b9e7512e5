"""The outlet of a scraped text where only a line above it, or below its end, names it."""

import pytest
from cleaning import document

from allegedly.clean.head_lines import outlet_of_copyright, read_head_line, split_date
from allegedly.clean.metadata import is_outlet_line

BODY = (
    "The harbour master of Pellane said on Monday that two ferries would stay in port until the storm had passed.\n\n"
    "Fishermen were told to bring their boats in before noon, and nobody was hurt, the coast guard said in the evening."
)
TITLE = "Two ferries stay in port"


@pytest.mark.parametrize(
    ("line", "outlet", "published"),
    [
        ("The Half Past, Wednesday 6 October 2032", "The Half Past", "2032-10-06"),
        ("The Half Past | 6 October 2032", "The Half Past", "2032-10-06"),
        ("Harbour Post | 6 October 2032", "Harbour Post", "2032-10-06"),
        ("Marn Evening Herald - October 6, 2032 7:20 am", "Marn Evening Herald", "2032-10-06T07:20"),
        ("**Harbour Post, 6 October 2032**", "Harbour Post", "2032-10-06"),
    ],
)
def test_outlet_and_date_are_read_from_one_line(line: str, outlet: str, published: str) -> None:
    found = document(f"{TITLE}\n\n{line.strip('*')}\n\n{BODY}")
    assert (found.outlet, found.published, found.title) == (outlet, published, TITLE)
    assert found.text == f"{TITLE}\n\n{BODY}"


def test_a_name_that_only_its_place_makes_an_outlet_is_told_as_an_assumption() -> None:
    line = "The Half Past, Wednesday 6 October 2032"
    assert document(f"{TITLE}\n\n{line}\n\n{BODY}").assumptions == (f"outlet taken from the line {line!r}",)
    assert document(f"{TITLE}\n\nHarbour Post, 6 October 2032\n\n{BODY}").assumptions == ()


@pytest.mark.parametrize(
    "line", ["Tavrin, 13 April 2033", "The Hague, 13 April 2033", "They met here on 5 March, 2031"]
)
def test_a_place_with_a_date_is_no_outlet(line: str) -> None:
    assert read_head_line(line, None) is None


def test_the_outlet_behind_the_names_of_a_byline_is_read() -> None:
    found = document(f"{TITLE}\n\nBy Mara Tolv, The Half Past\n\n{BODY}")
    assert (found.byline, found.outlet) == ("Mara Tolv", "The Half Past")
    assert document(f"{TITLE}\n\nBy Mara Tolv, Lower Tavrin\n\n{BODY}").outlet is None


def test_a_text_by_the_outlets_staff_names_it_and_its_slogan_is_no_title() -> None:
    found = document(
        f"Morning Quay - News from the waterfront\n\n{TITLE}\n\nBy Morning Quay staff\nJune 18, 2031\n\n{BODY}"
    )
    assert (found.outlet, found.byline, found.title) == ("Morning Quay", "Morning Quay staff", TITLE)


def test_the_outlet_of_a_copyright_line_is_read_where_nothing_else_names_one() -> None:
    line = "© 2031 The Marn Lantern. All rights reserved."
    found = document(f"{TITLE}\n\n{BODY}\n\n{line}")
    assert (found.outlet, found.assumptions) == ("The Marn Lantern", (f"outlet taken from the line {line!r}",))
    assert document(f"Harbour Post\n{TITLE}\n\n{BODY}\n\n{line}").outlet == "Harbour Post"


@pytest.mark.parametrize("line", ["© J. Moor", "© 2031 all rights reserved", "(c) it rained in 2031"])
def test_a_copyright_line_without_a_year_or_name_says_nothing(line: str) -> None:
    assert outlet_of_copyright(f"{BODY}\n\n{line}") is None


def test_the_slug_of_a_wire_report_is_no_title() -> None:
    found = document(f"CW0347 GENERAL 2034-03-12 14:40 UTC\n{TITLE}\n\n{BODY}")
    assert (found.title, found.published, found.outlet) == (TITLE, "2034-03-12T14:40", None)


def test_the_agency_that_a_wire_report_credits_is_its_outlet() -> None:
    report = f"PORT SELMAR, 12 March (Coastal Wire) — {BODY}"
    found = document(f"CW0347 GENERAL 2034-03-12 14:40 UTC\n{TITLE}\n\n{report}")
    assert found.outlet == "Coastal Wire"
    assert found.assumptions == ("outlet taken from the line 'PORT SELMAR, 12 March (Coastal Wire)'",)
    assert document(f"{TITLE}\n\n{report}").outlet is None


def test_who_issued_a_press_notice_is_its_outlet() -> None:
    line = "Ministry of Works, Republic of Pellane. Press notice 44/2031, 18 June 2031"
    found = document(f"{TITLE}\n\n{line}\n\n{BODY}")
    assert (found.outlet, found.published) == ("Ministry of Works, Republic of Pellane", "2031-06-18")


def test_the_way_to_a_page_is_no_outlet() -> None:
    assert not is_outlet_line("Home › Press › Statements")
    assert document(f"Home › Press › Statements\n\n{TITLE}\n\n{BODY}").outlet is None


def test_a_date_line_whose_day_and_month_could_be_swapped_goes_and_dates_nothing() -> None:
    found = document(f"{TITLE}\n\nPublished: 03/04/2034\n\n{BODY}")
    assert (found.published, found.text) == (None, f"{TITLE}\n\n{BODY}")
    assert found.assumptions == (
        "no date was read from the words 'Published: 03/04/2034': day and month could be swapped",
    )
    assert document(f"{TITLE}\n\n04/04/2034\n\n{BODY}").published == "2034-04-04"


def test_a_line_without_a_date_at_its_end_is_not_parted() -> None:
    assert split_date("Harbour Post, 6 October 2032, page 3") is None
