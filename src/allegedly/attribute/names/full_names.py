"""Names in full: of a referent that has one, and descriptions in which others are named: "office of Bartel Nyss"."""

import re

from allegedly.attribute.names.countries import Countries
from allegedly.attribute.names.normal_forms import in_normal_form
from allegedly.attribute.names.nouns import PEOPLE
from allegedly.attribute.names.possessives import in_one_form, is_kin, kin_of, without_fillers, without_genus
from allegedly.attribute.names.referents import Part, Referent

_ARTICLE = re.compile(r"(?i)^the\s+")
_DETERMINER = re.compile(r"(?i)^(?:an?|the|this|that|these|those|some|no)\s+")
_CLAUSE = re.compile(r"\s+(?:who|which|that|whose|where|when)\b.*", re.DOTALL)
_FIRST_POSSESSIVE = re.compile(r"(?i)(?:his|her|its|their|hers|theirs|him|them|it|he|she|they)\b")


# Descriptions are given without their article, as names are, and without the ending of a possessor.
_ARTICLE_BEFORE = re.compile(r"^(?:An?|an?|The|the|[Oo]ne(?!\s+of\b))\s+(?=\w)")
_POSSESSIVE_END = re.compile(r"(?:[’']s|(?<=s)[’'])$")

# A place and its body.
_OWNED_BODY = re.compile(r"(?P<place>[A-Z]\w+)[’']s (?P<body>[a-z].*)")
_PLACED = re.compile(r"(?P<body>[Oo]fficials|[Aa]uthorities|[Gg]overnment|[Aa]rmy|[Pp]olice) in (?P<place>[A-Z]\w+)")


# A body without a name of its own and the named one whose it is: "observer mission of the Straits Council".
_OF_BODY = re.compile(r"(?P<held>[a-z]+(?: [a-z]+)?) of the (?P<body>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+)")


# A holder without a name that is longer than this, in words, takes no "'s".
_SHORT = 3


class Names:
    """Gives the referents of one text their names in full, each in one form."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._countries = Countries(text)

    def of(self, referent: Referent) -> str:
        """Return a referent's full name; a country's body takes the adjective that the text has: "Skerran navy"."""
        name = _POSSESSIVE_END.sub("", full_name(referent, self._text))
        if referent.is_named:
            return name
        name = without_genus(without_fillers(_ARTICLE_BEFORE.sub("", name)))
        normal = in_normal_form(name, self._countries)
        if normal != name:
            return normal
        owned = (_OWNED_BODY.fullmatch(name) if referent.sort == "body" else None) or _PLACED.fullmatch(name)
        people = self._countries.people_of(owned["place"]) if owned is not None else None
        if owned is not None and people:
            return f"{people} {owned['body'][0].lower()}{owned['body'][1:]}"
        start = referent.name_span.start
        the = "the "
        has_article = the in {
            self._text[start : start + len(the)].lower(),
            self._text[max(0, start - len(the)) : start].lower(),
        }
        return in_one_form(name, has_article=has_article)


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
    held = part.held.of(text)
    if is_kin(held) and is_first and (part.referent.is_named or len(name.split()) <= _SHORT):
        return kin_of(name, held, text)
    if is_first:
        return f"{held} of {name}"
    if part.referent.is_named and part.referent.sort not in PEOPLE:
        return f"the {without_article(name)} {held}"  # no "of the ... of the ..."
    return f"the {held} of {name}"


def _inside(referent: Referent, text: str, depth: int) -> str:
    """Return how a referent is called inside a longer name: with its article, and without what relative clauses say."""
    name = _CLAUSE.sub("", full_name(referent, text, depth))
    owned = None if referent.is_named else _OF_BODY.fullmatch(name)
    if owned is not None:
        name = f"{owned['body']} {owned['held']}"  # no "of the ... of the ..."
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
