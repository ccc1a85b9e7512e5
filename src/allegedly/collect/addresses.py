"""Web addresses: what of one goes to the server, and which machines we may connect to."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from allegedly.vocab import Reason

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# Longer addresses are no addresses of articles; browsers and servers draw the line at 2,000 to 8,000 letters.
LONGEST_ADDRESS = 8000

_PORTS = {"http": 80, "https": 443}

# What may stand in the path and query of an address as it is (RFC 3986); a percent sign begins what is quoted already.
_AS_IT_IS = "/?%:@!$&'()*+,;=-._~[]"

# IPv6 addresses that stand for IPv4 ones behind a gateway (RFC 6052): the machine meant is the one to judge.
_GATEWAY = ipaddress.ip_network("64:ff9b::/96")


class FetchError(Exception):
    """An address that cannot be fetched: the reason, and why in words."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class Target(NamedTuple):
    """An address taken apart: ``origin`` is scheme, host and port; ``path`` is what the server is asked for."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """The server, as robots.txt counts servers."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """The host, with its port where that is not the usual one, as the Host field has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def is_address(given: object) -> bool:
    """Say whether what the user named is a web address and not a file.

    >>> is_address("https://harbourpost.example/osk"), is_address("news/https.html")
    (True, False)
    """
    return isinstance(given, str) and given[:8].lower().startswith(("http://", "https://"))


def take_apart(url: str) -> Target:
    """Take an address apart, quoting what cannot be sent as it is.

    Raises:
        FetchError: if it is no address of a web server, or holds a name and password.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (
            (parts.hostname or "").encode("idna").decode("ascii")
            if not (parts.hostname or "").isascii()
            else parts.hostname or ""
        )
    except ValueError as error:  # UnicodeError is one
        raise FetchError(Reason.UNREADABLE, f"no web address: {error}") from error
    if parts.scheme not in _PORTS or not host or len(url) > LONGEST_ADDRESS:
        raise FetchError(Reason.UNREADABLE, f"no address of a web page: {url[:100]!r}")
    if parts.username is not None:
        detail = "an address with a name and password in it: they would be written into the case"
        raise FetchError(Reason.REFUSED, detail)
    path = quote(parts.path or "/", safe=_AS_IT_IS) + (f"?{quote(parts.query, safe=_AS_IT_IS)}" if parts.query else "")
    target = Target("", parts.scheme, host.lower(), port or _PORTS[parts.scheme], path)
    return target._replace(url=f"{target.origin}{path}")


def machines_of(target: Target, may_connect: Callable[[IPAddress], bool]) -> list[str]:
    """Return the machines that the host's name stands for and that we may connect to, as numbers.

    Raises:
        FetchError: if the name is unknown, or none of its machines is allowed.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(Reason.UNREACHABLE, f"the host {target.host!r} is not known: {error}") from error
    numbers = list(dict.fromkeys(str(each[4][0]) for each in found))
    allowed = [number for number in numbers if may_connect(_meant(number))]
    if not allowed:
        named = target.host if numbers[0] == target.host else f"{target.host} is {numbers[0]}, which"
        detail = f"{named} is a private or reserved address: --allow-private lets it be fetched"
        raise FetchError(Reason.REFUSED, detail)
    return allowed


def is_public(address: IPAddress) -> bool:
    """Say whether an address is one of the open internet.

    >>> is_public(ipaddress.ip_address("10.0.0.1")), is_public(ipaddress.ip_address("9.9.9.9"))
    (False, True)
    """
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _meant(number: str) -> IPAddress:
    """Return the machine that an address stands for, past IPv6 forms of IPv4 addresses."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped or address.sixtofour:
            return address.ipv4_mapped or address.sixtofour or address
        if address.teredo:
            return address.teredo[1]
        if address in _GATEWAY:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address
