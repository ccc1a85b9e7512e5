"""`allegedly evaluate` scores any engine on a file of marked text."""

import json
from pathlib import Path

import pytest
from marked import marked
from running import Run

from allegedly.attribute.taggers import NAMES
from allegedly.evaluate import MarkedAttribution, MarkedDocument
from allegedly.evaluate import evaluate as score_tagger

SENTENCES = [
    "{source:The mayor of Orvel} {cue:said} {content:the bridge had fallen}.",
    "{cue:According to} {source:two officials}, {content:nobody died}.",
]


def lines() -> list[dict[str, object]]:
    """Return the sentences as documents of marked text."""
    found = []
    for number, sentence in enumerate(SENTENCES):
        text = marked(sentence)
        roles = {role: [[span.start, span.end] for span in spans] for role, spans in text.roles[""].items()}
        found.append({"id": str(number), "text": text.text, "attributions": [roles | {"id": 1, "kind": "speech"}]})
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "marked.jsonl"
    path.write_text("\n".join(map(json.dumps, lines())), encoding="utf-8")
    return path


@pytest.mark.parametrize("engine", NAMES)
def test_a_table_of_scores_is_printed(run: Run, file: Path, engine: str) -> None:
    done = run("evaluate", file, "--engine", engine)
    assert done.returncode == 0, done.stderr
    rows = {line.rsplit(maxsplit=6)[0].strip(): line.split()[-6:] for line in done.stdout.splitlines()}
    assert list(rows) == [
        "measure", "exact source", "exact cue", "exact content", "full", "whosaid", "detect", "kind",
    ]  # fmt: skip
    assert rows["measure"] == ["precision", "recall", "F1", "right", "found", "marked"]
    assert rows["full"] == ["100.0", "100.0", "100.0", "2", "2", "2"]


def test_a_broken_line_is_said_in_one_line(run: Run, file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "\n{}", encoding="utf-8")
    done = run("evaluate", file, "--engine", "rules")
    assert done.returncode == 1
    [line] = done.stderr.strip().splitlines()
    assert "marked.jsonl, line 3" in line


def test_a_missing_file_is_said_in_one_line(run: Run) -> None:
    done = run("evaluate", "missing.jsonl")
    assert done.returncode == 1
    [line] = done.stderr.strip().splitlines()
    assert line.startswith("allegedly: cannot read marked text from missing.jsonl")


def test_any_tagger_can_be_scored() -> None:
    class Silent:
        name = "silent"

        def frames(self, parsed: object) -> list[object]:
            del parsed
            return []

    document = MarkedDocument(id="one", text="Ann said no.", attributions=(MarkedAttribution(content=()),))
    assert score_tagger([document], Silent())["full"].marked == 0  # type: ignore[arg-type]
