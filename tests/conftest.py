"""What all tests share: the example corpus read once, and the inputs beside the checkout where they are there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from running import Run, runner

from allegedly.case import Case

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "news"


@pytest.fixture(scope="session")
def example_case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A case into which the example corpus was read with the rules; tests only look at it."""
    with Case(tmp_path_factory.mktemp("examples") / "case") as case:
        case.read([EXAMPLES], tagger="rules", jobs=1)
        yield case


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with seeds and gold beside the checkout; a test that needs it is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("there is no folder `shared` beside the checkout")
    return folder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line, run in this process in a folder of the test's own."""
    return runner(tmp_path, monkeypatch)
