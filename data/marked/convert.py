#!/usr/bin/env python3
"""Reads the marked articles strictly and writes them as JSON lines; needs nothing but Python.

    python data/marked/convert.py [--out gold.jsonl] [FOLDER...]

Without folders it reads all six. Offsets are code points, end-exclusive, into text = title, blank line, body without its
tags (residue is kept). ``\\[`` and ``\\]`` are brackets of the text itself. The exit status is 1 if any mark is wrong.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

FOLDERS = ("wire", "partisan", "local", "business", "analysis", "quotations")
LABELS = {
    "kind": ("speech", "belief", "intent", "evidence", "decree"),
    "quotation": ("direct", "indirect", "mixed"),
    "firmness": ("asserted", "alleged", "possible", "predicted", "denied"),
    "polarity": ("+", "-"),
    "source_kind": ("named", "unnamed", "outlet", "document", "impersonal"),
}
DRIFTS = ("headline_firmer", "headline_source_upgrade")
ROLES = {"s": "source", "c": "cue", "t": "content", "h": "hedges"}
FIELDS = ("id", "parent", "source", "cue", "content", "hedges", *LABELS, "source_name")

_HEAD = re.compile(
    r"^=== id: (?P<id>t\d-\d\d\d) \| outlet: (?P<outlet>.+?) \| published: (?P<published>\d{4}-\d\d-\d\d) \| title: (?P<title>.+)$"
)
_META = re.compile(
    r"^(?P<id>\d+): parent=(?P<parent>-|\d+) kind=(?P<kind>\w+) quotation=(?P<quotation>\w+) firmness=(?P<firmness>\w+) "
    r'polarity=(?P<polarity>[+-]) source_kind=(?P<source_kind>\w+) source="(?P<source_name>[^"]*)"$'
)
_TAG = re.compile(r"\[(?:([scth])(\d+)|(j))\|")

Pieces = list[list[int]]
Article = dict[str, Any]


class Mark(NamedTuple):
    """One tagged stretch: its role (``j`` is residue), the attribution's number, and where it stands."""

    role: str
    number: int
    start: int
    end: int


class MarkError(ValueError):
    """Marks that break the conventions; the message says where and how."""


def untag(marked: str, shift: int, where: str) -> tuple[str, list[Mark]]:
    """Return the plain text of ``marked`` and its marks, their offsets moved by ``shift``.

    >>> untag("[s1|Ann] [c1|said] [t1|no]", 0, "doctest")
    ('Ann said no', [Mark(role='s', number=1, start=0, end=3), Mark(role='c', number=1, start=4, end=8), Mark(role='t', number=1, start=9, end=11)])
    """
    text: list[str] = []
    marks: list[Mark] = []
    opened: list[tuple[str, int, int]] = []
    position = 0
    while position < len(marked):
        character = marked[position]
        if character == "\\" and marked[position + 1 : position + 2] in ("[", "]"):
            text.append(marked[position + 1])
            position += 2
            continue
        if character == "[":
            tag = _TAG.match(marked, position)
            if tag is None:
                raise MarkError(f"{where}: no tag at {marked[position : position + 30]!r}")
            opened.append((tag[1] or "j", int(tag[2] or 0), len(text)))
            position = tag.end()
            continue
        if character == "]":
            if not opened:
                raise MarkError(f"{where}: a ] without its [ before {marked[position : position + 30]!r}")
            role, number, start = opened.pop()
            marks.append(Mark(role, number, shift + start, shift + len(text)))
        else:
            text.append(character)
        position += 1
    if opened:
        raise MarkError(f"{where}: {opened[-1][0]}{opened[-1][1]} is never closed")
    return "".join(text), marks


def read_article(lines: list[str], where: str) -> Article:
    """Return one article from its lines, which begin with ``===`` and end with its labels below ``--- meta``.

    Raises:
        MarkError: if a header, a tag or a label is not as the README says.
    """
    head = _HEAD.match(lines[0])
    if head is None or "--- meta" not in lines:
        raise MarkError(f"{where}: no proper header, or no labels: {lines[0][:80]!r}")
    below = lines.index("--- meta")
    where = head["id"]
    title, title_marks = untag(head["title"], 0, where)
    body, body_marks = untag("\n".join(lines[1:below]).strip("\n"), len(title) + 2, where)
    labels = [line for line in lines[below + 1 :] if line.strip()]
    return {
        "id": where,
        "outlet": head["outlet"],
        "published": head["published"],
        "title": title,
        "text": f"{title}\n\n{body}",
        "junk": sorted([mark.start, mark.end] for mark in title_marks + body_marks if mark.role == "j"),
        "attributions": attributions(
            [line for line in labels if not line.startswith("drift: ")], title_marks + body_marks, where
        ),
        "drift": [
            {"kind": kind.strip(), "from": None}
            for line in labels
            if line.startswith("drift: ")
            for kind in line.removeprefix("drift: ").split(" | ")
        ],
    }


def attributions(labels: list[str], marks: list[Mark], where: str) -> list[Article]:
    """Return the attributions of one article: each label line with the spans of its number.

    Raises:
        MarkError: if a line cannot be read, a number is given twice, or a tag has no label line.
    """
    spans: dict[int, dict[str, Pieces]] = defaultdict(lambda: {field: [] for field in ROLES.values()})
    for mark in marks:
        if mark.role != "j":
            spans[mark.number][ROLES[mark.role]].append([mark.start, mark.end])
    found: dict[int, Article] = {}
    for line in labels:
        meta = _META.match(line)
        if meta is None or int(meta["id"]) in found:
            raise MarkError(f"{where}: label line unreadable or given twice: {line!r}")
        number = int(meta["id"])
        found[number] = {
            **{field: meta[field] for field in LABELS},
            "id": number,
            "parent": None if meta["parent"] == "-" else int(meta["parent"]),
            "source_name": None if meta["source_name"] in ("", "-") else meta["source_name"],
            **{field: sorted(pieces) for field, pieces in spans[number].items()},
        }
    if unlabelled := sorted(set(spans) - set(found)):
        raise MarkError(f"{where}: tags without a label line: {unlabelled}")
    return [{field: found[number][field] for field in FIELDS} for number in sorted(found)]


