"""The retellings in data/retellings are consistent, and broken ones are named."""

import re
from pathlib import Path
from typing import Any

import pytest
from data_folder import DATA, load_converter

RETELLINGS = DATA / "retellings"
convert = load_converter("retellings")
EXAMPLE = "*** A01 | A fire\nk1 A mill burned.\n=== Courier | 2041-05-03 | [k1|Mill burns]\nOn Monday [k1|the mill burned], a nurse said. "


@pytest.fixture(scope="module")
def stories() -> list[Any]:
    return [
        story
        for path in sorted(RETELLINGS.glob("*.txt"))
        for story in convert.stories(path.read_text(encoding="utf-8"))
    ]


def test_every_story_keeps_to_the_conventions(stories: list[Any]) -> None:
    assert [problem for story in stories for problem in convert.problems(story)] == []
    assert len({story["story"] for story in stories}) == len(stories)


def test_marks_stand_where_the_text_has_them(stories: list[Any]) -> None:
    for story in stories:
        for article in story["articles"]:
            ends = [0, *(mark["end"] for mark in article["marks"])]
            assert all(mark["start"] >= end for mark, end in zip(article["marks"], ends, strict=False))
            assert ends[-1] <= len(article["text"])


def test_the_readme_gives_the_counts(stories: list[Any]) -> None:
    marks = [mark for story in stories for article in story["articles"] for mark in article["marks"]]
    told = sum(bool(mark["claims"]) for mark in marks)
    said = re.search(
        r"([\d,]+) stories, ([\d,]+) articles, ([\d,]+) claims with ([\d,]+) mentions, and ([\d,]+) other claims",
        " ".join((RETELLINGS / "README.md").read_text(encoding="utf-8").split()),
    )
    assert said is not None
    assert [int(number.replace(",", "")) for number in said.groups()] == [
        len(stories),
        sum(len(story["articles"]) for story in stories),
        sum(len(story["claims"]) for story in stories),
        told,
        len(marks) - told,
    ]


def test_what_is_wrong_is_said() -> None:
    (story,) = convert.stories(EXAMPLE)
    assert set(convert.problems(story)) == {
        "A01a: 10 words, not 45 to 260",
        "A01: 1 articles, not 3 to 6",
        "A01: 1 claims, not 4 to 14",
        "A01: k1 is told by one article only",
    }


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[k1|the mill burned]", "[k1|the mill burned", "a mark is broken near"),
        ("k1 A mill", "A mill", "not a claim"),
        ("| 2041-05-03 |", "|", "not the head of an article"),
        ("*** A01", "* A01", "no story begins like this"),
    ],
)
def test_a_broken_story_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(convert.RetellingError, match=message):
        list(convert.stories(EXAMPLE.replace(old, new)))


def test_json_lines_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["convert.py", "--out", str(tmp_path / "out.jsonl"), str(RETELLINGS / "A1.txt")])
    assert convert.main() == 0
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 5
