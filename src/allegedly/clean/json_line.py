"""One JSONL line: its text taken as clean, word for word, with the map back into the line."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from allegedly.records import Aligned

KNOWN_KEYS = ("id", "text", "title", "outlet", "published", "url")
ESCAPE = re.compile(r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
WHITE_SPACE = re.compile(r"[ \t\n\r]*")


class JsonLine(NamedTuple):
    """What a line says: its text with the text's alignment to the line, the other known keys, and the names of the rest."""

    text: str
    alignment: tuple[Aligned, ...]
    fields: dict[str, str]
    ignored: tuple[str, ...]


def read_line(line: str) -> JsonLine | str:
    """Read one line; return what is wrong with it, in words, if it is no JSON object with a text."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"no JSON: {error}"
    if not isinstance(values, dict):
        return f"a JSON {type(values).__name__} where an object was expected"
    text = values.get("text")
    if not isinstance(text, str):
        return 'no "text" that is a string'
    fields = {key: str(values[key]) for key in KNOWN_KEYS if key != "text" and values.get(key) not in (None, "")}
    ignored = tuple(sorted(key for key in values if key not in KNOWN_KEYS))
    start = _where_text_begins(line)
    return JsonLine(_without_lone_surrogates(text), _align(line, start, len(text)), fields, ignored)


def _without_lone_surrogates(text: str) -> str:
    """Replace half of a surrogate pair, which JSON can write and UTF-8 cannot, by U+FFFD (one for one)."""
    return (
        "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text) if not _fits(text) else text
    )


def _fits(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _where_text_begins(line: str) -> int:
    """Return the offset of the first letter of the last top-level ``"text"`` (JSON: of equal keys the last one counts)."""
    decoder = json.JSONDecoder()
    at, found = line.index("{") + 1, 0
    while True:
        at = _skip(line, at)
        if line[at] == "}":
            return found
        key, at = decoder.raw_decode(line, at)
        at = _skip(line, _skip(line, at) + 1)
        if key == "text":
            found = at + 1
        _, at = decoder.raw_decode(line, at)
        at = _skip(line, at)
        if line[at] == ",":
            at += 1


def _skip(line: str, at: int) -> int:
    found = WHITE_SPACE.match(line, at)
    return found.end() if found else at


def _align(line: str, original: int, length: int) -> tuple[Aligned, ...]:
    """Align ``length`` decoded characters with the literal at ``original``; escaped characters are left uncovered."""
    runs, at = [], 0
    while at < length:
        escape = ESCAPE.search(line, original)
        plain = min(length - at, (escape.start() if escape else len(line)) - original)
        if plain > 0:
            runs.append(Aligned(at, original, plain))
        at += plain + 1
        original = escape.end() if escape else len(line)
    return tuple(runs)
