"""Claims: on whose word each content stands, and what the outlet says in its own voice."""

import pytest
from attributing import claims_of, words

from allegedly.attribute import claims
from allegedly.vocab import SourceKind, Where

CITING = (
    "{source1:The Ayrak Herald}, {cue2:citing} {source2:two officials}, {cue1:reported} "
    "{content1:{content2:that the bridge was mined}}."
)


def own_voice(sentence: str, *, has_title: bool = False) -> list[str]:
    document, found = claims_of(sentence, has_title=has_title)
    return [words(document, claim.content) for claim in found if len(claim.chain) == 1]


def test_a_chain_goes_from_the_publisher_inwards() -> None:
    _, found = claims_of(CITING, outlet="Bazaar News")
    inner = max(found, key=lambda claim: len(claim.chain))
    assert [(link.kind, link.name) for link in inner.chain] == [
        (SourceKind.OUTLET, "Bazaar News"),
        (SourceKind.OUTLET, "Ayrak Herald"),
        (SourceKind.UNNAMED, "two officials"),
    ]
    assert inner.chain[0].attribution is None
    assert inner.chain[0].spans == ()


def test_a_publisher_that_is_not_known_has_no_name() -> None:
    _, [claim] = claims_of("{source:The mayor} {cue:said} {content:the road was shut}.")
    assert claim.chain[0].name is None


def test_a_claim_is_no_firmer_than_the_weakest_link_around_it() -> None:
    _, found = claims_of(
        "{source1:The rebels} {cue1:claim} {content1:that {source2:the governor} {cue2:said} {content2:the road was shut}}."
    )
    inner = max(found, key=lambda claim: len(claim.chain))
    assert inner.firmness == "alleged"


def test_who_asks_about_reports_is_no_source_of_what_they_say() -> None:
    _, found = claims_of(
        "{source1:The harbour board} {cue1:has asked} {content1:the navy for an explanation of {cue2:reports} "
        "{content2:that drums had been sunk}}.",
        outlet="Bazaar News",
    )
    [asked, told] = found
    assert [link.name for link in asked.chain] == ["Bazaar News", "harbour board"]
    assert [(link.kind, link.name) for link in told.chain] == [
        (SourceKind.OUTLET, "Bazaar News"),
        (SourceKind.IMPERSONAL, None),
    ]


def test_title_and_body_are_kept_apart() -> None:
    _, found = claims_of(
        "{source1:Mayor} {cue1:says} {content1:road shut}\n\n{source2:The mayor} {cue2:said} {content2:the road was shut}.",
        has_title=True,
    )
    assert [claim.where for claim in found] == [Where.TITLE, Where.BODY]


def test_a_sentence_outside_all_attributions_is_the_outlets_own_claim() -> None:
    assert own_voice("The bridge fell on Monday. {source:The mayor} {cue:said} {content:nobody died}.") == [
        "The bridge fell on Monday."
    ]


@pytest.mark.parametrize("dateline", ["TAVRIN (OSN) —", "TAVRIN, 3 May (OSN) -", "TAVRIN -"])
def test_a_dateline_is_no_part_of_what_the_outlet_says(dateline: str) -> None:
    assert own_voice(f"{dateline} The bridge at Belmark was closed.") == ["The bridge at Belmark was closed."]


def test_a_clause_of_its_own_beside_an_attribution_is_one_too() -> None:
    found = own_voice("{source:The mayor} {cue:said} {content:nobody died}, and the road was closed for a week.")
    assert found == ["the road was closed for a week."]


@pytest.mark.parametrize(
    "sentence",
    [
        "{source:The mayor} {cue:said} {content:nobody died} at the ford on Monday.",
        "Who shut the road?",
        "By Anna Bell in Ayrak.",
        "A picture of the bridge.",
    ],
)
def test_what_asserts_nothing_is_no_claim(sentence: str) -> None:
    assert own_voice(sentence) == []


def test_a_headline_needs_no_verb() -> None:
    assert own_voice("Bridge down in Ayrak\n\nBy Anna Bell.", has_title=True) == ["Bridge down in Ayrak"]


def test_an_own_claim_is_as_firm_as_its_hedges_leave_it() -> None:
    _, [claim] = claims_of("The bridge may have been mined.")
    assert (claim.firmness, len(claim.hedges)) == ("possible", 1)


def test_without_the_parse_there_are_no_own_claims() -> None:
    document, _ = claims_of("The bridge fell.")
    assert claims(document, ()) == ()
