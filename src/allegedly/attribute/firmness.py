"""How firmly a source puts its content: by the cue, by the hedges and verbs of the content's main clauses, by negation."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from allegedly.attribute.cue_labels import CueSense
from allegedly.attribute.reading import Reading, heads_of
from allegedly.lexicon import load_table
from allegedly.records import Span, Spans
from allegedly.vocab import AttributionKind, Firmness, Polarity

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "nothing", "nobody", "none", "neither", "nor", "nowhere"})
_WILL = frozenset({"will", "wo", "'ll", "’ll", "shall", "wont", "sha"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
# Links from a clause to what is still its main line: coordination, and the complement of a verb that only frames it.
_MAIN_LINE = frozenset({"conj", "ccomp", "parataxis"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """The firmness and polarity of one attribution, and the words of its content or cue that lower the firmness."""

    firmness: Firmness
    polarity: Polarity
    hedges: Spans


@lru_cache(maxsize=1)
def hedge_table() -> dict[str, Firmness]:
    """Return the hedge words and phrases, in lower case, and the firmness they leave."""
    return {row["hedge"]: Firmness(row["firmness"]) for row in load_table("hedge_words")}


@lru_cache(maxsize=1)
def _hedge_pattern() -> re.Pattern[str]:
    longest_first = sorted(hedge_table(), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])", re.IGNORECASE)


def hedges_in(text: str, spans: Iterable[Span]) -> list[tuple[Span, Firmness]]:
    """Return every hedge word or phrase inside ``spans`` with the firmness that it leaves.

    >>> [(span.of("It may rain, perhaps."), str(left)) for span, left in hedges_in("It may rain, perhaps.", [Span(0, 21)])]
    [('may', 'possible'), ('perhaps', 'possible')]
    """
    table = hedge_table()
    found: list[tuple[Span, Firmness]] = []
    for span in spans:
        for match in _hedge_pattern().finditer(text, span.start, span.end):
            words = match.group()
            if words == "May" and match.start() != span.start:  # the month
                continue
            found.append((Span(match.start(), match.end()), table[words.lower()]))
    return found


def judge(
    reading: Reading, cue: CueSense, kind: AttributionKind, content: Sequence[Token], own: Spans
) -> Judgement:
    """Return firmness, polarity and hedges of one attribution.

    ``content`` are the tokens of its content, ``own`` the spans of them that no inner attribution takes for its own: a
    hedge of somebody quoted further in is not this source's.
    """
    main = main_line(content)
    hedges = [(span, left) for span, left in hedges_in(reading.text, own) if _is_on(reading, span, main)]
    words = tuple(span for span, _ in hedges)
    firmness = _of_cue(cue, kind)
    if firmness is None:
        firmness = _of_content(content, main, [left for _, left in hedges])
    polarity = Polarity.NEGATIVE if firmness is Firmness.DENIED else Polarity.POSITIVE
    return Judgement(firmness, polarity, words)


def _of_cue(cue: CueSense, kind: AttributionKind) -> Firmness | None:
    """Return the firmness that the cue alone settles, or None where the content has a say.

    A withheld or negated denial ("did not deny", "refused to confirm") is no denial; "could not rule out" leaves it open.
    """
    if cue.firmness is Firmness.DENIED:
        if not (cue.is_negated or cue.is_withheld):
            return Firmness.DENIED
        return Firmness.POSSIBLE if cue.lemma in {"rule out", "exclude", "discount"} else Firmness.ASSERTED
    if cue.is_negated:
        return _of_negated(cue, kind)
    if cue.firmness in {Firmness.ALLEGED, Firmness.PREDICTED} or kind is AttributionKind.BELIEF and cue.firmness is Firmness.POSSIBLE:
        return cue.firmness
    if kind in {AttributionKind.DECREE, AttributionKind.INTENT}:
        return Firmness.ASSERTED
    return None


def _of_negated(cue: CueSense, kind: AttributionKind) -> Firmness | None:
    if kind is AttributionKind.BELIEF:
        return Firmness.ASSERTED if cue.lemma in {"know", "be aware", "aware", "understand", "remember", "be sure", "be certain"} else Firmness.DENIED
    if kind is AttributionKind.INTENT:
        return Firmness.DENIED
    if kind is AttributionKind.EVIDENCE:
        return Firmness.DENIED
    return Firmness.ASSERTED


def main_line(content: Sequence[Token]) -> list[Token]:
    """Return the heads of the content's main clauses, with what is coordinated to them or merely framed by them."""
    inside = {(id(token.doc), token.i) for token in content}
    found = heads_of(content)
    for token in found:
        found.extend(
            child for child in token.children if child.dep_ in _MAIN_LINE and (id(child.doc), child.i) in inside
        )
    return found


def _is_on(reading: Reading, hedge: Span, main: Sequence[Token]) -> bool:
    """Say whether the hedge hangs on a main clause rather than on a relative or adverbial one."""
    heads = {(id(token.doc), token.i) for token in main}
    for token in reading.tokens([hedge])[:1]:
        while (id(token.doc), token.i) not in heads:
            if token.dep_ in {"relcl", "advcl", "acl", "csubj", "pcomp"} or token.head.i == token.i:
                return False
            token = token.head
    return True


def _of_content(content: Sequence[Token], main: Sequence[Token], hedges: Sequence[Firmness]) -> Firmness:
    if any(left is Firmness.ALLEGED for left in hedges):
        return Firmness.ALLEGED
    if hedges:
        return Firmness.POSSIBLE
    if any(_is_future(verb) for verb in main[:1]):
        return Firmness.PREDICTED
    return Firmness.ASSERTED


def _is_future(verb: Token) -> bool:
    """Say whether a clause puts its matter into the future: "will", a reported "would", "is going to", "plans to"."""
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    words = {child.lower_ for child in helpers}
    if words & _WILL:
        return True
    if words & {"would", "'d", "’d"}:
        return "have" not in words
    return verb.lemma_ in {"go", "plan", "intend", "expect", "aim"} and any(
        child.dep_ == "xcomp" for child in verb.children
    )
