"""All labels of one attribution, settled in the order in which one needs another."""

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace

from allegedly.attribute.labels.cue_labels import HEDGES_IN_CUES, CueSense, cue_table, lemma_of, read_cue
from allegedly.attribute.labels.firmness import Judgement, judge
from allegedly.attribute.reading import Reading
from allegedly.attribute.rules.candidate import members
from allegedly.records import Frame, Spans
from allegedly.vocab import AttributionKind, Firmness, Polarity, SourceKind

# Cues of evidence that, said of a person, body or outlet, are speech: the one who "reveals" or "names" tells.
_TOLD = frozenset(
    {"reveal", "identify", "name", "establish", "suggest", "hint", "hint at", "indicate", "demonstrate", "prove", "list",
     "trace", "point to", "suggestion", "disclose", "confirm", "place", "put at", "signal", "expose", "verify", "register",
     "estimate from", "raise the possibility", "imply", "mark", "track", "bear out", "make clear", "count", "corroborate"}
)  # fmt: skip
# Cues of speech that, said of a document, data or things, are evidence: a list "gives", fragments "carry".
_SHOWN = frozenset(
    {"put", "give", "carry", "note", "have", "contradict", "support", "specify", "provide", "provide for", "lend support",
     "detail", "relate", "link", "tie", "date", "name", "list", "confirm"}
)  # fmt: skip
# Findings and holdings of these are rulings.
_COURTS = frozenset(
    {
        "court",
        "judge",
        "judges",
        "tribunal",
        "bench",
        "jury",
        "magistrate",
        "chamber",
        "verdict",
        "judgment",
        "judgement",
        "ruling",
        "coroner",
    }
)
_RULED = frozenset({"find", "hold", "establish", "finding", "hold that", "determine", "declare", "conclude"})
# How many attributions back an accusation may stand that a negative statement answers, and how long a telling word is.
_ANSWER_WINDOW = 6
_TELLING_WORD = 4
_INSISTING = frozenset({"insist", "maintain", "swear", "contend", "reiterate", "retort", "protest", "repeat"})
# Verbs that, without a source, put their content at a distance: "is understood to", "it emerged".
_HEARSAY = frozenset(
    ["say", "believe", "think", "understand", "expect", "report", "fear", "rumour", "rumor", "claim", "allege", "assume", "suspect",
     "know", "consider", "presume", "suppose", "emerge", "appear", "seem", "transpire", "estimate", "hold", "feel"]
)  # fmt: skip
# Reports of nobody in particular: what they say is hearsay.
_RUMOURS = re.compile(
    r"(?i)(?:(?:unconfirmed|some|several|various|conflicting|media|press|news|early|initial|local|other) )*(?:reports|rumours|rumors|claims|accounts)"
)
_NOBODY = re.compile(r"(?i)(?:nobody|no one|no-one|neither|none)\b")
_TO_DO = re.compile(r"(?i)(?:not )?to\s+(?:[“\"‘']\s*)?[a-z]")


@dataclass(frozen=True, slots=True)
class Labels:
    """Kind and firmness of one attribution, and the lemma of its cue."""

    kind: AttributionKind
    judgement: Judgement
    lemma: str


def label(reading: Reading, frame: Frame, source_kind: SourceKind, own: Spans) -> Labels:
    """Return the kind and the firmness of ``frame``; what its tagger settled stays."""
    cue = read_cue(reading.tokens(frame.cue))
    content = reading.words(frame.content)
    kind = frame.kind or label_kind(cue, source_kind, reading.words(frame.source), content)
    if _NOBODY.match(reading.words(frame.source)):
        cue = replace(cue, is_negated=True)
    if not frame.source and reading.words(frame.cue).lower().rstrip(" :") in members("rumour label"):
        cue = replace(cue, firmness=Firmness.ALLEGED)
    elif not frame.source and cue.kind is not AttributionKind.DECREE:
        cue = _put_on(reading, frame, cue)
    elif frame.source and _RUMOURS.fullmatch(reading.words(frame.source)) and cue.firmness is Firmness.ASSERTED:
        cue = replace(cue, hedged=Firmness.ALLEGED)
    judgement = judge(reading, cue, kind, frame.content, own)
    hedges = tuple(sorted({*_hedges_of_cue(reading, frame), *judgement.hedges}))
    return Labels(kind, replace(judgement, hedges=hedges), cue.lemma)


