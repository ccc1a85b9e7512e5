"""Spans -> places: GeoNames id, coordinates, divisions and precision, with rival readings kept and the reason in words."""

import math
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from allegedly.lexicon import load_table
from allegedly.link.folding import fold
from allegedly.link.gazetteer import Gazetteer, Named, Place, load_gazetteer
from allegedly.link.place_choice import READINGS_WEIGHED, Choice, Sense, Weights, choose, gather, score
from allegedly.link.place_mentions import Mention, mentions, place_words, prior
from allegedly.link.place_roles import is_actor
from allegedly.records import Document, Parsed, Record, Span

# A span is linked as a place from this probability on. Fitted on one half of the development documents, where F1 of
# recognition is flat between .3 and .5; missing a place costs an event its place, a wrong one is seen on the map.
LIKELY_PLACE = 0.35

# An outlet's name tells where it sits if it holds a town of so many people.
WELL_KNOWN = 100_000

_CAPITALS = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*?(?=[ ,.;:)(]|$)")

# Rival readings are kept from this share on, and at most so many.
RIVAL_SHARE = 0.05
RIVALS_KEPT = 5


class PlaceRole(StrEnum):
    """Whether the text speaks of a place, or of those who act in its name ("Washington said", "Syrian forces")."""

    PLACE = "place"
    ACTOR = "actor"


class PlacePrecision(StrEnum):
    """How much ground the place covers; ``region`` is wider or vaguer than any division (a sea, the Sahel)."""

    EXACT = "exact"
    TOWN = "town"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    REGION = "region"


class PlaceCandidate(Record, frozen=True, kw_only=True):
    """One place that the words may mean; coordinates in degrees north and east, None where no source has them.

    ``country`` is the ISO 3166-1 two-letter code, None outside all countries. ``admin_path`` goes from the country to
    the smallest division that holds the place. ``geonames_id`` is None for places of our own supplement.
    ``linker_score`` is the share of belief among the readings of the name, 0 to 1.
    """

    geonames_id: int | None
    name: str
    country: str | None
    admin_path: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    precision: PlacePrecision
    linker_score: float


class PlaceLink(Record, frozen=True, kw_only=True):
    """A span that names a place: what it may mean, the likeliest first, and why; no candidate where the table has none.

    ``linker_score`` is the likelihood, 0 to 1, that the span names a place at all.
    """

    document: str
    span: Span
    role: PlaceRole
    candidates: tuple[PlaceCandidate, ...]
    linker_score: float
    reason: str


@lru_cache(maxsize=1)
def load_weights() -> dict[str, Weights]:
    """Load the weights of recognition (``recognition``) and of the choice among readings (``alone``, ``together``)."""
    weights: dict[str, dict[str, float]] = {}
    for row in load_table("places_weights"):
        weights.setdefault(row["step"], {})[row["feature"]] = float(row["weight"])
    return dict(weights)


def places(parsed: Parsed, *, gazetteer: Gazetteer | None = None) -> tuple[PlaceLink, ...]:
    """Link every span that names a place, in reading order."""
    table = gazetteer or load_gazetteer()
    weights = load_weights()
    found = mentions(parsed, table)
    chances = chances_of(found, weights["recognition"])
    kept = [number for number, chance in enumerate(chances) if chance >= LIKELY_PLACE]
    found = [found[number] for number in kept]
    chances = [chances[number] for number in kept]
    senses = gather(found, chances)
    beside = said_of_itself(parsed.document, table)
    chosen = choose([*senses, *beside], weights["alone"], weights["together"])[: len(senses)]
    links: list[PlaceLink | None] = [None] * len(found)
    for sense, choices in zip(senses, chosen, strict=True):
        candidates = _candidates(choices, table)
        reason = explain(sense, choices)
        for number in sense.mentions:
            links[number] = _link(parsed, found[number], candidates, chances[number], reason)
    for number, mention in enumerate(found):
        if links[number] is None:
            reason = "the parser takes it for a place; the table of places has no such name"
            links[number] = _link(parsed, mention, (), chances[number], reason)
    return tuple(link for link in links if link is not None)


