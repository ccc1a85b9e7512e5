"""register: the tables agree with one another, say where each row comes from, and a user's lexicon lies over them."""

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from allegedly.errors import ModelError
from allegedly.link.actor_context import context_of
from allegedly.link.actor_records import ActorType, OutletKind, Sector, SenseKind, Strength
from allegedly.link.actors import actor
from allegedly.link.register import Register
from allegedly.link.register_tables import table
from allegedly.link.user_lexicon import LEXICON_COLUMNS

TABLES = sorted(
    path.name.removesuffix(".tsv")
    for path in files("allegedly.link").joinpath("register").iterdir()
    if path.name.endswith(".tsv")
)
BODIES_OF_NO_STATE = {"IGO", "EUR", "NGO", "IMG"}
STATES = {row["iso3"] for row in table("states")}
BODIES = {row["id"]: row for row in table("bodies")}


@pytest.mark.parametrize("name", TABLES)
def test_every_row_says_where_it_comes_from_and_stands_there_once(name: str) -> None:
    rows = [tuple(row.values()) for row in table(name)]
    assert all(row["source"].strip() for row in table(name))
    assert [row for row, count in Counter(rows).items() if count > 1] == []
    assert all(field == field.strip() for row in rows for field in row)


@pytest.mark.parametrize("name", TABLES)
def test_countries_are_states_of_the_register(name: str) -> None:
    for row in table(name):
        country = row.get("iso3", row.get("country", ""))
        assert country in STATES | BODIES_OF_NO_STATE | {""}, row


def test_labels_are_those_of_the_vocabulary() -> None:
    for name in ("bodies", "standings", "organs", "offices", "roles"):
        for row in table(name):
            assert row["type"] in set(ActorType), row
            assert row.get("sector", "") in {"", *Sector}, row
    assert {row["strength"] for row in table("roles")} == set(Strength)
    assert {row["kind"] for row in table("outlets")} == set(OutletKind)


def test_the_numbers_promised_are_there() -> None:
    members = [row for row in table("states") if row["status"] == "member"]
    assert len(members) == 193
    assert len(STATES) >= 194
    groups = [
        row
        for row in BODIES.values()
        if row["type"] in {"rebel", "armed group", "criminal", "party", "opposition"} and row["country"] != "NGO"
    ]
    assert len(groups) >= 300
    assert sum(row["country"] in {"IGO", "EUR"} for row in BODIES.values()) >= 80
    assert sum(1 for _ in table("outlets")) >= 400


def test_every_state_has_a_name_a_title_at_its_head_and_most_have_a_seat() -> None:
    kinds: dict[str, set[str]] = {}
    for row in table("state_names"):
        kinds.setdefault(row["iso3"], set()).add(row["kind"])
    titled = {row["iso3"] for row in table("state_titles")}
    for row in table("states"):
        assert "name" in kinds[row["iso3"]], row
        assert re.fullmatch(r"[A-Z]{3}", row["iso3"])
        if row["status"] == "member":
            assert row["iso3"] in titled, row
            assert re.fullmatch(r"[A-Z]{2}", row["iso2"]), row
    assert sum("seat" in kind for kind in kinds.values()) > 190


def test_every_name_belongs_to_an_entry_and_every_entry_has_a_name() -> None:
    assert {row["id"] for row in table("body_names")} == set(BODIES)
    assert {row["id"] for row in table("outlet_names")} == {row["id"] for row in table("outlets")}
    assert {row["organ"] for row in table("organ_phrases")} == {row["organ"] for row in table("organs")}
    assert {row["office"] for row in table("office_phrases")} == {row["office"] for row in table("offices")}
    assert {row["organ"] for row in table("named_organs")} <= {row["organ"] for row in table("organs")}
    assert {row["organ"] for row in table("offices")} <= {row["organ"] for row in table("organs")} | {""}
    assert {row["iso3"] for row in table("state_names")} == STATES
    assert {row["id"] for row in table("standings")} <= set(BODIES)


def test_sides_of_outlets_are_states_or_bodies() -> None:
    sides = {row["side"] for row in table("outlets")} - {""}
    assert sides <= STATES | set(BODIES)
    assert all(
        row["side"]
        for row in table("outlets")
        if row["kind"] == "insurgent media" and row["owner"].startswith("close to the ")
    )


