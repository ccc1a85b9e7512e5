"""The grammar of date expressions: what stands in the text, before anything is counted from anywhere.

Each rule is one pattern. A rule is tried only in paragraphs that hold one of its trigger words, so that text without
dates costs one search. Where expressions overlap, the one that begins first and then the longest wins.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from allegedly.lexicon import load_table


@cache
def words(role: str) -> dict[str, str]:
    """Return the words of one role with their number or TIMEX3 code (``date_expressions.tsv``)."""
    return {row["word"]: row["value"] for row in load_table("date_expressions") if row["role"] == role}


@dataclass(frozen=True, slots=True)
class Expression:
    """One date expression of a paragraph: its rule, where it stands, and its parts by the names of the rule's groups."""

    rule: str
    start: int
    end: int
    text: str
    parts: dict[str, str]


def _any(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def pieces() -> dict[str, str]:
    """Return what stands for each ``@name@`` of the patterns; short forms are kept apart, for they may end in a stop."""
    months, days = words("month"), words("weekday")
    long_months = [word for word in months if len(word) > 4 or word in ("may", "june", "july")]
    long_days = [word for word in days if word.endswith("day")]
    found = {
        "long months": _any(long_months),
        "short months": _any(set(months) - set(long_months)),
        "long days": _any(long_days),
        "short days": _any(set(days) - set(long_days)),
        "counts": _any(set(words("number")) - {"a", "an"}),
    }
    roles = {row["role"] for row in load_table("date_expressions")}
    found.update({f"any {role}": _any(words(role)) for role in roles})
    for row in load_table("date_patterns"):
        if row["kind"] == "piece":
            found[row["name"]] = fill(row["pattern"], found)
    return found


def fill(pattern: str, found: Mapping[str, str]) -> str:
    """Put the pieces into a pattern.

    >>> fill("in @number@ days", {"number": "[0-9]+"})
    'in [0-9]+ days'
    """
    return re.sub(r"@([a-z ]+)@", lambda match: found[match.group(1)], pattern)


@lru_cache(maxsize=1)
def grammar() -> tuple[re.Pattern[str], tuple[tuple[str, str, re.Pattern[str]], ...]]:
    """Compile the patterns of ``date_patterns.tsv``: one for all triggers, and the rules (name, trigger, pattern) in order."""
    found = pieces()
    rows = [(row, fill(row["pattern"], found)) for row in load_table("date_patterns")]
    triggers = "|".join(f"(?P<{row['name']}>{pattern})" for row, pattern in rows if row["kind"] == "trigger")
    # No expression begins inside a word, a sum of money or a number.
    rules = tuple(
        (row["name"], row["trigger"], re.compile(rf"(?<![\w$£€])(?<!\d[.,-])(?:{pattern})", re.IGNORECASE))
        for row, pattern in rows
        if row["kind"] == "rule"
    )
    return re.compile(triggers, re.IGNORECASE), rules


def expressions(text: str) -> Iterator[Expression]:
    """Yield the date expressions of one paragraph, in reading order, none overlapping another."""
    trigger, rules = grammar()
    held = {match.lastgroup for match in trigger.finditer(text)}
    if not held:
        return
    if "year" in held or "decade" in held:
        held |= {"year", "decade"}
    yield from _leftmost_longest(text, [(name, pattern) for name, trigger_of, pattern in rules if trigger_of in held])


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
