import gzip
import io
import random
import tracemalloc
import zlib

import brotli
import pytest
from archives import PAGE, packed, record, response
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from allegedly.clean import clean
from allegedly.collect import collect
from allegedly.collect.answer import BodyError, body_of, read_answer
from allegedly.collect.warc import Fault, record_bytes, records_of
from allegedly.records import Document, Item, Original, Rejected
from allegedly.vocab import Reason

URL = "https://harbourpost.example/osk"
PAGES = [
    record(response(PAGE.replace("Osk", name)), url=f"https://harbourpost.example/{name}")
    for name in ("Osk", "Marn", "Tolv")
]


def read(tmp_path, content, name="crawl.warc"):
    """The items and the rejections of one archive."""
    (tmp_path / name).write_bytes(content)
    original, *rest = collect([tmp_path / name])
    assert isinstance(original, Original)
    assert original.media_type == "application/warc"
    return [each for each in rest if isinstance(each, Item)], [each for each in rest if isinstance(each, Rejected)]


@pytest.mark.parametrize(
    "form", [b"".join, packed, lambda records: gzip.compress(b"".join(records))], ids=["plain", "members", "one member"]
)
def test_each_page_of_an_archive_is_an_item_with_its_address_and_capture_date(tmp_path, form):
    items, rejected = read(tmp_path, form([record(b"software: x", kind="warcinfo", url=""), *PAGES]))
    assert [item.part for item in items] == [
        f"record {number}, https://harbourpost.example/{name}"
        for number, name in ((2, "Osk"), (3, "Marn"), (4, "Tolv"))
    ]
    assert items[0].content == PAGE.encode()
    assert items[0].known.url == f"{URL[:-3]}Osk"
    assert items[0].known.assumptions == ("archived on 2031-03-05T10:00:00Z, as its record says",)
    assert rejected == []
    document = clean(items[0])
    assert isinstance(document, Document)
    assert (document.url, document.title, document.outlet) == (
        f"{URL[:-3]}Osk",
        "Bridge fell at Osk",
        "harbourpost.example",
    )
    assert document.published is None  # the day of the capture is not the day of publication


def test_the_same_bytes_at_another_address_are_another_document_and_at_the_same_one_are_the_same(tmp_path):
    block = response()
    items, _ = read(
        tmp_path,
        record(block) + record(block, WARC_Date="2031-03-06T00:00:00Z") + record(block, url="https://copy.example/osk"),
    )
    ids = [clean(item).id for item in items]
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize("form", [b"".join, packed], ids=["plain", "packed"])
def test_an_archive_cut_off_anywhere_inside_a_record_says_so_and_the_records_before_are_read(tmp_path, form):
    whole = form(PAGES)
    ends = [len(form(PAGES[:count])) for count in range(4)]
    step = 37 if form is packed else 101
    for cut in range(ends[1] + 1, ends[3] - 4, step):
        items, rejected = read(tmp_path, whole[:cut])
        complete = sum(end <= cut + 4 * (form is not packed) for end in ends[1:])
        assert len(items) == complete, cut
        assert [each.reason for each in rejected] == ([] if cut in ends else [Reason.TRUNCATED]), cut


@pytest.mark.parametrize("form", [b"".join, packed], ids=["plain", "packed"])
def test_a_damaged_record_costs_only_itself(tmp_path, form):
    before, after = form(PAGES[:1]), form(PAGES[2:])
    middle = bytearray(form([PAGES[1]]))
    if form is packed:
        middle[60:80] = bytes(20)
    else:
        middle[:8] = b"garbage!"
    items, rejected = read(tmp_path, before + bytes(middle) + after)
    assert [item.known.url.rpartition("/")[2] for item in items] == ["Osk", "Tolv"]
    assert [(each.part, each.reason) for each in rejected] == [("record 2", Reason.DAMAGED)]


