"""What a claim became: in a headline against its article, and in an article against the one that it has it from."""

import dataclasses
import random

import pytest
from telling import Article, article, group_of, told_of, words

from allegedly.records import Drift
from allegedly.vocab import DriftKind
from allegedly.weigh.drift import drifts
from allegedly.weigh.group import Cited, Group

DISPATCH = article(
    "dispatch",
    "Tavrin\n\n{content:Karvend soldiers may have laid 14 mines at Tavrin Ford}, {source:two officials of the border"
    " guard} {cue:said}.",
    outlet="Orvel Dispatch",
    published="2033-04-12",
)


def found(*articles: Article, about: str = "") -> list[tuple[str, str, str]]:
    """Return the drift of what articles tell together, in short."""
    return told_of(drifts("a", group_of(*articles, about=about)))


def only(group: Group, kind: DriftKind) -> Drift:
    """Return the one drift of a kind in a group."""
    [drift] = [one for one in drifts("a", group) if one.kind is kind]
    return drift


def test_a_headline_in_the_indicative_is_firmer_than_an_article_that_says_allegedly() -> None:
    ledger = article(
        "ledger",
        "Karvend lays mines at Tavrin Ford\n\n{source:Officials} {cue:said} {content:Karvend allegedly laid mines at Tavrin Ford}.",
        outlet="Vessara Ledger",
    )
    drift = only(group_of(ledger, about="mines"), DriftKind.HEADLINE_FIRMER)
    assert words(ledger.document, drift.here) == "Karvend lays mines at Tavrin Ford"
    assert "Officials" in words(ledger.document, drift.there)
    assert words(ledger.document, drift.lost) == "allegedly"
    assert drift.reason == "the headline puts it as asserted, the article below it as alleged"


@pytest.mark.parametrize(
    "text",
    [
        "Karvend accused of laying mines\n\n{source:Officials} {cue:said} {content:Karvend laid mines at Tavrin Ford}.",
        "Karvend may have laid mines\n\n{source:Officials} {cue:said} {content:Karvend may have laid mines at the ford}.",
        "Karvend laid mines\n\n{source:Officials} {cue:said} {content:Karvend laid mines at the ford}.",
    ],
)
def test_a_headline_no_firmer_than_its_article_is_no_drift(text: str) -> None:
    assert found(article("one", text, outlet="Orvel Dispatch"), about="mines") == []


def test_a_headline_that_lets_a_country_own_up_names_a_weightier_source_than_an_outlet_citing_officials() -> None:
    one = article(
        "one",
        "{source1:Orvel} {cue1:admits} {content1:sludge was sunk in the strait}\n\n"
        "{source2:The newsletter Sounding Notes} {cue2:reported} {content2:that {source3:two officials} {cue3:had said}"
        " {content3:sludge was sunk in the strait}}. No ship has called in Orvel since.",
        outlet="Strait Observer",
    )
    drift = only(group_of(one, about="sludge"), DriftKind.HEADLINE_SOURCE_UPGRADE)
    assert "Sounding Notes" in words(one.document, drift.lost)
    assert drift.reason == ("the headline has it from “Orvel” (a government or its forces), the article from an outlet")


@pytest.mark.parametrize(
    "text",
    [
        (
            "{content1:Sludge was sunk in the strait}, {source1:ministry} {cue1:says}\n\n{content2:Sludge was sunk in the strait},"
            " {source2:the minister of works} {cue2:told} a newspaper."
        ),
        (
            "{source1:Navy} {cue1:accused} {content1:of sinking sludge}\n\n{source2:A fisherman} {cue2:said}"
            " {content2:the navy had sunk sludge in the strait}."
        ),
        (
            "{content1:Sludge was sunk in the strait}, {source1:ministry} {cue1:says}\n\n{content2:Sludge was sunk},"
            " {source2:a clerk} {cue2:said}. {source3:The works ministry} {cue3:called} {content3:for calm}."
        ),
    ],
)
def test_a_headline_on_a_source_that_the_article_has_or_tells_of_is_no_upgrade(text: str) -> None:
    one = article("one", text, outlet="Strait Observer")
    assert "headline_source_upgrade" not in {kind for _, kind, _ in found(one, about="udge")}


