"""Events with what their words resolve to: actors by their links, places and dates by the clause that they stand in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from spacy.tokens import Token

from allegedly.code_events.modes import dated_auxiliary
from allegedly.code_events.telling import by_claim, with_main_events
from allegedly.records import (
    Claim,
    Document,
    Event,
    EventDate,
    EventPlace,
    Link,
    Paragraph,
    Parsed,
    Participant,
    Span,
    Spans,
)
from allegedly.vocab import LinkKind

# A place after one of these says where somebody or something comes from or whom it is done with or to, not where it is done.
_NOT_THERE = frozenset({"from", "with", "against", "by", "between", "among", "than", "unlike"})
# Inside the actor's own words only these place the event as well: "police in Tarn", not "the government of Velmar".
_THERE = frozenset({"in", "at", "near", "outside", "inside", "around"})
# A dateline at the head of a paragraph: up to a dash of its own, names, a day, an agency in brackets.
_DATELINE = re.compile(
    r"(?:[A-Z][\w.'’/-]*[ ,]+){1,6}(?:\d{1,2} [A-Z]\w+[ ,]*|[A-Z]\w+\.? \d{1,2}[ ,]*)?(?:\([^)\n]{2,60}\)[ ,]*)?(?:--?|—|–)\s"
)
# "between … and …", "from … to …" around two dates.
_OPENING = re.compile(r"\b(between|from)\s+$", re.IGNORECASE)
_JOINS = {"between": re.compile(r"\s+and\s+"), "from": re.compile(r"\s+(?:to|until|till|through)\s+")}
_ON_THE_CALENDAR = frozenset({"DATE", "TIME"})


def resolved(
    parsed: Parsed, events: Sequence[Event], claims: Sequence[Claim], links: Iterable[Link]
) -> tuple[tuple[Event, ...], tuple[Claim, ...]]:
    """Return the events of a document with what ``links`` says of their parties, places and dates; the claims with their main event.

    A place or date belongs to the event whose trigger governs it in the parse; one that no trigger governs belongs to all
    events of its claim in that sentence. An event without any has those of its claim's main event.
    """
    links = tuple(links)
    held = by_claim(events)
    tree = _Tree(parsed)
    mains = {claim.id: min(many, key=tree.rank) for claim in claims if (many := _inside(claim, held, events))}
    place = _Assigned(tree, links, LinkKind.PLACE)
    date = _Assigned(tree, links, LinkKind.DATE)
    for many in (*held.values(), *([event] for event in events if event.claim is None)):
        reach = _reach(many[0], claims) or (tree.sentence(many[0].trigger[0]),)
        place.share(reach, many)
        date.share(reach, many)
    actors = {link.span: link for link in links if link.kind is LinkKind.ACTOR}
    done = tuple(_resolved(event, mains, actors, place, date, parsed.document) for event in events)
    return done, with_main_events(claims, {claim: event.id for claim, event in mains.items()})


def _inside(claim: Claim, held: Mapping[str, list[Event]], events: Sequence[Event]) -> list[Event]:
    """Return a claim's own events, or where it has none those that the claims inside its content tell of."""
    own = held.get(claim.id)
    if own is not None:
        return own
    return [event for event in events if any(span.holds(event.trigger[0]) for span in claim.content)]


def _reach(event: Event, claims: Sequence[Claim]) -> Spans:
    """Return where the settings of an event may stand: in the content of any claim that holds its trigger, inner or outer."""
    spans = {
        span
        for claim in claims
        if any(part.holds(event.trigger[0]) for part in claim.content)
        for span in claim.content
    }
    return tuple(sorted(spans))


