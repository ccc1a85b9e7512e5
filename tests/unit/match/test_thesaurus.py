"""Words and phrases that may stand for one another in news."""

from matching import signature

from allegedly.lexicon import load_table
from allegedly.match import compare
from allegedly.match.features import prepare
from allegedly.match.reach import concept_scores
from allegedly.match.thesaurus import read_phrases, sense_of
from allegedly.match.words import normal_form


def test_a_phrase_is_read_in_any_tense_and_the_longest_one_counts() -> None:
    assert list(read_phrases(["the", "minister", "stepped", "down", "on", "monday"])) == ["step down"]
    assert list(read_phrases(["a", "step", "nearer"])) == []


def test_a_verb_and_the_noun_for_the_same_share_a_concept() -> None:
    one, other = sense_of(normal_form("resignation")), sense_of("step down")
    assert one is not None
    assert other is not None
    assert one.same & other.same


def test_a_word_that_the_table_lacks_has_no_sense() -> None:
    assert sense_of("karvend") is None


def test_other_words_for_the_same_count_and_the_same_word_does_not_count_twice() -> None:
    one = prepare(signature("The harbour master resigned."))
    other = prepare(signature("The harbour master stepped down.", outlet="Vessara Ledger"))
    assert concept_scores(one, other)[0] > 0
    assert concept_scores(one, other) == concept_scores(other, one)
    assert concept_scores(one, one) == (0.0, 0.0)


def test_the_reason_names_the_words_that_stand_for_one_another() -> None:
    one = signature("The harbour master of Belmark resigned on Monday.")
    other = signature("The harbour master of Belmark stepped down on Monday.", outlet="Vessara Ledger")
    found = compare(one, other)
    assert found is not None
    words = next(feature.words for feature in found.features if feature.name == "concepts")
    assert "resign" in words
    assert "step down" in words


def test_no_word_tells_a_concept_and_hints_at_it_and_every_concept_has_words() -> None:
    for row in load_table("thesaurus"):
        assert row["same"].strip("|"), row["concept"]
    for word in ("shell", "resign", "strike"):
        sense = sense_of(word)
        assert sense is not None
        assert not sense.same & sense.near
