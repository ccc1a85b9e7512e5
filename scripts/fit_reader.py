"""Train the reader that says which passages tell the same: `src/allegedly/match/model/reader.onnx`.

    python data/retellings/convert.py --out RETELLINGS.jsonl
    allegedly read ARTICLES.jsonl --case CASE
    python scripts/fit_reader.py RETELLINGS.jsonl CASE [--out src/allegedly/match/model/reader.onnx]

ARTICLES.jsonl has the articles of RETELLINGS.jsonl, a line each. Needs the extra `train`. The encoder all-MiniLM-L6-v2 (Apache-2.0) reads whole articles, and a passage is the weighted mean of its
pieces, brought to 128 numbers. Passages of one claim are drawn together and all others of the story apart; the sentence in which
the list of claims states a claim is a passage of it, too, read as an article of its own, so that "the deaths" learns to point
where "four people were killed" does. The projection begins as the main components of the passages (which leaves out what is
common to all). Words keep the vectors that they had. Beside it, a second pair of projections learns which claims deny or rival one
another: it is not shipped, but trains the encoder. The weights are the mean of two runs (RUNS), trained further in passes in which
passages of different stories are pushed apart, too: LAST on the marked passages, OWN on the claims that the engine itself finds in
the articles (in CASE), since these are what it reads later. A pass over 1,191 stories takes some fifteen minutes on one core.
"""

import argparse
import json
import math
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from torch.nn import functional
from written import letters, overlapping, read_case
from written import read_stories as read_gold

from allegedly.attribute.neural.windows import load_tokenizer
from allegedly.match.reader import MOST_PIECES, SIZE, pieces_of
from allegedly.records import Span, Spans
from allegedly.train.fit import installed_encoder
from allegedly.train.network import Encoder, Network, load_encoder, part_of, read_shape

OUT = Path(__file__).resolve().parents[1] / "src" / "allegedly" / "match" / "model" / "reader.onnx"

BORDERS = 101, 102
# Pieces of a text that are read in training; few of the articles have more.
MOST_READ = 500
# Stories in a step; how much faster what is new learns than the encoder, after a warm-up of so much of all steps.
STORIES, NEW_RATE, WARM_UP = 3, 5.0, 0.06
# What telling apart all pairs counts for, finding each passage's like among all passages of the step, and denials and rivals.
PAIRS, LIKES, TIES = 3.0, 0.5, 1.0
# Stories whose passages give the main components.
COMPONENTS_OF = 30
# Lengths of texts encoded together may differ by so much, or are all below the least.
SPREAD, SHORT = 1.35, 40


class Run(NamedTuple):
    """One run: passes, the encoder's learning rate, the share of pieces hidden, what pairs across stories count for."""

    seed: int
    passes: int
    rate: float
    hidden: float
    across: float


RUNS = (Run(1, 4, 1e-4, 0.0, 0.0), Run(2, 3, 1e-4, 0.1, 0.0))
LAST = (Run(3, 1, 3e-5, 0.0, 2.0), Run(1, 1, 7e-5, 0.1, 2.0))
OWN = Run(5, 1, 7e-5, 0.1, 2.0)
MASK, FIRST_WORD = 103, 999


class Told(NamedTuple):
    """A passage of an article, by its spans, and the claims that it tells."""

    spans: Spans
    claims: frozenset[str]


class Passage(NamedTuple):
    """A passage: the number of its text in the story, the places of its pieces there, the claims that it tells."""

    text: int
    pieces: list[int]
    claims: frozenset[str]


class Story(NamedTuple):
    """A story ready for training: pieces of its texts, their passages, which pairs tell the same, which oppose one another."""

    texts: list[list[int]]
    passages: list[Passage]
    same: Tensor
    opposed: Tensor


