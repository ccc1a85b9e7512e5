"""How names of places are folded for look-up, and the kinds of places and names in the table."""

import re
import unicodedata

# Their order is the number that the table holds; only ever append.
PLACE_KINDS = (
    "country", "admin1", "admin2", "town", "continent", "region", "sea", "river", "lake", "waterway", "island", "mountains",
    "line", "crossing", "borough", "building", "airport",
)  # fmt: skip
NAME_KINDS = ("primary", "alternate", "short", "historical", "abbreviation", "state abbreviation", "demonym")

# The table holds coordinates as whole numbers of this part of a degree (11 m), and for unknown ones a number that no
# coordinate can be.
COORDINATE_UNIT = 1e-4
UNKNOWN_COORDINATE = -(2**31)

_DROPPED = str.maketrans(
    dict.fromkeys("'’‘`´ʻʼʹ.\N{MODIFIER LETTER RIGHT HALF RING}\N{MODIFIER LETTER LEFT HALF RING}", "")
    | dict.fromkeys("-‐‑–—/,_", " ")
)
_WHOLE = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_PLAIN = re.compile(r"[a-z ]+\Z")
# Letters that have no decomposition.
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th", "ŋ": "n"}
)


def fold(name: str) -> str:
    """Return ``name`` in small letters without accents, apostrophes, stops and hyphens, "St." and its like spelt out.

    >>> fold("St. Mary’s"), fold("Khyber-Pakhtunkhwā")
    ('saint marys', 'khyber pakhtunkhwa')
    """
    small = name.translate(_DROPPED).casefold()
    if not _PLAIN.match(small):
        parts = unicodedata.normalize("NFKD", small)
        small = "".join(c for c in parts if not unicodedata.combining(c)).translate(_LETTERS)
    words = small.split()
    if len(words) > 1:
        words = [_WHOLE.get(word, word) for word in words]
    return " ".join(words)
