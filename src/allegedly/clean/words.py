"""Words of a line as cleaning sees them: tokens, scripts, and how often they stand in residue, in spam or in articles."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

from allegedly.lexicon import load_table

# Bounded throughout: a line of 200,000 full stops must not be tried as an address from each of them.
ADDRESS = (
    r"(?:https?://|www\.)[^\s<>\"'\]]+|[\w.-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}"
    r"|(?<![\w@])[\w-]{1,64}(?:\.[\w-]{1,64}){0,5}\.[a-z]{2,10}(?:/[^\s<>\"'\]]*)?(?![\w.])"
)
# Scripts written without spaces count a letter as a word, as Unicode's word breaks (UAX 29) do.
UNSPACED = "\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f"
TOKEN = re.compile(rf"(?P<address>{ADDRESS})|[{UNSPACED}]|[#@]?\w+(?:[’'-]\w+)*")
WORD_LIKE = re.compile(r"[^\W\d_]")
# What ends a sentence, with the quotation marks and brackets that may follow it.
SENTENCE_END = re.compile(r"[.!?…。！？।؟۔]+[\"'”’»«“‘)\]]*$")


class Token(NamedTuple):
    """One word, number or address of a line."""

    start: int
    end: int
    text: str
    folded: str
    is_address: bool


def tokens_of(line: str) -> list[Token]:
    """Return the words of a line, addresses whole.

    >>> [token.text for token in tokens_of("See www.moi.example/list, it's #out")]
    ['See', 'www.moi.example/list', "it's", '#out']
    """
    found = []
    for match in TOKEN.finditer(line):
        text = match.group()
        address = match["address"] is not None
        if address:
            text = text.rstrip(".,;:!?)")
        found.append(Token(match.start(), match.start() + len(text), text, text.casefold(), address))
    return found


@functools.lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """Return the first word of a letter's Unicode name: ``LATIN``, ``CYRILLIC``, ``CJK``."""
    return unicodedata.name(letter, "?").split(" ", 1)[0].split("-", 1)[0]


def main_script(text: str, sample: int = 60) -> str:
    """Return the script of most letters among the first ``sample`` of ``text``, or ``""`` if there is no letter."""
    counts: dict[str, int] = {}
    for letter in text[:sample]:
        if letter.isalpha():
            script = script_of(letter)
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=counts.__getitem__) if counts else ""


@functools.cache
def residue_weights() -> dict[str, tuple[float, float]]:
    """Return for every known word its log-odds of standing in residue, and in spam, rather than in an article."""
    return {row["word"]: (float(row["residue"]), float(row["spam"])) for row in load_table("residue_words")}
