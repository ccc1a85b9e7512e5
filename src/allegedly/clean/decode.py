"""Bytes to text: by byte order mark, by what the page declares, as UTF-8, and only then by a guess that is noted."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

# Longest first: the mark of UTF-32 little-endian begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# HTML (living standard, 13.2.3.2) looks for a declaration in the first 1,024 bytes; pages in the wild put it later.
DECLARATION_WITHIN = 4096
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
# WHATWG Encoding Standard: pages that declare these labels are written in the Windows superset.
WINDOWS_SUPERSET = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
# A guess needs no more than this; charset-normalizer takes seconds on megabytes.
SAMPLE = 64 * 1024
# Latin scripts have fewer bytes outside ASCII than this, all others more (Czech has 18 in 100, Russian 80).
LATIN_SHARE = 0.35
# In a Latin text shorter than this, in bytes, a guess rests on a handful of signs, and cp1252 is by far the likeliest.
ENOUGH_TO_GUESS = 1500
LATIN_ENCODINGS = ["cp1252", "cp1250", "cp1254", "cp1257", "iso8859_2"]


class Decoded(NamedTuple):
    """The text of an original, without byte order mark, the encoding it was read as and what was assumed for it."""

    text: str
    encoding: str
    assumptions: tuple[str, ...] = ()


def decode(content: bytes, *, declares: bool = False) -> Decoded:
    """Decode ``content``; with ``declares`` a charset named in its head (HTML, XML) is believed if it fits.

    Never raises: bytes that fit nothing become U+FFFD, and ``assumptions`` says so.

    >>> decode("Rívanská vláda".encode("cp1252")).assumptions
    ('read as windows-1252, not declared',)
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decode_marked(content.removeprefix(mark), encoding)
    declared = _declared(content) if declares else None
    as_utf8 = _strictly(content, "utf-8")
    if as_utf8 is not None:
        # Bytes that fit UTF-8 by chance are all but impossible, and every byte fits most of the older charsets.
        wrong = declared not in (None, "utf-8") and not content.isascii()
        return Decoded(
            as_utf8, "utf-8", (f"declares {declared}, but its bytes are UTF-8 and were read so",) if wrong else ()
        )
    notes: tuple[str, ...] = ()
    if declared is not None:
        text = _strictly(content, declared)
        if text is not None:
            return Decoded(text, declared)
        notes = (f"declares {declared}, which does not fit its bytes",)
    return _guess(content, notes)


def _decode_marked(content: bytes, encoding: str) -> Decoded:
    text = _strictly(content, encoding)
    if text is not None:
        return Decoded(text, encoding)
    note = f"bytes that {encoding}, named by its byte order mark, does not allow were read as U+FFFD"
    return Decoded(content.decode(encoding, errors="replace"), encoding, (note,))


def _declared(content: bytes) -> str | None:
    found = DECLARED.search(content[:DECLARATION_WITHIN])
    if found is None:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except LookupError:
        return None
    if name.startswith(("utf-16", "utf-32")):  # the declaration was read as ASCII, so it cannot be right (WHATWG)
        return "utf-8"
    return WINDOWS_SUPERSET.get(name, name)


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _guess(content: bytes, notes: tuple[str, ...]) -> Decoded:
    encoding = _likely_encoding(content[:SAMPLE])
    text = _strictly(content, encoding)
    name = "windows-1252" if encoding == "cp1252" else encoding
    if text is not None:
        return Decoded(text, encoding, (*notes, f"read as {name}, not declared"))
    note = f"read as {name}, not declared; bytes that it does not allow were read as U+FFFD"
    return Decoded(content.decode(encoding, errors="replace"), encoding, (*notes, note))


def _likely_encoding(sample: bytes) -> str:
    without_tail = sample.decode("utf-8", errors="replace")
    if without_tail.count("\ufffd") * 200 < len(without_tail):  # a few broken bytes in what is UTF-8 otherwise
        return "utf-8"
    latin = sum(byte >= 0x80 for byte in sample) < LATIN_SHARE * len(sample) and b"\0" not in sample
    if latin and len(sample) < ENOUGH_TO_GUESS and _strictly(sample, "cp1252") is not None:
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415  (30 ms, and most files never need it)

    best = from_bytes(sample, cp_isolation=LATIN_ENCODINGS if latin else None).best()
    return best.encoding if best is not None else "cp1252"
