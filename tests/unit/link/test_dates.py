"""Dates: what the words stand for on the calendar, counted from a day that is known, and never from one that is not."""

from datetime import date
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.link.date_grammar import expressions
from allegedly.link.date_values import DatePrecision
from allegedly.link.dates import DateLink, dates
from allegedly.parse import load_model, paragraph_spans, parse
from allegedly.records import Document, Paragraph, Parsed

SUNDAY = "2026-01-25"


def document(text: str, published: str | None = SUNDAY, dateline: str | None = None) -> Document:
    return Document(id="d", original_sha256="", path="", text=text, published=published, dateline=dateline)


def links(text: str, published: str | None = SUNDAY, dateline: str | None = None) -> tuple[DateLink, ...]:
    return dates(parse(document(text, published, dateline)))


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The bridge fell on January 20.", "January 20", "2026-01-20"),
        ("The bridge fell on 20 January 2024.", "20 January 2024", "2024-01-20"),
        ("The bridge fell on Friday, Jan. 16.", "Friday, Jan. 16", "2026-01-16"),
        ("The bridge fell on 2025-12-31.", "2025-12-31", "2025-12-31"),
        ("The bridge fell on Saturday evening.", "Saturday evening", "2026-01-24TEV"),
        ("The bridge fell on Tuesday.", "Tuesday", "2026-01-20"),
        ("The minister will visit on Tuesday.", "Tuesday", "2026-01-27"),
        ("The bridge fell in October.", "October", "2025-10"),
        ("The bridge fell in early March.", "early March", "2025-03"),
        ("The bridge fell last week.", "last week", "2026-W03"),
        ("The bridge fell last year.", "last year", "2025"),
        ("The bridge fell yesterday.", "yesterday", "2026-01-24"),
        ("The bridge fell last night.", "last night", "2026-01-24TNI"),
        ("The bridge fell three days ago.", "three days ago", "2026-01-22"),
        ("The bridge fell two weeks ago.", "two weeks ago", "2026-W02"),
        ("The bridge fell in the summer of 1994.", "the summer of 1994", "1994-SU"),
        ("Profit fell in the third quarter of 2024.", "the third quarter of 2024", "2024-Q3"),
        ("The bridge stood through the 1990s.", "the 1990s", "199"),
        ("The bridge was built in 1961.", "1961", "1961"),
        ("It fell on December 3, and the road shut two days later.", "two days later", "2025-12-05"),
        ("It fell on December 3, and the road shut the next day.", "the next day", "2025-12-04"),
        ("The bridge has since been mended and is now open.", "now", "PRESENT_REF"),
    ],
)
def test_words_become_a_calendar_value(text: str, words: str, value: str) -> None:
    assert (words, value) in {(link.span.of(text), link.value) for link in links(text)}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("They waited for two and a half years.", "DURATION", "P2Y6M"),
        ("They waited for 45 minutes.", "DURATION", "PT45M"),
        ("They waited for weeks.", "DURATION", "PXW"),
        ("They meet every Friday.", "SET", "XXXX-WXX-5"),
        ("They meet every month.", "SET", "P1M"),
        ("It struck at 10:35 a.m. on Friday.", "TIME", "2026-01-23T10:35"),
    ],
)
def test_lengths_and_sets_and_times_have_their_own_types(text: str, kind: str, value: str) -> None:
    assert (kind, value) in {(link.type, link.value) for link in links(text)}


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("It fell last week.", "2026-01-12", "2026-01-18", DatePrecision.WEEK),
        ("It fell in October.", "2025-10-01", "2025-10-31", DatePrecision.MONTH),
        ("It fell in February 2024.", "2024-02-01", "2024-02-29", DatePrecision.MONTH),
        ("It fell in the winter of 2024.", "2024-12-01", "2025-02-28", DatePrecision.SEASON),
        ("It was built in the 1990s.", "1990-01-01", "1999-12-31", DatePrecision.DECADE),
        ("It fell on Saturday evening.", "2026-01-24", "2026-01-24", DatePrecision.PART_OF_DAY),
    ],
)
def test_a_value_is_an_interval_with_a_precision(text: str, start: str, end: str, precision: DatePrecision) -> None:
    [link] = links(text)
    assert (link.start, link.end, link.precision) == (start, end, precision)


