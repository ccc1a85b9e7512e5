"""Encrypted connections to a server of our own: who is trusted, and what is said where nobody is."""

import ipaddress

import pytest
from archives import PAGE, response
from server import AUTHORITY, serving

from allegedly.collect import Fetcher, collect
from allegedly.records import Item, Rejected
from allegedly.vocab import Reason

THIS_MACHINE = [ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128")]


@pytest.fixture
def server():
    with serving(tls=True) as server:
        server.answers["/osk"] = response()
        yield server


@pytest.fixture
def fetcher():
    return Fetcher(allowed=THIS_MACHINE, seconds=5.0, sleep=lambda _: None)


def test_a_page_is_read_from_a_server_whose_authority_is_trusted(server, fetcher, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    _, item = collect([f"{server.url}/osk"], fetcher=fetcher)
    assert isinstance(item, Item)
    assert server.url.startswith("https://")
    assert (item.content, item.known.url) == (PAGE.encode(), f"{server.url}/osk")


def test_a_server_that_nobody_vouches_for_is_not_read(server, fetcher):
    [rejected] = collect([f"{server.url}/osk"], fetcher=fetcher)
    assert isinstance(rejected, Rejected)
    assert rejected.reason is Reason.UNREACHABLE
    assert "no safe connection" in rejected.detail
    assert "unable to get local issuer certificate" in rejected.detail
    assert server.asked == []


def test_a_certificate_for_another_name_is_not_accepted(server, fetcher, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    [rejected] = collect([f"{server.url}/osk".replace("127.0.0.1", "localhost")], fetcher=fetcher)
    assert isinstance(rejected, Rejected)
    assert "certificate is not valid for 'localhost'" in rejected.detail
    assert server.asked == []


def test_a_server_that_speaks_no_tls_is_said_so(fetcher):
    with serving() as plain:
        plain.answers["/osk"] = response()
        [rejected] = collect([f"{plain.url}/osk".replace("http:", "https:")], fetcher=fetcher)
    assert isinstance(rejected, Rejected)
    assert "no safe connection" in rejected.detail


def test_a_redirect_from_http_to_https_is_followed_with_the_certificate_checked(server, fetcher, monkeypatch):
    with serving() as plain:
        plain.answers["/osk"] = response("", status="301 Moved Permanently", location=f"{server.url}/osk")
        _, rejected = collect([f"{plain.url}/osk"], fetcher=fetcher)  # the redirect itself is kept
        assert isinstance(rejected, Rejected)
        assert "no safe connection" in rejected.detail
        monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
        _, item = collect([f"{plain.url}/osk"], fetcher=fetcher)
    assert isinstance(item, Item)
    assert item.known.url == f"{server.url}/osk"
