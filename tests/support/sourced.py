"""Made-up articles with their claims' chains, for tests of what stands behind an allegation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec

from allegedly.records import Attribution, ChainLink, Claim, Copy, Document, Passage, Span
from allegedly.vocab import (
    AttributionKind,
    CopyKind,
    DirectionBasis,
    Firmness,
    Polarity,
    Quotation,
    SourceKind,
    Where,
)
from allegedly.weigh.group import Group

PROPOSITION = "the mill at Tavrin had burned down"
_KINDS = {
    "@": SourceKind.OUTLET,
    "?": SourceKind.UNNAMED,
    "#": SourceKind.DOCUMENT,
    "-": SourceKind.IMPERSONAL,
}


@dataclass(frozen=True)
class Telling:
    """One article with its claims, and the copy edges that it brings along."""

    document: Document
    claims: tuple[Claim, ...]
    attributions: tuple[Attribution, ...] = ()
    copies: tuple[Copy, ...] = ()
    context: tuple[Claim, ...] = field(default=())


def article(
    name: str, outlet: str | None, day: int, *chains: str, says: str = PROPOSITION, elsewhere: Sequence[str] = ()
) -> Telling:
    """Return an article that tells ``says`` once for each chain, or in its outlet's own voice if there is none.

    A chain is the sources between publisher and claim, outermost first, parted by " > ": "@Orvel Post" is an outlet,
    "?two officials" unnamed, "#a police report" a document, "-" nobody; everybody else is named; "!" after a source says
    that it denies what follows. ``elsewhere`` are chains
    of claims on something else.
    """
    parts: list[str] = []
    claims: list[Claim] = []
    others: list[Claim] = []
    attributions: list[Attribution] = []
    told = [(chain, says, claims) for chain in chains or ("",)]
    for chain, words, where in [*told, *((chain, "the river had risen by a foot", others) for chain in elsewhere)]:
        start = sum(len(part) for part in parts)
        sentence, claim, made = _sentence(name, outlet, chain, words, start)
        parts.append(sentence)
        where.append(claim)
        attributions.extend(made)
    document = Document(
        id=name, original_sha256="", path=name, outlet=outlet, published=f"2033-04-{day:02}", text="".join(parts)
    )
    return Telling(document, tuple(claims), tuple(attributions), context=tuple(others))


def _sentence(
    name: str, outlet: str | None, chain: str, words: str, start: int
) -> tuple[str, Claim, list[Attribution]]:
    links = [ChainLink(kind=SourceKind.OUTLET, name=outlet, spans=(), attribution=None)]
    attributions = []
    text = ""
    for source in [source.strip() for source in chain.split(" > ") if source.strip()]:
        kind = _KINDS.get(source[0], SourceKind.NAMED)
        said = (source if kind is SourceKind.NAMED else source[1:]).removesuffix("!")
        at = start + len(text)
        spans = (Span(at, at + len(said)),) if said else ()
        identity = f"{name}:{at}"
        links.append(ChainLink(kind=kind, name=said.split(",")[0] or None, spans=spans, attribution=identity))
        attributions.append(
            Attribution(
                id=identity,
                document=name,
                parent=None,
                source=spans,
                cue=(Span(at + len(said), at + len(said) + 5),),
                content=(Span(at, at + 1),),
                source_kind=kind,
                source_name=said or None,
                quotation=Quotation.INDIRECT,
                kind=AttributionKind.SPEECH,
                firmness=Firmness.ASSERTED,
                polarity=Polarity.NEGATIVE if source.endswith("!") else Polarity.POSITIVE,
            )
        )
        text += f"{said} said that "
    content = Span(start + len(text), start + len(text) + len(words))
    claim = Claim(
        id=f"{name}@{start}",
        document=name,
        where=Where.BODY,
        content=(content,),
        chain=tuple(links),
        firmness=Firmness.ASSERTED,
        polarity=attributions[-1].polarity if attributions else Polarity.POSITIVE,
        quotation=Quotation.INDIRECT,
    )
    return f"{text}{words}.\n\n", claim, attributions


def copy_of(original: Telling, name: str, outlet: str, day: int, own: Telling | None = None) -> Telling:
    """Return a verbatim copy of an article in another outlet, with the paragraphs of ``own`` after it if there are any."""
    text = original.document.text
    shift = len(text)
    document = msgspec.structs.replace(
        original.document,
        id=name,
        outlet=outlet,
        published=f"2033-04-{day:02}",
        text=text + (own.document.text if own else ""),
    )
    claims = [_moved(claim, name, outlet, 0) for claim in original.claims]
    claims += [_moved(claim, name, outlet, shift) for claim in own.claims] if own else []
    copy = Copy(
        id=f"{name} of {original.document.id}",
        document=name,
        of=original.document.id,
        kind=CopyKind.PARTIAL if own else CopyKind.COPY,
        containment=1.0 if own is None else 0.5,
        containment_of=1.0,
        words=len(document.text.split()),
        words_of=len(text.split()),
        passages=(Passage(here=Span(0, shift), there=Span(0, shift)),),
        exact=own is None,
        direction=DirectionBasis.DATED,
        reason="the same words",
    )
    return Telling(document, tuple(claims), copies=(copy,))


def _moved(claim: Claim, name: str, outlet: str, shift: int) -> Claim:
    def moved(spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(Span(span.start + shift, span.end + shift) for span in spans)

    publisher, *links = claim.chain
    return msgspec.structs.replace(
        claim,
        id=f"{name}@{claim.content[0].start + shift}",
        document=name,
        content=moved(claim.content),
        chain=(
            msgspec.structs.replace(publisher, name=outlet),
            *(msgspec.structs.replace(link, spans=moved(link.spans)) for link in links),
        ),
    )


def group(*tellings: Telling, **more: object) -> Group:
    """Return the group of an allegation that all the articles tell."""
    return Group(
        claims=tuple(claim for telling in tellings for claim in telling.claims),
        documents={telling.document.id: telling.document for telling in tellings},
        copies=tuple(copy for telling in tellings for copy in telling.copies),
        attributions=tuple(one for telling in tellings for one in telling.attributions),
        context=tuple(claim for telling in tellings for claim in telling.context),
        **more,  # type: ignore[arg-type]
    )
