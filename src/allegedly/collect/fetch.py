"""Pages, feeds and files fetched from the web: politely, within limits, from no private machine, and kept as a web archive."""

from __future__ import annotations

import gzip
import time
import uuid
from collections.abc import Callable, Collection
from importlib.metadata import version
from typing import NamedTuple
from urllib.parse import urljoin

from allegedly.collect.addresses import FetchError, IPAddress, Network, Target, is_public, machines_of, take_apart
from allegedly.collect.answer import Answer, BodyError, body_of, read_answer
from allegedly.collect.proxies import Proxy, proxy_for
from allegedly.collect.robots import LARGEST, LONGEST_PAUSE, Rules, rules_of
from allegedly.collect.warc import record_bytes
from allegedly.collect.wire import Exchange, exchange
from allegedly.vocab import Reason

# Seconds that one request may take from connection to last byte; the slowest news sites looked at take ten.
FETCH_SECONDS = 60.0

# Redirects that are followed, each checked as if the user had named it.
MOST_REDIRECTS = 5

# Bytes of a body, as one document may have them (pile.LARGEST_ITEM).
LARGEST_BODY = 64 * 1024 * 1024

_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/pdf, text/plain, */*;q=0.5"

_WHY_CUT = {
    "length": (Reason.TOO_LARGE, "more than {limit:,} bytes came, and no end: given up"),
    "time": (Reason.TOO_SLOW, "not all of it came within {seconds:g} s: given up"),
    "disconnect": (Reason.TRUNCATED, "the server hung up before all of it had come"),
}


class Fetched(NamedTuple):
    """What came of an address: the whole exchange as a web archive, the final answer, and why it is no use, if it is none.

    ``archive`` is empty where nothing was received, ``time`` (UTC, ISO 8601) is when the first exchange began; ``url`` is the address after all redirects. Where ``wanted`` is
    given, only documents with these ids are read from the archive.
    """

    url: str
    archive: bytes = b""
    answer: Answer | None = None
    reason: Reason | None = None
    detail: str = ""
    wanted: frozenset[str] | None = None
    time: str = ""


class Fetcher:
    """Fetches addresses one at a time; it remembers the rules of each server and when it was asked last.

    ``allow_private`` lets machines of private, loopback and reserved addresses be asked; ``allowed`` only those in these
    networks. ``seconds`` and ``limit`` (bytes) are for one response. ``sleep`` and ``clock`` (seconds) are the machine's.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        allowed: Collection[Network] = (),
        seconds: float = FETCH_SECONDS,
        limit: int = LARGEST_BODY,
        sleep: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.user_agent = f"allegedly/{version('allegedly')} (reads news to see who says what; obeys robots.txt)"
        self._allow_private = allow_private
        self._allowed = tuple(allowed)
        self._seconds = seconds
        self._limit = limit
        self._sleep = sleep
        self._clock = clock
        self._rules: dict[str, Rules] = {}
        self._asked: dict[str, float] = {}

    def fetch(self, url: str, *, conditions: dict[str, str] | None = None) -> Fetched:
        """Fetch an address; what goes wrong is said in the result, and what was received until then is kept.

        ``conditions`` are fields that make the server answer 304 if nothing has changed (If-None-Match).
        """
        exchanges: list[Exchange] = []
        try:
            target = take_apart(url)
            answer = self._follow(target, conditions or {}, exchanges)
        except FetchError as error:
            final = exchanges[-1].url if exchanges else url
            return Fetched(final, self._archive(exchanges), None, error.reason, str(error))
        last = exchanges[-1]
        reason, detail = self._problem(answer, last.cut)
        return Fetched(last.url, self._archive(exchanges), answer, reason, detail, time=exchanges[0].time)

    def _follow(self, target: Target, conditions: dict[str, str], exchanges: list[Exchange]) -> Answer:
        """Ask for an address and those that it redirects to; each exchange is added to ``exchanges``."""
        seen: set[str] = set()
        while True:
            seen.add(target.url)
            self._wait_for_turn(target)
            done = self._ask(target, conditions, self._limit)
            exchanges.append(done)
            answer = read_answer(done.response) or Answer(0, "", {}, b"")
            where = answer.fields.get("location", "")
            if answer.status not in _REDIRECTS or not where:
                return answer
            target = take_apart(urljoin(target.url, where))
            if target.url in seen:
                raise FetchError(Reason.UNREACHABLE, f"redirected in a circle, to {target.url}")
            if len(exchanges) > MOST_REDIRECTS:
                raise FetchError(
                    Reason.UNREACHABLE, f"redirected more than {MOST_REDIRECTS} times, last to {target.url}"
                )

    def _wait_for_turn(self, target: Target) -> None:
        """Wait until the server may be asked again.

        Raises:
            FetchError: if its robots.txt says that it may not be asked at all, or cannot be had.
        """
        rules = self._rules.get(target.origin)
        if rules is None or rules.until <= self._clock():
            rules = self._rules[target.origin] = self._ask_for_rules(target)
        if rules.rules is None:
            raise FetchError(Reason.REFUSED, f"{target.origin}/robots.txt failed, so nothing may be read there for now")
        if not rules.allow(target.url):
            raise FetchError(Reason.REFUSED, f"{target.origin}/robots.txt does not let programs read {target.path}")
        if rules.pause > LONGEST_PAUSE:
            detail = f"{target.origin}/robots.txt asks for {rules.pause:,.0f} s between two requests"
            raise FetchError(Reason.REFUSED, detail)
        if target.origin in self._asked:
            left = self._asked[target.origin] + rules.pause - self._clock()
            if left > 0:
                self._sleep(left)
        self._asked[target.origin] = self._clock()

    def _ask_for_rules(self, target: Target) -> Rules:
        place = take_apart(f"{target.origin}/robots.txt")
        for _ in range(MOST_REDIRECTS + 1):
            done = self._ask(place, {}, LARGEST)
            answer = read_answer(done.response) or Answer(500, "", {}, b"")
            where = answer.fields.get("location", "")
            if answer.status not in _REDIRECTS or not where:
                return rules_of(answer.status, _text_of(answer), self._clock())
            place = take_apart(urljoin(place.url, where))
        return rules_of(404, "", self._clock())

    def _ask(self, target: Target, conditions: dict[str, str], limit: int) -> Exchange:
        deadline = time.monotonic() + self._seconds
        whom = self._whom_to_ask(target)
        fields = {
            "Host": target.authority,
            "User-Agent": self.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **conditions,
        }
        lines = [f"GET {target.path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items()), "", ""]
        request = "\r\n".join(lines).encode("latin-1", "replace")
        return exchange(target, whom, request, deadline=deadline, limit=limit)

    def _whom_to_ask(self, target: Target) -> list[str] | Proxy:
        """Return the machines to connect to, or the proxy that the environment names.

        A name that we cannot look up is the proxy's to know; one that means a private machine is refused here as well.
        """
        proxy = proxy_for(target)
        try:
            machines = machines_of(target, self._may_connect)
        except FetchError as error:
            if proxy is None or error.reason is not Reason.UNREACHABLE:
                raise
            return proxy
        return proxy or machines

    def _may_connect(self, address: IPAddress) -> bool:
        return self._allow_private or is_public(address) or any(address in network for network in self._allowed)

    def _problem(self, answer: Answer, cut: str) -> tuple[Reason | None, str]:
        if answer.status == 304:
            return None, ""
        if not 200 <= answer.status < 300:
            return Reason.UNREACHABLE, f"the server answered {answer.status} {answer.phrase}".rstrip()
        if cut:
            reason, detail = _WHY_CUT[cut]
            return reason, detail.format(limit=self._limit, seconds=self._seconds)
        return None, ""

    def _archive(self, exchanges: list[Exchange]) -> bytes:
        """Return exchanges as a packed web archive: a request and a response each."""
        if not exchanges:
            return b""
        about = f"software: {self.user_agent}\r\nformat: WARC File Format 1.1\r\n".encode()
        kind = {"WARC-Type": "warcinfo", "WARC-Date": exchanges[0].time, "Content-Type": "application/warc-fields"}
        records = [record_bytes({"WARC-Record-ID": _name(), **kind}, about)]
        for done in exchanges:
            response = _name()
            common = {"WARC-Date": done.time, "WARC-Target-URI": done.url}
            common |= {"WARC-IP-Address": done.machine} if done.machine else {}
            asked = {"WARC-Type": "request", "WARC-Record-ID": _name(), **common, "WARC-Concurrent-To": response}
            records.append(record_bytes({**asked, "Content-Type": "application/http; msgtype=request"}, done.request))
            came = {"WARC-Type": "response", "WARC-Record-ID": response, **common}
            cut = {"WARC-Truncated": done.cut} if done.cut else {}
            records.append(
                record_bytes({**came, **cut, "Content-Type": "application/http; msgtype=response"}, done.response)
            )
        return b"".join(gzip.compress(record, mtime=0) for record in records)


def _text_of(answer: Answer) -> str:
    try:
        return body_of(answer, LARGEST).decode("utf-8", "replace")
    except BodyError:  # what came of it counts
        return answer.raw[:LARGEST].decode("utf-8", "replace")


def _name() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


class Prefetched(Fetcher):
    """A fetcher that has been already: it knows what came of some addresses, and asks nobody."""

    def __init__(self, *known: tuple[str, Fetched]) -> None:
        super().__init__()
        self._known = dict(known)

    def fetch(self, url: str, *, conditions: dict[str, str] | None = None) -> Fetched:  # noqa: ARG002
        """Return what came of an address."""
        return self._known.get(url) or Fetched(url, reason=Reason.UNREACHABLE, detail="it was not fetched")
