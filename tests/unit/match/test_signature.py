"""Signatures: what of a claim is compared, from its own document alone."""

import pytest
from matching import claim, document, links, signature

from allegedly.match import signatures
from allegedly.records import ChainLink, Claim, Span
from allegedly.vocab import Firmness, Polarity, Quotation, SourceKind, Where


def test_names_places_days_and_numbers_are_told_apart() -> None:
    found = signature("Karvend soldiers shelled a school in Belmark on Monday, killing nine people.")
    assert found.names == ("karvend",)
    assert [site.name for site in found.sites] == ["belmark"]
    assert [(moment.start, moment.basis) for moment in found.moments] == [("2033-04-11", "weekday")]
    assert [(figure.counted, figure.low) for figure in found.figures] == [("person", 9.0)]
    assert {"shell", "school", "soldier"} <= set(found.terms)


def test_a_place_in_a_name_is_no_place() -> None:
    found = signature("The Sons of the Tavrin raided a depot in Belmark.")
    assert [site.name for site in found.sites] == ["belmark"]
    assert "tavrin" in found.names


def test_the_outer_link_of_a_chain_is_left_out_for_the_inner() -> None:
    source = document("The Ledger said an officer said soldiers mined the ford at Tavrin.")
    outer = claim(source, "an officer said soldiers mined the ford at Tavrin", said_by=["The Ledger"])
    inner = claim(source, "soldiers mined the ford at Tavrin", said_by=["The Ledger", "an officer"])
    assert [found.id for found in signatures(source, [outer, inner], (), links(source))] == [inner.id]


def test_an_outer_content_that_says_more_stays() -> None:
    source = document("The Ledger said the bridge collapsed at noon and an officer said soldiers mined the ford.")
    outer = claim(
        source,
        "the bridge collapsed at noon and an officer said soldiers mined the ford",
        said_by=["The Ledger"],
    )
    inner = claim(source, "soldiers mined the ford", said_by=["The Ledger", "an officer"])
    assert len(signatures(source, [outer, inner], (), ())) == 2


def test_what_is_denied_is_held_by_nobody_here() -> None:
    source = document("Karvend rejected the claim that soldiers mined the ford.")
    outer = claim(source, "the claim that soldiers mined the ford", said_by=["Karvend"], polarity=Polarity.NEGATIVE)
    inner = claim(source, "soldiers mined the ford", said_by=["Karvend", "somebody"])
    [found] = signatures(source, [outer, inner], (), ())
    assert (found.id, found.polarity) == (outer.id, Polarity.NEGATIVE)


def test_a_content_called_untrue_by_what_follows_is_negative() -> None:
    source = document("The ministry said reports that soldiers mined the ford were entirely false.")
    own = claim(source, "that soldiers mined the ford", said_by=["The ministry"])
    [found] = signatures(source, [own], (), ())
    assert found.polarity is Polarity.NEGATIVE


def test_the_outlets_own_negation_counts_in_the_main_clause_only() -> None:
    plain = document("No soldier crossed the ford.")
    aside = document("A guard who did not give his name opened the ford.")
    negative, positive = (
        signatures(source, [claim(source, source.text)], (), ())[0].polarity for source in (plain, aside)
    )
    assert (negative, positive) == (Polarity.NEGATIVE, Polarity.POSITIVE)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("that no licence for the sale had ever been issued", Polarity.NEGATIVE),
        ("that the licence which nobody had asked for was issued", Polarity.POSITIVE),
        (
            "The licence for the sale of the old ferry to the company of the minister's brother was not signed",
            Polarity.POSITIVE,
        ),
    ],
)
def test_a_negation_counts_if_it_is_likely_to_be_that_of_the_main_clause(content: str, expected: Polarity) -> None:
    source = document(f"The harbour master said {content}.")
    [found] = signatures(source, [claim(source, content, said_by=["The harbour master"])], (), ())
    assert found.polarity is expected


