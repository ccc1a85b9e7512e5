"""An original as it was found, in a frame in which nothing runs, or as a file to keep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated
from urllib.parse import quote

from litestar import Response, get
from litestar.params import Parameter

from allegedly.clean.decode import decode
from allegedly.collect import collect_again
from allegedly.records import Document, Item, document_id
from allegedly.show.web.articles import name_of_original
from allegedly.show.web.desk import Desk
from allegedly.show.web.guard import ORIGINAL_POLICY
from allegedly.show.web.room import Room
from allegedly.store import Store

# Letters of an original that a frame shows; a browser takes seconds for more. The download has all of it.
MOST_SHOWN = 5_000_000

# Bytes that are looked at for a sign that they are no text.
_LOOKED_AT = 4096

_PAGES = {"text/html", "application/xhtml+xml"}


@get("/documents/{identity:str}/original", include_in_schema=False, sync_to_thread=True)
def original(
    desk: Desk, identity: str, download: Annotated[bool, Parameter(query="download")] = False
) -> Response[bytes]:
    """Hand out the original of an article: shown as a page or as text, or with ``download`` as its bytes."""
    document = desk.room.document(identity)
    if download:
        with desk.room.case() as case:
            content = case.original(document)
        name = quote(name_of_original(document), safe="")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Content-Security-Policy": "sandbox"}
        return Response(content, media_type="application/octet-stream", headers=headers)
    media_type, text = as_found(desk.room, document)
    kind = "text/html" if media_type in _PAGES else "text/plain"
    headers = {"Content-Security-Policy": ORIGINAL_POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return Response(text[:MOST_SHOWN].encode(), media_type=f"{kind}; charset=utf-8", headers=headers)


def as_found(room: Room, document: Document) -> tuple[str, str]:
    """Return the media type and the text of what a document was read from: its own part of an archive or a list."""
    for item in _items(room, document):
        if document_id(item.content, item.known) == document.id:
            return _readable(item.media_type, item.content)
    with room.case() as case:
        return _readable("text/plain", case.original(document))


def _readable(media_type: str, content: bytes) -> tuple[str, str]:
    """Return what can be shown of some bytes: their text, or for what is none how many they are."""
    if b"\0" in content[:_LOOKED_AT]:
        return "text/plain", f"{len(content):,} bytes that are no text: download them."
    return media_type, decode(content, declares=media_type in _PAGES).text


def _items(room: Room, document: Document) -> Iterator[Item]:
    with Store(room.folder) as store:
        yield from collect_again(document.path, store.originals.kept(document.original_sha256))
