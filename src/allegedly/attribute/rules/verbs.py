"""Finds what verbs attribute: active, passive, participle, in parenthesis, and with a cue noun as object."""

from __future__ import annotations

from collections.abc import Iterator

from allegedly.attribute.rules.candidate import Candidate, kinds, members, propose, subtree
from allegedly.attribute.rules.contents import Complement, noun_complement, passive_complement, spread, verb_complement
from allegedly.attribute.rules.reliability import known_frames
from allegedly.attribute.rules.sources import agent_of, noun_phrase, own_subject, quoted_person, subject_of
from allegedly.attribute.tree import Tree

AUXILIARIES = frozenset({"aux", "auxpass", "neg", "prt"})
_QUESTION_WORDS = frozenset({"when", "where", "how", "why"})
# "As Ilka Brandt, a negotiator for the two river towns, put it" has eleven tokens between "as" and its verb.
LONGEST_AS = 20
_CLAUSE_MARKS = frozenset({",", ".", "—", "–", ":", ";"})


def verb_candidates(tree: Tree, verb: int) -> Iterator[Candidate | None]:
    """Yield what a verb may attribute."""
    saying = _as_saying(tree, verb)
    if saying is not None:
        yield _quoted_as(tree, verb, saying)
    elif (told := _as_told(tree, verb)) is not None:
        yield told
    elif is_passive(tree, verb):
        yield _passive(tree, verb)
    elif tree.tags[verb] == "VBN" and tree.relations[verb] in {"acl", "amod"} and not _has_auxiliary(tree, verb):
        yield _participle(tree, verb)
    else:
        yield _active(tree, verb)
        yield _light(tree, verb)


def verb_group(tree: Tree, verb: int) -> set[int]:
    """Return a verb with its auxiliaries, negation, particle and the adverbs that stand between or right before them."""
    group = {verb}
    group.update(k for k in tree.children[verb] if tree.relations[k] in AUXILIARIES and tree.tags[k] != "TO")
    first = min(group)
    outside = members("sourceless adverb") | _QUESTION_WORDS
    for kid in tree.children[verb]:
        near = first < kid < verb or kid in {first - 1, verb - 1}
        if near and tree.relations[kid] == "advmod" and tree.lower[kid] not in outside:
            group.update(range(tree.left[kid], kid + 1))
    return group


def is_passive(tree: Tree, verb: int) -> bool:
    """Say whether a verb has a passive auxiliary or subject."""
    return any(tree.relations[k] in {"auxpass", "nsubjpass"} for k in tree.children[verb])


def _has_auxiliary(tree: Tree, verb: int) -> bool:
    """Say whether a verb has an auxiliary or subject of its own."""
    return any(tree.relations[k] in {"aux", "auxpass", "nsubj"} for k in tree.children[verb])


def _active(tree: Tree, verb: int) -> Candidate | None:
    """Make the candidate of an active verb with its complement, or of a clause of saying in parenthesis."""
    complement = verb_complement(tree, verb)
    if complement is None or tree.relations[verb] == "parataxis":
        parenthesis = _parenthesis(tree, verb)
        if parenthesis is not None or complement is None:
            return parenthesis
    cue = verb_group(tree, verb) | set(complement.joined) | _as_before(tree, verb)
    subject = subject_of(tree, verb)
    content = spread(tree, complement.heads)
    frame = complement.frame
    if tree.lemmas[verb] in members("raising") and frame in {"to", "adjective", "name"}:
        if subject is not None:
            content |= set(noun_phrase(tree, subject, verb))
        frame, subject = "seems", None
    elif tree.lemmas[verb] in members("emerging") and frame in {"that", "bare"}:
        frame, subject = "it emerges", None
    elif tree.tags[verb] == "VBN" and tree.relations[verb] == "advcl" and not _has_auxiliary(tree, verb):
        frame, subject = "participle, clause", None
    elif frame == "clause, verb":
        content |= _after_parenthesis(tree, verb)
    return propose(tree, verb, frame, cue, content, subject)


def _as_before(tree: Tree, verb: int) -> set[int]:
    """Return the "as" of "quoted a clerk as saying", with "was quoted" where nobody is named who quotes."""
    preposition = tree.heads[verb]
    if tree.relations[verb] != "pcomp" or quoted_person(tree, preposition) is None:
        return set()
    quoting = tree.heads[preposition]
    if is_passive(tree, quoting) and agent_of(tree, quoting) is None:
        return {preposition} | verb_group(tree, quoting)
    return {preposition}


def _as_saying(tree: Tree, verb: int) -> int | None:
    """Return the "saying" of "quoted a clerk as saying", or None."""
    if tree.lemmas[verb] not in members("quoting"):
        return None
    preposition = next((k for k in tree.children[verb] if tree.lower[k] == "as" and k > verb), None)
    return None if preposition is None else tree.child(preposition, "pcomp")


