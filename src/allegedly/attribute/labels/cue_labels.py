"""What a cue does (its kind) and how firmly it puts its content, read from the cue's own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from allegedly.lexicon import load_table
from allegedly.vocab import AttributionKind, Firmness

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "hardly", "without"})
_WITHHELD = frozenset({"refuse", "decline", "unwilling", "unable", "fail", "short", "avoid"})
_SKIPPED = frozenset({"have", "do", "the", "a", "an", "its", "his", "her", "their", "so", "it", "himself", "herself"})
# What one neither does nor refuses when the matter stays open: "neither disputes nor confirms".
_SETTLING = frozenset(
    {"confirm", "confirms", "confirmed", "deny", "denies", "denied", "dispute", "disputes", "disputed"}
)
_LONGEST_CUE = 4
_ALLEGING = frozenset({"reportedly", "allegedly", "supposedly", "purportedly"})
_SEEMING = frozenset({"seem", "seems", "seemed", "appear", "appears", "appeared"})
# "The baron would have it that", "would have us believe".
_WHOM_TO_BELIEVE = frozenset({"it", "us", "you", "everyone", "everybody", "people"})
HEDGES_IN_CUES = _ALLEGING | {"may", "might", "apparently", "perhaps", "possibly", "probably"}


@dataclass(frozen=True, slots=True)
class CueSense:
    """What one cue says by itself: kind, firmness, the lemmas it was found under, and whether it is negated or withheld."""

    kind: AttributionKind
    firmness: Firmness
    lemma: str
    is_negated: bool
    is_withheld: bool
    is_known: bool
    is_unable: bool = False
    hedged: Firmness | None = None
    is_not_yet: bool = False


@lru_cache(maxsize=1)
def cue_table() -> dict[str, tuple[AttributionKind, Firmness]]:
    """Return the kinds and firmness of cues by their lemmas."""
    return {row["cue"]: (AttributionKind(row["kind"]), Firmness(row["firmness"])) for row in load_table("cue_labels")}


def lemma_of(token: Token) -> str:
    """Return the lower-case lemma of ``token``, mended where the tagger took a capitalised verb for a name.

    Headlines and texts in capitals leave many verbs tagged as names, whose lemma is the word itself.
    """
    lemma, word = token.lemma_.lower(), token.lower_
    table = cue_table()
    if word in table and lemma not in table:
        return word
    if lemma in table:
        return lemma
    for ending, replacement in (
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
        ("ed", ""),
        ("ed", "e"),
        ("ied", "y"),
        ("ing", ""),
        ("ing", "e"),
    ):
        stem = word.removesuffix(ending) + replacement
        if stem != word and word.endswith(ending) and stem in table:
            return stem
    return lemma


def read_cue(tokens: Sequence[Token]) -> CueSense:
    """Return the sense of a cue: of its longest phrase in the word list, else of its last known word, else speech.

    A cue whose words are in no list counts as speech, put as asserted: most open-class cues are ("scoffed", "beamed").
    """
    lemmas = [lemma_of(token) for token in tokens]
    negated = any(token.lower_ in _NEGATIONS for token in tokens)
    withheld = any(lemma in _WITHHELD for lemma in lemmas)
    kept = [
        lemma
        for lemma, token in zip(lemmas, tokens, strict=True)
        if lemma not in _SKIPPED and token.lower_ not in _NEGATIONS and not token.is_punct and not _is_adverb(token)
    ] or lemmas
    words = [token.lower_ for token in tokens]
    phrase = _longest_known(lemmas, shortest=2) or _longest_known(words, shortest=2) or _longest_known(kept)
    if phrase is None:
        lemma = kept[-1] if kept else ""
        return CueSense(AttributionKind.SPEECH, Firmness.ASSERTED, lemma, negated, withheld, is_known=False)
    kind, firmness = cue_table()[phrase]
    negated = negated and " not " not in phrase  # "plead not guilty" is one cue, and denies
    unable = (
        negated and any(token.lower_ in {"could", "can", "ca", "position"} for token in tokens)
    ) or "unable" in lemmas
    not_yet = negated and "yet" in words
    return CueSense(kind, firmness, phrase, negated, withheld, True, unable, _hedged(tokens), not_yet)


def _hedged(tokens: Sequence[Token]) -> Firmness | None:
    """Return the firmness that a hedge inside the cue leaves: "may have known", "allegedly told"."""
    words = {token.lower_ for token in tokens}
    if words & _ALLEGING or (words & {"would", "'d", "’d"} and "have" in words and words & _WHOM_TO_BELIEVE):
        return Firmness.ALLEGED
    seems = words & _SEEMING and len(words) > 1 and tokens[-1].lower_ not in _SEEMING | {"to", "that"}
    left_open = words & {"neither", "nor"} and words & _SETTLING
    return Firmness.POSSIBLE if words & HEDGES_IN_CUES or seems or left_open else None


def _is_adverb(token: Token) -> bool:
    return token.tag_ in {"RB", "RBR", "RBS"} and token.lower_ not in cue_table()


def _longest_known(lemmas: Sequence[str], shortest: int = 1) -> str | None:
    """Return the longest run of ``lemmas`` that the table has, the last of equally long ones."""
    table = cue_table()
    for length in range(min(_LONGEST_CUE, len(lemmas)), shortest - 1, -1):
        for start in range(len(lemmas) - length, -1, -1):
            phrase = " ".join(lemmas[start : start + length])
            if phrase in table:
                return phrase
    return None
