"""How weighty a source is by the words that name it: from nobody over outlets and insiders to a state."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import cache
from typing import Final

from allegedly.lexicon import load_table
from allegedly.records import ChainLink, Claim, Spans
from allegedly.vocab import SourceKind
from allegedly.weigh.identity import fold
from allegedly.weigh.outlets import is_generic, number_of


class Weight(IntEnum):
    """How much the name of a source promises, from an outlet's bare word up (newsroom usage; the order is ours)."""

    NOBODY = 0
    UNNAMED = 1
    OUTLET = 2
    PRESS = 3
    INSIDER = 4
    NAMED = 5
    OFFICIAL = 6
    STATE = 7


# What a reader would call a source of each weight.
CALLED: Final[Mapping[Weight, str]] = {
    Weight.NOBODY: "nobody",
    Weight.UNNAMED: "an unnamed source",
    Weight.OUTLET: "an outlet",
    Weight.PRESS: "several outlets",
    Weight.INSIDER: "unnamed insiders",
    Weight.NAMED: "a named source",
    Weight.OFFICIAL: "a body or the holder of an office",
    Weight.STATE: "a government or its forces",
}

_ASIDE = re.compile(r"(?i)\s+\b(?:who|whom|whose|which|that)\b.*$", re.DOTALL)
_COMPLEMENT = re.compile(
    r"(?i)\s(?=(?:of|in|inside|within|at|from|for|near|on|to|with|close|among|outside|around|across|familiar|briefed)\s)"
)
# "Reports: …" names nobody. A pronoun whose name was not found may well stand for one that the text gives.
_NOBODY = frozenset({"report", "reports"})
_SOMEBODY = frozenset({(word,) for word in ("i", "we", "he", "she", "they", "it", "who")})
_LONGEST_ENTRY = 3
_UNNAMED = frozenset({"person", "crowd", "user", "insider"})
_POST = frozenset({"office", "agent", "body", "spokesperson"})
_REPORTS = frozenset({("reports",)})
_INSIDERS = frozenset({("insider",), ("insiders",), ("staffer",), ("staffers",), ("aide",), ("aides",)})


@cache
def _entries() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in load_table("source_weights"):
        found[row["class"]].add(" ".join(fold(row["word"])))
    return {name: frozenset(words) for name, words in found.items()}


@cache
def _nouns() -> dict[str, str]:
    table = [*load_table("general_nouns"), *load_table("source_nouns")]
    return {" ".join(fold(row["noun"])): row["class"] for row in table}


def is_confirming(cue: str) -> bool:
    """Say whether a cue lets its source own up to what it says: "acknowledges", "has conceded".

    >>> is_confirming("has conceded"), is_confirming("said")
    (True, False)
    """
    verbs = _entries()["confirming"]
    return any(stem in verbs for word in fold(cue) for stem in _stems(word))


def is_somebody(phrase: str) -> bool:
    """Say whether a phrase is a pronoun, whose name was not found.

    >>> is_somebody("He"), is_somebody("the minister")
    (True, False)
    """
    return fold(phrase) in _SOMEBODY


class Sayers:
    """The sources of one document and how weighty each is, by everything that the document calls it.

    ``text`` is the document's; ``claims`` are as many of its claims as there are: a person is introduced with an office
    once, and goes by the surname after that. ``publishers`` are the names of outlets, however the text introduces them.
    """

    def __init__(self, text: str, claims: Iterable[Claim] = (), publishers: Iterable[str] = ()) -> None:
        self.text = text
        self._publishers = {fold(name) for name in publishers}
        self._called: dict[str, set[str]] = defaultdict(set)
        for claim in claims:
            for link in claim.chain[1:]:
                if link.name and link.kind is SourceKind.NAMED:
                    self._called[link.name].add(self.phrase(link))

    def phrase(self, link: ChainLink) -> str:
        """Return the words that name a sayer in the text; its resolved name where the text has none."""
        return self.words(link.spans) or link.name or ""

    def words(self, spans: Spans) -> str:
        """Return the words of the document at ``spans``."""
        return " ".join(span.of(self.text) for span in spans)

    def weight(self, link: ChainLink) -> Weight:
        """Return how weighty the sayer of a link is."""
        phrase = self.phrase(link)
        if phrase.casefold() in _NOBODY or link.kind is SourceKind.IMPERSONAL:
            return Weight.NOBODY
        is_publisher = not self._publishers.isdisjoint((fold(link.name or ""), fold(phrase)))
        if link.kind is SourceKind.OUTLET or is_publisher or _is_site(phrase):
            return _weight_of_outlet(phrase)
        if link.kind is SourceKind.DOCUMENT:
            return Weight.PRESS if _heads(phrase)[-1:] in _REPORTS else Weight.NAMED
        if link.kind is SourceKind.UNNAMED:
            return (
                Weight.NAMED if fold(phrase) in _SOMEBODY else max(_weight_of_unnamed(phrase), self._as_state(phrase))
            )
        called = {phrase, *self._called.get(link.name or "", ())}
        return max(max(_weight_of_named(words), self._as_state(words)) for words in called)

    def of_line(self, line: Iterable[ChainLink]) -> Weight:
        """Return the weight of a chain: that of its least weighty sayer, through whom the reader has the rest."""
        return min((self.weight(link) for link in line), default=Weight.NOBODY)

    def _as_state(self, phrase: str) -> Weight:
        """Return STATE for a country that speaks ("Orvel admits"), by what the document says of the name elsewhere."""
        name = re.sub(r"^[Tt]he\s+", "", phrase.strip())
        if not name[:1].isupper() or not re.fullmatch(r"[\w’' -]+", name) or _classes(phrase):
            return Weight.NOBODY
        word = re.escape(name)
        place = rf"\b(?:in|into|from|across|inside|outside|within|throughout|near)\s+(?:the\s+)?{word}\b(?!\s+[A-Z])"
        nouns = "|".join(sorted(re.escape(noun) for noun in _entries()["state"] | {"authorities", "officials"}))
        of_state = rf"\b{word}(?:['’]s|\w{{0,4}})\s+(?:\w+\s+)?(?:{nouns})\b"
        is_place = bool(re.search(place, self.text)) or bool(re.search(of_state, self.text, re.IGNORECASE))
        return Weight.STATE if is_place else Weight.NOBODY


