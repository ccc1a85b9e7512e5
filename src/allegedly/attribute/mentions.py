"""Every noun phrase of a document that may name or take up a sayer, with what its own words tell."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache

from spacy.tokens import Doc, Token

from allegedly.attribute.reading import Reading
from allegedly.lexicon import load_table
from allegedly.records import Span

_NO_SAYER = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
_INDEFINITE = frozenset({"a", "an", "some", "any", "another", "several", "many", "few", "no", "most", "each", "every"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NAME_LINKS = frozenset({"of", "for", "de", "al", "bin", "ibn", "von", "van", "del", "da", "and", "the", "-", "’s", "'s", "&"})
_GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f", "it": "n", "its": "n", "itself": "n"}
_HONORIFICS = {"mr": "m", "mister": "m", "sir": "m", "lord": "m", "mrs": "f", "ms": "f", "miss": "f", "lady": "f", "dame": "f", "madam": "f", "madame": "f"}


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
    owner: Token | None = None

    @property
    def start(self) -> int:
        """Where the mention begins in the document's text."""
        return self.span.start


@lru_cache(maxsize=1)
def noun_sorts() -> dict[str, tuple[str, str | None]]:
    """Return the sort of sayer (person, office, spokesperson, body, document, outlet) and the gender of each noun."""
    return {row["noun"]: (row["class"], row["gender"] if row["gender"] in {"m", "f"} else None) for row in load_table("source_nouns")}


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Return the words that stand before a person's name without belonging to it."""
    ranks = {noun for noun, (sort, _) in noun_sorts().items() if sort in {"person", "office", "spokesperson"} and " " not in noun}
    return frozenset(row["title"] for row in load_table("titles")) | ranks


@lru_cache(maxsize=1)
def outlet_names() -> frozenset[str]:
    """Return the names of outlets that are known, casefolded."""
    return frozenset(row["name"].casefold() for row in load_table("outlets") if row["entry"] == "name")


@lru_cache(maxsize=1)
def outlet_shapes() -> frozenset[str]:
    """Return the words that names of outlets are made with, casefolded."""
    return frozenset(row["name"].casefold() for row in load_table("outlets") if row["entry"] == "shape")


def mentions_of(reading: Reading) -> Iterator[Mention]:
    """Yield the mentions of a document, paragraph by paragraph in reading order."""
    sentence = 0
    for paragraph in reading.paragraphs:
        starts = [sent.start for sent in paragraph.doc.sents]
        for chunk in paragraph.doc.noun_chunks:
            if chunk.root.ent_type_ in _NO_SAYER:
                continue
            yield mention_at(reading, chunk.root, sentence + bisect_right(starts, chunk.root.i) - 1)
        sentence += len(starts)


def mention_at(reading: Reading, head: Token, sentence: int) -> Mention:
    """Return the mention whose head is ``head``, with all that its own words and appositions tell."""
    first = _leftmost(head)
    mention = Mention(head=head, span=reading.span(head.doc[first], head), sentence=sentence, form=_form(head))
    mention.is_subject = head.dep_ in _SUBJECTS
    mention.is_plural = head.tag_ in {"NNS", "NNPS"} or head.lower_ in {"they", "them", "their", "we", "us", "our"}
    if mention.form is Form.PRONOUN:
        mention.gender = _GENDERS.get(head.lower_)
        return mention
    _read_words(reading, mention, first)
    _read_appositions(reading, mention)
    _settle_sort(reading, mention)
    return mention


def _form(head: Token) -> Form:
    if head.pos_ == "PRON" and head.tag_ != "NN":
        return Form.PRONOUN
    return Form.NAME if head.pos_ == "PROPN" else Form.NOUN


def _leftmost(head: Token) -> int:
    """Return the number of the first token of the phrase: the left edge of the head's own modifiers."""
    lefts = [child.left_edge.i for child in head.lefts if child.dep_ not in {"relcl", "acl", "cc", "punct", "advmod", "mark"}]
    first = min(lefts, default=head.i)
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
        token.lower_ for token in tokens if token.pos_ in {"ADJ", "NOUN", "PROPN", "NUM", "VERB"} and token is not mention.owner
    )
    if mention.form is Form.NOUN:
        mention.nouns.add(head.lemma_.lower())
        return
    begin = head.i
    while begin > first and doc[begin - 1].pos_ == "PROPN" and doc[begin - 1].dep_ != "poss":
        begin -= 1
    _read_name(reading, mention, begin, first)


