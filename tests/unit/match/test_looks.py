"""Comparing gives up early on what cannot match, and only on that."""

import itertools

import pytest
from matching import signature

from allegedly.match import compare_all
from allegedly.match.compare import is_out_of_question, relation_at, relation_of
from allegedly.match.features import DEAR, FEATURES, fill_in, prepare, quick_scores, scores
from allegedly.match.weighing import ANOTHER_ACCOUNT, SETTINGS, load_weights, log_odds, looks, setting_of, terms

TEXTS = (
    "Karvend soldiers shelled a school in Belmark on Monday, killing nine people.",
    "A school was shelled by Karvend troops in Belmark late on Monday, killing eleven people.",
    "Sorvian soldiers shelled a school in Belmark on Monday.",
    "The headmaster was beaten in his cell.",
    "Prison guards beat the headmaster in his cell.",
    "Karvend soldiers did not shell a school in Belmark.",
    "Shops stayed closed.",
)
SIGNATURES = [
    signature(text, outlet=outlet, published=published)
    for text in TEXTS
    for outlet, published in (
        ("Orvel Post", "2033-04-18"),
        ("Vessara Ledger", "2033-04-19"),
        ("Isle Wire", "2033-06-01"),
    )
]
PAIRS = list(itertools.combinations(SIGNATURES, 2))


def test_no_score_is_above_what_is_taken_at_first() -> None:
    for one, other in PAIRS:
        a, b = prepare(one), prepare(other)
        assert all(quick >= full for quick, full in zip(quick_scores(a, b), scores(a, b), strict=True))


@pytest.mark.parametrize("setting", SETTINGS)
def test_what_is_looked_at_later_never_speaks_against_a_match(setting: str) -> None:
    at_once, later = looks(setting)
    assert {*at_once, *later} == set(DEAR)
    for name in later:
        place = FEATURES.index(name)
        assert all(load_weights()[setting][one] >= 0 for one in FEATURES[place : place + DEAR[name]])


def test_giving_up_early_changes_no_answer() -> None:
    found = 0
    for one, other in PAIRS:
        a, b = prepare(one), prepare(other)
        values = scores(a, b)
        told = None if is_out_of_question(a, b) else relation_at(a, b, values, setting_of(a, b))
        assert relation_of(a, b) == (None if told is None else (*told, values))
        found += told is not None
    assert 0 < found < len(PAIRS)


def test_log_odds_are_the_sum_of_the_terms_by_their_weights_but_for_what_sets_accounts_apart() -> None:
    for one, other in PAIRS:
        a, b = prepare(one), prepare(other)
        setting, values = setting_of(a, b), scores(a, b)
        weights = load_weights()[setting]
        whole = weights["bias"] + sum(weights[name] * value for name, value in terms(values).items())
        found = log_odds(setting, values)
        assert found <= whole + 1e-9
        assert found == pytest.approx(whole) or found <= -ANOTHER_ACCOUNT


def test_claims_prepared_before_give_the_same_pairs() -> None:
    signatures = {one.id: one for one in SIGNATURES}
    ids = [(one.id, other.id) for one, other in PAIRS]
    prepared = {one.id: prepare(one) for one in SIGNATURES[:9]}
    assert list(compare_all(ids, signatures, prepared)) == list(compare_all(ids, signatures))
    assert prepared.keys() == signatures.keys()
    fill_in(values := quick_scores(*(prepared[one] for one in ids[0])), *(prepared[one] for one in ids[0]), DEAR)
    assert tuple(values) == scores(*(prepared[one] for one in ids[0]))
