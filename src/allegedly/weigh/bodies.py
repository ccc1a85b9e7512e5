"""Under which names the same people and bodies stand: each party once, a ministry named in two ways not twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from allegedly.vocab import NodeKind
from allegedly.weigh.identity import fold
from allegedly.weigh.named import Named, is_same
from allegedly.weigh.parties import party_of
from allegedly.weigh.whose import are_of_two_countries


def once_each(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Return parties by the names under which each stands, its fullest name first.

    A shorter name joins a fuller one only if it fits no other, so that the order changes nothing.

    >>> once_each(["Ministry of Works", "ministry of works of Pellane", "Ilka Brandt", "Brandt"])
    [('Ilka Brandt', 'Brandt'), ('ministry of works of Pellane', 'Ministry of Works')]
    >>> once_each(["Orvel's defence ministry", "Karvend's defence ministry", "defence ministry"])
    [("Karvend's defence ministry",), ("Orvel's defence ministry",), ('defence ministry',)]
    """
    ordered = sorted({" ".join(name.split()) for name in names} - {""}, key=lambda name: (-len(fold(name)), name))
    parties: list[list[str]] = []
    for name in ordered:
        homes = [party for party in parties if all(is_one(name, other) for other in party)]
        if len(homes) == 1:
            homes[0].append(name)
        else:
            parties.append([name])
    return sorted(tuple(party) for party in parties)


def in_words(parties: Sequence[Sequence[str]]) -> list[str]:
    """Return each party by its fullest name, with the other names under which it stands; spelling alone makes no other name.

    >>> in_words([("ministry of works of Pellane", "Ministry of Works"), ("Police", "police")])
    ['ministry of works of Pellane (also named Ministry of Works)', 'Police']
    """
    return [_called(party) for party in parties]


def _called(party: Sequence[str]) -> str:
    spellings: dict[str, str] = {}
    for name in party:
        spellings.setdefault(name.casefold(), name)
    first, *others = spellings.values()
    return f"{first} (also named {', '.join(others)})" if others else first


def is_one(name: str, other: str) -> bool:
    """Say whether two names may be one person's or body's: alike, and not those of two countries."""
    if are_of_two_countries(name, other):
        return False
    one, another = (Named(NodeKind.NAMED, each, "", party_of(each)) for each in (name, other))
    return one.words == another.words or is_same(one, another)
