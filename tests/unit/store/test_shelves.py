"""Rows laid out by the portions of work that ask for them, and segments that need not be opened."""

import sqlite3

import pyarrow.dataset as ds
import pytest

from allegedly.errors import StageOrderError
from allegedly.store import Change, Judgement, Shelves, Store, Writer
from allegedly.store.segments import documents_of, hashes_of, holds_any, write_segment


@pytest.fixture
def three(tmp_path, new_batch):
    """Return a case with three documents, each in a segment of its own, and the documents' ids."""
    with Writer(tmp_path / "case") as writer:
        batches = [new_batch(writer, text, path=text) for text in ("First.", "Second.", "Third.")]
        for batch in batches:
            writer.commit(batch)
    return tmp_path / "case", [document.id for batch in batches for document in batch.documents]


def test_each_shelf_has_the_rows_of_its_documents_in_their_order(three):
    case, (first, second, third) = three
    with Store(case) as store, Shelves(store, {first: [0, 1], second: [1], third: [0]}) as shelves:
        read = [[claim.document for claim in shelves.read("claims", number)] for number in (0, 1, 2)]
        assert read == [[first, first, third, third], [first, first, second, second], []]
        whole = list(store.records("claims", documents=[first]))
        assert list(shelves.read("claims", 0))[:2] == whole


def test_a_single_shelf_is_read_from_the_case_itself(three):
    case, (first, _, third) = three
    with Store(case) as store, Shelves(store, {first: [0], third: [0]}) as shelves:
        assert {claim.document for claim in shelves.read("claims", 0)} == {first, third}


def test_no_shelf_has_rows_of_a_relation_that_nothing_writes(three):
    case, (first, second, _) = three
    with Store(case) as store, Shelves(store, {first: [0], second: [1]}) as shelves, pytest.raises(StageOrderError):
        list(shelves.read("rumours", 0))


def test_segments_without_rows_of_a_document_are_not_opened(three):
    case, (first, _, _) = three
    with Store(case) as store:
        [_, other, last] = store.segment_paths("claims")
        for path in (other, last):
            path.unlink()
        assert [claim.document for claim in store.records("claims", documents=[first])] == [first, first]
        assert [batch.num_rows for batch in store.columns("claims", {"id": ds.field("id")}, documents=[first])] == [2]


def test_a_segment_knows_its_documents(tmp_path, new_claim):
    segment = write_segment(tmp_path, "claims", "1", [new_claim("c1", "d1"), new_claim("c2", "d2")])
    assert segment.documents == hashes_of(["d2", "d1"]) == documents_of(tmp_path, segment)
    assert holds_any(segment, hashes_of(["d9", "d2"]))
    assert not holds_any(segment, hashes_of(["d9"]))
    assert not holds_any(segment, hashes_of([]))
    assert holds_any(segment._replace(documents=None), hashes_of(["d9"]))


def test_a_case_made_before_segments_knew_their_documents_is_read_and_completed(three):
    case, (_, second, _) = three
    ledger = sqlite3.connect(case / "ledger.sqlite")
    with ledger:
        ledger.execute("DROP TABLE segment_documents")
        ledger.execute("DROP TABLE unmatched")
    ledger.close()
    with Store(case) as store:
        assert len(list(store.records("claims", documents=[second]))) == 2
    with Writer(case) as writer:
        assert writer.unmatched() == writer.unweighed()
        writer.note_documents()
    ledger = sqlite3.connect(case / "ledger.sqlite")
    assert ledger.execute("SELECT count(*) FROM segment_documents").fetchone() == (3,)
    ledger.close()


def test_a_judgement_leaves_documents_matched(three):
    case, (first, second, third) = three
    with Writer(case) as writer:
        assert writer.unmatched() == {first, second, third}
        writer.change_relations({}, weighed=[first, second, third])
        writer.judge([Judgement("merge", "a", "{}")], unweighed=[first])
        assert (writer.unweighed(), writer.unmatched()) == ({first}, set())
        writer.match_again([second])
        assert (writer.unweighed(), writer.unmatched()) == ({first, second}, {second})


def test_rows_laid_down_are_the_case_s_once_a_change_has_them(three, new_claim):
    case, (first, _, _) = three
    with Writer(case) as writer:
        laid = list(writer.lay_down("claims", [new_claim("later", first)]))
        assert len(list(writer.records("claims"))) == 6
        writer.change_relations({"claims": Change(laid=laid)}, weighed=())
        assert [claim.id for claim in writer.records("claims")][-1] == "later"
