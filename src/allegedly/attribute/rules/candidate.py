"""One place that may attribute something, while the rules work on it, and the word lists that they share."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from allegedly.attribute.rules.sources import describe, noun_phrase
from allegedly.attribute.tree import Tree
from allegedly.lexicon import load_table
from allegedly.records import Span


@dataclass(slots=True)
class Candidate:
    """One place that may attribute something, as tokens of one paragraph; ``score`` is set by the rules.

    ``carried`` are quotations of later paragraphs that go on with the content; ``host`` is the attribution that cites
    this one's source for the same content; ``notes`` are features that only the finder of the candidate knows.
    """

    head: int
    lemma: str
    frame: str
    cue: set[int]
    content: set[int]
    source: list[int]
    source_sort: str
    notes: list[str] = field(default_factory=list)
    carried: list[Span] = field(default_factory=list)
    host: Candidate | None = None
    score: float = 0.0


def propose(tree: Tree, head: int, frame: str, cue: set[int], content: set[int], subject: int | None) -> Candidate:
    """Make a candidate whose source is the noun phrase of ``subject``; source, cue and dateline leave the content."""
    source = [t for t in noun_phrase(tree, subject, head) if t not in cue] if subject is not None else []
    rest = content - cue - set(source) - set(range(tree.body))
    return Candidate(head, tree.lemmas[head], frame, cue, rest, source, describe(tree, subject))


def subtree(tree: Tree, token: int) -> set[int]:
    """Return a token and all that hangs on it."""
    return set(range(tree.left[token], tree.right[token] + 1))


@cache
def kinds() -> dict[tuple[str, str], str]:
    """Return the kind of every listed cue word by lemma and part of speech."""
    return {(r["lemma"], r["part"]): r["kind"] for r in load_table("cues")}


@cache
def members(name: str) -> frozenset[str]:
    """Return the words of one small class of cue words."""
    return frozenset(r["word"] for r in load_table("cue_classes") if r["class"] == name)
