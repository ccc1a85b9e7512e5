"""Lines of the ledger that are no records: who wrote when, work that was asked for, what analysts judged."""

from typing import Final, NamedTuple

# The judgement that takes a document out of the case: reading its original again does not bring it back while it stands.
WITHDRAW: Final = "withdraw"


class Run(NamedTuple):
    """One writer's stay in the case: its id, when it began (UTC, ISO 8601), which program, for whom."""

    id: str
    started: str
    tool: str
    operator: str


class Job(NamedTuple):
    """Work that is asked for and goes on: what (``action``, and ``detail`` in its own form), and how it stands.

    ``number`` is 0 until it is written down; times are UTC, ISO 8601.
    """

    number: int
    asked: str
    operator: str
    action: str
    detail: str
    state: str
    ended: str | None = None


class Review(NamedTuple):
    """One judgement of an analyst: what was done (``action``) to which record (``subject``), ``detail`` in its own form.

    ``number`` is 0 until it is written down; ``time`` is UTC, ISO 8601; ``undone_by`` is the number of the later
    judgement that took it back, or None while it stands.
    """

    number: int
    time: str
    operator: str
    action: str
    subject: str
    detail: str
    undone_by: int | None = None
