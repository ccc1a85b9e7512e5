"""Word lists are rows with a source; what is missing or broken is said plainly."""

from importlib.resources import files

import pytest

from allegedly.errors import ModelError
from allegedly.lexicon import load_table

TABLES = sorted(
    entry.name.removesuffix(".tsv") for entry in files("allegedly.lexicon").iterdir() if entry.name.endswith(".tsv")
)
OURS = ("cues", "cue_classes", "cue_counts", "cue_frames", "cue_weights")


@pytest.mark.parametrize("name", TABLES)
def test_every_list_loads(name: str) -> None:
    assert load_table(name)


@pytest.mark.parametrize("name", OURS)
def test_every_cue_says_where_it_comes_from(name: str) -> None:
    assert all(row["source"] for row in load_table(name))


@pytest.mark.parametrize("name", OURS)
def test_no_cue_stands_twice_in_a_list(name: str) -> None:
    keys = [tuple(value for key, value in row.items() if key not in {"source", "kind"}) for row in load_table(name)]
    assert len(keys) == len(set(keys))


def test_a_list_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(ModelError, match=r"'nothing'.*cues"):
        load_table("nothing")
