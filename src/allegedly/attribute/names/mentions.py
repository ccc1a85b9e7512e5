"""Every noun phrase of a document that may name or take up a sayer, with what its own words tell."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from spacy.tokens import Token

from allegedly.attribute.names.name_words import (
    after_title,
    end_of_calling,
    ends_hyphened_name,
    has_given_name,
    is_called,
    is_shouted_noun,
    is_titled,
    is_whose,
    last_office,
    name_begin,
    name_end,
)
from allegedly.attribute.names.nouns import (
    ENTITY_SORTS,
    PEOPLE,
    is_agentive,
    is_bodily,
    is_outlet_shaped,
    is_short_for,
    known_noun,
    may_head_a_name,
    noun_sorts,
    outlet_names,
    outlet_shapes,
    tells_body,
    titles,
)
from allegedly.attribute.reading import Reading
from allegedly.records import Span

# What stands before a noun and belongs to its phrase.
_MODIFIERS = frozenset(
    {"det", "predet", "amod", "compound", "nmod", "nummod", "quantmod", "poss", "nounmod", "npadvmod"}
)
_NO_SAYER = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
_MANY = frozenset({"they", "them", "their", "we", "us", "our"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself", "mr", "mister", "sir", "lord"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself", "mrs", "ms", "miss", "lady", "dame", "madam", "madame"), "f"),
    **dict.fromkeys(("it", "its", "itself"), "n"),
}
# Words before a name that tell that it is a place's.
_WHERE = frozenset({"in", "near", "across", "into", "towards", "outside", "around", "throughout"})
_CALLED = frozenset({"known", "called", "named", "dubbed", "nicknamed", "titled", "calling", "uses", "styled"})


class Form(Enum):
    """How a mention refers: by a name, by a noun, by a pronoun."""

    NAME = auto()
    NOUN = auto()
    PRONOUN = auto()


@dataclass(slots=True)
class Mention:
    """One noun phrase; ``span`` is the phrase up to its head, ``name`` the name in it, without titles.

    ``nouns`` are the common nouns and titles that it is called by, ``words`` the other telling words before the head,
    ``owner`` is the possessive pronoun or noun before it. ``gender`` is m, f, n or None where the words do not say.
    """

    head: Token
    span: Span
    sentence: int
    form: Form
    name: Span | None = None
    nouns: set[str] = field(default_factory=set)
    words: frozenset[str] = frozenset()
    sort: str | None = None
    gender: str | None = None
    is_plural: bool = False
    is_definite: bool = False
    is_subject: bool = False
    is_quoted: bool = False
    is_told: bool = False
    owner: Token | None = None

    @property
    def start(self) -> int:
        """Where the mention begins in the document's text."""
        return self.span.start


def mentions_of(reading: Reading) -> Iterator[Mention]:
    """Yield the mentions of a document, paragraph by paragraph in reading order."""
    sentence = 0
    for paragraph in reading.paragraphs:
        starts = [sent.start for sent in paragraph.doc.sents]
        body = reading.body(paragraph.doc)
        for chunk in paragraph.doc.noun_chunks:
            for head in (*_possessors(chunk.root), chunk.root):
                if head.i >= body and _may_speak(head):
                    yield mention_at(reading, head, sentence + bisect_right(starts, head.i) - 1)
        sentence += len(starts)


def _possessors(head: Token) -> Iterator[Token]:
    """Yield the name that possesses what a noun phrase speaks of: "Ilka Brandt" of "Ilka Brandt's kitchen"."""
    for child in head.lefts:
        if child.dep_ == "poss" and child.pos_ == "PROPN":
            yield child


def _may_speak(head: Token) -> bool:
    """Say whether a noun phrase may stand for a sayer: a pronoun, a name, a listed noun, or one made like "trombonist".

    The rest, three noun phrases in ten, would only cost time.
    """
    if head.ent_type_ in _NO_SAYER:
        return False
    if head.pos_ != "NOUN":
        return True
    return head.text[:1].isupper() or known_noun(head) is not None or is_agentive(head.lower_)


