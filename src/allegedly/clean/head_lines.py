"""Lines above an article that name its outlet beside something else: a date, a slogan, the desk that wrote it; and wire slugs.

Where a name is read for an outlet's by its place alone, what it was read from is told as an assumption.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from allegedly.clean.layout import lines_of
from allegedly.clean.metadata import (
    CLOCK,
    LONGEST_BYLINE,
    SLASHED_DATE,
    byline_of,
    could_be_swapped,
    date_in,
    dateline_of,
    is_date_line,
    is_outlet_line,
)

# Words of an outlet's name that are written small, and those with which a name that is no place's may begin.
WORD = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*")
SMALL = frozenset(("of", "and", "the", "for", "in", "on", "de", "du", "la", "le", "der", "die", "das", "und", "&"))
MOST_WORDS = 6
# "The Half Past" may be an outlet's name and "The Hague" no other than a place's: so many words after the article.
FEWEST_AFTER_ARTICLE = 2
# What parts an outlet's name from a date or slogan beside it; arrows part the steps of a way to a page.
BESIDE = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+|,\s+|\s+(?=\()")
SLOGAN = re.compile(r"\s*[|•·:]\s*|\s+[-–—]\s+")
ARROW = re.compile(r"[»›>→/]")
PRESS_NOTICE = re.compile(
    r"[.,;–—-]?\s*\b(?:press|media|news)\s+(?:release|notice|statement|briefing)\b\s*(?:no\.?|nr\.?)?\s*[\d/.-]*$",
    re.IGNORECASE,
)
DESK = re.compile(
    r"^(?:by\s+)?(?P<outlet>\S.*?)\s+(?:(?-i:[a-z]+\s+)?(?:desk|newsroom|bureau|staff(?:\s+(?:writers?|reporters?))?)"
    r"|reporters?|correspondents?|editors|editorial\s+(?:board|team|staff))$",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(
    r"^(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?P<before>\d{4}(?:\s*[-–]\s*\d{4})?)?,?\s*(?:by\s+)?"
    r"(?P<outlet>\S[^.|©]*?),?\s*(?P<after>\d{4})?(?:\s*[.|–—-].*)?$",
    re.IGNORECASE,
)
CREDIT = re.compile(r"\((?P<agency>[^()]{2,40})\)$")
# Copyright lines stand at the end; further up they are those of pictures.
TAIL_LINES = 12
# Words beyond which what stands beside an outlet's name is no slogan.
LONGEST_SLOGAN = 8


class HeadLine(NamedTuple):
    """What a line above an article says: the outlet, a date, and why the line goes.

    ``doubt`` is the line where the outlet is assumed, ``unread`` the words of a date that can be read in two ways,
    ``slug`` the line where it is a wire report's.
    """

    reason: str
    outlet: str | None = None
    published: str | None = None
    byline: str | None = None
    doubt: str | None = None
    unread: str | None = None
    slug: str | None = None


def read_head_line(line: str, hinted: str | None) -> HeadLine | None:
    """Read a line above an article that is no plain byline, date line or outlet's name; ``hinted`` is the outlet as far as known.

    >>> read_head_line("The Half Past, Wednesday 6 October 2032", None).outlet
    'The Half Past'
    >>> read_head_line("Tavrin, 13 April 2033", None) is None
    True
    """
    if len(line) > LONGEST_BYLINE:
        return None
    return (
        _slug(line)
        or _swapped(line)
        or _desk(line, hinted)
        or _name_and_date(line, hinted)
        or _name_and_slogan(line, hinted)
    )


def outlet_of_rest(rest: str) -> tuple[str | None, bool]:
    """Return the outlet that stands behind the names of a byline, and whether that is assumed of its form only."""
    name, _ = split_date(rest) or (rest, "")
    if is_outlet_line(name):
        return name, False
    return (name, True) if _is_article_name(name) else (None, False)


def outlet_of_copyright(text: str) -> tuple[str, str] | None:
    """Return the outlet named in a copyright line at the end of a text, and that line.

    >>> outlet_of_copyright("It rained.\\n\\n© 2031 The Marn Lantern. All rights reserved.")
    ('The Marn Lantern', '© 2031 The Marn Lantern. All rights reserved.')
    """
    for span in reversed(lines_of(text)[-TAIL_LINES:]):
        line = text[span.start : span.end]
        found = COPYRIGHT.match(line) if len(line) <= LONGEST_BYLINE else None
        if found is not None and (found["before"] or found["after"]) and is_name(found["outlet"]):
            return found["outlet"], line
    return None


def outlet_of_credit(dateline: str | None) -> str | None:
    """Return the agency that a dateline credits: under a wire report's slug it is the outlet itself.

    >>> outlet_of_credit("PORT SELMAR, 12 March (Coastal Wire)")
    'Coastal Wire'
    """
    found = CREDIT.search(dateline or "")
    return found["agency"] if found is not None and is_name(found["agency"]) else None


def split_date(line: str) -> tuple[str, str] | None:
    """Part a line into what stands before its date and the date; None if it does not end with one.

    >>> split_date("Harbour Post | Monday, 5 March 2031")
    ('Harbour Post', 'Monday, 5 March 2031')
    """
    for mark in BESIDE.finditer(line):
        date = line[mark.end() :].strip("() ")
        if mark.start() > 0 and is_date_line(date) and date_in(date) is not None:
            return line[: mark.start()].strip(), date
    return None


def is_name(words: str) -> bool:
    """Say whether some words have the form of a name: few, and capitals throughout but for small words.

    >>> is_name("The Half Past"), is_name("Bridge closed after storm")
    (True, False)
    """
    found = WORD.findall(words)
    if not 0 < len(found) <= MOST_WORDS or words[-1] in ".!?:;," or ARROW.search(words):
        return False
    return found[0][0].isupper() and all(word[0].isupper() or word.casefold() in SMALL for word in found)


def _is_article_name(words: str) -> bool:
    """Say whether a name begins with "The" and is long enough not to be a place's."""
    return is_name(words) and words.startswith("The ") and len(words.split()) > FEWEST_AFTER_ARTICLE


