"""Lists and cards of allegations, over a case with hand-made ones."""

from pathlib import Path

import pytest
from alleging import case_with_allegations

from allegedly.allegations import Order, Query, card_of, page_of
from allegedly.errors import JudgementError, UnknownIdError
from allegedly.review.judgements import ACTIONS, grade, judged_pairs, merge, reliabilities, split, take_back
from allegedly.store import Store, Writer

MINES, DENIAL = "1" * 16, "2" * 16


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return case_with_allegations(tmp_path_factory.mktemp("alleging"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(), [MINES, DENIAL]),
        (Query(search="KARVEND mines"), [MINES]),
        (Query(search="Karvend bridge"), []),
        (Query(outlet="ledger"), [MINES]),
        (Query(place="tavrin"), [MINES]),
        (Query(side="government"), [MINES, DENIAL]),
        (Query(drift="hedge_loss"), [MINES]),
        (Query(since="2033-04-13"), [MINES, DENIAL]),
        (Query(until="2033-04-11"), []),
        (Query(circular=True), []),
        (Query(least_articles=2), [MINES]),
        (Query(firmness="asserted", order=Order.NEW), [MINES, DENIAL]),
    ],
)
def test_a_query_leaves_out_what_does_not_suit_it(case: Path, query: Query, found: list[str]) -> None:
    with Store(case) as store:
        assert [allegation.id for allegation in page_of(store, query).allegations] == found


@pytest.mark.parametrize("order", list(Order))
def test_pages_follow_one_another_without_gap(case: Path, order: Order) -> None:
    with Store(case) as store:
        first = page_of(store, Query(order=order), limit=1)
        second = page_of(store, Query(order=order), limit=1, offset=1)
    assert (first.total, second.total) == (2, 2)
    assert {one.id for page in (first, second) for one in page.allegations} == {MINES, DENIAL}


def test_a_card_has_all_that_an_allegation_rests_on(case: Path) -> None:
    with Store(case) as store:
        card = card_of(store, "1111")
    assert set(card.allegation.claims) <= set(card.claims)
    assert [drift.kind.value for drift in card.drifts] == ["hedge_loss"]
    assert list(card.related) == [DENIAL]
    assert {claim.document for claim in card.claims.values()} <= set(card.documents)


def test_an_unknown_allegation_is_an_error_that_says_so(case: Path) -> None:
    with Store(case) as store, pytest.raises(UnknownIdError, match="no id in allegations begins with 'ffff'"):
        card_of(store, "ffff")


def test_a_merge_pairs_the_best_claims_and_can_be_taken_back(tmp_path: Path) -> None:
    folder = case_with_allegations(tmp_path)
    with Writer(folder, operator="Ada") as writer:
        number = merge(writer, "1111", "2222", note="the same mines")
        [judged] = judged_pairs(writer)
        assert (judged.is_same, judged.operator) == (True, "Ada")
        assert len(writer.unweighed()) == 3
        take_back(writer, number)
        assert list(judged_pairs(writer)) == []
        with pytest.raises(JudgementError, match="taken back before"):
            take_back(writer, number)


def test_a_split_names_some_but_not_all_claims(tmp_path: Path) -> None:
    folder = case_with_allegations(tmp_path)
    with Writer(folder, operator="Ada") as writer:
        claims = card_of(writer, MINES).allegation.claims
        with pytest.raises(JudgementError, match="name some, not all"):
            split(writer, MINES, claims)
        split(writer, MINES, claims[:1])
        [judged] = judged_pairs(writer)
    assert (judged.claim, judged.other, judged.is_same) == (claims[0], claims[1], False)


def test_a_grade_is_a_letter_set_by_a_person(tmp_path: Path) -> None:
    with Writer(case_with_allegations(tmp_path), operator="Ada") as writer:
        with pytest.raises(JudgementError, match="'G' is no reliability"):
            grade(writer, "Vessara Ledger", "G")
        grade(writer, "Vessara Ledger", "C")
        grade(writer, "Vessara Ledger", "b")
        assert reliabilities(writer) == {"Vessara Ledger": "B"}
        assert [review.operator for review in writer.standing_reviews(ACTIONS)] == ["Ada", "Ada"]


def test_an_allegation_cannot_be_merged_with_itself(tmp_path: Path) -> None:
    with (
        Writer(case_with_allegations(tmp_path)) as writer,
        pytest.raises(JudgementError, match="are one allegation already"),
    ):
        merge(writer, "1111", MINES)
