import pytest

from allegedly.clean.metadata import byline_of, date_in, dateline_of, is_date_line, is_outlet_line


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Mara Tolv", ("Mara Tolv",)),
        ("By Mara Tolv, Harbour Post", ("Mara Tolv",)),
        ("By Mara Tolv, Jon Ask and Eli Moor", ("Mara Tolv", "Jon Ask", "Eli Moor")),
        ("Von Anna-Lena Koch", ("Anna-Lena Koch",)),
        ("Written by M. Petrov on 12.3.2031", ("M. Petrov",)),
        ("3 Aug 2031 | Jane Whit", ("Jane Whit",)),
        ("By J. R. Oduya", ("J. R. Oduya",)),
    ],
)
def test_a_byline_is_read(line: str, names: tuple[str, ...]) -> None:
    byline = byline_of(line)
    assert byline is not None
    assert byline.names == names


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday the army had left Marn.",
        "By the river, two men waited",
        "Mara Tolv said so | twice",
        "By Mara Tolv we mean the mayor.",
    ],
)
def test_a_sentence_is_no_byline(line: str) -> None:
    assert byline_of(line) is None


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published: 2033-11-05 14:39", "2033-11-05T14:39"),
        ("13 April 2033", "2033-04-13"),
        ("April 13th, 2033 at 12:05 am", "2033-04-13T00:05"),
        ("Stand: 08.07.2026 05:00 Uhr", "2026-07-08T05:00"),
        ("13 de abril de 2033", "2033-04-13"),
        ("13/04/2033", "2033-04-13"),
        ("04/05/2033", None),
        ("2033-13-41", None),
    ],
)
def test_a_date_is_read_unless_day_and_month_could_be_swapped(line: str, date: str | None) -> None:
    assert date_in(line) == date


def test_a_sentence_with_a_date_is_no_date_line() -> None:
    assert is_date_line("Updated: 5 March 2031, 14:39")
    assert not is_date_line("The bridge fell on 5 March 2031")


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("KELDA – The port is closed.", "KELDA"),
        ("KELDA BAY, 7 March (Littoral Wire) — The port", "KELDA BAY, 7 March (Littoral Wire)"),
        ("LAKEBURG (AW) — The court", "LAKEBURG (AW)"),
        ("PORT MAURELLE. A docker died.", "PORT MAURELLE"),
        ("KELDA —", "KELDA"),
        ("The army said on Monday – twice – that it knew.", None),
        ("NATO denied it.", None),
    ],
)
def test_a_dateline_is_read(paragraph: str, dateline: str | None) -> None:
    assert dateline_of(paragraph) == dateline


def test_an_outlet_line_is_a_name_and_no_sentence() -> None:
    assert is_outlet_line("Harbour Post")
    assert not is_outlet_line("The post was closed")
    assert not is_outlet_line("Post")
