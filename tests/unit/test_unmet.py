"""Judgements on a claim whose text a later correction changes, or whose document is withdrawn: told, never lost."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from allegedly.case import Case
from allegedly.records import Allegation, Claim, Document
from allegedly.show.card import judgements_table
from allegedly.show.judged import unmet_in_words

ONE = """Quarry closes at Osk

The quarry at Osk closed on Tuesday 12 April 2033 after a wall of it fell. Governor Harun Delko said that nobody was hurt.
"""
OTHER = """Osk loses its quarry

On Tuesday 12 April 2033 the gates of the pit at Osk were locked for good. A witness said that dust hung over the town.
"""


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """Two articles that tell the closing of a quarry in their own voice, read with the rules."""
    for name, text in (("a.txt", ONE), ("b.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Case(tmp_path / "case") as opened:
        opened.read([tmp_path / "a.txt", tmp_path / "b.txt"], tagger="rules", jobs=1)
        yield opened


def words_of(case: Case, claim: Claim) -> str:
    text = case.show(claim.document).document.text
    return " … ".join(span.of(text) for span in claim.content)


def own(case: Case, words: str) -> Claim:
    """Return the claim in an outlet's own voice that holds these words."""
    claims = [one for one in case.records("claims") if isinstance(one, Claim) and len(one.chain) == 1]
    return next(one for one in claims if words in words_of(case, one))


def together(case: Case, *claims: str) -> bool:
    return any(set(claims) <= set(one.claims) for one in case.records("allegations") if isinstance(one, Allegation))


def state(case: Case) -> list[bytes]:
    return sorted(msgspec.json.encode(one) for name in ("claims", "allegations", "pairs") for one in case.records(name))


def test_a_merge_whose_claim_a_correction_changes_is_told_and_holds_again_when_that_is_undone(case: Case) -> None:
    closed, locked = own(case, "closed on Tuesday"), own(case, "locked for good")
    number = case.match_claims(closed.id, locked.id, is_same=True, operator="Ada")
    assert case.unmet() == ()
    assert together(case, closed.id, locked.id)
    before = state(case)
    said = next(one for one in case.records("claims") if isinstance(one, Claim) and "nobody" in words_of(case, one))
    words = "closed on Tuesday 12 April 2033 after a wall of it fell. Governor Harun Delko said that nobody was hurt"
    correction = case.correct(said.id, "content", words, tagger="rules")
    [lacking] = case.unmet()
    assert (lacking.review.number, lacking.has_effect) == (number, False)
    [gone] = lacking.claims
    assert gone.id == closed.id
    assert gone.words is not None
    assert gone.words.startswith("The quarry at Osk closed")
    assert "it has no effect until that is back" in unmet_in_words(lacking)
    assert number in {one.number for one in case.judgements()}
    case.take_back(correction, tagger="rules")
    assert case.unmet() == ()
    assert state(case) == before


def test_a_withdrawn_document_takes_its_claims_along_and_brings_them_back(case: Case) -> None:
    closed, locked = own(case, "closed on Tuesday"), own(case, "locked for good")
    case.match_claims(closed.id, locked.id, is_same=True)
    before = state(case)
    number = case.withdraw(locked.document)
    assert [one.claims[0].id for one in case.unmet()] == [locked.id]
    case.take_back(number, tagger="rules")
    assert (case.unmet(), state(case)) == ((), before)


def test_a_judgement_on_many_claims_still_holds_for_those_that_are_there(case: Case) -> None:
    closed, locked = own(case, "closed on Tuesday"), own(case, "locked for good")
    dust = next(one for one in case.records("claims") if isinstance(one, Claim) and "dust" in words_of(case, one))
    for other in (locked, dust):
        case.match_claims(closed.id, other.id, is_same=True)
    allegations = [one for one in case.records("allegations") if isinstance(one, Allegation)]
    [allegation] = [one for one in allegations if closed.id in one.claims]
    case.credit(allegation.id, 4)
    case.split(allegation.id, [locked.id])
    case.withdraw(closed.document)
    assert [(one.review.action, one.has_effect) for one in case.unmet()] == [
        ("merge", False),
        ("merge", False),
        ("credibility", True),
        ("split", True),
    ]


def test_the_list_of_judgements_names_the_words_that_are_gone(case: Case) -> None:
    closed, locked = own(case, "closed on Tuesday"), own(case, "locked for good")
    case.match_claims(closed.id, locked.id, is_same=True)
    case.withdraw(locked.document)
    console = Console(width=10_000, record=True)
    console.print(judgements_table(case.judgements(), case.unmet()))
    assert "no longer finds “On Tuesday 12 April 2033 the gates of the pit" in console.export_text()
    assert [one.title for one in case.records("documents") if isinstance(one, Document)] == ["Quarry closes at Osk"]
