"""What a text says that a named source is: the words beside the name, and the body for which it speaks."""

from __future__ import annotations

import re
from functools import lru_cache

from allegedly.weigh.identity import Words, fold

# Who speaks for a body when speaking at all: its spokespeople and those at its head.
_SPEAKS = (
    r"(?:spokes(?:man|woman|person|men|people|persons)|press\s+(?:officer|secretary|attach[eé]|office|service)|"
    r"information\s+office|mouthpiece|representatives?|leader|head|chief(?:\s+executive(?:\s+officer)?)?|chair(?:man|woman|person)?|president|"
    r"director(?:[-\s]general)?|general\s+(?:secretary|counsel|manager)|secretary[-\s]general|managing\s+director|commander(?:-in-chief)?|"
    r"boss|owner|founder)"
)
_SPOKES_FOR = re.compile(rf"(?i)\b(?:\w+\s+)?{_SPEAKS}\s+(?:for|of|at|to)\s+(?P<body>.+)$")
_SPOKES_OF = re.compile(rf"(?i)^(?:an?\s+|the\s+)?(?P<body>.+?)(?:['’]s?)?\s+(?:\w+\s+)?{_SPEAKS}\b")
_LEADS = re.compile(
    r"(?i)^who\s+(?:also\s+|now\s+)?(?:heads|headed|leads|chairs|runs|commands|directs|presides\s+over|speaks\s+for)\s+(?P<body>.+)$"
)
_ONLY_SPOKES = re.compile(
    rf"(?i)^(?:an?|the|its|their|one|another)?\s*(?:(?:chief|official|senior|deputy|acting|main|top|former|second)\s+)?{_SPEAKS}$"
)
_ITS = re.compile(r"(?i)^(?:its|their)\s+(?:own\s+)?\w+")
_RANK = re.compile(r"(?i)\b(?:general|admiral|colonel|major|commander|lieutenant|brigadier|marshal|commodore)$")
_MILITARY = frozenset(
    {
        "staff",
        "army",
        "command",
        "guard",
        "navy",
        "forces",
        "military",
        "ministry",
        "defence",
        "defense",
        "corps",
        "brigade",
    }
)
_BENCH = re.compile(r"(?i)\b(?:judge|justice|magistrate|clerk)$")
_COURTS = frozenset({"court", "tribunal", "bench", "assize", "assizes"})
_PORTFOLIO = re.compile(
    r"(?i)\b(?:minister|secretary|ministry|department)\s+(?:of|for)\s+(?P<field>\w+(?:(?:\s+and\s+|\s+)\w+)?)"
)
_NAMED_OFFICE = re.compile(r"(?i)(?P<field>(?:\b\w[\w’'-]*\s+)+?)(?:minister|secretary|ministry|department)\b")
_NO_FIELD = frozenset({"the", "a", "an", "deputy", "first", "prime", "its", "former", "acting", "assistant", "under", "general",
                       "of", "and", "for", "affairs", "state", "minister", "chief", "vice", "cabinet", "press", "permanent"})  # fmt: skip
_CLAUSE_END = re.compile(r"[,;:.!?()“”\"\n–—]|\s(?:said|says|told|who|that|has|had|was|is|as)\s", re.IGNORECASE)
# Code points after a name within which an apposition ends; longer ones are clauses.
_LONGEST_ROLE = 140


@lru_cache(maxsize=4096)
def body_of(description: str) -> str | None:
    """Return the body for which a spokesman, or press office, of a description speaks; None if it is none's.

    >>> body_of("a spokesman for the Orvel border guard"), body_of("the ministry's spokeswoman"), body_of("a nurse")
    ('the Orvel border guard', 'ministry', None)
    >>> body_of("who heads the Isle Congress")
    'the Isle Congress'
    """
    plain = description.strip(" ,;")
    if _ONLY_SPOKES.match(plain):
        return None
    found = _LEADS.search(plain) or _SPOKES_FOR.search(plain) or _SPOKES_OF.search(plain)
    if found is None:
        return None
    return _CLAUSE_END.split(found["body"], maxsplit=1)[0].strip() or None


def may_speak_for(role: str, body: Words) -> bool:
    """Say whether a role that names no body may be one's in ``body``, the only body that the article lets speak.

    >>> may_speak_for("its spokesman", ("orvel", "ministry")), may_speak_for("Lieutenant General", ("general", "staff"))
    (True, True)
    >>> may_speak_for("nurse", ("general", "staff"))
    False
    """
    plain = role.strip(" ,;")
    if _ONLY_SPOKES.match(plain) is not None or _ITS.match(plain) is not None:
        return True
    is_ranked = _RANK.search(plain) is not None and bool(_MILITARY & set(body))
    return is_ranked or (_BENCH.search(plain) is not None and bool(_COURTS & set(body)))


