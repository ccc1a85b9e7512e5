"""Events from the command line: listed with filters, exported in PLOVER's columns, with the user's own actors."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from running import Run, runner

ARTICLES = [
    {
        "id": "1",
        "outlet": "Harbour Post",
        "published": "2031-01-10",
        "text": "Skerran Lake Front fighters shelled a village near Kabul on January 6 and killed at least 12 people, officials said.",
    },
    {
        "id": "2",
        "outlet": "Osk Herald",
        "published": "2031-02-10",
        "text": "Police in Qorvendal arrested 30 students on Monday. The ministry denied that police had shelled a school.",
    },
]
LEXICON = "name\tid\ttype\tcountry\tsector\nSkerran Lake Front\tslf\trebel\tSKE\tREB\n"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    folder = tmp_path_factory.mktemp("events")
    lines = "".join(json.dumps(article) + "\n" for article in ARTICLES)
    (folder / "pile.jsonl").write_text(lines, encoding="utf-8")
    (folder / "mine.tsv").write_text(LEXICON, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        run = runner(folder, patch)
        done = run("read", "pile.jsonl", "--engine", "rules", "--jobs", "1", "--lexicon", "mine.tsv")
        assert done.returncode == 0, done.stderr
        yield run


def listed(run: Run, *filters: str) -> list[dict[str, Any]]:
    done = run("list", "events", "--json", *filters)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_events_are_listed_by_document_with_who_says_so(read: Run) -> None:
    shown = read("list", "events").stdout
    assert "Skerran Lake Front fighters [SKE] → " in shown
    assert "in Kabul · 2031-01-06 · killed 12 or more" in shown
    assert "denied  ASSAULT" in shown


@pytest.mark.parametrize(
    ("filters", "types"),
    [
        (("--type", "COERCE"), {"COERCE"}),
        (("--firmness", "denied"), {"ASSAULT"}),
        (("--actor", "lake front"), {"ASSAULT"}),
        (("--actor", "SKE"), {"ASSAULT"}),
        (("--place", "Qorvendal"), {"COERCE"}),
        (("--place", "AFG"), {"ASSAULT"}),
        (("--since", "2031-02-01"), {"COERCE"}),
        (("--until", "2031-01-06"), {"ASSAULT"}),
        (("--since", "2031-01-07", "--until", "2031-02-01"), set()),
        (("--actor", "nobody of this name"), set()),
    ],
)
def test_filters_keep_what_is_asked_for(read: Run, filters: tuple[str, ...], types: set[str]) -> None:
    assert {event["event_type"] for event in listed(read, *filters)} == types


@pytest.mark.parametrize("day", ["2031-02-30", "February", ""])
def test_a_day_that_no_calendar_has_is_not_understood(read: Run, day: str) -> None:
    done = read("list", "events", "--since", day)
    assert done.returncode == 2
    assert "no day of the calendar" in " ".join(done.stderr.split())


def test_links_say_what_words_resolve_to(read: Run) -> None:
    links = [json.loads(line) for line in read("list", "links", "--json").stdout.splitlines()]
    [place] = [link for link in links if link["kind"] == "place" and link["name"] == "Kabul"]
    assert place["target"].startswith("geonames:")
    [ours] = [link for link in links if link["target"] == "slf"]
    assert (ours["country"], ours["sector"], ours["type"]) == ("SKE", "REB", "rebel")
    assert "Skerran Lake Front" in read("list", "links").stdout


def test_the_plover_table_has_one_row_an_event_and_the_chain(read: Run) -> None:
    done = read("export", "csv", "--plover")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(rows) == len(listed(read))
    [row] = [row for row in rows if row["actor_id"] == "slf"]
    wanted = {
        "date": "2031-01-06",
        "event_type": "ASSAULT",
        "actor_country": "SKE",
        "actor_sector": "REB",
        "place": "Kabul",
        "place_country": "AFG",
        "quad_class": "4",
        "counted": "killed",
        "counts_low": "12",
        "counts_high": "",
        "firmness": "asserted",
        "origins_lo": "1",
        "origins_hi": "1",
    }
    assert {name: row[name] for name in wanted} == wanted
    assert row["chain"].startswith("Harbour Post > ")
    assert row["geonames_id"].isdigit()
    [unknown] = [row for row in rows if row["place"] == "Qorvendal"]
    assert (unknown["latitude"], unknown["geonames_id"]) == ("", "")


def test_the_plover_table_is_a_form_of_csv_alone(read: Run) -> None:
    done = read("export", "jsonl", "--plover")
    assert done.returncode == 1
    assert "form of csv" in done.stderr


def test_every_export_holds_events_and_links(read: Run, tmp_path: Path) -> None:
    records = {json.loads(line)["record"] for line in read("export", "jsonl").stdout.splitlines()}
    assert {"event", "link"} <= records
    for relation in ("events", "links"):
        rows = list(csv.DictReader(io.StringIO(read("export", "csv", "--relation", relation).stdout)))
        assert rows
    read("export", "parquet", "-o", tmp_path / "out")
    assert {"events.parquet", "links.parquet"} <= {path.name for path in (tmp_path / "out").iterdir()}


@pytest.mark.parametrize(
    ("lexicon", "words"),
    [
        ("name\ttype\nLake Front\trebels\n", ["line 2", "column 'type'", "'rebels'"]),
        ("type\nrebel\n", ["no column 'name'"]),
        (None, ["cannot be read"]),
    ],
)
def test_a_bad_lexicon_stops_before_anything_is_read(
    run: Run, tmp_path: Path, lexicon: str | None, words: list[str]
) -> None:
    (tmp_path / "note.txt").write_text("The bridge fell, two officials said.", encoding="utf-8")
    if lexicon is not None:
        (tmp_path / "mine.tsv").write_text(lexicon, encoding="utf-8")
    done = run("read", "note.txt", "--engine", "rules", "--lexicon", "mine.tsv")
    assert done.returncode == 1
    assert all(word in done.stderr for word in words), done.stderr
    assert not (tmp_path / "case").exists()


def test_the_lexicon_reaches_worker_processes(run: Run, tmp_path: Path) -> None:
    lines = "".join(json.dumps({**ARTICLES[0], "id": str(number), "title": f"{number}"}) + "\n" for number in range(20))
    (tmp_path / "pile.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "mine.tsv").write_text(LEXICON, encoding="utf-8")
    done = run("read", "pile.jsonl", "--engine", "rules", "--jobs", "2", "--lexicon", "mine.tsv")
    assert done.returncode == 0, done.stderr
    events = listed(run, "--actor", "SKE")
    assert len({event["document"] for event in events}) == 20


def test_restoring_a_cut_replaces_events_and_links_too(run: Run, tmp_path: Path) -> None:
    text = "Home | News | World | Sport\n\nOfficials said that police had arrested 30 students in Kabul.\n\nSubscribe to our newsletter\n"
    (tmp_path / "page.txt").write_text(text, encoding="utf-8")
    assert run("read", "page.txt", "--engine", "rules", "--jobs", "1").returncode == 0
    [document] = [json.loads(line) for line in run("list", "documents", "--json").stdout.splitlines()]
    before = listed(run)
    done = run("restore", document["id"], "--all", "--engine", "rules")
    assert done.returncode == 0, done.stderr
    [after] = [json.loads(line) for line in run("list", "documents", "--json").stdout.splitlines()]
    for event in listed(run):
        [span] = event["trigger"]
        assert after["text"][span[0] : span[1]] == "arrested"
    assert len(listed(run)) == len(before) == 1
