"""Finds what is attributed: the complement of a cue, as tokens."""

from __future__ import annotations

from dataclasses import dataclass

from allegedly.attribute.tree import Tree

WH = frozenset({"what", "whether", "how", "why", "who", "when", "where", "which", "if", "whom", "whose"})


@dataclass(frozen=True, slots=True)
class Complement:
    """The frame in which a cue stands, the heads of what it governs, and words that join the cue."""

    frame: str
    heads: tuple[int, ...]
    joined: tuple[int, ...] = ()
    subject_in: bool = False


def clause_frame(tree: Tree, clause: int) -> str:
    """Name the sort of a clause by how it begins: that, wh, to, ing or bare."""
    for child in tree.children[clause]:
        if child < clause and tree.relations[child] == "mark":
            return "wh" if tree.lower[child] in WH else "that"
    first = tree.left[clause]
    if tree.lower[first] in WH and first < clause:
        return "wh"
    if tree.tags[clause] == "VBG" and not any(tree.relations[c] == "aux" for c in tree.children[clause]):
        return "ing"
    if any(tree.tags[c] == "TO" for c in tree.children[clause]):
        return "to"
    return "bare"


def verb_complement(tree: Tree, verb: int) -> Complement | None:
    """Return the complement of an active verb: clause, infinitive, object with what depends on it, or preposition."""
    kids = tree.children[verb]
    by_relation: dict[str, list[int]] = {}
    for kid in kids:
        by_relation.setdefault(tree.relations[kid], []).append(kid)
    objects = [k for k in by_relation.get("dobj", []) if tree.lower[k] not in {"himself", "herself", "themselves"}]
    clauses = by_relation.get("ccomp", [])
    if clauses:
        return _with_clause(tree, verb, clauses, objects)
    open_clauses = [k for k in by_relation.get("xcomp", []) if k > verb]
    if open_clauses:
        return _with_open_clause(tree, open_clauses, objects)
    names = [k for k in by_relation.get("oprd", []) if k > verb]
    if names:
        return Complement("obj+name", (*objects, *names)) if objects else Complement("name", tuple(names))
    prepositions = [k for k in by_relation.get("prep", []) if k > verb and _governs(tree, k)]
    if objects:
        return _with_object(tree, verb, objects, prepositions, by_relation)
    for preposition in prepositions:
        if tree.lower[preposition] not in {"in", "at", "during", "after", "before", "since", "by", "from", "until"}:
            inner = tuple(c for c in tree.children[preposition] if c > preposition)
            return Complement(f"prep:{tree.lower[preposition]}", inner, (preposition,))
    return None


def _governs(tree: Tree, preposition: int) -> bool:
    """Say whether a preposition governs something other than a day or hour."""
    return any(
        tree.relations[c] == "pcomp" or (tree.relations[c] == "pobj" and tree.entities[c] not in {"DATE", "TIME"})
        for c in tree.children[preposition]
    )


def _with_clause(tree: Tree, verb: int, clauses: list[int], objects: list[int]) -> Complement:
    """Name a clause complement: before or after the verb, and whether it is an object with its infinitive."""
    clause = next((c for c in clauses if c > verb), clauses[0])
    if clause < verb:
        return Complement("clause, verb", (clause,))
    frame = clause_frame(tree, clause)
    if frame == "to":
        return Complement("obj+to", (clause,))
    if objects and objects[0] < clause:
        return Complement(f"obj+{frame}", (clause,))
    return Complement(frame, tuple(c for c in clauses if c > verb))


def _with_open_clause(tree: Tree, clauses: list[int], objects: list[int]) -> Complement:
    """Name an infinitive or participle complement, with or without an object before it."""
    frame = clause_frame(tree, clauses[0])
    frame = frame if frame in {"to", "ing"} else "adjective"
    if objects:
        return Complement(f"obj+{frame}", (*objects, *clauses))
    return Complement(frame, tuple(clauses))


def _with_object(
    tree: Tree, verb: int, objects: list[int], prepositions: list[int], by_relation: dict[str, list[int]]
) -> Complement:
    """Name an object complement, with the preposition that belongs to it ("accuse X of", "describe X as")."""
    after = [k for k in objects if k > verb]
    if not after:
        return Complement("object, verb", tuple(objects))
    for preposition in prepositions:
        if tree.lower[preposition] in {"of", "as", "for", "about", "to", "on", "with", "over", "against", "from"}:
            return Complement(f"obj+{tree.lower[preposition]}", (*after, preposition))
    extra = [k for k in by_relation.get("advcl", []) if k > after[-1] and clause_frame(tree, k) == "to"]
    return Complement("object", (*after, *extra[:1]))


def passive_complement(tree: Tree, verb: int) -> Complement | None:
    """Return the complement of a passive verb: "is expected to", "was described as", "it was announced that"."""
    for kid in tree.children[verb]:
        relation = tree.relations[kid]
        if kid < verb and relation != "ccomp":
            continue
        if relation == "ccomp":
            return Complement(f"passive {clause_frame(tree, kid)}" if kid > verb else "passive clause, verb", (kid,))
        if relation in {"xcomp", "oprd"}:
            frame = clause_frame(tree, kid) if relation == "xcomp" else "name"
            return Complement(f"passive {frame if frame in {'to', 'ing'} else 'name'}", (kid,), subject_in=True)
        if (
            relation == "prep"
            and _governs(tree, kid)
            and tree.lower[kid] in {"as", "of", "about", "for", "with", "to", "on"}
        ):
            return Complement(f"passive {tree.lower[kid]}", (kid,), subject_in=True)
    return Complement("passive", (), subject_in=True)


def noun_complement(tree: Tree, noun: int) -> Complement | None:
    """Return the complement of a cue noun: "the claim that", "plans to", "allegations of"."""
    for kid in tree.children[noun]:
        if kid < noun:
            continue
        relation = tree.relations[kid]
        if relation in {"ccomp", "acl", "relcl", "xcomp"}:
            frame = clause_frame(tree, kid)
            if frame in {"that", "to"} and not _is_relative(tree, kid):
                return Complement(f"noun {frame}", (kid,))
        if relation == "prep" and _governs(tree, kid):
            word = tree.lower[kid]
            if word in {"of", "for", "about", "on", "to", "against", "in", "over", "with"}:
                return Complement(f"noun {word}", (kid,))
    return None


def _is_relative(tree: Tree, clause: int) -> bool:
    """Say whether a that-clause is a relative clause, in which "that" is subject or object."""
    return any(
        tree.lower[k] in {"that", "which", "who"} and tree.relations[k] in {"nsubj", "dobj", "nsubjpass", "pobj"}
        for k in tree.children[clause]
    )


def adjective_complement(tree: Tree, adjective: int) -> Complement | None:
    """Return the complement of a cue adjective: "confident that", "ready to", "critical of"."""
    for kid in tree.children[adjective]:
        if kid < adjective:
            continue
        relation = tree.relations[kid]
        if relation in {"ccomp", "xcomp", "advcl"}:
            frame = clause_frame(tree, kid)
            return Complement(f"adjective {frame}", (kid,))
        if relation == "prep" and _governs(tree, kid):
            return Complement(f"adjective {tree.lower[kid]}", (kid,))
    return None


def spread(tree: Tree, heads: tuple[int, ...]) -> set[int]:
    """Return every token that hangs on ``heads``."""
    return {token for head in heads for token in range(tree.left[head], tree.right[head] + 1)}
