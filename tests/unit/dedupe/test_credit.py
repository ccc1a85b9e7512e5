"""Whom a text names as the place it has its words from."""

from typing import Any

import pytest

from allegedly.dedupe import credit

Make = Any

REST = "The ferry left two hours late, the harbour master said. " * 12


@pytest.mark.parametrize(
    ("before", "after", "name", "kind"),
    [
        ("PORT SELMAR (Coastal Wire) — ", "", "Coastal Wire", "wire"),
        ("VELUNDER, Temrin, May 4 (Orvel Newsroom) - ", "", "Orvel Newsroom", "wire"),
        ("KARVEND, 4 May (Reuters) - ", "", "Reuters", "wire"),
        ("(AP) ", "", "Associated Press", "wire"),
        ("Karvend (AFP) – ", "", "Agence France-Presse", "wire"),
        ("", "\n\n— Reuters", "Reuters", "wire"),
        ("", "\n\nSource: dpa", "Deutsche Presse-Agentur", "wire"),
        ("", "\n\nWith reporting by Coastal Wire.", "Coastal Wire", "wire"),
        ("", "\n\nWith files from The Canadian Press", "The Canadian Press", "wire"),
        ("", " Reuters reported from Karvend that it rained.", "Reuters", "wire"),
        ("The mayor told the Orvel News Agency that it rained. ", "", "Orvel News Agency", "wire"),
        ("The mayor told AFP that it rained. ", "", "Agence France-Presse", "wire"),
        ("", "\n\nOriginally published by The Strait Observer.", "Strait Observer", "reprint"),
        ("", "\n\nThis story was republished with permission from Harbour Post.", "Harbour Post", "reprint"),
        ("Tribune, citing Harbour Post, reports: ", "", "Harbour Post", "cited"),
    ],
)
def test_a_credit_is_read_with_the_words_that_say_so(make: Make, before: str, after: str, name: str, kind: str) -> None:
    document = make("a", before + REST.strip() + after, title="Ferry late")
    found = credit(document)
    assert found is not None
    assert (found.name, found.kind.value) == (name, kind)
    written = found.span.of(document.text)
    assert written.strip("()") in before + after


@pytest.mark.parametrize(
    "text",
    [
        "",
        REST,
        "The Palestinian Authority (PA) said on Monday that the crossing was shut. " + REST,
        "The Union of Sailors (UPI) asked for the log. " + REST,
        REST + "A leaflet was printed and distributed by Friends of the Harbour, a club.",
        REST + "Its members told reporters that the pump was new.",
        REST * 4 + "Years ago she told Bloomberg that ships were her life. " + REST * 4,
    ],
)
def test_other_names_are_no_credits(make: Make, text: str) -> None:
    assert credit(make("a", text)) is None


def test_a_credit_in_the_title_is_not_the_bodys(make: Make) -> None:
    assert credit(make("a", REST, title="Reuters reported from the quay")) is None


def test_a_megabyte_of_capitals_and_hyphens_is_read(make: Make) -> None:
    assert credit(make("a", "A-" * 500_000 + " reported from " + "Ab " * 300_000)) is None
