"""Read whole stories and write who says what in them, and what is told across them; with gold, score it.

    python bench/stories.py INPUT.jsonl --pred PRED.jsonl [--gold GOLD.jsonl] [--engine rules|model] [--scorer FILE]

Input lines are {id, outlet, published, title, text}, offsets go into that text. The prediction has a line
{"record": "article", id, attributions, junk, drift} for every article and a line {"record": "allegation", id, mentions,
origins, circular, channels, sides} for every allegation. The texts are as scrapers leave them: what `clean` cuts is the
junk, and is blanked before anything else is read, so that offsets stay.
"""

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from allegedly.attribute.taggers import NAMES
from allegedly.case import Case
from allegedly.records import Allegation, Attribution, Drift, Span
from pile import blanked, claims_of, documents_of, junk_of, pieces, read_pile, rows_of

SCORER = Path(__file__).resolve().parents[2] / "shared" / "bench" / "stories" / "score_stories.py"


def attribution_row(one: Attribution) -> dict[str, Any]:
    """Return an attribution in the scorer's format."""
    return {
        "id": one.id,
        "parent": one.parent,
        "source": pieces(one.source),
        "cue": pieces(one.cue),
        "content": pieces(one.content),
        "hedges": pieces(one.hedges),
        "kind": one.kind,
        "quotation": one.quotation,
        "firmness": one.firmness,
        "polarity": one.polarity,
        "source_kind": one.source_kind,
        "source_name": one.source_name,
    }


def articles(case: Case, junk: dict[str, list[Span]]) -> Iterator[dict[str, Any]]:
    """Yield the line of every article, in the order in which they were read."""
    found: dict[str, list[Attribution]] = defaultdict(list)
    for one in cast("Iterator[Attribution]", case.records("attributions")):
        found[one.document].append(one)
    drifts: dict[str, set[str]] = defaultdict(set)
    for drift in cast("Iterator[Drift]", case.records("drifts")):
        drifts[drift.document].add(drift.kind)
    for document in documents_of(case).values():
        given = document.given_id or ""
        yield {
            "record": "article",
            "id": given,
            "attributions": [attribution_row(one) for one in found[document.id]],
            "junk": pieces(tuple(junk[given])),
            "drift": [{"kind": kind} for kind in sorted(drifts[document.id])],
        }


def allegations(case: Case) -> Iterator[dict[str, Any]]:
    """Yield the line of every allegation; claims in headlines are mentions, too."""
    documents, claims = documents_of(case), claims_of(case)
    for one in cast("Iterator[Allegation]", case.records("allegations")):
        told = (claims[identity] for identity in one.claims)
        yield {
            "record": "allegation",
            "id": one.id,
            "mentions": [
                {"article": documents[claim.document].given_id, "spans": pieces(claim.content)} for claim in told
            ],
            "origins": [one.origins.lo, one.origins.hi],
            "circular": one.is_circular,
            "channels": one.channels,
            "sides": len(one.sides),
        }


def without_junk(rows: Iterable[dict[str, Any]], junk: dict[str, list[Span]]) -> Iterator[dict[str, Any]]:
    """Yield the input lines with blanks in the place of junk, and note in ``junk`` what that was."""
    for row in rows:
        junk[str(row["id"])] = junk_of(row["text"])
        yield {**row, "text": blanked(row["text"], junk[str(row["id"])])}


def main() -> None:
    """Read the arguments, write the predictions, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path)
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--engine", choices=NAMES)
    parser.add_argument("--scorer", type=Path, default=SCORER)
    options = parser.parse_args()
    junk: dict[str, list[Span]] = {}
    rows = without_junk(rows_of(options.input), junk)
    with read_pile(rows, engine=options.engine) as case, options.pred.open("w", encoding="utf-8") as out:
        for line in (*articles(case, junk), *allegations(case)):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    if options.gold:
        command = [sys.executable, str(options.scorer), "--gold", str(options.gold), "--pred", str(options.pred)]
        subprocess.run(command, check=True)  # noqa: S603  our own scorer


if __name__ == "__main__":
    main()
