"""Choose among the places that share a name: by what they are, what the words beside say, and the rest of the document.

One name has one sense in a document, unless the words right after it say where it lies ("Paris, Texas"). All mentions
of a name are judged together; the others' likely countries, divisions and neighbourhoods count as context, weighted by
how likely each is to be a place at all. The cost grows with the number of readings, not with pairs of mentions.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from allegedly.link.gazetteer import Named, Place
from allegedly.link.place_mentions import Mention, prior, reading_kind

# Readings of one name that are weighed, the likeliest a priori first; "San Antonio" has over two hundred.
READINGS_WEIGHED = 40

# The side of a cell of the map in degrees; a place is near another if it lies in the same or an adjoining cell.
CELL = 1.5

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sense:
    """All mentions of one name that the words beside place alike; ``weight`` is how likely it is to be a place."""

    key: str
    within: frozenset[int]
    mentions: tuple[int, ...]
    readings: tuple[Named, ...]
    kinds_said: frozenset[str]
    is_dateline: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Choice:
    """A reading with its features and its share of the belief (0 to 1, over the readings of its name)."""

    named: Named
    features: dict[str, float]
    share: float


class Context:
    """Where the document's names point: belief summed by country, first-level division and cell of the map."""

    def __init__(self, senses: Sequence[Sense], shares: Sequence[Sequence[float]]) -> None:
        self._countries: dict[str, float] = defaultdict(float)
        self._divisions: dict[int, float] = defaultdict(float)
        self._cells: dict[tuple[int, int], float] = defaultdict(float)
        self._named: dict[int, float] = defaultdict(float)
        self._dateline: tuple[str, int | None] | None = None
        self._total = 0.0
        for sense, beliefs in zip(senses, shares, strict=True):
            self.add(sense, beliefs, 1.0)
            if sense.is_dateline and beliefs and self._dateline is None:
                place = sense.readings[max(range(len(beliefs)), key=beliefs.__getitem__)].place
                self._dateline = (place.country, division(place))

    def add(self, sense: Sense, beliefs: Sequence[float], sign: float) -> None:
        """Count a sense in (``sign`` 1) or out (-1), so that no name speaks for itself."""
        weight = sense.weight * sign
        self._total += weight
        for named, belief in zip(sense.readings, beliefs, strict=True):
            place, mass = named.place, weight * belief
            if place.country:
                self._countries[place.country] += mass
            inside = division(place)
            if inside is not None:
                self._divisions[inside] += mass
            cell = cell_of(place)
            if cell and place.kind not in ("country", "continent"):
                self._cells[cell] += mass
            if place.kind in ("country", "admin1", "admin2"):
                self._named[place.row] += mass

    def features(self, place: Place) -> dict[str, float]:
        """Return how far the other names of the document speak for ``place``, each 0 to 1."""
        total = self._total + 1.0
        inside = division(place)
        found = {
            "share of its country": self._countries.get(place.country, 0.0) / total if place.country else 0.0,
            "its country is elsewhere too": squash(self._countries.get(place.country, 0.0)) if place.country else 0.0,
        }
        if inside is not None:
            mass = self._divisions.get(inside, 0.0)
            found["share of its division"] = mass / total
            found["its division is elsewhere too"] = squash(mass)
            if place.row != inside:
                found["its division is named"] = squash(self._named.get(inside, 0.0))
        if place.admin2 is not None:
            found["its district is named"] = squash(self._named.get(place.admin2, 0.0))
        found["neighbours named"] = squash(self._near(place))
        if self._dateline:
            found["in the dateline's country"] = float(place.country == self._dateline[0])
            found["in the dateline's division"] = float(inside is not None and inside == self._dateline[1])
        return found

    def _near(self, place: Place) -> float:
        cell = cell_of(place)
        if cell is None or place.kind in ("country", "continent"):
            return 0.0
        return sum(self._cells.get((cell[0] + i, cell[1] + j), 0.0) for i in (-1, 0, 1) for j in (-1, 0, 1))


def squash(mass: float) -> float:
    """Return a mass as a share that nears 1 as names add up (one name: one half)."""
    return mass / (mass + 1.0) if mass > 0 else 0.0


