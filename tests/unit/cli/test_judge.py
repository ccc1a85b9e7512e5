"""`allegedly correct`, `mean`, `grade` and `undo`: an analyst's judgements from the command line."""

import csv
import io
import json
from pathlib import Path

import pytest
from running import Run

TEXT = """Shelling kills nine near Osk

Governor Harun Delko told reporters on Tuesday 12 April 2033 that two officials had counted nine dead near Valencia.
"""


@pytest.fixture
def read(run: Run, tmp_path: Path) -> Run:
    """The command line, with one article read with the rules."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert run("read", "a.txt", "--engine", "rules", "--jobs", "1").returncode == 0
    return run


def records(run: Run, relation: str) -> list[dict]:
    return [json.loads(line) for line in run("list", relation, "--json").stdout.splitlines()]


def exported(run: Run) -> list[str]:
    return sorted(run("export", "jsonl").stdout.splitlines())


def test_a_mark_is_corrected_shown_and_taken_back(read: Run) -> None:
    before = exported(read)
    claim = next(one for one in records(read, "claims") if len(one["chain"]) > 1)
    done = read("correct", claim["id"], "source", "two officials", "--engine", "rules", "--operator", "Ada")
    assert (done.returncode, "judgement 1 is kept" in done.stderr) == (0, True)
    assert "source corrected by Ada, was: “Governor Harun Delko”" in read("show", claim["document"]).stdout
    assert "a mark moved" in read("list", "judgements").stdout
    assert read("undo", "1", "--engine", "rules").returncode == 0
    assert exported(read) == before


def test_words_are_given_another_meaning(read: Run) -> None:
    link = next(one for one in records(read, "links") if one["kind"] == "date" and one["start"])
    assert link["id"][:8] in read("list", "links").stdout
    done = read("mean", link["id"], "2033-04-11", "--engine", "rules", "--operator", "Ada")
    assert done.returncode == 0, done.stderr
    [now] = [one for one in records(read, "links") if one["id"] == link["id"]]
    assert (now["start"], now["judged_by"], now["was_target"]) == ("2033-04-11", "Ada", link["target"])
    assert "judged by Ada, was: 2033-04-12" in read("list", "links").stdout
    done = read("mean", link["id"], "some day", "--engine", "rules")
    assert (done.returncode, "no date is known as 'some day'" in done.stderr) == (1, True)


def test_a_grade_is_a_letter_for_an_outlet_and_a_number_for_an_allegation(read: Run) -> None:
    [first, *_] = records(read, "allegations")
    assert read("grade", first["id"], "5", "--note", "no such ward", "--operator", "Ada").returncode == 0
    shown = read("show", first["id"]).stdout
    assert "credibility 5 of 6, improbable, as Ada judged: no such ward" in shown
    assert "suggested credibility" in shown
    rows = csv.DictReader(io.StringIO(read("export", "csv", "--relation", "allegations").stdout))
    row = next(row for row in rows if row["allegation"] == first["id"])
    assert (row["credibility"], row["credibility_by"], row["credibility_note"]) == ("5", "Ada", "no such ward")
    assert row["suggested_credibility"] == str(first["suggested"]["credibility"])
    assert read("grade", "Harbour Post", "B").returncode == 0
    assert read("grade", first["id"], "7").returncode == 1
    assert read("grade", "Harbour Post", "G").returncode == 1
    assert read("undo", "1").returncode == 0
    assert next(one for one in records(read, "allegations") if one["id"] == first["id"])["credited"] is None


def test_a_document_is_withdrawn_and_judgements_that_lose_a_claim_are_told(read: Run, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Nine dead near Osk\n\nThe dead were buried on Friday in Osk.\n", encoding="utf-8")
    before = exported(read)
    assert read("read", "b.txt", "--engine", "rules", "--jobs", "1").returncode == 0
    document = next(one for one in records(read, "documents") if one["title"] == "Nine dead near Osk")
    first, other = (
        next(one for one in records(read, "allegations") if (document["id"] in one["documents"]) is is_new)
        for is_new in (False, True)
    )
    assert read("merge", first["id"], other["id"], "--operator", "Ada").returncode == 0
    done = read("withdraw", document["id"], "--operator", "Ada", "--note", "read in by mistake")
    assert (done.returncode, "judgement 2 is kept" in done.stderr) == (0, True)
    assert "judgement 1 (held to say the same) no longer finds “" in done.stderr
    custody = [line for line in exported(read) if '"record":"custody"' in line]
    assert [line for line in exported(read) if line not in custody] == [
        line for line in before if '"record":"custody"' not in line
    ]
    assert "a document withdrawn" in read("list", "judgements").stdout
    again = read("read", "b.txt", "--engine", "rules", "--jobs", "1")
    assert again.returncode == 0
    assert len(records(read, "documents")) == 1
    done = read("undo", "2", "--engine", "rules")
    assert "judgement 1 finds its claims again" in done.stderr
    assert len(records(read, "documents")) == 2
    assert read("verify").returncode == 0
