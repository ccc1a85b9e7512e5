"""actors: phrases resolved to who they are, by register, organ and role patterns, and the document around them."""

import msgspec
import pytest

from allegedly.link.actor_context import context_of, introduced_acronyms, long_forms
from allegedly.link.actor_records import ActorLink, ActorType, Sector
from allegedly.link.actors import actor, actors
from allegedly.parse import parse
from allegedly.records import Document, Span

# Country, sector and id of phrases; people are invented, bodies are what the register is about.
PHRASES = [
    ("Kyrgyzstan", "KGZ", None, "KGZ"),
    ("the United States", "USA", None, "USA"),
    ("The U.S.", "USA", None, "USA"),
    ("Tehran", "IRN", "GOV", "IRN/government"),
    ("TEHRAN", "IRN", "GOV", "IRN/government"),
    ("the Kremlin", "RUS", "GOV", "RUS/kremlin"),
    ("Mandalay", "MMR", "CVL", "MMR:CVL:mmr-mandalay"),
    ("Kazakhs", "KAZ", "CVL", "KAZ:CVL:kaz"),
    ("Finnish", "FIN", None, "FIN"),
    ("Mongolia's defence ministry", "MNG", "GOV", "MNG/defence-ministry"),
    ("the Ministry of Defense of Mongolia", "MNG", "GOV", "MNG/defence-ministry"),
    ("Mongolian trade ministry", "MNG", "GOV", "MNG/trade-ministry"),
    ("the Paraguayan army", "PRY", "MIL", "PRY/army"),
    ("Paraguay’s armed forces", "PRY", "MIL", "PRY/armed-forces"),
    ("two Bolivian police officers", "BOL", "COP", "BOL/police"),
    ("the Zambian parliament", "ZMB", "LEG", "ZMB/parliament"),
    ("Supreme Court of Zambia", "ZMB", "JUD", "ZMB/supreme-court"),
    ("the Saudi National Guard", "SAU", "MIL", "SAU/national-guard"),
    ("a Knesset spokesman", "ISR", "LEG", "ISR/knesset"),
    ("FSB", "RUS", "SPY", "RUS/federal-security-service"),
    ("MI6 agents", "GBR", "SPY", "GBR/mi6"),
    ("a Somalia-based paramilitary group", "SOM", "PRM", "SOM:PRM:paramilitary-group"),
    ("Gambian farmers", "GMB", "AGR", "GMB:AGR:farmers"),
    ("teachers in Oaxaca", "MEX", "EDU", "MEX:EDU:teachers"),
    ("people in Uruguay", "URY", "CVL", "URY:CVL:people"),
    ("a group of Malian soldiers", "MLI", "MIL", "MLI/armed-forces"),
    ("Boko Haram gunmen", "NGA", "REB", "boko-haram"),
    ("leaders of Hezbollah", "LBN", "REB", "hezbollah"),
    ("Hezbollah supporters", "LBN", "CVL", "LBN:CVL:supporters"),
    ("UN peacekeepers", "IGO", "MIL", "un-peacekeeping"),
    ("World Bank economists", "IGO", None, "world-bank"),
    ("EU lawmakers", "EUR", "LEG", "european-union"),
    ("gunmen", None, "UAF", "name:gunmen"),
    ("a group of tourists", None, "CVL", "name:group"),
    ("army accountant", None, "MIL", "name:army-accountant"),
    ("an opposition lawmaker", None, "LEG", "name:opposition-lawmaker"),
    ("South Ossetia", "GEO", "PRE", "south-ossetia"),
    ("yesterday", None, "JNK", "name:yesterday"),
    ("the Libyan leader", "LBY", "GOV", "LBY:GOV:leader"),
    ("Iranian-backed militias", None, "PRM", "name:iranian-backed-militias"),
    ("pro-Russian separatists", None, "REB", "name:pro-russian-separatists"),
    ("Iranian-backed Iraqi militias", "IRQ", "PRM", "IRQ:PRM:militias"),
    ("the taoiseach", "IRL", "GOV", "IRL/head-of-government"),
]


@pytest.mark.parametrize(("phrase", "country", "sector", "id_"), PHRASES)
def test_a_phrase_is_resolved(phrase: str, country: str | None, sector: str | None, id_: str) -> None:
    link = actor(phrase)
    assert (link.country, link.sector, link.id) == (country, sector, id_), link.reason
    assert link.reason
    assert 0 < link.linker_score < 1


@pytest.mark.parametrize(
    ("phrase", "role"),
    [
        ("a former Kenyan minister", "minister"),
        ("the ousted president of Kenya", "president"),
        ("an ex-CIA official", "official"),
        ("the former leader of Kenya", "leader"),
    ],
)
def test_who_no_longer_holds_an_office_is_marked_former(phrase: str, role: str) -> None:
    link = actor(phrase)
    assert (link.is_former, link.sector, link.actor_type, link.role) == (True, Sector.ELI, ActorType.ELITE, role)


def test_a_person_with_an_office_keeps_the_name_and_the_office_apart() -> None:
    link = actor("Latvian Foreign Minister Ada Skerra-Holt")
    assert (link.id, link.person, link.affiliation, link.country) == (
        "name:ada-skerra-holt",
        "Ada Skerra-Holt",
        "LVA/foreign-minister",
        "LVA",
    )
    behind = actor("Ada Skerra-Holt, Latvia’s deputy foreign minister")
    assert (behind.id, behind.country, behind.sector) == ("name:ada-skerra-holt", "LVA", Sector.GOV)


