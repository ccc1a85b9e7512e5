"""The marked articles in data/marked are consistent: marks, labels, nesting and the counts that their README gives."""

import re
import sys
from collections import Counter
from typing import Any

import pytest
from data_folder import DATA, load_converter

MARKED = DATA / "marked"
convert = load_converter("marked")
marks = sys.modules["marks"]  # data/marks.py, which the converter has imported


@pytest.fixture(scope="module")
def articles() -> list[dict[str, Any]]:
    return [article for name in convert.FOLDERS for article in convert.read_folder(MARKED / name)]


def test_every_mark_and_label_keeps_to_the_conventions(articles: list[dict[str, Any]]) -> None:
    assert [complaint for article in articles for complaint in convert.problems(article)] == []


def test_no_two_articles_share_an_id(articles: list[dict[str, Any]]) -> None:
    assert [name for name, times in Counter(article["id"] for article in articles).items() if times > 1] == []


@pytest.mark.parametrize("role", ["s", "c", "t", "h"])
def test_every_span_covers_the_words_that_were_tagged(articles: list[dict[str, Any]], role: str) -> None:
    spanned = Counter(
        article["text"][start:end]
        for article in articles
        for one in article["attributions"]
        for start, end in one[marks.ROLES[role]]
    )
    tagged: Counter[str] = Counter()  # read another way: tags that hold no other tag
    for path in MARKED.glob("*/A*.txt"):
        tagged.update(re.findall(rf"\[{role}\d+\|([^\[\]\\]+)\]", path.read_text(encoding="utf-8")))
    assert tagged <= spanned
    assert sum(tagged.values()) > 0.5 * sum(spanned.values())


def test_children_lie_inside_their_parents(articles: list[dict[str, Any]]) -> None:
    for article in articles:
        by_id = {one["id"]: one for one in article["attributions"]}
        for one in by_id.values():
            if one["parent"] is not None:
                assert marks.lies_in(one["content"], by_id[one["parent"]]["content"]), (article["id"], one["id"])


def test_the_counts_are_those_of_the_readme(articles: list[dict[str, Any]]) -> None:
    readme = (MARKED / "README.md").read_text(encoding="utf-8")
    found = convert.counts(articles)
    told = {"kind": "kind", "quotation": "quotation", "firmness": "firmness", "source kind": "source_kind"}
    for row, field in told.items():
        cells = re.search(rf"^\| {row} \| (.+) \|$", readme, re.MULTILINE)
        assert cells is not None
        assert dict(re.findall(r"(\w+) (\d+)", cells[1])) == {
            label: str(times) for label, times in found[field].items()
        }
    depths = re.search(r"^\| depth \| (.+) \|$", readme, re.MULTILINE)
    assert depths is not None
    assert {int(level): int(times) for level, times in re.findall(r"(\d): (\d+)", depths[1])} == found["depth"]
    assert f"{len(articles)} news articles" in readme
    assert f"{sum(len(article['attributions']) for article in articles):,} attributions" in readme
    assert f"{sum(len(article['junk']) for article in articles)} pieces of scraper residue" in readme
    assert f"{sum(found['drift'].values())} headline drifts" in readme


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("[s1|Ann [c1|said", "never closed"),
        ("Ann] said", "without its"),
        ("[x1|Ann]", "no tag"),
    ],
)
def test_a_broken_mark_is_refused_with_its_place(marked: str, told: str) -> None:
    with pytest.raises(marks.MarkError, match=told):
        marks.untag(marked, 0, "t9-001")


def test_brackets_of_the_text_itself_are_kept() -> None:
    assert marks.untag(r"He \[the mayor\] left", 0, "t9-001") == ("He [the mayor] left", [])
