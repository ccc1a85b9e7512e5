"""The grammar of date expressions: what stands in the text, before anything is counted from anywhere.

Each rule is one pattern. A rule is tried only in paragraphs that hold one of its trigger words, so that text without
dates costs one search. Where expressions overlap, the one that begins first and then the longest wins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from allegedly.lexicon import load_table


@lru_cache(maxsize=None)
def words(role: str) -> dict[str, str]:
    """Return the words of one role with their number or TIMEX3 code (``date_expressions.tsv``)."""
    return {row["word"]: row["value"] for row in load_table("date_expressions") if row["role"] == role}


def _any(role: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words(role), key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Expression:
    """One date expression of a paragraph: its rule, where it stands, and its parts by the names of the rule's groups."""

    rule: str
    start: int
    end: int
    text: str
    parts: dict[str, str]


@lru_cache(maxsize=1)
def grammar() -> tuple[re.Pattern[str], tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]]:
    """Compile the trigger and the rules, in order of rank: (name, triggers, pattern)."""
    long_months = "|".join(word for word in words("month") if len(word) > 4 or word in ("may", "june", "july"))
    short_months = "|".join(word for word in words("month") if word not in long_months.split("|"))
    long_days = "|".join(word for word in words("weekday") if len(word) > 5)
    short_days = "|".join(word for word in words("weekday") if len(word) < 6)
    counts = "|".join(word for word in sorted(words("number"), key=len, reverse=True) if word not in ("a", "an"))
    piece = {
        "month": rf"(?P<month>(?:{long_months})\b|(?:{short_months})\b\.?)",
        "weekday": rf"(?P<weekday>(?:{long_days})\b|(?:{short_days})\b\.?)",
        "day": r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?![:%]|,\d|\.\d|/\d)",
        "dayword": rf"(?P<dayword>{_any('ordinal')})\b",
        "year": r"(?P<year>(?:1[0-9]|20)\d\d|'\d\d|nineteen\s(?:hundred|(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?))\b",
        "part": r"(?:\s+(?:at\s+)?(?P<part>morning|afternoon|evening|night|midnight|noon|midday|dawn|dusk)\b)?",
        "edge": r"(?:(?:the\s+)?(?P<edge>early|late|mid|middle|beginning|start|end|earlier|later)(?:\s+(?:in|of|on)|-)?\s*(?:the\s+)?)?",
        "number": rf"(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?(?:\s+\d/\d)?|(?:half\s+)?an?(?:\s+(?:half|dozen|couple(?:\s+of)?|hundred|thousand)\b)?|(?:{counts})\b(?:[- ](?:and\s+(?:a\s+)?)?(?:{counts})\b)*|several|many|a\s+few|few|some)",
        "unit": rf"(?P<unit>(?:trading\s+|working\s+|calendar\s+)?(?:{_any('unit')}))s?\b",
        "season": rf"(?P<season>{_any('season')})\b",
        "quarter": r"(?P<quarter>first|second|third|fourth|1st|2nd|3rd|4th|fiscal-first|fiscal-second|fiscal-third|fiscal-fourth)",
        "fiscal": r"(?:fiscal\s+(?:year\s+)?)",
    }
    modifier = r"(?P<which>last|next|this(?:\s+(?:coming|past))?|past|previous|coming|current|that|following|same|upcoming|latest|preceding)"
    p = piece
    rules = [
        ("iso", "digits", r"(?<![\d/-])(?P<isoyear>\d{4})-(?P<isomonth>\d\d)-(?P<isoday>\d\d)(?![\d/-])"),
        ("slashes", "digits", r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<third>\d{4}|\d\d)(?![\d/])"),
        ("clock", "clock", r"(?:about\s+|around\s+)?(?P<hour>\d{1,2})(?:(?::(?P<minute>\d\d)(?::\d\d)?|\.(?P<dotted>\d\d)(?=\s?[ap]\.?m))?\s*(?P<half>[ap]\.?\s?m\b\.?|o'clock\b)?)(?:\s*(?:in\s+the|at)\s+(?P<inpart>morning|afternoon|evening|night))?(?:\s*\(?(?:GMT|UTC|EST|EDT|CST|PST|local time|Eastern)\)?)?(?:\s*,?\s*(?:on\s+)?(?:(?P<clockweekday>%s)|(?P<clockmonth>%s|%s)\b\.?\s+(?P<clockday>\d{1,2})\b|(?P<clockdeictic>today|yesterday|tomorrow)))?" % (long_days, long_months, short_months)),
        ("day", "month", rf"(?:(?:this\s+(?:coming|past)|next|last)\s+)?(?:{p['weekday']},?\s+(?:the\s+)?)?{p['month']}\s+(?:{p['day']}|{p['dayword']})(?:,?\s+{p['year']})?{p['part']}"),
        ("day", "month", rf"(?:{p['weekday']},?\s+)?(?:the\s+)?(?:{p['day']}|{p['dayword']})\s+(?:of\s+)?{p['month']}(?:,?\s+{p['year']})?"),
        ("month", "month", rf"{p['edge']}(?:{modifier}\s+)?{p['month']}(?:(?:,|\s+of)?\s+{p['year']})?(?:\s+of\s+(?P<ofyear>last|this|next)\s+year)?"),
        ("weekday", "weekday", rf"{p['edge']}(?:{modifier}\s+(?P<weekof>week's\s+)?)?{p['weekday']}{p['part']}"),
        ("season", "season", rf"{p['edge']}(?:(?:the|{modifier})\s+)?{p['season']}(?:(?:\s+of)?,?\s+{p['year']})?(?:\s+of\s+(?P<ofyear>last|this|next)\s+year)?"),
        ("quarter", "quarter", rf"(?:(?:the|its|(?P<quarterof>this|last|next|that)\s+year's)\s+)?(?:(?P<yearearlier>year-(?:ago|earlier))\s+)?(?:(?P<quarteryear>(?:19|20)\d\d)\s+)?(?:fiscal\s+)?{p['quarter']}(?P<what>[- ](?:fiscal[- ])?(?:quarter|half))(?:\s+of\s+(?:{p['fiscal']}?{p['year']}|(?P<ofyear>last|this|next)\s+year))?"),
        ("quarter", "quarter", r"Q(?P<quarter>[1-4])(?:,?\s+(?P<year>(?:19|20)\d\d))?\b"),
        ("same quarter", "quarter", r"(?:the\s+)?(?P<which>latest|year-ago|year-earlier|corresponding|same|latest fiscal|(?:19|20)\d\d|this|last year's|last|next|previous|current|prior)\s+(?:quarter|period)(?:\s+(?P<ofyear>last year|a year ago|a year earlier))?\b|the\s+quarter\b"),
        ("decade", "decade", r"(?:the\s+)?(?:(?P<edge>early|late|mid)[- ])?(?P<decade>(?:1[5-9]|20)\d0)'?s\b|the\s+(?:(?P<edge2>early|late|mid)[- ])?(?P<decadeword>'?[2-9]0'?s|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"),
        ("century", "century", rf"(?:the\s+)?(?:(?P<edge>early|late|mid)[- ])?(?P<century>\d{{1,2}}(?:st|nd|rd|th)|{_any('ordinal')})[- ]century\b"),
        ("ago", "unit", rf"(?:(?:about|nearly|almost|around|over|more than|less than|some|only|just|at least)\s+)?{p['number']}[- ]?{p['unit']}\s*(?P<way>ago|earlier|later|before|after|afterward|afterwards|from now|previously|hence|prior)\b"),
        ("year earlier", "unit", r"(?:the\s+|a\s+)?year-(?:ago|earlier)\b(?:\s+(?P<what>quarter|period|month|results))?"),
        ("in", "unit", rf"(?P<way>in|within)\s+(?:about\s+|another\s+)?{p['number']}[- ]?{p['unit']}(?:'s?\s+time)"),
        ("sets", "unit", rf"(?P<every>every|each|per)\s+(?:(?P<other>other|few|two|three|four|five|six)\s+)?(?:{p['unit']}|{p['weekday']}(?:\s+(?P<part>morning|afternoon|evening|night))?)"),
        ("sets", "weekday", rf"(?P<every>every|each)\s+(?:other\s+)?{p['weekday']}(?:\s+(?P<part>morning|afternoon|evening|night))?"),
        ("span", "unit", rf"(?:(?:about|nearly|almost|around|over|more than|less than|some|at least|the|the\s+(?:last|past|next|first|latest|previous|coming))\s+)?{p['number']}(?:\s+more)?[- ]?{p['unit']}(?:-long)?(?:\s+or\s+so)?"),
        ("span", "unit", r"(?P<plural>minutes|hours|days|weeks|months|years|decades|centuries|decades-long|years-long|months-long|weeks-long)\b(?:\s+(?P<way>ago|earlier|later|ahead))?"),
        ("which unit", "unit", rf"{p['edge']}(?:the\s+)?{modifier}\s+(?:(?P<fiscal>fiscal|calendar)\s+)?(?P<unit>day|week|weekend|month|year|decade|century|night|morning|afternoon|evening)\b(?!-old|s)"),
        ("the unit", "unit", r"(?P<edge>(?:early|earlier|later)\s+in\s+|the\s+end\s+of\s+)?(?P<the>the|a\s+single)\s+(?:(?P<fiscal>full|fiscal|full fiscal)\s+)?(?P<unit>day|week|weekend|month|year|decade|century)\b(?P<way>\s+(?:before|after|earlier|later)(?!\s+(?:last|yesterday|tomorrow)))?(?!-|s\b)"),
        ("deictic", "deictic", r"(?:(?P<edge>early|late|later|earlier)\s+)?(?P<deictic>the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)|today|yesterday|tomorrow|tonight)(?:\s+(?P<part>morning|afternoon|evening|night)\b)?"),
        ("fiscal year", "year", r"fiscal\s+(?:year\s+)?(?P<year>(?:19|20)\d\d)\b"),
        ("year", "year", rf"{p['edge']}(?:the\s+year\s+)?{p['year']}(?P<to>-\d\d\b)?(?!\s*(?:%|percent|per cent|km|people|miles|feet|troops|soldiers|men|dollars|points|meters|metres|kilomet|tons|shares))"),
        ("year end", "unit", r"year[- ]end\b|(?:the\s+)?end\s+of\s+the\s+year\b"),
        ("part of day", "part", r"(?:at\s+|by\s+|around\s+|before\s+|after\s+)(?:mid-?\s?)?(?P<part>dawn|midday|noon|dusk|midnight)\b|(?<=by\s)mid[- ](?P<part2>afternoon|morning)\b|\bovernight\b"),
        ("holiday", "holiday", rf"(?P<holiday>{_any('holiday')})\b(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"),
        ("set", "set", rf"(?P<set>{_any('set')})\b(?!\s+(?:times|mail|news|telegraph|star|beast|mirror|express|herald|post|record))"),
        ("reference", "reference", rf"(?P<reference>{_any('past reference')}|{_any('present reference')}|{_any('future reference')})\b"),
    ]  # fmt: skip
    trigger = "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            ("clock", r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s?[ap]\.?m\b|o'clock"),
            ("decade", r"\b(?:1[5-9]|20)\d0'?s\b|'\d0s\b|\b(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies\b"),
            ("year", r"\b(?:1[0-9]|20)\d\d\b|\bnineteen\s"),
            ("digits", r"\b\d{1,2}/\d|\b\d{4}-\d\d-"),
            ("month", rf"\b(?:{long_months})\b|\b(?:{short_months})\b"),
            ("weekday", rf"\b(?:{long_days}|{short_days})\b"),
            ("season", rf"\b(?:{_any('season')})\b"),
            ("quarter", r"\b(?:quarter|half|period)\b|-quarter|-half|\bQ[1-4]\b"),
            ("century", r"[- ]century\b"),
            ("deictic", r"\b(?:today|yesterday|tomorrow|tonight)\b"),
            ("unit", rf"\b(?:{_any('unit')}|night|morning|afternoon|evening|decades|centuries)s?\b"),
            ("part", r"\b(?:dawn|midday|noon|dusk|midnight|mid[- ]afternoon|mid[- ]morning|overnight)\b"),
            ("holiday", rf"\b(?:{_any('holiday')})\b"),
            ("set", rf"\b(?:{_any('set')})\b"),
            ("reference", r"\b(?:now|recent|recently|current|currently|soon|future|past|previously|formerly|once|ago|earlier|lately|present|presently|moment|shortly|possible|nowadays|days|far|date|already|term)\b"),
        )
    )  # fmt: skip
    compiled = tuple((name, frozenset([key]), re.compile(rf"(?<![\w$£€])(?<!\d[.,-])(?:{text})", re.I)) for name, key, text in rules)
    return re.compile(trigger, re.I), compiled


