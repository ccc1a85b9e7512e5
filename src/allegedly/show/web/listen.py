"""A socket to listen at, taken before the server begins, so that the address that is printed is the one that answers."""

from __future__ import annotations

import socket

from allegedly.errors import AllegedlyError


def listen(host: str, port: int) -> tuple[socket.socket, str]:
    """Return a socket that listens at an address, and the address for a browser; port 0 takes a free one.

    Raises:
        AllegedlyError: if the address is taken, or is none of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        message = f"cannot listen at {host}, port {port}: {error.strerror or error}; choose another with --port"
        raise AllegedlyError(message) from error
    made.listen(128)  # from here on a browser may ask; it is answered once the server has begun
    made.set_inheritable(False)
    shown = f"[{host}]" if ":" in host else host
    return made, f"http://{shown}:{made.getsockname()[1]}"
