"""What every request passes through: by which name it asks, with which token, from which page; and the answer's headers.

A page in the same browser must not be able to ask us for anything: requests under a foreign host name (DNS rebinding),
forms sent from foreign pages (the ``Origin`` that browsers add, and a token in every form) and frames are refused.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import cast
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from allegedly.show.web.settings import Settings

SESSION = "allegedly-session"
KEY = "allegedly-key"

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# An original is shown as it was found, in a frame: nothing in it runs, is sent, is loaded or leads anywhere.
ORIGINAL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Cache-Control": "no-store",
}
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class Guard:
    """Around the whole application: refuses what must not be asked, and adds the headers to every answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one request."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        headers = Headers.from_scope(scope)
        cookies = cookies_of(headers)
        session = cookies.get(SESSION) or secrets.token_urlsafe(24)
        answer = _Answer(send, [] if SESSION in cookies else [cookie(SESSION, session)])
        cast("dict[str, object]", scope)[SESSION] = session
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await answer.plain(*refusal)
        elif self._settings.token is None or self._has_token(headers, cookies):
            await self._app(scope, receive, answer)
        else:
            await self._let_in(scope, answer)

    def _refusal(self, scope: HTTPScope, headers: Headers) -> tuple[int, str] | None:
        """Return status and reason if a request must not be answered at all."""
        host = headers.get("host", "")
        if self._settings.hosts and name_of(host) not in self._settings.hosts:
            return 400, f"this reading room does not go by the name {host!r}"
        if scope["method"] in _SAFE_METHODS:
            return None
        origin = headers.get("origin") or headers.get("referer")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return 403, "this was sent from another page and is refused"
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return 403, "this was sent from another page and is refused"
        return None

    def _has_token(self, headers: Headers, cookies: dict[str, str]) -> bool:
        given = headers.get("authorization", "").removeprefix("Bearer ").strip()
        return self._is_token(given) or hmac.compare_digest(cookies.get(KEY, "").encode(), self._key().encode())

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), (self._settings.token or "").encode())

    def _key(self) -> str:
        token = self._settings.token or ""
        return hmac.new(self._settings.secret, b"key:" + token.encode(), hashlib.sha256).hexdigest()

    async def _let_in(self, scope: HTTPScope, answer: _Answer) -> None:
        """Take the token from the address, once; from then on a cookie stands for it."""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = dict(query).get("token", "")
        if scope["method"] == "GET" and self._is_token(given):
            rest = urlencode([(name, value) for name, value in query if name != "token"])
            path = "/" + quote(scope["path"].lstrip("/"), safe="/")
            answer.cookies.append(cookie(KEY, self._key()))
            await answer.plain(303, "", [(b"location", (f"{path}?{rest}" if rest else path).encode())])
        else:
            await answer.plain(401, "a token is needed: open the address that `allegedly serve` has printed")


class _Answer:
    """``send`` with our headers added to the start of the answer, unless a page has set its own."""

    def __init__(self, send: Send, cookies: list[str]) -> None:
        self._send = send
        self.cookies = cookies

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableScopeHeaders.from_message(message)
            for name, value in _HEADERS.items():
                if name not in headers:
                    headers[name] = value
            for each in self.cookies:
                headers.add("Set-Cookie", each)
        await self._send(message)

    async def plain(self, status: int, words: str, headers: list[tuple[bytes, bytes]] | None = None) -> None:
        kind = (b"content-type", b"text/plain; charset=utf-8")
        await self({"type": "http.response.start", "status": status, "headers": [kind, *(headers or [])]})
        await self({"type": "http.response.body", "body": words.encode(), "more_body": False})


def csrf_token(settings: Settings, session: str) -> str:
    """Return what every form of a session carries."""
    return hmac.new(settings.secret, b"form:" + session.encode(), hashlib.sha256).hexdigest()


def is_csrf_token(settings: Settings, session: str, given: str) -> bool:
    """Say whether a form carries the token of its session."""
    return hmac.compare_digest(csrf_token(settings, session).encode(), given.encode())


def cookie(name: str, value: str, *, seconds: int | None = None) -> str:
    """Return a Set-Cookie header: not for scripts, not for other sites."""
    made: SimpleCookie = SimpleCookie()
    made[name] = value
    made[name].update({"path": "/", "httponly": "true", "samesite": "Strict"})
    if seconds is not None:
        made[name]["max-age"] = str(seconds)
    return made[name].OutputString()


def cookies_of(headers: Headers) -> dict[str, str]:
    """Return the cookies of a request; none if they cannot be read."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def name_of(host: str) -> str:
    """Return the name in a Host header, without the port.

    >>> name_of("localhost:8000"), name_of("[::1]:8000")
    ('localhost', '[::1]')
    """
    name, bracket, _ = host.partition("]")
    return (name + bracket if bracket else host.partition(":")[0]).lower()
