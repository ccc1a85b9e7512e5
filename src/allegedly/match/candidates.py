"""Pairs of claims worth comparing: those that meet in a block, as relations, new ones against all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import duckdb
import numpy as np
import pyarrow as pa

from allegedly.records import Signature

# Names (of the claim first, then of its document) and content words of a claim that make its blocks.
ANCHORS: Final = 8
TOPICS: Final = 6
# A block of more claims than this is split by a second name; what is still a crowd then is compared with the next ones in
# the order of publication only, NEIGHBOURS of them: 64 claims make 2,016 pairs, 5,000 would make 12 million.
CROWD: Final = 64
NEIGHBOURS: Final = 24
# Claims whose documents came out further apart than this many days meet in no block.
WINDOW: Final = 60
# Bits of the direction of a claim's vector that stand for its meaning in a block: BANDS times BITS, with two names only.
BANDS: Final = 6
BITS: Final = 5
_PLANES: Final = np.random.default_rng(20310106).standard_normal((BANDS * BITS, 96)).astype(np.float32)

# Each step reads the ones before it. Written for DuckDB; only `unnest` is spelt differently (`explode`) in Spark.
STEPS: Final = {
    # A block is a name and a content word: who or where, and what.
    "blocks": """
        SELECT id, document, day, is_fresh, anchor, topic FROM
          (SELECT id, document, day, is_fresh, anchors, unnest(topics) AS topic FROM claims) t, unnest(anchors) AS a(anchor)
        WHERE anchor <> topic
    """,
    "sizes": """
        SELECT anchor, topic, count(*) AS held_by, bool_or(is_fresh) AS is_sought
        FROM blocks GROUP BY ALL HAVING count(*) > 1
    """,
    "small": """
        SELECT b.id, document, day, is_fresh, anchor, topic FROM blocks b JOIN sizes USING (anchor, topic)
        WHERE held_by <= $crowd AND is_sought
    """,
    "met_in_small": """
        SELECT a.id AS one, b.id AS other FROM small a JOIN small b USING (anchor, topic)
        WHERE a.id < b.id AND (a.is_fresh OR b.is_fresh) AND coalesce(abs(a.day - b.day) <= $window, true)
    """,
    # What is said of one thing everywhere ("the army", "killed") meets only where two names agree; so does like meaning.
    "crowded": """
        SELECT b.id, document, day, is_fresh, anchor, topic FROM blocks b JOIN sizes USING (anchor, topic)
        WHERE held_by > $crowd
        UNION ALL
        SELECT id, document, day, is_fresh, anchor, band AS topic FROM
          (SELECT id, document, day, is_fresh, anchors, unnest(bands) AS band FROM claims) t, unnest(anchors) AS a(anchor)
    """,
    "double": """
        SELECT a.id, a.document, a.day, a.is_fresh, hash(a.anchor, b.anchor, a.topic) AS block
        FROM crowded a JOIN crowded b ON a.id = b.id AND a.topic = b.topic AND a.anchor < b.anchor
    """,
    "queue": """
        SELECT *, row_number() OVER (PARTITION BY block ORDER BY day NULLS LAST, id) AS place,
               bool_or(is_fresh) OVER (PARTITION BY block) AS is_sought,
               count(*) OVER (PARTITION BY block) AS held_by
        FROM double
    """,
    "met_in_double": """
        SELECT least(a.id, b.id) AS one, greatest(a.id, b.id) AS other FROM queue a JOIN queue b USING (block)
        WHERE a.is_sought AND a.place < b.place AND (a.held_by <= $crowd OR b.place <= a.place + $neighbours)
          AND (a.is_fresh OR b.is_fresh) AND coalesce(abs(a.day - b.day) <= $window, true)
    """,
    "pairs": "SELECT DISTINCT one, other FROM (FROM met_in_small UNION ALL FROM met_in_double) ORDER BY ALL",
}


def candidates(new: Iterable[Signature], known: Iterable[Signature] = ()) -> list[tuple[str, str]]:
    """Return the pairs of claim ids worth comparing, each once, the smaller id first, in order.

    Every pair has a claim of ``new``. Two claims meet if they share a name (in the claim or its document) and a content word or a
    number, or two names and the direction of their meaning. Work grows with the number of claims, not with its square:
    see CROWD.
    """
    table = pa.Table.from_pylist(
        [*_rows(new, is_fresh=True), *_rows(known, is_fresh=False)], schema=_SCHEMA
    )
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("claims", table)
        for name, step in STEPS.items():
            values = {"crowd": CROWD, "neighbours": NEIGHBOURS, "window": WINDOW}
            used = {key: value for key, value in values.items() if f"${key}" in step}
            connection.execute(f"CREATE TEMP TABLE {name} AS {step}", used)
        return [(one, other) for one, other in connection.execute("FROM pairs").fetchall()]


_SCHEMA: Final = pa.schema([
    ("id", pa.string()), ("document", pa.string()), ("day", pa.int32()), ("is_fresh", pa.bool_()),
    ("anchors", pa.list_(pa.string())), ("topics", pa.list_(pa.string())), ("bands", pa.list_(pa.string())),
])  # fmt: skip


def _rows(claims: Iterable[Signature], *, is_fresh: bool) -> Iterator[dict[str, object]]:
    for claim in claims:
        yield {
            "id": claim.id,
            "document": claim.document,
            "day": _day(claim.published),
            "is_fresh": is_fresh,
            "anchors": anchors(claim),
            "topics": topics(claim),
            "bands": bands(claim.vector),
        }


def anchors(claim: Signature) -> list[str]:
    """Return the names by which a claim is filed: its own places and names, then those of its document."""
    places = (word for site in claim.sites for word in site.name.split())
    return list(dict.fromkeys((*places, *claim.names, *claim.context)))[:ANCHORS]


def topics(claim: Signature) -> list[str]:
    """Return the words and numbers by which a claim is filed; its names where it has no other words."""
    figures = (f"{figure.low:g}" for figure in claim.figures)
    return list(dict.fromkeys((*claim.terms[:TOPICS], *figures))) or list(claim.names)


def bands(vector: bytes) -> list[str]:
    """Return hashes of which side of fixed planes a vector lies on: like directions share some."""
    if not vector:
        return []
    sides = _PLANES @ np.frombuffer(vector, np.int8).astype(np.float32) > 0
    return [f"#{n}:" + "".join("01"[int(side)] for side in sides[n * BITS : (n + 1) * BITS]) for n in range(BANDS)]


def _day(published: str | None) -> int | None:
    return date.fromisoformat(published[:10]).toordinal() if published else None
