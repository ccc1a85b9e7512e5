"""`allegedly train` makes a model folder from marked text; without torch it says what to install."""

import importlib.util
import json
from pathlib import Path

import pytest
from marked import marked
from running import Run

HAS_TORCH = importlib.util.find_spec("torch") is not None
needs_torch = pytest.mark.skipif(not HAS_TORCH, reason="torch is not installed (the extra `train`)")

# The exporter of torch and the quantiser of onnxruntime warn of their own insides.
pytestmark = pytest.mark.filterwarnings("default")

SENTENCES = [
    "{source1:The mayor} {cue1:said} {content1:that {source2:officials} {cue2:denied} {content2:it fell}}.",
    "{cue1:According to} {source1:two officials}, {content1:nobody died}.",
]
WORDS = [
    "the",
    "mayor",
    "said",
    "that",
    "officials",
    "denied",
    "it",
    "fell",
    "according",
    "to",
    "two",
    "nobody",
    "died",
    ".",
    ",",
]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A file of marked text: one batch a pass, so that two passes are two steps."""
    lines = []
    for number, sentence in enumerate(SENTENCES):
        text = marked(sentence)
        attributions = [
            {role: [[span.start, span.end] for span in spans] for role, spans in roles.items()}
            | {"id": place, "parent": place - 1 if place else None, "kind": "speech"}
            for place, (_, roles) in enumerate(sorted(text.roles.items()))
        ]
        lines.append(json.dumps({"id": str(number), "text": text.text, "attributions": attributions}))
    path = tmp_path / "marked.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def encoder(tmp_path: Path) -> Path:
    """A folder with a tiny encoder of the BERT kind, its weights random."""
    import torch  # noqa: PLC0415  absent in most installations
    from safetensors.torch import save_file  # noqa: PLC0415

    folder = tmp_path / "encoder"
    folder.mkdir()
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    size, inner, layers = 16, 32, 2
    sizes = {"hidden_size": size, "intermediate_size": inner, "num_hidden_layers": layers, "num_attention_heads": 2}
    config = sizes | {"vocab_size": len(vocabulary), "max_position_embeddings": 256}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(vocabulary), size),
        "embeddings.position_embeddings.weight": (256, size),
        "embeddings.token_type_embeddings.weight": (2, size),
        "embeddings.LayerNorm.weight": (size,),
        "embeddings.LayerNorm.bias": (size,),
    }
    for number in range(layers):
        within = f"encoder.layer.{number}"
        linear = {f"attention.self.{part}": (size, size) for part in ("query", "key", "value")}
        linear |= {"attention.output.dense": (size, size), "intermediate.dense": (inner, size)}
        linear |= {"output.dense": (size, inner), "attention.output.LayerNorm": (size,), "output.LayerNorm": (size,)}
        for part, shape in linear.items():
            shapes |= {f"{within}.{part}.weight": shape, f"{within}.{part}.bias": shape[:1]}
    random = torch.Generator().manual_seed(5)
    save_file({name: torch.randn(s, generator=random) for name, s in shapes.items()}, folder / "model.safetensors")
    return folder


@pytest.mark.skipif(HAS_TORCH, reason="torch is installed here")
def test_without_torch_it_says_what_to_install(run: Run, texts: Path) -> None:
    done = run("train", texts, "-o", "made")
    assert done.returncode == 1
    [line] = done.stderr.strip().splitlines()
    assert line.startswith("allegedly: training needs ")
    assert line.endswith(": pip install 'allegedly[train]'")


@needs_torch
def test_a_folder_is_made_that_works_as_an_engine(run: Run, texts: Path, encoder: Path) -> None:
    done = run("train", texts, "-o", "made", "--encoder", encoder, "--passes", "2", "--dev", texts)
    assert done.returncode == 0, done.stderr
    scored = run("evaluate", texts, "--engine", "made")
    assert scored.returncode == 0, scored.stderr
    assert "full" in scored.stdout


@needs_torch
def test_the_same_seed_gives_the_same_weights_and_another_one_others(
    texts: Path, encoder: Path, tmp_path: Path
) -> None:
    import torch  # noqa: PLC0415

    from allegedly.train.fit import Plan, fit  # noqa: PLC0415

    weights = []
    for number, seed in enumerate((1, 1, 2)):
        last = fit([texts], out=tmp_path / str(number), encoder=encoder, plan=Plan(passes=2, seed=seed))
        weights.append(torch.load(last, weights_only=True))
    one, again, other = weights
    assert all(torch.equal(one[name], again[name]) for name in one)
    assert not all(torch.equal(one[name], other[name]) for name in one)


@needs_torch
def test_the_checkpoints_of_another_run_are_not_mixed_in(run: Run, texts: Path, encoder: Path) -> None:
    run("train", texts, "-o", "made", "--encoder", encoder, "--passes", "2")
    done = run("train", texts, "-o", "made", "--encoder", encoder, "--passes", "1")
    assert done.returncode == 1
    assert "holds the checkpoints of another run" in done.stderr


@needs_torch
def test_text_without_anything_to_learn_from_is_said(run: Run, encoder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    done = run("train", "empty.jsonl", "-o", "made", "--encoder", encoder)
    assert done.returncode == 1
    assert "too little marked text" in done.stderr


@needs_torch
def test_several_workers_say_so_in_one_line_too(run: Run, texts: Path, encoder: Path) -> None:
    done = run("train", texts, "-o", "made", "--encoder", encoder, "--workers", "2")
    assert done.returncode == 1
    assert "allegedly: too little marked text to train on: 1 batches for 2 workers" in done.stderr


@needs_torch
@pytest.mark.parametrize("part", ["config.json", "vocab.txt", "model.safetensors"])
def test_a_folder_that_is_no_encoder_is_said(run: Run, texts: Path, encoder: Path, part: str) -> None:
    (encoder / part).unlink()
    done = run("train", texts, "-o", "made", "--encoder", encoder)
    assert done.returncode == 1
    assert f"it lacks {part}" in done.stderr
