"""Fit the weights of `places_weights.tsv` on texts whose places are marked.

    python scripts/fit_places.py GOLD.jsonl [--out src/allegedly/lexicon/places_weights.tsv]

GOLD has a line {id, text, places: [{start, end, lat, lon, geonameid}]} each. Only the half of the documents whose
identifier's SHA-256 begins with an even byte is used; the other half stays unseen for figures. Three models: logistic
regression on whether a mention names a place, and softmax regression over the readings of a name, first alone, then
with the rest of the document. Neither a text nor a name of the gold goes into the weights, only how much each sign counts.
"""

import argparse
import hashlib
import json
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from allegedly.link.gazetteer import load_gazetteer
from allegedly.link.place_choice import Context, Sense, features_of, gather, score, shares_of
from allegedly.link.place_mentions import Mention, mentions
from allegedly.link.places import chances_of
from allegedly.parse import parse
from allegedly.records import Document

OUT = Path(__file__).resolve().parents[1] / "src" / "allegedly" / "lexicon" / "places_weights.tsv"
SOURCE = "fitted by scripts/fit_places.py on half of the development documents"

# A sign seen in fewer mentions than this is left out.
LEAST_SEEN = 20

# A reading this near the marked coordinates (km) counts as the place meant if no reading has its identifier.
NEAR = 161.0
EARTH_RADIUS = 6371.0088

# The strength of the pull to zero, and the steps of descent; neither moves the figures of the other half by .005.
PULL_RECOGNITION, PULL_CHOICE, STEPS = 1.0, 0.5, 400

# Rough weights with which the context of the first pass is made, before any are fitted.
ROUGH = {
    "population": 9.0, "is country": 4.0, "is capital": 4.0, "is demonym": 3.0, "is admin1": 2.0, "is region": 2.0,
    "by alternate name": -2.0, "lies in what follows": 6.0, "is of the kind said": 2.0,
}  # fmt: skip

# Signs too rare in the texts to be fitted.
BY_HAND = {"a given name before a name": -3.0}

Row = dict[str, Any]
Features = dict[str, float]
Sample = tuple[list[Features], list[int], int]


def is_fitted_on(identifier: str) -> bool:
    """Say whether a document belongs to the half that weights are fitted on."""
    return hashlib.sha256(identifier.encode()).digest()[0] % 2 == 0


def fit_recognition(found: Sequence[tuple[Row, list[Mention]]]) -> Features:
    """Fit the logistic regression by Newton's method."""
    pairs = [(mention, row) for row, here in found for mention in here]
    seen = Counter(name for mention, _ in pairs for name, value in mention.features.items() if value)
    names = [name for name, count in seen.items() if count >= LEAST_SEEN and name not in BY_HAND]
    signs = np.array([[mention.features.get(name, 0.0) for name in names] for mention, _ in pairs])
    marked = np.array([float(any(overlaps(mention, place) for place in row["places"])) for mention, row in pairs])
    weights = np.zeros(len(names))
    for _ in range(25):
        chance = 1 / (1 + np.exp(-signs @ weights))
        slope = signs.T @ (chance - marked) + PULL_RECOGNITION * weights
        bend = (signs.T * (chance * (1 - chance) + 1e-6)) @ signs + PULL_RECOGNITION * np.eye(len(names))
        weights -= np.linalg.solve(bend, slope)
    return dict(zip(names, weights.tolist(), strict=True))


def overlaps(mention: Mention, place: Row) -> bool:
    """Say whether a mention and a marked place share a character."""
    return bool(mention.span.start < place["end"] and place["start"] < mention.span.end)