def division(place: Place) -> int | None:
    """Return the row of the first-level division that a place is or lies in."""
    return place.row if place.kind == "admin1" else place.admin1


def cell_of(place: Place) -> tuple[int, int] | None:
    """Return the cell of the map that a place lies in."""
    if place.latitude is None or place.longitude is None:
        return None
    return math.floor(place.latitude / CELL), math.floor(place.longitude / CELL)


def gather(found: Sequence[Mention], chances: Sequence[float]) -> list[Sense]:
    """Group mentions into senses: by name, and by what the words after it say it lies in."""
    groups: dict[tuple[str, frozenset[int]], list[int]] = defaultdict(list)
    for number, mention in enumerate(found):
        if mention.readings:
            groups[mention.key, holders(mention)].append(number)
    told: dict[str, list[tuple[str, frozenset[int]]]] = defaultdict(list)
    for group in groups:
        if group[1]:
            told[group[0]].append(group)
    senses = []
    for (key, within), numbers in groups.items():
        said = told[key]
        inherited = said[0][1] if not within and len(said) == 1 else within
        readings = found[numbers[0]].readings
        best = sorted(readings, key=lambda one: -prior(one.place, one.name_kind) - 3 * lies_in(one.place, inherited))
        senses.append(
            Sense(
                key=key,
                within=inherited,
                mentions=tuple(numbers),
                readings=tuple(best[:READINGS_WEIGHED]),
                kinds_said=frozenset(kind for n in numbers for kind in found[n].kinds_said),
                is_dateline=any(found[number].is_dateline for number in numbers),
                weight=max(chances[number] for number in numbers),
            )
        )
    return senses


def holders(mention: Mention) -> frozenset[int]:
    """Return the places said to hold a mention that do hold one of its readings."""
    return frozenset(row for row in mention.within if any(lies_in(one.place, {row}) for one in mention.readings))


def lies_in(place: Place, rows: Iterable[int]) -> bool:
    """Say whether a place lies in one of the places of ``rows``, by its divisions and country."""
    return (
        bool(rows)
        and bool({place.admin1, place.admin2, place.country_row}.intersection(rows))
        and place.row not in rows
    )


def features_of(named: Named, sense: Sense) -> dict[str, float]:
    """Return what speaks for a reading by itself and in the words beside the name."""
    place = named.place
    found = {
        "population": math.log10(place.population + 1) / 10,
        f"is {reading_kind(named)}": 1.0,
        f"by {named.name_kind} name": 1.0,
        "no coordinates": float(place.latitude is None),
    }
    if sense.within:
        found["lies in what follows"] = float(lies_in(place, sense.within))
    if sense.kinds_said:
        found["is of the kind said"] = float(place.kind in sense.kinds_said)
    return found


def score(features: Mapping[str, float], weights: Weights) -> float:
    """Return the weighted sum of features."""
    return sum(value * weights[name] for name, value in features.items() if name in weights)


def shares_of(scores: Sequence[float]) -> list[float]:
    """Return scores as shares that add up to 1 (softmax)."""
    top = max(scores, default=0.0)
    powers = [math.exp(one - top) for one in scores]
    total = sum(powers)
    return [power / total for power in powers]


def choose(senses: Sequence[Sense], alone: Weights, together: Weights) -> list[list[Choice]]:
    """Return the readings of every sense, the likeliest first: first each name alone, then with all others as context."""
    own = [[features_of(named, sense) for named in sense.readings] for sense in senses]
    shares = [shares_of([score(one, alone) for one in features]) for features in own]
    context = Context(senses, shares)
    chosen = []
    for sense, features, beliefs in zip(senses, own, shares, strict=True):
        context.add(sense, beliefs, -1.0)
        full = [one | context.features(named.place) for one, named in zip(features, sense.readings, strict=True)]
        context.add(sense, beliefs, 1.0)
        final = shares_of([score(one, together) for one in full])
        ranked = [Choice(named, one, share) for named, one, share in zip(sense.readings, full, final, strict=True)]
        chosen.append(sorted(ranked, key=lambda choice: (-choice.share, choice.named.place.row)))
    return chosen
