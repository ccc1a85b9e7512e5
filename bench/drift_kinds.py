"""Precision, recall and F1 of drift by kind, which the scorer of the simulated corpora gives as recall alone.

    python bench/drift_kinds.py PRED.jsonl --gold GOLD.jsonl

Both files are those of `origins`: lines {"type": "drift", "doc", "kind"} count, every other line is passed over. A drift is
a document and a kind; which allegation it is of is left to the scorer, which matches clusters first.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Figures = dict[str, dict[str, float]]


def score_kinds(gold: Iterable[dict[str, Any]], pred: Iterable[dict[str, Any]]) -> Figures:
    """Return precision, recall, F1 and the numbers of gold and predicted drifts by kind, and for all kinds together."""
    wanted, found = _drifts(gold), _drifts(pred)
    kinds = sorted({kind for _, kind in wanted | found})
    figures = {
        kind: _figures({d for d in wanted if d[1] == kind}, {d for d in found if d[1] == kind}) for kind in kinds
    }
    return {**figures, "all": _figures(wanted, found)}


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSONL file."""
    with path.open(encoding="utf-8") as handle:
        return [json.loads(line) for line in handle if line.strip()]


def _drifts(rows: Iterable[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(row["doc"], row["kind"]) for row in rows if row.get("type") == "drift"}


def _figures(wanted: set[tuple[str, str]], found: set[tuple[str, str]]) -> dict[str, float]:
    hits = len(wanted & found)
    precision = hits / len(found) if found else 0.0
    recall = hits / len(wanted) if wanted else 0.0
    both = precision + recall
    return {
        "p": round(precision, 3),
        "r": round(recall, 3),
        "f1": round(2 * precision * recall / both, 3) if both else 0.0,
        "gold": len(wanted),
        "pred": len(found),
    }


def main() -> None:
    """Read the arguments and print the figures, a kind a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pred", type=Path)
    parser.add_argument("--gold", type=Path, required=True)
    options = parser.parse_args()
    for kind, figures in score_kinds(lines(options.gold), lines(options.pred)).items():
        print(f"{kind:24} {figures}")


if __name__ == "__main__":
    main()
