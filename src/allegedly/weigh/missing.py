"""What would add an origin to an allegation: the kinds of source that it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from allegedly.records import Node
from allegedly.vocab import NodeKind, Reply
from allegedly.weigh.group import Weighed
from allegedly.weigh.parties import party_of
from allegedly.weigh.reply import Answer

# Sides of people who were where it happened (weigh/parties.py).
_THERE: Final = frozenset({"civilians"})
# No more than so many hints: a list of everything that the world holds is none.
MOST_HINTS: Final = 6


def find_missing(weighed: Weighed, answer: Answer, outlet_sides: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return which kinds of source would add an origin, the most telling first.

    ``outlet_sides`` gives the side of outlets, by name, where the register has it.
    """
    hints = dict.fromkeys(_hints(weighed, answer, outlet_sides or {}))
    return tuple(hints)[:MOST_HINTS]


def _hints(weighed: Weighed, answer: Answer, outlet_sides: Mapping[str, str]) -> Iterator[str]:
    origins = [node for node in weighed.nodes if node.is_origin]
    kinds = {node.kind for node in origins}
    if weighed.is_circular and weighed.loop:
        yield f"a source outside the circle of {', '.join(dict.fromkeys(weighed.loop))}"
    if answer.accused and answer.reply is not Reply.PRESENT:
        yield f"the accused party’s own statement ({', '.join(answer.accused)})"
    yield from _originals(origins)
    named = [node for node in origins if node.kind is NodeKind.NAMED]
    if len(named) < 2:
        yield "a named source" if not named else "a second named source"
    if NodeKind.DOCUMENT not in kinds:
        yield "a document"
    if NodeKind.OWN_REPORTING not in kinds and not any(_was_there(node) for node in origins):
        yield "a witness at the place"
    if len(weighed.sides) == 1:
        yield f"a source of another side than {weighed.sides[0]}"
    sides = {outlet_sides[node.outlet] for node in weighed.nodes if node.outlet and node.outlet in outlet_sides}
    if len(sides) == 1:
        yield f"an outlet of another side than {min(sides)}"


def _originals(origins: list[Node]) -> Iterator[str]:
    """Yield what lies behind reports that lead no further: outlets that are not in the case, articles that name nobody."""
    for node in sorted(origins, key=lambda node: (node.kind.value, node.name or "", node.id)):
        if node.kind is NodeKind.EXTERNAL and node.name:
            yield f"the report of {node.name} itself"
        elif node.kind is NodeKind.ARTICLE and (node.outlet or node.name):
            yield f"what {node.outlet or node.name} has it from, which names nobody"


def _was_there(node: Node) -> bool:
    party = party_of(node.description or node.name or "")
    return party is not None and party.side in _THERE