def said_of_itself(document: Document, table: Gazetteer) -> list[Sense]:
    """Return the places in the names of a document's dateline and outlet; they are context and no links of their own."""
    senses = []
    for text, is_dateline in ((document.dateline, True), (document.outlet, False)):
        for name in _CAPITALS.findall(text or ""):
            if fold(name) in place_words()["common"]:
                continue
            readings = tuple(one for one in table.lookup(name) if is_dateline or _is_well_known(one.place))
            if readings:
                best = sorted(readings, key=lambda one: -prior(one.place, one.name_kind))[:READINGS_WEIGHED]
                senses.append(Sense(fold(name), frozenset(), (), tuple(best), frozenset(), is_dateline, 1.0))
    return senses


def _is_well_known(place: Place) -> bool:
    """Say whether an outlet may be called after a place without saying where it is ("Kabul Times", "The Sun" not)."""
    return place.kind in ("country", "admin1") or place.population >= WELL_KNOWN


def chances_of(found: Sequence[Mention], weights: Mapping[str, float]) -> list[float]:
    """Return for every mention the likelihood, 0 to 1, that it names a place."""
    return [1 / (1 + math.exp(-max(-30.0, min(30.0, score(mention.features, weights))))) for mention in found]


def _link(
    parsed: Parsed, mention: Mention, candidates: tuple[PlaceCandidate, ...], chance: float, reason: str
) -> PlaceLink:
    acts = is_actor(mention, parsed.paragraphs[mention.paragraph].doc)
    return PlaceLink(
        document=parsed.document.id,
        span=mention.span,
        role=PlaceRole.ACTOR if acts else PlaceRole.PLACE,
        candidates=candidates,
        linker_score=round(chance, 3),
        reason=f"{reason}; {acts}" if acts else reason,
    )


def _candidates(choices: Sequence[Choice], table: Gazetteer) -> tuple[PlaceCandidate, ...]:
    kept = [choice for choice in choices[:RIVALS_KEPT] if choice.share >= RIVAL_SHARE] or list(choices[:1])
    return tuple(
        PlaceCandidate(
            geonames_id=choice.named.place.geonames_id,
            name=choice.named.place.name,
            country=choice.named.place.country or None,
            admin_path=admin_path(choice.named.place, table),
            latitude=choice.named.place.latitude,
            longitude=choice.named.place.longitude,
            precision=PlacePrecision(choice.named.place.precision),
            linker_score=round(choice.share, 3),
        )
        for choice in kept
    )


def admin_path(place: Place, table: Gazetteer) -> tuple[str, ...]:
    """Return the names of what holds a place, the country first; a country's own path is empty."""
    rows = (place.country_row, place.admin1, place.admin2)
    return tuple(table.place(row).name for row in rows if row is not None and row != place.row)


# What a feature of the chosen reading says, in the order in which reasons are given; the first three that hold are said.
REASONS = (
    ("lies in what follows", 0.5, "the words after the name say where it lies"),
    ("is of the kind said", 0.5, "the words beside the name say what kind of place it is"),
    ("its district is named", 0.3, "its district is named in the text"),
    ("its division is named", 0.3, "its province or state is named in the text"),
    ("in the dateline's division", 0.5, "it lies in the province or state of the dateline"),
    ("in the dateline's country", 0.5, "it lies in the country of the dateline"),
    ("neighbours named", 0.5, "the text names its neighbours"),
    ("share of its country", 0.3, "other places of the text lie in the same country"),
)


def explain(sense: Sense, choices: Sequence[Choice]) -> str:
    """Say in words why the first reading comes first, and how many others there are."""
    best = choices[0]
    count = len(sense.readings)
    if count == 1:
        return f"the only place of that name in the table{_as_named(best.named)}"
    said = [words for name, least, words in REASONS if best.features.get(name, 0.0) > least][:3]
    if not said:
        said = ["the best known of that name"]
    rival = f" (the next has {choices[1].share:.2f})" if choices[1].share >= RIVAL_SHARE else ""
    return f"one of {count} readings{_as_named(best.named)}: {', '.join(said)}{rival}"


def _as_named(named: Named) -> str:
    return {
        "demonym": ", by the name of its people",
        "abbreviation": ", by an abbreviation",
        "state abbreviation": ", by an abbreviation",
        "historical": ", by an older or variant name",
    }.get(named.name_kind, "")