class Learner(nn.Module):
    """The encoder and its projections."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        network = Network(read_shape(folder))
        load_encoder(network, folder)
        self.encoder: Encoder = network.encoder
        hidden = network.shape.hidden
        self.said = nn.Linear(hidden, SIZE)
        self.opposing, self.opposed = nn.Linear(hidden, SIZE // 2), nn.Linear(hidden, SIZE // 2)
        self.weight = nn.Linear(hidden, 1)
        nn.init.zeros_(self.weight.weight)
        nn.init.zeros_(self.weight.bias)
        self.scale = nn.Parameter(torch.tensor([8.0, 6.0]))
        self.shift = nn.Parameter(torch.tensor([-5.0, -5.0]))

    def encode(self, texts: Sequence[list[int]], hidden: float) -> list[Tensor]:
        """Return the vectors of the pieces of each text, some of them hidden; texts of like length go together."""
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        found: dict[int, Tensor] = {}
        while order:
            longest = max(SHORT, SPREAD * len(texts[order[0]]))
            group = [number for number in order if len(texts[number]) <= longest]
            order = order[len(group) :]
            rows = [torch.tensor(texts[number]) for number in group]
            pieces = nn.utils.rnn.pad_sequence(rows, batch_first=True)
            is_hidden = (torch.rand(pieces.shape) < hidden) & (pieces > FIRST_WORD)
            pieces = pieces.masked_fill(is_hidden, MASK)
            absent = nn.utils.rnn.pad_sequence(
                [torch.zeros(len(row)) for row in rows], batch_first=True, padding_value=-1e4
            )
            features = torch.zeros((4, *pieces.shape), dtype=torch.long)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
                vectors = self.encoder(pieces, features, absent[:, None, None, :]).float()
            found.update(zip(group, vectors, strict=True))
        return [found[number] for number in range(len(texts))]

    def pooled(self, stories: Sequence[Story], hidden: float = 0.0) -> Tensor:
        """Return the weighted mean of the pieces of each passage, (passages, hidden)."""
        vectors = self.encode([text for story in stories for text in story.texts], hidden)
        rows, first = [], 0
        for story in stories:
            rows += [vectors[first + passage.text][passage.pieces] for passage in story.passages]
            first += len(story.texts)
        held = nn.utils.rnn.pad_sequence(rows, batch_first=True)
        absent = nn.utils.rnn.pad_sequence(
            [torch.zeros(len(row)) for row in rows], batch_first=True, padding_value=-1e4
        )
        share = (self.weight(held).squeeze(-1) + absent).softmax(-1)
        return (held * share[..., None]).sum(1)

    def loss(self, stories: Sequence[Story], hidden: float, across: float) -> Tensor:
        """Return what is wrong with how the passages of some stories stand to one another."""
        pooled = self.pooled(stories, hidden)
        said, one, other = (
            functional.normalize(layer(pooled), dim=-1) for layer in (self.said, self.opposing, self.opposed)
        )
        likeness = self.scale[0] * (said @ said.T) + self.shift[0]
        crossed = one @ other.T
        opposition = self.scale[1] * (crossed + crossed.T) / 2 + self.shift[1]
        total, first = torch.zeros(()), 0
        same, is_across = torch.zeros_like(likeness), torch.ones_like(likeness, dtype=torch.bool)
        score = functional.binary_cross_entropy_with_logits
        for story in stories:
            own = slice(first, first := first + len(story.passages))
            apart = ~torch.eye(len(story.passages), dtype=torch.bool)
            is_across[own, own] = False
            total = total + PAIRS * score(likeness[own, own][apart], story.same[apart])
            total = total + TIES * score(opposition[own, own][apart], story.opposed[apart])
            same[own, own] = story.same
        total = total / len(stories) + LIKES * _missed(likeness, same)
        if across and is_across.any():
            total = total + across * score(likeness[is_across], torch.zeros(int(is_across.sum())))
        return total


def _missed(likeness: Tensor, same: Tensor) -> Tensor:
    """Return how little of each passage's likeness to all others falls to those that tell the same (InfoNCE)."""
    others = likeness.masked_fill(torch.eye(len(likeness), dtype=torch.bool), -1e4)
    told = others.masked_fill(same == 0, -1e4)
    return (torch.logsumexp(others, 1) - torch.logsumexp(told, 1))[same.sum(1) > 0].mean()


class Exported(nn.Module):
    """What is shipped: pieces of one text to what each says and how much it counts."""

    def __init__(self, learner: Learner) -> None:
        super().__init__()
        self.learner = learner

    def forward(self, pieces: Tensor) -> tuple[Tensor, Tensor]:
        """Return (pieces, SIZE) and (pieces)."""
        features = torch.zeros((4, *pieces.shape), dtype=torch.long)
        vectors = self.learner.encoder(pieces, features, torch.zeros(()))[0]
        return self.learner.said(vectors), self.learner.weight(vectors).squeeze(-1)


def read_stories(
    rows: Iterable[dict[str, Any]], folder: Path, own: Mapping[str, list[Told]] | None = None
) -> Iterator[Story]:
    """Yield stories of `data/retellings` with their marked passages, or with those that ``own`` has of each article."""
    tokenizer = load_tokenizer(part_of(folder, "vocab.txt"))
    for row in rows:
        held = [(one["text"], marked(one) if own is None else own[one["id"]]) for one in row["articles"]]
        held += [(one["text"], [Told((Span(0, len(one["text"])),), frozenset([one["id"]]))]) for one in row["claims"]]
        texts, passages = [], []
        for number, (text, told) in enumerate(held):
            encoding = tokenizer.encode(text, add_special_tokens=False)
            texts.append([BORDERS[0], *encoding.ids[:MOST_READ], BORDERS[1]])
            offsets = np.array(encoding.offsets[:MOST_READ], np.int64).reshape(-1, 2)
            for one in told:
                inside = pieces_of(offsets, one.spans)[:MOST_PIECES] + 1
                if len(inside):
                    passages.append(Passage(number, inside.tolist(), one.claims))
        opposed = {frozenset((c["id"], tie)) for c in row["claims"] for tie in (*c["denies"], *c["rivals"])}
        yield Story(texts, passages, *_pairs(passages, opposed))


def marked(article: dict[str, Any]) -> list[Told]:
    """Return the marked passages of an article."""
    return [Told((Span(mark["start"], mark["end"]),), frozenset(mark["claims"])) for mark in article["marks"]]


