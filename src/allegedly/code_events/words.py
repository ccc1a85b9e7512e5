"""A parsed paragraph as plain lists, which rules walk faster than spaCy's own objects, and the classes of its words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from allegedly.lexicon import load_table

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PARTS = {"V": "verb", "N": "noun", "J": "adjective"}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a paragraph, by number: lemma (lower case), tag, relation, head, children, entity label, sentence start."""

    doc: Doc
    lemmas: list[str]
    tags: list[str]
    relations: list[str]
    heads: list[int]
    children: list[list[int]]
    entities: list[str]
    sentences: list[int]

    def kids(self, word: int, *relations: str) -> list[int]:
        """Return the children of a word that stand to it in one of ``relations``."""
        return [kid for kid in self.children[word] if self.relations[kid] in relations]

    def subtree(self, word: int) -> list[int]:
        """Return a word and all that hangs on it, in text order."""
        found, todo = [], [word]
        while todo:
            current = todo.pop()
            found.append(current)
            todo.extend(self.children[current])
        return sorted(found)

    def is_verb(self, word: int) -> bool:
        """Say whether a word is tagged as a verb."""
        return self.tags[word].startswith("VB")

    def is_noun(self, word: int) -> bool:
        """Say whether a word is tagged as a noun or name."""
        return self.tags[word].startswith("NN")


def read(doc: Doc) -> Words:
    """Return the lists of a parsed paragraph."""
    tokens = list(doc)  # going through a Doc costs more than reading its words
    heads = [token.head.i for token in tokens]
    children: list[list[int]] = [[] for _ in heads]
    starts: list[int] = []
    for number, head in enumerate(heads):
        if head != number:
            children[head].append(number)
    for sentence in doc.sents:
        starts.extend([sentence.start] * len(sentence))
    return Words(
        doc,
        [token.lemma_.lower() for token in tokens],
        [token.tag_ for token in tokens],
        [token.dep_ for token in tokens],
        heads,
        children,
        [token.ent_type_ for token in tokens],
        starts,
    )


@cache
def word_classes() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the classes of event words, by part of speech and lemma."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in load_table("event_words"):
        found.setdefault((row["part"], row["lemma"]), []).append(row["class"])
    return {key: tuple(classes) for key, classes in found.items()}


def classes_of(lemma: str, tag: str) -> tuple[str, ...]:
    """Return the classes of a word with the tag of its part of speech; a participle may stand for an adjective.

    >>> "aid" in classes_of("grant", "NN")
    True
    """
    return word_classes().get((_PARTS.get(tag[:1], ""), lemma), ())


@cache
def weapons() -> frozenset[str]:
    """Return the nouns for what violence is done with."""
    return frozenset(row["lemma"] for row in load_table("event_instruments"))
