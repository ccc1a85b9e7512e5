"""Finds every place that may attribute something: verbs, nouns, adjectives, "according to", adverbs and colons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from allegedly.attribute.contents import (
    Complement,
    adjective_complement,
    noun_complement,
    passive_complement,
    spread,
    verb_complement,
)
from allegedly.attribute.sources import agent_of, describe, noun_phrase, own_subject, quoted_person, subject_of
from allegedly.attribute.tree import Tree
from allegedly.lexicon import load_table
from allegedly.records import Span

# "Interior Ministry spokesman Oren Tal: ..." has five words before its colon; longer ones are sentences.
LONGEST_LABEL = 7
LIGHT_VERBS = frozenset(
    "make express voice issue raise give have take offer cast deliver draw pose hold share lodge level reiterate repeat release "
    "show send post publish announce outline signal reject echo dismiss air state present sound spread unveil write".split()
)
FEELING = frozenset("convince persuade determine concern worry alarm disappoint surprise please amaze satisfy incline".split())
TELLING = frozenset("tell ask inform warn remind advise notify assure brief order urge instruct".split())
EMERGING = frozenset({"emerge", "transpire", "appear", "seem", "turn"})
RAISING = frozenset({"seem", "appear"})
AUXILIARIES = frozenset({"aux", "auxpass", "neg", "prt"})
SOURCELESS_ADVERBS = frozenset("reportedly allegedly supposedly purportedly apparently seemingly ostensibly".split())
_OUTSIDE_CUES = SOURCELESS_ADVERBS | {"when", "where", "how", "why"}
OPINION_NOUNS = frozenset("words view opinion telling account judgment judgement estimation eyes mind assessment version".split())


@dataclass(slots=True)
class Candidate:
    """One place that may attribute something, as tokens of one paragraph; ``score`` is set by the rules.

    ``carried`` are quotations of later paragraphs that go on with the content; ``host`` is the attribution that cites
    this one's source for the same content.
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
        yield _verb(tree, token)
        yield _light(tree, token)
    elif part == "AUX" and tree.lemmas[token] == "be":
        yield _copula(tree, token)
    elif part == "NOUN":
        yield _noun(tree, token)
        if word in OPINION_NOUNS:
            yield _words_of(tree, token)
    elif part == "ADV" and word in SOURCELESS_ADVERBS:
        yield _adverb(tree, token)
    elif word == ":":
        yield _colon(tree, token)


def verb_group(tree: Tree, verb: int) -> set[int]:
    """Return a verb with its auxiliaries, negation, particle and the adverbs that stand between them."""
    group = {verb}
    for kid in tree.children[verb]:
        if tree.relations[kid] in AUXILIARIES and tree.tags[kid] != "TO":
            group.add(kid)
    first = min(group)
    for kid in tree.children[verb]:
        if tree.relations[kid] == "advmod" and (first < kid < verb or kid == first - 1 or kid == verb - 1):
            if tree.lower[kid] not in _OUTSIDE_CUES:
                group.update(range(tree.left[kid], kid + 1))
    return group


def _is_passive(tree: Tree, verb: int) -> bool:
    return any(tree.relations[k] in {"auxpass", "nsubjpass"} for k in tree.children[verb])


def _verb(tree: Tree, verb: int) -> Candidate | None:
    """Make the candidate of a verb, active or passive."""
    saying = _as_saying(tree, verb)
    if saying is not None:
        return _quoted_as(tree, verb, saying)
    if _is_passive(tree, verb):
        return _passive(tree, verb)
    if tree.tags[verb] == "VBN" and tree.relations[verb] in {"acl", "amod"} and not _has_auxiliary(tree, verb):
        return _participle(tree, verb)
    complement = verb_complement(tree, verb)
    if complement is None or tree.relations[verb] == "parataxis":
        parenthesis = _parenthesis(tree, verb)
        if parenthesis is not None or complement is None:
            return parenthesis
    cue = verb_group(tree, verb)
    subject = subject_of(tree, verb)
    content = spread(tree, complement.heads)
    cue |= set(complement.joined)
    above = tree.heads[verb]
    if tree.relations[verb] == "pcomp" and quoted_person(tree, above) is not None:
        cue.add(above)
        if _is_passive(tree, tree.heads[above]) and agent_of(tree, tree.heads[above]) is None:
            cue |= verb_group(tree, tree.heads[above])
    if tree.lemmas[verb] in RAISING and complement.frame in {"to", "adjective", "name"}:
        if subject is not None:
            content |= set(noun_phrase(tree, subject, verb))
        return _candidate(tree, verb, "seems", cue, content, None)
    if tree.lemmas[verb] in EMERGING and complement.frame in {"that", "bare"}:
        return _candidate(tree, verb, "it emerges", cue, content, None)
    if complement.frame == "clause, verb":
        content |= _after_parenthesis(tree, verb)
    if tree.tags[verb] == "VBN" and tree.relations[verb] == "advcl" and not _has_auxiliary(tree, verb):
        return _candidate(tree, verb, "participle, clause", cue, content, None)
    return _candidate(tree, verb, complement.frame, cue, content, subject)


