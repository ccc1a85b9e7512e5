"""Hand-made allegations in a case, for tests of what is shown of them and judged on them."""

from __future__ import annotations

from pathlib import Path

import msgspec

from allegedly.case import Case
from allegedly.records import Allegation, Appearance, Claim, Drift, Interval, Node, Reliance, Suggested, Tied
from allegedly.store import Change, Writer
from allegedly.vocab import Certainty, DriftKind, Firmness, NodeKind, Polarity, Reply

TEXTS = (
    '{"id": "dispatch", "outlet": "Orvel Dispatch", "published": "2033-04-12", "text": "Karvend soldiers allegedly laid'
    ' mines at Tavrin Ford, two officials said."}\n'
    '{"id": "ledger", "outlet": "Vessara Ledger", "published": "2033-04-13", "text": "Karvend soldiers laid mines at'
    ' Tavrin Ford, the Orvel Dispatch reported."}\n'
    '{"id": "standard", "outlet": "Karvend Standard", "published": "2033-04-13", "text": "Karvend denied that its'
    ' soldiers laid mines at Tavrin Ford."}\n'
)


def case_with_allegations(folder: Path) -> Path:
    """Read three articles and put two allegations on their claims into the case; return its folder."""
    (folder / "texts.jsonl").write_text(TEXTS, encoding="utf-8")
    with Case(folder / "case") as case:
        case.read([folder / "texts.jsonl"], tagger="rules", jobs=1, operator="Ada")
        claims = {document.given_id or "": found for document, found in case.list()}
    told, relayed, denied = (claims[name][-1] for name in ("dispatch", "ledger", "standard"))
    mines = _allegation("1" * 16, "Karvend soldiers laid mines at Tavrin Ford", (told, relayed))
    denial = _allegation("2" * 16, "its soldiers laid mines at Tavrin Ford", (denied,))
    mines = msgspec.structs.replace(
        mines,
        denials=(denial.id,),
        ties=(_tied(denial.id, "denials", told, denied),),
        drifts=(DriftKind.HEDGE_LOSS,),
        places=("Tavrin Ford",),
    )
    denial = msgspec.structs.replace(
        denial, denies=(mines.id,), ties=(_tied(mines.id, "denies", denied, told),), polarity=Polarity.NEGATIVE
    )
    drift = Drift(
        id="3" * 16,
        document=relayed.document,
        allegation=mines.id,
        kind=DriftKind.HEDGE_LOSS,
        claim=relayed.id,
        from_document=told.document,
        from_claim=told.id,
        here=relayed.content,
        there=told.content,
        lost=told.hedges,
        reason="“allegedly” is gone",
    )
    with Writer(folder / "case", operator="Ada") as writer:
        known = [each.id for relation in ("allegations", "drifts") for each in writer.records(relation)]  # type: ignore[attr-defined]
        writer.change_relations(
            {"allegations": Change(known, [mines, denial]), "drifts": Change(known, [drift])},
            weighed=writer.unweighed(),
        )
    return folder / "case"


def _tied(allegation: str, how: str, claim: Claim, of: Claim) -> Tied:
    """Make a tie with its reason."""
    why = "one denies what the other says"
    return Tied(allegation=allegation, how=how, claim=claim.id, of=of.id, match_score=0.9, reason=why)


def _allegation(identity: str, text: str, claims: tuple[Claim, ...]) -> Allegation:
    documents = tuple(claim.document for claim in claims)
    outlets = tuple(claim.chain[0].name or "" for claim in claims)
    articles = tuple(
        Node(id=f"article {each}", kind=NodeKind.ARTICLE, name=outlet, outlet=outlet, documents=(each,))
        for each, outlet in zip(documents, outlets, strict=True)
    )
    source = Node(id="source", kind=NodeKind.UNNAMED, name=None, description="two officials", is_origin=True)
    onwards = [*articles[1:], articles[0]]
    reliances = tuple(
        Reliance(node=article.id, on=on.id, certainty=Certainty.STATED, document=claim.document, reason="it says so")
        for article, on, claim in zip(
            onwards, [*[articles[0]] * len(articles[1:]), source], reversed(claims), strict=True
        )
    )
    return Allegation(
        id=identity,
        text=text,
        best=claims[0].id,
        polarity=Polarity.POSITIVE,
        claims=tuple(claim.id for claim in claims),
        documents=documents,
        outlets=outlets,
        origins=Interval(1, 1),
        channels=1,
        sides=("government",),
        is_circular=False,
        nodes=(*articles, source),
        reliances=reliances,
        timeline=tuple(
            Appearance(
                document=claim.document, claim=claim.id, outlet=outlet, published="2033-04-12", firmness="asserted"
            )
            for claim, outlet in zip(claims, outlets, strict=True)
        ),
        reply=Reply.PRESENT,
        suggested=Suggested(credibility=3, reason="one origin"),
        firmness=Firmness.ASSERTED,
        first="2033-04-12",
        last="2033-04-13",
    )
