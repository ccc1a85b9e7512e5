"""Pairs of claims worth comparing: those that meet in a block, as relations, new ones against all."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from allegedly.match.numbers import Numbers, to_ids, to_numbers
from allegedly.match.reader import SIZE
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
# Two documents tell one story if they share so many names, or one name and so many other words of some weight, each held by no
# CROWD of documents, within so many days; a document is laid beside so many others, those that share most first. By the names that
# they speak of most alone, .72 of the pairs of articles of one story were found on our own stories, so .88, one pair in a thousand
# of different ones.
SHARED_NAMES: Final = 2
SHARED_WORDS: Final = 2
WEIGHTY: Final = 0.5
STORY_WINDOW: Final = 21
STORY_NEIGHBOURS: Final = 12
# Texts with more claims than this (articles have ten to forty) are no news of one story: their claims meet by names only.
MOST_CLAIMS: Final = 200
# Bits of the direction of a claim: of BANDS times BITS two claims at a cosine of .6 share a band in 3 of 4 cases, at .75 in 9 of 10,
# and any two in one of seven.
BANDS: Final = 10
BITS: Final = 6
_PLANES: Final = np.random.default_rng(20310106).standard_normal((BANDS * BITS, SIZE)).astype(np.float32)
# What DuckDB may hold in memory; beyond it lies on disk. 10,000 articles need some 0.3 GB of it, 100,000 more than one.
MEMORY: Final = "3GB"

# A claim as it is filed, its words hashed: a table of 100,000 articles' claims takes 0.4 GB instead of 2.
_FILED: Final = """
    SELECT number, document, day, is_fresh, is_former, list_concat(context, keys) AS called, weighty, anchors, topics,
           list_concat(topics, names, bands) AS said, list_concat(topics, names, around, bands) AS reached
    FROM (SELECT number, document, day, is_fresh, is_former, names, context, keys, weighty, around, bands,
                 CASE WHEN len(keys) > 0 THEN keys[:$anchors] ELSE context[:$context_anchors] END AS anchors,
                 CASE WHEN len(told) > 0 THEN told ELSE names END AS topics
          FROM (SELECT number, document, day, is_fresh, is_former, bands,
                       list_transform(names, lambda x: hash(x)) AS names,
                       list_transform(context, lambda x: hash(x)) AS context,
                       list_transform(around, lambda x: hash(x)) AS around,
                       list_transform(once(list_concat(words_of(sites), names)), lambda x: hash(x)) AS keys,
                       list_transform(terms[:len(list_filter(weights, lambda x: x >= $weighty))], lambda x: hash(x)) AS weighty,
                       list_transform(once(list_concat(terms[:$topics], figures)), lambda x: hash(x)) AS told
                FROM batch))
