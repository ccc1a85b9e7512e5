import io

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.errors import CaseFormatError
from allegedly.records import (
    Aligned,
    Attribution,
    ChainLink,
    Claim,
    CustodyEntry,
    Document,
    Record,
    Rejected,
    Removed,
    Span,
)
from allegedly.store.columns import from_batch, schema_of, to_batch
from allegedly.vocab import AttributionKind, Firmness, Polarity, Quotation, Reason, SourceKind, Stage, Where

untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

words = st.text('aZ/.\\"\n\0 äß字🙂\u2028', max_size=8)
maybe_words = st.none() | words
spans = st.tuples(st.integers(0, 2**40), st.integers(0, 99)).map(lambda pair: Span(pair[0], sum(pair)))
many_spans = st.lists(spans, max_size=3).map(tuple)


def tuples_of(strategy):
    return st.lists(strategy, max_size=3).map(tuple)


links = st.builds(
    ChainLink, kind=st.sampled_from(SourceKind), name=maybe_words, spans=many_spans, attribution=maybe_words
)

RECORDS = {
    Document: st.builds(
        Document,
        id=words,
        original_sha256=words,
        path=words,
        part=maybe_words,
        title=maybe_words,
        title_span=st.none() | spans,
        outlet=maybe_words,
        text=words,
        removed=tuples_of(
            st.builds(Removed, start=st.integers(0, 9), end=st.integers(9, 20), reason=words, text=words)
        ),
        alignment=tuples_of(st.builds(Aligned, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))),
        assumptions=tuples_of(words),
    ),
    Attribution: st.builds(
        Attribution,
        id=words,
        document=words,
        parent=maybe_words,
        source=many_spans,
        cue=many_spans,
        content=many_spans,
        source_kind=st.sampled_from(SourceKind),
        source_name=maybe_words,
        source_name_spans=many_spans,
        affiliation=many_spans,
        quotation=st.sampled_from(Quotation),
        kind=st.sampled_from(AttributionKind),
        firmness=st.sampled_from(Firmness),
        hedges=many_spans,
        polarity=st.sampled_from(Polarity),
        model_probability=st.none() | st.floats(0, 1),
    ),
    Claim: st.builds(
        Claim,
        id=words,
        document=words,
        where=st.sampled_from(Where),
        content=many_spans,
        chain=tuples_of(links),
        firmness=st.sampled_from(Firmness),
        hedges=many_spans,
        polarity=st.sampled_from(Polarity),
        quotation=st.sampled_from(Quotation),
        event=maybe_words,
    ),
    Rejected: st.builds(
        Rejected,
        path=words,
        part=maybe_words,
        stage=st.sampled_from(Stage),
        reason=st.sampled_from(Reason),
        detail=words,
        original_sha256=maybe_words,
        document=maybe_words,
    ),
}


@pytest.mark.parametrize("cls", RECORDS, ids=lambda cls: cls.__name__)
@untimed
@given(data=st.data())
def test_records_survive_parquet_unchanged(cls, data):
    records = data.draw(st.lists(RECORDS[cls], max_size=4))
    file = io.BytesIO()
    with pq.ParquetWriter(file, schema_of(cls)) as writer:
        writer.write_batch(to_batch(cls, records))
    table = pq.read_table(pa.BufferReader(file.getvalue()))
    assert table.schema == schema_of(cls)
    assert [record for batch in table.to_batches() for record in from_batch(cls, batch)] == records


@untimed
@given(st.lists(RECORDS[Claim], min_size=2, max_size=5), st.data())
def test_a_slice_of_a_batch_holds_the_records_of_that_slice(claims, data):
    start = data.draw(st.integers(0, len(claims) - 1))
    assert list(from_batch(Claim, to_batch(Claim, claims).slice(start, 2))) == claims[start : start + 2]


def test_spans_are_structs_with_names_and_labels_are_strings():
    schema = schema_of(Claim)
    assert str(schema.field("content").type) == "list<element: struct<start: int64, end: int64>>"
    assert schema.field("firmness").type == pa.string()
    assert schema.field("chain").type.value_type.field("kind").type == pa.string()


@pytest.mark.parametrize("cls", [Document, Attribution, Claim, Rejected, CustodyEntry], ids=lambda cls: cls.__name__)
def test_no_record_is_an_empty_batch_with_all_columns(cls):
    batch = to_batch(cls, [])
    assert batch.schema.names == [field.name for field in msgspec.structs.fields(cls)]
    assert list(from_batch(cls, batch)) == []


class Then(Record, frozen=True, kw_only=True):
    id: str


class Now(Record, frozen=True, kw_only=True):
    id: str
    sides: tuple[str, ...] = ("none",)


class Later(Record, frozen=True, kw_only=True):
    id: str
    place: str


def test_a_column_that_an_older_version_did_not_write_gets_the_default():
    assert list(from_batch(Now, to_batch(Then, [Then(id="a")]))) == [Now(id="a", sides=("none",))]


def test_a_column_that_a_newer_version_wrote_is_passed_over():
    assert list(from_batch(Then, to_batch(Now, [Now(id="a")]))) == [Then(id="a")]


def test_a_missing_column_without_a_default_is_named():
    with pytest.raises(CaseFormatError, match=r"segment of Later records has no column 'place'"):
        list(from_batch(Later, to_batch(Then, [Then(id="a")])))


def test_a_null_in_a_field_that_may_not_be_none_is_the_fields_default():
    """DuckDB gives nulls for a column that an older file lacks."""
    link = ChainLink(kind=SourceKind.NAMED, name="Ehlan Dorr", spans=(), attribution=None)
    claim = Claim(
        id="c",
        document="d",
        where=Where.BODY,
        content=(Span(0, 3),),
        chain=(link,),
        firmness=Firmness.ASSERTED,
        polarity=Polarity.POSITIVE,
        quotation=Quotation.DIRECT,
    )
    batch = to_batch(Claim, [claim])
    hedges = batch.schema.field("hedges")
    older = batch.set_column(batch.schema.get_field_index("hedges"), hedges, pa.nulls(1, hedges.type))
    assert list(from_batch(Claim, older)) == [claim]
