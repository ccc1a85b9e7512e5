"""Two texts side by side: what is equal, changed, added, left out and moved."""

from typing import Any

from allegedly.dedupe import compare

Make = Any
Texts = dict[str, str]


def shown(one: Any, other: Any) -> list[tuple[str, str | None, str | None]]:
    return [
        (piece.kind.value, piece.here and piece.here.of(one.text), piece.there and piece.there.of(other.text))
        for piece in compare(one, other).pieces
    ]


def test_a_changed_number_and_an_added_word_are_shown_between_equal_words(make: Make) -> None:
    one = make("a", "Officials said on Monday that nineteen barges had waited at the upper lock since dawn.")
    other = make("b", "Officials said on Monday that nine barges had waited at the lock since dawn.")
    assert shown(one, other) == [
        ("equal", "Officials said on Monday that", "Officials said on Monday that"),
        ("changed", "nineteen", "nine"),
        ("equal", "barges had waited at the", "barges had waited at the"),
        ("added", "upper", None),
        ("equal", "lock since dawn", "lock since dawn"),
    ]


def test_paragraphs_that_changed_places_are_moved(make: Make, texts: Texts) -> None:
    ferry = texts["ferry"].split("\n\n")
    one, other = make("a", "\n\n".join([ferry[1], *ferry[2:], ferry[0]])), make("b", texts["ferry"])
    pieces = shown(one, other)
    assert ("moved", ferry[0].rstrip("."), ferry[0].rstrip(".")) in pieces
    assert [kind for kind, _, _ in pieces if kind in {"changed", "added"}] == []


def test_every_word_of_both_texts_is_in_a_piece_in_order(make: Make, texts: Texts) -> None:
    one = make("a", texts["ferry"].replace("Monday", "Friday"), title="Late")
    other = make("b", "\n\n".join(reversed(texts["ferry"].split("\n\n"))))
    found = compare(one, other)
    here = [piece.here for piece in found.pieces if piece.here]
    assert here == sorted(here)
    covered = " ".join(span.of(one.text) for span in here)
    assert [w.strip('".,') for w in covered.split()] == [w.strip('".,') for w in one.text.split()[1:]]


def test_unrelated_and_empty_texts_are_laid_side_by_side_too(make: Make) -> None:
    assert [kind for kind, _, _ in shown(make("a", "Fire in the hold"), make("b", "Rain on the quay all day"))]
    assert shown(make("a", ""), make("b", "")) == []
    assert shown(make("a", ""), make("b", "Rain fell")) == [("removed", None, "Rain fell")]


def test_a_megabyte_against_a_megabyte_is_compared(make: Make) -> None:
    one = make("a", " ".join(f"w{i}" for i in range(150_000)))
    other = make("b", " ".join(f"w{i}" for i in range(149_999, -1, -1)))
    assert len(compare(one, other).pieces) == 1
    assert len(compare(one, one).pieces) == 1
