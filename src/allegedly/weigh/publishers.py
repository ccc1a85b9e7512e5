"""Who published a text that does not say so itself, as its dateline, other texts' citations of its masthead, and copies show it."""

from __future__ import annotations

import dataclasses
import re
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


def with_publishers(group: Group) -> Group:
    """Return the group with the outlets of its documents filled in where their texts show them.

    An agency that signs the dateline is. So is a name that others cite as an outlet's if it begins a short line at the top, or
    stands in the byline ("Capital Mirror political desk"), and one that a copy credits.
    """
    if all(document.outlet for document in group.documents.values()):
        return group
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
    return None
