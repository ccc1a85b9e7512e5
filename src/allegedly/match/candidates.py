"""Pairs of claims worth comparing: those that meet in a block, as relations, new ones against all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import duckdb
import numpy as np
import pyarrow as pa

from allegedly.records import Signature

# Names of a claim (of its document where it has none itself) and content words that make its blocks.
ANCHORS: Final = 6
CONTEXT_ANCHORS: Final = 3
TOPICS: Final = 6
# A block of more claims than this is split by a second name; what is still a crowd then is compared with the next ones in
# the order of publication only, NEIGHBOURS of them: 64 claims make 2,016 pairs, 5,000 would make 12 million.
CROWD: Final = 64
NEIGHBOURS: Final = 24
# Claims whose documents came out further apart than this many days meet in no block.
WINDOW: Final = 60
# Two documents tell one story if they share so many of the names that they speak of most, each held by no CROWD of
# documents, within so many days; a document is laid beside so many others, those that share most names first.
SHARED_NAMES: Final = 2
STORY_WINDOW: Final = 21
STORY_NEIGHBOURS: Final = 12
# Texts with more claims than this (articles have ten to forty) are no news of one story: their claims meet by names only.
MOST_CLAIMS: Final = 200
# Bits of the direction of a claim's vector that stand for its meaning: like directions share one of BANDS times BITS.
BANDS: Final = 6
BITS: Final = 5
_PLANES: Final = np.random.default_rng(20310106).standard_normal((BANDS * BITS, 96)).astype(np.float32)

# Each step reads the ones before it. Written for DuckDB; only `unnest` is spelt differently (`explode`) in Spark.
STEPS: Final = {
    # A block is a name and a content word: who or where, and what.
    "blocks": """
        SELECT id, day, is_fresh, anchor, topic FROM
          (SELECT id, day, is_fresh, anchors, unnest(topics) AS topic FROM claims) t, unnest(anchors) AS a(anchor)
        WHERE anchor <> topic
    """,
    "sizes": """
        SELECT anchor, topic, count(*) AS held_by, bool_or(is_fresh) AS is_sought
        FROM blocks GROUP BY ALL HAVING count(*) > 1
    """,
    "small": """
        SELECT b.id, day, is_fresh, anchor, topic FROM blocks b JOIN sizes USING (anchor, topic)
        WHERE held_by <= $crowd AND is_sought
    """,
    "met_in_small": """
        SELECT a.id AS one, b.id AS other FROM small a JOIN small b USING (anchor, topic)
        WHERE a.id < b.id AND (a.is_fresh OR b.is_fresh) AND coalesce(abs(a.day - b.day) <= $window, true)
    """,
    # What is said of one thing everywhere ("the army", "killed") meets only where two names agree.
    "crowded": """
        SELECT b.id, day, is_fresh, anchor, topic FROM blocks b JOIN sizes USING (anchor, topic) WHERE held_by > $crowd
    """,
    "double": """
        SELECT a.id, a.day, a.is_fresh, hash(a.anchor, b.anchor, a.topic) AS block
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
    # Documents that tell one story: there, claims meet on any word, or on their meaning.
    "stories": """
        SELECT document, any_value(day) AS day, bool_or(is_fresh) AS is_fresh, any_value(context) AS context
        FROM claims GROUP BY document HAVING count(*) <= $most_claims
    """,
    "named": "SELECT document, day, is_fresh, unnest(context) AS name FROM stories",
    "rare": """
        SELECT document, day, is_fresh, name FROM named
        JOIN (SELECT name FROM named GROUP BY name HAVING count(*) BETWEEN 2 AND $crowd) USING (name)
    """,
    "beside": """
        SELECT a.document AS one, b.document AS other, a.is_fresh OR b.is_fresh AS is_sought, count(*) AS shared,
               coalesce(abs(a.day - b.day), 0) AS apart
        FROM rare a JOIN rare b USING (name)
        WHERE a.document <> b.document AND coalesce(abs(a.day - b.day) <= $story_window, true)
        GROUP BY ALL HAVING count(*) >= $shared_names
    """,
    "nearest": """
        SELECT DISTINCT least(one, other) AS one, greatest(one, other) AS other FROM beside WHERE is_sought
        QUALIFY row_number() OVER (PARTITION BY one ORDER BY shared DESC, apart, other) <= $story_neighbours
        UNION SELECT document, document FROM stories WHERE is_fresh
    """,
    # What a claim says itself, and what it reaches: what stands around it as well. One must say what the other reaches.
    "said": "SELECT id, document, is_fresh, unnest(list_concat(bag, bands)) AS word FROM claims",
    "reached": "SELECT id, document, is_fresh, unnest(list_concat(reach, bands)) AS word FROM claims",
    "laid_beside": "SELECT one, other FROM nearest UNION SELECT other AS one, one AS other FROM nearest",
    "met_in_story": """
        SELECT DISTINCT least(a.id, b.id) AS one, greatest(a.id, b.id) AS other
        FROM laid_beside n JOIN said a ON a.document = n.one
        JOIN reached b ON b.document = n.other AND b.word = a.word
        WHERE a.id <> b.id AND (a.is_fresh OR b.is_fresh)
    """,
    "pairs": """
        SELECT DISTINCT one, other FROM (FROM met_in_small UNION ALL FROM met_in_double UNION ALL FROM met_in_story)
        ORDER BY ALL
    """,
}


def candidates(new: Iterable[Signature], known: Iterable[Signature] = ()) -> list[tuple[str, str]]:
    """Return the pairs of claim ids worth comparing, each once, the smaller id first, in order.

    Every pair has a claim of ``new``. Two claims meet if they share a name and a content word or number, or if their
    documents share names and the claims any word or a like meaning. Work grows with the number of claims, not with its
    square: see CROWD.
    """
    table = pa.Table.from_pylist([*_rows(new, is_fresh=True), *_rows(known, is_fresh=False)], schema=_SCHEMA)
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("claims", table)
        for name, step in STEPS.items():
            used = {key: value for key, value in _LIMITS.items() if re.search(rf"\${key}\b", step)}
            connection.execute(f"CREATE TEMP TABLE {name} AS {step}", used)
        return [(one, other) for one, other in connection.execute("FROM pairs").fetchall()]


_LIMITS: Final = {
    "crowd": CROWD,
    "neighbours": NEIGHBOURS,
    "window": WINDOW,
    "shared_names": SHARED_NAMES,
    "story_window": STORY_WINDOW,
    "most_claims": MOST_CLAIMS,
    "story_neighbours": STORY_NEIGHBOURS,
}
_SCHEMA: Final = pa.schema([
    ("id", pa.string()), ("document", pa.string()), ("day", pa.int32()), ("is_fresh", pa.bool_()),
    ("anchors", pa.list_(pa.string())), ("topics", pa.list_(pa.string())), ("bands", pa.list_(pa.string())),
    ("context", pa.list_(pa.string())), ("bag", pa.list_(pa.string())), ("reach", pa.list_(pa.string())),
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
            "context": claim.context,
            "bag": (bag := [*topics(claim), *claim.names]),
            "reach": [*bag, *claim.around],
        }


def anchors(claim: Signature) -> list[str]:
    """Return the names by which a claim is filed: its own places and names, or else those of its document."""
    places = (word for site in claim.sites for word in site.name.split())
    own = list(dict.fromkeys((*places, *claim.names)))[:ANCHORS]
    return own or list(claim.context[:CONTEXT_ANCHORS])


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
