"""First-hand sources: which words in which articles stand for one source, for certain or perhaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from allegedly.vocab import NodeKind
from allegedly.weigh.descriptions import Description, is_role, may_be_one
from allegedly.weigh.identity import Words, fold
from allegedly.weigh.named import Named, is_same
from allegedly.weigh.parties import BODY, GOVERNMENT, Party, differ

# From this many words on an equal quotation is no chance: two speakers do not choose the same six words in a row.
QUOTED_WORDS = 6


@dataclass(slots=True, eq=False)
class Source:
    """A first-hand source in the making: its node's id and kind, how it is called, and where it was met.

    ``place`` is the article, or the outlet without one, whose word it is first known by; ``outlet`` that place's outlet.
    ``aliases`` are the descriptions of others that were found to be it, ``role`` what a named source is said to be;
    ``is_place`` says that it is a country or capital that speaks for a government ("Temrin said").
    """

    id: str
    kind: NodeKind
    name: str
    description: Description
    place: str
    party: Party | None = None
    named: Named | None = None
    outlet: str | None = None
    byline: str | None = None
    documents: set[str] = field(default_factory=set)
    quotations: set[Words] = field(default_factory=set)
    role: Description | None = None
    aliases: set[Description] = field(default_factory=set)
    is_place: bool = False

    @property
    def is_person_like(self) -> bool:
        """Whether the source may be a person or people, named or not."""
        return self.kind in {NodeKind.UNNAMED, NodeKind.NAMED}

    def take(self, other: Source) -> None:
        """Take over what is known of ``other``, which is the same source."""
        if other is self:
            return
        if other.description.key != self.description.key and self.kind is NodeKind.UNNAMED:
            self.aliases.add(other.description)
        self.aliases |= other.aliases
        self.documents |= other.documents
        self.quotations |= other.quotations
        self.party = self.party or other.party
        self.role = self.role or other.role
        self.byline = self.byline or other.byline
        if len(other.name) > len(self.name):
            self.name = other.name


def inherited(asked: Source, held: Sequence[Source]) -> Source | None:
    """Return which of a relayed article's sources ``asked``, named in the relay, stands for; None if none fits.

    In order: the same name or description; one that the words may mean; the only one of its sort, or of its side, that
    does not contradict it. A relay tells of its article's sources in other words, it does not find new ones.
    """
    for fits in (_is_equal, _may_be, _is_vague):
        for source in held:
            if fits(asked, source):
                return source
    if asked.kind is NodeKind.DOCUMENT:
        papers = [source for source in held if source.kind is NodeKind.DOCUMENT]
        return papers[0] if len(papers) == 1 and asked.description.head in _ANY_DOCUMENT else None
    sided = [
        s for s in held if s.party and asked.party and s.party.side == asked.party.side and _no_two_people(asked, s)
    ]
    if sided:
        return sided[0]
    return None


def perhaps_inherited(asked: Source, held: Sequence[Source]) -> Source | None:
    """Return the first of a relayed article's sources that ``asked`` may be, though no words of theirs say so; None if all differ.

    A relay adds no source to the article that it relays, as far as one can tell; which of them it means is open.
    """
    alike = (s for s in held if s.is_person_like and not differ(s.party, asked.party) and _no_two_people(asked, s))
    return next(alike, None) if asked.is_person_like else None


_ANY_DOCUMENT = frozenset({"document", "paper", "file", "report", "record", "text", "material"})


def _no_two_people(one: Source, other: Source) -> bool:
    if one.named and other.named and one.named.is_person and other.named.is_person:
        return is_same(one.named, other.named)
    sexes = {s.description.sex or (s.role.sex if s.role else None) for s in (one, other)} - {None}
    return len(sexes) < 2


def _is_equal(one: Source, other: Source) -> bool:
    if NodeKind.OWN_REPORTING in {one.kind, other.kind}:
        return one.kind is other.kind
    if one.named is not None and other.named is not None:
        return is_same(one.named, other.named)
    return one.kind == other.kind and one.description.key == other.description.key


def _may_be(asked: Source, held: Source) -> bool:
    if asked.kind is NodeKind.DOCUMENT or held.kind is NodeKind.DOCUMENT or differ(asked.party, held.party):
        return False
    if asked.named is not None and asked.named.is_person:
        return False
    roles = [held.description if held.kind is NodeKind.UNNAMED else held.role]
    return any(role is not None and _fits(asked.description, role) for role in roles)


def _fits(asked: Description, role: Description) -> bool:
    """Say whether a relay's description fits what the relayed article says: the same head, or fewer of the same words."""
    return may_be_one(asked, role) or asked.words <= role.words or role.words <= asked.words


