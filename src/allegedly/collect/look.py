"""What a file is, by its name and by a look at its first bytes."""

import codecs
import re
import zlib
from pathlib import PurePath
from typing import NamedTuple

from allegedly.collect.json_lines import problem_of
from allegedly.collect.zips import is_office

HTML = "text/html"
PLAIN = "text/plain"
MARKDOWN = "text/markdown"
JSON_LINES = "application/jsonl"
JSON_LINE = "application/json"  # one line of JSON lines
WARC = "application/warc"
RSS = "application/rss+xml"
ATOM = "application/atom+xml"
PDF = "application/pdf"
MAIL = "message/rfc822"
MAILBOX = "application/mbox"
ZIP = "application/zip"

GZIP_MAGIC = b"\x1f\x8b"

# Bytes looked at. Binary formats show themselves in the first hundred; the rest is for a page's comments before <html> and
# for a first JSON line to be whole.
HEAD = 64 * 1024

# Bytes unpacked at a time, so that what comes before a damage is seen.
_PIECE = 1024

_SUFFIXES = {
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".shtml": HTML,
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".eml": MAIL,
    ".mbox": MAILBOX,
    ".mbx": MAILBOX,
    ".rss": RSS,
    ".atom": ATOM,
}

# Text, but never an article: data, code and the parts of a web page. Read as text they would be searched for claims.
_NO_ARTICLES = frozenset(
    [
        ".bat",
        ".bib",
        ".c",
        ".cfg",
        ".conf",
        ".cpp",
        ".css",
        ".csv",
        ".geojson",
        ".go",
        ".h",
        ".ics",
        ".ini",
        ".ipynb",
        ".java",
        ".js",
        ".json",
        ".kml",
        ".less",
        ".lock",
        ".log",
        ".map",
        ".mjs",
        ".opml",
        ".po",
        ".py",
        ".r",
        ".rb",
        ".rs",
        ".rtf",
        ".scss",
        ".sh",
        ".sql",
        ".srt",
        ".svg",
        ".tex",
        ".toml",
        ".ts",
        ".tsv",
        ".vcf",
        ".vtt",
        ".xlsx",
        ".yaml",
        ".yml",
    ]
)

# The first bytes of formats that have a reader of their own.
_READ_BY_BYTES = ((b"%PDF-", PDF), (b"WARC/", WARC))

# PDF's own standard lets a few bytes stand before its sign, and mail gateways put them there (ISO 32000-1, annex H).
_BEFORE_PDF = 1024

_ZIP_MAGIC = b"PK\x03\x04"
# What has these endings is no archive of articles, though its bytes begin like one.
_OFFICE = frozenset([".apk", ".docx", ".epub", ".jar", ".odp", ".ods", ".odt", ".pages", ".pptx", ".xlsx"])

# The first bytes of formats that people keep news in, or beside it, and what to do about them.
_KNOWN_FORMATS = (
    (_ZIP_MAGIC, "an office document, an e-book or a program: save it as .html or .txt"),
    (b"PK\x05\x06", "a ZIP archive with nothing in it"),
    (b"\xd0\xcf\x11\xe0", "an old office document: save it as .html or .txt"),
    (b"{\\rtf", "rich text (RTF): save it as .html or .txt"),
    (b"BZh", "packed with bzip2: unpack it first"),
    (b"\xfd7zXZ", "packed with xz: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd: unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (GZIP_MAGIC, "packed twice with gzip: unpack it once"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"RIFF", "a picture, sound or film (RIFF)"),
    (b"SQLite format 3", "an SQLite database"),
)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Control characters that text does contain: white space, the form feed, and the escape of terminal colours.
_CONTROLS_IN_TEXT = frozenset(b"\t\n\x0b\x0c\r\x1b")

# Above this share of other control characters in its head a file is binary. Random bytes have 10 %, text a stray one; a
# file of more than some hundred random bytes has a NUL as well, which decides at once.
_MOST_CONTROLS = 0.02

# Atomic groups: a head of a thousand comments is looked at once, not in every way in which they could be parted.
_PAGE = re.compile(
    r"\s*+(?:<\?xml[^>]*\?>\s*+)?+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.DOTALL | re.IGNORECASE,
)
_FEED = re.compile(
    r"\s*+(?:(?><\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>)\s*+)*+<(?:atom:)?(rss|feed|rdf:RDF)\b", re.DOTALL
)

# A saved mail begins with one of these fields; the first may be the separator of a mailbox.
_MAIL = re.compile(
    rb"(?:From [^\n]*\n)?(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?"
    rb"(?:Received|Return-Path|Delivered-To|Message-ID|MIME-Version|X-Mozilla-Status):",
    re.IGNORECASE,
)


# A mailbox begins with the line that parts its messages, then a field.
_MAILBOX = re.compile(rb"From \S[^\n]*\n[!-9;-~]+:")


class Looks(NamedTuple):
    """What a file looks like: its media type, or the ``problem`` why it cannot be read, and whether it is packed.

    ``encoding`` is what a byte order mark names, if there is one.
    """

    media_type: str = ""
    problem: str = ""
    packed: bool = False
    encoding: str | None = None


def look(name: str, head: bytes) -> Looks:
    """Say what a file is by its name and its first bytes; where the two disagree and the bytes are plain, they win.

    >>> look("page.txt", b"<!doctype html><title>Bridge fell</title>").media_type
    'text/html'
    """
    packed = head.startswith(GZIP_MAGIC)
    inside = unpack_head(head) if packed else head
    suffix = _suffix(name)
    known = _by_bytes(suffix, inside)
    if known == ZIP and packed:
        return Looks(problem="a ZIP archive packed with gzip: unpack it once", packed=packed)
    if known:
        return Looks(known, packed=packed, encoding=encoding_by_mark(inside))
    problem = _problem(suffix, inside)
    if problem:
        return Looks(problem=problem, packed=packed)
    return Looks(_media_type(suffix, inside), packed=packed, encoding=encoding_by_mark(inside))


def unpack_head(head: bytes) -> bytes:
    """Return the first unpacked bytes of a gzip stream of which we have the beginning, as far as it is sound.

    Whether the whole stream is sound shows when it is read to its end.
    """
    stream = zlib.decompressobj(wbits=31)
    unpacked = b""
    for start in range(0, len(head), _PIECE):
        try:
            unpacked += stream.decompress(head[start : start + _PIECE], HEAD - len(unpacked))
        except zlib.error:
            break
        if len(unpacked) >= HEAD or stream.eof:
            break
    return unpacked


def encoding_by_mark(head: bytes) -> str | None:
    """Return the encoding that a byte order mark names, if there is one.

    >>> encoding_by_mark(b"\\xff\\xfeN\\x00o\\x00")
    'utf-16-le'
    """
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)


