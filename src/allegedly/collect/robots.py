"""What a site's robots.txt lets us read, and how slowly (RFC 9309)."""

from __future__ import annotations

from typing import NamedTuple

from protego import Protego

# The name under which robots.txt may speak of us.
NAME = "allegedly"

# Seconds between two requests to one server that says nothing of it.
POLITE_PAUSE = 1.0

# A site that asks for longer pauses, in seconds, does not want to be read by machines.
LONGEST_PAUSE = 600.0

# Bytes of a robots.txt that are read (RFC 9309 asks for at least this many), and seconds for which it holds.
LARGEST = 500 * 1024
HOLDS_FOR = 24 * 3600.0
# Seconds after which a server that failed is asked again.
HOLDS_AFTER_FAILURE = 600.0


class Rules(NamedTuple):
    """The rules of one server: None of them (``text`` is None) means that nothing may be read, because it failed."""

    rules: Protego | None
    pause: float
    until: float

    def allow(self, url: str) -> bool:
        """Say whether we may read an address."""
        return self.rules is not None and bool(self.rules.can_fetch(url, NAME))


def rules_of(status: int, text: str, now: float) -> Rules:
    """Return the rules that a server's answer to /robots.txt sets; no such file means that all may be read.

    >>> rules_of(200, "User-agent: *\\nCrawl-delay: 2.5", now=0.0).pause
    2.5
    """
    if status >= 500:
        return Rules(None, POLITE_PAUSE, now + HOLDS_AFTER_FAILURE)
    rules = Protego.parse(text if 200 <= status < 300 else "")
    pause = max(POLITE_PAUSE, rules.crawl_delay(NAME) or 0.0)
    rate = rules.request_rate(NAME)
    if rate is not None and rate.requests:
        pause = max(pause, rate.seconds / rate.requests)
    return Rules(rules, pause, now + HOLDS_FOR)
