"""Date expressions that are counted from another day, lengths of time, sets and times of day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from allegedly.link.date_calendar import Rule, month_day, weekday
from allegedly.link.date_grammar import Expression, words
from allegedly.link.date_values import (
    BACKWARD,
    FORWARD,
    PARTS,
    DatePrecision,
    Resolved,
    Setting,
    Tense,
    day,
    month,
    number_of,
    quarter,
    reference,
    shift,
    unanchored,
    week,
    with_part,
    year_of,
)

LENGTHS = {
    "D": "D",
    "W": "W",
    "MO": "M",
    "Y": "Y",
    "H": "H",
    "M": "M",
    "S": "S",
    "Q": "M",
    "DE": "Y",
    "CE": "Y",
    "F": "W",
    "WE": "WE",
}
TIMES = {"H": 3, "Q": 3, "DE": 10, "CE": 100, "F": 2}


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
    is_told = which in ("that", "same", "following", "preceding", "previous") or (which, unit) == ("next", "day")
    if is_told and setting.before and setting.before.start:
        base, named = setting.before.start, "the date before it"
    if (
        which in ("that", "same")
        and unit == "day"
        and setting.before
        and setting.before.precision is not DatePrecision.DAY
    ):
        base = None
    if base is None:
        return unanchored(None, setting, f"{which} {unit}")
    return _unit_at(base, unit, move, replace(setting, named=named))


def _unit_at(base: date, unit: str, move: int, setting: Setting) -> Resolved | None:
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
    return Resolved(
        "DATE", f"{first // size}", precision, reason, date(first, 1, 1), date(first + size - 1, 12, 31), setting.anchor
    )


def _the_unit(expression: Expression, setting: Setting) -> Resolved | None:
    parts = expression.parts
    unit, way = parts["unit"].lower(), parts.get("way", "").lower().strip()
    base = setting.before.start if setting.before and setting.before.start else None
    if way and unit != "century":
        if base is None:
            return unanchored(None, setting, "counted from another date")
        move = -1 if way in ("before", "earlier") else 1
        return _unit_at(base, unit, move, replace(setting, named="the date before it"))
    if (
        "edge" in parts
        or "fiscal" in parts
        or unit in ("weekend",)
        or (unit in ("week",) and setting.preposition in ("for", "during"))
    ):
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


def _year_earlier(expression: Expression, setting: Setting) -> Resolved | None:  # noqa: ARG001  all rules share a form
    if setting.anchor is None:
        return unanchored(None, setting, "counted from another date")
    base = setting.before.start if setting.before and setting.before.start else setting.anchor
    return _at_distance(base, "Y", -1, setting)


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
    if (
        hour > 24
        or minute > 59
        or (
            not half
            and "inpart" not in parts
            and setting.preposition not in ("at", "by", "around", "about", "until", "before", "after")
        )
    ):
        return None
    base = _clock_day(expression, setting)
    if base is None:
        return unanchored(f"XXXX-XX-XXT{hour:02}:{minute:02}", setting, "a time of some day")
    reason = f"the day counted from {setting.named}"
    return Resolved(
        "TIME", f"{base.isoformat()}T{hour:02}:{minute:02}", DatePrecision.TIME, reason, base, base, setting.anchor
    )


def _clock_day(expression: Expression, setting: Setting) -> date | None:
    """Return the day that stands beside a time, else the last one spoken of, else the day of writing."""
    parts = expression.parts
    found: Resolved | None = None
    if "clockweekday" in parts:
        found = weekday(replace(expression, parts={"weekday": parts["clockweekday"]}), setting)
    elif "clockmonth" in parts:
        found = month_day(replace(expression, parts={"month": parts["clockmonth"], "day": parts["clockday"]}), setting)
    elif "clockdeictic" in parts:
        found = _deictic(replace(expression, parts={"deictic": parts["clockdeictic"]}), setting)
    elif setting.before and setting.before.precision in (DatePrecision.DAY, DatePrecision.PART_OF_DAY):
        found = setting.before
    return found.start if found else setting.anchor


def _reference(expression: Expression, setting: Setting) -> Resolved | None:  # noqa: ARG001  all rules share a form
    said = " ".join(expression.parts["reference"].lower().split())
    for role in ("past reference", "present reference", "future reference"):
        if said in words(role):
            return reference(words(role)[said], "no stretch of the calendar")
    return None


DISTANCE_RULES: Mapping[str, Rule] = {
    "clock": _clock, "ago": _counted, "in": _counted, "year earlier": _year_earlier, "sets": _sets, "set": _set,
    "span": _span, "which unit": _which_unit, "the unit": _the_unit, "deictic": _deictic,
    "part of day": _part_of_day, "reference": _reference,
}  # fmt: skip
