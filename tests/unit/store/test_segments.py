import pyarrow.parquet as pq
import pytest

from allegedly.errors import CaseError, CaseFormatError, StageOrderError
from allegedly.store import segments
from allegedly.store.originals import hash_file
from allegedly.store.segments import (
    drop_rows,
    find_ids,
    read_segment,
    remove_orphans,
    rewrite_segment,
    write_segment,
)


def test_a_segment_gives_back_its_records_in_their_order(tmp_path, new_claim):
    claims = [new_claim(identity, "d1") for identity in "cab"]
    segment = write_segment(tmp_path, "claims", "000001", claims)
    assert list(read_segment(tmp_path, segment)) == claims
    assert segment[:4] == ("claims-000001-00001.parquet", "claims", "000001", 3)
    assert segment.sha256 == hash_file(tmp_path / segment.file)


def test_many_records_become_several_row_groups_of_one_file(tmp_path, new_claim, monkeypatch):
    monkeypatch.setattr(segments, "ROWS_AT_ONCE", 2)
    claims = [new_claim(str(number), "d1") for number in range(5)]
    segment = write_segment(tmp_path, "claims", "000001", iter(claims))
    assert segment.rows == 5
    assert list(read_segment(tmp_path, segment)) == claims


def test_a_second_segment_of_a_run_has_the_next_number(tmp_path, new_claim):
    files = [write_segment(tmp_path, "claims", "000001", [new_claim("c", "d")]).file for _ in range(2)]
    assert files == ["claims-000001-00001.parquet", "claims-000001-00002.parquet"]


def test_only_the_records_of_the_documents_asked_for_are_read(tmp_path, new_claim):
    claims = [new_claim("c1", "d1"), new_claim("c2", "d2"), new_claim("c3", "d1")]
    segment = write_segment(tmp_path, "claims", "000001", claims)
    assert [claim.id for claim in read_segment(tmp_path, segment, documents=["d1"])] == ["c1", "c3"]


def test_ids_are_found_by_their_beginning(tmp_path, new_claim):
    segment = write_segment(
        tmp_path, "claims", "1", [new_claim("ab%", "d1"), new_claim("abx", "d2"), new_claim("b", "d")]
    )
    assert list(find_ids(tmp_path, segment, "ab")) == ["ab%", "abx"]
    assert list(find_ids(tmp_path, segment, "ab%")) == ["ab%"]


def test_a_rewrite_leaves_out_the_rows_of_some_documents(tmp_path, new_claim):
    old = write_segment(tmp_path, "claims", "000001", [new_claim("c1", "d1"), new_claim("c2", "d2")])
    rest = rewrite_segment(tmp_path, old, "000002", without={"d1"})
    assert [claim.id for claim in read_segment(tmp_path, rest)] == ["c2"]
    assert rewrite_segment(tmp_path, old, "000002", without={"d9"}) is None


def test_orphans_are_removed_and_strangers_left(tmp_path, new_claim):
    listed = write_segment(tmp_path, "claims", "000001", [new_claim("c1", "d1")]).file
    for name in ("claims-000001-00002.parquet", "claims-000001-00003.parquet.unfinished", "notes.txt"):
        (tmp_path / name).touch()
    remove_orphans(tmp_path, [listed])
    assert sorted(path.name for path in tmp_path.iterdir()) == [listed, "notes.txt"]


def test_a_relation_that_nobody_writes_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(
        StageOrderError, match=r"no stage writes a relation 'rumours'; there are allegations, attributions, claims"
    ):
        write_segment(tmp_path, "rumours", "000001", [])


def test_a_missing_or_damaged_segment_is_named(tmp_path, new_claim):
    segment = write_segment(tmp_path, "claims", "000001", [new_claim("c1", "d1")])
    (tmp_path / segment.file).write_bytes(b"no parquet at all")
    with pytest.raises(CaseFormatError, match=r"claims-000001-00001.parquet is damaged"):
        list(read_segment(tmp_path, segment))
    (tmp_path / segment.file).unlink()
    with pytest.raises(CaseError, match=r"claims-000001-00001.parquet is missing"):
        list(read_segment(tmp_path, segment))


def test_a_segment_that_cannot_be_written_says_where(tmp_path, new_claim):
    with pytest.raises(CaseError, match=r"cannot write the segment .*nowhere"):
        write_segment(tmp_path / "nowhere", "claims", "000001", [new_claim("c1", "d1")])


def test_rows_are_dropped_by_their_ids_and_the_rest_stay(tmp_path, new_claim):
    segment = write_segment(tmp_path, "claims", "1", [new_claim("a", "d1"), new_claim("b", "d1"), new_claim("c", "d2")])
    rest = drop_rows(tmp_path, segment, "2", {"b", "none"})
    assert rest is not None
    assert [claim.id for claim in read_segment(tmp_path, rest)] == ["a", "c"]
    assert drop_rows(tmp_path, segment, "2", {"none"}) is None


def test_records_are_read_by_their_ids(tmp_path, new_claim):
    segment = write_segment(tmp_path, "claims", "1", [new_claim("a", "d1"), new_claim("b", "d1")])
    assert [claim.id for claim in read_segment(tmp_path, segment, ids={"b"})] == ["b"]


def test_a_file_of_an_older_version_is_rewritten_with_what_it_lacks(tmp_path, new_claim):
    claims = [new_claim("c1", "d1"), new_claim("c2", "d2")]
    segment = write_segment(tmp_path, "claims", "000001", claims)
    path = tmp_path / segment.file
    pq.write_table(pq.read_table(path).drop_columns(["hedges", "event"]), path)
    rest = rewrite_segment(tmp_path, segment, "000002", without={"d1"})
    assert list(read_segment(tmp_path, rest)) == claims[1:]
    assert "hedges" in pq.read_schema(tmp_path / rest.file).names
