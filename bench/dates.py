"""Link the dates of texts and write them; with gold, score them.

    python bench/dates.py INPUT.jsonl --pred PRED.jsonl [--gold GOLD.jsonl] [--scorer score_dates.py]

Input lines are {id, text, published} (gold files of the same shape name it "dct"); the prediction has a line
{id, timex: [{start, end, type, value, interval, precision}]} each.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from allegedly.link.dates import DateLink, dates
from allegedly.parse import parse
from allegedly.records import Document

SCORER = Path(__file__).resolve().parents[2] / "shared" / "bench" / "dates" / "score_dates.py"


def predicted(link: DateLink) -> dict[str, Any]:
    """Return a link in the scorer's form."""
    return {
        "start": link.span.start,
        "end": link.span.end,
        "type": link.type,
        "value": link.value,
        "interval": [link.start, link.end],
        "precision": link.precision.value,
    }


def main() -> None:
    """Read the arguments, link the dates, write them and print figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path)
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--scorer", type=Path, default=SCORER)
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.input.read_text(encoding="utf-8").splitlines() if line.strip()]
    with options.pred.open("w", encoding="utf-8") as out:
        for row in rows:
            published = row.get("published") or row.get("dct")
            document = Document(id=str(row["id"]), original_sha256="", path="", text=row["text"], published=published)
            links = dates(parse(document))
            out.write(json.dumps({"id": row["id"], "timex": [predicted(link) for link in links]}) + "\n")
    if options.gold:
        for extra in ([], ["--absolute"]):
            command = [sys.executable, options.scorer, options.gold, options.pred, *extra]
            subprocess.run(command, check=True)  # noqa: S603  our own scorer


if __name__ == "__main__":
    main()