def source_head(tokens: Sequence[Token]) -> Token | None:
    """Return the head of a source phrase: the last noun, name or pronoun of its first noun phrase.

    Read from left to right by parts of speech, because parses of a source alone often hang it on a participle that
    follows ("photographs handed to the paper").
    """
    head: Token | None = None
    for token in _without_brackets(tokens):
        if token.tag_ == "POS" and head is not None:
            head = None
        elif token.pos_ in {"NOUN", "PROPN", "NUM", "PRON"} and token.tag_ not in {"PRP$", "WP$"}:
            if head is not None and token.pos_ == "PRON":
                break
            if not (token.pos_ == "NUM" and head is not None and head.pos_ == "PROPN"):
                head = token
        elif head is not None and (token.is_alpha or token.text in ",;:–—("):
            if token.tag_ in {"HYPH"} or token.text in "“”\"‘’'":
                continue
            if token.pos_ in {"ADJ", "VERB"} and _noun_follows(token):
                continue
            break
    if head is not None:
        return head
    return next((token for token in tokens if token.is_alpha and token.pos_ != "DET"), tokens[0] if tokens else None)


def _without_brackets(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens that stand outside brackets; a bracket that is never closed ends the phrase."""
    inside = False
    closes = any(token.text == ")" for token in tokens)
    for token in tokens:
        if token.text == "(" and closes:
            inside = True
        elif token.text == ")":
            inside = False
        elif not inside:
            yield token


def _noun_follows(token: Token) -> bool:
    """Say whether a word stands inside a noun phrase: "the boat strike inquiry", "the Hirsen daily"."""
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return token.pos_ == "ADJ" and following is not None and following.pos_ in {"NOUN", "PROPN"}


def mention_at(reading: Reading, head: Token, sentence: int) -> Mention:
    """Return the mention whose head is ``head``, with all that its own words and appositions tell."""
    first = _leftmost(head)
    body = reading.body(head.doc)
    first = body if first < body <= head.i else first
    mention = Mention(head=head, span=reading.span(head.doc[first], head), sentence=sentence, form=_form(head))
    mention.is_subject = head.dep_ in _SUBJECTS
    mention.is_plural = (head.tag_ in {"NNS", "NNPS"} and not is_titled(head)) or head.lower_ in _MANY
    if mention.form is Form.PRONOUN:
        mention.gender = _GENDERS.get(head.lower_)
        return mention
    last = end_of_calling(head)
    if last > head.i:
        mention.form, mention.sort, mention.is_told, mention.is_plural = Form.NAME, "body", True, False
        mention.name, mention.is_definite = reading.span(head, head.doc[last]), True
        return mention
    _read_words(reading, mention, first)
    _read_appositions(reading, mention)
    _settle_sort(reading, mention)
    return mention


def _form(head: Token) -> Form:
    if head.tag_ in {"PRP", "PRP$", "WP", "WDT", "WP$"}:
        return Form.PRONOUN
    if (head.pos_ == "PROPN" and not head.text.islower() and not is_shouted_noun(head)) or (
        head.text.istitle()
        and known_noun(head) is None
        and (head.tag_ not in {"NNS", "CD", "DT"} or head.ent_type_ == "PERSON")
    ):
        return Form.NAME
    return Form.NAME if is_titled(head) or ends_hyphened_name(head) else Form.NOUN


def _leftmost(head: Token) -> int:
    """Return the number of the first token of the phrase: the left edge of the head's own modifiers."""
    lefts = [child.left_edge.i for child in head.lefts if child.dep_ in _MODIFIERS]
    first = min(lefts, default=head.i)
    while first < head.i and head.doc[first].tag_ in {"POS", ","}:
        first += 1
    return first if head.i - first < 15 else head.i


def _read_words(reading: Reading, mention: Mention, first: int) -> None:
    """Read the phrase itself: determiner, possessor, modifiers, and the name with its titles."""
    doc, head = mention.head.doc, mention.head
    tokens = [doc[i] for i in range(first, head.i)]
    lowered = [token.lower_ for token in tokens]
    mention.owner = next((child for child in head.lefts if child.dep_ == "poss"), None)
    mention.is_definite = mention.owner is not None or bool(lowered and lowered[0] in _DEFINITE)
    if not lowered and mention.form is Form.NAME:
        mention.is_definite = True
    mention.words = frozenset(
        token.lower_
        for token in tokens
        if token.pos_ in {"ADJ", "NOUN", "PROPN", "NUM", "VERB"} and token is not mention.owner
    )
    if mention.form is Form.NOUN:
        mention.nouns.add(head.lemma_.lower())
        of = next((child for child in head.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
        if of is not None:
            mention.words |= {child.lower_ for child in of.rights if child.dep_ == "pobj"}
        return
    _read_name(reading, mention, name_begin(head, first), first)


def _read_name(reading: Reading, mention: Mention, begin: int, first: int) -> None:
    """Set the name that ends at the head, leave titles before it out, and keep them as nouns."""
    doc, head = mention.head.doc, mention.head
    last = name_end(head)
    sort = noun_sorts().get(head.lower_, (None, None))[0]
    is_thing = sort in {"body", "document", "outlet"} or head.lower_ in outlet_shapes() or last > head.i
    while begin < head.i and not is_thing and (doc[begin].lower_.rstrip(".") in titles() or doc[begin].text == "-"):
        if doc[begin].text != "-":  # "Lieutenant-General"
            mention.nouns.add(doc[begin].lower_.rstrip("."))
        mention.gender = mention.gender or title_gender(doc[begin])
        mention.sort = "person"
        begin += 1
    office = None if is_thing else last_office(head, begin)
    if office is not None:
        mention.nouns |= {token.lower_ for token in doc[begin : office + 1] if known_noun(token) is not None}
        mention.gender = mention.gender or title_gender(doc[office])
        mention.sort, begin = "person", office + 1
    mention.name = reading.span(doc[begin], doc[last])
    is_beside = begin > 0 and ((head.dep_ == "appos" and head.head.i == begin - 1) or is_called(doc, begin))
    for token in (doc[i] for i in range(begin - 1 if is_beside else max(first, begin - 1), begin)):
        known = noun_sorts().get(token.lemma_.lower())
        is_outlet = known is not None and known[0] == "outlet"
        if known and (token.pos_ == "NOUN" or is_outlet) and token is not mention.owner:
            mention.nouns.add(token.lemma_.lower())
            mention.gender = mention.gender or known[1]
            mention.sort = "person" if known[0] in PEOPLE else known[0]
            mention.is_told = True
    if is_thing and sort:
        mention.nouns.add(head.lower_)


def title_gender(token: Token) -> str | None:
    """Return m or f where a title tells it: "Mrs", "Chairwoman"."""
    title = token.lower_.rstrip(".")
    return _GENDERS.get(title) or noun_sorts().get(title, (None, None))[1]


def _read_appositions(reading: Reading, mention: Mention) -> None:
    """Take a name or a noun from beside the head: "the outlet, known as X", "Ormek, a shepherd"."""
    for child in mention.head.rights:
        if child.dep_ == "appos" and not (mention.is_plural and child.pos_ == "PROPN"):
            _take(reading, mention, child)
        elif child.dep_ in {"acl", "relcl"} and child.lower_ in _CALLED:
            for token in child.subtree:
                if token.pos_ == "PROPN" and token.i > child.i:
                    named = token
                    while named.dep_ == "compound" and named.head.i > named.i:
                        named = named.head
                    _take(reading, mention, named)
                    break


def _take(reading: Reading, mention: Mention, beside: Token) -> None:
    if mention.name is not None and is_outlet_shaped(mention.name.of(reading.text).casefold().removeprefix("the ")):
        return  # "According to The Orvel Post, Ilka Brandt, the mayor, said": the parse takes the mayor for the paper
    beside = after_title(beside)
    known = known_noun(mention.head)
    is_place = beside.ent_type_ in {"GPE", "DATE"} and not (known and known[0] in {"outlet", "body"})
    if beside.pos_ == "PROPN" and mention.name is None and not is_place:
        other = Mention(head=beside, span=mention.span, sentence=mention.sentence, form=Form.NAME)
        _read_words(reading, other, _leftmost(beside))
        mention.name, mention.gender = other.name, mention.gender or other.gender
        mention.nouns |= other.nouns
        mention.is_told = mention.is_told or mention.sort is not None or other.is_told
        mention.sort = mention.sort or other.sort
    elif (
        mention.name is not None
        and tells_body(mention.head)
        and (noun_sorts().get(beside.lower_) or ("",))[0] in PEOPLE
    ):
        return  # "struck the Orvel Bank, the harbour master said": the parse takes the master for the bank
    elif (beside.pos_ == "NOUN" and beside.tag_ == mention.head.tag_) or beside.tag_ == "NN":
        mention.nouns.add(beside.lemma_.lower())
        known = noun_sorts().get(beside.lemma_.lower())
        if known:
            mention.gender = mention.gender or known[1]
            mention.sort = mention.sort or ("person" if known[0] in PEOPLE else known[0])


def _settle_sort(reading: Reading, mention: Mention) -> None:
    """Settle what sort of sayer it is: by the head noun, then by the shape of the name, then by the entity label."""
    head = mention.head
    known = known_noun(head)
    if mention.form is Form.NOUN and known:
        mention.sort, mention.gender, mention.is_told = known[0], mention.gender or known[1], True
    if mention.form is Form.NOUN and mention.name is not None and _is_firm_beside(mention, reading):
        mention.sort, mention.is_told, mention.is_plural = "body", True, False  # "the ferry's owner, Orvel Lines"
    elif mention.form is Form.NOUN and not known and mention.name is not None and is_agentive(head.lower_):
        mention.sort, mention.is_told = "person", True  # "the climatologist, Ilka Brandt"
    if mention.name is not None and head.ent_type_ == "NORP" and head.text.endswith("s"):
        mention.name, mention.sort, mention.is_plural = None, "person", True
    if mention.name is None or mention.sort == "person":
        if mention.name is not None and mention.nouns:
            mention.is_plural = False  # "Judge Ofelia Barrantes"
        return
    name = mention.name.of(reading.text)
    if head.tag_ == "NNPS" and head.ent_type_ == "PERSON" and " " in name:
        mention.is_plural = False  # "Ilka Soames"
    last = reading.tokens((mention.name,))[-1]
    if mention.sort in {None, "body"} and not mention.is_told and has_given_name(name, last):
        mention.sort, mention.is_plural = "person", False
        return
    _settle_by_name(reading, mention, name)


def _is_firm_beside(mention: Mention, reading: Reading) -> bool:
    """Say whether the name beside a noun that may be a person's or a firm's, "owner", is a firm's by its last word."""
    known = known_noun(mention.head)
    if mention.name is None or (known is not None and known[0] not in {"person", "body"}):
        return False
    last = reading.tokens((mention.name,))[-1]
    return tells_body(last) and not has_given_name(mention.name.of(reading.text), last)


def _may_be_own(mention: Mention, reading: Reading) -> bool:
    """Say whether a part of the outlet's name may mean it: "Orvel" is not The Orvel Standard, "the Standard" is."""
    has_article = (reading.document.outlet or "").lower().startswith("the ")
    return not has_article or mention.head.left_edge.lower_ == "the"


def _settle_by_name(reading: Reading, mention: Mention, name: str) -> None:
    """Settle the sort of a mention with a name, the document's own outlet among them."""
    own = (reading.document.outlet or "").casefold().removeprefix("the ")
    folded, known = name.casefold().removeprefix("the "), known_noun(mention.head)
    if " " in folded and mention.form is Form.NAME and tells_body(mention.head):
        mention.is_plural = False  # "Orvel Lines"
    if folded in outlet_names():
        mention.sort = "outlet"
    elif folded == own or (is_short_for(folded, own) and _may_be_own(mention, reading)):
        mention.sort = "body" if is_bodily(own) else "outlet"
    elif mention.sort in {None, "document", "body"} and is_outlet_shaped(folded):
        mention.sort = "outlet"
    elif mention.sort is None and known and mention.form is Form.NAME and may_head_a_name(mention.head, known[0]):
        mention.sort, mention.is_told = known[0], True
    elif mention.sort is None:
        _settle_by_label(mention)


def _settle_by_label(mention: Mention) -> None:
    """Settle the sort of a mention by its entity label, and by words beside it that tell a person or a place."""
    head = mention.head
    mention.sort = ENTITY_SORTS.get(head.ent_type_)
    if mention.sort in {None, "place", "person"} and is_whose(head.doc, head):
        mention.sort, mention.is_told = "person", True
    elif mention.sort in {None, "place"} and head.dep_ == "pobj" and head.head.lower_ in _WHERE:
        mention.sort, mention.is_told = "place", True
