"""What an unnamed source is called, taken apart, and when two descriptions may be of one source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from allegedly.lexicon import load_table
from allegedly.weigh.identity import fold

# What newsrooms write of a source besides who it is; it says nothing on whether two are one.
_MANNER = re.compile(
    r"(?i),?\s*\b(?:who|whom|whose|that)\s+(?:also\s+)?(?:ask|declin|spoke|speak|request|did\s+not|do\s+not|does\s+not|wish|refus|insist|want|"
    r"prefer|was\s+not|were\s+not|is\s+not|are\s+not|could\s+not|cannot|would\s+not|fear|agreed|chose|gave|identity|identities|name|"
    r"we\s+|remain|withheld|talked|told)\w*\b.*$"
    r"|,?\s*\b(?:speaking|talking|writing)\b.*$"
    r"|,?\s*\b(?:on|under)\s+(?:strict\s+|the\s+)?(?:condition|guarantee|promise|cover)\s+of\s+anonymity.*$"
    r"|,?\s*\b(?:seen|reviewed|obtained|read|viewed|quoted|cited|contacted|reached|interviewed|published|leaked)\s+by\b.*$"
)
_SPLIT = re.compile(
    r"\s+(?=(?:of|in|inside|within|at|from|for|near|on|to|with|close|among|outside|around|across|who|whose|briefed|familiar|aware|acquainted|privy|involved|working|serving|knowledgeable|claiming|present)\s)",
    re.IGNORECASE,
)
_ACCESS = re.compile(r"(?i)\b(?:briefed|familiar|acquainted|knowledge|aware|privy|insight|informed|knowledgeable)\b")
_SINGULAR_MARK = frozenset({"a", "an", "one", "another", "his", "her", "this", "that"})
_NUMBERS = frozenset(
    {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "some", "many", "few", "other",
     "various", "numerous", "multiple", "both", "dozens", "hundreds"}
)  # fmt: skip
_PLURALS = frozenset(
    {"people", "men", "women", "children", "police", "troops", "staff", "personnel", "media", "authorities"}
)
# Heads that say nothing of who the source is.
_GENERIC = frozenset(
    {"source", "official", "person", "people", "man", "woman", "figure", "insider", "individual", "member", "somebody",
     "someone", "user", "voice", "one", "informant", "observer", "local"}
)  # fmt: skip
# Heads that are words for one another in news English.
_LIKE = {"eyewitness": "witness", "inhabitant": "resident", "citizen": "resident", "villager": "villager"}
_RANKS = {
    "senior": "high", "top": "high", "high": "high", "ranking": "high", "leading": "high",
    "junior": "low", "low": "low", "minor": "low", "lower": "low", "midlevel": "low",
}  # fmt: skip
_MALE = frozenset(
    {"man", "men", "he", "male", "father", "son", "brother", "husband", "boy", "fisherman", "policeman", "widower"}
)
_FEMALE = frozenset(
    {
        "woman",
        "women",
        "she",
        "female",
        "mother",
        "daughter",
        "sister",
        "wife",
        "girl",
        "policewoman",
        "widow",
        "spokeswoman",
    }
)
_EMPTY = frozenset(
    {"the", "a", "an", "of", "who", "that", "and", "other", "same", "unnamed", "unidentified", "anonymous", "undisclosed",
     "responsible", "reliable", "informed", "own", "former", "one", "another", "its", "their", "his", "her", "to", "with",
     "is", "was", "not", "as", "at", "in", "on", "from", "for", "inside", "within", "near", "by", "two", "three", "some",
     "several"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Description:
    """An unnamed source's description: its head noun, number, sex, rank, and what else is said of it.

    ``words`` are all its telling words, ``before`` those in front of the head, ``names`` proper names by the preposition
    that leads to them. ``has_access`` says that it is known by what it knows of ("briefed on the talks").
    """

    text: str
    head: str
    is_plural: bool
    sex: str | None
    rank: str | None
    words: frozenset[str]
    names: frozenset[tuple[str, str]]
    has_access: bool

    @property
    def is_generic(self) -> bool:
        """Whether the head noun leaves open who the source is."""
        return self.head in _GENERIC

    @property
    def key(self) -> str:
        """The description without manner and articles, folded: equal keys are equal descriptions."""
        return " ".join(fold(self.text)) or self.text


@lru_cache(maxsize=4096)
def describe(text: str) -> Description:
    """Return the parts of a description of an unnamed source.

    >>> found = describe("two senior officials of the Orvel border guard who asked not to be named")
    >>> found.head, found.is_plural, found.rank, sorted(found.names)
    ('official', True, 'high', [('of', 'orvel')])
    """
    plain = _MANNER.sub("", text).strip(" ,;:–—-") or text
    phrases = _SPLIT.split(plain)
    front = phrases[0].split()
    lower = [word.casefold().strip(".,;:’'“”\"") for word in front]
    last = next((word for word in reversed(lower) if word), "")
    head, is_plural = _singular(last)
    if lower and (lower[0] in _NUMBERS or lower[0] in {"residents", "officials"}):
        is_plural = True
    if lower and lower[0] in _SINGULAR_MARK:
        is_plural = is_plural and lower[0] not in {"a", "an"}
        is_plural = False if lower[0] == "one" else is_plural
    if lower == ["one"] and len(phrases) > 1:  # "one of the two former employees"
        head, _ = _singular(phrases[1].split()[-1].casefold())
    words = frozenset(word for word in fold(plain) if word not in _EMPTY)
    return Description(
        text=plain,
        head=_LIKE.get(head, head),
        is_plural=is_plural,
        sex="m" if words & _MALE else "f" if words & _FEMALE else None,
        rank=next((_RANKS[word] for word in sorted(words) if word in _RANKS), None),
        words=words,
        names=_names(phrases),
        has_access=_ACCESS.search(plain) is not None,
    )


def _singular(noun: str) -> tuple[str, bool]:
    if noun in _PLURALS:
        return {"men": "man", "women": "woman", "people": "people"}.get(noun, noun), True
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y", True
    if noun.endswith(("sses", "shes", "ches")):
        return noun[:-2], True
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1], True
    return noun, False


def _names(phrases: list[str]) -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for number, phrase in enumerate(phrases):
        words = phrase.split()
        preposition = words[0].casefold() if number else ""
        for at, word in enumerate(words):
            if word[:1].isupper() and not (number == 0 and at == 0):
                found.update((preposition, part) for part in fold(word))
    return frozenset(found)


def may_be_one(one: Description, other: Description) -> bool:
    """Say whether two descriptions from different articles may be of the same source: nothing in them differs.

    Side and role are compared by the caller, who knows the parties. Equal descriptions always may; otherwise the same
    head noun is asked for, or that both are known by what they have access to.
    """
    if one.key == other.key:
        return True
    if len({one.sex, other.sex} - {None}) > 1 or len({one.rank, other.rank} - {None}) > 1:
        return False
    if one.head != other.head:
        return one.has_access and other.has_access and (one.is_generic or other.is_generic)
    if one.is_plural != other.is_plural or _names_differ(one, other):
        return False
    own = (one.words - {one.head, one.head + "s"}, other.words - {other.head, other.head + "s"})
    return not one.is_generic or not own[0] or not own[1] or bool(own[0] & own[1])


def _names_differ(one: Description, other: Description) -> bool:
    """Say whether the same preposition leads to different names: residents "of Tavrin" and "of Orrimand"."""
    for preposition in {p for p, _ in one.names} & {p for p, _ in other.names}:
        if not {n for p, n in one.names if p == preposition} & {n for p, n in other.names if p == preposition}:
            return True
    return False


@cache
def _role_nouns() -> frozenset[str]:
    classes = {"person", "agent", "office", "spokesperson"}
    return frozenset(row["noun"] for row in load_table("source_nouns") if row["class"] in classes)


def is_role(noun: str) -> bool:
    """Say whether a noun is one for a person, an office or a spokesperson."""
    return _singular(noun)[0] in _role_nouns() or noun in _role_nouns()
