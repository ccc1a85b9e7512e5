"""One reading room for all browser tests that only look, and one browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import roomful
from rooms import Server, browsing, serving_room

from allegedly.case import Case


@pytest.fixture(scope="session")
def filled(example_case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example case with allegations set by hand; tests only look at it."""
    folder = tmp_path_factory.mktemp("room") / "examples"
    shutil.copytree(example_case.folder, folder)
    roomful.fill(folder)
    return folder


@pytest.fixture
def own_case(filled: Path, tmp_path: Path) -> Path:
    """A copy of the filled case, for a test that changes it."""
    return Path(shutil.copytree(filled, tmp_path / "own"))


@pytest.fixture(scope="session")
def room(filled: Path) -> Iterator[Server]:
    """The reading room of the filled case."""
    with serving_room(filled) as server:
        yield server


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser as wide as a desk."""
    with browsing() as browser:
        yield browser


@pytest.fixture
def browser(chromium: Any) -> Any:
    """The browser without cookies and with an empty console."""
    chromium.get("about:blank")
    chromium.execute_cdp_cmd("Network.clearBrowserCookies", {})
    chromium.get_log("browser")
    chromium.get_log("performance")
    return chromium
