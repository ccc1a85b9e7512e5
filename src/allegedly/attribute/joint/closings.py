"""Sentences that close with who said them, where the parse lost it: "Troops burned a mill, N. Orr, a baker, told the Post." """

import re
from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan

from allegedly.attribute.reading import Reading
from allegedly.attribute.rules.speakers import sayers
from allegedly.records import Frame, Span

# After the verb may stand whom it was told to, and when: "told The Orvel Gazette on Monday".
_LONGEST_TAIL = 8
_LONGEST_SOURCE = 24
_LONGEST_NAME = 5
_SHORTEST_CONTENT = 3
_BEGINNINGS = frozenset({"DET", "PROPN", "NOUN", "NUM", "ADJ", "PRON"})
_NO_BEGINNING = frozenset({"who", "which", "that", "whose", "where", "when"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_QUOTED = re.compile(r"(?:is|are|was|were) (?:quoted|cited) as saying")
_RELATIVES = frozenset({"who", "which", "that", "whose", "whom"})


def closing_frames(reading: Reading) -> list[Frame]:
    """Return the frames of the closing clauses of saying of a document, in reading order."""
    found = []
    for paragraph in reading.paragraphs:
        for sentence in paragraph.doc.sents:
            verb = _closing_verb(sentence)
            if verb is not None:
                found += list(_frame(reading, sentence, verb))
    return found


def _closing_verb(sentence: TokenSpan) -> TokenSpan | None:
    """Return the last finite verb of a sentence if it is one of saying and little follows it; "was quoted as saying" whole."""
    doc = sentence.doc
    for token in reversed(doc[max(sentence.start, sentence.end - _LONGEST_TAIL - 2) : sentence.end]):
        if _QUOTED.fullmatch(doc[token.i : token.i + 4].text):
            return doc[token.i : token.i + 4]
        if token.tag_ == "VB" and token.i > sentence.start and token.nbor(-1).tag_ == "MD":
            says = token.lemma_.lower() in sayers()
            return doc[token.i - 1 : token.i + 1] if says else None
        is_cut_off = token.tag_ == "VBN" and token.i > sentence.start and token.nbor(-1).text == ","
        if token.tag_ in _FINITE or token.pos_ == "AUX" or is_cut_off:
            says = token.tag_ != "MD" and token.lemma_.lower() in sayers()
            return doc[token.i : token.i + 1] if says else None
        if token.lower_ in {"quoted", "cited", "as", "saying"}:
            continue
        if token.text in {"“", "”", '"', ":", ";", "that"}:
            return None
    return None


def _frame(reading: Reading, sentence: TokenSpan, verb: TokenSpan) -> Iterator[Frame]:
    """Yield the frame of a closing clause, if what stands before its verb is a noun phrase after a comma."""
    doc, start = verb.doc, sentence.start
    commas = [token.i for token in sentence if token.text == "," and token.i < verb.start]
    if not commas or verb.start - 1 <= start:
        return
    begin, end = commas[-1] + 1, verb.start - 1
    if commas[-1] == verb.start - 1:  # "N. Orr, a baker in Sorrel, told": the name stands two commas back
        if (
            len(commas) < 3
            or not _is_name(doc[commas[-3] + 1 : commas[-2]])
            or not _is_phrase(doc[commas[-2] + 1 : end])
        ):
            return
        begin, end = commas[-3] + 1, verb.start - 2
    if not _is_phrase(doc[begin : end + 1]) or doc[begin - 1].text != ",":
        return
    content = [token for token in doc[start : begin - 1] if not token.is_space]
    if len(content) < _SHORTEST_CONTENT or not any(token.tag_ in _FINITE for token in content):
        return
    whole = Span(reading.start(content[0]), reading.span(content[-1]).end)
    yield Frame(source=(reading.span(doc[begin], doc[end]),), cue=(reading.span(verb[0], verb[-1]),), content=(whole,))


def _is_name(tokens: TokenSpan) -> bool:
    """Say whether tokens are a name: capitals and little else."""
    return 0 < len(tokens) <= _LONGEST_NAME and all(token.text[:1].isupper() or token.is_punct for token in tokens)


def _is_phrase(tokens: TokenSpan) -> bool:
    """Say whether tokens may be a noun phrase: they begin as one and have finite verbs only in a relative clause."""
    if not 0 < len(tokens) <= _LONGEST_SOURCE or tokens[0].pos_ not in _BEGINNINGS or tokens[0].lower_ in _NO_BEGINNING:
        return False
    relative = False
    for token in tokens:
        relative = relative or token.lower_ in _RELATIVES
        if token.tag_ in _FINITE and not relative:
            return False
    return any(token.pos_ in {"NOUN", "PROPN", "PRON"} for token in tokens)
