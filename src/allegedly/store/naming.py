"""Who names which outlets, in the ledger: so that a change is answered by the few articles that it has to do with."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NamedTuple

# A name as an article has it, and whether it is that of an outlet in a chain (0) or of another kind of source (1).
Name = tuple[str, int]

# What these statements write is derived: a case without it gets it with its next update.
NAMING_TABLES = """
CREATE TABLE naming (document TEXT PRIMARY KEY, outlet TEXT, published TEXT, named TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX naming_outlet ON naming (outlet, published);
CREATE TABLE naming_names (
    name TEXT, as_source INTEGER, document TEXT, PRIMARY KEY (name, as_source, document)
) STRICT, WITHOUT ROWID;
CREATE TABLE naming_meanings (
    key TEXT, name TEXT, as_source INTEGER, PRIMARY KEY (key, name, as_source)
) STRICT, WITHOUT ROWID;
CREATE INDEX naming_meant ON naming_meanings (name, as_source);
CREATE TABLE naming_due (document TEXT PRIMARY KEY) STRICT, WITHOUT ROWID
"""


class NamingRow(NamedTuple):
    """An article: its outlet, its time of publication, the outlets ``cited`` in its chains, and what its other ``sources`` are called."""

    document: str
    outlet: str | None
    published: str | None
    cited: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def names(self) -> Iterator[Name]:
        """Yield all names in it."""
        yield from ((name, 0) for name in self.cited)
        yield from ((name, 1) for name in self.sources)


class Naming:
    """The tables of who names which outlets; the outlets of a name are written as keys, whatever these are."""

    def __init__(
        self,
        rows: Callable[..., Iterator[tuple[Any, ...]]],
        write: Callable[[str, list[Any]], None],
    ) -> None:
        self._rows = rows
        self._write = write

    def missing(self) -> set[str]:
        """Return the documents of the case that have no row yet: all of one that was read before there were any."""
        [[documents, rows]] = self._rows("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM naming)")
        if documents == rows:
            return set()
        return {row[0] for row in self._rows("SELECT id FROM documents WHERE id NOT IN (SELECT document FROM naming)")}

    def present(self, documents: Iterable[str]) -> set[str]:
        """Return those of the documents that the case holds."""
        query = "SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?))"
        return {row[0] for row in self._rows(query, _json(documents))}

    def rows(self, documents: Iterable[str]) -> list[NamingRow]:
        """Return the rows of documents; those that have none are left out."""
        query = "SELECT * FROM naming WHERE document IN (SELECT value FROM json_each(?)) ORDER BY document"
        return [_row(*row) for row in self._rows(query, _json(documents))]

    def publishers(self) -> frozenset[str]:
        """Return the names of the outlets that have an article in the case."""
        return frozenset(row[0] for row in self._rows("SELECT DISTINCT outlet FROM naming WHERE outlet IS NOT NULL"))

    def published_by(self, outlets: Iterable[str], since: str, until: str) -> list[NamingRow]:
        """Return the rows of what outlets published between two times (both ISO 8601); with an empty ``since`` at any time, or none."""
        query = (
            "SELECT * FROM naming WHERE outlet IN (SELECT value FROM json_each(?))"
            " AND (? = '' OR published BETWEEN ? AND ?) ORDER BY document"
        )
        return [_row(*row) for row in self._rows(query, _json(outlets), since, since, until)]

    def names(self) -> Iterator[Name]:
        """Yield each name once."""
        return (
            (name, as_source) for name, as_source in self._rows("SELECT DISTINCT name, as_source FROM naming_names")
        )

    def meaning(self, name: Name) -> frozenset[str]:
        """Return the keys of the outlets that a name was last found to mean."""
        return frozenset(
            row[0] for row in self._rows("SELECT key FROM naming_meanings WHERE (name, as_source) = (?, ?)", *name)
        )

    def with_name(self, name: Name) -> set[str]:
        """Return the documents that have a name."""
        return {
            row[0] for row in self._rows("SELECT document FROM naming_names WHERE (name, as_source) = (?, ?)", *name)
        }

    def naming(self, keys: Collection[str]) -> set[str]:
        """Return the documents that name one of the outlets with these keys."""
        query = (
            "SELECT DISTINCT document FROM naming_meanings JOIN naming_names USING (name, as_source)"
            " WHERE key IN (SELECT value FROM json_each(?))"
        )
        return {row[0] for row in self._rows(query, _json(keys))}

    def due(self) -> set[str]:
        """Return the documents that may cite other articles than when they were last weighed."""
        return {row[0] for row in self._rows("SELECT document FROM naming_due")}

    # -- what is written, inside a transaction of the ledger -------------------------------------------------------

    def put(self, rows: Iterable[NamingRow], gone: Iterable[str]) -> None:
        """Put rows in the place of those of their documents, and take out those of documents that are gone."""
        rows = list(rows)
        old = [(document,) for document in (*gone, *(row.document for row in rows))]
        known = self.rows(document for (document,) in old)
        self._write("DELETE FROM naming WHERE document = ?", old)
        self._write("DELETE FROM naming_names WHERE (name, as_source, document) = (?, ?, ?)", _all_names(known))
        held = [(row.document, row.outlet, row.published, json.dumps([row.cited, row.sources])) for row in rows]
        self._write("INSERT INTO naming VALUES (?, ?, ?, ?)", held)
        self._write("INSERT INTO naming_names VALUES (?, ?, ?)", _all_names(rows))

    def mean(self, name: Name, keys: Iterable[str]) -> None:
        """Note which outlets a name means."""
        self._write("DELETE FROM naming_meanings WHERE (name, as_source) = (?, ?)", [name])
        self._write("INSERT INTO naming_meanings VALUES (?, ?, ?)", [(key, *name) for key in sorted(keys)])

    def mark_due(self, documents: Iterable[str]) -> None:
        """Note that documents may cite other articles than before."""
        self._write("INSERT OR IGNORE INTO naming_due VALUES (?)", [(one,) for one in sorted(documents)])

    def mark_weighed(self, documents: Iterable[str]) -> None:
        """Note that documents are weighed with what they cite now."""
        self._write("DELETE FROM naming_due WHERE document = ?", [(one,) for one in documents])


def _row(document: str, outlet: str | None, published: str | None, named: str) -> NamingRow:
    cited, sources = json.loads(named)
    return NamingRow(document, outlet, published, tuple(cited), tuple(sources))


def _all_names(rows: Iterable[NamingRow]) -> list[tuple[str, int, str]]:
    return [(*name, row.document) for row in rows for name in row.names()]


def _json(values: Iterable[str]) -> str:
    return json.dumps(list(values))
