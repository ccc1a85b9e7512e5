"""Finds every place that may attribute something: verbs, nouns, adjectives, "according to", adverbs and colons."""

from __future__ import annotations

from collections.abc import Iterator

from allegedly.attribute.rules.candidate import Candidate, members, propose, subtree
from allegedly.attribute.rules.colons import colon_candidate
from allegedly.attribute.rules.contents import adjective_complement, noun_complement, spread
from allegedly.attribute.rules.sources import noun_phrase, subject_of
from allegedly.attribute.rules.verbs import verb_candidates, verb_group
from allegedly.attribute.tree import Tree


def candidates(tree: Tree) -> Iterator[Candidate]:
    """Yield every candidate of a paragraph in reading order."""
    for token in range(len(tree.words)):
        for candidate in _at(tree, token):
            if candidate is not None and candidate.content and candidate.cue:
                yield candidate


def _at(tree: Tree, token: int) -> Iterator[Candidate | None]:
    """Yield what the word at ``token`` may be the head of."""
    part, word = tree.parts[token], tree.lower[token]
    if word == "according":
        yield _according(tree, token)
    elif part == "VERB":
        yield from verb_candidates(tree, token)
        yield _adjective(tree, token)
    elif part == "AUX" and tree.lemmas[token] == "be":
        yield _adjective(tree, token) or _noun_is(tree, token)
    elif part == "NOUN":
        yield _noun(tree, token)
        yield _words_of(tree, token)
    elif part == "ADV" and word in members("sourceless adverb"):
        yield _adverb(tree, token)
    elif word == ":":
        yield colon_candidate(tree, token)


def _adjective(tree: Tree, verb: int) -> Candidate | None:
    """Make the candidate of "be", "remain" or "feel" with an adjective: "is confident that", "remains critical of"."""
    adjective = tree.child(verb, "acomp")
    if adjective is None or adjective < verb:
        return None
    complement = adjective_complement(tree, adjective)
    if complement is None:
        return None
    content = spread(tree, complement.heads)
    cue = verb_group(tree, verb) | set(range(tree.left[adjective], adjective + 1))
    return propose(tree, adjective, complement.frame, cue - content, content, subject_of(tree, verb))


def _noun_is(tree: Tree, verb: int) -> Candidate | None:
    """Make the candidate of a noun that "is that ...": "The ministry's claim is that ..."."""
    clause, noun = tree.child(verb, "ccomp"), tree.child(verb, "nsubj")
    if clause is None or noun is None or clause < verb or tree.parts[noun] != "NOUN":
        return None
    cue = {verb, *range(tree.left[noun], noun + 1)}
    made = propose(tree, verb, "noun is", cue, spread(tree, (clause,)), _possessor(tree, noun))
    made.lemma = tree.lemmas[noun]
    return made


def _possessor(tree: Tree, noun: int) -> int | None:
    """Return the head of who a cue noun belongs to: a possessive, or what follows "by" or "from"."""
    owner = tree.child(noun, "poss")
    if owner is not None:
        return owner
    for kid in tree.children[noun]:
        if tree.relations[kid] in {"prep", "agent"} and tree.lower[kid] in {"by", "from", "among"}:
            return tree.child(kid, "pobj")
    return None


def _noun(tree: Tree, noun: int) -> Candidate | None:
    """Make the candidate of a cue noun with its complement."""
    complement = noun_complement(tree, noun)
    if complement is None:
        return None
    owner = _possessor(tree, noun)
    cue = set(range(tree.left[noun], noun + 1))
    if owner is not None:
        cue -= subtree(tree, owner)
    return propose(tree, noun, complement.frame, cue, spread(tree, complement.heads), owner)


def _words_of(tree: Tree, noun: int) -> Candidate | None:
    """Make the candidate of "in the words of X", "in X's view": everything else in the clause is the content."""
    preposition = tree.heads[noun]
    if tree.lower[noun] not in members("opinion") or tree.relations[noun] != "pobj":
        return None
    of = next((k for k in tree.children[noun] if tree.lower[k] == "of"), None)
    owner = tree.child(noun, "poss") if of is None else tree.child(of, "pobj")
    if owner is None or tree.lower[preposition] not in {"in", "by"}:
        return None
    cue = (set(range(preposition, noun + 1)) | ({of} if of is not None else set())) - subtree(tree, owner)
    content = _clause_around(tree, preposition) - subtree(tree, preposition)
    return propose(tree, noun, "in words", cue, content, owner)


def _clause_around(tree: Tree, token: int) -> set[int]:
    """Return the clause in which an adjunct stands: up to a clause that is a complement, or the sentence."""
    anchor = tree.heads[token]
    while tree.heads[anchor] != anchor and tree.relations[anchor] not in {"ccomp", "relcl"}:
        anchor = tree.heads[anchor]
    return subtree(tree, anchor)


def _according(tree: Tree, token: int) -> Candidate | None:
    """Make the candidate of "according to X": everything else in the clause is the content."""
    to = tree.child(token, "prep")
    source = None if to is None else tree.child(to, "pobj")
    if to is None or source is None:
        return None
    content = _clause_around(tree, token) - subtree(tree, token)
    return propose(tree, token, "according", {token, to}, content, source)


def _adverb(tree: Tree, adverb: int) -> Candidate:
    """Make the candidate of "reportedly" and its like: the clause around it is the content."""
    anchor = tree.heads[adverb]
    while tree.heads[anchor] != anchor and not tree.is_verb(anchor):
        anchor = tree.heads[anchor]
    content = subtree(tree, anchor)
    if (
        tree.tags[anchor] == "VBN"
        and adverb < anchor
        and not any(tree.parts[c] == "AUX" for c in tree.children[anchor])
    ):
        content = {t for t in content if t > adverb}
    if tree.relations[anchor] == "acl":
        content |= set(noun_phrase(tree, tree.heads[anchor], anchor))
    return propose(tree, adverb, "adverb", {adverb}, content, None)
