"""The parse of one paragraph as plain lists, which the rules read many times faster than spaCy's own objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allegedly.records import Paragraph

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "csubj", "csubjpass", "parataxis"})


@dataclass(frozen=True, slots=True)
class Tree:
    """Words of a paragraph with lemma, tag, part of speech, relation and head; all lists run over token numbers.

    ``left`` and ``right`` are the first and last token of what hangs on a token; ``sentence`` numbers the sentences;
    ``starts`` and ``ends`` are code points into the document's text.
    """

    words: list[str]
    lower: list[str]
    lemmas: list[str]
    tags: list[str]
    parts: list[str]
    relations: list[str]
    heads: list[int]
    children: list[list[int]]
    left: list[int]
    right: list[int]
    sentence: list[int]
    bounds: list[tuple[int, int]]
    entities: list[str]
    starts: list[int]
    ends: list[int]
    is_title: bool

    def child(self, token: int, *relations: str) -> int | None:
        """Return the first child of ``token`` in one of ``relations``, or None."""
        return next((c for c in self.children[token] if self.relations[c] in relations), None)

    def is_verb(self, token: int) -> bool:
        """Say whether the token is tagged as a verb or auxiliary."""
        return self.parts[token] in {"VERB", "AUX"}

    def is_word(self, token: int) -> bool:
        """Say whether the token is more than punctuation or white space."""
        return self.parts[token] not in {"PUNCT", "SPACE"} or self.words[token].isalnum()


def plant(paragraph: Paragraph, *, is_title: bool | None = None) -> Tree:
    """Copy a parsed paragraph into a ``Tree``; ``is_title`` overrides the paragraph's own mark."""
    tokens = list(paragraph.doc)
    shift = paragraph.span.start
    words = [t.text for t in tokens]
    heads = [t.head.i for t in tokens]
    children: list[list[int]] = [[] for _ in tokens]
    for token, head in enumerate(heads):
        if head != token:
            children[head].append(token)
    bounds = [(s.start, s.end) for s in paragraph.doc.sents]
    starts = [t.idx + shift for t in tokens]
    return Tree(
        words=words,
        lower=[w.lower() for w in words],
        lemmas=[t.lemma_.lower() for t in tokens],
        tags=[t.tag_ for t in tokens],
        parts=[t.pos_ for t in tokens],
        relations=[t.dep_ for t in tokens],
        heads=heads,
        children=children,
        left=[t.left_edge.i for t in tokens],
        right=[t.right_edge.i for t in tokens],
        sentence=[number for number, (start, end) in enumerate(bounds) for _ in range(start, end)],
        bounds=bounds,
        entities=[t.ent_type_ for t in tokens],
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
        is_title=paragraph.is_title if is_title is None else is_title,
    )
