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
from typing import Any, NamedTuple, TypeVar, cast

import msgspec

from allegedly.corpus import update
from allegedly.records import Document, Record, Signature
from allegedly.store import Batch, Writer
from pile import renumbered

RELATIONS = ("attributions", "claims", "events", "links", "signatures", "copies")
SHIFT = 100
_DAYS = frozenset({"published", "start", "end"})


R = TypeVar("R", bound=Record)


class Held(NamedTuple):
    """What a case holds, and the words of the names of its places."""

    documents: list[Document]
    records: dict[str, list[Record]]
    towns: list[str]


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
                held = read(writer)
                for number in range(1, times):
                    writer.commit(version(held, number))
                print(json.dumps({"documents_before": len(held.documents), **timed(writer)}))


def read(writer: Writer) -> Held:
    """Read what a case holds."""
    records = {name: list(writer.records(name)) for name in RELATIONS}
    sites = (site for one in records["signatures"] for site in cast("Signature", one).sites)
    return Held(list(writer.documents()), records, sorted({word for site in sites for word in site.name.split()}))


def timed(writer: Writer) -> dict[str, float]:
    """Update a case and return what it took."""
    begun = time.process_time()
    updated = update(writer)
    return {
        "documents_new": updated.documents,
        "pairs": updated.pairs,
        "allegations": updated.allegations,
        "seconds": round(time.process_time() - begun, 1),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def version(held: Held, number: int) -> Batch:
    """Return the documents of the case once more, elsewhere and at another time."""
    drawn = random.Random(number)  # noqa: S311  no secret
    days = drawn.randrange(-SHIFT, SHIFT)
    others = held.towns.copy()
    drawn.shuffle(others)
    names = dict(zip(held.towns, others, strict=True))
    anew = renumbered(number)
    relations = {
        name: [_moved(anew(one), days, names if name == "signatures" else {}) for one in rows]
        for name, rows in held.records.items()
    }
    return Batch(documents=[_moved(anew(one), days, {}) for one in held.documents], relations=relations)


def _moved(record: R, days: int, names: dict[str, str]) -> R:
    """Return a record with other days and places."""
    built = msgspec.to_builtins(record, builtin_types=(bytes,))
    return msgspec.convert(_walk(built, days, names), type(record))


def _walk(value: Any, days: int, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {
            key: _shifted(inner, days) if key in _DAYS else _walk(inner, days, names) for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_walk(inner, days, names) for inner in value]
    if isinstance(value, str) and names:
        return " ".join(names.get(word, word) for word in value.split(" "))
    return value


def _shifted(value: Any, days: int) -> Any:
    if not isinstance(value, str):
        return value
    return (date.fromisoformat(value[:10]) + timedelta(days=days)).isoformat() + value[10:]


if __name__ == "__main__":
    main()
