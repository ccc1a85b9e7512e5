"""Events and links in the terminal: who did what to whom, where and when, and who says so."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from rich.tree import Tree

from allegedly.case import Told
from allegedly.records import ChainLink, Count, Document, Event, EventDate, Link, Participant
from allegedly.show.terminal import FIRMNESS_STYLES, SHORT_ID, STYLES, chain_line, heading
from allegedly.vocab import Auxiliary, LinkKind, SourceKind

_OURS = frozenset({Auxiliary.REPORTED, Auxiliary.ALLEGED, Auxiliary.DENIED})  # said by the chain and the firmness


def event_tree(document: Document, told: Sequence[Told]) -> Tree:
    """Return a document's heading, and its events below it in reading order."""
    tree = Tree(heading(document), guide_style="dim")
    for one in told:
        tree.add(event_line(one, document))
    if not told:
        tree.add(Text("no event found", style="dim"))
    return tree


def event_line(told: Told, document: Document) -> Text:
    """Return an event in one line: short id, firmness, type, actors → recipients, place, date, counts, chain."""
    event, text = told.event, document.text
    line = Text(event.id[:SHORT_ID] + "  ", style="dim")
    if event.firmness is not None:
        line.append(str(event.firmness), style=FIRMNESS_STYLES[event.firmness])
    line.append(f"  {event.event_type.value}", style="bold")
    line.append(f" {event.mode}" if event.mode else "", style="dim")
    marks = [str(mark) for mark in event.auxiliary if mark not in _OURS]
    line.append(f" ({', '.join(marks)})" if marks else "", style="magenta")
    line.append("  ")
    line.append(parties(event.actors, text) or "(nobody named)", style=STYLES["source"])
    line.append(" → ", style="dim")
    line.append(parties(event.recipients, text) or "(nobody named)", style=STYLES["source"])
    line.append("".join(f" · {detail}" for detail in details(event, text)))
    line.append("  ")
    publisher = ChainLink(kind=SourceKind.OUTLET, name=document.outlet, spans=(), attribution=None)
    line.append_text(chain_line(told.claim.chain if told.claim else (publisher,)))
    return line


def parties(sides: Sequence[Participant], text: str) -> str:
    """Return parties by their words, with the country where it is known."""
    return ", ".join(
        " ".join(side.span.of(text).split()) + (f" [{side.country}]" if side.country else "") for side in sides
    )


def details(event: Event, text: str) -> list[str]:
    """Return place, date, counts and instrument in words."""
    where = [place.name or place.span.of(text) for place in event.places]
    when = [date_words(date, text) for date in event.dates]
    many = [count_words(count) for count in event.counts]
    means = [span.of(text) for span in event.instrument]
    named = (("in ", where), ("", when), ("", many), ("with ", means))
    return [before + ", ".join(dict.fromkeys(each)) for before, each in named if each]


def date_words(date: EventDate, text: str) -> str:
    """Return a date as days, or in its own words where it has no place on the calendar."""
    if date.start is None:
        return f"“{date.span.of(text)}”"
    return date.start if date.end in {None, date.start} else f"{date.start} to {date.end}"


def count_words(count: Count) -> str:
    """Return a count in words.

    >>> from allegedly.records import Span
    >>> count_words(Count(counted="killed", low=12, high=None, span=Span(0, 2)))
    'killed 12 or more'
    """
    if count.high is None:
        return f"{count.counted} {count.low} or more"
    return f"{count.counted} {count.low}" + ("" if count.high == count.low else f" to {count.high}")


def link_line(link: Link, document: Document) -> Text:
    """Return a link in one line: its id, that of its document, kind, words, what they resolve to, and why."""
    line = Text(f"{link.id[:SHORT_ID]}  {document.id[:SHORT_ID]}  {link.kind:<6}  ", style="dim")
    line.append(" ".join(link.span.of(document.text).split()) or "(not in the text)", style="bold")
    line.append("  ")
    if link.kind is LinkKind.DATE and link.start:
        line.append(link.start if link.end == link.start else f"{link.start} to {link.end}")
    else:
        line.append(link.target or "not resolved", style="" if link.target else "red")
    about = [value for value in (link.name, link.type, link.country, link.precision) if value]
    line.append(f"  {', '.join(about)}  {link.linker_score:.2f}  {link.reason}", style="dim")
    if link.judged_by is not None:
        was = link.was_name or link.was_target or "not resolved"
        line.append(f"  judged by {link.judged_by}, was: {was}", style="green")
    return line
