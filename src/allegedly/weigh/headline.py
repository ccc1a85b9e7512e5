"""Headline drift: a title firmer than its own article, or on a weightier source than the article has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import replace

from allegedly.records import ChainLink, Claim, Drift
from allegedly.vocab import DriftKind, Firmness, Where
from allegedly.weigh.group import Group
from allegedly.weigh.identity import fold
from allegedly.weigh.likeness import Likeness
from allegedly.weigh.side_by_side import Table
from allegedly.weigh.tellings import Line, Telling, Told, hedging_of, sentences_of, sources_of, sourcing_of, tell
from allegedly.weigh.weights import CALLED, Sayers, Weight, is_confirming, is_somebody

# Words of two sources are the same from this many letters on ("minister", "ministry"; "Orvel", "Orvelian").
_STEM = 5
# ... and shorter ones than these are articles and prepositions.
_SHORTEST = 4
# Headlines are short: so many words in common with the body are enough.
_FEWEST_IN_TITLE = 2
# Words by which a headline speaks of what is to come, in its clipped grammar ("Border to shut", "Border shuts tomorrow").
_TO_COME = re.compile(
    r"(?i)\b(?:to|will|shall|must|would|may|might|could|due|set|plans?|vows?|eyes?|tomorrow|tonight|next|soon|from)\b"
)


def headline_drifts(allegation: str | None, group: Group) -> tuple[Drift, ...]:
    """Return the headline drift of one allegation, at most one of each kind for a document, in the order of documents.

    The title is held against what the body tells first: it is what a reader sees next, and what an editor had before
    them; or against what the outlet says less firmly in its own voice ("we rate the report as probable"). A title that was
    not matched with the allegation is its headline all the same if of all that the body tells this comes nearest to it.
    """
    table = Table(allegation, {attribution.id: attribution for attribution in group.attributions})
    publishers = [document.outlet for document in group.documents.values() if document.outlet]
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in dict.fromkeys((*group.context, *group.claims)):
        claims[claim.document].append(claim)
    found = []
    for document, told in tell(group).items():
        if told.body:
            near = claims[document]
            one = told if told.title else Told(_headline(group, document, told.body, near), told.body)
            sayers = Sayers(group.documents[document].text, near, publishers)
            if one.title:
                found.append(_firmer(table, one, sayers))
                found.append(_upgraded(table, one, sayers, near))
    return tuple(drift for drift in found if drift is not None)


def _headline(group: Group, document: str, body: Sequence[Telling], near: Sequence[Claim]) -> tuple[Telling, ...]:
    """Return the title's passages that come nearer to what the body tells of the allegation than to all else it tells."""
    likeness = Likeness(group.documents, whole_sentences=True)
    above = [claim for claim in near if claim.where is Where.TITLE]
    titles = [
        title
        for title in _tell(group, document, above).title
        if any(likeness.is_near(title, one, _FEWEST_IN_TITLE) for one in body)
    ]
    if not titles:
        return ()
    own = {claim.id for telling in body for claim in telling.claims}
    every = _tell(group, document, [claim for claim in near if claim.where is Where.BODY]).body
    found = []
    for title in titles:
        same = [one for one in every if one.claim.polarity is title.claim.polarity]
        best = max(same, key=lambda one: (likeness.of(title, one), -one.start), default=None)
        if best and own & {claim.id for claim in best.claims}:
            found.append(title)
    return tuple(found)


def _tell(group: Group, document: str, claims: Sequence[Claim]) -> Told:
    """Return claims of one document as passages, whatever they tell."""
    return tell(replace(group, claims=tuple(claims), context=())).get(document, Told((), ()))


def _firmer(table: Table, told: Told, sayers: Sayers) -> Drift | None:
    """Return the drift of a headline firmer than its article.

    "Border to shut" over "the border will shut" is no drift: both are of what is to come. Neither is a headline on the
    word of one whom the article lets say it as firmly.
    """
    title = max(told.title, key=lambda telling: (telling.rank, -telling.start))
    body = min((told.body[0], *(one for one in told.body if one.is_of_outlet)), key=lambda one: (one.rank, one.start))
    if title.rank <= body.rank:
        return None
    if body.firmness is Firmness.PREDICTED and _TO_COME.search(sentences_of(title, sayers.text)):
        return None
    if any(one.rank >= title.rank and _has_sayer_of(one, title, sayers) for one in told.body):
        return None
    lost = hedging_of(body, table.attributions)
    reason = f"the headline puts it as {title.firmness.value}, the article below it as {body.firmness.value}"
    return table.drift(DriftKind.HEADLINE_FIRMER, title, body, lost, reason)


