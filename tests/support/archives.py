"""Web archives for tests: records and responses written byte by byte."""

import gzip
from collections.abc import Iterable

PAGE = """<html><head><title>Bridge fell at Osk</title></head><body><article><h1>Bridge fell at Osk</h1>
<p>The bridge at Osk fell on Wednesday morning, officials of the district said in a statement to the press.</p>
<p>Nobody was hurt, they said, because the road had been closed two hours before for repairs of its surface.</p>
</article></body></html>"""


def response(body: str | bytes = PAGE, *, status: str = "200 OK", **fields: str) -> bytes:
    """Return an HTTP response; ``content_type="text/plain"`` sets a field."""
    body = body.encode() if isinstance(body, str) else body
    fields = {"content_type": "text/html; charset=utf-8", "content_length": str(len(body)), **fields}
    lines = [f"{name.replace('_', '-').title()}: {value}" for name, value in fields.items() if value]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


def record(
    block: bytes, *, kind: str = "response", url: str = "https://harbourpost.example/osk", **fields: str
) -> bytes:
    """Return a record of an archive."""
    media_type = {"response": "application/http; msgtype=response", "warcinfo": "application/warc-fields"}.get(
        kind, "text/html"
    )
    fields = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2031-03-05T10:00:00Z",
        "Content-Type": media_type,
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    lines = [f"{name}: {value}" for name, value in fields.items() if value]
    return "\r\n".join(["WARC/1.0", *lines, "", ""]).encode() + block + b"\r\n\r\n"


def packed(records: Iterable[bytes]) -> bytes:
    """Return an archive with each record a gzip member."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)
