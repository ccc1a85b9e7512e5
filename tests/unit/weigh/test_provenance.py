"""What stands behind an allegation: the worked examples of the definition, and how words lead to nodes."""

import dataclasses

import msgspec
import pytest
from sourced import Telling, article, copy_of, group

from allegedly.records import ChainLink, Span
from allegedly.vocab import Certainty, NodeKind, SourceKind
from allegedly.weigh.group import Weighed
from allegedly.weigh.provenance import weigh


def counts(*tellings: Telling) -> tuple[int, int, bool, int]:
    weighed = weigh(group(*tellings))
    return (weighed.origins.lo, weighed.origins.hi, weighed.is_circular, weighed.channels)


def origins(*tellings: Telling) -> tuple[int, int]:
    return counts(*tellings)[:2]


def names(weighed: Weighed) -> set[str]:
    return {node.name or node.description or "" for node in weighed.nodes if node.is_origin}


AGENCY = article("a", "Coastal Wire", 1, "Edda Marr, the minister of works,")


def test_an_agency_with_three_relays_and_copies_has_one_origin() -> None:
    relay = article("b", "Orvel Post", 2, "@Coastal Wire")
    other = article("c", "Selmar Echo", 2, "@Coastal Wire > Edda Marr")
    assert counts(AGENCY, relay, other, copy_of(relay, "d", "Isle Tribune", 3)) == (1, 1, False, 1)


def test_one_article_with_two_witnesses_has_two_origins_and_one_channel() -> None:
    witnesses = article("a", "Orvel Post", 1, "Ilse Drom, a nurse in Tavrin,", "Magnus Tarn, a baker,")
    assert counts(witnesses, article("b", "Selmar Echo", 2, "@Orvel Post")) == (2, 2, False, 1)


def test_two_outlets_at_one_press_conference_have_one_origin() -> None:
    spokesman = "Colm Reth, a spokesman for the Vessaran border guard,"
    assert counts(article("a", "Orvel Post", 1, spokesman), article("b", "Selmar Echo", 1, spokesman)) == (
        1,
        1,
        False,
        1,
    )


def test_two_unnamed_sources_called_alike_may_be_one() -> None:
    told = [
        article(name, outlet, 1, "?sources within the navy") for name, outlet in (("a", "Orvel Post"), ("b", "Echo"))
    ]
    assert counts(*told) == (1, 2, False, 2)
    [merge] = [reliance for reliance in weigh(group(*told)).reliances if reliance.is_merge]
    assert merge.certainty is Certainty.UNCERTAIN


def test_a_bare_report_that_comes_back_as_its_own_confirmation_is_circular() -> None:
    told = (
        article("a", "Orvel Post", 1),
        article("b", "Selmar Echo", 2, "@Orvel Post"),
        article("c", "Orvel Post", 3, "@Selmar Echo"),
    )
    assert counts(*told) == (1, 1, True, 1)
    assert weigh(group(*told)).loop == ("Orvel Post", "Selmar Echo", "Orvel Post")


def test_a_loop_without_a_root_counts_at_most_one_beside_an_unsourced_article() -> None:
    loop = (article("a", "Orvel Post", 1, "@Selmar Echo"), article("b", "Selmar Echo", 1, "@Orvel Post"))
    assert counts(*loop, article("c", "Isle Tribune", 2)) == (1, 2, True, 2)
    assert counts(*loop) == (0, 1, True, 1)


def test_unsourced_articles_count_for_the_upper_end_only_once_there_is_a_source() -> None:
    nurse = article("a", "Orvel Post", 1, "Ilse Drom, a nurse in Tavrin,")
    bare = (article("b", "Selmar Echo", 2), article("c", "Isle Tribune", 3))
    assert counts(nurse, *bare) == (1, 3, False, 3)
    assert origins(*bare) == (1, 2)


def test_an_outlet_without_an_article_here_is_an_origin_of_its_own() -> None:
    told = (
        article("a", "Orvel Post", 1, "@Coastal Wire"),
        article("b", "Selmar Echo", 1, "@the Coastal Wire news agency"),
        article("c", "Isle Tribune", 1, "Ilse Drom, a nurse,"),
    )
    assert counts(*told) == (2, 2, False, 2)
    assert [node.name for node in weigh(group(*told)).nodes if node.kind is NodeKind.EXTERNAL] == [
        "the Coastal Wire news agency"
    ]