def _has_sayer_of(one: Telling, title: Telling, sayers: Sayers) -> bool:
    """Say whether a telling of the body is on the word of one whom the headline names."""
    above = {word for link in sources_of(title) for word in _stems(link, sayers)}
    return any(above & _stems(link, sayers) for link in sources_of(one))


def _stems(link: ChainLink, sayers: Sayers) -> set[str]:
    """Return the words of a source, each cut to its first letters."""
    return {word[:_STEM] for word in fold(sayers.phrase(link)) if len(word) >= _SHORTEST}


def _upgraded(table: Table, told: Told, sayers: Sayers, near: Sequence[Claim]) -> Drift | None:
    for title in told.title:
        for line in title.lines:
            best, weight = _below(line[-1], told.body, sayers, near, owns_up=_owns_up(line[-1], sayers, table))
            if best is not None:
                above = sayers.weight(line[-1])
                reason = (
                    f"the headline has it from “{sayers.phrase(line[-1])}” ({CALLED[above]}), "
                    f"the article from {CALLED[weight]}"
                )
                lost = sourcing_of(best, table.attributions)
                return table.drift(DriftKind.HEADLINE_SOURCE_UPGRADE, title, best, lost, reason)
    return None


def _below(
    link: ChainLink, body: Sequence[Telling], sayers: Sayers, near: Sequence[Claim], *, owns_up: bool
) -> tuple[Telling | None, Weight]:
    """Return the telling of the body that a headline's source weighs more than, and what that weighs; None if none does.

    A source that has its words in common with sources of the body is held against these alone: "the palace says" over "palace
    insiders" and a minister's answer.
    """
    above = sayers.weight(link)
    kin = _weightiest(body, sayers, owns_up=owns_up, like=_stems(link, sayers))
    best, weight = kin if kin[0] is not None else _weightiest(body, sayers, owns_up=owns_up)
    is_pronoun = is_somebody(sayers.phrase(link))
    if best is None or is_pronoun or above <= weight or _speaks_below(link, sayers, near, owns_up=owns_up):
        return None, weight
    is_told = kin[0] is None and not owns_up and _is_told_of(link, body, sayers)
    return (None if is_told else best), weight


def _owns_up(link: ChainLink, sayers: Sayers, table: Table) -> bool:
    attribution = table.attributions.get(link.attribution or "")
    return attribution is not None and is_confirming(sayers.words(attribution.cue))


def _weight(line: Line, sayers: Sayers, *, owns_up: bool) -> Weight:
    """Return what a chain of the body weighs beside a headline.

    A headline that leaves the relaying outlet out still names the source that the body has ("minister says" over "the
    minister told a newspaper"). One that lets a source own up may not: "Orvel admits" over "an outlet, citing officials of
    Orvel" is the outlet's word.
    """
    return sayers.of_line(line) if owns_up else sayers.weight(line[-1])


def _weightiest(
    body: Sequence[Telling], sayers: Sayers, *, owns_up: bool, like: Set[str] = frozenset()
) -> tuple[Telling | None, Weight]:
    """Return the body's telling on the weightiest source and that weight; None where it tells all in its own voice.

    With ``like`` only sources count that have one of these words.
    """
    best, weight = None, Weight.NOBODY
    for telling in body:
        for line in telling.lines:
            if like and not like & _stems(line[-1], sayers):
                continue
            found = _weight(line, sayers, owns_up=owns_up)
            if best is None or found > weight:
                best, weight = telling, found
    return best, weight


def _is_told_of(link: ChainLink, body: Sequence[Telling], sayers: Sayers) -> bool:
    """Say whether tellings' sentences name a source of the other side: as a doer, an accused, or somebody cited in passing."""
    told = {word[:_STEM] for telling in body for word in fold(sentences_of(telling, sayers.text))}
    return any(word[:_STEM] in told for word in fold(sayers.phrase(link)) if len(word) >= _SHORTEST)


def _speaks_below(link: ChainLink, sayers: Sayers, near: Sequence[Claim], *, owns_up: bool) -> bool:
    """Say whether the headline's source speaks in the body, of whatever: "ministry" over "the health ministry ordered"."""
    above = sayers.weight(link)
    stems = {word[:_STEM] for word in fold(sayers.phrase(link))}
    for claim in near:
        line = claim.chain[1:]
        if claim.where is not Where.BODY or not line or _weight(line, sayers, owns_up=owns_up) < above:
            continue
        if stems & {word[:_STEM] for word in fold(sayers.phrase(line[-1]))}:
            return True
    return False
