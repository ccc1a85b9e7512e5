"""Two texts scraped from news sites, as found: title and body in, everything else out."""

from pathlib import Path

import pytest
from cleaning import document

GONE = (
    "#image_title", "Exit mobile version", "Home /", "About admin", "Check Also", "Unexploded Ordnance", "markas303",
    "agen bandar", "https://", "AT News Kabul",
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "title", "opening", "closing", "paragraphs"),
    [
        (
            "000_acd6ef2948106c17.txt",
            "Pakistan Acknowledges the Presence of ISIS Training Centers in Peshawar and Surrounding Areas",
            "Officials of the Islamic Emirate",
            "pose a threat to Afghanistan’s stability.",
            6,
        ),
        (
            "004_e83ba98ece6719d9.txt",
            "Pakistan pushing ISIS terrorists into Afghanistan",
            "KABUL – Pakistan’s army",
            "consequences of these alleged covert operations.",
            7,
        ),
    ],
)
def test_a_seed_comes_out_with_its_title_and_all_of_its_body(
    shared: Path, name: str, title: str, opening: str, closing: str, paragraphs: int
) -> None:
    found = document((shared / "seeds" / name).read_bytes())
    assert found.title == title
    assert found.text.startswith(f"{title}\n\n{opening}")
    assert found.text.endswith(closing)
    assert found.text.count("\n\n") == paragraphs
    assert not [words for words in GONE if words in found.text]
    assert found.language == "en"


def test_the_outlet_and_dateline_above_the_article_become_fields(shared: Path) -> None:
    found = document((shared / "seeds" / "004_e83ba98ece6719d9.txt").read_bytes())
    assert (found.outlet, found.dateline) == ("AT News", "KABUL")