def test_an_article_that_names_the_outlet_it_relays_is_held_against_that_outlets_article() -> None:
    relay = article(
        "relay",
        "Mines\n\n{content:Karvend soldiers laid 40 mines at Tavrin Ford}, {source:the Orvel Dispatch} {cue:reported}.",
        outlet="Vessara Ledger",
        published="2033-04-13",
    )
    assert found(DISPATCH, relay, about="soldiers") == [
        ("relay", "hedge_loss", "dispatch"),
        ("relay", "number_change", "dispatch"),
    ]
    group = group_of(DISPATCH, relay, about="soldiers")
    assert words(DISPATCH.document, only(group, DriftKind.HEDGE_LOSS).lost) == "may have"
    assert words(DISPATCH.document, only(group, DriftKind.NUMBER_CHANGE).lost) == "14"


def test_what_an_outlet_is_made_to_have_from_a_ministry_weighs_more_than_the_clerk_it_has_it_from() -> None:
    clerk = article(
        "clerk", "Barges\n\n{source:A clerk} {cue:said} {content:barges were sunk}.", outlet="Strait Observer"
    )
    relay = article(
        "relay",
        "Barges\n\n{source1:The Strait Observer} {cue1:reported} {content1:that {source2:the ministry of works} {cue2:said}"
        " {content2:barges were sunk}}.",
        outlet="Morning Quay",
        published="2033-04-14",
    )
    assert found(clerk, relay, about="sunk") == [("relay", "source_upgrade", "clerk")]


def test_an_article_that_says_it_in_its_own_voice_lost_the_source_of_the_earlier_ones() -> None:
    bare = article(
        "bare",
        "Ford\n\nKarvend soldiers laid 14 mines at Tavrin Ford.",
        outlet="Meridian Evening",
        published="2033-04-14",
    )
    assert found(DISPATCH, bare, about="soldiers") == [
        ("bare", "attribution_loss", "dispatch"),
        ("bare", "hedge_loss", "dispatch"),
    ]
    drift = only(group_of(DISPATCH, bare, about="soldiers"), DriftKind.ATTRIBUTION_LOSS)
    assert words(DISPATCH.document, drift.lost) == "two officials of the border guard … said"


@pytest.mark.parametrize(
    ("published", "text"),
    [
        ("2033-04-12", "Karvend soldiers laid 14 mines at Tavrin Ford."),
        ("2033-04-11", "Karvend soldiers laid 14 mines at Tavrin Ford."),
        (None, "Karvend soldiers laid 14 mines at Tavrin Ford."),
        ("2033-04-14", "Karvend soldiers laid 14 mines at our ford."),
        ("2033-04-14", "{content:Karvend soldiers laid 14 mines}, {source:a shepherd} {cue:said}."),
    ],
)
def test_no_source_is_lost_by_an_article_that_was_not_later_or_is_a_party_or_has_its_own(
    published: str | None, text: str
) -> None:
    bare = article("bare", f"Ford\n\n{text}", outlet="Meridian Evening", published=published)
    assert "attribution_loss" not in {kind for _, kind, _ in found(DISPATCH, bare, about="soldiers")}


def test_an_article_that_still_names_the_source_in_its_sentence_lost_none() -> None:
    bare = article(
        "bare",
        "Ford\n\nTwo officials of the border guard say Karvend soldiers laid 14 mines at Tavrin Ford.",
        outlet="Meridian Evening",
        published="2033-04-14",
    )
    assert "attribution_loss" not in {kind for _, kind, _ in found(DISPATCH, bare, about="soldiers")}


def test_two_sentences_that_share_only_what_they_end_with_have_nothing_from_one_another() -> None:
    one = article(
        "one",
        "Fair\n\n{source:Railway staff} {cue:welcomed} {content:the annual cattle fair in Tavrin}.",
        outlet="Post",
    )
    other = article(
        "other",
        "Fair\n\nThe governor has cancelled the annual cattle fair in Tavrin.",
        outlet="Quay",
        published="2033-04-14",
    )
    assert found(one, other, about="fair") == []


