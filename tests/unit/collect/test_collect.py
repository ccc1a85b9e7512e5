import gzip
import hashlib
import io
import os
import tracemalloc

import pytest

from allegedly.collect import collect
from allegedly.records import Item, Original, Rejected
from allegedly.store import Writer
from allegedly.vocab import Reason, Stage

PAGE = b"<html><body><p>The bridge fell.</p></body></html>"


@pytest.fixture
def pile(tmp_path):
    """Make files, and return their folder."""

    def make(**files):
        for name, content in files.items():
            (tmp_path / name.replace("__", ".")).write_bytes(content)
        return tmp_path

    return make


def only(found):
    """The one original of one file, and what follows it."""
    original, *rest = found
    assert isinstance(original, Original)
    return original, rest


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.html", PAGE, "text/html"),
        ("a.txt", b"The bridge fell.", "text/plain"),
        ("a.md", b"# The bridge fell", "text/markdown"),
        ("a", b"The bridge fell.", "text/plain"),
        ("a.txt", "Die Brücke fiel.".encode("utf-16"), "text/plain"),
    ],
)
def test_a_file_is_its_original_and_one_item_with_its_bytes(tmp_path, name, content, media_type):
    path = tmp_path / name
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    original, items = only(collect([path]))
    assert original == Original(sha256=digest, path=str(path), size=len(content), media_type=media_type)
    assert items == [Item(original_sha256=digest, path=str(path), part=None, media_type=media_type, content=content)]


