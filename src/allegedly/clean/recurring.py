"""Lines that recur at the head or tail of several texts that are no copies of one another: evidence that they are residue.

A site's furniture stands around every article of it, and in no phrase list. What a document shows is a pure function of
it (``line_marks``); which lines recur is one of all documents' marks, whatever their order (``recurring_lines``); and
cleaning takes the answer as an argument, so that a document's text depends on the pile it lies in and on nothing else.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from allegedly.clean.signs import is_long
from allegedly.records import Document, LineMarks

# Texts, no two of them copies, at whose head or tail a line must stand to recur; fewer where all are of one outlet, whose
# articles share their furniture and little else. Title lines of agencies' copies would recur with copies counted.
FEWEST_TEXTS = 3
FEWEST_OF_ONE_OUTLET = 2
# Two texts that share this share of the runs of words looked at are copies for this purpose, also partial ones: a wire
# story under two heads shares .5 and more, two reports on one event .05. Rather too many copies than a body line cut.
COPY = 0.3
# Fewer runs of words in common are chance: a quotation that both have.
FEWEST_SHARED = 3
# Words of a run, and which share of the runs is looked at (1 in 8, by their hashes): some 40 of an article of 350 words.
RUN = 5
SAMPLED = 8
# A run of words in more groups of copies than this is furniture that runs on like a sentence; it makes no copies.
COMMON = 50
# Longer lines, in letters, are no furniture of a site that recurs word for word.
LONGEST = 160
WORD = re.compile(r"\w+")
DIGITS = re.compile(r"\d+")
SPACE = re.compile(r"\s+")


def line_key(line: str) -> int:
    """Return the number under which a line is counted: the same for lines that differ in case, spaces or numbers only.

    >>> line_key("12 Comments") == line_key("3  comments")
    True
    """
    return _number(DIGITS.sub("0", SPACE.sub(" ", line.strip().casefold())))


def may_recur(line: str) -> bool:
    """Say whether a line is short enough for furniture, and holds a word."""
    return len(line) <= LONGEST and not is_long(line) and WORD.search(DIGITS.sub("", line)) is not None


def line_marks(document: Document) -> LineMarks:
    """Return what a document shows of recurring lines: those around its article, kept or cut, and samples of its words."""
    pieces = [
        (run.original_start, document.text[run.start : run.start + run.length], True) for run in document.alignment
    ]
    pieces += [(cut.start, cut.text, False) for cut in document.removed]
    lines = [(at, line, kept) for at, text, kept in sorted(pieces) for line in text.split("\n") if line.strip()]
    body = [at for at, line, kept in lines if kept and is_long(line)]
    first, last = (body[0], body[-1]) if body else (len(document.text) + 1, -1)
    keys = {line_key(line) for at, line, _ in lines if not first <= at <= last and may_recur(line)}
    words = [word for _, line, kept in lines if kept and is_long(line) for word in WORD.findall(line.casefold())]
    runs = {_number(" ".join(words[at : at + RUN])) for at in range(len(words) - RUN + 1)}
    sample = sorted(run for run in runs if run % SAMPLED == 0)
    return LineMarks(document=document.id, outlet=document.outlet, lines=tuple(sorted(keys)), sample=tuple(sample))


def recurring_lines(marks: Iterable[LineMarks]) -> frozenset[int]:
    """Return the keys of the lines that recur in texts that are no copies of one another; the order makes no difference."""
    found = {mark.document: mark for mark in marks}
    groups = _groups({identity: mark.sample for identity, mark in sorted(found.items())})
    texts: dict[int, set[int]] = defaultdict(set)
    of_outlet: dict[tuple[int, str], set[int]] = defaultdict(set)
    for identity, mark in found.items():
        for line in mark.lines:
            texts[line].add(groups[identity])
            if mark.outlet:
                of_outlet[line, mark.outlet.casefold()].add(groups[identity])
    anywhere = {line for line, stands_in in texts.items() if len(stands_in) >= FEWEST_TEXTS}
    return frozenset(anywhere | {key[0] for key, here in of_outlet.items() if len(here) >= FEWEST_OF_ONE_OUTLET})


def _groups(samples: Mapping[str, tuple[int, ...]]) -> dict[str, int]:
    """Return a number for every document, the same for copies of one another, in time linear in the samples.

    A document joins the group that it shares most with, if that is enough of it, or of the group's smallest text.
    """
    groups: dict[str, int] = {}
    smallest: list[int] = []
    having: dict[int, list[int]] = defaultdict(list)
    for identity, sample in samples.items():
        shared: dict[int, int] = defaultdict(int)
        for run in sample:
            if len(having[run]) <= COMMON:
                for group in having[run]:
                    shared[group] += 1
        best = max(shared, key=lambda group: (shared[group], -group), default=-1)
        if best < 0 or shared[best] < max(FEWEST_SHARED, COPY * min(len(sample), smallest[best])):
            best = len(smallest)
            smallest.append(len(sample))
        groups[identity] = best
        smallest[best] = min(smallest[best], len(sample))
        for run in sample:
            if best not in having[run]:
                having[run].append(best)
    return groups


def changed_by(marks: Iterable[LineMarks], recurring: frozenset[int], before: frozenset[int]) -> frozenset[str]:
    """Return the documents to be cleaned again when ``recurring`` takes the place of what was known to recur ``before``."""
    news = recurring ^ before
    return frozenset(mark.document for mark in marks if not news.isdisjoint(mark.lines))


def _number(words: str) -> int:
    """Return 63 bits of a hash: the same on every machine, and they fit into a column of a table."""
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1
