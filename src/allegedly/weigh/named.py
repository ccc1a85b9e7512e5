"""Named sources across documents: which names, titles and offices are one source's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from allegedly.lexicon import load_table
from allegedly.vocab import NodeKind
from allegedly.weigh.descriptions import Description, describe, is_role
from allegedly.weigh.identity import Words, fold, is_acronym, is_part, person_words, same_person
from allegedly.weigh.parties import GOVERNMENT, Party, differ, is_body_noun, is_related
from allegedly.weigh.roles import body_of, is_person_name, may_speak_for, office_of, short_forms
from allegedly.weigh.whose import are_of_two_countries


@dataclass(frozen=True, slots=True)
class Named:
    """A named source as one document has it: its name, what it is said to be, and the party it speaks for.

    ``beside`` is the name of the only body that the document lets speak on the claim, if there is just one.
    """

    kind: NodeKind
    name: str
    role: str = ""
    party: Party | None = None
    beside: Words = ()

    @property
    def is_person(self) -> bool:
        """Whether the name is written as people's are and no body's noun stands in it."""
        return self.kind is NodeKind.NAMED and is_person(self.name)

    @property
    def words(self) -> Words:
        """The folded name, without titles; of a spokesman without a name, that of the body."""
        return _words_of(self.name, is_document=self.kind is NodeKind.DOCUMENT)


@lru_cache(maxsize=4096)
def _words_of(name: str, *, is_document: bool) -> Words:
    if is_document:
        return short_forms(fold(name))
    return person_words(name) if is_person(name) else short_forms(fold(body_of(name) or name))


@lru_cache(maxsize=4096)
def is_person(name: str) -> bool:
    """Say whether a name is written as people's are, and does not end in a noun for a body.

    >>> is_person("Magnus Tarn"), is_person("Medicines Board"), is_person("Orvel Guard Command")
    (True, False, False)
    """
    words = fold(name)
    if not is_person_name(name) or any(word in _BODY_WORDS for word in words[1:]):
        return False
    return words[-1] not in _body_nouns() and not is_body_noun(words[-1])


_BODY_WORDS = frozenset(
    {"army", "agency", "association", "authority", "board", "brigade", "bureau", "centre", "center", "club", "command",
     "commission", "committee", "company", "council", "court", "department", "directorate", "federation", "force", "forces",
     "foundation", "front", "government", "group", "guard", "hospital", "clinic", "institute", "ministry",
     "mission", "movement", "navy", "office", "organisation", "organization", "party", "police", "prefecture", "presidency",
     "relief", "service", "services", "society", "staff", "union", "university", "watch"}
)  # fmt: skip


@cache
def _body_nouns() -> frozenset[str]:
    return frozenset(row["noun"].split()[-1] for row in load_table("source_nouns") if row["class"] == "body")


_INDEFINITE = frozenset(
    {
        "a",
        "an",
        "some",
        "several",
        "two",
        "three",
        "four",
        "five",
        "many",
        "other",
        "another",
        "one",
        "few",
        "each",
        "every",
    }
)


def is_known_body(words: str) -> bool:
    """Say whether a description singles out one body, though it gives no name: "the prefecture", "authorities".

    >>> is_known_body("The prefecture"), is_known_body("a ministry"), is_known_body("sources in the ministry")
    (True, False, False)
    """
    lower = words.casefold().split()
    if not lower or lower[0] in _INDEFINITE or len(lower) > _LONGEST_BODY:
        return False
    last = lower[-1]
    return (
        last in _body_nouns() or last == "authorities" or (is_body_noun(last) and not is_role(last) and len(lower) == 2)
    )


@cache
def _document_nouns() -> frozenset[str]:
    return frozenset(row["noun"].split()[-1] for row in load_table("source_nouns") if row["class"] == "document")


def described_kind(words: str) -> NodeKind:
    """Return what a source that passes for named is by its words: a document, unnamed people, or indeed named.

    >>> str(described_kind("a leaked memorandum")), str(described_kind("Eyewitnesses in Selmar")), str(described_kind("the mayor"))
    ('document', 'unnamed', 'named')
    """
    first = words.split(maxsplit=1)[0] if words.split() else ""
    found = describe(words)
    if first.casefold() in {"a", "an"} and found.head in _document_nouns():
        return NodeKind.DOCUMENT
    if first.casefold() != "the" and is_role(found.head) and (found.is_plural or first.casefold() in {"a", "an"}):
        is_bare = first.casefold() in _INDEFINITE or is_role(first.casefold())
        return NodeKind.UNNAMED if is_bare and not body_of(words) else NodeKind.NAMED
    return NodeKind.NAMED


# Letters of an adjective from which the office or country that it is made of can be told.
_LONG_ENOUGH = 6
# Words of a body's description; in longer ones the last word is part of what it is "of".
_LONGEST_BODY = 3


class NamedSources:
    """All named sources of an allegation, joined where two names are one source's; ``key`` gives the joined name.

    Fuller names come first, and a shorter one joins a fuller one only if it fits no other, so that the order of documents
    changes nothing.
    """

    def __init__(self, sources: Iterable[Named]) -> None:
        self._clusters: dict[int, list[Named]] = {}
        self._of: dict[Named, int] = {}
        ordered = sorted(
            set(sources),
            key=lambda n: (n.kind, not n.is_person, -len(n.words), n.words, n.name, n.role, n.beside, repr(n.party)),
        )
        for source in ordered:
            self._place(source)
        self._keys = {at: _cluster_key(cluster) for at, cluster in self._clusters.items()}

    def _place(self, source: Named) -> None:
        equal = [at for at, cluster in self._clusters.items() if any(_equal(source, m) for m in cluster)]
        fitting = equal or [at for at, cluster in self._clusters.items() if any(is_same(source, m) for m in cluster)]
        voiced = [at for at in fitting if any(_is_voice(m, source) for m in self._clusters[at] if m.is_person)]
        others = [at for at in fitting if at not in voiced]
        if source.is_person or len(others) > 1:
            home = fitting[0] if len(fitting) == 1 else len(self._of)
        else:
            home = min(fitting, default=len(self._of))
            for at in sorted({*voiced, *others} - {home}):
                self._clusters[home].extend(self._clusters.pop(at))
        self._clusters.setdefault(home, []).append(source)
        self._of = {m: at for at, cluster in self._clusters.items() for m in cluster}

    def key(self, source: Named) -> str:
        """Return the name under which a source is one with the others that are the same."""
        return self._keys[self._of[source]]

    def members(self, source: Named) -> tuple[Named, ...]:
        """Return all sources that are the same as ``source``, itself included."""
        return tuple(self._clusters[self._of[source]])


def _cluster_key(cluster: list[Named]) -> str:
    first = cluster[0]
    return f"{'document' if first.kind is NodeKind.DOCUMENT else 'name'} {' '.join(first.words) or first.name}"


def _equal(one: Named, other: Named) -> bool:
    return one.kind == other.kind and one.words == other.words and not differ_in_person(one, other)


# A deputy speaks for the state in one article and for a party in the next, a lawyer for a firm: only between these sides is a
# difference held against a surname's being the same man's or woman's.
_SURE_SIDES = frozenset({GOVERNMENT, "rebels"})


def differ_in_person(one: Named, other: Named) -> bool:
    """Say whether two sources of one surname are known to be two: their parties are known and differ."""
    if not (one.is_person or other.is_person):
        return False
    if any(named.party is not None and named.party.side not in _SURE_SIDES for named in (one, other)):
        return False
    return min(len(one.words), len(other.words)) == 1 and differ(one.party, other.party)


def is_same(one: Named, other: Named) -> bool:
    """Say whether two named sources of different documents may be the same, by their names and offices."""
    if NodeKind.DOCUMENT in {one.kind, other.kind}:
        return one.kind == other.kind and _is_same_document(describe(one.name), describe(other.name))
    if one.is_person and other.is_person:
        return same_person(one.words, other.words)
    person, body = (one, other) if one.is_person else (other, one)
    if person.is_person:
        return _is_body_or_surname(person, body)
    return _is_same_body(one, other)


def _is_same_document(one: Description, other: Description) -> bool:
    """Say whether two documents may be one: the same head, and no word of either that speaks against the other's."""
    if one.head != other.head or one.is_plural != other.is_plural:
        return False
    first, second = one.words - {one.head}, other.words - {other.head}
    return first <= second or second <= first


