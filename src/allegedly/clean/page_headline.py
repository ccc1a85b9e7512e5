"""Where a page names its headline, and which of the texts it names readers see."""

from __future__ import annotations

import html
import re
from collections.abc import Container, Sequence
from typing import TYPE_CHECKING

from allegedly.clean.headline import SHORTEST_OUTLET, SOFT_HYPHEN, Candidate, fold, without_affixes, without_kickers

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Votes: what the newsroom's system states for machines, what readers see, and what is written for search and sharing.
# A stated text that is also printed as a heading outweighs all others together: search texts are stated in up to four
# places, the editors' headline often in one. Re-run `bench/pages.py` before changing them.
VOTES = {"heading": 4.2, "json-ld": 2.2, "h1": 2.05, "og": 1.1, "title": 1.0}
HEADINGS = ("h1", "h2", "h3")
# A heading within one of these is a step of the path to the article, or leads to another one.
ELSEWHERE = frozenset(("a", "li", "nav", "aside", "footer"))
# Search machines ask for headlines of at most 110 letters: some systems cut them there, with or without dots.
LONGEST_FOR_MACHINES = 110
CUT_OFF = re.compile(r"\s*(?:…|\.\.\.)$")
# Longer headings, in letters, are elements left open; no headline of 121 pages is longer than 180.
LONGEST_HEADING = 400
PATH_MARK = re.compile(r"breadcrumb", re.IGNORECASE)


def read_headlines(tree: HtmlElement, machine: str, shared: str) -> tuple[Candidate, ...]:
    """Return the texts that may be the headline of a page: ``machine`` is JSON-LD's, ``shared`` the one for sharing."""
    title = next((element.text_content() for element in tree.iter("title")), "")
    stated = [Candidate(machine, "json-ld"), Candidate(shared, "og"), Candidate(title, "title")]
    headings = [heading for heading in tree.iter(*HEADINGS) if not _is_elsewhere(heading)]
    first = _first_level(headings, f"{shared} {title}")
    wanted = {fold(text): text for text in (machine, shared) if fold(text)}
    # The first-level heading has its own vote: here only what is printed beside it, or as a part of it, counts.
    printed = {_printed(heading, wanted) for heading in headings} - {None, fold(first)}
    beside = [Candidate(text, "heading") for words, text in wanted.items() if words in printed]
    return (*stated, *([Candidate(first, "h1")] if first else []), *beside)


def choose_page_headline(candidates: Sequence[Candidate], outlets: Sequence[str]) -> str | None:
    """Return the headline with most votes; ``outlets`` are names (and the domain) of the page's outlet."""
    present = [Candidate(_plain(text), place) for text, place in candidates if text.strip()]
    present = [Candidate(_completed(text, present), place) for text, place in present]
    # What the newsroom's system states as the headline in full is not cut for being shorter elsewhere.
    whole = {fold(text) for text, place in present if place == "json-ld"}
    others = {fold(text) for text, _ in present}
    names = [squeezed for outlet in outlets if len(squeezed := fold(outlet).replace(" ", "")) >= SHORTEST_OUTLET]
    bare = [
        Candidate(without_affixes(text, set() if fold(text) in whole else others, names), place)
        for text, place in present
    ]
    bare = [candidate for candidate in bare if fold(candidate.text).replace(" ", "") not in ("", *names)]
    without = without_kickers([text for text, _ in bare])
    bare = [Candidate(text, place) for text, (_, place) in zip(without, bare, strict=True)]
    votes: dict[str, float] = {}
    for text, place in bare:
        votes[fold(text)] = votes.get(fold(text), 0.0) + VOTES[place]
    if not votes:
        return None
    best = max(votes, key=votes.__getitem__)
    return next(text for text, _ in sorted(bare, key=lambda candidate: -VOTES[candidate.place]) if fold(text) == best)


def _completed(text: str, candidates: Sequence[Candidate]) -> str:
    """Return the shortest candidate that goes on where ``text`` was cut off; ``text`` itself if it is whole."""
    cut = CUT_OFF.search(text)
    if cut is None and len(text) != LONGEST_FOR_MACHINES:
        return text
    start = (text[: cut.start()] if cut else text).casefold()
    longer = [other for other, place in candidates if place != "title" and other.casefold().startswith(start)]
    return min(
        (other for other in longer if len(other) > len(start) and not CUT_OFF.search(other)), key=len, default=text
    )


def _plain(text: str) -> str:
    return " ".join(html.unescape(text).replace(SOFT_HYPHEN, "").split())


def _first_level(headings: Sequence[HtmlElement], known: str) -> str:
    """Return the first-level heading that shares most words with ``known``: the others are logos and teasers."""
    words = set(fold(known).split())
    heads = [text for heading in headings if heading.tag == "h1" and len(text := _text_of(heading)) > 1]

    def likeness(head: str) -> float:
        own = set(fold(head).split())
        return len(own & words) / (2 + len(own))

    return max(heads, key=likeness, default="")


def _printed(heading: HtmlElement, wanted: Container[str]) -> str | None:
    """Return the words of the innermost, last part of a heading that are ``wanted``: kickers stand before headlines."""
    if next(heading.iter("a"), None) is not None or len(_text_of(heading)) > LONGEST_HEADING:
        return None
    texts = (fold(_text_of(element)) for element in heading.iter() if isinstance(element.tag, str))
    return next((words for words in reversed(list(texts)) if words in wanted), None)


def _text_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().replace(SOFT_HYPHEN, "").split())


def _is_elsewhere(heading: HtmlElement) -> bool:
    marks = (value for name, value in heading.items() if name != "style")
    if any(PATH_MARK.search(mark) for mark in (*heading.keys(), *marks)):
        return True
    return any(
        above.tag in ELSEWHERE or PATH_MARK.search(above.get("class") or "") is not None
        for above in heading.iterancestors()
    )
