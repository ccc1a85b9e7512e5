"""Reports that an outlet passes on: "The Ledger carried a report by Radio Orvel in which a teacher said that ..."."""

from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from allegedly.attribute.reading import Reading
from allegedly.records import Frame, Span

# What is passed on.
_REPORTS = frozenset(
    ["report", "story", "article", "account", "dispatch", "despatch", "item", "piece", "interview", "broadcast", "bulletin",
     "statement", "release", "segment", "column", "investigation", "feature", "post", "video", "programme", "program"]
)  # fmt: skip
# How it is passed on.
_PASSING_ON = frozenset(
    ["carry", "run", "publish", "print", "reprint", "republish", "air", "broadcast", "relay", "circulate", "share", "post",
     "feature", "cite", "quote", "repeat", "translate", "summarise", "summarize", "reproduce", "distribute", "release", "pick"]
)  # fmt: skip
_BEFORE_WHICH = frozenset({"in", "to", "with", "for"})
_MAKERS = frozenset({"by", "from", "of", "in"})
# Names of outlets and descriptions of them are shorter than this, in tokens.
_LONGEST_MAKER = 10


def relays(reading: Reading) -> Iterator[list[Frame]]:
    """Yield for every report passed on the frames of its chain, the outermost first: who carries it, and who made it.

    The first is left out where nobody is said to carry it. What the report's own sources say is for other rules. Words are
    read in their order, because parses hang "in which" now on the report, now on its maker.
    """
    for paragraph in reading.paragraphs:
        for noun in paragraph.doc:
            if noun.lemma_.lower() in _REPORTS and noun.pos_ == "NOUN":
                made = _made(reading, noun)
                if made is not None:
                    yield [*_carried(reading, noun, made), made]


def _made(reading: Reading, noun: Token) -> Frame | None:
    """Return the frame of the one who made a report in which something is said: after "by" or "from", or its possessor."""
    sentence = noun.sent
    owner = next((child for child in noun.lefts if child.dep_ == "poss" and child.pos_ == "PROPN"), None)
    opening = _in_which(sentence, noun.i + 1)
    if opening is None:
        return None
    between = [token for token in noun.doc[noun.i + 1 : opening] if not token.is_punct]
    if owner is not None and not between:
        source, cue = reading.span(owner.left_edge, owner), reading.span(noun)
    elif len(between) > 1 and between[0].lower_ in _MAKERS and any(token.pos_ == "PROPN" for token in between):
        begin = next((child for child in noun.lefts if child.dep_ == "det"), noun)
        source, cue = reading.span(between[1], between[-1]), reading.span(begin, noun)
    else:
        return None
    is_aside = noun.doc[opening - 1].text == ","
    is_aside = is_aside and noun.head.lemma_.lower() not in _PASSING_ON
    last = next((token for token in noun.doc[opening : sentence.end] if is_aside and token.text == ","), sentence[-1])
    while last.i > opening and (last.is_punct or last.is_space) and last.text not in {"”", '"', "’", "'"}:
        last = last.nbor(-1)
    first = noun.doc[opening + (2 if noun.doc[opening].lower_ in _BEFORE_WHICH else 1)]
    return Frame(source=(source,), cue=(cue,), content=(reading.span(first, last),)) if first.i < last.i else None


def _in_which(sentence: TokenSpan, begin: int) -> int | None:
    """Return the number of the token with which "in which" or "where" begins, close after a report."""
    doc = sentence.doc
    for token in doc[begin : min(begin + _LONGEST_MAKER + 2, sentence.end - 2)]:
        if token.lower_ in {"where", "wherein"} or (token.lower_ in _BEFORE_WHICH and token.nbor(1).lower_ == "which"):
            return int(token.i)
        if token.pos_ in {"VERB", "AUX"} or token.text in {";", ":"}:
            return None
    return None


def _carried(reading: Reading, noun: Token, made: Frame) -> list[Frame]:
    """Return the frame of the one who carries a report, or nothing."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_.lower() not in _PASSING_ON:
        return []
    subject = next((child for child in verb.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None:
        return []
    helpers = [child for child in verb.lefts if child.dep_ in {"aux", "neg", "auxpass"}]
    begin = next((child.left_edge for child in noun.lefts if child.dep_ in {"det", "poss"}), noun)
    return [
        Frame(
            source=(reading.span(subject.left_edge, subject.right_edge),),
            cue=(reading.span(min([*helpers, verb], key=lambda token: token.i), verb),),
            content=(Span(reading.start(begin), made.content[-1].end),),
        )
    ]
