"""Find attributions in texts and write them; with gold, score them.

    python bench/attribution.py INPUT.jsonl --pred PRED.jsonl [--gold GOLD.jsonl] [--engine rules|model|FOLDER] [--nested]

Input lines are {id, text}; the text is taken as clean. The prediction has a line {id, attributions: [{source, cue, content}]}
a document, offsets in code points. Only outermost attributions are written, as PolNeAR annotates no others; ``--nested``
writes all, with "id" and "parent", the id of the attribution whose content holds this one. With gold the figures are printed,
for whole spans and for spans cut at line breaks.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from allegedly.attribute import attribute
from allegedly.attribute.taggers import load_tagger
from allegedly.parse import parse
from allegedly.records import Attribution, Document, Spans

SCORER = Path(__file__).resolve().parents[2] / "shared" / "bench" / "attribution" / "score.py"


def reader(engine: str | None) -> Callable[[Document], Sequence[Attribution]]:
    """Return what finds the attributions of a document: the one place where the engine is chosen."""
    tagger = load_tagger(engine)
    return lambda document: attribute(parse(document), tagger)


def prediction(document: Document, found: Sequence[Attribution], *, nested: bool) -> dict[str, Any]:
    """Return one line of the prediction."""
    attributions = [
        {"source": offsets(a.source), "cue": offsets(a.cue), "content": offsets(a.content)}
        | ({"id": a.id, "parent": a.parent} if nested else {})
        for a in found
        if nested or a.parent is None
    ]
    return {"id": document.id, "attributions": attributions}


def offsets(spans: Spans) -> list[list[int]]:
    """Return spans as the scorer reads them."""
    return [[span.start, span.end] for span in spans]


def documents(lines: Iterable[str]) -> Iterable[Document]:
    """Yield a document for every line; nothing but its id and text is read."""
    for line in lines:
        if line.strip():
            row = json.loads(line)
            yield Document(id=str(row["id"]), original_sha256="", path="", text=row["text"])


def main() -> None:
    """Read the arguments, find the attributions, write them and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path)
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--engine", help="rules, model or the folder of a model; the best there is if left out")
    parser.add_argument("--nested", action="store_true")
    parser.add_argument("--scorer", type=Path, default=SCORER)
    options = parser.parse_args()
    read = reader(options.engine)
    with options.input.open(encoding="utf-8") as lines, options.pred.open("w", encoding="utf-8") as out:
        for document in documents(lines):
            out.write(json.dumps(prediction(document, read(document), nested=options.nested)) + "\n")
    if options.gold:
        for cut in ([], ["--lines"]):
            command = [options.gold, options.pred, "--outermost", *cut]
            print(f"\n{' '.join(['--outermost', *cut])}", flush=True)
            subprocess.run([sys.executable, options.scorer, *command], check=True)  # noqa: S603  our own scorer


if __name__ == "__main__":
    main()
