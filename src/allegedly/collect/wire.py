"""One request and its response over one connection, byte for byte, within a time and a size."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from datetime import UTC, datetime
from typing import NamedTuple

from allegedly.collect.addresses import FetchError, Target
from allegedly.collect.answer import read_answer
from allegedly.collect.proxies import Proxy, connect_through, through_proxy
from allegedly.vocab import Reason

# Seconds to wait for a connection, and for the next byte.
CONNECT_SECONDS = 15.0
IDLE_SECONDS = 20.0

# Bytes of header lines on top of the body's limit.
_HEADERS = 256 * 1024


class Exchange(NamedTuple):
    """What went over the wire: request and response as bytes, with whom and when (UTC, ISO 8601).

    ``machine`` is empty where a proxy stood between; the request is then as the server gets it, without our name there.
    ``cut`` says why the response was not received in full: "length", "time", "disconnect" (WARC's own words), or nothing.
    """

    url: str
    machine: str
    time: str
    request: bytes
    response: bytes
    cut: str


class _CutError(OSError):
    """The response is given up: too long, or too slow."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class _Recorder(io.RawIOBase):
    """A connection to read from that writes down every byte, and ends at a deadline (monotonic) or a size."""

    def __init__(self, connection: socket.socket, deadline: float, limit: int) -> None:
        self._connection = connection
        self._deadline = deadline
        self._limit = limit
        self.received = bytearray()

    def readable(self) -> bool:
        """Say that it can be read from."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Receive what has come."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise _CutError("time")
        if len(self.received) > self._limit:
            raise _CutError("length")
        self._connection.settimeout(min(left, IDLE_SECONDS))
        try:
            size = self._connection.recv_into(buffer)
        except TimeoutError as error:
            raise _CutError("time") from error
        except ssl.SSLEOFError:  # many servers hang up without TLS's own farewell
            size = 0
        self.received += buffer[:size]
        return size

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Return what ``http.client`` reads a response from."""
        return io.BufferedReader(self)


def exchange(target: Target, whom: list[str] | Proxy, request: bytes, *, deadline: float, limit: int) -> Exchange:
    """Send a request to one of the machines, or a proxy, and receive the response; ``deadline`` is on the monotonic clock.

    Raises:
        FetchError: if there is no connection, or no response.
    """
    if isinstance(whom, Proxy):
        connection, machine = _connect_through(target, whom, deadline), ""
        sent = through_proxy(request, target, whom) if target.scheme == "http" else request
    else:
        connection, machine = _connect(target, whom, deadline)
        sent = request
    began = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    recorder = _Recorder(connection, deadline, limit + _HEADERS)
    with connection:
        cut = _talk(connection, recorder, sent)
    received = bytes(recorder.received)
    answer = read_answer(received)
    if answer is None:
        why = (
            "no answer within the time"
            if cut == "time"
            else "what it answered is no HTTP"
            if received
            else "it hung up"
        )
        raise FetchError(Reason.UNREACHABLE, f"{target.authority}: {why}")
    stated = answer.fields.get("content-length", "")
    if "transfer-encoding" not in answer.fields and stated.isdecimal() and len(answer.raw) > int(stated):
        received = received[: len(received) - len(answer.raw) + int(stated)]  # the start of something else
    return Exchange(target.url, machine, began, request, received, cut)


def _connect(target: Target, machines: list[str], deadline: float) -> tuple[socket.socket, str]:
    why = ""
    for machine in machines:
        seconds = min(CONNECT_SECONDS, deadline - time.monotonic())
        if seconds <= 0:
            break
        try:
            connection = socket.create_connection((machine, target.port), timeout=seconds)
        except OSError as error:
            why = error.strerror or str(error)
            continue
        return (_secured(connection, target) if target.scheme == "https" else connection), machine
    raise FetchError(Reason.UNREACHABLE, f"no connection to {target.authority}: {why or 'no time left'}")


def _connect_through(target: Target, proxy: Proxy, deadline: float) -> socket.socket:
    connection = connect_through(proxy, target, min(CONNECT_SECONDS, max(0.01, deadline - time.monotonic())))
    return _secured(connection, target) if target.scheme == "https" else connection


def _secured(connection: socket.socket, target: Target) -> socket.socket:
    """Wrap a connection in TLS; the certificate must be for the host's name, not for the machine's number.

    Who is trusted says the machine, or ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` where they are set (OpenSSL reads them).
    """
    try:
        return ssl.create_default_context().wrap_socket(connection, server_hostname=target.host)
    except OSError as error:
        connection.close()
        why = getattr(error, "verify_message", "") or error.strerror or str(error)
        raise FetchError(Reason.UNREACHABLE, f"no safe connection to {target.authority}: {why}") from error


def _talk(connection: socket.socket, recorder: _Recorder, request: bytes) -> str:
    """Send the request and read to the end of the response; return why it was cut, or nothing."""
    try:
        connection.sendall(request)
        response = http.client.HTTPResponse(recorder, method="GET")  # type: ignore[arg-type]  # all it asks for is makefile
        response.begin()
        while response.read(1 << 16):
            pass
    except _CutError as error:
        return error.why
    except (OSError, http.client.HTTPException, ValueError):
        return "disconnect"
    return "disconnect" if response.length else ""
