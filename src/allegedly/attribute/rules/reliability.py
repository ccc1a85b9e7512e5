"""Says how likely a candidate attributes something, from measured counts of its cue and weights of its features."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache

from allegedly.attribute.rules.candidate import Candidate, kinds
from allegedly.attribute.rules.sources import describe
from allegedly.attribute.tree import Tree
from allegedly.lexicon import load_table

# A count of this many sightings that held at the frame's own rate stands behind every lemma, so that one seen once or
# twice keeps near its frame.
PRIOR_SIGHTINGS = 3.0
FRAME_PRIOR = 5.0
# Contents of this many words and more are all alike; below, every doubling makes a feature.
LONGEST_SIZE = 16
_FAMILY = re.compile(r"[ :+]")
CLAUSAL = frozenset({"that", "bare", "wh", "clause, verb", "obj+that", "obj+bare", "obj+wh", "parenthesis"})
# Log odds for a frame that attributes by its meaning, since the fitted weights trust counts only in part: with 1 the
# listed frames pass for a source of any sort, without it "the army's narrative, attributing the clash to ..." does not.
KNOWN_FRAME = 1.0
# Of all candidates of all frames about one in five holds.
OVERALL_SHARE = 0.2


Counts = dict[tuple[str, str], tuple[int, int]]


def logit(p: float) -> float:
    """Return the log odds of a probability."""
    return math.log(p / (1 - p))


def smoothed(held: float, seen: float, prior: float, strength: float = PRIOR_SIGHTINGS) -> float:
    """Return the share that held, drawn towards ``prior``, never 0 or 1."""
    return min(max((held + strength * prior) / (seen + strength), 0.002), 0.998)


@cache
def sayers() -> dict[str, str]:
    """Return the class of every listed source noun."""
    return {r["noun"]: r["class"] for r in load_table("source_nouns")}


def part_of(frame: str) -> str:
    """Return the part of speech of the cue word of a frame."""
    if frame.startswith(("noun", "light")):
        return "noun"
    return "adjective" if frame.startswith("adjective ") else "verb"


def features(tree: Tree, c: Candidate) -> Iterator[str]:
    """Yield what speaks for or against a candidate apart from its counts."""
    yield "frame " + c.frame
    yield f"kind {kinds().get((c.lemma, part_of(c.frame)), 'none')} {part_of(c.frame)}"
    yield "source " + c.source_sort
    head = source_head(tree, c)
    group = frame_group(c.frame)
    if c.source_sort in {"noun", "name", "org"} and head is not None:
        sort = source_class(tree, head)
        yield "source class " + sort
        yield f"{group} by class {sort}"
    yield f"{group} by {c.source_sort}"
    if group in {"object", "prep", "passive", "obj", "noun", "light"} and c.content:
        yield f"{group} on {describe(tree, content_head(tree, c))}"
    yield from set(c.notes)
    if c.head in c.content:
        yield "cue in content"
    yield "form " + tree.tags[c.head]
    yield "stands as " + tree.relations[c.head]
    words = {tree.lower[t] for t in c.cue}
    if words & {"not", "n't", "n’t", "never", "no"}:
        yield "negated"
    for word in words & {
        "will",
        "would",
        "could",
        "can",
        "may",
        "might",
        "must",
        "should",
        "'ll",
        "do",
        "did",
        "has",
        "have",
        "had",
    }:
        yield "auxiliary " + word
    if tree.is_title:
        yield "title"
    yield f"size {min(len(c.content), LONGEST_SIZE).bit_length()}"


def frame_group(frame: str) -> str:
    """Return the family of a frame, for features that many frames share."""
    if "quote" in frame or frame in CLAUSAL:
        return "clause"
    return _FAMILY.split(frame, maxsplit=1)[0]


def content_head(tree: Tree, c: Candidate) -> int | None:
    """Return the first token of the content that hangs on something outside of it."""
    return next((t for t in sorted(c.content) if tree.heads[t] not in c.content and tree.is_word(t)), None)


def source_class(tree: Tree, noun: int) -> str:
    """Return the listed class of a source noun, or "other"."""
    return sayers().get(tree.lemmas[noun]) or sayers().get(tree.lower[noun]) or "other"


def source_head(tree: Tree, c: Candidate) -> int | None:
    """Return the head token of the source, or None."""
    inside = set(c.source)
    return next((t for t in c.source if tree.heads[t] not in inside or tree.heads[t] == t), None)


@cache
def measured() -> Counts:
    """Return (held, seen) of every lemma in every frame; "*" stands for any lemma or any frame."""
    return with_known({(r["lemma"], r["frame"]): (int(r["held"]), int(r["seen"])) for r in load_table("cue_counts")})


def with_known(counts: Counts) -> Counts:
    """Return counts to which the frames that attribute by their meaning are added as sightings that held."""
    added = dict(counts)
    for key, more in known_frames().items():
        held, seen = added.get(key, (0, 0))
        added[key] = (held + more, seen + more)
    return added


@cache
def known_frames() -> dict[tuple[str, str], int]:
    """Return the lemmas that attribute in a frame by their meaning, and how many sightings that is worth."""
    return {(r["lemma"], r["frame"]): int(r["sightings"]) for r in load_table("cue_frames")}


@cache
def weights() -> dict[str, float]:
    """Return the weight of every feature."""
    return {r["feature"]: float(r["weight"]) for r in load_table("cue_weights")}


def rates(lemma: str, frame: str, counts: Counts, own: tuple[int, int] = (0, 0)) -> dict[str, float]:
    """Return what the counts say of a lemma in a frame, as log odds; ``own`` (held, seen) is left out of the counts."""
    shares = []
    for key, strength in ((("*", frame), FRAME_PRIOR), ((lemma, "*"), PRIOR_SIGHTINGS)):
        held, seen = counts.get(key, own)
        shares.append(logit(smoothed(held - own[0], seen - own[1], OVERALL_SHARE, strength)))
    held, seen = counts.get((lemma, frame), own)
    held, seen = held - own[0], seen - own[1]
    prior = 1 / (1 + math.exp(logit(OVERALL_SHARE) - sum(shares)))
    both = logit(smoothed(held, seen, prior))
    return {
        "rate of the lemma in the frame": both,
        "rate of the lemma": shares[1],
        "rate of the frame": shares[0],
        "sightings times rate": math.log1p(max(seen, 0)) * both,
    }


def reliability(tree: Tree, candidate: Candidate) -> float:
    """Return how likely a candidate attributes something and has its source right: 0 to 1."""
    table = weights()
    total = table["always"]
    if (candidate.lemma, candidate.frame) in known_frames():
        total += KNOWN_FRAME
    for name, value in rates(candidate.lemma, candidate.frame, measured()).items():
        total += table[name] * value
    total += sum(table.get(name, 0.0) for name in features(tree, candidate))
    return 1 / (1 + math.exp(-total))
