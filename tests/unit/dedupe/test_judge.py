"""Two texts: whether one is a copy of the other, which one, how much, and in which passages."""

from typing import Any

import pytest

from allegedly.dedupe import judge
from allegedly.dedupe.judge import compare_dates

Make = Any
Texts = dict[str, str]


def paragraphs(text: str) -> list[str]:
    return text.split("\n\n")


def whole(copy: Any) -> bool:
    return copy is not None and copy.kind != "partial"


def test_the_same_words_are_an_exact_copy_whatever_the_title_the_case_and_the_dashes(make: Make, texts: Texts) -> None:
    copy = judge(
        make("a", texts["ferry"], title="Ferry late"),
        make("b", texts["ferry"].upper().replace(", ", " — "), title="Rain at the quay"),
    )
    assert copy is not None
    assert (copy.exact, copy.containment, copy.containment_of, len(copy.passages)) == (True, 1.0, 1.0, 1)
    assert copy.reason.startswith("all ")


@pytest.mark.parametrize("share", [0.15, 0.3, 0.6, 0.9])
def test_a_cut_text_is_a_copy_of_the_fuller_one(make: Make, texts: Texts, share: float) -> None:
    words = texts["ferry"].split(" ")
    copy = judge(make("cut", " ".join(words[: int(len(words) * share)])), make("all", texts["ferry"]))
    assert whole(copy)
    assert (copy.document, copy.of, copy.containment, copy.direction) == ("cut", "all", 1.0, "fuller")


def test_one_sentence_of_a_text_is_a_copy_of_it(make: Make, texts: Texts) -> None:
    assert whole(judge(make("lede", paragraphs(texts["ferry"])[0]), make("all", texts["ferry"])))


def test_a_copy_with_a_word_in_twelve_changed_is_a_copy(make: Make, texts: Texts) -> None:
    words = [word if i % 12 else "otherwise" for i, word in enumerate(texts["ferry"].split(" "))]
    assert whole(judge(make("edited", " ".join(words)), make("all", texts["ferry"])))


def test_a_paragraph_added_before_or_after_leaves_a_copy(make: Make, texts: Texts) -> None:
    added = paragraphs(texts["surgery"])[0]
    for text in (f"{added}\n\n{texts['ferry']}", f"{texts['ferry']}\n\n{added}"):
        assert whole(judge(make("wrapped", text), make("all", texts["ferry"])))


def test_paragraphs_in_another_order_leave_a_copy(make: Make, texts: Texts) -> None:
    turned = "\n\n".join(reversed(paragraphs(texts["ferry"])))
    copy = judge(make("turned", turned), make("all", texts["ferry"]))
    assert whole(copy)
    assert not copy.exact


def test_half_of_one_text_and_half_of_another_is_partial(make: Make, texts: Texts) -> None:
    halves = paragraphs(texts["ferry"])[:4] + paragraphs(texts["barges"])[:4]
    spliced = make("spliced", "\n\n".join(halves))
    for name in ("ferry", "barges"):
        copy = judge(spliced, make(name, texts[name]))
        assert copy is not None
        assert copy.kind == "partial"


def test_a_statement_that_two_texts_share_is_partial_and_its_span_is_the_statement(make: Make, texts: Texts) -> None:
    one = make("one", f"{texts['ferry']}\n\n{texts['statement']}")
    other = make("other", f"{texts['statement']}\n\n{texts['barges']}")
    copy = judge(one, other)
    assert copy is not None
    assert copy.kind == "partial"
    [passage] = copy.passages
    assert passage.here.of((one if copy.document == "one" else other).text) == texts["statement"].rstrip(".")


def test_texts_of_their_own_are_not_joined(make: Make, texts: Texts) -> None:
    assert judge(make("a", texts["ferry"]), make("b", texts["barges"])) is None


@pytest.mark.parametrize("text", ["", " \n", "Fire", "Photo gallery: the week in pictures", "—?!"])
def test_a_text_of_a_few_words_is_no_copy_of_the_same_few_words(make: Make, text: str) -> None:
    assert judge(make("a", text), make("b", text)) is None


def test_a_document_is_no_copy_of_itself(make: Make, texts: Texts) -> None:
    assert judge(make("a", texts["ferry"]), make("a", texts["ferry"])) is None


def test_a_text_of_one_word_a_hundred_thousand_times_is_judged(make: Make) -> None:
    copy = judge(make("a", "fire " * 100_000), make("b", "fire " * 60_000))
    assert whole(copy)


def test_letters_count_where_words_are_not_parted(make: Make) -> None:
    text = "港務局長は月曜日、渡し船が二時間遅れて岸壁を離れたと述べた。乗客四十人が夜明けから雨の中で待っていた。"
    assert whole(judge(make("a", text), make("b", text[:30])))
    assert (
        judge(
            make("a", text),
            make("c", "水利省は水門の扉が梁に引っかかり、艀十九隻が週末から足止めされていると発表した。"),
        )
        is None
    )


def test_accents_written_in_two_ways_and_soft_hyphens_make_no_difference(make: Make) -> None:
    text = "Le préfet a déclaré lundi que la société du bac avait reçu une lettre du conseil régional à ce sujet."
    decomposed = text.replace("é", "e\u0301").replace("conseil", "con\u00adseil")
    copy = judge(make("a", text), make("b", decomposed))
    assert copy is not None
    assert copy.exact


def test_the_later_text_is_the_copy_even_if_it_is_the_fuller(make: Make, texts: Texts) -> None:
    early = make("early", texts["ferry"][:400], published="2031-05-02")
    late = make("late", texts["ferry"], published="2031-05-03")
    copy = judge(early, late)
    assert copy is not None
    assert (copy.document, copy.of, copy.direction) == ("late", "early", "dated")


def test_the_text_that_credits_the_other_outlet_is_the_copy_whatever_the_dates(make: Make, texts: Texts) -> None:
    wire = make("wire", texts["ferry"], outlet="Coastal Wire", published="2031-05-04")
    post = make("post", f"PORT SELMAR (Coastal Wire) — {texts['ferry']}", outlet="Harbour Post", published="2031-05-03")
    copy = judge(wire, post)
    assert copy is not None
    assert (copy.document, copy.direction, copy.kind) == ("post", "credited", "wire_copy")
    assert copy.credit is not None
    assert copy.credit.span.of(post.text) == "(Coastal Wire)"


def test_a_reprint_by_licence_is_syndication(make: Make, texts: Texts) -> None:
    reprint = make("b", f"{texts['ferry']}\n\nThis article was first published by The Strait Observer.")
    copy = judge(make("a", texts["ferry"]), reprint)
    assert copy is not None
    assert copy.kind == "syndication"


def test_either_order_gives_the_same_answer(make: Make, texts: Texts) -> None:
    one, other = make("one", texts["ferry"]), make("other", texts["ferry"][200:900])
    assert judge(one, other) == judge(other, one)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (None, "2031-05-02", 0),
        ("some day", "2031-05-02", 0),
        ("2031-05-02", "2031-05-02T10:00:00+00:00", 0),
        ("2031-05-02T10:00:00", "2031-05-02T12:00:00", 0),
        ("2031-05-02T10:00:00Z", "2031-05-02T11:30:00+02:00", 1),
        ("2031-05-02", "2031-06-01", -1),
    ],
)
def test_dates_decide_only_as_far_as_they_are_known(one: str | None, other: str | None, answer: int) -> None:
    assert compare_dates(one, other) == answer
    assert compare_dates(other, one) == -answer
