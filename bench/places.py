"""Link the places of texts and write them; with gold, score them.

    python bench/places.py INPUT.jsonl --pred PRED.jsonl [--gold GOLD.jsonl] [--scorer score_places.py] [--set NAME]

Input lines are {id, text}; the prediction has a line {id, places: [{start, end, text, lat, lon, geonameid, role}]} each,
the likeliest reading of every link. Actors named by a place ("Washington said") are links too, with the role "actor".
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from allegedly.link.places import PlaceLink, places
from allegedly.parse import parse
from allegedly.records import Document

SCORER = Path(__file__).resolve().parents[2] / "shared" / "bench" / "places" / "score_places.py"


def predicted(link: PlaceLink, text: str) -> dict[str, Any]:
    """Return a link in the scorer's form."""
    best = link.candidates[0] if link.candidates else None
    return {
        "start": link.span.start,
        "end": link.span.end,
        "text": link.span.of(text),
        "lat": best.latitude if best else None,
        "lon": best.longitude if best else None,
        "geonameid": str(best.geonames_id) if best and best.geonames_id else None,
        "role": link.role.value,
    }


def main() -> None:
    """Read the arguments, link the places, write them and print figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path)
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--scorer", type=Path, default=SCORER)
    parser.add_argument("--set", help="score only this set of the gold")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.input.read_text(encoding="utf-8").splitlines() if line.strip()]
    with options.pred.open("w", encoding="utf-8") as out:
        for row in rows:
            document = Document(id=str(row["id"]), original_sha256="", path="", text=row["text"])
            links = places(parse(document))
            out.write(
                json.dumps({"id": row["id"], "places": [predicted(link, document.text) for link in links]}) + "\n"
            )
    if options.gold:
        chosen = ["--set", options.set] if options.set else []
        subprocess.run([sys.executable, options.scorer, options.gold, options.pred, *chosen], check=True)  # noqa: S603  our own scorer


if __name__ == "__main__":
    main()
