"""The words of an actor phrase: split, folded for look-up, with possessives and joints noted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from allegedly.link.folding import fold

# Letters parted by stops ("U.S.", "D.C"), else words with apostrophes inside, else one sign.
_WORDS = re.compile(
    r"\d+(?:[.,]\d+)*|(?:[^\W\d_]\.){2,}(?!\w)|(?:[^\W\d_]\.)+[^\W\d_](?!\w)|[^\W_]+(?:['’ʼ`][^\W_]+)*|[^\w\s]"
)
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ`]s$", re.IGNORECASE)
# Signs that may stand inside a name; others part words without being words.
_KEPT = frozenset(",()")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a phrase: where it stands, how it is written and how it is looked up.

    ``possessive``: it ends in 's or an apostrophe follows. ``joined``: a hyphen binds it to the word before it.
    """

    start: int
    end: int
    written: str
    key: str
    possessive: bool = False
    joined: bool = False

    @property
    def is_capital(self) -> bool:
        """Say whether it begins with a capital letter."""
        return self.written[:1].isupper()


def split(phrase: str) -> list[Word]:
    """Return the words of a phrase; commas and brackets are words too, other signs are dropped.

    >>> [word.key for word in split("the U.S.-led coalition’s troops")]
    ['the', 'us', 'led', 'coalition', 'troops']
    """
    words: list[Word] = []
    dash = -1
    for match in _WORDS.finditer(phrase):
        written = match.group()
        if not (written[0].isalnum() or written in _KEPT):
            if written in "'’ʼ`" and words and words[-1].end == match.start():
                last = words[-1]
                words[-1] = Word(last.start, last.end, last.written, last.key, possessive=True, joined=last.joined)
            elif written in "-‐‑–":
                dash = match.end()
            continue
        plain = _POSSESSIVE.sub("", written)
        joined = bool(words) and dash == match.start() and words[-1].end == dash - 1
        words.append(Word(match.start(), match.end(), plain, _fold(plain), possessive=plain != written, joined=joined))
    return words


@lru_cache(maxsize=32_768)
def _fold(word: str) -> str:
    return word if word in _KEPT else fold(word).replace(" ", "")


def key_of(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, as the register is keyed.

    >>> key_of("Kurdistan Workers’ Party")
    ('kurdistan', 'workers', 'party')
    """
    if name.isascii() and name.replace(" ", "").isalnum():
        return tuple(name.lower().split())
    return tuple(word.key for word in split(name) if word.key)
