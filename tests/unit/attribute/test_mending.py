"""What is set right in the trained tagger's frames: whose a joined verb is, what raises questions, who says "yes to"."""

from allegedly.attribute.joint.mending import mend
from allegedly.attribute.reading import Reading
from allegedly.parse import parse
from allegedly.records import Document, Frame, Span, Spans


def reading(text: str) -> Reading:
    return Reading(parse(Document(id="1", original_sha256="", path="", text=text)))


def spans(text: str, *words: str) -> Spans:
    return tuple(Span(text.index(one), text.index(one) + len(one)) for one in words)


def test_a_joined_verb_has_the_source_of_the_first() -> None:
    text = "The report blames the militia and suggests a second raid."
    first = Frame(source=spans(text, "The report"), cue=spans(text, "blames"), content=spans(text, "the militia"))
    second = Frame(source=(), cue=spans(text, "suggests"), content=spans(text, "the militia", "a second raid"))
    found = mend(reading(text), [first, second])[1]
    assert (found.source, found.content) == (first.source, spans(text, "a second raid"))


def test_what_raises_questions_asks_none() -> None:
    text = "The delay raises serious questions about the state of the dam."
    frame = Frame(
        source=spans(text, "The delay"),
        cue=spans(text, "serious questions about"),
        content=spans(text, "the state of the dam"),
    )
    assert [one.source for one in mend(reading(text), [frame])] == [()]


def test_saying_yes_to_an_offer_attributes_nothing() -> None:
    text = "Odo Kern has said yes to a move to the coast."
    frame = Frame(
        source=spans(text, "Odo Kern"), cue=spans(text, "has said"), content=spans(text, "yes to a move to the coast")
    )
    assert mend(reading(text), [frame]) == []


def test_who_reports_is_no_source_of_what_those_he_names_confirmed() -> None:
    text = "Radio Orvel said that officials in Halm had confirmed the fire."
    outer = Frame(
        source=spans(text, "Radio Orvel"),
        cue=spans(text, "said"),
        content=spans(text, "that officials in Halm had confirmed the fire"),
    )
    inner = Frame(
        source=spans(text, "Radio Orvel", "officials in Halm"),
        cue=spans(text, "had confirmed"),
        content=spans(text, "the fire"),
        parent=0,
    )
    assert mend(reading(text), [outer, inner])[1].source == spans(text, "officials in Halm")
