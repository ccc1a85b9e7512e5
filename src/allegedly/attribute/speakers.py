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
_BARS_RIGHT = SENTENCE_ENDS | {"“", '"', ":", ";", "''", "``", "\n"}
_BARS_LEFT = SENTENCE_ENDS | {"”", '"', ";", "''", "\n"}
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
    """Return the verb that introduces or follows a quotation, and the frame: which side, known or any verb."""
    for look, frame in ((_cue_after, "quote, verb"), (_cue_before, "verb, quote")):
        verb = look(tree, quoted, sayers)
        if verb is not None:
            return verb, frame
    for look, frame in ((_cue_after, "quote, any verb"), (_cue_before, "any verb, quote")):
        verb = look(tree, quoted, None)
        if verb is not None:
            return verb, frame
    return None


def _cue_after(tree: Tree, quoted: Quoted, sayers: frozenset[str] | None) -> int | None:
    """Look right: "...," said X. / "...," X, who ..., said. Any verb will do after a comma, if ``sayers`` is None."""
    mark = tree.words[quoted.last - 1]
    if mark in {".", "…", "..."} or (sayers is None and mark not in {",", "?", "!"}):
        return None
    start = quoted.last + 1
    for token in range(start, min(start + FARTHEST_CUE, len(tree.words))):
        if tree.words[token] in _BARS_RIGHT or (token == start and tree.parts[token] in {"SCONJ", "CCONJ"}):
            return None
        if _may_say(tree, token, sayers) and tree.relations[token] not in {"relcl", "acl", "amod"}:
            return token
    return None


def _cue_before(tree: Tree, quoted: Quoted, sayers: frozenset[str] | None) -> int | None:
    """Look left: X said, "..." / X told reporters on Monday: "..."; any verb only right before a comma or colon."""
    first = quoted.first - 1
    nearest = sayers is None
    if nearest and (first < 1 or tree.words[first] not in {",", ":"}):
        return None
    for token in range(first, max(-1, first - (FARTHEST_CUE if not nearest or tree.words[first] == ":" else 2)), -1):
        if tree.words[token] in _BARS_LEFT:
            return None
        if _may_say(tree, token, sayers):
            return token
    return None


def _may_say(tree: Tree, token: int, sayers: frozenset[str] | None) -> bool:
    """Say whether a token is a verb of saying, or any full verb if ``sayers`` is None."""
    if sayers is None:
        return tree.parts[token] == "VERB"
    return tree.lemmas[token] in sayers and tree.is_verb(token)


def carry(tree: Tree, quoted: list[Quoted], chosen: list[Candidate], before: Candidate | None) -> Candidate | None:
    """Give quotations that stand by themselves to the attribution before them; return the paragraph's last one.

    ``before`` is the last attribution of the paragraph before. A quotation that fills its paragraph goes to it; any
    other goes to the last attribution of its own sentence or the one before. The result is None where a quotation has
    no attribution, so that later ones are not given to a speaker too far up.
    """
    last = None
    for quote in quoted:
        inside = quote.tokens()
        owners = [c for c in chosen if c.content & inside and c.head not in inside]
        if owners or not quote.is_utterance:
            continue
        near = [c for c in chosen if max(c.cue) < quote.first and tree.sentence[quote.first] - tree.sentence[c.head] <= 1]
        if near:
            near[-1].content |= inside - near[-1].cue - set(near[-1].source)
        elif quote.first == 0 and quote.last >= len(tree.words) - 2 and before is not None:
            before.carried.append(quote.quotation.span)
            last = before
    return max(chosen, key=lambda c: max(c.cue)) if chosen else last


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
