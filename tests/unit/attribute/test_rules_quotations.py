"""Quotations are found by their marks, whatever marks a text uses and however many are missing."""

import pytest

from allegedly.attribute.rules.quotations import quotations
from allegedly.parse import paragraph_spans

CASES = {
    "curly": ("He said “no” twice.", ["“no”"]),
    "straight": ('He said "no" twice and "yes" once.', ['"no"', '"yes"']),
    "single": ("He called it a ‘copycat action’ by ‘them’.", ["‘copycat action’", "‘them’"]),
    "straight single": ("'We left early,' he said.", ["'We left early,'"]),
    "two apostrophes": ("''We left early,'' he said.", ["''We left early,''"]),
    "guillemets": ("He said «no» twice.", ["«no»"]),
    "apostrophes are no marks": ("The farmers' and the workers' pay isn't theirs.", []),
    "decades and elisions open nothing": ("In the '90s they told 'em so.", []),
    "possessive inside single marks": ("He said ‘the farmers’ pay is late’ again.", ["‘the farmers’ pay is late’"]),
    "single inside double": ("“She said ‘no’ to me,” he said.", ["“She said ‘no’ to me,”"]),
    "not closed": ("He said, “We will not go.", ["“We will not go."]),
    "not opened": ("We will not go,” he said.", []),
    "inches": ('A 12" pipe broke.', []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_quotations_are_found_by_their_marks(text: str, expected: list[str]) -> None:
    assert [q.span.of(text) for q in quotations(text, list(paragraph_spans(text)))] == expected


def test_a_quotation_left_open_goes_on_in_a_paragraph_that_opens_it_again() -> None:
    text = "She said: “We left early.\n\n“We came home late.”"
    first, second = quotations(text, list(paragraph_spans(text)))
    assert first.open_ended
    assert second.continues
