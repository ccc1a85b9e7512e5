import gzip
import io
import ipaddress
import socket

import pytest
from archives import PAGE, response
from fastwarc.warc import ArchiveIterator as FastIterator
from server import serving
from warcio.archiveiterator import ArchiveIterator

from allegedly.collect import Fetcher, collect
from allegedly.collect.addresses import FetchError, is_public, machines_of, take_apart
from allegedly.records import Item, Original, Rejected
from allegedly.vocab import Reason

THIS_MACHINE = [ipaddress.ip_network("127.0.0.1/32")]
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title><item><title>Bridge fell</title>
<description>The bridge at Osk fell, officials said.</description></item></channel></rss>"""


@pytest.fixture
def server():
    with serving() as server:
        server.answers["/osk"] = response()
        yield server


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def fetcher(pauses):
    """A fetcher that may ask this machine, waits at no time, and knows a clock of its own."""
    return Fetcher(allowed=THIS_MACHINE, seconds=0.5, limit=200_000, sleep=pauses.append, clock=lambda: sum(pauses))


def read(fetcher, *urls):
    """The items, and what was rejected, in the order of the addresses."""
    found = list(collect(urls, fetcher=fetcher))
    return [each for each in found if isinstance(each, Item)], [each for each in found if isinstance(each, Rejected)]


def rejection(fetcher, url):
    items, [rejected] = read(fetcher, url)
    assert items == []
    assert rejected.path == url
    return rejected


def test_a_page_is_fetched_and_kept_as_the_exchange_that_it_was(server, fetcher):
    original, item = collect([f"{server.url}/osk"], fetcher=fetcher)
    assert isinstance(original, Original)
    assert (original.path, original.media_type) == (f"{server.url}/osk", "application/warc")
    assert (item.content, item.media_type, item.known.url) == (PAGE.encode(), "text/html", f"{server.url}/osk")
    assert server.asked == ["/robots.txt", "/osk"]
    assert server.fields["user-agent"].startswith("allegedly/")
    assert server.fields["host"] == server.url.removeprefix("http://")


def test_other_readers_read_the_archive_that_is_kept(server, fetcher):
    archive = fetcher.fetch(f"{server.url}/osk").archive
    records = [
        (each.rec_type, each.content_stream().read())
        for each in ArchiveIterator(io.BytesIO(archive), check_digests="raise")
    ]
    assert [kind for kind, _ in records] == ["warcinfo", "request", "response"]
    assert records[2][1] == PAGE.encode()
    blocks = [each.reader.read() for each in FastIterator(io.BytesIO(archive), parse_http=False)]
    assert blocks[2] == response()
    assert blocks[1].startswith(b"GET /osk HTTP/1.1\r\nHost: 127.0.0.1:")


def test_a_feed_and_a_packed_page_and_a_chunked_one_are_read(server, fetcher):
    server.answers["/feed"] = response(FEED, content_type="application/rss+xml")
    server.answers["/packed"] = response(gzip.compress(PAGE.encode()), content_encoding="gzip")
    chunks = f"{len(PAGE):x}\r\n{PAGE}\r\n0\r\n\r\n".encode()
    server.answers["/chunked"] = response(chunks, transfer_encoding="chunked", content_length="")
    items, rejected = read(fetcher, *(f"{server.url}/{name}" for name in ("feed", "packed", "chunked")))
    assert rejected == []
    assert items[0].content == b"The bridge at Osk fell, officials said."
    assert items[0].known.title == "Bridge fell"
    assert [item.content for item in items[1:]] == [PAGE.encode()] * 2


def test_redirects_are_followed_and_every_step_is_kept(server, fetcher):
    server.answers["/a"] = response("", status="301 Moved Permanently", location="/b?x=1")
    server.answers["/b?x=1"] = response("", status="302 Found", location=f"{server.url}/osk")
    [item], rejected = read(fetcher, f"{server.url}/a")
    assert (item.path, item.known.url) == (f"{server.url}/a", f"{server.url}/osk")
    assert rejected == []
    archive = fetcher.fetch(f"{server.url}/a").archive
    targets = [
        each.rec_headers.get_header("WARC-Target-URI")
        for each in ArchiveIterator(io.BytesIO(archive))
        if each.rec_type == "response"
    ]
    assert [target.rpartition("/")[2] for target in targets] == ["a", "b?x=1", "osk"]


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("/loop", "redirected in a circle"),
        ("/far0", "redirected more than 5 times"),
        ("http://127.0.0.2/x", "private or reserved address"),
        ("http://169.254.169.254/latest/meta-data", "private or reserved address"),
        ("http://[::1]/x", "private or reserved address"),
        ("http://[::ffff:10.0.0.1]/x", "private or reserved address"),
        ("http://localhost.localdomain.invalid/", "is not known"),
        ("file:///etc/passwd", "no address of a web page"),
        ("http://name:secret@127.0.0.1/x", "a name and password"),
    ],
)
def test_a_redirect_is_checked_as_if_the_user_had_named_it(server, fetcher, where, words):
    server.answers["/start"] = response("", status="302 Found", location=where)
    server.answers["/loop"] = response("", status="302 Found", location="/start")
    for number in range(9):
        server.answers[f"/far{number}"] = response("", status="302 Found", location=f"/far{number + 1}")
    rejected = rejection(fetcher, f"{server.url}/start")
    assert words in rejected.detail
    assert rejected.original_sha256  # what was received until then is kept


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://localhost:1/",
        "http://127.1:1/",
        "http://0x7f000001:1/",
        "http://10.0.0.1/",
        "http://[::1]:1/",
        "http://0.0.0.0:1/",
        "http://[fe80::1]/",
        "http://192.168.1.1/",
        "http://224.0.0.1/",
        "http://[64:ff9b::a00:1]/",
    ],
)
def test_private_machines_are_refused_however_they_are_written(url):
    with pytest.raises(FetchError, match="private or reserved") as error:
        machines_of(take_apart(url), is_public)
    assert error.value.reason is Reason.REFUSED


def test_the_machine_that_was_checked_is_the_one_that_is_asked(server, fetcher, monkeypatch):
    """A name that answers with an allowed machine first and a private one afterwards gains nothing by it."""
    real, asked = socket.getaddrinfo, []

    def rebinding(host, port, *rest, **more):
        asked.append(host)
        return real(
            "127.0.0.1"
            if host == "news.example" and asked.count(host) <= 2
            else "127.0.0.2"
            if host == "news.example"
            else host,
            port,
            *rest,
            **more,
        )

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    port = server.server_address[1]
    [item], _ = read(fetcher, f"http://news.example:{port}/osk")
    assert item.known.url == f"http://news.example:{port}/osk"
    assert asked.count("news.example") == 2  # once for robots.txt and once for the page
    assert server.fields["host"] == f"news.example:{port}"
    assert "private or reserved" in rejection(fetcher, f"http://news.example:{port}/osk").detail


def test_private_machines_may_be_asked_with_permission(server):
    items, _ = read(Fetcher(allow_private=True), f"{server.url}/osk")
    assert len(items) == 1


def test_a_slow_server_is_given_up_when_the_time_has_passed(server, fetcher):
    def drip(connection, over):
        connection.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
        while not over.wait(0.02):
            connection.write(b"x")

    server.answers["/slow"] = drip
    rejected = rejection(fetcher, f"{server.url}/slow")
    assert (rejected.reason, rejected.detail) == (Reason.TOO_SLOW, "not all of it came within 0.5 s: given up")
    assert rejected.original_sha256


@pytest.mark.parametrize("beginning", [b"", b"HTTP/1.1 200", b"HTTP/1.1 200 OK\r\nX: "])
def test_a_server_that_never_ends_its_header_is_given_up(server, fetcher, beginning):
    def drip(connection, over):
        connection.write(beginning)
        while not over.wait(0.02):
            connection.write(b"x" if beginning else b"")

    server.answers["/slow"] = drip
    assert rejection(fetcher, f"{server.url}/slow").reason in {Reason.TOO_SLOW, Reason.UNREACHABLE}


@pytest.mark.parametrize("field", [b"", b"Transfer-Encoding: chunked\r\n", b"Content-Length: 99999999999\r\n"])
def test_an_endless_answer_is_given_up_at_the_limit(server, field):
    def pour(connection, over):
        connection.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + field + b"\r\n")
        piece = b"fff\r\n" + b"x" * 4095 + b"\r\n"
        while not over.is_set():
            connection.write(piece)

    server.answers["/endless"] = pour
    fetcher = Fetcher(allowed=THIS_MACHINE, seconds=60, limit=200_000)
    rejected = rejection(fetcher, f"{server.url}/endless")
    assert (rejected.reason, rejected.detail) == (
        Reason.TOO_LARGE,
        "more than 200,000 bytes came, and no end: given up",
    )


def test_a_gzip_bomb_is_said_to_be_too_large(server, fetcher, monkeypatch):
    monkeypatch.setattr("allegedly.collect.pile.LARGEST_ITEM", 1_000_000)
    server.answers["/bomb"] = response(gzip.compress(b"x" * 20_000_000), content_encoding="gzip")
    rejected = rejection(fetcher, f"{server.url}/bomb")
    assert (rejected.reason, rejected.detail.split(";")[0]) == (
        Reason.TOO_LARGE,
        "more than 1,000,000 bytes, packed with gzip",
    )


def test_a_server_that_announces_more_than_it_sends_is_said_to_break_off(server, fetcher):
    server.answers["/long"] = response(PAGE, content_length="9999")
    rejected = rejection(fetcher, f"{server.url}/long")
    assert (rejected.reason, rejected.detail) == (Reason.TRUNCATED, "the server hung up before all of it had come")


def test_what_comes_after_the_announced_length_is_not_part_of_the_page(server, fetcher):
    server.answers["/short"] = response(PAGE + "<p>Somebody else's words.</p>", content_length=str(len(PAGE)))
    [item], _ = read(fetcher, f"{server.url}/short")
    assert item.content == PAGE.encode()


@pytest.mark.parametrize("body", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\x00" * 100])
def test_what_is_no_http_is_unreachable(server, fetcher, body):
    server.answers["/odd"] = body
    assert rejection(fetcher, f"{server.url}/odd").reason is Reason.UNREACHABLE


def test_a_picture_that_the_server_calls_a_page_is_told_from_one(server, fetcher):
    server.answers["/picture"] = response(b"\x89PNG\r\n\x1a\n" + bytes(50))
    rejected = rejection(fetcher, f"{server.url}/picture")
    assert (rejected.reason, "neither page nor text" in rejected.detail) == (Reason.BINARY, True)


@pytest.mark.parametrize(
    "status", ["404 Not Found", "403 Forbidden", "500 Internal Server Error", "301 Moved Permanently"]
)
def test_an_error_of_the_server_is_said_in_its_words(server, fetcher, status):
    server.answers["/error"] = response("Gone", status=status)
    rejected = rejection(fetcher, f"{server.url}/error")
    assert (rejected.reason, rejected.detail) == (Reason.UNREACHABLE, f"the server answered {status}")


def test_a_server_that_is_not_there_is_unreachable(fetcher):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "Connection refused" in rejection(fetcher, f"http://127.0.0.1:{port}/").detail


def test_robots_txt_is_obeyed_for_every_path_and_every_step(server, fetcher):
    server.answers["/robots.txt"] = response(
        "User-agent: *\nDisallow: /private*\nDisallow: /*?print=1\n", content_type="text/plain"
    )
    server.answers["/start"] = response("", status="302 Found", location="/private/a")
    for path in ("/private/a", "/osk?print=1", "/start"):
        rejected = rejection(fetcher, f"{server.url}{path}")
        assert rejected.reason is Reason.REFUSED
        assert "robots.txt does not let programs read" in rejected.detail
    assert len(read(fetcher, f"{server.url}/osk")[0]) == 1
    assert server.pages() == ["/start", "/osk"]
    assert server.asked.count("/robots.txt") == 1


def test_a_robots_txt_that_fails_lets_nothing_be_read(server, fetcher):
    server.answers["/robots.txt"] = response("", status="503 Service Unavailable")
    assert rejection(fetcher, f"{server.url}/osk").reason is Reason.REFUSED
    assert server.pages() == []


@pytest.mark.parametrize(
    ("rules", "pause"),
    [("", 1.0), ("Crawl-delay: 2.5", 2.5), ("Crawl-delay: 0.1", 1.0), ("Request-rate: 1/10", 10.0)],
)
def test_the_pause_that_a_site_asks_for_is_kept_between_two_requests(server, fetcher, pauses, rules, pause):
    server.answers["/robots.txt"] = response(f"User-agent: *\n{rules}\nDisallow: /x\n", content_type="text/plain")
    read(fetcher, f"{server.url}/osk", f"{server.url}/osk", f"{server.url}/osk")
    assert pauses == [pause, pause]


def test_a_site_that_asks_for_an_hour_between_requests_is_left_alone(server, fetcher, pauses):
    server.answers["/robots.txt"] = response("User-agent: *\nCrawl-delay: 3600\n", content_type="text/plain")
    assert "3,600 s" in rejection(fetcher, f"{server.url}/osk").detail
    assert pauses == []


def test_the_address_is_sent_quoted_and_without_its_fragment(server, fetcher):
    server.answers["/caf%C3%A9?q=a%20b"] = response()
    [item], _ = read(fetcher, f"{server.url}/café?q=a b#top")
    assert item.known.url == f"{server.url}/caf%C3%A9?q=a%20b"


def test_files_and_addresses_are_read_together_and_the_rest_goes_on(server, fetcher, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"The bridge fell.")
    items, rejected = read(fetcher, str(tmp_path / "a.txt"), f"{server.url}/gone", f"{server.url}/osk")
    assert [item.media_type for item in items] == ["text/plain", "text/html"]
    assert [each.reason for each in rejected] == [Reason.UNREACHABLE]


def test_no_address_means_no_network(monkeypatch, tmp_path):
    def never(*_):
        pytest.fail("the network was touched")

    monkeypatch.setattr(socket, "socket", never)
    monkeypatch.setattr(socket, "getaddrinfo", never)
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "feed.xml").write_text(FEED)
    assert len(list(collect([tmp_path]))) == 4
