"""Which claim tells of an event: its firmness, whether it is reported, alleged or denied, and each claim's main event."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter

import msgspec

from allegedly.code_events.event import event_id
from allegedly.records import Claim, Event, Span, Spans
from allegedly.vocab import Auxiliary, Firmness


class Tellers:
    """Finds who tells of what stands at a place of the text: claims by their contents, the publisher by cues.

    "Velmar accused Ostria of shelling Tarn" makes ACCUSE of the publisher's word, and ASSAULT of Velmar's. What stands
    neither in a content nor in a cue (a question, a fragment) is told by nobody.
    """

    def __init__(self, claims: Sequence[Claim], cues: Iterable[Span]) -> None:
        self._parts = sorted(((span, n) for n, claim in enumerate(claims) for span in claim.content), key=itemgetter(0))
        self._starts = [span.start for span, _ in self._parts]
        self._longest = max((span.end - span.start for span, _ in self._parts), default=0)
        self._claims = claims
        self._own_voice = {claim.id for claim in claims if len(claim.chain) == 1}
        self._contents = {claim.id: claim.content for claim in claims}
        self._cues = tuple(cues)

    def holders(self, trigger: Span) -> tuple[Claim, ...]:
        """Return the innermost claims whose content holds a trigger; several where two sources say the same words."""
        first = bisect_left(self._starts, trigger.end - self._longest)
        last = bisect_right(self._starts, trigger.start)
        numbers = {number for span, number in self._parts[first:last] if span.holds(trigger)}
        holding = [self._claims[number] for number in sorted(numbers)]
        # An outlet through which the source spoke is a link of the same claim and holds nothing.
        outer = {link.attribution for claim in holding for link in claim.chain[:-1]} - {None}
        return tuple(claim for claim in holding if claim.chain[-1].attribution not in outer)

    def group(self, trigger: Span) -> str | None:
        """Return a name for those who tell of a trigger: "" for the publisher's own word in a cue, None for nobody."""
        holding = self.holders(trigger)
        if holding:
            return " ".join(claim.id for claim in holding)
        return "" if any(cue.holds(trigger) for cue in self._cues) else None

    def content(self, group: str) -> Spans:
        """Return the content of the claims that a group names; () for the publisher's own word in a cue."""
        return self._contents[group.split(" ", maxsplit=1)[0]] if group else ()

    def is_own_voice(self, group: str) -> bool:
        """Say whether it is the publisher's own claims that a group names, and no attribution."""
        return group.split(" ", maxsplit=1)[0] in self._own_voice

    def told(self, event: Event) -> Iterator[Event]:
        """Yield an event once for every claim that tells of it, or without a claim where its trigger is a cue itself."""
        holding = self.holders(event.trigger[0])
        if not holding:
            yield msgspec.structs.replace(event, firmness=Firmness.ASSERTED)
        for number, claim in enumerate(holding):
            yield _told_by(event, claim, is_first=number == 0)


def _told_by(event: Event, claim: Claim, *, is_first: bool) -> Event:
    identity = event.id
    if not is_first:
        sides = tuple(side.span for side in event.actors)
        identity = event_id(f"{event.document} {claim.id}", event.event_type, event.trigger, sides)
    said = tuple(_said(claim))
    return msgspec.structs.replace(
        event, id=identity, claim=claim.id, firmness=claim.firmness, auxiliary=(*event.auxiliary, *said)
    )


def _said(claim: Claim) -> Iterator[Auxiliary]:
    if len(claim.chain) > 1:
        yield Auxiliary.REPORTED
    if claim.firmness is Firmness.ALLEGED:
        yield Auxiliary.ALLEGED
    if claim.firmness is Firmness.DENIED:
        yield Auxiliary.DENIED


def with_main_events(claims: Iterable[Claim], mains: Mapping[str, str]) -> tuple[Claim, ...]:
    """Return the claims with the id of their main event (``mains``, by claim), where they tell of one."""
    return tuple(
        msgspec.structs.replace(claim, event=mains[claim.id]) if claim.id in mains else claim for claim in claims
    )


def by_claim(events: Iterable[Event]) -> dict[str, list[Event]]:
    """Return the events by the claim that tells of them, in text order."""
    found: dict[str, list[Event]] = {}
    for event in sorted(events, key=attrgetter("trigger")):
        if event.claim is not None:
            found.setdefault(event.claim, []).append(event)
    return found
