"""A web server on this machine for tests: well-behaved, slow, endless, lying, as its answers say."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import BinaryIO

Answer = bytes | Callable[[BinaryIO, threading.Event], None]


class Server(ThreadingHTTPServer):
    """``answers`` maps a path to the bytes of a response, or to a function that writes to the connection until told to stop.

    ``asked`` lists the paths that were asked for, ``fields`` the header fields of the last request.
    """

    daemon_threads = True

    def __init__(self, host: str) -> None:
        super().__init__((host, 0), _Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.fields: dict[str, str] = {}
        self.over = threading.Event()

    @property
    def url(self) -> str:
        """The address of the server, without a slash."""
        return f"http://{self.server_address[0]}:{self.server_address[1]}"

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


@contextmanager
def serving(host: str = "127.0.0.1") -> Iterator[Server]:
    """Run a server in a thread."""
    server = Server(host)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