def test_an_article_that_quotes_the_same_words_has_its_bare_claims_from_there_too() -> None:
    quote = "“Do we stop the line? I would stop it today,”"
    one = article(
        "one",
        f"Cells\n\n{{source1:Two employees}} {{cue1:said}} {{content1:the engineer was moved to a warehouse}}."
        f" {{content2:{quote}}} {{source2:he}} {{cue2:wrote}}.",
        outlet="Hull Letter",
    )
    other = article(
        "other",
        f"Cells\n\nThey packed him off to some cold warehouse. {{content:{quote}}} {{source:a boffin}} {{cue:pleaded}}.",
        outlet="Flash",
        published="2033-04-14",
    )
    assert ("other", "attribution_loss", "one") in found(one, other, about="warehouse")
    assert found(one, dataclasses.replace(other, claims=other.claims[:-1]), about="warehouse") == []


def test_a_breadcrumb_that_repeats_the_headline_is_no_part_of_the_body() -> None:
    one = article(
        "one",
        "Karvend lays mines at Tavrin Ford\n\nHome / News / Karvend lays mines at Tavrin Ford\n\n"
        "{source:Officials} {cue:said} {content:Karvend allegedly laid mines at Tavrin Ford}.",
        outlet="Vessara Ledger",
    )
    assert found(one, about="mines") == [("one", "headline_firmer", "one")]


def test_a_headline_that_was_not_matched_is_held_against_what_comes_nearest_to_it() -> None:
    one = article(
        "one",
        "Karvend lays mines at ford\n\n{source1:Officials} {cue1:said} {content1:Karvend allegedly laid mines at the ford}."
        " {source2:A shepherd} {cue2:said} {content2:the river may have been high that night}.",
        outlet="Vessara Ledger",
    )
    group = group_of(one)
    [mines] = [claim for claim in group.claims if "allegedly" in words(one.document, claim.content)]
    [river] = [claim for claim in group.claims if "river" in words(one.document, claim.content)]
    kinds = {claim.id: told_of(drifts("a", dataclasses.replace(group, claims=(claim,)))) for claim in (mines, river)}
    assert kinds == {mines.id: [("one", "headline_firmer", "one")], river.id: []}


def test_a_copy_is_held_against_what_it_copies_and_not_against_the_rest() -> None:
    wire = "Ferry\n\n{body} The ship was on the night run from Kelda to Stronna with a full load of lorries and some cars on deck."
    told = "{content:At least 23 people died when the ferry Lady Brenda capsized in a squall off the northern isles on Sunday},"
    said = " {source:the island rescue service} {cue:said}."
    first = article("first", wire.replace("{body}", told + said), outlet="Coastal Wire", published="2033-04-12")
    second = article(
        "second",
        wire.replace("{body}", told.replace("23", "32") + said),
        outlet="Selmar Evening",
        published="2033-04-13",
    )
    assert found(first, second, about="people") == [("second", "number_change", "first")]


def test_what_the_named_outlet_tells_instead_is_found_beside_the_allegation() -> None:
    quay = article(
        "quay",
        "Decree\n\n{source:A draft decree} {cue:provides} {content:for measures against eleven ships of the steelmaker Gorst}.",
        outlet="Le Quai",
    )
    sunrise = article(
        "sunrise",
        "Ships\n\n{source1:Le Quai} {cue1:reported} {content1:that {source2:the government} {cue2:had announced}"
        " {content2:it listed twelve ships of the steelmaker Gorst}}.",
        outlet="Delta Sunrise",
        published="2033-04-14",
    )
    group = group_of(sunrise, about="listed")
    assert told_of(drifts("a", group)) == []
    beside = group_of(quay, about="listed", beside=True)
    assert told_of(drifts("a", group, beside)) == [
        ("sunrise", "number_change", "quay"),
        ("sunrise", "source_upgrade", "quay"),
    ]


def test_an_accusation_repeated_within_its_denial_tells_nothing() -> None:
    denial = article(
        "denial",
        "Karvend laid mines\n\n{source1:The ministry} {cue1:denied} {content1:{source2:the Dispatch} {cue2:report}"
        " {content2:that Karvend may have laid mines}}.",
        outlet="Karvend Standard",
    )
    assert "headline_firmer" not in {kind for _, kind, _ in found(denial, about="mines")}


