"""The outlet to or through which a source spoke: "told The Sunday Post", "in an interview with Radio Orvel"."""

from collections.abc import Container, Iterator

from spacy.tokens import Token

from allegedly.attribute.names.name_words import name_end
from allegedly.attribute.names.nouns import is_outlet_shaped, is_short_for, outlet_names
from allegedly.attribute.reading import Reading
from allegedly.records import Frame, Span, Spans

# Verbs whose object, or object of "to" and "with", is the one spoken to (Levin 1993, classes 37.1, 37.2 and 37.5).
_SPEAKING = frozenset(
    {"tell", "inform", "say", "speak", "talk", "confirm", "write", "add", "admit", "repeat", "explain"}
)

# What a source gives an outlet: "in an interview with", "in remarks carried by", "a statement sent to".
_OCCASIONS = frozenset(
    {"interview", "statement", "comment", "remark", "conversation", "message", "letter", "email", "call"}
)

_NO_OUTLET = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT"})
_CARRIED = frozenset(
    {"carried", "published", "aired", "broadcast", "relayed", "distributed", "printed", "posted", "quoted"}
)
_QUOTED = frozenset({"quoted", "cited", "interviewed", "contacted", "reached"})
_TO = frozenset({"to", "with", "by", "for", "on", "in"})
_OBJECTS = frozenset({"dative", "dobj", "iobj"})
_PARTS_OF_NAME = frozenset({"compound", "nmod", "amod", "det", "poss", "case", "nummod"})


def find_medium(reading: Reading, frame: Frame, outlets: Container[str] = ()) -> Spans:
    """Return the span of the outlet that the source of ``frame`` spoke to or through, with its article, or none.

    ``outlets`` are names, casefolded, that the document uses of outlets.
    """
    said = {token.i for token in reading.tokens(frame.content + frame.source)}
    for cue in reading.tokens(frame.cue):
        for addressee in (*_addressees(cue), *_spoken_to(cue)):
            span = _name(reading, addressee, outlets)
            if addressee.i not in said and span is not None:
                return (span,)
    sources = reading.tokens(frame.source)
    after = (
        [sources[-1].doc[i] for i in range(sources[-1].i + 1, min(sources[-1].i + 3, len(sources[-1].doc)))]
        if sources
        else []
    )
    for token in (*sources, *after):
        if token.tag_ == "VBN" and token.dep_ in {"acl", "advcl", "conj", "appos", "amod"} and token.lower_ in _QUOTED:
            spans = [
                _name(reading, outlet, outlets)
                for child in token.rights
                if child.lower_ == "by"
                for outlet in child.rights
            ]
            return tuple(span for span in spans if span is not None)[:1]
    return ()


def _spoken_to(cue: Token) -> Iterator[Token]:
    """Yield whom a source spoke to before it says so: "Speaking to X, she said", "In an interview with X, he alleged"."""
    for child in cue.children:
        if child.dep_ == "advcl" and child.lower_ in {"speaking", "talking", "writing"}:
            yield from _addressees(child)
        elif child.dep_ == "prep" and child.lower_ in {"in", "during"}:
            yield from (word for word in _objects(child) if word.head is not child)


def _addressees(cue: Token) -> Iterator[Token]:
    """Yield the words that may name whom a verb of speaking addresses, the closest first."""
    if cue.lemma_.lower() in {"quote", "cite"}:
        yield from (last for child in cue.children if child.dep_ == "agent" for last in child.children)
    if cue.lemma_.lower() not in _SPEAKING:
        return
    for child in cue.children:
        if child.dep_ in _OBJECTS:
            yield child
        elif child.dep_ in {"prep", "agent"} and child.lower_ in _TO:
            yield from _objects(child)


def _objects(preposition: Token) -> Iterator[Token]:
    for word in preposition.children:
        if word.dep_ != "pobj":
            continue
        yield word
        if word.lemma_.lower() in _OCCASIONS:
            for below in word.subtree:
                if below.dep_ in {"prep", "agent", "dative"} and below.lower_ in _TO:
                    yield from (last for last in below.children if last.dep_ == "pobj")


def _name(reading: Reading, head: Token, outlets: Container[str]) -> Span | None:
    """Return the span of the name that ends with ``head`` if it is an outlet's."""
    if head.pos_ != "PROPN" or head.ent_type_ in _NO_OUTLET:
        return None
    first = head
    while first.i > 0 and first.nbor(-1).dep_ in _PARTS_OF_NAME and first.nbor(-1).head.i in range(first.i, head.i + 1):
        first = first.nbor(-1)
    span = reading.span(first, head.doc[name_end(head)])
    folded = " ".join(span.of(reading.text).casefold().split()).removeprefix("the ")
    own = (reading.document.outlet or "").casefold().removeprefix("the ")
    if f" {own}".endswith(f" {folded}") or is_short_for(
        folded, own
    ):  # its own publisher stands at the head of every chain already
        return None
    is_known = folded in outlets or folded in outlet_names() or is_outlet_shaped(folded)
    return span if is_known or _is_carrier(head) else None


def _is_carrier(name: Token) -> bool:
    """Say whether a name carries what is said by where it stands: "in comments carried by X", "in an interview with X"."""
    above = name.head.head
    if name.ent_type_ in {"GPE", "LOC", "NORP", "FAC"}:
        return False
    if name.head.lower_ == "by" and above.lower_ in _CARRIED:
        return True
    return name.head.lower_ == "with" and above.lemma_.lower() == "interview"
