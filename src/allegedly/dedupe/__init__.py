"""Finds texts that share their words: exact, edited, cut and wrapped copies, wire copy, and passages taken over.

Copies are edges, never deletions. ``fingerprint`` is a document stage; ``dedupe`` compares new documents with all;
``clusters`` groups whole copies so that no splice fuses two texts; ``compare`` lays two texts side by side.
"""

from allegedly.dedupe.candidates import candidates
from allegedly.dedupe.cluster import clusters
from allegedly.dedupe.compare import compare
from allegedly.dedupe.credit import credit
from allegedly.dedupe.fingerprint import SCHEMA, fingerprint, fingerprints, table_of
from allegedly.dedupe.judge import judge
from allegedly.dedupe.stage import dedupe, find_copies

__all__ = [
    "SCHEMA",
    "candidates",
    "clusters",
    "compare",
    "credit",
    "dedupe",
    "find_copies",
    "fingerprint",
    "fingerprints",
    "judge",
    "table_of",
]