@lru_cache(maxsize=4096)
def office_of(description: str) -> frozenset[str] | None:
    """Return the field of a minister or of a ministry, as words; None if the description is of neither.

    >>> sorted(office_of("the minister of works")), sorted(office_of("Pellane's ministry of works")), office_of("a nurse")
    (['works'], ['works'], None)
    """
    found = _PORTFOLIO.search(description) or _NAMED_OFFICE.search(description)
    if found is None:
        return None
    field = frozenset(_SPELLINGS.get(word, word) for word in fold(found["field"]) if word not in _NO_FIELD)
    return field or None


_SPELLINGS = {"defense": "defence", "home": "interior", "exterior": "foreign", "external": "foreign"}


def find_role(text: str, name: str, words: str) -> str:
    """Return what stands beside a person's name: the apposition after it, or what precedes it; "" if nothing does.

    The words of the source itself are looked at first, then every place where the text has the name.

    >>> find_role("The skipper Magnus Tarn said so. Tarn, a fisherman from Selmar, wept.", "Magnus Tarn", "Magnus Tarn")
    'skipper'
    >>> find_role("Ilse Drom, a surgeon at the clinic, said so.", "Ilse Drom", "Drom")
    'surgeon at the clinic'
    """
    found = _beside(words, name)
    if found:
        return found
    at = text.find(name)
    while at != -1:
        found = _after(text, at + len(name)) or _before(text, at)
        if found:
            return found
        at = text.find(name, at + 1)
    return ""


def _beside(words: str, name: str) -> str:
    at = words.find(name)
    if at == -1:
        return ""
    after = words[at + len(name) :].strip(" ,")
    if after:
        return _ARTICLE.sub("", after)
    return _before(words, at)


_ARTICLE = re.compile(r"(?i)^(?:an?|the|one\s+of\s+the)\s+")
_APPOSED = re.compile(
    r",\s+(?:aged?\s+)?(?:\d+,\s+)?(?P<role>(?:an?|the|one of|its|their|his|her|deputy|head|chief|director|spokes\w+|who\s+(?:heads|leads|chairs|commands))\s[^.;:!?()“”\"\n]+)"
)


def _after(text: str, at: int) -> str:
    found = _APPOSED.match(text, at)
    if found is None:
        return ""
    role = found["role"][:_LONGEST_ROLE].split(",")[0]
    return _ARTICLE.sub("", role).strip()


def _before(text: str, at: int) -> str:
    """Return the common nouns and titles that lead to a name: "the skipper", "Health Minister"."""
    lead = text[max(0, at - 60) : at].rstrip()
    apposed = _APPOSED_BEFORE.search(lead)
    if apposed is not None:
        return apposed["role"].strip()
    lead = re.split(r"[,;:.!?()“”\"\n–—]", lead)[-1]
    words = lead.split()
    taken: list[str] = []
    for word in reversed(words):
        if word.casefold() in _STOPS:
            break
        taken.insert(0, word)
    return " ".join(taken[-4:])


# "The skipper, Magnus Tarn, said": what is said of a person stands before the name, and a comma between.
_APPOSED_BEFORE = re.compile(
    r"(?:^|[.!?”\"\n;]\s*|,\s+)(?:the|its|his|her|their|our|a|an|[\w’'-]+['’]s?)\s+(?P<role>(?:[\w’'-]+\s+){0,4}[\w-]+),$",
    re.IGNORECASE,
)
_STOPS = frozenset({"the", "a", "an", "said", "and", "or", "but", "that", "to", "by", "of", "from", "with", "told", "according", "as", "is", "was", "for", "on", "in", "at", "when", "while", "after", "says", "its", "his", "her", "their", "added", "asked", "citing", "quoting"})  # fmt: skip


def is_person_name(name: str) -> bool:
    """Say whether a name is written as people's are: capitals throughout, no digit, at most four words.

    >>> is_person_name("Magnus Tarn"), is_person_name("a spokesman for the guard"), is_person_name("Gorstal")
    (True, False, False)
    """
    words = [word for word in name.split() if word]
    small = {"de", "van", "von", "bin", "al", "el", "la", "du", "der", "den", "ibn", "ben", "y", "da", "dos", "di"}
    return 2 <= len(words) <= 5 and all(
        (word[0].isupper() or word.casefold().split("-")[0] in small)
        and word.replace("-", "").replace("’", "").replace("'", "").replace(".", "").isalpha()
        for word in words
    )


def short_forms(words: Words) -> Words:
    """Return a body's name without the words that only say that it is one: "government of Temrin" is "temrin"."""
    if (
        len(words) > 2
        and words[0] in {"government", "republic", "kingdom", "state", "authorities", "emirate"}
        and words[1] == "of"
    ):
        return words[2:]
    if len(words) > 1 and words[-1] in {"government", "authorities"}:
        return words[:-1]
    return words
