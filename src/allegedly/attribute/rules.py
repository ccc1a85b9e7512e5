"""The rule tagger: finds attributions in a parse with word lists and measured reliabilities, without a model."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from allegedly.attribute.cues import Candidate, candidates
from allegedly.attribute.nesting import cited, hedges, mark_hosts, parents
from allegedly.attribute.quotations import quotations
from allegedly.attribute.reliability import reliability
from allegedly.attribute.speakers import CLAUSE_FRAMES, Quoted, carry, cue_beside, place, quote_candidate
from allegedly.attribute.tree import Tree, plant
from allegedly.lexicon import load_table
from allegedly.records import Frame, Parsed, Span, Spans

SAYERS = frozenset(r["lemma"] for r in load_table("cues") if r["part"] == "verb" and r["kind"] == "speech")
THRESHOLD = 0.4
# The longest headlines of the papers at hand have some 150 code points.
LONGEST_TITLE = 200
EDGES = frozenset({",", ".", ";", ":", "-", "–", "—", "--"})


@dataclass(slots=True)
class Page:
    """One paragraph while the rules work on it."""

    tree: Tree
    quoted: list[Quoted]
    candidates: list[Candidate]


def pages(parsed: Parsed) -> list[Page]:
    """Return every paragraph with its quotations and all that may attribute something in it, scored or not."""
    found = quotations(parsed.document.text, [p.span for p in parsed.paragraphs])
    made = []
    for number, paragraph in enumerate(parsed.paragraphs):
        tree = plant(paragraph, is_title=paragraph.is_title or (number == 0 and _looks_like_title(paragraph.doc.text)))
        quoted = place(tree, [q for q in found if q.paragraph == number])
        page = Page(tree, quoted, list(candidates(tree)))
        _join_quotations(page)
        mark_hosts(tree, page.candidates)
        made.append(page)
    return made


def _looks_like_title(text: str) -> bool:
    """Say whether a first paragraph is a headline: short and without the full stop of a sentence."""
    return 0 < len(text) < LONGEST_TITLE and not text.rstrip("\"'”’)]").endswith((".", ":", ","))


def _join_quotations(page: Page) -> None:
    """Give every quotation of a paragraph to a candidate: stretched over it, or made for it."""
    by_head = {c.head: c for c in page.candidates}
    for quoted in page.quoted:
        inside = quoted.tokens()
        touching = [c for c in page.candidates if c.content & inside and c.head not in inside]
        for candidate in touching:
            _stretch(page.tree, candidate, quoted)
        owner = next((c for c in touching if c.frame in CLAUSE_FRAMES and c.lemma in SAYERS and "quote" in c.notes), None)
        if owner is None and quoted.is_utterance:
            beside = cue_beside(page.tree, quoted, SAYERS)
            if beside is not None:
                verb, frame = beside
                owner = by_head.get(verb)
                if owner is None or (owner.frame not in CLAUSE_FRAMES and "quote" not in owner.notes):
                    made = quote_candidate(page.tree, verb, frame, quoted)
                    page.candidates = [c for c in page.candidates if c.head != verb] + [made]
                    by_head[verb] = owner = made
                    owner.notes.append("quote")
                else:
                    owner.content |= inside


def _stretch(tree: Tree, candidate: Candidate, quoted: Quoted) -> None:
    """Let a content that holds words of a quotation hold all of it, marks included."""
    inside = quoted.tokens()
    candidate.content |= inside - candidate.cue - set(candidate.source)
    if quoted.is_utterance:
        candidate.notes.append("quote")


class RuleTagger:
    """Finds attributions by rules over the parse; it needs no model."""

    name = "rules"

    def frames(self, parsed: Parsed) -> list[Frame]:
        """Return the frames of one document, in reading order of their cues."""
        found: list[tuple[Frame, Candidate]] = []
        last: Candidate | None = None
        held: list[tuple[Page, list[Candidate], dict[int, set[int]]]] = []
        for page in pages(parsed):
            kept = chosen(page)
            last = carry(page.tree, page.quoted, kept, last)
            kept += cited(page.tree, kept)
            hedging = hedges(kept)
            adverbs = set().union(*hedging.values()) if hedging else set()
            held.append((page, [c for c in kept if c.frame != "adverb" or c.head not in adverbs], hedging))
        for page, kept, hedging in held:
            for candidate in kept:
                frame = to_frame(page.tree, candidate, hedging.get(candidate.head, set()))
                if frame.content and frame.cue:
                    found.append((frame, candidate))
        return _nested(sorted(found, key=lambda pair: pair[0].cue))


def _nested(found: list[tuple[Frame, Candidate]]) -> list[Frame]:
    """Return the frames with their parents."""
    index = {id(candidate): number for number, (_, candidate) in enumerate(found)}
    given = {
        number: index[id(candidate.host)]
        for number, (_, candidate) in enumerate(found)
        if candidate.host is not None and id(candidate.host) in index
    }
    frames = [frame for frame, _ in found]
    return [
        frame if parent is None else msgspec.structs.replace(frame, parent=parent)
        for frame, parent in zip(frames, parents(frames, given), strict=True)
    ]


def chosen(page: Page) -> list[Candidate]:
    """Return the candidates that are likely enough, one for every cue, the likeliest first served."""
    for candidate in page.candidates:
        candidate.score = reliability(page.tree, candidate)
    kept: list[Candidate] = []
    taken: dict[int, Candidate] = {}
    for candidate in sorted(page.candidates, key=lambda c: (-c.score, c.head)):
        if candidate.score < THRESHOLD:
            break
        if candidate.head in taken or any(t in taken and taken[t].head in candidate.cue for t in candidate.cue):
            continue
        kept.append(candidate)
        taken.update(dict.fromkeys(candidate.cue, candidate))
    for candidate in kept:
        if candidate.frame == "quoted as":
            inner = next((c for c in kept if c is not candidate and c.head in _as_clause(page.tree, candidate.head)), None)
            if inner is not None:
                inner.host = candidate
                inner.content = set(candidate.content)
    return sorted(kept, key=lambda c: min(c.cue))


def _as_clause(tree: Tree, verb: int) -> set[int]:
    """Return the heads of what follows the "as" of a verb of quoting."""
    return {g for k in tree.children[verb] if tree.lower[k] == "as" for g in tree.children[k]}


def spans(tree: Tree, tokens: set[int] | list[int]) -> Spans:
    """Return tokens as spans without white space or commas at their ends; neighbours are joined."""
    pieces: list[list[int]] = []
    for token in sorted(tokens):
        if pieces and token == pieces[-1][-1] + 1:
            pieces[-1].append(token)
        else:
            pieces.append([token])
    found = []
    for piece in pieces:
        while piece and (tree.words[piece[-1]] in EDGES or tree.words[piece[-1]].isspace()):
            piece.pop()
        while piece and (tree.words[piece[0]] in EDGES or tree.words[piece[0]].isspace()):
            piece.pop(0)
        if any(tree.is_word(t) for t in piece):
            found.append(Span(tree.starts[piece[0]], tree.ends[piece[-1]]))
    return tuple(found)


def to_frame(tree: Tree, c: Candidate, hedging: set[int] = frozenset()) -> Frame:
    """Turn a candidate's tokens into spans of the document's text."""
    return Frame(
        source=spans(tree, c.source),
        cue=spans(tree, c.cue),
        content=(*spans(tree, c.content), *c.carried),
        hedges=spans(tree, hedging),
    )
