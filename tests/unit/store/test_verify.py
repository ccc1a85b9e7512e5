import sqlite3
import threading

import msgspec
import pytest

from allegedly.errors import CaseNotFoundError
from allegedly.store import Fault, Store, Writer, verify
from allegedly.store.custody import seal
from allegedly.store.originals import Originals


@pytest.fixture
def original(case):
    """The path of the first original of the case, made writable."""
    with Store(case) as store:
        first = next(store.documents()).original_sha256
    path = Originals(case / "originals").path(first)
    path.chmod(0o644)
    return path


def change_ledger(case, *statements):
    ledger = sqlite3.connect(case / "ledger.sqlite")
    with ledger:
        for statement in statements:
            ledger.execute(statement)
    ledger.close()


def test_a_case_left_alone_agrees_with_itself(case):
    assert verify(case) == []


def test_a_changed_original_is_named_with_both_hashes(case, original):
    original.write_text("Officials in Orvel said the bridge stands.")
    [problem] = verify(case)
    assert problem.fault is Fault.CHANGED_ORIGINAL
    assert problem.subject == f"originals/{original.name[:2]}/{original.name}"
    assert f"names {original.name} (40 bytes, from " in problem.detail
    assert "the bytes there now have the hash " in problem.detail


def test_a_missing_original_is_named_with_the_line_that_names_it(case, original):
    original.unlink()
    [problem] = verify(case)
    assert (problem.fault, problem.subject) == (
        Fault.MISSING_ORIGINAL,
        f"originals/{original.name[:2]}/{original.name}",
    )
    assert "line 1 of the log names" in problem.detail


@pytest.mark.parametrize("name", ["ff/" + "f" * 64, "planted.txt", "ab/notes.txt"])
def test_an_inserted_original_is_named(case, name):
    planted = case / "originals" / name
    planted.parent.mkdir(exist_ok=True)
    planted.write_text("Planted.")
    [problem] = verify(case)
    assert (problem.fault, problem.subject) == (Fault.INSERTED_ORIGINAL, f"originals/{name}")


def test_an_original_moved_to_another_place_is_missing_here_and_inserted_there(case, original):
    (case / "originals" / "zz").mkdir()
    original.rename(case / "originals" / "zz" / original.name)
    assert {problem.fault for problem in verify(case)} == {Fault.MISSING_ORIGINAL, Fault.INSERTED_ORIGINAL}


@pytest.mark.parametrize(
    ("statement", "line", "detail"),
    [
        ("UPDATE custody SET path = '/elsewhere' WHERE number = 1", "line 1", "line 1 was changed"),
        ("UPDATE custody SET time = '2020' WHERE number = 2", "line 2", "line 2 was changed"),
        ("UPDATE custody SET size = size + 1 WHERE number = 2", "line 2", "line 2 was changed"),
        ("UPDATE meta SET value = 'abc' WHERE key = 'custody head'", "line 2", "the log's end was noted as abc"),
    ],
)
def test_a_changed_line_of_the_log_is_numbered(case, statement, line, detail):
    change_ledger(case, statement)
    [problem] = verify(case)
    assert (problem.fault, problem.subject) == (Fault.CUSTODY_LOG, line)
    assert detail in problem.detail


def test_a_removed_line_is_numbered_and_its_original_and_document_hang_in_the_air(case):
    change_ledger(case, "DELETE FROM custody WHERE number = 1")
    problems = {problem.fault: problem for problem in verify(case)}
    assert set(problems) == {Fault.CUSTODY_LOG, Fault.DOCUMENT, Fault.INSERTED_ORIGINAL}
    assert "line 1 is missing" in problems[Fault.CUSTODY_LOG].detail


def test_a_truncated_log_is_noticed(case):
    change_ledger(case, "DELETE FROM custody WHERE number = 2")
    assert "line 2 is missing at the end of the log" in verify(case)[0].detail


def test_a_line_put_in_at_the_end_is_noticed(case):
    with Store(case) as store:
        *_, last = store.custody()
    new = seal(msgspec.structs.replace(last, number=3, action="found again", path="/planted", previous=last.hash))
    ledger = sqlite3.connect(case / "ledger.sqlite")
    with ledger:
        ledger.execute("INSERT INTO custody VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", msgspec.structs.astuple(new))
    ledger.close()
    [problem] = verify(case)
    assert "line 3 is not written by this program" in problem.detail


def test_a_log_rewritten_as_a_whole_is_noticed_by_a_head_that_was_noted_elsewhere(case):
    with Store(case) as store:
        noted = store.custody_head().hash
        log = list(store.custody())
    previous, ledger = "0" * 64, sqlite3.connect(case / "ledger.sqlite")
    with ledger:
        for entry in log:
            new = seal(msgspec.structs.replace(entry, operator="somebody else", previous=previous))
            values = (new.operator, new.previous, new.hash, new.number)
            ledger.execute("UPDATE custody SET operator = ?, previous = ?, hash = ? WHERE number = ?", values)
            previous = new.hash
        ledger.execute("UPDATE meta SET value = ? WHERE key = 'custody head'", (previous,))
    ledger.close()
    assert verify(case) == []
    [problem] = verify(case, known_head=noted)
    assert "the log was rewritten" in problem.detail


def test_a_head_noted_earlier_is_still_in_a_log_that_has_grown(case, new_batch):
    with Store(case) as store:
        noted = store.custody_head().hash
    with Writer(case) as writer:
        writer.commit(new_batch(writer, "Ferries stopped."))
    assert verify(case, known_head=noted) == []


def test_a_changed_or_missing_segment_is_named(case):
    first, second = sorted((case / "segments").iterdir())
    first.write_bytes(b"changed")
    second.unlink()
    found = [(problem.fault, problem.subject) for problem in verify(case)]
    assert found == [
        (Fault.CHANGED_SEGMENT, f"segments/{first.name}"),
        (Fault.MISSING_SEGMENT, f"segments/{second.name}"),
    ]


def test_a_segment_that_no_manifest_lists_is_nobodys_concern(case):
    (case / "segments" / "claims-000009-00001.parquet").write_bytes(b"left by a killed writer")
    assert verify(case) == []


def test_a_damaged_ledger_is_reported_in_sqlites_words(case):
    path = case / "ledger.sqlite"
    with path.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 4096)
    problems = verify(case)
    assert {problem.fault for problem in problems} == {Fault.LEDGER}


def test_checking_changes_nothing(case):
    before = {path: path.stat().st_mtime_ns for path in case.rglob("*") if path.is_file()}
    verify(case)
    assert {path: path.stat().st_mtime_ns for path in case.rglob("*") if path.is_file()} == before


def test_a_case_agrees_with_itself_at_every_moment_of_being_written(case, new_batch, new_claim):
    done = threading.Event()
    found = []

    def check():
        while not done.is_set():
            found.extend(verify(case))

    checking = threading.Thread(target=check)
    checking.start()
    try:
        with Writer(case) as writer:
            document, _ = writer.documents()
            for number in range(25):
                writer.commit(new_batch(writer, f"Officials counted {number} barges."))
                writer.replace_relations({"claims": [new_claim(str(number), document.id)]}, documents=[document.id])
    finally:
        done.set()
        checking.join()
    assert found == []


def test_there_must_be_a_case(tmp_path):
    with pytest.raises(CaseNotFoundError):
        verify(tmp_path)
