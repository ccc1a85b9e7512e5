"""The scores of small cases, computed by hand, and their agreement with the scorer beside the gold."""

import json
import runpy
from pathlib import Path
from typing import Any

import msgspec
import pytest
from marked import marked

from allegedly.attribute.neural.tagger import ModelTagger
from allegedly.evaluate import MarkedAttribution, MarkedDocument, Score, Scores, score
from allegedly.records import Frame, Span

# How many documents of the shared gold are compared.
COMPARED = 10


def scored(gold: str, found: str, *, outermost: bool = False) -> Scores:
    """Score one marked sentence against another with the same text."""
    left, right = marked(gold), marked(found)
    assert left.text == right.text
    attributions = tuple(
        MarkedAttribution(
            source=roles.get("source", ()), cue=roles.get("cue", ()), content=roles.get("content", ()), id=number
        )
        for number, roles in sorted(left.roles.items())
    )
    frames = [
        Frame(source=roles.get("source", ()), cue=roles.get("cue", ()), content=roles.get("content", ()))
        for _, roles in sorted(right.roles.items())
    ]
    return score([(MarkedDocument(id="one", text=left.text, attributions=attributions), frames)], outermost=outermost)


def test_what_is_found_as_marked_is_right() -> None:
    sentence = "{source:The mayor} {cue:said} {content:it fell}."
    scores = scored(sentence, sentence)
    assert set(scores.values()) == {Score(1, 1, 1)}


def test_white_space_and_joined_pieces_do_not_matter_to_exact() -> None:
    scores = scored(
        "{source:The mayor} {cue:said} {content:it fell}.", "{source:The }{source:mayor}{cue: said }{content:it fell}."
    )
    assert scores["exact source"] == scores["exact cue"] == scores["exact content"] == Score(1, 1, 1)


def test_a_comma_more_costs_exact_but_not_full() -> None:
    scores = scored("{content:It fell}, {source:he} {cue:said}.", "{content:It fell,} {source:he} {cue:said}.")
    assert scores["exact content"] == Score(0, 1, 1)
    assert scores["full"] == Score(1, 1, 1)


def test_an_overlap_of_exactly_half_is_enough_and_less_is_not() -> None:
    # F1 of four words against one is 2 * 1 / 5 = 0.4, of three against one 2 * 1 / 4 = 0.5.
    half = scored("{cue:Say} {content:one two three} four", "{cue:Say} {content:one} two three four")
    less = scored("{cue:Say} {content:one two three four}", "{cue:Say} {content:one} two three four")
    assert (half["detect"].right, less["detect"].right) == (1, 0)


def test_a_role_empty_on_one_side_alone_is_a_miss() -> None:
    scores = scored("{source:The mayor} {cue:said} {content:it fell}.", "The mayor {cue:said} {content:it fell}.")
    assert (scores["full"].right, scores["whosaid"].right, scores["detect"].right) == (0, 0, 1)
    assert scores["exact source"] == Score(0, 0, 1)


def test_a_wrong_cue_costs_full_but_not_whosaid() -> None:
    scores = scored("{source:He} {cue:said} now {content:it fell}.", "{source:He} said {cue:now} {content:it fell}.")
    assert (scores["full"].right, scores["whosaid"].right) == (0, 1)


def test_one_found_is_matched_to_one_marked() -> None:
    two = "{source1:The Ledger}, {cue2:citing} {source2:two clerks}, {cue1:said} {content1:{content2:it fell}}."
    one = "{source1:The Ledger}, citing two clerks, {cue1:said} {content1:it fell}."
    assert scored(two, one)["detect"] == Score(1, 1, 2)
    assert scored(one, two)["detect"] == Score(1, 2, 1)
    assert scored(two, two)["full"] == Score(2, 2, 2)


def test_the_matching_is_a_largest_one() -> None:
    # Both marked contents agree best with what alone fits the second; the first takes its second choice.
    text = "one two three four"
    document = MarkedDocument(
        id="one",
        text=text,
        attributions=(MarkedAttribution(content=(Span(0, 18),)), MarkedAttribution(content=(Span(4, 18),))),
    )
    found = [
        Frame(source=(), cue=(), content=(Span(0, 18),)),
        Frame(source=(), cue=(), content=(Span(0, 7),)),
    ]
    assert score([(document, found)])["detect"] == Score(2, 2, 2)


def test_outermost_leaves_out_what_stands_in_the_content_of_another() -> None:
    gold = "{source1:Ann} {cue1:said} {content1:that Bea had said no}."
    found = "{source1:Ann} {cue1:said} {content1:that {source2:Bea} had {cue2:said} {content2:no}}."
    assert scored(gold, found)["full"] == Score(1, 2, 1)
    assert scored(gold, found, outermost=True)["full"] == Score(1, 1, 1)


