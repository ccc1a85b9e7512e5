"""Who speaks: every source resolved to a full name within the document, with the words that the name rests on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from allegedly.attribute.affiliation import find_affiliation
from allegedly.attribute.cue_labels import lemma_of, read_cue
from allegedly.attribute.mentions import (
    PEOPLE,
    Form,
    Mention,
    is_bodily,
    known_noun,
    mention_at,
    mentions_of,
    source_head,
    titles,
)
from allegedly.attribute.reading import Reading, joined
from allegedly.attribute.referents import Referent, Referents, full_name
from allegedly.records import Frame, Span, Spans
from allegedly.vocab import AttributionKind, SourceKind

_OWN_PLURAL = frozenset({"we", "us", "our", "ours"})
_OWN = _OWN_PLURAL | {"i", "me", "my", "mine"}
_OWN_OUTLET = re.compile(
    r"(?i)(this|our|these|the present)\s+(news|paper|page|site|magazine|outlet|channel|station|weekly|daily|agency|post|report|column|brief|radio|programme|correspondent|man|editor)"
)
# How many sentences back the group may stand of which "one" or "both" is said.
_GROUP_SENTENCES = 5
_ADVOCATES = frozenset(
    {"lawyer", "solicitor", "barrister", "attorney", "counsel", "agent", "chairman", "director", "head", "leader"}
)
_NAME = r"(?P<name>[A-Z][\w’'.-]+(?: (?:de|van|von|al|bin|of the|of)? ?[A-Z][\w’'.-]+)*)"
_NAMED = re.compile(
    r"\b(?:named|called|known as|name as|the name(?: of)?|nicknamed|(?:him|her)self|identified as|name is|styled)\s+"
    + _NAME
)
_BESIDE = re.compile(
    r",\s+(?:(?:the|a|an|his|her|its|their|now|once|then) )?(?:[a-z][\w-]+ ){0,3}" + _NAME + r"\s*(?=,|$|\()"
)
# The share of a headline's content words that must come back in what a body source says for the two to be one.
_TITLE_SHARE = 0.3
_REPORTING = frozenset(
    {
        "report",
        "write",
        "publish",
        "quote",
        "broadcast",
        "carry",
        "air",
        "headline",
        "editorialise",
        "print",
        "run",
        "cite",
    }
)
_ADJACENT = re.compile(r"\s+" + _NAME + r"(?<=\w\w)")
_WRITTEN = frozenset(
    {"recommend", "read", "conclude", "note", "warn", "give", "state", "describe", "forbid", "provide"}
)
_REPORTS = frozenset({"report", "reports", "account", "article", "story"})
# How many sentences after the opening description the name may come that takes it up.
_INTRODUCED_SENTENCES = 3
# How many sentences back an outlet may stand whose report "the report" is.
_REPORT_SENTENCES = 3
_PARTITIVE = frozenset(
    {
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
    }
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A source with its name in full, the spans the name rests on, and its kind."""

    name: str | None
    spans: Spans
    kind: SourceKind
    affiliation: Spans = ()


