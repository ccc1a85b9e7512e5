"""The trained tagger on short texts of our own: who, said how, what; nested; the same with every paragraph around it."""

import pytest
from marked import marked, words_of

from allegedly.attribute.neural.tagger import LABELS, ModelTagger
from allegedly.attribute.stage import attribute
from allegedly.attribute.taggers import load_tagger
from allegedly.parse import parse
from allegedly.records import Document, Frame
from allegedly.vocab import AttributionKind, Firmness, SourceKind

TAGGER = ModelTagger()

SENTENCES = [
    "{source:The mayor of Orvel} {cue:said} {content:the bridge had fallen}.",
    "{content:“We will rebuild it,”} {source:she} {cue:said}.",
    "{cue:According to} {source:two officials}, {content:nobody died}.",
]


def frames_of(text: str) -> list[Frame]:
    return TAGGER.frames_of_text(text)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_plain_sentences_are_read_as_marked(sentence: str) -> None:
    text = marked(sentence)
    [frame] = frames_of(text.text)
    [gold] = text.words()
    assert words_of(frame, text.text) | {"content": gold["content"]} == gold
    assert frame.content[0].of(text.text).strip(" ,") in gold["content"][0]


def test_a_cue_inside_a_content_is_its_child() -> None:
    frames = frames_of("The governor said that rebels had claimed that the dam was mined.")
    assert [frame.parent for frame in frames] == [None, 0]


def test_one_who_cites_another_holds_it() -> None:
    text = "The Strait Ledger, citing two officials, reported that the dam was mined."
    parsed = parse(Document(id="one", original_sha256="", path="", text=text))
    outer, inner = attribute(parsed, load_tagger("model"))
    assert inner.parent == outer.id
    assert inner.source[0].of(text) == "two officials"


def test_labels_and_probability_are_given() -> None:
    [frame] = frames_of("The mayor said the bridge had fallen.")
    assert (frame.kind, frame.source_kind, frame.firmness) == (
        AttributionKind.SPEECH,
        SourceKind.NAMED,
        Firmness.ASSERTED,
    )
    assert frame.probability is not None
    assert 0.5 <= frame.probability <= 1


def test_a_source_kind_other_than_impersonal_goes_with_a_source_and_only_with_one() -> None:
    text = "It is widely believed that the ford was closed. The mayor said the bridge had fallen. Reportedly the dam broke."
    frames = frames_of(text)
    assert frames
    assert all((frame.source_kind is SourceKind.IMPERSONAL) == (not frame.source) for frame in frames)


def test_equal_paragraphs_far_apart_are_read_alike() -> None:
    paragraph = "The mayor of Orvel said the bridge had fallen."
    frames = frames_of("\n\n".join([paragraph] * 60))
    assert len(frames) == 60


def test_the_labels_of_the_network_and_of_its_training_are_the_same() -> None:
    from allegedly.train.data import LABELS as TRAINED  # noqa: PLC0415  what the package runs never imports train

    assert {name: tuple(map(str, values)) for name, values in LABELS.items()} == {
        name: values for name, values in TRAINED.items() if name in LABELS
    }
    assert tuple(TRAINED)[: len(LABELS)] == tuple(LABELS)


def test_a_style_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        ModelTagger(style="inner")