def _is_body_or_surname(person: Named, other: Named) -> bool:
    """Say whether a name without first name is a person's, or a body that person speaks for."""
    if len(other.words) == 1 and other.words[0] == person.words[-1]:
        return not differ_in_person(person, other)
    return _is_voice(person, other)


def _is_voice(person: Named, body: Named) -> bool:
    """Say whether a person speaks for a body, by office or as the text says, or is the only one whom it lets speak for it."""
    spoken_for = body_of(person.role)
    if spoken_for is not None and _may_be_body(short_forms(fold(spoken_for)), body.words):
        return True
    if person.beside and may_speak_for(person.role, person.beside) and _may_be_body(person.beside, body.words):
        return True
    return _is_same_office(office_of(person.role), office_of(body.name))


def _is_same_office(one: frozenset[str] | None, other: frozenset[str] | None) -> bool:
    """Say whether a minister's field and a ministry's are one: the same words, but for a country's."""
    return one is not None and other is not None and (one <= other or other <= one)


def _is_same_body(one: Named, other: Named) -> bool:
    a, b = one.words, other.words
    if is_acronym(one.name, b) or is_acronym(other.name, a):
        return True
    if are_of_two_countries(one.name, other.name):
        return False
    office, field = office_of(one.name), office_of(other.name)
    return _is_same_office(office, field) or _may_be_body(a, b)


def _may_be_body(one: Words, other: Words) -> bool:
    """Say whether two bodies' names are one's: equal, one a part of the other, or alike but for a country's adjective."""
    if not one or not other:
        return False
    if one == other or is_part(one, other) or is_part(other, one):
        return True
    short, full = sorted((one, other), key=len)
    if len(short) == 1 and len(short[0]) >= _LONG_ENOUGH and any(is_related(short[0], word) for word in full):
        return True  # "presidential" (spokesman) and President Marrenval
    return len(one) == len(other) and all(a == b or is_related(a, b) for a, b in zip(one, other, strict=True))
