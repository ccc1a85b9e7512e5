"""Who speaks: every source resolved to a full name within the document, with the words that the name rests on."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from allegedly.attribute.labels.cue_labels import lemma_of, read_cue
from allegedly.attribute.names.affiliation import find_affiliation
from allegedly.attribute.names.descriptions import find_parts
from allegedly.attribute.names.full_names import Names
from allegedly.attribute.names.headlines import settle_headlines
from allegedly.attribute.names.inner_names import find_inner_name
from allegedly.attribute.names.linking import FIRST_PERSON
from allegedly.attribute.names.mentions import Form, Mention, mention_at, mentions_of, source_head
from allegedly.attribute.names.nouns import PEOPLE, is_agentive, is_bodily
from allegedly.attribute.names.possessives import whose_is
from allegedly.attribute.names.pronouns import NO_HINTS, Hints, fits
from allegedly.attribute.names.referents import Referent, settle_short_names
from allegedly.attribute.names.source_kinds import kind_of
from allegedly.attribute.names.source_linking import SourceLinker
from allegedly.attribute.reading import Reading, joined
from allegedly.records import Frame, Span, Spans
from allegedly.vocab import AttributionKind, SourceKind

_PLURAL_FIRST_PERSON = frozenset({"we", "us", "our", "ours"})
_OWN_OUTLET = re.compile(
    r"(?i)(?:this|our|these|the present)\s+(?:news|paper|page|site|magazine|outlet|channel|station|weekly|daily|agency|post|report|"
    r"column|brief|radio|programme|correspondent|man|editor|publication|scoop|newsroom|desk|investigation|readers? editor)|the editors?$"
)
# A name that does these and is no person, place or known body is an outlet's.
_REPORTING = frozenset(
    [
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
    ]
)
# What a reporting body is called that is no outlet.
_NO_OUTLETS = frozenset(
    {"group", "charity", "committee", "party", "union", "ministry", "army", "movement", "association", "council"}
)
# Cues that go with documents as with people.
_WRITTEN = frozenset(
    ["recommend", "read", "conclude", "note", "warn", "give", "state", "describe", "forbid", "provide"]
)
# How a printed interview marks what the outlet itself asks.
_ASKING = frozenset({"Q", "Question"})
_REPORTS = frozenset({"report", "reports", "account", "article", "story", "headline", "headlines"})

# How many sentences back an outlet may stand whose report "the report" is.
_REPORT_SENTENCES = 3


_OURS = re.compile(r"(?i)(?P<whose>our|my) (?:own )?(?P<held>.+)")
_BRACKET = re.compile(r"\s*\([^)]*\)$")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A source with its name in full, the spans the name rests on, its kind and its affiliation."""

    name: str | None
    spans: Spans
    kind: SourceKind
    affiliation: Spans = ()


_NOBODY = Resolved(None, (), SourceKind.IMPERSONAL)


@dataclass(slots=True)
class Speaker:
    """One frame's source while the document is read: its mention and what that stands for."""

    mention: Mention
    referent: Referent


def resolve(
    reading: Reading, frames: Sequence[Frame], parents: Sequence[int | None], stretches: Spans
) -> list[Resolved]:
    """Return who each frame's source is, in full, and of what kind; ``stretches`` are those in quotation marks.

    The document is gone through once in reading order, headlines last, because they name in short what the text below
    names in full.
    """
    return Resolver(reading, frames, parents).run(stretches)


