#!/usr/bin/env python3
"""Clean saved pages and score body, title, authors and date.

python bench/pages.py INPUT.jsonl --pred PRED.jsonl [--gold GOLD.jsonl] [--scorer score_html.py]

INPUT has {id, html, url} a line, html the path of the page beside INPUT (.gz is unpacked). PRED gets
{id, title, authors, date, text}.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
from pathlib import Path

from allegedly.clean import clean
from allegedly.records import Document, Item

SCORER = Path(__file__).parents[2] / "shared" / "bench" / "clean" / "score_html.py"


def read_prediction(identity: str, content: bytes) -> dict[str, object]:
    """Clean one page; return the scorer's row."""
    item = Item(original_sha256="", path=identity, part=None, media_type="text/html", content=content)
    document = clean(item)
    if not isinstance(document, Document):
        return {"id": identity, "title": None, "authors": [], "date": None, "text": ""}
    body = document.text[document.title_span.end :].strip() if document.title_span else document.text
    authors = [name for name in (document.byline or "").split("; ") if name]
    return {"id": identity, "title": document.title, "authors": authors, "date": document.published, "text": body}


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
            if not row.strip():
                continue
            values = json.loads(row)
            content = (options.input.parent / values["html"]).read_bytes()
            content = gzip.decompress(content) if values["html"].endswith(".gz") else content
            out.write(json.dumps(read_prediction(values["id"], content), ensure_ascii=False) + "\n")
    if options.gold:
        command = [sys.executable, str(options.scorer), "--gold", str(options.gold), "--pred", str(options.pred)]
        subprocess.run(command, check=True)  # noqa: S603  (our own scorer)


if __name__ == "__main__":
    main()
