"""Clusters -> allegations: whose word stands behind a claim, how many independent origins, and what drifted."""

from allegedly.weigh.profile import profile_outlets
from allegedly.weigh.stage import Cluster, Material, Tie, allegation_id, weigh_clusters

__all__ = ["Cluster", "Material", "Tie", "allegation_id", "profile_outlets", "weigh_clusters"]
