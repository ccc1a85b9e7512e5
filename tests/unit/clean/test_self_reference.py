"""The name by which a text speaks of its own outlet."""

from hashlib import sha256

import pytest

from allegedly.clean import clean
from allegedly.records import Document, Item, Known

LEARNED = "Bridges down on the Orla\n\nThe Far Herald has learned that two bridges fell on Monday. Nobody was hurt.\n"


def read(text: str, known: Known | None = None) -> Document:
    content = text.encode()
    item = Item(
        original_sha256=sha256(content).hexdigest(),
        path="one.txt",
        part=None,
        media_type="text/plain",
        content=content,
        known=known,
    )
    document = clean(item)
    assert isinstance(document, Document)
    return document


def test_who_has_learned_something_publishes_it_and_that_is_told_as_an_assumption() -> None:
    document = read(LEARNED)
    assert document.outlet == "The Far Herald"
    assert {one.field: one.how for one in document.findings}["outlet"] == "how its text speaks of itself"
    assert "The Far Herald" in document.assumptions[-1]


@pytest.mark.parametrize(
    "text",
    [
        "Officials have borne out Isle-Sera’s consistent reporting. Isle-Sera had previously reported a plan to dig.",
        "A nurse told the Far Herald that two had died. The Far Herald has seen the register.",
    ],
)
def test_weaker_signs_count_if_two_sorts_of_them_name_one_outlet(text: str) -> None:
    document = read(f"Bridges down\n\n{text} The river is still rising, people on its banks said on Monday.\n")
    assert document.outlet in {"Isle-Sera", "The Far Herald"}


def test_one_weak_sign_may_be_of_another_outlet() -> None:
    text = "Bridges down\n\nA nurse told the Far Herald that two had died. The Isle Post has previously reported a strike.\n"
    assert read(text).outlet is None


def test_what_a_reader_knew_goes_before_what_the_text_says_of_itself() -> None:
    assert read(LEARNED, Known(outlet="Orvel Post")).outlet == "Orvel Post"
