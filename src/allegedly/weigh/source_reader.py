"""From the words of a step to a source: its name or description, what it is said to be, and for whom it speaks."""

from __future__ import annotations

from collections.abc import Iterable

from allegedly.records import Document, Link, Spans
from allegedly.vocab import LinkKind, NodeKind
from allegedly.weigh.descriptions import describe, is_role
from allegedly.weigh.group import Group
from allegedly.weigh.identity import Words, fold
from allegedly.weigh.named import Named, is_person
from allegedly.weigh.parties import (
    GOVERNMENT,
    Party,
    is_country,
    party_of,
    party_of_body,
    party_of_person,
    party_of_sector,
)
from allegedly.weigh.roles import body_of, find_role
from allegedly.weigh.sources import Source
from allegedly.weigh.sourcing import Line, Step


class SourceReader:
    """Makes sources of steps, with what the documents, their attributions and links say of them."""

    def __init__(self, group: Group, kept: Iterable[tuple[str, Line]]) -> None:
        kept = tuple(kept)
        self._group = group
        self._texts = tuple(group.documents[id_].text for id_ in sorted({id_ for id_, _ in kept}))
        self._beside = _only_bodies(kept)
        self._affiliations = _affiliations(group)
        self._links = _actor_links(group.links)
        self._countries: dict[str, bool] = {}

    def read(self, document: str, step: Step, place: str) -> Source:
        """Return a source as one document has it, not yet joined with any other."""
        role = self._role(self._group.documents[document], step) if step.kind is NodeKind.NAMED else ""
        party = self._party(document, step, role)
        named = None
        if step.kind in {NodeKind.NAMED, NodeKind.DOCUMENT}:
            name = step.words if _is_spoken_for(step) else step.name
            named = Named(step.kind, name, role, party, self._beside.get(document, ()))
        words = _fuller(step.words, step.name) if step.kind is NodeKind.UNNAMED else step.name
        return Source(
            id="",
            kind=step.kind,
            name=step.name,
            description=describe(words),
            place=place,
            party=party,
            named=named,
            role=describe(role) if role else None,
        )

    def _role(self, document: Document, step: Step) -> str:
        """Return what a document says that a named person is; attribution knows best."""
        if not is_person(step.name):
            return ""
        known = self._affiliations.get((document.id, fold(step.name)))
        return known or find_role(document.text, step.name, step.words)

    def _party(self, document: str, step: Step, role: str) -> Party | None:
        """Return for whom a source speaks: by its office or name, by the register, or for itself if it is a body."""
        if step.kind is NodeKind.NAMED and is_person(step.name):
            linked = self._linked_person(document, step.name) or self._linked(document, step.spans)
            return party_of(role) or linked or party_of_person(role)
        party = party_of(step.name) or party_of(step.words) or self._linked(document, step.spans)
        if party is not None or step.kind is not NodeKind.NAMED:
            return party
        if self._is_country(step.name):
            return Party(GOVERNMENT, frozenset(fold(step.name)))
        has_name = any(word[:1].isupper() for word in step.name.split())
        return party_of_body(step.name) if has_name and not is_role(step.name.split()[-1]) else None

    def _is_country(self, name: str) -> bool:
        if name not in self._countries:
            self._countries[name] = is_country(name, self._texts)
        return self._countries[name]

    def _linked(self, document: str, spans: Spans) -> Party | None:
        for link in self._links.get(document, ()):
            if any(span.start <= link.span.start < span.end for span in spans):
                party = _party_of_link(link)
                if party is not None:
                    return party
        return None

    def _linked_person(self, document: str, name: str) -> Party | None:
        """Return for whom a document's fullest words for a person say that they speak: "former rebel commander Solt", not "Solt"."""
        text, surname = self._group.documents[document].text, fold(name)[-1:]
        called = [
            (link.span.end - link.span.start, -link.span.start, party)
            for link in self._links.get(document, ())
            if set(surname) & set(fold(link.span.of(text))) and (party := _party_of_link(link)) is not None
        ]
        return max(called, key=lambda one: one[:2], default=(0, 0, None))[2]


def _party_of_link(link: Link) -> Party | None:
    """Return for whom a linked actor speaks: by its sector; a state for its government."""
    if link.type == "state" and link.country:
        return Party(GOVERNMENT, frozenset({link.country.casefold()}))
    return party_of_sector(link.sector, link.country)


def _is_spoken_for(step: Step) -> bool:
    """Say whether a source is somebody who speaks for the person named ("a spokesman for President Marrenval").

    What follows a name after a comma is that person's own office: "Captain Marr, its district commander".
    """
    at = step.words.find(step.name)
    is_apposed = step.words[at + len(step.name) :].lstrip().startswith(",")
    return at > 0 and not is_apposed and is_person(step.name) and step.name in (body_of(step.words) or "")


def _fuller(words: str, name: str) -> str:
    """Return the words of an unnamed source, or what they stand for where they are less ("he", "the official")."""
    return name if name and words and name.casefold() not in words.casefold() else words or name


def _affiliations(group: Group) -> dict[tuple[str, Words], str]:
    """Return what attribution found each named source of each document to be."""
    found: dict[tuple[str, Words], str] = {}
    for attribution in sorted(group.attributions, key=lambda a: (a.document, a.content, a.id)):
        document = group.documents.get(attribution.document)
        if document is not None and attribution.source_name and attribution.affiliation:
            key = (attribution.document, fold(attribution.source_name))
            found.setdefault(key, attribution.affiliation[0].of(document.text))
    return found


def _only_bodies(kept: Iterable[tuple[str, Line]]) -> dict[str, Words]:
    """Return for each document the name of the body that it lets speak, if that is only one."""
    bodies: dict[str, set[Words]] = {}
    for id_, line in kept:
        for step in line.steps:
            if step.kind is NodeKind.NAMED and not is_person(step.name):
                bodies.setdefault(id_, set()).add(Named(step.kind, step.name).words)
    return {id_: next(iter(names)) for id_, names in bodies.items() if len(names) == 1}


def _actor_links(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in sorted(links, key=lambda link: (link.document, link.span, link.id)):
        if link.kind is LinkKind.ACTOR:
            found.setdefault(link.document, []).append(link)
    return found
