"""What each outlet does in a case, counted: on nobody's word, on unnamed words, on other outlets' words, copied, drifted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from allegedly.records import ChainLink, Claim, Copy, Document, Drift, Link, OutletProfile, Tally
from allegedly.vocab import CopyKind, LinkKind, SourceKind, Where
from allegedly.weigh.outlets import Outlets, is_generic

# The letter of an outlet that no analyst has graded (Admiralty code): it cannot be judged.
UNGRADED: Final = "F"


@dataclass(slots=True)
class _Count:
    """What is counted of one outlet while its claims go by."""

    documents: set[str] = field(default_factory=set)
    copied: set[str] = field(default_factory=set)
    claims: int = 0
    unsourced: int = 0
    unnamed: int = 0
    relayed: int = 0
    relays: Counter[str] = field(default_factory=Counter)
    relayed_by: Counter[str] = field(default_factory=Counter)
    drifts: Counter[str] = field(default_factory=Counter)


def profile_outlets(
    documents: Mapping[str, Document],
    claims: Iterable[Claim],
    *,
    copies: Iterable[Copy] = (),
    drifts: Iterable[Drift] = (),
    links: Iterable[Link] = (),
    reliability: Mapping[str, str] | None = None,
) -> tuple[OutletProfile, ...]:
    """Return the profile of every outlet of a case, by name; documents without an outlet are left out.

    Claims are those of bodies, of nested ones the innermost. ``reliability`` holds the letters that an analyst has set, by
    the outlet's name: no letter comes from anything else. Sides and owners are those of the register, from ``links``.
    """
    publishers = {document.outlet for document in documents.values() if document.outlet}
    names = _Names(publishers, documents)
    counts: dict[str, _Count] = {outlet: _Count() for outlet in publishers}
    for document in documents.values():
        if document.outlet:
            counts[document.outlet].documents.add(document.id)
    for claim in innermost(claims):
        document = documents[claim.document]
        if document.outlet:
            _count_claim(counts, claim, document.outlet, names)
    for copy in copies:
        _count_copy(counts, copy, documents)
    for drift in drifts:
        outlet = documents[drift.document].outlet
        if outlet:
            counts[outlet].drifts[drift.kind.value] += 1
    known = _register(links, publishers)
    letters = reliability or {}
    return tuple(_profile(outlet, counts[outlet], letters, known.get(outlet)) for outlet in sorted(counts))


def innermost(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims of bodies whose chain no other claim of the document leads on from, in the order of ids."""
    body = [claim for claim in claims if claim.where is Where.BODY]
    outer: set[tuple[str, str]] = set()
    for claim in body:
        sayers = [link.attribution for link in claim.chain if link.attribution]
        outer.update((claim.document, attribution) for attribution in sayers[:-1])
    return sorted(
        (claim for claim in body if (claim.document, claim.chain[-1].attribution or "") not in outer),
        key=lambda claim: claim.id,
    )


def _count_claim(counts: Mapping[str, _Count], claim: Claim, outlet: str, names: _Names) -> None:
    count = counts[outlet]
    sayers = [link for link in claim.chain[1:] if link.kind is not SourceKind.IMPERSONAL]
    count.claims += 1
    count.unsourced += not sayers
    count.unnamed += bool(sayers) and sayers[-1].kind is SourceKind.UNNAMED
    others = dict.fromkeys(name for link in sayers if (name := names.other(link, outlet)))
    count.relayed += bool(others)
    for name in others:
        count.relays[name] += 1
        if name in counts:
            counts[name].relayed_by[outlet] += 1


def _count_copy(counts: Mapping[str, _Count], copy: Copy, documents: Mapping[str, Document]) -> None:
    one, other = documents.get(copy.document), documents.get(copy.of)
    if copy.kind is CopyKind.PARTIAL or one is None or other is None or not one.outlet or one.outlet == other.outlet:
        return
    counts[one.outlet].copied.add(one.id)


class _Names:
    """Which outlet a link of a chain names: a publisher of the case where it is one, else the name as the text has it."""

    def __init__(self, publishers: Iterable[str], documents: Mapping[str, Document]) -> None:
        addresses = {one.outlet: one.url for one in documents.values() if one.outlet and one.url}
        named = sorted(publishers)
        self._outlets = Outlets(named, addresses)
        self._by_key: dict[str, str] = {}
        for name in named:
            self._by_key.setdefault(self._outlets.key(name), name)
        self._known: dict[str, str] = {}

    def other(self, link: ChainLink, outlet: str) -> str | None:
        """Return the outlet other than ``outlet`` that a link names; None for all other sayers and mere descriptions."""
        if link.kind is not SourceKind.OUTLET or not link.name or is_generic(link.name):
            return None
        if link.name not in self._known:
            key = self._outlets.publisher(link.name)
            self._known[link.name] = self._by_key[key] if key else link.name
        name = self._known[link.name]
        return None if name == outlet else name


def _register(links: Iterable[Link], publishers: set[str]) -> dict[str, Link]:
    """Return what the register has of outlets, by the name that their documents bear."""
    known: dict[str, Link] = {}
    for link in links:
        if link.kind is LinkKind.OUTLET and link.name in publishers and (link.side or link.owner):
            best = known.get(link.name)
            if best is None or (link.target or "", link.id) < (best.target or "", best.id):
                known[link.name] = link
    return known


def _profile(outlet: str, count: _Count, letters: Mapping[str, str], register: Link | None) -> OutletProfile:
    return OutletProfile(
        outlet=outlet,
        documents=len(count.documents),
        claims=count.claims,
        unsourced=_share(count.unsourced, count.claims),
        unnamed=_share(count.unnamed, count.claims),
        relayed=_share(count.relayed, count.claims),
        copied=_share(len(count.copied), len(count.documents)),
        relays=_tallies(count.relays),
        relayed_by=_tallies(count.relayed_by),
        drifts=_tallies(count.drifts),
        reliability=letters.get(outlet, UNGRADED),
        side=register.side if register else None,
        owner=register.owner if register else None,
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _tallies(counted: Mapping[str, int]) -> tuple[Tally, ...]:
    return tuple(
        Tally(name=name, times=counted[name]) for name in sorted(counted, key=lambda name: (-counted[name], name))
    )
