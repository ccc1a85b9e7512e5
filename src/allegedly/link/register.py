"""The register of states, organs, offices, bodies, peoples and outlets, and the user's own lexicon laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from allegedly.link.actor_records import ActorType, Outlet, Sector, Sense, SenseKind
from allegedly.link.actor_words import key_of
from allegedly.link.register_tables import Named, Standing, all_names, outlet_of, table, year_of
from allegedly.link.user_lexicon import lexicon_names


class Register:
    """All names of the register by their folded words; ``Register.load`` makes it."""

    def __init__(
        self,
        names: Iterable[Named],
        standings: Iterable[Standing],
        outlets: Iterable[Outlet],
        domains: Mapping[str, str],
    ) -> None:
        self.names: dict[str, tuple[Named, ...]] = {}
        self.longest: dict[str, int] = {}
        """By the first word of names: the most words that one of them has."""
        self.senses: dict[tuple[SenseKind, str], Sense] = {}
        self.own: set[str] = set()
        """The names, as keys of ``names``, that the user's lexicon laid over the register."""
        self.standings: dict[str, list[Standing]] = {}
        self.outlets: dict[str, Outlet] = {outlet.id: outlet for outlet in outlets}
        self.domains: dict[str, str] = dict(domains)
        self.iso3 = {row["iso2"]: row["iso3"] for row in table("states") if row["iso2"]}
        self.unique_titles = _unique_titles()
        for name in names:
            self._add(name)
        for standing in standings:
            self.standings.setdefault(standing.id, []).append(standing)

    def _add(self, name: Named, *, first: bool = False) -> None:
        words = key_of(name.written)
        if not words:
            return
        key = " ".join(words)
        held = self.names.get(key, ())
        if any(other.sense.kind == name.sense.kind and other.sense.id == name.sense.id for other in held) and not first:
            return
        self.names[key] = (name, *held) if first else (*held, name)
        self.longest[words[0]] = max(self.longest.get(words[0], 0), len(words))
        self.senses.setdefault((name.sense.kind, name.sense.id), name.sense)

    @classmethod
    def load(cls, extra: Path | None = None) -> Register:
        """Return the register that ships with the package, with the lexicon ``extra`` laid over it.

        A name of the lexicon goes before the same name of the register. Without ``extra`` the register is built once
        in a process.

        Raises:
            ModelError: if a table is missing or has a bad row, naming its file, line and column.
        """
        if extra is None:
            return _shipped()
        register = _build()
        for name in lexicon_names(extra):
            register._add(name, first=True)
            register.own.add(" ".join(key_of(name.written)))
        return register

    def sense(self, kind: SenseKind, id: str) -> Sense | None:  # noqa: A002  the field's name
        """Return the sense of a kind with that id, or None."""
        return self.senses.get((kind, id))

    def name_of_country(self, code: str | None) -> str | None:
        """Return what the state with an ISO code is called, or None if there is none.

        >>> Register.load().name_of_country("KGZ")
        'Kyrgyzstan'
        """
        sense = self.senses.get((SenseKind.STATE, code or ""))
        return sense.name if sense else None

    def standing(self, sense: Sense, year: int | None) -> tuple[ActorType | None, Sector | None]:
        """Return the type and sector that a body had in ``year`` (what it mostly was, if None)."""
        for standing in self.standings.get(sense.id, ()) if year is not None else ():
            if (standing.start or 0) <= (year or 0) <= (standing.end or 9999):
                return standing.actor_type, standing.sector
        return sense.actor_type, sense.sector


def load_register(lexicon: str | None = None) -> Register:
    """Return the register with the lexicon at a path laid over it; it is built once in a process, worker or not.

    Raises:
        ModelError: if the lexicon cannot be read or has a bad row, naming its file, line and column.
    """
    if lexicon is None:
        return Register.load()
    path = Path(lexicon)
    changed = path.stat().st_mtime_ns if path.exists() else 0  # one that is not there is an error of its own
    return _with_lexicon(path, changed)


@lru_cache(maxsize=2)
def _with_lexicon(path: Path, _changed: int) -> Register:
    return Register.load(path)


@lru_cache(maxsize=1)
def _shipped() -> Register:
    return _build()


def _unique_titles() -> dict[str, str]:
    """Return the titles that only one state's head has, with the state."""
    holders: dict[str, set[str]] = {}
    for row in table("state_titles"):
        holders.setdefault(row["title"], set()).add(row["iso3"])
    return {title: next(iter(states)) for title, states in holders.items() if len(states) == 1 and " " not in title}


def _build() -> Register:
    outlets = {row["id"]: outlet_of(row) for row in table("outlets")}
    domains = {row["name"]: row["id"] for row in table("outlet_names") if row["kind"] == "domain"}
    standings = (
        Standing(
            id=row["id"],
            actor_type=ActorType(row["type"]),
            sector=Sector(row["sector"]),
            start=year_of(row["start"]),
            end=year_of(row["end"]),
        )
        for row in table("standings")
    )
    return Register(all_names(outlets), standings, outlets.values(), domains)
