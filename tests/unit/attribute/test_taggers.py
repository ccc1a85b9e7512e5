"""Taggers are had by name or folder, and what is not there is said."""

from pathlib import Path

import pytest

from allegedly.attribute.joint.tagger import JointTagger
from allegedly.attribute.neural.tagger import MODEL_FOLDER
from allegedly.attribute.rules.tagger import RuleTagger
from allegedly.attribute.taggers import load_tagger
from allegedly.errors import ModelError
from allegedly.parse import parse
from allegedly.records import Document


def test_the_trained_model_is_the_default() -> None:
    assert isinstance(load_tagger(), JointTagger)
    assert isinstance(load_tagger("model"), JointTagger)


def test_the_rules_are_had_by_name() -> None:
    assert isinstance(load_tagger("rules"), RuleTagger)


def test_a_tagger_is_loaded_once() -> None:
    assert load_tagger("model") is load_tagger("model")


def test_a_folder_with_a_model_is_an_engine() -> None:
    assert load_tagger(str(MODEL_FOLDER)).name == "model"


@pytest.mark.parametrize("name", ["oracle", ""])
def test_an_unknown_name_is_said_with_those_that_there_are(name: str) -> None:
    with pytest.raises(ModelError, match="model, rules, or a folder"):
        load_tagger(name)


def test_a_folder_without_graphs_is_said_when_it_is_first_used(tmp_path: Path) -> None:
    for part in ("config.json", "vocab.txt"):
        (tmp_path / part).write_bytes((MODEL_FOLDER / part).read_bytes())
    tagger = load_tagger(str(tmp_path))
    with pytest.raises(ModelError, match="no model at"):
        tagger.frames(parse(Document(id="one", original_sha256="", path="", text="He left, she said.")))


@pytest.mark.parametrize("settings", ["{", "[]", '{"start": []}', "\xff"])
def test_settings_that_are_none_are_said_with_their_place(tmp_path: Path, settings: str) -> None:
    (tmp_path / "config.json").write_bytes(settings.encode("latin-1"))
    (tmp_path / "vocab.txt").write_text("[UNK]\n", encoding="utf-8")
    tagger = load_tagger(str(tmp_path))
    with pytest.raises(ModelError, match=r"config\.json"):
        tagger.frames(parse(Document(id="one", original_sha256="", path="", text="He left, she said.")))


def test_a_folder_without_a_vocabulary_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match=r"lacks vocab\.txt"):
        load_tagger(str(tmp_path)).frames(parse(Document(id="one", original_sha256="", path="", text="He left.")))
