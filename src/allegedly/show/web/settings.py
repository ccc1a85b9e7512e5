"""How the reading room is run: for which case, at which address, with what limits."""

from __future__ import annotations

import ipaddress
import secrets

import msgspec

# Bytes of one upload in all, and files in it: a morning's pile of saved pages fits; larger piles are read in the terminal.
UPLOAD_BYTES = 256 * 1024 * 1024
UPLOAD_FILES = 500
# Addresses pasted at once, and letters in each.
ADDRESSES = 100
ADDRESS_LETTERS = 2_000

# The names by which a browser on this machine asks for a page of it.
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How to serve a case.

    ``token`` must be given with every request, None for none; ``hosts`` are the names by which the server may be asked
    for, empty for any (then a token is required). ``operator`` is the analyst's name until a page gives another.
    """

    hosts: tuple[str, ...] = LOOPBACK_NAMES
    token: str | None = None
    operator: str = ""
    tagger: str | None = None
    jobs: int | None = None
    allow_private: bool = False
    upload_bytes: int = UPLOAD_BYTES
    secret: bytes = msgspec.field(default_factory=lambda: secrets.token_bytes(32))


def is_loopback(host: str) -> bool:
    """Say whether a host name can only be reached from this machine.

    >>> [is_loopback(host) for host in ("localhost", "127.0.0.1", "::1", "0.0.0.0", "news.example")]
    [True, True, True, False, False]
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
