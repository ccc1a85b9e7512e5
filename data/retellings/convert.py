#!/usr/bin/env python3
"""Reads the retellings strictly and writes them as JSON lines; needs nothing but Python.

    python data/retellings/convert.py [--out FILE] [STORIES.txt...]

Form and conventions are in the README here. The exit status is 1 if anything is wrong.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ARTICLES, CLAIMS, WORDS = (3, 6), (4, 14), (45, 260)

_STORY = re.compile(r"^\*\*\* (?P<id>[A-Z]\d{2,3}) \| (?P<title>.+)$")
_CLAIM = re.compile(r"^(?P<id>k\d+) (?P<text>[^|]+?)(?P<ties>(?: \| (?:denies|rival) k\d+)*)$")
_TIE = re.compile(r"\| (denies|rival) (k\d+)")
_HEAD = re.compile(r"^=== (?P<outlet>.+?) \| (?P<published>\d{4}-\d\d-\d\d) \| (?P<title>.+)$")
_MARK = re.compile(r"\[(?P<ids>-|k\d+(?:,k\d+)*)\|(?P<text>[^\[\]]*)\]")

Record = dict[str, Any]


class RetellingError(ValueError):
    """A story that breaks the conventions; the message says which and how."""


def stories(text: str) -> Iterator[Record]:
    """Yield the stories of a file in the form that the README gives.

    Raises:
        RetellingError: if a line has no place in that form, or a mark is broken.
    """
    for block in re.split(r"(?m)^(?=\*\*\* )", text):
        if block.strip():
            yield _story(block.strip().split("\n"))


def _story(lines: Sequence[str]) -> Record:
    head = _STORY.match(lines[0])
    if not head:
        raise RetellingError(f"no story begins like this: {lines[0][:80]}")
    claims: list[Record] = []
    position = 1
    while position < len(lines) and not lines[position].startswith("==="):
        line = lines[position].strip()
        position += 1
        if not line:
            continue
        claim = _CLAIM.match(line)
        if not claim:
            raise RetellingError(f"{head['id']}: not a claim: {line[:80]}")
        ties = _TIE.findall(claim["ties"])
        claims.append({
            "id": claim["id"], "text": claim["text"].strip(),
            "denies": [other for tie, other in ties if tie == "denies"],
            "rivals": [other for tie, other in ties if tie == "rival"],
        })  # fmt: skip
    blocks = re.split(r"(?m)^(?==== )", "\n".join(lines[position:]))
    articles = [
        _article(block, f"{head['id']}{'abcdefgh'[n]}") for n, block in enumerate(b for b in blocks if b.strip())
    ]
    return {"story": head["id"], "title": head["title"], "claims": claims, "articles": articles}


def _article(block: str, name: str) -> Record:
    first, _, body = block.strip().partition("\n")
    head = _HEAD.match(first)
    if not head:
        raise RetellingError(f"{name}: not the head of an article: {first[:80]}")
    text: list[str] = []
    marks: list[Record] = []
    length = position = 0
    marked = f"{head['title']}\n{body.strip()}"
    for mark in _MARK.finditer(marked):
        before = marked[position : mark.start()]
        text += before, mark["text"]
        start = length + len(before)
        length = start + len(mark["text"])
        marks.append({"start": start, "end": length, "claims": [] if mark["ids"] == "-" else mark["ids"].split(",")})
        position = mark.end()
    text.append(marked[position:])
    plain = "".join(text)
    if left := re.search(r"[\[\]]", plain):
        raise RetellingError(f"{name}: a mark is broken near “{plain[max(0, left.start() - 30) : left.start() + 30]}”")
    title = plain.partition("\n")[0]
    return {
        "id": name,
        "outlet": head["outlet"],
        "published": head["published"],
        "title": title,
        "text": plain,
        "marks": marks,
    }


def problems(story: Record) -> Iterator[str]:
    """Yield what is wrong with a story, in words."""
    for article in story["articles"]:
        yield from _article_problems(article)
    for what, number, (least, most) in (
        ("articles", len(story["articles"]), ARTICLES),
        ("claims", len(story["claims"]), CLAIMS),
    ):
        if not least <= number <= most:
            yield f"{story['story']}: {number} {what}, not {least} to {most}"
    yield from _claim_problems(story)


def _article_problems(article: Record) -> Iterator[str]:
    words = len(article["text"].split())
    if not WORDS[0] <= words <= WORDS[1]:
        yield f"{article['id']}: {words} words, not {WORDS[0]} to {WORDS[1]}"
    if any(mark["end"] - mark["start"] < 2 for mark in article["marks"]):
        yield f"{article['id']}: an empty mark"
    try:
        date.fromisoformat(article["published"])
    except ValueError:
        yield f"{article['id']}: no such day: {article['published']}"


def _claim_problems(story: Record) -> Iterator[str]:
    name, ids = story["story"], [claim["id"] for claim in story["claims"]]
    places: defaultdict[str, set[str]] = defaultdict(set)
    for article in story["articles"]:
        for mark in article["marks"]:
            for claim in mark["claims"]:
                places[claim].add(article["id"])
    if len(set(ids)) < len(ids):
        yield f"{name}: two claims have one id"
    for claim in sorted(places.keys() - set(ids)):
        yield f"{name}: {claim} is marked but not listed"
    for record in story["claims"]:
        ties = (*record["denies"], *record["rivals"])
        if record["id"] not in places:
            yield f"{name}: {record['id']} is listed but not marked"
        elif len(places[record["id"]]) < 2 and not ties:
            yield f"{name}: {record['id']} is told by one article only"
        for other in ties:
            if other not in ids or other == record["id"]:
                yield f"{name}: {record['id']} has a tie to {other}, which is not there"


def main() -> int:
    """Check the stories, and write them where all is well."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    found: list[Record] = []
    wrong: list[str] = []
    for path in options.files or sorted(HERE.glob("*.txt")):
        try:
            read = list(stories(path.read_text(encoding="utf-8")))
        except RetellingError as error:
            wrong.append(f"{path.name}: {error}")
            continue
        found += read
        wrong += [f"{path.name}: {problem}" for story in read for problem in problems(story)]
    twice = [name for name, times in Counter(story["story"] for story in found).items() if times > 1]
    wrong += [f"{name}: two stories have this id" for name in twice]
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    marks = [mark for story in found for article in story["articles"] for mark in article["marks"]]
    told = sum(bool(mark["claims"]) for mark in marks)
    sys.stdout.write(
        f"{len(found)} stories, {sum(len(story['articles']) for story in found)} articles, "
        f"{sum(len(story['claims']) for story in found)} claims, {told} mentions of them, {len(marks) - told} other claims\n"
    )
    if options.out and not wrong:
        options.out.write_text(
            "".join(json.dumps(story, ensure_ascii=False) + "\n" for story in found), encoding="utf-8"
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
