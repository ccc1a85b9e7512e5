"""A document that was read again replaces the one with its id, with its rows, its words and the judgement, in one step."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from allegedly.errors import UnknownIdError
from allegedly.records import Copy, Rejected
from allegedly.store import Batch, Judgement, Store, Writer, verify
from allegedly.vocab import CopyKind, DirectionBasis, Reason, Stage

KILLS = 12


@pytest.fixture(scope="module")
def victim():
    script = Path(__file__).with_name("replace_victim.py")
    process = subprocess.Popen(
        [sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )

    def replace(folder: Path, number: int = -1) -> tuple[int, int]:
        process.stdin.write(f"{folder}\t{number}\n")
        code, calls = process.stdout.readline().split("\t")
        return int(code), int(calls)

    yield replace
    process.communicate()


def state(folder: Path) -> dict[str, object]:
    with Store(folder) as store:
        documents = list(store.documents())
        return {
            "documents": [document.text for document in documents],
            "claims": sorted(claim.id for claim in store.records("claims")),
            "hits": [len(store.search(word)) for word in ("Orvel", "no bridge", "ministry")],
            "reviews": [review[2:] for review in store.reviews("restore cut", documents[0].id)],
        }


def edge(identity: str, document: str, of: str) -> Copy:
    return Copy(
        id=identity, document=document, of=of, kind=CopyKind.COPY, containment=1.0, containment_of=1.0, words=9,
        words_of=9, passages=(), exact=False, direction=DirectionBasis.DATED, reason="the same words",
    )  # fmt: skip


def test_a_document_is_replaced_at_its_place_with_its_words_and_rows(case, new_claim):
    with Writer(case, operator="ana") as writer:
        first, second = writer.documents()
        writer.replace_document(
            msgspec.structs.replace(first, text="No ferry sank."), {"claims": [new_claim("new", first.id)]}
        )
        assert [document.text for document in writer.documents()] == ["No ferry sank.", second.text]
        assert [claim.id for claim in writer.records("claims", documents={first.id})] == ["new"]
        assert len(list(writer.records("claims", documents={second.id}))) == 2
        assert writer.search("ferry") == [first.id]
        assert writer.search("text: bridge") == []
    assert verify(case) == []


def test_an_edge_is_one_of_both_its_documents(case):
    with Writer(case) as writer:
        first, second = writer.documents()
        writer.replace_relations({"copies": [edge("e1", first.id, second.id), edge("e2", second.id, "third")]})
        writer.replace_document(second, {"copies": []})
        assert list(writer.records("copies")) == []


def test_a_judgement_stands_until_a_later_one_takes_it_back(case):
    with Writer(case, operator="ana") as writer:
        document = next(writer.documents())
        writer.replace_document(document, {}, judgements=[Judgement("restore cut", document.id, "[1, 2]")])
        [review] = writer.reviews("restore cut", document.id)
        assert (review.operator, review.detail, review.undone_by) == ("ana", "[1, 2]", None)
        writer.replace_document(
            document, {}, judgements=[Judgement("undo restore cut", document.id, "", review.number)]
        )
        assert writer.reviews("restore cut", document.id) == []
        [undoing] = writer.reviews("undo restore cut", document.id)
        assert undoing.number > review.number


def test_what_was_rejected_of_a_document_is_replaced_and_of_others_stays(case):
    with Writer(case) as writer:
        document = next(writer.documents())
        of_it = Rejected(
            path=document.path, stage=Stage.PARSE, reason=Reason.OTHER_LANGUAGE, detail="", document=document.id
        )
        writer.commit(Batch(rejected=[of_it]))
        assert len(list(writer.rejected())) == 2
        writer.replace_document(document, {})
        assert [each.path for each in writer.rejected()] == ["empty.txt"]


def test_a_document_that_the_case_does_not_hold_is_refused(case):
    with Writer(case) as writer:
        document = msgspec.structs.replace(next(writer.documents()), id="unknown")
        with pytest.raises(UnknownIdError):
            writer.replace_document(document, {})


def test_reading_with_a_filter_that_nothing_passes_gives_nothing(case):
    with Store(case) as store:
        assert list(store.records("claims", documents=set())) == []


@pytest.mark.parametrize("part", range(KILLS))
def test_a_kill_between_any_two_steps_leaves_the_old_or_the_new_state(tmp_path, case, victim, part):
    whole = tmp_path / "undisturbed"
    shutil.copytree(case, whole)
    old = state(case)
    code, calls = victim(whole)
    new = state(whole)
    assert (code, old != new) == (0, True)
    code, _ = victim(case, 1 + calls * part // KILLS)
    assert code == -signal.SIGKILL
    assert verify(case) == []
    assert state(case) in (old, new)
    if state(case) == old:
        victim(case)
    assert state(case) == new
    assert verify(case) == []