class Resolver:
    """Follows the mentions of one document and notes what the frames' sources stand for."""

    def __init__(self, reading: Reading, frames: Sequence[Frame], parents: Sequence[int | None]) -> None:
        self.reading = reading
        self.frames = frames
        self.parents = parents
        self.linker = SourceLinker(reading)
        self.resolved: dict[int, Resolved] = {}
        self.speakers: dict[int, Speaker] = {}
        self._names = Names(reading.text)
        self._own_voices: set[int] = set()
        self._open_pronouns: dict[int, Mention] = {}
        self._heads: dict[tuple[int, int], list[int]] = {}
        for number, frame in enumerate(frames):
            head = source_head(reading.tokens(frame.source))
            if head is not None:
                self._heads.setdefault((id(head.doc), head.i), []).append(number)

    def run(self, stretches: Spans) -> list[Resolved]:
        """Return the resolved sources, one for each frame in their order."""
        mentions = self._mentions()
        mark_quoted(mentions, stretches)
        for in_title in (False, True):
            for mention in mentions:
                if self.linker.in_title(mention.start) is in_title:
                    self._visit(mention)
        settle_short_names(self.linker.referents.recent())
        self._settle_pronouns()
        self._settle_names()
        self._settle_first_person()
        for title, body in settle_headlines(self.reading, self.frames, self._referents()).items():
            below = self.resolved[body]
            spans = tuple(sorted({*below.spans, *self.frames[title].source}))
            self.resolved[title] = Resolved(below.name, spans, below.kind, below.affiliation)
        return [self.resolved.get(number, _NOBODY) for number in range(len(self.frames))]

    def _referents(self) -> dict[int, Referent]:
        return {number: speaker.referent for number, speaker in self.speakers.items()}

    def _mentions(self) -> list[Mention]:
        """Return the mentions of the document and, where a source's head is in none of them, one for it."""
        mentions = list(mentions_of(self.reading))
        known = {(id(mention.head.doc), mention.head.i) for mention in mentions}
        docs = {id(paragraph.doc): paragraph.doc for paragraph in self.reading.paragraphs}
        starts, sentences = [mention.start for mention in mentions], [mention.sentence for mention in mentions]
        for doc, number in self._heads:
            if (doc, number) not in known:
                head = docs[doc][number]
                before = bisect_right(starts, self.reading.start(head)) - 1
                mentions.append(mention_at(self.reading, head, sentences[before] if before >= 0 else 0))
        return sorted(mentions, key=lambda mention: mention.start)

    def _visit(self, mention: Mention) -> None:
        numbers = self._heads.get((id(mention.head.doc), mention.head.i), [])
        if not numbers:
            self.linker.link(mention)
        for number in numbers:
            self._resolve(mention, number)

    def _resolve(self, mention: Mention, number: int) -> None:
        frame = self.frames[number]
        words, outlet = self.reading.words(frame.source), self.reading.document.outlet
        whole = joined(frame.source) or mention.span
        is_own = _OWN_OUTLET.match(words) is not None and self.linker.reported_for(mention) is None
        if outlet and (is_own or words.rstrip(".:") in _ASKING):
            self.resolved[number] = Resolved(outlet, frame.source, SourceKind.OUTLET)
            return
        if mention.span.start < whole.start < mention.span.end:
            mention.span = Span(whole.start, mention.span.end)
        find_inner_name(self.reading, mention, whole)
        if self._is_own_voice(number, mention):
            self._own_voices.add(number)
            self.resolved[number] = self._unresolved(mention, frame)
            return
        referent = self.linker.source(mention, self._hints(number, mention), whole)
        if referent is None:
            self.resolved[number] = self._unresolved(mention, frame)
            if mention.head.lower_ in {"he", "she"}:
                self._open_pronouns[number] = mention
            return
        referent = self._whose_report(mention, referent)
        referent.spoke_in = mention.sentence
        self.linker.referents.first_speaker = self.linker.referents.first_speaker or referent
        self._learn_outlet(referent, frame)
        find_parts(self.linker, mention, referent)
        referent.affiliation = find_affiliation(self.reading, mention, whole) or referent.affiliation
        self.speakers[number] = Speaker(mention, referent)
        kind = kind_of(mention, referent)
        if kind is SourceKind.UNNAMED and self._is_trace(number, mention, referent):
            kind = SourceKind.DOCUMENT
        self.resolved[number] = Resolved(
            self._names.of(referent), self._spans(frame, referent), kind, referent.affiliation
        )

    def _hints(self, number: int, mention: Mention) -> Hints:
        """Return what a source's place tells of whom a pronoun there means; of anything else it tells nothing."""
        if mention.form is not Form.PRONOUN:
            return NO_HINTS
        parent = self.parents[number]
        outer = self.speakers.get(parent) if parent is not None else None
        cue = read_cue(self.reading.tokens(self.frames[number].cue))
        shows = cue.kind is AttributionKind.EVIDENCE or cue.lemma in _WRITTEN
        return Hints(apart=self._quoted_in(number), speaker=outer.referent if outer else None, shows=shows)

    def _is_trace(self, number: int, mention: Mention, referent: Referent) -> bool:
        """Say whether what shows something is a thing and nobody: "the angle of the crater indicates"."""
        cue = read_cue(self.reading.tokens(self.frames[number].cue))
        is_thing = mention.form is Form.NOUN and referent.sort is None and not is_agentive(mention.head.lower_)
        return is_thing and cue.kind is AttributionKind.EVIDENCE and mention.head.pos_ == "NOUN"

    def _quoted_in(self, number: int) -> tuple[Referent, ...]:
        """Return whom the words of a frame mention in quotation marks before its source: no speaker speaks of himself so."""
        content = self.frames[number].content
        return tuple(
            one
            for one in self.linker.referents.recent()
            if one.was_quoted and any(s.start <= one.start < s.end for s in content)
        )

    def _spans(self, frame: Frame, referent: Referent) -> Spans:
        """Return the spans a name rests on: the source's own, and the one that gave the name if it is another."""
        if any(span.holds(referent.name_span) for span in frame.source):
            return frame.source
        return tuple(sorted((referent.name_span, *frame.source)))

    def _whose_report(self, mention: Mention, referent: Referent) -> Referent:
        """Return the outlet whose report it is, where a text says only "the report"; else ``referent`` itself."""
        maker = self._maker(mention)
        if maker is not None:
            return maker
        says_whose = mention.words or mention.owner is not None or len(referent.name.split()) > 2
        if referent.sort != "document" or mention.head.lower_ not in _REPORTS or says_whose:
            return referent
        for other in self.linker.referents.recent():
            if other.sort == "outlet" and mention.sentence - other.sentence <= _REPORT_SENTENCES:
                return other
        return referent

    def _maker(self, mention: Mention) -> Referent | None:
        """Return the outlet whose report it is by its name: "a Radio Orvel report", "the Lannoch Post's story"."""
        if mention.head.lower_ not in _REPORTS or mention.name is not None:
            return None
        names = [c for c in mention.head.lefts if c.pos_ == "PROPN" and c.dep_ in {"compound", "poss", "nmod"}]
        found = self.linker.known(mention_at(self.reading, names[-1], mention.sentence)) if names else None
        if found is None and names:
            made = mention_at(self.reading, names[-1], mention.sentence)
            found = self.linker.link(made) if made.sort == "outlet" else None
        return found if found is not None and found.sort == "outlet" else None

    def _learn_outlet(self, referent: Referent, frame: Frame) -> None:
        """Take a name that reports, writes or publishes, and is no person, place or known body, for an outlet's."""
        is_agency = referent.name.lower().endswith(("agency", "service", "network"))
        may_be = referent.is_named and referent.sort in {None, "body"} and (is_agency or not is_bodily(referent.name))
        is_cited = bool(frame.source) and bool(frame.cue) and frame.source[0].start > frame.cue[0].start
        told = referent.nouns & _NO_OUTLETS
        if may_be and not (is_cited or told) and any(lemma_of(t) in _REPORTING for t in self.reading.tokens(frame.cue)):
            referent.sort = "outlet"

    def _is_own_voice(self, number: int, mention: Mention) -> bool:
        """Say whether "our" or "we" is the outlet's, as in what another says of it: "the ministry rejected our finding".

        What is printed without a verb, "Mr Brandt: We have paid", is the speaker's own.
        """
        if mention.head.lower_ not in FIRST_PERSON or mention.is_quoted:
            return False
        parent = self.parents[number]
        outer = self.frames[parent] if parent is not None else None
        return outer is None or any(token.is_alpha for token in self.reading.tokens(outer.cue))

    def _unresolved(self, mention: Mention, frame: Frame) -> Resolved:
        """Return a source that stands for nothing before it: the outlet's or the author's own voice, or just its words."""
        word = mention.head.lower_
        if word in FIRST_PERSON:
            own = self._own_voice(is_plural=word in _PLURAL_FIRST_PERSON)
            return replace(own, spans=frame.source)
        kind = SourceKind.NAMED if word in {"he", "she", "it"} else SourceKind.UNNAMED
        return Resolved(self.reading.words(frame.source), frame.source, kind)

    def _own_voice(self, *, is_plural: bool) -> Resolved:
        """Return whose voice the document's own is: the outlet's, or the author's where that is one person."""
        document = self.reading.document
        outlet = _BRACKET.sub("", document.outlet or "")
        if outlet and (is_plural or not document.byline):
            kind = SourceKind.NAMED if is_bodily(outlet) else SourceKind.OUTLET
            return Resolved(outlet if is_plural else f"author of {outlet}", (), kind)
        kind = SourceKind.NAMED if document.byline else SourceKind.UNNAMED
        return Resolved(document.byline or "the author", (), kind)

    def _settle_pronouns(self) -> None:
        """Give "he" and "she" that found nobody before them the one person of the text, who may stand in the title or below."""
        people = [one for one in self.linker.referents.recent() if one.is_named and one.sort in PEOPLE]
        title = self.reading.document.title_span
        above = set(title.of(self.reading.text).casefold().replace(":", " ").split()) if title is not None else set()
        titled = [one for one in people if above.intersection(one.name_words[-1:])]
        for number, mention in self._open_pronouns.items():
            fitting = [one for one in titled or people if fits(mention.head.lower_, one)]
            if len(fitting) == 1:
                [person] = fitting
                frame, kind = self.frames[number], kind_of(mention, person)
                self.speakers[number] = Speaker(mention, person)
                self.resolved[number] = Resolved(self._names.of(person), self._spans(frame, person), kind)

    def _settle_names(self) -> None:
        """Give every source the fullest name that the whole text has for it: "a media outlet" is named further down."""
        for number, speaker in self.speakers.items():
            early, name = self.resolved[number], self._names.of(speaker.referent)
            turned_out = speaker.referent.sort == "outlet" and early.kind is SourceKind.DOCUMENT
            is_open = early.kind is SourceKind.UNNAMED or turned_out
            if early.name == name and not is_open:
                continue
            kind = kind_of(speaker.mention, speaker.referent) if is_open else early.kind
            affiliation = early.affiliation or speaker.referent.affiliation
            self.resolved[number] = Resolved(
                name, self._spans(self.frames[number], speaker.referent), kind, affiliation
            )

    def _settle_first_person(self) -> None:
        """Give "I", "we" and "our engineers" the name of their speaker, whose own words may follow the quotation."""
        for number, frame in enumerate(self.frames):
            parent = self.parents[number]
            outer = self.resolved.get(parent) if parent is not None else None
            words = self.reading.words(frame.source).lower()
            if words not in FIRST_PERSON and number in self.speakers:
                self._settle_ours(number, outer)
            elif words in FIRST_PERSON and number not in self._own_voices and outer is not None and outer.name:
                spans = tuple(sorted({*outer.spans, *frame.source}))
                self.resolved[number] = Resolved(outer.name, spans, outer.kind, outer.affiliation)

    def _settle_ours(self, number: int, outer: Resolved | None) -> None:
        """Name a source that "our" or "my" describes by its speaker: "our engineers" are the engineers of Orvel Mining."""
        early, speaker = self.resolved[number], self.speakers[number]
        whose = _OURS.match(early.name or "")
        if whose is None or speaker.referent.is_named:
            return
        is_ours = whose["whose"].lower() == "our"
        is_outer = outer is not None and (speaker.mention.is_quoted or not is_ours)
        holder = outer if outer is not None and is_outer else self._own_voice(is_plural=is_ours)
        if holder.name is not None:
            self.resolved[number] = replace(early, name=whose_is(holder.name, whose["held"], self.reading.text))


def mark_quoted(mentions: Sequence[Mention], stretches: Sequence[Span]) -> None:
    """Mark the mentions inside quotation marks: whom a speaker mentions is less likely the next to speak."""
    left = iter(stretches)
    stretch = next(left, None)
    for mention in mentions:
        while stretch is not None and stretch.end <= mention.start:
            stretch = next(left, None)
        mention.is_quoted = stretch is not None and stretch.start <= mention.start
