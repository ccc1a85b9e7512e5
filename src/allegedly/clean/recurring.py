"""Lines that recur at the head or tail of several texts that are no copies of one another: evidence that they are residue.

A site's furniture stands around every article of it, and in no phrase list. What a document shows is a pure function of
it (``line_marks``); which lines recur is one of all documents' marks, whatever their order (``recurring_lines``); and
cleaning takes the answer as an argument, so that a document's text depends on the pile it lies in and on nothing else.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from allegedly.clean.signs import is_long
from allegedly.records import Document, Item, LineMarks

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
# Of a brief with at most so many runs all are: a sample of it would be too small to tell its copies.
RUN = 5
SAMPLED = 8
BRIEF = 100
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


def is_scraped(item: Item, *, as_is: bool | None) -> bool:
    """Say whether ``clean`` takes an item for scraped text, whose lines may recur: the marks of others say nothing."""
    if item.media_type == "application/json":
        return as_is is False
    return item.media_type in ("text/plain", "text/markdown") and not as_is


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
    sample = sorted(run for run in runs if run % SAMPLED == 0 or len(runs) <= BRIEF)
    return LineMarks(
        id=document.id,
        document=document.id,
        outlet=document.outlet,
        lines=tuple(sorted(keys)),
        sample=tuple(sample),
    )


def recurring_lines(marks: Iterable[LineMarks]) -> frozenset[int]:
    """Return the keys of the lines that recur in texts that are no copies of one another; the order makes no difference."""
    found = {mark.document: mark for mark in marks}
    counts = Counter(line for mark in found.values() for line in mark.lines)
    having = {identity: [line for line in mark.lines if counts[line] > 1] for identity, mark in found.items()}
    groups = _groups({identity: found[identity].sample for identity in sorted(having) if having[identity]})
    texts: dict[int, set[int]] = defaultdict(set)
    of_outlet: dict[tuple[int, str], set[int]] = defaultdict(set)
    for identity, lines in having.items():
        outlet = found[identity].outlet
        for line in lines:
            texts[line].add(groups[identity])
            if outlet:
                of_outlet[line, outlet.casefold()].add(groups[identity])
    anywhere = {line for line, stands_in in texts.items() if len(stands_in) >= FEWEST_TEXTS}
    return frozenset(anywhere | {key[0] for key, here in of_outlet.items() if len(here) >= FEWEST_OF_ONE_OUTLET})


@dataclass(slots=True)
class _Group:
    """Texts that are copies of one another: the fewest runs of one, of the sparse sample and of all where all are known."""

    sparse: int
    whole: int | None

    def add(self, sparse: int, whole: int | None) -> None:
        self.sparse = min(self.sparse, sparse)
        self.whole = whole if self.whole is None else min(self.whole, whole or self.whole)


def _groups(samples: Mapping[str, tuple[int, ...]]) -> dict[str, int]:
    """Return a number for every document, the same for copies of one another, in time linear in the samples.

    A document joins the group that it shares most with, if that is enough of it, or of the group's smallest text.
    """
    numbers: dict[str, int] = {}
    groups: list[_Group] = []
    having: dict[int, list[int]] = defaultdict(list)
    for identity, sample in samples.items():
        shared = Counter(group for run in sample for group in having[run] if len(having[run]) <= COMMON)
        sparse = [run for run in sample if run % SAMPLED == 0]
        whole = len(sample) if len(sample) > len(sparse) else None
        sparsely = Counter(group for run in sparse for group in having[run] if len(having[run]) <= COMMON)
        copied = [
            number
            for number, count in shared.items()
            if _is_copy(count, whole, groups[number].whole)
            or _is_copy(sparsely[number], len(sparse), groups[number].sparse)
        ]
        best = max(copied, key=lambda number: (shared[number], -number), default=len(groups))
        if best == len(groups):
            groups.append(_Group(len(sparse), whole))
        groups[best].add(len(sparse), whole)
        numbers[identity] = best
        for run in sample:
            if best not in having[run]:
                having[run].append(best)
    return numbers


def _is_copy(shared: int, one: int | None, other: int | None) -> bool:
    """Say whether two texts share enough of the smaller one's runs of words; None: they are not known."""
    if not one or not other:
        return False
    smaller = min(one, other)
    return shared >= max(min(FEWEST_SHARED, smaller), COPY * smaller)


def _number(words: str) -> int:
    """Return 63 bits of a hash: the same on every machine, and they fit into a column of a table."""
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1
