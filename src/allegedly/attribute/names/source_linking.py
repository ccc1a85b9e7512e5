"""Links the sources of a document: besides names, nouns and pronouns, parts of groups, spokespersons and correspondents."""

import re

from spacy.tokens import Token

from allegedly.attribute.names.full_names import full_name, without_article
from allegedly.attribute.names.linking import FIRST_PERSON, TELL_LITTLE, Linker
from allegedly.attribute.names.mentions import Mention, mention_at
from allegedly.attribute.names.nouns import PEOPLE
from allegedly.attribute.names.pronouns import Hints
from allegedly.attribute.names.referents import Referent
from allegedly.attribute.reading import Reading
from allegedly.records import Span

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
_QUANTITY = re.compile(r"(?i)^(?:some|several|many|a few|few|other|most|more)\s+")
_COUNTED = re.compile(r"(?i)(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s")
_PLURALS = {"person": "(?:people|persons)", "man": "men", "woman": "women", "people": "people"}
_COUNTED_PART = re.compile(r"(?i)\bof the (?P<count>two|three|four|five|six|seven|eight|nine|ten|pair|duo|trio)\b")

# Groups by their number: "the pair", "one of the trio".
_NUMBERED = {"pair": "two", "duo": "two", "couple": "two", "trio": "three", "threesome": "three", "quartet": "four"}

# How many sentences back the group may stand of which "one" or "both" is said, and the body for which "a spokeswoman" speaks.
_GROUP_SENTENCES = 5
_PRINCIPAL_SENTENCES = 6


class SourceLinker(Linker):
    """A linker that knows what the sources of frames stand for."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self._spoken_of: Referent | None = None

    def source(self, mention: Mention, hints: Hints, whole: Span) -> Referent | None:
        """Return what a source stands for: like ``link``, and parts of groups and spokespersons besides."""
        if mention.head.lower_ in _TELLINGS and mention.owner is not None and mention.owner.lower_ not in FIRST_PERSON:
            teller = self.holder(mention, mention.owner)
            if teller is not None:
                return teller
        spoken_for = None
        found = self.reported_for(mention) or self._part(mention, whole)
        if found is None:
            found = spoken_for = self._spoken_for(mention)
        if spoken_for is not None:
            spoken_for.voice = spoken_for.sentence = mention.sentence  # "he" may now mean who speaks for it
        return found or self.link(mention, hints, whole)

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

    def _part(self, mention: Mention, whole: Span) -> Referent | None:
        """Return a referent for "one of them", "both", "another", "the pair": a group named before, or part of one."""
        head = mention.head
        if head.lower_ in _NUMBERED and mention.is_definite and mention.owner is None:
            return self._all_of(mention, _NUMBERED[head.lower_])
        if mention.name is not None or head.lower_ not in _PARTS:
            return None
        beside = next((one for one in head.rights if one.dep_ == "appos" and one.pos_ in {"NOUN", "PROPN"}), None)
        names_group = self._names_its_group(head, whole)
        if beside is not None and not (names_group and beside.lower_ in TELL_LITTLE):
            return self.link(mention_at(self.reading, beside, mention.sentence), whole=self._from(beside, whole))
        if names_group:
            return self._one_of_those(mention) if head.lower_ == "one" else None
        return self._part_of_one_before(mention, whole)

    def _part_of_one_before(self, mention: Mention, whole: Span) -> Referent | None:
        """Return a referent for a part whose group the words do not name, or the whole group for "both"."""
        counted = _COUNTED_PART.search(self.reading.text, whole.start, whole.end)
        number = counted["count"].lower() if counted else ""
        group = self._all_of(mention, _NUMBERED.get(number, number))
        if group is None or mention.head.lower_ in {"both", "all", "each"}:
            return group
        return self._opened_part(mention, group)

    def _from(self, beside: Token, whole: Span) -> Span:
        """Return a source phrase from a noun on that stands beside its head: "a midwife" of "one of them, a midwife"."""
        start = self.reading.start(beside.left_edge)
        return Span(start, max(whole.end, start + len(beside)))

    def _all_of(self, mention: Mention, number: str) -> Referent | None:
        """Return the group that "both", "all three" or "the pair" takes up."""
        group = self._group(mention, number)
        if group is not None:
            self.referents.touch(group, mention)
        return group

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
        is_noun = (
            member is not None and member.pos_ in {"NOUN", "PROPN"} and member.lower_ not in _PARTS | set(_NUMBERED)
        )
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
