"""Which outlet a citing text means: the publishers of the allegation's articles, and outlets without an article in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from allegedly.lexicon import load_table
from allegedly.weigh.identity import (
    Words,
    core,
    fold,
    host_label,
    initials_of,
    is_acronym,
    is_outlet_word,
    is_part,
    letters_of,
    same_outlet,
)

_PREPOSITION = re.compile(r"\s(?:in|of|from|on|based|published|close|near|with|that|which)\s", re.IGNORECASE)
_PLURAL_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}


@cache
def _outlet_nouns() -> frozenset[str]:
    """Return the common nouns for outlets, in both numbers."""
    single = {
        row["noun"].split()[-1]
        for table in ("source_nouns", "general_nouns")
        for row in load_table(table)
        if row["class"] == "outlet"
    } - _PEOPLE_OF_OUTLETS
    plural = {noun[:-1] + "ies" if noun.endswith("y") else noun + "s" for noun in single}
    return frozenset(single | plural | {"reports", "outlets"})


# Nouns that the list of outlets holds for the people who speak for one.
_PEOPLE_OF_OUTLETS = frozenset(
    {"anchor", "announcer", "chief", "columnist", "correspondent", "crew", "editor", "interviewer", "journalist", "newsreader",
     "photographer", "photojournalist", "presenter", "reporter", "stringer", "union", "writer"}
)  # fmt: skip


def is_generic(name: str) -> bool:
    """Say whether an outlet is only described, not named: "a newspaper in the capital", "local media".

    >>> is_generic("a newspaper in Orrimand"), is_generic("Orrimand Newspaper"), is_generic("the local press")
    (True, False, True)
    """
    head = _PREPOSITION.split(name.strip(), maxsplit=1)[0].split()
    if not head or head[-1].casefold() not in _outlet_nouns() or not (head[-1].islower() or len(head) == 1):
        return False
    names = [word for word in head[:-1] if word[:1].isupper() and word.casefold() not in _ARTICLES]
    if not names or _POSSESSED.search(names[0]):
        return True
    return len(names) == 1 and (head[-1] in _COLLECTIVE or head[-1].endswith("s"))


_ARTICLES = frozenset(
    {"the", "a", "an", "some", "several", "two", "three", "other", "local", "one", "another", "both", "many"}
)
_COLLECTIVE = frozenset({"press", "media"})
_POSSESSED = re.compile(r"['’]s?$")


def names_an_outlet(words: str) -> bool:
    """Say whether a common noun for an outlet stands in a description ("the opposition channel Open Reed")."""
    return any(word in _outlet_nouns() for word in words.split())


def parts_of(name: str) -> tuple[str, ...]:
    """Return the names that stand side by side in one: "the Post and the Echo"; only itself if it is one.

    >>> parts_of("Orvel Post, Selmar Echo and Isle Tribune")
    ('Orvel Post', 'Selmar Echo', 'Isle Tribune')
    """
    return tuple(part for part in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*", name) if part)


def number_of(name: str) -> int | None:
    """Return how many outlets a description speaks of: 1, the number it gives, or None for a plural without one."""
    words = fold(name)
    for word in words:
        if word in _PLURAL_NUMBERS:
            return _PLURAL_NUMBERS[word]
    head = _PREPOSITION.split(name.strip(), maxsplit=1)[0].split()
    last = head[-1].casefold() if head else ""
    return None if last in {"media", "press", "reports"} or (last.endswith("s") and last != "news") else 1


# From so many outlets on an index is made of their names: an allegation has a few, a case may have thousands.
_MANY = 30


class Outlets:
    """The outlets of an allegation by name: ``publishers`` have an article in it, ``cited`` names lead to them or stand alone.

    ``addresses`` are web addresses of the publishers' articles, ``ids`` the register's ids of names, where it has them.
    """

    def __init__(
        self,
        publishers: Iterable[str],
        addresses: Mapping[str, str] | None = None,
        ids: Mapping[str, str] | None = None,
    ) -> None:
        self._ids = dict(ids or {})
        self._keys: dict[str, str] = {}
        self._hosts: dict[str, str] = {}
        names = sorted(set(publishers), key=lambda name: (-len(fold(name)), name))
        self._index = _Index(self._ids) if len(names) >= _MANY else None
        for name in names:
            self._keys[name] = self._among(name, self._keys, loosely=False) or _key(name)
            if self._index is not None:
                self._index.add(name, self._keys[name])
            label = host_label((addresses or {}).get(name, ""))
            if label:
                self._hosts.setdefault(label, self._keys[name])
        self._publishers = self._keys
        self._external: dict[str, str] = {}
        self._found: dict[tuple[str, bool], str | None] = {}

    def key(self, publisher: str) -> str:
        """Return the key of a publisher."""
        return self._keys[publisher]

    def learn(self, cited: Iterable[str]) -> None:
        """Settle which of the cited names that are no publisher's are one outlet's, the fullest names first."""
        for name in sorted(set(cited), key=lambda name: (-len(fold(name)), name)):
            if self.publisher(name) is None and name not in self._external:
                self._external[name] = self._among(name, self._external, loosely=True) or _key(name)

    def publisher(self, name: str, *, strictly: bool = False) -> str | None:
        """Return the key of the publisher that ``name`` stands for, or None.

        ``strictly`` asks for the whole name, its acronym or a part that only a newspaper's name would have.
        """
        if (name, strictly) not in self._found:
            self._found[name, strictly] = self._find(name, strictly=strictly)
        return self._found[name, strictly]

    def _find(self, name: str, *, strictly: bool) -> str | None:
        label = host_label(name)
        if label:
            squashed = {"".join(fold(known)): key for known, key in self._publishers.items()}
            return self._hosts.get(label) or squashed.get(label.replace("-", ""))
        return self._among(name, self._publishers, loosely=True, strictly=strictly)

    def publishers(self, name: str, *, strictly: bool = False) -> tuple[str, ...]:
        """Return the keys of the publishers named side by side in ``name``; () if it is one name, or one of them is none's."""
        parts = parts_of(name)
        keys = tuple(self.publisher(part, strictly=strictly) for part in parts) if len(parts) > 1 else ()
        return tuple(key for key in keys if key is not None) if all(keys) and len(set(keys)) > 1 else ()

    def external(self, name: str) -> str:
        """Return the key of an outlet that has no article in the allegation."""
        return self._external.get(name) or self._among(name, self._external, loosely=True) or _key(name)

    def _among(self, name: str, known: Mapping[str, str], *, loosely: bool, strictly: bool = False) -> str | None:
        if known is self._keys and self._index is not None:
            return self._index.find(name, loosely=loosely, strictly=strictly)
        identity = self._ids.get(name)
        if identity is not None:
            same = [key for other, key in known.items() if self._ids.get(other) == identity]
            if same:
                return same[0]
        for other, key in known.items():
            if same_outlet(name, other):
                return key
        if not loosely:
            return None
        parts = {key for other, key in known.items() if _may_shorten(fold(name), fold(other), strictly=strictly)}
        return next(iter(parts)) if len(parts) == 1 else None


