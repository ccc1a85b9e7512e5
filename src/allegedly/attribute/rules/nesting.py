"""Puts attributions inside one another: who is cited by whom, what is a hedge of whose words, and every parent."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from allegedly.attribute.rules.candidate import Candidate, members
from allegedly.attribute.rules.reliability import CLAUSAL, source_class
from allegedly.attribute.rules.sources import describe, noun_phrase
from allegedly.attribute.rules.verbs import verb_group
from allegedly.attribute.tree import Tree
from allegedly.records import Frame, Spans

# Who or what may be cited as a source; "citing security concerns" gives a reason.
CITABLE = frozenset({"person", "org", "gpe", "norp", "name", "third person", "pronoun"})
CITABLE_CLASSES = frozenset({"person", "crowd", "document", "body", "outlet", "office", "spokesperson"})
# From a participle up to the verb of saying: "reported on Monday, citing" one step, "said and wrote, citing" two.
LONGEST_STEP = 3
# "reported on Monday, citing": three words between the cue and "citing".
NEAREST_CITING = 6


def with_cited(tree: Tree, chosen: list[Candidate]) -> list[Candidate]:
    """Return the chosen attributions with those of the sources that they cite for the same content.

    In "X, citing Y, said P" the one of Y replaces any that was made of the word "citing" itself, and X is left with its
    bare name.
    """
    made: list[Candidate] = []
    for verb, person in citations(tree):
        host = _host(tree, verb, [c for c in chosen if c.head != verb])
        if host is None:
            continue
        whole = set(range(tree.left[verb], tree.right[verb] + 1))
        host.content -= whole
        host.source = [t for t in host.source if t not in whole or t < verb]
        source = noun_phrase(tree, person, verb)
        cue = verb_group(tree, verb)
        made.append(
            Candidate(
                head=verb,
                lemma=tree.lemmas[verb],
                frame="citing",
                cue=cue,
                content=set(host.content) - cue - set(source),
                source=source,
                source_sort=describe(tree, person),
                carried=list(host.carried),
                host=host,
            )
        )
    replaced = {c.head for c in made}
    return [c for c in chosen if c.head not in replaced] + made


def citations(tree: Tree) -> Iterator[tuple[int, int]]:
    """Yield every "citing" or "quoting" with the head of the source that it cites."""
    for verb, lemma in enumerate(tree.lemmas):
        if lemma in members("quoting") and tree.tags[verb] == "VBG":
            person = tree.child(verb, "dobj")
            if person is not None and _is_citable(tree, person):
                yield verb, person


def mark_hosts(tree: Tree, candidates: list[Candidate]) -> None:
    """Note on every candidate to which a citation belongs that it cites a source, which speaks for it."""
    for verb, _ in citations(tree):
        host = _host(tree, verb, candidates)
        if host is not None:
            host.notes.append("cites a source")


def _is_citable(tree: Tree, noun: int) -> bool:
    """Say whether a noun names a person, a body, an outlet or a document."""
    sort = describe(tree, noun)
    return sort in CITABLE or (source_class(tree, noun) in CITABLE_CLASSES)


def _host(tree: Tree, verb: int, chosen: list[Candidate]) -> Candidate | None:
    """Return the attribution that "citing" belongs to: of a verb above it, or of the noun phrase that it follows."""
    above = verb
    for _ in range(LONGEST_STEP):
        for candidate in chosen:
            if candidate.head == tree.heads[above] != verb:
                return candidate
        above = tree.heads[above]
    sources = [c for c in chosen if c.source and _phrase_holds(tree, c, verb)]
    if sources:
        return max(sources, key=lambda c: (c.score, -abs(c.head - verb)))
    return _beside(tree, verb, chosen)


def _beside(tree: Tree, verb: int, chosen: list[Candidate]) -> Candidate | None:
    """Return the verb of saying right before "..., citing Y", or right after "Citing Y, ..." at a sentence's beginning."""
    start, end = tree.bounds[tree.sentence[verb]]
    if verb == start:
        after = [c for c in chosen if tree.right[verb] < c.head < end and c.frame in CLAUSAL]
        return min(after, key=lambda c: c.head, default=None)
    before = [c for c in chosen if start <= c.head < verb and c.frame in CLAUSAL]
    nearest = max(before, key=lambda c: c.head, default=None)
    return nearest if nearest is not None and verb - max(nearest.cue) <= NEAREST_CITING else None


def _phrase_holds(tree: Tree, candidate: Candidate, verb: int) -> bool:
    """Say whether the full noun phrase of a source holds a token."""
    return min(tree.left[t] for t in candidate.source) <= verb <= max(tree.right[t] for t in candidate.source)


def hedges(chosen: list[Candidate]) -> dict[int, set[int]]:
    """Return, by the head of a sourced attribution, the sourceless adverbs in its content: they hedge its words."""
    found: dict[int, set[int]] = {}
    for adverb in (c for c in chosen if c.frame == "adverb"):
        holders = [c for c in chosen if c.source and adverb.head in c.content]
        if holders:
            nearest = min(holders, key=lambda c: len(c.content))
            found.setdefault(nearest.head, set()).update(adverb.cue)
    return found


def parents(frames: list[Frame], given: dict[int, int]) -> list[int | None]:
    """Return for every frame the index of the smallest frame whose content holds its cue; ``given`` ones stand.

    Frames come in reading order of their cues, so a binary search finds those that begin inside a content.
    """
    starts = [f.cue[0].start for f in frames]
    best: list[tuple[int, int] | None] = [None] * len(frames)
    for owner, frame in enumerate(frames):
        size = sum(s.end - s.start for s in frame.content)
        for piece in frame.content:
            for inner in range(bisect_right(starts, piece.start - 1), bisect_right(starts, piece.end - 1)):
                held = best[inner]
                if (
                    inner != owner
                    and _holds(frame.content, frames[inner].cue)
                    and (held is None or (size, owner) < held)
                ):
                    best[inner] = (size, owner)
    return _without_loops([given.get(n, b[1] if b else None) for n, b in enumerate(best)])


def _holds(content: Spans, cue: Spans) -> bool:
    """Say whether every piece of a cue lies in some piece of a content."""
    return all(any(piece.holds(span) for piece in content) for span in cue)


def _without_loops(found: list[int | None]) -> list[int | None]:
    """Cut the last link of any chain of parents that comes back to itself."""
    for start in range(len(found)):
        seen = {start}
        at = start
        while (above := found[at]) is not None:
            if above in seen:
                found[at] = None
                break
            seen.add(above)
            at = above
    return found
