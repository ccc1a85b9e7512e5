import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from allegedly.errors import CaseFormatError, CaseNotFoundError, StageOrderError, UnknownIdError
from allegedly.store import Batch, Store, Writer, is_case


@pytest.fixture
def store(case):
    with Store(case) as opened:
        yield opened


def test_documents_come_in_the_order_of_their_arrival(store):
    assert [document.path for document in store.documents()] == ["orvel.txt", "barges.txt"]
    assert store.document_count() == 2


def test_documents_can_be_asked_for_by_id(store):
    first, second = store.documents()
    assert list(store.documents([second.id])) == [second]
    assert store.known_documents([first.id, "nobody"]) == {first.id}


def test_every_relation_has_its_records_and_its_rows(store):
    for name in store.relation_names():
        rows = store.relation(name).fetchall()
        assert len(rows) == len(list(store.records(name))), name


def test_a_relation_becomes_pandas_polars_and_arrow(store):
    claims = store.relation("claims")
    assert list(claims.df()["firmness"]) == ["alleged"] * 4
    assert claims.pl()["content"].to_list()[0] == [{"start": 0, "end": 3}, {"start": 5, "end": 9}]
    assert claims.to_arrow_table().num_rows == 4


def test_relations_can_be_used_again_and_joined(store):
    documents, claims = store.relation("documents").set_alias("d"), store.relation("claims").set_alias("c")
    joined = claims.join(documents, "c.document = d.id").aggregate("path, count(*) AS claims").order("path")
    assert joined.fetchall() == [("barges.txt", 2), ("orvel.txt", 2)]
    assert joined.fetchall() == [("barges.txt", 2), ("orvel.txt", 2)]


def test_a_relation_without_rows_has_its_columns(store):
    attributions = store.relation("attributions")
    assert attributions.fetchall() == []
    assert attributions.columns[:4] == ["id", "document", "parent", "source"]


def test_records_can_be_those_of_some_documents(store):
    first, _ = store.documents()
    assert {claim.document for claim in store.records("claims", documents=[first.id])} == {first.id}


def test_a_record_is_found_by_the_beginning_of_its_id(store):
    first, second = store.documents()
    assert store.find("documents", first.id[:6]) == first
    assert store.find("claims", f"{second.id}-1").document == second.id


@pytest.mark.parametrize(
    ("relation", "beginning", "message"),
    [
        ("documents", "zz", "no id in documents begins with 'zz'"),
        ("claims", "zz", "no id in claims begins with 'zz'"),
        ("documents", "", "several ids in documents begin with '': "),
        ("claims", "", "several ids in claims begin with '': .*; give more of it"),
    ],
)
def test_an_id_that_is_not_there_or_not_alone_is_refused(store, relation, beginning, message):
    with pytest.raises(UnknownIdError, match=message):
        store.find(relation, beginning)


def test_an_id_that_another_one_goes_on_from_is_found(case, new_claim):
    with Writer(case) as writer:
        document, _ = writer.documents()
        claims = [new_claim("c1", document.id), new_claim("c11", document.id)]
        writer.replace_relations({"claims": claims})
        assert writer.find("claims", "c1").id == "c1"


@pytest.mark.parametrize("ask", [Store.records, Store.relation, lambda store, name: store.find(name, "a")])
def test_a_relation_that_does_not_exist_is_refused(store, ask):
    with pytest.raises(StageOrderError, match=r"no stage writes a relation 'rumours'"):
        ask(store, "rumours")


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("bridges", ["orvel.txt"]),
        ("BARGE", ["barges.txt"]),
        ("bridge OR barge", ["barges.txt", "orvel.txt"]),
        ("orvel NOT bridge", []),
        ('"the ministry denied"', ["barges.txt"]),
        ("outlet: saltmark", ["barges.txt", "orvel.txt"]),
        ("al-Harun", []),
        ("bridge-fell", ["orvel.txt"]),
        ('the "bridge', ["orvel.txt"]),
        ("bridge (fell", ["orvel.txt"]),
        ("officials: said", ["orvel.txt"]),
        ("", []),
        ("\0", []),
        ("*", []),
    ],
)
def test_search_takes_words_phrases_and_whatever_people_type(store, query, paths):
    by_id = {document.id: document.path for document in store.documents()}
    assert sorted(by_id[identity] for identity in store.search(query)) == paths


def test_a_word_in_the_title_comes_first(tmp_path, new_batch):
    with Writer(tmp_path / "case") as writer:
        for text in ("Twenty characters of nothing, then the ferry.", "The ferry of a title"):
            writer.commit(new_batch(writer, text))
        documents = {document.id: document.text for document in writer.documents()}
        assert [documents[identity][:9] for identity in writer.search("ferry")] == ["The ferry", "Twenty ch"]


def test_originals_are_opened_by_hash(store):
    first, _ = store.documents()
    with store.open_original(first.original_sha256) as file:
        assert file.read().decode() == first.text


def test_a_folder_without_a_case_says_how_to_begin_one(tmp_path):
    assert not is_case(tmp_path)
    with pytest.raises(CaseNotFoundError, match=r"no case in .*: `allegedly read PATH --case .*` begins one"):
        Store(tmp_path)


def test_a_case_that_a_killed_writer_only_began_is_no_case_yet(tmp_path):
    (tmp_path / "ledger.sqlite").touch()
    with pytest.raises(CaseNotFoundError):
        Store(tmp_path)
    with Writer(tmp_path), Store(tmp_path) as store:
        assert store.document_count() == 0


def test_a_file_that_is_no_ledger_is_no_case(tmp_path):
    (tmp_path / "ledger.sqlite").write_bytes(b"The bridge fell. " * 500)
    with pytest.raises(CaseFormatError, match=r"is no case, or it is damaged: file is not a database"):
        Store(tmp_path)
    with pytest.raises(CaseFormatError, match=r"file is not a database"):
        Writer(tmp_path)


def test_readers_see_a_whole_batch_or_nothing_of_it_while_a_writer_writes(case, new_batch):
    done = threading.Event()
    counts = []

    def watch():
        with Store(case) as store:
            while not done.is_set():
                documents = store.document_count()
                claims = len(list(store.records("claims")))
                counts.append((documents, claims, store.document_count()))

    with ThreadPoolExecutor(1) as pool:
        watching = pool.submit(watch)
        try:
            with Writer(case) as writer:
                for number in range(25):
                    writer.commit(new_batch(writer, f"Officials counted {number} barges."))
        finally:
            done.set()
        watching.result()
    assert counts
    assert all(2 * before <= claims <= 2 * after for before, claims, after in counts)


def test_a_reader_keeps_the_rows_it_began_with_while_they_are_replaced(case, new_claim):
    with Store(case) as store:
        claims = store.relation("claims")
        with Writer(case) as writer:
            document, _ = writer.documents()
            writer.replace_relations({"claims": [new_claim("new", document.id)]})
        with Writer(case):
            pass  # a later writer, which would remove what is no longer listed
        assert len(claims.fetchall()) == 4
        assert [claim.id for claim in store.records("claims")] == ["new"]


def test_what_was_replaced_is_removed_once_nobody_reads(case, new_claim):
    with Writer(case) as writer:
        document, _ = writer.documents()
        writer.replace_relations({"claims": [new_claim("new", document.id)]})
    with Writer(case):
        pass
    assert len(list((case / "segments").iterdir())) == 1


def test_an_unread_batch_changes_nothing_for_a_reader(case):
    with Writer(case) as writer, Store(case) as store:
        assert writer.commit(Batch()).documents == 0
        assert store.document_count() == 2
