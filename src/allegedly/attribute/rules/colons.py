"""Labels before a colon: "Minister: no talks", "A clerk who saw it: ...", "Reports: ...", "Orvel confirms: ...", "Q: ..."."""

from __future__ import annotations

from allegedly.attribute.names.nouns import is_agentive
from allegedly.attribute.rules.candidate import Candidate, kinds, members
from allegedly.attribute.rules.reliability import source_class
from allegedly.attribute.rules.sources import describe, trim
from allegedly.attribute.tree import Tree

# "Interior Ministry spokesman Oren Tal: ..." has five words before its colon; longer ones are sentences.
LONGEST_LABEL = 7
# With what tells of the sayer: "A security official speaking on condition of anonymity: ..." has eight.
LONGEST_TITLE_LABEL = 16
# "... : prosecutor", "... : Rights Group Open Water" close headlines.
LONGEST_CLOSING = 5
_NO_BEGINNING = frozenset({"VERB", "ADP", "ADV", "CCONJ", "SCONJ"})
_SAYERS = frozenset({"PERSON", "ORG", "NORP"})
# Tokens of a name that may part it from its noun: "the monitoring group Open Water Watch".
_LONGEST_NAME = 4
# What may follow the head of a label and still tell of it.
_TELLING_ON = frozenset({"who", "which", "that", "in", "of", "from", "at", "for", "on", "with", "close", "to", "near", "inside",
                         "within", ",", "and", "by"})  # fmt: skip


def colon_candidate(tree: Tree, colon: int) -> Candidate | None:
    """Make the candidate of a label before the colon at ``colon``, at a paragraph's beginning; a label alone says nothing."""
    content = set(range(colon + 1, len(tree.words)))
    closing = _closing_label(tree, colon) if tree.is_title else None
    if closing is not None:
        return closing
    longest = LONGEST_TITLE_LABEL if tree.is_title else LONGEST_LABEL
    if not 1 <= colon - tree.body <= longest or tree.parts[tree.body] in _NO_BEGINNING - {"VERB"}:
        return None
    if not any(tree.words[t].isalpha() for t in content):
        return None
    label = list(range(tree.body, colon))
    words = [tree.lower[t] for t in label if tree.is_word(t)]
    if not words or " ".join(words) in members("kicker"):
        return None
    if " ".join(words) in members("rumour label"):
        return Candidate(colon, ":", "colon rumour", {*label, colon}, content, [], "none")
    return _verb_before(tree, label, content) or _label(tree, label, colon, content)


def _closing_label(tree: Tree, colon: int) -> Candidate | None:
    """Make the candidate of a headline that ends with who says it: "Neighbours sabotaged our water: Orvel"."""
    label = [t for t in range(colon + 1, len(tree.words)) if tree.is_word(t)]
    before = set(range(tree.body, colon))
    finite = any(tree.tags[t] in {"VBD", "VBZ", "VBP", "MD"} for t in before)
    if not 1 <= len(label) <= LONGEST_CLOSING or not finite or ":" in {tree.words[t] for t in before}:
        return None
    nominal = all(tree.parts[t] in {"PROPN", "NOUN", "ADJ", "DET"} for t in label)
    if not nominal or not (_is_sayer(tree, label[-1]) or tree.entities[label[-1]] == "GPE"):
        return None
    return Candidate(colon, ":", "colon title", {colon}, before, label, describe(tree, label[-1]))


def _verb_before(tree: Tree, label: list[int], content: set[int]) -> Candidate | None:
    """Make the candidate of "Orvel confirms: ...": a name and a verb of saying before the colon of a headline."""
    verb = label[-1]
    lemma = _verb_lemma(tree, verb)
    if not tree.is_title or len(label) < 2 or lemma is None or not _is_sayer(tree, _head(tree, label[:-1])):
        return None
    source = trim(tree, label[:-1])
    return Candidate(verb, lemma, "colon verb", {verb}, content, source, describe(tree, source[-1]))


def _verb_lemma(tree: Tree, token: int) -> str | None:
    """Return the lemma of a present verb of saying, also where capitals hid it from the tagger: "Confirms"."""
    word = tree.lower[token]
    if tree.tags[token] not in {"VBZ", "VBP"} and not word.endswith("s"):
        return None
    stems = (tree.lemmas[token], word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y")
    return next((stem for stem in stems if kinds().get((stem, "verb")) == "speech"), None)


def _label(tree: Tree, label: list[int], colon: int, content: set[int]) -> Candidate | None:
    """Make the candidate of a name or description before a colon."""
    source = trim(tree, label)
    if not source or tree.parts[label[0]] == "VERB":
        return None
    head = _head(tree, source)
    plain = not any(tree.is_verb(t) for t in source if head is None or t > head)
    if tree.is_title:
        if not _is_sayer(tree, head) or not (plain or _tells_on(tree, source, head)):
            return None
        return Candidate(colon, ":", "colon title", {colon}, content, source, describe(tree, head))
    if not plain or len(label) > LONGEST_LABEL:
        return None
    capitals = all(tree.words[t].isupper() for t in source if tree.is_word(t))
    frame = "colon label" if capitals else "colon"
    return Candidate(colon, ":", frame, {colon}, content, source, describe(tree, source[-1]))


def _head(tree: Tree, label: list[int]) -> int | None:
    """Return the last noun or name of the first noun phrase of a label."""
    head = None
    for token in label:
        if tree.parts[token] in {"NOUN", "PROPN"} and tree.tags[token] != "POS":
            head = token
        elif head is not None and tree.parts[token] not in {"PART", "NUM"}:
            break
    return head


def _is_sayer(tree: Tree, head: int | None) -> bool:
    """Say whether the head of a label names somebody or something that speaks: a listed noun, a person, a body."""
    if head is None:
        return False
    if tree.entities[head] in _SAYERS or is_agentive(tree.lower[head]):
        return True
    return any(source_class(tree, t) != "other" for t in range(max(tree.body, head - _LONGEST_NAME), head + 1))


def _tells_on(tree: Tree, label: list[int], head: int | None) -> bool:
    """Say whether the words after the head go on telling who speaks: "who asked not to be named", "reviewed by"."""
    following = [t for t in label if head is not None and t > head]
    if not following:
        return False
    return tree.lower[following[0]] in _TELLING_ON or tree.tags[following[0]] in {"VBN", "VBG", "VBD"}