class Resolver:
    """Goes through a document once in reading order, headlines last, and says for each frame who its source is.

    Headlines come last because they name in short what the text below names in full.
    """

    def __init__(
        self, reading: Reading, frames: Sequence[Frame], parents: Sequence[int | None], stretches: Spans = ()
    ) -> None:
        self.reading = reading
        self.stretches = stretches
        self.frames = frames
        self.parents = parents
        self.referents = Referents(reading)
        self.resolved: list[Resolved | None] = [None] * len(frames)
        self.speakers: list[Referent | None] = [None] * len(frames)
        self.mentions: dict[int, Mention] = {}
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
        self._settle_names()
        self._settle_first_person()
        self._settle_titles()
        return [done or Resolved(None, (), SourceKind.IMPERSONAL) for done in self.resolved]

    def _settle_names(self) -> None:
        """Give every source the fullest name that the whole text has for it: "a media outlet" is named further down."""
        for number, referent in enumerate(self.speakers):
            early = self.resolved[number]
            name = full_name(referent) if referent is not None else None
            if referent is None or early is None or (early.name == name and early.kind is not SourceKind.UNNAMED):
                continue
            kind = self._kind(self.mentions[number], referent) if early.kind is SourceKind.UNNAMED else early.kind
            frame = self.frames[number]
            spans = (
                *frame.source,
                *(() if any(s.holds(referent.name_span) for s in frame.source) else (referent.name_span,)),
            )
            affiliation = early.affiliation or referent.affiliation
            self.resolved[number] = Resolved(name, tuple(sorted(spans)), kind, affiliation)

    def _settle_first_person(self) -> None:
        """Give "I" and "we" inside a quotation the name of its speaker, whose own words may follow the quotation."""
        for number, frame in enumerate(self.frames):
            if self.speakers[number] is None and _is_first_person(self.reading.words(frame.source)):
                parent = self.parents[number]
                outer = self.resolved[parent] if parent is not None else None
                if outer is not None and outer.name is not None:
                    self.resolved[number] = Resolved(
                        outer.name, tuple(sorted((*outer.spans, *frame.source))), outer.kind
                    )

    def _settle_titles(self) -> None:
        """Give a headline's bare noun ("mayor says") the name of the one who says most of the same words below.

        Headlines come without articles and name in a word whom the text names in full.
        """
        below = [n for n, frame in enumerate(self.frames) if not self._in_title(frame.content[0].start)]
        words: dict[int, set[str]] = {}
        for number, frame in enumerate(self.frames):
            speaker = self.speakers[number]
            if not self._in_title(frame.content[0].start) or speaker is None or speaker.is_named or not frame.source:
                continue
            words = words or {n: self._stems(self.frames[n].content) for n in below}
            said = self._stems(frame.content)
            ranked = [(len(said & words[n]), -n) for n in below if self._may_be(speaker, self.speakers[n])]
            shared, best = max(ranked, default=(0, 0))
            outer = self.resolved[-best] if shared >= max(1, _TITLE_SHARE * len(said)) else None
            if outer is not None:
                self.resolved[number] = Resolved(outer.name, tuple(sorted({*outer.spans, *frame.source})), outer.kind)

    def _stems(self, spans: Spans) -> set[str]:
        """Return the content words of ``spans``, cut to five letters so that inflected forms meet."""
        return {
            token.lower_[:5]
            for token in self.reading.tokens(spans)
            if token.pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"} and not token.is_stop
        }

    def _may_be(self, speaker: Referent, other: Referent | None) -> bool:
        """Say whether a headline's noun may stand for a sayer of the body: of one sort and number, not against its nouns."""
        if other is None or speaker.is_plural != other.is_plural:
            return False
        if speaker.nouns & other.nouns:
            return True
        people = speaker.sort in PEOPLE or speaker.sort is None
        return other.sort in PEOPLE if people else other.sort == speaker.sort

    def _mentions(self) -> list[Mention]:
        """Return the mentions of the document and, where a source's head is in none of them, one for it."""
        mentions = list(mentions_of(self.reading))
        self._mark_quoted(mentions)
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

    def _mark_quoted(self, mentions: Sequence[Mention]) -> None:
        """Mark the mentions inside quotation marks: whom a speaker mentions is less likely the next to speak."""
        stretches = iter(self.stretches)
        stretch = next(stretches, None)
        for mention in mentions:
            while stretch is not None and stretch.end <= mention.start:
                stretch = next(stretches, None)
            mention.is_quoted = stretch is not None and stretch.start <= mention.start

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
        if found is None and mention.form is Form.NOUN and (mention.is_definite or self._in_title(mention.start)):
            found = self._by_noun(mention)
            if found is not None and mention.name is not None and found.is_named:
                found = None
        found = found or self.referents.by_role(mention)
        if found is None and number is not None:
            found = self._introduced(mention)
        if found is not None:
            return self.referents.merge(found, mention)
        return self._open(mention, number)

    def _introduced(self, mention: Mention) -> Referent | None:
        """Return the person whom the first sentence calls "a school cook" and whom a bare name now takes up.

        Stories often open with a description and give the name in the next sentence, without a word that joins the two.
        """
        if (
            mention.form is not Form.NAME
            or mention.sort not in PEOPLE | {None}
            or mention.nouns
            or not mention.is_subject
        ):
            return None
        first = next((r for r in self.referents.all if r.spoke_in >= 0), None)
        if first is None or first.is_named or first.is_plural or first.sort not in PEOPLE or not _is_indefinite(first):
            return None
        near = mention.sentence - first.spoke_in <= _INTRODUCED_SENTENCES
        agrees = not (first.gender and mention.gender and first.gender != mention.gender)
        return first if near and agrees and re.match("(?i)an? ", first.name) else None

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
        shows = number is not None and self._shows(self.frames[number])
        return self.referents.by_pronoun(mention, prefer=speaker, shows=shows)

    def _shows(self, frame: Frame) -> bool:
        """Say whether a cue is one that documents go with: "shows", "lists", "recommends"."""
        cue = read_cue(self.reading.tokens(frame.cue))
        return cue.kind is AttributionKind.EVIDENCE or cue.lemma in _WRITTEN

    def _by_relative(self, mention: Mention) -> Referent | None:
        """Return the antecedent of "who" or "which": the last possible sayer before it in its sentence."""
        for referent in self.referents.recent():
            if referent.sentence != mention.sentence:
                return None
            if referent.start < mention.start and (referent.sort is not None or referent.is_named):
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
        cut = re.search(r"\s*(?:[,;:–—(]|\b(?:him|her|it|them)sel(?:f|ves)\b)", words[mention.span.end - span.start :])
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
        self._find_inner_name(mention, frame)
        referent = self._partitive(mention, number) or self._spoken_for(mention) or self._link(mention, number)
        if referent is None:
            name, kind = self._unresolved(mention, frame)
            self.resolved[number] = Resolved(name, frame.source, kind)
            return
        referent = self._whose_report(mention, referent)
        referent.spoke_in = mention.sentence
        self._learn_outlet(referent, frame)
        self.speakers[number] = referent
        self.mentions[number] = mention
        name = self._full_name(mention, referent)
        spans = (
            frame.source
            if any(span.holds(referent.name_span) for span in frame.source)
            else (referent.name_span, *frame.source)
        )
        whole = joined(frame.source) or mention.span
        referent.affiliation = find_affiliation(self.reading, mention, whole) or referent.affiliation
        kind = self._kind(mention, referent)
        self.resolved[number] = Resolved(name, tuple(sorted(spans)), kind, referent.affiliation)

    def _whose_report(self, mention: Mention, referent: Referent) -> Referent:
        """Return the outlet whose report it is, where a text says only "the report"; else ``referent`` itself."""
        if (
            referent.sort != "document"
            or mention.head.lower_ not in _REPORTS
            or mention.words
            or mention.owner is not None
        ):
            return referent
        outlets = (
            r
            for r in self.referents.recent()
            if r.sort == "outlet" and mention.sentence - r.sentence <= _REPORT_SENTENCES
        )
        outlet = next(outlets, None)
        is_told_of = len(referent.name.split()) > 2 or referent.owner is not None
        return referent if outlet is None or is_told_of else outlet

    def _learn_outlet(self, referent: Referent, frame: Frame) -> None:
        """Take a name that reports, writes or publishes, and is no person, place or known body, for an outlet's."""
        if referent.is_named and referent.sort in {None, "body"} and not is_bodily(referent.name):
            if any(lemma_of(token) in _REPORTING for token in self.reading.tokens(frame.cue)):
                referent.sort = "outlet"

    def _find_inner_name(self, mention: Mention, frame: Frame) -> None:
        """Take the name that a source gives for a noun it begins with: "a commander who uses the name X", "her son, X"."""
        whole = joined(frame.source)
        if mention.name is not None or mention.is_plural or mention.form is not Form.NOUN or whole is None:
            return
        text, start = self.reading.text, mention.span.end
        known = known_noun(mention.head)
        match = _NAMED.search(text, start, whole.end) or _BESIDE.search(text, start, whole.end)
        if match is None and known and known[0] in PEOPLE:
            match = _ADJACENT.match(text, start, whole.end)
        if match is None:
            return
        span = Span(match.start("name"), match.end("name"))
        tokens = self.reading.tokens((span,))
        is_place = any(token.ent_type_ in {"GPE", "LOC", "FAC", "DATE"} for token in tokens[-1:])
        if is_place and match.re is _BESIDE and match.start() != start:
            return
        while len(tokens) > 1 and tokens[0].lower_.rstrip(".") in titles():
            tokens = tokens[1:]
        mention.name = self.reading.span(tokens[0], tokens[-1])
        mention.sort = mention.sort or "person"

    def _unresolved(self, mention: Mention, frame: Frame) -> tuple[str | None, SourceKind]:
        document = self.reading.document
        if mention.head.lower_ in _OWN_PLURAL:
            return document.outlet or self.reading.words(frame.source), SourceKind.OUTLET
        if mention.head.lower_ in _OWN:
            return document.byline or "the author", SourceKind.NAMED if document.byline else SourceKind.UNNAMED
        return self.reading.words(frame.source), SourceKind.NAMED if mention.head.lower_ in {
            "he",
            "she",
            "it",
        } else SourceKind.UNNAMED

    def _full_name(self, mention: Mention, referent: Referent) -> str:
        """Return the referent's name; one that hangs on a possessor says in full of whom: "office of Bartel Nyss"."""
        owner = mention.owner
        if (
            owner is None
            or owner.pos_ != "PRON"
            or mention.name is not None
            or referent.is_named
            or referent.owner is not None
        ):
            return full_name(referent)
        possessor = self.reading.span(owner.doc[owner.left_edge.i], owner)
        held = mention.span.of(self.reading.text)
        rest = self.reading.text[possessor.end : mention.span.end].lstrip("’'").removeprefix("s ").strip()
        if (
            not referent.name
            or not rest
            or not _without_article(held).startswith(_without_article(possessor.of(self.reading.text)))
        ):
            return referent.name
        holder = self._holder(mention, owner)
        if holder is None or holder is referent:
            return referent.name
        referent.owner = holder
        tail = referent.name[len(_without_article(held)) :] if referent.name.startswith(_without_article(held)) else ""
        referent.held = (rest.removeprefix("own "), tail)
        return full_name(referent)

    def _holder(self, mention: Mention, owner: Token) -> Referent | None:
        if owner.lower_ in _OWN:
            return None
        if owner.pos_ != "PRON":
            return self._link(mention_at(self.reading, owner, mention.sentence), None)
        pronoun = Mention(head=owner, span=self.reading.span(owner), sentence=mention.sentence, form=Form.PRONOUN)
        held = self.referents.all[-1:] if self.referents.all else []
        return self.referents.by_pronoun(pronoun, apart=held)

    def _partitive(self, mention: Mention, number: int) -> Referent | None:
        """Return a referent for "one of them", "both", "another": part of a group named before."""
        head = mention.head
        if mention.name is not None or head.lower_ not in _PARTITIVE or self._names_its_group(head):
            return None
        beside = next(
            (child for child in head.rights if child.dep_ == "appos" and child.pos_ in {"NOUN", "PROPN"}), None
        )
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
        near = [
            r for r in self.referents.recent() if r.is_plural and 0 <= mention.sentence - r.sentence <= _GROUP_SENTENCES
        ]
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
        before = mention.owner or next(
            (child for child in reversed(list(mention.head.lefts)) if child.dep_ == "compound"), None
        )
        if before is not None:
            if before.pos_ == "PRON":
                return self._holder(mention, before)
            return self._link(mention_at(self.reading, before, mention.sentence), None)
        return next(
            (r for r in self.referents.recent() if r.sort in {"body", "place"} and mention.sentence - r.sentence <= 6),
            None,
        )

    def _kind(self, mention: Mention, referent: Referent) -> SourceKind:
        if referent.sort == "outlet":
            return SourceKind.OUTLET
        if referent.sort == "document":
            return SourceKind.DOCUMENT
        if referent.sort == "user" or referent.nouns & {"user", "account"}:
            return SourceKind.UNNAMED
        if referent.is_named or _is_family(mention):
            return SourceKind.NAMED
        if referent.sort in {"office", "spokesperson"}:
            return SourceKind.UNNAMED if referent.is_plural or _is_indefinite(referent) else SourceKind.NAMED
        if referent.sort in {"body", "place", "crowd"}:
            return SourceKind.UNNAMED if _is_indefinite(referent) and not mention.is_definite else SourceKind.NAMED
        if referent.sort == "agent" and not referent.is_plural and not _is_indefinite(referent):
            owned = mention.owner is not None and mention.owner.pos_ == "PRON"
            return (
                SourceKind.NAMED
                if mention.is_definite and (not owned or _ADVOCATES & referent.nouns)
                else SourceKind.UNNAMED
            )
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
    return (
        re.match(r"(?i)(an?|some|several|two|three|four|five|six|many|few|most|other|another|one|no)\b", referent.name)
        is not None
    )


def _is_family(mention: Mention) -> bool:
    """Say whether a source is a family by its name, as in "the Aldous family"."""
    return mention.head.lemma_ == "family" and any(
        child.pos_ == "PROPN" and child.dep_ != "poss" for child in mention.head.lefts
    )


def _is_first_person(words: str) -> bool:
    return words.lower() in _OWN


def _without_article(words: str) -> str:
    return re.sub(r"(?i)^the\s+", "", words)


def resolve(
    reading: Reading, frames: Sequence[Frame], parents: Sequence[int | None], stretches: Spans
) -> list[Resolved]:
    """Return who each frame's source is, in full, and of what kind; ``stretches`` are those in quotation marks."""
    return Resolver(reading, frames, parents, stretches).run()
