"""Comparing two claims: what is the same, what is another event, another account, or a denial."""

import msgspec
import pytest
from matching import by_id, claim, document, links, signature

from allegedly.match import compare, compare_all, signatures
from allegedly.match.features import prepare, when_score
from allegedly.records import Moment, Signature
from allegedly.vocab import MatchRelation, Polarity

TOLD = "Karvend soldiers shelled a school in Belmark on Monday, killing nine people."


def relation(one: Signature, other: Signature) -> MatchRelation | None:
    found = compare(one, other)
    assert found == compare(other, one)
    return None if found is None else found.relation


@pytest.mark.parametrize(
    "other",
    [
        "A school was shelled by Karvend troops in Belmark late on Monday, killing nine people.",
        "Karvend forces bombed a school in Belmark on Monday.",
        "Karvend soldiers shelled a school in Belmark on Monday, killing eleven people.",
    ],
)
def test_the_same_in_other_words_is_the_same(other: str) -> None:
    told = {MatchRelation.SAME, MatchRelation.NARROWER, MatchRelation.BROADER}
    assert relation(signature(TOLD), signature(other, outlet="Vessara Ledger")) in told


@pytest.mark.parametrize(
    ("other", "published"),
    [
        ("Karvend soldiers shelled a school in Vasmere on Monday, killing nine people.", "2033-04-16"),
        ("Karvend soldiers shelled a school in Belmark on April 30, killing four people.", "2033-05-01"),
    ],
)
def test_another_place_or_day_is_another_event(other: str, published: str) -> None:
    assert relation(signature(TOLD), signature(other, outlet="Vessara Ledger", published=published)) is None


def test_another_actor_of_one_event_is_another_account() -> None:
    other = signature("Red Banner fighters shelled a school in Belmark on Monday, killing nine people.")
    assert relation(signature(TOLD), other) is MatchRelation.CONTRADICTION


def test_the_same_denied_is_a_denial() -> None:
    other = signature("Karvend soldiers had shelled a school in Belmark on Monday.", polarity=Polarity.NEGATIVE)
    assert relation(signature(TOLD), other) is MatchRelation.DENIAL


def test_a_set_phrase_in_unrelated_stories_is_no_match() -> None:
    one = signature("Shops stayed closed for most of the day.", published="2033-04-16")
    other = signature("Shops stayed closed for most of the day.", outlet="Vessara Ledger", published="2033-07-30")
    assert relation(one, other) is None


def test_every_match_has_its_features_and_its_reason_in_words() -> None:
    found = compare(signature(TOLD), signature(TOLD, outlet="Vessara Ledger"))
    assert found is not None
    assert found.reason.startswith("they tell the same: ")
    assert all(-1 <= feature.score <= 1 for feature in found.features)
    where = next(feature for feature in found.features if feature.name == "where")
    assert where.words == "same places: belmark"
    assert found.claim < found.other


def test_the_light_comparison_gives_the_same_relations() -> None:
    texts = (TOLD, "A school was shelled by Karvend troops in Belmark on Monday.", "Rain fell in Orrimand.")
    held = by_id(signature(text, outlet=f"Outlet {n}") for n, text in enumerate(texts))
    keys = sorted(held)
    pairs = [(one, other) for one in keys for other in keys if one < other]
    light = {(pair.claim, pair.other): pair.relation for pair in compare_all(pairs, held)}
    full = {key: found.relation for key in pairs if (found := compare(held[key[0]], held[key[1]])) is not None}
    assert light == full
    assert light


DENIED = "its engineers had mined the crossing at Tavrin"
BLAMED = "the mines had been laid at the crossing by border guards"


def accounts(*, denied_by: str) -> tuple[Signature, Signature]:
    """Return what the Command tells of the mines in an article in which somebody denies another account, and that account."""
    source = document(f"The Command said {BLAMED}. {denied_by} rejected reports that {DENIED}.", outlet="Standard")
    tells = claim(source, BLAMED, said_by=["Command"])
    denies = claim(source, DENIED, said_by=[denied_by], polarity=Polarity.NEGATIVE)
    told = by_id(signatures(source, [tells, denies], (), ()))[tells.id]
    return told, signature("engineers had mined the crossing at Tavrin.", outlet="Ledger", said_by=["an official"])


