"""Code the events of sentences and write them; with gold, print the scorer's figures.

    python bench/events.py INPUT.jsonl --pred PRED.jsonl [--given] [--gold GOLD.jsonl] [--half 0|1]

Input lines are {id, text, date}. With --given they hold the parties too, as "source" and "target" (a phrase, or a list
of {text}) or inside "events"; then one type is given for each pair. --half scores only one half of the gold, as
bench/train_events.py splits it. Predictions: {id, events: [{source: [{text, code}], target, event, cameo, mode, contexts}]}.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from allegedly.code_events import code_events
from allegedly.code_events.event import cameo_root_of
from allegedly.code_events.given import type_between
from allegedly.link.actors import actors
from allegedly.parse import parse
from allegedly.records import Document, Event, Parsed, Participant

SCORER = Path(__file__).resolve().parents[2] / "shared" / "bench" / "events" / "score_events.py"
Row = dict[str, Any]


def iso_date(date: str | None) -> str | None:
    """Return a date of eight digits in ISO 8601.

    >>> iso_date("20080804")
    '2008-08-04'
    """
    return f"{date[:4]}-{date[4:6]}-{date[6:]}" if date and len(date) == 8 and date.isdigit() else date


def side(parties: tuple[Participant, ...], text: str) -> list[Row]:
    """Return the parties of one side in the scorer's form."""
    return [{"text": p.span.of(text), "code": p.country or "---", "sector": p.sector, "id": p.link} for p in parties]


def predicted(event: Event, text: str) -> Row:
    """Return an event in the scorer's form."""
    return {
        "source": side(event.actors, text),
        "target": side(event.recipients, text),
        "event": event.event_type.value,
        "cameo": event.cameo_root,
        "mode": event.mode,
        "contexts": event.contexts,
        "auxiliary": event.auxiliary,
        "trigger": " ".join(span.of(text) for span in event.trigger),
        "counts": [{"counted": c.counted, "low": c.low, "high": c.high} for c in event.counts],
    }


def phrases(given: Any) -> list[Row]:
    """Return given parties as a list of {text}."""
    if isinstance(given, str):
        return [{"text": given}]
    return [one if isinstance(one, dict) else {"text": one} for one in given or []]


def pairs(row: Row) -> list[tuple[list[Row], list[Row]]]:
    """Return the pairs of parties that a line gives."""
    held = row.get("events") or [row]
    return [(phrases(one.get("source")), phrases(one.get("target"))) for one in held]


def between(parsed: Parsed, row: Row) -> list[Row]:
    """Return one event a given pair of parties."""
    found = []
    for source, target in pairs(row):
        texts = [(many[0].get("text") or "") if many else "" for many in (source, target)]
        event_type = type_between(parsed, *texts)
        if event_type is not None:
            cameo = cameo_root_of(event_type, None)
            found.append({"source": source, "target": target, "event": event_type.value, "cameo": cameo})
    return found


def main() -> None:
    """Read the arguments, code the events, write them and print figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path)
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--given", action="store_true")
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--scorer", type=Path, default=SCORER)
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.input.read_text(encoding="utf-8").splitlines() if line.strip()]
    parsing = coding = 0.0
    with options.pred.open("w", encoding="utf-8") as out:
        for row in rows:
            document = Document(
                id=str(row["id"]), original_sha256="", path="", text=row["text"], published=iso_date(row.get("date"))
            )
            begun = time.process_time()
            parsed = parse(document)
            parsing += time.process_time() - begun
            begun = time.process_time()
            events = between(parsed, row) if options.given else code_events(parsed)
            coding += time.process_time() - begun
            if not options.given:
                events = [predicted(event, row["text"]) for event in code_events(parsed, resolve=actors)]
            out.write(json.dumps({"id": row["id"], "events": events}, ensure_ascii=False) + "\n")
    print(f"parse {parsing:.1f} s, coding without linking {coding:.1f} s of CPU ({coding / max(parsing, 1e-9):.2f} x)")
    if options.gold:
        subprocess.run([sys.executable, options.scorer, options.gold, options.pred], check=True)  # noqa: S603  our own scorer


if __name__ == "__main__":
    main()
