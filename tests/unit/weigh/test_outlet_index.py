"""An index of many outlets finds what going through them all finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.weigh import outlets
from allegedly.weigh.outlets import Outlets

WORDS = ("Orvel", "Post", "News", "Daily", "Selmar", "Echo", "the", "of", "Press", "TV", "Wire", "Coastal", "Agency")
NAMES = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
    st.sampled_from(["OP", "O.P.", "SE", "CWA", "OrvelPost", "orvel-post", "", "...", "ON", "TV"]),
)


@given(st.lists(NAMES, min_size=1, max_size=12), st.lists(NAMES, max_size=12), st.booleans())
def test_an_index_of_many_outlets_finds_what_going_through_all_finds(
    publishers: list[str], asked: list[str], strictly: bool
) -> None:
    ids = {name: name[:1] for name in publishers[:2] if name}
    found = []
    for many in (1, 1000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(outlets, "_MANY", many)
            one = Outlets(publishers, ids=ids)
        found.append(
            [[one.key(name) for name in publishers], [one.publisher(name, strictly=strictly) for name in asked]]
        )
    assert found[0] == found[1]
