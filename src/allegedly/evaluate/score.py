"""How well found attributions agree with marked ones: spans, links and labels.

Spans are compared as sets of tokens (a run of word characters, or one other character that is no white space), so white
space never matters. *exact* compares single spans of one role (Pareti et al. 2013, "strict"; pieces parted by white space
alone count as one). *full* asks that source, cue and content of one attribution each overlap those of one marked
attribution with a token F1 of at least 0.5, a role that is empty on one side being empty on the other; *whosaid* asks
it of source and content, *detect* of the content alone; each by a largest one-to-one matching. Labels are accuracies
over the attributions matched by content. An attribution without content is left out on either side.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from allegedly.evaluate.marked import MarkedAttribution, MarkedDocument
from allegedly.records import Attribution, Frame, Spans

ROLES = ("source", "cue", "content")
RELATIONS = {"full": ROLES, "whosaid": ("source", "content"), "detect": ("content",)}
LABELS = ("kind", "quotation", "source_kind", "firmness", "polarity", "source_name", "nested")

# Half of the words in common is the overlap that PARC's and PolNeAR's scorers ask for.
LEAST_OVERLAP = 0.5

_TOKEN = re.compile(r"\w+|[^\w\s]")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+")

Tokens = frozenset[int]


Found = Frame | Attribution


class Score(NamedTuple):
    """Counts of one measure: found rightly, found in all, marked in all."""

    right: int = 0
    found: int = 0
    marked: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is marked."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what is marked that was found."""
        return self.right / self.marked if self.marked else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.found + self.marked
        return 2 * self.right / both if both else 0.0

    def plus(self, other: "Score") -> "Score":
        """Return the counts of both."""
        return Score(self.right + other.right, self.found + other.found, self.marked + other.marked)


Scores = dict[str, Score]


def score(pairs: Iterable[tuple[MarkedDocument, Sequence[Found]]], *, outermost: bool = False) -> Scores:
    """Score the attributions found in marked documents; the result holds a :class:`Score` a measure, by its name.

    ``outermost`` leaves out found attributions whose cue stands in the content of another, for gold that marks only the
    outermost level (PolNeAR).
    """
    total: Scores = {}
    for document, found in pairs:
        tokens = _Tokens(document.text)
        kept = _outermost(found, tokens) if outermost else list(found)
        for name, part in _document_scores(document, kept, tokens).items():
            total[name] = total.get(name, Score()).plus(part)
    return total


class _Tokens:
    """The tokens of a text, and which of them a tuple of spans touches."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at = [-1] * len(text)
        for number, token in enumerate(_TOKEN.finditer(text)):
            self._at[token.start() : token.end()] = [number] * (token.end() - token.start())

    def of(self, spans: Spans) -> Tokens:
        """Return the numbers of the tokens that ``spans`` touch."""
        return frozenset(number for span in spans for number in self._at[span.start : span.end] if number >= 0)

    def pieces(self, spans: Spans) -> set[Tokens]:
        """Return the spans as sets of tokens, those parted by white space alone joined."""
        joined: list[Tokens] = []
        for span in sorted(spans):
            tokens = self.of((span,))
            if joined and tokens and max(joined[-1], default=-2) + 1 == min(tokens):
                joined[-1] |= tokens
            elif tokens:
                joined.append(tokens)
        return set(joined)


def _document_scores(document: MarkedDocument, found: list[Found], tokens: _Tokens) -> Scores:
    marked = [one for one in document.attributions if tokens.of(one.content)]
    found = [one for one in found if tokens.of(one.content)]
    scores: Scores = {}
    for role in ROLES:
        left = {piece for one in marked for piece in tokens.pieces(getattr(one, role))}
        right = {piece for one in found for piece in tokens.pieces(getattr(one, role))}
        scores[f"exact {role}"] = Score(len(left & right), len(right), len(left))
    sides = [[{role: tokens.of(getattr(one, role)) for role in ROLES} for one in side] for side in (marked, found)]
    for name, roles in RELATIONS.items():
        matched = _match(len(marked), len(found), _agree(sides[0], sides[1], roles))
        scores[name] = Score(len(matched), len(found), len(marked))
        if name == "detect":
            scores |= _label_scores(marked, found, matched, tokens)
    return scores


def _agree(
    marked: list[dict[str, Tokens]], found: list[dict[str, Tokens]], roles: Sequence[str]
) -> Callable[[int], list[int]]:
    """Return a function from a marked attribution's number to the found ones that agree with it, the best first."""

    def candidates(number: int) -> list[int]:
        overlaps = [
            (min(_overlap(marked[number][role], other[role]) for role in roles), index)
            for index, other in enumerate(found)
            if marked[number]["content"] & other["content"]
        ]
        return [
            index for least, index in sorted(overlaps, key=lambda pair: (-pair[0], pair[1])) if least >= LEAST_OVERLAP
        ]

    return candidates


def _overlap(left: Tokens, right: Tokens) -> float:
    if not left or not right:
        return float(not left and not right)
    return 2 * len(left & right) / (len(left) + len(right))


def _match(marked: int, found: int, candidates: Callable[[int], list[int]]) -> dict[int, int]:
    """Return a largest one-to-one matching, found to marked (augmenting paths; Kuhn 1955)."""
    taken: dict[int, int] = {}
    edges = [candidates(number) for number in range(marked)]

    def place(number: int, tried: set[int]) -> bool:
        for index in edges[number]:
            if index not in tried:
                tried.add(index)
                if index not in taken or place(taken[index], tried):
                    taken[index] = number
                    return True
        return False

    for number in range(marked):
        place(number, set())
    return taken if found else {}


def _label_scores(
    all_marked: list[MarkedAttribution], found: list[Found], matched: dict[int, int], tokens: _Tokens
) -> Scores:
    """Score every label that is marked, over the attributions that agree in content."""
    scores: Scores = {}
    marks_nesting = any(one.parent is not None for one in all_marked)
    for index, number in matched.items():
        marked = all_marked[number]
        for label in LABELS[:-2]:
            value = getattr(marked, label)
            if value is not None:
                scores = _count(scores, label, str(getattr(found[index], label, None)) == value)
        if marked.source_name not in (None, "-"):
            scores = _count(
                scores, "source_name", _same_name(marked.source_name, getattr(found[index], "source_name", None))
            )
        if marks_nesting:
            scores = _count(scores, "nested", (marked.parent is None) == (found[index].parent is None))
        if marked.hedges is not None:
            left, right = tokens.of(marked.hedges), tokens.of(getattr(found[index], "hedges", ()))
            scores["hedges"] = scores.get("hedges", Score()).plus(Score(len(left & right), len(right), len(left)))
    return scores


def _count(scores: Scores, label: str, is_right: bool) -> Scores:
    return scores | {label: scores.get(label, Score()).plus(Score(int(is_right), 1, 1))}


def _same_name(marked: str | None, found: str | None) -> bool:
    """Say whether one name holds the other, case and a leading article aside."""
    left, right = (_ARTICLE.sub("", " ".join((name or "").casefold().split())) for name in (marked, found))
    return bool(left and right) and (left in right or right in left)


def _outermost(found: Sequence[Found], tokens: _Tokens) -> list[Found]:
    contents = [tokens.of(one.content) for one in found]
    cues = [tokens.of(one.cue) for one in found]
    return [
        one
        for index, one in enumerate(found)
        if not any(cues[index] and cues[index] <= content != contents[index] for content in contents)
    ]
