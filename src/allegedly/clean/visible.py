"""The visible words of an HTML source with their places in it, by one pass over its tags."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

# Possessive, and with short values only where a value holds "<": unclosed quotes must not cost more than a line each.
# One alternative a thing that a source is made of; text runs to the next "<" that begins one of the others.
MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|noscript|template|svg|textarea|select|iframe)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<close>/)?(?P<name>[a-zA-Z][\w:-]*)(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+'|\"[^\"]{0,2000}+\"|'[^']{0,2000}+')*+>"
    r"|<[!?][^>]*>",
    re.DOTALL | re.IGNORECASE,
)
WORD = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});|\w+|[^\w\s&]|&", re.UNICODE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
# Regions of a page by their element, as the reason why their words are no part of the article.
REGIONS = {
    "nav": "navigation",
    "header": "page header",
    "footer": "page footer",
    "aside": "sidebar",
    "form": "form",
    "button": "button",
    "figcaption": "caption",
    "head": "page head",  # read for its metadata, but no reader sees it
}


class Node(NamedTuple):
    """One stretch of text between tags: ``[start, end)`` of the source, and the region that it stands in."""

    start: int
    end: int
    region: str


def text_nodes(source: str) -> list[Node]:
    """Return the stretches of visible text of an HTML source, in order.

    >>> [(source_end, region) for _, source_end, region in text_nodes("<nav>Home</nav><p>It rained.</p>")]
    [(9, 'navigation'), (28, 'boilerplate')]
    """
    found: list[Node] = []
    open_regions: list[str] = []
    last = 0
    for match in MARKUP.finditer(source):
        _add(found, source, last, match.start(), open_regions)
        last = match.end()
        name = (match["name"] or "").lower()
        if name in REGIONS:
            if not match["close"]:
                open_regions.append(name)
            elif name in open_regions:
                del open_regions[len(open_regions) - 1 - open_regions[::-1].index(name) :]
    _add(found, source, last, len(source), open_regions)
    return found


def _add(found: list[Node], source: str, start: int, end: int, open_regions: list[str]) -> None:
    words = source[start:end]
    if not words or words.isspace() or "head" in open_regions:
        return
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    found.append(Node(start, end, REGIONS[open_regions[-1]] if open_regions else "boilerplate"))


class Word(NamedTuple):
    """One word or sign of the visible text: its place in the source, what it reads, and the number of its node."""

    start: int
    end: int
    text: str
    node: int


def visible_words(source: str, nodes: list[Node]) -> list[Word]:
    """Return the words and signs of the nodes, entities resolved.

    >>> [word.text for word in visible_words("<p>Food &amp; drink", text_nodes("<p>Food &amp; drink"))]
    ['Food', '&', 'drink']
    """
    found = []
    for number, node in enumerate(nodes):
        for match in WORD.finditer(source, node.start, node.end):
            text = match.group()
            if len(text) > 1 and text[0] == "&":
                text = html.unescape(text).strip()
            if text:
                found.append(Word(match.start(), match.end(), text, number))
    return found
