"""Copies contracted by passage: a claim whose words stand in a shared passage adds no article of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from allegedly.records import Copy, Span, Spans
from allegedly.vocab import CopyKind, NodeKind
from allegedly.weigh.edits import MOSTLY_COPIED, is_edited
from allegedly.weigh.identity import Words, fold
from allegedly.weigh.own_reporting import sentence_span
from allegedly.weigh.sourcing import Line, overlap, size

# The share of a claim's sentence that must lie in shared passages for it to be copied. In a
# whole copy small cuts may break a passage ("on Tuesday" left out); where only a passage is shared the whole of it must be.
_IN_WHOLE_COPY = 0.85
_IN_PARTIAL_COPY = 0.95
# The share of the words that name a source which must be shared too.
_SOURCE_SHARED = 0.8
# A shared run of fewer words may be chance: two agencies put "five people were killed" alike.
_FEWEST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Contraction:
    """Which articles are one text (``root`` of each), and which lines of an article stand in an earlier one (``shared``)."""

    root: Mapping[str, str]
    shared: Mapping[tuple[str, str], str]


def contract(
    lines: Mapping[str, Sequence[Line]],
    copies: Iterable[Copy],
    order: Mapping[str, tuple[float, str]],
    texts: Mapping[str, str],
) -> Contraction:
    """Return the contraction of the articles in ``lines`` along ``copies``; ``order`` gives each article's time and id.

    ``texts`` are the documents' texts: it is the whole sentence that must be shared, with the words that say whose claim it
    is, lest "P" pass for a copy of "P, the Herald reported".

    An article all of whose lines stand in another's text is one with it. One that shares only some of them relies on the
    earlier article for those and keeps its others.
    """
    partly: list[tuple[str, str, str]] = []
    whole: list[tuple[str, str]] = []
    for copy in sorted(copies, key=lambda copy: (copy.document, copy.of)):
        if copy.document not in lines or copy.of not in lines or copy.document == copy.of:
            continue
        here = _copied(lines[copy.document], [p.here for p in copy.passages], copy, texts)
        there = _copied(lines[copy.of], [p.there for p in copy.passages], copy, texts)
        here, there = _with_edited(here, there, copy, lines, texts)
        if here and there and len(here) == len(lines[copy.document]):
            whole.append((copy.document, copy.of))
        elif here and there and order[copy.of] < order[copy.document]:
            partly.extend((copy.document, claim, copy.of) for claim in here)
        elif here and there and len(there) == len(lines[copy.of]):
            partly.extend((copy.of, claim, copy.document) for claim in there)
    root = _roots(lines, whole, order)
    shared: dict[tuple[str, str], str] = {}
    for document, claim, of in partly:
        known = shared.get((document, claim))
        if root[document] != root[of] and (known is None or order[root[of]] < order[known]):
            shared[document, claim] = root[of]
    return Contraction(root, shared)


def _roots(
    documents: Iterable[str], whole: Sequence[tuple[str, str]], order: Mapping[str, tuple[float, str]]
) -> dict[str, str]:
    """Return for each article the one that its text goes by: of its copies one that is held to copy none, the earliest."""
    copying = {document for document, _ in whole}
    leader = {document: document for document in documents}

    def lead(document: str) -> str:
        while leader[document] != document:
            leader[document] = leader[leader[document]]
            document = leader[document]
        return document

    for pair in whole:
        one, other = sorted((lead(document) for document in pair), key=lambda d: (d in copying, order[d]))
        leader[other] = one
    return {document: lead(document) for document in leader}


def _copied(lines: Sequence[Line], passages: Sequence[Span], copy: Copy, texts: Mapping[str, str]) -> list[str]:
    """Return the ids of the claims whose sentences, and whose sources' words, lie in the passages."""
    spans = tuple(sorted(passages))
    return [line.claim.id for line in lines if _is_copied(line, spans, copy, texts[line.claim.document])]


def _with_edited(
    here: list[str], there: list[str], copy: Copy, lines: Mapping[str, Sequence[Line]], texts: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Return the copied claims of both texts, those added whose sentence was copied with a few words changed.

    "Palace insiders" in the place of "sources in the household" is the same source, told otherwise. Not so where an outlet is
    cited, which may close a circle, or where one of the two says it in its own voice.
    """
    if copy.containment < MOSTLY_COPIED:
        return here, there
    ours, theirs = (
        {line.claim.id: _words(line, texts[document]) for line in lines[document] if _is_met(line)}
        for document in (copy.document, copy.of)
    )
    pairs = [
        (one, other)
        for one, words in ours.items()
        for other, others in theirs.items()
        if (one not in here or other not in there) and is_edited(words, others)
    ]
    return (
        list(dict.fromkeys((*here, *(one for one, _ in pairs)))),
        list(dict.fromkeys((*there, *(other for _, other in pairs)))),
    )


def _is_met(line: Line) -> bool:
    """Say whether a line leads to sources that its article met itself."""
    return bool(line.steps) and all(step.kind is not NodeKind.EXTERNAL for step in line.steps)


def _words(line: Line, text: str) -> Words:
    return fold(" ".join(span.of(text) for span in _sentence(line, text)))


def _is_copied(line: Line, spans: Spans, copy: Copy, text: str) -> bool:
    own = _sentence(line, text)
    if copy.kind is CopyKind.PARTIAL and size(own) < _SHORTEST:
        return False
    if overlap(own, spans) < (_IN_PARTIAL_COPY if copy.kind is CopyKind.PARTIAL else _IN_WHOLE_COPY) * size(own):
        return False
    return all(overlap(step.spans, spans) >= _SOURCE_SHARED * size(step.spans) for step in line.steps)


def _sentence(line: Line, text: str) -> Spans:
    """Return the stretch of text from the beginning of the first to the end of the last sentence of a claim and its sources."""
    held = (*line.claim.content, *(span for step in line.steps for span in step.spans))
    return (sentence_span(text, min(span.start for span in held), max(span.end for span in held)),)


# Code points of the shortest English stretch that has the fewest words asked for, spaces included.
_SHORTEST = _FEWEST_WORDS * 5
