"""A party that texts name in several ways is one; bodies of two countries are two."""

import random

import pytest

from allegedly.weigh.bodies import in_words, once_each


@pytest.mark.parametrize(
    "names",
    [
        ["Ministry of Defence of Orvel", "Orvel's defence ministry"],
        ["Ministry of Defence of Orvel", "Orveli Defence Ministry"],
        ["Ministry of Works", "ministry of works of Pellane"],
        ["Pellane's Waterways Department", "Waterways Department"],
        ["Karvend army", "the army"],
        ["Government of Orvel", "Orveli government"],
        ["Ilka Brandt", "Brandt"],
        ["Joint Ceasefire Observation Mission", "JCOM"],
    ],
)
def test_a_party_named_in_two_ways_is_listed_once(names: list[str]) -> None:
    [party] = once_each(names)
    assert set(party) == set(names)
    [said] = in_words([party])
    assert all(name in said for name in names)


@pytest.mark.parametrize(
    "names",
    [
        ["Ministry of Defence of Orvel", "Karvend's defence ministry"],
        ["Ministry of Defence of Orvel", "Ministry of Defence of Karvend"],
        ["Ministry of Defence of Orvel", "Ministry of Works of Orvel"],
        ["Orveli army", "Karvendi army"],
        ["Ilka Brandt", "Tem Brandt"],
        ["Government of Orvel", "Government of Karvend"],
    ],
)
def test_two_parties_stay_two(names: list[str]) -> None:
    assert len(once_each(names)) == 2


def test_a_name_that_fits_two_parties_stands_by_itself_in_any_order() -> None:
    names = [
        "defence ministry",
        "Ministry of Defence of Orvel",
        "Karvend's defence ministry",
        "Orvel's defence ministry",
    ]
    expected = [
        ("Karvend's defence ministry",),
        ("Ministry of Defence of Orvel", "Orvel's defence ministry"),
        ("defence ministry",),
    ]
    for seed in range(6):
        assert once_each(random.Random(seed).sample(names, len(names))) == expected  # noqa: S311  a shuffle, no secret


def test_spelling_alone_makes_no_other_name() -> None:
    assert in_words(once_each(["Police", "police"])) == ["Police"]
    assert in_words(once_each(["Ministry of Works", "ministry of works of Pellane"])) == [
        "ministry of works of Pellane (also named Ministry of Works)"
    ]
