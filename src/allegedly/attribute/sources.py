"""Finds who speaks: the noun phrase that a cue belongs to, with its apposition and relative clause."""

from __future__ import annotations

from allegedly.attribute.tree import SUBJECTS, Tree

# How far up the tree a subject is looked for: a cue in a participle of an infinitive of a coordinated verb needs four.
LONGEST_CLIMB = 6
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
IMPERSONAL = frozenset({"it", "there"})
_INHERITS = frozenset({"conj", "xcomp", "advcl", "dep"})


def subject_of(tree: Tree, verb: int) -> int | None:
    """Return the head of the noun phrase that does what ``verb`` says, also where a higher verb names it."""
    token = verb
    for _ in range(LONGEST_CLIMB):
        subject = tree.child(token, "nsubj", "csubj", "nsubjpass")
        if subject is not None:
            return _antecedent(tree, subject)
        relation, head = tree.relations[token], tree.heads[token]
        if head == token:
            return None
        if relation in {"acl", "relcl"}:
            return head if tree.parts[head] in {"NOUN", "PROPN", "PRON", "NUM", "DET"} else None
        if relation == "xcomp":
            controlled = tree.child(head, "dobj")
            if controlled is not None and controlled < token:
                return controlled
        if relation in {"pcomp", "prep"} or relation in _INHERITS or (relation == "ccomp" and tree.tags[token] == "VBG"):
            token = head
            if relation == "pcomp" and tree.relations[head] == "prep":
                token = tree.heads[head]
                if tree.parts[token] in {"NOUN", "PROPN"}:
                    return tree.child(token, "poss")
            continue
        return None
    return None


def _antecedent(tree: Tree, subject: int) -> int:
    """Return the noun that a relative pronoun stands for, or the subject itself."""
    clause = tree.heads[subject]
    if tree.lower[subject] in RELATIVES and tree.relations[clause] == "relcl":
        return tree.heads[clause]
    return subject


def agent_of(tree: Tree, verb: int) -> int | None:
    """Return the head of the "by" phrase of a passive verb, or None."""
    for child in tree.children[verb]:
        if tree.relations[child] == "agent" or (tree.lower[child] == "by" and tree.relations[child] == "prep"):
            return tree.child(child, "pobj")
    return None


def noun_phrase(tree: Tree, head: int, cue: int) -> list[int]:
    """Return the tokens of the noun phrase of ``head``, less the clause in which the cue stands and what follows it."""
    first, last = tree.left[head], tree.right[head]
    for child in tree.children[head]:
        if tree.left[child] <= cue <= tree.right[child]:
            if child > head:
                last = min(last, tree.left[child] - 1)
            else:
                first = max(first, tree.right[child] + 1)
    return trim(tree, list(range(first, last + 1)))


def trim(tree: Tree, tokens: list[int]) -> list[int]:
    """Return ``tokens`` without white space, commas, dashes, prepositions or conjunctions left over at the ends."""
    while tokens and _is_edge(tree, tokens[-1], {")", "]"}):
        tokens.pop()
    while tokens and _is_edge(tree, tokens[0], {"(", "["}):
        tokens.pop(0)
    return tokens


def _is_edge(tree: Tree, token: int, brackets: set[str]) -> bool:
    """Say whether a token is no fit end of a noun phrase; one kind of bracket may stand."""
    if tree.words[token] in brackets or tree.words[token].isalnum():
        return tree.relations[token] == "cc"
    return tree.parts[token] in {"PUNCT", "SPACE", "SYM"} and tree.words[token] not in {"$", "%", "@", "#"}


def describe(tree: Tree, head: int | None) -> str:
    """Name the sort of a source by its head: what its measured reliability hangs on."""
    if head is None:
        return "none"
    word = tree.lower[head]
    if word in {"i", "we", "me", "us"}:
        return "first person"
    if word == "you":
        return "you"
    if word in {"he", "she", "they", "him", "her", "them", "his", "their"}:
        return "third person"
    if word in IMPERSONAL:
        return "impersonal"
    if word in RELATIVES or word in {"this", "these", "those", "one", "what"}:
        return "pronoun"
    entity = tree.entities[head]
    if entity in {"PERSON", "ORG", "GPE", "NORP"}:
        return entity.lower()
    return "name" if tree.parts[head] == "PROPN" else "noun"


__all__ = ["IMPERSONAL", "LONGEST_CLIMB", "SUBJECTS", "agent_of", "describe", "noun_phrase", "subject_of", "trim"]