def test_what_somebody_says_is_as_negative_as_what_the_outlet_says_itself() -> None:
    own = document("Our boats do not tow anybody.")
    said = document("“Our boats do not tow anybody,” the captain said.")
    [told] = signatures(own, [claim(own, "Our boats do not tow anybody")], (), ())
    [held] = signatures(said, [claim(said, "Our boats do not tow anybody", said_by=["the captain"])], (), ())
    assert told.polarity is held.polarity is Polarity.NEGATIVE


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("the mine was never inspected", Polarity.POSITIVE),  # what is denied is itself negative
        ("the mine was closed", Polarity.NEGATIVE),
    ],
)
def test_who_denies_what_is_negative_tells_that_it_is_so(content: str, expected: Polarity) -> None:
    source = document(f"The company denied that {content}.")
    denial = claim(source, content, said_by=["The company"], polarity=Polarity.NEGATIVE)
    [found] = signatures(source, [denial], (), ())
    assert found.polarity is expected


def test_a_negative_answer_is_negative_though_the_sentence_before_denies() -> None:
    source = document("The colonel denied it. “Not one gun was fired,” the colonel said.")
    answer = claim(source, "Not one gun was fired", said_by=["the colonel"], polarity=Polarity.NEGATIVE)
    [found] = signatures(source, [answer], (), ())
    assert found.polarity is Polarity.NEGATIVE


def test_a_hedge_in_the_middle_does_not_hide_the_rest_of_the_sentence() -> None:
    source = document("A school was allegedly shelled by the Karvend army in Belmark, a nurse said.")
    outer = claim(source, "A school was allegedly shelled by the Karvend army in Belmark", said_by=["a nurse"])
    first = source.text.index("A school was"), source.text.index("A school was") + len("A school was")
    second = source.text.index("shelled"), source.text.index("shelled") + len("shelled")
    inner = Claim(
        id="inner",
        document=source.id,
        where=Where.BODY,
        content=(Span(*first), Span(*second)),
        chain=(*outer.chain, ChainLink(kind=SourceKind.IMPERSONAL, name=None, spans=(), attribution="allegedly")),
        firmness=Firmness.ALLEGED,
        polarity=Polarity.POSITIVE,
        quotation=Quotation.INDIRECT,
    )
    [found] = signatures(source, [outer, inner], (), links(source))
    assert found.id == "inner"
    assert (found.names, [site.name for site in found.sites]) == (("karvend",), ["belmark"])


def test_a_headline_has_the_day_of_the_sentence_that_tells_the_same() -> None:
    source = document("Karvend soldiers shelled a school in Belmark. Karvend soldiers shelled the school on Monday.")
    made = signatures(
        source,
        [
            claim(source, "Karvend soldiers shelled a school in Belmark"),
            claim(source, "Karvend soldiers shelled the school on Monday"),
        ],
        (),
        links(source),
    )
    assert [[moment.start for moment in found.moments] for found in made] == [["2033-04-11"], ["2033-04-11"]]
    assert [[site.name for site in found.sites] for found in made] == [["belmark"], ["belmark"]]


def test_a_content_of_few_words_reaches_what_was_said_before() -> None:
    source = document("Karvend soldiers shelled a school in Belmark. The general rejected the accusation.")
    first = claim(source, "Karvend soldiers shelled a school in Belmark")
    thin = claim(source, "the accusation", said_by=["The general"], polarity=Polarity.NEGATIVE)
    found = signatures(source, [first, thin], (), links(source))
    assert {"shell", "school", "karvend"} <= set(found[1].around)


def test_a_signature_does_not_depend_on_other_documents() -> None:
    text = "Karvend soldiers shelled a school in Belmark on Monday."
    assert signature(text) == signature(text)


def test_numbers_in_words_are_read_as_one() -> None:
    found = signature("At least sixty-one boats were towed one hundred and seventy miles by half a dozen tugs.")
    assert [(figure.counted, figure.low) for figure in found.figures] == [("boat", 61.0), ("mile", 170.0), ("tug", 6.0)]
