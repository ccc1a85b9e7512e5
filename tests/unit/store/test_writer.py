import getpass
import sqlite3
import stat
from pathlib import Path

import msgspec
import pytest

from allegedly.errors import CaseBusyError, CaseError, CaseFormatError
from allegedly.records import Original, Rejected
from allegedly.store import Batch, Committed, Store, Writer, verify
from allegedly.vocab import Reason, Stage


def everything(folder: Path) -> dict[str, object]:
    """All that a case holds: the bytes of every file, but for the ledger's its rows."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("ledger.sqlite")
    }
    with sqlite3.connect(folder / "ledger.sqlite") as ledger:
        dump = list(ledger.iterdump())
    ledger.close()
    return {"ledger": dump, **files}


def test_a_commit_counts_what_is_new(tmp_path, new_batch, empty_file):
    with Writer(tmp_path / "case") as writer:
        batch = new_batch(writer, "The bridge fell.")._replace(rejected=[empty_file])
        done = writer.commit(batch)
    assert done == Committed(
        collected=1, found_again=0, originals_known=0, documents=1, documents_known=0, rejected=1, rows=2
    )


def test_reading_the_same_thing_twice_changes_nothing(case, new_batch, empty_file):
    before = everything(case)
    with Writer(case, operator="ana") as writer:
        batch = new_batch(writer, "Officials in Orvel said the bridge fell.", path="orvel.txt")
        done = writer.commit(batch._replace(rejected=[empty_file]))
    assert done == Committed(
        collected=0, found_again=0, originals_known=1, documents=0, documents_known=1, rejected=0, rows=0
    )
    assert everything(case) == before


def test_the_same_bytes_at_another_place_are_one_line_in_the_log_and_nothing_else(case, new_batch):
    with Writer(case) as writer:
        batch = new_batch(writer, "Officials in Orvel said the bridge fell.", path="elsewhere/orvel.html")
        done = writer.commit(batch)
        log = list(writer.custody())
        assert writer.document_count() == 2
    assert (done.found_again, done.documents, done.rows) == (1, 0, 0)
    assert [(entry.action, Path(entry.path).name) for entry in log] == [
        ("collected", "orvel.txt"),
        ("collected", "barges.txt"),
        ("found again", "orvel.html"),
    ]
    assert verify(case) == []


def test_other_bytes_at_the_same_place_are_another_original(case, new_batch):
    with Writer(case) as writer:
        done = writer.commit(new_batch(writer, "The bridge stands, officials said.", path="orvel.txt"))
    assert (done.collected, done.documents) == (1, 1)


def test_the_log_writes_absolute_paths_and_documents_those_given(case, monkeypatch, new_batch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with Writer(case) as writer:
        writer.commit(new_batch(writer, "Ferries stopped.", path="ferry.txt"))
        *_, entry = writer.custody()
        *_, document = writer.documents()
    assert entry.path == str(tmp_path / "ferry.txt")
    assert document.path == "ferry.txt"


def test_standard_input_has_no_place(case, new_batch):
    with Writer(case) as writer:
        writer.commit(new_batch(writer, "Ferries stopped.", path="-"))
        *_, entry = writer.custody()
    assert entry.path == "-"


def test_the_log_says_who_when_and_with_what(tmp_path, new_batch):
    with Writer(tmp_path / "case") as writer:
        writer.commit(new_batch(writer, "The bridge fell."))
        [entry] = writer.custody()
    assert entry.operator == getpass.getuser()
    assert entry.tool.startswith("allegedly ")
    assert entry.time.endswith("Z")
    assert entry.previous == "0" * 64


def test_one_batch_may_bring_the_same_bytes_and_documents_twice(tmp_path, new_batch):
    with Writer(tmp_path / "case") as writer:
        one = new_batch(writer, "The bridge fell.", path="a.txt")
        two = new_batch(writer, "The bridge fell.", path="b.txt")
        done = writer.commit(
            Batch(
                originals=[*one.originals, *two.originals, *one.originals],
                documents=[*one.documents, *two.documents],
                relations={"claims": [*one.relations["claims"], *two.relations["claims"]]},
            )
        )
        assert [document.path for document in writer.documents()] == ["a.txt"]
    assert done == Committed(
        collected=1, found_again=1, originals_known=1, documents=1, documents_known=1, rejected=0, rows=2
    )
    assert verify(tmp_path / "case") == []


def test_an_original_is_read_when_its_last_batch_is_in(tmp_path, new_batch):
    with Writer(tmp_path / "case") as writer:
        batch = new_batch(writer, "Line one.\nLine two.")
        [original] = batch.originals
        writer.commit(batch._replace(unfinished=frozenset({original.sha256})))
        assert not writer.has_read(original)
        done = writer.commit(Batch(originals=batch.originals))
        assert writer.has_read(original)
        assert done.originals_known == 1
        assert not writer.has_read(msgspec.structs.replace(original, media_type="text/html"))


def test_a_path_that_could_be_read_in_the_end_is_no_longer_listed_as_rejected(case, new_batch):
    missing = Rejected(
        path="late.txt", stage=Stage.COLLECT, reason=Reason.UNREADABLE, detail="No such file or directory"
    )
    with Writer(case) as writer:
        writer.commit(Batch(rejected=[missing]))
        writer.commit(new_batch(writer, "It came late.", path="late.txt"))
        assert [rejected.path for rejected in writer.rejected()] == ["empty.txt"]


def test_a_document_without_its_original_is_refused_and_nothing_of_the_batch_is_kept(case, new_batch):
    before = everything(case)
    with Writer(case, operator="ana") as writer:
        orphan = new_batch(writer, "Nobody collected this.")._replace(originals=())
        with pytest.raises(CaseError, match=r"neither in the batch nor in the case"):
            writer.commit(orphan)
    with Writer(case, operator="ana"):
        pass
    assert everything(case) == before


def test_rows_of_a_document_that_is_not_there_are_refused(case, new_claim):
    with Writer(case) as writer, pytest.raises(CaseError, match=r"derived rows name the document 'nobody'"):
        writer.commit(Batch(relations={"claims": [new_claim("c", "nobody")]}))


def test_a_second_writer_is_refused_and_readers_are_not(case):
    with Writer(case), Store(case) as store:
        assert store.document_count() == 2
        with pytest.raises(CaseBusyError, match=r"is writing to the case"):
            Writer(case)


def test_a_refused_writer_leaves_the_first_one_alone(case, new_batch):
    with Writer(case) as writer:
        with pytest.raises(CaseBusyError):
            Writer(case)
        assert writer.commit(new_batch(writer, "Ferries stopped.")).documents == 1


def test_new_rows_take_the_place_of_all_old_ones(case, new_claim):
    with Writer(case) as writer:
        first, second = writer.documents()
        new = [new_claim("n1", first.id), new_claim("n2", second.id)]
        writer.replace_relations({"claims": iter(new)})
        assert list(writer.records("claims")) == new
        assert writer.relation("claims").count("*").fetchall() == [(2,)]
    assert verify(case) == []


def test_new_rows_take_the_place_of_those_of_some_documents(case, new_claim):
    with Writer(case) as writer:
        first, second = writer.documents()
        writer.replace_relations({"claims": [new_claim("n1", first.id)]}, documents={first.id})
        assert [claim.id for claim in writer.records("claims")] == [f"{second.id}-1", f"{second.id}-2", "n1"]


def test_rows_can_be_replaced_by_none(case):
    with Writer(case) as writer:
        writer.replace_relations({"claims": []})
        assert list(writer.records("claims")) == []
        assert writer.relation("claims").fetchall() == []


def test_each_writer_that_changed_something_is_a_run(case, new_batch):
    with Writer(case):
        pass
    with Writer(case) as writer:
        assert writer.run == "000002"
        writer.commit(new_batch(writer, "Ferries stopped."))
    with Writer(case) as writer:
        assert writer.run == "000003"


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("Chapter one.")
    with pytest.raises(CaseFormatError, match=r"is no case and not empty .it holds 'thesis.txt'.: name a new or empty"):
        Writer(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_folder_whose_making_was_interrupted_is_made_to_its_end(tmp_path):
    (tmp_path / "originals").mkdir()
    (tmp_path / "writer.lock").touch()
    with Writer(tmp_path) as writer:
        assert writer.document_count() == 0


def test_a_case_cannot_be_where_a_file_is(tmp_path):
    (tmp_path / "case").write_text("I am a file.")
    with pytest.raises(CaseError, match=r"cannot write to the case .*: File exists"):
        Writer(tmp_path / "case")


@pytest.mark.parametrize("opened", [Store, Writer])
def test_a_case_of_a_newer_version_says_so_and_is_not_touched(case, opened):
    with sqlite3.connect(case / "ledger.sqlite") as ledger:
        ledger.execute("PRAGMA user_version = 99")
    ledger.close()
    with pytest.raises(CaseFormatError, match=r"has format 99, this program knows up to 3: .*pip install --upgrade"):
        opened(case)


@pytest.mark.parametrize("opened", [Store, Writer])
def test_a_case_of_an_older_format_says_how_to_read_it_anew(case, opened):
    with sqlite3.connect(case / "ledger.sqlite") as ledger:
        ledger.execute("PRAGMA user_version = 1")
    ledger.close()
    with pytest.raises(CaseFormatError, match=r"has format 1, this program writes 3: read its originals into a new"):
        opened(case)


@pytest.mark.parametrize("opened", [Store, Writer])
def test_another_database_is_no_case_and_is_not_touched(tmp_path, opened):
    with sqlite3.connect(tmp_path / "ledger.sqlite") as database:
        database.execute("CREATE TABLE household (spent REAL)")
    database.close()
    before = (tmp_path / "ledger.sqlite").read_bytes()
    with pytest.raises(CaseFormatError, match=r"is a database, but not one of a case"):
        opened(tmp_path)
    assert (tmp_path / "ledger.sqlite").read_bytes() == before


def test_originals_are_kept_byte_for_byte_and_read_only(case):
    with Writer(case) as writer:
        for document in writer.documents():
            path = writer.originals.path(document.original_sha256)
            assert path.read_text() == document.text
            assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_an_input_that_was_kept_but_never_committed_is_gone_at_the_next_opening(case, new_batch):
    with Writer(case) as writer:
        new_batch(writer, "Kept, but never committed.")
        assert len(writer.originals.staged()) == 1
    with Writer(case) as writer:
        assert writer.originals.staged() == []


def test_a_path_may_hold_anything_but_half_a_surrogate(case, new_batch):
    with Writer(case) as writer:
        odd = "news/'; DROP TABLE custody; --\n字.txt"
        writer.commit(new_batch(writer, "Odd name.", path=odd))
        *_, document = writer.documents()
    assert document.path == odd
    assert verify(case) == []


def test_an_original_must_not_be_claimed_without_its_bytes(case):
    absent = Original(sha256="ab" * 32, path="a.txt", size=1, media_type="text/plain")
    with Writer(case) as writer, pytest.raises(CaseError, match=r"abab.* was not kept"):
        writer.commit(Batch(originals=[absent]))
    assert verify(case) == []
