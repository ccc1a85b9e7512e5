"""Claims -> matches -> clusters: which claims of a case say the same thing, and which the opposite."""

from allegedly.match.best import best_worded
from allegedly.match.candidates import candidates
from allegedly.match.cluster import Judgement, cluster, components, homes_of
from allegedly.match.compare import compare, compare_all
from allegedly.match.relate import Edge, relate
from allegedly.match.signature import signatures

__all__ = [
    "Edge",
    "Judgement",
    "best_worded",
    "candidates",
    "cluster",
    "compare",
    "compare_all",
    "components",
    "homes_of",
    "relate",
    "signatures",
]
