"""Places: where a name lies, how precisely, what else it could be, and when it is not the place that is meant."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.link.place_mentions import dateline_end
from allegedly.link.places import PlaceLink, PlacePrecision, PlaceRole, places
from allegedly.parse import load_model, paragraph_spans, parse
from allegedly.records import Document, Paragraph, Parsed


def document(text: str) -> Document:
    return Document(id="d", original_sha256="", path="", text=text)


def links(text: str) -> dict[str, PlaceLink]:
    return {link.span.of(text): link for link in places(parse(document(text)))}


@pytest.mark.parametrize(
    ("text", "name", "country", "precision"),
    [
        ("Three men were held in Peshawar, Khyber Pakhtunkhwa, on Monday.", "Peshawar", "PK", PlacePrecision.TOWN),
        (
            "Three men were held in Peshawar, Khyber Pakhtunkhwa, on Monday.",
            "Khyber Pakhtunkhwa",
            "PK",
            PlacePrecision.PROVINCE,
        ),
        ("Trucks queued at Torkham for a third day.", "Torkham", "PK", PlacePrecision.EXACT),
        ("The shelling hit a village in Sirkanay district of Kunar.", "Kunar", "AF", PlacePrecision.PROVINCE),
        ("A clinic opened in Paris, Texas, last year.", "Paris", "US", PlacePrecision.TOWN),
        ("A clinic opened in Paris last year.", "Paris", "FR", PlacePrecision.TOWN),
        ("Aid reached northern Mali by road.", "Mali", "ML", PlacePrecision.COUNTRY),
        ("Fighting went on across the Sahel.", "Sahel", None, PlacePrecision.REGION),
    ],
)
def test_a_place_is_found_with_its_country_and_precision(
    text: str, name: str, country: str | None, precision: PlacePrecision
) -> None:
    best = links(text)[name].candidates[0]
    assert (best.country, best.precision) == (country, precision)


def test_the_rest_of_the_document_decides_between_places_of_one_name() -> None:
    american = "The county fair opened in Athens. Judges came from Atlanta, Savannah and Macon, Georgia."
    greek = "The fair opened in Athens. Judges came from Thessaloniki, Patras and Heraklion in Greece."
    assert links(american)["Athens"].candidates[0].country == "US"
    assert links(greek)["Athens"].candidates[0].country == "GR"


def test_the_dateline_and_the_outlet_s_town_tell_where_an_article_is_at_home() -> None:
    text = "The bakery in Springfield closed."
    at_home = {}
    for dateline, outlet in (("CHICAGO, Illinois", None), (None, "Chicago Lantern"), ("BOSTON, Massachusetts", None)):
        told = Document(id="d", original_sha256="", path="", text=text, dateline=dateline, outlet=outlet)
        [link] = places(parse(told))
        at_home[dateline or outlet] = link.candidates[0].admin_path[1]
    assert at_home == {
        "CHICAGO, Illinois": "Illinois",
        "Chicago Lantern": "Illinois",
        "BOSTON, Massachusetts": "Massachusetts",
    }


def test_doubt_is_kept_as_rival_candidates_with_shares() -> None:
    link = links("The bakery in Springfield closed.")["Springfield"]
    assert len(link.candidates) > 1
    assert sum(candidate.linker_score for candidate in link.candidates) <= 1.01
    assert [c.linker_score for c in link.candidates] == sorted((c.linker_score for c in link.candidates), reverse=True)
    assert "readings" in link.reason


def test_the_path_goes_from_the_country_inwards() -> None:
    best = links("Shops in Peshawar, Pakistan, stayed shut.")["Peshawar"].candidates[0]
    assert best.admin_path[:2] == ("Pakistan", "Khyber Pakhtunkhwa")


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Washington said that it would not take part.", "Washington", PlaceRole.ACTOR),
        ("Talks in Washington ended late.", "Washington", PlaceRole.PLACE),
        ("Syrian forces shelled the hill.", "Syrian", PlaceRole.ACTOR),
        ("A bus burned near the Syrian border.", "Syrian", PlaceRole.PLACE),
    ],
)
def test_a_capital_that_speaks_is_an_actor_and_not_a_place(text: str, name: str, role: PlaceRole) -> None:
    assert links(text)[name].role is role


@pytest.mark.parametrize(
    ("text", "name"),
    [("Paris Hilton wore a hat.", "Paris"), ("The US and us are not one word, said both of us.", "us")],
)
def test_people_and_common_words_are_no_places(text: str, name: str) -> None:
    assert name not in links(text)


def test_an_abbreviated_state_says_where_a_town_lies() -> None:
    best = links("She was born in Portland, Ore., and taught there.")["Portland"].candidates[0]
    assert best.admin_path[-1] != "Maine"
    assert "Oregon" in best.admin_path


def test_a_dateline_ends_before_its_agency() -> None:
    assert dateline_end("PORT SELVA, Freedonia (Littoral Wire) - Two ships left.") == len("PORT SELVA, Freedonia")
    assert dateline_end("Two ships left Port Selva on Monday.") == 0


def test_an_empty_text_has_no_places() -> None:
    assert places(parse(document(""))) == ()


def test_links_survive_json() -> None:
    found = places(parse(document("Floods cut off Goma, North Kivu.")))
    assert msgspec.json.decode(msgspec.json.encode(found), type=tuple[PlaceLink, ...]) == found


ODD = st.text(
    st.sampled_from("aeNOPS .,'’-()\n0123“”\N{ZERO WIDTH SPACE}\N{ARABIC LETTER ALEF}é"), max_size=80
) | st.lists(
    st.sampled_from(
        ["Paris", ",", "Texas", "al-", "Kunar", "province", "of", "U.S.", "(", "St.", "the", "\n", "London", "’s"]
    ),
    max_size=25,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(ODD)
def test_odd_text_neither_crashes_nor_leaves_its_bounds(text: str) -> None:
    nlp = load_model()
    paragraphs = tuple(Paragraph(span, nlp.make_doc(span.of(text)), is_title=False) for span in paragraph_spans(text))
    found = places(Parsed(document(text), paragraphs))
    assert [link.span for link in found] == sorted(link.span for link in found)
    for link, after in pairwise(found):
        assert link.span.end <= after.span.start
    assert all(link.span.end <= len(text) for link in found)


def test_a_sort_of_place_that_only_opens_a_longer_name_is_no_place_of_its_own() -> None:
    [found] = places(parse(document("The minister is to visit Port Qorvel next week.")))
    assert found.span.of("The minister is to visit Port Qorvel next week.") == "Port Qorvel"
    assert found.candidates == ()
