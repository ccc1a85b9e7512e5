"""What the words inside a description stand for: "people close to him" are people close to Rolf Castenay."""

from spacy.tokens import Token

from allegedly.attribute.names.linking import FIRST_PERSON, RELATIVES, Linker
from allegedly.attribute.names.mentions import Mention, mention_at
from allegedly.attribute.names.nouns import PEOPLE, is_agentive, known_noun, ranks
from allegedly.attribute.names.referents import Part, Referent
from allegedly.records import Span

_POSSESSED = frozenset({"his", "hers", "theirs", "mine", "ours", "yours"})
_INSIDE_A_NAME = frozenset({"compound", "nmod", "amod", "nummod", "appos", "conj"})
_PEOPLES = frozenset({"NORP", "DATE", "TIME", "MONEY", "QUANTITY", "CARDINAL", "ORDINAL", "PERCENT"})
# A description longer than this, in tokens, has clauses in it that would cost more links than they tell.
_LONGEST = 24


def find_parts(linker: Linker, mention: Mention, referent: Referent) -> None:
    """Note in ``referent.parts`` which words of its description stand for somebody whose fuller name is known.

    Nothing is noted of a referent that has a name, nor where ``mention`` is not the one that described it.
    """
    if referent.is_named or mention.name is not None or referent.parts or not referent.name_span.holds(mention.span):
        return
    tokens = linker.reading.tokens((referent.name_span,))
    if len(tokens) > _LONGEST:
        return
    taken = referent.name_span.start
    for token in tokens:
        if token.dep_ == "mark":  # what follows is told, and describes nobody
            return
        if token.i == mention.head.i or linker.reading.start(token) < taken:
            continue
        part = _part(linker, mention, referent, token)
        if part is not None:
            referent.parts.append(part)
            taken = part.span.end


def _part(linker: Linker, mention: Mention, referent: Referent, token: Token) -> Part | None:
    if token.pos_ == "PRON":
        return _of_pronoun(linker, mention, referent, token)
    is_head = token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in _INSIDE_A_NAME
    return _of_noun(linker, mention, referent, token) if is_head and token.ent_type_ not in _PEOPLES else None


def _of_pronoun(linker: Linker, mention: Mention, referent: Referent, token: Token) -> Part | None:
    """Return the part of a pronoun inside a description; "his office" will be called the office of whoever he is."""
    word = token.lower_
    if word in FIRST_PERSON | RELATIVES or token.tag_ not in {"PRP", "PRP$"}:
        return None
    holder = linker.holder(mention, token)
    if holder is None or holder is referent:
        return None
    span = linker.reading.span(token)
    if token.tag_ == "PRP" or word in _POSSESSED - {"his"} or token.dep_ != "poss":
        return Part(span, holder)
    held = _held(linker, token)
    return Part(Span(span.start, held.end), holder, held) if held is not None else None


def _held(linker: Linker, token: Token) -> Span | None:
    """Return the words that a possessor's phrase goes on with, "office" of "his own office"."""
    first = token.i + 1
    while first < token.head.i and token.doc[first].lower_ in {"own", "'s", "’s", "'", "’"}:
        first += 1
    if first > token.head.i:
        return None
    last = token.head
    while last.i + 2 < len(token.doc) and not last.whitespace_ and last.nbor(1).text == "-":  # "brother-in-law"
        last = last.nbor(2)
    return linker.reading.span(token.doc[first], last)


def _of_noun(linker: Linker, mention: Mention, referent: Referent, token: Token) -> Part | None:
    """Return the part of a name or a definite noun inside a description, if the text has called it more fully.

    Names keep their "'s" ("Halvor Ruddick's driver"); of an office, "the general's", it becomes "of General Reth".
    """
    inner = mention_at(linker.reading, token, mention.sentence)
    is_common, has_article = inner.name is None, token.doc[inner_first(token)].lower_ == "the"
    if is_common and not (has_article and (known_noun(token) or is_agentive(token.lower_))):
        return None
    holder = linker.known(inner)
    if holder is None and inner.name is not None and token.dep_ == "poss":
        holder = linker.link(inner)  # "Brandt's campaign", whose name in full comes later
    if holder is None or holder is referent or not (holder.is_named or _tells_more(holder, inner, linker)):
        return None
    is_owner = token.dep_ == "poss" and not holder.is_told
    if not (has_article or holder.sort in PEOPLE or is_owner):
        return None
    is_office = is_common and token.lower_ in ranks()
    title = token.lower_.capitalize() if is_office and holder.sort in PEOPLE else ""
    span = Span(inner.span.start, inner.span.end if inner.name is None else inner.name.end)
    held = _held(linker, token) if token.dep_ == "poss" else None
    return Part(Span(span.start, held.end if held else span.end), holder, held, title)


def _tells_more(holder: Referent, inner: Mention, linker: Linker) -> bool:
    """Say whether what has no name was described with "the" and in more words before: "the electoral board" of "the board"."""
    text, start = linker.reading.text, holder.name_span.start
    is_definite = "the " in {
        text[max(0, start - len("the ")) : start].lower(),
        text[start : start + len("the ")].lower(),
    }
    return is_definite and len(holder.name.split()) > len(inner.span.of(text).split()) - 1


def inner_first(token: Token) -> int:
    """Return the number of the first token of the phrase that ends with ``token``."""
    return min((child.i for child in token.lefts), default=token.i)
