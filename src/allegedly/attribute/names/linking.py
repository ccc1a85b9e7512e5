"""Links every mention of a document, in reading order, to what it stands for."""

import re

from spacy.tokens import Token

from allegedly.attribute.names.full_names import full_name, without_article
from allegedly.attribute.names.mentions import Form, Mention, mention_at
from allegedly.attribute.names.nouns import PEOPLE
from allegedly.attribute.names.pronouns import NO_HINTS, Hints, antecedent
from allegedly.attribute.names.referents import Referent, Referents, agree
from allegedly.attribute.reading import Reading
from allegedly.records import Span

FIRST_PERSON = frozenset(["we", "us", "our", "ours", "i", "me", "my", "mine"])
RELATIVES = frozenset({"who", "which", "that", "whose", "whom"})
_PARTS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "some",
        "many",
        "most",
        "several",
        "few",
        "another",
        "other",
        "both",
        "all",
        "none",
        "neither",
        "either",
        "each",
        "third",
        "half",
        "others",
    ]
)
# "The army's account", "their narrative": the sayer is the one whose it is.
_TELLINGS = frozenset({"account", "narrative", "version", "claim", "claims", "story", "argument", "assertion"})
# Who reports, and the words before the name of the outlet they report for.
_REPORTERS = frozenset(
    {"correspondent", "reporter", "journalist", "stringer", "photographer", "crew", "team", "editor"}
)
_EMPLOYED = frozenset({"sent", "dispatched", "working", "reporting", "writing", "employed", "embedded", "freelancing"})
_FOR = frozenset({"for", "from", "of", "with", "at"})
_ORDINALS = frozenset({"another", "other", "second", "third", "fourth"})