def _as_told(tree: Tree, verb: int) -> Candidate | None:
    """Make the candidate of "..., as witnessed by X" and "as we reported on Monday, ...": the clause around is the content."""
    mark = next((k for k in tree.children[verb] if k < verb and tree.lower[k] == "as"), None)
    above = tree.heads[verb]
    if mark is None or above == verb or tree.relations[verb] not in {"advcl", "ccomp", "dep", "parataxis"}:
        return None
    content = subtree(tree, above) - subtree(tree, verb)
    subject, agent = own_subject(tree, verb), agent_of(tree, verb)
    if agent is not None and subject is None and mark == verb - 1 and tree.lemmas[verb] in members("telling of"):
        return propose(tree, verb, "as told by", {mark, verb, tree.heads[agent]}, content, agent)
    bare = not any(
        tree.relations[k] in {"dobj", "ccomp", "xcomp", "dative"} and tree.lower[k] != "it" for k in tree.children[verb]
    )
    if subject is not None and bare and (tree.lemmas[verb], "as told") in known_frames() and verb - mark <= LONGEST_AS:
        return propose(tree, verb, "as told", verb_group(tree, verb) | {mark}, content, subject)
    return None


def _quoted_as(tree: Tree, verb: int, saying: int) -> Candidate | None:
    """Make the outer candidate of "The Ledger quoted a clerk as saying that ...", whose content is the clerk's."""
    owner = agent_of(tree, verb) if is_passive(tree, verb) else subject_of(tree, verb)
    complement = verb_complement(tree, saying)
    if owner is None or complement is None:
        return None
    return propose(tree, verb, "quoted as", verb_group(tree, verb), spread(tree, complement.heads), owner)


def _parenthesis(tree: Tree, verb: int) -> Candidate | None:
    """Make the candidate of "Nine died, police say": a clause of saying between commas or at the end of its sentence."""
    subject = own_subject(tree, verb)
    if subject is None or kinds().get((tree.lemmas[verb], "verb")) != "speech":
        return None
    cue = verb_group(tree, verb)
    clause = cue | set(noun_phrase(tree, subject, verb))
    first, last = min(clause), max(clause)
    start, end = tree.bounds[tree.sentence[verb]]
    if first <= start or tree.words[first - 1] not in {",", "—", "–"} or len(clause) < last - first + 1:
        return None
    while last + 1 < end and tree.words[last + 1] not in _CLAUSE_MARKS:
        last += 1
    content = set(range(start, first)) | set(range(last + 1, end))
    return propose(tree, verb, "parenthesis", cue, content, subject)


def _after_parenthesis(tree: Tree, verb: int) -> set[int]:
    """Return the tokens of what goes on after "..., officials said on Tuesday, and ..."."""
    for kid in tree.children[verb]:
        if kid > verb and tree.relations[kid] == "conj" and own_subject(tree, kid) is not None:
            before = tree.left[kid] - 1
            if before > verb + 1 and tree.relations[before] == "cc" and tree.words[before - 1] == ",":
                return set(range(before, tree.right[kid] + 1))
    return set()


def _passive(tree: Tree, verb: int) -> Candidate:
    """Make the candidate of a passive verb: the subject is content, the agent source.

    With verbs of feeling ("was convinced that") the subject is the source; with verbs of telling it is neither.
    """
    complement = passive_complement(tree, verb) or Complement("passive", (), subject_in=True)
    agent, subject = agent_of(tree, verb), subject_of(tree, verb)
    lemma = tree.lemmas[verb]
    content = spread(tree, complement.heads)
    if agent is None and complement.heads and lemma in members("feeling"):
        return propose(tree, verb, "felt" + complement.frame[7:], verb_group(tree, verb), content, subject)
    told = bool(complement.heads) and lemma in members("telling")
    if subject is not None and not told and (tree.lower[subject] not in {"it", "there"} or complement.subject_in):
        content |= set(noun_phrase(tree, subject, verb))
    return _with_agent(tree, verb, complement.frame, content, agent)


def _with_agent(tree: Tree, verb: int, frame: str, content: set[int], agent: int | None) -> Candidate:
    """Make a candidate whose source stands after "by", or that has none."""
    cue = verb_group(tree, verb)
    if agent is None:
        return propose(tree, verb, frame, cue, content, None)
    by = tree.heads[agent]
    return propose(tree, verb, f"{frame} by", cue | {by}, content - subtree(tree, by), agent)


def _participle(tree: Tree, verb: int) -> Candidate | None:
    """Make the candidate of a participle after its noun: "attacks attributed to", "a report called"."""
    if tree.relations[verb] != "acl":
        return None
    complement = passive_complement(tree, verb) or Complement("passive", ())
    content = spread(tree, complement.heads) | set(noun_phrase(tree, tree.heads[verb], verb))
    return _with_agent(tree, verb, "participle" + complement.frame[7:], content, agent_of(tree, verb))


def _light(tree: Tree, verb: int) -> Candidate | None:
    """Make the candidate of a verb with a cue noun: "expressed concern that", "repeated accusations of"."""
    noun = tree.child(verb, "dobj")
    if noun is None or noun < verb or tree.lemmas[verb] not in members("light"):
        return None
    if (tree.lemmas[noun], "noun") not in kinds():
        return None
    inner = noun_complement(tree, noun)
    if inner is None:
        return None
    cue = verb_group(tree, verb) | set(range(tree.left[noun], noun + 1))
    frame = "light " + inner.frame.removeprefix("noun ")
    made = propose(tree, noun, frame, cue, spread(tree, inner.heads), subject_of(tree, verb))
    made.notes.append("light verb")
    return made
