"""One suite for every engine: the same batches give the same answers in the same order."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from engine_stages import double, double_or_die

from allegedly.engine import Engine, LocalEngine


@pytest.fixture(params=[1, 2], ids=["in this process", "in two processes"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with LocalEngine(jobs=request.param) as made:
        yield made


def lost(number: int, what_happened: str) -> int:
    assert "died" in what_happened
    return -number


def test_results_come_in_the_order_of_the_batches(engine: Engine) -> None:
    batches = [[number, number + 1] for number in range(20)]
    assert list(engine.map(double, batches, on_lost=lost)) == [double(batch) for batch in batches]


def test_nothing_in_gives_nothing_out(engine: Engine) -> None:
    assert list(engine.map(double, [], on_lost=lost)) == []
    assert list(engine.map(double, [[]], on_lost=lost)) == [[]]


def test_batches_are_taken_as_they_are_needed_not_all_at_once(engine: Engine) -> None:
    taken = []

    def batches() -> Iterator[list[int]]:
        for number in range(1_000):
            taken.append(number)
            yield [number]

    results = engine.map(double, batches(), on_lost=lost)
    assert [next(results) for _ in range(8)] == [[2 * number] for number in range(8)]
    assert len(taken) < 50


def test_a_mistake_in_a_stage_is_raised_not_swallowed(engine: Engine) -> None:
    with pytest.raises(TypeError):
        list(engine.map(double, [[None]] * 10, on_lost=lost))  # type: ignore[list-item]


def test_a_record_that_kills_its_process_is_lost_alone() -> None:
    with LocalEngine(jobs=2) as engine:
        batches = [[1, 2]] * 6 + [[12, 13, 14]] + [[3, 4]] * 6
        results = list(engine.map(double_or_die, batches, on_lost=lost))
    assert results == [[2, 4]] * 6 + [[24, -13, 28]] + [[6, 8]] * 6


def test_a_script_without_a_main_guard_still_reads_everything(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(
        f"import sys\nsys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from engine_stages import double\n"
        "from allegedly.engine import LocalEngine\n"
        "with LocalEngine(jobs=2) as engine:\n"
        "    print(list(engine.map(double, [[1, 2]] * 6, on_lost=lambda number, why: -number)))\n"
    )
    ran = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == str([[2, 4]] * 6)
