"""The headline of a page, by a vote of the places that name one, outlet suffixes and kickers off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

SIGN = re.compile(r"\w+")
SOFT_HYPHEN = "\u00ad"
# What parts a headline from the name of its outlet in <title> and og:title.
SUFFIX = re.compile(r"^(?P<head>.+)(?:\s+[-–—|·•*»«›:]{1,2}\s+|\s*[|｜：]\s*)(?P<tail>[^|｜]{2,80}?)\s*$", re.DOTALL)
PREFIX = re.compile(r"^(?P<tail>[^|:]{2,60}?)\s*(?:[|»›：:]|\s[-–—]\s)\s*(?P<head>.+)$", re.DOTALL)
# Votes: what the newsroom's system states for machines, what readers see, and what is written for search and sharing.
# On half a of the development pages the first two agree in 9 of 10; where they do not, the third decides.
VOTES = {"json-ld": 2.2, "h1": 2.05, "og": 1.1, "title": 1.0}
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


def choose_headline(candidates: Sequence[Candidate], outlets: Sequence[str]) -> str | None:
    """Return the headline that most places agree on; ``outlets`` are names (and the domain) of the page's outlet."""
    present = [
        Candidate(" ".join(text.replace(SOFT_HYPHEN, "").split()), place) for text, place in candidates if text.strip()
    ]
    others = {fold(candidate.text) for candidate in present}
    names = [squeezed for outlet in outlets if len(squeezed := fold(outlet).replace(" ", "")) >= SHORTEST_OUTLET]
    bare = [Candidate(without_affixes(text, others, names), place) for text, place in present]
    bare = [candidate for candidate in bare if fold(candidate.text).replace(" ", "") not in ("", *names)]
    shared = _for_sharing(bare)
    if shared is not None:
        return shared
    votes: dict[str, float] = {}
    for text, place in bare:
        votes[fold(text)] = votes.get(fold(text), 0.0) + VOTES[place]
    if not votes:
        return None
    best = max(votes, key=votes.__getitem__)
    return next(text for text, _ in sorted(bare, key=lambda candidate: -VOTES[candidate.place]) if fold(text) == best)


def _for_sharing(bare: Sequence[Candidate]) -> str | None:
    """Return the headline written for sharing where it alone differs from a text that stands in all other places.

    Such pages repeat one text made for search machines; on the development pages the one for sharing is the editors' in
    nine of ten.
    """
    shared = [text for text, place in bare if place == "og"]
    rest = {fold(text) for text, place in bare if place != "og"}
    if not shared or len(rest) != 1 or len(bare) < 3 or fold(shared[0]) in rest:
        return None
    return shared[0]


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


def _is_name(tail: str, names: Sequence[str]) -> bool:
    squeezed = fold(tail).replace(" ", "")
    if len(squeezed) < SHORTEST_OUTLET:
        return False
    return any(squeezed in name or name in squeezed for name in names)
