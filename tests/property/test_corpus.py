"""Laws of allegations over a case: the order of documents changes nothing, copies and relays never add an origin."""

import json
import random
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.case import Case
from allegedly.records import Allegation, Claim

ARTICLES = (
    ("a", "Orvel Dispatch", "2033-04-12T08:00:00Z", "Karvend soldiers shelled the market in Tavrin on Monday and killed nine people, said Mara Yold, a nurse in Tavrin. Schools stayed closed."),
    ("b", "Vessara Ledger", "2033-04-12T15:00:00Z", "Karvend soldiers shelled the market in Tavrin on Monday, the Orvel Dispatch reported, citing Mara Yold."),
    ("c", "Meridian Evening", "2033-04-13T07:00:00Z", "Karvend soldiers shelled the market in Tavrin on Monday and killed nine people, two officials said."),
    ("d", "Karvend Standard", "2033-04-13T09:00:00Z", "The Karvend army denied that Karvend soldiers had shelled the market in Tavrin on Monday."),
    ("e", "Isle Tribune", "2033-04-14T09:00:00Z", "Karvend soldiers shelled the market in Tavrin on Monday."),
    ("f", "Quay Post", "2033-05-20T09:00:00Z", "Fishermen blocked the harbour of Pellane on Thursday, the harbour master said."),
)  # fmt: skip

Row = dict[str, str]


def _rows(articles: Iterable[Sequence[str]]) -> list[Row]:
    return [dict(zip(("id", "outlet", "published", "text"), article, strict=True)) for article in articles]


def _allegations(parts: Sequence[Sequence[Row]]) -> list[dict[str, object]]:
    """Read the parts one after the other into one case and return its allegations, ordered by id."""
    with tempfile.TemporaryDirectory() as folder, Case(Path(folder) / "case") as case:
        for number, part in enumerate(parts):
            path = Path(folder) / f"{number}.jsonl"
            path.write_text("".join(json.dumps(row) + "\n" for row in part), encoding="utf-8")
            case.read([path], tagger="rules", jobs=1)
        return sorted(
            (msgspec.to_builtins(one) for one in case.records("allegations")), key=lambda one: cast("str", one["id"])
        )


def _counts(parts: Sequence[Sequence[Row]], words: str) -> tuple[int, int]:
    """Return [lo, hi] of the allegation whose sentence holds these words and which most articles tell."""
    found = [one for one in _allegations(parts) if words in cast("str", one["text"]) and one["polarity"] == "+"]
    lo, hi = max(found, key=lambda one: len(cast("list[str]", one["documents"])))["origins"]  # type: ignore[misc]
    return lo, hi


@pytest.fixture(scope="module")
def at_once() -> list[dict[str, object]]:
    return _allegations([_rows(ARTICLES)])


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000), cut=st.integers(1, len(ARTICLES) - 1))
def test_the_same_pile_in_any_order_and_piecemeal_gives_the_same_allegations(
    at_once: list[dict[str, object]], seed: int, cut: int
) -> None:
    rows = _rows(ARTICLES)
    random.Random(seed).shuffle(rows)  # noqa: S311
    assert _allegations([rows[:cut], rows[cut:]]) == at_once


def test_the_shelling_and_its_denial_are_told_apart(at_once: list[dict[str, object]]) -> None:
    shelling = max(at_once, key=lambda one: len(cast("list[str]", one["documents"])))
    assert len(cast("list[str]", shelling["documents"])) == 4
    [denial] = shelling["denials"]
    assert next(one for one in at_once if one["id"] == denial)["denies"] == (shelling["id"],)


def test_copies_and_relays_of_articles_in_the_case_never_add_an_origin() -> None:
    before = _counts([_rows(ARTICLES)], "shelled the market")
    copies = [(f"copy {key}", f"Copy Shop {key}", "2033-04-15T09:00:00Z", text) for key, _, _, text in ARTICLES[:5]]
    relay = "Karvend soldiers shelled the market in Tavrin on Monday, {} reported."
    relays = [
        (f"relay {outlet}", f"Relay of {outlet}", "2033-04-16T09:00:00Z", relay.format(outlet))
        for outlet in ("Orvel Dispatch", "Meridian Evening")
    ]
    after = _counts([_rows(ARTICLES), _rows(copies), _rows(relays)], "shelled the market")
    assert after[0] <= before[0]
    assert after[1] <= before[1]


def test_every_claim_of_an_allegation_opens_to_its_words() -> None:
    with tempfile.TemporaryDirectory() as folder, Case(Path(folder) / "case") as case:
        path = Path(folder) / "pile.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in _rows(ARTICLES)), encoding="utf-8")
        case.read([path], tagger="rules", jobs=1)
        claims = {claim.id: claim for claim in cast("Iterable[Claim]", case.records("claims"))}
        for allegation in cast("Iterable[Allegation]", case.records("allegations")):
            assert {claims[claim].document for claim in allegation.claims} <= set(allegation.documents)
            assert allegation.best in allegation.claims
