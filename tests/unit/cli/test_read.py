"""`allegedly read`: whatever lies in the pile, all that can be used is read, and the rest is said with its reason."""

import gzip
import json
from pathlib import Path

import pytest
from running import Run

ARTICLE = """Tarvin admits camps near Osk

Officials of the Republic of Tarvin said on Monday that there were two camps near Osk. The ministry denied it.
"""
PAGE = """<html><head><title>Tarvin admits camps | Harbour Post</title></head><body><article><h1>Tarvin admits camps</h1>
<p>Officials of the Republic of Tarvin said on Monday that there were two camps near Osk, a town on the eastern border.</p>
<p>The ministry of the interior denied on Tuesday that any such camp had ever been there, and called the report a rumour.</p>
</article></body></html>"""


def test_a_pile_with_bad_inputs_is_read_and_each_bad_one_is_said(run: Run, tmp_path: Path) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    (pile / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (pile / "page.html").write_text(PAGE, encoding="utf-8")
    (pile / "old.txt").write_bytes(("Café burnt, the mayor said. " * 5).encode("cp1252"))
    (pile / "empty.txt").write_bytes(b"")
    (pile / "picture.jpg").write_bytes(bytes(range(256)) * 10)
    (pile / "cut.txt.gz").write_bytes(gzip.compress(ARTICLE.encode() * 100)[:-20])
    (pile / "nothing.html").write_text("<html><body></body></html>", encoding="utf-8")
    (pile / "long.txt").write_text("The bridge fell, he said. " * 4_000, encoding="utf-8")
    (pile / "lines.jsonl").write_text(
        json.dumps({"id": "1", "text": ARTICLE}) + '\n{"id": "2", "te\n', encoding="utf-8"
    )
    (pile / "fremd.txt").write_text(
        "Die Regierung hat am Montag mitgeteilt, dass es im Osten des Landes keine Lager gebe, und die Opposition widersprach dem am Abend."
        * 3,
        encoding="utf-8",
    )
    (pile / ".hidden.txt").write_text("Never read, he said.", encoding="utf-8")
    done = run("read", "pile", "missing.txt", "--engine", "rules", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    listed = run("list", "rejected", "--json")
    reasons = {
        (Path(line["path"]).name, line["part"]): line["reason"] for line in map(json.loads, listed.stdout.splitlines())
    }
    assert reasons == {
        ("empty.txt", None): "empty",
        ("picture.jpg", None): "binary",
        ("cut.txt.gz", None): "truncated",
        ("nothing.html", None): reasons[("nothing.html", None)],
        ("lines.jsonl", "line 2"): "broken line",
        ("fremd.txt", None): "other language",
        ("missing.txt", None): "unreadable",
    }
    assert reasons[("nothing.html", None)] in {"no main text", "empty"}
    documents = run("list", "documents", "--json").stdout.splitlines()
    assert {Path(json.loads(line)["path"]).name for line in documents} == {
        "good.txt", "page.html", "old.txt", "long.txt", "lines.jsonl", "fremd.txt",
    }  # fmt: skip
    assert "rejected: 1 binary, 1 broken line, 1 empty" in done.stderr
    [old] = [line for line in map(json.loads, documents) if line["path"].endswith("old.txt")]
    assert old["text"].startswith("Café burnt")
    assert "1252" in " ".join(old["assumptions"])


def test_reading_the_same_thing_twice_changes_nothing_and_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    run("read", "a.txt", "--jobs", "1")
    before = run("export", "jsonl").stdout
    again = run("read", "a.txt", "--jobs", "1")
    assert "already there: 1 file" in again.stderr
    assert run("export", "jsonl").stdout == before


def test_strict_stops_with_exit_status_1_at_the_first_input_rejected(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    done = run("read", "a.txt", "b.txt", "--strict", "--jobs", "1")
    assert done.returncode == 1
    assert "b.txt" in done.stderr
    assert "empty" in done.stderr
    assert len(run("list", "documents").stdout.splitlines()) == 1


def test_standard_input_is_read_and_records_come_out(run: Run) -> None:
    line = json.dumps({"id": "x1", "text": "He fled, officials said.", "title": "Flight", "outlet": "Harbour Post"})
    done = run("read", "-", "--json", "--engine", "rules", "--jobs", "1", stdin=line.encode())
    records = list(map(json.loads, done.stdout.splitlines()))
    [document] = [record for record in records if record["record"] == "document"]
    assert document["given_id"] == "x1"
    assert document["text"].startswith("He fled, officials said.")
    [attribution] = [record for record in records if record["record"] == "attribution"]
    [[start, end]] = attribution["source"]
    assert document["text"][start:end] == "officials"
    assert any(claim["chain"][0]["name"] == "Harbour Post" for claim in records if claim["record"] == "claim")


@pytest.mark.parametrize("command", [("list",), ("show", "abcd"), ("verify",), ("export", "jsonl")])
def test_a_folder_without_a_case_is_said_in_one_line(run: Run, command: tuple[str, ...]) -> None:
    done = run(*command)
    assert done.returncode == 1
    assert done.stderr.startswith("allegedly: ")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_folder_that_is_no_case_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "letter.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    done = run("read", "a.txt")
    assert done.returncode == 1
    assert [path.name for path in (tmp_path / "case").iterdir()] == ["letter.txt"]


def test_an_unknown_engine_is_said_with_those_that_there_are(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    done = run("read", "a.txt", "--engine", "oracle", "--jobs", "1")
    assert done.returncode == 1
    assert "rules" in done.stderr