def _has_auxiliary(tree: Tree, verb: int) -> bool:
    return any(tree.relations[k] in {"aux", "auxpass", "nsubj"} for k in tree.children[verb])


def _candidate(
    tree: Tree, head: int, frame: str, cue: set[int], content: set[int], subject: int | None, lemma: str = ""
) -> Candidate:
    """Put a candidate together; the source and the cue are taken out of the content."""
    source = noun_phrase(tree, subject, head) if subject is not None else []
    source = [t for t in source if t not in cue]
    sort = describe(tree, subject)
    return Candidate(head, lemma or tree.lemmas[head], frame, cue, content - cue - set(source) - set(range(tree.body)), source, sort)


def _as_saying(tree: Tree, verb: int) -> int | None:
    """Return the "saying" of "quoted a clerk as saying", or None."""
    if tree.lemmas[verb] not in {"quote", "cite"}:
        return None
    for kid in tree.children[verb]:
        if tree.lower[kid] == "as" and kid > verb:
            return tree.child(kid, "pcomp")
    return None


def _quoted_as(tree: Tree, verb: int, saying: int) -> Candidate | None:
    """Make the outer candidate of "The Ledger quoted a clerk as saying that ...", whose content is the clerk's."""
    owner = agent_of(tree, verb) if _is_passive(tree, verb) else subject_of(tree, verb)
    complement = verb_complement(tree, saying)
    if owner is None or complement is None:
        return None
    return _candidate(tree, verb, "quoted as", verb_group(tree, verb), spread(tree, complement.heads), owner)


def _parenthesis(tree: Tree, verb: int) -> Candidate | None:
    """Make the candidate of "Nine died, police say": a clause of saying between commas or at the end of its sentence."""
    if kinds().get((tree.lemmas[verb], "verb")) != "speech":
        return None
    subject = own_subject(tree, verb)
    if subject is None:
        return None
    source = noun_phrase(tree, subject, verb)
    cue = verb_group(tree, verb)
    clause = cue | set(source)
    first, last = min(clause), max(clause)
    start, end = tree.bounds[tree.sentence[verb]]
    if first <= start or tree.words[first - 1] not in {",", "—", "–"} or len(clause) < last - first + 1:
        return None
    while last + 1 < end and tree.words[last + 1] not in {",", ".", "—", "–", ":", ";"}:
        last += 1
    content = set(range(start, first)) | set(range(last + 1, end))
    return _candidate(tree, verb, "parenthesis", cue, content, subject)


def _after_parenthesis(tree: Tree, verb: int) -> set[int]:
    """Return the tokens of what goes on after "…, officials said on Tuesday, and …"."""
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
    cue = verb_group(tree, verb)
    content = spread(tree, complement.heads)
    agent = agent_of(tree, verb)
    subject = subject_of(tree, verb)
    lemma = tree.lemmas[verb]
    if agent is None and complement.heads and lemma in FEELING:
        return _candidate(tree, verb, "felt" + complement.frame[7:], cue, content, subject)
    told = lemma in TELLING and complement.heads
    if subject is not None and not told and (tree.lower[subject] not in {"it", "there"} or complement.subject_in):
        content |= set(noun_phrase(tree, subject, verb))
    if agent is not None:
        content -= set(range(tree.left[tree.heads[agent]], tree.right[tree.heads[agent]] + 1))
        cue.add(tree.heads[agent])
    return _candidate(tree, verb, complement.frame + (" by" if agent is not None else ""), cue, content, agent)


def _participle(tree: Tree, verb: int) -> Candidate | None:
    """Make the candidate of a participle after its noun: "attacks attributed to", "a report called"."""
    if tree.relations[verb] != "acl":
        return None
    complement = passive_complement(tree, verb) or Complement("passive", ())
    agent = agent_of(tree, verb)
    content = spread(tree, complement.heads) | set(noun_phrase(tree, tree.heads[verb], verb))
    cue = verb_group(tree, verb)
    if agent is not None:
        content -= set(range(tree.left[tree.heads[agent]], tree.right[tree.heads[agent]] + 1))
        cue.add(tree.heads[agent])
    return _candidate(tree, verb, "participle" + complement.frame[7:], cue, content, agent)


def _light(tree: Tree, verb: int) -> Candidate | None:
    """Make the candidate of a verb with a cue noun: "expressed concern that", "repeated accusations of"."""
    noun = tree.child(verb, "dobj")
    if noun is None or noun < verb or (tree.lemmas[noun], "noun") not in kinds():
        return None
    inner = noun_complement(tree, noun)
    if inner is None or _is_passive(tree, verb):
        return None
    cue = verb_group(tree, verb) | set(range(tree.left[noun], noun + 1))
    frame = "light " + inner.frame[5:]
    made = _candidate(tree, noun, frame, cue, spread(tree, inner.heads), subject_of(tree, verb))
    made.notes.append("light verb" if tree.lemmas[verb] in LIGHT_VERBS else "other verb")
    return made


