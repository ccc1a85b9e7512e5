"""The README's session prints what it says it prints, and its Python runs."""

import re
import shutil
from pathlib import Path

import pytest
from running import runner
from sessions import ROOT, replay

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_session_in_the_readme_is_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    assert replay(README, runner(tmp_path, monkeypatch, case=None)) == README


def test_the_python_in_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102  our own README
