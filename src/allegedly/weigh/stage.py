"""Clusters -> allegations: each cluster of claims with what stands behind it, what it became, and how it stands to others."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from allegedly.records import (
    ID_DIGITS,
    Allegation,
    Appearance,
    Attribution,
    Claim,
    Copy,
    Document,
    Drift,
    Event,
    Link,
    Participant,
    Span,
    Spans,
    Tied,
)
from allegedly.vocab import EventType, Firmness, LinkKind, MatchRelation, Polarity, SourceKind, Where
from allegedly.weigh.bodies import in_words, once_each
from allegedly.weigh.drift import drifts
from allegedly.weigh.grade import suggest
from allegedly.weigh.group import Group
from allegedly.weigh.missing import find_missing
from allegedly.weigh.provenance import weigh
from allegedly.weigh.publishers import with_publishers
from allegedly.weigh.reply import find_reply
from allegedly.weigh.tellings import Told
from allegedly.weigh.whole_texts import WholeTexts
from allegedly.weigh.wording import is_negative_in_words, worded

# From the least firm to the firmest, for the firmness of an allegation's firmest claim.
_FIRMNESS = (Firmness.POSSIBLE, Firmness.PREDICTED, Firmness.ALLEGED, Firmness.DENIED, Firmness.ASSERTED)


# Of a text with more claims than MOST_CLAIMS (articles have ten to forty) only what stands AROUND an allegation's claims, in
# characters, is looked at with them: two pages before and behind. A book would else be read anew for each of its claims.
MOST_CLAIMS = 200
AROUND = 5_000

# A claim in fewer words stands for a document only if that has no fuller one.
_FEWEST_WORDS = 4

# What one cluster is to another, and the other to it.
_TIES = {
    MatchRelation.CONTRADICTION: ("rivals", "rivals"),
    MatchRelation.DENIAL: ("denies", "denials"),
    MatchRelation.NARROWER: ("broader", "narrower"),
    MatchRelation.BROADER: ("narrower", "broader"),
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Claims that say the same; ``best`` is the best worded of them."""

    claims: tuple[str, ...]
    best: str
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class Tie:
    """How one cluster stands to another (places in the list of clusters): denies it, contradicts it, says more or less.

    It rests on the claims ``claim`` of the one and ``of`` of the other; ``match_score`` is its likelihood, ``reason`` says why
    in words, by those at ``spans`` of the claims' document where a text itself sets them against one another.
    """

    cluster: int
    other: int
    relation: MatchRelation
    claim: str = ""
    of: str = ""
    match_score: float = 0.0
    reason: str = ""
    spans: Spans = ()


@dataclass(frozen=True, slots=True)
class Material:
    """The records of all documents that hold a claim of the clusters: by id, by document, and events by their claim.

    ``cited_by`` are the articles that each cites, on whatever (``Citations``), as far as their records are here, too.
    """

    documents: Mapping[str, Document]
    claims: Mapping[str, Claim]
    claims_of: Mapping[str, Sequence[Claim]]
    attributions_of: Mapping[str, Sequence[Attribution]]
    events_of: Mapping[str, Sequence[Event]]
    links_of: Mapping[str, Sequence[Link]]
    copies_of: Mapping[str, Sequence[Copy]]
    cited_by: Mapping[str, Sequence[str]] = field(default_factory=dict)


def allegation_id(claims: Iterable[Claim], documents: Mapping[str, Document]) -> str:
    """Return the id of the allegation that these claims make: that of its earliest claim, hashed.

    Claims that come later leave it as it is; of claims published at one time the smallest id counts.
    """
    first = min(claims, key=lambda claim: (_published(documents[claim.document]), claim.id))
    return hashlib.sha256(f"allegation|{first.id}".encode()).hexdigest()[:ID_DIGITS]


def weigh_clusters(
    clusters: Sequence[Cluster], ties: Iterable[Tie], material: Material, *, only: Collection[int] | None = None
) -> tuple[list[Allegation], list[Drift]]:
    """Return the allegations that the clusters make, and all drifts in them, in the order of the clusters.

    A cluster of headlines only makes no allegation: only bodies count. Rivals, denials, and what says more or less are
    given by id. With ``only``, those of these places in the list; the other clusters are what they have to do with.
    """
    groups = {
        number: with_publishers(_group(cluster, material))
        for number, cluster in enumerate(clusters)
        if any(material.claims[claim].where is Where.BODY for claim in cluster.claims)
    }
    ids = {number: allegation_id(group.claims, group.documents) for number, group in groups.items()}
    ties = [tie for tie in ties if tie.relation in _TIES and tie.cluster in groups and tie.other in groups]
    related, tied = _related(ties, groups.keys()), _tied(ties, ids, material)
    texts = WholeTexts(material.documents, material.claims_of, material.attributions_of)
    allegations: list[Allegation] = []
    found: list[Drift] = []
    for number, group in groups.items():
        if only is not None and number not in only:
            continue
        beside = _beside(group, related[number].get("rivals", ()), groups, material)
        drifted = drifts(ids[number], group, beside, texts.cited(group, material.cited_by), texts)
        near = _Near(
            {name: tuple(sorted(ids[other] for other in others)) for name, others in related[number].items()},
            {name: _claims(groups, others) for name, others in related[number].items()},
            tied.get(number, ()),
            texts.tell(group),
        )
        allegations.append(_allegation(ids[number], clusters[number], group, drifted, near, material))
        found += drifted
    return allegations, found


