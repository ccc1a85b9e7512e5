"""Marked text is read line by line; a broken line is named with what is wrong with it."""

import json
from pathlib import Path

import pytest

from allegedly.errors import MarkedTextError
from allegedly.evaluate import read_marked
from allegedly.records import Span

GOOD = {
    "id": "one",
    "text": "Ann said no.",
    "attributions": [{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 11]]}],
}


def written(folder: Path, *lines: str) -> Path:
    path = folder / "marked.jsonl"
    path.write_text("\n".join([json.dumps(GOOD), "", *lines]), encoding="utf-8")
    return path


def test_empty_lines_and_further_keys_are_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps(GOOD | {"id": "two", "annotator": "Bea"}))
    one, two = read_marked(path)
    assert (one.id, two.id) == ("one", "two")
    assert one.attributions[0].content == (Span(9, 11),)
    assert one.attributions[0].hedges is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "truncated"),
        ("[1]", "array"),
        ('{"id": "two", "text": "Ann."}', "attributions"),
        ('{"id": "two", "text": "Ann.", "attributions": [{"content": [[0, 5]]}]}', r"\[0, 5\] leaves the text of 4"),
        ('{"id": "two", "text": "Ann.", "attributions": [{"content": [[3, 1]]}]}', "impossible span"),
        ('{"id": "two", "text": "Ann.", "attributions": [{"content": [[-1, 1]]}]}', "impossible span"),
        ('{"id": "two", "text": "Ann.", "attributions": [{"content": [[0]]}]}', "length"),
        ('{"id": "two", "text": "Ann.", "attributions": [{"content": [[0, 3]], "parent": 7}]}', "no attribution 7"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(MarkedTextError, match=f"(?s)line 3: .*{said}"):
        list(read_marked(written(tmp_path, line)))


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "marked.jsonl"
    path.write_bytes(b'{"id": "\xff", "text": "", "attributions": []}\n')
    with pytest.raises(MarkedTextError, match="line 1"):
        list(read_marked(path))


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_what_cannot_be_opened_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(MarkedTextError, match="cannot read marked text from"):
        list(read_marked(tmp_path / name))
