"""Numbers in digits and in words: "4,016", "sixty-one", "one hundred and seventy", "1.2 million", "half a dozen"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_UNITS: Final = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL: Final = {
    **{name: value for value, name in enumerate(_UNITS.split())},
    **{name: 10 * value for value, name in enumerate(_TENS.split(), start=2)},
}
_HUNDRED: Final = 100
_LARGE: Final = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000}
# Words that multiply the number before them, and are one themselves without it.
SCALES: Final = {"dozen": 12, "hundred": _HUNDRED, **_LARGE}
_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,9}(?:\.\d+)?")
# Words that begin a number without being one: "a dozen", "half a million".
_ARTICLES: Final = frozenset({"a", "an"})
_TEN, _TWENTY = 10, 20


def numeral_at(words: Sequence[str], at: int) -> tuple[float, int] | None:
    """Return the number that begins at a word, and the place of the word after it; None if none begins there.

    ``words`` are in small letters, punctuation between them as words of its own; a hyphen parts two words or none.

    >>> numeral_at("one hundred and seventy miles".split(), 0), numeral_at("sixty-one boats".split(), 0)
    ((170.0, 4), (61.0, 1))
    >>> numeral_at("half a dozen men".split(), 0), numeral_at("1.2 million".split(), 0), numeral_at(["many"], 0)
    ((6.0, 3), (1200000.0, 2), None)
    """
    first = words[at]
    if first == "half" and words[at + 1 : at + 2] and words[at + 1] in _ARTICLES:
        whole = numeral_at(words, at + 1)
        return None if whole is None else (whole[0] / 2, whole[1])
    if first in _ARTICLES:
        follows = words[at + 1] if at + 1 < len(words) else ""
        return _spelt(words, at + 1) if follows in SCALES else None
    if _DIGITS.fullmatch(first):
        value, past = float(first.replace(",", "")), at + 1
        while past < len(words) and words[past] in SCALES:
            value *= SCALES[words[past]]
            past += 1
        return value, past
    return _spelt(words, at)


def _spelt(words: Sequence[str], at: int) -> tuple[float, int] | None:
    """Return the number spelt out from a word on, and the place after it."""
    number = _Spelt()
    past = at
    while past < len(words) and number.takes(words[past], words[past + 1] if past + 1 < len(words) else ""):
        past += 1
    return (float(number.total + number.current), past) if past > at else None


class _Spelt:
    """A number as far as its words were read: ``total`` up to the last "thousand", ``current`` after it."""

    def __init__(self) -> None:
        self.total = self.current = 0
        self._before = ""
        self._largest = 10 * max(_LARGE.values())

    def takes(self, word: str, following: str) -> bool:
        """Add the next word, if the number goes on with it."""
        if word == "and":
            taken = self._before in SCALES and self._before != "dozen" and _small(following) is not None
        elif word in SCALES:
            taken = self._before not in {"and", "dozen"} and self._takes_scale(SCALES[word])
        else:
            taken = self._takes_small(_small(word))
        self._before = word.rpartition("-")[2]
        return taken

    def _takes_scale(self, scale: int) -> bool:
        if scale >= self._largest or (scale <= _HUNDRED and self.current >= _HUNDRED):
            return False
        self.current = max(self.current, 1) * scale
        if scale > _HUNDRED:
            self.total, self.current, self._largest = self.total + self.current, 0, scale
        return True

    def _takes_small(self, value: int | None) -> bool:
        if value is None or self._before == "dozen":
            return False
        begins = self._before in {"", "and"} or self._before in SCALES
        if not begins and not (_SMALL.get(self._before, 0) >= _TWENTY and 0 < value < _TEN):
            return False
        self.current += value
        return True


def _small(word: str) -> int | None:
    """Return the number below a hundred that one word is, "sixty" or "sixty-one"; None if it is none."""
    tens, hyphen, unit = word.partition("-")
    if not hyphen:
        return _SMALL.get(word)
    is_number = _SMALL.get(tens, 0) >= _TWENTY and 0 < _SMALL.get(unit, 0) < _TEN
    return _SMALL[tens] + _SMALL[unit] if is_number else None
