"""Events of single sentences: types, roles, auxiliary modes, counts."""

from collections.abc import Callable

import pytest

from allegedly.code_events.counts import numbers_in
from allegedly.code_events.event import cameo_root_of, quad_of
from allegedly.code_events.features import PARTS
from allegedly.code_events.given import type_between
from allegedly.code_events.types import load_weights
from allegedly.parse import parse
from allegedly.records import Document, Event, Participant
from allegedly.vocab import Auxiliary, EventType, Quad

Code = Callable[..., tuple[Event, ...]]


def parties(text: str, sides: tuple[Participant, ...]) -> list[str]:
    return [side.span.of(text) for side in sides]


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Velmar troops attacked a village near Tarn on Monday.", EventType.ASSAULT),
        ("The president of Velmar met the foreign minister of Ostria in Tarn on Tuesday.", EventType.CONSULT),
        ("Velmar has accused Ostria of violating the ceasefire.", EventType.ACCUSE),
        ("Police in Tarn arrested 12 students on Sunday.", EventType.COERCE),
        ("Thousands of workers staged a rally against the government of Ostria.", EventType.PROTEST),
        ("Ostria threatened to attack Velmar unless it withdraws.", EventType.THREATEN),
        ("Velmar rejected a proposal by Ostria on Friday.", EventType.REJECT),
        ("Ostria suspended military aid to Velmar last week.", EventType.SANCTION),
        ("Velmar demanded that Ostria release the prisoners.", EventType.REQUEST),
        ("The government of Ostria agreed to lift the blockade of Velmar.", EventType.AGREE),
    ],
)
def test_a_plain_sentence_has_one_event_of_its_type(code: Code, text: str, event_type: EventType) -> None:
    assert event_type in {event.event_type for event in code(text)}


def test_an_active_sentence_names_actor_and_recipient(code: Code) -> None:
    text = "Ostria has accused Velmar of violating the ceasefire."
    [event] = code(text)
    assert parties(text, event.actors) == ["Ostria"]
    assert parties(text, event.recipients) == ["Velmar"]


def test_a_passive_sentence_turns_the_roles_round(code: Code) -> None:
    text = "The camp was attacked by Velmar soldiers."
    [event] = code(text)
    assert parties(text, event.actors) == ["Velmar soldiers"]
    assert parties(text, event.recipients) == ["camp"]


def test_a_clause_that_somebody_reports_is_coded_and_not_the_reporting(code: Code) -> None:
    text = "Officials said that Velmar soldiers attacked a village."
    [event] = code(text)
    assert parties(text, event.actors) == ["Velmar soldiers"]
    assert event.event_type is EventType.ASSAULT


def test_negation_is_marked(code: Code) -> None:
    events = code("Velmar soldiers did not attack the village.")
    assert all(Auxiliary.NEGATED in event.auxiliary or event.event_type is EventType.REJECT for event in events)


def test_counts_keep_their_open_end(code: Code) -> None:
    [event] = code("Velmar soldiers killed at least 12 people in Tarn on Monday.")
    assert [(count.counted, count.low, count.high) for count in event.counts] == [("killed", 12, None)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("two hundred", [200]),
        ("1,200", [1200]),
        ("twenty-five", [25]),
        ("10 to 12", [10, 12]),
        ("dozens", [24]),
        ("several hundred", [300]),
        ("two and a half", [2]),
        ("one hundred and seventy", [170]),
        ("half a dozen", [6]),
        ("nobody", []),
        ("9" * 40, []),
    ],
)
def test_numbers_are_read_in_digits_and_words(text: str, numbers: list[int]) -> None:
    assert numbers_in(text) == numbers


def test_every_type_has_a_quad_class_and_a_root() -> None:
    assert {quad_of(event_type) for event_type in EventType} == set(Quad)
    assert {cameo_root_of(event_type, None) for event_type in EventType} <= {f"{n:02}" for n in range(3, 21)}
    assert cameo_root_of(EventType.ACCUSE, "investigate") == "09"


def test_spans_are_offsets_into_the_document(code: Code) -> None:
    text = "A headline\n\nVelmar soldiers attacked a village near Tarn."
    event = code(text)[-1]
    assert "attacked" in [span.of(text) for span in event.trigger]
    assert parties(text, event.actors) == ["Velmar soldiers"]


def test_the_same_text_has_the_same_events(code: Code) -> None:
    text = "Ostria imposed sanctions on Velmar, and Velmar soldiers attacked a village."
    assert code(text) == code(text)
    assert len({event.id for event in code(text)}) == len(code(text))


@pytest.mark.parametrize("text", ["", "!!!", "(", "12 34", "The of and", "by by by by", "\u202e\u0000attacked"])
def test_broken_text_has_no_crash(code: Code, text: str) -> None:
    assert isinstance(code(text), tuple)


def test_a_given_pair_has_a_type() -> None:
    parsed = parse(Document(id="d", original_sha256="", path="", text="Ostria suspended aid to Velmar."))
    assert type_between(parsed, "Ostria", "Velmar") is EventType.SANCTION
    assert type_between(parse(Document(id="d", original_sha256="", path="", text="")), "a", "b") is None


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Between 30 and 40 miners were arrested on Thursday.", [("arrested", 30, 40)]),
        ("Police rounded up some 50 protesters.", [("arrested", 50, 50)]),
        ("Rebels abducted a priest and two teachers.", [("abducted", 1, 1), ("abducted", 2, 2)]),
        ("Up to 300 villagers were killed by the army.", [("killed", 0, 300)]),
        ("The kidnapping of two judges by masked men shook the town.", [("abducted", 2, 2)]),
    ],
)
def test_counts_are_read_wherever_they_stand(code: Code, text: str, counts: list[tuple[str, int, int | None]]) -> None:
    assert [(one.counted, one.low, one.high) for event in code(text) for one in event.counts] == counts


def test_a_word_of_unknown_meaning_gives_no_sense_but_no_error() -> None:
    weights = load_weights()
    for word in ("qxzzy", ""):
        assert weights.known.of([word], PARTS - 1).shape == (len(weights.labels),)
