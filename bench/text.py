#!/usr/bin/env python3
"""Clean scraped texts and score what was kept.

python bench/text.py INPUT.jsonl --pred PRED.jsonl [--gold GOLD.jsonl] [--scorer score_clean.py]

INPUT has {id, text} a line; lang and other keys are not read. PRED gets {id, keep: [[start, end], ...]}, spans of the
input text that stay: those of the clean text, and of byline, date and outlet lines, which become fields.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from allegedly.clean import clean
from allegedly.records import Document, Item

SCORER = Path(__file__).parents[2] / "shared" / "bench" / "clean" / "score_clean.py"
METADATA = ("byline", "date line", "outlet line")


def kept_spans(text: str) -> list[list[int]]:
    """Clean one text as a scraped file; return the spans of it that stay."""
    item = Item(
        original_sha256="", path="", part=None, media_type="text/plain", content=text.encode("utf-8", "replace")
    )
    document = clean(item)
    if not isinstance(document, Document):
        return []
    kept = [[run.original_start, run.original_start + run.length] for run in document.alignment]
    kept += [[piece.start, piece.end] for piece in document.removed if piece.reason in METADATA]
    shift = 1 if text.startswith("\ufeff") else 0  # decoding takes a byte order mark off
    return sorted([start + shift, end + shift] for start, end in kept)


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path)
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--scorer", type=Path, default=SCORER)
    options = parser.parse_args()
    with options.input.open(encoding="utf-8") as rows, options.pred.open("w", encoding="utf-8") as out:
        for row in rows:
            if row.strip():
                values = json.loads(row)
                out.write(json.dumps({"id": values["id"], "keep": kept_spans(values["text"])}) + "\n")
    if options.gold:
        command = [sys.executable, str(options.scorer), "--gold", str(options.gold), "--pred", str(options.pred)]
        subprocess.run(command, check=True)  # noqa: S603  (our own scorer)


if __name__ == "__main__":
    main()
