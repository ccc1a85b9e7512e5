"""Opening ``ledger.sqlite`` for one writer or for any reader, and its errors in our words."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from allegedly.errors import CaseBusyError, CaseError, CaseFormatError, CaseNotFoundError
from allegedly.store.schema import APPLICATION_ID, FORMAT_VERSION, LATER_TABLES, TABLES

LEDGER_FILE = "ledger.sqlite"

# Seconds that SQLite itself waits. Writers are kept apart by the case's own lock and readers never wait in WAL mode; what
# is left are the instants in which a log is recovered after a kill or moved into the file.
_BUSY_SECONDS = 30


def connect_writer(path: Path, tool: str) -> sqlite3.Connection:
    """Open the ledger for writing, making it first if the folder has none; the caller holds the case's lock.

    Raises:
        CaseFormatError: if the file is no ledger, or one of another version.
    """
    with translated(path):
        connection = _connect(path, "rwc")
        is_new = _is_new(connection)
    if not is_new:
        check_format(connection, path)
    with translated(path):
        # Every transaction waits for the disk: the custody log promises to survive a power cut. One transaction a batch
        # makes that cheap (502 a second on the machine of research/stack.md).
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_mode = WAL")
        if is_new:
            _make_tables(connection, tool)
        _add_later_tables(connection)
    return connection


def has_table(connection: sqlite3.Connection, name: str) -> bool:
    """Say whether the ledger has a table."""
    [[tables]] = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = ?", (name,))
    return bool(tables)


def connect_reader(path: Path) -> sqlite3.Connection:
    """Open the ledger for reading only.

    Raises:
        CaseNotFoundError: if there is none.
        CaseFormatError: if the file is no ledger, or one of a newer version.
    """
    message = f"no case in {path.parent}: `allegedly read PATH --case {path.parent}` begins one"
    if not path.is_file():
        raise CaseNotFoundError(message)
    with translated(path):
        if os.access(path.parent, os.W_OK):
            connection = _connect(path, "rw")  # a reader of a WAL database takes part in its index file
            connection.execute("PRAGMA query_only = ON")
        else:
            connection = _connect_read_only_folder(path)
        is_new = _is_new(connection)
    if is_new:  # a writer was killed before it made the first table
        connection.close()
        raise CaseNotFoundError(message)
    check_format(connection, path)
    return connection


def check_format(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse what is no ledger of ours, or of another format; the connection is then closed.

    Raises:
        CaseFormatError: saying which, and what to do.
    """
    with contextlib.ExitStack() as closing:
        closing.callback(connection.close)
        with translated(path):
            [[application]] = connection.execute("PRAGMA application_id")
            [[version]] = connection.execute("PRAGMA user_version")
        _refuse(path, application, version)
        closing.pop_all()


def _refuse(path: Path, application: int, version: int) -> None:
    if application != APPLICATION_ID:
        message = f"{path} is a database, but not one of a case; choose another folder with --case"
        raise CaseFormatError(message)
    if version < FORMAT_VERSION:
        message = (
            f"the case {path.parent} has format {version}, this program writes {FORMAT_VERSION}: "
            "read its originals into a new case (`allegedly read` takes the files of its originals/ folder)"
        )
        raise CaseFormatError(message)
    if version > FORMAT_VERSION:
        message = (
            f"the case {path.parent} has format {version}, this program knows up to {FORMAT_VERSION}: "
            "it was written by a newer version, so upgrade with `pip install --upgrade allegedly`"
        )
        raise CaseFormatError(message)


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours, naming the file and what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            message = f"{path} is locked by another program (a database browser?): close it there and try again"
            raise CaseBusyError(message) from error
        message = f"{path} cannot be used: {error}"
        raise CaseError(message) from error
    except sqlite3.DatabaseError as error:
        message = f"{path} is no case, or it is damaged: {error}"
        raise CaseFormatError(message) from error


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run the statements inside as one: all of them or, after an error or a kill, none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _connect(path: Path, mode: str, more: str = "") -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}{more}",
        uri=True,
        isolation_level=None,  # transactions are written out
        timeout=_BUSY_SECONDS,
        check_same_thread=False,  # a relation may be pulled from a thread of DuckDB's; never from two at a time
    )


def _connect_read_only_folder(path: Path) -> sqlite3.Connection:
    """Open a ledger on read-only ground: nobody else can be writing, so no lock and no index file is needed."""
    try:
        connection = _connect(path, "ro")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        return _connect(path, "ro", "&immutable=1")
    return connection


def _is_new(connection: sqlite3.Connection) -> bool:
    [[tables]] = connection.execute("SELECT count(*) FROM sqlite_master")
    return bool(tables == 0)


def _add_later_tables(connection: sqlite3.Connection) -> None:
    missing = [statements for name, statements in LATER_TABLES.items() if not has_table(connection, name)]
    if missing:
        with transaction(connection):
            for statements in missing:
                for statement in statements.split(";\n"):
                    connection.execute(statement)


def _make_tables(connection: sqlite3.Connection, tool: str) -> None:
    with transaction(connection):
        for statement in TABLES.split(";\n"):
            if statement.strip():
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
        connection.execute("INSERT INTO meta VALUES ('made by', ?)", (tool,))
