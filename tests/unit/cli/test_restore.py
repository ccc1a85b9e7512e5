"""`allegedly restore`: a cut is put back into its document, with all that follows from it, and can be taken out again."""

import json
from pathlib import Path

import pytest
from running import Run

from allegedly.case import Case

NAVIGATION = "Home | News | World | Sport"
TEASER = "Read also: Minister Harun Delko said the harbour of Osk would be closed"
ARTICLE = f"""{NAVIGATION}

Tarvin admits camps near Osk

Officials of the Republic of Tarvin said on Monday that there were two camps near Osk. The ministry denied it.

The governor of Osk said on Tuesday that guards had fired on villagers who had come too close to the fence.

{TEASER}

Subscribe to our newsletter
"""
PAGE = """<html><head><title>Tarvin admits camps | Harbour Post</title></head><body><nav>Home</nav><article>
<h1>Tarvin admits camps</h1>
<p>Officials of the Republic of Tarvin said on Monday that there were two camps near Osk, a town on the eastern border.</p>
<aside>The opposition said &ldquo;the camps&rdquo; held 300&nbsp;people.</aside>
<p>The ministry of the interior denied on Tuesday that any such camp had ever been there, and called the report a rumour.</p>
</article></body></html>"""


def read_one(run: Run, folder: Path, name: str, content: str, *options: str) -> str:
    """Read one file and return the id of its document."""
    (folder / name).write_text(content, encoding="utf-8")
    done = run("read", name, "--engine", "rules", "--jobs", "1", *options)
    assert done.returncode == 0, done.stderr
    return records(run, "documents")[-1]["id"]


def records(run: Run, relation: str) -> list[dict]:
    return [json.loads(line) for line in run("list", relation, "--json").stdout.splitlines()]


def restore(run: Run, *arguments: object) -> None:
    done = run("restore", *arguments, "--engine", "rules", "--operator", "ana")
    assert done.returncode == 0, done.stderr


def test_a_cut_put_back_is_in_the_text_again_and_its_claims_appear(run: Run, tmp_path: Path) -> None:
    identity = read_one(run, tmp_path, "a.txt", ARTICLE)
    start = ARTICLE.index(TEASER)
    assert f"{start}-{start + len(TEASER)}  " in run("show", identity, "--removed").stdout
    before = records(run, "claims")
    restore(run, identity, start, "--note", "a claim of its own")
    [document] = records(run, "documents")
    assert document["id"] == identity
    assert document["text"].endswith("the fence.\n\n" + TEASER)
    assert [cut["start"] for cut in document["removed"] if cut["start"] == start] == []
    for at, original, length in document["alignment"]:
        assert document["text"][at : at + length] == ARTICLE[original : original + length]
    after = records(run, "claims")
    assert len(after) > len(before)
    assert "Harun Delko" in {link["name"] for claim in after for link in claim["chain"]}
    assert identity in run("list", "documents", "--search", "harbour", "--json").stdout
    assert "1 cut put back by ana" in run("show", identity).stdout
    assert "put back by ana: a claim of its own" in run("show", identity, "--removed").stdout
    assert run("verify").returncode == 0


def test_what_stands_above_the_title_comes_back_above_it_and_the_title_stays(run: Run, tmp_path: Path) -> None:
    identity = read_one(run, tmp_path, "a.txt", ARTICLE)
    restore(run, identity, 0)
    [document] = records(run, "documents")
    assert document["text"].startswith(NAVIGATION + "\n\nTarvin admits camps near Osk\n\nOfficials")
    start, end = document["title_span"]
    assert document["text"][start:end] == document["title"] == "Tarvin admits camps near Osk"


def test_undo_gives_exactly_the_former_records(run: Run, tmp_path: Path) -> None:
    copy = ARTICLE.replace(NAVIGATION, "Saltmark Gazette")
    read_one(run, tmp_path, "b.txt", copy)
    identity = read_one(run, tmp_path, "a.txt", ARTICLE)
    before = sorted(run("export", "jsonl").stdout.splitlines())
    assert records(run, "copies")
    restore(run, identity, ARTICLE.index("Subscribe"))
    assert sorted(run("export", "jsonl").stdout.splitlines()) != before
    assert len(records(run, "copies")) == 1
    restore(run, identity, ARTICLE.index("Subscribe"), "--undo")
    assert sorted(run("export", "jsonl").stdout.splitlines()) == before
    assert run("list", "claims", "--search", "Subscribe").stdout == ""
    assert "put back" not in run("show", identity).stdout


