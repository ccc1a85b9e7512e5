"""Reads whom a text names as the place it has its own words from: a news agency, or an outlet that printed them first."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from allegedly.dedupe.words import body_start
from allegedly.lexicon import load_table
from allegedly.records import Credit, Document, Span
from allegedly.vocab import CreditKind

# Letters at either end of a body in which a credit stands (dateline and first sentence; last lines).
HEAD: Final = 400
TAIL: Final = 400

NAME: Final = (
    r"(?P<name>dpa\b|(?:[Tt]he )?[^\W\d_a-z][\w&.'’-]{0,40}"
    r"(?: (?:of |and |the |de )?[^\W\d_a-z][\w&'’-]{0,40}){0,4})"
)
# What an agency's name looks like where the list does not have it ("Coastal Wire", "Orvel News Agency").
AGENCY_SHAPE: Final = re.compile(r"\b(?:Wire|Wires|Newswire|Agency|News Service|Press Service|Telegraph Bureau)$")
# A place in capitals, perhaps with a country and a day, from the beginning of its line.
PLACE: Final = r"^\W*[^\W\d_a-z]{2}[^a-z\n(]{0,40}(?:[A-Z][a-z.]+,? )?(?:[A-Z][a-z]{2,8}\.? \d{1,2},? ?)?"
# A line that speaks of the text itself: its beginning, or "This article was ...".
SENTENCE: Final = r"(?:^|[.!?(\[] ?|\b[Tt]his (?:\w+ ){1,2}(?:is |was |has been )?)"


class Form(NamedTuple):
    """One way in which a credit is written, where it may stand, and what it makes of the text."""

    pattern: re.Pattern[str]
    where: str
    kind: CreditKind
    only_agencies: bool
    hint: str


def _form(pattern: str, where: str, kind: CreditKind, *, only_agencies: bool, hint: str = "") -> Form:
    """Make a form; a text without ``hint`` is not searched (the pattern that begins with a name is slow)."""
    return Form(re.compile(pattern.replace("NAME", NAME), re.MULTILINE), where, kind, only_agencies, hint)


# In the order in which they count: a dateline credit speaks of the whole text, "told the agency" only of a sentence.
FORMS: Final = (
    _form(PLACE + r"\(NAME\)\s*[-–—:]", "head", CreditKind.WIRE, only_agencies=False),
    _form(r"^\W*[(/\[]NAME[)/\]]", "head", CreditKind.WIRE, only_agencies=True),
    _form(r"[(/\[]NAME[)/\]]\s*[-–—:]", "head", CreditKind.WIRE, only_agencies=True),
    _form(
        r"^\W*(?:[Ss]ource|SOURCE|[Cc]redit|[Vv]ia|©)\W+(?:\d{4} )?NAME\W*$",
        "ends",
        CreditKind.WIRE,
        only_agencies=True,
    ),
    _form(r"(?:^|[.!?”\"] ?)\W*[-–—(/\[] ?NAME ?[)/\]]?\W*\Z", "tail", CreditKind.WIRE, only_agencies=True),
    _form(r"^\W*NAME\W*$", "ends", CreditKind.WIRE, only_agencies=True),
    _form(
        r"[Ww]ith (?:additional |further )?(?:reporting|files|inputs?|material|information|agency inputs?) (?:by|from) NAME",
        "all",
        CreditKind.WIRE,
        only_agencies=False,
    ),
    _form(r"[Aa]dditional reporting (?:by|from) NAME", "all", CreditKind.WIRE, only_agencies=True),
    _form(r"\bNAME reported from\b", "all", CreditKind.WIRE, only_agencies=True, hint=" reported from"),
    _form(r"\bNAME reports from\b", "all", CreditKind.WIRE, only_agencies=True, hint=" reports from"),
    _form(
        SENTENCE + r"(?:[Ff]irst|[Oo]riginally) (?:published|appeared|posted|printed) (?:by|in|on|at) NAME",
        "all",
        CreditKind.REPRINT,
        only_agencies=False,
    ),
    _form(
        SENTENCE + r"(?:[Rr]eprinted|[Rr]epublished|[Ss]yndicated|[Dd]istributed|[Rr]eproduced)"
        r"(?: here)?(?: with (?:the )?(?:kind )?permission)? (?:by|from|of) NAME",
        "all",
        CreditKind.REPRINT,
        only_agencies=False,
    ),
    _form(r"\bciting NAME,? (?:reports|reported|says|said|writes)", "head", CreditKind.CITED, only_agencies=False),
    _form(r"\b[Tt]old (?:the )?NAME(?: news)? agency\b", "head", CreditKind.WIRE, only_agencies=False),
    _form(r"\b[Tt]old NAME\b", "head", CreditKind.WIRE, only_agencies=True),
)


def credit(document: Document) -> Credit | None:
    """Return whom the body of ``document`` credits with its words, or None if it names nobody.

    Of several credits the one that speaks of most of the text counts: a dateline before a line at the end, that before
    "told the agency".

    >>> text = "PORT SELMAR (Coastal Wire) — The ferry left two hours late, the harbour master said."
    >>> found = credit(Document(id="a", original_sha256="", path="a.txt", text=text))
    >>> found.name, found.kind.value, found.span.of(text)
    ('Coastal Wire', 'wire', '(Coastal Wire)')
    """
    begin, end = body_start(document), len(document.text)
    for form in FORMS:
        if form.hint not in document.text:
            continue
        for start, stop in _places(form.where, begin, end):
            for match in form.pattern.finditer(document.text, start, stop):
                found = _credit(form, match)
                if found:
                    return found
    return None


def _places(where: str, begin: int, end: int) -> tuple[tuple[int, int], ...]:
    head, tail = (begin, min(begin + HEAD, end)), (max(begin, end - TAIL), end)
    return {"head": (head,), "tail": (tail,), "ends": (head, tail), "all": ((begin, end),)}[where]


def _credit(form: Form, match: re.Match[str]) -> Credit | None:
    """Make a credit of a match, where its name is one that the form allows."""
    written = match["name"].rstrip(".'’-")
    if form.only_agencies and not is_agency(written):
        return None
    kind = CreditKind.WIRE if form.kind is CreditKind.CITED and is_agency(written) else form.kind
    start, end = match.start("name"), match.start("name") + len(written)
    text = match.string
    if start and end < len(text) and text[start - 1] + text[end] in {"()", "//", "[]"}:
        start, end = start - 1, end + 1
    return Credit(
        name=agency(written) or written.removeprefix("the ").removeprefix("The "), kind=kind, span=Span(start, end)
    )


def agency(name: str) -> str | None:
    """Return the full name of the news agency that ``name`` is a form of, or None.

    >>> agency("AFP"), agency("Harbour Post")
    ('Agence France-Presse', None)
    """
    return _agencies().get(name)


def is_agency(name: str) -> bool:
    """Say whether ``name`` is a news agency's, by the list or by its shape.

    >>> is_agency("Reuters"), is_agency("Coastal Wire"), is_agency("Harbour Post")
    (True, True, False)
    """
    return agency(name) is not None or AGENCY_SHAPE.search(name) is not None


@lru_cache(maxsize=1)
def _agencies() -> dict[str, str]:
    forms = {}
    for row in load_table("agencies"):
        for form in (row["name"], *filter(None, row["forms"].split(";"))):
            forms[form] = row["name"]
    return forms