@pytest.mark.parametrize(
    "text",
    ["It fell on Friday.", "It fell yesterday.", "It fell on January 20.", "It fell last week.", "It fell in October."],
)
def test_without_a_known_day_a_date_stays_relative_and_says_so(text: str) -> None:
    [link] = links(text, published=None)
    assert (link.start, link.end, link.anchor, link.precision) == (None, None, None, DatePrecision.RELATIVE)
    assert "no publication date is known" in link.reason


def test_a_date_written_out_needs_no_publication_date() -> None:
    [link] = links("It fell on 20 January 2024.", published=None)
    assert (link.start, link.anchor) == ("2024-01-20", None)


@pytest.mark.parametrize("words", ["February 30", "February 30, 2024", "31 June 2024", "29 February 2023"])
def test_a_day_that_no_calendar_has_gets_no_value(words: str) -> None:
    [link] = links(f"It fell on {words}.")
    assert (link.value, link.start) == (None, None)
    assert "no day of the calendar" in link.reason


def test_day_and_month_in_either_order_stay_open() -> None:
    [link] = links("It fell on 03/04/2025.")
    assert link.value is None
    assert "either order" in link.reason


def test_the_dateline_s_day_counts_before_the_day_of_publication() -> None:
    [link] = links("The bridge fell today.", published="2026-01-25", dateline="PORT SELVA, January 24 (Littoral Wire)")
    assert (link.value, link.anchor) == ("2026-01-24", "2026-01-24")
    assert "dateline" in link.reason


@pytest.mark.parametrize(
    "text",
    ["They may march on.", "Some 1,994 people left.", "Nobody can spring a second trap.", "It cost 1994 dollars."],
)
def test_other_words_are_no_dates(text: str) -> None:
    assert all(link.start is None for link in links(text))


def test_the_words_rested_on_are_kept() -> None:
    text = "On the night of Friday, Oct. 23, the lamps went out."
    [link] = links(text)
    assert link.span.of(text) == "Friday, Oct. 23"


def test_links_survive_json() -> None:
    found = links("It fell on January 20, and again last week.")
    assert msgspec.json.decode(msgspec.json.encode(found), type=tuple[DateLink, ...]) == found


ODD_WORDS = (
    "January", "May", "March", "30", "31", "32", "0", "99", "2024", "1999", "9999", "'94", "Friday", "Sat.", "last", "next", "this", "the",
    "week", "weeks", "year", "ago", "earlier", "before", "after", "of", "in", "a", "two", "half", "quarter", "third", "summer", "fall", "1990s",
    "century", "20th", "daily", "every", "noon", "25:61", "10:35", "p.m.", "13/13/2020", "0000-00-00", "9999-12-31", "-", ",", ".", ":",
    "today", "million", "hundred", "several", "decades", "February", "Feb.", "29",
)  # fmt: skip
WORDS = st.lists(
    st.sampled_from(ODD_WORDS),
    max_size=20,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(
    WORDS | st.text(max_size=60),
    st.sampled_from([None, "", "2024-02-29", "0001-01-01", "9999-12-31", "2026-13-45", "yesterday"]),
)
def test_odd_text_neither_crashes_nor_leaves_its_bounds(text: str, published: str | None) -> None:
    nlp = load_model()
    paragraphs = tuple(Paragraph(span, nlp.make_doc(span.of(text)), is_title=False) for span in paragraph_spans(text))
    found = dates(Parsed(document(text, published), paragraphs))
    assert all(link.span.end <= len(text) for link in found)
    for link, after in pairwise(found):
        assert link.span.end <= after.span.start
    for link in found:
        assert (link.start is None) == (link.end is None)
        if link.start and link.end:
            assert date.fromisoformat(link.start) <= date.fromisoformat(link.end)


@given(st.text(max_size=200))
def test_expressions_stand_where_they_say(text: str) -> None:
    assert all(text[one.start : one.end] == one.text for one in expressions(text))