def _is_vague(asked: Source, held: Source) -> bool:
    """Say whether the relay only speaks of "a source" or "officials" where its article tells more."""
    if asked.kind is not NodeKind.UNNAMED or not held.is_person_like or not asked.description.is_generic:
        return False
    sex = held.description.sex or (held.role.sex if held.role else None)
    return not differ(asked.party, held.party) and (
        asked.description.sex is None or sex in {None, asked.description.sex}
    )


def same_within(one: Source, other: Source) -> bool:
    """Say whether two unnamed sources of one article are one: equal, or the one described by some of the other's words."""
    a, b = one.description, other.description
    if a.key == b.key:
        return True
    return a.head == b.head and a.is_plural == b.is_plural and (a.words < b.words or b.words < a.words)


def find_certain(unnamed: Sequence[Source]) -> Iterator[tuple[Source, Source, str]]:
    """Yield the pairs of unnamed sources of different articles that are one, with the reason.

    Equal descriptions by one outlet or under one byline are, and whoever is quoted with the same words.
    """
    seen: dict[tuple[str, ...], Source] = {}
    for source in sorted(unnamed, key=lambda source: source.id):
        marks: list[tuple[tuple[str, ...], str]] = []
        key = source.description.key
        if source.outlet:
            marks.append((("outlet", source.outlet, key), "the same description in the same outlet"))
        if source.byline:
            marks.append((("byline", source.byline, key), "the same description under the same byline"))
        for words in sorted(source.quotations):
            marks.extend(
                (("quoted", *words[at : at + QUOTED_WORDS]), "quoted with the same words")
                for at in range(len(words) - QUOTED_WORDS + 1)
            )
        for mark, reason in marks:
            first = seen.setdefault(mark, source)
            if first is not source and not differ(first.party, source.party):
                yield first, source, reason


def find_possible(unnamed: Iterable[Source], named: Iterable[Source]) -> Iterator[tuple[Source, Source, str]]:
    """Yield pairs of sources that may be one, each with the reason, so that no two that cannot be one are ever joined.

    Sources with equal descriptions go together first; then groups all of whose members are compatible, and to each group
    at most one named source whose office or trade its members' descriptions may mean.
    """
    groups: dict[str, list[Source]] = {}
    for source in sorted(unnamed, key=lambda source: source.id):
        groups.setdefault(source.description.key, []).append(source)
    joined: list[list[Source]] = []
    for key in sorted(groups):
        first, *rest = groups[key]
        yield from ((first, other, "the same description in another outlet") for other in rest)
        home = next((home for home in joined if all(_compatible(first, other) for other in home)), None)
        if home is None:
            joined.append([first])
        else:
            yield home[0], first, "a description that may mean the same source"
            home.append(first)
    people = sorted((source for source in named if source.role is not None), key=lambda source: source.id)
    for home in joined:
        fitting = [p for p in people if all(_may_be_named(p, member) for member in home)]
        if len(fitting) == 1:
            yield home[0], fitting[0], "described in one article as the other is named"


