"""Claims made by hand, for tests of what says the same: documents whose sentences are claims in the outlet's own voice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

from allegedly.match import signatures
from allegedly.records import ChainLink, Claim, Document, Link, Signature, Span
from allegedly.vocab import Firmness, LinkKind, Polarity, Quotation, SourceKind, Where

_DAYS = {"Monday": "2033-04-11", "Tuesday": "2033-04-12", "Friday": "2033-04-15", "April 30": "2033-04-30"}
_PLACES = ("Tavrin", "Belmark", "Orrimand", "Vasmere")


def document(text: str, *, outlet: str = "Orvel Dispatch", published: str | None = "2033-04-16") -> Document:
    """Return a document without a title."""
    identity = hashlib.sha256(f"{text}{outlet}{published}".encode()).hexdigest()[:16]
    return Document(id=identity, original_sha256="", path="", outlet=outlet, published=published, text=text)


def claim(
    source: Document,
    words: str,
    *,
    polarity: Polarity = Polarity.POSITIVE,
    said_by: Sequence[str] = (),
    firmness: Firmness = Firmness.ASSERTED,
) -> Claim:
    """Return the claim whose content is ``words`` of the document, said by the named, outermost first."""
    start = source.text.index(words)
    chain = [ChainLink(kind=SourceKind.OUTLET, name=source.outlet, spans=(), attribution=None)]
    for name in said_by:
        at = source.text.find(name)
        spans = (Span(at, at + len(name)),) if at >= 0 else ()
        chain.append(ChainLink(kind=SourceKind.NAMED, name=name, spans=spans, attribution=f"{source.id}-{name}"))
    identity = hashlib.sha256(f"{source.id}{words}{said_by}{polarity}".encode()).hexdigest()[:16]
    return Claim(
        id=identity,
        document=source.id,
        where=Where.BODY,
        content=(Span(start, start + len(words)),),
        chain=tuple(chain),
        firmness=firmness,
        polarity=polarity,
        quotation=Quotation.INDIRECT,
    )


def links(source: Document) -> tuple[Link, ...]:
    """Return links for the few places and days that these tests speak of."""
    found = []
    for name in _PLACES:
        found += [_link(source, LinkKind.PLACE, m, None, "place", None) for m in re.finditer(name, source.text)]
    for name, day in _DAYS.items():
        found += [_link(source, LinkKind.DATE, m, day, "DATE", day) for m in re.finditer(name, source.text)]
    return tuple(sorted(found, key=lambda link: link.span))


def _link(
    source: Document, kind: LinkKind, found: re.Match[str], target: str | None, type_: str, day: str | None
) -> Link:
    return Link(
        id=f"{source.id}{found.start()}",
        document=source.id,
        kind=kind,
        span=Span(found.start(), found.end()),
        target=target,
        name=found.group(),
        type=type_,
        start=day,
        end=day,
        linker_score=1.0,
        reason="by hand",
    )


def signature(
    text: str,
    *,
    outlet: str = "Orvel Dispatch",
    published: str | None = "2033-04-16",
    polarity: Polarity = Polarity.POSITIVE,
    said_by: Sequence[str] = ("an officer",),
) -> Signature:
    """Return the signature of a document that consists of one attributed claim."""
    source = document(text, outlet=outlet, published=published)
    own = claim(source, text.rstrip("."), polarity=polarity, said_by=said_by)
    [found] = signatures(source, [own], (), links(source))
    return found


def by_id(held: Iterable[Signature]) -> dict[str, Signature]:
    """Return signatures by their ids."""
    return {one.id: one for one in held}
