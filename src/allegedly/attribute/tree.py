"""The parse of one paragraph as plain lists, which the rules read many times faster than spaCy's own objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allegedly.records import Paragraph

# A dateline is a place, perhaps a day and an agency: "ORVEL, 3 March (Strait News Agency) -".
LONGEST_DATELINE = 14
DASHES = frozenset({"-", "–", "—", "--"})
_IN_DATELINES = frozenset({",", "(", ")", "/", ".", "and", "of", "the", "on", "-", "’s", "'s"}) | DASHES


@dataclass(frozen=True, slots=True)
class Tree:
    """Words of a paragraph with lemma, tag, part of speech, relation and head; all lists run over token numbers.

    ``left`` and ``right`` are the first and last token of what hangs on a token; ``sentence`` numbers the sentences;
    ``starts`` and ``ends`` are code points into the document's text; ``body`` is the first token after a dateline.
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
    body: int

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
        body=after_dateline(words),
    )


def after_dateline(words: list[str]) -> int:
    """Return the first token after a dateline: "ORVEL, 3 March (Strait News Agency) -", "ORVEL (SNA)", "Orvel -"."""
    capitals = words[0].isupper() and len(words[0]) > 1
    if not words[0][:1].isupper():
        return 0
    for token in range(1, min(LONGEST_DATELINE, len(words) - 1)):
        word = words[token]
        if (
            word in DASHES
            and (capitals or words[token - 1] == ")" or token <= 2)
            and words[token + 1][0] != words[token]
        ):
            return token + 1
        if (
            word == ")"
            and capitals
            and "(" in words[1:token]
            and words[token + 1] not in DASHES
            and words[token + 1] != ","
        ):
            return token + 1
        if not (word[:1].isupper() or word[:1].isdigit() or word in _IN_DATELINES):
            return 0
    return 0