@dataclass(slots=True)
class _Tree:
    """Finds the words of spans in a parsed document."""

    parsed: Parsed
    starts: list[int] = field(init=False)
    tokens: dict[int, dict[int, Token]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.starts = [paragraph.span.start for paragraph in self.parsed.paragraphs]

    def paragraph(self, position: int) -> tuple[int, Paragraph]:
        """Return the number of the paragraph that holds a position of the text, and the paragraph."""
        number = max(0, bisect_right(self.starts, position) - 1)
        return number, self.parsed.paragraphs[number]

    def words(self, span: Span) -> list[Token]:
        """Return the words of a span of the text."""
        number, paragraph = self.paragraph(span.start)
        if number not in self.tokens:
            self.tokens[number] = {token.idx: token for token in paragraph.doc}
        start, end = span.start - paragraph.span.start, span.end - paragraph.span.start
        first = self.tokens[number].get(start)
        if first is None:  # the span begins inside a word: "pro-Velmar"
            first = next((token for token in paragraph.doc if token.idx <= start < token.idx + len(token)), None)
        found = []
        while first is not None and first.idx < end:
            found.append(first)
            first = first.nbor() if first.i + 1 < len(first.doc) else None
        return found

    def head(self, span: Span) -> Token | None:
        """Return the word of a span that the others hang on."""
        words = self.words(span)
        inside = {word.i for word in words}
        return next((word for word in words if word.head.i not in inside or word.head.i == word.i), None)

    def body(self, span: Span) -> int:
        """Return where the paragraph of a span begins to tell something, after its dateline if it has one."""
        paragraph = self.paragraph(span.start)[1]
        match = None if paragraph.is_title else _DATELINE.match(paragraph.doc.text)
        return paragraph.span.start + (match.end() if match else 0)

    def sentence(self, span: Span) -> Span:
        """Return the sentence that a word of the text stands in."""
        head = self.head(span)
        offset = self.offset(span)
        return span if head is None else Span(offset + head.sent.start_char, offset + head.sent.end_char)

    def offset(self, span: Span) -> int:
        """Return where the paragraph of a span begins; the offsets of its words count from there."""
        return self.paragraph(span.start)[1].span.start

    def rank(self, event: Event) -> tuple[int, int, int]:
        """Return what puts a claim's main event first: its sentence, how near its root the trigger stands, its place."""
        head = self.head(event.trigger[0])
        if head is None:
            return event.trigger[0].start, 0, 0
        depth = sum(1 for _ in head.ancestors)
        return self.offset(event.trigger[0]) + head.sent.start_char, depth, head.idx


class _Assigned:
    """The places, or the dates, of the events of a document, by event."""

    def __init__(self, tree: _Tree, links: Sequence[Link], kind: LinkKind) -> None:
        self._tree = tree
        self._kind = kind
        wanted = "place" if kind is LinkKind.PLACE else None
        self.links = [link for link in links if link.kind is kind and wanted in {None, link.type}]
        self._starts = [link.span.start for link in self.links]
        self.of: dict[str, list[Link]] = {}

    def share(self, reach: Spans, events: Sequence[Event]) -> None:
        """Give each link in the reach of some events of one claim to those that it situates."""
        triggers = {span.start: event for event in reversed(events) for span in event.trigger}
        for link in self._in(reach):
            head = self._tree.head(link.span)
            if head is None or (self._kind is LinkKind.DATE and link.type not in _ON_THE_CALENDAR):
                continue
            offset = self._tree.offset(link.span)
            governing = next(
                (triggers[offset + up.idx] for up in (head, *head.ancestors) if offset + up.idx in triggers), None
            )
            if link.span.end <= self._tree.body(link.span):
                continue
            sentence = self._tree.sentence(link.span)
            near = [event for event in events if event.claim is not None and sentence.holds(event.trigger[0])]
            for event in [governing] if governing is not None else near:
                if _dates(head) if self._kind is LinkKind.DATE else _situates(head, link, event):
                    self.of.setdefault(event.id, []).append(link)

    def _in(self, reach: Spans) -> Iterator[Link]:
        found: dict[str, Link] = {}
        for span in reach:
            for number in range(bisect_right(self._starts, span.start - 1), len(self.links)):
                if self._starts[number] >= span.end:
                    break
                if span.holds(self.links[number].span):
                    found[self.links[number].id] = self.links[number]
        yield from found.values()


def _dates(head: Token) -> bool:
    """Say whether a date is when the event happened, and not how old something is: "the truce of 1951", "since Monday"."""
    return head.head.lower_ not in {"of", "since"}


def _situates(head: Token, link: Link, event: Event) -> bool:
    """Say whether a place is where the event happened, and no party's home or origin."""
    before = head.head.lower_ if head.dep_ == "pobj" else ""
    if before in _NOT_THERE:
        return False
    if any(side.span.holds(link.span) for side in event.actors):
        return before in _THERE
    return True


def _resolved(
    event: Event,
    mains: Mapping[str, Event],
    actors: Mapping[Span, Link],
    place: _Assigned,
    date: _Assigned,
    document: Document,
) -> Event:
    main = mains.get(event.claim or "", event)
    where = place.of.get(event.id) or ([] if event.places else place.of.get(main.id, []))
    when = date.of.get(event.id) or date.of.get(main.id, [])
    days = _ranged(tuple(_date(link) for link in _narrowest(when)), document.text)
    own_places = event.places if event.places or where else main.places
    return msgspec.structs.replace(
        event,
        actors=tuple(_party(side, actors) for side in event.actors),
        recipients=tuple(_party(side, actors) for side in event.recipients),
        places=_laid_over(own_places, [_place(link) for link in where], place.links),
        dates=days,
        auxiliary=dated_auxiliary(event, days, document.published),
    )


def _narrowest(links: Iterable[Link]) -> list[Link]:
    """Return dates in text order without those that only hold another: "ten years earlier, in March 2024", "at dawn on Monday"."""
    held = sorted(links, key=lambda link: link.span)
    dated = [link for link in held if link.start is not None]
    days = [link for link in dated if link.type == "DATE"]
    return [
        link
        for link in held
        if not (link.type == "TIME" and days)
        and not any(_holds(link, other) and not _holds(other, link) for other in dated if other is not link)
    ]


def _holds(outer: Link, inner: Link) -> bool:
    """Say whether the days of a date hold those of another, both on the calendar."""
    if outer.start is None or inner.start is None:
        return False
    return outer.start <= inner.start and (inner.end or inner.start) <= (outer.end or outer.start)


def _ranged(dates: tuple[EventDate, ...], text: str) -> tuple[EventDate, ...]:
    """Return dates with two that are the ends of a stretch of days made one: "between 28 December and 2 January"."""
    found: list[EventDate] = []
    for date in dates:
        before = found[-1] if found else None
        if before is not None and before.start is not None and date.start is not None and before.start < date.start:
            opening = _OPENING.search(text[: before.span.start])
            if opening and _JOINS[opening.group(1).casefold()].fullmatch(text[before.span.end : date.span.start]):
                span = Span(before.span.start, date.span.end)
                found[-1] = EventDate(span=span, start=before.start, end=date.end, precision=date.precision)
                continue
        found.append(date)
    return tuple(found)


def _party(side: Participant, actors: Mapping[Span, Link]) -> Participant:
    link = actors.get(side.span)
    if link is None:
        return side
    return Participant(span=side.span, link=link.target, name=link.name, country=link.country, sector=link.sector)


def _place(link: Link) -> EventPlace:
    return EventPlace(
        span=link.span,
        target=link.target,
        name=link.name,
        country=link.country,
        latitude=link.latitude,
        longitude=link.longitude,
        precision=link.precision,
    )


def _date(link: Link) -> EventDate:
    return EventDate(span=link.span, start=link.start, end=link.end, precision=link.precision)


def _laid_over(
    own: tuple[EventPlace, ...], linked: Iterable[EventPlace], links: Sequence[Link]
) -> tuple[EventPlace, ...]:
    """Return the linked places, and those of the coder's own that no link covers, in text order."""
    taken = [link.span for link in links]
    places = {
        place.span: place
        for place in own
        if not any(place.span.start < span.end and span.start < place.span.end for span in taken)
    }
    places.update({place.span: place for place in linked})
    return tuple(places[span] for span in sorted(places))