def test_a_citation_leads_to_the_latest_article_that_is_not_later() -> None:
    told = (
        article("early", "Orvel Post", 1, "Ilse Drom, a nurse,"),
        article("late", "Orvel Post", 5, "Magnus Tarn, a baker,"),
        article("citing", "Selmar Echo", 3, "@Orvel Post"),
    )
    weighed = weigh(group(*told))
    assert ("article citing", "article early") in {(r.node, r.on) for r in weighed.reliances}


def test_a_relay_that_names_its_source_leads_to_the_article_that_has_it() -> None:
    told = (
        article("a", "Orvel Post", 1, "?a ferryman from Selmar who asked not to be named"),
        article("b", "Selmar Echo", 2, "@Orvel Post > ?a ferryman"),
        article("c", "Isle Tribune", 3, "@Selmar Echo > @Orvel Post > ?an unnamed source"),
    )
    assert origins(*told) == (1, 1)


def test_a_relay_may_upgrade_its_source_without_adding_one() -> None:
    told = (
        article("a", "Orvel Post", 1, "Edda Marr, the minister of works,"),
        article("b", "Selmar Echo", 2, "@Orvel Post > the government of Vessara"),
    )
    assert origins(*told) == (1, 1)


def test_an_outside_outlet_keeps_its_own_sources() -> None:
    told = (article("a", "Orvel Post", 1, "@Sounding Notes > ?two clerks"), article("b", "Echo", 1, "@Sounding Notes"))
    weighed = weigh(group(*told))
    assert (weighed.origins.lo, weighed.origins.hi) == (1, 1)
    assert names(weighed) == {"two clerks"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("?a rebel fighter", "?a soldier"),
        ("?residents of Tavrin", "?residents of Orrimand"),
        ("?a senior official", "?a junior official"),
        ("?a woman from the village", "?a man from the village"),
        ("?two officials", "?an official"),
        ("?a nurse", "?a baker"),
    ],
)
def test_unnamed_sources_that_differ_are_never_one(one: str, other: str) -> None:
    assert origins(article("a", "Orvel Post", 1, one), article("b", "Echo", 1, other)) == (2, 2)


def test_the_same_description_in_one_outlet_is_one_source() -> None:
    told = (
        article("a", "Orvel Post", 1, "?a clerk at the mill"),
        article("b", "Orvel Post", 3, "?a clerk at the mill"),
    )
    assert origins(*told) == (1, 1)


def test_a_source_named_in_one_article_and_described_in_another_may_be_one() -> None:
    told = (
        article("a", "Orvel Post", 1, "Ilse Drom, a nurse in Tavrin,"),
        article("b", "Echo", 1, "?a nurse in Tavrin"),
    )
    assert origins(*told) == (1, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Magnus Tarn, a baker,", "Tarn"),
        ("General Colm Reth", "Reth"),
        ("the Open Reed relief committee", "Open Reed relief committee"),
        ("the Vessaran border guard", "a spokesman for the Vessaran border guard"),
        ("Colm Reth, a spokesman for the Vessaran border guard,", "the border guard"),
        ("the ministry of works", "Edda Marr, the minister of works,"),
        ("the Joint Ceasefire Observation Mission", "JCOM"),
    ],
)
def test_names_of_one_source_are_one_origin(one: str, other: str) -> None:
    assert origins(article("a", "Orvel Post", 1, one), article("b", "Echo", 1, other)) == (1, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Magnus Tarn, a baker,", "Edda Tarn, a nurse,"),
        ("the ministry of works", "the ministry of health"),
        ("Colm Reth, a spokesman for the border guard,", "Ana Voss, a spokeswoman for the border guard,"),
        ("#a police report", "#an army memorandum"),
    ],
)
def test_different_names_are_different_origins(one: str, other: str) -> None:
    assert origins(article("a", "Orvel Post", 1, one), article("b", "Echo", 1, other)) == (2, 2)


