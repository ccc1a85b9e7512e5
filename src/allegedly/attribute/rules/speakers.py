"""Gives every quotation to a cue: one that stands beside it, else the one that the quotation before it has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from allegedly.attribute.rules.candidate import Candidate, kinds
from allegedly.attribute.rules.quotations import Quotation
from allegedly.attribute.rules.sources import describe, noun_phrase, subject_of
from allegedly.attribute.rules.verbs import verb_group
from allegedly.attribute.tree import Tree

# Words between a quotation and its cue: "…," Major Oyla Tarkhun, a spokeswoman for the Border Service, told ….
FARTHEST_CUE = 25
# A quotation of fewer words with no capital and no end mark is a word used, not a thing said.
SHORTEST_UTTERANCE = 4
# Where the parse has no subject, the noun stands within a title and a name of the verb.
NEAREST_NOUN = 6
QUOTE = "quote"
SENTENCE_ENDS = frozenset({".", "!", "?", "…", "..."})
_BARS_RIGHT = SENTENCE_ENDS | {"“", '"', ":", ";", "''", "``", "\n"}
_BARS_LEFT = SENTENCE_ENDS | {"”", '"', ";", "''", "\n"}
CLAUSE_FRAMES = frozenset(
    {"that", "bare", "clause, verb", "wh", "obj+that", "obj+wh", "obj+bare", "passive that", "ing", "quote"}
)


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


def join_quotations(tree: Tree, quotes: list[Quoted], candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates of a paragraph with every quotation stretched over or made for the cue beside it."""
    by_head = {c.head: c for c in candidates}
    extra: dict[int, Candidate] = {}
    for quoted in quotes:
        inside = quoted.tokens()
        touching = [c for c in (*candidates, *extra.values()) if c.content & inside and c.head not in inside]
        for candidate in touching:
            _stretch(candidate, quoted)
        owned = any(c.frame in CLAUSE_FRAMES and c.lemma in sayers() and QUOTE in c.notes for c in touching)
        if owned or not quoted.is_utterance:
            continue
        beside = cue_beside(tree, quoted)
        if beside is None:
            continue
        verb, frame = beside
        owner = by_head.get(verb)
        if owner is None or (owner.frame not in CLAUSE_FRAMES and QUOTE not in owner.notes):
            extra[verb] = by_head[verb] = quote_candidate(tree, verb, frame, quoted)
        else:
            _take(owner, inside)
    return [c for c in candidates if c.head not in extra] + list(extra.values())


def _stretch(candidate: Candidate, quoted: Quoted) -> None:
    """Let a content that holds words of a quotation hold all of it, marks included."""
    candidate.content |= quoted.tokens() - candidate.cue - set(candidate.source)
    if quoted.is_utterance:
        candidate.notes.append(QUOTE)


def _take(candidate: Candidate, inside: set[int]) -> None:
    """Give a quotation to a cue beside it; where the parse took words of it for cue or source, they are quoted words."""
    candidate.cue -= inside
    candidate.source = [t for t in candidate.source if t not in inside]
    candidate.content |= inside


@cache
def sayers() -> frozenset[str]:
    """Return the lemmas of the verbs of saying."""
    return frozenset(lemma for (lemma, part), kind in kinds().items() if (part, kind) == ("verb", "speech"))


def cue_beside(tree: Tree, quoted: Quoted) -> tuple[int, str] | None:
    """Return the verb that introduces or follows a quotation, and the frame: which side, known or any verb."""
    for look, frame in ((_cue_after, "quote, verb"), (_cue_before, "verb, quote")):
        verb = look(tree, quoted, sayers())
        if verb is not None:
            return verb, frame
    for look, frame in ((_cue_after, "quote, any verb"), (_cue_before, "any verb, quote")):
        verb = look(tree, quoted, None)
        if verb is not None:
            return verb, frame
    return None


def _cue_after(tree: Tree, quoted: Quoted, known: frozenset[str] | None) -> int | None:
    """Look right: "...," said X. / "...," X, who ..., said. Any verb will do after a comma, if ``known`` is None."""
    mark = tree.words[quoted.last - 1]
    if mark in {".", "…", "..."} or (known is None and mark not in {",", "?", "!"}):
        return None
    start = quoted.last + 1
    for token in range(start, min(start + FARTHEST_CUE, len(tree.words))):
        if tree.words[token] in _BARS_RIGHT or (token == start and tree.parts[token] in {"SCONJ", "CCONJ"}):
            return None
        if _may_say(tree, token, known) and tree.relations[token] not in {"relcl", "acl", "amod"}:
            return token
    return None


def _cue_before(tree: Tree, quoted: Quoted, known: frozenset[str] | None) -> int | None:
    """Look left: X said, "..." / X told reporters on Monday: "..."; any verb only right before a comma or colon."""
    first = quoted.first - 1
    nearest = known is None
    if nearest and (first < 1 or tree.words[first] not in {",", ":"}):
        return None
    for token in range(first, max(-1, first - (FARTHEST_CUE if not nearest or tree.words[first] == ":" else 2)), -1):
        if tree.words[token] in _BARS_LEFT:
            return None
        if _may_say(tree, token, known):
            return token
    return None


def _may_say(tree: Tree, token: int, known: frozenset[str] | None) -> bool:
    """Say whether a token is a verb of saying, or any full verb if ``known`` is None."""
    if known is None:
        return tree.parts[token] == "VERB"
    return tree.lemmas[token] in known and tree.is_verb(token)


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
        near = [
            c for c in chosen if max(c.cue) < quote.first and tree.sentence[quote.first] - tree.sentence[c.head] <= 1
        ]
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
    source = (
        [t for t in noun_phrase(tree, subject, verb) if t not in inside and t not in cue] if subject is not None else []
    )
    return Candidate(verb, tree.lemmas[verb], frame, cue - inside, inside, source, describe(tree, subject), [QUOTE])


def _neighbour(tree: Tree, verb: int, inside: set[int]) -> int | None:
    """Return the nearest noun beside a verb whose subject the parser lost: after it, else before it."""
    after = range(verb + 1, min(verb + NEAREST_NOUN, len(tree.words)))
    before = range(verb - 1, max(verb - NEAREST_NOUN, -1), -1)
    for token in (*_until_bar(tree, after, inside), *_until_bar(tree, before, inside)):
        if tree.parts[token] in {"PROPN", "NOUN", "PRON"}:
            head = _phrase_head(tree, token, inside)
            if not tree.is_verb(head):
                return head
    return None


def _until_bar(tree: Tree, tokens: range, inside: set[int]) -> list[int]:
    """Return the tokens before the first that ends a sentence or stands in the quotation."""
    return list(takewhile(lambda t: t not in inside and tree.words[t] not in SENTENCE_ENDS, tokens))


def _phrase_head(tree: Tree, token: int, inside: set[int]) -> int:
    """Return the head of the name or apposition that a noun is part of."""
    while tree.relations[token] in {"compound", "poss", "appos", "flat"} and tree.heads[token] not in inside:
        token = tree.heads[token]
    return token