@pytest.mark.parametrize("seed", range(30))
def test_bytes_changed_at_random_never_stop_the_reading(seed):
    chance = random.Random(seed)  # noqa: S311
    content = bytearray(packed(PAGES * 3) if seed % 2 else b"".join(PAGES * 3))
    for _ in range(chance.randrange(1, 6)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    found = list(records_of(io.BytesIO(bytes(content)), packed=bool(seed % 2), limit=10_000))
    assert 1 <= len(found) < 30


def test_garbage_between_packed_records_is_passed(tmp_path):
    items, rejected = read(tmp_path, packed(PAGES[:1]) + b"\x1f\x8b\x08garbage" * 20 + packed(PAGES[1:]))
    assert len(items) == 3
    assert {each.reason for each in rejected} == {Reason.DAMAGED}


def test_zeros_at_the_end_of_a_packed_archive_are_no_damage(tmp_path):
    items, rejected = read(tmp_path, packed(PAGES) + bytes(200_000))
    assert (len(items), rejected) == (3, [])


def test_records_without_news_are_counted(tmp_path):
    others = [
        record(b"software: x", kind="warcinfo", url=""),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(response(b"\x89PNG\r\n\x1a\n" + bytes(50), content_type="image/png")),
        record(response("body { color: red }", content_type="text/css")),
        record(response("var a = 1;", content_type="application/javascript")),
        record(response("Gone", status="404 Not Found")),
        record(response("", status="301 Moved Permanently", location="https://a.example/")),
        record(response("User-agent: *", content_type="text/plain"), url="https://a.example/robots.txt"),
        record(b"", kind="revisit"),
    ]
    items, [rejected] = read(tmp_path, b"".join([*others, *PAGES]))
    assert len(items) == 3
    assert rejected.reason is Reason.PASSED_OVER
    assert rejected.detail == (
        "records without news: 1 warcinfo, 1 request, 1 image/png, 1 text/css, 1 application/javascript, "
        "1 response (404 Not Found), 1 response (301 Moved Permanently), 1 for machines (robots.txt), 1 revisit"
    )
    items, [rejected] = read(tmp_path, b"".join(others), "none.warc")
    assert (items, rejected.reason) == ([], Reason.EMPTY)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (gzip.compress(PAGE.encode()), {"content_encoding": "gzip"}),
        (zlib.compress(PAGE.encode()), {"content_encoding": "deflate"}),
        (zlib.compress(PAGE.encode())[2:-4], {"content_encoding": "deflate"}),
        (brotli.compress(PAGE.encode()), {"content_encoding": "br"}),
        (PAGE.encode(), {"content_encoding": "gzip", "content_length": "100"}),
        (PAGE.encode(), {"content_encoding": "br"}),
        (
            b"5\r\n<html\r\n" + f"{len(PAGE) - 5:x};x=y\r\n{PAGE[5:]}\r\n0\r\n\r\n".encode(),
            {"transfer_encoding": "chunked", "content_length": ""},
        ),
        (PAGE.encode(), {"transfer_encoding": "chunked", "content_length": ""}),
    ],
    ids=["gzip", "zlib", "raw deflate", "brotli", "gzip undone", "brotli undone", "chunked", "chunks undone"],
)
def test_a_body_is_unchunked_and_unpacked(tmp_path, body, fields):
    [item], rejected = read(tmp_path, record(response(body, **fields)))
    assert (item.content, rejected) == (PAGE.encode(), [])


