"""Fit the weights by which doubtful cues of the model are judged, and say what they are worth.

    python bench/doubt.py GOLD.jsonl [--folds 2]

Gold lines are {id, text, attributions: [{source, cue, content}]}, outermost attributions only. A cue below certainty that
lies in nobody's content is an example; it holds if its content agrees with a marked one by F1 0.5 over words. Printed are
the weights fitted on all examples, for `attribute/joint/doubt.py`, and how many of the likeliest hold, judged by weights fitted on
the other articles, against the same number by the model's probability alone.
"""

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from allegedly.attribute.joint.doubt import CERTAIN, signs
from allegedly.attribute.joint.tagger import SURE, SURE_WITH_RULES, lies_in, touches
from allegedly.attribute.neural.tagger import ModelTagger
from allegedly.attribute.reading import Reading
from allegedly.attribute.rules.tagger import RuleTagger
from allegedly.parse import parse
from allegedly.records import Document

Floats = NDArray[np.float64]
ROUNDS, RIDGE = 60, 1.0


class Example(NamedTuple):
    """One doubtful cue: its article, its signs, the model's probability, and whether it holds."""

    article: str
    signs: dict[str, float]
    probability: float
    holds: bool


def words(spans: list[tuple[int, int]], text: str) -> set[int]:
    """Return where the words and marks of spans begin."""
    return {start + found.start() for start, end in spans for found in re.finditer(r"\w+|[^\w\s]", text[start:end])}


def examples(row: dict[str, Any], model: ModelTagger, rules: RuleTagger) -> Iterator[Example]:
    """Yield the doubtful cues of one article."""
    text = row["text"]
    parsed = parse(Document(id=str(row["id"]), original_sha256="", path="", text=text))
    reading, chances, frames = Reading(parsed), rules.weigh(parsed).chances, model.frames(parsed)
    gold = [words([(s, e) for s, e in one["content"]], text) for one in row["attributions"]]
    sure = [frame for frame in frames if (frame.probability or 0) >= SURE]
    for frame in frames:
        others = [one for one in sure if one is not frame]
        if (frame.probability or 0) >= CERTAIN or any(lies_in(frame.cue, one.content) for one in others):
            continue
        beside = any(touches(frame.cue + frame.content, one) for one in others)
        held = words([(span.start, span.end) for span in frame.content], text)
        best = max((2 * len(held & one) / (len(held) + len(one)) for one in gold if held or one), default=0.0)
        found = {name: float(value) for name, value in signs(reading, frame, chances, is_beside=beside)}
        yield Example(str(row["id"]), found, frame.probability or 0.0, best >= SURE)


def fit(table: Floats, holds: Floats) -> Floats:
    """Return the weights of a ridge logistic regression, by Newton's method on columns of unit spread."""
    spread = np.maximum(table.std(axis=0), 1e-9)
    spread[0] = 1.0
    scaled, weights = table / spread, np.zeros(table.shape[1])
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (holds - likely) - RIDGE * weights
        bend = (scaled * (likely * (1 - likely))[:, None]).T @ scaled + RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(bend, slope)
    found: Floats = weights / spread
    return found


def main() -> None:
    """Read the arguments, collect the doubtful cues, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--folds", type=int, default=2)
    options = parser.parse_args()
    model, rules = ModelTagger(least=SURE_WITH_RULES), RuleTagger()
    with options.gold.open(encoding="utf-8") as lines:
        found = [one for line in lines if line.strip() for one in examples(json.loads(line), model, rules)]
    names = ["always", *sorted({name for one in found for name in one.signs} - {"always"})]
    table = np.array([[one.signs.get(name, float(name == "always")) for name in names] for one in found])
    holds = np.array([one.holds for one in found], dtype=np.float64)
    fold = np.array([crc32(one.article.encode()) % options.folds for one in found])
    scores = np.zeros(len(found))
    for number in range(options.folds):
        scores[fold == number] = table[fold == number] @ fit(table[fold != number], holds[fold != number])
    print(json.dumps(dict(zip(names, np.round(fit(table, holds), 3).tolist(), strict=True)), indent=2))
    probability = np.array([one.probability for one in found])
    for kept in range(100, len(found), 100):
        by_model, by_all = (int(holds[np.argsort(-by)[:kept]].sum()) for by in (probability, scores))
        print(f"of the likeliest {kept:5} hold: by the model {by_model:5}, by all signs {by_all:5}")


if __name__ == "__main__":
    main()
