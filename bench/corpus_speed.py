"""Time matching and weighing on multiples of a case: its records again and again, with other names and on other days.

    python bench/corpus_speed.py CASE [--times 1 10] [--keep FOLDER] [--late 100] [--judgements 6]

CASE is a case that has been read (`allegedly read articles.jsonl --case CASE`); it is copied, not changed. To the copy,
N - 1 further versions of its documents are added, each with most names and places its own, the others exchanged among one
another, and dates shifted by up to 100 days. For each size a process of its own then matches and weighs the whole pile at
once, adds ``--late`` documents more, and makes ``--judgements`` merges and splits, each with the update that it asks for.
Prints one line of JSON for each size; seconds are of processor time, so that a busy machine makes little difference, and
memory is the highest so far. ``--keep`` keeps the piles, and uses those that are there.
"""

import argparse
import json
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from allegedly.corpus import update
from allegedly.records import Allegation, Copy, Record, Signature
from allegedly.review.judgements import match_claims
from allegedly.store import Batch, Store, Writer
from pile import renumbered

RELATIONS = ("attributions", "claims", "events", "links", "signatures")
# Documents whose records are in memory at a time while a version is made.
AT_ONCE = 500
SHIFT = 100
# Share of the names that are a version's own: news of other countries shares some names with ours, and most words.
OWN_NAMES = 0.7
# A version that no pile has, for the documents that come late.
LATE = 4000
_DAYS = frozenset({"published", "start", "end"})
_DAY = re.compile(rb'"(published|start|end)":"(\d{4}-\d\d-\d\d)')


R = TypeVar("R", bound=Record)


