"""Proxies that the environment names, with a proxy of our own between us and a server of our own."""

import gzip
import ipaddress
import socket

import pytest
from archives import PAGE, response
from server import AUTHORITY, proxying, serving

from allegedly.collect import Fetcher, collect
from allegedly.collect.addresses import FetchError, take_apart
from allegedly.collect.proxies import Proxy, proxy_for
from allegedly.records import Item, Rejected
from allegedly.vocab import Reason

THIS_MACHINE = [ipaddress.ip_network("127.0.0.1/32")]


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def proxy():
    with proxying() as proxy:
        yield proxy


@pytest.fixture
def fetcher():
    return Fetcher(allowed=THIS_MACHINE, seconds=5.0, sleep=lambda _: None)


def test_a_page_and_the_robots_txt_before_it_are_asked_for_through_the_proxy(proxy, fetcher, monkeypatch):
    monkeypatch.setenv("http_proxy", f"http://{proxy.place}")
    with serving() as server:
        server.answers["/osk"] = response()
        _, item = collect([f"{server.url}/osk"], fetcher=fetcher)
        assert isinstance(item, Item)
        assert item.content == PAGE.encode()
        assert proxy.asked == [f"GET {server.url}/{name} HTTP/1.1" for name in ("robots.txt", "osk")]
        assert server.asked == ["/robots.txt", "/osk"]


def test_an_encrypted_page_is_read_through_a_tunnel_that_the_proxy_cannot_look_into(proxy, fetcher, monkeypatch):
    monkeypatch.setenv("https_proxy", proxy.place)
    monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    with serving(tls=True) as server:
        server.answers["/osk"] = response()
        _, item = collect([f"{server.url}/osk"], fetcher=fetcher)
        assert isinstance(item, Item)
        assert item.content == PAGE.encode()
        place = server.url.removeprefix("https://")
        assert proxy.asked == [f"CONNECT {place} HTTP/1.1"] * 2


def test_name_and_password_go_to_the_proxy_alone_and_not_into_the_archive(proxy, fetcher, monkeypatch):
    proxy.login = "Basic bWFyYTp0b2w6dg=="
    monkeypatch.setenv("http_proxy", f"http://{proxy.place}")
    with serving() as server:
        server.answers["/osk"] = response()
        assert "407" in fetcher.fetch(f"{server.url}/osk").detail
        monkeypatch.setenv("http_proxy", f"http://mara:tol%3Av@{proxy.place}")
        fetched = Fetcher(allowed=THIS_MACHINE, sleep=lambda _: None).fetch(f"{server.url}/osk")
        assert fetched.reason is None
        assert "proxy-authorization" not in server.fields
    archive = gzip.decompress(fetched.archive)
    assert b"GET /osk HTTP/1.1\r\n" in archive
    assert b"bWFyYTp0b2w6dg" not in archive
    assert b"WARC-IP-Address" not in archive


def test_what_no_proxy_names_is_asked_directly(proxy, fetcher, monkeypatch):
    monkeypatch.setenv("http_proxy", f"http://{proxy.place}")
    monkeypatch.setenv("no_proxy", "harbourpost.example,127.0.0.1")
    with serving() as server:
        server.answers["/osk"] = response()
        assert fetcher.fetch(f"{server.url}/osk").reason is None
    assert proxy.asked == []


def test_private_machines_are_refused_through_a_proxy_as_well(proxy, monkeypatch):
    monkeypatch.setenv("http_proxy", f"http://{proxy.place}")
    fetched = Fetcher(sleep=lambda _: None).fetch("http://10.0.0.1/osk")
    assert (fetched.reason, "private" in fetched.detail) == (Reason.REFUSED, True)
    assert proxy.asked == []


def test_a_name_that_only_the_proxy_can_look_up_is_left_to_it(proxy, fetcher, monkeypatch):
    monkeypatch.setenv("all_proxy", f"http://{proxy.place}")

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    proxy.login = "Basic never"  # so that it does not look it up either
    real, monkey = socket.getaddrinfo, monkeypatch
    monkey.setattr(
        "socket.getaddrinfo",
        lambda host, *more, **most: (real if host == "127.0.0.1" else unknown)(host, *more, **most),
    )
    fetched = fetcher.fetch("http://harbourpost.example/osk")
    assert proxy.asked == [
        "GET http://harbourpost.example/robots.txt HTTP/1.1",
        "GET http://harbourpost.example/osk HTTP/1.1",
    ]
    assert "407" in fetched.detail


def test_a_proxy_that_is_not_there_is_said_by_name_and_without_its_password(fetcher, monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("http_proxy", f"http://mara:secret@127.0.0.1:{port}")
    [rejected] = collect(["http://127.0.0.1:9/osk"], fetcher=fetcher)
    assert isinstance(rejected, Rejected)
    assert rejected.detail == f"no connection to the proxy 127.0.0.1:{port}: Connection refused"


def test_a_tunnel_that_the_proxy_does_not_open_is_said_in_its_words(proxy, fetcher, monkeypatch):
    proxy.login = "Basic never"
    monkeypatch.setenv("https_proxy", f"http://{proxy.place}")
    fetched = fetcher.fetch("https://127.0.0.1:9/osk")
    assert fetched.detail == f"the proxy {proxy.place} does not lead to 127.0.0.1:9: 407 Proxy Authentication Required"


@pytest.mark.parametrize("url", ["socks5://127.0.0.1:1080", "https://proxy.example", "http://:99999"])
def test_proxies_of_other_kinds_are_refused_and_not_passed_by(monkeypatch, url):
    monkeypatch.setenv("http_proxy", url)
    with pytest.raises(FetchError, match="proxy of the environment"):
        proxy_for(take_apart("http://harbourpost.example/osk"))


def test_a_proxy_is_read_with_and_without_its_scheme(monkeypatch):
    target = take_apart("http://harbourpost.example/osk")
    assert proxy_for(target) is None
    for url in ("proxy.example:3128", "http://proxy.example:3128/"):
        monkeypatch.setenv("http_proxy", url)
        assert proxy_for(target) == Proxy("proxy.example", 3128)
