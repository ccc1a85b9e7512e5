"""The table of the world's places that ships with the package, looked up by name without building an index."""

import sys
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from allegedly.errors import ModelError
from allegedly.link.folding import COORDINATE_UNIT, NAME_KINDS, PLACE_KINDS, UNKNOWN_COORDINATE, fold

# Names looked up that are remembered: an article asks for some 150, most of them again and again in a pile.
NAMES_KEPT = 65_536


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the table; ``row`` is its line there, ``geonames_id`` None for places of our own supplement.

    Coordinates are degrees north and east, or None where no source has them. ``admin1`` and ``admin2`` are rows.
    """

    row: int
    geonames_id: int | None
    name: str
    kind: str
    precision: str
    country: str
    country_row: int | None
    admin1: int | None
    admin2: int | None
    latitude: float | None
    longitude: float | None
    population: int
    is_capital: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A place and what the name looked up is to it (one of ``NAME_KINDS``)."""

    place: Place
    name_kind: str


class Gazetteer:
    """Places by folded name; load it once in a process with ``load_gazetteer``."""

    def __init__(self, places: pa.Table, names: pa.Table) -> None:
        self._columns: dict[str, Any] = {
            name: numbers_of(places[name])
            for name in ("id", "kind", "admin1", "admin2", "latitude", "longitude", "population", "capital")
        }
        self._texts = {name: places[name].combine_chunks() for name in ("name", "precision", "country")}
        column = names["name"].combine_chunks()
        _, offsets, letters = column.buffers()
        # Plain bytes and a memory view: one look-up reads some twenty of each, and numpy scalars cost three times as much.
        self._offsets = memoryview(offsets).cast("i")
        self._letters: bytes = letters.to_pybytes()
        self._place = numbers_of(names["place"])
        self._kind = numbers_of(names["kind"])
        self._count = len(column)
        self._places: dict[int, Place] = {}
        rows = np.flatnonzero(self._columns["kind"] == PLACE_KINDS.index("country"))
        self._countries = {self._texts["country"][int(row)].as_py(): int(row) for row in rows}
        self.named = lru_cache(maxsize=NAMES_KEPT)(self._named)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read ``places.parquet`` and ``place_names.parquet`` of ``folder``.

        Raises:
            ModelError: if one of them is missing.
        """
        paths = [folder / "places.parquet", folder / "place_names.parquet"]
        for path in paths:
            if not path.is_file():
                message = (
                    f"the table of places {path.name} is missing in {folder}: build it with scripts/build_gazetteer.py"
                )
                raise ModelError(message)
        return cls(*(pq.ParquetFile(path).read() for path in paths))

    def lookup(self, name: str) -> tuple[Named, ...]:
        """Return the places that bear ``name``, in the table's order."""
        folded = fold(name)
        return self.named(folded) if folded else ()

    def place(self, row: int) -> Place:
        """Return the place of one row of the table."""
        found = self._places.get(row)
        if found is None:
            found = self._places[row] = self._read_row(row)
        return found

    def country(self, code: str) -> Place | None:
        """Return the country of an ISO 3166-1 two-letter code."""
        row = self._countries.get(code)
        return None if row is None else self.place(row)

    def with_id(self, geonames_id: int) -> Place | None:
        """Return the place with a GeoNames id, or None if the table has none."""
        if not geonames_id:
            return None
        rows = np.flatnonzero(self._columns["id"] == geonames_id)
        return self.place(int(rows[0])) if len(rows) else None

    def __len__(self) -> int:
        return len(self._columns["id"])

    def _named(self, folded: str) -> tuple[Named, ...]:
        wanted = folded.encode()
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            if self._name(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        found = []
        while low < self._count and self._name(low) == wanted:
            found.append(Named(self.place(int(self._place[low])), NAME_KINDS[self._kind[low]]))
            low += 1
        return tuple(found)

    def _name(self, index: int) -> bytes:
        return self._letters[self._offsets[index] : self._offsets[index + 1]]

    def _read_row(self, row: int) -> Place:
        columns = {name: int(column[row]) for name, column in self._columns.items()}
        latitude, longitude = columns["latitude"], columns["longitude"]
        country = sys.intern(self._texts["country"][row].as_py())
        is_located = UNKNOWN_COORDINATE not in (latitude, longitude)
        return Place(
            row=row,
            geonames_id=columns["id"] or None,
            name=self._texts["name"][row].as_py(),
            kind=PLACE_KINDS[columns["kind"]],
            precision=sys.intern(self._texts["precision"][row].as_py()),
            country=country,
            country_row=self._countries.get(country),
            admin1=columns["admin1"] if columns["admin1"] >= 0 else None,
            admin2=columns["admin2"] if columns["admin2"] >= 0 else None,
            latitude=round(latitude * COORDINATE_UNIT, 4) if is_located else None,
            longitude=round(longitude * COORDINATE_UNIT, 4) if is_located else None,
            population=columns["population"],
            is_capital=bool(columns["capital"]),
        )


def numbers_of(column: pa.ChunkedArray) -> Any:
    """Return a column without nulls as a numpy array; Arrow's own way loads pandas where it is installed (over a second)."""
    whole = column.combine_chunks()
    values = whole.buffers()[1]
    if pa.types.is_boolean(whole.type):
        return np.unpackbits(np.frombuffer(values, dtype=np.uint8), bitorder="little")[: len(whole)]
    return np.frombuffer(values, dtype=np.dtype(str(whole.type)))[: len(whole)]


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Return the packaged table of places, read once in a process (some 0.1 s).

    Raises:
        ModelError: if it was not installed with the package.
    """
    with as_file(files("allegedly.lexicon")) as folder:
        return Gazetteer.read(folder)
