"""Clusters -> allegations: whose word stands behind a claim, how many independent origins, and what drifted."""
