"""Links every mention of a document, in reading order, to what it stands for."""

import re

from spacy.tokens import Token

from allegedly.attribute.names.full_names import without_article
from allegedly.attribute.names.mentions import Form, Mention, mention_at
from allegedly.attribute.names.nouns import PEOPLE, holders_of
from allegedly.attribute.names.pronouns import NO_HINTS, Hints, antecedent, fits, may_be_person
from allegedly.attribute.names.referents import Referent, Referents, agree
from allegedly.attribute.names.taken_up import by_noun, is_general
from allegedly.attribute.reading import Reading
from allegedly.records import Span

FIRST_PERSON = frozenset(["we", "us", "our", "ours", "i", "me", "my", "mine"])
_REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves"})
RELATIVES = frozenset({"who", "which", "that", "whose", "whom"})


# Heads that tell next to nothing without the clause that follows: "people who know him".
TELL_LITTLE = frozenset(
    [
        "person",
        "people",
        "persons",
        "man",
        "men",
        "woman",
        "women",
        "those",
        "anyone",
        "someone",
        "somebody",
        "everyone",
        "one",
        "ones",
        "all",
    ]
)
_VERB_TAGS = frozenset({"VBD", "VBN", "VBG", "VBZ", "VBP", "MD"})

# Forms of address, which tell nothing of a role.
_ADDRESSES = frozenset({"mr", "mrs", "ms", "miss", "dr", "doctor", "sir", "dame", "prof", "professor"})

# A pronoun makes it likelier that its antecedent is a man or a woman, less so within a quotation, where more may be meant.
_LEANINGS = {"m": 1.0, "f": -1.0}
_QUOTED_LEANING = 0.5

# How many sentences after the opening description the name may come that takes it up.
_INTRODUCED_SENTENCES = 3

# A prepositional phrase longer than this, in tokens, is rather a clause of its own than part of a description.
_LONGEST_PHRASE = 8

_OPENING = re.compile(r"(?i)(?:an?|the)\s")
_END_OF_DESCRIPTION = re.compile(r"\s*(?:[,;:–—(]|\b(?:him|her|it|them)sel(?:f|ves)\b)")


