"""Every command, option, record and field is documented, and so is every stage."""

import re
from pathlib import Path

import msgspec
import pytest
import typer.main

from allegedly import pipeline
from allegedly.cli import app
from allegedly.show.export.jsonl import RECORDS

DOCS = Path(__file__).parents[2] / "docs"
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_and_option_is_documented(command: str) -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert f"## `allegedly {command}" in text
    section = text.split(f"## `allegedly {command}", 1)[1].split("\n## ", 1)[0]
    for parameter in COMMANDS[command].params:
        for option in parameter.opts:
            if option.startswith("--") and option not in {"--case", "--help"}:
                short = parameter.opts[0]
                assert option in section or short in section, f"{command} {option}"


@pytest.mark.parametrize("record", sorted(RECORDS))
def test_every_record_and_field_is_documented(record: str) -> None:
    text = (DOCS / "records.md").read_text(encoding="utf-8")
    section = text.split(f"## `{record}`", 1)[1].split("\n## ", 1)[0]
    for field in msgspec.structs.fields(RECORDS[record]):
        assert re.search(rf"\b{field.name}\b", section), f"{record}.{field.name}"


@pytest.mark.parametrize("stage", [stage.name for stage in pipeline.STAGES])
def test_every_stage_is_documented_and_has_its_folder(stage: str) -> None:
    assert f"## {stage}" in (DOCS / "stages.md").read_text(encoding="utf-8")
    assert (Path(pipeline.__file__).parent / stage / "__init__.py").exists()
