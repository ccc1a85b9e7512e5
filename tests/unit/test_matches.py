"""How two claims of a case stand to one another: what a text says of them goes before what comparing them finds."""

from collections.abc import Iterator

import pytest

from allegedly.case import Case
from allegedly.errors import UnknownIdError
from allegedly.records import Claim
from allegedly.vocab import MatchRelation

TEXT = """Mine at Osk was never inspected

The miners' union said that the mine at Osk was never inspected before the flood. The company dismissed the charge. A witness said that the flood came at night.
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("matches")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    with Case(folder / "case") as opened:
        opened.read([folder / "a.txt"], tagger="rules", jobs=1)
        yield opened


def claim(case: Case, words: str) -> str:
    """Return the id of the last claim whose content holds these words."""
    return [
        one.id
        for document, claims in case.list()
        for one in claims
        if words in " ".join(span.of(document.text) for span in one.content) and len(one.chain) > 1
    ][-1]


def test_a_denial_that_only_points_to_what_it_denies_is_explained_by_the_words_of_the_text(case: Case) -> None:
    found = case.match(claim(case, "never inspected"), claim(case, "the charge"))
    assert found is not None
    assert (found.relation, found.reason) == (MatchRelation.DENIAL, "one is what the other denies: “dismissed”")
    assert found.match_score > 0.9
    assert found.stated_in is not None
    [document] = [one for one, _ in case.list() if one.id == found.stated_in]
    assert [span.of(document.text) for span in found.spans] == ["dismissed"]


def test_the_order_of_the_two_makes_no_difference(case: Case) -> None:
    one, other = claim(case, "never inspected"), claim(case, "the charge")
    assert case.match(one, other) == case.match(other, one)


def test_claims_of_which_no_text_says_anything_are_compared(case: Case) -> None:
    same = claim(case, "never inspected")
    found = case.match(same, same)
    assert found is not None
    assert (found.stated_in, found.spans, bool(found.features)) == (None, (), True)
    assert case.match(claim(case, "at night"), claim(case, "the charge")) is None


def test_an_unknown_claim_is_an_error(case: Case) -> None:
    assert [one for one in case.records("claims") if isinstance(one, Claim)]
    with pytest.raises(UnknownIdError):
        case.match("ffff", claim(case, "at night"))
