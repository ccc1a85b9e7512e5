"""A web server on this machine for tests: well-behaved, slow, endless, lying, as its answers say; also with TLS, or a proxy."""

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

TLS = Path(__file__).with_name("tls")
AUTHORITY = TLS / "authority.pem"  # who trusts it, trusts the server at 127.0.0.1, and under no other name

Answer = bytes | Callable[[BinaryIO, threading.Event], None]


class Server(ThreadingHTTPServer):
    """``answers`` maps a path to the bytes of a response, or to a function that writes to the connection until told to stop.

    ``asked`` lists the paths that were asked for, ``fields`` the header fields of the last request.
    """

    daemon_threads = True

    def __init__(self, host: str, *, tls: bool = False) -> None:
        super().__init__((host, 0), _Handler)
        self.scheme = "https" if tls else "http"
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(TLS / "server.pem")
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.fields: dict[str, str] = {}
        self.over = threading.Event()

    @property
    def url(self) -> str:
        """The address of the server, without a slash."""
        return f"{self.scheme}://{self.server_address[0]}:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that breaks off, as one does that does not trust our certificate."""

    def pages(self) -> list[str]:
        """Return what was asked for but robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.fields = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.answers.get(self.path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nGone")
        self.close_connection = True
        try:
            if callable(answer):
                answer(self.wfile, self.server.over)  # type: ignore[arg-type]
            else:
                self.wfile.write(answer)
        except OSError:  # the other side has had enough
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (its name in the base class)
        """Say nothing."""


class Proxy(socketserver.ThreadingTCPServer):
    """A proxy for plain HTTP that tunnels what is asked with CONNECT; ``asked`` lists the first lines that it got.

    ``login`` is the field that it wants to be sent, if any.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _ProxyHandler)
        self.asked: list[str] = []
        self.login = ""

    @property
    def place(self) -> str:
        """Host and port."""
        return f"{self.server_address[0]}:{self.server_address[1]}"


class _ProxyHandler(socketserver.StreamRequestHandler):
    server: Proxy

    def handle(self) -> None:
        first = self.rfile.readline().decode().strip()
        lines = list(iter(self.rfile.readline, b"\r\n"))
        self.server.asked.append(first)
        if self.server.login and f"Proxy-Authorization: {self.server.login}\r\n".encode() not in lines:
            self.wfile.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            return
        method, place, version = first.split(" ")
        place, slash, path = place.removeprefix("http://").partition("/")
        host, _, port = place.partition(":")
        with socket.create_connection((host, int(port))) as onward:
            if method == "CONNECT":
                self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=_pass_on, args=(onward, self.connection), daemon=True)
                back.start()
                _pass_on(self.connection, onward)
                back.join()
            else:
                lines = [line for line in lines if not line.startswith(b"Proxy-")]
                onward.sendall(f"{method} {slash}{path} {version}\r\n".encode() + b"".join(lines) + b"\r\n")
                _pass_on(onward, self.connection)


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(1 << 16):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)


@contextmanager
def proxying() -> Iterator[Proxy]:
    """Run a proxy in a thread."""
    proxy = Proxy()
    thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield proxy
    finally:
        proxy.shutdown()
        proxy.server_close()
        thread.join()


@contextmanager
def serving(host: str = "127.0.0.1", *, tls: bool = False) -> Iterator[Server]:
    """Run a server in a thread."""
    server = Server(host, tls=tls)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
