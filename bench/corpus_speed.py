"""Time matching and weighing on multiples of a case: its records again and again, in other towns and on other days.

    python bench/corpus_speed.py CASE [--times 3 10]

CASE is a case that has been read (`allegedly read articles.jsonl --case CASE`); it is copied, not changed. To the copy,
N - 1 further versions of its documents are added at once, each with names of places exchanged among one another and
dates shifted by up to 100 days, and then matched and weighed in one update. Prints one line of JSON for each size; seconds are of processor
time, so that a busy machine makes no difference, and memory is the highest of the whole run: give sizes from small to large.
"""

import argparse
import json
import random
import resource
import shutil
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import msgspec

from allegedly.corpus import update
from allegedly.records import Document, Record, Signature
from allegedly.store import Batch, Writer

RELATIONS = ("attributions", "claims", "events", "links", "signatures", "copies")
SHIFT = 100
# Digits of an id that stay; the rest is the number of the version.
KEPT_DIGITS = 12


def main() -> None:
    """Time each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", type=Path)
    parser.add_argument("--times", type=int, nargs="+", default=[3, 10])
    options = parser.parse_args()
    for times in options.times:
        with tempfile.TemporaryDirectory() as folder:
            case = Path(shutil.copytree(options.case, Path(folder) / "case"))
            with Writer(case) as writer:
                for number in range(1, times):
                    writer.commit(version(writer, number))
                print(json.dumps(timed(writer)))


def timed(writer: Writer) -> dict[str, float]:
    """Update a case and return what it took."""
    begun = time.process_time()
    updated = update(writer)
    return {
        "documents_before": sum(1 for _ in writer.documents()) - updated.documents,
        "documents_new": updated.documents,
        "pairs": updated.pairs,
        "allegations": updated.allegations,
        "seconds": round(time.process_time() - begun, 1),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def version(writer: Writer, number: int) -> Batch:
    """Return the documents of the case once more, elsewhere and at another time."""
    drawn = random.Random(number)  # noqa: S311  no secret
    days = drawn.randrange(-SHIFT, SHIFT)
    documents = [one for one in writer.documents() if _is_original(one.id)]
    records = {
        name: [one for one in writer.records(name) if _is_original(cast("Any", one).document)] for name in RELATIONS
    }
    towns = sorted(
        {word for one in records["signatures"] for site in cast("Signature", one).sites for word in site.name.split()}
    )
    others = towns.copy()
    drawn.shuffle(others)
    names = dict(zip(towns, others, strict=True))
    renamed = {
        name: [_moved(one, number, days, names if name == "signatures" else {}) for one in rows]
        for name, rows in records.items()
    }
    return Batch(documents=[cast("Document", _moved(one, number, days, {})) for one in documents], relations=renamed)


def _is_original(identity: str) -> bool:
    return identity[KEPT_DIGITS] != "~"


def _moved(record: Record, number: int, days: int, names: dict[str, str]) -> Record:
    """Return a record with other ids, days and places."""
    built = msgspec.to_builtins(record, builtin_types=(bytes,))
    return msgspec.convert(_walk(built, number, days, names), type(record))


def _walk(value: Any, number: int, days: int, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {
            key: _shifted(inner, days) if key in _DAYS else _walk(inner, number, days, names)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_walk(inner, number, days, names) for inner in value]
    if isinstance(value, str):
        if _is_id(value):
            return f"{value[:KEPT_DIGITS]}~{number:03x}"
        return " ".join(names.get(word, word) for word in value.split(" ")) if names else value
    return value


_DAYS = frozenset({"published", "start", "end"})
_ID_DIGITS = 16


def _is_id(value: str) -> bool:
    return len(value) == _ID_DIGITS and set(value) <= set("0123456789abcdef")


def _shifted(value: Any, days: int) -> Any:
    if not isinstance(value, str):
        return value
    return (date.fromisoformat(value[:10]) + timedelta(days=days)).isoformat() + value[10:]


if __name__ == "__main__":
    main()
