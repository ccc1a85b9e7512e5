"""Who a page says wrote its article: JSON-LD, the page's own byline elements, meta elements, names set apart."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from allegedly.clean.headline import fold
from allegedly.clean.metadata import LONGEST_BYLINE, NAME_ALONE, byline_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

AUTHOR_META = (
    "author",
    "article:author",
    "articleauthor",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "cxenseparse:author",
)
# Nouns such as "text" and "redaktion" begin names of desks too ("Redaktion Harbour Post"): they need their colon.
BYLINE_WORD = re.compile(
    r"^(?:(?:by|von|par|por|di|da|door|av|af|written by|words by|story by)\b[\s:]*"
    r"|(?:text|foto|autor|autorin|author|redaktion)\s*:\s*)",
    re.IGNORECASE,
)
NOT_A_NAME = re.compile(r"https?:|www\.|[@/\\<>{}]|\d{2}")
LONGEST_NAME = 60
IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
SURE_ROW = re.compile(r"\s*[;|]\s*")
ROW = re.compile(r"\s*(?:[;|]|,(?=\s)|,?\s(?:and|und|et|&)\s)\s*")
# "Mara Tolv, Kelda": one word after the last comma, behind a name of two or more, is where the author was.
PLACE_AFTER = re.compile(r"(?<=\w)(?P<name>\s+[^,]+),\s+[^\s,]+$")
MARKED = "//*[@rel='author' or @itemprop='author' or contains(@class, 'author') or contains(@class, 'byline')]"
# A line that holds names alone, set in bold or italics; with a slash between two of them.
SET_APART = frozenset(("strong", "b", "em", "i"))
ROW_SET_APART = re.compile(r"\s*/\s*")


def read_authors(
    tree: HtmlElement, metas: Mapping[str, str], article: Mapping[str, Any], names: Sequence[str]
) -> tuple[tuple[str, ...], str]:
    """Return the authors a page states, and where; ``names`` are those of its outlet, which is its author if no one else is named."""
    stated = article.get("author") or article.get("creator")
    things = stated if isinstance(stated, list) else [stated]
    outlets = outlet_keys(names)
    outlets |= {_key(_name_of(thing)) for thing in things if _is_desk(thing, outlets)}
    meta = (name for key in AUTHOR_META for name in _split(html.unescape(metas.get(key, ""))))
    for names_found, place in (
        ((name for thing in things for name in _split(_name_of(thing))), "JSON-LD"),
        (_bylines(tree, outlets), "the byline that the page marks"),
        (meta, "a meta element"),
        (_set_apart(tree), "names set apart from the text"),
    ):
        found = without_outlets(names_found, outlets)
        if found:
            return found, place
    return _distinct(name for thing in things for name in _split(_name_of(thing))), "JSON-LD"


def outlet_keys(names: Iterable[str]) -> set[str]:
    """Return names of an outlet as they are compared: without case, spaces and punctuation."""
    return {key for name in names for key in (_key(name), _key(name.removeprefix("www."))) if key}


def without_outlets(names: Iterable[str], outlets: AbstractSet[str]) -> tuple[str, ...]:
    """Return the names, each once, that are not an outlet's; ``outlets`` comes from ``outlet_keys``."""
    return _distinct(name for name in names if _key(name) not in outlets)


def byline_within(tree: HtmlElement) -> tuple[str, ...]:
    """Return the names of the first short paragraph that is a byline, its links and marks read as one line."""
    for element in tree.iter("p", "address", "span"):
        words = _words_of(element)
        byline = byline_of(words) if 4 < len(words) <= LONGEST_BYLINE else None
        if byline is not None:
            return byline.names
    return ()


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name), name)
    return tuple(found.values())


def _key(name: str) -> str:
    return fold(name).replace(" ", "")


def _is_desk(thing: object, outlets: AbstractSet[str]) -> bool:
    """Say whether JSON-LD gives as author an organization whose name begins with the outlet's ("Harbour Post News")."""
    if not isinstance(thing, dict) or "Organization" not in str(thing.get("@type")):
        return False
    words = fold(_name_of(thing)).split()
    return any("".join(words[:count]) in outlets for count in range(1, len(words) + 1))


def _name_of(thing: object) -> str:
    """Return the name of a JSON-LD thing: the string, its name, or the first of a list."""
    while isinstance(thing, list | dict):
        thing = (thing[0] if thing else "") if isinstance(thing, list) else thing.get("name") or thing.get("@value")
    return html.unescape(html.unescape(thing)).strip() if isinstance(thing, str) else ""


def _bylines(tree: HtmlElement, outlets: AbstractSet[str]) -> tuple[str, ...]:
    """Return the names of the first element that the page's own markup gives as the article's author."""
    for element in tree.xpath(MARKED):
        words = _words_of(element)
        if not 3 < len(words) <= LONGEST_NAME:
            continue
        if BYLINE_WORD.match(words) or element.get("rel") == "author":
            # "Harbour" in "Harbour Newsroom" is the outlet too, where the markup says only who signs.
            found = _distinct(name for name in _split(words) if not outlets & {_key(name), *fold(name).split()})
            if found:
                return found
    return ()


def _set_apart(tree: HtmlElement) -> tuple[str, ...]:
    """Return the names in bold or italics that alone make up a paragraph before or after all long ones beside it."""
    for paragraph in tree.iter("p"):
        words = _words_of(paragraph)
        parts = ROW_SET_APART.split(words)
        if not 4 < len(words) <= LONGEST_NAME or not all(NAME_ALONE.fullmatch(part) for part in parts):
            continue
        whole = "".join(_words_of(child) for child in paragraph if child.tag in SET_APART)
        if whole.replace(" ", "") == words.replace(" ", "") and not words.isupper() and _is_at_edge(paragraph):
            return tuple(parts)
    return ()


def _is_at_edge(paragraph: HtmlElement) -> bool:
    """Say whether long paragraphs stand only before, or only after, this one: between them it is a heading."""
    before, after = (
        any(len(_words_of(beside)) > LONGEST_BYLINE for beside in paragraph.itersiblings("p", preceding=preceding))
        for preceding in (True, False)
    )
    return before != after


def _words_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _split(names: str) -> Iterator[str]:
    """Split a row of names, each of two words or more; words that are no name (addresses, numbers) are left out."""
    names = IN_BRACKETS.sub("", BYLINE_WORD.sub("", " ".join(names.split())))
    names = PLACE_AFTER.sub(r"\g<name>", names)
    parts = [part.strip(" ,.") for part in ROW.split(names)]
    if not all(" " in part for part in parts):
        parts = [part.strip(" ,.") for part in SURE_ROW.split(names)]
    yield from (part for part in parts if 1 < len(part) <= LONGEST_NAME and not NOT_A_NAME.search(part))
