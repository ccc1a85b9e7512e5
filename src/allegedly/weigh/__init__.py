"""Clusters -> allegations: whose word stands behind a claim, how many independent origins, and what drifted."""

from allegedly.weigh.citing import RARE, Citations, CitingArticle, Publishers, days_before, hashed
from allegedly.weigh.descent import is_before
from allegedly.weigh.profile import profile_outlets
from allegedly.weigh.stage import Cluster, Material, Tie, allegation_id, weigh_clusters

__all__ = [
    "RARE",
    "Citations",
    "CitingArticle",
    "Cluster",
    "Material",
    "Publishers",
    "Tie",
    "allegation_id",
    "days_before",
    "hashed",
    "is_before",
    "profile_outlets",
    "weigh_clusters",
]