def test_labels_are_scored_where_they_are_marked_over_what_agrees_in_content() -> None:
    text = "Ann said that Bea may have said no. It fell, Cal said."
    outer = MarkedAttribution(
        id=1, source=(Span(0, 3),), cue=(Span(4, 8),), content=(Span(9, 34),), kind="speech", firmness="possible"
    )
    inner = MarkedAttribution(
        id=2, source=(Span(14, 17),), cue=(Span(27, 31),), content=(Span(32, 34),), parent=1, hedges=(Span(18, 21),)
    )
    missed = MarkedAttribution(
        id=3, source=(Span(45, 48),), cue=(Span(49, 53),), content=(Span(36, 43),), kind="speech"
    )
    document = MarkedDocument(id="one", text=text, attributions=(outer, inner, missed))
    found = [
        Frame(source=outer.source, cue=outer.cue, content=outer.content, kind="speech", firmness="asserted"),  # type: ignore[arg-type]
        Frame(source=inner.source, cue=inner.cue, content=inner.content, hedges=(Span(18, 26),)),
    ]
    scores = score([(document, found)])
    assert scores["kind"] == Score(1, 1, 1)
    assert scores["firmness"] == Score(0, 1, 1)
    assert scores["nested"] == Score(1, 2, 2)
    assert scores["hedges"] == Score(1, 2, 1)
    assert "source_kind" not in scores


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [("the Ministry of Works", "Ministry of Works", 1), ("Bell", "Ann BELL", 1), ("Ann", "Bea", 0), ("Ann", None, 0)],
)
def test_a_name_is_right_where_one_holds_the_other(gold: str, found: str | None, right: int) -> None:
    text = "Ann said no."
    roles = {"source": (Span(0, 3),), "cue": (Span(4, 8),), "content": (Span(9, 11),)}
    document = MarkedDocument(id="one", text=text, attributions=(MarkedAttribution(**roles, source_name=gold),))
    named = msgspec.defstruct(
        "Named", [("source", tuple), ("cue", tuple), ("content", tuple), ("source_name", str | None)]
    )
    assert score([(document, [named(**roles, source_name=found)])])["source_name"] == Score(right, 1, 1)


def test_documents_add_up_and_nothing_at_all_is_no_division_by_zero() -> None:
    sentence = "{source:The mayor} {cue:said} {content:it fell}."
    one = marked(sentence)
    roles = one.roles[""]
    document = MarkedDocument(id="one", text=one.text, attributions=(MarkedAttribution(**roles),))
    empty = MarkedDocument(id="two", text="", attributions=())
    scores = score([(document, [Frame(**roles)]), (document, []), (empty, [])])
    assert scores["full"] == Score(1, 1, 2)
    assert (scores["full"].precision, scores["full"].recall) == (1.0, 0.5)
    assert scores["full"].f1 == pytest.approx(2 / 3)
    assert (Score().precision, Score().recall, Score().f1) == (0.0, 0.0, 0.0)


def test_the_scorer_beside_the_gold_gives_the_same_counts(shared: Path) -> None:
    folder = shared / "bench" / "attribution"
    lines = (folder / "polnear.dev.jsonl").read_text(encoding="utf-8").splitlines()[:COMPARED]
    tagger = ModelTagger()
    documents = [msgspec.json.decode(line, type=MarkedDocument) for line in lines]
    found = [tagger.frames_of_text(document.text) for document in documents]
    predictions = [
        {"id": document.id, "attributions": [msgspec.to_builtins(frame) for frame in frames]}
        for document, frames in zip(documents, found, strict=True)
    ]
    theirs = _their_counts(folder / "score.py", [json.loads(line) for line in lines], predictions)
    ours = score(zip(documents, found, strict=True), outermost=True)
    for role in ("source", "cue", "content"):
        assert ours[f"exact {role}"] == theirs[role, "exact"]
    for relation in ("full", "whosaid", "detect"):
        assert ours[relation] == theirs["relation", relation]


def _their_counts(
    scorer: Path, gold: list[dict[str, Any]], predictions: list[dict[str, Any]]
) -> dict[tuple[str, str], Score]:
    """Run the scorer beside the gold; return its counts, summed over documents."""
    total: dict[tuple[str, str], Score] = {}
    for counts in runpy.run_path(str(scorer))["score"](gold, predictions, outer=True):
        for key, (right, found, _, marks) in counts.items():
            total[key] = total.get(key, Score()).plus(Score(int(right), int(found), int(marks)))
    return total
