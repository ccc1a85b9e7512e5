"""The clusters of a case after a change: made anew only where it matters, and yet those that all pairs together give."""

from collections.abc import Iterable, Mapping

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.corpus.clusters import Clusters
from allegedly.corpus.rows import Graph, Held, PairRows
from allegedly.match import Claims, Judgement, cluster, to_ids
from allegedly.records import Pair
from allegedly.vocab import MatchRelation

COUNT = 14
IDS = to_ids(np.arange(COUNT, dtype=np.uint64))
Log = Mapping[tuple[int, int], float]


def pair(one: int, other: int, log_odds: float) -> Pair:
    """Return a pair that says the same, or a denial where the log-odds are less than nothing."""
    relation = MatchRelation.SAME if log_odds > 0 else MatchRelation.DENIAL
    return Pair(
        claim=IDS[one], other=IDS[other], document=IDS[one], of=IDS[other], relation=relation, log_odds=abs(log_odds)
    )


def groups(found: Log, judged: Iterable[tuple[int, int, bool]], there: Iterable[int]) -> set[frozenset[int]]:
    """Return the clusters that all pairs together give; claims in no pair are clusters of their own."""
    judgements = [Judgement(IDS[one], IDS[other], is_same) for one, other, is_same in judged]
    made = cluster([pair(*ends, log_odds) for ends, log_odds in found.items()], judgements)
    known = {frozenset(int(claim, 16) for claim in group) for group in made}
    return known | {frozenset({one}) for one in there if not any(one in group for group in known)}


def held_of(made: Iterable[frozenset[int]]) -> Held:
    """Return clusters as the allegations that a case holds."""
    rows = [sorted(group) for group in sorted(made, key=min)]
    lengths = np.array([len(row) for row in rows], np.int64)
    members = np.array([claim for row in rows for claim in row], np.int64)
    return Held(np.arange(len(rows), dtype=np.uint64), members, lengths, np.zeros(len(rows), np.bool_))


def ends() -> st.SearchStrategy[tuple[int, int]]:
    """Draw two claims."""
    one = st.integers(0, COUNT - 1)
    return st.tuples(one, one).filter(lambda both: both[0] < both[1])


@settings(max_examples=300, deadline=None)
@given(
    before=st.dictionaries(ends(), st.integers(-40, 40).filter(bool).map(lambda n: n / 10), max_size=30),
    after=st.dictionaries(ends(), st.integers(-40, 40).filter(bool).map(lambda n: n / 10), max_size=30),
    fresh=st.sets(st.integers(0, COUNT - 1), min_size=1, max_size=4),
    judged=st.lists(st.tuples(ends(), st.booleans()), max_size=2, unique_by=lambda one: one[0]),
    headlines=st.sets(st.integers(0, COUNT - 1), max_size=4),
)
def test_clusters_after_a_change_are_those_that_all_pairs_give(
    before: Log, after: Log, fresh: set[int], judged: list[tuple[tuple[int, int], bool]], headlines: set[int]
) -> None:
    old = {both: log_odds for both, log_odds in before.items() if fresh.isdisjoint(both)}
    new = old | {both: log_odds for both, log_odds in after.items() if not fresh.isdisjoint(both)}
    judgements = [(*both, is_same) for both, is_same in judged]
    known = [one for one in range(COUNT) if one not in fresh]
    # Headlines alone make no allegation, so the case does not hold their clusters.
    held = held_of(group for group in groups(old, (), known) if not group <= headlines)
    ids = np.arange(COUNT, dtype=np.uint64)
    is_fresh = np.isin(ids, np.array(sorted(fresh), np.uint64))
    claims = Claims(ids, ids, np.zeros(COUNT, np.int32), is_fresh)
    rows = PairRows()
    rows.add([pair(*both, log_odds) for both, log_odds in sorted(new.items())], claims)
    sides = [[(one, other) for one, other, is_same in judgements if is_same is side] for side in (True, False)]
    seeds = sorted(fresh | {claim for one, other, _ in judgements for claim in (one, other)})
    found = Clusters(Graph(rows, claims), held, claims, seeds, (sides[0], sides[1]))
    wanted = groups(new, judgements, range(COUNT))
    names = {one: found.name_of(one) for one in range(COUNT)}
    made = {frozenset(found.members(name)) for name in names.values() if name is not None}
    assert made <= wanted
    assert all(group <= headlines for group in wanted - made)
    changed = {frozenset(found.members(name)) for name in found.to_weigh((), ())}
    were = {frozenset(held.claims(number)) for number in range(len(held))}
    assert {group for group in made if not group <= headlines} - were <= changed


def test_a_change_looks_at_its_neighbours_only() -> None:
    chain = {(one, one + 1): (3.0 if one % 2 == 0 else 0.5) for one in range(COUNT - 1)}
    claims = Claims(*(np.arange(COUNT, dtype=np.uint64),) * 2, np.zeros(COUNT, np.int32), np.zeros(COUNT, np.bool_))
    rows = PairRows()
    rows.add([pair(*both, log_odds) for both, log_odds in chain.items()], claims)
    held = held_of(groups(chain, (), range(COUNT)))
    found = Clusters(Graph(rows, claims), held, claims, [0, 1], ([], [(0, 1)]))
    assert found.opened == {0}
    assert {tuple(found.members(name)) for name in found.to_weigh((), ())} == {(0,), (1,), (2, 3)}
