"""Headline drift: a title firmer than its own article, or on a weightier source than the article has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set
from typing import Final

from allegedly.records import ChainLink, Claim, Drift
from allegedly.vocab import AttributionKind, DriftKind, Firmness, Where
from allegedly.weigh.group import Group
from allegedly.weigh.identity import fold
from allegedly.weigh.likeness import STEM, Likeness
from allegedly.weigh.side_by_side import Table
from allegedly.weigh.tellings import (
    RANK,
    Line,
    Telling,
    Told,
    hedging_of,
    is_to_come,
    put_of,
    sentences_of,
    sources_of,
    sourcing_of,
)
from allegedly.weigh.weights import CALLED, Sayers, Weight, is_confirming, is_somebody
from allegedly.weigh.whole_texts import WholeTexts

# Words of two sources are the same from this many letters on ("minister", "ministry"; "Orvel", "Orvelian").
_STEM = 5
# ... and shorter ones than these are articles and prepositions.
_SHORTEST = 4
# A passage of the body is what the headline is of from this score on (``WholeTexts.headlines``); one that was matched with the
# headline is preferred by so much. F1 of all drift on the benchmark's written stories: .79 at TIED .2, .80 at .3, .77 at .4.
TIED: Final = 0.3
MATCHED: Final = 0.5
# A headline of fewer words tells nothing ("Nine children").
_FEWEST_WORDS: Final = 3
# Whom somebody accuses stands before "of", in a few words at the beginning.
_OF: Final = re.compile(r"\s(?:of|for|that)\s")
_ACCUSED: Final = 4
# Words by which a headline speaks of what is to come, in its clipped grammar ("Border to shut", "Border shuts tomorrow").
_TO_COME = re.compile(
    r"(?i)\b(?:to|will|shall|must|would|may|might|could|due|set|plans?|planned|proposed|drafts?|vows?|wants?|eyes?|tomorrow|tonight"
    r"|next|soon|from|stays?|remains?)\b"
)


def headline_drifts(allegation: str | None, group: Group, texts: WholeTexts) -> tuple[Drift, ...]:
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
    likeness = Likeness(group.documents)
    for document, told in texts.tell(group).items():
        one = Told(tuple(_titles(document, told, texts)), told.body)
        if one.title:
            sayers = Sayers(group.documents[document].text, claims[document], publishers)
            found.append(_firmer(table, one, sayers, likeness))
            found.append(_upgraded(table, one, sayers, claims[document]))
    return tuple(drift for drift in found if drift is not None)


def _titles(document: str, told: Told, texts: WholeTexts) -> list[Telling]:
    """Return the passages of a headline that come nearer to what the body tells of an allegation than to all else it tells."""
    body = texts.told(document).body
    matched = {claim.id for title in told.title for claim in title.claims}
    own = {claim.id for telling in told.body for claim in telling.claims}
    is_own = [any(claim.id in own for claim in one.claims) for one in body]
    found = []
    for title, scores in texts.headlines(document) if any(is_own) else ():
        more = MATCHED if any(claim.id in matched for claim in title.claims) else 0.0
        ranks = [
            (score + more * here, -number) for number, (score, here) in enumerate(zip(scores, is_own, strict=True))
        ]
        score, number = max(ranks)
        if score >= TIED and is_own[-number]:
            found.append(title)
    return found


def _firmer(table: Table, told: Told, sayers: Sayers, likeness: Likeness) -> Drift | None:
    """Return the drift of a headline firmer than its article.

    "Border to shut" over "the border will shut" is no drift: both are of what is to come. Neither is a headline on the
    word of one whom the article lets say it as firmly.
    """
    title = max(told.title, key=lambda telling: (telling.rank, -telling.start))
    body = min((told.body[0], *(one for one in told.body if one.is_of_outlet)), key=lambda one: (one.rank, one.start))
    rank = body.rank
    is_at_distance = any(claim.firmness is Firmness.ALLEGED for claim in body.claims)
    if title.is_own_voice and is_at_distance and _names_accused(title, body, likeness, sayers):
        rank = min(rank, RANK[Firmness.ALLEGED])
    is_scrap = len(fold(sayers.words(title.claim.content))) < _FEWEST_WORDS
    if title.rank <= rank or is_scrap or _is_believed(title, table):
        return None
    if is_to_come(body, table.attributions) and _TO_COME.search(sentences_of(title, sayers.text)):
        return None
    if any(_says_as_firmly(one, title, sayers, table) for one in told.body):
        return None
    lost = hedging_of(body, table.attributions)
    reason = f"the headline puts it as {title.put}, the article below it as {body.put}"
    return table.drift(DriftKind.HEADLINE_FIRMER, title, body, lost, reason)


def _names_accused(title: Telling, body: Telling, likeness: Likeness, sayers: Sayers) -> bool:
    """Say whether a headline names whom an accusation names first: "shells hit a ford" accuses nobody."""
    accused = _OF.split(sayers.words(body.claim.content), maxsplit=1)[0]
    stems = {word[:STEM] for word in fold(accused)[:_ACCUSED] if len(word) >= _SHORTEST}
    return bool(stems & likeness.stems(title))


def _is_believed(title: Telling, table: Table) -> bool:
    """Say whether a headline gives a thing as what somebody believes: "monitors believe" is no firmer than "probably"."""
    attributions = (table.attributions.get(link.attribution or "") for link in sources_of(title))
    return any(one is not None and one.kind is AttributionKind.BELIEF for one in attributions)


def _says_as_firmly(body: Telling, title: Telling, sayers: Sayers, table: Table) -> bool:
    """Say whether a reading of the body puts it as firmly on the word of one whom the headline names."""
    above = {word for link in sources_of(title) for word in _stems(link, sayers)}
    if body.rank >= title.rank:
        return any(above & _stems(link, sayers) for link in sources_of(body))
    return not body.doubts and any(
        RANK[put_of(claim, sayers.text, table.attributions)] >= title.rank and above & _stems(claim.chain[-1], sayers)
        for claim in body.claims
        if len(claim.chain) > 1
    )


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
    insiders" and a minister's answer. The holder of an office in its own house speaks for it: "the premier's office" over the
    premier's secretary is no upgrade.
    """
    above = sayers.weight(link)
    kin = _weightiest(body, sayers, owns_up=owns_up, like=_stems(link, sayers))
    if kin[0] is not None and kin[1] >= Weight.OFFICIAL and not owns_up:
        return None, kin[1]
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
