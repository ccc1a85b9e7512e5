"""Gives every quotation to a cue: one that stands beside it, else the one that the quotation before it has."""

from __future__ import annotations

from dataclasses import dataclass

from allegedly.attribute.cues import Candidate, verb_group
from allegedly.attribute.quotations import Quotation
from allegedly.attribute.sources import noun_phrase, subject_of, describe
from allegedly.attribute.tree import Tree

# Words between a quotation and its cue: "…," Major Oyla Tarkhun, a spokeswoman for the Border Service, told ….
FARTHEST_CUE = 25
# A quotation of fewer words with no capital and no end mark is a word used, not a thing said.
SHORTEST_UTTERANCE = 4
SENTENCE_ENDS = frozenset({".", "!", "?", "…", "..."})
CLAUSE_FRAMES = frozenset({"that", "bare", "clause, verb", "wh", "obj+that", "obj+wh", "obj+bare", "passive that", "ing", "quote"})


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as tokens of its paragraph, marks included."""

    first: int
    last: int
    is_utterance: bool
    quotation: Quotation

    def tokens(self) -> set[int]:
        """Return its tokens."""
        return set(range(self.first, self.last + 1))


def place(tree: Tree, found: list[Quotation]) -> list[Quoted]:
    """Return the quotations of one paragraph as tokens."""
    placed = []
    token, count = 0, len(tree.words)
    for quotation in found:
        while token < count and tree.ends[token] <= quotation.span.start:
            token += 1
        first = token
        while token < count and tree.starts[token] < quotation.span.end:
            token += 1
        if token > first:
            placed.append(Quoted(first, token - 1, _is_utterance(tree, first, token - 1), quotation))
    return placed


def _is_utterance(tree: Tree, first: int, last: int) -> bool:
    """Say whether a quotation is something said, not a word or title in marks."""
    words = [t for t in range(first, last + 1) if tree.is_word(t)]
    if not words:
        return False
    ends = tree.words[last - 1 if last > first else last] in SENTENCE_ENDS | {","}
    return len(words) >= SHORTEST_UTTERANCE or ends


def cue_beside(tree: Tree, quoted: Quoted, sayers: frozenset[str]) -> tuple[int, str] | None:
    """Return the verb that introduces or follows a quotation, and on which side it stands."""
    after = _cue_after(tree, quoted, sayers)
    if after is not None:
        return after, "quote, verb"
    before = _cue_before(tree, quoted, sayers)
    return (before, "verb, quote") if before is not None else None


def _cue_after(tree: Tree, quoted: Quoted, sayers: frozenset[str]) -> int | None:
    """Look right: "…," said X. / "…," X, who …, said."""
    if tree.words[quoted.last - 1] in {".", "…", "..."} and quoted.last - 1 > quoted.first:
        return None
    start = quoted.last + 1
    for token in range(start, min(start + FARTHEST_CUE, len(tree.words))):
        word = tree.words[token]
        if word in SENTENCE_ENDS or word in {"“", '"', ":", ";", "''", "``"}:
            return None
        if tree.parts[token] in {"SCONJ", "CCONJ"} and token == start:
            return None
        if tree.lemmas[token] in sayers and tree.is_verb(token) and tree.relations[token] not in {"relcl", "acl", "amod"}:
            return token
    return None


def _cue_before(tree: Tree, quoted: Quoted, sayers: frozenset[str]) -> int | None:
    """Look left: X said, "…" / X told reporters on Monday: "…"."""
    for token in range(quoted.first - 1, max(-1, quoted.first - 1 - FARTHEST_CUE), -1):
        word = tree.words[token]
        if word in SENTENCE_ENDS or word in {"”", '"', ";", "''"}:
            return None
        if tree.lemmas[token] in sayers and tree.is_verb(token):
            return token
    return None


def quote_candidate(tree: Tree, verb: int, frame: str, quoted: Quoted) -> Candidate:
    """Make the candidate of a verb with the quotation beside it."""
    subject = subject_of(tree, verb)
    cue = verb_group(tree, verb)
    inside = quoted.tokens()
    if subject is None or subject in inside:
        subject = _neighbour(tree, verb, inside)
    source = [t for t in noun_phrase(tree, subject, verb) if t not in inside and t not in cue] if subject is not None else []
    return Candidate(verb, tree.lemmas[verb], frame, cue - inside, inside, source, describe(tree, subject))


def _neighbour(tree: Tree, verb: int, inside: set[int]) -> int | None:
    """Return the nearest noun beside a verb whose subject the parser lost: after it, else before it."""
    for direction in (range(verb + 1, min(verb + 6, len(tree.words))), range(verb - 1, max(verb - 6, -1), -1)):
        for token in direction:
            if token in inside or tree.words[token] in SENTENCE_ENDS:
                break
            if tree.parts[token] in {"PROPN", "NOUN", "PRON"}:
                while tree.relations[token] in {"compound", "poss", "appos", "flat"} and tree.heads[token] not in inside:
                    token = tree.heads[token]
                if not tree.is_verb(token):
                    return token
    return None
