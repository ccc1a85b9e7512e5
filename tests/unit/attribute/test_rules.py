"""The rule tagger takes any text: it never fails, its spans are sound, and its cost grows with the text alone."""

import pytest

from allegedly.attribute.rules.nesting import parents
from allegedly.attribute.rules.tagger import RuleTagger
from allegedly.parse import parse
from allegedly.records import Document, Frame, Span

ODD_TEXTS = {
    "nothing": "",
    "white space": " \n\n\t ",
    "one mark": "“",
    "marks without words": "“” \"\" '' ‘’ «»",
    "never closed": "The mayor said, “We will rebuild the bridge. We will.",
    "never opened": "We will rebuild the bridge,” the mayor said.",
    "nested": "“She told me, ‘He said “no” to “them”,’” the clerk said.",
    "apostrophes": "The farmers' claim that the workers' pay isn't the owners' 'gift' was denied in the '90s.",
    "capitals": "MINISTER SAYS NO TROOPS CROSSED THE RIVER, REBELS DENY IT",
    "no punctuation": "officials said the bridge fell and the mayor said nobody died and residents say that many did",
    "only punctuation": ". , ; : — … !!! ???",
    "colons": "Mayor: No. Clerk: Yes: no: yes",
    "a link": "https://example.org/said?by=officials",
    "other script": "Чиновники сообщили, что мост упал. 官员说桥塌了。",
}


def frames_of(text: str) -> list[Frame]:
    return RuleTagger().frames(parse(Document(id="test", original_sha256="", path="", text=text)))


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
def test_odd_texts_give_sound_frames(text: str) -> None:
    assert_sound(frames_of(text), text)


def test_a_line_of_many_sentences_gives_sound_frames() -> None:
    text = "Officials said the bridge fell, and “nobody died,” the mayor told the Ledger. " * 200
    frames = frames_of(text)
    assert_sound(frames, text)
    assert len(frames) >= 200


def test_frames_come_in_reading_order_of_their_cues() -> None:
    frames = frames_of("Officials said the bridge fell.\n\nThe mayor denied it would fall. Residents say it fell.")
    assert [f.cue for f in frames] == sorted(f.cue for f in frames)


def test_a_label_in_capitals_speaks_to_the_end_of_its_paragraph() -> None:
    text = "VOSS: The dam held. It will hold again.\n\nBRANDT: It did not hold."
    assert [[s.of(text) for s in (*f.source, *f.content)] for f in frames_of(text) if f.parent is None] == [
        ["VOSS", "The dam held. It will hold again"],
        ["BRANDT", "It did not hold"],
    ]


def test_the_parent_is_the_smallest_content_that_holds_the_cue() -> None:
    outer = Frame(source=(), cue=(Span(0, 4),), content=(Span(5, 60),))
    middle = Frame(source=(), cue=(Span(10, 14),), content=(Span(15, 50),))
    inner = Frame(source=(), cue=(Span(20, 24),), content=(Span(25, 40),))
    beside = Frame(source=(), cue=(Span(70, 74),), content=(Span(75, 80),))
    assert parents([outer, middle, inner, beside], {}) == [None, 0, 1, None]


def test_parents_never_run_in_a_circle() -> None:
    one = Frame(source=(), cue=(Span(10, 14),), content=(Span(20, 30),))
    other = Frame(source=(), cue=(Span(22, 26),), content=(Span(8, 16),))
    assert None in parents([one, other], {})


def assert_sound(frames: list[Frame], text: str) -> None:
    """Check that spans lie in the text, have no white space at their ends, and that roles do not overlap."""
    for number, frame in enumerate(frames):
        roles = (frame.source, frame.cue, frame.content)
        for span in (s for spans in (*roles, frame.hedges) for s in spans):
            words = span.of(text)
            assert len(words) == span.end - span.start > 0
            assert words == words.strip()
        taken = [set(range(s.start, s.end)) for spans in roles for s in spans]
        assert sum(map(len, taken)) == len(set().union(*taken))
        assert frame.cue
        assert frame.content
        assert frame.parent is None or (0 <= frame.parent < len(frames) and frame.parent != number)