def _is_hinted(name: str, hinted: str | None) -> bool:
    return hinted is not None and _bare(name) == _bare(hinted)


def _bare(name: str) -> str:
    return " ".join(WORD.findall(name.casefold())).removeprefix("the ")


def _slug(line: str) -> HeadLine | None:
    """Read the slug of a wire report: codes in capitals, a date and a time of day."""
    date = date_in(line)
    is_codes = not any(letter.islower() for letter in line) and CLOCK.search(line) is not None
    return HeadLine("date line", published=date, slug=line) if date is not None and is_codes else None


def _swapped(line: str) -> HeadLine | None:
    """Read a date line whose day and month could be swapped: it goes, and no date is taken from it."""
    is_date = could_be_swapped(line) and is_date_line(SLASHED_DATE.sub("2000-01-01", line, count=1))
    return HeadLine("date line", unread=line) if is_date else None


def _desk(line: str, hinted: str | None) -> HeadLine | None:
    """Read "By Harbour Post staff", "Harbour Post foreign desk": nobody's name but the outlet's."""
    found = DESK.match(line)
    if found is None or not is_name(found["outlet"]):
        return None
    by = line.casefold().startswith("by ")
    name = found["outlet"]
    if not (by or is_outlet_line(name) or _is_hinted(name, hinted)):
        return None
    byline = line[3:].strip() if by else line
    certain = is_outlet_line(name) or _is_hinted(name, hinted)
    return HeadLine("byline", outlet=name, byline=byline, doubt=None if certain else line)


def _name_and_date(line: str, hinted: str | None) -> HeadLine | None:
    """Read an outlet's name, or that of who issued a statement, with the date beside it."""
    parts = split_date(line)
    if parts is None:
        return None
    date = date_in(parts[1])
    name = PRESS_NOTICE.sub("", parts[0]).rstrip(" .,")
    if name != parts[0].rstrip(" .,") and all(is_name(piece) for piece in name.split(", ")):
        return HeadLine("date line", outlet=name, published=date, doubt=line)
    if is_outlet_line(name) or _is_hinted(name, hinted):
        return HeadLine("date line", outlet=name, published=date)
    return HeadLine("date line", outlet=name, published=date, doubt=line) if _is_article_name(name) else None


def _name_and_slogan(line: str, hinted: str | None) -> HeadLine | None:
    """Read the outlet's known name by itself, or with a slogan or section beside it."""
    if _is_hinted(line, hinted):
        return HeadLine("outlet line", outlet=line)
    name, *rest = SLOGAN.split(line, maxsplit=1)
    if not rest or len(rest[0].split()) > LONGEST_SLOGAN or not _is_hinted(name, hinted):
        return None
    is_other = byline_of(line) is not None or dateline_of(line) is not None
    return None if is_other else HeadLine("outlet line", outlet=name)


def note_into(said: dict[str, str], found: HeadLine) -> None:
    """Write what a head line says into what is known, first come first kept."""
    values: Mapping[str, str | None] = {
        "byline": found.byline,
        "published": found.published,
        "unread date": found.unread,
        "slug": found.slug,
    }
    for field, value in values.items():
        if value is not None:
            said.setdefault(field, value)
    if found.outlet is not None and "outlet" not in said:
        said["outlet"] = found.outlet
        if found.doubt is not None:
            said["outlet from"] = found.doubt
