"""Both seeds read into one case: rival accounts, who answers, how many origins, and one answer on who published what."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from allegedly.allegations import Card
from allegedly.case import Case
from allegedly.records import Allegation, Claim, Document
from allegedly.show.standing import sentence, standing
from allegedly.vocab import NodeKind, Reply

CAMPS, CLASH = "000_acd6ef2948106c17.txt", "004_e83ba98ece6719d9.txt"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Case]:
    """A case into which both seeds were read with the best tagger that is installed."""
    with Case(tmp_path_factory.mktemp("seeds") / "case") as opened:
        opened.read([shared / "seeds" / CAMPS, shared / "seeds" / CLASH], jobs=1)
        yield opened


def saying(case: Case, *words: str) -> Allegation:
    """Return the allegation one of whose claims holds all of ``words``."""
    documents = {one.id: one.text for one in case.records("documents") if isinstance(one, Document)}
    held = {
        claim.id
        for claim in case.records("claims")
        if isinstance(claim, Claim)
        and claim.where == "body"
        and all(word in " ".join(span.of(documents[claim.document]) for span in claim.content) for word in words)
    }
    [found] = [one for one in case.records("allegations") if isinstance(one, Allegation) and held & set(one.claims)]
    return found


def card(case: Case, *words: str) -> Card:
    return case.card(saying(case, *words).id)


def contents(case: Case, claims: tuple[str, ...]) -> set[str]:
    documents = {one.id: one.text for one in case.records("documents") if isinstance(one, Document)}
    found = (one for one in case.records("claims") if isinstance(one, Claim) and one.id in claims)
    return {" ".join(span.of(documents[one.document]) for span in one.content) for one in found}


def test_the_armys_account_of_the_clash_and_that_of_the_sources_are_rivals(case: Case) -> None:
    theirs, ours = saying(case, "repairs at the border fence"), saying(case, "attempted to cross into Afghanistan")
    assert theirs.id in ours.rivals
    assert ours.id in theirs.rivals
    [tie] = [tie for tie in ours.ties if tie.allegation == theirs.id]
    assert tie.how == "rivals"
    assert "is contradicted by" in tie.reason
    assert tie.match_score > 0.5


def test_what_is_denied_is_the_armys_account_and_nothing_else(case: Case) -> None:
    denial = saying(case, "The Pakistan army’s narrative")
    assert denial.denies == (saying(case, "repairs at the border fence").id,)
    assert saying(case, "attempted to cross into Afghanistan").denials == ()


def test_the_answer_of_the_accused_is_their_own_account_not_what_sources_among_them_say(case: Case) -> None:
    found = saying(case, "pushing ISIS terrorists")
    assert found.reply is Reply.PRESENT
    assert contents(case, found.reply_claims) == {"the clash to repairs at the border fence"}


def test_an_act_of_the_afghan_forces_is_no_word_of_theirs(case: Case) -> None:
    found = saying(case, "the collaboration between the Pakistani army")
    assert "Afghan forces" not in {node.name for node in found.nodes}


def test_no_allegation_of_one_source_is_called_corroborated(case: Case) -> None:
    allegations = [one for one in case.records("allegations") if isinstance(one, Allegation)]
    several = {one.text: one for one in allegations if one.origins.hi > 1}
    assert list(several) == [saying(case, "has reportedly increased").text]
    assert {node.description for node in saying(case, "has reportedly increased").nodes if node.is_origin} == {
        "a senior TTP commander",
        "a source within the Taliban military",
    }


def test_the_commander_speaks_for_the_group_that_he_commanded(case: Case) -> None:
    found = saying(case, "The intruders had the full support")
    assert {node.party for node in found.nodes if node.kind is NodeKind.NAMED} == {"rebels"}


def test_who_published_the_first_is_told_alike_everywhere(case: Case) -> None:
    shown = card(case, "the existence of ISIS suicide training camps")
    allegation = shown.allegation
    assert allegation.outlets == ("Al-Mirsaad",)
    assert "1 outlet" in standing(allegation)
    assert {one.outlet for one in allegation.timeline} == {"Al-Mirsaad"}
    assert {one.outlet for one in shown.documents.values()} == {"Al-Mirsaad"}
    assert {claim.chain[0].name for claim in shown.claims.values()} == {"Al-Mirsaad"}
    assert "Al-Mirsaad" in {node.name for node in allegation.nodes if node.kind is NodeKind.ARTICLE}
    assert "Al-Mirsaad" in {profile.outlet for profile in case.profiles()}


def test_a_paper_that_recalls_its_own_report_cites_itself(case: Case) -> None:
    assert saying(case, "ISIS was planning to assassinate").is_self_citing


def test_sentences_can_be_read(case: Case) -> None:
    assert sentence(saying(case, "repairs at the border fence")).startswith("“attributing the clash to repairs")
    assert sentence(saying(case, "not the usual border confrontation")).startswith("“The skirmish is not")
    assert "is believed to be destabilizing" in sentence(saying(case, "to be destabilizing Afghanistan"))
