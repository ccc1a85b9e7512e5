"""Items of an original that is in safe keeping: the same as when it was found, whatever format it came in."""

import io
import ipaddress
import zipfile
from pathlib import Path

import pytest
from archives import PAGE, packed, record, response
from pdfs import make_pdf
from server import serving

from allegedly.clean import clean
from allegedly.collect import Fetcher, collect, collect_again
from allegedly.collect.told import Told
from allegedly.records import Document, Item, Known, Original
from allegedly.store.originals import Kept, Originals, Readable

THIS_MACHINE = [ipaddress.ip_network("127.0.0.1/32")]
TEXT = "The bridge at Osk fell on Wednesday morning, officials of the district said in a statement to the press."
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>
<item><title>Bridge fell</title><pubDate>Wed, 05 Mar 2031 10:00:00 GMT</pubDate><description>{TEXT}</description></item>
<item><title>Ferry sank</title><description>The ferry sank off Marn, the coast guard said.</description></item>
</channel></rss>"""
MAIL = f"""From: Harbour Post <press@harbourpost.example>
Subject: Bridge fell
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

{TEXT}
--b
Content-Type: text/html; name=page.html
Content-Disposition: attachment; filename=page.html

{PAGE}
--b--
"""


BOX = f"From a@b.example Wed Mar  5 2031\n{MAIL}\nFrom a@b.example Wed Mar  5 2031\nSubject: x\n\n{TEXT}"


def printed() -> bytes:
    lines = (TEXT[:52], TEXT[52:], "Nobody was hurt, they said.")
    return make_pdf([[(50, 700 - 14 * number, 11, line.strip()) for number, line in enumerate(lines)]])


def zipped() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("b/page.html", PAGE)
        archive.writestr("a.eml", MAIL)
    return content.getvalue()


FILES = {
    "a.pdf": printed(),
    "a.warc": record(response())
    + record(response(FEED, content_type="application/rss+xml"), url="https://a.example/f"),
    "a.warc.gz": packed(
        [record(response()), record(b"crawl", kind="metadata"), record(response(), url="https://a.example")]
    ),
    "a.eml": MAIL.encode(),
    "a.mbox": BOX.encode(),
    "feed.xml": FEED.encode(),
    "a.zip": zipped(),
    "a.jsonl": b'{"text": "One."}\nbroken\n{"text": "Two."}\n',
}


class Keeping:
    """Keeps originals, and has them again by their digest."""

    def __init__(self, folder: Path) -> None:
        self._originals = Originals(folder)
        self._originals.make()
        self.kept: dict[str, Kept] = {}

    def __call__(self, stream: Readable) -> Kept:
        kept = self._originals.stage(stream)
        self.kept[kept.sha256] = kept
        return kept


@pytest.fixture
def keep(tmp_path):
    return Keeping(tmp_path / "kept")


@pytest.mark.parametrize("name", FILES)
def test_what_was_read_is_read_again_from_its_keeping(tmp_path, keep, name):
    (tmp_path / name).write_bytes(FILES[name])
    found = list(collect([tmp_path / name], keep=keep))
    [original] = [each for each in found if isinstance(each, Original)]
    items = [each for each in found if isinstance(each, Item)]
    assert items
    assert list(collect_again(original.path, keep.kept[original.sha256])) == items


def test_a_fetched_page_has_the_date_of_its_feed_again(keep):
    with serving() as server:
        server.answers["/osk"] = response()
        url = f"{server.url}/osk"
        known = Known(published="2031-03-05T10:00:00Z", assumptions=("the clock was wrong",), title="Not this")
        fetcher = Told(Fetcher(allowed=THIS_MACHINE), "https://harbourpost.example/feed", {url: known})
        original, item = collect([url], keep=keep, fetcher=fetcher)
    document = clean(item)
    assert isinstance(document, Document)
    assert (document.published, document.title) == ("2031-03-05T10:00:00Z", "Bridge fell at Osk")
    assert "date taken from https://harbourpost.example/feed: the page states none" in document.assumptions
    assert "the clock was wrong" in document.assumptions
    assert list(collect_again(original.path, keep.kept[original.sha256])) == [item]


def test_the_date_of_a_page_stands_before_that_of_its_feed(keep):
    dated = PAGE.replace("<head>", '<head><meta property="article:published_time" content="2031-03-04">')
    with serving() as server:
        server.answers["/osk"] = response(dated)
        url = f"{server.url}/osk"
        fetcher = Told(
            Fetcher(allowed=THIS_MACHINE), "https://a.example", {url: Known(published="2031-03-05T10:00:00Z")}
        )
        _, item = collect([url], keep=keep, fetcher=fetcher)
    document = clean(item)
    assert isinstance(document, Document)
    assert document.published == "2031-03-04"
    assert not [note for note in document.assumptions if "date" in note]


def test_metadata_in_an_archive_that_somebody_else_made_is_not_believed(tmp_path):
    said = record(b"allegedly-published: 1999-01-01\r\n", kind="metadata")
    (tmp_path / "a.warc").write_bytes(said + record(response()))
    items = [each for each in collect([tmp_path / "a.warc"]) if isinstance(each, Item)]
    assert [item.known.published for item in items] == [None]
