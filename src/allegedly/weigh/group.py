"""What weighing takes and gives: the claims of one allegation with their documents, and the weighed provenance graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from allegedly.records import Attribution, Claim, Copy, Document, Link
from allegedly.records.allegations import Interval, Node, Reliance


@dataclass(frozen=True, slots=True)
class Group:
    """The claims of one allegation and what is known of the documents that hold them; their order changes nothing.

    ``claims`` are the allegation's, in headlines too (only bodies count). ``context`` may hold all other claims of the
    same documents, ``attributions`` those behind the chains, ``copies`` the copy edges among the documents, ``links`` the
    actors and outlets that spans were resolved to. ``outlet_ids`` maps names of outlets as written to the register's ids,
    for those that it has. All but the claims and documents may be left out; the answer then rests on the chains alone.
    """

    claims: tuple[Claim, ...]
    documents: Mapping[str, Document]
    copies: tuple[Copy, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    links: tuple[Link, ...] = ()
    context: tuple[Claim, ...] = ()
    outlet_ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cited:
    """The articles that a group's articles cite, on whatever: ``group`` with all that they claim, ``by`` whom each is cited."""

    group: Group
    by: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What stands behind an allegation: the provenance graph and the counts taken from it (docs/origins.md).

    ``origins`` is the interval of independent origins, ``channels`` the least number of parties between the reader and all
    origins, ``sides`` the parties among the origins, sorted. ``loop`` names the outlets of a circle in order, the first
    again at the end. Nodes and reliances are sorted.
    """

    nodes: tuple[Node, ...]
    reliances: tuple[Reliance, ...]
    origins: Interval
    channels: int
    sides: tuple[str, ...]
    is_circular: bool
    loop: tuple[str, ...]
    is_self_citing: bool
