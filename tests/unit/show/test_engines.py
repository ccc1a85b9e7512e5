"""`allegedly show ID --engines` lays what each engine finds side by side, a row a cue."""

import json
from pathlib import Path

from running import Run

# Both engines know "said"; only the trained one reads "waved off the rumour" as a denial.
TEXT = "The mayor of Orvel said the bridge had fallen.\n\nShe waved off the rumour that the ford was closed.\n"


def test_rows_hold_what_both_found_and_say_what_one_did_not_find(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    run("read", "a.txt", "--engine", "rules", "--jobs", "1")
    [document] = map(json.loads, run("list", "documents", "--json").stdout.splitlines())
    done = run("show", document["id"], "--engines")
    assert done.returncode == 0, done.stderr
    lines = [line.split("│")[-3:-1] for line in done.stdout.splitlines() if "│" in line]
    assert all(len(cells) == 2 for cells in lines)
    both, one = ([cell.strip() for cell in cells] for cells in lines)
    for cell in both:
        assert cell.startswith("The mayor of Orvel")
        assert " said [speech, indirect, asserted" in cell
        assert cell.endswith("the bridge had fallen")
    assert "waved off" in one[0]
    assert one[1] == "not found"


def test_nothing_of_it_is_kept(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    run("read", "a.txt", "--engine", "rules", "--jobs", "1")
    [document] = map(json.loads, run("list", "documents", "--json").stdout.splitlines())
    before = run("export", "jsonl").stdout
    run("show", document["id"], "--engines")
    assert run("export", "jsonl").stdout == before