def _suffix(name: str) -> str:
    path = PurePath(name)
    return (PurePath(path.stem) if path.suffix.lower() == ".gz" else path).suffix.lower()


def _by_bytes(suffix: str, head: bytes) -> str:
    """Return the media type of what shows itself in its first bytes and has a reader of its own, or nothing."""
    for beginning, media_type in _READ_BY_BYTES:
        if head.startswith(beginning):
            return media_type
    if head.startswith(_ZIP_MAGIC) and suffix not in _OFFICE and not is_office(head):
        return ZIP
    if suffix in {"", ".mbox", ".mbx"} and _MAILBOX.match(head):
        return MAILBOX
    if suffix == ".pdf" and b"%PDF-" in head[:_BEFORE_PDF]:
        return PDF
    feed = _FEED.match(_as_text(head)) if suffix not in {".html", ".htm"} else None
    if feed:
        return ATOM if feed[1] == "feed" else RSS
    return MAIL if suffix in {".eml", ""} and _MAIL.match(head) else ""


def _problem(suffix: str, head: bytes) -> str:
    """Return why a file with these first bytes cannot be read as text, or nothing."""
    for beginning, problem in _KNOWN_FORMATS:
        if head.startswith(beginning):
            return problem
    if encoding_by_mark(head) is None:
        if b"\0" in head:
            return "not text: it has NUL bytes"
        if _controls(head) > _MOST_CONTROLS * len(head):
            return "not text: too many control characters"
    if suffix in {".xml", *_NO_ARTICLES} and not (_is_page(head) or _has_json_lines(head)):
        hint = "; articles as JSON are read one object a line (.jsonl)" if suffix == ".json" else ""
        return f"{suffix} files are not read as articles{hint or '; rename it to .txt if it is one'}"
    return ""


def _media_type(suffix: str, head: bytes) -> str:
    by_name = _SUFFIXES.get(suffix)
    if by_name in {HTML, JSON_LINES, MAIL, MAILBOX}:
        return by_name
    if _is_page(head):
        return HTML
    if by_name is None and _has_json_lines(head):
        return JSON_LINES
    return by_name or PLAIN


def _controls(head: bytes) -> int:
    return sum((byte < 0x20 and byte not in _CONTROLS_IN_TEXT) or byte == 0x7F for byte in head)


def _as_text(head: bytes) -> str:
    return head.decode(encoding_by_mark(head) or "latin-1", "replace").removeprefix("\ufeff").removeprefix("ï»¿")


def _is_page(head: bytes) -> bool:
    return _PAGE.match(_as_text(head)) is not None


def _has_json_lines(head: bytes) -> bool:
    """Say whether the first line that is not blank is a JSON object with a text."""
    line, newline, _ = _as_text(head).lstrip().partition("\n")
    if not line.startswith("{"):
        return False
    if not newline and len(head) >= HEAD:
        return '"text"' in line  # a line longer than our look
    return not problem_of(line.encode())
