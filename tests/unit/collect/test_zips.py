"""ZIP archives of articles: what is in them, and what was made to harm their reader."""

import gzip
import io
import struct
import zipfile

import pytest
from archives import PAGE

from allegedly.collect import collect
from allegedly.collect.zips import ZipError, members_of
from allegedly.records import Item, Original, Rejected
from allegedly.vocab import Reason


def packed(files, method=zipfile.ZIP_DEFLATED):
    """Return an archive with files by name."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, written in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2031, 3, 5, 0, 0, 0)), written, method)
    return content.getvalue()


def read(tmp_path, content):
    (tmp_path / "pile.zip").write_bytes(content)
    original, *found = collect([tmp_path / "pile.zip"])
    assert isinstance(original, Original)
    assert original.media_type == "application/zip"
    assert all(each.original_sha256 == original.sha256 for each in found)
    return [each for each in found if isinstance(each, Item)], [each for each in found if isinstance(each, Rejected)]


def test_every_file_of_an_archive_is_read_as_if_it_lay_in_a_folder(tmp_path):
    files = {
        "news/b.html": PAGE,
        "news/a.txt": "The bridge fell.",
        "lines.jsonl": '{"text": "One."}\n{"text": "Two."}\n',
        "mail.mbox": "From a@b.example Wed Mar  5 2031\nSubject: Bridge\n\nThe bridge fell.\n",
        "c.txt.gz": gzip.compress(b"The ferry sank."),
    }
    items, rejected = read(tmp_path, packed(files))
    assert rejected == []
    assert [(item.part, item.media_type) for item in items] == [
        ("c.txt.gz", "text/plain"),
        ("lines.jsonl, line 1", "application/json"),
        ("lines.jsonl, line 2", "application/json"),
        ("mail.mbox, message 1", "text/plain"),
        ("news/a.txt", "text/plain"),
        ("news/b.html", "text/html"),
    ]
    assert (items[0].content, items[-1].content) == (b"The ferry sank.", PAGE.encode())


def test_hidden_files_and_what_browsers_save_beside_a_page_are_passed_over(tmp_path):
    files = {"a.html": PAGE, "a_files/ad.html": PAGE, ".hidden/b.txt": "x", "__MACOSX/._a.html": "x", ".DS_Store": "x"}
    items, rejected = read(tmp_path, packed(files))
    assert ([item.part for item in items], rejected) == (["a.html"], [])


def test_a_name_that_leads_out_of_the_archive_is_read_where_it_lies(tmp_path):
    items, rejected = read(tmp_path, packed({"../a.txt": "The bridge fell."}))
    assert ([item.part for item in items], rejected) == (["../a.txt"], [])


def test_what_is_no_article_is_said_file_by_file(tmp_path):
    inner = packed({"a.txt": "The bridge fell."})
    files = {
        "a.txt": "The bridge fell.",
        "b.jpg": b"\xff\xd8\xff\xe0",
        "c.zip": inner,
        "d.txt": b"",
        "e.warc": b"WARC/1.0",
    }
    items, rejected = read(tmp_path, packed(files))
    assert [item.part for item in items] == ["a.txt"]
    assert [(each.part, each.reason) for each in rejected] == [
        ("b.jpg", Reason.BINARY),
        ("c.zip", Reason.BINARY),
        ("d.txt", Reason.EMPTY),
        ("e.warc", Reason.BINARY),
    ]
    assert rejected[1].detail == "a ZIP archive inside another file: save it apart"


def test_a_bomb_is_stopped_at_the_limit_of_a_file_and_at_that_of_the_archive(tmp_path, monkeypatch):
    monkeypatch.setattr("allegedly.collect.pile.LARGEST_ITEM", 1_000_000)
    monkeypatch.setattr("allegedly.collect.zips.LARGEST_TOTAL", 2_500_000)
    files = {"0.txt": b"x" * 50_000_000} | {f"{number}.txt": b"x" * 900_000 for number in range(1, 9)}
    items, rejected = read(tmp_path, packed(files))
    assert [item.part for item in items] == ["1.txt", "2.txt"]
    assert [(each.part, each.reason) for each in rejected] == [("0.txt", Reason.TOO_LARGE), ("3.txt", Reason.TOO_LARGE)]
    assert "its files hold more than 2,500,000 bytes" in rejected[1].detail


def test_a_bomb_packed_twice_is_stopped_as_well(tmp_path, monkeypatch):
    monkeypatch.setattr("allegedly.collect.pile.LARGEST_ITEM", 1_000_000)
    items, [rejected] = read(tmp_path, packed({"a.txt.gz": gzip.compress(b"x" * 50_000_000)}))
    assert (items, rejected.reason) == ([], Reason.TOO_LARGE)


def test_a_list_of_files_larger_than_any_archive_has_is_not_loaded():
    content = bytearray(packed({"a.txt": "The bridge fell."}))
    at = content.rfind(b"PK\x05\x06")
    content[at + 12 : at + 16] = struct.pack("<I", 0x7FFFFFFF)
    with pytest.raises(ZipError, match="split the archive") as raised:
        list(members_of(io.BytesIO(content), 1000))
    assert raised.value.reason is Reason.TOO_LARGE


def test_an_archive_that_was_cut_short_is_said_to_be(tmp_path):
    items, [rejected] = read(tmp_path, packed({"a.txt": "The bridge fell." * 999})[:-40])
    assert (items, rejected.reason) == ([], Reason.TRUNCATED)


def test_a_file_with_wrong_bytes_is_damaged_and_the_others_are_read(tmp_path):
    content = packed({"a.txt": "The bridge fell.", "b.txt": "The ferry sank."}, zipfile.ZIP_STORED)
    items, [rejected] = read(tmp_path, content.replace(b"The bridge fell.", b"The bridge held.", 1))
    assert [item.part for item in items] == ["b.txt"]
    assert (rejected.part, rejected.reason) == ("a.txt", Reason.DAMAGED)


def test_files_with_a_password_and_of_odd_packings_are_said(tmp_path):
    content = bytearray(packed({"a.txt": "The bridge fell."}))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign) + flags
        content[at] |= 1
    items, [rejected] = read(tmp_path, bytes(content))
    assert (items, rejected.reason) == ([], Reason.LOCKED)
    items, [rejected] = read(tmp_path, packed({"a.txt": "The bridge fell."}, zipfile.ZIP_LZMA))
    assert (items, rejected.reason) == ([], Reason.BINARY)


def test_an_archive_without_files_says_so(tmp_path):
    items, [rejected] = read(tmp_path, packed({"news/": b"", ".hidden": b"x"}))
    assert (items, rejected.reason) == ([], Reason.EMPTY)


def test_names_cannot_act_on_a_terminal(tmp_path):
    items, _ = read(tmp_path, packed({"a\x1b[2J.txt": "The bridge fell."}))
    assert [item.part for item in items] == ["a\ufffd[2J.txt"]