def lies_in(inner: Pieces, outer: Pieces) -> bool:
    """Say whether every piece of ``inner`` lies inside one of ``outer``."""
    return all(any(o[0] <= i[0] and i[1] <= o[1] for o in outer) for i in inner)


def overlap(one: Pieces, other: Pieces) -> bool:
    """Say whether any piece of ``one`` shares a character with one of ``other``."""
    return any(a[0] < b[1] and b[0] < a[1] for a in one for b in other)


def problems(article: Article) -> Iterator[str]:
    """Yield what breaks the conventions in an article that could be read."""
    by_id = {one["id"]: one for one in article["attributions"]}
    for one in by_id.values():
        for complaint in (*_label_problems(one), *_span_problems(one, article), *_nesting_problems(one, by_id)):
            yield f"{article['id']}, {one['id']}: {complaint}"
    for drift in article["drift"]:
        if drift["kind"] not in DRIFTS:
            yield f"{article['id']}: no such drift: {drift['kind']}"


def _label_problems(one: Article) -> Iterator[str]:
    for field, values in LABELS.items():
        if one[field] not in values:
            yield f"{field}={one[field]}"
    if (one["firmness"] == "denied") != (one["polarity"] == "-"):
        yield "denied and polarity - go together"
    if (one["source_kind"] == "impersonal") != (one["source_name"] is None):
        yield "impersonal and no source name go together"
    if not one["source"] and one["source_kind"] != "impersonal":
        yield "no source span"


def _span_problems(one: Article, article: Article) -> Iterator[str]:
    text, pieces = article["text"], [piece for field in ROLES.values() for piece in one[field]]
    body = len(article["title"]) + 2
    if not one["content"] or not (one["source"] or one["cue"]):
        yield "no content, or neither source nor cue"
    if any(not text[s:e] or text[s:e] != text[s:e].strip() for s, e in pieces):
        yield "a span is empty or has blanks at its edges"
    if any(text[s:e].endswith((",", ";", ":")) for s, e in one["source"]):
        yield "a source ends in punctuation"
    if len({s < body - 1 for s, _ in pieces}) > 1:
        yield "spans in title and body"
    if overlap(pieces, article["junk"]):
        yield "a span in residue"
    if overlap(one["cue"], one["content"]) or overlap(one["source"], one["content"]):
        yield "cue or source inside the own content"
    if not lies_in(one["hedges"], one["content"] + one["cue"] + one["source"]):
        yield "a hedge outside content, cue and source"


def _nesting_problems(one: Article, by_id: dict[int, Article]) -> Iterator[str]:
    above, number = [], one["parent"]
    while number is not None:
        if number in above or number not in by_id:
            yield f"parents go in a circle or are missing: {number}"
            return
        above.append(number)
        number = by_id[number]["parent"]
    if above and not lies_in(one["content"], by_id[above[0]]["content"]):
        yield f"content is not inside that of its parent {above[0]}"
    for other in by_id.values():
        held = other["id"] != one["id"] and lies_in(one["content"], other["content"])
        if held and other["id"] not in above and other["content"] != one["content"]:
            yield f"content lies inside that of {other['id']}, which is not above it"


def read_folder(folder: Path) -> Iterator[Article]:
    """Yield the articles of the files ``A*.txt`` of one folder, in order.

    Raises:
        MarkError: if a file cannot be read as marked text.
    """
    for path in sorted(folder.glob("A[0-9][0-9].txt")):
        lines: list[str] = []
        for line in [*path.read_text(encoding="utf-8").split("\n"), "=== end"]:
            if line.startswith("=== ") and lines:
                yield read_article(lines, path.name)
            if line.startswith("=== "):
                lines = [line]
            elif lines:
                lines.append(line)
            elif line.strip():
                raise MarkError(f"{path}: a line before the first article: {line!r}")


def depth(one: Article, by_id: dict[int, Article]) -> int:
    """Return how deep an attribution is nested; 1 is outermost."""
    return 1 if one["parent"] is None else 1 + depth(by_id[one["parent"]], by_id)


def counts(articles: list[Article]) -> dict[str, Counter[Any]]:
    """Return how often each label, depth and drift occurs."""
    every = [
        (one, {a["id"]: a for a in article["attributions"]}) for article in articles for one in article["attributions"]
    ]
    found: dict[str, Counter[Any]] = {field: Counter(one[field] for one, _ in every) for field in LABELS}
    found["depth"] = Counter(depth(one, by_id) for one, by_id in every)
    found["drift"] = Counter(drift["kind"] for article in articles for drift in article["drift"])
    return found


def main() -> int:
    """Read, check, write, and say what there is."""
    here = Path(__file__).parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--out", type=Path, default=here / "gold.jsonl")
    options = parser.parse_args()
    folders = options.folders or [here / name for name in FOLDERS]
    articles = [article for folder in folders for article in read_folder(folder)]
    complaints = [complaint for article in articles for complaint in problems(article)]
    with options.out.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    print(f"{len(articles)} articles, {sum(len(article['attributions']) for article in articles)} attributions")
    for field, values in counts(articles).items():
        print(f"{field:12}", ", ".join(f"{value} {number}" for value, number in values.most_common()))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