def _put_on(reading: Reading, frame: Frame, cue: CueSense) -> CueSense:
    """Return the sense of a headline's participle as if its "is" stood there: "Navy reported to have fired"."""
    tokens = reading.tokens(frame.cue)
    known = cue_table().get(f"be {cue.lemma}")
    is_bare = known is not None and len(tokens) == 1 and tokens[0].lower_.endswith(("ed", "id", "ught", "own", "ood"))
    return replace(cue, kind=known[0], firmness=known[1]) if known is not None and is_bare else cue


def _hedges_of_cue(reading: Reading, frame: Frame) -> Spans:
    """Return the cue's own hedge words: the whole cue where it leaves open who says so, as in "it is said"."""
    tokens = reading.tokens(frame.cue)
    if not frame.source and any(token.lower_ in HEDGES_IN_CUES or lemma_of(token) in _HEARSAY for token in tokens):
        is_label = reading.words(frame.cue).lower() in members("rumour label")
        return frame.cue if is_label or any(token.pos_ != "NOUN" for token in tokens) else ()
    return tuple(reading.span(token) for token in tokens if token.lower_ in HEDGES_IN_CUES)


def label_kind(cue: CueSense, source_kind: SourceKind, source: str, content: str) -> AttributionKind:
    """Return what a cue does, given who speaks and what: a document that "gives" is evidence, a person speaks."""
    words = {word.strip("’'s,") for word in source.lower().split()} | set(source.lower().split())
    if cue.lemma in _RULED and words & _COURTS:
        return AttributionKind.DECREE
    if source_kind is SourceKind.DOCUMENT and cue.kind is AttributionKind.SPEECH and cue.lemma in _SHOWN:
        return AttributionKind.EVIDENCE
    if source_kind is not SourceKind.DOCUMENT and cue.kind is AttributionKind.EVIDENCE and cue.lemma in _TOLD:
        return AttributionKind.SPEECH
    if cue.lemma in {"tell", "instruct", "warn"} and _TO_DO.match(content):
        return AttributionKind.DECREE if cue.lemma != "warn" else AttributionKind.INTENT
    if cue.lemma == "swear" and _TO_DO.match(content):
        return AttributionKind.INTENT
    return cue.kind


def settle_answers(labels: Iterable[Labels], said: Iterable[tuple[str | None, str]]) -> list[Labels]:
    """Turn a negative statement into a denial where it answers: by the one accused, by one who denied before, or insisting.

    ``said`` gives speaker and content of each. Of negative statements by one who denied something before, 8 in 11 of the
    marked articles are denials, of those by one named in an accusation just before 5 in 8; of sweeping ones ("no", "never")
    after anybody's accusation only 9 in 21, so an accusation alone settles nothing.
    """
    settled: list[Labels] = []
    deniers = set[str]()
    accusations = deque[str](maxlen=_ANSWER_WINDOW)
    for one, (speaker, content) in zip(labels, said, strict=True):
        judged = one.judgement
        is_statement = judged.firmness is Firmness.ASSERTED and one.kind is AttributionKind.SPEECH
        is_accused = speaker is not None and any(_is_named(speaker, accusation) for accusation in accusations)
        answers = one.lemma in _INSISTING or is_accused or speaker in deniers
        if is_statement and judged.is_negated and answers:
            denial = replace(judged, firmness=Firmness.DENIED, polarity=Polarity.NEGATIVE)
            one = replace(one, judgement=denial)  # noqa: PLW2901  the denial stands for it from here on
        if one.judgement.firmness is Firmness.DENIED and speaker is not None:
            deniers.add(speaker)
        accusations.append(content if one.judgement.firmness is Firmness.ALLEGED else "")
        settled.append(one)
    return settled


def _is_named(speaker: str, accusation: str) -> bool:
    """Say whether an accusation names a speaker, by a word of the name: "the army" of "Orveli army"."""
    accused = set(accusation.lower().split())
    return any(word in accused for word in speaker.lower().split() if len(word) >= _TELLING_WORD)