def samples(found: Sequence[tuple[Row, list[Mention]]], recognition: Features, alone: Features) -> list[Sample]:
    """Return for every name that is marked its readings' features, which of them are right, and how often it stands."""
    out = []
    for row, here in found:
        senses = gather(here, chances_of(here, recognition))
        own = [[features_of(named, sense) for named in sense.readings] for sense in senses]
        shares = [shares_of([score(one, alone) for one in features]) for features in own]
        context = Context(senses, shares)
        for sense, features, beliefs in zip(senses, own, shares, strict=True):
            right, count = right_readings(sense, here, row)
            if not right or len(features) < 2:
                continue
            context.add(sense, beliefs, -1.0)
            full = [one | context.features(named.place) for one, named in zip(features, sense.readings, strict=True)]
            context.add(sense, beliefs, 1.0)
            out.append((full, right, count))
    return out


def right_readings(sense: Sense, here: Sequence[Mention], row: Row) -> tuple[list[int], int]:
    """Return the readings that are the place most often marked for a name, and how many mentions are marked."""
    meant: Counter[tuple[float, float, str]] = Counter()
    for number in sense.mentions:
        for place in row["places"]:
            if place["lat"] is not None and overlaps(here[number], place):
                meant[place["lat"], place["lon"], str(place.get("geonameid"))] += 1
    if not meant:
        return [], 0
    latitude, longitude, identifier = meant.most_common(1)[0][0]
    same = [i for i, one in enumerate(sense.readings) if str(one.place.geonames_id) == identifier]
    away = [
        distance(latitude, longitude, one.place.latitude, one.place.longitude)
        if one.place.latitude is not None
        else math.inf
        for one in sense.readings
    ]
    near = [i for i, far in enumerate(away) if far <= min(min(away) + 1, NEAR)]
    return same or near, meant.total()


def distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float | None) -> float:
    """Return the great-circle distance of two points in km."""
    a, b, c, d = map(math.radians, (latitude, longitude, other_latitude, other_longitude or 0.0))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_RADIUS * math.asin(min(1.0, math.sqrt(h)))


def fit_choice(given: Sequence[Sample], names: Sequence[str]) -> Features:
    """Fit the softmax regression by Adam, all samples a step; a name marked n times counts as the root of n."""
    tables = [
        (np.array([[one.get(name, 0.0) for name in names] for one in full]), right, math.sqrt(count))
        for full, right, count in given
    ]
    weights, mean, square = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = PULL_CHOICE * weights
        for table, right, count in tables:
            power = np.exp(table @ weights - (table @ weights).max())
            shares = power / power.sum()
            wanted = np.zeros_like(shares)
            wanted[right] = shares[right] / (shares[right].sum() + 1e-12)
            slope = slope + count * (table.T @ (shares - wanted))
        slope = slope / len(tables)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        rate = 0.3 if step <= 0.6 * STEPS else 0.09
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


def main() -> None:
    """Read the arguments, fit and write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("--out", type=Path, default=OUT)
    options = arguments.parse_args()
    table = load_gazetteer()
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = []
    for row in rows:
        if is_fitted_on(row["id"]):
            document = Document(id=row["id"], original_sha256="", path="", text=row["text"])
            found.append((row, mentions(parse(document), table)))
    recognition = fit_recognition(found)
    given = samples(found, recognition, ROUGH)
    names = sorted({name for full, _, _ in given for one in full for name in one})
    alone = fit_choice(given, [name for name in names if name.startswith(("is ", "by ", "population", "no ", "lies"))])
    together = fit_choice(samples(found, recognition, alone), names)
    with options.out.open("w", encoding="utf-8") as out:
        out.write(
            "# How much each sign counts: logistic regression for naming a place, softmax regression for the choice of reading.\n"
        )
        out.write("feature\tstep\tweight\tsource\n")
        for step, weights in (("recognition", recognition), ("alone", alone), ("together", together)):
            for name, weight in sorted(weights.items()):
                out.write(f"{name}\t{step}\t{weight:.3f}\t{SOURCE}\n")
        for name, weight in BY_HAND.items():
            out.write(f"{name}\trecognition\t{weight:.3f}\tset by hand: too rare to be fitted\n")


if __name__ == "__main__":
    main()
