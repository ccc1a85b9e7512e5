"""Find copies among texts and write the pairs; with gold, score them.

    python bench/copies.py INPUT.jsonl --pred PRED.jsonl [--gold PAIRS.jsonl] [--scorer score_copies.py]

Input lines are {id, text, title, outlet}; the prediction has a line {a, b, share} for every two texts of one cluster.
"""

import argparse
import json
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

from allegedly.dedupe import clusters, find_copies
from allegedly.records import Document
from allegedly.vocab import CopyKind

SCORER = Path(__file__).resolve().parents[2] / "shared" / "bench" / "copies" / "score_copies.py"


def document(row: dict[str, Any]) -> Document:
    """Make a document of one input line; its title is given apart and stays out of the text."""
    return Document(
        id=str(row["id"]),
        original_sha256="",
        path="",
        text=row["text"],
        title=row.get("title"),
        outlet=row.get("outlet"),
        published=row.get("published"),
    )


def main() -> None:
    """Read the arguments, find the copies, write the pairs and print counts and figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path)
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--scorer", type=Path, default=SCORER)
    options = parser.parse_args()
    with options.input.open(encoding="utf-8") as lines:
        documents = [document(json.loads(line)) for line in lines if line.strip()]
    copies = find_copies(documents)
    shares = {tuple(sorted((c.document, c.of))): max(c.containment, c.containment_of) for c in copies}
    groups = list(clusters(copies))
    with options.pred.open("w", encoding="utf-8") as out:
        for group in groups:
            for a, b in combinations(group.documents, 2):
                out.write(json.dumps({"a": a, "b": b, "share": shares.get((a, b))}) + "\n")
    kinds = {kind.value: sum(copy.kind is kind for copy in copies) for kind in CopyKind}
    print(json.dumps({"documents": len(documents), "edges": kinds, "clusters": len(groups)}))
    if options.gold:
        command = ["--docs", options.input, "--gold", options.gold, "--pred", options.pred]
        subprocess.run([sys.executable, options.scorer, *command], check=True)  # noqa: S603  our own scorer


if __name__ == "__main__":
    main()
