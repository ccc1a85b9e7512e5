"""Events of claims: whose word each is on, how firmly, and what its actors, places and dates resolve to."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from allegedly.attribute import attribute, claims
from allegedly.attribute.taggers import load_tagger
from allegedly.code_events import code_events, resolved
from allegedly.link import link
from allegedly.parse import parse
from allegedly.records import Claim, Document, Event, Link, Span
from allegedly.vocab import Auxiliary, EventType, Firmness


class Read(NamedTuple):
    """A document with all that was found in it."""

    document: Document
    claims: dict[str, Claim]
    events: tuple[Event, ...]
    links: tuple[Link, ...]

    def of_type(self, event_type: EventType) -> Event:
        """Return the one event of a type."""
        [found] = [event for event in self.events if event.event_type is event_type]
        return found

    def words(self, event: Event, side: str) -> list[str]:
        """Return the words of an event's actors, recipients, places or dates."""
        return [one.span.of(self.document.text) for one in getattr(event, side)]


Reader = Callable[..., Read]


@pytest.fixture(scope="module")
def reader() -> Reader:
    tagger = load_tagger("rules")

    def run(text: str, *, title: str | None = None, published: str | None = None, dateline: str | None = None) -> Read:
        whole = text if title is None else f"{title}\n\n{text}"
        document = Document(
            id="d",
            original_sha256="",
            path="",
            text=whole,
            outlet="Harbour Post",
            published=published,
            dateline=dateline,
            title=title,
            title_span=None if title is None else Span(0, len(title)),
        )
        parsed = parse(document)
        attributions = attribute(parsed, tagger)
        told = claims(parsed, attributions)
        coded = code_events(parsed, told, attributions)
        links = link(parsed, attributions, coded)
        events, told = resolved(parsed, coded, told, links)
        return Read(document, {claim.id: claim for claim in told}, events, links)

    return run


def test_a_reported_event_has_its_claim_with_the_whole_chain(reader: Reader) -> None:
    read = reader("Velmar soldiers shelled a village near Tarn, officials in Ostria said.")
    event = read.of_type(EventType.ASSAULT)
    claim = read.claims[event.claim or ""]
    assert claim.chain[0].name == "Harbour Post"
    assert len(claim.chain) == 2
    assert Auxiliary.REPORTED in event.auxiliary
    assert event.firmness is Firmness.ASSERTED
    assert claim.event == event.id


def test_what_the_outlet_says_itself_is_not_reported(reader: Reader) -> None:
    event = reader("Velmar soldiers shelled a village near Tarn.").of_type(EventType.ASSAULT)
    assert Auxiliary.REPORTED not in event.auxiliary
    assert event.claim is not None


def test_an_alleged_event_says_so(reader: Reader) -> None:
    read = reader("Velmar soldiers allegedly shelled a village.")
    event = read.of_type(EventType.ASSAULT)
    assert event.firmness is Firmness.ALLEGED
    assert Auxiliary.ALLEGED in event.auxiliary


def test_a_denied_event_is_a_row_with_denied_on_it(reader: Reader) -> None:
    read = reader("The ministry denied that Velmar soldiers had shelled the village.")
    event = read.of_type(EventType.ASSAULT)
    assert event.firmness is Firmness.DENIED
    assert Auxiliary.DENIED in event.auxiliary
    assert read.words(event, "actors") == ["Velmar soldiers"]


def test_an_accusation_is_the_outlets_word_and_the_deed_the_accusers(reader: Reader) -> None:
    read = reader("Velmar accused the Ostrian army of shelling a village.")
    accusation, deed = read.of_type(EventType.ACCUSE), read.of_type(EventType.ASSAULT)
    assert accusation.claim is None
    assert accusation.firmness is Firmness.ASSERTED
    assert read.words(accusation, "actors") == ["Velmar"]
    assert read.words(deed, "actors") == ["Ostrian army"]
    assert read.claims[deed.claim or ""].chain[-1].name == "Velmar"


def test_places_and_dates_come_from_the_clause_and_not_from_the_dateline(reader: Reader) -> None:
    text = "NAIROBI, Jan 10 (Harbour Agency) - Velmar soldiers attacked a village near Kabul on January 6, officials said on Friday."
    read = reader(text, published="2031-01-10", dateline="NAIROBI, Jan 10")
    event = read.of_type(EventType.ASSAULT)
    assert [(place.name, place.country) for place in event.places] == [("Kabul", "AFG")]
    assert [(date.start, date.end) for date in event.dates] == [("2031-01-06", "2031-01-06")]
    assert event.places[0].latitude == pytest.approx(34.5, abs=0.2)


