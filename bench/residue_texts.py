"""Texts to train the residue model on: scraped ones with gold, and articles with residue planted from our templates."""

from __future__ import annotations

import csv
import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

NEUTRAL, ARTICLE, RESIDUE, SPAM, TITLE = range(5)
TEMPLATES = Path(__file__).with_name("residue_templates.tsv")
BRANDS = [
    "lorbet",
    "zentaslot",
    "kivo88",
    "mostra777",
    "pinwin",
    "betavio",
    "ratuplay",
    "galox",
    "dewakota",
    "olimp365",
    "nagatoto",
    "1xvera",
    "winmax",
    "luxor99",
]
SUFFIXES = (
    "com",
    "net",
    "org",
    "xyz",
    "top",
    "site",
    "ac.id",
    "go.id",
    "edu.vn",
    "ru",
    "cc",
    "vip",
    "info",
    "co",
    "link",
    "shop",
)
SITES = (
    "Harbour Post",
    "The Marn Courier",
    "Lakeburg Times",
    "Radio Torval",
    "Vesper Daily",
    "Northern Wire",
    "Der Kurier",
    "La Gaceta",
    "Le Phare",
    "Observer",
    "City Tribune",
    "24 Sata",
    "The Weekly Lantern",
    "Info Torval",
)
NAMES = (
    "Mara Tolv",
    "J. Hernandez",
    "Priya Raman",
    "Ole Lund",
    "Anna-Lena Koch",
    "Yusuf Demir",
    "K. Adeyemi",
    "Sofia Rossi",
    "Tom Ellery",
    "Ivan Petrenko",
    "Maria do Carmo",
    "Chen Wei",
    "Fatima Noor",
    "staff",
    "admin",
    "Web Desk",
)
CATEGORIES = (
    "World",
    "Politics",
    "Business",
    "Sport",
    "Local News",
    "Culture",
    "Opinion",
    "Health",
    "Security",
    "Tech",
    "Africa",
    "Middle East",
    "Economy",
    "Crime",
    "Environment",
    "Wirtschaft",
    "Politik",
    "Panorama",
    "Economía",
    "Société",
    "Spor",
    "Elections",
    "Education",
    "Travel",
    "Lifestyle",
    "Border",
    "Video",
    "Features",
    "Breaking",
    "Latest",
)
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Piece(NamedTuple):
    """A stretch of a training text: its words, its label and the group that it may not share with other folds."""

    text: str
    label: int
    group: str


class Block(NamedTuple):
    """Pieces that stand together: one a line, or, ``inline``, in one line."""

    pieces: list[Piece]
    inline: bool = False


class Example(NamedTuple):
    """A training text as labelled letters; ``groups`` has a group for every line start."""

    name: str
    text: str
    labels: bytes
    groups: dict[int, str]


