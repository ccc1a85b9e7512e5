#!/usr/bin/env python3
"""Train the residue model: word weights, first and second look at lines, and the look at words for in-line spam.

python bench/train_residue.py --half a --shared ../shared    (needs scikit-learn, which the package itself does not)

Reads the development texts of one half (by publisher or domain) and plants our own templates into articles of that half
and into the marked stories; writes the tables to src/allegedly/lexicon/.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-not-found]

from allegedly.clean.context import context_signs
from allegedly.clean.inline import word_signs
from allegedly.clean.layout import lines_of
from allegedly.clean.signs import Line, first_pairs, line_signs, read_lines, surroundings_of
from allegedly.clean.words import tokens_of
from residue_texts import ARTICLE, RESIDUE, SPAM, TITLE, Example, gold_example, half_of, planted, read_jsonl

FOLDS = 4
# Words nearer to even odds than this say little; with 0.7 the table has 16,000 of them.
STRONG = 1.0
LEXICON = Path(__file__).parent.parent / "src" / "allegedly" / "lexicon"


def fold_of(group: str) -> int:
    """Return the fold of a group of lines: a template, a spam text or a source."""
    return hashlib.md5(group.encode(), usedforsecurity=False).digest()[1] % FOLDS


def load_examples(shared: Path, half: str, with_spam: bool, rounds: int) -> list[Example]:
    """Load the examples of a half (or ``all``)."""
    clean = shared / "bench" / "clean"
    wanted = {"a", "b"} if half == "all" else {half}
    natural = [
        gold_example(gold) for gold in read_jsonl(clean / "residue.dev.jsonl") if half_of(gold["source_id"]) in wanted
    ]
    spam = [gold_example(gold) for gold in read_jsonl(clean / "spam.dev.jsonl") if half_of(gold["source_id"]) in wanted]
    bodies = [
        (row["id"], row["lang"], row["title"] or "", [line for line in row["body"].split("\n") if line.strip()])
        for row in read_jsonl(clean / "bodies.dev.jsonl")
        if half_of(row["id"]) in wanted
    ]
    for row in read_jsonl(shared / "marked" / "gold.jsonl"):
        if half_of(row["id"].split("-")[0] + row["id"][-1]) not in wanted:
            continue
        if row["junk"]:
            natural += [marked_example(row)] * 2
        else:
            title, *paragraphs = [line for line in row["text"].split("\n") if line.strip()]
            bodies.append((row["id"], "en", title, paragraphs))
    made = list(planted(bodies, 7, rounds))
    print(f"{len(natural)} natural, {len(spam) if with_spam else 0} spam, {len(made)} planted", file=sys.stderr)
    return natural + (spam if with_spam else []) + made


def marked_example(row: dict[str, Any]) -> Example:
    """Make an example of a marked story that has junk: what is neither junk nor its first line is article."""
    text, junk = row["text"], row["junk"]
    title_end = len(text.split("\n", 1)[0])
    gold = {
        "id": row["id"],
        "text": text,
        "junk": junk,
        "junk_kinds": ["residue"] * len(junk),
        "title_span": [0, title_end],
    }
    return gold_example(gold | {"body_spans": [[0, len(text)]]})


def without_inline_spam(example: Example, rng: random.Random) -> Example:
    """Take the in-line spam out of an example, most of the time: the look at lines comes after the look at words."""
    keep = np.ones(len(example.text), bool)
    for start, end in lines_of(example.text):
        labels = np.frombuffer(example.labels[start:end], np.uint8)
        if (labels == SPAM).any() and np.isin(labels, (ARTICLE, TITLE)).any() and rng.random() < 0.85:
            keep[start:end] = labels != SPAM
    if keep.all():
        return example
    places = np.cumsum(keep) - 1
    text = "".join(letter for letter, kept in zip(example.text, keep, strict=True) if kept)
    left = bytes(np.frombuffer(example.labels, np.uint8)[keep])
    groups = {int(places[at]): group for at, group in example.groups.items() if keep[at]}
    return Example(example.name, text, left, groups)


class Lines:
    """The lines of one example with their labels (1 residue, 0 article), weights and folds."""

    def __init__(self, example: Example) -> None:
        spans = lines_of(example.text)
        self.lines: list[Line] = read_lines(example.text, spans)
        self.labels, self.weights, self.folds, self.kinds = [], [], [], []
        source = fold_of(example.name.split("~")[0].split("#")[0])
        for start, end in spans:
            counts = Counter(
                label
                for label, letter in zip(example.labels[start:end], example.text[start:end], strict=True)
                if letter.isalnum()
            )
            junk, article, title = counts[RESIDUE] + counts[SPAM], counts[ARTICLE], counts[TITLE]
            known = junk + article + title
            self.labels.append(int(2 * junk > known))
            self.kinds.append(
                SPAM if counts[SPAM] > counts[RESIDUE] else RESIDUE if junk else TITLE if title else ARTICLE
            )
            size = math.sqrt(max(1, len(tokens_of(example.text[start:end]))))
            self.weights.append(0.0 if not known else (1.0 if junk else min(4.0, size)))
            group = example.groups.get(start)
            self.folds.append(source if group is None or not self.labels[-1] else fold_of(group))


def count_words(texts: list[Lines], names: list[str]) -> dict[str, np.ndarray]:
    """Count in how many groups every word stands in articles, residue and spam: word -> (folds, 3)."""
    seen: dict[str, set[tuple[int, int, str]]] = defaultdict(set)
    for text, name in zip(texts, names, strict=True):
        source = name.split("~")[0].split("#")[0]
        for number, line in enumerate(text.lines):
            if not text.weights[number]:
                continue
            kind = {RESIDUE: 1, SPAM: 2}.get(text.kinds[number], 0) if text.labels[number] else 0
            group = source if kind == 0 else line.text[:12]
            words = [token.folded for token in line.tokens if not token.is_address]
            for word in (*words, *first_pairs(line.tokens)):
                seen[word].add((text.folds[number], kind, group))
    table = {}
    for word, places in seen.items():
        counts = np.zeros((FOLDS, 3))
        for fold, kind, _ in places:
            counts[fold, kind] += 1
        table[word] = counts
    return table


def word_weights(table: dict[str, np.ndarray], without: int | None) -> dict[str, tuple[float, float]]:
    """Return the word weights, leaving out one fold."""
    folds = [fold for fold in range(FOLDS) if fold != without]
    totals = sum(counts[folds].sum(axis=0) for counts in table.values())
    weights = {}
    for word, all_counts in table.items():
        counts = all_counts[folds].sum(axis=0)
        if counts.sum() < (3 if " " in word else 2):
            continue
        odds = (counts + 0.4) / (totals + 100) * 1e4
        residue = float(np.clip(math.log(odds[1] / odds[0]), -4, 4))
        spam = float(np.clip(math.log(odds[2] / (odds[0] + odds[1])), -4, 4))
        shrink = counts.sum() / (counts.sum() + 1.0)
        weights[word] = (round(residue * shrink, 2), round(spam * shrink, 2))
    return weights


def crossed_signs(text: Lines, weights: list[dict[str, tuple[float, float]]]) -> np.ndarray:
    """Return the signs of every line under the weights that its fold had no part in."""
    return line_signs(text.lines, [weights[fold] for fold in text.folds])


def forest(leaves: int, rounds: int) -> HistGradientBoostingClassifier:
    """Return an untrained ensemble."""
    return HistGradientBoostingClassifier(
        max_leaf_nodes=leaves,
        max_iter=rounds,
        learning_rate=0.1,
        l2_regularization=2.0,
        min_samples_leaf=20,
        random_state=0,
        early_stopping=False,
    )


def write_trees(model: HistGradientBoostingClassifier, name: str, note: str, out: Path) -> None:
    """Write an ensemble as a table, a node a line."""
    with (out / f"{name}.tsv").open("w", encoding="utf-8") as handle:
        handle.write(f"# {note}\n# Learned by bench/train_residue.py; features by their place in the signs.\n")
        handle.write("tree\tnode\tfeature\tthreshold\tleft\tright\tvalue\n")
        handle.write(f"0\t0\t-\t-\t-\t-\t{float(model._baseline_prediction.ravel()[0]):.4f}\n")
        for number, (predictor,) in enumerate(model._predictors, start=1):
            for node, row in enumerate(predictor.nodes):
                if row["is_leaf"]:
                    handle.write(f"{number}\t{node}\t-\t-\t-\t-\t{row['value']:.4f}\n")
                else:
                    handle.write(
                        f"{number}\t{node}\t{row['feature_idx']}\t{row['num_threshold']:.5g}\t{row['left']}\t{row['right']}\t0\n"
                    )


def write_words(weights: dict[str, tuple[float, float]], out: Path) -> int:
    """Write the word weights that say something, strongest first left out of nothing; return how many."""
    kept = {
        word: pair for word, pair in weights.items() if max(abs(pair[0]), abs(pair[1])) >= STRONG and "\t" not in word
    }
    with (out / "residue_words.tsv").open("w", encoding="utf-8") as handle:
        handle.write(
            "# Log-odds of a word standing in residue, and in spam, rather than in an article.\nword\tresidue\tspam\tsource\n"
        )
        for word, (residue, spam) in sorted(kept.items()):
            handle.write(f"{word}\t{residue:g}\t{spam:g}\tlearned by bench/train_residue.py\n")
    return len(kept)


def train_lines(examples: list[Example], out: Path) -> list[dict[str, tuple[float, float]]]:
    """Train and write the word weights and both looks at lines."""
    rng = random.Random(3)  # noqa: S311
    examples = [without_inline_spam(example, rng) for example in examples]
    texts = [Lines(example) for example in examples]
    table = count_words(texts, [example.name for example in examples])
    crossed = [word_weights(table, fold) for fold in range(FOLDS)]
    final = word_weights(table, None)
    print(f"{write_words(final, out)} words", file=sys.stderr)
    keep = {word for word, pair in final.items() if max(abs(pair[0]), abs(pair[1])) >= STRONG}
    crossed = [
        {word: pair for word, pair in weights.items() if word in keep or max(map(abs, pair)) >= STRONG}
        for weights in crossed
    ]
    signs = [crossed_signs(text, crossed) for text in texts]
    rows = np.concatenate(signs)
    labels = np.array([label for text in texts for label in text.labels])
    weights = np.array([weight for text in texts for weight in text.weights])
    weights *= np.concatenate([np.full(len(text.labels), min(1.0, 60 / max(1, len(text.labels)))) for text in texts])
    folds = np.array(
        [
            fold_of(example.name.split("~")[0].split("#")[0])
            for example, text in zip(examples, texts, strict=True)
            for _ in text.labels
        ]
    )
    print(f"{len(rows)} lines, {rows.shape[1]} signs", file=sys.stderr)
    used = weights > 0
    look = np.zeros(len(rows), np.float32)
    for fold in range(FOLDS):
        part = used & (folds != fold)
        model = forest(16, 80).fit(rows[part], labels[part], weights[part])
        look[folds == fold] = model.predict_proba(rows[folds == fold])[:, 1]
    write_trees(
        forest(16, 80).fit(rows[used], labels[used], weights[used]), "residue_first_look", "First look at a line.", out
    )
    second, at = [], 0
    for text in texts:
        second.append(context_signs(text.lines, look[at : at + len(text.lines)]))
        at += len(text.lines)
    both = np.concatenate([rows, np.concatenate(second)], axis=1)
    write_trees(
        forest(16, 100).fit(both[used], labels[used], weights[used]),
        "residue_second_look",
        "Second look at a line.",
        out,
    )
    return crossed


def train_words(examples: list[Example], crossed: list[dict[str, tuple[float, float]]], out: Path) -> None:
    """Train and write the look at the words of running lines."""
    rng = random.Random(5)  # noqa: S311
    rows, labels = [], []
    for example in examples:
        text = Lines(example)
        around = surroundings_of(text.lines)
        for number, (start, _) in enumerate(lines_of(example.text)):
            line = text.lines[number]
            marks = np.array([example.labels[start + token.start] == SPAM for token in line.tokens], bool)
            running = any(example.labels[start + token.start] in (ARTICLE, TITLE) for token in line.tokens)
            if len(line.tokens) < 2 or not running:
                continue
            odd = (
                marks.any()
                or example.groups.get(start, "").startswith("trap")
                or any(token.is_address for token in line.tokens)
            )
            if odd or rng.random() < 0.12:
                rows.append(word_signs(line, around, crossed[text.folds[number]]))
                labels.append(marks)
    print(f"{sum(map(len, rows))} words, {sum(int(marks.sum()) for marks in labels)} spam", file=sys.stderr)
    model = forest(16, 60).fit(np.concatenate(rows), np.concatenate(labels))
    write_trees(model, "spam_look", "Look at a word of a running line.", out)


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("a", "b", "all"), default="a")
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument(
        "--without-spam-texts", action="store_true", help="templates of ours only: measures what transfers"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=LEXICON)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    examples = load_examples(options.shared, options.half, not options.without_spam_texts, options.rounds)
    crossed = train_lines(examples, options.out)
    train_words(examples, crossed, options.out)


if __name__ == "__main__":
    main()
