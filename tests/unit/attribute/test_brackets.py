"""A source never begins or ends inside a bracket."""

import pytest

from allegedly.attribute import attribute
from allegedly.attribute.brackets import whole
from allegedly.attribute.taggers import load_tagger
from allegedly.parse import parse
from allegedly.records import Document, Span


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("«sources in the Guard Bureau (GB», which runs it", "sources in the Guard Bureau"),
        ("«the Guard Bureau (GB») said", "the Guard Bureau (GB)"),
        ("«the Guard Bureau (GB » ) said", "the Guard Bureau (GB  )"),
        ("the Bureau (north«), Harun Delko» said", "Harun Delko"),
        ("«the Guard Bureau [GB» said", "the Guard Bureau"),
        ("«the Guard Bureau (GB) of Osk (south» said", "the Guard Bureau (GB) of Osk"),
        ("«the Guard Bureau (GB)» said", "the Guard Bureau (GB)"),
        ("(«GB») said", "GB"),
        ("«(GB» said", "(GB"),
    ],
)
def test_a_span_cut_inside_a_bracket_is_made_whole_or_ends_before_it(marked: str, expected: str) -> None:
    text = marked.replace("«", "").replace("»", "")
    span = Span(marked.index("«"), marked.index("»") - 1)
    assert whole(span, text).of(text) == expected


def test_where_the_text_never_closes_the_bracket_the_source_ends_before_it() -> None:
    text = "The Orvel Post, citing officials of the Orvel Guard Bureau (OGB, said that the camp at Osk was empty."
    document = Document(id="1", original_sha256="", path="note", text=text, outlet="Harbour Post")
    found = attribute(parse(document), load_tagger("rules"))
    assert found
    for one in found:
        assert all(span.of(text).count("(") == span.of(text).count(")") for span in one.source)
