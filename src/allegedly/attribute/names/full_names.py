"""Names in full: of a referent that has one, and descriptions in which others are named: "office of Bartel Nyss"."""

import re

from allegedly.attribute.names.nouns import PEOPLE
from allegedly.attribute.names.referents import Part, Referent

_ARTICLE = re.compile(r"(?i)^the\s+")
_DETERMINER = re.compile(r"(?i)^(?:an?|the|this|that|these|those|some|no)\s+")
_CLAUSE = re.compile(r"\s+(?:who|which|that|whose|where|when)\b.*", re.DOTALL)
_FIRST_POSSESSIVE = re.compile(r"(?i)(?:his|her|its|their|hers|theirs|him|them|it|he|she|they)\b")


def full_name(referent: Referent, text: str, depth: int = 2) -> str:
    """Return a referent's name; a description in full: "office of Bartel Nyss" for "his office".

    ``depth`` bounds how many descriptions may stand inside one another.
    """
    if referent.is_named or not referent.parts or depth == 0:
        return referent.name
    words, at = "", referent.name_span.start
    for part in referent.parts:
        is_first = part.span.start == referent.name_span.start
        words += text[at : part.span.start] + _said_in_full(part, text, depth, is_first=is_first)
        at = part.span.end
    return without_article(words + text[at : referent.name_span.end])


def _said_in_full(part: Part, text: str, depth: int, *, is_first: bool) -> str:
    """Return the words for one part of a description, its own where the text has no fuller ones."""
    own = part.span.of(text)
    name = _inside(part.referent, text, depth - 1)
    if (
        own.lower().startswith("the ")
        and part.referent.is_named
        and part.referent.sort not in PEOPLE
        and not name.startswith("the ")
    ):
        name = f"the {name}"
    if part.title and not name.startswith("the "):
        name = f"{part.title} {name}"
    if _FIRST_POSSESSIVE.match(own) is None and own.casefold().startswith(name.casefold()):
        return own
    if part.held is None:
        return name
    held = f"{part.held.of(text)} of {name}"
    return held if is_first else f"the {held}"


def _inside(referent: Referent, text: str, depth: int) -> str:
    """Return how a referent is called inside a longer name: with its article, and without what relative clauses say."""
    name = _CLAUSE.sub("", full_name(referent, text, depth))
    if not referent.is_named:
        bare = _DETERMINER.sub("", name)
        keeps = bare[:1].isupper() and not name.startswith(("A ", "An ", "The "))
        return f"the {bare if keeps else bare[:1].lower() + bare[1:]}"
    start = referent.name_span.start
    has_article = text[max(0, start - len("the ")) : start].lower() == "the "
    return f"the {name}" if has_article and not name.lower().startswith("the ") else name


def without_article(words: str) -> str:
    """Return ``words`` without "the" at their beginning."""
    return _ARTICLE.sub("", words)
