"""How firmly a source puts its content: by the cue, by the hedges and verbs of the content's main clauses, by negation."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from allegedly.attribute.labels.cue_labels import CueSense
from allegedly.attribute.reading import Reading, heads_of
from allegedly.lexicon import load_table
from allegedly.records import Span, Spans
from allegedly.vocab import AttributionKind, Firmness, Polarity

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "nothing", "nobody", "none", "neither", "nor", "nowhere"})
# Nothing is left over by these: who says them answers something.
_NOT_ONE = re.compile(r"(?i)\bnot (?:one|a single)\b")
_WILL = frozenset({"will", "wo", "'ll", "’ll", "shall", "wont", "sha"})
# "is about to", "is set to", "are due to", "poised to".
_IMPENDING = frozenset({"about", "set", "due", "poised", "bound", "scheduled"})
_MEANING_TO = frozenset({"intend", "plan", "vow", "promise", "mean", "pledge"})
_SCHEDULED = frozenset({"planned", "scheduled", "slated"})
# Subjects of which "is to" says what they consist in: "the aim is to".
_AIMS = frozenset(
    {"aim", "goal", "plan", "purpose", "task", "idea", "problem", "point", "job", "duty", "way", "thing", "role", "all"}
)
_ASKING = frozenset({"ask", "wonder", "inquire", "enquire", "query", "question", "ponder"})
_HOLDING_BACK = frozenset({"refuse", "decline"})
_RULING_OUT = re.compile(r"(?i)(?:to )?(?:rule|ruling) out\b|(?:to )?(?:exclude|discount)\b")
_LEFT_OPEN = frozenset({"rule out", "exclude", "discount", "neither confirm nor deny"})
_KNOWING = frozenset(
    {
        "know",
        "be aware",
        "aware",
        "understand",
        "remember",
        "be sure",
        "be certain",
        "recall",
        "forget",
        "realise",
        "realize",
        "notice",
    }
)
_WANTING = frozenset({"want", "seek", "refuse", "agree to", "intend", "plan", "wish", "consent"})
_NAMING = frozenset(
    {
        "describe",
        "depict as",
        "slam",
        "ridicule",
        "term",
        "denounce",
        "characterize",
        "brand",
        "dub",
        "label",
        "mock",
        "characterise",
        "call",
    }
)
_CALLING = _NAMING | {"say", "tell"}
_DISMISSIVE = re.compile(
    r"(?i)\b(?:lies?|liars?|fabricat\w+|fairy tales?|fantas\w+|inventions?|invented|nonsense|rubbish|grotesque|laughable|absurd\w*|ridiculous|"
    r"baseless|forger(?:y|ies)|slander\w*|smears?|wishful|fiction\w*|propaganda|hoax\w*|libel\w*|myth|unfounded|untrue|"
    r"ludicrous|preposterous|hogwash|poppycock|garbage|malicious|ravings|concocted|groundless|bogus|not true|not the case|story for children|false)\b"
)
_UNTRUE = re.compile(
    r"(?i)[“\"‘']?(?:that )?it (?:is|was|['’]s) (?:simply |just |quite |entirely |completely )?(?:not true|untrue|false|a lie|not the case)\b"
)
_SAID_BEFORE = re.compile(
    r"(?i)(?:the|these|those|such|his|her|their|any|all)\s+(?:\w+\s+){0,2}?(?:accusations?|allegations?|suggestions?|reports?|stor(?:y|ies)|claims?|leak|charges?|rumours?|rumors?|insinuations?|articles?|stud(?:y|ies)|warnings?|affair|memorandum|memo|leaks|figures?|draft|footage|recordings?|"
    r"films?|posts?|dossier|narrative|account)\b"
)
# What was said just before is called names: "called this 'a tale for children'".
_THIS_QUOTED = re.compile(r"(?i)(?:this|that)\s+(?:as\s+)?[“\"‘']")
_QUESTION = re.compile(r"(?i)[“\"‘']?(?:whether|if|why|who|whom|whose|what|which|how|when|where)\b")
# What is not excluded is left open: "cannot be ruled out", "neither a leak nor a spark can be excluded".
_NOT_EXCLUDED = re.compile(
    r"(?i)\b(?:not|cannot|n['’]t|neither|nor|never|nothing)\b[^.;:]{0,60}\b(?:ruled out|excluded|discounted)\b"
)
_WHETHER = re.compile(r"(?i)[“\"‘']?(?:whether|if)\b")
_ASIDE = frozenset({"relcl", "advcl", "acl", "csubj", "pcomp"})
_ASKED = re.compile(r"[^.!]*\?[\s”\"’']*")
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
# Links from a clause to what is still its main line: coordination, and the complement of a verb that only frames it.
_MAIN_LINE = frozenset({"conj", "ccomp", "parataxis"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """The firmness and polarity of one attribution, and the words of its content or cue that lower the firmness."""

    firmness: Firmness
    polarity: Polarity
    hedges: Spans
    is_negated: bool = False


@lru_cache(maxsize=1)
def hedge_table() -> dict[str, Firmness]:
    """Return the hedge words and phrases, in lower case, and the firmness they leave."""
    return {row["hedge"].lower(): Firmness(row["firmness"]) for row in load_table("hedge_words")}


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


def judge(reading: Reading, cue: CueSense, kind: AttributionKind, spans: Spans, own: Spans) -> Judgement:
    """Return firmness, polarity and hedges of one attribution.

    ``spans`` are those of its content, ``own`` the parts that no inner attribution takes for its own: a hedge of somebody
    quoted further in is not this source's.
    """
    content = reading.tokens(spans)
    line = main_line(content)
    main = [token for token in line if any(span.start <= reading.start(token) < span.end for span in own)]
    hedges = [(span, left) for span, left in hedges_in(reading.text, own) if _is_on(reading, span, main)]
    words = reading.words(spans)
    firmness = _of_cue(cue, kind, words)
    if cue.hedged is not None and firmness in {None, Firmness.ASSERTED}:
        firmness = cue.hedged
    if firmness is Firmness.POSSIBLE and kind is AttributionKind.BELIEF and any(is_future(verb) for verb in main[:1]):
        firmness = Firmness.PREDICTED
    if firmness is None and cue.lemma in _CALLING and _is_dismissal(cue, words):
        firmness = Firmness.DENIED
    if firmness is None and kind is AttributionKind.SPEECH and _UNTRUE.match(words):
        firmness = Firmness.DENIED
    if firmness is None and kind is AttributionKind.SPEECH and _NOT_ONE.search(words) and not hedges:
        firmness = Firmness.DENIED
    if firmness is None and kind is AttributionKind.SPEECH and _NOT_EXCLUDED.search(words):
        firmness = Firmness.POSSIBLE
    if firmness is None and line[:1] != main[:1] and _seems(line[0]):
        firmness = Firmness.POSSIBLE  # who says that a picture seems to show it leaves it as open as the picture does
    if firmness is None:
        firmness = _of_content(reading, content, main, [left for _, left in hedges])
    polarity = Polarity.NEGATIVE if firmness is Firmness.DENIED else Polarity.POSITIVE
    return Judgement(firmness, polarity, tuple(span for span, _ in hedges), is_negated(content, main))


def is_negated(content: Sequence[Token], main: Sequence[Token]) -> bool:
    """Say whether a main clause of the content, or the subject or object of one, is negated."""
    heads = {token.i for token in main[:3]}
    return any(
        token.lower_ in _NEGATIONS and (token.head.i in heads or token.head.head.i in heads) for token in content
    )


def _is_dismissal(cue: CueSense, words: str) -> bool:
    """Say whether something said before is called names: "called the report a fairy tale"."""
    if _DISMISSIVE.search(words):
        return True
    return cue.lemma in _NAMING and (_SAID_BEFORE.match(words) is not None or _THIS_QUOTED.match(words) is not None)


def _of_cue(cue: CueSense, kind: AttributionKind, content: str) -> Firmness | None:
    """Return the firmness that the cue alone settles, or None where the content has a say.

    A question leaves its matter open, as does "could not rule out".
    """
    held_back = cue.is_negated or cue.is_withheld
    is_question = _QUESTION.match(content) is not None
    asks = _ASKED.fullmatch(content) is not None or (_WHETHER.match(content) is not None and cue.lemma in _ASKING)
    left_open = cue.lemma in _LEFT_OPEN or (cue.lemma in _HOLDING_BACK and _RULING_OUT.match(content))
    if asks or (left_open and held_back):
        return Firmness.POSSIBLE
    if cue.firmness is Firmness.DENIED and not held_back:
        return Firmness.DENIED
    if cue.is_negated or (held_back and (is_question or cue.firmness is Firmness.DENIED)):
        return _of_negated(cue, kind)
    is_plain = cue.firmness is Firmness.ASSERTED
    wants = is_plain and kind in {AttributionKind.DECREE, AttributionKind.INTENT}
    return cue.firmness if wants or not is_plain else None


def _of_negated(cue: CueSense, kind: AttributionKind) -> Firmness | None:
    """Return the firmness under a negated cue: "does not believe" denies, "did not say" only withholds, "do not yet say" leaves open."""
    if cue.firmness is Firmness.DENIED:
        return Firmness.ASSERTED  # "did not deny" denies nothing
    if cue.is_unable or (cue.is_not_yet and kind is AttributionKind.SPEECH):
        return Firmness.POSSIBLE
    if cue.lemma in _KNOWING:
        return Firmness.ASSERTED
    if kind in {AttributionKind.BELIEF, AttributionKind.EVIDENCE}:
        return Firmness.DENIED
    if kind is AttributionKind.INTENT:
        return Firmness.DENIED if cue.lemma in _WANTING else Firmness.ASSERTED
    return Firmness.ASSERTED


def _seems(verb: Token) -> bool:
    """Say whether a clause tells how things seem."""
    return verb.lemma_ in {"seem", "appear"} and any(child.dep_ in {"xcomp", "oprd"} for child in verb.children)


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
        if token.head.pos_ == "NUM":
            return False
        at = token
        while (id(at.doc), at.i) not in heads:
            if at.dep_ in _ASIDE or at.head.i == at.i:
                return False
            at = at.head
    return True


def _of_content(
    reading: Reading, content: Sequence[Token], main: Sequence[Token], hedges: Sequence[Firmness]
) -> Firmness:
    if any(left is Firmness.ALLEGED for left in hedges):
        return Firmness.ALLEGED
    if hedges:
        return Firmness.POSSIBLE
    line = [*main[:1]] + [token for token in main[1:] if token.dep_ == "ccomp" and token.head in main[:1]]
    if any(is_future(verb) for verb in line) or is_headline_future(reading, content):
        return Firmness.PREDICTED
    return Firmness.ASSERTED


def is_future(verb: Token) -> bool:
    """Say whether a clause puts its matter into the future: "will", a reported "would", "is going to".

    "I will not" is a refusal and "would like" a wish, neither a forecast.
    """
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    words = {child.lower_ for child in helpers}
    refused = any(child.dep_ == "neg" for child in verb.children) and any(
        child.lower_ in {"i", "we"} for child in verb.children if child.dep_ in _SUBJECTS
    )
    if words & _WILL:
        return not refused
    if words & {"would", "'d", "’d"}:
        rather = any(child.lower_ in {"rather", "sooner"} for child in verb.children)
        wishes = rather or verb.lemma_ in {"like", "prefer", "say", "think", "seem", "rather", "love", "hope"}
        return not wishes and "have" not in words and verb.dep_ != "ROOT"
    return _is_ahead(verb)


def _is_ahead(verb: Token) -> bool:
    """Say whether a clause without "will" tells of what lies ahead: "intends to", "is to", "is planned for", "is about to"."""
    to_do = any(child.dep_ == "xcomp" and _has_to(child) for child in verb.children)
    if verb.lemma_ == "be":
        aims = any(child.dep_ in _SUBJECTS and child.lemma_ in _AIMS for child in verb.children)
        impending = [child for child in verb.children if child.lower_ in _IMPENDING]
        return (to_do and not aims) or any(token.tag_ == "TO" for one in impending for token in one.subtree)
    if verb.lemma_ in _MEANING_TO and verb.tag_ != "VBN":
        return to_do
    if verb.lower_ in _SCHEDULED and any(child.dep_ == "auxpass" for child in verb.children):
        return any(child.dep_ == "prep" and child.lower_ in {"for", "to"} for child in verb.children)
    return verb.lower_ in _IMPENDING | {"going"} and any(child.dep_ == "xcomp" for child in verb.children)


def _has_to(verb: Token) -> bool:
    """Say whether a verb is an infinitive with "to"."""
    return any(child.tag_ == "TO" for child in verb.children)


def is_headline_future(reading: Reading, content: Sequence[Token]) -> bool:
    """Say whether a headline puts its matter into the future by a bare infinitive: "Council to meet on Friday"."""
    title = reading.document.title_span
    if title is None or not content or not title.holds(reading.span(content[0])):
        return False
    finite = any(token.tag_ in {"VBD", "VBZ", "VBP", "MD"} for token in content)
    return not finite and any(
        token.lower_ == "to"
        and number > 0
        and token.tag_ == "TO"
        and content[number - 1].i == token.i - 1
        and content[min(number + 1, len(content) - 1)].lower_ != "have"
        and content[number - 1].pos_ in {"NOUN", "PROPN", "NUM", "PUNCT"}
        for number, token in enumerate(content)
    )
