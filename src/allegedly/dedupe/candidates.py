"""Pairs of documents worth comparing: those whose fingerprints meet, as relations, new ones against all."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import duckdb
import pyarrow as pa

# A hash that stands in more texts than this is a set phrase, a footer or one story printed everywhere. Above it texts
# are paired with a few of those that hold it, not each with each: 64 texts make 2,016 pairs, 5,000 would make 12 million.
CROWD: Final = 64

# How many texts of a crowd, and documents of one wording, stand for the rest.
REPRESENTATIVES: Final = 8

# Two texts that share twelve words in a row share at least two hashes (window 4, sequences of 5).
LEAST_SHARED: Final = 2

# ... or, where only hashes of a crowd meet or a text is a few lines, this share of the hashes of the shorter text. A
# whole copy shares .55 of its words; changes spread evenly leave fewer whole sequences than words.
LEAST_SHARE: Final = 0.25

# Each step reads the ones before it. Written for DuckDB; only `unnest` is spelt differently (`explode`) in Spark.
STEPS: Final = {
    # Every distinct wording once, with its hashes; fresh if a new document has it.
    "wordings": """
        SELECT text, min(words) AS words, bool_or(is_fresh) AS is_fresh, any_value(grams) AS grams
        FROM documents GROUP BY text
    """,
    "postings": "SELECT text, words, is_fresh, unnest(grams) AS gram FROM wordings",
    # Hashes that a new wording has, with the number of wordings that have them.
    "sought": """
        SELECT gram, count(*) AS held_by FROM postings
        WHERE gram IN (SELECT gram FROM postings WHERE is_fresh)
        GROUP BY gram HAVING count(*) > 1
    """,
    # The fullest texts of a crowd stand for it, because groups of copies are made round the fullest text.
    "meeting": """
        SELECT text, is_fresh, gram, held_by,
               row_number() OVER (PARTITION BY gram ORDER BY words DESC, text) AS place
        FROM postings JOIN sought USING (gram)
    """,
    # In a crowd one side must be a representative; elsewhere all meet all.
    "met": """
        SELECT a.text AS one, b.text AS other, a.held_by > $crowd AS in_crowd
        FROM meeting a JOIN meeting b ON a.gram = b.gram AND a.text < b.text
        WHERE (a.is_fresh OR b.is_fresh)
          AND (a.held_by <= $crowd OR least(a.place, b.place) <= $representatives)
    """,
    "counted": """
        SELECT one, other, count(*) AS shared, count(*) FILTER (NOT in_crowd) AS rare FROM met GROUP BY one, other
    """,
    "near": """
        SELECT one, other FROM counted
        JOIN wordings a ON a.text = one JOIN wordings b ON b.text = other
        WHERE rare >= $least_shared OR shared >= $least_share * least(len(a.grams), len(b.grams))
    """,
    # Documents of one wording: the earliest dated first, then by id.
    "placed": """
        SELECT document, text, is_fresh,
               row_number() OVER (PARTITION BY text ORDER BY published NULLS LAST, document) AS place,
               count(*) OVER (PARTITION BY text) AS held_by
        FROM documents
    """,
    "equal_pairs": """
        SELECT a.document AS one, b.document AS other FROM placed a JOIN placed b ON a.text = b.text AND a.place < b.place
        WHERE (a.is_fresh OR b.is_fresh) AND (a.held_by <= $crowd OR a.place <= $representatives)
    """,
    "near_pairs": """
        SELECT a.document AS one, b.document AS other FROM near
        JOIN placed a ON a.text = near.one JOIN placed b ON b.text = near.other
        WHERE (a.is_fresh OR b.is_fresh) AND a.place <= $representatives AND b.place <= $representatives
    """,
    "pairs": """
        SELECT least(one, other) AS one, greatest(one, other) AS other
        FROM (SELECT * FROM equal_pairs UNION ALL SELECT * FROM near_pairs) ORDER BY one, other
    """,
}


def candidates(fingerprints: pa.Table, fresh: Collection[str] | None = None) -> pa.Table:
    """Return the pairs of documents (``one`` < ``other``) that share enough hashes to be worth comparing, in order.

    ``fingerprints`` is the relation of all documents. With ``fresh``, the ids of the new ones, only pairs with a new
    document are returned, and only hashes that a new document has are looked at. No pair of a whole copy is left out
    but in a crowd of more than ``CROWD`` wordings or documents, where a few stand for the rest.
    """
    with duckdb.connect(":memory:") as connection:
        connection.register("fingerprints", fingerprints)
        ids = pa.table({"document": pa.array([] if fresh is None else sorted(fresh), pa.string())})
        connection.register("fresh", ids)
        is_fresh = "true" if fresh is None else "document IN (SELECT document FROM fresh)"
        documents = f"SELECT *, {is_fresh} AS is_fresh FROM fingerprints WHERE len(grams) > 0"  # noqa: S608  no input in it
        steps = ",\n".join(f"{name} AS ({query})" for name, query in {"documents": documents, **STEPS}.items())
        limits = {
            "crowd": CROWD,
            "representatives": REPRESENTATIVES,
            "least_shared": LEAST_SHARED,
            "least_share": LEAST_SHARE,
        }
        found = connection.sql(f"WITH {steps} SELECT one, other FROM pairs", params=limits)  # noqa: S608
        return found.to_arrow_table()
