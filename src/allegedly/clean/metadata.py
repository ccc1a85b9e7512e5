"""Byline, dateline, date and outlet lines: what a text says of its making, apart from what it reports."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from allegedly.lexicon import load_table

# A byline or outlet line is short; a paragraph that begins with "By" is not.
LONGEST_BYLINE = 120
NAME = r"(?:[^\W\d_a-zß-ÿ](?:[\w'’-]*[\w'’])?\.?)"
NAMES = rf"{NAME}(?:\s+(?:(?:de|da|di|del|della|van|von|der|den|ter|al|bin|ibn|el|y|e)\s+)*{NAME}){{1,4}}"
AND = r"(?:and|und|et|y|e|en|og|och|&)"
BYLINE = re.compile(
    rf"(?:(?i:(?:written|words|story|reported|text|report)\s+by|by|von|par|por|di|door|av|af|text:|autor(?:in)?:|author:))\s+"
    rf"(?P<names>{NAMES}(?:(?:\s*,\s+{NAMES})*,?\s+{AND}\s+{NAMES})?)(?P<rest>.*)"
)
NAME_ALONE = re.compile(NAMES)
SPLIT_NAMES = re.compile(rf"\s*(?:,\s*(?:{AND}\s)?|\s{AND}\s)\s*")
SEPARATORS = re.compile(r"\s*[|•·–—/]\s*|\s+-\s+")
WORD = re.compile(r"\d+|[^\W\d_]+")
CLOCK = re.compile(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?\s*([ap]\.?m\.?)?", re.IGNORECASE)
ISO_DATE = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
DOTTED_DATE = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
SLASHED_DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
DAY_MONTH_YEAR = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|\.|º|er)?\s+(?:de\s+)?([^\W\d_]{3,})\.?,?\s+(?:de\s+)?(\d{4})\b"
)
MONTH_DAY_YEAR = re.compile(r"\b([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
# Place names in capitals, then perhaps a country, a date and an agency, then a dash: "PORT SELVA, 12 March (Agency) —".
DATELINE = re.compile(
    r"(?:(?P<place>[^\W\d_a-zß-ÿ][^\Wa-zß-ÿ\d_'’.-]+(?:[ '’.-]+[^\Wa-zß-ÿ\d_]+)*(?:\s*[,/]\s*[^\n—–(:]{2,40}?)?)"
    r"(?:\s*\([^()\n]{2,40}\))?\s*(?:—|–|--|-(?=\s))"
    r"|(?P<mixed>[^\W\d_a-zß-ÿ][\w'’.-]+(?:[ ,/][\w'’.-]+){0,5})\s*\([^()\n]{2,40}\)\s*(?:—|–|--|-(?=\s)))\s*"
)
# Arrows and bars part the steps of a way to a page ("Home › Press › Statements"), which is no name.
WAY = re.compile(r"[»›>→|/]")
CAPITALS_STOP = re.compile(r"(?P<place>[A-ZÀ-Þ]{3,}(?:[ '-][A-ZÀ-Þ]{2,}){0,3})\.\s+(?=[A-ZÀ-Þ“\"'])")


class Byline(NamedTuple):
    """Who wrote a text, as its line says it, and what else stands in the line."""

    names: tuple[str, ...]
    rest: str


@functools.cache
def _months() -> dict[str, int]:
    return {row["word"]: int(row["number"]) for row in load_table("months")}


@functools.cache
def _date_words() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("date_words"))


@functools.cache
def _outlet_words() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("outlet_words"))


def byline_of(line: str) -> Byline | None:
    """Read a byline; None if the line is none.

    >>> byline_of("By Mara Tolv and Henrik Ost, Harbour Post")
    Byline(names=('Mara Tolv', 'Henrik Ost'), rest='Harbour Post')
    >>> byline_of("By Tuesday Mara Tolv had left the town for good.") is None
    True
    """
    if len(line) > LONGEST_BYLINE:
        return None
    found = BYLINE.match(line)
    if found is None:
        parts = [part for part in SEPARATORS.split(line) if part]
        dated = [part for part in parts if is_date_line(part)]
        names = [part for part in parts if NAME_ALONE.fullmatch(part)]
        if len(parts) == 2 and len(dated) == 1 and len(names) == 1:
            return Byline((names[0],), dated[0])
        return None
    rest = found["rest"].strip(" ,|•·–—-/")
    if rest and not (is_date_line(rest) or _is_title_case(rest)):
        return None
    if not rest and line.endswith((".", "!", "?")) and not re.search(r"\b\w\.$", line):
        return None
    return Byline(tuple(name for name in SPLIT_NAMES.split(found["names"]) if name), rest)


def _is_title_case(words: str) -> bool:
    found = WORD.findall(words)
    return (
        0 < len(found) <= 8
        and not words.endswith((".", "!", "?"))
        and all(word[0].isupper() or len(word) < 4 for word in found)
    )


def is_date_line(line: str) -> bool:
    """Say whether a line holds a date, or a time of day, and nothing else of weight.

    >>> is_date_line("Published: 5 March 2031, 14:39")
    True
    >>> is_date_line("On 5 March 2031 the bridge fell")
    False
    """
    if len(line) > LONGEST_BYLINE or not any(letter.isdigit() for letter in line):
        return False
    words = [word.casefold() for word in WORD.findall(line)]
    known = all(word.isdigit() or word in _months() or word in _date_words() for word in words)
    return known and (date_in(line) is not None or CLOCK.search(line) is not None or any(w in _months() for w in words))


def date_in(line: str) -> str | None:
    """Return the first date in ``line`` as ISO 8601, with the time of day if one stands there; None if it is ambiguous.

    >>> date_in("Published: Friday, April 15, 2033 7:20 am")
    '2033-04-15T07:20'
    >>> date_in("03/04/2031") is None
    True
    """
    day = _day_in(line)
    if day is None:
        return None
    year, month, date = day
    if not (1 <= month <= 12 and 1 <= date <= 31):
        return None
    clock = CLOCK.search(ISO_DATE.sub(" ", DOTTED_DATE.sub(" ", line)))
    return f"{year:04}-{month:02}-{date:02}" + (_time_of(clock) if clock else "")


def could_be_swapped(words: str) -> bool:
    """Say whether the first date in numbers and slashes could be read with day and month swapped.

    >>> could_be_swapped("Posted 03/04/2031"), could_be_swapped("Posted 13/04/2031")
    (True, False)
    """
    found = SLASHED_DATE.search(words)
    return found is not None and found[1] != found[2] and max(int(found[1]), int(found[2])) <= 12


def unread_date(words: str) -> str:
    """Say of a date that it was left unread."""
    return f"no date was read from the words {words!r}: day and month could be swapped"


def _day_in(line: str) -> tuple[int, int, int] | None:
    """Return year, month and day; None where there is no date, or where day and month could be swapped."""
    if found := ISO_DATE.search(line):
        return int(found[1]), int(found[2]), int(found[3])
    if found := DOTTED_DATE.search(line):
        return int(found[3]), int(found[2]), int(found[1])
    if found := SLASHED_DATE.search(line):
        first, second = int(found[1]), int(found[2])
        if first == second or min(first, second) <= 12 < max(first, second):
            return int(found[3]), min(first, second), max(first, second)
        return None
    return _day_with_month_name(line)


def _day_with_month_name(line: str) -> tuple[int, int, int] | None:
    months = _months()
    for found in DAY_MONTH_YEAR.finditer(line):
        if found[2].casefold() in months:
            return int(found[3]), months[found[2].casefold()], int(found[1])
    for found in MONTH_DAY_YEAR.finditer(line):
        if found[1].casefold() in months:
            return int(found[3]), months[found[1].casefold()], int(found[2])
    return None


def _time_of(clock: re.Match[str]) -> str:
    hour = int(clock[1])
    half = (clock[3] or "").casefold().replace(".", "")
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return f"T{hour:02}:{clock[2]}"


def is_outlet_line(line: str) -> bool:
    """Say whether a short line at the head of a text names an outlet ("Harbour Post").

    >>> is_outlet_line("Harbour Post"), is_outlet_line("The post was closed on Friday")
    (True, False)
    """
    words = WORD.findall(line)
    if not 1 < len(words) <= 5 or line[-1:] in ".!?:;," or any(word.isdigit() for word in words) or WAY.search(line):
        return False
    return any(word.casefold() in _outlet_words() for word in words) and all(
        word[0].isupper() or len(word) < 4 for word in words
    )


def dateline_of(paragraph: str) -> str | None:
    """Return the dateline with which a paragraph begins, without its dash.

    >>> dateline_of("PORT SELVA, 12 March (Littoral Wire) — The ferry left.")
    'PORT SELVA, 12 March (Littoral Wire)'
    >>> dateline_of("NATO said it would not.") is None
    True
    """
    opening = paragraph[: 2 * LONGEST_BYLINE]
    found = DATELINE.match(opening) or CAPITALS_STOP.match(opening)
    if found is None:
        return None
    return found.group().rstrip(" —–-\u00a0").removesuffix(".").strip() or None
