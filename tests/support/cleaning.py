"""Cleaning in tests: every document is checked for its alignment and its removed stretches."""

from allegedly.clean import clean
from allegedly.clean.decode import decode
from allegedly.records import Document, Item, Rejected


def read(content: bytes | str, media_type: str = "text/plain", *, as_is: bool | None = None) -> Document | Rejected:
    content = content.encode() if isinstance(content, str) else content
    item = Item(original_sha256="0" * 64, path="pile/a", part=None, media_type=media_type, content=content)
    found = clean(item, as_is=as_is)
    if isinstance(found, Document):
        source = decode(content, declares=media_type == "text/html").text
        for run in found.alignment:
            here, there = run.start, run.original_start
            assert found.text[here : here + run.length] == source[there : there + run.length]
        for piece in found.removed:
            assert source[piece.start : piece.end] == piece.text
    return found


def document(content: bytes | str, media_type: str = "text/plain", *, as_is: bool | None = None) -> Document:
    found = read(content, media_type, as_is=as_is)
    assert isinstance(found, Document)
    return found
