"""Numbers in digits and in words."""

import pytest

from allegedly.lexicon.numerals import numeral_at


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("4,016 rifles", 4016, 1),
        ("53.1 per cent", 53.1, 1),
        ("1.2 million crowns", 1_200_000, 2),
        ("sixty-one boats", 61, 1),
        ("sixty one boats", 61, 2),
        ("one hundred and seventy miles", 170, 4),
        ("three thousand four hundred tons", 3400, 4),
        ("two million three hundred thousand and five", 2_300_005, 7),
        ("twelve hundred men", 1200, 2),
        ("a dozen men", 12, 2),
        ("half a dozen men", 6, 3),
        ("half a million people", 500_000, 3),
        ("two dozen rifles", 24, 2),
        ("a hundred and one nights", 101, 4),
        ("five and six", 5, 1),
        ("five six", 5, 1),
        ("twenty , five of them", 20, 1),
        ("nineteen eighty", 19, 1),
        ("four hundred and many", 400, 2),
    ],
)
def test_a_number_is_read_as_far_as_it_goes(text: str, value: float, words: int) -> None:
    assert numeral_at(text.split(), 0) == (value, words)


@pytest.mark.parametrize(
    "text", ["a man", "an hour", "half the men", "hundreds of men", "and five", "10:30", "many", "half"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert numeral_at(text.split(), 0) is None
