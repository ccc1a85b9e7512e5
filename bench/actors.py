"""Resolve actor phrases to country and PLOVER sector and write them; with gold, print how many are right.

    python bench/actors.py INPUT.jsonl --pred PRED.jsonl [--gold GOLD.jsonl]

Input lines are {id, text}: the phrase alone. Lines with "events" hold a sentence as text and actor phrases given in the
sources and targets of its events; then each phrase is resolved in its sentence. Predictions: {id, text, country, sector,
actor, name, score, reason}. Right means exact; a missing label and an empty one are the same. The two halves are split by
the SHA-256 of the phrase; only the first half's errors are printed, to write rules by.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from allegedly.link.actor_context import context_of
from allegedly.link.actors import actor

Row = dict[str, Any]


def phrases(row: Row) -> Iterator[tuple[str, str, Row]]:
    """Yield the id, the phrase and the gold (if any) of each actor of a line."""
    if "events" not in row:
        yield str(row["id"]), row["text"], row
        return
    for number, event in enumerate(row["events"]):
        for side in ("source", "target"):
            for place, mention in enumerate(event[side]):
                gold = {
                    "country": (mention.get("code") or "")[:3],
                    "sector": mention.get("sector"),
                    "given": bool(mention.get("code")),
                }
                yield f"{row['id']}/{number}/{side}/{place}", mention["text"], gold


def half(text: str) -> int:
    """Return the half, 0 or 1, that a phrase belongs to."""
    return hashlib.sha256(text.encode()).digest()[0] % 2


def same(one: str | None, other: str | None) -> bool:
    """Say whether two labels are the same, an absent one and an empty one alike."""
    return (one or "") == (other or "")


def show(name: str, rows: list[tuple[Row, Row]]) -> None:
    """Print the shares of countries, sectors and both right."""
    if rows:
        country = [same(p["country"], g.get("country")) for p, g in rows]
        sector = [same(p["sector"], g.get("sector")) for p, g in rows]
        both = [c and s for c, s in zip(country, sector, strict=True)]
        print(
            f"{name:10} {len(rows):5} country {sum(country) / len(rows):.3f} sector {sum(sector) / len(rows):.3f} both {sum(both) / len(rows):.3f}"
        )


def predictions(row: Row) -> Iterator[Row]:
    """Yield what is found for each phrase of a line."""
    context = context_of(row["text"], published=row.get("date")) if "events" in row else None
    for id_, text, _ in phrases(row):
        link = actor(text, context=context)
        yield {
            "id": id_,
            "text": text,
            "country": link.country,
            "sector": link.sector,
            "actor": link.id,
            "name": link.name,
            "score": link.linker_score,
            "reason": link.reason,
        }


def report(scored: list[tuple[Row, Row]], *, errors: bool) -> None:
    """Print the figures of all phrases, of each half and of each linker_score; with ``errors`` what the first half gets wrong."""
    for name, wanted in (("all", {0, 1}), ("half 0", {0}), ("half 1", {1})):
        show(name, [pair for pair in scored if half(pair[0]["text"]) in wanted])
    for score in sorted({found["score"] for found, _ in scored}):
        show(f"score {score}", [pair for pair in scored if pair[0]["score"] == score])
    for found, gold in scored if errors else ():
        right = same(found["country"], gold.get("country")) and same(found["sector"], gold.get("sector"))
        if not right and half(found["text"]) == 0:
            print(json.dumps({"gold": [gold.get("country"), gold.get("sector")], **found}, ensure_ascii=False))


def main() -> None:
    """Read the arguments, resolve the phrases, write them and print figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path)
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--errors", action="store_true", help="print what the first half gets wrong")
    options = parser.parse_args()
    gold = {}
    if options.gold:
        lines = options.gold.read_text(encoding="utf-8").splitlines()
        gold = {id_: labels for line in lines for id_, _, labels in phrases(json.loads(line))}
    scored: list[tuple[Row, Row]] = []
    with options.pred.open("w", encoding="utf-8") as out:
        for line in options.input.read_text(encoding="utf-8").splitlines():
            for found in predictions(json.loads(line)):
                out.write(json.dumps(found, ensure_ascii=False) + "\n")
                if gold.get(found["id"], {}).get("given", found["id"] in gold):
                    scored.append((found, gold[found["id"]]))
    report(scored, errors=options.errors)


if __name__ == "__main__":
    main()
