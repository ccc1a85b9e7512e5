"""Read a pile of articles and write its allegations, their origins and what drifted; with gold, score them.

    python bench/origins.py ARTICLES.jsonl --pred PRED.jsonl [--gold GOLD.jsonl] [--engine rules|model] [--scorer FILE]

Input lines are {id, outlet, published, title, text, url}; offsets go into that text. The prediction has a line a claim in
a body ("mention"), a line an allegation ("cluster") and a line a drift ("drift"). Besides the scorer's figures, precision,
recall and F1 of each kind of drift are printed, and the seconds that matching and weighing took.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from allegedly.case import Case
from allegedly.records import Allegation, Drift
from allegedly.vocab import Where
from drift_kinds import lines, score_kinds
from pile import claims_of, documents_of, read_pile, rows_of

SCORER = Path(__file__).resolve().parents[2] / "shared" / "bench" / "origins" / "score_origins.py"


def predictions(case: Case) -> Iterator[dict[str, Any]]:
    """Yield the lines of a case in the scorer's format; documents go by the ids that they were given."""
    documents, claims = documents_of(case), claims_of(case)
    for allegation in cast("Iterator[Allegation]", case.records("allegations")):
        lo, hi = allegation.origins.lo, allegation.origins.hi
        yield {
            "type": "cluster",
            "id": allegation.id,
            "origins": lo,
            "lo": lo,
            "hi": hi,
            "circular": allegation.is_circular,
        }
        for identity in allegation.claims:
            claim = claims[identity]
            if claim.where is Where.BODY:
                yield {
                    "type": "mention",
                    "doc": documents[claim.document].given_id,
                    "start": min(span.start for span in claim.content),
                    "end": max(span.end for span in claim.content),
                    "cluster": allegation.id,
                }
    for drift in cast("Iterator[Drift]", case.records("drifts")):
        yield {
            "type": "drift",
            "doc": documents[drift.document].given_id,
            "kind": drift.kind,
            "cluster": drift.allegation,
        }


def main() -> None:
    """Read the arguments, write the predictions, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path)
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--engine")
    parser.add_argument("--scorer", type=Path, default=SCORER)
    options = parser.parse_args()
    began = time.monotonic()
    with read_pile(rows_of(options.input), engine=options.engine) as case, options.pred.open("w") as out:
        print(f"read, matched and weighed in {time.monotonic() - began:.0f} s")
        out.writelines(json.dumps(line) + "\n" for line in predictions(case))
    if options.gold:
        command = [sys.executable, str(options.scorer), "--gold", str(options.gold), "--pred", str(options.pred)]
        subprocess.run(command, check=True)  # noqa: S603  our own scorer
        for kind, figures in score_kinds(lines(options.gold), lines(options.pred)).items():
            print(f"drift {kind:24} {figures}")


if __name__ == "__main__":
    main()
