"""outlets: names and addresses resolved to the register, with side and owner; unknown ones keep their name."""

import pytest

from allegedly.link.actor_records import OutletKind
from allegedly.link.outlets import outlet


@pytest.mark.parametrize(
    ("given", "id_"),
    [
        ("Reuters", "reuters"),
        ("reuters", "reuters"),
        ("The Reuters news agency", "reuters"),
        ("https://www.reuters.com/world/asia/", "reuters"),
        ("theguardian.com", "the-guardian"),
        ("https://bbc.com/persian/articles/1", "bbc-persian"),
        ("bbc.co.uk", "bbc"),
        ("en.irna.ir", "irna"),
        ("Xinhua", "xinhua"),
        ("Xinhua News Agency", "xinhua"),
        ("AFP", "agence-france-presse"),
        ("Dawn newspaper", "dawn"),
        ("Dawn", "dawn"),
        ("Folha de São Paulo", "folha-de-s-paulo"),
        ("Folha de Sao Paulo", "folha-de-s-paulo"),
    ],
)
def test_names_and_addresses_find_their_outlet(given: str, id_: str) -> None:
    assert outlet(given).id == id_


def test_a_state_agency_has_its_states_side() -> None:
    link = outlet("TASS")
    assert (link.kind, link.country, link.side) == (OutletKind.AGENCY, "RUS", "RUS")
    assert "TASS" in link.reason


def test_insurgent_media_have_the_groups_side() -> None:
    assert outlet("Al-Masirah").side == "houthis"


def test_a_private_paper_has_no_side() -> None:
    assert outlet("The Guardian").side is None


def test_a_name_of_several_papers_keeps_the_others_as_candidates() -> None:
    link = outlet("La Prensa")
    assert len(link.candidates) >= 2
    assert link.linker_score < outlet("Reuters").linker_score


@pytest.mark.parametrize(
    ("given", "id_"),
    [
        ("The Skerra Tide Bulletin", "outlet:skerra-tide-bulletin"),
        ("the skerra tide bulletin", "outlet:skerra-tide-bulletin"),
        ("https://www.skerratide.example/a/b?c=d", "outlet:skerratide.example"),
        ("news.skerratide.example", "outlet:skerratide.example"),
    ],
)
def test_an_unknown_outlet_stays_by_its_folded_name(given: str, id_: str) -> None:
    link = outlet(given)
    assert (link.id, link.kind, link.side) == (id_, None, None)
    assert "no outlet" in link.reason


@pytest.mark.parametrize("given", ["", "   ", "—", "The", "://", "..."])
def test_no_name_at_all_is_no_crash(given: str) -> None:
    assert outlet(given).kind is None