def test_who_denies_an_account_does_not_tell_it() -> None:
    blamed, mined = accounts(denied_by="Command")
    assert blamed.denying
    assert relation(blamed, mined) is None


def test_what_others_deny_beside_a_claim_says_nothing_of_it() -> None:
    blamed, mined = accounts(denied_by="Mayor")
    assert not blamed.denying
    assert relation(blamed, mined) is not None


FERRY = "The ferry Orla sank off Tavrin with forty people aboard, the coast guard of Karvend said. A deckhand told the paper that {}."


def of_the_ferry(said: str, outlet: str) -> Signature:
    """Return the signature of what a deckhand tells of a ferry, in an article of its own."""
    source = document(FERRY.format(said), outlet=outlet)
    [found] = signatures(source, [claim(source, said, said_by=["A deckhand"])], (), links(source))
    return found


def test_a_negative_sentence_that_tells_the_same_in_other_words_is_no_denial() -> None:
    negative = of_the_ferry("the cars on the lower deck had not been chained", "Karvend Standard")
    positive = of_the_ferry("the cars had been loose", "Vessara Ledger")
    assert (negative.polarity, positive.polarity) == (Polarity.NEGATIVE, Polarity.POSITIVE)
    assert relation(negative, positive) in {MatchRelation.SAME, MatchRelation.NARROWER, MatchRelation.BROADER}


def test_the_same_words_with_a_negation_are_a_denial() -> None:
    negative = of_the_ferry("the cars on the lower deck had not been chained", "Karvend Standard")
    positive = of_the_ferry("the cars on the lower deck had been chained", "Vessara Ledger")
    assert relation(negative, positive) is MatchRelation.DENIAL


def test_a_negative_sentence_about_something_else_denies_nothing() -> None:
    negative = of_the_ferry("nobody had counted the passengers on the quay", "Karvend Standard")
    positive = of_the_ferry("the cars on the lower deck had been chained", "Vessara Ledger")
    assert relation(negative, positive) is None


@pytest.mark.parametrize(
    "asked", ["whether the cars had been chained", "who had chained the cars", "which deck the cars were chained on"]
)
def test_what_is_left_open_tells_nothing(asked: str) -> None:
    assert (
        relation(of_the_ferry(asked, "Karvend Standard"), of_the_ferry("the cars had been chained", "Vessara Ledger"))
        is None
    )


@pytest.mark.parametrize("told", ["how the cars had been chained", "which had been chained to the deck"])
def test_what_only_begins_like_a_question_is_compared(told: str) -> None:
    assert (
        relation(of_the_ferry(told, "Karvend Standard"), of_the_ferry("the cars had been chained", "Vessara Ledger"))
        is not None
    )


def test_an_utterance_does_not_deny_a_part_of_itself() -> None:
    source = document("The smoke was behind us, I never said it came from the hill, the pilot said.")
    whole = claim(source, "The smoke was behind us, I never said it came from the hill", said_by=["the pilot"])
    part = claim(source, "it came from the hill", said_by=["I"])
    one, other = signatures(source, [whole, part], (), ())
    assert {one.polarity, other.polarity} == {Polarity.POSITIVE, Polarity.NEGATIVE}
    assert relation(one, other) is None


def days(one: tuple[str, str, str], other: tuple[str, str, str]) -> float:
    """Return how the days of two claims compare, each given by its first and last day and what it is told from."""
    made = [
        prepare(msgspec.structs.replace(signature(TOLD), moments=(Moment(start=start, end=end, basis=basis),)))
        for start, end, basis in (one, other)
    ]
    return when_score(*made)


def test_a_month_without_its_year_may_be_that_of_the_next_year() -> None:
    july = ("2026-07-01", "2026-07-31", "yearless")
    assert days(july, ("2027-07-01", "2027-07-01", "yearless")) > 0
    assert days(("2028-02-12", "2028-02-12", "yearless"), ("2027-02-12", "2027-02-12", "yearless")) > 0
    assert days(july, ("2027-09-01", "2027-09-01", "yearless")) == -1
    assert days(("2026-07-01", "2026-07-01", "calendar"), ("2027-07-01", "2027-07-01", "calendar")) == -1