def find_vague(sources: Iterable[Source]) -> Iterator[tuple[Source, Source, str]]:
    """Yield for each source that is only "the authorities", a country or capital, "the rebels", "the company" whom it may mean.

    That is the first body or speaker of that side which another article has, if all that are of that side may be of one
    government, movement or company.
    """
    ordered = sorted(sources, key=lambda source: source.id)
    for source in ordered:
        if source.party is None or not _is_vague_body(source):
            continue
        bodies = [
            other
            for other in ordered
            if other is not source
            and other.kind is NodeKind.NAMED
            and other.party
            and other.party.side == source.party.side
            and not differ(source.party, other.party)
            and not _is_vague_body(other)
        ]
        are_one = not any(differ(one.party, other.party) for one in bodies for other in bodies)
        if bodies and are_one:
            yield bodies[0], source, "the one may stand for the other"


def find_office(named: Iterable[Source]) -> Iterator[tuple[Source, Source, str]]:
    """Yield for each source that is only an office ("the minister", "the Colonel") the one person of another article who may hold it.

    That is the only one named whose office, as that article has it, has the same noun at its head.
    """
    ordered = sorted(named, key=lambda source: source.id)
    people = [
        source for source in ordered if source.named is not None and source.named.is_person and source.role is not None
    ]
    for source in ordered:
        head = source.description.head
        if source.named is None or source.named.is_person or not is_role(head) or not _is_bare_office(source):
            continue
        holding = [
            person
            for person in people
            if person.role is not None
            and head in person.role.words
            and person.place != source.place
            and not differ(person.party, source.party)
        ]
        if len(holding) == 1:
            yield holding[0], source, "named in one article by the office, in the other by name"


def _is_bare_office(source: Source) -> bool:
    """Say whether a name is an office without a body or country that it would be of: at most one word before its head."""
    return len(fold(source.name)) <= _LONGEST_OFFICE and "of" not in fold(source.name)


_LONGEST_OFFICE = 2


_VAGUE = {
    GOVERNMENT: frozenset({"authorities", "government", "officials", "state", "regime"}),
    "rebels": frozenset(
        {"rebels", "insurgents", "guerrillas", "fighters", "militants", "rebel", "insurgent", "leadership"}
    ),
    "company": frozenset({"company", "firm", "operator", "owner", "maker", "manufacturer", "producer"}),
}
_ANY = frozenset({"the", "in", "of", "its"})


def _is_vague_body(source: Source) -> bool:
    """Say whether a name is a whole side's: "the authorities", "the government of Temrin", "Temrin", "the rebels"."""
    if source.is_place:
        return True
    party = source.party
    vague = _VAGUE.get(party.side) if party is not None else None
    if (
        party is None
        or vague is None
        or (source.kind is NodeKind.UNNAMED and source.description.head not in vague - {"officials"})
    ):
        return False
    words = set(source.named.words) if source.named is not None else set(fold(source.name))
    return bool(words) and words <= vague | party.names | _ANY


def is_place(source: Source, texts: Iterable[str]) -> bool:
    """Say whether a named source of which no side is known is a place by how its articles speak of it ("in Temrin")."""
    name = re.sub(r"^[Tt]he\s+", "", source.name)
    is_unknown = source.party is None or source.party.side == BODY
    if not is_unknown or not re.fullmatch(r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?", name):
        return False
    place = re.compile(rf"\b(?:in|into|from|across|inside|outside|near|between)\s+{re.escape(name)}\b(?!\s+[A-Z])")
    return any(place.search(text) for text in texts)


def _compatible(one: Source, other: Source) -> bool:
    return not differ(one.party, other.party) and any(
        may_be_one(a, b) for a in (one.description, *one.aliases) for b in (other.description, *other.aliases)
    )


def _may_be_named(named: Source, unnamed: Source) -> bool:
    role, description = named.role, unnamed.description
    if role is None or differ(named.party, unnamed.party) or named.place == unnamed.place:
        return False
    return role.head == description.head and not description.is_generic and may_be_one(role, description)
