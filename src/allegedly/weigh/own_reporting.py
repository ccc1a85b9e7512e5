"""Own reporting: when an outlet's correspondent saw it, and whose correspondent that was."""

from __future__ import annotations

import re

from allegedly.records import Span

_REPORTER = (
    r"(?:correspondents?|reporters?|journalists?|photographers?|photojournalists?|stringers?|camera(?:m[ae]n|woman|\s+crew)"
    r"|film\s+crew|news\s+team|reporting\s+team|television\s+crew|tv\s+crew|camera\s+team|videographers?|newsroom)"
)
_SAW = (
    r"(?:saw|seen|witness(?:ed|es)?|watched|observed|counted|visited|heard|found|filmed|photographed|recorded|noted|"
    r"documented|spotted|came\s+upon|was\s+there|were\s+there|at\s+the\s+scene|on\s+the\s+scene|on\s+the\s+spot)"
)
_NAME = r"(?P<name>(?:the\s+)?[A-Z][\w&’'.-]*(?:\s+(?:of|the|and|&|for|de|la|le)\s+(?=[A-Z])|\s+(?=[A-Z]))?(?:[A-Z][\w&’'.-]*(?:\s+(?:of|and|&)\s+(?=[A-Z])|\s+(?=[A-Z]))?)*)"
# "a correspondent for the Orvel Post", "the Post's reporter", "our photographer".
_FOR = re.compile(rf"(?i:\b{_REPORTER}(?:\s+\w+){{0,2}}?\s+(?:for|of|from|with|at|working\s+for)\s+){_NAME}")
_POSSESSED = re.compile(rf"{_NAME}(?:['’]s?)?\s+(?i:(?:own\s+|staff\s+|war\s+|foreign\s+|special\s+)*{_REPORTER})\b")
_OURS = re.compile(
    rf"(?i)\b(?:our|this\s+(?:newspaper|paper|agency|station|outlet|website|magazine)['’]s)\s+(?:\w+\s+)?{_REPORTER}\b"
)
_WITNESS = re.compile(rf"(?i)\b{_REPORTER}\b.{{0,90}}?\b{_SAW}\b|\b{_SAW}\s+by\s+(?:\S+\s+){{0,3}}?{_REPORTER}\b")
_SENTENCE_END = re.compile(r"[.!?][”\"’')]*\s+(?=[“\"‘(]?[A-Z])|\n+")
# Code points before and after a claim in which the words that say who saw it are looked for; sentences are shorter.
_WINDOW = 400
_ANY_REPORTER = re.compile(rf"(?i)\b{_REPORTER}\b")


def is_reporter(words: str) -> bool:
    """Say whether a source is a correspondent, a reporter or a crew of an outlet.

    >>> is_reporter("a correspondent for the Orvel Post"), is_reporter("a nurse")
    (True, False)
    """
    return _ANY_REPORTER.search(words) is not None


def employer(words: str) -> str | None:
    """Return the outlet that a reporter works for, as far as the words name one.

    >>> employer("A correspondent for the Orvel Post at the scene"), employer("our correspondent")
    ('the Orvel Post', None)
    """
    if _OURS.search(words):
        return None
    found = _FOR.search(words) or _POSSESSED.search(words)
    return re.sub(r"['’]s?$", "", found["name"].strip()) if found else None


def sentence_span(text: str, start: int, end: int) -> Span:
    """Return the span of the sentence, or sentences, of ``text`` in which the stretch from ``start`` to ``end`` stands."""
    window = max(0, start - _WINDOW)
    first = max(
        (border.end() for border in _SENTENCE_END.finditer(text, window, start + 1) if border.end() <= start),
        default=window,
    )
    following = _SENTENCE_END.search(text, max(start, end - 1))
    last = following.start() + 1 if following else len(text)
    return Span(first, max(end, min(last, end + _WINDOW)))


def find_witness(text: str, start: int, end: int) -> str | None:
    """Return the words that say that a reporter saw what stands between ``start`` and ``end``; None if none do.

    >>> find_witness("A reporter for the Post saw that the bridge was down.", 0, 53)
    'A reporter for the Post saw that the bridge was down.'
    """
    found = _WITNESS.search(sentence_span(text, start, end).of(text))
    if found is None:
        return None
    return found.string[max(0, found.start() - 40) : found.end() + 60].strip()
