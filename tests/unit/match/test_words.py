"""Words: normal forms, weights and meanings come from tables that ship."""

import numpy as np
import pytest

from allegedly.match.words import load_vectors, name_form, normal_form, value_of, weight_of


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("shelling", "shell"),
        ("shelled", "shell"),
        ("struck", "strike"),
        ("detained", "detain"),
        ("detention", "detain"),
        ("smuggled", "smuggle"),
        ("authorities", "authority"),
        ("soldier's", "soldier"),
        ("news", "news"),
        ("was", "be"),
    ],
)
def test_a_word_is_brought_to_its_base(word: str, base: str) -> None:
    assert normal_form(word) == base


def test_a_country_and_its_people_have_one_form() -> None:
    assert name_form("Sorvian") == name_form("Sorvia")
    assert name_form("Selmari") == name_form("Selmar")
    assert name_form("Pakistani") == name_form("Pakistan")
    assert name_form("Oman") == "oman"


def test_rare_words_weigh_more_than_common_ones() -> None:
    assert weight_of("the") == 0
    assert weight_of("army") < weight_of("checkpoint") < weight_of("tavrin")


def test_numbers_are_read_in_digits_and_in_words() -> None:
    assert [value_of(word) for word in ("1,200", "nine", "3.5", "many")] == [1200.0, 9.0, 3.5, None]


def test_words_of_like_meaning_have_like_vectors() -> None:
    def cosine(one: str, other: str) -> float:
        x, y = load_vectors().of(one), load_vectors().of(other)
        return float(x @ y / (np.linalg.norm(x) * np.linalg.norm(y)))

    assert cosine("army", "troops") > 0.5 > cosine("army", "calendar")