"""
_MACROS: Final = (
    "CREATE MACRO once(held) AS list_filter(held, lambda x, i: list_position(held, x) = i)",
    "CREATE MACRO words_of(names) AS flatten(list_transform(names, lambda x: string_split(x, ' ')))",
)

# Each step reads the ones before it. Written for DuckDB; only `unnest` is spelt differently (`explode`) in Spark.
STEPS: Final = {
    # A block is a name and a content word: who or where, and what.
    "blocks": """
        SELECT number, day, topic, unnest(anchors) AS anchor FROM
          (SELECT number, day, anchors, unnest(topics) AS topic FROM present)
    """,
    "sizes": """
        SELECT anchor, topic, count(*) AS held_by FROM blocks WHERE anchor <> topic GROUP BY ALL HAVING count(*) > 1
    """,
    "small": """
        SELECT b.number, day, anchor, topic FROM blocks b JOIN sizes USING (anchor, topic) WHERE held_by <= $crowd
    """,
    "met_in_small": """
        SELECT DISTINCT a.number AS one, b.number AS other FROM small a JOIN small b USING (anchor, topic)
        WHERE a.number < b.number AND coalesce(abs(a.day - b.day) <= $window, true)
    """,
    # What is said of one thing everywhere ("the army", "killed") meets only where two names agree.
    "crowded": """
        SELECT b.number, day, anchor, topic FROM blocks b JOIN sizes USING (anchor, topic) WHERE held_by > $crowd
    """,
    "double": """
        SELECT a.number, a.day, hash(a.anchor, b.anchor, a.topic) AS block
        FROM crowded a JOIN crowded b ON a.number = b.number AND a.topic = b.topic AND a.anchor < b.anchor
    """,
    "queue": """
        SELECT *, row_number() OVER (PARTITION BY block ORDER BY day NULLS LAST, number) AS place,
               count(*) OVER (PARTITION BY block) AS held_by
        FROM double
    """,
    "met_in_double": """
        SELECT DISTINCT least(a.number, b.number) AS one, greatest(a.number, b.number) AS other
        FROM queue a JOIN queue b USING (block)
        WHERE a.place < b.place AND (a.held_by <= $crowd OR b.place <= a.place + $neighbours)
          AND coalesce(abs(a.day - b.day) <= $window, true)
    """,
    # Documents that tell one story: there, claims meet on any word, or on their meaning.
    "stories": """
        SELECT document, any_value(day) AS day, flatten(list(called)) AS called, flatten(list(weighty)) AS weighty
        FROM present GROUP BY document HAVING count(*) <= $most_claims
    """,
    "keyed": """
        SELECT DISTINCT document, day, unnest(called) AS word, true AS is_name FROM stories
        UNION ALL SELECT DISTINCT document, day, unnest(weighty) AS word, false AS is_name FROM stories
    """,
    "rare": """
        SELECT document, day, word, is_name FROM keyed
        JOIN (SELECT word, is_name FROM keyed GROUP BY ALL HAVING count(*) BETWEEN 2 AND $crowd) USING (word, is_name)
    """,
    "beside": """
        SELECT a.document AS one, b.document AS other, count(*) FILTER (is_name) AS names,
               count(*) FILTER (NOT is_name) AS words, coalesce(abs(a.day - b.day), 0) AS apart
        FROM rare a JOIN rare b USING (word, is_name)
        WHERE a.document <> b.document AND coalesce(abs(a.day - b.day) <= $story_window, true)
        GROUP BY a.document, b.document, apart HAVING names >= $shared_names OR (names > 0 AND words >= $shared_words)
    """,
    "nearest": """
        SELECT DISTINCT least(one, other) AS one, greatest(one, other) AS other FROM beside
        QUALIFY row_number() OVER (PARTITION BY one ORDER BY names DESC, words DESC, apart, other) <= $story_neighbours
        UNION SELECT document, document FROM stories
    """,
    "laid_beside": "SELECT one, other FROM nearest UNION SELECT other AS one, one AS other FROM nearest",
    # What a claim says itself, and what it reaches: what stands around it as well. One must say what the other reaches.
    "said": "SELECT number, document, unnest(said) AS word FROM present",
    "reached": "SELECT number, document, unnest(reached) AS word FROM present",
    "met_in_story": """
        SELECT DISTINCT least(a.number, b.number) AS one, greatest(a.number, b.number) AS other
        FROM laid_beside n JOIN said a ON a.document = n.one
        JOIN reached b ON b.document = n.other AND b.word = a.word
        WHERE a.number <> b.number
    """,
    "met": "FROM met_in_small UNION FROM met_in_double UNION FROM met_in_story",
}
_DIVIDED: Final = """
    CREATE TABLE pairs AS
    SELECT one, other, least(a.part, b.part) AS first, greatest(a.part, b.part) AS second
    FROM sought JOIN parts a ON a.number = one JOIN parts b ON b.number = other
