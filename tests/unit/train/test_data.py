"""Marked text becomes windows with labels, without torch."""

import random
from pathlib import Path

import pytest
from marked import marked

from allegedly.attribute.neural.decode import TAGS
from allegedly.attribute.neural.tagger import MODEL_FOLDER
from allegedly.attribute.neural.windows import borders_of, load_tokenizer
from allegedly.errors import MarkedTextError
from allegedly.evaluate import MarkedAttribution, MarkedDocument
from allegedly.train.data import LABELS, UNKNOWN, Example, article_of, articles_of, batches, examples_of

TOKENIZER = load_tokenizer(MODEL_FOLDER / "vocab.txt")
NESTED = "{source1:Ann} {cue1:has said} {content1:that {source2:Bea} {cue2:denied} {content2:it}}."


def document(sentence: str, *, kind: str | None = None) -> MarkedDocument:
    """Return a marked sentence as a document; each attribution after the first is the child of the one before."""
    text = marked(sentence)
    return MarkedDocument(
        id="one",
        text=text.text,
        attributions=tuple(
            MarkedAttribution(**roles, id=place, parent=place - 1 if place else None, kind=kind)
            for place, (_, roles) in enumerate(sorted(text.roles.items()))
        ),
    )


def example_of(marked_document: MarkedDocument) -> Example:
    [example] = examples_of(article_of(marked_document, TOKENIZER), borders=borders_of(TOKENIZER))
    return example


def test_tags_say_the_role_of_every_word_towards_each_cue() -> None:
    example = example_of(document(NESTED, kind="speech"))
    assert [[TAGS[tag] for tag in row] for row in example.tags] == [
        ["B-source", "B-cue", "I-cue", "B-content", "I-content", "I-content", "I-content", "O"],
        ["O", "O", "O", "O", "B-source", "B-cue", "B-content", "O"],
    ]


def test_the_head_of_a_cue_is_its_first_word_that_is_no_function_word() -> None:
    assert example_of(document(NESTED, kind="speech")).heads.tolist() == [2, 5]


def test_parents_and_labels_are_kept_and_what_nobody_marked_is_unknown() -> None:
    example = example_of(document(NESTED, kind="speech"))
    assert example.parents.tolist() == [-1, 0]
    assert example.labels.tolist() == [[0, UNKNOWN, UNKNOWN, UNKNOWN]] * 2
    assert next(iter(LABELS)) == "kind"


def test_marks_without_kinds_say_nothing_against_cues_inside_a_content() -> None:
    outermost = "{source:Ann} {cue:has said} {content:that Bea denied it}."
    weights = {kind: example_of(document(outermost, kind=kind)).head_weight.tolist() for kind in ("speech", None)}
    assert weights == {"speech": [1] * 8, None: [1, 1, 1, 0, 0, 0, 0, 1]}


def test_the_same_seed_gives_the_same_batches_and_another_one_others() -> None:
    articles = [article_of(document((NESTED + " It rained all day.\n\n") * 40, kind="speech"), TOKENIZER)]

    def sizes(seed: int) -> list[list[int]]:
        made = batches(articles, tokenizer=TOKENIZER, pieces=512, seed=seed, repeat_nested=2)
        return [[len(example.window.pieces) for example in group] for group in made]

    assert sizes(1) == sizes(1)
    assert len({str(sizes(seed)) for seed in range(4)}) > 1


def test_a_shuffled_cut_loses_no_cue() -> None:
    sentence = "{{source{0}:Ann}} {{cue{0}:said}} {{content{0}:no}}. It rained all day, and the ford was closed.\n\n"
    whole = document("".join(sentence.format(number) for number in range(10)))
    article = article_of(whole, TOKENIZER)
    cut = examples_of(article, borders=borders_of(TOKENIZER), shuffle=random.Random(3))  # noqa: S311
    assert sum(len(example.heads) for example in cut) == len(whole.attributions)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "marked.jsonl"
    path.write_text("{}\n", encoding="utf-8")
    with pytest.raises(MarkedTextError, match="line 1"):
        articles_of([path], TOKENIZER)
