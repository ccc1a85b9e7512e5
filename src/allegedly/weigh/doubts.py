"""Where an article itself says that what it passes on is open: "we rate the report as probable", "could not be verified"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from allegedly.lexicon import load_table
from allegedly.records import Span, Spans

# A doubt stands in the sentence that it is about or in the next one.
_SENTENCE: Final = re.compile(r"[^.!?\n]*[.!?]?[”\"’)]*\s*")
_LONGEST: Final = 300


@cache
def _pattern() -> re.Pattern[str]:
    """Return one pattern of all phrases of the table; "…" in a phrase stands for up to three words."""
    phrases = sorted((row["phrase"] for row in load_table("doubt_words")), key=lambda one: (-len(one), one))
    gap = r"(?:\s+[\w’'-]+){0,3}?\s+"
    written = (gap.join(re.escape(part.strip()) for part in phrase.split("…")) for phrase in phrases)
    return re.compile(r"(?i)\b(?:" + "|".join(one.replace(r"\ ", r"\s+") for one in written) + r")\b")


def doubts_of(text: str, first: int, last: int) -> Spans:
    """Return the words by which a text says that what it tells from ``first`` to ``last`` is open, in the sentence or the next.

    >>> text = "A strike killed the chief. We rate the report as probable."
    >>> [span.of(text) for span in doubts_of(text, 0, 25)]
    ['rate the report as probable']
    """
    start = max((text.rfind(mark, 0, first) + len(mark) for mark in (". ", "! ", "? ", "\n")), default=0)
    end = _SENTENCE.match(text, last)
    stop = end.end() if end else last
    following = _SENTENCE.match(text, stop)
    stop = min(following.end() if following else stop, last + _LONGEST)
    return tuple(Span(m.start(), m.end()) for m in _pattern().finditer(text, start, max(stop, last)))
