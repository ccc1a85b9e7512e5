"""Time the finding of copies on made-up texts, a fifth of them planted copies, and the cost of a few new ones.

    python bench/copies_speed.py [--texts 5000 20000 50000] [--new 100]

Texts are sentences of invented words drawn with the frequencies of a natural vocabulary (Zipf), so that common sequences
recur as they do in news; every tenth text bears one of five footers. Prints one line of JSON for each size;
seconds are of processor time, all threads together, so that a busy machine makes no difference.
"""

import argparse
import json
import random
import resource
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from allegedly.dedupe import clusters, dedupe, fingerprints
from allegedly.records import Document
from allegedly.vocab import CopyKind

VOCABULARY = 30_000
WORDS_PER_TEXT = 300
COPIES = 0.2
KINDS = ("verbatim", "cut", "edited", "wrapped", "half")


class Maker:
    """Makes texts from a seed: the same seed, the same texts."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  no secret
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or", "el")]
        self.vocabulary = [
            "".join(self.random.choices(syllables, k=self.random.randint(1, 4))) for _ in range(VOCABULARY)
        ]
        self.weights = list(accumulate(1 / (rank + 2) for rank in range(VOCABULARY)))
        self.footers = [self.words(30) for _ in range(5)]

    def words(self, count: int) -> list[str]:
        """Draw words by Zipf's law."""
        return self.random.choices(self.vocabulary, cum_weights=self.weights, k=count)

    def text(self) -> list[str]:
        """Make a text of its own, now and then with a footer."""
        words = self.words(self.random.randint(WORDS_PER_TEXT // 2, WORDS_PER_TEXT * 3 // 2))
        return words + self.random.choice(self.footers) if self.random.random() < 0.1 else words

    def copy(self, words: list[str], kind: str) -> list[str]:
        """Copy a text in one of the five ways; ``half`` is the only partial one."""
        size = len(words)
        if kind == "cut":
            return words[: max(30, size * self.random.randint(20, 70) // 100)]
        if kind == "edited":
            return [self.random.choice(self.vocabulary) if self.random.random() < 0.06 else word for word in words]
        if kind == "wrapped":
            return self.words(25) + words + self.words(15)
        if kind == "half":
            return words[: size // 2] + self.words(size // 2)
        return words


def pile(size: int, seed: int) -> tuple[list[Document], dict[str, tuple[str, str]]]:
    """Return texts, and for every planted copy the text it was made from and how."""
    maker = Maker(seed)
    texts: list[list[str]] = []
    planted = {}
    for number in range(size):
        if texts and maker.random.random() < COPIES:
            of, kind = maker.random.randrange(len(texts)), maker.random.choice(KINDS)
            planted[f"t{number:06d}"] = (f"t{of:06d}", kind)
            texts.append(maker.copy(texts[of], kind))
        else:
            texts.append(maker.text())
    return [
        Document(id=f"t{number:06d}", original_sha256="", path="", text=" ".join(words))
        for number, words in enumerate(texts)
    ], planted


def found(planted: dict[str, tuple[str, str]], pairs: set[tuple[str, str]]) -> Iterator[tuple[str, float]]:
    """Yield, for each way of copying, the share of planted pairs that were found."""
    for kind in KINDS:
        these = [tuple(sorted((copy, of))) for copy, (of, how) in planted.items() if how == kind]
        yield kind, round(sum(pair in pairs for pair in these) / max(1, len(these)), 4)


def measure(size: int, new: int) -> dict[str, object]:
    """Time all stages on ``size`` texts, then on the last ``new`` of them against the rest."""
    documents, planted = pile(size, seed=size)
    known = {document.id: document for document in documents}

    def read(ids: Sequence[str]) -> list[Document]:
        return [known[identity] for identity in ids]

    at = [time.process_time()]
    table = fingerprints(documents)
    at.append(time.process_time())
    copies = list(dedupe(table, read))
    at.append(time.process_time())
    groups = list(clusters(copies))
    at.append(time.process_time())
    fresh = [document.id for document in documents[-new:]]
    few = list(dedupe(table, read, fresh=fresh))
    at.append(time.process_time())
    fresh_ids = set(fresh)
    expected = [copy for copy in copies if copy.document in fresh_ids or copy.of in fresh_ids]
    steps = [round(after - before, 2) for before, after in pairwise(at)]
    return {
        "texts": size,
        "cpu_seconds": dict(zip(("fingerprint", "dedupe", "clusters", f"{new}_new"), steps, strict=True)),
        "cpu_ms_per_text": round(1000 * sum(steps[:3]) / size, 3),
        "edges": len(copies),
        "partial": sum(copy.kind is CopyKind.PARTIAL for copy in copies),
        "clusters": len(groups),
        "found": dict(found(planted, {(min(c.document, c.of), max(c.document, c.of)) for c in copies})),
        "new_edges_as_in_full": few == expected,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main() -> None:
    """Measure every size asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, nargs="+", default=[5_000, 20_000, 50_000])
    parser.add_argument("--new", type=int, default=100)
    options = parser.parse_args()
    for size in options.texts:
        print(json.dumps(measure(size, options.new)), flush=True)


if __name__ == "__main__":
    main()
