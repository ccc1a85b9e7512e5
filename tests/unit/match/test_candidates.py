"""Candidates: which pairs are worth comparing, without comparing all with all."""

from matching import claim, document, signature

from allegedly.match import candidates, signatures
from allegedly.records import Signature

SCHOOL = "Karvend soldiers shelled a school in Belmark on Monday."


def test_claims_that_share_a_name_and_a_word_meet() -> None:
    one, other = signature(SCHOOL), signature("A school in Belmark was hit.", outlet="Vessara Ledger")
    assert candidates([one, other]) == [tuple(sorted((one.id, other.id)))]


def test_claims_without_anything_in_common_do_not_meet() -> None:
    assert candidates([signature(SCHOOL), signature("Orrimand lowered the ferry fares.")]) == []


def test_claims_of_distant_days_do_not_meet() -> None:
    old = signature(SCHOOL, outlet="Vessara Ledger", published="2031-01-01")
    assert candidates([signature(SCHOOL), old]) == []


def test_claims_of_documents_without_a_date_meet_any() -> None:
    undated = signature(SCHOOL, outlet="Vessara Ledger", published=None)
    assert len(candidates([signature(SCHOOL), undated])) == 1


def test_every_pair_has_a_new_claim() -> None:
    known = [signature(SCHOOL, outlet=f"Outlet {n}") for n in range(3)]
    new = signature(SCHOOL, outlet="Vessara Ledger")
    found = candidates([new], known)
    assert len(found) == 3
    assert all(new.id in pair for pair in found)


def test_a_crowd_is_not_compared_each_with_each() -> None:
    crowd = [signature(SCHOOL, outlet=f"Outlet {n}") for n in range(150)]
    assert 0 < len(candidates(crowd)) < 150 * 149 / 3


def test_nothing_gives_nothing() -> None:
    assert candidates([]) == []


def told(outlet: str, *sentences: str) -> list[Signature]:
    """Return the signatures of an article, a claim for each of its sentences."""
    source = document(" ".join(f"{sentence}." for sentence in sentences), outlet=outlet)
    return list(signatures(source, [claim(source, sentence) for sentence in sentences], (), ()))


DAM = told("Hill Post", "The tailings dam above Quirsol burst", "Cyanide reached the river")
MUD = "Mud buried eleven cottages"


def test_articles_that_share_a_name_and_two_weighty_words_tell_one_story() -> None:
    other = told("Varn Radio", "Cyanide from the dam at Quirsol killed fish", MUD, "The river is closed")
    met = {frozenset(pair) for pair in candidates([*DAM, *other])}
    assert frozenset((DAM[1].id, other[2].id)) in met


def test_articles_that_share_a_name_alone_do_not() -> None:
    other = told("Varn Radio", "The mayor of Quirsol opened a school", "Boats on the river raced")
    met = {frozenset(pair) for pair in candidates([*DAM, *other])}
    assert frozenset((DAM[1].id, other[1].id)) not in met
