#!/usr/bin/env python3
"""Reads the written stories strictly and writes them as JSON lines; needs nothing but Python.

    python data/stories/convert.py [--out FOLDER] [STORY.txt...]

Writes articles.jsonl (what a system reads) and gold.jsonl (a line an article, then a line a story). Marks, labels and
offsets are those of `data/marked`; what stories have besides is in the README here. The exit status is 1 if anything is
wrong.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))  # marks.py lies beside the folders that it serves

from marks import (
    HEADLINE_DRIFTS,
    RELATIVE_DRIFTS,
    Article,
    MarkError,
    counts,
    problems,
    read_article,
)

ARTICLE_FIELDS = ("id", "outlet", "published", "title", "text")
GOLD_FIELDS = ("id", "text", "copy_of", "junk", "attributions", "drift")
SIZES = {"articles": (3, 6), "claims": (2, 12), "words": (80, 340)}
# Of an article's runs of six words, a copy shares at least .40 with its original, two wordings of one thing at most .15.
RUN = 6
COPY_SHARES, OTHERS_SHARE = 0.40, 0.15

_HEAD = re.compile(
    r"^=== id: (?P<id>T\d\d[A-F]) \| outlet: (?P<outlet>.+?) \| published: (?P<published>\d{4}-\d\d-\d\d) "
    r"\| copy_of: (?P<copy_of>-|T\d\d[A-F]) \| title: (?P<title>.+)$"
)
_CLAIM = re.compile(r'^claim (k\d+): "(.+)" \| polarity ([+-])$')
_MENTION = re.compile(r'^(T\d\d[A-F]) (?:own "([^"]+)"(?: \.\. "([^"]+)")?|(\d+(?:>\d+)*))$')
_ORIGINS = re.compile(
    r"^ origins: \[(\d+),(\d+)\] \| circular: (yes|no) \| channels: (\d+) \| sides: (\d+) \| why: (.+)$"
)
_RIVAL = re.compile(r"^rival: (k\d+) (k\d+)$")
_DENIAL = re.compile(r'^denial: (k\d+) (k\d+) \(by="([^"]+)"\)$')
_REPLY = re.compile(r"^right_of_reply: (k\d+) (yes|no)$")
_SENTENCE_END = re.compile(r"[.!?][”\"’)]*(?=\s+[A-Z“\"'‘⚡]|\s*\n|\s*$)|\n")
_QUOTED = re.compile(r'["“”«»]|‘[^’]+’')
_WORD = re.compile(r"\w[\w’'.-]*")

Record = dict[str, Any]


class Story(NamedTuple):
    """One story: its articles, and the claims with who denies and rivals them."""

    articles: list[Article]
    record: Record


def read_story(path: Path) -> Story:
    """Return the story of one file.

    Raises:
        MarkError: if a line cannot be read, or one refers to what is not there.
    """
    blocks: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith(("=== ", "*** story")):
            blocks.append([])
        if blocks:
            blocks[-1].append(line)
        elif line.strip():
            raise MarkError(f"{path.name}: a line before the first article: {line!r}")
    if not blocks or not blocks[-1][0].startswith("*** story"):
        raise MarkError(f"{path.name}: no claims below *** story")
    articles = [read_article(block, _HEAD, path.name) for block in blocks[:-1]]
    for article in articles:
        article["copy_of"] = None if article["copy_of"] == "-" else article["copy_of"]
    return Story(articles, read_claims(blocks[-1][1:], path.stem, {article["id"]: article for article in articles}))


def read_claims(lines: list[str], name: str, articles: dict[str, Article]) -> Record:
    """Return the record of one story from the lines below ``*** story``.

    Raises:
        MarkError: if a line cannot be read, or one refers to what is not there.
    """
    record: Record = {"story": name, "claims": [], "rivals": [], "denials": [], "right_of_reply": {}}
    for line in filter(str.strip, lines):
        claims = record["claims"]
        if told := _CLAIM.match(line):
            claims.append({"id": told[1], "text": told[2], "polarity": told[3], "mentions": []})
        elif line.startswith(" mention: ") and claims:
            told_by = line.removeprefix(" mention: ").split(" | ")
            claims[-1]["mentions"] = [mention(part.strip(), articles, f"{name} {claims[-1]['id']}") for part in told_by]
        elif (told := _ORIGINS.match(line)) and claims:
            claims[-1] |= {
                "origins": [int(told[1]), int(told[2])],
                "circular": told[3] == "yes",
                "channels": int(told[4]),
                "sides": int(told[5]),
                "why": told[6],
            }
        elif told := _RIVAL.match(line):
            record["rivals"].append([told[1], told[2]])
        elif told := _DENIAL.match(line):
            record["denials"].append({"claim": told[1], "denied_by_claim": told[2], "by": told[3]})
        elif told := _REPLY.match(line):
            record["right_of_reply"][told[1]] = told[2] == "yes"
        else:
            raise MarkError(f"{name}: story line unreadable: {line!r}")
    return record


def mention(told: str, articles: dict[str, Article], where: str) -> Record:
    """Return one mention: the article, and the attributions from outside inwards or the sentence of the outlet itself.

    Raises:
        MarkError: if it cannot be read, or what it names is not in the article.
    """
    label = _MENTION.match(told)
    if label is None or label[1] not in articles:
        raise MarkError(f"{where}: mention unreadable: {told!r}")
    article = articles[label[1]]
    if label[4] is None:
        own_span = own_sentence(article, label[2], label[3], where)
        path, start = None, own_span[0]
    else:
        own_span = None
        path = [int(number) for number in label[4].split(">")]
        start = min(piece[0] for one in chain(article, path, where) for piece in one["content"])
    place = "title" if start < len(article["title"]) else "body"
    return {"article": article["id"], "path": path, "own_span": own_span, "where": place}


def chain(article: Article, path: list[int], where: str) -> list[Article]:
    """Return the attributions that ``path`` numbers; each must be the parent of the next, the first nobody's child.

    Raises:
        MarkError: if they are not.
    """
    by_id = {one["id"]: one for one in article["attributions"]}
    for number, parent in zip(path, [None, *path], strict=False):
        if number not in by_id or by_id[number]["parent"] != parent:
            raise MarkError(f"{where}: {article['id']} has no attribution {number} inside {parent}")
    return [by_id[number] for number in path]


def own_sentence(article: Article, first: str, last: str | None, where: str) -> list[int]:
    """Return where the sentence lies that begins with the words ``first`` (and ends with ``last``, if given).

    In the title it is the whole title.

    Raises:
        MarkError: if the words are not there exactly once, or stand in residue.
    """
    text, title = article["text"], article["title"]
    if text.count(first) != 1 or (last is not None and last not in text[text.index(first) :]):
        raise MarkError(f"{where}: own words not there once: {first!r} .. {last!r} in {article['id']}")
    start = text.index(first)
    if any(s <= start < e for s, e in article["junk"]):
        raise MarkError(f"{where}: own words in residue: {first!r}")
    if start < len(title):
        return [0, len(title)]
    if last is not None:
        return [start, text.index(last, start) + len(last)]
    end = _SENTENCE_END.search(text, start)
    return [start, start + len(text[start : end.end() if end else len(text)].rstrip())]


def story_problems(story: Story) -> Iterator[str]:
    """Yield what breaks the conventions in a story that could be read."""
    articles = {article["id"]: article for article in story.articles}
    name, claims = story.record["story"], story.record["claims"]
    for article in story.articles:
        yield from problems(article, drifts=(*HEADLINE_DRIFTS, *RELATIVE_DRIFTS), plain_negatives=True)
        yield from (f"{article['id']}: {complaint}" for complaint in _article_problems(article, name, articles))
    for what, found in (("articles", len(articles)), ("claims", len({claim["id"] for claim in claims}))):
        if not SIZES[what][0] <= found <= SIZES[what][1]:
            yield f"{name}: {found} {what}"
    for claim in claims:
        yield from (f"{name} {claim['id']}: {complaint}" for complaint in _claim_problems(claim))
    yield from (f"{name}: {complaint}" for complaint in _relation_problems(story))


def _article_problems(article: Article, story: str, articles: dict[str, Article]) -> Iterator[str]:
    if not article["id"].startswith(story):
        yield "in the file of another story"
    for other in filter(None, [article["copy_of"], *(told["from"] for told in article["drift"])]):
        earlier = other in articles and (articles[other]["published"], other) < (article["published"], article["id"])
        if not earlier:
            yield f"{other} is not there or not earlier"
    words = len(_WORD.findall(article["text"][len(article["title"]) :]))
    if not SIZES["words"][0] <= words <= SIZES["words"][1]:
        yield f"{words} words"
    for one in article["attributions"]:
        content = " ".join(article["text"][start:end] for start, end in one["content"])
        if (one["quotation"] == "indirect") == bool(_QUOTED.search(content)):
            yield f"{one['id']}: {one['quotation']}, but its content is {content[:60]!r}"
        if one["quotation"] == "direct" and content[:1] not in ('"', "“", "‘", "«"):
            yield f"{one['id']}: direct, but does not open with a mark: {content[:60]!r}"
    yield from _likeness_problems(article, articles)


def _likeness_problems(article: Article, articles: dict[str, Article]) -> Iterator[str]:
    runs = _runs(article)
    for other in articles.values():
        shared = len(runs & _runs(other)) / len(runs)
        origins = {article["copy_of"] or article["id"], other["copy_of"] or other["id"]}
        if article["copy_of"] == other["id"] and shared < COPY_SHARES:
            yield f"copy of {other['id']}, but shares {shared:.2f}"
        if len(origins) == 2 and shared > OTHERS_SHARE:
            yield f"no copy of {other['id']}, but shares {shared:.2f}"


def _runs(article: Article) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", article["text"].lower())
    return set(zip(*(words[start:] for start in range(RUN)), strict=False))


def _claim_problems(claim: Record) -> Iterator[str]:
    if "origins" not in claim:
        yield "no origins"
        return
    lo, hi = claim["origins"]
    if lo > hi or max(claim["channels"], claim["sides"]) > max(hi, 1):
        yield f"origins [{lo},{hi}] with {claim['channels']} channels and {claim['sides']} sides"
    if not any(told["where"] == "body" for told in claim["mentions"]):
        yield "only in titles"
    told_twice = [told for number, told in enumerate(claim["mentions"]) if told in claim["mentions"][:number]]
    yield from (f"mentioned twice: {told}" for told in told_twice)


def _relation_problems(story: Story) -> Iterator[str]:
    record = story.record
    ids = [claim["id"] for claim in record["claims"]]
    denied = [(denial["claim"], denial["denied_by_claim"]) for denial in record["denials"]]
    rivals = [tuple(rival) for rival in record["rivals"]]
    for name in sorted({*sum([*rivals, *denied], ()), *record["right_of_reply"]} - set(ids)):
        yield f"no claim {name}"
    yield from (f"claim {name} given twice" for name, times in Counter(ids).items() if times > 1)
    yield from (f"rivals twice: {one}" for one, other in permutations(rivals, 2) if set(one) == set(other))
    yield from (f"denied twice: {pair}" for pair, times in Counter(denied).items() if times > 1)
    sources = {one["source_name"] for article in story.articles for one in article["attributions"]}
    yield from (f"the denier is no source: {one['by']}" for one in record["denials"] if one["by"] not in sources)


def story_counts(stories: list[Story]) -> dict[str, int]:
    """Return how many there are of what the README counts."""
    articles = [article for story in stories for article in story.articles]
    claims = [claim for story in stories for claim in story.record["claims"]]
    mentions = [told for claim in claims for told in claim["mentions"]]
    return {
        "stories": len(stories),
        "articles": len(articles),
        "attributions": sum(len(article["attributions"]) for article in articles),
        "claims": len(claims),
        "mentions": len(mentions),
        "in the outlet's own voice": sum(told["path"] is None for told in mentions),
        "in titles": sum(told["where"] == "title" for told in mentions),
        "circular claims": sum(claim["circular"] for claim in claims),
        "rivals": sum(len(story.record["rivals"]) for story in stories),
        "denials": sum(len(story.record["denials"]) for story in stories),
        "copies": sum(article["copy_of"] is not None for article in articles),
        "pieces of residue": sum(len(article["junk"]) for article in articles),
    }


def write(stories: list[Story], folder: Path) -> None:
    """Write articles.jsonl and gold.jsonl into ``folder``."""
    articles = [article for story in stories for article in story.articles]
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(_line({field: article[field] for field in ARTICLE_FIELDS}) for article in articles)
    with (folder / "gold.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(_line({field: article[field] for field in GOLD_FIELDS}) for article in articles)
        file.writelines(_line(story.record) for story in stories)


def _line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"


def main() -> int:
    """Read, check, write, and say what there is."""
    here = Path(__file__).parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="STORY.txt")
    parser.add_argument("--out", type=Path, default=here, metavar="FOLDER")
    options = parser.parse_args()
    stories = [read_story(path) for path in options.files or sorted(here.glob("T[0-9][0-9].txt"))]
    complaints = [complaint for story in stories for complaint in story_problems(story)]
    write(stories, options.out)
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    for what, number in story_counts(stories).items():
        print(f"{number:6} {what}")
    for field, values in counts([article for story in stories for article in story.articles]).items():
        print(f"{field:12}", ", ".join(f"{value} {number}" for value, number in values.most_common()))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