def test_a_surname_that_two_people_bear_joins_neither() -> None:
    people = ("Magnus Tarn, a baker,", "Edda Tarn, a nurse,", "Tarn")
    assert origins(*(article(f"a{n}", f"Outlet {n}", 1, person) for n, person in enumerate(people))) == (3, 3)


def test_a_copied_article_adds_nothing_and_a_part_copy_adds_its_own_paragraph() -> None:
    original = article("a", "Coastal Wire", 1, "?two officials of the harbour office")
    assert origins(original, copy_of(original, "b", "Echo", 2)) == (1, 1)
    own = article("own", "Echo", 2, "Magnus Tarn, a baker,")
    weighed = weigh(group(original, copy_of(original, "b", "Echo", 2, own)))
    assert (weighed.origins.lo, weighed.origins.hi) == (2, 2)
    assert names(weighed) == {"two officials of the harbour office", "Magnus Tarn"}


def test_a_copy_lists_its_documents_under_the_text() -> None:
    original = article("a", "Coastal Wire", 1, "Ilse Drom, a nurse,")
    weighed = weigh(group(original, copy_of(original, "b", "Echo", 2)))
    [text] = [node for node in weighed.nodes if node.kind is NodeKind.ARTICLE]
    assert text.documents == ("a", "b")


def test_own_reporting_is_the_articles_own_source() -> None:
    told = article("a", "Orvel Post", 1, "?a reporter for the Orvel Post")
    weighed = weigh(group(told, article("b", "Echo", 1, "?our correspondent")))
    assert (weighed.origins.lo, weighed.origins.hi) == (2, 2)
    assert {node.kind for node in weighed.nodes if node.is_origin} == {NodeKind.OWN_REPORTING}


def test_an_unsourced_claim_that_a_correspondent_saw_is_own_reporting() -> None:
    seen = article("a", "Orvel Post", 1, says="A correspondent for the Orvel Post saw that the mill was in ashes")
    [origin] = [node for node in weigh(group(seen)).nodes if node.is_origin]
    assert origin.kind is NodeKind.OWN_REPORTING


def test_another_outlets_correspondent_is_that_outlet() -> None:
    told = article("a", "Orvel Post", 1, "@a reporter for Coastal Wire")
    assert names(weigh(group(told))) == {"Coastal Wire"}


def test_as_we_reported_is_self_citation_and_no_circle() -> None:
    told = (article("a", "Orvel Post", 1, "Ilse Drom, a nurse,"), article("b", "Orvel Post", 2, "@Orvel Post"))
    weighed = weigh(group(*told))
    assert weighed.is_self_citing
    assert not weighed.is_circular
    assert (weighed.origins.lo, weighed.origins.hi) == (1, 1)


def test_an_outlet_described_but_not_named_is_the_earlier_one_that_fits() -> None:
    told = (
        article("a", "Orrimand Post", 1, "Ilse Drom, a nurse,"),
        article("b", "Selmar Echo", 1),
        article("c", "Isle Tribune", 2, "@a newspaper in Orrimand"),
    )
    weighed = weigh(group(*told))
    assert ("article c", "article a") in {(r.node, r.on) for r in weighed.reliances}


@pytest.mark.parametrize("cited", ["the Dispatch", "Orvel Valley Dispatch’s", "OVD", "orvelvalleydispatch.example"])
def test_an_outlet_is_found_by_parts_acronyms_and_addresses(cited: str) -> None:
    told = (article("a", "The Orvel Valley Dispatch", 1, "Ilse Drom, a nurse,"), article("b", "Echo", 2, f"@{cited}"))
    assert origins(*told) == (1, 1)


def test_a_bare_article_that_cites_a_fellow_on_something_else_depends_on_it_perhaps() -> None:
    told = (
        article("a", "Orvel Post", 1, "Ilse Drom, a nurse,"),
        article("b", "Echo", 2, elsewhere=["@Orvel Post"]),
    )
    weighed = weigh(group(*told))
    assert (weighed.origins.lo, weighed.origins.hi) == (1, 2)
    [silent] = [r for r in weighed.reliances if r.certainty is Certainty.UNCERTAIN]
    assert (silent.node, silent.on) == ("article b", "article a")