# Heads that tell next to nothing without the clause that follows: "people who know him".
_TELL_LITTLE = frozenset(
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

# How many sentences after the opening description the name may come that takes it up; how many back the group may stand
# of which "one" or "both" is said; how many back the body for which "a spokeswoman" speaks.
_INTRODUCED_SENTENCES = 3
_GROUP_SENTENCES = 5
_PRINCIPAL_SENTENCES = 6

# A prepositional phrase longer than this, in tokens, is rather a clause of its own than part of a description.
_LONGEST_PHRASE = 8

_QUANTITY = re.compile(r"(?i)^(?:some|several|many|a few|few|other|most|more)\s+")
_COUNTED = re.compile(r"(?i)(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s")
_PLURALS = {"person": "(?:people|persons)", "man": "men", "woman": "women", "people": "people"}
_COUNTED_PART = re.compile(r"(?i)\bof the (?P<count>two|three|four|five|six|seven|eight|nine|ten)\b")
_OPENING = re.compile(r"(?i)(?:an?|the)\s")
_END_OF_DESCRIPTION = re.compile(r"\s*(?:[,;:–—(]|\b(?:him|her|it|them)sel(?:f|ves)\b)")


class Linker:
    """Finds or opens the referent of one mention after another."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.referents = Referents(reading)
        self._spoken_of: Referent | None = None
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

    def source(self, mention: Mention, hints: Hints, whole: Span) -> Referent | None:
        """Return what a source stands for: like ``link``, and parts of groups and spokespersons besides."""
        if mention.head.lower_ in _TELLINGS and mention.owner is not None and mention.owner.lower_ not in FIRST_PERSON:
            teller = self.holder(mention, mention.owner)
            if teller is not None:
                return teller
        reported_for = self.reported_for(mention)
        return (
            reported_for or self._part(mention, whole) or self._spoken_for(mention) or self.link(mention, hints, whole)
        )

    def reported_for(self, mention: Mention) -> Referent | None:
        """Return the outlet for which an unnamed correspondent reports: "a reporter for Radio Orvel at the scene"."""
        if mention.name is not None or mention.head.lemma_.lower() not in _REPORTERS:
            return None
        objects = (
            t
            for p in mention.head.rights
            if p.dep_ == "prep" and p.lower_ in _FOR
            for t in p.rights
            if t.dep_ == "pobj"
        )
        senders = (
            t
            for a in mention.head.rights
            if a.lower_ in _EMPLOYED
            for by in a.rights
            for t in by.rights
            if t.dep_ == "pobj"
        )
        for outlet in (mention.owner, *objects, *senders):
            if outlet is None or outlet.pos_ != "PROPN" or outlet.ent_type_ == "GPE":
                continue
            found = self.holder(mention, outlet)
            if found is not None and found.sort in {None, "outlet", "body", "person"}:
                found.sort = "outlet"
                return found
        return None

    def _pronoun(self, mention: Mention, hints: Hints) -> Referent | None:
        word = mention.head.lower_
        if word in FIRST_PERSON:
            found = hints.speaker
        elif word in RELATIVES:
            found = self._before_relative(mention)
        else:
            found = antecedent(self.referents, mention, hints)
        if found is not None:
            if not mention.is_quoted:  # of whom others speak in quotation marks is told by names, not by "he"
                self.referents.touch(found, mention)
            if mention.gender in {"m", "f"}:
                found.leaning += _LEANINGS[mention.gender] * (_QUOTED_LEANING if mention.is_quoted else 1)
        return found

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
        is_bare_headline = self.in_title(mention.start)
        if mention.form is not Form.NOUN or mention.owner is not None or not (mention.is_definite or is_bare_headline):
            return None
        found = self.referents.by_noun(mention)
        clashes = found is not None and found.is_named and mention.name is not None
        return None if clashes else found

    def _introduced(self, mention: Mention) -> Referent | None:
        """Return the person whom the first source was, "a school cook", and whom a bare name now takes up.

        Stories often open with a description and give the name in the next sentence, without a word that joins the two.
        """
        is_bare = mention.form is Form.NAME and mention.sort in PEOPLE | {None} and mention.nouns <= _ADDRESSES
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
        return span if mention.head.lower_ in _TELL_LITTLE else self._without_clause(mention.head, span)

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
        return antecedent(self.referents, pronoun, Hints(apart=itself))

    def _part(self, mention: Mention, whole: Span) -> Referent | None:
        """Return a referent for "one of them", "both", "another": part of a group named before."""
        head = mention.head
        if mention.name is not None or head.lower_ not in _PARTS:
            return None
        if self._names_its_group(head, whole):
            return self._one_of_those(mention) if head.lower_ == "one" else None
        beside = next((one for one in head.rights if one.dep_ == "appos" and one.pos_ in {"NOUN", "PROPN"}), None)
        if beside is not None:
            return self.link(mention_at(self.reading, beside, mention.sentence), whole=whole)
        counted = _COUNTED_PART.search(self.reading.text, whole.start, whole.end)
        group = self._group(mention, counted["count"].lower() if counted else "")
        if group is None:
            return None
        self.referents.touch(group, mention)
        if head.lower_ in {"both", "all", "each"}:
            return group
        return self._opened_part(mention, group)

    def _one_of_those(self, mention: Mention) -> Referent | None:
        """Return a referent for "one of the officials", where the text has told before what officials those are."""
        member = next(t for t in mention.head.subtree if t.dep_ == "pobj")
        named = mention_at(self.reading, member, mention.sentence)
        group = self.known(named) if named.is_definite and named.name is None else None
        if group is None or not group.is_plural or len(group.name.split()) < 2:
            return None
        return self._opened_part(mention, group)

    def _opened_part(self, mention: Mention, group: Referent) -> Referent:
        """Open a referent for a part of a group."""
        part = self.referents.add(
            mention,
            _name_of_part(mention.head.lower_, group, full_name(group, self.reading.text)),
            self.reading.span(mention.head),
        )
        part.sort, part.is_plural, part.is_named, part.nouns = group.sort, False, False, set(group.nouns)
        return part

    def _names_its_group(self, head: Token, whole: Span) -> bool:
        """Say whether the words themselves tell of whom it is a part: "one of the judges", not "one of the two"."""
        of = next((child for child in head.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
        member = next((child for child in of.rights if child.dep_ == "pobj"), None) if of is not None else None
        is_noun = member is not None and member.pos_ in {"NOUN", "PROPN"} and member.lower_ not in _PARTS
        return is_noun and member is not None and self.reading.start(member) < whole.end

    def _group(self, mention: Mention, count: str) -> Referent | None:
        """Return the latest group of people, or else of documents, that a part may be taken from; of ``count`` if there is one."""
        groups = [one for one in self.referents.recent() if one.is_plural]
        groups = [one for one in groups if count and one.name.lower().startswith(f"{count} ")] or groups
        near = [one for one in groups if 0 <= mention.sentence - one.sentence <= _GROUP_SENTENCES]
        people = [one for one in near if one.sort in PEOPLE]
        spoke = [one for one in people if mention.sentence - one.spoke_in <= _GROUP_SENTENCES]
        return next(iter(spoke or people or [one for one in near if one.sort == "document"]), None)

    def _spoken_for(self, mention: Mention) -> Referent | None:
        """Return the body or person for whom an unnamed spokesperson speaks."""
        if mention.name is not None or mention.sort != "spokesperson":
            return None
        principal = _principal(mention)
        if principal is not None:
            self._spoken_of = self.holder(mention, principal)
            return self._spoken_of
        if mention.is_definite and not mention.is_plural:
            named = (one for one in self.referents.recent() if one.is_named and one.nouns & mention.nouns)
            known = next(named, None)
            known = known or self._spoken_of  # "a spokesman for the ministry", then "the spokesman"
            if known is not None:
                self.referents.touch(known, mention)
                return known
        for referent in self.referents.recent():
            if referent.sort in {"body", "place"} and mention.sentence - referent.sentence <= _PRINCIPAL_SENTENCES:
                return referent
        return None

    def in_title(self, position: int) -> bool:
        """Say whether ``position`` lies in the document's title."""
        title = self.reading.document.title_span
        return title is not None and title.start <= position < title.end


def _principal(mention: Mention) -> Token | None:
    """Return the word for whom a spokesperson speaks: "for the governor", "its", "finance ministry"."""
    for child in mention.head.rights:
        if child.dep_ == "prep" and child.lower_ in {"for", "of"}:
            return next((token for token in child.rights if token.dep_ == "pobj"), None)
    compounds = [child for child in mention.head.lefts if child.dep_ == "compound"]
    return mention.owner or (compounds[-1] if compounds else None)


def _one_of(name: str, nouns: set[str]) -> str | None:
    """Return the description of a group in the singular, "deputy of the majority" of its deputies; None if it has none."""
    for noun in sorted(nouns):
        plural = _PLURALS.get(noun) or rf"{re.escape(noun.removesuffix('y'))}(?:ies|es|s)"
        found = re.search(rf"(?i)\b{plural}\b", name)
        if found is not None:
            name = f"{name[: found.start()]}{noun}{name[found.end() :]}"
            return name[:1].lower() + name[1:]
    return None


def _name_of_part(word: str, group: Referent, full: str) -> str:
    """Return a name for a part of a group: "one of the two doctors", "another reader", "third diplomat"."""
    if word in _ORDINALS:
        nouns = sorted(group.nouns)
        return f"{word} {next((noun for noun in nouns if noun in full), nouns[0] if nouns else '')}".strip()
    name = _QUANTITY.sub("", without_article(full))
    if word == "one" and not group.is_named and not _COUNTED.match(name):
        singular = _one_of(name, group.nouns)
        if singular is not None:
            return singular
    if word == "others":
        return f"other {name[:1].lower() + name[1:]}"
    if _COUNTED.match(name) and not group.is_named:
        return f"{word} of {name[:1].lower() + name[1:]}"
    return f"{word} of the {name if group.is_named else name[:1].lower() + name[1:]}"
