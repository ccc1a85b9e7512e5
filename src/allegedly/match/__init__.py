"""Claims -> matches -> clusters: which claims of a case say the same thing, and which the opposite."""

from allegedly.match.against import Against, set_against, with_stated
from allegedly.match.best import best_worded
from allegedly.match.candidates import (
    FILED_COLUMNS,
    NO_DAY,
    NO_PAIRS,
    Candidates,
    Claims,
    Pairs,
    candidates,
    claims_of,
    filed,
)
from allegedly.match.cluster import MOST, OPPOSED, TOGETHER, UNKNOWN, Judgement, cluster
from allegedly.match.compare import compare, compare_all, likelihood, match_id
from allegedly.match.joining import SCALE, Joining
from allegedly.match.numbers import Numbers, to_ids, to_numbers
from allegedly.match.prepared import Prepared
from allegedly.match.relate import Edge, relate
from allegedly.match.signature import signatures

__all__ = [
    "FILED_COLUMNS",
    "MOST",
    "NO_DAY",
    "NO_PAIRS",
    "OPPOSED",
    "SCALE",
    "TOGETHER",
    "UNKNOWN",
    "Against",
    "Candidates",
    "Claims",
    "Edge",
    "Joining",
    "Judgement",
    "Numbers",
    "Pairs",
    "Prepared",
    "best_worded",
    "candidates",
    "claims_of",
    "cluster",
    "compare",
    "compare_all",
    "filed",
    "likelihood",
    "match_id",
    "relate",
    "set_against",
    "signatures",
    "to_ids",
    "to_numbers",
    "with_stated",
]
