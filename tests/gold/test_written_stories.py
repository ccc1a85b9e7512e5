"""The written stories in data/stories are consistent: marks, labels, claims and the counts that their README gives."""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from data_folder import DATA, load_converter

STORIES = DATA / "stories"
convert = load_converter("stories")
marks = sys.modules["marks"]  # data/marks.py, which the converter has imported


def altered(folder: Path, old: str, new: str) -> Path:
    text = (STORIES / "T01.txt").read_text(encoding="utf-8")
    assert old in text
    path = folder / "T01.txt"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def stories() -> list[Any]:
    return [convert.read_story(path) for path in sorted(STORIES.glob("T[0-9][0-9].txt"))]


def test_every_mark_label_and_claim_keeps_to_the_conventions(stories: list[Any]) -> None:
    assert [complaint for story in stories for complaint in convert.story_problems(story)] == []


def test_no_two_articles_share_an_id_and_no_two_stories_a_name(stories: list[Any]) -> None:
    names = Counter(article["id"] for story in stories for article in story.articles)
    names.update(story.record["story"] for story in stories)
    assert [name for name, times in names.items() if times > 1] == []


def test_every_mention_in_the_outlets_own_voice_is_a_stretch_of_its_article(stories: list[Any]) -> None:
    for story in stories:
        texts = {article["id"]: article["text"] for article in story.articles}
        for claim in story.record["claims"]:
            for told in claim["mentions"]:
                if told["own_span"] is not None:
                    words = texts[told["article"]][slice(*told["own_span"])]
                    assert words == words.strip() != "", (claim["text"], told)


def test_the_counts_are_those_of_the_readme(stories: list[Any]) -> None:
    readme = (STORIES / "README.md").read_text(encoding="utf-8")
    counted = marks.counts([article for story in stories for article in story.articles])
    rows = {"kind": "kind", "quotation": "quotation", "firmness": "firmness", "source kind": "source_kind"}
    for row, field in (rows | {"drift": "drift"}).items():
        cells = re.search(rf"^\| {row} \| (.+) \|$", readme, re.MULTILINE)
        assert cells is not None, row
        assert dict(re.findall(r"(\w+) (\d+)", cells[1])) == {
            label: str(times) for label, times in counted[field].items()
        }
    for what, number in convert.story_counts(stories).items():
        assert f"{number:,} {what}" in readme, what


def test_the_converter_writes_what_a_system_reads_and_what_it_is_held_against(
    tmp_path: Path, stories: list[Any]
) -> None:
    convert.write(stories[:2], tmp_path)
    read = [json.loads(line) for line in (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    gold = [json.loads(line) for line in (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [set(article) for article in read] == [set(convert.ARTICLE_FIELDS)] * len(read)
    assert [article["id"] for article in read] == [line["id"] for line in gold if "id" in line]
    assert [line["story"] for line in gold if "story" in line] == ["T01", "T02"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("mention: T01A 2 ", "mention: T01A 22 ", "no attribution 22"),
        ('own "Junta\'s flying machine"', 'own "Nobody wrote this"', "not there once"),
        ("rival: k2 k5", "rival: k2", "story line unreadable"),
        ("circular: no", "circular: perhaps", "story line unreadable"),
    ],
)
def test_a_broken_story_line_is_refused_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = altered(tmp_path, old, new)
    with pytest.raises(marks.MarkError, match=told):
        convert.read_story(path)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("rival: k2 k5", "rival: k2 k99", "no claim k99"),
        ("origins: [5,6]", "origins: [6,5]", "origins [6,5]"),
        ('by="Government of Ndarou"', 'by="Nobody"', "the denier is no source"),
        ("drift: headline_firmer", "drift: headline_firmer from=T01A", "from= goes with"),
        ("drift: headline_firmer", "drift: hedge_loss from=T01F", "not there or not earlier"),
    ],
)
def test_a_story_that_contradicts_itself_is_complained_of(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = altered(tmp_path, old, new)
    assert any(told in complaint for complaint in convert.story_problems(convert.read_story(path)))