def test_a_place_that_no_table_knows_keeps_its_words(reader: Reader) -> None:
    event = reader("Soldiers shelled a market in Qorvendal on Monday.", published="2031-01-10").of_type(
        EventType.ASSAULT
    )
    assert [(place.target, place.name, place.latitude) for place in event.places] == [(None, "Qorvendal", None)]


def test_an_impossible_date_has_no_days_and_stops_nothing(reader: Reader) -> None:
    read = reader("Velmar soldiers attacked the village on February 30, 2031, officials said.", published="2031-03-02")
    [date] = [one for one in read.links if one.kind == "date" and "February" in one.span.of(read.document.text)]
    assert (date.start, date.end, date.linker_score) == (None, None, 0.0)
    assert "no day of the calendar" in date.reason
    assert all(one.start is None for one in read.of_type(EventType.ASSAULT).dates)


def test_a_weekday_without_any_date_stays_relative(reader: Reader) -> None:
    event = reader("Velmar soldiers attacked the village on Monday.").of_type(EventType.ASSAULT)
    assert [(date.start, date.end) for date in event.dates] == [(None, None)]


def test_a_place_with_many_namesakes_keeps_the_others_as_candidates(reader: Reader) -> None:
    read = reader("Police in Springfield arrested two men on Monday.")
    [place] = [one for one in read.links if one.kind == "place"]
    assert place.target is not None
    assert len(place.candidates) >= 2
    assert place.linker_score < 0.9
    assert {one.target for one in place.candidates} != {place.target}


def test_a_name_of_a_place_and_a_person_has_a_link_as_each(reader: Reader) -> None:
    read = reader("Governor Ada Jordan met envoys in Amman. Jordan has rejected the proposal of the Ostrian army.")
    kinds = {
        str(one.kind)
        for one in read.links
        if "Jordan" in one.span.of(read.document.text) and (one.target is not None or one.candidates)
    }
    names = {one.name for one in read.links if "Jordan" in one.span.of(read.document.text)}
    others = {other.name for one in read.links for other in one.candidates}
    assert "actor" in kinds
    assert any("Ada Jordan" in (name or "") for name in names | others)
    assert "Jordan" in names | others


def test_a_headlines_toll_counts_and_is_no_event_of_its_own(reader: Reader) -> None:
    read = reader("Nobody has said more.", title="Velmar army shells a market in Tarn, nine killed")
    [event] = [one for one in read.events if one.event_type is EventType.ASSAULT]
    assert [(count.counted, count.low, count.high) for count in event.counts] == [("killed", 9, 9)]
    assert read.words(event, "actors") == ["Velmar army"]


def test_the_publishing_outlet_has_a_link_outside_the_text(reader: Reader) -> None:
    [outlet] = [one for one in reader("The bridge fell.").links if one.kind == "outlet"]
    assert (outlet.span.start, outlet.span.end, outlet.target) == (0, 0, "outlet:harbour-post")


def test_a_text_without_events_has_none(reader: Reader) -> None:
    assert reader("The lake is deep. It lies forty kilometres from the border.").events == ()
    assert reader("Did Velmar shell the village?").events == ()


def test_reading_twice_gives_the_same_ids(reader: Reader) -> None:
    text = "Velmar soldiers shelled a village near Tarn, officials in Ostria said."
    one, two = reader(text), reader(text)
    assert one.events == two.events
    assert one.links == two.links


@pytest.mark.parametrize(
    ("text", "actor", "firmness"),
    [
        ("The Lake Front has claimed responsibility for the attack on Tarn.", "Lake Front", None),
        ("The army accepted responsibility for the death of two reporters.", "army", Firmness.ASSERTED),
        ("Members of the army were responsible for the massacre, the president said.", "Members of the army", None),
        ("The Lake Front denied responsibility for the bombing of the bridge.", "Lake Front", Firmness.DENIED),
    ],
)
def test_a_deed_belongs_to_those_who_answer_for_it(
    reader: Reader, text: str, actor: str, firmness: Firmness | None
) -> None:
    read = reader(text)
    deed = read.of_type(EventType.ASSAULT)
    assert read.words(deed, "actors") == [actor]
    assert firmness in {None, deed.firmness}


