"""Vectors of words: near one another where meanings are, zeros for what is no word."""

import numpy as np

from allegedly.lexicon.vectors import load_vectors


def near(one: str, other: str) -> float:
    vectors = load_vectors()
    a, b = vectors.of(one), vectors.of(other)
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))


def test_words_of_like_meaning_are_nearer_than_others() -> None:
    assert near("attack", "assault") > near("attack", "bakery")
    assert near("negotiate", "talks") > near("negotiate", "cucumber")


def test_every_word_has_a_vector_of_one_size_and_no_word_has_zeros() -> None:
    vectors = load_vectors()
    assert vectors.of("zzxqj").shape == (vectors.size,)
    assert not vectors.of("").any()
