"""Who vouches for what an attribution gives: not who asks, not who acts so that others conclude; and how many speak."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from allegedly.lexicon import load_table
from allegedly.records import Attribution, Span, Spans
from allegedly.vocab import SourceKind
from allegedly.weigh.identity import Words, fold
from allegedly.weigh.parties import party_of

# "asked whether …", "wondered about …": what stands after the cue of a question. "Asked them to leave" asks for something to be
# done, and who asks holds that it should be.
_QUESTION: Final = re.compile(
    r"(?i)^[\s“\"‘']*(?:\w+\s+){0,4}?(?:about|whether|if|who|whom|whose|what|when|where|why|how|which)\b"
)
_ASKED: Final = re.compile(r"\?[”\"’'\s]*,?\s*$")
_TO_DO: Final = re.compile(r"(?i)^[\s“\"‘']*(?:\w+\s+){0,4}?to\s+\w+")
# "Asked the ministry for an explanation of reports that ...": what is asked for is somebody else's word.
_FOR_A_WORD: Final = re.compile(
    r"(?i)^[\s“\"‘']*(?:[\w’'-]+\s+){0,6}?for\s+(?:\w+\s+)?(?:explanations?|clarifications?|answers?|details|information|comment|confirmation|evidence|proof|word|an account)\b"
)
# Speakers named side by side: each with an article or numeral of one of its own ("a nurse and a guard"). "Officials and residents" is one
# source, as a plural is.
_BESIDE: Final = re.compile(r"(?i),?\s+(?:and|as\s+well\s+as)\s+(?=(?:an?|one|another)\s)")
_ONE: Final = re.compile(r"(?i)^(?:an?|one|another)\s")
_CLAUSE: Final = re.compile(r"(?i)\b(?:who|whose|which|that)\b")
# Kinds of source that act; a document or picture shows what it shows.
_ACTING: Final = frozenset({SourceKind.NAMED, SourceKind.UNNAMED})


@cache
def _verbs(name: str) -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("vouching_words") if row["class"] == name)


def is_asking(text: str, attribution: Attribution | None) -> bool:
    """Say whether a source only asks about what it is given for: nobody asks on their own word."""
    if attribution is None or not attribution.cue or not attribution.content:
        return False
    cue = fold(" ".join(span.of(text) for span in attribution.cue))
    if not _verbs("asking") & set(cue):
        return False
    content = " ".join(span.of(text) for span in attribution.content)
    if _ASKED.search(content) or _FOR_A_WORD.match(content):
        return True
    if _TO_DO.match(content) and not _QUESTION.match(content):
        return False
    between = text[attribution.cue[-1].end : attribution.content[0].start]
    return bool(_QUESTION.match(content) or _QUESTION.match(between.strip() + " ") or fold(content)[:1] in _reports())


def _reports() -> frozenset[Words]:
    return frozenset((word,) for word in _verbs("report"))


def has_reported(text: str, attribution: Attribution | None) -> bool:
    """Say whether an attribution's cue is of what an outlet has published ("had previously reported"), not of what it "has learned"."""
    cue = fold(" ".join(span.of(text) for span in attribution.cue)) if attribution is not None else ()
    return bool(_verbs("publishing") & set(cue))


def is_concluded(text: str, attribution: Attribution | None) -> bool:
    """Say whether what a source is given for is what the writer concludes from a deed of theirs.

    "The brigade fired on the ridge, revealing its ties to the smugglers" gives no word of the brigade's: the participle hangs on
    the deed. "The brigade issued a list, revealing …" does, as does "revealing that …".
    """
    if attribution is None or attribution.source_kind not in _ACTING or not attribution.source or not attribution.cue:
        return False
    cue = fold(attribution.cue[0].of(text))
    if not cue or cue[0] not in _verbs("showing"):
        return False
    between = text[attribution.source[-1].end : attribution.cue[0].start]
    words = set(fold(between))
    content = attribution.content[0].of(text) if attribution.content else ""
    is_after = attribution.cue[0].start > attribution.source[-1].end
    is_participle = is_after and between.rstrip().endswith(",") and len(words) > 1
    return is_participle and not words & _verbs("saying") and fold(content)[:1] != ("that",)


def speakers(text: str, spans: Spans) -> tuple[Span, ...]:
    """Return the spans of several speakers named side by side, one each; only what is given if it is one.

    >>> [part.start for part in speakers("a nurse and a guard", (Span(0, 19),))]
    [0, 12]
    >>> len(speakers("residents and officials", (Span(0, 23),)))
    1
    """
    if len(spans) != 1:
        return spans
    words = spans[0].of(text)
    if _CLAUSE.search(words) or not _ONE.match(words):
        return spans
    cuts = [0, *(found.end() for found in _BESIDE.finditer(words))]
    ends = [*(found.start() for found in _BESIDE.finditer(words)), len(words)]
    parts = [Span(spans[0].start + start, spans[0].start + end) for start, end in zip(cuts, ends, strict=True)]
    is_each = all(_is_speaker(part.of(text)) for part in parts)
    return tuple(parts) if is_each else spans


def _is_speaker(words: str) -> bool:
    """Say whether words are of somebody who speaks: of a known side, or with a noun for a source at the head."""
    head = re.split(r"(?i)\s(?:in|of|from|at|near|with|within|inside|close)\s", words, maxsplit=1)[0]
    return party_of(words) is not None or bool(set(fold(head)[-1:]) & _nouns())


@cache
def _nouns() -> frozenset[str]:
    return frozenset(row["noun"].split()[-1] for row in load_table("source_nouns"))