def half_of(source: str) -> str:
    """Return the half, ``a`` or ``b``, to which a publisher or domain belongs; all its texts go with it."""
    publisher = re.sub(r"^(?:fundus|aeb):", "", source).split("#")[0]
    publisher = "/".join(publisher.split("/")[:2])
    return "ab"[hashlib.md5(publisher.encode(), usedforsecurity=False).digest()[0] % 2]


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Read one object a line."""
    with path.open(encoding="utf-8") as handle:
        return [json.loads(line) for line in handle if line.strip()]


def gold_example(gold: dict[str, Any]) -> Example:
    """Make an example of a text with gold in the form of ``score_clean.py``."""
    labels = bytearray(len(gold["text"]))
    for start, end in gold["body_spans"]:
        labels[start:end] = bytes([ARTICLE]) * (end - start)
    for (start, end), kind in zip(gold["junk"], gold["junk_kinds"], strict=True):
        label = SPAM if kind.startswith("spam") else RESIDUE
        labels[start:end] = bytes([label]) * (end - start)
    if gold.get("title_span"):
        start, end = gold["title_span"]
        labels[start:end] = bytes([TITLE]) * (end - start)
    groups = {}
    for start, end in gold["junk"]:
        words = re.sub(r"[\W\d]+", " ", gold["text"][start:end].casefold()).strip()
        groups[start] = " ".join(words.split()[:2])
    return Example(gold["id"], gold["text"], bytes(labels), groups)


class Planter:
    """Plants residue from the templates into articles; the same seed gives the same texts."""

    def __init__(self, seed: int, titles: list[str], openings: list[str]) -> None:
        self.random = random.Random(seed)  # noqa: S311  (no secret)
        self.titles, self.openings = titles, openings
        self.templates: dict[str, list[tuple[str, str]]] = {}
        with TEMPLATES.open(encoding="utf-8") as handle:
            lines = [line for line in handle if not line.startswith("# ")]
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            self.templates.setdefault(row["kind"], []).append((row["language"], row["text"]))

    def fill(self, template: str) -> str:
        """Fill the slots of a template, each on its own."""
        return re.sub(
            r"\{(\w+)\}", lambda slot: self._slot(slot[1]), template.replace("{{", "\1").replace("}}", "\2")
        ).translate({1: "{", 2: "}"})

    def _slot(self, name: str) -> str:
        pick = self.random.choice
        brand = pick(BRANDS) + pick(("", "", "bet", "88", "slot", str(self.random.randint(1, 999))))
        year = self.random.randint(2009, 2034)
        address = f"{brand}.{pick(SUFFIXES)}{pick(('', '', '/', '/login', '/?ref=' + str(year), '/go/' + brand))}"
        date = f"{self.random.randint(1, 28)} {pick(MONTHS)} {year}"
        values: dict[str, Callable[[], str]] = {
            "site": lambda: pick(SITES),
            "title": self._title,
            "n": lambda: str(self.random.choice([2, 3, 5, 12, 47, 100, 328, 1204])),
            "name": lambda: pick(NAMES),
            "handle": lambda: pick(SITES).lower().replace(" ", ""),
            "cat": lambda: pick(CATEGORIES),
            "catw": lambda: pick(CATEGORIES).split()[0],
            "year": lambda: str(year),
            "brand": lambda: brand,
            "url": lambda: pick(("https://", "http://", "https://www.", "www.", "")) + address,
            "domain": lambda: pick(SITES).lower().replace(" ", "") + "." + pick(SUFFIXES),
            "teaser": self._teaser,
            "date": lambda: pick(
                (
                    date,
                    f"{pick(MONTHS)} {self.random.randint(1, 28)}, {year}",
                    f"{year}-0{self.random.randint(1, 9)}-1{self.random.randint(0, 9)}",
                )
            ),
            "code": lambda: "".join(self.random.choices("abcdefghijkmnopqrstuvwxyzABCDEFGH23456789", k=10)),
        }
        return values[name]()

    def _title(self) -> str:
        return (
            self.random.choice(self.titles)
            if self.random.random() < 0.8
            else self.random.choice(self.templates["title"])[1]
        )

    def _teaser(self) -> str:
        if self.random.random() < 0.3:
            return self.random.choice(self.templates["teaser"])[1]
        words = self.random.choice(self.openings).split()
        cut = " ".join(words[: self.random.randint(8, 40)])
        return cut + self.random.choice((" …", "...", "…", " [...]", " Read more", "", "", ""))

    def choose(self, kind: str, language: str) -> tuple[str, str]:
        """Choose a template of a kind, half the time in the language of the text where there is one; return it filled."""
        all_of = self.templates[kind]
        roll = self.random.random()
        wanted = language if roll < 0.5 else ("en" if roll < 0.95 else None)
        fitting = [template for template in all_of if wanted in (None, template[0])] or [
            t for t in all_of if t[0] == "en"
        ]
        if kind == "spam" and roll > 0.3:
            fitting = all_of
        template = self.random.choice(fitting)[1]
        return self.fill(template), f"{kind}:{template}"

    def plant(self, title: str, paragraphs: list[str], language: str, name: str) -> Example:
        """Plant residue into one article; some articles get none."""
        rng = self.random
        dirt = rng.choice((0, 0, 1, 1, 2, 3))
        break_ = rng.choice(("\n", "\n\n", "\n\n"))
        blocks: list[Block] = []
        if title and rng.random() < 0.85:
            blocks.append(Block([Piece(title, TITLE, name)]))
        if dirt:
            head = [self._residue("head", language) for _ in range(rng.randint(0, 1 + 2 * dirt))]
            at = rng.randint(0, len(blocks))
            blocks[at:at] = head
        blocks += self._body(paragraphs, language, name, dirt)
        if dirt:
            for _ in range(rng.randint(0, 2 + 2 * dirt)):
                blocks.append(self._residue(rng.choice(("tail", "tail", "tail", "block", "mid", "head")), language))
        if dirt > 1 and rng.random() < 0.3:
            blocks.append(
                Block([Piece(self.choose("spam", language)[0], SPAM, "spam") for _ in range(rng.randint(1, 4))])
            )
        return self._write(name, blocks, break_)

    def _residue(self, kind: str, language: str) -> Block:
        text, group = self.choose(kind, language)
        lines = text.split("|") if kind == "block" else [text]
        return Block([Piece(line, RESIDUE, group) for line in lines])

    def _body(self, paragraphs: list[str], language: str, name: str, dirt: int) -> list[Block]:
        rng = self.random
        blocks: list[Block] = []
        spam_rate, residue_rate, trap_rate = rng.choice((0, 0.05, 0.12, 0.25)), 0.06 * dirt, rng.choice((0, 0.05, 0.1))
        for number, paragraph in enumerate(paragraphs):
            if rng.random() < spam_rate:
                blocks.append(Block(self._with_inline_spam(paragraph, language, name), inline=True))
            else:
                blocks.append(Block([Piece(paragraph, ARTICLE, name)]))
            if rng.random() < trap_rate:
                trap = rng.choice(self.templates["trap"])[1]
                blocks.append(Block([Piece(trap, ARTICLE, "trap:" + trap)]))
            if rng.random() < residue_rate and number + 1 < len(paragraphs):
                blocks.append(self._residue("mid", language))
            if rng.random() < spam_rate / 3:
                blocks.append(Block([Piece(self.choose("spam", language)[0], SPAM, "spam")]))
        return blocks

    def _with_inline_spam(self, paragraph: str, language: str, name: str) -> list[Piece]:
        """Put one or two spam messages behind a sentence of the paragraph, or behind all of it."""
        ends = [match.end() for match in re.finditer(r"[.!?。।][\"”’»)]*(?=\s)", paragraph)]
        at = self.random.choice([*ends, len(paragraph), len(paragraph)])
        spam = [Piece(self.choose("spam", language)[0], SPAM, "spam") for _ in range(self.random.choice((1, 1, 2)))]
        parts = [Piece(paragraph[:at].strip(), ARTICLE, name), *spam, Piece(paragraph[at:].strip(), ARTICLE, name)]
        return [part for part in parts if part.text]

    def _write(self, name: str, blocks: list[Block], break_: str) -> Example:
        text, labels, groups = "", bytearray(), {}
        for block in blocks:
            for number, piece in enumerate(block.pieces):
                within = " " if block.inline else "\n"
                joint = "" if not text else (within if number else self._break(break_))
                text += joint
                labels += bytes(len(joint))
                groups[len(text)] = piece.group
                text += piece.text
                labels += bytes([piece.label]) * len(piece.text)
        return Example(name, text, bytes(labels), groups)

    def _break(self, usual: str) -> str:
        return usual if self.random.random() < 0.9 else self.random.choice(("\n", "\n\n"))


def planted(bodies: list[tuple[str, str, str, list[str]]], seed: int, rounds: int) -> Iterator[Example]:
    """Plant residue ``rounds`` times into every article of ``bodies`` (name, language, title, paragraphs)."""
    titles = [body[2] for body in bodies if body[2]]
    openings = [body[3][0] for body in bodies if body[3]]
    planter = Planter(seed, titles, openings)
    for turn in range(rounds):
        for name, language, title, paragraphs in bodies:
            yield planter.plant(title, paragraphs, language, f"{name}~{turn}")
