"""What may be a page's headline, and how outlet suffixes and kickers come off it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

SIGN = re.compile(r"\w+")
SOFT_HYPHEN = "\u00ad"
# What parts a headline from the name of its outlet in <title> and og:title.
SUFFIX = re.compile(r"^(?P<head>.+)(?:\s+[-–—|·•*»«›:]{1,2}\s+|\s*[|｜：]\s*)(?P<tail>[^|｜]{2,80}?)\s*$", re.DOTALL)
PREFIX = re.compile(r"^(?P<tail>[^|:]{2,60}?)\s*(?:[|»›：:]|\s[-–—]\s)\s*(?P<head>.+)$", re.DOTALL)
# What stands before a headline to say what it belongs to ("War in Torval: …", "Ferry strike - …").
KICKER = re.compile(r"^(?P<kicker>[^:|–—]{2,60}?)(?::|\s[-–—|])\s+(?P<rest>.+)$", re.DOTALL)
# A quotation that is opened in a kicker and not closed there goes on behind it, so that the kicker is none.
OPEN_QUOTATION = re.compile(r"^[\"'“„«‘](?!.*[\"'”“»’](?!\w))", re.DOTALL)
# Words that must be left for what follows a kicker to be a headline.
FEWEST_WORDS = 3
# A name this long, in letters, that occurs in the tail or holds it, is the outlet's.
SHORTEST_OUTLET = 3


class Candidate(NamedTuple):
    """One text that may be the headline, and where it stood."""

    text: str
    place: str


def fold(text: str) -> str:
    """Return the words of a text without case, punctuation or compatibility forms.

    >>> fold("King’s  Speech: ＮＥＷ")
    'king s speech new'
    """
    return " ".join(SIGN.findall(unicodedata.normalize("NFKC", text).replace(SOFT_HYPHEN, "").casefold()))


def without_affixes(text: str, others: set[str], names: Sequence[str]) -> str:
    """Take outlet names and what other places leave out off the ends of a headline.

    >>> without_affixes("Ferry sinks | World | Harbour Post", set(), ["harbourpost"])
    'Ferry sinks | World'
    >>> without_affixes("Ferry sinks | World | Harbour Post", {"ferry sinks"}, ["harbourpost"])
    'Ferry sinks'
    """
    whole = text
    while (found := SUFFIX.match(whole)) is not None:  # another place has exactly this headline
        whole = found["head"].rstrip()
        if fold(whole) in others:
            return whole
    bare = text
    while (found := SUFFIX.match(bare)) is not None and _is_name(found["tail"], names):
        bare = found["head"].rstrip()
    found = PREFIX.match(bare)
    if found is not None and fold(found["tail"]).replace(" ", "") in names:
        bare = found["head"]
    return bare


def without_kickers(texts: Sequence[str]) -> list[str]:
    """Take the kickers off headlines that go on alike behind different ones: what they share is the headline.

    >>> without_kickers(["Strike: Ferries stay in port", "Marn - Ferries stay in port", "Ferries: a history"])
    ['Ferries stay in port', 'Ferries stay in port', 'Ferries: a history']
    """
    parts = [_kicker_of(text) for text in texts]
    kickers: dict[str, set[str]] = {}
    for found in parts:
        if found is not None and len(fold(found["rest"]).split()) >= FEWEST_WORDS:
            kickers.setdefault(fold(found["rest"]), set()).add(fold(found["kicker"]))
    shared = {rest for rest, before in kickers.items() if _differ(before)}
    return [
        text if found is None or fold(found["rest"]) not in shared else found["rest"]
        for text, found in zip(texts, parts, strict=True)
    ]


def _kicker_of(text: str) -> re.Match[str] | None:
    found = KICKER.match(text)
    return None if found is None or OPEN_QUOTATION.match(found["kicker"]) else found


def _differ(kickers: set[str]) -> bool:
    """Say whether two of the kickers are others, and not one within the other ("Title race", "Football Title race")."""
    return any(one not in other and other not in one for one, other in combinations(kickers, 2))


def _is_name(tail: str, names: Sequence[str]) -> bool:
    squeezed = fold(tail).replace(" ", "")
    if len(squeezed) < SHORTEST_OUTLET:
        return False
    return any(squeezed in name or name in squeezed for name in names)
