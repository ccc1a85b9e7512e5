"""Lines that recur around texts of a pile: counted without copies, in any order, and only as evidence."""

import random

import msgspec
import pytest
from cleaning import document

from allegedly.clean import clean, line_marks, recurring_lines
from allegedly.clean.recurring import line_key, may_recur
from allegedly.records import Document, Item, LineMarks

NOUNS = [
    "harbour",
    "bridge",
    "council",
    "teacher",
    "ferry",
    "market",
    "engine",
    "forest",
    "hospital",
    "railway",
    "judge",
    "fisherman",
    "museum",
    "farmer",
]
VERBS = [
    "opened",
    "closed",
    "repaired",
    "visited",
    "praised",
    "avoided",
    "measured",
    "painted",
    "inspected",
    "welcomed",
]


def story(seed: int, sentences: int = 14) -> str:
    """Return an article's body of two paragraphs, other words for every seed."""
    rng = random.Random(seed)  # noqa: S311  (no secret)
    said = [
        f"The {rng.choice(NOUNS)} of {rng.choice(NOUNS)} number {rng.randint(2, 99)} {rng.choice(VERBS)} the "
        f"{rng.choice(NOUNS)} near the {rng.choice(NOUNS)} before the {rng.choice(NOUNS)} {rng.choice(VERBS)} it."
        for _ in range(sentences)
    ]
    return " ".join(said[: sentences // 2]) + "\n\n" + " ".join(said[sentences // 2 :])


def marks_of(*texts: str, outlet: str | None = None) -> list[LineMarks]:
    found = [line_marks(document(text)) for text in texts]
    return [msgspec.structs.replace(mark, outlet=outlet) for mark in found]


def around(seed: int, line: str, sentences: int = 14) -> str:
    return f"Report from the {NOUNS[seed]}\n\n{story(seed, sentences)}\n\n{line}"


LINE = "Tide tables and berths"


def test_a_line_below_three_articles_recurs_and_one_below_two_does_not() -> None:
    texts = [around(seed, LINE) for seed in range(3)]
    assert line_key(LINE) in recurring_lines(marks_of(*texts))
    assert line_key(LINE) not in recurring_lines(marks_of(*texts[:2]))


def test_two_articles_of_one_outlet_are_enough() -> None:
    texts = [around(seed, LINE) for seed in range(2)]
    assert line_key(LINE) in recurring_lines(marks_of(*texts, outlet="Harbour Post"))


@pytest.mark.parametrize("outlet", [None, "Harbour Post"])
def test_copies_of_one_article_make_no_line_recur(outlet: str | None) -> None:
    copies = [f"Headline {seed} of its own\n\n{story(1)}\n\n{LINE}\n\nNobody was hurt" for seed in range(9)]
    cut_short = f"Shorter\n\n{story(1).split(chr(10))[0]}\n\n{LINE}\n\nNobody was hurt"
    assert recurring_lines(marks_of(*copies, cut_short, outlet=outlet)) == frozenset()


def test_the_order_of_the_documents_makes_no_difference() -> None:
    texts = [around(seed % 5, f"{LINE} {'north' if seed % 2 else 'south'}", 8 + seed) for seed in range(12)]
    marks = marks_of(*texts)
    expected = recurring_lines(marks)
    for seed in range(5):
        shuffled = list(marks)
        random.Random(seed).shuffle(shuffled)  # noqa: S311
        assert recurring_lines(shuffled) == expected


def test_a_document_shows_the_same_lines_however_it_was_cleaned() -> None:
    item = Item(
        original_sha256="", path="a", part=None, media_type="text/plain", content=around(1, f"{LINE}\n\nMore").encode()
    )
    plain, second = clean(item), clean(item, recurring=frozenset([line_key(LINE)]))
    assert isinstance(plain, Document)
    assert isinstance(second, Document)
    assert line_marks(plain).lines == line_marks(second).lines


def test_lines_within_the_article_and_long_ones_do_not_count() -> None:
    quoted = "The minister said: the bridge will be repaired before winter, and nobody will have to pay for the ferry."
    texts = [
        f"Report from the {NOUNS[seed]}\n\n{story(seed)}\n\nWhat happens next\n\n{story(seed + 50)}\n\n{quoted}"
        for seed in range(4)
    ]
    assert recurring_lines(marks_of(*texts)) == frozenset()


def test_a_recurring_line_is_cut_where_it_would_have_stayed_and_the_article_is_not() -> None:
    text = around(3, LINE)
    keys = frozenset([line_key(LINE), line_key(f"Report from the {NOUNS[3]}"), *map(line_key, story(3).split("\n\n"))])
    item = Item(original_sha256="", path="a", part=None, media_type="text/plain", content=text.encode())
    found = clean(item, recurring=keys)
    assert isinstance(found, Document)
    assert found.title == f"Report from the {NOUNS[3]}"
    assert story(3) in found.text
    assert found.text.endswith(LINE) is False


def test_numbers_and_lines_without_words_do_not_make_lines_differ_or_recur() -> None:
    assert line_key("12 comments") == line_key("3  Comments")
    assert not may_recur("12 / 2031")
    assert not may_recur("x " * 200)