def _copula(tree: Tree, verb: int) -> Candidate | None:
    """Make the candidate of "be" with an adjective, or of a noun that "is that ..."."""
    adjective = tree.child(verb, "acomp")
    if adjective is not None and adjective > verb:
        complement = adjective_complement(tree, adjective)
        if complement is None:
            return None
        cue = verb_group(tree, verb) | set(range(tree.left[adjective], adjective + 1))
        frame, content = complement.frame, spread(tree, complement.heads)
        return _candidate(tree, adjective, frame, cue - content, content, subject_of(tree, verb))
    clause = tree.child(verb, "ccomp")
    noun = tree.child(verb, "nsubj")
    if clause is not None and noun is not None and clause > verb and tree.parts[noun] == "NOUN":
        cue = {verb, *range(tree.left[noun], noun + 1)}
        return _candidate(tree, verb, "noun is", cue, spread(tree, (clause,)), _possessor(tree, noun), tree.lemmas[noun])
    return None


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
    cue = {t for t in range(tree.left[noun], noun + 1)}
    if owner is not None:
        cue -= set(range(tree.left[owner], tree.right[owner] + 1))
    return _candidate(tree, noun, complement.frame, cue, spread(tree, complement.heads), owner)


def _words_of(tree: Tree, noun: int) -> Candidate | None:
    """Make the candidate of "in the words of X", "in X's view": everything else in the clause is the content."""
    preposition = tree.heads[noun]
    if tree.relations[noun] != "pobj" or tree.lower[preposition] not in {"in", "by"}:
        return None
    of = next((k for k in tree.children[noun] if tree.lower[k] == "of"), None)
    owner = tree.child(noun, "poss") if of is None else tree.child(of, "pobj")
    if owner is None:
        return None
    cue = {t for t in range(preposition, noun + 1) if not tree.left[owner] <= t <= tree.right[owner]} | ({of} if of else set())
    content = _clause_around(tree, preposition) - set(range(tree.left[preposition], tree.right[preposition] + 1))
    return _candidate(tree, noun, "in words", cue, content, owner)


def _clause_around(tree: Tree, token: int) -> set[int]:
    """Return the clause in which an adjunct stands: up to a clause that is a complement, or the sentence."""
    anchor = tree.heads[token]
    while tree.heads[anchor] != anchor and tree.relations[anchor] not in {"ccomp", "relcl"}:
        anchor = tree.heads[anchor]
    return set(range(tree.left[anchor], tree.right[anchor] + 1))


def _according(tree: Tree, token: int) -> Candidate | None:
    """Make the candidate of "according to X": everything else in the clause is the content."""
    to = tree.child(token, "prep")
    if to is None:
        return None
    source = tree.child(to, "pobj")
    if source is None:
        return None
    content = _clause_around(tree, token) - set(range(tree.left[token], tree.right[token] + 1))
    return _candidate(tree, token, "according", {token, to}, content, source)


def _adverb(tree: Tree, adverb: int) -> Candidate:
    """Make the candidate of "reportedly" and its like: the clause around it is the content."""
    anchor = tree.heads[adverb]
    while tree.heads[anchor] != anchor and not tree.is_verb(anchor):
        anchor = tree.heads[anchor]
    content = set(range(tree.left[anchor], tree.right[anchor] + 1))
    if tree.relations[anchor] == "acl":
        content |= set(noun_phrase(tree, tree.heads[anchor], anchor))
    return _candidate(tree, adverb, "adverb", {adverb}, content, None)


def _colon(tree: Tree, colon: int) -> Candidate | None:
    """Make the candidate of "Minister: no talks" and "Q: ...": a short name before a colon at a paragraph's beginning."""
    if not 1 <= colon <= LONGEST_LABEL or colon + 1 >= len(tree.words) or tree.parts[0] in {"VERB", "ADP", "ADV"}:
        return None
    label = [t for t in range(colon) if tree.parts[t] not in {"SPACE", "PUNCT"}]
    if not label or any(tree.parts[t] in {"VERB", "AUX"} for t in label):
        return None
    capitals = all(tree.words[t].isupper() for t in label)
    content = set(range(colon + 1, len(tree.words)))
    frame = "colon title" if tree.is_title else "colon label" if capitals else "colon"
    return Candidate(colon, ":", frame, {colon}, content, label, describe(tree, label[-1]))


@lru_cache(maxsize=1)
def kinds() -> dict[tuple[str, str], str]:
    """Return the kind of every listed cue word by lemma and part of speech."""
    return {(r["lemma"], r["part"]): r["kind"] for r in load_table("cues")}
