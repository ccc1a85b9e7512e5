"""Judgements, and the documents that allegations do not yet take into account."""

import pytest

from allegedly.errors import UnknownIdError
from allegedly.store import Change, Judgement, Writer


def test_new_documents_are_due_to_be_weighed_until_somebody_says_that_they_are(tmp_path, new_batch):
    with Writer(tmp_path / "case") as writer:
        batch = new_batch(writer, "Officials said so.")
        writer.commit(batch)
        [document] = batch.documents
        assert writer.unweighed() == {document.id}
        writer.change_relations({}, weighed=[document.id])
        assert writer.unweighed() == set()


def test_rows_are_dropped_and_added_in_one_step(tmp_path, new_batch, new_claim):
    with Writer(tmp_path / "case") as writer:
        batch = new_batch(writer, "Officials said so.")
        writer.commit(batch)
        first, second = batch.relations["claims"]
        later = new_claim("later", first.document)
        writer.change_relations({"claims": Change({first.id}, [later])}, weighed=())
        assert [each.id for each in writer.records("claims")] == [second.id, "later"]
        assert [each.id for each in writer.with_ids("claims", {"later"})] == ["later"]


def test_a_judgement_stands_until_it_is_taken_back(tmp_path):
    with Writer(tmp_path / "case", operator="Ada") as writer:
        [number] = writer.judge([Judgement("merge", "a", "{}")], unweighed=["d"])
        assert [(each.subject, each.operator) for each in writer.standing_reviews(["merge"])] == [("a", "Ada")]
        assert writer.unweighed() == {"d"}
        [later] = writer.judge([Judgement("undo", "a", "{}", number)])
        assert writer.standing_reviews(["merge"]) == []
        assert writer.review(number).undone_by == later


def test_a_judgement_that_nobody_made_is_unknown(tmp_path):
    with Writer(tmp_path / "case") as writer, pytest.raises(UnknownIdError, match="no judgement has the number 7"):
        writer.review(7)
