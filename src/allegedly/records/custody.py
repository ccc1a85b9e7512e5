"""What a case keeps beside its records: inputs that could not be used, and the custody log."""

from __future__ import annotations

from allegedly.records.base import Record
from allegedly.vocab import Reason, Stage


class Rejected(Record, frozen=True, kw_only=True):
    """An input that a stage could not use, and why; the rest of the pile is still read."""

    path: str
    part: str | None = None
    stage: Stage
    reason: Reason
    detail: str
    original_sha256: str | None = None
    document: str | None = None


class CustodyEntry(Record, frozen=True, kw_only=True):
    """One line of the custody log; ``hash`` covers every other field, ``previous`` is the hash of the line before.

    ``time`` is UTC, ISO 8601. The shape follows the Berkeley Protocol on Digital Open Source Investigations (2020).
    """

    number: int
    time: str
    action: str
    path: str
    sha256: str
    size: int
    tool: str
    operator: str
    previous: str
    hash: str