def test_a_shared_odd_number_is_a_sign_of_silent_dependence() -> None:
    odd, round_ = "17 carts had been burned", "20 carts had been burned"
    for says, expected in ((odd, 1), (round_, 0)):
        weighed = weigh(group(article("a", "Orvel Post", 1, says=says), article("b", "Echo", 2, says=says)))
        assert sum(r.certainty is Certainty.UNCERTAIN for r in weighed.reliances) == expected


def test_sides_are_the_parties_among_the_origins() -> None:
    told = (
        article("a", "Orvel Post", 1, "the Vessaran ministry of works", "the Vessaran border guard"),
        article("b", "Echo", 1, "Ilse Drom, a nurse in Tavrin,", "?two sources"),
        article("c", "Isle Tribune", 1, "?a commander of the rebels"),
    )
    weighed = weigh(group(*told))
    assert weighed.sides == ("civilians", "government (vessaran)", "rebels")
    assert weighed.origins.lo == 5


def test_two_governments_are_two_sides() -> None:
    told = article("a", "Orvel Post", 1, "the Vessaran army", "the Karvend army")
    other = article("b", "Echo", 1, "the Pellanian army")
    assert len(weigh(group(told, other)).sides) == 2


def test_only_bodies_count() -> None:
    weighed = weigh(group())
    assert (weighed.origins.lo, weighed.origins.hi, weighed.channels, weighed.nodes) == (0, 0, 0, ())


def test_outlets_named_side_by_side_are_all_relied_on() -> None:
    told = (
        article("a", "Orvel Post", 1),
        article("b", "Selmar Echo", 1),
        article("c", "Isle Tribune", 2, "@Orvel Post and Selmar Echo > @the other"),
    )
    weighed = weigh(group(*told))
    assert {r.on for r in weighed.reliances if r.node == "article c"} == {"article a", "article b"}


def test_whoever_is_called_its_inspector_speaks_for_the_only_body_of_the_article() -> None:
    told = article("a", "Orvel Post", 1, "the Vessaran medicines board", "Tord Halm, its inspector,")
    assert origins(told) == (1, 1)


def test_who_denies_another_account_is_the_end_of_a_denial_and_no_source_of_the_account() -> None:
    accuses = article("a", "Orvel Post", 1, "the Temrini army", "Ilse Drom, a nurse,")
    denies = article("b", "Selmar Echo", 2, "the Selmari general staff! > the Temrini army")
    assert names(weigh(group(denies))) == {"the Selmari general staff"}
    assert names(weigh(group(accuses, denies))) == {"the Temrini army", "Ilse Drom"}


def test_a_text_without_metadata_is_its_mastheads_or_the_agencys_that_signs_its_dateline() -> None:
    bare = article("a", None, 1, "Ilse Drom, a nurse,")
    relay = article("b", "Selmar Echo", 2, "@The Half Past")
    signed = msgspec.structs.replace(bare.document, dateline="PORT SELMAR, 12 March (The Half Past)")
    headed_text = f"The Half Past, 6 October\n\n{bare.document.text}"
    assert origins(bare, relay) == (2, 2)
    assert origins(dataclasses.replace(bare, document=signed), relay) == (1, 1)
    assert "article a" in {
        r.on
        for r in weigh(
            group(dataclasses.replace(bare, document=msgspec.structs.replace(bare.document, text=headed_text)), relay)
        ).reliances
    }


def test_a_cited_outlet_beside_the_one_that_cites_it_makes_one_chain() -> None:
    told = article("a", "Isle Tribune", 3, "@Orvel Post > Ilse Drom, a nurse,")
    [claim] = told.claims
    publisher, outer, inner = claim.chain
    cited = ChainLink(kind=SourceKind.OUTLET, name="Selmar Echo", spans=(Span(0, 1),), attribution="citing")
    attribution = msgspec.structs.replace(
        told.attributions[0], id="citing", cue=(Span(0, 1),), source_name="Selmar Echo"
    )
    citing = msgspec.structs.replace(
        claim, id="citing", chain=(publisher, outer, cited), content=(Span(inner.spans[0].start, claim.content[0].end),)
    )
    both = dataclasses.replace(told, claims=(claim, citing), attributions=(*told.attributions, attribution))
    found = {(r.node, r.on) for r in weigh(group(both)).reliances}
    assert ("outlet orvel post", "outlet selmar echo") in found
    assert ("outlet selmar echo", "name ilse drom") in found


