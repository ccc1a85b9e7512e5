"""The word lists that ship with the package, as rows of strings."""

import csv
from functools import cache
from importlib.resources import files

from allegedly.errors import ModelError

Row = dict[str, str]


@cache
def load_table(name: str) -> tuple[Row, ...]:
    """Load the word list ``name`` (without ``.tsv``): a row a line, keyed by the words of its first line.

    Lines that begin with ``#`` say where the list comes from and are left out, empty ones too. The rows are shared by
    all callers, so do not change them.

    Raises:
        ModelError: if there is no such list, or a line has more or fewer fields than the first.
    """
    resource = files(__name__).joinpath(f"{name}.tsv")
    if not resource.is_file():
        held = sorted(
            entry.name.removesuffix(".tsv") for entry in files(__name__).iterdir() if entry.name.endswith(".tsv")
        )
        message = f"there is no word list {name!r}; the package has {', '.join(held) or 'none'}"
        raise ModelError(message)
    lines = [line for line in resource.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    header, *rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            message = (
                f"word list {name!r}, entry {number} ({row[0]!r}): {len(row)} fields where {len(header)} were expected"
            )
            raise ModelError(message)
    return tuple(dict(zip(header, row, strict=True)) for row in rows)