"""
# What no later step reads, once a step is done.
_DONE: Final = {
    "crowded": ("blocks", "sizes"), "met_in_small": ("small",), "double": ("crowded",), "queue": ("double",),
    "met_in_double": ("queue",), "rare": ("keyed",), "beside": ("rare",), "nearest": ("beside", "stories"),
    "laid_beside": ("nearest",), "met_in_story": ("said", "reached", "laid_beside"),
    "met": ("met_in_small", "met_in_double", "met_in_story"),
}  # fmt: skip
_LIMITS: Final = {
    "crowd": CROWD,
    "neighbours": NEIGHBOURS,
    "window": WINDOW,
    "shared_names": SHARED_NAMES,
    "shared_words": SHARED_WORDS,
    "weighty": WEIGHTY,
    "story_window": STORY_WINDOW,
    "most_claims": MOST_CLAIMS,
    "story_neighbours": STORY_NEIGHBOURS,
    "anchors": ANCHORS,
    "context_anchors": CONTEXT_ANCHORS,
    "topics": TOPICS,
}


class Claims(NamedTuple):
    """All claims of a case, a row each, in the order of their ids: id, document, day of publication, whether it is new.

    ``days`` counts from 1 January of the year 1; NO_DAY where it is not known. ``former`` marks claims that the case had and
    has no longer, each after the one that has its id now; None: there are none.
    """

    ids: Numbers
    documents: Numbers
    days: NDArray[np.int32]
    fresh: NDArray[np.bool_]
    former: NDArray[np.bool_] | None = None


NO_DAY: Final = -1

# Pairs by the rows of their claims: the smaller ones, and beside them the others.
Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]
NO_PAIRS: Final[Pairs] = (np.zeros(0, np.int64), np.zeros(0, np.int64))


def day_of(published: str | None) -> int:
    """Return the day of a time of publication as ``Claims`` count it."""
    return date.fromisoformat(published[:10]).toordinal() if published else NO_DAY


def candidates(new: Iterable[Signature], known: Iterable[Signature] = ()) -> list[tuple[str, str]]:
    """Return the pairs of claim ids worth comparing, each once, the smaller id first, in order.

    Those among ``known`` are left out that are worth it without ``new``, too. Two claims meet if they share a name and a content word or number, or if their
    documents share names and the claims any word or a like meaning. Work grows with the number of claims, not with its
    square: see CROWD.
    """
    fresh, others = list(new), list(known)
    claims = claims_of(fresh, others)
    with Candidates(claims) as meeting:
        meeting.file(filed([*fresh, *others]))
        meeting.meet()
        meeting.divide(np.zeros(len(claims.ids), np.int32))
        one, other = meeting.between(0, 0)
        return list(zip(to_ids(claims.ids[one]), to_ids(claims.ids[other]), strict=True))


def claims_of(new: Iterable[Signature], known: Iterable[Signature]) -> Claims:
    """Return claims as columns, in the order of their ids."""
    held = sorted([*((one, True) for one in new), *((one, False) for one in known)], key=lambda both: both[0].id)
    return Claims(
        to_numbers(one.id for one, _ in held),
        to_numbers(one.document for one, _ in held),
        np.array([day_of(one.published) for one, _ in held], np.int32),
        np.array([is_fresh for _, is_fresh in held], np.bool_),
    )


def filed(signatures: Sequence[Signature]) -> pa.RecordBatch:
    """Return what filing reads of signatures."""
    columns = {
        name: pa.array([_column(one, name) for one in signatures], type_) for name, type_ in FILED_COLUMNS.items()
    }
    return pa.RecordBatch.from_pydict(columns)


# The columns of signatures that filing reads; of places only their names, of numbers only their lower ends.
_WORDS: Final = pa.list_(pa.string())
FILED_COLUMNS: Final = {
    "id": pa.string(), "names": _WORDS, "context": _WORDS, "terms": _WORDS, "around": _WORDS,
    "sites": _WORDS, "weights": pa.list_(pa.float64()), "figures": pa.list_(pa.float64()), "direction": pa.binary(),
}  # fmt: skip


def _column(signature: Signature, name: str) -> object:
    if name == "sites":
        return [site.name for site in signature.sites]
    return [figure.low for figure in signature.figures] if name == "figures" else getattr(signature, name)


class Candidates:
    """The tables in which claims meet, on disk where they are large; use it in a ``with`` statement."""

    def __init__(self, claims: Claims) -> None:
        self._claims = claims
        self._folder = tempfile.TemporaryDirectory(prefix="allegedly-")
        place = Path(self._folder.name)
        config: dict[str, str | bool | int | float | list[str]] = {
            "threads": 1,
            "memory_limit": MEMORY,
            "temp_directory": str(place),
            "preserve_insertion_order": False,
        }
        self._tables = duckdb.connect(str(place / "tables.duckdb"), config=config)
        for macro in _MACROS:
            self._tables.execute(macro)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tables.close()
        self._folder.cleanup()

    def file(self, batch: pa.RecordBatch, *, former: bool = False) -> None:
        """File some claims of the case, or ``former`` ones, under their names and words; ``batch`` has FILED_COLUMNS."""
        ids = to_numbers(batch.column("id"))
        rows = np.searchsorted(self._claims.ids, ids, "right") - 1 if former else np.searchsorted(self._claims.ids, ids)
        days = self._claims.days[rows]
        figures = batch.column("figures")
        columns = {
            **{name: batch.column(name) for name in ("names", "context", "terms", "weights", "around", "sites")},
            "number": pa.array(rows.astype(np.int32)),
            "document": pa.array(self._claims.documents[rows]),
            "day": pa.array(days, mask=days == NO_DAY),
            "is_fresh": pa.array(self._claims.fresh[rows]),
            "is_former": pa.array(np.full(len(rows), former)),
            "figures": pa.array([[f"{low:g}" for low in lows] for lows in figures.to_pylist()], pa.list_(pa.string())),
            "bands": bands(batch.column("direction")),
        }
        self._tables.register("batch", pa.table(columns))
        begin = "INSERT INTO filed" if self._has("filed") else "CREATE TABLE filed AS"
        self._run(f"{begin} {_FILED}")
        self._tables.unregister("batch")

    def meet(self, held: Pairs = NO_PAIRS) -> Pairs:
        """Let the claims that were filed meet; return those of the pairs ``held`` that do not meet any more.

        Sought are then the pairs that meet now and did not meet before (without the new claims, but with the former ones), and
        are not held: those with a new claim, and the few others that crowds let meet which such claims made or unmade.
        """
        one, other = held
        self._tables.register(
            "held", pa.table({"one": pa.array(one, pa.int32()), "other": pa.array(other, pa.int32())})
        )
        if not self._has("filed"):
            self._run("CREATE TABLE sought (one INTEGER, other INTEGER)")
            return held
        self._let_meet("met", "FROM filed WHERE NOT is_former")
        sought = "FROM met"
        if not self._claims.fresh.all() or self._claims.former is not None:
            self._let_meet("met_before", "FROM filed WHERE NOT is_fresh")
            sought += " ANTI JOIN met_before USING (one, other)"
        self._run(f"CREATE TABLE sought AS {sought} ANTI JOIN held USING (one, other)")
        lost = self._columns("FROM held ANTI JOIN met USING (one, other) ORDER BY ALL")
        self._run("DROP TABLE met")
        return lost[0], lost[1]

    def _let_meet(self, name: str, present: str) -> None:
        """Make a table of the pairs that meet among the claims that are present."""
        self._run(f"CREATE VIEW present AS {present}")
        for step, query in STEPS.items():
            self._run(f"CREATE TABLE {name if step == 'met' else step} AS {query}")
            for done in _DONE.get(step, ()):
                self._run(f"DROP TABLE {done}")
        self._run("DROP VIEW present")

    def involved(self) -> NDArray[np.int64]:
        """Return the rows of the claims that are in a pair sought."""
        return self._columns("SELECT one FROM sought UNION SELECT other FROM sought")[0]

    def divide(self, part_of: NDArray[np.int32]) -> None:
        """Divide the pairs sought by the parts that their claims are of (``part_of`` each row of the claims)."""
        numbers = pa.array(np.arange(len(part_of), dtype=np.int32))
        self._tables.register("parts", pa.table({"number": numbers, "part": pa.array(part_of)}))
        self._run(_DIVIDED)
        self._run("DROP TABLE sought")

    def meetings(self) -> list[tuple[int, int]]:
        """Return which parts have pairs between them, the smaller number first."""
        both = self._tables.execute("SELECT DISTINCT first, second FROM pairs ORDER BY ALL").fetchall()
        return [(first, second) for first, second in both]

    def between(self, first: int, second: int) -> Pairs:
        """Return the pairs between two parts, by the rows of their claims, in order."""
        query = "SELECT one, other FROM pairs WHERE first = ? AND second = ? ORDER BY ALL"
        one, other = self._columns(query, first, second)
        return one, other

    def _columns(self, query: str, *values: int) -> list[NDArray[np.int64]]:
        found = self._tables.execute(query, list(values)).fetchnumpy()
        return [np.asarray(column, np.int64) for column in found.values()]

    def _has(self, table: str) -> bool:
        query = "SELECT count(*) FROM information_schema.tables WHERE table_name = ?"
        return self._tables.execute(query, [table]).fetchone() != (0,)

    def _run(self, statement: str) -> None:
        used = {key: value for key, value in _LIMITS.items() if re.search(rf"\${key}\b", statement)}
        self._tables.execute(statement, used)


def bands(directions: pa.Array) -> pa.Array:
    """Return numbers that say on which side of fixed planes directions lie: like ones share some; none where there is no direction."""
    held = [direction or b"" for direction in directions.to_pylist()]
    places = [place for place, direction in enumerate(held) if direction]
    rows = np.frombuffer(b"".join(held), np.int8).reshape(-1, _PLANES.shape[1]).astype(np.float32)
    sides = (rows @ _PLANES.T > 0).reshape(-1, BANDS, BITS)
    made = (sides @ (1 << np.arange(BITS)) + np.arange(BANDS) * (1 << BITS)).astype(np.uint64)
    lengths = np.zeros(len(held) + 1, np.int32)
    lengths[np.array(places, np.int64) + 1] = BANDS
    return pa.ListArray.from_arrays(pa.array(np.cumsum(lengths).astype(np.int32)), pa.array(made.ravel()))