def test_domains_are_domains_and_belong_to_one_outlet() -> None:
    domains = [row["name"] for row in table("outlet_names") if row["kind"] == "domain"]
    assert [domain for domain, count in Counter(domains).items() if count > 1] == []
    assert all(re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}(/[a-z0-9-]+)*", domain) for domain in domains)


def test_years_run_forwards() -> None:
    for name in ("bodies", "states", "standings"):
        for row in table(name):
            start, end = row["start"], row["end"]
            assert all(re.fullmatch(r"\d{4}|", year) for year in (start, end)), row
            assert not (start and end) or int(start) <= int(end), row


def test_the_register_is_built_once() -> None:
    assert Register.load() is Register.load()


def lexicon(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "mine.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_lexicon_lies_over_the_register(tmp_path: Path) -> None:
    path = lexicon(
        tmp_path,
        "# actors of our own",
        "name\tid\ttype\tcountry\tsector\tsource",
        "Skerran Lake Front\tslf\trebel\tSKE\tREB\tour notes",
        "SLF\tslf\t\t\t\t",
        "Taliban\tnot-those\tcivilian\tSKE\tCVL\tour notes",
    )
    register = Register.load(path)
    link = actor("fighters of the Skerran Lake Front", register=register)
    assert (link.id, link.country, link.sector) == ("slf", "SKE", Sector.REB)
    assert actor("the SLF", register=register).name == "Skerran Lake Front"
    ours = actor("Taliban", register=register)
    assert ours.id == "not-those"
    assert [other.id for other in ours.candidates] == ["taliban"]
    assert actor("Taliban").id == "taliban"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("name\tcolour", "Lake Front\tred"), ["unknown column 'colour'", *LEXICON_COLUMNS]),
        (("id\ttype", "slf\trebel"), ["no column 'name'"]),
        (("name\ttype", "Lake Front\trebels"), ["line 2", "column 'type'", "'rebels'", "armed group"]),
        (("name\tcountry", "# a note", "Lake Front\tSkerra"), ["line 3", "column 'country'", "three capital letters"]),
        (("name\tstart", "Lake Front\tlong ago"), ["line 2", "column 'start'", "'long ago'"]),
        (("name\tsector", "Lake Front\tREB\textra"), ["line 2", "3 fields where 2"]),
        (("name\tsector", " \tREB"), ["line 2", "column 'name'", "no word"]),
    ],
)
def test_a_bad_lexicon_row_is_named_with_its_line_and_column(
    tmp_path: Path, lines: tuple[str, ...], words: list[str]
) -> None:
    with pytest.raises(ModelError) as raised:
        Register.load(lexicon(tmp_path, *lines))
    assert all(word in str(raised.value) for word in words), str(raised.value)


def test_a_lexicon_that_is_missing_or_no_text_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        Register.load(tmp_path / "absent.tsv")
    (tmp_path / "bytes.tsv").write_bytes(b"\xff\xfe\x00n")
    with pytest.raises(ModelError, match="cannot be read"):
        Register.load(tmp_path / "bytes.tsv")


def test_a_table_that_the_register_lacks_is_an_error() -> None:
    with pytest.raises(ModelError, match="no table 'planets'"):
        list(table("planets"))


def test_standings_follow_the_year() -> None:
    register = Register.load()
    sense = register.sense(SenseKind.BODY, "taliban")
    assert sense is not None
    assert register.standing(sense, 2010)[1] is Sector.REB
    assert register.standing(sense, 2023)[1] is Sector.GOV
    assert register.standing(sense, None)[1] is sense.sector


def test_a_documents_acronym_that_the_lexicon_names_is_what_the_lexicon_says(tmp_path: Path) -> None:
    register = Register.load(lexicon(tmp_path, "name\tid\tcountry", "LGB\tVLM/guard\tVLM"))
    context = context_of("The Lake Guard Bureau (LGB) held nine men.", register=register)
    for phrase in ("the Lake Guard Bureau", "the LGB"):
        assert actor(phrase, context=context, register=register).id == "VLM/guard"
    assert actor("the Lake Guard Bureau", context=context).id.startswith("name:")