def test_all_cuts_are_put_back_one_is_taken_out_again_and_the_others_stay(run: Run, tmp_path: Path) -> None:
    identity = read_one(run, tmp_path, "a.txt", ARTICLE)
    restore(run, identity, "--all")
    [document] = records(run, "documents")
    assert document["text"] == ARTICLE.strip()
    assert document["removed"] == []
    restore(run, identity, 0, "--undo")
    [document] = records(run, "documents")
    assert document["text"] == ARTICLE.removeprefix(NAVIGATION).strip()
    restore(run, identity, "--all", "--undo")
    assert TEASER not in records(run, "documents")[0]["text"]


def test_reading_the_file_again_leaves_what_was_put_back(run: Run, tmp_path: Path) -> None:
    identity = read_one(run, tmp_path, "a.txt", ARTICLE)
    restore(run, identity, "--all")
    before = run("export", "jsonl").stdout
    run("read", "a.txt", "--engine", "rules", "--jobs", "1")
    assert run("export", "jsonl").stdout == before


def test_a_part_of_a_page_comes_back_at_its_place_as_a_reader_saw_it(run: Run, tmp_path: Path) -> None:
    identity = read_one(run, tmp_path, "page.html", PAGE)
    before = run("export", "jsonl").stdout
    restore(run, identity, PAGE.index("The opposition"))
    [document] = records(run, "documents")
    assert "eastern border.\n\nThe opposition said “the camps” held 300 people.\n\nThe ministry" in document["text"]
    assert document["text"].startswith(document["title"])
    for at, original, length in document["alignment"]:
        assert document["text"][at : at + length] == PAGE[original : original + length]
    restore(run, identity, PAGE.index("The opposition"), "--undo")
    assert run("export", "jsonl").stdout == before


def test_a_line_of_jsonl_that_was_cleaned_gets_its_words_back(run: Run, tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "text": ARTICLE.replace(" it.", ' "it".')})
    identity = read_one(run, tmp_path, "lines.jsonl", line, "--clean")
    restore(run, identity, line.index("Read also"))
    [document] = records(run, "documents")
    assert document["text"].endswith("\n\n" + TEASER)
    assert all(cut["reason"] for cut in document["removed"])


def test_a_place_where_nothing_was_cut_is_answered_with_the_cuts_that_there_are(run: Run, tmp_path: Path) -> None:
    identity = read_one(run, tmp_path, "a.txt", ARTICLE)
    before = run("export", "jsonl").stdout
    done = run("restore", identity, "5")
    assert done.returncode == 1
    assert "no cut that begins at 5; its cuts begin at 0 (" in done.stderr
    assert str(ARTICLE.index(TEASER)) in done.stderr
    done = run("restore", identity, "0", "--undo")
    assert (done.returncode, "no cut put back" in done.stderr) == (1, True)
    assert run("export", "jsonl").stdout == before


@pytest.mark.parametrize("identity", ["ffff", "no-such-id"])
def test_an_unknown_id_is_said_in_one_line(run: Run, tmp_path: Path, identity: str) -> None:
    read_one(run, tmp_path, "a.txt", ARTICLE)
    done = run("restore", identity, "0")
    assert done.returncode == 1
    assert identity in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_no_case_is_made_to_put_something_back(run: Run, tmp_path: Path) -> None:
    assert run("restore", "abcd", "0").returncode == 1
    assert not (tmp_path / "case").exists()


@pytest.mark.parametrize("arguments", [(), ("0", "--all")])
def test_either_a_place_or_all_must_be_given(run: Run, arguments: tuple[str, ...]) -> None:
    done = run("restore", "abcd", *arguments)
    assert done.returncode == 2
    assert "--all" in done.stderr


def test_python_puts_back_what_the_command_does(run: Run, tmp_path: Path) -> None:
    identity = read_one(run, tmp_path, "a.txt", ARTICLE)
    with Case(tmp_path / "case") as case:
        restored = case.restore(identity[:6], ARTICLE.index(TEASER), note="mine", operator="ana", tagger="rules")
        assert restored.claims_after == restored.claims_before + 1
        [put_back] = case.show(identity).put_back
        assert (put_back.operator, put_back.detail.text, put_back.detail.note) == ("ana", TEASER, "mine")
        case.restore(identity, None, undo=True, tagger="rules")
        assert case.show(identity).put_back == ()
        assert case.verify() == []