@pytest.mark.parametrize(
    ("text", "instruments", "actors"),
    [
        ("Rebels shelled the town with mortars and rockets.", ["mortars", "rockets"], ["Rebels"]),
        ("A car bomb killed four people in Tarn.", ["car bomb"], []),
        ("Police used tear gas to disperse students.", ["tear gas"], ["Police"]),
        ("The army fired rockets at Tarn.", ["rockets"], ["army"]),
        ("Police arrested a man with a beard.", [], ["Police"]),
    ],
)
def test_what_an_act_was_done_with_is_said_where_the_words_say_it(
    reader: Reader, text: str, instruments: list[str], actors: list[str]
) -> None:
    [event] = reader(text).events
    assert [span.of(text) for span in event.instrument] == instruments
    assert [party.span.of(text) for party in event.actors] == actors


def test_what_a_source_says_is_not_told_again_as_the_outlets_own_word(reader: Reader) -> None:
    read = reader("The Lake Guard said it had arrested nine men.")
    event = read.of_type(EventType.COERCE)
    assert read.claims[event.claim or ""].chain[-1].name == "Lake Guard"


def test_citing_a_source_is_no_event(reader: Reader) -> None:
    read = reader("Velmar soldiers shelled a village, the Harbour Agency reported, citing two officials.")
    assert {event.event_type for event in read.events} == {EventType.ASSAULT}


def test_a_denied_deed_is_the_deniers(reader: Reader) -> None:
    read = reader("The Lake Front denied the attack on the market.")
    deed = read.of_type(EventType.ASSAULT)
    assert read.words(deed, "actors") == ["Lake Front"]
    assert Auxiliary.DENIED in deed.auxiliary


@pytest.mark.parametrize(
    ("text", "auxiliary"),
    [
        ("The premier will meet the rebels on Friday.", Auxiliary.FUTURE),
        ("The premier is to visit Ostria next week.", Auxiliary.FUTURE),
        ("Ostria said it would send doctors to Velmar.", Auxiliary.FUTURE),
        ("Tomorrow the premier travels to Ostria for talks with the rebels.", Auxiliary.FUTURE),
        ("Ostria could expel the ambassador of Velmar.", Auxiliary.HYPOTHETICAL),
        ("Velmar soldiers massacred 40 villagers in 1987.", Auxiliary.HISTORICAL),
        ("Nobody was killed in the attack on the barracks.", Auxiliary.NEGATED),
        ("Velmar soldiers did not shoot the prisoner.", Auxiliary.NEGATED),
    ],
)
def test_an_event_says_how_it_stands_to_what_happened(reader: Reader, text: str, auxiliary: Auxiliary) -> None:
    events = reader(text, published="2034-03-15").events
    assert any(auxiliary in event.auxiliary for event in events)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Soldiers demolished 90 houses between 28 December and 2 January.", [("2030-12-28", "2031-01-02")]),
        ("Soldiers shelled a village at dawn on Monday.", [("2031-01-06", "2031-01-06")]),
        ("Five years earlier, in March 2026, soldiers had shelled the village.", [("2026-03-01", "2026-03-31")]),
    ],
)
def test_the_narrowest_days_are_an_events_own(reader: Reader, text: str, days: list[tuple[str, str]]) -> None:
    [event] = reader(text, published="2031-01-10").events
    assert [(date.start, date.end) for date in event.dates] == days


@pytest.mark.parametrize(
    ("text", "side", "words"),
    [
        ("Crowds looted the tax office in Tarn.", "recipients", ["tax office in Tarn"]),
        ("Rebels carried out an attack on a customs post near Tarn.", "recipients", ["customs post"]),
        ("The blast killed six soldiers.", "actors", []),
        ("A drone strike by Ostria killed six soldiers.", "actors", ["Ostria"]),
        ("Ostrian drones struck a fuel depot.", "actors", ["Ostrian drones"]),
    ],
)
def test_the_parties_are_who_did_it_and_whom_it_was_done_to(
    reader: Reader, text: str, side: str, words: list[str]
) -> None:
    read = reader(text)
    [event] = read.events
    assert read.words(event, side) == words
