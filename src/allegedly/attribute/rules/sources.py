"""Finds who speaks: the noun phrase that a cue belongs to, with its apposition and relative clause."""

from __future__ import annotations

from allegedly.attribute.tree import Tree

# How far up the tree a subject is looked for: a cue in a participle of an infinitive of a coordinated verb needs four.
LONGEST_CLIMB = 6
CITING = frozenset({"citing", "quoting", "crediting"})
RELATIVES = ("who", "which", "that", "whom", "whose")
_SORTS = (
    dict.fromkeys(("i", "we", "me", "us"), "first person")
    | {"you": "you"}
    | dict.fromkeys(("he", "she", "they", "him", "her", "them", "his", "their"), "third person")
    | dict.fromkeys(("it", "there"), "impersonal")
    | dict.fromkeys((*RELATIVES, "this", "these", "those", "one", "what"), "pronoun")
)
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET"})
_INHERITS = frozenset({"conj", "xcomp", "advcl", "dep"})


def subject_of(tree: Tree, verb: int) -> int | None:
    """Return the head of the noun phrase that does what ``verb`` says, also where a higher verb names it."""
    token = verb
    for _ in range(LONGEST_CLIMB):
        subject = own_subject(tree, token)
        if subject is not None:
            return subject
        head = tree.heads[token]
        if head == token:
            break
        above = _step_up(tree, token, head)
        if above is None or tree.parts[above] in NOMINAL:
            return above
        token = above
    return _stranded_subject(tree, verb)


def own_subject(tree: Tree, verb: int) -> int | None:
    """Return the subject that hangs on ``verb`` itself; of several the nearest, as parses of headlines have two."""
    subjects = [c for c in tree.children[verb] if tree.relations[c] in {"nsubj", "csubj", "nsubjpass"}]
    return min(subjects, key=lambda s: abs(s - verb)) if subjects else None


def quoted_person(tree: Tree, preposition: int) -> int | None:
    """Return who is quoted in "quoted a clerk as saying" or "a clerk was quoted as saying", given the "as"."""
    verb = tree.heads[preposition]
    if tree.lower[preposition] != "as" or tree.lemmas[verb] not in {"quote", "cite"}:
        return None
    person = tree.child(verb, "dobj", "nsubjpass")
    if person is None and tree.relations[verb] in {"acl", "relcl"}:
        person = tree.heads[verb]
    return person


def _step_up(tree: Tree, token: int, head: int) -> int | None:
    """Return the noun that controls a clause without a subject, or the verb above it to look at next, or None."""
    relation = tree.relations[token]
    if relation in {"acl", "relcl"}:
        return head if tree.parts[head] in NOMINAL else None
    if relation == "xcomp":
        controlled = tree.child(head, "dobj")
        return controlled if controlled is not None and controlled < token else head
    if relation == "pcomp" and tree.relations[head] == "prep":
        quoted = quoted_person(tree, head)
        if quoted is not None:
            return quoted
        above = tree.heads[head]
        return tree.child(above, "poss") if tree.parts[above] in {"NOUN", "PROPN"} else above
    if relation in _INHERITS or (relation == "ccomp" and tree.tags[token] in {"VBG", "VB"}):
        return head
    return None


def _stranded_subject(tree: Tree, verb: int) -> int | None:
    """Return a quantity before a finite verb that the parser left without a subject ("Less than a third agreed")."""
    if tree.tags[verb] not in {"VBD", "VBP", "VBZ"}:
        return None
    token = verb - 1
    while token >= 0 and tree.parts[token] in {"ADV", "AUX", "PART"}:
        token -= 1
    if token < 0 or tree.sentence[token] != tree.sentence[verb] or tree.parts[token] not in NOMINAL:
        return None
    while tree.relations[token] in {"pobj", "prep", "compound", "nmod", "appos"} and tree.heads[token] < verb:
        token = tree.heads[token]
    return token if tree.parts[token] in NOMINAL and tree.right[token] < verb else None


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
        if child > head and tree.lower[child] in CITING and tree.words[child - 1] == ",":
            last = min(last, child - 1)
        if tree.left[child] <= cue <= tree.right[child]:
            if child > head:
                last = min(last, tree.left[child] - 1)
            else:
                first = max(first, tree.right[child] + 1)
    return trim(tree, list(range(max(first, tree.body), last + 1)))


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
    if tree.lower[head] in _SORTS:
        return _SORTS[tree.lower[head]]
    entity = tree.entities[head]
    if entity in {"PERSON", "ORG", "GPE", "NORP"}:
        return entity.lower()
    return "name" if tree.parts[head] == "PROPN" else "noun"
