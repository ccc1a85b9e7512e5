"""Groups whole copies round their fullest text, so that no chain of pairs and no splice fuses two texts."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from typing import Final, NamedTuple

from allegedly.dedupe.judge import CONTAINED
from allegedly.records import Copy, CopyCluster, Span
from allegedly.vocab import CopyKind, DirectionBasis

# A text stands in another as a whole from this share of its words on, and goes beyond it below: edited copies have .95 and
# more of their words in the original (`copies` dev), a text of which a splice took a half has .74 there at most.
STANDS_WHOLE: Final = 0.75

# A copy of most texts of a group joins it if it misses the share that makes a whole copy of the fullest by little.
NEARLY_CONTAINED: Final = 0.45

# A text may be a source of another if of one of the two this share of the words stands in the other: .41 and above for a
# splice and its texts on `copies` dev (but one pair), .33 at most where two texts share a statement, quotation or footer.
IS_SOURCE: Final = 0.35

# Two sources stand apart in a text if no more than this share of the smaller's part is also the other's: two cuts of one
# text overlap in its first lines (.24 on `copies` dev) ...
APART: Final = 0.1

# ... but two that both go beyond what stands in a splice are no cuts of it, and may have a statement in common.
APART_BEYOND: Final = 0.35

# Of two texts that stand whole in a third one is a mere insertion if it is smaller than this share of the other.
DOMINATED: Final = 0.25

# Two sources explain a splice if together they cover this share of it.
EXPLAINED: Final = 0.8

# Two texts that each have this share of the other are one text, and neither is a part of the other.
SAME_TEXT: Final = 0.8

# A source of less than this share of a text is a remark in it, not a part of which the text is put together.
LEAST_PART: Final = 0.05

# Two texts have little in common but a third that stands whole in both, if they share at most this many times its words.
ABOUT_ALL: Final = 1.25

# Sources of one text that are compared with one another; of copies only those that hold more of it count, so more are rare.
MOST_SOURCES: Final = 8

ID_DIGITS: Final = 16


# Where documents of one wording differ in white space and titles, stretches are counted in millionths of the body.
WHOLE_BODY: Final = 1_000_000

Stretch = tuple[int, int]


class Side(NamedTuple):
    """An edge as one of its two texts sees it: the other text, the share of each in the other, and the spans here."""

    other: str
    share: float
    share_of_other: float
    spans: tuple[Stretch, ...]
    is_whole: bool
    is_dated_copy: bool


class Part(NamedTuple):
    """A text that another is put together of, and whether from pieces of two texts that both go beyond them."""

    other: str
    is_splice: bool


Sides = Mapping[str, Mapping[str, Side]]


def clusters(copies: Iterable[Copy]) -> Iterator[CopyCluster]:
    """Yield the groups of documents that are whole copies of one text, two or more each, in the order of their ids.

    Every member is a whole copy of (or holds the whole of) the fullest text of its group; being near another member is
    not enough, so pairs never chain. A text put together of two others is in a group with neither, and neither are the
    texts that it was put together of. Partial copies join nothing.
    """
    edges = sorted(copies, key=lambda copy: (copy.document, copy.of))
    same = _same_wording(edges)
    sizes = {same.get(d, d): n for copy in edges for d, n in ((copy.document, copy.words), (copy.of, copy.words_of))}
    sides = _sides(edges, same)
    joined = _join(sides, sizes)
    members = defaultdict(set)
    for copy in edges:
        for document in (copy.document, copy.of):
            wording = same.get(document, document)
            members[joined.get(wording, wording)].add(document)
    groups = {fullest: documents for fullest, documents in members.items() if len(documents) > 1}
    leader = {document: fullest for fullest, documents in groups.items() for document in documents}
    inner = Counter(
        copy.document for copy in edges if copy.kind is not CopyKind.PARTIAL and _are_together(copy, leader)
    )
    made = [_cluster(fullest, documents, inner) for fullest, documents in groups.items()]
    yield from sorted(made, key=lambda cluster: cluster.documents)


def _are_together(copy: Copy, leader: Mapping[str, str]) -> bool:
    return copy.document in leader and leader[copy.document] == leader.get(copy.of)


def _cluster(fullest: str, documents: set[str], inner: Counter[str]) -> CopyCluster:
    """Make the record; the first is the document that is a copy of the fewest others."""
    ordered = tuple(sorted(documents))
    first = min(ordered, key=lambda document: (inner[document], document))
    identity = hashlib.sha256("\n".join(ordered).encode()).hexdigest()[:ID_DIGITS]
    return CopyCluster(id=identity, documents=ordered, fullest=fullest, first=first)


def _same_wording(edges: list[Copy]) -> dict[str, str]:
    """Map every document with an exact copy to the least id of its wording."""
    parent: dict[str, str] = {}

    def find(document: str) -> str:
        while parent.setdefault(document, document) != document:
            parent[document] = parent[parent[document]]
            document = parent[document]
        return document

    for copy in edges:
        if copy.exact:
            one, other = sorted((find(copy.document), find(copy.of)))
            parent[other] = one
    return {document: find(document) for document in list(parent)}


def _sides(edges: list[Copy], same: Mapping[str, str]) -> Sides:
    """Lay out, for each wording, its edges to other wordings, each once; dated if any pair of documents says so."""
    sides: dict[str, dict[str, Side]] = defaultdict(dict)
    bodies = _bodies(edges)
    for copy in edges:
        if copy.exact:
            continue
        one, other = same.get(copy.document, copy.document), same.get(copy.of, copy.of)
        dated = copy.direction is not DirectionBasis.FULLER and copy.direction is not DirectionBasis.NONE
        whole = copy.kind is not CopyKind.PARTIAL
        known = sides[one].get(other)
        if known is None or (dated and not known.is_dated_copy):
            here = _stretches((p.here for p in copy.passages), bodies.get(copy.document))
            sides[one][other] = Side(other, copy.containment, copy.containment_of, here, whole, dated)
        if one not in sides[other]:
            there = _stretches((p.there for p in copy.passages), bodies.get(copy.of))
            sides[other][one] = Side(one, copy.containment_of, copy.containment, there, whole, is_dated_copy=False)
    return sides


def _bodies(edges: list[Copy]) -> dict[str, Span]:
    """Map every document with an exact copy to the span of its body, which is the one passage of such an edge."""
    bodies = {}
    for copy in edges:
        if copy.exact:
            bodies[copy.document], bodies[copy.of] = copy.passages[0].here, copy.passages[0].there
    return bodies


def _stretches(spans: Iterable[Span], body: Span | None) -> tuple[Stretch, ...]:
    """Return spans in order as pairs of numbers, measured against the body where other documents have it too."""
    if body is None:
        return tuple(sorted((span.start, span.end) for span in spans))
    size = max(1, body.end - body.start)
    found = (((s.start - body.start) * WHOLE_BODY // size, (s.end - body.start) * WHOLE_BODY // size) for s in spans)
    return tuple(sorted(found))


def _join(sides: Sides, sizes: Mapping[str, int]) -> dict[str, str]:
    """Give every wording its fullest text: the longest first, each to the one that holds most of it, or to itself.

    Of equally long ones that with most edges comes first, since in a crowd the others were compared with a few only.
    """
    ways = _open_sides(sides)
    fullest: dict[str, str] = {}
    statements = set()
    for text in sorted(sides, key=lambda text: (-sizes[text], -len(sides[text]), text)):
        held = [side for side in ways[text] if fullest.get(side.other) == side.other]
        held.sort(key=lambda side: (-side.share, -len(ways[side.other]), -side.share_of_other, side.other))
        found = next(_hold_all(text, held[:MOST_SOURCES], fullest, sides, sizes), None)
        fullest[text] = found or text
        if held and not found:
            statements.add(text)
    alone = {text for text, own in fullest.items() if own == text} - statements
    return fullest | dict(_stragglers(alone, fullest, ways, sides))


def _open_sides(sides: Sides) -> dict[str, list[Side]]:
    """Lay out the edges along which texts may be fused: whole copies, but not a text with its parts.

    A splice may be fused with another one of the same two texts only, that is where each has most of the other.
    """
    barred, splices = set(), set()
    for text in sides:
        for part in _parts(text, sides):
            barred.add(frozenset((text, part.other)))
            if part.is_splice:
                splices.add(text)

    def is_open(text: str, side: Side) -> bool:
        if not side.is_whole or frozenset((text, side.other)) in barred:
            return False
        return min(side.share, side.share_of_other) >= CONTAINED or not splices & {text, side.other}

    return {text: [side for side in seen.values() if is_open(text, side)] for text, seen in sides.items()}


def _hold_all(
    text: str, held: list[Side], fullest: Mapping[str, str], sides: Sides, sizes: Mapping[str, int]
) -> Iterator[str]:
    """Yield those fullest texts that account for ``text`` standing whole in others too, in the order of ``held``.

    Where it stands in two texts that have little but it in common, neither accounts for the other: it is a statement
    that both took over. A text that makes up most of another is no such statement.
    """
    wholes = [side.other for side in sides[text].values() if side.share >= STANDS_WHOLE and side.other in fullest]
    for side in held:
        common = (sides[side.other].get(other) for other in wholes if fullest[other] != side.other)
        words = (seen.share * sizes[side.other] if seen else 0 for seen in common)
        if side.share_of_other >= CONTAINED or all(count > ABOUT_ALL * sizes[text] for count in words):
            yield side.other


def _stragglers(
    alone: set[str], fullest: Mapping[str, str], ways: Mapping[str, list[Side]], sides: Sides
) -> Iterator[tuple[str, str]]:
    """Yield texts left alone that are whole copies of most texts of one group and have much of its fullest one."""
    groups = Counter(fullest.values())
    for text in sorted(alone):
        if groups[text] > 1:
            continue
        near = Counter(fullest[side.other] for side in ways[text] if side.share >= CONTAINED)
        for leader, count in sorted(near.items()):
            side = sides[text].get(leader)
            if side and side.share >= NEARLY_CONTAINED and 2 * count >= groups[leader] > 1:
                yield text, leader
                break


def _parts(text: str, sides: Sides) -> Iterator[Part]:
    """Yield the texts that ``text`` is put together of and so must not be fused with.

    Two unrelated sources that stand apart in it are such parts if both stand there whole (a digest; of two of very unlike
    size only the smaller, which may be a statement in a text that the larger is a cut of), or if together they explain it
    and one goes beyond what stands there (a splice); one that stands there whole beside such a one may be the text's own
    shorter copy and is none. Copies of a part are parts. Texts dated later took from it and are none.
    """
    sources = _sources(text, sides)
    for part, rest in permutations(sources, 2):
        wholes = [side.share_of_other >= STANDS_WHOLE for side in (part, rest)]
        apart = _stand_apart(part, rest, APART if any(wholes) else APART_BEYOND)
        if _is_same(part) or not apart or _are_copies(part.other, rest.other, sides):
            continue
        explained = part.share + rest.share >= EXPLAINED
        is_dominant = part.share * DOMINATED > rest.share
        if (all(wholes) and not is_dominant) or (explained and not wholes[0]):
            is_splice = explained and not any(wholes)
            yield from (Part(like, is_splice) for like in _like(part, rest, sides[text], sides))


def _like(part: Side, rest: Side, seen: Mapping[str, Side], sides: Sides) -> Iterator[str]:
    """Yield a part and all its copies that, like it, have nothing of the rest."""
    for side in seen.values():
        if side.other == part.other or (
            _are_copies(side.other, part.other, sides) and _stand_apart(side, rest, APART_BEYOND)
        ):
            yield side.other


def _sources(text: str, sides: Sides) -> list[Side]:
    """Return edges to texts that ``text`` may have been put together of, those that stand there whole first."""
    kept: list[Side] = []
    counts: Counter[bool] = Counter()
    ordered = sorted(sides[text].values(), key=lambda s: (s.share_of_other < STANDS_WHOLE, -s.share, s.other))
    for side in ordered:
        same = _is_same(side)
        is_large = side.share >= LEAST_PART and max(side.share, side.share_of_other) >= IS_SOURCE
        took_from_it = sides[side.other][text].is_dated_copy
        if took_from_it or counts[same] == MOST_SOURCES or not (is_large or side.share_of_other >= STANDS_WHOLE):
            continue
        alike = (known for known in kept if _is_same(known) is same and side.share <= known.share)
        if not any(_are_copies(side.other, known.other, sides) for known in alike):
            counts[same] += 1
            kept.append(side)
    return kept


def _is_same(side: Side) -> bool:
    """Say whether two texts are one but for changes, so that neither is a part of the other."""
    return min(side.share, side.share_of_other) >= SAME_TEXT or side.share > 1 - LEAST_PART


def _are_copies(one: str, other: str, sides: Sides) -> bool:
    side = sides[one].get(other)
    return side is not None and side.is_whole


def _stand_apart(one: Side, other: Side, limit: float) -> bool:
    """Say whether two sources cover different stretches of the text that both are seen from, but for ``limit``."""
    smaller = min(sum(end - start for start, end in side.spans) for side in (one, other))
    return _overlap(one.spans, other.spans) <= limit * smaller


def _overlap(one: tuple[Stretch, ...], other: tuple[Stretch, ...]) -> int:
    """Return how much both cover; each is in order and does not overlap itself but by a few words.

    >>> _overlap(((0, 10), (20, 30)), ((5, 25),))
    10
    """
    total, j = 0, 0
    for start, end in one:
        while j < len(other) and other[j][1] <= start:
            j += 1
        i = j
        while i < len(other) and other[i][0] < end:
            total += min(end, other[i][1]) - max(start, other[i][0])
            i += 1
    return total
