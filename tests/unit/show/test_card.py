"""Allegations in the terminal: a list, a card, outlets."""

from collections.abc import Iterator
from io import StringIO

import pytest
from alleging import case_with_allegations
from rich.console import Console, RenderableType

from allegedly.allegations import Query, card_of, page_of
from allegedly.records import Interval, OutletProfile, Tally
from allegedly.show.card import allegations_list, card_view, profiles_table
from allegedly.show.standing import origins_in_words
from allegedly.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(case_with_allegations(tmp_path_factory.mktemp("card"))) as opened:
        yield opened


def _printed(view: RenderableType) -> str:
    console = Console(file=StringIO(), width=10_000)
    console.print(view)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_a_list_gives_each_allegation_its_words_and_how_it_stands(store: Store) -> None:
    printed = _printed(allegations_list(page_of(store, Query())))
    assert "11111111  “Karvend soldiers laid mines at Tavrin Ford”" in printed
    assert "2 articles, 2 outlets, 1 origin, one side, denied; hedge lost" in printed
    assert "not so: “its soldiers laid mines at Tavrin Ford”" in printed


def test_a_list_says_how_many_more_there_are(store: Store) -> None:
    assert "and 1 more (--limit)" in _printed(allegations_list(page_of(store, Query(), limit=1)))
    assert "no allegation suits" in _printed(allegations_list(page_of(store, Query(search="bridge"))))


def test_a_card_shows_chains_origin_denial_drift_and_timeline(store: Store) -> None:
    printed = _printed(card_view(card_of(store, "1111")))
    assert "● two officials (unnamed source)" in printed
    assert "denied: 22222222" in printed
    assert "one denies what the other says (likelihood 0.90)" in printed
    assert "hedge lost" in printed
    assert "suggested credibility 3 of 6: one origin" in printed
    assert "Vessara Ledger → Orvel Dispatch (outlet)" in printed


def test_outlets_are_listed_with_what_they_do() -> None:
    profile = OutletProfile(
        outlet="Vessara Ledger",
        documents=2,
        claims=4,
        unsourced=0.5,
        unnamed=0.25,
        relayed=0.25,
        copied=0.0,
        relays=(Tally(name="Orvel Dispatch", times=1),),
        relayed_by=(),
        drifts=(Tally(name="hedge_loss", times=1),),
        reliability="F",
    )
    printed = _printed(profiles_table((profile,)))
    assert "Vessara Ledger" in printed
    assert "50 %" in printed
    assert "hedge lost (1)" in printed


@pytest.mark.parametrize(
    ("lo", "hi", "words"),
    [(0, 0, "no origin"), (2, 2, "2 origins"), (0, 2, "0 to 2 origins"), (1, 2, "1 to 2 origins")],
)
def test_origins_are_an_interval_in_words(lo: int, hi: int, words: str) -> None:
    assert origins_in_words(Interval(lo, hi)) == words