class Linker:
    """Finds or opens the referent of one mention after another."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.referents = Referents(reading)
        self._at: dict[tuple[int, int], Referent] = {}

    def link(self, mention: Mention, hints: Hints = NO_HINTS, whole: Span | None = None) -> Referent | None:
        """Return what a mention stands for, a new referent if nothing before fits; None for a pronoun that finds none.

        ``whole`` is the source phrase that the mention heads, if it is one.
        """
        if mention.form is Form.PRONOUN:
            return self._pronoun(mention, hints)
        beside = self._beside(mention) if whole is None else None
        if beside is not None:
            return beside
        found = self.referents.by_name(mention) or self._taken_up(mention) or self.referents.by_role(mention)
        if found is None and whole is not None:
            found = self._introduced(mention)
        made = self.referents.merge(found, mention) if found is not None else self._open(mention, whole)
        self._at[id(mention.head.doc), mention.head.i] = made
        return made

    def _pronoun(self, mention: Mention, hints: Hints) -> Referent | None:
        word = mention.head.lower_
        if word in FIRST_PERSON:
            found = hints.speaker
        elif word in RELATIVES:
            found = self._before_relative(mention)
        else:
            subject = self._subject_here(mention) if word in _REFLEXIVES else None
            found = subject or antecedent(self.referents, mention, hints)
        if found is not None:
            if not mention.is_quoted:  # of whom others speak in quotation marks is told by names, not by "he"
                self.referents.touch(found, mention)
            if mention.gender in {"m", "f"}:
                found.voice = mention.sentence
                found.sort = "person" if may_be_person(found) else found.sort
                found.leaning += _LEANINGS[mention.gender] * (_QUOTED_LEANING if mention.is_quoted else 1)
        return found

    def _subject_here(self, mention: Mention) -> Referent | None:
        """Return the last subject of the sentence, to which "himself" goes back."""
        last = next(self.referents.recent(), None)
        here = last is not None and last.sentence == mention.sentence and last.was_subject
        return last if here and last is not None and fits(mention.head.lower_, last) else None

    def _before_relative(self, mention: Mention) -> Referent | None:
        """Return the antecedent of "who" or "which": the last possible sayer before it in its sentence."""
        for referent in self.referents.recent():
            if referent.sentence != mention.sentence:
                return None
            if referent.start < mention.start and (referent.sort is not None or referent.is_named):
                return referent
        return None

    def _beside(self, mention: Mention) -> Referent | None:
        """Return what a noun stands beside as its description: "a group of pilots" of "the Orvel Desk, a group of pilots"."""
        head = mention.head
        if head.dep_ != "appos" or mention.form is not Form.NOUN or mention.name is not None:
            return None
        main = self._at.get((id(head.doc), head.head.i))
        if main is None or not main.is_named or main.is_plural != mention.is_plural:
            return None
        main.nouns |= mention.nouns
        main.words |= mention.words
        return main

    def known(self, mention: Mention) -> Referent | None:
        """Return what a name or a definite noun stands for, if the text has told of it before."""
        return self.referents.by_name(mention) or self._taken_up(mention)

    def _taken_up(self, mention: Mention) -> Referent | None:
        """Return what a definite noun takes up; a noun with a possessor is taken for new."""
        if is_general(mention):
            return by_noun(self.referents, mention)
        is_bare_headline = self.in_title(mention.start)
        if mention.form is not Form.NOUN or mention.owner is not None or not (mention.is_definite or is_bare_headline):
            return None
        found = by_noun(self.referents, mention)
        is_body = mention.name is not None and found is not None and found.sort == "body"
        is_new = is_body and found is not None and not (found.nouns & mention.nouns)
        clashes = is_new or (found is not None and found.is_named and mention.name is not None)
        return None if clashes else found

    def _introduced(self, mention: Mention) -> Referent | None:
        """Return the person whom the first source was, "a school cook", and whom a bare name now takes up.

        Stories often open with a description and give the name in the next sentence, without a word that joins the two.
        """
        is_bare = mention.form is Form.NAME and mention.sort in PEOPLE | {None} and mention.nouns <= _ADDRESSES
        if mention.sort is None and (mention.name is None or " " not in mention.name.of(self.reading.text)):
            return None  # one word that nothing tells to be a person may as well be a place
        first = self.referents.first_speaker
        if not is_bare or not mention.is_subject or first is None or first.is_named or first.is_plural:
            return None
        if (
            first.sort not in PEOPLE
            or (_OPENING.match(self.reading.text, first.name_span.start) is None)
            or not agree(mention, first)
        ):
            return None
        return first if mention.sentence - first.spoke_in <= _INTRODUCED_SENTENCES else None

    def _open(self, mention: Mention, whole: Span | None) -> Referent:
        text = self.reading.text
        if mention.name is not None:
            name = mention.name.of(text)
            return self.referents.add(mention, self.referents.acronym(name) or name, mention.name)
        span = self._description(mention, whole)
        return self.referents.add(mention, without_article(span.of(text)), span)

    def _description(self, mention: Mention, whole: Span | None) -> Span:
        """Return the words that describe a source without a name: its phrase up to the first comma or clause."""
        span = whole if whole is not None and whole.holds(mention.span) else self._phrase(mention)
        cut = _END_OF_DESCRIPTION.search(self.reading.text, mention.span.end, span.end)
        span = Span(span.start, cut.start()) if cut else span
        return span if mention.head.lower_ in TELL_LITTLE else self._without_clause(mention.head, span)

    def _without_clause(self, head: Token, span: Span) -> Span:
        """Return a description up to the clause that follows its head: "the spotter" who logged it, a study published in May."""
        for token in head.doc[head.i + 1 :]:
            start = self.reading.start(token)
            if start >= span.end:
                break
            if token.lower_ in RELATIVES or token.tag_ in _VERB_TAGS:
                last = token.nbor(-1)
                while last.i > head.i and last.pos_ in {"ADP", "CCONJ", "ADV"}:
                    last = last.nbor(-1)
                return Span(span.start, self.reading.start(last) + len(last))
        return span

    def _phrase(self, mention: Mention) -> Span:
        """Return the phrase with the prepositional phrases that follow its head."""
        last = mention.head
        for child in mention.head.rights:
            if child.dep_ != "prep" or child.i != last.i + 1 or child.right_edge.i - child.i >= _LONGEST_PHRASE:
                break
            last = child.right_edge
        return Span(mention.span.start, self.reading.start(last) + len(last))

    def holder(self, mention: Mention, owner: Token) -> Referent | None:
        """Return what the possessor of a mention stands for: "his" of "his office", "the army" of "the army's"."""
        if owner.lower_ in FIRST_PERSON:
            return None
        if owner.pos_ != "PRON":
            return self.link(mention_at(self.reading, owner, mention.sentence))
        pronoun = Mention(head=owner, span=self.reading.span(owner), sentence=mention.sentence, form=Form.PRONOUN)
        itself = (self.referents.last,) if self.referents.last is not None else ()
        return antecedent(self.referents, pronoun, Hints(apart=itself, sorts=holders_of(mention.head.lower_)))

    def in_title(self, position: int) -> bool:
        """Say whether ``position`` lies in the document's title."""
        title = self.reading.document.title_span
        return title is not None and title.start <= position < title.end
