"""The case on disk: a folder with ``ledger.sqlite``, ``originals/`` by SHA-256 and ``segments/*.parquet``.

Readers open a :class:`Store`, the one writer a :class:`Writer`; :func:`verify` checks that log, originals and segments
still agree.
"""

from allegedly.store.batch import Batch, Committed
from allegedly.store.entries import WITHDRAW, Review
from allegedly.store.folder import Store, is_case
from allegedly.store.lock import Holder
from allegedly.store.naming import Naming, NamingRow
from allegedly.store.segments import SegmentRow
from allegedly.store.shelves import Shelves
from allegedly.store.verify import Fault, Problem, verify
from allegedly.store.writer import Change, Judgement, Writer

__all__ = [
    "WITHDRAW",
    "Batch",
    "Change",
    "Committed",
    "Fault",
    "Holder",
    "Judgement",
    "Naming",
    "NamingRow",
    "Problem",
    "Review",
    "SegmentRow",
    "Shelves",
    "Store",
    "Writer",
    "is_case",
    "verify",
]