def test_the_order_of_the_input_changes_nothing() -> None:
    relay = article(
        "relay",
        "Karvend laid mines\n\n{content:Karvend soldiers laid 40 mines at Tavrin Ford}, {source:the Orvel Dispatch} {cue:reported}.",
        outlet="Vessara Ledger",
        published="2033-04-13",
    )
    bare = article(
        "bare",
        "Ford\n\nKarvend soldiers laid 14 mines at Tavrin Ford.",
        outlet="Meridian Evening",
        published="2033-04-14",
    )
    group = group_of(DISPATCH, relay, bare)
    expected = drifts("a", group)
    shuffle = random.Random(7).sample  # noqa: S311  an order, not a secret
    for _ in range(5):
        mixed = dataclasses.replace(
            group,
            claims=tuple(shuffle(group.claims, len(group.claims))),
            context=tuple(shuffle(group.context, len(group.context))),
            attributions=tuple(shuffle(group.attributions, len(group.attributions))),
            documents=dict(shuffle(list(group.documents.items()), len(group.documents))),
        )
        assert drifts("a", mixed) == expected


def test_what_is_lost_lies_within_the_words_shown_of_the_other_side() -> None:
    relay = article(
        "relay",
        "Karvend laid mines\n\n{content:Karvend soldiers laid 40 mines at Tavrin Ford}, {source:the Orvel Dispatch} {cue:reported}.",
        outlet="Vessara Ledger",
        published="2033-04-13",
    )
    found = drifts("a", group_of(DISPATCH, relay))
    assert found
    assert all(any(whole.holds(part) for whole in one.there) for one in found for part in one.lost)


CREW = (
    "The wall of the upper basin gave way before dawn and mud ran into three streets of the lower town. Firemen pulled people"
    " from roofs until noon, and the school by the river was opened to all who had lost their beds. Nobody could say when the"
    " road to the pass would be free again."
)


def test_a_number_changed_in_a_sentence_that_was_copied_otherwise_is_found_whatever_it_counts() -> None:
    first = article(
        "first",
        f"Basin\n\n{CREW} {{content:Repairs will last twelve weeks}}, {{source:the owner}} {{cue:said}}.",
        outlet="Coastal Wire",
    )
    second = article(
        "second",
        f"Basin\n\n{CREW} {{content:Repairs will last twenty weeks}}, {{source:the owner}} {{cue:said}}.",
        outlet="Selmar Evening",
        published="2033-04-13",
    )
    assert found(first, second, about="Repairs") == [("second", "number_change", "first")]


def test_a_copy_of_one_day_that_leaves_out_who_said_it_has_lost_the_attribution() -> None:
    first = article(
        "first",
        f"Basin\n\n{CREW} {{content:The basin had been inspected in the spring}}, {{source:its owner}} {{cue:said}}. The"
        " owner runs two more of them.",
        outlet="Coastal Wire",
    )
    second = article("second", f"Basin\n\n{CREW} The basin had been inspected in the spring.", outlet="Selmar Evening")
    assert found(first, second, about="inspected") == [("second", "attribution_loss", "first")]


def test_a_copy_that_makes_a_source_weightier_upgrades_it_though_the_sentence_is_no_longer_the_same() -> None:
    told = " {{cue:told}} the paper {{content:the valve had been shut by hand on the evening before}}."
    first = article("first", f"Basin\n\n{CREW} {{source:A fitter}}{told.format()}", outlet="Coastal Wire")
    second = article(
        "second",
        f"Basin\n\n{CREW} {{source:The ministry of mines}}{told.format()}",
        outlet="Selmar Evening",
        published="2033-04-13",
    )
    assert found(first, second, about="valve") == [("second", "source_upgrade", "first")]


def test_a_bare_number_is_held_against_an_earlier_rival_of_the_same_things() -> None:
    wire = article("wire", "Vote\n\nThe premier kept his post by two votes on Thursday night.", outlet="Coastal Wire")
    tabloid = article(
        "tabloid",
        "Vote\n\nThe premier lives on, by five votes, until the rains.",
        outlet="Morning Quay",
        published="2033-04-13",
    )
    group = group_of(tabloid, about="premier")
    assert told_of(drifts("a", group, group_of(wire, about="premier"))) == [("tabloid", "number_change", "wire")]
    assert told_of(drifts("a", group)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Border to shut\n\n{source:The customs chief} {cue:said} {content:the border would shut on Monday}.",
        (
            "{source1:Velmar} {cue1:says} {content1:the rebel chief was killed at the ford}\n\n{content2:The rebel chief may have been"
            " killed at the ford}. {source3:Velmar's president} {cue3:said} {content3:the rebel chief was killed at the ford}."
        ),
    ],
)
def test_a_headline_of_what_is_to_come_or_on_a_word_that_the_article_has_is_not_firmer(text: str) -> None:
    one = article("one", text, outlet="Strait Observer")
    assert "headline_firmer" not in {kind for _, kind, _ in found(one)}


