"""What a feed said of a page before it was fetched, kept in the web archive with the page, so that it is there again."""

from __future__ import annotations

import gzip
import uuid
from collections.abc import Mapping

import msgspec

from allegedly.collect.fetch import Fetched, Fetcher
from allegedly.collect.warc import Record, record_bytes
from allegedly.records import Known

# The type of the record: ISO 28500:2017 has it for what is known of a page from elsewhere, "via" for what led there.
METADATA = "metadata"

# The fields of it that are ours; "via" is the standard's.
_PUBLISHED, _DOUBT, _VIA = "allegedly-published", "allegedly-published-doubt", "via"

# Bytes of such a record; ours have some hundred.
_LARGEST = 64 * 1024


class Told(Fetcher):
    """A fetcher that was told of pages: the date that ``via``, the address of a feed, gives each goes into its archive."""

    def __init__(self, fetcher: Fetcher, via: str, pages: Mapping[str, Known]) -> None:
        super().__init__()
        self._fetcher = fetcher
        self._via = via
        self._pages = pages

    def fetch(self, url: str, *, conditions: dict[str, str] | None = None) -> Fetched:
        """Fetch an address, and add what is known of it to the archive."""
        fetched = self._fetcher.fetch(url, conditions=conditions)
        known = self._pages.get(url)
        if not fetched.archive or known is None or known.published is None:
            return fetched
        lines = [f"{_VIA}: {self._via}", f"{_PUBLISHED}: {known.published}"]
        lines += [f"{_DOUBT}: {' '.join(doubt.split())}" for doubt in known.assumptions]
        block = "".join(f"{line}\r\n" for line in lines).encode("utf-8", "replace")
        fields = {
            "WARC-Type": METADATA,
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>",
            "WARC-Date": fetched.time,
            "WARC-Target-URI": fetched.url,
            "Content-Type": "application/warc-fields",
        }
        record = gzip.compress(record_bytes(fields, block), mtime=0)
        return fetched._replace(archive=record + fetched.archive)


def told_in(record: Record) -> Known | None:
    """Return what such a record says of the pages in its archive; None if it says nothing that we know of."""
    if record.kind != METADATA or record.content is None or len(record.content) > _LARGEST:
        return None
    lines = [line.partition(":") for line in record.content.decode("utf-8", "replace").splitlines()]
    values = [(name.strip().lower(), value.strip()) for name, _, value in lines]
    published = next((value for name, value in values if name == _PUBLISHED), None)
    if not published:
        return None
    via = next((value for name, value in values if name == _VIA), "a feed")
    doubts = (value for name, value in values if name == _DOUBT)
    return Known(published=published, date_assumptions=(f"date taken from {via}: the page states none", *doubts))


def with_told(known: Known | None, told: Known | None) -> Known | None:
    """Return what is known of a piece with what was told of its page before."""
    if told is None or (known is not None and known.published is not None):
        return known
    return msgspec.structs.replace(known or Known(), published=told.published, date_assumptions=told.date_assumptions)
