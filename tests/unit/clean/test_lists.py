"""Lists in articles: lines of one form are told, and decided together."""

import numpy as np
import pytest
from cleaning import document

from allegedly.clean.lists import decide_together, form_of, list_signs, lists_in, mates_look, numbered_lists
from allegedly.clean.words import tokens_of

TOUR = [
    "June 3 -- Xenon Hall, Osk",
    "June 14 -- Marn Arena, Lakeburg",
    "July 2 -- Harbour Stage, Kelda",
    "July 9 -- Torval Fields, Osk",
]
PARAGRAPH = (
    "The singer Mara Tolv goes on tour with her band in June, her manager said on Tuesday, and tickets will be sold from "
    "Friday on at all the usual places in the cities where she appears."
)


def form(line: str) -> str:
    return form_of(line, tokens_of(line))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (TOUR[0], TOUR[1], True),
        ("Osk 18 22 13 17 — 70", "Marn 14 11 6 15 — 44", True),
        ("Osk 18 22 13 17 — 70", "Osk in the lead", False),
        ("www.osk.example/a", "Osk, by the sea", False),
    ],
)
def test_lines_of_a_list_have_one_form(one: str, other: str, same: bool) -> None:
    assert (form(one) == form(other)) is same


def test_sentences_have_no_form() -> None:
    assert form(PARAGRAPH) == ""


def test_a_list_goes_or_stays_as_one_and_other_lines_by_themselves() -> None:
    forms = [*map(form, TOUR), form("Share this")]
    found = decide_together(np.array([2.0, -1.0, 0.0, 1.0, 5.0]), lists_in(forms))
    assert found.tolist() == [0.5, 0.5, 0.5, 0.5, 5.0]
    assert decide_together(np.zeros(0), lists_in([])).tolist() == []


def test_signs_count_the_lines_of_a_list_and_its_numbers() -> None:
    lines = ["1. Osk", "2. Marn", "Kelda is not on the list", "3. Torval"]
    signs = list_signs(lines, [form(line) for line in lines])
    assert signs[:, 0].tolist() == [3.0, 3.0, 1.0, 3.0]
    assert signs[:, 2].tolist() == [1.0, 2.0, 0.0, 1.0]
    assert mates_look(np.array([0.9, 0.6, 0.2, 0.3], np.float32), [form(line) for line in lines])[0] == pytest.approx(
        0.6
    )


def test_the_dates_of_a_tour_stay_in_the_article() -> None:
    text = "\n\n".join(["Tolv goes on tour", PARAGRAPH, "The dates:", *TOUR, PARAGRAPH.replace("Tuesday", "Monday")])
    assert all(line in document(text).text for line in TOUR)


def test_a_list_that_is_numbered_on_holds_the_links_between_its_items() -> None:
    lines = [
        "1) Oars",
        "http://a.example/1",
        "2) Nets",
        "http://a.example/2",
        "3) Sails",
        "http://a.example/3",
        PARAGRAPH,
    ]
    forms = [form(line) for line in lines]
    assert numbered_lists(lines, forms) == [[0, 1, 2, 3, 4, 5]]
    assert numbered_lists(["3 dead", "9 hurt", "12 missing"], ["9a1"] * 3) == []


def test_a_list_of_things_with_their_links_stays_in_its_article() -> None:
    things = ["Oars of ash", "Nets for herring", "Sails, second hand", "A compass", "Lamp oil", "Rope by the metre"]
    listed = "\n\n".join(f"{n}) {thing}\n\nhttps://shop.example/{n}x7" for n, thing in enumerate(things, 1))
    text = f"What a boat needs in winter\n\n{PARAGRAPH}\n\nThe harbour master's list, as he gave it to this newspaper on Tuesday, has six things on it.\n\n{listed}"
    assert document(text).text == text


def test_running_text_after_the_article_costs_its_share_of_it() -> None:
    text = f"Band on tour\n\n{PARAGRAPH}\n\nAll of the money goes to the people of Osk who lost their houses in the flood, the singer said in the evening"
    assert document(f"{text}.").text == f"{text}."