def test_a_headline_on_the_word_of_a_palace_weighs_more_than_its_insiders() -> None:
    one = article(
        "one",
        "{content1:The king has left}, {source1:palace} {cue1:says}\n\n{source2:Palace insiders} {cue2:said} {content2:the king"
        " had left the island}.",
        outlet="Strait Observer",
    )
    drift = only(group_of(one), DriftKind.HEADLINE_SOURCE_UPGRADE)
    assert words(one.document, drift.lost) == "Palace insiders … said"


DRAFT = article(
    "draft",
    "Steel\n\n{source1:The newsletter Hold and Hatch} {cue1:revealed} {content1:that {source2:a draft} {cue2:provides}"
    " {content2:for measures against eleven ships of the steelmaker Gorst}}. {source3:The minister} {cue3:said}"
    " {content3:drafts were drafts}. Half of the cranes in the port may stand idle in winter.",
    outlet="Orvel Dispatch",
)


def told_beside_citing(cited: Article, citing: Article, *, about: str) -> list[tuple[str, str, str]]:
    """Return the drift of an article that cites another one whose claims were matched with none of its own."""
    group = group_of(citing, about=about)
    return told_of(drifts("a", group, cited=Cited(group_of(cited), {citing.document.id: (cited.document.id,)})))


def test_a_passage_that_names_an_outlet_is_aligned_with_what_that_outlet_tells_though_nothing_was_matched() -> None:
    relay = article(
        "relay",
        "Steel\n\n{source1:The Orvel Dispatch} {cue1:writes} {content1:that {source2:the government} {cue2:has announced}"
        " {content2:measures against twelve ships of Gorst}}. Prices rose.",
        outlet="Quay Post",
        published="2033-04-13",
    )
    assert told_beside_citing(DRAFT, relay, about="twelve") == [
        ("relay", "number_change", "draft"),
        ("relay", "source_upgrade", "draft"),
    ]
    assert found(relay, about="twelve") == []


def test_what_an_article_begins_with_in_its_own_voice_is_held_against_what_it_cites_on_something_else() -> None:
    bare = article(
        "bare",
        "Steel\n\nMeasures will strike eleven ships of the steelmaker Gorst. {source:A crane driver}, the Orvel"
        " Dispatch {cue:wrote}, {content:has no work}.",
        outlet="Quay Post",
        published="2033-04-13",
    )
    assert ("bare", "attribution_loss", "draft") in told_beside_citing(DRAFT, bare, about="Measures")


def test_a_source_that_the_cited_article_names_for_the_same_thing_is_no_upgrade() -> None:
    relay = article(
        "relay",
        "Steel\n\n{source1:The minister}, {source2:the Orvel Dispatch} {cue2:writes}, {cue1:said} {content1:a draft was a draft}.",
        outlet="Quay Post",
        published="2033-04-13",
    )
    assert "source_upgrade" not in {kind for _, kind, _ in told_beside_citing(DRAFT, relay, about="draft")}


def test_an_outlet_that_says_itself_that_a_report_is_open_hedges_it_for_headline_and_relay() -> None:
    first = article(
        "first",
        "Chief killed in drone strike\n\nAccording to {source:the Selmar Echo}, {content:a drone killed the chief of the Reed"
        " Guard}. We rate the report as probable.",
        outlet="Orvel Dispatch",
    )
    relay = article(
        "relay",
        "Reed\n\n{source:The Orvel Dispatch} {cue:has reported} {content:the death of the Reed Guard's chief by a drone}.",
        outlet="Quay Post",
        published="2033-04-13",
    )
    group = group_of(first, relay)
    assert ("first", "headline_firmer", "first") in told_of(drifts("a", group))
    drift = only(group, DriftKind.HEDGE_LOSS)
    assert drift.reason == "put as asserted here, as asserted but open there; it names that outlet"
    assert "rate the report as probable" in words(first.document, drift.lost)


