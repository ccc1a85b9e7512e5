"""Allegations in words: how an allegation stands, in one sentence that terminal, page and report share."""

from __future__ import annotations

from collections import Counter

from allegedly.records import Allegation, Interval
from allegedly.vocab import DriftKind, NodeKind, Polarity, Reply

DRIFTS = {
    DriftKind.HEADLINE_FIRMER: "headline firmer than the body",
    DriftKind.HEADLINE_SOURCE_UPGRADE: "headline names a weightier source than the body",
    DriftKind.HEDGE_LOSS: "hedge lost",
    DriftKind.ATTRIBUTION_LOSS: "attribution lost",
    DriftKind.SOURCE_UPGRADE: "source upgraded",
    DriftKind.NUMBER_CHANGE: "number changed",
}
REPLIES = {
    Reply.PRESENT: "the accused party's own answer is in the case",
    Reply.ASKED: "the accused party was asked and gave no answer",
    Reply.ABSENT: "no answer of the accused party is in the case",
    Reply.NOT_ACCUSED: "nobody is accused in it",
}
# What a party in a provenance graph is.
NODE_KINDS = {
    NodeKind.ARTICLE: "article",
    NodeKind.EXTERNAL: "outlet without an article here",
    NodeKind.NAMED: "named source",
    NodeKind.UNNAMED: "unnamed source",
    NodeKind.DOCUMENT: "document",
    NodeKind.OWN_REPORTING: "own reporting",
}
# What the grades of the Admiralty code mean (NATO AJP-2.1), in words that do not say what is so.
RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
CREDIBILITY = {
    1: "other independent sources say the same",
    2: "probably so",
    3: "possibly so",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}


def count(number: int, noun: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "party", "parties"), count(1200, "article")
    ('1 party', '1,200 articles')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {many or noun + 's'}"


def origins_in_words(origins: Interval) -> str:
    """Return an interval of origins in words.

    >>> origins_in_words(Interval(1, 1)), origins_in_words(Interval(1, 3)), origins_in_words(Interval(0, 1))
    ('1 origin', '1 to 3 origins', 'no origin or 1')
    """
    if origins.lo == origins.hi:
        return count(origins.hi, "origin") if origins.hi else "no origin"
    if origins.lo == 0:
        return f"no origin or {origins.hi}" if origins.hi == 1 else f"0 to {origins.hi} origins"
    return f"{origins.lo} to {origins.hi} origins"


def standing(allegation: Allegation) -> str:
    """Return in one sentence how an allegation stands: articles, outlets, origins, channels, sides, circle."""
    parts = [
        count(len(allegation.documents), "article"),
        count(len(allegation.outlets), "outlet") if allegation.outlets else "outlet unknown",
        origins_in_words(allegation.origins),
    ]
    if allegation.channels != allegation.origins.hi and allegation.origins.hi > 1:
        parts.append(count(allegation.channels, "channel"))
    sides = len(allegation.sides)
    parts.append("side not known" if not sides else "one side" if sides == 1 else f"{sides} sides")
    if allegation.is_circular:
        parts.append("circular")
    if allegation.is_self_citing:
        parts.append("cites itself")
    if allegation.denials:
        parts.append("denied")
    if allegation.rivals:
        parts.append(count(len(allegation.rivals), "rival account"))
    return ", ".join(parts)


def drifts_in_words(allegation: Allegation) -> str:
    """Return the kinds of drift in an allegation with their numbers, the most frequent first; empty if there is none."""
    counted = Counter(allegation.drifts)
    ordered = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(DRIFTS[kind] + (f" ({times})" if times > 1 else "") for kind, times in ordered)


def sentence(allegation: Allegation) -> str:
    """Return the allegation's sentence, quoted; where it is denied, and does not say no itself, that stands before the quotation."""
    is_denied = allegation.polarity is Polarity.NEGATIVE and not allegation.is_negative_in_words
    before = "not so: " if is_denied else ""
    return f"{before}“{' '.join(allegation.text.split())}”"
