"""What a claim gives as the cause of an event: "the fire" and "arson" of "the fire was started by arsonists"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from allegedly.lexicon import load_table
from allegedly.match.words import WORD, empty_words, normal_form

# An event is named in a few words; what takes more is a sentence that happens to hold such a verb.
_LONGEST_EVENT: Final = 8
# Of two causes so many of the fewer words may agree before they are one cause told twice.
_ALIKE: Final = 1 / 3
_ADVERB: Final = r"(?:\w+ly\s+)?"
_WAS: Final = r"(?:had\s+been|has\s+been|have\s+been|was|were|is|are|being)"
_THAT: Final = re.compile(r"(?i)^[\s“\"‘']*(?:that\s+)?")
_HEAD_ENDS: Final = re.compile(r"(?i)\s+(?:of|at|in|on|near|with|between|from|outside|along|around|that|which)\s")
_PRONOUNS: Final = frozenset({"it", "this", "that", "they", "he", "she"})


class Cause(NamedTuple):
    """An event by its head noun in normal form (None for a pronoun, which says only that there is one), and the cause's words."""

    event: str | None
    words: frozenset[str]


def phrases(name: str) -> tuple[str, ...]:
    """Return the words and phrases of a class of ``rival_words``, the longest first."""
    return _by_class().get(name, ())


@cache
def _by_class() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in load_table("rival_words"):
        found.setdefault(row["class"], []).append(row["phrase"])
    return {name: tuple(sorted(words, key=lambda word: (-len(word), word))) for name, words in found.items()}


def any_of(*names: str) -> str:
    """Return a pattern for any word or phrase of some classes."""
    return "(?:" + "|".join(r"\s+".join(map(re.escape, p.split())) for name in names for p in phrases(name)) + ")"


@cache
def _frames() -> tuple[re.Pattern[str], ...]:
    event, cause = r"(?P<event>\S.*?)", r"(?P<cause>\S.*)"
    arose = rf"{event}\s+(?:had\s+|has\s+)?{any_of('arose')}\s+{_ADVERB}{any_of('arose from')}\s+{cause}"
    made = rf"{event}\s+{_WAS}\s+{_ADVERB}{any_of('made')}\s+{_ADVERB}{any_of('made by')}\s+{cause}"
    lay = rf"{event}\s+{_WAS}\s+{_ADVERB}{any_of('lay in')}\s+{cause}"
    makes = rf"(?P<cause>\S.*?)\s+(?:had\s+|has\s+|have\s+)?{_ADVERB}{any_of('makes')}\s+(?P<event>\S.*)"
    return tuple(re.compile(rf"(?is){frame}$") for frame in (lay, made, arose, makes))


def read_cause(content: str, cue: str = "") -> Cause | None:
    """Return which event a content names and what it gives as its cause, None where it does not; ``cue`` is what attributes it.

    >>> read_cause("that the fire was started by two arsonists").event
    'fire'
    >>> sorted(read_cause("the fire to a fault in the wiring", "attributed").words)
    ['fault', 'wire']
    """
    said = _THAT.sub("", " ".join(content.split())).rstrip(" ,.;”\"’'")
    verbs = {normal_form(word) for word in WORD.findall(cue.casefold())}
    if verbs & {normal_form(word) for word in phrases("ascribe")}:
        return _made(re.fullmatch(r"(?P<event>\S.*?)\s+(?:down\s+)?to\s+(?P<cause>\S.*)", said))
    if verbs & {normal_form(word) for word in phrases("blame")}:
        laid = re.fullmatch(r"(?P<cause>\S.*?)\s+for\s+(?P<event>\S.*)", said)
        return _made(laid or re.fullmatch(r"(?P<event>\S.*?)\s+on\s+(?P<cause>\S.*)", said))
    for frame in _frames():
        made = _made(frame.match(said))
        if made is not None:
            return made
    return None


def _made(found: re.Match[str] | None) -> Cause | None:
    if found is None:
        return None
    event, words = found["event"].split(), _content_words([found["cause"]])
    if len(event) > _LONGEST_EVENT or not words:
        return None
    if event[0].casefold() in _PRONOUNS and len(event) == 1:
        return Cause(None, words)
    head = WORD.findall(_HEAD_ENDS.split(" ".join(event) + " ", maxsplit=1)[0].casefold())
    return Cause(normal_form(head[-1]), words) if head and head[-1] not in empty_words() else None


def _content_words(texts: Iterable[str]) -> frozenset[str]:
    words = (word for text in texts for word in WORD.findall(text.casefold()))
    return frozenset(normal_form(word) for word in words if word not in empty_words())


def are_rival(one: Cause, other: Cause, *, is_near: bool) -> bool:
    """Say whether two causes are given for one event and differ; ``is_near``: close enough for a pronoun to mean the other's."""
    is_one = one.event == other.event if one.event and other.event else is_near
    fewer = min(len(one.words), len(other.words))
    return is_one and len(one.words & other.words) < max(1, _ALIKE * fewer)