def test_an_article_that_gives_the_hedge_in_quotation_marks_has_not_lost_it() -> None:
    relay = article(
        "relay",
        "Mines\n\n{source:The Orvel Dispatch} {cue:reported} {content:that Karvend soldiers laid 14 mines at Tavrin Ford}. The"
        " guards had said “may have”.",
        outlet="Vessara Ledger",
        published="2033-04-13",
    )
    assert found(DISPATCH, relay, about="soldiers") == []


@pytest.mark.parametrize(
    ("text", "is_firmer"),
    [
        ("Karvend shells ford\n\n{source:Orvel} {cue:accuses} {content:Karvend of shelling the ford}.", True),
        ("Shells hit ford\n\n{source:Orvel} {cue:accuses} {content:Karvend of shelling the ford}.", False),
        ("{source1:Orvel}: {content1:Karvend shelled ford}\n\n{source2:Orvel} {cue2:said} {content2:Karvend shelled the ford}.", False),
        ("Karvend shells ford\n\n{source:Orvel} {cue:said} {content:Karvend had shelled the ford}.", False),
        ("Ballots burned at ford\n\n{source:Monitors} {cue:found} {content:credible signs of ballots burned at the ford}.", True),
        ("No ballots burned at ford\n\n{source:Monitors} {cue:found} {content:no sign of ballots burned at the ford}.", False),
        ("Tears at the ford\n\nOne could hear the tears at the ford.", False),
        (
            (
                "{source1:Monitors} {cue1:believe} {content1:ballots burned at ford}\n\n{source2:A monitor} {cue2:said}"
                " {content2:ballots were probably burned at the ford}."
            ),
            False,
        ),
    ],
)  # fmt: skip
def test_a_headline_without_its_source_is_firmer_where_the_article_keeps_a_distance_or_finds_signs_only(
    text: str, is_firmer: bool
) -> None:
    one = article("one", text, outlet="Strait Observer")
    assert ("headline_firmer" in {kind for _, kind, _ in found(one)}) is is_firmer


def test_of_two_copies_of_one_day_the_one_with_the_agencys_own_dateline_is_what_was_copied() -> None:
    told = (
        "{content:At least NUMBER people died when the ferry Lady Brenda capsized in a squall off the northern isles on Sunday},"
        " {source:the island rescue service} {cue:said}. The ship was on the night run from Kelda to Stronna with a full load of"
        " lorries and some cars on deck."
    )
    wire = article("wire", f"Ferry\n\nSTRONNA (Coastal Wire) — {told}".replace("NUMBER", "23"), outlet="Coastal Wire")
    more = " Officials opened the sports hall for those who came, and gave them soup and a list."
    longer = article("longer", f"Ferry\n\n{told}{more}".replace("NUMBER", "32"), outlet="Selmar Evening")
    assert found(wire, longer, about="people") == [("longer", "number_change", "wire")]


def test_the_holder_of_an_office_speaks_for_the_house_that_a_headline_names() -> None:
    one = article(
        "one",
        "{source1:Premier's office} {cue1:rejects} {content1:the charge of bought votes}\n\n{source2:Ana Yold, secretary to the"
        " premier}, {cue2:called} {content2:the charge of bought votes a tale}.",
        outlet="Strait Observer",
    )
    assert "headline_source_upgrade" not in {kind for _, kind, _ in found(one)}


@pytest.mark.parametrize(
    ("later", "is_lost"),
    [
        ("{source:A shepherd} {cue:said} {content:soldiers of Karvend had laid the mines at Tavrin Ford}.", False),
        ("{source:A shepherd} {cue:said} {content:his soldiers of tin were gone}.", True),
    ],
)
def test_an_attribution_is_not_lost_where_the_article_gives_one_further_down_for_the_same_thing(
    later: str, *, is_lost: bool
) -> None:
    bare = article(
        "bare",
        f"Ford\n\nKarvend soldiers laid 14 mines at Tavrin Ford. {later}",
        outlet="Meridian Evening",
        published="2033-04-14",
    )
    kinds = {kind for _, kind, _ in found(DISPATCH, bare, about="soldiers")}
    assert ("attribution_loss" in kinds) is is_lost
