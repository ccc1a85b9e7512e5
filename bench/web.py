"""Measure how long the reading room takes to answer, in a case made as large as asked by repeating what a case holds.

    python bench/web.py CASE [--claims 100000] [--rounds 15] [--pred FIGURES.json]

CASE is a case folder; it is copied, and its documents, claims and all that is derived from them are added again under
other ids until there are so many claims. ``allegedly serve`` then runs as a process of its own, and each page is asked for
``--rounds`` times over HTTP; printed are the median and the slowest time in milliseconds, and the processor time that the
server spent on one answer, which a busy machine does not change.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from allegedly.store import Batch, Store, Writer
from pile import renumbered

# Median, slowest, and the server's processor time for one answer (None where it is not measured), in milliseconds.
Figures = tuple[float, float, float | None]

_DERIVED = ("attributions", "claims", "copies", "events", "links")
_ACROSS = ("allegations", "drifts", "pairs")


def main() -> None:
    """Read the arguments, make the case, measure, print the figures and write them if asked to."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("case", type=Path)
    arguments.add_argument("--claims", type=int, default=100_000)
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--pred", type=Path)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="allegedly-bench-") as folder:
        case = Path(shutil.copytree(options.case, Path(folder) / "case"))
        held = enlarge(case, options.claims)
        figures = measure(case, options.rounds)
    print(", ".join(f"{count:,} {name}" for name, count in held.items()))
    for name, (median, slowest, own) in figures.items():
        work = "" if own is None else f"   of processor time {own:8.1f} ms"
        print(f"{name:<40} median {median:8.1f} ms   slowest {slowest:8.1f} ms{work}")
    if options.pred:
        options.pred.write_text(json.dumps({"held": held, "milliseconds": figures}, indent=1), encoding="utf-8")


def enlarge(case: Path, least: int) -> dict[str, int]:
    """Add everything in a case again under other ids until it has ``least`` claims; return how much it then holds."""
    with Store(case) as store:
        documents = list(store.documents())
        rows = {name: list(store.records(name)) for name in (*_DERIVED, *_ACROSS)}
    times = max(1, -(-least // max(1, len(rows["claims"]))))
    with Writer(case, operator="bench") as writer:
        for number in range(1, times):
            changed = renumbered(number)
            relations = {name: [changed(each) for each in rows[name]] for name in _DERIVED}
            writer.commit(Batch(documents=[changed(each) for each in documents], relations=relations))
        across = {
            name: [*rows[name], *(renumbered(number)(each) for number in range(1, times) for each in rows[name])]
            for name in _ACROSS
        }
        writer.replace_relations(across)
        writer.change_relations({}, weighed=writer.unweighed())
    held = {"documents": len(documents), **{name: len(each) for name, each in rows.items()}}
    return {name: times * count for name, count in held.items()}


def measure(case: Path, rounds: int) -> dict[str, Figures]:
    """Return what each page takes: the median and the slowest time, and the server's own work, in milliseconds."""
    command = [sys.executable, "-m", "allegedly", "serve", "--case", str(case), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603  our own program
        try:
            line = process.stderr.readline() if process.stderr else ""
            address = line.rpartition(" ")[2].strip().rstrip("/")
            started = time.perf_counter()
            _ask(f"{address}/api/case", 600)
            opening = 1000 * (time.perf_counter() - started)
            found = {name: _times(address + path, rounds, process.pid) for name, path in _pages(address).items()}
        finally:
            process.terminate()
    return {"first page (index is made)": (round(opening, 1), round(opening, 1), None), **found}


def _pages(address: str) -> dict[str, str]:
    claims = json.loads(_ask(f"{address}/api/claims?size=1"))
    last = claims["total"] // 50
    document = claims["rows"][0]["quote"]["document"]
    pages = {
        "claims": "/claims",
        "claims, last page": f"/claims?page={last}",
        "claims, newest first, in the middle": f"/claims?sort=newest&page={last // 2}",
        "claims, two words": "/claims?q=officials+said",
        "claims by source, firmness, period": "/claims?source=ministry&firmness=asserted&since=2000-01-01",
        "articles": "/documents",
        "articles, full text": "/documents?q=said+NOT+mines",
        "sources": "/sources",
        "outlets": "/outlets",
        "events": "/events",
        "review": "/review",
        "search": "/search?q=officials",
        "article": f"/documents/{document}",
        "allegations": "/allegations",
        "allegations, words, newest": "/allegations?q=of&sort=novelty",
        "allegations, last page": "/allegations?page=100000",
    }
    largest = json.loads(_ask(f"{address}/api/allegations?size=1"))["rows"]
    if largest:
        pages["card of the most told allegation"] = f"/allegations/{largest[0]['id']}"
    return pages


def _times(address: str, rounds: int, pid: int) -> Figures:
    taken = []
    worked = _worked(pid)
    for _ in range(rounds):
        started = time.perf_counter()
        _ask(address)
        taken.append(1000 * (time.perf_counter() - started))
    own = (_worked(pid) - worked) / rounds
    return round(statistics.median(taken), 1), round(max(taken), 1), round(own, 1)


def _worked(pid: int) -> float:
    """Return the milliseconds of processor time that a process has had: what other programs do at the time is not in it."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _ask(address: str, seconds: float = 60) -> bytes:
    with urllib.request.urlopen(address, timeout=seconds) as answer:  # noqa: S310  our own server
        content: bytes = answer.read()
    return content


if __name__ == "__main__":
    main()
