"""Reads a pile of news and tells, for every claim in it, who says so, on whose word and how firmly.

import allegedly as al

case = al.open("allegedly-case")
case.read(["news/"])
case.claims().df()
"""

from typing import TYPE_CHECKING, Any

from allegedly import errors, records, vocab

if TYPE_CHECKING:
    from allegedly.case import Case, Shown
    from allegedly.case import open_case as open  # noqa: A004  al.open reads as what it does

__version__ = "0.1.0"

__all__ = ["Case", "Shown", "__version__", "errors", "open", "records", "vocab"]

# Loaded when first used, so that `import allegedly` and `allegedly --help` answer at once.
_LATER = {"Case": "Case", "Shown": "Shown", "open": "open_case"}


def __getattr__(name: str) -> Any:
    """Load what needs spaCy or DuckDB when it is first asked for (PEP 562)."""
    if name not in _LATER:
        message = f"module 'allegedly' has no attribute {name!r}"
        raise AttributeError(message)
    from allegedly import case  # noqa: PLC0415

    return getattr(case, _LATER[name])
