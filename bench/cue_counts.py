"""Count how reliable every cue is, fit the weights of the rules' features, and write both as word lists.

    python bench/cue_counts.py --outermost TRAIN.jsonl --nested MARKED.jsonl [--out FOLDER]

Gold lines are {id, text, attributions: [{source, cue, content}]}. Of gold with outermost attributions only, candidates
inside a marked content are left out, as nobody judged them. A candidate holds if its source, cue and content each overlap
with one gold attribution by F1 0.5 in characters; half a long content will do, as quotations are carried to it later. The
weights are those of a logistic regression, each count taken without the candidate itself.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allegedly.attribute.rules.reliability import Counts, features, rates, with_known
from allegedly.attribute.rules.tagger import pages, to_frame
from allegedly.parse import parse
from allegedly.records import Document, Span, Spans

LEXICON = Path(__file__).resolve().parents[1] / "src" / "allegedly" / "lexicon"
# A feature seen less often than this in training is noise; a pair seen twice without holding says no more than its lemma.
RAREST_FEATURE, RAREST_PAIR = 20, 3
ROUNDS, RIDGE = 12, 1.0
Chars = set[int]


class Example(NamedTuple):
    """One candidate: its lemma, frame and features, and whether it holds (1) or not (0)."""

    lemma: str
    frame: str
    features: tuple[str, ...]
    holds: int


def overlap(a: Chars, b: Chars) -> float:
    """Return the F1 of two sets of characters; two empty ones agree."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def characters(spans: Spans) -> Chars:
    """Return the offsets that spans cover."""
    return {k for span in spans for k in range(span.start, span.end)}


def examples(path: Path, *, nested: bool) -> Iterator[Example]:
    """Yield every candidate of the texts of a gold file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = [
            tuple(characters(tuple(Span(*pair) for pair in a[role])) for role in ("source", "cue", "content"))
            for a in row["attributions"]
        ]
        judged_outside = set() if nested else set().union(*(content for _, _, content in gold))
        document = Document(id=str(row["id"]), original_sha256="", path="", text=row["text"])
        for page in pages(parse(document)):
            for candidate in page.candidates:
                frame = to_frame(page.tree, candidate)
                source, cue, content = map(characters, (frame.source, frame.cue, frame.content))
                if cue and content and not (judged_outside and cue <= judged_outside):
                    holds = any(_holds((source, cue, content), one) for one in gold)
                    yield Example(candidate.lemma, candidate.frame, tuple(features(page.tree, candidate)), int(holds))


def _holds(guess: tuple[Chars, ...], gold: tuple[Chars, ...]) -> bool:
    """Say whether a candidate is one gold attribution."""
    (source, cue, content), (gold_source, gold_cue, gold_content) = guess, gold
    part = len(content) > 40 and len(content & gold_content) > 0.85 * len(content)
    same_source = bool(source) == bool(gold_source) and overlap(source, gold_source) >= 0.5
    return same_source and overlap(cue, gold_cue) >= 0.5 and (part or overlap(content, gold_content) >= 0.5)


def count(found: Iterable[Example]) -> Counts:
    """Return (held, seen) by lemma and frame, "*" for any."""
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in found:
        for key in ((one.lemma, one.frame), (one.lemma, "*"), ("*", one.frame)):
            sums[key][0] += one.holds
            sums[key][1] += 1
    kept = {k: v for k, v in sums.items() if "*" in k or v[0] or v[1] >= RAREST_PAIR}
    return {k: (held, seen) for k, (held, seen) in kept.items() if k[0].strip() and not set("\t\n") & set(k[0])}


def fit(found: list[Example], counts: Counts) -> dict[str, float]:
    """Return the weight of every feature by Newton's method."""
    seen = Counter(name for one in found for name in one.features)
    measured = list(rates("", "", counts))
    names = [*sorted(n for n, k in seen.items() if k >= RAREST_FEATURE), *measured, "always"]
    place = {name: number for number, name in enumerate(names)}
    table: NDArray[np.float64] = np.zeros((len(found), len(names)))
    known = with_known(counts)
    for number, one in enumerate(found):
        present = [place[name] for name in one.features if name in place]
        table[number, present] = 1
        own = rates(one.lemma, one.frame, known, (one.holds, 1))
        table[number, -len(measured) - 1 : -1] = [own[name] for name in measured]
    table[:, -1] = 1
    ridge = np.full(len(names), RIDGE)
    ridge[-len(measured) - 1 :] = RIDGE / 100
    weights, holds = np.zeros(len(names)), np.array([one.holds for one in found])
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (likely - holds) + ridge * weights
        curve = (table.T * (likely * (1 - likely) + 1e-6)) @ table + np.diag(ridge)
        weights -= np.linalg.solve(curve, slope)
    return {name: float(weight) for name, weight in zip(names, weights, strict=True)}


def write(path: Path, comment: str, header: str, rows: Iterable[str]) -> None:
    """Write a word list."""
    path.write_text(
        "\n".join([*(f"# {line}" for line in comment.splitlines()), header, *rows]) + "\n", encoding="utf-8"
    )


def main() -> None:
    """Read the arguments, count, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--outermost", type=Path, required=True)
    parser.add_argument("--nested", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=LEXICON)
    options = parser.parse_args()
    found = [*examples(options.outermost, nested=False), *examples(options.nested, nested=True)]
    counts = count(found)
    weights = fit(found, counts)
    told = "How often a word in a frame was seen, and how often it attributed something and its source was found.\n"
    told += (
        "Our own counts over PolNeAR (train part) and our marked articles, by bench/cue_counts.py; * stands for any."
    )
    rows = [f"{lemma}\t{frame}\t{held}\t{seen}\tcounted" for (lemma, frame), (held, seen) in sorted(counts.items())]
    write(options.out / "cue_counts.tsv", told, "lemma\tframe\theld\tseen\tsource", rows)
    told = "Weights of a logistic regression over candidates, fitted on the texts of cue_counts.tsv by bench/cue_counts.py."
    rows = [f"{name}\t{weight:.3f}\tfitted" for name, weight in sorted(weights.items())]
    write(options.out / "cue_weights.tsv", told, "feature\tweight\tsource", rows)
    print(json.dumps({"candidates": len(found), "held": sum(one.holds for one in found), "counts": len(counts)}))


if __name__ == "__main__":
    main()
