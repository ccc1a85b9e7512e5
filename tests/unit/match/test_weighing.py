"""What the scores of two claims count for, by how the two stand to one another."""

import pytest
from matching import claim, document, links, signature

from allegedly.match import compare, signatures
from allegedly.match.features import FEATURES, prepare
from allegedly.match.weighing import EVENT, SETTINGS, STORY, WITHIN, load_weights, setting_of, terms
from allegedly.match.wording import words_for
from allegedly.records import Signature

PLACED = "Karvend soldiers shelled a school in Belmark on Monday."
BARE = "The headmaster was beaten in his cell."


def within(*sayings: tuple[str, str]) -> list[Signature]:
    """Return the signatures of an article in which each of the named says something."""
    source = document(" ".join(f"{said}, {who} said." for who, said in sayings))
    return list(signatures(source, [claim(source, said, said_by=[who]) for who, said in sayings], (), links(source)))


def test_every_term_has_a_weight_in_every_setting_and_every_feature_has_words() -> None:
    names = {*terms([0.0] * len(FEATURES)), "bias"}
    one, other = signature(PLACED), signature(BARE)
    for setting in SETTINGS:
        assert set(load_weights()[setting]) == names
    for name in FEATURES:
        assert isinstance(words_for(name, 1.0, one, other), str)


@pytest.mark.parametrize(
    ("text", "published", "setting"),
    [(PLACED, "2033-04-16", EVENT), (BARE, "2033-04-18", STORY), (BARE, "2033-05-18", EVENT), (BARE, None, EVENT)],
)
def test_claims_of_two_articles_are_weighed_by_what_they_name_and_when_they_came_out(
    text: str, published: str | None, setting: str
) -> None:
    one, other = prepare(signature(text)), prepare(signature(text, outlet="Vessara Ledger", published=published))
    assert setting_of(one, other) == setting_of(other, one) == setting


def test_claims_of_one_article_are_weighed_as_such() -> None:
    one, other = (prepare(found) for found in within(("a nurse", "The clinic burned"), ("a guard", "The gate fell")))
    assert setting_of(one, other) == WITHIN


def test_alike_statements_of_one_article_stay_apart_in_different_mouths() -> None:
    said = "Karvend soldiers helped the smugglers across the river", "Karvend soldiers drove the smugglers to the river"
    apart = within(("an envoy", said[0]), ("two deserters", said[1]))
    together = within(("an envoy", said[0]), ("the envoy", said[1]))
    odds = [compare(*pair) for pair in (apart, together)]
    assert odds[0] is None
    assert odds[1] is None or odds[1].match_score > 0


def test_what_is_told_again_in_other_words_in_one_week_is_the_same() -> None:
    one = signature("Prison guards beat the headmaster in his cell.", said_by=("a lawyer",))
    other = signature(
        "The headmaster was beaten in his cell by guards.", outlet="Vessara Ledger", said_by=("his lawyer",)
    )
    assert compare(one, other) is not None


def test_a_fragment_is_compared_with_nothing_that_has_no_other_word_for_it() -> None:
    fragment = signature("the livestock fair", published="2033-04-18", said_by=("local clergy",))
    placed = signature(
        "Karvend soldiers burned a customs post in Belmark on Monday.", outlet="Vessara Ledger", said_by=("a guard",)
    )
    assert compare(fragment, placed) is None


def test_one_speaker_who_tells_different_things_in_one_article_tells_no_single_claim() -> None:
    one, other = within(
        ("the company", "The ferry had passed its inspection"), ("the company", "Buses would carry the passengers")
    )
    assert compare(one, other) is None


def test_three_guards_and_three_meetings_have_nothing_to_do_with_each_other() -> None:
    one = signature("Three guards were hurt in the gunfight at the ford.", published="2033-04-16")
    other = signature("The ministers have met three times.", outlet="Vessara Ledger", published="2033-04-17")
    assert compare(one, other) is None


def test_who_asks_whether_something_is_so_does_not_say_it() -> None:
    said = signature("President Ilda Marrow was operated on at Torrun Hill in September.", published="2033-04-16")
    asked = signature(
        "whether President Ilda Marrow was operated on at Torrun Hill in September",
        outlet="Vessara Ledger",
        published="2033-04-17",
    )
    assert compare(said, asked) is None
