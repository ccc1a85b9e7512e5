"""Who names which outlets: asked by outlet, by name and by document, and changed in one step."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from allegedly.store import NamingRow, Writer

DISPATCH = NamingRow("a", "Orvel Dispatch", "2033-04-12", (), ("mara yold",))
RELAY = NamingRow("b", "Selmar Post", "2033-04-13", ("the dispatch",), ())
LATE = NamingRow("c", "Orvel Dispatch", None)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(tmp_path / "case", operator="Ada") as opened:
        with opened.naming_changed() as naming:
            naming.put([DISPATCH, RELAY, LATE], ())
            naming.mean(("the dispatch", 0), {"orvel dispatch"})
        yield opened


def test_rows_come_back_as_they_were_put_and_the_later_of_one_document_stays(writer: Writer) -> None:
    assert writer.naming.rows(["b", "a", "nobody"]) == [DISPATCH, RELAY]
    moved = RELAY._replace(cited=("quay dispatch",))
    with writer.naming_changed() as naming:
        naming.put([moved], ["c"])
    assert writer.naming.rows(["a", "b", "c"]) == [DISPATCH, moved]
    assert writer.naming.with_name(("the dispatch", 0)) == set()
    assert set(writer.naming.names()) == {("quay dispatch", 0), ("mara yold", 1)}


def test_articles_are_found_by_the_outlet_that_they_name_and_by_the_one_that_they_are_of(writer: Writer) -> None:
    naming = writer.naming
    assert naming.naming({"orvel dispatch"}) == {"b"}
    assert naming.naming({"quay dispatch"}) == set()
    assert naming.publishers() == {"Orvel Dispatch", "Selmar Post"}
    assert naming.published_by(["Orvel Dispatch"], "2033-04-01", "2033-04-30") == [DISPATCH]
    assert naming.published_by(["Orvel Dispatch"], "", "") == [DISPATCH, LATE]


def test_a_name_means_what_was_noted_last(writer: Writer) -> None:
    with writer.naming_changed() as naming:
        naming.mean(("the dispatch", 0), ())
    assert writer.naming.meaning(("the dispatch", 0)) == frozenset()
    assert writer.naming.naming({"orvel dispatch"}) == set()


def test_what_is_due_stays_so_until_it_was_weighed_and_a_change_that_fails_leaves_nothing(writer: Writer) -> None:
    with writer.naming_changed() as naming:
        naming.mark_due(["b", "c"])
    writer.change_relations({}, weighed=(), cited=["c"])
    assert writer.naming.due() == {"b"}

    def fail() -> None:
        with writer.naming_changed() as naming:
            naming.mark_due(["a"])
            message = "a fault halfway"
            raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="halfway"):
        fail()
    assert writer.naming.due() == {"b"}
