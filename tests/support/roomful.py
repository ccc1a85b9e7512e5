"""A case worth looking at: the example corpus with allegations, matches and drift on its claims, set by hand.

What stands behind each is what examples/README.md says of the stories; the tests of pages must not wait for, nor depend
on, what the stages find.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import msgspec

from allegedly.case import Case
from allegedly.records import (
    Allegation,
    Appearance,
    Claim,
    Document,
    Drift,
    Interval,
    Node,
    Pair,
    Record,
    Reliance,
    Span,
    Suggested,
    Tied,
)
from allegedly.store import Writer
from allegedly.vocab import (
    Certainty,
    DriftKind,
    EventType,
    Firmness,
    MatchRelation,
    NodeKind,
    Polarity,
    Reply,
    Where,
)

SURGERY, MINES, DENIAL, RIVAL, FERRY = (digit * 16 for digit in "abcde")


class Pile:
    """The documents and claims of the example case, found by a piece of their path or id and by words."""

    def __init__(self, case: Case) -> None:
        self.documents = [cast("Document", each) for each in case.records("documents")]
        self.claims = [cast("Claim", each) for each in case.records("claims")]

    def document(self, part: str) -> Document:
        """Return the document whose path or own id ends in, or holds, ``part``."""
        return next(each for each in self.documents if part in each.path or part == each.given_id)

    def claim(self, part: str, words: str = "", where: Where = Where.BODY) -> Claim:
        """Return the first claim of a document that holds ``words``; its first claim if none does."""
        document = self.document(part)
        mine = [each for each in self.claims if each.document == document.id and each.where is where]
        said = [each for each in mine if any(words in span.of(document.text) for span in each.content)]
        return (said or mine)[0]


def fill(folder: Path) -> None:
    """Put the allegations into the case in ``folder``, into which the example corpus has been read."""
    with Case(folder) as case:
        pile = Pile(case)
    allegations = [_surgery(pile), *_mines(pile), _ferry(pile)]
    drift = _drift(pile)
    rows: Mapping[str, Sequence[Record]] = {"allegations": allegations, "pairs": _pairs(pile), "drifts": [drift]}
    with Writer(folder, operator="Ada") as writer:
        writer.replace_relations(rows)
        writer.change_relations({}, weighed=writer.unweighed())


def _surgery(pile: Pile) -> Allegation:
    """Make the circular one: Mirror, Half Past and Insider cite one another, the Thimble cites two of them."""
    parts = {
        "Capital Mirror": ("capital-mirror", "surgery"),
        "The Half Past": ("the-half-past", "operation"),
        "Aldmoor Insider": ("aldmoor-surgery-insider", "operated"),
        "Daily Thimble": ("aldmoor-surgery-thimble", "surgery"),
    }
    claims = {outlet: pile.claim(*part) for outlet, part in parts.items()}
    cites = [
        ("Capital Mirror", "The Half Past"),
        ("The Half Past", "Aldmoor Insider"),
        ("Aldmoor Insider", "Capital Mirror"),
        ("Daily Thimble", "Capital Mirror"),
        ("Daily Thimble", "The Half Past"),
    ]
    ring = ("Capital Mirror", "The Half Past", "Aldmoor Insider")
    return _allegation(
        SURGERY,
        pile,
        claims,
        nodes=[
            _article(outlet, claim, is_origin=outlet in ring, component=int(outlet in ring))
            for outlet, claim in claims.items()
        ],
        reliances=[_reliance(one, other, claims[one]) for one, other in cites],
        origins=Interval(0, 1),
        changes={
            "is_circular": True,
            "loop": (*ring, ring[0]),
            "reply": Reply.ASKED,
            "accused": ("Ilda Marrenval",),
            "sides": (),
            "missing": ("a witness or a document that none of the three cites",),
            "suggested": Suggested(credibility=4, reason="the accounts lead back to themselves"),
        },
    )


def _mines(pile: Pile) -> list[Allegation]:
    """Make the claim on the mines, its denial and its rival account."""
    told = {
        "Orvel Valley Dispatch": pile.claim("orvel-valley-dispatch", "Sappers of the Karvend army"),
        "Vessara Ledger": pile.claim("vessara-ledger", "laid eleven pressure mines"),
        "Meridian Evening": pile.claim("vessara-mines-meridian", "mined the crossing"),
    }
    denied = {
        "The Karvend Standard": pile.claim("karvend-standard", "had mined the crossing"),
        "Meridian Evening": pile.claim("vessara-mines-meridian", "laid no mines"),
    }
    rival = {"The Karvend Standard": pile.claim("karvend-standard", "The mines are theirs")}
    officials = Node(
        id="officials",
        kind=NodeKind.UNNAMED,
        name=None,
        description="two officials of the Vessaran border guard",
        party="Vessara",
        is_origin=True,
        component=9,
    )
    nodes = [_article(outlet, claim, is_origin=outlet == "Meridian Evening") for outlet, claim in told.items()]
    reliances = [
        _reliance("Vessara Ledger", "Orvel Valley Dispatch", told["Vessara Ledger"]),
        _reliance("Orvel Valley Dispatch", "officials", told["Orvel Valley Dispatch"]),
        _reliance("Meridian Evening", "Orvel Valley Dispatch", told["Meridian Evening"], Certainty.UNCERTAIN),
    ]
    ours, theirs, other = told["Vessara Ledger"], denied["The Karvend Standard"], rival["The Karvend Standard"]
    ties = (
        _tied(DENIAL, "denials", ours, theirs, "one is what the other denies", theirs),
        _tied(RIVAL, "rivals", ours, other, "the same event, and another who did it"),
    )
    answer = {
        "denials": (DENIAL,),
        "rivals": (RIVAL,),
        "ties": ties,
        "reply": Reply.PRESENT,
        "accused": ("Karvend army",),
    }
    mines = _allegation(
        MINES, pile, told, nodes=[*nodes, officials], reliances=reliances, origins=Interval(1, 2),
        changes={
            **answer,
            "reply_claims": (denied["The Karvend Standard"].id,),
            "drifts": (DriftKind.HEADLINE_FIRMER,),
            "actors": ("Karvend army",),
            "places": ("Tavrin Ford",),
            "event_type": EventType.ASSAULT,
        },
    )  # fmt: skip
    command = Node(id="command", kind=NodeKind.NAMED, name="General Command", party="Karvend", is_origin=True)
    denial = _allegation(
        DENIAL, pile, denied, nodes=[*(_article(*each) for each in denied.items()), command],
        reliances=[_reliance(outlet, "command", claim) for outlet, claim in denied.items()],
        origins=Interval(1, 2),
        changes={"denies": (MINES,), "ties": (_tied(MINES, "denies", theirs, ours, "one is what the other denies", theirs),), "polarity": Polarity.NEGATIVE, "sides": ("Karvend",), "firmness": Firmness.DENIED},
    )  # fmt: skip
    account = _allegation(
        RIVAL, pile, rival, nodes=[*(_article(*each) for each in rival.items()), command],
        reliances=[_reliance(outlet, "command", claim) for outlet, claim in rival.items()],
        origins=Interval(1, 1),
        changes={
            "rivals": (MINES,),
            "ties": (_tied(MINES, "rivals", other, ours, "the same event, and another who did it"),),
            "sides": ("Karvend",),
        },
    )  # fmt: skip
    return [mines, denial, account]


def _ferry(pile: Pile) -> Allegation:
    """Make the one that five articles print in the same words."""
    copies = ("coastal-wire", "harbour-post", "selmar-evening", "gulf-and-isles")
    claims = {part: pile.claim(part, "sandbank") for part in copies}
    wire = msgspec.structs.replace(
        _article("Coastal Wire", claims["coastal-wire"]), documents=tuple(each.document for each in claims.values())
    )
    chronicle = pile.claim("selmar-ferry-chronicle", "rudder")
    master = Node(id="master", kind=NodeKind.NAMED, name="Joren Tidmarsk", party="harbour of Selmar", is_origin=True)
    return _allegation(
        FERRY, pile, {**claims, "Mainland Chronicle": chronicle},
        nodes=[wire, _article("Mainland Chronicle", chronicle), master],
        reliances=[
            _reliance("Mainland Chronicle", "Coastal Wire", chronicle),
            _reliance("Coastal Wire", "master", claims["coastal-wire"]),
        ],
        origins=Interval(1, 1),
        changes={"outlets": ("Coastal Wire", "Harbour Post", "Selmar Evening", "Gulf & Isles Today", "Mainland Chronicle")},
    )  # fmt: skip


def _drift(pile: Pile) -> Drift:
    ledger = pile.document("vessara-ledger")
    title, body = pile.claim("vessara-ledger", where=Where.TITLE), pile.claim("vessara-ledger", "crossed the Orvel")
    start = ledger.text.index("Soldiers from Karvend allegedly")
    end = ledger.text.index("river", start) + len("river")
    hedge = ledger.text.index("allegedly", start)
    return Drift(
        id="f" * 16,
        document=ledger.id,
        allegation=MINES,
        kind=DriftKind.HEADLINE_FIRMER,
        claim=title.id,
        from_document=ledger.id,
        from_claim=body.id,
        here=title.content,
        there=(Span(start, end),),
        lost=(Span(hedge, hedge + len("allegedly")),),
        reason="“allegedly” stands in the text, not in the headline",
    )


def _pairs(pile: Pile) -> list[Pair]:
    """Make two pairs in doubt, one that is not, and one that a text states."""
    one = pile.claim("orvel-valley-dispatch", "Sappers")
    other = pile.claim("vessara-mines-meridian", "mined the crossing")
    third = pile.claim("vessara-ledger", "laid eleven pressure mines")
    denied = pile.claim("vessara-mines-meridian", "laid no mines")
    text = pile.document("vessara-mines-meridian").text
    at = text.index("repeated")
    stated = msgspec.structs.replace(
        _pair(other, denied, 1.5),
        relation=MatchRelation.DENIAL,
        reason="said against what was said before: “repeated”",
        spans=(Span(at, at + len("repeated")),),
    )
    return [_pair(one, other, 0.1), _pair(one, third, 0.4), _pair(third, other, 3.5), stated]


def _pair(one: Claim, other: Claim, log_odds: float) -> Pair:
    first, second = sorted((one, other), key=lambda each: each.id)
    return Pair(
        claim=first.id,
        other=second.id,
        document=first.document,
        of=second.document,
        relation=MatchRelation.SAME,
        log_odds=log_odds,
    )


def _tied(allegation: str, how: str, claim: Claim, of: Claim, reason: str, says: Claim | None = None) -> Tied:
    """Make a tie; where a claim says so itself, by the words that name its source."""
    spans = says.chain[-1].spans if says else ()
    document = says.document if says else None
    return Tied(
        allegation=allegation,
        how=how,
        claim=claim.id,
        of=of.id,
        match_score=0.95 if says else 0.62,
        reason=reason,
        document=document,
        spans=spans,
    )


def _article(outlet: str, claim: Claim, *, is_origin: bool = False, component: int = 0) -> Node:
    return Node(
        id=outlet,
        kind=NodeKind.ARTICLE,
        name=outlet,
        outlet=outlet,
        documents=(claim.document,),
        is_origin=is_origin,
        component=component,
    )


def _reliance(node: str, on: str, claim: Claim, certainty: Certainty = Certainty.STATED) -> Reliance:
    spans = next((link.spans for link in claim.chain[1:] if link.spans), claim.content)
    reason = "it says so" if certainty is Certainty.STATED else "the same words a day later"
    return Reliance(
        node=node, on=on, certainty=certainty, claim=claim.id, document=claim.document, spans=spans, reason=reason
    )


def _allegation(  # noqa: PLR0913  each by its name
    identity: str,
    pile: Pile,
    claims: Mapping[str, Claim],
    *,
    nodes: Sequence[Node],
    reliances: Sequence[Reliance],
    origins: Interval,
    changes: Mapping[str, object],
) -> Allegation:
    known = {each.id: each for each in pile.documents}
    best = next(iter(claims.values()))
    told = sorted(claims.items(), key=lambda each: known[each[1].document].published or "9")
    dates = sorted(filter(None, (known[claim.document].published for claim in claims.values())))
    made = Allegation(
        id=identity,
        text=" ".join(" ".join(span.of(known[best.document].text) for span in best.content).split()),
        best=best.id,
        polarity=Polarity.POSITIVE,
        claims=tuple(claim.id for claim in claims.values()),
        documents=tuple(dict.fromkeys(claim.document for claim in claims.values())),
        outlets=tuple(claims),
        origins=origins,
        channels=min(1, origins.hi),
        sides=("Vessara",),
        is_circular=False,
        nodes=tuple(nodes),
        reliances=tuple(reliances),
        timeline=tuple(
            Appearance(
                document=claim.document,
                claim=claim.id,
                outlet=outlet,
                published=known[claim.document].published,
                firmness=claim.firmness,
            )
            for outlet, claim in told
        ),
        reply=Reply.NOT_ACCUSED,
        suggested=Suggested(credibility=3, reason="one origin"),
        firmness=Firmness.ASSERTED,
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )
    return msgspec.structs.replace(made, **changes)