@pytest.mark.parametrize(
    ("body", "fields", "reason"),
    [
        (PAGE, {"content_length": "99999"}, Reason.TRUNCATED),
        (gzip.compress(PAGE.encode())[:-12], {"content_encoding": "gzip", "content_length": ""}, Reason.TRUNCATED),
        (brotli.compress(PAGE.encode())[:-12], {"content_encoding": "br", "content_length": ""}, Reason.TRUNCATED),
        (
            b"20\r\n" + PAGE.encode()[:32] + b"\r\n",
            {"transfer_encoding": "chunked", "content_length": ""},
            Reason.TRUNCATED,
        ),
        (gzip.compress(PAGE.encode())[:-8] + bytes(8), {"content_encoding": "gzip"}, Reason.DAMAGED),
        (b"\xff" * 50, {"content_encoding": "br"}, Reason.DAMAGED),
        (b"(\xb5/\xfd" + bytes(50), {"content_encoding": "zstd"}, Reason.BINARY),
    ],
)
def test_a_body_that_cannot_be_had_in_full_is_rejected_and_the_next_is_read(tmp_path, body, fields, reason):
    items, [rejected] = read(tmp_path, record(response(body, **fields)) + PAGES[1])
    assert (rejected.reason, rejected.part) == (reason, f"record 1, {URL}")
    assert [item.known.url for item in items] == ["https://harbourpost.example/Marn"]


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_a_bomb_in_a_response_is_unpacked_no_further_than_the_limit(coding):
    content = b"x" * 50_000_000
    packed_body = gzip.compress(content) if coding == "gzip" else brotli.compress(content, quality=3)
    answer = read_answer(response(packed_body, content_encoding=coding))
    tracemalloc.start()
    try:
        with pytest.raises(BodyError, match=f"more than 1,000,000 bytes, packed with {coding}") as error:
            body_of(answer, 1_000_000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert error.value.reason is Reason.TOO_LARGE
    assert peak < 6_000_000


def test_a_record_above_the_limit_is_not_taken_into_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("allegedly.collect.pile.LARGEST_ITEM", 1_000_000)
    content = packed([record(response(b"x" * 40_000_000)), *PAGES])
    (tmp_path / "a.warc.gz").write_bytes(content)
    tracemalloc.start()
    try:
        _, *rest = collect([tmp_path / "a.warc.gz"])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [each.reason for each in rest if isinstance(each, Rejected)] == [Reason.TOO_LARGE]
    assert len(rest) == 4
    assert peak < 6_000_000


def test_resource_and_conversion_records_are_read_without_http(tmp_path):
    content = record(PAGE.encode(), kind="resource", Content_Type="text/html") + record(
        b"The bridge at Osk fell.", kind="conversion", Content_Type="text/plain"
    )
    items, _ = read(tmp_path, content)
    assert [item.media_type for item in items] == ["text/html", "text/plain"]


def test_an_encoding_that_only_the_server_names_is_used_and_noted(tmp_path):
    page = PAGE.replace("Osk", "Оск")
    [item], _ = read(tmp_path, record(response(page.encode("cp1251"), content_type="text/html; charset=windows-1251")))
    document = clean(item)
    assert document.title == "Bridge fell at Оск"
    assert "read as windows-1251, as the server said" in document.assumptions


def test_what_the_archive_says_of_its_own_cuts_and_changes_is_noted(tmp_path):
    [item], _ = read(tmp_path, record(response(), WARC_Truncated="length", WARC_Block_Digest="sha1:" + "A" * 32))
    assert [note.split(":")[0] for note in item.known.assumptions[1:]] == [
        "the record's bytes do not agree with the digest in its header",
        "the archive cut this record short (length)",
    ]


def test_a_body_is_what_its_bytes_are_whatever_the_server_calls_it(tmp_path):
    items, [rejected] = read(
        tmp_path,
        record(response(PAGE, content_type="image/png"))
        + record(response(b"\x89PNG\r\n\x1a\n" + bytes(50), content_type="text/html"))
        + record(response("<div><p>The bridge fell.", content_type="text/html"))
        + record(response("The bridge fell.", content_type="text/plain")),
    )
    assert [item.media_type for item in items] == ["text/html", "text/html", "text/plain"]
    assert "1 text/html" in rejected.detail


def test_other_readers_read_what_we_write_and_find_its_digests_right():
    fields = {
        "WARC-Type": "response",
        "WARC-Record-ID": "<urn:uuid:12345678-1234-5678-1234-567812345678>",
        "WARC-Date": "2031-03-05T10:00:00Z",
        "WARC-Target-URI": URL,
        "Content-Type": "application/http; msgtype=response",
    }
    content = gzip.compress(record_bytes(fields, response()))
    [found] = ArchiveIterator(io.BytesIO(content), check_digests="raise")
    assert found.http_headers.get_header("Content-Type") == "text/html; charset=utf-8"
    [fast] = FastIterator(io.BytesIO(content), verify_digests=True)
    assert fast.reader.read() == PAGE.encode()
    [ours] = records_of(io.BytesIO(content), packed=True, limit=10_000)
    assert not isinstance(ours, Fault)
    assert ours.content == response()
