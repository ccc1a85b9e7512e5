"""From a date expression to its TIMEX3 value and interval, counted from an anchor that may be unknown.

Values follow TimeML (Pustejovsky et al. 2003): 1998-01-20, 1998-01-20TEV, 1998-W04, 1998-01, 1998-WI, 1998-Q1, 1998,
199, PAST_REF, P2Y. What cannot be counted because no date is known stays partial (XXXX-01-20) without an interval.
"""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from allegedly.link.date_grammar import words

PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "dawn": "MO", "dusk": "EV"}
CLOCKS = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
FORWARD = frozenset({"next", "coming", "upcoming", "this coming", "following"})
BACKWARD = frozenset({"last", "past", "previous", "preceding", "this past"})


class DatePrecision(StrEnum):
    """How long a stretch the words speak of; ``relative`` has no place on the calendar."""

    TIME = "time"
    PART_OF_DAY = "part of day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RELATIVE = "relative"


class Tense(StrEnum):
    """Whether what the words are said of is over, still to come, or unsaid."""

    PAST = "past"
    FUTURE = "future"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The value of an expression: interval ``[start, end]`` in days, both inclusive, or None if it cannot be placed."""

    type: str
    value: str | None
    precision: DatePrecision
    reason: str
    start: date | None = None
    end: date | None = None
    anchor: date | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against.

    ``anchor`` is the day on which the text speaks, ``named`` says in words where that is known from; ``before`` is the
    last date resolved before this one, ``tense`` that of the governing verb, ``preposition`` the word before.
    """

    anchor: date | None
    named: str
    before: Resolved | None
    tense: Tense
    preposition: str
    is_date_entity: bool


def impossible(words_said: str) -> Resolved:
    """Return the reading of words that name no day of the calendar."""
    return Resolved("DATE", None, DatePrecision.RELATIVE, f"{words_said!r} names no day of the calendar")


def unanchored(value: str | None, setting: Setting, what: str) -> Resolved:
    """Return the reading of an expression that would be counted from a day that is not known."""
    return Resolved("DATE", value, DatePrecision.RELATIVE, f"{what}; {setting.named}, so it stays relative")


def day(when: date, reason: str, setting: Setting) -> Resolved:
    """Return one day."""
    return Resolved("DATE", when.isoformat(), DatePrecision.DAY, reason, when, when, setting.anchor)


def month(year: int, number: int, reason: str, setting: Setting) -> Resolved:
    """Return one month."""
    first = date(year, number, 1)
    last = date(year, number, calendar.monthrange(year, number)[1])
    return Resolved("DATE", f"{year:04}-{number:02}", DatePrecision.MONTH, reason, first, last, setting.anchor)


def year_of(year: int, reason: str, setting: Setting) -> Resolved:
    """Return one year."""
    return Resolved(
        "DATE", f"{year:04}", DatePrecision.YEAR, reason, date(year, 1, 1), date(year, 12, 31), setting.anchor
    )


def week(when: date, reason: str, setting: Setting, *, is_weekend: bool = False) -> Resolved:
    """Return the ISO week of a day, or its Saturday and Sunday."""
    year, number, weekday = when.isocalendar()
    first = when - timedelta(weekday - 1)
    value = f"{year:04}-W{number:02}" + ("-WE" if is_weekend else "")
    start = first + timedelta(5) if is_weekend else first
    return Resolved("DATE", value, DatePrecision.WEEK, reason, start, first + timedelta(6), setting.anchor)


def quarter(year: int, number: int, reason: str, setting: Setting, *, kind: str = "Q") -> Resolved:
    """Return a quarter (kind Q, 1 to 4) or a half (kind H, 1 or 2) of a year."""
    size = 3 if kind == "Q" else 6
    last = number * size
    end = date(year, last, calendar.monthrange(year, last)[1])
    return Resolved(
        "DATE",
        f"{year:04}-{kind}{number}",
        DatePrecision.QUARTER,
        reason,
        date(year, last - size + 1, 1),
        end,
        setting.anchor,
    )


def season(year: int, code: str, reason: str, setting: Setting) -> Resolved:
    """Return a season (northern hemisphere) by the year in which it begins."""
    first, last = SEASON_MONTHS[code]
    ends = year + (last < first)
    end = date(ends, last, calendar.monthrange(ends, last)[1])
    return Resolved(
        "DATE", f"{year:04}-{code}", DatePrecision.SEASON, reason, date(year, first, 1), end, setting.anchor
    )


def reference(code: str, reason: str) -> Resolved:
    """Return a vague past, present or future."""
    return Resolved("DATE", code, DatePrecision.RELATIVE, reason)


def with_part(found: Resolved, part: str | None) -> Resolved:
    """Narrow a day to a part of it or to an hour."""
    if not part or not found.value:
        return found
    if part in CLOCKS:
        return replace(found, type="TIME", value=f"{found.value}T{CLOCKS[part]}", precision=DatePrecision.TIME)
    return replace(found, type="TIME", value=f"{found.value}T{PARTS[part]}", precision=DatePrecision.PART_OF_DAY)


def number_of(text: str) -> float | None:
    """Return the number that digits or words say, None for "several".

    >>> number_of("two and a half"), number_of("2 1/2"), number_of("twenty-five"), number_of("several")
    (2.5, 2.5, 25.0, None)
    """
    text = text.lower().replace(",", "").strip(" -")
    digits = re.fullmatch(r"(\d+(?:\.\d+)?)?(?:\s*(\d)/(\d))?", text)
    if digits and text:
        part = int(digits[2]) / int(digits[3]) if digits[2] and int(digits[3]) else 0.0
        return float(digits[1] or 0) + part
    total = 0.0
    known = words("number")
    parts = [word for word in re.split(r"[\s-]+", text) if word not in ("and", "of")]
    if not parts or any(word not in known for word in parts):
        return None
    if parts[-2:] == ["a", "half"]:
        return (number_of(" ".join(parts[:-2])) or 0.0) + 0.5
    for word in parts:
        value = float(known[word])
        total = (
            max(total, 1.0) * value
            if value >= 12 and word in ("hundred", "thousand", "million", "dozen")
            else total + value
        )
    return total


def year_number(text: str) -> int:
    """Return the year that digits or words say ("nineteen ninety-four", "'94")."""
    text = text.lower()
    if text.isdigit():
        return int(text)
    if text.startswith("'"):
        short = int(text[1:])
        return 1900 + short if short > 29 else 2000 + short
    rest = text.removeprefix("nineteen").strip()
    return 1900 + int(0 if rest == "hundred" else number_of(rest) or 0)


def shift(when: date, unit: str, count: float) -> date:
    """Return a day moved by whole days, weeks, months or years; the day of the month is kept where there is one."""
    if unit in ("D", "W", "F"):
        return when + timedelta(round(count * {"D": 1, "W": 7, "F": 14}[unit]))
    months = round(count * {"MO": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit])
    index = when.year * 12 + when.month - 1 + months
    year, number = divmod(index, 12)
    return date(year, number + 1, min(when.day, calendar.monthrange(year, number + 1)[1]))
