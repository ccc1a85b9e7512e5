"""A writer killed at any moment leaves a case that opens, agrees with itself, and can be read to the end."""

import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from allegedly.store import Writer, verify

KILLS = 30


class Victim:
    """Writes six documents in three batches, and a replacement of rows, in a process that is killed on the way."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("crash_victim.py")
        self.process = subprocess.Popen(
            [sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def write(self, folder: Path, unit: str = "calls", number: float = -1) -> tuple[int, int, float]:
        """Return how the process ended (0 or minus a signal), after how many calls and seconds if it came to its end."""
        self.process.stdin.write(f"{folder}\t{unit}\t{number}\n")
        code, calls, seconds = self.process.stdout.readline().split("\t")
        return int(code), int(calls), float(seconds)


@pytest.fixture(scope="module")
def victim():
    started = Victim()
    yield started
    started.process.communicate()


@pytest.fixture(scope="module")
def undisturbed(victim, tmp_path_factory):
    """The calls and seconds that writing takes, and what the case then says."""
    folder = tmp_path_factory.mktemp("undisturbed") / "case"
    code, calls, seconds = victim.write(folder)
    assert code == 0
    return calls, seconds, contents(folder)


def contents(folder: Path) -> dict[str, object]:
    """What a case says, without the times and the names of files, which differ from run to run."""
    with Writer(folder) as writer:
        return {
            "documents": sorted(document.text for document in writer.documents()),
            "claims": sorted(claim.id for claim in writer.records("claims")),
            "custody": sorted((entry.action, entry.path, entry.sha256) for entry in writer.custody()),
            "originals": list(writer.originals.names()),
            "staged": writer.originals.staged(),
            "orphans": len(list((folder / "segments").iterdir())) - len(writer.segment_paths("claims")),
        }


def check_after_kill(victim: Victim, folder: Path, expected: dict[str, object]) -> None:
    """Check that the case holds whole batches, and that reading again makes it what it would have been."""
    if (folder / "ledger.sqlite").exists():
        with Writer(folder):
            pass
        assert verify(folder) == []
        after = contents(folder)
        assert len(after["documents"]) in {0, 2, 5, 6}
        assert set(after["documents"]) <= set(expected["documents"])
        assert len(after["custody"]) == len(after["originals"]) == len(after["documents"])
        assert (after["staged"], after["orphans"]) == ([], 0)
    code, _, _ = victim.write(folder)
    assert code == 0
    assert contents(folder) == expected
    assert verify(folder) == []


def test_the_undisturbed_case_is_as_it_should_be(undisturbed):
    calls, _, expected = undisturbed
    assert calls > 500
    assert len(expected["documents"]) == 6
    assert expected["claims"] == ["1-0", "1-1", "2-0", "2-1", "3-0", "3-1", "4-0", "4-1", "5-0", "5-1", "new"]
    assert (expected["staged"], expected["orphans"]) == ([], 0)


@pytest.mark.parametrize("part", range(KILLS))
def test_a_kill_between_any_two_steps_loses_nothing_that_was_committed(tmp_path, victim, undisturbed, part):
    calls, _, expected = undisturbed
    last = random.Random(part).randint(1 + calls * part // KILLS, calls * (part + 1) // KILLS)  # noqa: S311  (reproducible, not secret)
    code, _, _ = victim.write(tmp_path / "case", "calls", last)
    assert code == -signal.SIGKILL
    assert verify(tmp_path / "case") == []  # even before a writer has repaired anything
    check_after_kill(victim, tmp_path / "case", expected)


@pytest.mark.parametrize("part", range(KILLS // 2))
def test_a_kill_after_any_time_leaves_a_case_that_can_be_read_to_the_end(tmp_path, victim, undisturbed, part):
    _, seconds, expected = undisturbed
    code, _, _ = victim.write(tmp_path / "case", "seconds", seconds * (part + 0.5) / (KILLS // 2))
    assert code in {0, -signal.SIGALRM}  # under load, or without it, it may be done before
    check_after_kill(victim, tmp_path / "case", expected)


def test_the_ledger_of_a_killed_writer_is_whole_for_sqlite_too(tmp_path, victim, undisturbed):
    victim.write(tmp_path / "case", "calls", undisturbed[0] // 2)
    ledger = sqlite3.connect(tmp_path / "case" / "ledger.sqlite")
    assert ledger.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    ledger.close()