class _Index:
    """The names of many outlets, so that one among thousands is found without comparing it with each.

    It finds what going through them all in the order in which they were added finds. ``ids`` are the register's ids of names.
    """

    def __init__(self, ids: Mapping[str, str]) -> None:
        self._ids = ids
        # The first name of each sign by which names are the same: its number, and its key.
        self._first: dict[tuple[str, str | Words], tuple[int, str]] = {}
        self._with_word: dict[str, list[tuple[Words, str]]] = defaultdict(list)
        self._size = 0

    def add(self, name: str, key: str) -> None:
        """Add the name of an outlet with this key."""
        words = fold(name)
        signs = [*_common_signs(words), *(("initials", one) for one in initials_of(words))]
        letters, identity = letters_of(name), self._ids.get(name)
        signs += [("letters", letters)] if letters is not None else []
        signs += [("id", identity)] if identity is not None else []
        for sign in signs:
            self._first.setdefault(sign, (self._size, key))
        for word in set(words):
            self._with_word[word].append((words, key))
        self._size += 1

    def find(self, name: str, *, loosely: bool, strictly: bool) -> str | None:
        """Return the key of the outlet that a name is of: the same name, or ``loosely`` the only one that it shortens."""
        words, letters = fold(name), letters_of(name)
        identity = self._first.get(("id", self._ids.get(name, "")))
        if identity is not None:
            return identity[1]
        signs = [*_common_signs(words), *(("letters", one) for one in initials_of(words))]
        signs += [("initials", letters)] if letters is not None else []
        found = [self._first[sign] for sign in signs if sign in self._first]
        if found or not loosely:
            return min(found)[1] if found else None
        beside = (other for word in set(words) for other in self._with_word.get(word, ()))
        parts = {key for other, key in beside if _may_shorten(words, other, strictly=strictly)}
        return parts.pop() if len(parts) == 1 else None


def _common_signs(words: Words) -> list[tuple[str, str | Words]]:
    """Return what names that are one outlet's have in common, acronyms aside (``same_outlet``)."""
    middle = core(words)
    return [("joined", "".join(words)), *([("core", middle)] if len(middle) > 1 else [])]


def _key(name: str) -> str:
    return " ".join(fold(name)) or name


def _may_shorten(short: Words, full: Words, *, strictly: bool) -> bool:
    """Say whether one name is a part of the other: two words or more, or the word that newspapers' names are made with."""
    if len(short) > len(full):
        short, full = full, short
    middle = core(short)
    if not is_part(short, full) and not (len(middle) > 1 and is_part(middle, full)):
        return False
    if len(short) > 1:
        return True
    word = short[0] if short else ""
    return word in (full[0], full[-1]) and (is_outlet_word(word) or not strictly)


def is_same_name(one: str, other: str) -> bool:
    """Say whether two names of outlets are the same or one is a part or the acronym of the other."""
    a, b = fold(one), fold(other)
    return same_outlet(one, other) or _may_shorten(a, b, strictly=False) or is_acronym(one, b)
