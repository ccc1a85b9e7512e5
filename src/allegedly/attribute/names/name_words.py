"""Where a name begins and ends, and what the words beside it tell of its bearer."""

from spacy.tokens import Doc, Token

from allegedly.attribute.names.nouns import PEOPLE, first_names, known_noun, noun_sorts, outlet_shapes, titles

_NAME_LINKS = frozenset(
    {"of", "for", "de", "al", "bin", "ibn", "von", "van", "del", "da", "and", "the", "-", "’s", "'s", "&"}
)
_CALLINGS = frozenset({"for", "without", "against"})
_OFFICES = frozenset({"office", "agent", "spokesperson"})
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "my"})
_WHO = frozenset({"who", "whose", "whom"})
# A person's name has no more words than this, where only the first is known.
_LONGEST_PERSON = 3


def end_of_calling(head: Token) -> int:
    """Return the number of the last token of a body's name like "Doctors for Clear Water", else that of the head."""
    doc, at = head.doc, head.i + 2
    if not (head.text.istitle() and head.tag_ in {"NNS", "NNPS"} and at < len(doc) and doc[at - 1].lower_ in _CALLINGS):
        return head.i
    if not doc[at].text.istitle() or doc[at].ent_type_ in {"GPE", "PERSON", "DATE", "LOC"}:
        return head.i
    while at + 1 < len(doc) and doc[at + 1].text.istitle():
        at += 1
    return at


def is_titled(head: Token) -> bool:
    """Say whether a plural for documents ends a title, "Harbour Notes", in a sentence not all in capitals."""
    if head.tag_ != "NNS" or not head.text.istitle() or head.i == head.sent.start:
        return False
    known = known_noun(head)
    if known is None or known[0] != "document" or not head.nbor(-1).text.istitle() or head.nbor(-1).pos_ == "DET":
        return False
    return any(token.pos_ in {"NOUN", "VERB"} and token.text.islower() for token in head.sent)


def name_begin(head: Token, first: int) -> int:
    """Return the number of the first token of the name that ends at ``head``, hyphens and initials included."""
    doc, begin = head.doc, head.i - 1 if is_titled(head) else head.i
    while begin > first or (begin > 1 and doc[begin - 1].text == "-"):
        before = doc[begin - 1]
        if before.pos_ == "PROPN" and before.dep_ != "poss" and before.text != "-" and begin > first:
            begin -= 1
        elif begin - 1 > first and before.text.istitle() and doc[first].text == "The" and before.ent_type_ != "NORP":
            begin -= 1  # "The Half Past"
        elif before.text == "-" and begin > 1 and _is_hyphened(doc[begin - 2], before):
            begin -= 2
        else:
            break
    return begin


def _is_hyphened(first: Token, hyphen: Token) -> bool:
    """Say whether a capitalised word and a hyphen are the beginning of a name: "Pan-" of "Pan-Orveli News"."""
    return not hyphen.whitespace_ and not first.whitespace_ and first.text[:1].isupper()


def ends_hyphened_name(head: Token) -> bool:
    """Say whether a word in small letters ends a name with a hyphen in it: "il" of "Noh Jae-il"."""
    if head.i < 2 or not head.text.islower() or head.nbor(-1).text != "-" or head.nbor(-1).whitespace_:
        return False
    first = head.nbor(-2)
    return first.text.istitle() and not first.whitespace_ and first.pos_ == "PROPN"


def last_office(head: Token, first: int) -> int | None:
    """Return the number of the last word for an office or a person before the name that ends at ``head``, or None.

    ``first`` is the number of the first token of the phrase: 0 in "Public Works Minister Ilka Brandt", the answer 2.
    """
    for number in range(head.i - 1, first, -1):
        word = head.doc[number]
        known = noun_sorts().get(word.lower_)
        if known is not None and known[0] in _OFFICES and word.lower_ not in first_names():
            return number
    return None


def is_office_in_capitals(head: Token) -> bool:
    """Say whether a phrase is an office written with capitals and an article: "the Foreign Secretary"."""
    known = noun_sorts().get(head.lower_)
    followed = head.i + 1 < len(head.doc) and head.nbor(1).pos_ == "PROPN"
    return known is not None and known[0] in _OFFICES and not followed and head.left_edge.lower_ in _DETERMINERS


