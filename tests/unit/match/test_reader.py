"""The reader: passages of articles to directions."""

import numpy as np
import pytest

from allegedly.match.reader import OVERLAP, SIZE, WINDOW, load_reader
from allegedly.records import Span

DEPOT = "Fire at the Oskal depot\n\nA fire destroyed the grain depot at Oskal on Monday night, the fire service said."
LATER = (
    "Minister visits Oskal\n\nThe granary burned down two days ago. The minister said that the loss would be made good, and"
    " that bread would not become dearer."
)


def passages(text: str, *parts: str) -> list[tuple[Span, ...]]:
    found = [text.index(part) for part in parts]
    return [(Span(start, start + len(part)),) for start, part in zip(found, parts, strict=True)]


def directions(text: str, *parts: str) -> list[np.ndarray]:
    rows = [np.frombuffer(one, np.int8).astype(float) for one in load_reader().read(text, passages(text, *parts))]
    return [row / np.linalg.norm(row) for row in rows]


def test_passages_that_tell_the_same_point_more_the_same_way_than_others() -> None:
    (burned,) = directions(DEPOT, "A fire destroyed the grain depot at Oskal on Monday night")
    told, loss, bread = directions(
        LATER,
        "The granary burned down two days ago",
        "that the loss would be made good",
        "bread would not become dearer",
    )
    assert burned @ told > 0.5
    assert burned @ told > max(burned @ loss, burned @ bread)


def test_what_a_passage_means_depends_on_its_article() -> None:
    killed = "Four people were killed when soldiers shot at a bus near Tarn, a nurse said. The army called the deaths a mistake."
    ill = "Four people died of fever in Tarn, a nurse said. The ministry called the deaths a mistake of the clinic."
    (shot,) = directions(
        "Soldiers fire on bus\n\nSoldiers killed four passengers of a bus.", "Soldiers killed four passengers of a bus"
    )
    (these,) = directions(killed, "the deaths")
    (those,) = directions(ill, "the deaths")
    assert shot @ these > shot @ those


def test_a_direction_has_its_size_and_does_not_depend_on_the_other_passages() -> None:
    both = load_reader().read(LATER, passages(LATER, "The granary burned down", "the loss would be made good"))
    alone = load_reader().read(LATER, passages(LATER, "the loss would be made good"))
    assert [len(one) for one in both] == [SIZE, SIZE]
    assert both[1] == alone[0]


@pytest.mark.parametrize("text", ["", "   "])
def test_a_passage_without_a_word_has_no_direction(text: str) -> None:
    assert load_reader().read(text, [(Span(0, len(text)),)]) == (b"",)
    assert load_reader().read(text, []) == ()


def test_long_texts_are_read_in_windows_and_every_passage_has_a_direction() -> None:
    filler = "The council met again and nothing was decided. "
    text = filler * (3 * WINDOW // 9) + "A fire destroyed the grain depot. " + filler * (2 * WINDOW // 9) + "It rained."
    parts = ("A fire destroyed the grain depot", "It rained", "The council met again")
    long_one, rain, council = directions(text, *parts)
    (alone,) = directions("A fire destroyed the grain depot. " + filler, parts[0])
    assert long_one @ alone > max(rain @ alone, council @ alone)
    assert OVERLAP < WINDOW