def test_a_surname_that_is_a_noun_too_is_no_role() -> None:
    assert actor("Foreign Minister Ada Park").sector is Sector.GOV
    assert actor("Ada Baker").actor_type is ActorType.PERSON


def test_a_private_person_gets_no_label() -> None:
    link = actor("Ada Skerra-Holt")
    assert (link.actor_type, link.country, link.sector) == (ActorType.PERSON, None, None)


@pytest.mark.parametrize("phrase", ["the Skerra Tide Circle", "skerra-tide circle", "Skerra Tide Circle"])
def test_an_unknown_body_has_an_id_made_of_its_folded_name(phrase: str) -> None:
    assert actor(phrase).id == "name:skerra-tide-circle"


def test_capitals_tell_names_from_words() -> None:
    assert actor("those who fled").id == "name:those-who-fled"
    assert actor("WHO").id == "world-health-organization"
    assert actor("us").country is None


def test_a_name_of_two_bodies_follows_the_country_beside_it() -> None:
    plain = actor("the National Liberation Army")
    assert plain.candidates
    assert actor("Macedonia’s National Liberation Army").country == "MKD"
    assert actor("Colombia’s National Liberation Army").id == "national-liberation-army-colombia"


def test_adjectives_share_their_noun_and_a_second_actor_is_a_candidate() -> None:
    link = actor("Kenyan and Ugandan police")
    assert (link.country, link.sector) == ("KEN", Sector.COP)
    both = actor("Kenya and Boko Haram")
    assert both.id == "KEN"
    assert [other.id for other in both.candidates] == ["boko-haram"]


def test_a_seat_of_government_may_be_the_place_itself() -> None:
    [place] = [other for other in actor("Nairobi").candidates if other.actor_type is ActorType.PLACE]
    assert place.country == "KEN"


def test_what_a_body_was_follows_the_year_of_the_document() -> None:
    phrase = "the Taliban"
    assert actor(phrase, context=context_of("", published="2010-05-01")).sector is Sector.REB
    assert actor(phrase, context=context_of("", published="2024-05-01")).sector is Sector.GOV


TEXT = (
    "Kenyan Foreign Minister Ada Holm met Bo Sund, a spokesman for the Somali army, in Nairobi on Monday. "
    "Sund said that the Harbour Safety Board (HSB had sent him. Mr. Holm was not there, but Holm agreed. "
    "The police of Kenya came, and the HSB’s chief left."
)


def test_acronyms_that_the_document_introduces_are_read_by_their_words() -> None:
    context = context_of(TEXT)
    assert actor("the HSB", context=context).id == actor("Harbour Safety Board").id == "name:harbour-safety-board"
    assert actor("the HSB’s chief", context=context).id == "name:harbour-safety-board"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Counter-Terrorism Department (CTD said", {"CTD": "Counter-Terrorism Department"}),
        ("the Counter-Terrorism Department (CTD) said", {"CTD": "Counter-Terrorism Department"}),
        ("the Front for the Lakes (“FL”)", {"FL": "Front for the Lakes"}),
        ("the SLU (Skerran Lake Union) said", {"SLU": "Skerran Lake Union"}),
        ("the Skerran Lake Union, known by its acronym SLU, said", {"SLU": "Skerran Lake Union"}),
        ("Lashkar-e-Skerra (LeS)", {"LeS": "Lashkar-e-Skerra"}),
        ("it said (AFP) on Monday", {}),
        ("(ABC", {}),
        ("", {}),
    ],
)
def test_acronyms_are_found_with_or_without_their_bracket(text: str, found: dict[str, str]) -> None:
    assert introduced_acronyms(text) == found


def test_an_acronym_beside_its_long_form_is_not_spelt_out_twice() -> None:
    assert long_forms("Harbour Safety Board (HSB", {"HSB": "Harbour Safety Board"}) == "Harbour Safety Board (HSB"


def test_people_whom_the_document_presents_are_known_by_their_last_name() -> None:
    context = context_of(TEXT)
    minister, spokesman = actor("Holm", context=context), actor("Sund", context=context)
    assert (minister.id, minister.country, minister.sector) == ("name:ada-holm", "KEN", Sector.GOV)
    assert (spokesman.id, spokesman.country, spokesman.sector) == ("name:bo-sund", "SOM", Sector.MIL)
    assert actor("Mr. Holm", context=context).id == "name:ada-holm"
    assert actor("Carl Holm", context=context).id == "name:carl-holm"


def test_a_country_taken_from_the_document_says_so() -> None:
    link = actor("the police", context=context_of("Gambia said no. The Gambian army stayed in Gambia."))
    assert (link.country, link.country_inferred) == ("GMB", True)
    assert "main country of the document" in link.reason
    assert not actor("Gambian police").country_inferred


def test_spans_of_a_parsed_document_are_resolved_with_it() -> None:
    document = Document(id="0" * 16, original_sha256="", path="a.txt", text=TEXT, published="2024-05-01")
    spans = [
        Span(TEXT.index(words), TEXT.index(words) + len(words)) for words in ("Sund said"[:4], "The police of Kenya")
    ]
    first, second = actors(parse(document), spans)
    assert (first.span, second.span) == tuple(spans)
    assert (second.country, second.sector) == ("KEN", Sector.COP)


@pytest.mark.parametrize(
    "phrase", ["", " ", "the", "—", "(", "’s", "of of of", "and", "'", "former", "-led", "🙂", "of Kenya", ", ,"]
)
def test_odd_phrases_are_no_crash(phrase: str) -> None:
    link = actor(phrase)
    assert msgspec.json.decode(msgspec.json.encode(link), type=ActorLink) == link
