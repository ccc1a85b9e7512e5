"""Say how firmly reports name the organisation behind an attack, and hold it against the MUC-4 keys, level by level.

    python bench/perpetrators.py MUC.jsonl --pred PRED.jsonl --case-from TEXTS.jsonl [--engine rules] [--most 150]

MUC lines are {id, text, templates: [{slots, confidence: [{level, names}]}]}; the texts are in capitals, so their words are
put in small letters where the texts of --case-from mostly write them so. Only documents with a level are read. For each
organisation of the keys the events of the document are sought that have it as an actor; the level comes from the claim
that tells of them: CLAIMED OR ADMITTED where the organisation itself is in the chain, POSSIBLE by the firmness, SUSPECTED OR
ACCUSED where it is alleged or denied or rests on another's word than the outlet's, else REPORTED AS FACT; the commonest among
the events, the less firm of two as common. Printed: how many organisations were found at all, and of those how many at the
right level. The keys give one level to what police or soldiers report, we always name them: some of what is wrong is that.
"""

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from allegedly.attribute import attribute, claims
from allegedly.attribute.taggers import load_tagger
from allegedly.code_events import code_events, resolved
from allegedly.link import link
from allegedly.parse import parse
from allegedly.records import Claim, Document, Event
from allegedly.vocab import Auxiliary, EventType, Firmness

Row = dict[str, Any]
LEVELS = ("REPORTED AS FACT", "CLAIMED OR ADMITTED", "SUSPECTED OR ACCUSED", "POSSIBLE")
ATTACKS = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.THREATEN})
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
# Words of organisations' names that say nothing of which one it is.
_COMMON = frozenset({"the", "of", "and", "a", "an", "for", "de", "la", "los"})


def small_letters(texts: list[str]) -> dict[str, bool]:
    """Return for each word whether it is mostly written in small letters."""
    small: Counter[str] = Counter()
    for text in texts:
        for word in _WORD.findall(text):
            small[word.lower()] += 1 if word.islower() else -1
    return {word: count > 0 for word, count in small.items()}


def sentence_case(text: str, small: dict[str, bool]) -> str:
    """Return a text in capitals as it would be printed: names with a capital, the rest in small letters."""
    text = re.sub(r"\n(?!\s*\n| {2,})", " ", text)

    def cased(match: re.Match[str]) -> str:
        word = match.group()
        before = text[: match.start()].rstrip()
        if text[max(0, match.start() - 1) : match.start()] == "[" and text[match.end() : match.end() + 1] == "]":
            return word
        lowered = word.lower()
        is_first = not before or before[-1] in '.!?"]'
        return lowered if small.get(lowered, False) and not is_first else word[0] + lowered[1:]

    return _WORD.sub(cased, text)


def merged(level: str) -> str | None:
    """Return the one of ``LEVELS`` that a key names first; None for those that name none.

    >>> merged("? SUSPECTED OR ACCUSED BY AUTHORITIES / POSSIBLE")
    'SUSPECTED OR ACCUSED'
    """
    text = level.strip("? (")
    return next((one for one in LEVELS if text.startswith(one)), None)


def words_of(name: str) -> set[str]:
    """Return the telling words of a name."""
    return {word.lower() for word in _WORD.findall(name)} - _COMMON


def is_named(names: list[str], words: str) -> bool:
    """Say whether some words name one of the names of an organisation: an acronym, or two telling words of it."""
    ours = words_of(words)
    return any(len(theirs & ours) >= min(2, len(theirs)) for theirs in map(words_of, names) if theirs)


def level_of(event: Event, claim: Claim | None, names: list[str]) -> str:
    """Return the level at which an event is told to be the work of an organisation."""
    chain = claim.chain[1:] if claim else ()
    if any(is_named(names, one.name or "") for one in chain):
        return "CLAIMED OR ADMITTED"
    if event.firmness in {Firmness.POSSIBLE, Firmness.PREDICTED}:
        return "POSSIBLE"
    is_accused = event.firmness in {Firmness.ALLEGED, Firmness.DENIED} or Auxiliary.REPORTED in event.auxiliary
    return "SUSPECTED OR ACCUSED" if is_accused else "REPORTED AS FACT"


def levels_in(row: Row, small: dict[str, bool], tagger: Any) -> list[Row]:
    """Return gold and found level of each organisation of a document."""
    text = sentence_case(row["text"], small)
    parsed = parse(Document(id=row["id"], original_sha256="", path="", text=text))
    attributions = attribute(parsed, tagger)
    told = claims(parsed, attributions)
    coded = code_events(parsed, told, attributions)
    events, told = resolved(parsed, coded, told, link(parsed, attributions, coded))
    by_id = {claim.id: claim for claim in told}
    found = []
    for names, level in organisations(row):
        ours = Counter(
            level_of(event, by_id.get(event.claim or ""), names)
            for event in events
            if event.event_type in ATTACKS and any(is_named(names, a.span.of(text)) for a in event.actors)
        )
        found.append({"names": names, "gold": level, "found": commonest(ours)})
    return found


def commonest(levels: Counter[str]) -> str | None:
    """Return the commonest level, of two as common the less firm; None if there is none."""
    return max(levels, key=lambda level: (levels[level], LEVELS.index(level))) if levels else None


def organisations(row: Row) -> list[tuple[list[str], str]]:
    """Return each organisation of a document with its level, once a level."""
    found = {}
    for template in row["templates"]:
        for one in template["confidence"]:
            level = merged(one["level"])
            if level is not None and one["names"]:
                found[tuple(sorted(one["names"])), level] = one["names"]
    return [(names, level) for (_, level), names in found.items()]


def report(pairs: list[Row]) -> None:
    """Print what was found of each level, and what it was taken for."""
    for level in LEVELS:
        ours = Counter(pair["found"] for pair in pairs if pair["gold"] == level)
        named = sum(count for found, count in ours.items() if found)
        spread = ", ".join(f"{found or 'not found'} {count}" for found, count in ours.most_common())
        share = ours[level] / named if named else 0.0
        print(f"{level:22} {sum(ours.values()):4} found {named:4} right of those {share:.2f}   ({spread})")
    met = [pair for pair in pairs if pair["found"]]
    right = sum(pair["found"] == pair["gold"] for pair in met)
    print(
        f"all: {len(pairs)}, found {len(met) / max(len(pairs), 1):.2f}, right of those {right / max(len(met), 1):.2f}"
    )


def main() -> None:
    """Read the arguments, read the documents, write and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path)
    parser.add_argument("--pred", type=Path, required=True)
    parser.add_argument("--case-from", type=Path, required=True)
    parser.add_argument("--engine")
    parser.add_argument("--most", type=int)
    options = parser.parse_args()
    lines = options.case_from.read_text(encoding="utf-8").splitlines()
    small = small_letters([json.loads(line)["text"] for line in lines])
    rows = [json.loads(line) for line in options.input.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if organisations(row)][: options.most]
    tagger = load_tagger(options.engine)
    pairs: list[Row] = []
    with options.pred.open("w", encoding="utf-8") as out:
        for row in rows:
            found = levels_in(row, small, tagger)
            out.write(json.dumps({"id": row["id"], "perpetrators": found}, ensure_ascii=False) + "\n")
            pairs += found
    report(pairs)


if __name__ == "__main__":
    main()
