"""Proxies that the environment names: which one stands between us and a server, and what it is asked."""

from __future__ import annotations

import base64
import http.client
import socket
import time
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies_environment, proxy_bypass

from allegedly.collect.addresses import FetchError, Target
from allegedly.vocab import Reason

_DEFAULT_PORT = 80

# Bytes of a proxy's answer to CONNECT; real ones have some hundred.
_LARGEST_ANSWER = 64 * 1024


class Proxy(NamedTuple):
    """A proxy: its host and port, and the field that names us to it, or nothing."""

    host: str
    port: int
    authorization: str = ""

    @property
    def name(self) -> str:
        """The proxy as messages name it: without the password."""
        return f"{self.host}:{self.port}"


def proxy_for(target: Target) -> Proxy | None:
    """Return the proxy for a server, as ``http_proxy``, ``https_proxy``, ``all_proxy`` and ``no_proxy`` say; None: no proxy.

    Raises:
        FetchError: if the variable names something else than a proxy that is spoken to in plain HTTP.
    """
    named = getproxies_environment()
    url = named.get(target.scheme) or named.get("all")
    if not url or proxy_bypass(target.authority):
        return None
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        port = parts.port or _DEFAULT_PORT
    except ValueError as error:
        raise FetchError(Reason.UNREACHABLE, f"the proxy of the environment has no valid address: {error}") from error
    if parts.scheme != "http" or not parts.hostname:
        detail = f"the proxy of the environment is one of kind {parts.scheme!r}; only http:// proxies are spoken to"
        raise FetchError(Reason.UNREACHABLE, detail)
    login = f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else ""
    return Proxy(parts.hostname, port, f"Basic {base64.b64encode(login.encode()).decode()}" if login else "")


def connect_through(proxy: Proxy, target: Target, seconds: float) -> socket.socket:
    """Return a connection to a proxy: for https, a tunnel to the server through it.

    Raises:
        FetchError: if the proxy is not there, or does not let us through.
    """
    began = time.monotonic()
    try:
        connection = socket.create_connection((proxy.host, proxy.port), timeout=seconds)
    except OSError as error:
        why = error.strerror or str(error)
        raise FetchError(Reason.UNREACHABLE, f"no connection to the proxy {proxy.name}: {why}") from error
    if target.scheme == "https":
        try:
            _tunnel(connection, proxy, target, began + seconds)
        except FetchError:
            connection.close()
            raise
    return connection


def through_proxy(request: bytes, target: Target, proxy: Proxy) -> bytes:
    """Return a request as a proxy for plain HTTP is asked: with the whole address, and who we are.

    >>> from allegedly.collect.addresses import take_apart
    >>> through_proxy(b"GET /osk HTTP/1.1\\r\\n\\r\\n", take_apart("http://harbourpost.example/osk"), Proxy("p", 80))
    b'GET http://harbourpost.example/osk HTTP/1.1\\r\\n\\r\\n'
    """
    first, rest = request.split(b"\r\n", 1)
    method, _, version = first.split(b" ")
    return b"\r\n".join([b" ".join([method, target.url.encode("latin-1", "replace"), version]), *_fields(proxy), rest])


def _fields(proxy: Proxy) -> list[bytes]:
    return [f"Proxy-Authorization: {proxy.authorization}".encode()] if proxy.authorization else []


def _tunnel(connection: socket.socket, proxy: Proxy, target: Target, deadline: float) -> None:
    """Ask a proxy to pass on what is said to the server, byte for byte."""
    host = f"[{target.host}]" if ":" in target.host else target.host
    place = f"{host}:{target.port}".encode()
    lines = [b"CONNECT " + place + b" HTTP/1.1", b"Host: " + place, *_fields(proxy), b"", b""]
    answer = b""
    try:
        connection.sendall(b"\r\n".join(lines))
        while b"\r\n\r\n" not in answer and len(answer) < _LARGEST_ANSWER:
            connection.settimeout(max(0.01, deadline - time.monotonic()))
            piece = connection.recv(1)  # what comes after the header is the server's already
            if not piece:
                break
            answer += piece
    except OSError as error:
        raise FetchError(Reason.UNREACHABLE, f"the proxy {proxy.name}: {error.strerror or error}") from error
    status = answer.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 1)[-1].strip()
    if not answer.startswith(b"HTTP/") or status[:1] != "2":
        phrase = status or http.client.responses[502]
        raise FetchError(Reason.UNREACHABLE, f"the proxy {proxy.name} does not lead to {target.authority}: {phrase}")
