"""The default engine: what the trained tagger finds, with the rules' sources and citing chains where it finds none."""

from allegedly.attribute.joint import JointTagger
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


def test_nothing_else_is_taken_from_the_rules() -> None:
    assert JointTagger(Fixed(), Fixed(OUTER)).frames(parsed()) == []
    assert JointTagger(Fixed(OUTER), Fixed(OUTER, INNER)).frames(parsed()) == [OUTER]