def _is_site(phrase: str) -> bool:
    """Say whether a phrase introduces an outlet by what it is: "the Orvelian website High Ford"."""
    noun = _noun_before_name(_ASIDE.sub("", phrase))
    return bool(noun) and is_generic(" ".join(noun))


def _weight_of_outlet(phrase: str) -> Weight:
    heads = _heads(phrase)
    is_press = any(" ".join(heads[at:]) in _entries()["press"] for at in range(len(heads)))
    if is_press or (is_generic(phrase) and number_of(phrase) != 1):
        return Weight.PRESS
    return Weight.OUTLET


def _weight_of_unnamed(phrase: str) -> Weight:
    classes = _classes(phrase)
    words = set(fold(_ASIDE.sub("", phrase)))
    is_source = "source" in _stems_of(phrase)
    if "state" in classes and not is_source and _heads(phrase)[-1:] not in _INSIDERS:
        return Weight.STATE
    if "insider" in classes or (is_source and words & _entries()["tie"]):
        return Weight.INSIDER
    if classes & {"body"}:
        return Weight.OFFICIAL
    return Weight.PRESS if "press" in classes else Weight.UNNAMED


def _weight_of_named(phrase: str) -> Weight:
    classes = _classes(phrase)
    if _is_description(phrase, classes):
        return _weight_of_unnamed(phrase)
    if "former" in classes:
        return Weight.NAMED
    if "state" in classes:
        return Weight.OFFICIAL if "local" in classes else Weight.STATE
    if "spokesperson" in classes and (set(fold(phrase)) & (_entries()["speaks_for_state"] | _entries()["state"])):
        return Weight.STATE
    return Weight.OFFICIAL if classes & _POST else Weight.NAMED


def _is_description(phrase: str, classes: set[str]) -> bool:
    """Say whether a phrase describes people rather than names one, in headlines with their capitals, too."""
    heads = _heads(phrase)
    last = heads[-1] if heads else ""
    if last in {"source", "sources"} or (last.endswith("s") and last in _entries()["insider"]):
        return True
    is_lower = not any(word[:1].isupper() for word in _COMPLEMENT.split(phrase, maxsplit=1)[0].split()[1:])
    return is_lower and bool(classes) and classes <= _UNNAMED


def _classes(phrase: str) -> set[str]:
    """Return the classes of the head nouns of a phrase and of the words before them, part by part of an apposition."""
    found: set[str] = set()
    for part in _ASIDE.sub("", phrase).split(","):
        heads = _heads(part)
        for word in heads:
            found |= {name for name in ("local", "former", "insider", "state", "press") if word in _entries()[name]}
        for tail in (*_tails(heads), *_tails(_noun_before_name(part))):
            found |= {name for name in ("state", "press", "insider") if tail in _entries()[name]}
            if tail in _nouns():
                found.add(_nouns()[tail])
        if "spokesperson" in found and set(fold(part)) & _entries()["state"]:
            found.add("state")
    return found


def _heads(phrase: str) -> tuple[str, ...]:
    """Return the folded words of a phrase up to its first complement: its head noun is the last."""
    return fold(_COMPLEMENT.split(_ASIDE.sub("", phrase).strip(), maxsplit=1)[0])


def _tails(heads: tuple[str, ...]) -> tuple[str, ...]:
    """Return the last one, two and three words, each as one string."""
    return tuple(" ".join(heads[-size:]) for size in range(1, _LONGEST_ENTRY + 1))


def _noun_before_name(part: str) -> tuple[str, ...]:
    """Return the words before a name that they introduce: "the charity" of "the charity Open Oar"."""
    found = re.match(r"\s*(?:The\s+)?((?:[A-Z]\w+(?:an|ian|ese|ish|i)\s+)?(?:[a-z][\w-]*\s+)+)(?=[A-Z])", part)
    return fold(found.group(1)) if found else ()


def _stems_of(phrase: str) -> set[str]:
    return {stem for word in _heads(phrase) for stem in _stems(word)}


def _stems(word: str) -> tuple[str, ...]:
    """Return a word and what it may be a form of."""
    forms = [word]
    for ending, left in (
        ("ies", "y"),
        ("es", ""),
        ("es", "e"),
        ("s", ""),
        ("ied", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            forms.append(word[: len(word) - len(ending)] + left)
    if len(word) > 5 and word.endswith("tted"):
        forms.append(word[:-3])
    return tuple(forms)
