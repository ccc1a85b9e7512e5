"""The right of reply: who is accused in an allegation, and whether their own answer is in the case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from allegedly.lexicon import load_table
from allegedly.records import Attribution, ChainLink, Claim, Event, Participant
from allegedly.vocab import Auxiliary, Firmness, Polarity, Quad, Reply, SourceKind, Where
from allegedly.weigh.group import Group
from allegedly.weigh.identity import fold, is_part
from allegedly.weigh.parties import differ, is_related, party_of
from allegedly.weigh.tellings import Telling, Told, tell

_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]?")
# Where the words of a clause end that a content names its subject with: "the army of shelling", "the army had shelled".
_DEED: Final = re.compile(r"(?i)\s+(?:of|for|over|with|as|had|has|have|was|were|is|are|that)\b")
# Sides whose members answer for one another where the text names no country or body ("police", "the prefecture").
_UNTOLD: Final = frozenset({"government", "rebels"})
# "Coast guard" and "the coast guard's commander" meet in words of at least so many letters; "of", "the" and "a" do not count.
_SHORTEST_NOUN: Final = 4
# What follows says where somebody or something is, not whom they speak for: "the camps on Karvend soil".
_PLACE: Final = re.compile(r"(?i)\s(?:in|on|at|near|from|by|about|over|across)\s")
_PREPOSITION: Final = re.compile(r"(?i)\s(?:in|of|from|on|at|near|with|within|inside|among|by)\s")
# Sources that can answer for somebody, and sides whose denial is no answer of an accused whom the texts do not name.
_ANSWERING: Final = frozenset({SourceKind.NAMED, SourceKind.UNNAMED, SourceKind.DOCUMENT})
_BYSTANDERS: Final = frozenset({"civilians", "third party"})
_PASSIVE: Final = frozenset({"is", "are", "was", "were", "be", "being"})
_UNREAL: Final = frozenset({Auxiliary.NEGATED, Auxiliary.DENIED, Auxiliary.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Answer:
    """Who is ``accused``, as the texts name them, and what is there of their answer: the ids of claims that give it."""

    accused: tuple[str, ...]
    reply: Reply
    reply_claims: tuple[str, ...] = ()


def find_reply(
    group: Group,
    told: Mapping[str, Told] | None = None,
    *,
    events: Iterable[Event] = (),
    denials: Iterable[Claim] = (),
    rivals: Iterable[Claim] = (),
) -> Answer:
    """Return who is accused in an allegation and whether they answer, in its articles or anywhere in the case.

    Accused is who does harm in an ``events`` of its claims, or at whose door a source lays it ("accused X of", "blamed
    X"). An answer comes from them or from who speaks for them, not from a source among them who would not be named, a former
    member or an insider: those bear witness. It is a claim of the ``denials``, or of the ``rivals``; where there is none of these,
    any statement of theirs in an article that carries the allegation. Where there is none either, an article may say that they
    were asked. With no accused, and nobody who denies it for somebody, there is nothing to reply to.

    ``told`` is what ``tell`` gives for the group, where that is at hand.
    """
    told = tell(group) if told is None else told
    tellings = [telling for one in told.values() for telling in (*one.title, *one.body)]
    accused = _Accused(group, _accused(group, tellings, events)) if _is_charge(group) else _Accused(group, ())
    found = [claim for claim in denials if claim.where is Where.BODY and accused.may_answer(claim)]
    if accused.names:
        found += [claim for claim in rivals if claim.where is Where.BODY and accused.says(claim)]
        own = {claim.id for telling in tellings for claim in telling.claims}
        found = found or [c for c in group.context if c.where is Where.BODY and c.id not in own and accused.says(c)]
    if found:
        return Answer(accused.names, Reply.PRESENT, tuple(sorted({claim.id for claim in found})))
    if not accused.names:
        return Answer((), Reply.NOT_ACCUSED)
    return Answer(accused.names, Reply.ASKED if accused.were_asked(tellings) else Reply.ABSENT)


def _is_charge(group: Group) -> bool:
    """Say whether an allegation is positive: that something was not done accuses nobody."""
    return not all(claim.polarity is Polarity.NEGATIVE for claim in group.claims)


@cache
def _phrases(name: str) -> frozenset[tuple[str, ...]]:
    return frozenset(fold(row["phrase"]) for row in load_table("reply_words") if row["class"] == name)


def _accused(group: Group, tellings: Sequence[Telling], events: Iterable[Event]) -> tuple[str, ...]:
    """Return the names of the accused, the ones named most often first."""
    claims = {claim.id for telling in tellings for claim in telling.claims}
    times: dict[tuple[str, ...], list[str]] = {}
    named = [*_from_cues(group, tellings), *_from_events(group, claims, events)]
    for name in named:
        if _is_party(name):
            times.setdefault(fold(name), []).append(name)
    kept = sorted(times, key=lambda words: (-len(times[words]), -len(words), words))
    known: list[tuple[str, ...]] = []
    for words in kept:
        if not any(is_part(words, other) or is_part(other, words) for other in known):
            known.append(words)
    return tuple(min(times[words]) for words in known)


def _from_events(group: Group, claims: set[str], events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        if event.claim in claims and event.quad_class is Quad.MATERIAL_CONFLICT and not _UNREAL & set(event.auxiliary):
            text = group.documents[event.document].text
            if any((word,) in _phrases("dying") for span in event.trigger for word in fold(span.of(text))):
                continue
            for actor in event.actors:
                yield _name(actor, text)


def _name(actor: Participant, text: str) -> str:
    return _bare(actor.span.of(text))


def _from_cues(group: Group, tellings: Sequence[Telling]) -> Iterator[str]:
    """Yield whom sources accuse: the words of a content up to the deed, after "accused" and before "allegedly"."""
    attributions = {attribution.id: attribution for attribution in group.attributions}
    for telling in tellings:
        text = group.documents[telling.document].text
        for claim in telling.claims:
            attribution = attributions.get(claim.chain[-1].attribution or "")
            pieces = [span.of(text) for span in claim.content]
            if attribution is None or not pieces:
                continue
            start = _DEED.search(pieces[0])
            is_charge = _accuses(attribution, text) and (start is not None or len(pieces) > 1)
            if is_charge or (attribution.firmness is Firmness.ALLEGED and _is_doing(pieces)):
                yield _bare(pieces[0][: start.start() if start else None])


def _is_doing(pieces: Sequence[str]) -> bool:
    """Say whether a content parted by "allegedly" begins with who did it: "the army is … attacking", not "was … attacked"."""
    if len(pieces) < 2:
        return False
    before, after = fold(pieces[0])[-1:], fold(pieces[1])[:1]
    if before and before[0] in _PASSIVE:
        return bool(after) and after[0].endswith("ing")
    return bool(after) and after != ("been",)


def _bare(words: str) -> str:
    """Return a noun phrase without its article and the punctuation around it."""
    return re.sub(r"(?i)^(?:the|an?)\s+", "", " ".join(words.split()).strip(" ,"))


def _accuses(attribution: Attribution, text: str) -> bool:
    words = fold(" ".join(span.of(text) for span in attribution.cue))
    verbs = [phrase[0] for phrase in _phrases("accusing")]
    return any(
        word == verb or word in {verb + "s", verb + "d", verb + "ed", verb.rstrip("e") + "ing"}
        for word in words
        for verb in verbs
    )


def _is_party(name: str) -> bool:
    """Say whether words name somebody who can be asked: a name, or a noun for people or a body."""
    words = fold(name)
    if not words or words[:1] in _phrases("pronoun") or not any(word.isalpha() for word in words):
        return False
    head = _PREPOSITION.split(name, maxsplit=1)[0]
    return party_of(name) is not None or any(part[:1].isupper() for part in head.split())


class _Accused:
    """The accused of an allegation, and how to tell their word from others'."""

    def __init__(self, group: Group, names: tuple[str, ...]) -> None:
        self.names = names
        self._group = group
        self._attributions: Mapping[str, Attribution] = {one.id: one for one in group.attributions}

    def says(self, claim: Claim) -> bool:
        """Say whether a claim stands on the word of an accused."""
        return len(claim.chain) > 1 and any(self._speaks_for(claim, claim.chain[-1], name) for name in self.names)

    def may_answer(self, denial: Claim) -> bool:
        """Say whether a denial is an answer: by an accused, or by somebody who is not known to be of another side or a bystander."""
        link = denial.chain[-1]
        if len(denial.chain) < 2:  # a statement that the accused published themselves
            return any(_is_meant(link.name or "", name) for name in self.names)
        if link.kind is SourceKind.IMPERSONAL:
            return False
        words = self._called(denial, link)
        ours = party_of(words)
        if link.kind is SourceKind.UNNAMED and _bears_witness(words):
            return False
        if self.says(denial):
            return True
        theirs = [party_of(name) for name in self.names]
        if theirs:
            return ours is None or not all(party is not None and differ(ours, party) for party in theirs)
        return ours is None or ours.side not in _BYSTANDERS

    def were_asked(self, tellings: Iterable[Telling]) -> bool:
        """Say whether an article that tells the allegation says that an accused was asked."""
        for document in sorted({telling.document for telling in tellings}):
            for sentence in _SENTENCE.findall(self._group.documents[document].text):
                words = fold(sentence)
                was_asked = any(is_part(phrase, words) for phrase in _phrases("asked"))
                if was_asked and any(_is_meant(sentence, name) for name in self.names):
                    return True
        return False

    def _speaks_for(self, claim: Claim, link: ChainLink, accused: str) -> bool:
        if link.kind not in _ANSWERING:
            return False
        said = self._called(claim, link)
        if link.kind is not SourceKind.DOCUMENT and _bears_witness(said):
            return False
        return any(_is_meant(words, accused) for words in (said, link.name or "") if words)

    def _called(self, claim: Claim, link: ChainLink) -> str:
        """Return what a text calls a source, with what it belongs to; its name where the text is not at hand."""
        document = self._group.documents.get(claim.document)
        if document is None:
            return link.name or ""
        attribution = self._attributions.get(link.attribution or "")
        spans = (*link.spans, *(attribution.affiliation if attribution else ()))
        return " ".join(span.of(document.text) for span in spans) or link.name or ""


def _bears_witness(words: str) -> bool:
    """Say whether a description is of somebody who tells of a body without speaking for it: "sources within the army", "a deserter".

    >>> _bears_witness("Sources within the Karvend army"), _bears_witness("an officer of the Karvend army")
    (True, False)
    """
    head = fold(_PREPOSITION.split(f"{words} ", maxsplit=1)[0])
    return any(is_part(phrase, head) for phrase in _phrases("witness"))


def _is_meant(words: str, accused: str) -> bool:
    """Say whether words name an accused or somebody who speaks for them: by the name, or by country and side."""
    ours, theirs = party_of(words), party_of(accused)
    if ours is not None and theirs is not None and ours.side != theirs.side:
        return False
    names, others = _capitalised(accused), _capitalised(_PLACE.split(words, maxsplit=1)[0])
    if any(is_related(one, other) for one in names for other in others):
        return True
    if is_part(fold(accused), fold(words)):
        return True
    if ours is None or theirs is None or ours.side not in _UNTOLD or ours.names:
        return False
    return not names or bool(_nouns(accused) & _nouns(words))


def _nouns(words: str) -> set[str]:
    return {word for part in words.split() if part[:1].islower() for word in fold(part) if len(word) >= _SHORTEST_NOUN}


def _capitalised(words: str) -> set[str]:
    return {
        word
        for part in words.split()
        if part[:1].isupper()
        for word in fold(part)
        if (word,) not in _phrases("pronoun") and len(word) > 2
    }