class _Near(NamedTuple):
    """The allegations that one has to do with, by how: their ids, and their claims; and why. What its own articles tell of it."""

    ids: Mapping[str, tuple[str, ...]]
    claims: Mapping[str, tuple[Claim, ...]]
    ties: Sequence[Tied] = ()
    told: Mapping[str, Told] | None = None


def _claims(groups: Mapping[int, Group], numbers: Iterable[int]) -> tuple[Claim, ...]:
    return tuple(claim for number in sorted(numbers) for claim in groups[number].claims)


def _allegation(
    identity: str, cluster: Cluster, group: Group, drifted: Sequence[Drift], near: _Near, material: Material
) -> Allegation:
    """Return the record of one allegation."""
    weighed = weigh(group)
    held = {claim.id for claim in group.claims}
    events = [event for claim in sorted(held) for event in material.events_of.get(claim, ())]
    denials, rivals = near.claims.get("denials", ()), near.claims.get("rivals", ())
    answer = find_reply(group, near.told, events=events, denials=denials, rivals=rivals)
    best = material.claims[cluster.best]
    text = worded(best, _attribution_of(best, material), material.documents[best.document].text)
    timeline = _timeline(group)
    dates = [one.published for one in timeline if one.published]
    named = once_each(one.chain[-1].name or "" for one in denials if one.chain[-1].kind is SourceKind.NAMED)
    return Allegation(
        id=identity,
        text=text,
        is_negative_in_words=is_negative_in_words(best, cluster.polarity, text),
        best=best.id,
        polarity=cluster.polarity,
        claims=tuple(sorted(held)),
        documents=tuple(one.document for one in timeline),
        outlets=tuple(sorted({one.outlet or "" for one in timeline} - {""})),
        origins=weighed.origins,
        channels=weighed.channels,
        sides=weighed.sides,
        is_circular=weighed.is_circular,
        loop=weighed.loop,
        is_self_citing=weighed.is_self_citing,
        nodes=weighed.nodes,
        reliances=weighed.reliances,
        timeline=timeline,
        rivals=near.ids.get("rivals", ()),
        denials=near.ids.get("denials", ()),
        denies=near.ids.get("denies", ()),
        broader=near.ids.get("broader", ()),
        narrower=near.ids.get("narrower", ()),
        ties=tuple(sorted(near.ties, key=lambda one: (one.how, one.allegation))),
        accused=answer.accused,
        reply=answer.reply,
        reply_claims=answer.reply_claims,
        missing=find_missing(weighed, answer, _sides_of_outlets(group, material)),
        suggested=suggest(weighed, in_words(named)),
        event_type=_most_frequent(event.event_type for event in events),
        actors=_names(side.name or _words(side, event, group) for event in events for side in event.actors),
        places=_names(place.name or "" for event in events for place in event.places),
        firmness=max((claim.firmness for claim in group.claims if claim.where is Where.BODY), key=_FIRMNESS.index),
        first=min(dates, default=None),
        last=max(dates, default=None),
        drifts=tuple(sorted(drift.kind for drift in drifted)),
    )


def _attribution_of(claim: Claim, material: Material) -> Attribution | None:
    """Return a claim's innermost attribution, None if it is in its outlet's own voice."""
    identity = claim.chain[-1].attribution
    return next((one for one in material.attributions_of.get(claim.document, ()) if one.id == identity), None)


def _words(side: Participant, event: Event, group: Group) -> str:
    return side.span.of(group.documents[event.document].text)


