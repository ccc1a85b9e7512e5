"""Feeds (RSS, Atom): each entry a piece, with its own title, address, author and date."""

from __future__ import annotations

import io
import re
import warnings
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from allegedly.collect.fragment import words_of
from allegedly.collect.look import PLAIN
from allegedly.collect.pieces import Piece, Unread, with_notes
from allegedly.records import Known
from allegedly.vocab import Reason

if TYPE_CHECKING:
    from feedparser import FeedParserDict

# Bytes that a feed may have: the largest that podcasts and archives serve have some 10 MB, and feedparser takes about
# three seconds a megabyte.
LARGEST_FEED = 16 * 1024 * 1024

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*([Zz]|[+-]\d{2}:?\d{2})?)?")
# The zones that RFC 822 names; any other abbreviation may mean several.
_NAMED_ZONE = re.compile(r"\b[A-Za-z]{2,5}\s*$")
_KNOWN_ZONES = frozenset(["UT", "UTC", "GMT", "Z", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"])


class Entry(NamedTuple):
    """One entry: ``key`` tells it from the others of its feed, ``link`` is the address of its page, if it has one."""

    key: str
    link: str | None
    part: str
    known: Known
    text: str


def read_feed(content: bytes) -> Iterator[Piece | Unread]:
    """Yield the entries of a feed that have a text; a feed that is not well-formed is read as far as it goes."""
    if len(content) > LARGEST_FEED:
        yield Unread(reason=Reason.TOO_LARGE, detail=f"{len(content):,} bytes; a feed may have {LARGEST_FEED:,}")
        return
    feed = parse_feed(content)
    entries = list(entries_of(feed))
    if not entries:
        wrong = str(feed.get("bozo_exception", "")) if feed.get("bozo") else ""
        yield Unread(
            reason=Reason.DAMAGED if wrong else Reason.EMPTY,
            detail=f"no entry could be read: {wrong}" if wrong else "a feed without entries",
        )
    for entry in entries:
        if entry.text:
            yield Piece(part=entry.part, media_type=PLAIN, content=entry.text.encode(), known=entry.known)
            continue
        page = f": `allegedly read {entry.link}` reads its page" if entry.link else ""
        yield Unread(part=entry.part, reason=Reason.EMPTY, detail=f"an entry with a title and no text{page}")


def list_entries(content: bytes) -> Iterator[Piece | Unread]:
    """Yield every entry of a feed, its text perhaps empty; ``part`` holds the key that tells it from the others."""
    if len(content) > LARGEST_FEED:
        yield Unread(reason=Reason.TOO_LARGE, detail=f"{len(content):,} bytes; a feed may have {LARGEST_FEED:,}")
        return
    feed = parse_feed(content)
    if not feed.entries and not feed.get("version"):
        yield Unread(reason=Reason.DAMAGED, detail="what is there is no feed")
    for entry in entries_of(feed):
        yield Piece(part=entry.key, media_type=PLAIN, content=entry.text.encode(), known=entry.known)


def parse_feed(content: bytes) -> FeedParserDict:
    """Parse a feed; nothing is fetched."""
    import feedparser  # noqa: PLC0415  (a tenth of a second, and few piles have feeds)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # its own, about its own names
        return feedparser.parse(io.BytesIO(content))


def entries_of(feed: FeedParserDict) -> Iterator[Entry]:
    """Yield the entries in the order of the feed."""
    notes = _feed_notes(feed)
    head: Any = feed.feed
    entries: list[Any] = feed.entries
    outlet = words_of(_text(head.get("title"))) or None
    for number, entry in enumerate(entries, 1):
        link = _link(entry)
        published, doubts = _published(entry)
        source = entry.get("source") or {}
        known = Known(
            url=link,
            title=" ".join(words_of(_text(entry.get("title"))).split()) or None,
            outlet=words_of(_text(source.get("title"))) or outlet,
            byline=_authors(entry),
            published=published,
            assumptions=(*notes, *doubts),
        )
        text, summary_only = _words(entry, known.title)
        if text and summary_only:
            known = with_notes(known, "the feed gives a summary; the page may say more")
        key = _text(entry.get("id")) or link or known.title or text[:200]
        yield Entry(key, link, f"entry {number}" + (f", {link}" if link else ""), known, text)


def _feed_notes(feed: FeedParserDict) -> tuple[str, ...]:
    wrong = feed.get("bozo_exception")
    if (
        not feed.get("bozo")
        or wrong is None
        or type(wrong).__name__ in {"CharacterEncodingOverride", "NonXMLContentType"}
    ):
        return ()
    return (f"the feed is not well-formed ({' '.join(str(wrong).split())[:120]}): read as far as it goes",)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _words(entry: FeedParserDict, title: str | None) -> tuple[str, bool]:
    """Return the longest text that an entry carries, and whether it is its summary only."""
    full = [words_of(_text(content.get("value"))) for content in entry.get("content") or ()]
    summary = words_of(_text(entry.get("summary")))
    text = max([*full, summary], key=len)
    if title and " ".join(text.split()) == title:
        return "", False
    return text, text == summary and not any(full)


def _link(entry: FeedParserDict) -> str | None:
    """Return the address of an entry's page: its link, or an id that is one."""
    for value in (entry.get("link"), entry.get("id")):
        if _text(value).startswith(("http://", "https://")):
            return _text(value)
    return None


def _authors(entry: FeedParserDict) -> str | None:
    names = [words_of(_text(author.get("name"))) for author in entry.get("authors") or ()]
    names = [name for name in names if name and "@" not in name] or [words_of(_text(entry.get("author")))]
    return "; ".join(dict.fromkeys(name for name in names if name and "@" not in name)) or None


def _published(entry: FeedParserDict) -> tuple[str | None, tuple[str, ...]]:
    """Return the date of an entry with the offset that it was written with, and what is doubtful in it."""
    for name, doubt in (
        ("published", ()),
        ("created", ()),
        ("updated", ("date of the last change: the feed gives no other",)),
    ):
        written = _text(dict.get(entry, name))
        if not written:
            continue
        date, doubts = read_date(written)
        if date is not None:
            return date, (*doubt, *doubts)
        parsed = dict.get(entry, f"{name}_parsed")
        if parsed:
            moment = datetime.fromtimestamp(timegm(parsed), UTC).isoformat().replace("+00:00", "Z")
            return moment, (*doubt, f"date read from {written!r}, taken as UTC")
        return None, (f"the date {written!r} could not be read",)
    return None, ()


def read_date(written: str) -> tuple[str | None, tuple[str, ...]]:
    """Return a date in the form of RFC 822 or ISO 8601 as ISO 8601, its offset kept, and what is doubtful in it.

    >>> read_date("Wed, 05 Mar 2031 14:39:00 +0430")
    ('2031-03-05T14:39:00+04:30', ())
    """
    if found := _ISO.match(written):
        zone = (found[3] or "").upper()
        zone = f"{zone[:3]}:{zone[3:]}" if len(zone) == 5 else zone
        text = found[1] + (f"T{found[2]}{zone}" if found[2] else "")
        return (text, ()) if _is_date(text) else (None, ())
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):  # all of them for strings in the wild
        return None, ()
    zone_name = _NAMED_ZONE.search(written)
    if zone_name and zone_name[0].strip().upper() not in _KNOWN_ZONES:
        day = moment.replace(tzinfo=None).isoformat()
        return day, (f"the time zone {zone_name[0].strip()!r} may mean several: left out",)
    text = moment.isoformat()
    return (text[:-6] + "Z" if zone_name and text.endswith("+00:00") else text), ()


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