def test_a_capital_may_stand_for_the_one_government_that_speaks() -> None:
    spoken = article("b", "Isle Tribune", 3, "Dar-Belo")
    told = dataclasses.replace(
        spoken,
        document=msgspec.structs.replace(spoken.document, text=spoken.document.text + "Markets in Dar-Belo were shut."),
    )
    minister = article("a", "Orvel Post", 2, "Edda Marr, the minister of works,")
    assert origins(minister, told) == (1, 2)
    assert origins(minister, spoken) == (2, 2)


def test_a_copy_with_the_source_told_in_other_words_adds_no_origin() -> None:
    first = article("a", "Orvel Post", 2, "?two fitters at the mill")
    second = article("b", "Isle Tribune", 3, "?fitters of the mill")
    copied = copy_of(first, "c", "Isle Tribune", 3)
    edge = msgspec.structs.replace(copied.copies[0], document="b")
    assert origins(first, dataclasses.replace(second, copies=(edge,))) == (1, 1)


def test_a_place_is_known_as_one_by_what_other_articles_say_of_it() -> None:
    spoken = article("b", "Isle Tribune", 3, "Dar-Belo")
    minister = article("a", "Orvel Post", 2, "Edda Marr, the minister of works,")
    there = dataclasses.replace(
        minister,
        document=msgspec.structs.replace(
            minister.document, text=minister.document.text + "Markets in Dar-Belo were shut."
        ),
    )
    assert origins(there, spoken) == (1, 2)


@pytest.mark.parametrize(
    ("person", "body"),
    [
        ("Tenz Rault, who leads the Highland Congress,", "the Highland Congress"),
        ("Captain Renat Silan, the coast guard's district commander,", "the coast guard"),
    ],
)
def test_who_leads_a_body_and_the_body_are_one(person: str, body: str) -> None:
    assert origins(article("a", "Orvel Post", 2, person), article("b", "Isle Tribune", 3, body)) == (1, 1)


def test_the_same_ministry_of_two_countries_is_two_sources_and_of_one_country_one_however_it_is_named() -> None:
    ours = article("a", "Orvel Post", 2, "The Ministry of Defence of Orvel")
    assert origins(ours, article("b", "Isle Tribune", 3, "Karvend's defence ministry")) == (2, 2)
    assert origins(ours, article("b", "Isle Tribune", 3, "Orvel's defence ministry")) == (1, 1)


def test_among_what_came_out_later_too_an_outlets_own_article_goes_before_its_reprint() -> None:
    told = [
        article("a", "Selmar Echo", 1),
        article("z", "Vessara Ledger", 5, "Magnus Tarn, a baker,"),
        article("b", "Isle Tribune", 4, "@Vessara Ledger > @Isle Tribune > ?a nurse"),
    ]
    before, after = origins(*told), origins(*told, copy_of(told[0], "reprint", "Vessara Ledger", 5))
    assert before == (1, 2)
    assert after[0] <= before[0]
    assert after[1] <= before[1]


def test_an_office_in_one_article_may_be_the_only_person_who_holds_it_in_another() -> None:
    minister = article("a", "Orvel Post", 2, "Edda Marr, the minister of works,")
    assert origins(minister, article("b", "Isle Tribune", 3, "the Minister")) == (1, 2)
    other = article("c", "Selmar Echo", 3, "Solt Varn, the minister of health,")
    assert origins(minister, other, article("b", "Isle Tribune", 4, "the Minister")) == (3, 3)


def test_a_source_that_only_a_relay_speaks_of_may_be_one_of_the_relayed_articles() -> None:
    first = article("a", "Orvel Post", 2, "Ilse Drom, a nurse in Tavrin,", "Magnus Tarn, a baker,")
    assert origins(first, article("b", "Isle Tribune", 3, "@Orvel Post > ?a caller from the quay")) == (2, 3)
