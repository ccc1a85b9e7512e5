"""Who published a text that does not say so in its metadata: its dateline or masthead, a copy's credit, how it speaks of itself."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable

import msgspec

from allegedly.records import Copy, Document
from allegedly.vocab import CreditKind, SourceKind
from allegedly.weigh.group import Group
from allegedly.weigh.identity import Words, fold, is_part

# "PORT SELMAR, 12 March (Coastal Wire)": agencies sign their datelines.
_SIGNED = re.compile(r"\(([^()]{2,60})\)\s*$")
# Code points from the top of a text within which a masthead stands, and words that such a line has beside the name (a
# date, "print version", "staff").
_HEAD = 300
_BESIDE = 5
# How a paper speaks of itself by name. "The Herald has learned" does so by itself; "told the Herald", "the Herald had
# previously reported" may be said of another, and count if two sorts of them are said of one name.
_NAME = r"(?P<name>(?:[Tt]he\s+)?[A-Z][\w-]+(?:\s+(?:of\s+|and\s+)?[A-Z][\w-]+){0,3})"
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


def with_publishers(group: Group) -> Group:
    """Return the group with the outlets of its documents filled in where their texts show them.

    A name by which the text speaks of itself ("the Herald has learned") is its outlet's. A name that others cite as an outlet's counts as a masthead if it begins a short line at the top; so does one in the
    byline ("Capital Mirror political desk").
    """
    cited = sorted(_cited(group), key=lambda words: (-len(words[0]), words))
    documents = {
        id_: document
        if document.outlet
        else msgspec.structs.replace(document, outlet=_find(document, group.copies, cited))
        for id_, document in group.documents.items()
    }
    return dataclasses.replace(group, documents=documents)


def _cited(group: Group) -> set[tuple[Words, str]]:
    """Return the names of outlets that the claims' chains and the copies' credits have, folded and as written."""
    links = (link for claim in (*group.claims, *group.context) for link in claim.chain[1:])
    named = {(fold(link.name), link.name) for link in links if link.kind is SourceKind.OUTLET and link.name}
    return {(words, name) for words, name in named if words and any(word[:1].isupper() for word in name.split())}


def _find(document: Document, copies: Iterable[Copy], cited: Iterable[tuple[Words, str]]) -> str | None:
    signed = _SIGNED.search(document.dateline or "")
    if signed is not None:
        return signed[1].strip()
    credits_ = sorted(
        copy.credit.name
        for copy in copies
        if copy.of == document.id and copy.credit is not None and copy.credit.kind is not CreditKind.CITED
    )
    if credits_:
        return credits_[0]
    lines = [fold(line) for line in document.text[:_HEAD].splitlines()[:-1] if line.strip()]
    byline = fold(document.byline or "")
    for words, name in cited:
        heads = any(line[: len(words)] == words and len(line) <= len(words) + _BESIDE for line in lines)
        if heads or (len(words) > 1 and is_part(words, byline)):
            return name
    return _own_name(document.text)


def _own_name(text: str) -> str | None:
    """Return the name by which a text speaks of its own outlet, None if it does not.

    >>> _own_name("The Far Herald has learned that two bridges are down.")
    'The Far Herald'
    >>> _own_name("A nurse told the Far Herald. The Isle Post has previously reported a strike.") is None
    True
    """
    found: Counter[Words] = Counter()
    written: dict[Words, str] = {}
    marks = ((_SURELY, _ENOUGH), *((mark, 1) for mark in _PERHAPS))
    for mark, weight in marks:
        named = {fold(one["name"]): one["name"] for one in mark.finditer(text)}
        found.update(dict.fromkeys(named, weight))
        written |= named
    best = max(found, key=lambda words: (found[words], words), default=None)
    return written[best] if best and found[best] >= _ENOUGH else None