def own_passages(case: Path, stories: Path, rows: Iterable[dict[str, Any]]) -> dict[str, list[Told]]:
    """Return, by article, the claims that the engine found, with what they tell, and the marks that it did not find.

    A claim of which only a part is marked is left out: what it tells besides is not known.
    """
    pile = read_case(case)
    gold = read_gold(pile, stories)
    by_article = defaultdict(list)
    for key in pile.signatures:
        if key not in gold.doubtful:
            by_article[pile.documents[pile.claims[key].document].given_id].append(pile.claims[key])
    found = {}
    for article in (article for row in rows for article in row["articles"]):
        text, claims = article["text"], by_article[article["id"]]
        found[article["id"]] = [
            Told(claim.content, frozenset(key for _, key in gold.told.get(claim.id, ()))) for claim in claims
        ]
        found[article["id"]] += [
            one
            for one in marked(article)
            if not any(overlapping(claims, letters([(span.start, span.end) for span in one.spans], text), text))
        ]
    return found


def _pairs(passages: Sequence[Passage], opposed: set[frozenset[str]]) -> tuple[Tensor, Tensor]:
    """Return which pairs of passages tell the same, and which tell claims that oppose one another."""
    same, against = torch.zeros(2, len(passages), len(passages))
    for n, one in enumerate(passages):
        for m, other in enumerate(passages):
            same[n, m] = float(n != m and bool(one.claims & other.claims))
            against[n, m] = float(any(frozenset((a, b)) in opposed for a in one.claims for b in other.claims))
    return same, against


@torch.no_grad()
def begin(learner: Learner, stories: Sequence[Story]) -> None:
    """Set the projections to the main components of the passages of some stories."""
    learner.eval()
    pooled = torch.cat([learner.pooled([story]) for story in stories])
    middle = pooled.mean(0)
    _, _, components = torch.linalg.svd(pooled - middle, full_matrices=False)
    for layer in (learner.said, learner.opposing, learner.opposed):
        layer.weight.copy_(components[: layer.out_features])
        layer.bias.copy_(-(components[: layer.out_features] @ middle))
    learner.train()


def fit(learner: Learner, stories: list[Story], run: Run) -> None:
    """Train."""
    random.seed(run.seed)
    torch.manual_seed(run.seed)
    learner.train()
    learner.encoder.piece.weight.requires_grad = False
    old = [weight for weight in learner.encoder.parameters() if weight.requires_grad]
    known = {id(weight) for weight in learner.encoder.parameters()}
    new = [weight for weight in learner.parameters() if id(weight) not in known]
    groups: list[dict[str, Any]] = [{"params": old, "lr": run.rate, "weight_decay": 0.01}]
    groups.append({"params": new, "lr": run.rate * NEW_RATE})
    optimizer = torch.optim.AdamW(groups)
    steps = run.passes * math.ceil(len(stories) / STORIES)
    warm = WARM_UP * steps + 1
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / warm) * max(0.02, 1 - step / steps)
    )
    for number in range(run.passes):
        random.shuffle(stories)
        total = 0.0
        for first in range(0, len(stories), STORIES):
            loss = learner.loss(stories[first : first + STORIES], run.hidden, run.across)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learner.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        sys.stdout.write(f"pass {number + 1}: loss {total * STORIES / len(stories):.3f}\n")
        sys.stdout.flush()


def export(learner: Learner, out: Path) -> None:
    """Write the network in 8 bits, its last projections in 32."""
    learner.eval()
    with tempfile.TemporaryDirectory() as scratch:
        wide, prepared = Path(scratch) / "wide.onnx", Path(scratch) / "prepared.onnx"
        torch.onnx.export(
            Exported(learner),
            (torch.ones(1, 12, dtype=torch.long),),
            str(wide),
            input_names=["pieces"],
            output_names=["said", "weight"],
            dynamic_axes={"pieces": {1: "length"}, "said": {0: "length"}, "weight": {0: "length"}},
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(wide, prepared, skip_symbolic_shape=True)
        last = [node.name for node in onnx.load(prepared).graph.node if node.op_type in {"MatMul", "Gemm"}][-2:]
        quantize_dynamic(prepared, out, weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=last)


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path)
    parser.add_argument("case", type=Path, help="case into which the articles of the stories were read")
    parser.add_argument("--encoder", type=Path, default=None, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    folder = options.encoder or installed_encoder()
    rows = [json.loads(line) for line in options.stories.read_text(encoding="utf-8").splitlines()]
    stories = list(read_stories(rows, folder))
    first = stories[:: len(stories) // COMPONENTS_OF + 1]
    states = []
    for run in RUNS:
        learner = Learner(folder)
        begin(learner, first)
        fit(learner, stories, run)
        states.append(learner.state_dict())
    learner.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    for run in LAST:
        fit(learner, stories, run)
    fit(learner, list(read_stories(rows, folder, own_passages(options.case, options.stories, rows))), OWN)
    export(learner, options.out)
    sys.stdout.write(f"{options.out}: {options.out.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
