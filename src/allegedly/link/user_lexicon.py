"""The user's own lexicon of actors, read from a table and laid over the register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from allegedly.errors import ModelError
from allegedly.link.actor_records import ActorType, Sector, Sense, SenseKind
from allegedly.link.actor_words import key_of
from allegedly.link.register_tables import Named, Row, key_id, rows_of

T = TypeVar("T")

LEXICON_COLUMNS = ("name", "id", "type", "country", "sector", "start", "end", "source")
"""Columns of a user's lexicon; ``name`` is needed, all others may be left out or empty.

Rows with one ``id`` are names of one actor, and the first of them is what it is called; without an ``id`` it is the
folded name. ``type`` is a value of ``ActorType``, ``country`` three capital letters, ``sector`` a value of ``Sector``,
``start`` and ``end`` years. Lines that begin with ``#`` are left out.
"""


def lexicon_names(path: Path) -> Iterator[Named]:
    """Yield the names of a user's lexicon (``LEXICON_COLUMNS``)."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"the lexicon {str(path)!r} cannot be read: {error}"
        raise ModelError(message) from error
    called: dict[str, str] = {}
    for number, row in rows_of(text, f"lexicon {path.name!r}"):
        where = f"lexicon {path.name!r}, line {number}"
        unknown = sorted(set(row) - set(LEXICON_COLUMNS))
        if unknown or "name" not in row:
            message = f"{where}: unknown column {unknown[0]!r}" if unknown else f"{where}: no column 'name'"
            raise ModelError(f"{message}; columns are {', '.join(LEXICON_COLUMNS)}")
        yield _own_name(row, where, called)


def _own_name(row: Row, where: str, called: dict[str, str]) -> Named:
    name = row["name"].strip()
    if not key_of(name):
        message = f"{where}, column 'name': {row['name']!r} holds no word"
        raise ModelError(message)
    id_ = row.get("id", "").strip() or key_id(name)
    country = _field(row, "country", where, _country)
    sense = Sense(
        kind=SenseKind.BODY,
        id=id_,
        name=called.setdefault(id_, name),
        actor_type=_field(row, "type", where, ActorType) or ActorType.UNKNOWN,
        country=country,
        sector=_field(row, "sector", where, Sector),
        start=_field(row, "start", where, int),
        end=_field(row, "end", where, int),
        source=row.get("source", "").strip() or where,
    )
    return Named(name, sense)


def _country(text: str) -> str:
    if len(text) == 3 and text.isascii() and text.isalpha() and text.isupper():
        return text
    raise ValueError(text)


def _field(row: Row, column: str, where: str, read: Callable[[str], T]) -> T | None:
    """Return a field of a user's row as ``read`` gives it, or None where it is empty or absent."""
    text = row.get(column, "").strip()
    if not text:
        return None
    try:
        return read(text)
    except ValueError as error:
        wanted = {
            "type": [t.value for t in ActorType],
            "sector": [s.value for s in Sector],
            "country": ["three capital letters"],
        }
        message = (
            f"{where}, column {column!r}: {text!r} is not one of {', '.join(wanted.get(column, ['whole numbers']))}"
        )
        raise ModelError(message) from error