def expressions(text: str) -> Iterator[Expression]:
    """Yield the date expressions of one paragraph, in reading order, none overlapping another."""
    trigger, rules = grammar()
    held = {match.lastgroup for match in trigger.finditer(text)}
    if not held:
        return
    if "year" in held or "decade" in held:
        held |= {"year", "decade"}
    yield from _leftmost_longest(text, [(name, pattern) for name, triggers, pattern in rules if triggers & held])


def _leftmost_longest(text: str, rules: list[tuple[str, re.Pattern[str]]]) -> Iterator[Expression]:
    """Yield what the rules find: of all matches from a place on the first to begin, then the longest, then the rule of rank.

    A rule whose match began inside a longer one is searched again after it, so no expression is lost to another's overlap.
    """
    ahead = [pattern.search(text) for _, pattern in rules]
    while True:
        waiting = [(match.start(), -match.end(), rank) for rank, match in enumerate(ahead) if match]
        if not waiting:
            return
        start, negative_end, rank = min(waiting)
        name, match = rules[rank][0], ahead[rank]
        parts = {key: value for key, value in match.groupdict().items() if value} if match else {}
        if name == "clock" and not {"half", "minute"} & set(parts):
            ahead[rank] = rules[rank][1].search(text, -negative_end)
            continue
        yield Expression(name, start, -negative_end, text[start:-negative_end], parts)
        ahead = [
            found if found is None or found.start() >= -negative_end else pattern.search(text, -negative_end)
            for found, (_, pattern) in zip(ahead, rules, strict=True)
        ]
