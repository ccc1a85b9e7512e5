"""Exports: JSON lines that fit their schemas, flat rows with the words beside the spans."""

import json

from allegedly.records import Attribution, ChainLink, Claim, Document, Span
from allegedly.show.export import json_lines, schemas
from allegedly.show.export.jsonl import RECORDS, make_schemas
from allegedly.vocab import AttributionKind, Firmness, Polarity, Quotation, SourceKind, Where

DOCUMENT = Document(
    id="d", original_sha256="0", path="a.txt", text="The bridge, Mara Tolv said, fell.", outlet="Harbour Post"
)
ATTRIBUTION = Attribution(
    id="a",
    document="d",
    parent=None,
    source=(Span(12, 21),),
    cue=(Span(22, 26),),
    content=(Span(0, 10), Span(28, 32)),
    source_kind=SourceKind.NAMED,
    source_name="Mara Tolv",
    quotation=Quotation.INDIRECT,
    kind=AttributionKind.SPEECH,
    firmness=Firmness.ASSERTED,
    polarity=Polarity.POSITIVE,
)
CLAIM = Claim(
    id="c",
    document="d",
    where=Where.BODY,
    content=ATTRIBUTION.content,
    chain=(
        ChainLink(kind=SourceKind.OUTLET, name="Harbour Post", spans=(), attribution=None),
        ChainLink(kind=SourceKind.NAMED, name="Mara Tolv", spans=ATTRIBUTION.source, attribution="a"),
    ),
    firmness=Firmness.ASSERTED,
    polarity=Polarity.POSITIVE,
    quotation=Quotation.INDIRECT,
)


def test_the_schemas_that_ship_are_those_of_the_records() -> None:
    assert schemas() == json.loads(json.dumps(make_schemas()))
    assert set(schemas()) == set(RECORDS)


def test_a_line_names_its_record_and_holds_every_field_of_its_schema() -> None:
    for line in map(json.loads, json_lines([DOCUMENT, ATTRIBUTION, CLAIM])):
        assert list(line) == list(schemas()[line["record"]]["properties"])


def test_spans_are_pairs_of_numbers() -> None:
    [line] = map(json.loads, json_lines([ATTRIBUTION]))
    assert line["content"] == [[0, 10], [28, 32]]
