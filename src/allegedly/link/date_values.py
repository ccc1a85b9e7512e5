"""From a date expression to its TIMEX3 value and interval, counted from an anchor that may be unknown.

Values follow TimeML (Pustejovsky et al. 2003): 1998-01-20, 1998-01-20TEV, 1998-W04, 1998-01, 1998-WI, 1998-Q1, 1998,
199, PAST_REF, P2Y. What cannot be counted because no date is known stays partial (XXXX-01-20) without an interval.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from allegedly.link.date_grammar import Expression, words

PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "dawn": "MO", "dusk": "EV"}
CLOCKS = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
LENGTHS = {"D": "D", "W": "W", "MO": "M", "Y": "Y", "H": "H", "M": "M", "S": "S", "Q": "M", "DE": "Y", "CE": "Y", "F": "W", "WE": "WE"}
TIMES = {"H": 3, "Q": 3, "DE": 10, "CE": 100, "F": 2}

FORWARD = frozenset({"next", "coming", "upcoming", "this coming", "following"})
BACKWARD = frozenset({"last", "past", "previous", "preceding", "this past"})

# A day and month without a year are read against the tense only if that does not move them this much further from the
# publication: "extended to Nov. 20", written on Nov. 2, is not last year's. Set on one half of the development documents.
MUCH_FURTHER = 5.0

# Years that dates of news may lie in; others are numbers.
EARLIEST_YEAR, LATEST_YEAR = 1000, 2099


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


def resolve(expression: Expression, setting: Setting) -> Resolved | None:
    """Return the value of an expression, or None if its words are no date here."""
    try:
        return _RULES[expression.rule](expression, setting)
    except (ValueError, OverflowError):  # datetime's own bounds: no such day, or a year beyond 1 to 9999
        return impossible(expression)


def impossible(expression: Expression) -> Resolved:
    """Return the reading of words that name no day of the calendar."""
    return Resolved("DATE", None, DatePrecision.RELATIVE, f"{expression.text!r} names no day of the calendar")


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
    return Resolved("DATE", f"{year:04}", DatePrecision.YEAR, reason, date(year, 1, 1), date(year, 12, 31), setting.anchor)


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
    return Resolved("DATE", f"{year:04}-{kind}{number}", DatePrecision.QUARTER, reason, date(year, last - size + 1, 1), end, setting.anchor)


def season(year: int, code: str, reason: str, setting: Setting) -> Resolved:
    """Return a season (northern hemisphere) by the year in which it begins."""
    first, last = SEASON_MONTHS[code]
    ends = year + (last < first)
    end = date(ends, last, calendar.monthrange(ends, last)[1])
    return Resolved("DATE", f"{year:04}-{code}", DatePrecision.SEASON, reason, date(year, first, 1), end, setting.anchor)


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
        total = max(total, 1.0) * value if value >= 12 and word in ("hundred", "thousand", "million", "dozen") else total + value
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


def _iso(expression: Expression, setting: Setting) -> Resolved | None:
    parts = expression.parts
    when = date(int(parts["isoyear"]), int(parts["isomonth"]), int(parts["isoday"]))
    return day(when, "written out", setting)


def _slashes(expression: Expression, setting: Setting) -> Resolved | None:
    first, second, third = (int(expression.parts[name]) for name in ("first", "second", "third"))
    year = third if third > 99 else 1900 + third if third > 29 else 2000 + third
    if first > 12 or second > 12 or first == second:
        when = date(year, second, first) if first > 12 else date(year, first, second)
        return day(when, "written out; the other order of day and month is impossible", setting)
    return Resolved("DATE", None, DatePrecision.RELATIVE, "day and month could be in either order")


def _month_number(expression: Expression) -> int:
    return int(words("month")[expression.parts["month"].lower().rstrip(".")])


def _day(expression: Expression, setting: Setting) -> Resolved | None:
    parts = expression.parts
    number = _month_number(expression)
    which = int(parts["day"]) if "day" in parts else int(words("ordinal")[parts["dayword"].lower()])
    if "year" in parts:
        found = day(date(year_number(parts["year"]), number, which), "written out", setting)
    elif not 1 <= which <= calendar.monthrange(2000, number)[1]:
        # "June 98" is a month and a year that the day rule has read as a day.
        return impossible(expression)
    elif setting.anchor is None:
        return unanchored(f"XXXX-{number:02}-{which:02}", setting, "the year is not written")
    else:
        when = _nearest_year(number, which, setting)
        found = day(when, f"the year counted from {setting.named}", setting)
    return with_part(found, parts.get("part"))


def _nearest_year(number: int, which: int, setting: Setting) -> date:
    """Return the day and month in the year that the tense asks for, unless that is much further away."""
    anchor = setting.anchor or date.min
    options = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        last = calendar.monthrange(year, number)[1]
        if which <= last:
            options.append(date(year, number, which))
    if not options:  # February 29 beside years without one: the last that had it
        return next(date(y, number, which) for y in range(anchor.year, anchor.year - 9, -1) if which <= calendar.monthrange(y, number)[1])
    past = max((one for one in options if one <= anchor), default=options[0])
    future = min((one for one in options if one >= anchor), default=options[-1])
    back, ahead = (anchor - past).days, (future - anchor).days
    if setting.tense is Tense.FUTURE:
        return past if ahead > MUCH_FURTHER * back else future
    if setting.tense is Tense.PAST:
        return future if back > MUCH_FURTHER * ahead else past
    return future if back > 1.5 * ahead else past


def _month(expression: Expression, setting: Setting) -> Resolved | None:
    parts, number = expression.parts, _month_number(expression)
    if not _is_month_word(expression, setting):
        return None
    anchor = setting.anchor
    if "year" in parts:
        return month(year_number(parts["year"]), number, "written out", setting)
    if anchor is None:
        return unanchored(f"XXXX-{number:02}", setting, "the year is not written")
    which = parts.get("which", "").lower()
    reason = f"the year counted from {setting.named}"
    if "ofyear" in parts:
        return month(anchor.year + {"last": -1, "next": 1}.get(parts["ofyear"].lower(), 0), number, reason, setting)
    if which == "this":
        return month(anchor.year, number, reason, setting)
    if which in FORWARD or (setting.tense is Tense.FUTURE and which not in BACKWARD):
        return month(anchor.year + (number <= anchor.month if which else number < anchor.month), number, reason, setting)
    is_over = number < anchor.month if which in BACKWARD else number <= anchor.month
    return month(anchor.year - (not is_over), number, reason, setting)


def _is_month_word(expression: Expression, setting: Setting) -> bool:
    """Say whether words like "may" and "march" are months here."""
    word = re.sub(r"\W", "", expression.parts["month"])
    if not word[0].isupper():
        return False
    if word.lower() in ("may", "march", "mar", "jan", "april", "june", "august", "sun", "dec", "oct", "sep", "jun", "apr"):
        return bool({"year", "which", "edge"} & set(expression.parts)) or setting.is_date_entity or setting.preposition in _BEFORE_DATES
    return True


_BEFORE_DATES = frozenset({"in", "since", "until", "till", "by", "from", "of", "during", "before", "after", "through", "for", "between", "to", "late", "early"})


def _weekday(expression: Expression, setting: Setting) -> Resolved | None:
    parts = expression.parts
    word = parts["weekday"].rstrip(".")
    if not word[0].isupper() or (len(word) < 5 and not expression.parts["weekday"].endswith(".") and not setting.is_date_entity):
        return None
    number = int(words("weekday")[word.lower()])
    if setting.anchor is None:
        return unanchored(f"XXXX-WXX-{number}", setting, "a day of some week")
    anchor, which = setting.anchor, parts.get("which", "").lower()
    back = (anchor.isoweekday() - number) % 7
    if which in FORWARD or (setting.tense is Tense.FUTURE and which not in BACKWARD):
        ahead = -back % 7 or (7 if which else 0)
        found = day(anchor + timedelta(ahead), f"the first after {setting.named}", setting)
    else:
        back = back or (7 if which in BACKWARD else 0)
        found = day(anchor - timedelta(back), f"the last before {setting.named}", setting)
    return with_part(found, parts.get("part"))


def _season(expression: Expression, setting: Setting) -> Resolved | None:
    parts = expression.parts
    code = words("season")[parts["season"].lower()]
    if "year" in parts:
        return season(year_number(parts["year"]), code, "written out", setting)
    said = "which" in parts or "ofyear" in parts
    if not said and not (setting.is_date_entity or setting.preposition in ("in", "during", "since", "by", "until")):
        return None
    if not said and code == "FA" and parts["season"].lower() == "fall" and not setting.is_date_entity:
        return None
    if setting.anchor is None:
        return unanchored(f"XXXX-{code}", setting, "a season of some year")
    anchor, which = setting.anchor, (parts.get("which") or parts.get("ofyear", "")).lower()
    first, last = SEASON_MONTHS[code]
    year = anchor.year
    if which in FORWARD or setting.tense is Tense.FUTURE:
        year += anchor.month >= first and which != "this"
    elif which in BACKWARD:
        # Last fall, said in May or in November, is the one that is over.
        year -= not (anchor.month > last > first)
    elif anchor.month < first and which != "this":
        year -= 1
    if which == "this" and code == "WI" and anchor.month <= 2:
        year -= 1
    return season(year, code, f"counted from {setting.named}", setting)


def _quarter(expression: Expression, setting: Setting) -> Resolved | None:
    parts = expression.parts
    word = parts["quarter"].lower().removeprefix("fiscal-")
    number = int(word[0]) if word[0].isdigit() else int(words("ordinal")[word])
    kind = "H" if "half" in parts.get("what", "").lower() else "Q"
    if kind == "H" and (number > 2 or not ({"year", "ofyear", "quarterof"} & set(parts) or setting.is_date_entity)):
        return None
    stated = parts.get("year") or parts.get("quarteryear")
    if stated:
        return quarter(year_number(stated), number, "written out", setting, kind=kind)
    if setting.anchor is None:
        return unanchored(f"XXXX-{kind}{number}", setting, "a quarter of some year")
    anchor, year = setting.anchor, setting.anchor.year
    of = (parts.get("ofyear") or parts.get("quarterof") or "").lower()
    if of:
        year += {"last": -1, "next": 1}.get(of, 0)
    else:
        size = 3 if kind == "Q" else 6
        current = (anchor.month - 1) // size + 1
        # A quarter that has not begun is last year's, unless it is the next one or the verb looks ahead.
        if number > current + (kind == "Q") and setting.tense is not Tense.FUTURE:
            year -= 1
        elif number == current + 1 and setting.tense is Tense.PAST and current == 1:
            year -= 1
    if "yearearlier" in parts:
        year -= 1
    return quarter(year, number, f"counted from {setting.named}", setting, kind=kind)


def _same_quarter(expression: Expression, setting: Setting) -> Resolved | None:
    parts = expression.parts
    which = parts.get("which", "").lower()
    if expression.text.lower().endswith("period") and not which:
        return None
    before = setting.before
    known = re.match(r"(\d{4})-Q(\d)", before.value or "") if before else None
    if setting.anchor is None and not known:
        return unanchored(None, setting, "a quarter counted from another day")
    anchor = setting.anchor or date.min
    year, number = (int(known[1]), int(known[2])) if known else _last_quarter(anchor)
    if which.isdigit():
        year = int(which)
    elif which in ("year-ago", "year-earlier", "corresponding", "last year's") or (which == "same" and "ofyear" in parts):
        year = (anchor.year if setting.anchor else year + 1) - 1 if not known else year - (year == anchor.year or not setting.anchor)
    elif which in ("this", "current", "last", "next", "previous", "prior") and setting.anchor:
        current = anchor.year * 4 + (anchor.month - 1) // 3
        moved = current + {"this": 0, "current": 0, "next": 1}.get(which, -1)
        year, number = divmod(moved, 4)
        number += 1
    elif expression.text.lower().endswith("period") and which not in ("latest",) and not known:
        return None
    return quarter(year, number, "the quarter spoken of" if known else f"counted from {setting.named}", setting)


def _last_quarter(anchor: date) -> tuple[int, int]:
    """Return the last quarter that was over on a day, as (year, number)."""
    year, number = divmod(anchor.year * 4 + (anchor.month - 1) // 3 - 1, 4)
    return year, number + 1


def _decade(expression: Expression, setting: Setting) -> Resolved | None:
    parts = expression.parts
    if "decade" in parts:
        first = int(parts["decade"])
        if first % 100 == 0 and first != 2000:
            return Resolved("DATE", f"{first // 100}", DatePrecision.CENTURY, "written out", date(first, 1, 1), date(first + 99, 12, 31))
    else:
        word = parts["decadeword"].lower().strip("'")
        tens = int(word[0]) * 10 if word[0].isdigit() else int(words("number")[word.removesuffix("ies") + "y"])
        first = 1900 + tens
        if tens in (20, 30) and setting.preposition == "in":
            return None
    return Resolved("DATE", f"{first // 10}", DatePrecision.DECADE, "written out", date(first, 1, 1), date(first + 9, 12, 31))


def _century(expression: Expression, setting: Setting) -> Resolved | None:  # noqa: ARG001  all rules share a form
    word = expression.parts["century"].lower()
    number = int(re.sub(r"\D", "", word)) if word[0].isdigit() else int(words("ordinal")[word])
    first = (number - 1) * 100 + 1
    return Resolved("DATE", f"{number - 1:02}", DatePrecision.CENTURY, "written out", date(first, 1, 1), date(first + 99, 12, 31))


def _counted(expression: Expression, setting: Setting) -> Resolved | None:
    parts = expression.parts
    unit = words("unit")[parts["unit"].lower().split()[-1]]
    count = number_of(parts["number"])
    way = parts["way"].lower()
    if way in ("before", "after", "prior") and setting.before is None and setting.anchor is None:
        return unanchored(None, setting, "counted from another date")
    if unit in ("S", "M", "H", "WE"):
        return _duration(unit, count)
    sign = -1 if way in ("ago", "earlier", "before", "previously", "prior") else 1
    if count is None:
        return reference("PAST_REF" if sign < 0 else "FUTURE_REF", "an unknown number of them")
    if way in ("before", "after", "prior"):
        return _duration(unit, count)
    base = setting.anchor
    named = setting.named
    if way in ("earlier", "later", "afterward", "afterwards", "previously") and setting.before and setting.before.start:
        base, named = setting.before.start, "the date before it"
    if base is None:
        return unanchored(None, setting, "counted from another day")
    return _at_distance(base, unit, sign * count, replace(setting, named=named))


def _at_distance(base: date, unit: str, count: float, setting: Setting) -> Resolved:
    """Return the day, week, month, quarter or year at a distance; "a year ago" keeps the grain of what it is set against."""
    reason = f"counted from {setting.named}"
    when = shift(base, unit, count)
    before = setting.before.precision if setting.before and setting.before.start else None
    if unit == "D":
        return day(when, reason, setting)
    if unit in ("W", "F"):
        return week(when, reason, setting)
    if unit == "MO":
        return month(when.year, when.month, reason, setting)
    if unit == "Q":
        return quarter(when.year, (when.month - 1) // 3 + 1, reason, setting)
    if unit == "Y" and abs(count) == 1 and before is DatePrecision.QUARTER and setting.before and setting.before.start:
        start = setting.before.start
        return quarter(start.year + round(count), (start.month - 1) // 3 + 1, reason, setting)
    return year_of(when.year, reason, setting)


def _duration(unit: str, count: float | None) -> Resolved:
    """Return a length of time."""
    letter = LENGTHS[unit]
    clock = "T" if unit in ("H", "M", "S") else ""
    if count is None:
        return Resolved("DURATION", f"P{clock}X{letter}", DatePrecision.RELATIVE, "a length of time")
    amount = count * (TIMES.get(unit, 1) if unit != "H" else 1)
    if amount != int(amount) and unit in ("Y", "H"):
        rest = {"Y": f"{round((amount % 1) * 12)}M", "H": f"{round((amount % 1) * 60)}M"}[unit]
        return Resolved("DURATION", f"P{clock}{int(amount)}{letter}{rest}", DatePrecision.RELATIVE, "a length of time")
    return Resolved("DURATION", f"P{clock}{amount:g}{letter}", DatePrecision.RELATIVE, "a length of time")


def _span(expression: Expression, setting: Setting) -> Resolved | None:  # noqa: ARG001  all rules share a form
    parts = expression.parts
    if "plural" in parts:
        word = parts["plural"].lower().removesuffix("-long").removesuffix("s").replace("centurie", "century")
        way = parts.get("way", "").lower()
        if way == "ago":
            return reference("PAST_REF", "an unknown number of them")
        return _duration(words("unit")[word], None)
    unit = words("unit")[parts["unit"].lower().split()[-1]]
    if unit == "S" and parts["number"].lower().strip() in ("a", "one", "the"):
        return None
    return _duration(unit, number_of(parts["number"]))


def _sets(expression: Expression, setting: Setting) -> Resolved | None:  # noqa: ARG001  all rules share a form
    parts = expression.parts
    if "weekday" in parts:
        number = words("weekday")[parts["weekday"].lower().rstrip(".")]
        return Resolved("SET", f"XXXX-WXX-{number}", DatePrecision.RELATIVE, "again and again")
    found = _duration(words("unit")[parts["unit"].lower().split()[-1]], 1.0)
    return replace(found, type="SET", reason="again and again")


def _set(expression: Expression, setting: Setting) -> Resolved | None:  # noqa: ARG001  all rules share a form
    return Resolved("SET", words("set")[expression.parts["set"].lower()], DatePrecision.RELATIVE, "again and again")


def _which_unit(expression: Expression, setting: Setting) -> Resolved | None:
    parts = expression.parts
    which, unit = " ".join(parts["which"].lower().split()), parts["unit"].lower()
    move = -1 if which in BACKWARD else 1 if which in FORWARD else 0
    base, named = setting.anchor, setting.named
    if which in ("that", "same", "following", "preceding", "previous") and setting.before and setting.before.start:
        base, named = setting.before.start, "the date before it"
    if which in ("that", "same") and unit == "day" and setting.before and setting.before.precision is not DatePrecision.DAY:
        base = None
    if base is None:
        return unanchored(None, setting, f"{which} {unit}")
    return _unit_at(base, unit, move, replace(setting, named=named), edge=parts.get("edge", ""))


def _unit_at(base: date, unit: str, move: int, setting: Setting, *, edge: str = "") -> Resolved | None:
    reason = f"counted from {setting.named}"
    if unit in PARTS:
        moved = base + timedelta(move)
        return with_part(day(moved, reason, setting), unit)
    if unit == "day":
        return day(base + timedelta(move), reason, setting)
    if unit in ("week", "weekend"):
        # The weekend before a Monday is "the weekend"; one still to come is next week's end.
        moved = base + timedelta(7 * move)
        if unit == "weekend" and move == 0 and base.isoweekday() < 6 and setting.tense is not Tense.FUTURE:
            moved = base - timedelta(7)
        return week(moved, reason, setting, is_weekend=unit == "weekend")
    if unit == "month":
        when = shift(base.replace(day=1), "MO", move)
        return month(when.year, when.month, reason, setting)
    if unit == "year":
        return year_of(base.year + move, reason, setting)
    size = 10 if unit == "decade" else 100
    first = base.year // size * size + move * size
    precision = DatePrecision.DECADE if size == 10 else DatePrecision.CENTURY
    return Resolved("DATE", f"{first // size}", precision, reason, date(first, 1, 1), date(first + size - 1, 12, 31), setting.anchor)


def _the_unit(expression: Expression, setting: Setting) -> Resolved | None:
    parts = expression.parts
    unit, way = parts["unit"].lower(), parts.get("way", "").lower().strip()
    base = setting.before.start if setting.before and setting.before.start else None
    if way and unit != "century":
        if base is None:
            return unanchored(None, setting, "counted from another date")
        move = -1 if way in ("before", "earlier") else 1
        return _unit_at(base, unit, move, replace(setting, named="the date before it"))
    if "edge" in parts or "fiscal" in parts or unit in ("weekend",) or (unit in ("week",) and setting.preposition in ("for", "during")):
        if setting.anchor is None:
            return unanchored(None, setting, f"the {unit}")
        return _unit_at(setting.anchor, unit, 0, setting)
    return None


def _deictic(expression: Expression, setting: Setting) -> Resolved | None:
    words_ = " ".join(expression.parts["deictic"].lower().split())
    part = expression.parts.get("part") or ("night" if words_ == "tonight" else None)
    if setting.anchor is None:
        return unanchored(None, setting, f"{words_!r} is counted from the day of writing")
    move = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(words_, 0)
    return with_part(day(setting.anchor + timedelta(move), f"counted from {setting.named}", setting), part)


def _year(expression: Expression, setting: Setting) -> Resolved | None:
    parts = expression.parts
    number = year_number(parts["year"])
    if not EARLIEST_YEAR <= number <= LATEST_YEAR:
        return None
    is_said = setting.is_date_entity or "edge" in parts or expression.rule == "fiscal year"
    if not is_said and setting.preposition not in _BEFORE_DATES:
        return None
    return year_of(number, "written out", setting)


def _year_earlier(expression: Expression, setting: Setting) -> Resolved | None:
    if setting.anchor is None:
        return unanchored(None, setting, "counted from another date")
    base = setting.before.start if setting.before and setting.before.start else setting.anchor
    return _at_distance(base, "Y", -1, setting)


def _year_end(expression: Expression, setting: Setting) -> Resolved | None:  # noqa: ARG001  all rules share a form
    if setting.anchor is None:
        return unanchored(None, setting, "the end of some year")
    return year_of(setting.anchor.year, f"counted from {setting.named}", setting)


def _part_of_day(expression: Expression, setting: Setting) -> Resolved | None:
    part = (expression.parts.get("part") or expression.parts.get("part2") or "night").lower()
    base = setting.before.start if setting.before and setting.before.precision is DatePrecision.DAY else setting.anchor
    if base is None:
        return unanchored(None, setting, "a part of some day")
    return with_part(day(base, f"counted from {setting.named}", setting), part)


def _clock(expression: Expression, setting: Setting) -> Resolved | None:
    parts = expression.parts
    hour, minute = int(parts["hour"]), int(parts.get("minute") or parts.get("dotted") or 0)
    half = parts.get("half", "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    if hour > 24 or minute > 59 or (not half and "inpart" not in parts and setting.preposition not in ("at", "by", "around", "about", "until", "before", "after")):
        return None
    base = _clock_day(expression, setting)
    if base is None:
        return unanchored(f"XXXX-XX-XXT{hour:02}:{minute:02}", setting, "a time of some day")
    reason = f"the day counted from {setting.named}"
    return Resolved("TIME", f"{base.isoformat()}T{hour:02}:{minute:02}", DatePrecision.TIME, reason, base, base, setting.anchor)


def _clock_day(expression: Expression, setting: Setting) -> date | None:
    """Return the day that stands beside a time, else the last one spoken of, else the day of writing."""
    parts = expression.parts
    found: Resolved | None = None
    if "clockweekday" in parts:
        found = _weekday(replace(expression, parts={"weekday": parts["clockweekday"]}), setting)
    elif "clockmonth" in parts:
        found = _day(replace(expression, parts={"month": parts["clockmonth"], "day": parts["clockday"]}), setting)
    elif "clockdeictic" in parts:
        found = _deictic(replace(expression, parts={"deictic": parts["clockdeictic"]}), setting)
    elif setting.before and setting.before.precision in (DatePrecision.DAY, DatePrecision.PART_OF_DAY):
        found = setting.before
    return found.start if found else setting.anchor


def _holiday(expression: Expression, setting: Setting) -> Resolved | None:
    if not expression.text[0].isupper():
        return None
    number, which = map(int, words("holiday")[expression.parts["holiday"].lower()].split("-"))
    if "year" in expression.parts:
        return day(date(int(expression.parts["year"]), number, which), "a holiday of fixed date", setting)
    if setting.anchor is None:
        return unanchored(f"XXXX-{number:02}-{which:02}", setting, "a holiday of some year")
    return day(_nearest_year(number, which, setting), f"a holiday of fixed date, the year counted from {setting.named}", setting)


def _reference(expression: Expression, setting: Setting) -> Resolved | None:  # noqa: ARG001  all rules share a form
    said = " ".join(expression.parts["reference"].lower().split())
    for role in ("past reference", "present reference", "future reference"):
        if said in words(role):
            return reference(words(role)[said], "no stretch of the calendar")
    return None


_RULES: dict[str, Callable[[Expression, Setting], Resolved | None]] = {
    "iso": _iso, "slashes": _slashes, "clock": _clock, "day": _day, "month": _month, "weekday": _weekday, "season": _season,
    "quarter": _quarter, "same quarter": _same_quarter, "decade": _decade, "century": _century, "ago": _counted,
    "in": _counted, "year earlier": _year_earlier, "sets": _sets, "set": _set, "span": _span, "which unit": _which_unit,
    "the unit": _the_unit, "deictic": _deictic, "fiscal year": _year, "year": _year, "year end": _year_end,
    "part of day": _part_of_day, "holiday": _holiday, "reference": _reference,
}  # fmt: skip