def _read_name(reading: Reading, mention: Mention, begin: int, first: int) -> None:
    """Set the name that ends at the head, leave titles before it out, and keep them as nouns."""
    doc, head = mention.head.doc, mention.head
    last = _name_end(head)
    sort = noun_sorts().get(head.lower_, (None, None))[0]
    is_thing = sort in {"body", "document", "outlet"} or head.lower_ in outlet_shapes() or last > head.i
    while begin < head.i and not is_thing and doc[begin].lower_.rstrip(".") in titles():
        title = doc[begin].lower_.rstrip(".")
        mention.nouns.add(title)
        mention.gender = mention.gender or _HONORIFICS.get(title) or noun_sorts().get(title, (None, None))[1]
        mention.sort = "person"
        begin += 1
    mention.name = reading.span(doc[begin], doc[last])
    for token in (doc[i] for i in range(first, begin)):
        known = noun_sorts().get(token.lemma_.lower())
        if token.pos_ == "NOUN" and known and known[0] in {"person", "office", "spokesperson"}:
            mention.nouns.add(token.lemma_.lower())
            mention.gender = mention.gender or known[1]
            mention.sort = "person"
    if is_thing and sort:
        mention.nouns.add(head.lower_)


def _name_end(head: Token) -> int:
    """Return the number of the last token of a name: "Ministry of Vigilance" goes on after its head."""
    doc, last = head.doc, head.i
    sort = noun_sorts().get(head.lower_, (None, None))[0]
    if sort not in {"body", "outlet", "document"} and head.lower_ not in outlet_shapes():
        return last
    following = last + 1
    while following + 1 < len(doc) and doc[following].lower_ in _NAME_LINKS and following - last <= 2:
        if doc[following + 1].pos_ == "PROPN":
            last = following + 1
            while last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN":
                last += 1
            following = last
        following += 1
    return last


def _read_appositions(reading: Reading, mention: Mention) -> None:
    """Take a name or a noun from beside the head: "the outlet, known as X", "Ormek, a shepherd"."""
    for child in mention.head.rights:
        if child.dep_ == "appos":
            _take(reading, mention, child)
        elif child.dep_ in {"acl", "relcl"} and child.lower_ in {"known", "called", "named", "dubbed", "nicknamed", "titled", "calling", "uses", "styled"}:
            for token in child.subtree:
                if token.pos_ == "PROPN" and token.i > child.i:
                    named = token
                    while named.dep_ == "compound" and named.head.i > named.i:
                        named = named.head
                    _take(reading, mention, named)
                    break


def _take(reading: Reading, mention: Mention, beside: Token) -> None:
    if beside.pos_ == "PROPN" and mention.name is None and beside.ent_type_ not in {"GPE", "DATE"}:
        other = Mention(head=beside, span=mention.span, sentence=mention.sentence, form=Form.NAME)
        _read_words(reading, other, _leftmost(beside))
        mention.name, mention.gender = other.name, mention.gender or other.gender
        mention.nouns |= other.nouns
        mention.sort = mention.sort or other.sort
    elif beside.pos_ == "NOUN":
        mention.nouns.add(beside.lemma_.lower())
        known = noun_sorts().get(beside.lemma_.lower())
        if known:
            mention.gender = mention.gender or known[1]
            mention.sort = mention.sort or ("person" if known[0] in {"person", "office", "spokesperson"} else known[0])


def _settle_sort(reading: Reading, mention: Mention) -> None:
    """Settle what sort of sayer it is: by the head noun, then by the shape of the name, then by the entity label."""
    head = mention.head
    known = noun_sorts().get(_compound(head)) or noun_sorts().get(head.lemma_.lower()) or noun_sorts().get(head.lower_)
    if mention.form is Form.NOUN and known:
        mention.sort, mention.gender = known[0], mention.gender or known[1]
    if mention.name is None or mention.sort == "person":
        return
    name = mention.name.of(reading.text)
    folded = name.casefold().removeprefix("the ")
    own = (reading.document.outlet or "").casefold().removeprefix("the ")
    last = folded.split()[-1] if folded else ""
    if folded in outlet_names() or folded == own:
        mention.sort = "outlet"
    elif mention.sort is None and known and mention.form is Form.NAME and head.ent_type_ != "PERSON":
        mention.sort = known[0]
    elif mention.sort is None and (last in outlet_shapes() or folded.split()[0] in {"radio", "channel"}):
        mention.sort = "outlet"
    elif mention.sort is None:
        mention.sort = {"PERSON": "person", "ORG": "body", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "body"}.get(head.ent_type_)


def _compound(head: Token) -> str:
    """Return the head with the noun before it, in lower case: "prime minister", "news agency"."""
    before = head.nbor(-1) if head.i > 0 else None
    return f"{before.lower_} {head.lemma_.lower()}" if before is not None else head.lower_


def sentence_starts(doc: Doc) -> list[int]:
    """Return the numbers of the first tokens of the sentences of one paragraph."""
    return [sent.start for sent in doc.sents]
