"""Watch: look at feeds again and again, read what is new in them into a case, and say what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from allegedly.case import WAIT_FOR_WRITER, Case
from allegedly.collect import Fetched, Fetcher
from allegedly.collect.addresses import is_address
from allegedly.collect.answer import BodyError, body_of
from allegedly.collect.apart import ENTRIES, Apart
from allegedly.collect.fetch import LARGEST_BODY, Prefetched
from allegedly.collect.pieces import Piece, Unread
from allegedly.collect.told import Told
from allegedly.errors import CaseNotFoundError, FeedListError
from allegedly.records import Claim, Document, Record, Rejected, document_id
from allegedly.store import Batch, Store, Writer
from allegedly.vocab import Reason

ACTION = "watch"  # what the ledger calls it among its jobs

# Looks at a page that could not be had before the feed's own words are read in its place.
MOST_TRIES = 3

# Entries of a feed that are remembered, the newest: feeds hold 10 to 100, archives of them some thousand.
REMEMBERED = 5000

_PASSES = frozenset([Reason.UNREACHABLE, Reason.TOO_SLOW, Reason.TRUNCATED])  # what may be otherwise next time


class Tried(Record, frozen=True, kw_only=True):
    """An entry whose page could not be had, and how often that was tried."""

    key: str
    times: int


class Feed(Record, frozen=True, kw_only=True):
    """What is remembered of a feed: its address, the marks by which its server tells change, and the entries seen."""

    url: str
    etag: str = ""
    modified: str = ""
    seen: tuple[str, ...] = ()
    tried: tuple[Tried, ...] = ()
    looked: str = ""


@dataclass(slots=True)
class News:
    """What one look at a feed brought: ``problem`` says in words why nothing could be read, if so."""

    feed: str
    entries: int = 0
    documents: list[Document] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    problem: str = ""

    def add(self, batch: Batch) -> None:
        """Take in what a commit made part of the case."""
        self.documents += batch.documents
        self.claims += [claim for claim in batch.relations.get("claims", ()) if isinstance(claim, Claim)]
        self.rejected += batch.rejected


class _Entry(NamedTuple):
    key: str
    piece: Piece

    @property
    def link(self) -> str | None:
        return self.piece.known.url if self.piece.known else None


def feeds_of(named: Sequence[str | Path]) -> list[str]:
    """Return the addresses of the feeds that are named: addresses, and OPML files as every feed reader exports them.

    Raises:
        FeedListError: if a file cannot be read as OPML, or names no feed.
    """
    found: list[str] = []
    for each in named:
        found += [str(each)] if is_address(each) else _read_opml(Path(each))
    return list(dict.fromkeys(found))


def _read_opml(path: Path) -> list[str]:
    from lxml import etree  # noqa: PLC0415  # pyright: ignore[reportAttributeAccessIssue]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        content = path.read_bytes()
        root = etree.fromstring(content, parser)
    except (OSError, etree.XMLSyntaxError) as error:
        message = f"{path} cannot be read as a list of feeds (OPML): {getattr(error, 'strerror', None) or error}"
        raise FeedListError(message) from error
    outlines = root.iter("{*}outline") if root is not None else ()
    urls = [value.strip() for outline in outlines for name, value in outline.attrib.items() if name.lower() == "xmlurl"]
    found = [url for url in urls if is_address(url)]
    if not found:
        message = f'{path} names no feed: an OPML file has <outline xmlUrl="https://…"> for each'
        raise FeedListError(message)
    return found


class Watch:
    """A watch over feeds for one case; what was seen is kept in the case, so that it goes on after a restart.

    ``read`` holds more arguments for :meth:`Case.read`; ``is_over`` is asked before every entry whether to stop.
    """

    def __init__(
        self,
        case: Case,
        feeds: Sequence[str],
        *,
        fetcher: Fetcher | None = None,
        is_over: Callable[[], bool] = lambda: False,
        **read: str | int | float | None,
    ) -> None:
        self._case = case
        self._feeds = list(feeds)
        self._fetcher = fetcher or Fetcher()
        self._is_over = is_over
        self._read = read

    def look(self) -> Iterator[News]:
        """Look at every feed once and yield what is new in it."""
        with Apart() as apart:
            for url in self._feeds:
                if self._is_over():
                    return
                yield self._look_at(url, apart)

    def go_on(self, every: float, wait: Callable[[float], bool]) -> Iterator[News]:
        """Look at all feeds every so many seconds; ``wait`` waits so long, and says whether to stop."""
        while not self._is_over():
            yield from self.look()
            if wait(every):
                return

    def _look_at(self, url: str, apart: Apart) -> News:
        number, asked, feed = self._remembered(url)
        news = News(url)
        conditions = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
        fetched = self._fetcher.fetch(url, conditions={name: value for name, value in conditions.items() if value})
        if fetched.reason is not None or fetched.answer is None:
            news.problem = fetched.detail
            return news
        if fetched.answer.status == 304:
            return news
        entries = _entries(fetched, apart)
        if isinstance(entries, str):
            news.problem = entries
            return news
        feed = self._read_new(feed, fetched, entries, news)
        fields = fetched.answer.fields
        feed = msgspec.structs.replace(feed, looked=_now())
        if not self._is_over() and not feed.tried:  # else all entries are to be looked at again
            feed = msgspec.structs.replace(feed, etag=fields.get("etag", ""), modified=fields.get("last-modified", ""))
        self._remember(number, asked, feed)
        return news

    def _read_new(self, feed: Feed, fetched: Fetched, entries: list[_Entry], news: News) -> Feed:
        """Read the pages of entries that were not seen, and the feed's own words where a page cannot be had."""
        seen, tries = set(feed.seen), {each.key: each.times for each in feed.tried}
        new = [entry for entry in entries if entry.key not in seen]
        news.entries = len(new)
        asked = self._read_pages(feed.url, [entry for entry in new if entry.link], news)
        failed = {each.path: each.reason for each in news.rejected if each.document is None}
        fall_back, again = [], []
        for entry in new:
            if entry.link is None:
                fall_back.append(entry)
            elif entry.link not in asked:  # stopped before its turn
                again.append(Tried(key=entry.key, times=tries.get(entry.key, 0)))
            elif entry.link in failed:
                times = tries.get(entry.key, 0) + 1
                if failed[entry.link] in _PASSES and times < MOST_TRIES:
                    again.append(Tried(key=entry.key, times=times))
                else:
                    fall_back.append(entry)
        self._read_own_words(feed.url, fetched, fall_back, news)
        waiting = {each.key for each in again}
        now_seen = [entry.key for entry in new if entry.key not in waiting]
        return msgspec.structs.replace(feed, seen=(*feed.seen, *now_seen)[-REMEMBERED:], tried=tuple(again))

    def _read_pages(self, url: str, entries: list[_Entry], news: News) -> set[str]:
        """Read the pages of entries into the case, with the dates of the feed at ``url``; return the addresses asked for."""
        asked: set[str] = set()

        def next_page() -> Iterator[str]:
            for entry in entries:
                if self._is_over():
                    return
                if entry.link and entry.link not in asked:
                    asked.add(entry.link)
                    yield entry.link

        if entries:
            told = Told(self._fetcher, url, {e.link: e.piece.known for e in entries if e.link and e.piece.known})
            self._case.read(next_page(), fetcher=told, on_commit=news.add, **self._read)  # type: ignore[arg-type]
        return asked

    def _read_own_words(self, url: str, fetched: Fetched, entries: list[_Entry], news: News) -> None:
        """Read what the feed itself says of entries whose pages are not to be had."""
        wanted = frozenset(
            document_id(entry.piece.content, entry.piece.known) for entry in entries if entry.piece.content
        )
        if wanted:
            own = Prefetched((url, fetched._replace(wanted=wanted)))
            self._case.read([url], fetcher=own, on_commit=news.add, **self._read)  # type: ignore[arg-type]

    def _remembered(self, url: str) -> tuple[int, str | None, Feed]:
        """Return the number of a feed's job in the ledger (0: none yet), since when it is watched, and what is remembered."""
        try:
            store = Store(self._case.folder)
        except CaseNotFoundError:
            return 0, None, Feed(url=url)
        with store:
            for job in store.jobs(ACTION):
                feed = msgspec.json.decode(job.detail, type=Feed)
                if feed.url == url:
                    return job.number, job.asked, feed
        return 0, None, Feed(url=url)

    def _remember(self, number: int, asked: str | None, feed: Feed) -> None:
        operator, wait = self._read.get("operator"), self._read.get("wait")
        with Writer(
            self._case.folder,
            operator=str(operator) if operator else None,
            wait=WAIT_FOR_WRITER if wait is None else float(wait),
        ) as writer:
            detail = msgspec.json.encode(feed).decode()
            writer.save_job(ACTION, detail, state="watching", number=number, asked=asked)


def _entries(fetched: Fetched, apart: Apart) -> list[_Entry] | str:
    """Return the entries of a feed that was fetched, or why there are none, in words."""
    if fetched.answer is None:
        return fetched.detail
    try:
        content = body_of(fetched.answer, LARGEST_BODY)
    except BodyError as error:
        return str(error)
    entries: list[_Entry] = []
    for found in apart.read(ENTRIES, content):
        if isinstance(found, Unread):
            return found.detail
        entries.append(_Entry(found.part or "", found))
    return entries


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
