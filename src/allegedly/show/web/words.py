"""What the pages say in words of their own: counts, intervals, what an allegation is in one line, what labels mean.

None of it says what is so; it says who says so, how many, and how firmly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from allegedly.show.standing import CREDIBILITY, DRIFTS, NODE_KINDS, RELIABILITY, REPLIES, count
from allegedly.show.terminal import words as in_one_line

__all__ = [
    "CREDIBILITY",
    "DRIFTS",
    "FIRMNESS",
    "NOBODY",
    "NODE_KINDS",
    "PIECES",
    "RELATIONS",
    "RELIABILITY",
    "REPLIES",
    "SOURCE_KINDS",
    "UNKNOWN_DATE",
    "UNKNOWN_OUTLET",
    "count",
    "day",
    "in_one_line",
    "interval",
    "joined",
    "listed",
    "percent",
    "sayer",
]

# What each label means, for the legend and for the words behind a mark (vocab.py has the standards they come from).
FIRMNESS = {
    "asserted": "put as so",
    "alleged": "put as somebody's allegation, or with a word such as “allegedly”",
    "possible": "put as possible",
    "predicted": "put as something to come",
    "denied": "put as not so",
}
SOURCE_KINDS = {
    "named": "somebody named",
    "unnamed": "somebody the text does not name",
    "outlet": "a publication, an agency or a station",
    "document": "a document",
    "impersonal": "nobody named: “it is believed”",
}
RELATIONS = {
    "same": "they say the same",
    "narrower": "the first says more",
    "broader": "the first says less",
    "contradiction": "they cannot hold together",
    "denial": "one denies the other",
}
PIECES = {"equal": "", "changed": "changed", "added": "only here", "removed": "only there", "moved": "moved"}
UNKNOWN_OUTLET = "outlet unknown"
UNKNOWN_DATE = "date unknown"
NOBODY = "nobody named"


def interval(low: int, high: int) -> str:
    """Return an interval as it is read: one number where both ends are the same.

    >>> interval(1, 1), interval(0, 2)
    ('1', '0–2')
    """
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def listed(names: Iterable[str], limit: int = 3) -> str:
    """Return names in a row, the first ``limit`` of them and how many more there are.

    >>> listed(["A", "B", "C", "D", "E"])
    'A, B, C and 2 more'
    """
    names = list(names)
    shown = ", ".join(names[:limit])
    return shown if len(names) <= limit else f"{shown} and {len(names) - limit:,} more"


def day(published: str | None) -> str:
    """Return the day of an ISO 8601 date or date-time as it is written, or that it is not known.

    >>> day("2033-04-13T09:40:00+03:00"), day(None)
    ('2033-04-13', 'date unknown')
    """
    return (published or UNKNOWN_DATE)[:10] if published else UNKNOWN_DATE


def percent(share: float) -> str:
    """Return a share in per cent, without decimals.

    >>> percent(0.336)
    '34 %'
    """
    return f"{100 * share:.0f} %"


def sayer(name: str | None, kind: str) -> str:
    """Return what a link of a chain is called.

    >>> sayer(None, "impersonal"), sayer(None, "outlet"), sayer("The Herald", "outlet")
    ('nobody named', 'the publisher (not known)', 'The Herald')
    """
    if name:
        return name
    return {"impersonal": NOBODY, "outlet": "the publisher (not known)"}.get(kind, "source not resolved")


def joined(parts: Sequence[str]) -> str:
    """Return the parts that there are, with commas."""
    return ", ".join(part for part in parts if part)
