"""The default engine: what the trained tagger finds, with the rules' sources and citing chains where it finds none."""

from allegedly.attribute.joint.tagger import JointTagger
from allegedly.attribute.tagger import Rated, Weighed
from allegedly.parse import parse
from allegedly.records import Document, Frame, Parsed, Span

TEXT = "In a recent turn, a media page close to the army, citing sources from the Fraud Office (FO, verified the existence of two camps near Osk."


class Fixed:
    """A tagger that finds what it is told to find."""

    name = "fixed"

    def __init__(self, *frames: Frame) -> None:
        self._frames = list(frames)

    def frames(self, parsed: Parsed) -> list[Frame]:  # noqa: ARG002
        return self._frames

    def weigh(self, parsed: Parsed) -> Weighed:  # noqa: ARG002
        rated = [Rated(frame, "object", 0.6) for frame in self._frames]
        return Weighed(rated, {span.start: 0.6 for frame in self._frames for span in frame.cue})


def spans(words: str) -> tuple[Span, ...]:
    start = TEXT.index(words)
    return (Span(start, start + len(words)),)


def parsed() -> Parsed:
    return parse(Document(id="1", original_sha256="", path="", text=TEXT))


CONTENT = spans("the existence of two camps near Osk")
OUTER = Frame(source=spans("a media page close to the army"), cue=spans("verified"), content=CONTENT)
INNER = Frame(source=spans("sources from the Fraud Office (FO"), cue=spans("citing"), content=CONTENT, parent=0)


def test_a_citing_chain_that_the_model_misses_is_taken_from_the_rules() -> None:
    assert JointTagger(Fixed(), Fixed(OUTER, INNER)).frames(parsed()) == [OUTER, INNER]


def test_a_source_that_the_model_misses_is_taken_from_the_rules() -> None:
    without = Frame(source=(), cue=OUTER.cue, content=CONTENT)
    assert JointTagger(Fixed(without), Fixed(OUTER)).frames(parsed()) == [OUTER]


def test_what_only_the_rules_see_is_not_taken_in_their_weaker_forms() -> None:
    assert JointTagger(Fixed(), Fixed(OUTER)).frames(parsed()) == []


def test_the_one_who_cites_is_put_around_a_citation_of_which_the_model_sees_only_the_cited() -> None:
    alone = Frame(source=INNER.source, cue=INNER.cue, content=CONTENT)
    found = JointTagger(Fixed(alone), Fixed(OUTER, INNER)).frames(parsed())
    assert [(frame.source, frame.parent) for frame in found] == [(INNER.source, 1), (OUTER.source, None)]


def doubtful(probability: float) -> Frame:
    """Return a frame without a source, of which the model is as sure as ``probability``."""
    return Frame(source=(), cue=OUTER.cue, content=CONTENT, probability=probability)


def test_a_doubtful_cue_counts_if_the_rules_hold_it_likely_too() -> None:
    assert len(JointTagger(Fixed(doubtful(0.4)), Fixed(OUTER)).frames(parsed())) == 1
    assert JointTagger(Fixed(doubtful(0.4)), Fixed()).frames(parsed()) == []


def test_a_doubtful_cue_with_a_source_counts_for_more() -> None:
    sourced = Frame(source=OUTER.source, cue=OUTER.cue, content=CONTENT, probability=0.4)
    assert len(JointTagger(Fixed(sourced), Fixed()).frames(parsed())) == 1


def test_a_cue_of_which_the_model_is_sure_needs_nothing_else() -> None:
    assert len(JointTagger(Fixed(doubtful(0.98)), Fixed()).frames(parsed())) == 1
