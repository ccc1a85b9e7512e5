"""Where the words of an extracted article stand in the source of its page."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable

from allegedly.clean.visible import Node, Word
from allegedly.records import Aligned, Removed

SIGN = re.compile(r"\w+|[^\w\s]")
# Words that must agree in a row before a place in the page is taken for that of a paragraph.
ANCHOR = 4
# How many words are looked ahead on either side when the two texts part.
LOOK_AHEAD = 12
# Of the places where the first words of a paragraph stand, this many are tried: pages that repeat one line 10,000 times
# must not cost a hundred million questions.
CANDIDATES = 20


def align_words(text: str, source: str, words: list[Word]) -> tuple[list[Aligned], set[int]]:
    """Align a clean text with the visible words of its page; words that stand nowhere in it stay uncovered.

    Returns:
        the runs, in the order of ``text``, and the numbers of the words that they use.
    """
    anchors = _anchors(words)
    pairs: list[tuple[int, int, int]] = []
    used: set[int] = set()
    cursor = 0
    for paragraph in re.finditer(r"[^\n]+", text):
        signs = [(match.start(), match.group()) for match in SIGN.finditer(text, paragraph.start(), paragraph.end())]
        at = _place_of([sign for _, sign in signs], anchors, cursor, used)
        if at is None:
            continue
        for mine, theirs in _walk([sign for _, sign in signs], words, at):
            if theirs in used:
                continue
            used.add(theirs)
            pairs.append((signs[mine][0], len(signs[mine][1]), theirs))
            cursor = theirs + 1
    return _runs(text, source, words, pairs), used


def _anchors(words: list[Word]) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = {}
    texts = [word.text for word in words]
    for size in (ANCHOR, 1):
        for number in range(len(texts) - size + 1):
            found.setdefault(tuple(texts[number : number + size]), []).append(number)
    return found


def _place_of(signs: list[str], anchors: dict[tuple[str, ...], list[int]], cursor: int, used: set[int]) -> int | None:
    """Return where in the page a paragraph begins: the first unused place of its first words, the next one first."""
    size = ANCHOR if len(signs) >= ANCHOR else 1
    for begin in range(max(1, min(len(signs) - size + 1, LOOK_AHEAD))):
        places = anchors.get(tuple(signs[begin : begin + size]), [])
        ahead = bisect.bisect_left(places, cursor)
        near = [*places[ahead : ahead + CANDIDATES], *places[:CANDIDATES]]
        place = next((place for place in near if place not in used), None)
        if place is not None:
            return max(0, place - begin)
    return None


def _walk(signs: list[str], words: list[Word], at: int) -> Iterable[tuple[int, int]]:
    """Yield pairs of places that agree, from ``at`` on; where the texts part, find the nearest place where they meet."""
    mine, theirs = 0, at
    while mine < len(signs) and theirs < len(words):
        if signs[mine] == words[theirs].text:
            yield mine, theirs
            mine, theirs = mine + 1, theirs + 1
            continue
        step = _meeting(signs, words, mine, theirs)
        if step is None:
            mine += 1
        else:
            mine, theirs = mine + step[0], theirs + step[1]


def _meeting(signs: list[str], words: list[Word], mine: int, theirs: int) -> tuple[int, int] | None:
    """Return the fewest words to leave out on either side so that two in a row agree (one, at the end of a paragraph)."""
    for total in range(1, 2 * LOOK_AHEAD):
        for left in range(min(total, LOOK_AHEAD) + 1):
            first, second = mine + left, theirs + total - left
            if first >= len(signs) or second >= len(words) or signs[first] != words[second].text:
                continue
            last = first + 1 == len(signs)
            if last or (second + 1 < len(words) and signs[first + 1] == words[second + 1].text):
                return left, total - left
    return None


def _runs(text: str, source: str, words: list[Word], pairs: list[tuple[int, int, int]]) -> list[Aligned]:
    """Join pairs that follow one another, with the same signs between them, to runs that are equal letter by letter."""
    runs: list[Aligned] = []
    for start, length, number in pairs:
        word = words[number]
        if source[word.start : word.end] != text[start : start + length]:
            continue
        if runs:
            last = runs[-1]
            gap = start - last.start - last.length
            before = last.original_start + last.length
            if gap >= 0 and word.start - before == gap and source[before : word.start] == text[start - gap : start]:
                runs[-1] = Aligned(last.start, last.original_start, last.length + gap + length)
                continue
        runs.append(Aligned(start, word.start, length))
    return runs


def removed_nodes(source: str, nodes: list[Node], words: list[Word], used: set[int]) -> list[Removed]:
    """Return the text nodes of a page none of whose words stand in the clean text, each with its region as the reason."""
    kept = {words[number].node for number in used}
    return [
        Removed(start=node.start, end=node.end, reason=node.region, text=source[node.start : node.end])
        for number, node in enumerate(nodes)
        if number not in kept
    ]