def is_shouted_noun(head: Token) -> bool:
    """Say whether a word tagged as a name is a common noun with a capital, as headlines print them: "Mayor Says"."""
    if (
        head.lower_ in outlet_shapes()
        and head.i + 2 < len(head.doc)
        and head.nbor(1).lower_ == "of"
        and head.nbor(2).text.istitle()
    ):
        return False  # "Observer of Orvel", a paper
    known = known_noun(head)
    if is_office_in_capitals(head):
        return True
    alone = head.i == 0 or head.nbor(-1).pos_ != "PROPN"
    followed = head.i + 1 < len(head.doc) and head.nbor(1).pos_ == "PROPN"
    is_role = known[0] in PEOPLE | {"crowd"} if known is not None else head.lower_ in titles()
    is_first = head.i == 0 and known is not None and not head.ent_type_  # "Charity says": its capital tells nothing
    return (is_role or is_first) and alone and not followed


def is_called(doc: Doc, begin: int) -> bool:
    """Say whether "the" and a noun for a body or an outlet stand right before a name: "the news site Fordline"."""
    if begin < 2 or doc[begin - 1].pos_ != "NOUN":
        return False
    known = known_noun(doc[begin - 1])
    return (
        known is not None and known[0] in {"body", "outlet"} and doc[begin - 1].left_edge.lower_ in {"the", "a", "an"}
    )


def name_end(head: Token) -> int:
    """Return the number of the last token of a name: "Ministry of Vigilance" goes on after its head."""
    doc, last = head.doc, head.i
    if last + 1 < len(doc) and doc[last + 1].text.istitle() and _ends_a_name(doc[last + 1]):
        return last + 1
    sort = noun_sorts().get(head.lower_, (None, None))[0]
    is_outlet = head.i > 0 and noun_sorts().get(head.nbor(-1).lower_, ("", None))[0] == "outlet"
    if sort not in {"body", "outlet", "document"} and head.lower_ not in outlet_shapes() and not is_outlet:
        return last
    following = last + 1
    if is_outlet and following + 1 < len(doc) and doc[following].lower_ == "and" and doc[following + 1].text.istitle():
        return following + 1
    while following + 1 < len(doc) and doc[following].lower_ in _NAME_LINKS and following - last <= 2:
        if doc[following + 1].pos_ == "PROPN":
            last = following + 1
            while last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN":
                last += 1
            held = doc[last].head
            if doc[last].dep_ == "compound" and held.i == last + 1 and held.pos_ == "NOUN":
                last = held.i  # "General Command of the Orvel army"
            following = last
        following += 1
    return last


def _ends_a_name(token: Token) -> bool:
    """Say whether a capitalised word after a name belongs to it: "Line Four", "Salt Coast Today"."""
    return token.pos_ == "NUM" or (token.ent_type_ in {"DATE", "TIME"} and token.lower_ in outlet_shapes())


def after_title(beside: Token) -> Token:
    """Return the name that a title with a full stop stands before, "Hon. Ilka Brandt"; else the word itself."""
    doc, first = beside.doc, beside.i + 2
    is_title = beside.lower_ in titles() and first < len(doc) and doc[beside.i + 1].text == "."
    if not is_title or doc[first].pos_ != "PROPN":
        return beside
    while first + 1 < len(doc) and doc[first + 1].pos_ == "PROPN":
        first += 1
    return doc[first]


def has_given_name(name: str, head: Token) -> bool:
    """Say whether a name is a person's by its first word: "Lydia Brandt", whatever the parse labels it."""
    words = name.split()
    return 2 <= len(words) <= _LONGEST_PERSON and words[0].casefold() in first_names() and known_noun(head) is None


def is_whose(doc: Doc, head: Token) -> bool:
    """Say whether "who" or "whose" follows a name, as it follows names of people."""
    after = [token.lower_ for token in doc[head.i + 1 : head.i + 5]]
    if after[:1] == [","] and after[2:3] == [","] and after[1].isdigit():
        after = after[2:]  # "Ilka, 31, who left"
    return after[:1] != [] and (after[0] in _WHO or (after[0] == "," and after[1:2] != [] and after[1] in _WHO))
