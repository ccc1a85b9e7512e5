"""The name by which a text speaks of its own outlet, where nothing else says who published it."""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from allegedly.records import Document, Finding

# How a paper speaks of itself by name. "The Herald has learned" does so by itself; "told the Herald", "the Herald had
# previously reported" may be said of another, and count if two sorts of them are said of one name.
_NAME = r"(?P<name>(?:[Tt]he[ \t]+)?[A-Z][\w-]+(?:[ \t]+(?:of[ \t]+|and[ \t]+)?[A-Z][\w-]+){0,3})"
_PAST = r"(?:previously|earlier|already|repeatedly|consistently|first|exclusively)"
_REPORTED = r"(?:reported|revealed|warned|disclosed|published|documented)"
_REPORTING = r"(?:reporting|reports?|coverage|investigations?|stories|story|articles?)"
_SURELY = re.compile(
    rf"{_NAME}\s+(?:has\s+(?:now\s+)?learn(?:ed|t)\b|can\s+(?:now\s+|exclusively\s+)?(?:reveal|disclose|report)\b)"
)
_PERHAPS = (
    re.compile(rf"{_NAME}(?:\s+ha[sd])?\s+{_PAST}\s+{_REPORTED}\b"),
    re.compile(rf"{_NAME}['’]s?\s+(?:own|consistent|earlier|previous|past|exclusive)\s+{_REPORTING}\b"),
    re.compile(rf"\b(?:told|informed|assured)\s+{_NAME}(?!\s+[A-Z])"),
    re.compile(rf"{_NAME}\s+(?:has\s+(?:seen|obtained|reviewed|been\s+told)|understands)\b"),
)
_ENOUGH = 2
_ARTICLE = re.compile(r"(?i)^the\s+")
HOW = "how its text speaks of itself"


def with_own_name(document: Document) -> Document:
    """Return a document of which no outlet is known with the one by whose name it speaks of itself, told as an assumption."""
    name = own_name(document.text) if document.outlet is None else None
    if name is None:
        return document
    assumption = f"the outlet is taken to be {name}, as the text speaks of itself by that name"
    return msgspec.structs.replace(
        document,
        outlet=name,
        assumptions=(*document.assumptions, assumption),
        findings=(*document.findings, Finding(field="outlet", how=HOW)),
    )


def _folded(name: str) -> str:
    """Return what two forms of a name have in common: "The Herald" and "the Herald’s" are one."""
    return re.sub(r"['’]s?$", "", _ARTICLE.sub("", " ".join(name.split()))).casefold()


def own_name(text: str) -> str | None:
    """Return the name by which a text speaks of its own outlet, None if it does not.

    >>> own_name("The Far Herald has learned that two bridges are down.")
    'The Far Herald'
    >>> own_name("A nurse told the Far Herald. The Isle Post has previously reported a strike.") is None
    True
    """
    found: Counter[str] = Counter()
    written: dict[str, str] = {}
    marks = ((_SURELY, _ENOUGH), *((mark, 1) for mark in _PERHAPS))
    for mark, weight in marks:
        named = {_folded(one["name"]): one["name"] for one in mark.finditer(text)}
        found.update(dict.fromkeys(named, weight))
        written |= named
    best = max(found, key=lambda words: (found[words], words), default=None)
    return written[best] if best and found[best] >= _ENOUGH else None
