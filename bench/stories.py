"""Read whole stories and write who says what in them; with gold, score it.

    python bench/stories.py INPUT.jsonl --pred PRED.jsonl [--gold GOLD.jsonl] [--engine rules|model] [--scorer FILE]

Input lines are {id, outlet, published, title, text}, offsets go into that text. The prediction has a line
{"record": "article", id, attributions, junk, drift} for every article. The texts are as scrapers leave them: what `clean`
cuts is the junk, and is blanked before anything else is read, so that offsets stay. Drift is for a stage of its own.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from allegedly.attribute import attribute
from allegedly.attribute.tagger import Tagger
from allegedly.attribute.taggers import NAMES, load_tagger
from allegedly.clean import clean
from allegedly.parse import parse
from allegedly.records import Attribution, Document, Item, Rejected, Span, Spans

# Cuts that become fields of the document.
METADATA = ("byline", "date line", "outlet line")

SCORER = Path(__file__).resolve().parents[2] / "shared" / "bench" / "stories" / "score_stories.py"


def junk_of(text: str) -> list[Span]:
    """Return what the clean stage cuts from a scraped text; lines that become metadata are no junk."""
    content = text.encode()
    cleaned = clean(Item(original_sha256="", path="", part=None, media_type="text/plain", content=content))
    if isinstance(cleaned, Rejected):
        return []
    return [Span(cut.start, cut.end) for cut in cleaned.removed if cut.reason not in METADATA]


def blanked(text: str, junk: Iterable[Span]) -> str:
    """Return the text with blanks in the place of its junk, so that every offset stays."""
    for span in junk:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def document(row: dict[str, Any], junk: Iterable[Span]) -> Document:
    """Make a document of one input line; its title stands first in the text if the text begins with it."""
    title: str = row.get("title") or ""
    heads = bool(title) and row["text"].startswith(title)
    return Document(
        id=str(row["id"]),
        original_sha256="",
        path="",
        title=title or None,
        title_span=Span(0, len(title)) if heads else None,
        outlet=row.get("outlet"),
        published=row.get("published"),
        text=blanked(row["text"], junk),
    )


def pieces(spans: Spans) -> list[list[int]]:
    """Return spans as the scorer reads them."""
    return [[span.start, span.end] for span in spans]


def row(article: Document, found: Iterable[Attribution], junk: Iterable[Span]) -> dict[str, Any]:
    """Return the line of one article in the scorer's format."""
    attributions = [
        {
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
        for one in found
    ]
    return {
        "record": "article",
        "id": article.id,
        "attributions": attributions,
        "junk": pieces(tuple(junk)),
        "drift": [],
    }


def read(path: Path, tagger: Tagger) -> Iterable[dict[str, Any]]:
    """Yield the line of every article of ``path``."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                given = json.loads(line)
                junk = junk_of(given["text"])
                article = document(given, junk)
                yield row(article, attribute(parse(article), tagger), junk)


def main() -> None:
    """Read the arguments, write the predictions, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path)
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--engine", choices=NAMES)
    parser.add_argument("--scorer", type=Path, default=SCORER)
    options = parser.parse_args()
    with options.pred.open("w", encoding="utf-8") as out:
        out.writelines(
            json.dumps(line, ensure_ascii=False) + "\n" for line in read(options.input, load_tagger(options.engine))
        )
    if options.gold:
        command = [sys.executable, str(options.scorer), "--gold", str(options.gold), "--pred", str(options.pred)]
        subprocess.run(command, check=True)  # noqa: S603  our own scorer


if __name__ == "__main__":
    main()
