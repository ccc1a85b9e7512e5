"""Why a line was cut, in words for the reader: named after the cut is decided, from the form and words of the line."""

from __future__ import annotations

import functools
import re
from collections import Counter

from allegedly.clean.words import tokens_of
from allegedly.lexicon import load_table

BREADCRUMB = re.compile(r"^[^|:]{1,40}?(?:\s/\s|\s?[»›>→]\s?)[^.!?]+")
PLACEHOLDER = re.compile(r"^(?:#\w+|[\[(<].*[\])>]|\S+\.(?:jpe?g|png|gif|webp))$", re.IGNORECASE)
COPYRIGHT = re.compile(r"©|\(c\)\s*\d{4}|\brights reserved\b", re.IGNORECASE)
SCRIPT = re.compile(r"\(function|=>|\}\)?;|window\.|\{[^}]*\}\s*$")
LABELLED = re.compile(r"^(?P<label>[^:：|▶➤►→]{3,30})(?:[:：|▶➤►→])\s*\S")
LONGEST_LABEL = 4
LONGEST_FURNITURE = 2
BAR = re.compile(r"(?:\s[|•·]\s.*){2,}")


@functools.cache
def _reasons() -> dict[str, str]:
    return {row["word"]: row["reason"] for row in load_table("residue_reasons")}


def is_labelled(line: str) -> bool:
    """Say whether a line is a label of site furniture with what it labels, and no sentence.

    >>> is_labelled("Tags: border, sheep"), is_labelled("Police: two dead"), is_labelled("Read also: it was over.")
    (True, False, False)
    """
    found = LABELLED.match(line)
    if found is None or line.endswith((".", "!", "?", "”", '"')):
        return False
    words = [token.folded for token in tokens_of(found["label"])]
    return 0 < len(words) <= LONGEST_LABEL and all(word in _reasons() for word in words)


def is_furniture(line: str) -> bool:
    """Say whether a line is one or two words for site furniture and nothing else.

    >>> is_furniture("ADVERTISEMENT"), is_furniture("Two dead")
    (True, False)
    """
    words = [token.folded for token in tokens_of(line)]
    return 0 < len(words) <= LONGEST_FURNITURE and all(word in _reasons() for word in words)


def reason_of(line: str, *, before_article: bool, after_article: bool) -> str:
    """Name what a cut line was, by its form, then by its words, then by its place.

    >>> reason_of("Home / World / Ferry sinks", before_article=True, after_article=False)
    'breadcrumb'
    >>> reason_of("Sign up for our newsletter", before_article=False, after_article=True)
    'subscription plea'
    """
    for form, reason in ((SCRIPT, "script"), (PLACEHOLDER, "image placeholder"), (COPYRIGHT, "copyright line")):
        if form.search(line):
            return reason
    if BREADCRUMB.match(line) and before_article:
        return "breadcrumb"
    reasons = _reasons()
    counts = Counter(reasons[token.folded] for token in tokens_of(line) if token.folded in reasons)
    if counts:
        return counts.most_common(1)[0][0]
    if BAR.search(line):
        return "navigation"
    if before_article:
        return "head residue"
    return "tail residue" if after_article else "residue"