def test_a_packed_file_is_hashed_as_found_and_unpacked_as_item(tmp_path):
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(PAGE))
    original, [item] = only(collect([path]))
    assert original.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert original.size == path.stat().st_size
    assert (item.content, item.media_type, item.original_sha256) == (PAGE, "text/html", original.sha256)


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
def test_each_line_of_json_is_an_item_and_a_broken_one_costs_only_itself(tmp_path, pack):
    path = tmp_path / "a.jsonl"
    lines = [
        b'{"text": "One."}',
        b"",
        b"{broken",
        b'["a list"]',
        b'{"title": "x"}',
        b'{"text": 5}',
        b'{"text": "Two."}\r',
    ]
    path.write_bytes(pack(b"\n".join(lines)))
    original, rest = only(collect([path]))
    assert original.media_type == "application/jsonl"
    found = [(each.part, each.content if isinstance(each, Item) else each.detail) for each in rest]
    assert found == [
        ("line 1", b'{"text": "One."}'),
        ("line 3", "no JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("line 4", "JSON, but no object: list"),
        ("line 5", 'an object without "text"'),
        ("line 6", '"text" is no string: int'),
        ("line 7", b'{"text": "Two."}'),
    ]
    assert {each.media_type for each in rest if isinstance(each, Item)} == {"application/json"}
    rejected = [each for each in rest if isinstance(each, Rejected)]
    assert {each.reason for each in rejected} == {Reason.BROKEN_LINE}
    assert {each.original_sha256 for each in rejected} == {original.sha256}


@pytest.mark.parametrize(
    "line",
    [
        b'{"text": "half a pair \\ud83d"}',
        '{"text": "Brücke"}'.encode("latin-1"),
        b'{"text": "The bridge fell.", "score": NaN}',
    ],
)
def test_a_line_that_only_needs_care_is_left_to_cleaning(tmp_path, line):
    (tmp_path / "a.jsonl").write_bytes(line)
    _, [item] = only(collect([tmp_path]))
    assert item.content == line


def test_a_line_nested_beyond_all_reason_is_broken(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "a", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")
    _, [rejected] = only(collect([tmp_path]))
    assert rejected.reason is Reason.BROKEN_LINE


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_lines_with_a_byte_order_mark_are_read(tmp_path, encoding):
    (tmp_path / "a.jsonl").write_bytes('{"text": "Brücke"}\n{"text": "Fähre"}\n'.encode(encoding))
    _, items = only(collect([tmp_path]))
    assert [item.content.decode() for item in items] == ['{"text": "Brücke"}', '{"text": "Fähre"}']


@pytest.mark.parametrize(
    ("name", "content", "reason", "is_kept"),
    [
        ("a.txt", b"", Reason.EMPTY, False),
        ("a.txt.gz", gzip.compress(b""), Reason.EMPTY, True),
        ("a.jsonl", b"\n \n", Reason.EMPTY, True),
        ("a.pdf", b"%PDF-1.7", Reason.DAMAGED, True),
        ("a.zip", b"PK\x03\x04\x14", Reason.TRUNCATED, True),
        ("a.docx", b"PK\x03\x04\x14", Reason.BINARY, False),
        ("a.mbox", b"Dear editor,\n", Reason.DAMAGED, True),
        ("a.txt", b"\0\1\2", Reason.BINARY, False),
        ("a.txt.gz", gzip.compress(b"\0\1\2"), Reason.BINARY, False),
        ("a.html.gz", gzip.compress(PAGE * 99)[:-9], Reason.TRUNCATED, True),
        ("a.html.gz", gzip.compress(PAGE)[:5], Reason.TRUNCATED, True),
        ("a.html.gz", gzip.compress(PAGE)[:-8] + b"\0" * 8, Reason.DAMAGED, True),
        ("a.gz", b"\x1f\x8b\xff\xff and no gzip", Reason.DAMAGED, True),
        ("a.jsonl.gz", gzip.compress(b'{"text": "One."}\n' * 99)[:-9], Reason.TRUNCATED, True),
    ],
)
def test_what_cannot_be_used_says_why_and_whether_its_bytes_were_kept(tmp_path, name, content, reason, is_kept):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "z.txt").write_bytes(b"The rest is read.")
    *before, rejected, original, item = collect([tmp_path])
    assert (rejected.path, rejected.stage, rejected.reason) == (str(tmp_path / name), Stage.COLLECT, reason)
    assert rejected.detail
    assert [each.sha256 for each in before] == ([rejected.original_sha256] if is_kept else [])
    assert item.content == b"The rest is read."
    assert original.path == item.path


def test_a_file_that_cannot_be_opened_is_unreadable(tmp_path):
    [rejected] = collect([tmp_path / "gone.txt"])
    assert (rejected.reason, rejected.detail) == (Reason.UNREADABLE, "No such file or directory")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_forbidden_file_is_unreadable(tmp_path):
    (tmp_path / "a.txt").write_text("Secret.")
    (tmp_path / "a.txt").chmod(0)
    [rejected] = collect([tmp_path])
    assert (rejected.reason, rejected.detail) == (Reason.UNREADABLE, "Permission denied")


def test_standard_input_is_read_to_its_end_in_whatever_pieces_it_comes():
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb", buffering=0) as stdin:
        os.write(writer, b'{"text": "One."}\n{"te')
        os.write(writer, b'xt": "Two."}')
        os.close(writer)
        original, items = only(collect(["-"], stdin=stdin))
    assert (original.path, original.media_type) == ("-", "application/jsonl")
    assert [item.content for item in items] == [b'{"text": "One."}', b'{"text": "Two."}']


def test_a_known_original_has_no_items(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "One."}\nbroken')
    [original] = collect([tmp_path], is_known=lambda original: original.size > 0)
    assert isinstance(original, Original)


def test_what_is_analysed_is_what_was_hashed_even_if_the_file_changes_meanwhile(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"The bridge fell.")
    found = collect([path])
    original = next(found)
    path.write_bytes(b"The bridge stands.")
    item = next(found)
    assert hashlib.sha256(item.content).hexdigest() == original.sha256


def test_the_case_keeps_the_bytes_that_are_analysed(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "One."}\n')
    with Writer(tmp_path / "case") as writer:
        [original, item] = collect([tmp_path / "a.jsonl"], keep=writer.keep, is_known=writer.has_read)
        with writer.open_original(original.sha256) as file:
            assert file.read().strip() == item.content


def test_a_file_above_the_limit_is_rejected_before_it_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr("allegedly.collect.pile.LARGEST_ITEM", 100)
    (tmp_path / "a.txt").write_bytes(b"x" * 101)
    [rejected] = collect([tmp_path])
    assert (rejected.reason, rejected.original_sha256) == (Reason.TOO_LARGE, None)
    assert rejected.detail == "101 bytes; a document may have 100: split it, or write it as JSON lines (.jsonl)"


def test_a_gzip_bomb_is_unpacked_no_further_than_one_document_may_go(tmp_path, monkeypatch):
    monkeypatch.setattr("allegedly.collect.pile.LARGEST_ITEM", 2_000_000)
    with gzip.open(tmp_path / "bomb.txt.gz", "wb") as file:
        for _ in range(50):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()
    try:
        _, [rejected] = only(collect([tmp_path]))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert rejected.reason is Reason.TOO_LARGE
    assert peak < 10_000_000


def test_json_lines_may_be_of_any_length_together_but_each_has_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr("allegedly.collect.pile.LARGEST_ITEM", 100)
    (tmp_path / "a.jsonl").write_bytes(
        b'{"text": "One."}\n' * 50 + b'{"text": "' + b"x" * 200 + b'"}\n{"text": "Two."}'
    )
    _, rest = only(collect([tmp_path]))
    assert len([each for each in rest if isinstance(each, Item)]) == 51
    [rejected] = [each for each in rest if isinstance(each, Rejected)]
    assert (rejected.part, rejected.reason) == ("line 51", Reason.TOO_LARGE)


def test_a_line_of_megabytes_is_an_item(tmp_path):
    line = b'{"text": "' + b"The bridge fell. " * 500_000 + b'"}'
    (tmp_path / "a.jsonl").write_bytes(line)
    _, [item] = only(collect([tmp_path]))
    assert item.content == line


def test_a_walk_that_is_given_up_leaves_no_temporary_file(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    (tmp_path / "a.txt").write_bytes(b"The bridge fell.")
    found = collect([tmp_path / "a.txt"], stdin=io.BytesIO())
    next(found)
    found.close()
    assert list((tmp_path / "temporary").iterdir()) == []
