"""Who speaks: every source resolved to a full name within the document, with the words that the name rests on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from allegedly.attribute.mentions import PEOPLE, Form, Mention, mention_at, mentions_of, source_head
from allegedly.attribute.reading import Reading, joined
from allegedly.attribute.referents import Referent, Referents
from allegedly.records import Frame, Span, Spans
from allegedly.vocab import SourceKind

_OWN_PLURAL = frozenset({"we", "us", "our", "ours"})
_OWN = _OWN_PLURAL | {"i", "me", "my", "mine"}
_OWN_OUTLET = re.compile(r"(?i)(this|our|these|the present)\s+(news|paper|page|site|magazine|outlet|channel|station|weekly|daily|agency|post|report|column|brief|radio|programme|correspondent|man|editor)")
# How many sentences back the group may stand of which "one" or "both" is said.
_GROUP_SENTENCES = 5
_PARTITIVE = frozenset({"one", "two", "three", "four", "five", "six", "some", "many", "most", "several", "few", "another", "other", "both", "all", "none", "neither", "either", "each", "third", "half", "others"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """A source with its name in full, the spans the name rests on, and its kind."""

    name: str | None
    spans: Spans
    kind: SourceKind


class Resolver:
    """Goes through a document once in reading order, headlines last, and says for each frame who its source is.

    Headlines come last because they name in short what the text below names in full.
    """

    def __init__(self, reading: Reading, frames: Sequence[Frame], parents: Sequence[int | None]) -> None:
        self.reading = reading
        self.frames = frames
        self.parents = parents
        self.referents = Referents(reading)
        self.resolved: list[Resolved | None] = [None] * len(frames)
        self.speakers: list[Referent | None] = [None] * len(frames)
        self._heads = self._source_heads()

    def _source_heads(self) -> dict[tuple[int, int], list[int]]:
        heads: dict[tuple[int, int], list[int]] = {}
        for number, frame in enumerate(self.frames):
            head = source_head(self.reading.tokens(frame.source))
            if head is None:
                self.resolved[number] = Resolved(None, (), SourceKind.IMPERSONAL)
            else:
                heads.setdefault((id(head.doc), head.i), []).append(number)
        return heads

    def run(self) -> list[Resolved]:
        """Return the resolved sources, one for each frame in their order."""
        mentions = self._mentions()
        body = [mention for mention in mentions if not self._in_title(mention.start)]
        titles = [mention for mention in mentions if self._in_title(mention.start)]
        for mention in body + titles:
            self._visit(mention)
        self._settle_first_person()
        return [done or Resolved(None, (), SourceKind.IMPERSONAL) for done in self.resolved]

    def _settle_first_person(self) -> None:
        """Give "I" and "we" inside a quotation the name of its speaker, whose own words may follow the quotation."""
        for number, frame in enumerate(self.frames):
            if self.speakers[number] is None and _is_first_person(self.reading.words(frame.source)):
                parent = self.parents[number]
                outer = self.resolved[parent] if parent is not None else None
                if outer is not None and outer.name is not None:
                    self.resolved[number] = Resolved(outer.name, tuple(sorted((*outer.spans, *frame.source))), outer.kind)

    def _mentions(self) -> list[Mention]:
        """Return the mentions of the document and, where a source's head is in none of them, one for it."""
        mentions = list(mentions_of(self.reading))
        known = {(id(mention.head.doc), mention.head.i) for mention in mentions}
        missing = [key for key in self._heads if key not in known]
        if missing:
            docs = {id(paragraph.doc): paragraph.doc for paragraph in self.reading.paragraphs}
            bounds = {mention.start: mention.sentence for mention in mentions}
            ordered = sorted(bounds)
            for doc, number in missing:
                head = docs[doc][number]
                position = self.reading.start(head)
                before = [start for start in ordered if start <= position]
                mentions.append(mention_at(self.reading, head, bounds[before[-1]] if before else 0))
            mentions.sort(key=lambda mention: mention.start)
        return mentions

    def _in_title(self, position: int) -> bool:
        title = self.reading.document.title_span
        return title is not None and title.start <= position < title.end

    def _visit(self, mention: Mention) -> None:
        numbers = self._heads.get((id(mention.head.doc), mention.head.i), [])
        if not numbers:
            self._link(mention, None)
            return
        for number in numbers:
            self._resolve(mention, number)

    def _link(self, mention: Mention, number: int | None) -> Referent | None:
        """Return the referent of a mention, a new one if nothing before fits; None for a pronoun that finds none."""
        if mention.form is Form.PRONOUN:
            referent = self._by_pronoun(mention, number)
            if referent is not None:
                self.referents.touch(referent, mention)
                if mention.gender in {"m", "f"}:
                    referent.gender = referent.gender or mention.gender
            return referent
        found = self.referents.by_name(mention)
        if found is None and mention.form is Form.NOUN and (mention.is_definite or self._in_title(mention.start)) and mention.name is None:
            found = self._by_noun(mention)
        if found is not None:
            return self.referents.merge(found, mention)
        return self._open(mention, number)

    def _by_noun(self, mention: Mention) -> Referent | None:
        """Return what a definite noun takes up; a possessed one only if its possessor is the same."""
        if mention.owner is None:
            return self.referents.by_noun(mention)
        return None

    def _by_pronoun(self, mention: Mention, number: int | None) -> Referent | None:
        word = mention.head.lower_
        parent = self.parents[number] if number is not None else None
        speaker = self.speakers[parent] if parent is not None else None
        if word in _OWN:
            return speaker
        if word in {"who", "which", "that"}:
            return self._by_relative(mention)
        return self.referents.by_pronoun(mention, prefer=speaker)

    def _by_relative(self, mention: Mention) -> Referent | None:
        clause = mention.head
        while clause.dep_ not in {"relcl", "ROOT"} and clause.head.i != clause.i:
            clause = clause.head
        position = self.reading.start(clause.head)
        for referent in self.referents.recent():
            if referent.start <= position < referent.start + 200:
                return referent
        return None

    def _open(self, mention: Mention, number: int | None) -> Referent:
        if mention.name is not None:
            name = mention.name.of(self.reading.text)
            long = self.referents.acronym(name)
            return self.referents.add(mention, long or name, mention.name)
        span = self._description(mention, number)
        return self.referents.add(mention, _without_article(span.of(self.reading.text)), span)

    def _description(self, mention: Mention, number: int | None) -> Span:
        """Return the words that describe a source without a name: its phrase up to the first comma."""
        whole = joined(self.frames[number].source) if number is not None else None
        span = whole if whole is not None and whole.holds(mention.span) else self._phrase(mention)
        words = span.of(self.reading.text)
        cut = re.search(r"\s*[,;:–—(]", words[mention.span.end - span.start :])
        if cut:
            return Span(span.start, mention.span.end + cut.start())
        return span

    def _phrase(self, mention: Mention) -> Span:
        """Return the phrase with the prepositional phrases that follow its head."""
        last = mention.head
        for child in mention.head.rights:
            if child.dep_ != "prep" or child.i != last.i + 1:
                break
            last = child.right_edge if child.right_edge.i - child.i < 8 else last
        return Span(mention.span.start, self.reading.start(last) + len(last))

    def _resolve(self, mention: Mention, number: int) -> None:
        frame = self.frames[number]
        if self.reading.document.outlet and _OWN_OUTLET.match(self.reading.words(frame.source)):
            self.resolved[number] = Resolved(self.reading.document.outlet, frame.source, SourceKind.OUTLET)
            return
        referent = self._partitive(mention, number) or self._spoken_for(mention) or self._link(mention, number)
        if referent is None:
            name, kind = self._unresolved(mention, frame)
            self.resolved[number] = Resolved(name, frame.source, kind)
            return
        referent.spoke_in = mention.sentence
        self.speakers[number] = referent
        name = self._full_name(mention, referent)
        spans = frame.source if any(span.holds(referent.name_span) for span in frame.source) else (referent.name_span, *frame.source)
        self.resolved[number] = Resolved(name, tuple(sorted(spans)), self._kind(mention, referent))

    def _unresolved(self, mention: Mention, frame: Frame) -> tuple[str | None, SourceKind]:
        document = self.reading.document
        if mention.head.lower_ in _OWN_PLURAL:
            return document.outlet or self.reading.words(frame.source), SourceKind.OUTLET
        if mention.head.lower_ in _OWN:
            return document.byline or "the author", SourceKind.NAMED if document.byline else SourceKind.UNNAMED
        return self.reading.words(frame.source), SourceKind.NAMED if mention.head.lower_ in {"he", "she", "it"} else SourceKind.UNNAMED

    def _full_name(self, mention: Mention, referent: Referent) -> str:
        owner = mention.owner
        if owner is not None and mention.name is None and owner.pos_ == "PRON" and referent.name.lower().startswith(owner.lower_ + " "):
            holder = self._holder(mention, owner)
            if holder is not None:
                referent.name = f"{referent.name[len(owner.text) + 1 :]} of {holder.name}"
                referent.owner = holder
        return referent.name

    def _holder(self, mention: Mention, owner: Token) -> Referent | None:
        if owner.lower_ in _OWN:
            return None
        pronoun = Mention(head=owner, span=self.reading.span(owner), sentence=mention.sentence, form=Form.PRONOUN)
        held = self.referents.all[-1:] if self.referents.all else []
        return self.referents.by_pronoun(pronoun, apart=held)

    def _partitive(self, mention: Mention, number: int) -> Referent | None:
        """Return a referent for "one of them", "both", "another": part of a group named before."""
        head = mention.head
        if mention.name is not None or head.lower_ not in _PARTITIVE or self._names_its_group(head):
            return None
        beside = next((child for child in head.rights if child.dep_ == "appos" and child.pos_ in {"NOUN", "PROPN"}), None)
        if beside is not None:
            return self._link(mention_at(self.reading, beside, mention.sentence), number)
        group = self._group(mention)
        if group is None:
            return None
        self.referents.touch(group, mention)
        if head.lower_ in {"both", "all"}:
            return group
        part = self.referents.add(mention, _part_of(mention, group), self.reading.span(head))
        part.sort, part.is_plural, part.is_named, part.nouns = group.sort, False, False, set(group.nouns)
        return part

    def _names_its_group(self, head: Token) -> bool:
        """Say whether the words themselves tell of whom it is a part: "one of the judges", "two of its members"."""
        whole = next((child for child in head.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
        member = next((child for child in whole.rights if child.dep_ == "pobj"), None) if whole is not None else None
        return member is not None and member.pos_ in {"NOUN", "PROPN"}

    def _group(self, mention: Mention) -> Referent | None:
        """Return the latest group of people, or else of documents, that a part may be taken from."""
        near = [r for r in self.referents.recent() if r.is_plural and 0 <= mention.sentence - r.sentence <= _GROUP_SENTENCES]
        people = [r for r in near if r.sort in PEOPLE]
        spoke = [r for r in people if mention.sentence - r.spoke_in <= _GROUP_SENTENCES]
        return next(iter(spoke or people or [r for r in near if r.sort == "document"]), None)

    def _spoken_for(self, mention: Mention) -> Referent | None:
        """Return the body or person for whom an unnamed spokesperson speaks."""
        if mention.name is not None or mention.sort != "spokesperson":
            return None
        for child in mention.head.rights:
            if child.dep_ == "prep" and child.lower_ in {"for", "of"}:
                principal = next((token for token in child.rights if token.dep_ == "pobj"), None)
                if principal is not None:
                    return self._link(mention_at(self.reading, principal, mention.sentence), None)
        if mention.owner is not None:
            if mention.owner.pos_ == "PRON":
                return self._holder(mention, mention.owner)
            return self._link(mention_at(self.reading, mention.owner, mention.sentence), None)
        return next((r for r in self.referents.recent() if r.sort in {"body", "place"} and mention.sentence - r.sentence <= 6), None)

    def _kind(self, mention: Mention, referent: Referent) -> SourceKind:
        if referent.sort == "outlet":
            return SourceKind.OUTLET
        if referent.sort == "document":
            return SourceKind.DOCUMENT
        if referent.is_named:
            return SourceKind.NAMED
        if referent.sort in {"office", "spokesperson"}:
            return SourceKind.UNNAMED if referent.is_plural or _is_indefinite(referent) else SourceKind.NAMED
        if referent.sort in {"body", "place", "crowd"}:
            return SourceKind.UNNAMED if _is_indefinite(referent) else SourceKind.NAMED
        if referent.sort == "agent" and mention.owner is not None:
            return SourceKind.NAMED
        return SourceKind.UNNAMED


def _part_of(mention: Mention, group: Referent) -> str:
    """Return a name for a part of a group: "one of the two doctors", "another reader", "third diplomat"."""
    word = mention.head.lower_
    if word in {"another", "other", "third", "second", "fourth"}:
        noun = next((noun for noun in group.nouns if noun in group.name), None) or next(iter(sorted(group.nouns)), "")
        return f"{word} {noun}".strip()
    name = _without_article(group.name)
    name = name if group.is_named else name[:1].lower() + name[1:]
    return f"{word} of the {name}"


def _is_indefinite(referent: Referent) -> bool:
    """Say whether the words that describe a referent single nobody out: "a judge", "two ministries"."""
    return re.match(r"(?i)(an?|some|several|two|three|four|five|six|many|few|most|other|another|one|no)\b", referent.name) is not None


def _is_first_person(words: str) -> bool:
    return words.lower() in _OWN


def _without_article(words: str) -> str:
    return re.sub(r"(?i)^the\s+", "", words)


def resolve(reading: Reading, frames: Sequence[Frame], parents: Sequence[int | None]) -> list[Resolved]:
    """Return who each frame's source is, in full, and of what kind."""
    return Resolver(reading, frames, parents).run()
