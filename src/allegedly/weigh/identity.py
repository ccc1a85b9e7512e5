"""When two names are one: names of outlets, of bodies and of people, folded and compared word by word."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from allegedly.lexicon import load_table

Words = tuple[str, ...]

# Small words inside names, which initials may leave out ("University of Orvel": UO or UOO).
_SMALL = frozenset(
    {"of", "the", "and", "for", "in", "on", "de", "la", "le", "les", "des", "du", "der", "die", "das", "&"}
)
_POSSESSIVE = re.compile(r"['’]s?(?=$|[\s,.;:])")
_NO_WORD = re.compile(r"[^\w]+")
_ADDRESS = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)
_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*://)?([^/:?#]+)", re.IGNORECASE)
# What newsrooms add to or leave out of an outlet's name ("the newspaper Orvel Post", "Coastal Wire news agency").
_ADDED = frozenset(
    {
        "agency",
        "broadcaster",
        "channel",
        "daily",
        "magazine",
        "media",
        "network",
        "news",
        "newspaper",
        "online",
        "outlet",
        "paper",
        "portal",
        "press",
        "radio",
        "service",
        "site",
        "station",
        "television",
        "tv",
        "website",
        "weekly",
        "wire",
    }
)
_LONGEST_ACRONYM = 8


@lru_cache(maxsize=65536)
def fold(name: str) -> Words:
    """Return the words of a name in small letters, without accents, possessives, punctuation and a leading article.

    >>> fold("The Orvel Valley Dispatch’s")
    ('orvel', 'valley', 'dispatch')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = _POSSESSIVE.sub("", plain.replace("&", " and ").casefold())
    words = tuple(word for word in _NO_WORD.split(plain) if word)
    return words[1:] if len(words) > 1 and words[0] in {"the", "a", "an"} else words


def is_part(part: Words, whole: Words) -> bool:
    """Say whether ``part`` stands in ``whole`` word by word, without a gap.

    >>> is_part(("coast", "guard"), ("orvel", "coast", "guard", "command"))
    True
    """
    size = len(part)
    if not 0 < size <= len(whole) or part[0] not in whole:  # most names share no word: seen without going through them
        return False
    return any(whole[at : at + size] == part for at in range(len(whole) - size + 1))


def is_acronym(short: str, words: Words) -> bool:
    """Say whether ``short``, written in capitals, is made of the initials of ``words``, with or without the small ones.

    >>> is_acronym("JCOM", ("joint", "ceasefire", "observation", "mission"))
    True
    """
    letters = letters_of(short)
    return letters is not None and letters in initials_of(words)


def letters_of(short: str) -> str | None:
    """Return the letters of what may be an acronym, in small letters; None for anything else.

    >>> letters_of("J.C.O.M."), letters_of("Orvel")
    ('jcom', None)
    """
    letters = short.replace(".", "").strip()
    is_acronym_like = letters.isupper() and letters.isalpha() and 2 <= len(letters) <= _LONGEST_ACRONYM
    return letters.casefold() if is_acronym_like else None


def initials_of(words: Words) -> frozenset[str]:
    """Return the acronyms that two words or more may have: their initials, with and without those of the small ones."""
    if len(words) < 2:
        return frozenset()
    every = "".join(word[0] for word in words)
    return frozenset({every, "".join(word[0] for word in words if word not in _SMALL)})


def core(words: Words) -> Words:
    """Return an outlet's name without what newsrooms add at its ends; at least one word is left.

    >>> core(("coastal", "wire", "news", "agency"))
    ('coastal',)
    """
    start, end = 0, len(words)
    while end - start > 1 and words[end - 1] in _ADDED:
        end -= 1
    while end - start > 1 and words[start] in {"newspaper", "agency", "website", "channel", "broadcaster", "daily"}:
        start += 1
    return words[start:end]


def host_label(address: str) -> str:
    """Return the part of a web address that names its owner, without the common hosts before and the ending after it.

    >>> host_label("https://www.orvelpost.example/2033/04/mines"), host_label("not an address")
    ('orvelpost', '')
    """
    found = _HOST.match(address.strip())
    host = found.group(1).casefold() if found else ""
    if not _ADDRESS.fullmatch(host):
        return ""
    labels = [label for label in host.split(".") if label not in {"www", "m", "news", "en", "mobile", "amp"}]
    return labels[-2] if len(labels) > 1 else ""


@cache
def _titles() -> frozenset[str]:
    return frozenset(row["title"] for row in load_table("titles"))


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("outlet_words"))


def is_outlet_word(word: str) -> bool:
    """Say whether names of newspapers, agencies and stations are made with ``word`` (folded)."""
    return word in _outlet_words()


# Titles after which the name begins, whatever stands before them ("Civil Defence Minister Tord Halm").
_OFFICES = frozenset(
    {"minister", "secretary", "general", "admiral", "colonel", "commander", "president", "spokesman", "spokeswoman",
     "spokesperson", "chancellor", "governor", "mayor", "speaker", "officer", "inspector", "marshal", "commissioner"}
)  # fmt: skip


@lru_cache(maxsize=4096)
def person_words(name: str) -> Words:
    """Return the folded words of a name without the titles before it; all of them if it is nothing but titles.

    >>> person_words("Vice-Admiral Solvei Marr")
    ('solvei', 'marr')
    """
    words = fold(name)
    start = max((at + 1 for at, word in enumerate(words[:-1]) if word in _OFFICES), default=0)
    while start < len(words) - 1 and words[start] in _titles():
        start += 1
    return words[start:]


def same_outlet(one: str, other: str) -> bool:
    """Say whether two names, as written, may be one outlet's: equal, one the other's acronym, or the same core.

    Parts of names ("the Dispatch") are compared by ``is_part`` where it is known which other outlets there are.
    """
    a, b = fold(one), fold(other)
    if a == b:
        return True
    if is_acronym(one, b) or is_acronym(other, a):
        return True
    return "".join(a) == "".join(b) or (core(a) == core(b) and min(len(core(a)), len(core(b))) > 1)


def same_person(one: Words, other: Words) -> bool:
    """Say whether two people's names may be one person's: the same surname, and first names that do not differ.

    >>> same_person(("m", "tolquay"), ("mirko", "tolquay")), same_person(("tolquay",), ("mirko", "tolquay"))
    (True, True)
    >>> same_person(("ana", "tolquay"), ("mirko", "tolquay"))
    False
    """
    if not one or not other or one[-1] != other[-1]:
        return False
    first, second = one[:-1], other[:-1]
    if not first or not second:
        return True
    return first[0] == second[0] or ((len(first[0]) == 1 or len(second[0]) == 1) and first[0][0] == second[0][0])
