"""Decoding gives legal tags and the best of them."""

import itertools

import numpy as np

from allegedly.attribute.neural.decode import FORBIDDEN, TAGS, best_paths, legal_transitions, runs


def test_best_path_is_the_best_of_all_paths() -> None:
    random = np.random.default_rng(1)
    emissions = [random.normal(size=(n, len(TAGS))).astype(np.float32) for n in (1, 3, 4)]
    transitions = legal_transitions() + random.normal(size=(len(TAGS),) * 2).astype(np.float32)
    start = random.normal(size=len(TAGS)).astype(np.float32)

    def score(path: tuple[int, ...], given: np.ndarray) -> float:
        moves = sum(transitions[a, b] for a, b in itertools.pairwise(path))
        return float(start[path[0]] + sum(given[t, tag] for t, tag in enumerate(path)) + moves)

    for given, found in zip(emissions, best_paths(emissions, transitions, start), strict=True):
        best = max(itertools.product(range(len(TAGS)), repeat=len(given)), key=lambda p: score(p, given))
        assert tuple(found) == best


def test_an_inside_tag_needs_its_own_role_before_it() -> None:
    table = legal_transitions()
    assert table[0, 2] == FORBIDDEN
    assert table[1, 2] == table[2, 2] == 0
    assert table[3, 2] == FORBIDDEN


def test_runs_are_cut_where_a_new_one_begins() -> None:
    assert runs(np.array([5, 6, 5, 0, 3]))["content"] == [(0, 2), (2, 3)]
