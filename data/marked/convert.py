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
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # marks.py lies beside the folders that it serves

from marks import Article, MarkError, counts, problems, read_article

FOLDERS = ("wire", "partisan", "local", "business", "analysis", "quotations")

_HEAD = re.compile(
    r"^=== id: (?P<id>t\d-\d\d\d) \| outlet: (?P<outlet>.+?) \| published: (?P<published>\d{4}-\d\d-\d\d) \| title: (?P<title>.+)$"
)


def read_folder(folder: Path) -> Iterator[Article]:
    """Yield the articles of the files ``A*.txt`` of one folder, in order.

    Raises:
        MarkError: if a file cannot be read as marked text.
    """
    for path in sorted(folder.glob("A[0-9][0-9].txt")):
        lines: list[str] = []
        for line in [*path.read_text(encoding="utf-8").split("\n"), "=== end"]:
            if line.startswith("=== ") and lines:
                yield read_article(lines, _HEAD, path.name)
            if line.startswith("=== "):
                lines = [line]
            elif lines:
                lines.append(line)
            elif line.strip():
                raise MarkError(f"{path}: a line before the first article: {line!r}")


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