def _most_frequent(types: Iterable[EventType]) -> EventType | None:
    counted = Counter(types)
    return min(counted, key=lambda one: (-counted[one], one), default=None)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names, each once, the most frequent first."""
    counted = Counter(name for name in names if name)
    return tuple(sorted(counted, key=lambda name: (-counted[name], name)))


def _sides_of_outlets(group: Group, material: Material) -> dict[str, str]:
    """Return the side of the outlets of a group, where the register has it."""
    return {
        document.outlet: link.side
        for document in group.documents.values()
        for link in material.links_of.get(document.id, ())
        if document.outlet and link.kind is LinkKind.OUTLET and link.side and link.name == document.outlet
    }


def _group(cluster: Cluster, material: Material) -> Group:
    claims = tuple(material.claims[claim] for claim in cluster.claims)
    documents = {claim.document: material.documents[claim.document] for claim in claims}
    held = sorted(documents)
    near = {document: _nearby([claim for claim in claims if claim.document == document], material) for document in held}
    links = tuple(link for document in held for link in material.links_of.get(document, ()))
    return Group(
        claims=claims,
        documents=documents,
        copies=tuple(
            copy
            for document in held
            for copy in material.copies_of.get(document, ())
            if copy.document == document and copy.of in documents
        ),
        attributions=tuple(
            one
            for document in held
            for one in material.attributions_of.get(document, ())
            if _is_near(one, near[document])
        ),
        links=tuple(
            link for link in links if link.kind is LinkKind.ACTOR and _is_in(link.span.start, near[link.document])
        ),
        context=tuple(
            one for document in held for one in material.claims_of.get(document, ()) if _is_near(one, near[document])
        ),
        outlet_ids=_outlet_ids(links, documents),
    )


def _beside(group: Group, rivals: Iterable[int], groups: Mapping[int, Group], material: Material) -> Group | None:
    """Return what rivals tell, with the copies between their documents and those of an allegation; None without rivals.

    What became of "14 dead" in an article that has forty is a rival of it.
    """
    others = [groups[number] for number in sorted(rivals)]
    if not others:
        return None
    documents = {id_: document for one in others for id_, document in one.documents.items()}
    held = {**documents, **group.documents}
    copies = (copy for document in sorted(held) for copy in material.copies_of.get(document, ()))
    return Group(
        claims=tuple(dict.fromkeys(claim for one in others for claim in one.claims)),
        documents=documents,
        copies=tuple(copy for copy in copies if copy.of in held),
        attributions=tuple(dict.fromkeys(attribution for one in others for attribution in one.attributions)),
        context=tuple(dict.fromkeys(claim for one in others for claim in one.context)),
        outlet_ids={name: id_ for one in others for name, id_ in one.outlet_ids.items()},
    )


def _nearby(claims: Sequence[Claim], material: Material) -> Span | None:
    """Return the stretch of a long text that matters for some of its claims; None for all of it, as with any article."""
    document = claims[0].document
    if len(material.claims_of.get(document, ())) <= MOST_CLAIMS:
        return None
    places = [claim.content[0].start for claim in claims]
    return Span(max(0, min(places) - AROUND), max(places) + AROUND)


def _is_near(one: Claim | Attribution, near: Span | None) -> bool:
    return near is None or (bool(one.content) and _is_in(one.content[0].start, near))


def _is_in(place: int, near: Span | None) -> bool:
    return near is None or near.start <= place <= near.end


def _outlet_ids(links: Iterable[Link], documents: Mapping[str, Document]) -> dict[str, str]:
    """Return the register's ids of outlets by their names as written; those that the register lacks are left out."""
    found: dict[str, str] = {}
    for link in links:
        if link.kind is LinkKind.OUTLET and link.target and not link.target.startswith("outlet:"):
            written = link.span.of(documents[link.document].text)
            found.update({name: link.target for name in (written, link.name) if name})
    return found


def _related(ties: Iterable[Tie], numbers: Collection[int]) -> dict[int, dict[str, set[int]]]:
    """Return for each cluster its rivals, denials, those it denies, broader and narrower ones."""
    found: dict[int, dict[str, set[int]]] = {number: {} for number in numbers}
    for tie in ties:
        mine, theirs = _TIES[tie.relation]
        found[tie.cluster].setdefault(mine, set()).add(tie.other)
        found[tie.other].setdefault(theirs, set()).add(tie.cluster)
    return found


def _tied(ties: Iterable[Tie], ids: Mapping[int, str], material: Material) -> dict[int, list[Tied]]:
    """Return for each cluster why it stands to others as it does."""
    found: dict[int, list[Tied]] = {}
    for tie in ties:
        if not tie.reason:
            continue
        document = material.claims[tie.claim].document if tie.spans else None
        for how, here, there, claim, of in zip(
            _TIES[tie.relation], (tie.cluster, tie.other), (tie.other, tie.cluster), (tie.claim, tie.of),
            (tie.of, tie.claim), strict=True,
        ):  # fmt: skip
            found.setdefault(here, []).append(
                Tied(
                    allegation=ids[there],
                    how=how,
                    claim=claim,
                    of=of,
                    match_score=tie.match_score,
                    reason=tie.reason,
                    document=document,
                    spans=tie.spans,
                )
            )
    return found


def _timeline(group: Group) -> tuple[Appearance, ...]:
    """Return the first claim of each document, bodies before headlines and scraps, in the order of publication."""
    first: dict[str, Claim] = {}
    for claim in sorted(
        group.claims, key=lambda one: (one.where is Where.TITLE, _is_scrap(one, group), one.content[0].start, one.id)
    ):
        first.setdefault(claim.document, claim)
    order = sorted(first, key=lambda document: (_published(group.documents[document]), document))
    return tuple(
        Appearance(
            document=document,
            claim=first[document].id,
            outlet=group.documents[document].outlet,
            published=group.documents[document].published,
            firmness=first[document].firmness,
        )
        for document in order
    )


def _is_scrap(claim: Claim, group: Group) -> bool:
    """Say whether a claim's content is too short to tell what the allegation is: "its earlier reporting"."""
    text = group.documents[claim.document].text
    return sum(len(span.of(text).split()) for span in claim.content) < _FEWEST_WORDS


def _published(document: Document) -> str:
    """Return what sorts documents by the time of publication, those without a date last."""
    return document.published or "9999"
