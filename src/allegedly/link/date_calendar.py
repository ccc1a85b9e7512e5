"""Date expressions that name a stretch of the calendar: days, months, weekdays, seasons, quarters, years, decades."""

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from allegedly.link.date_grammar import Expression, words
from allegedly.link.date_values import (
    BACKWARD,
    FORWARD,
    SEASON_MONTHS,
    DatePrecision,
    Resolved,
    Setting,
    Tense,
    day,
    impossible,
    month,
    quarter,
    season,
    unanchored,
    with_part,
    year_number,
    year_of,
)

# A day and month without a year are read against the tense only if that does not move them this much further from the
# publication: "extended to Nov. 20", written on Nov. 2, is not last year's. Set on one half of the development documents.
MUCH_FURTHER = 5.0

# Years that dates of news may lie in; others are numbers.
EARLIEST_YEAR, LATEST_YEAR = 1000, 2099


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


def month_day(expression: Expression, setting: Setting) -> Resolved | None:
    """Read "January 20", "Friday, 16 May 2003", "March eighth"."""
    parts = expression.parts
    number = _month_number(expression)
    which = int(parts["day"]) if "day" in parts else int(words("ordinal")[parts["dayword"].lower()])
    if "year" in parts:
        found = day(date(year_number(parts["year"]), number, which), "written out", setting)
    elif not 1 <= which <= calendar.monthrange(2000, number)[1]:
        # "June 98" is a month and a year that the day rule has read as a day.
        return impossible(expression.text)
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
        return next(
            date(y, number, which)
            for y in range(anchor.year, anchor.year - 9, -1)
            if which <= calendar.monthrange(y, number)[1]
        )
    past = max((one for one in options if one <= anchor), default=options[0])
    future = min((one for one in options if one >= anchor), default=options[-1])
    back, ahead = (anchor - past).days, (future - anchor).days
    if setting.tense is Tense.FUTURE:
        return past if ahead > MUCH_FURTHER * back else future
    if setting.tense is Tense.PAST:
        return future if back > MUCH_FURTHER * ahead else past
    return future if back > 1.5 * ahead else past


def _month(expression: Expression, setting: Setting) -> Resolved | None:  # noqa: PLR0911  a way of saying it each
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
        return month(
            anchor.year + (number <= anchor.month if which else number < anchor.month), number, reason, setting
        )
    is_over = number < anchor.month if which in BACKWARD else number <= anchor.month
    return month(anchor.year - (not is_over), number, reason, setting)


def _is_month_word(expression: Expression, setting: Setting) -> bool:
    """Say whether words like "may" and "march" are months here."""
    word = re.sub(r"\W", "", expression.parts["month"])
    if not word[0].isupper():
        return False
    if word.lower() in (
        "may",
        "march",
        "mar",
        "jan",
        "april",
        "june",
        "august",
        "sun",
        "dec",
        "oct",
        "sep",
        "jun",
        "apr",
    ):
        return (
            bool({"year", "which", "edge"} & set(expression.parts))
            or setting.is_date_entity
            or setting.preposition in _BEFORE_DATES
        )
    return True


_BEFORE_DATES = frozenset(
    {
        "in",
        "since",
        "until",
        "till",
        "by",
        "from",
        "of",
        "during",
        "before",
        "after",
        "through",
        "for",
        "between",
        "to",
        "late",
        "early",
    }
)


def weekday(expression: Expression, setting: Setting) -> Resolved | None:
    """Read "Saturday", "last Friday", "Sunday evening": the nearest past one unless words or the verb look ahead."""
    parts = expression.parts
    word = parts["weekday"].rstrip(".")
    if not word[0].isupper() or (
        len(word) < 5 and not expression.parts["weekday"].endswith(".") and not setting.is_date_entity
    ):
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
        if (number > current + (kind == "Q") and setting.tense is not Tense.FUTURE) or (
            number == current + 1 and setting.tense is Tense.PAST and current == 1
        ):
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
    elif which in ("year-ago", "year-earlier", "corresponding", "last year's") or (
        which == "same" and "ofyear" in parts
    ):
        year = (
            (anchor.year if setting.anchor else year + 1) - 1
            if not known
            else year - (year == anchor.year or not setting.anchor)
        )
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
            return Resolved(
                "DATE",
                f"{first // 100}",
                DatePrecision.CENTURY,
                "written out",
                date(first, 1, 1),
                date(first + 99, 12, 31),
            )
    else:
        word = parts["decadeword"].lower().strip("'")
        tens = int(word[0]) * 10 if word[0].isdigit() else int(words("number")[word.removesuffix("ies") + "y"])
        first = 1900 + tens
        if tens in (20, 30) and setting.preposition == "in":
            return None
    return Resolved(
        "DATE", f"{first // 10}", DatePrecision.DECADE, "written out", date(first, 1, 1), date(first + 9, 12, 31)
    )


def _century(expression: Expression, setting: Setting) -> Resolved | None:  # noqa: ARG001  all rules share a form
    word = expression.parts["century"].lower()
    number = int(re.sub(r"\D", "", word)) if word[0].isdigit() else int(words("ordinal")[word])
    first = (number - 1) * 100 + 1
    return Resolved(
        "DATE", f"{number - 1:02}", DatePrecision.CENTURY, "written out", date(first, 1, 1), date(first + 99, 12, 31)
    )


def _year(expression: Expression, setting: Setting) -> Resolved | None:
    parts = expression.parts
    number = year_number(parts["year"])
    if not EARLIEST_YEAR <= number <= LATEST_YEAR:
        return None
    is_said = setting.is_date_entity or "edge" in parts or expression.rule == "fiscal year"
    if not is_said and setting.preposition not in _BEFORE_DATES:
        return None
    return year_of(number, "written out", setting)


def _year_end(expression: Expression, setting: Setting) -> Resolved | None:  # noqa: ARG001  all rules share a form
    if setting.anchor is None:
        return unanchored(None, setting, "the end of some year")
    return year_of(setting.anchor.year, f"counted from {setting.named}", setting)


def _holiday(expression: Expression, setting: Setting) -> Resolved | None:
    if not expression.text[0].isupper():
        return None
    number, which = map(int, words("holiday")[expression.parts["holiday"].lower()].split("-"))
    if "year" in expression.parts:
        return day(date(int(expression.parts["year"]), number, which), "a holiday of fixed date", setting)
    if setting.anchor is None:
        return unanchored(f"XXXX-{number:02}-{which:02}", setting, "a holiday of some year")
    return day(
        _nearest_year(number, which, setting),
        f"a holiday of fixed date, the year counted from {setting.named}",
        setting,
    )


Rule = Callable[[Expression, Setting], Resolved | None]

CALENDAR_RULES: Mapping[str, Rule] = {
    "iso": _iso, "slashes": _slashes, "day": month_day, "month": _month, "weekday": weekday, "season": _season,
    "quarter": _quarter, "same quarter": _same_quarter, "decade": _decade, "century": _century, "fiscal year": _year,
    "year": _year, "year end": _year_end, "holiday": _holiday,
}  # fmt: skip
