"""Whether a line of JSON lines is an object with a text; cleaning it is somebody else's."""

import json

import msgspec


class WithText(msgspec.Struct):
    """The least that a line must be; other keys do not matter here."""

    text: str


_decoder = msgspec.json.Decoder(WithText)


def problem_of(line: bytes) -> str:
    """Return what is wrong with a line, in words, or nothing.

    >>> problem_of(b'{"text": "The bridge fell."}'), problem_of(b'{"title": "Bridge"}')
    ('', 'an object without "text"')
    """
    try:
        _decoder.decode(line)
    except (ValueError, RecursionError):  # strict and fast; what it refuses is looked at again
        return _second_look(line)
    return ""


def _second_look(line: bytes) -> str:
    """Judge a line generously: an encoding to be guessed later, half a surrogate pair and NaN are no reason to refuse."""
    try:
        value = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        return f"no JSON: {error}"
    if not isinstance(value, dict):
        return f"JSON, but no object: {type(value).__name__}"
    if "text" not in value:
        return 'an object without "text"'
    return "" if isinstance(value["text"], str) else f'"text" is no string: {type(value["text"]).__name__}'
