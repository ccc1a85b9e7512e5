"""The clauses of a paragraph by who tells of them: an attribution's content is read as a clause of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from allegedly.code_events.choose import OWN_VOICE, TOLD, Least
from allegedly.code_events.telling import Tellers
from allegedly.code_events.words import Words, classes_of
from allegedly.records import Paragraph, Span

# Cues that only pass on what a source says, whatever else the word may mean.
_RELAYING = frozenset({"cite", "quote", "report", "accord", "according"})


@dataclass(frozen=True, slots=True)
class Clause:
    """Words as one claim tells them; triggers are looked for among its ``own``, which no inner claim holds.

    ``own`` is None where all words of the paragraph are. ``least`` is how likely events must be.
    """

    words: Words
    own: tuple[int, ...] | None = None
    least: Least = TOLD


def clauses(paragraph: Paragraph, words: Words, tellers: Tellers | None) -> Iterator[Clause]:
    """Yield the clauses of a paragraph; without ``tellers`` it is one."""
    if tellers is None:
        yield Clause(words)
        return
    spans = [paragraph.span_of(token) for token in paragraph.doc]
    own: dict[str, list[int]] = {}
    for number, span in enumerate(spans):
        if words.is_verb(number) or words.is_noun(number):
            told_by = tellers.group(span)
            if told_by is not None and not (told_by == "" and _only_says(words, number)):
                own.setdefault(told_by, []).append(number)
    for told_by, numbers in own.items():
        content = tellers.content(told_by)
        least = OWN_VOICE if tellers.is_own_voice(told_by) else TOLD
        yield Clause(narrowed(words, _held(spans, content)) if content else words, tuple(numbers), least)


def _only_says(words: Words, word: int) -> bool:
    """Say whether the word of a cue tells of no event: what "said" or "citing" leads to is told by the one who said it."""
    classes = classes_of(words.lemmas[word], "VB") if words.is_verb(word) else ()
    return classes == ("say",) or words.lemmas[word] in _RELAYING


def narrowed(words: Words, members: frozenset[int]) -> Words:
    """Return words as they stand without those that are no members: what hung on one of these is a root.

    "shelling a village" in "Velmar accused Ostria of shelling a village" is so read as a main clause.
    """
    cut = [number for number in members if words.heads[number] not in members]
    outside = any(kid not in members for number in members for kid in words.children[number])
    if not outside and all(words.heads[number] == number for number in cut):
        return words
    relations, heads = list(words.relations), list(words.heads)
    for number in cut:
        relations[number], heads[number] = "ROOT", number
    children: list[list[int]] = [[] for _ in heads]
    for number in members:
        children[number] = [kid for kid in words.children[number] if kid in members]
    for number in cut:  # "of shelling": the clause is the verb's, whatever leads into it
        for kid in words.kids(number, "pcomp") if words.relations[number] == "prep" else ():
            if kid in members:
                relations[kid], heads[kid] = "ROOT", kid
                children[number].remove(kid)
    return replace(words, relations=relations, heads=heads, children=children)


def _held(spans: list[Span], content: tuple[Span, ...]) -> frozenset[int]:
    return frozenset(n for n, span in enumerate(spans) if any(part.holds(span) for part in content))
