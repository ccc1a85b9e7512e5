"""The table of places answers by name, in any spelling that people use, without an index in memory."""

from pathlib import Path

import pytest

from allegedly.errors import ModelError
from allegedly.link.folding import fold
from allegedly.link.gazetteer import Gazetteer, load_gazetteer


def names_found(name: str) -> set[str]:
    return {one.place.name for one in load_gazetteer().lookup(name)}


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Peshawar", "town", "PK"),
        ("Khyber Pakhtunkhwa", "admin1", "PK"),
        ("KPK", "admin1", "PK"),
        ("NWFP", "admin1", "PK"),
        ("North-West Frontier Province", "admin1", "PK"),
        ("Torkham", "crossing", "PK"),
        ("Durand Line", "line", ""),
        ("Sirkanay", "admin2", "AF"),
        ("Kunar", "admin1", "AF"),
        ("Konar", "admin1", "AF"),
        ("Donbas", "region", "UA"),
        ("Kiev", "town", "UA"),
        ("Burma", "country", "MM"),
        ("Gaza Strip", "admin1", "PS"),
        ("Line of Control", "line", ""),
        ("Sahel", "region", ""),
        ("Red Sea", "sea", ""),
        ("Mount Everest", "mountains", "NP"),
    ],
)
def test_places_that_conflict_news_names_are_in_the_table(name: str, kind: str, country: str) -> None:
    assert (kind, country) in {(one.place.kind, one.place.country) for one in load_gazetteer().lookup(name)}


def test_spellings_of_one_name_are_one_name() -> None:
    assert names_found("São Paulo") == names_found("Sao Paulo")
    assert names_found("St. Petersburg") == names_found("Saint Petersburg")
    assert fold("N’Djamena") == fold("N'Djamena") == "ndjamena"


def test_a_people_s_name_leads_to_its_country() -> None:
    [found] = load_gazetteer().lookup("Ukrainians")
    assert (found.place.country, found.name_kind) == ("UA", "demonym")


def test_a_name_that_no_place_bears_finds_nothing() -> None:
    assert load_gazetteer().lookup("Zorkovia") == ()
    assert load_gazetteer().lookup("") == ()
    assert load_gazetteer().lookup("...") == ()


def test_every_country_has_coordinates_and_a_capital_is_marked() -> None:
    table = load_gazetteer()
    for code in ("AF", "PK", "UA", "SY", "ML", "SD", "XK", "PS", "TW"):
        country = table.country(code)
        assert country is not None
        assert country.latitude is not None
    assert any(one.place.is_capital for one in table.lookup("Kabul"))


def test_every_row_lies_on_earth_and_in_rows_that_exist() -> None:
    table = load_gazetteer()
    for row in range(0, len(table), 997):
        place = table.place(row)
        assert place.latitude is None or -90 <= place.latitude <= 90
        assert place.longitude is None or -180 <= place.longitude <= 180
        for above in (place.admin1, place.admin2):
            assert above is None or table.place(above).kind in ("admin1", "admin2")


def test_a_table_that_is_missing_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"places\.parquet is missing .*build_gazetteer"):
        Gazetteer.read(tmp_path)
