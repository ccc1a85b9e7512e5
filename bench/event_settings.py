"""Code the sentences of tests/gold/event_settings.tsv as documents of their own, and print how each slot of their events comes out.

    python bench/event_settings.py [GOLD.tsv] --pred PRED.jsonl [--engine model|rules] [--errors]

All stages from the parse to the links run, so the figures hold their errors too. Predictions: {text, events: [{trigger, types,
auxiliary, by, to, at, on, count, with}]}. ``event`` counts triggers, ``type`` triggers with the right type; the slots are those
of events whose trigger was found. --errors prints each slot that differs.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "gold"))

from event_gold import GOLD, SLOTS, Figures, Sentence, Told, agreeing, coded, compare, paired, sentences

from allegedly.attribute.taggers import NAMES, load_tagger

MODES = ("negated", "future", "hypothetical", "historical", "reported", "alleged", "denied")


def row(sentence: Sentence, events: tuple[Told, ...]) -> str:
    """Return a prediction as a line of JSON."""
    found = [{"trigger": sorted(one.trigger), "types": sorted(one.types), **one.slots} for one in events]
    return json.dumps({"text": sentence.text, "events": found}, ensure_ascii=False)


def print_figures(figures: Figures) -> None:
    """Print precision, recall and F1 of every slot."""
    for name in ("event", "type", *SLOTS, *MODES):
        agree, found, marked = figures.agree[name], figures.coded[name], figures.marked[name]
        numbers = f"P {agree / max(1, found):.2f} R {agree / max(1, marked):.2f} F1 {figures.f1(name):.2f}"
        print(f"{name:13}{numbers} ({agree} agree, {found} coded, {marked} marked)")
    print(f"event-free sentences given an event: {figures.alarms} of {figures.free}")


def print_errors(sentence: Sentence, events: tuple[Told, ...]) -> None:
    """Print what differs in one sentence."""
    pairs = paired(sentence.told, events)
    taken = [other for _, other in pairs if other is not None]
    notes = [f"extra {sorted(one.trigger)} {sorted(one.types)}" for one in events if one not in taken]
    for one, other in pairs:
        if other is None:
            notes.append(f"missing {sorted(one.trigger)} {sorted(one.types)}")
            continue
        if not one.types & other.types:
            notes.append(f"type {sorted(one.types)} coded {sorted(other.types)}")
        for slot in SLOTS:
            gold, got = one.slots.get(slot, ()), other.slots[slot]
            if agreeing(slot, gold, got) < max(len(gold), len(got)):
                notes.append(f"{sorted(one.trigger)[0]} {slot}: marked {list(gold)} coded {list(got)}")
    if notes:
        print(sentence.text, *notes, sep="\n    ")


def main() -> None:
    """Read the arguments, code the sentences, write and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=GOLD)
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--engine", choices=NAMES)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    tagger = load_tagger(options.engine)
    done = [(sentence, coded(sentence, tagger)) for sentence in sentences(options.gold)]
    options.pred.write_text("".join(row(*one) + "\n" for one in done), encoding="utf-8")
    if options.errors:
        for one in done:
            print_errors(*one)
    print_figures(compare(done))


if __name__ == "__main__":
    main()