def main() -> None:
    """Time each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", type=Path)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--late", type=int, default=100)
    parser.add_argument("--judgements", type=int, default=6)
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measured(options.case, options.late, options.judgements)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        for times in options.times:
            pile = (options.keep or Path(scratch)) / f"pile-{times}"
            if not pile.exists():
                enlarge(options.case, pile, times)
            case = shutil.copytree(pile, Path(scratch) / "case")
            asked = ["--late", str(options.late), "--judgements", str(options.judgements), "--measure"]
            subprocess.run([sys.executable, __file__, str(case), *asked], check=True)  # noqa: S603  ourselves
            shutil.rmtree(case)


def enlarge(case: Path, pile: Path, times: int) -> None:
    """Make a pile of a case and further versions of it, with nothing matched yet."""
    made = Path(shutil.copytree(case, pile.with_name(pile.name + ".unfinished")))
    with Writer(made) as writer:
        names = names_of(writer)
        writer.replace_relations({"pairs": (), "allegations": (), "drifts": ()})
        documents = [document.id for document in writer.documents()]
        writer.match_again(documents)
        parts = [documents[start : start + AT_ONCE] for start in range(0, len(documents), AT_ONCE)]
        copies = copies_of(writer, parts)
        for part, edges in zip(parts, copies, strict=True):
            held = read(case, part, edges)
            for number in range(1, times):
                writer.commit(version(held, number, names))
    made.rename(pile)


def names_of(store: Store) -> list[str]:
    """Return the words of the names that a case speaks of."""
    found: set[str] = set()
    for one in cast("Iterator[Signature]", store.records("signatures")):
        found.update(one.names, one.context, *(site.name.split() for site in one.sites))
    return sorted(found)


def copies_of(store: Store, parts: Sequence[Sequence[str]]) -> list[list[Copy]]:
    """Return for each part the copies between its documents and those of the parts before it."""
    home = {document: number for number, part in enumerate(parts) for document in part}
    found: list[list[Copy]] = [[] for _ in parts]
    for copy in cast("Iterator[Copy]", store.records("copies")):
        if copy.document in home and copy.of in home:
            found[max(home[copy.document], home[copy.of])].append(copy)
    return found


def measured(case: Path, late: int, judgements: int) -> dict[str, object]:
    """Match and weigh a pile, then some late documents, then judgements; return what each took."""
    with Writer(case) as writer:
        found: dict[str, object] = {}
        spent, updated = timed(lambda: update(writer))
        found |= {"documents": updated.documents, "pairs": updated.pairs, "allegations": updated.allegations}
        found |= {"all": spent}
        if late:
            ids = [document.id for document in writer.documents()][:late]
            writer.commit(version(read(case, ids, copies_of(writer, [ids])[0]), LATE, names_of(writer)))
            found["late"] = timed(lambda: update(writer))[0]
        found["judgements"] = [timed(judge)[0] for judge in _judgements(writer, judgements)]
        if judgements:
            found["judgement, median"] = statistics.median(
                one["seconds"] for one in cast("Sequence[dict[str, float]]", found["judgements"])
            )
        return found


def timed(work: Callable[[], Any]) -> tuple[dict[str, float], Any]:
    """Return what work took (seconds of processor time, seconds, megabytes at most so far), and what it gave."""
    begun, since = time.process_time(), time.perf_counter()
    given = work()
    return {
        "seconds": round(time.process_time() - begun, 2),
        "elapsed": round(time.perf_counter() - since, 2),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }, given


def _judgements(writer: Writer, number: int) -> Iterator[Callable[[], object]]:
    """Yield judgements with their updates: two claims of two allegations are one, two of one allegation are two."""
    drawn = random.Random(0)  # noqa: S311  no secret
    held = sorted((one.id, one.claims) for one in cast("Iterator[Allegation]", writer.records("allegations")))
    large = [claims for _, claims in held if len(claims) > 1]
    for place in range(number):
        one, other = drawn.sample(large, 2)
        claims = (one[0], one[1]) if place % 2 else (one[0], other[0])

        def judge(claims: tuple[str, str] = claims, is_same: bool = place % 2 == 0) -> None:
            match_claims(writer, *claims, is_same=is_same)
            update(writer)

        yield judge


def read(case: Path, documents: Sequence[str], copies: Sequence[Copy]) -> Batch:
    """Return some documents of a case with all that was found in them, and the copies given."""
    with Store(case) as store:
        relations = {name: list(store.records(name, documents=documents)) for name in RELATIONS}
        return Batch(documents=list(store.documents(documents)), relations={**relations, "copies": copies})


def version(held: Batch, number: int, names: Sequence[str]) -> Batch:
    """Return documents once more, elsewhere and at another time."""
    drawn = random.Random(number)  # noqa: S311  no secret
    days = drawn.randrange(-SHIFT, SHIFT)
    others = list(names)
    drawn.shuffle(others)
    renamed = {
        name: f"{name}q{number}" if drawn.random() < OWN_NAMES else other
        for name, other in zip(names, others, strict=True)
    }
    anew = renumbered(number)
    relations = {
        name: [_renamed(anew(one), days, renamed) if name == "signatures" else _moved(anew(one), days) for one in rows]
        for name, rows in held.relations.items()
    }
    return Batch(documents=[_moved(anew(one), days) for one in held.documents], relations=relations)


def _moved(record: R, days: int) -> R:
    """Return a record with other days."""
    said = msgspec.json.encode(record)
    made = _DAY.sub(lambda found: b'"%s":"%s' % (found[1], _later(found[2].decode(), days).encode()), said)
    return record if made == said else msgspec.json.decode(made, type=type(record))


def _renamed(record: R, days: int, names: Mapping[str, str]) -> R:
    """Return a record with other days and names."""
    built = msgspec.to_builtins(record, builtin_types=(bytes,))
    return msgspec.convert(_walk(built, days, names), type(record))


def _walk(value: Any, days: int, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {
            key: _shifted(inner, days) if key in _DAYS else _walk(inner, days, names) for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_walk(inner, days, names) for inner in value]
    if isinstance(value, str):
        return " ".join(names.get(word, word) for word in value.split(" "))
    return value


def _shifted(value: Any, days: int) -> Any:
    return _later(value[:10], days) + value[10:] if isinstance(value, str) else value


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


if __name__ == "__main__":
    main()
