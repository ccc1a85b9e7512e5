"""Find the spans that may name a place, with what speaks for and against that reading."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from allegedly.lexicon import load_table
from allegedly.link.folding import fold
from allegedly.link.gazetteer import Gazetteer, Named, Place
from allegedly.records import Paragraph, Parsed, Span

# The longest name looked up, in tokens ("Federal Republic of Nigeria's" and its like are shorter).
LONGEST_NAME = 6

# Entity labels of OntoNotes that stand for places, and those whose readings rival them.
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})

# What words beside a name say about the kind of place.
KIND_SAID = {
    "county": "admin2", "district": "admin2", "parish": "admin2", "tehsil": "admin2", "municipality": "admin2",
    "province": "admin1", "state": "admin1", "oblast": "admin1", "governorate": "admin1", "prefecture": "admin1",
    "region": "admin1", "city": "town", "town": "town", "village": "town", "suburb": "town",
}  # fmt: skip

_DATELINE = re.compile(
    r"\W*([A-Z][A-Za-z.'’ -]{1,40}?(?:,\s*[A-Z][A-Za-z.'’ ]{1,30})?)\s*(?:\([^)]{2,40}\)\s*)?(?:--|[—–_�]|-\s)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that may name a place: its tokens in one paragraph, its readings and its features.

    ``within`` holds the rows of the places that the words after it say it lies in ("Peshawar, Khyber Pakhtunkhwa").
    """

    span: Span
    paragraph: int
    start: int
    end: int
    text: str
    key: str
    readings: tuple[Named, ...]
    features: dict[str, float]
    is_dateline: bool = False
    within: frozenset[int] = frozenset()
    kinds_said: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Clues:
    """What the whole document says: words it also writes small, and the words of people's names."""

    small: frozenset[str]
    people: frozenset[str]


@lru_cache(maxsize=1)
def place_words() -> dict[str, frozenset[str]]:
    """Return the words that tell places from other names, by what they do (``places_words.tsv``)."""
    groups: dict[str, set[str]] = {}
    for row in load_table("places_words"):
        groups.setdefault(row["role"], set()).add(row["word"])
    return {role: frozenset(words) for role, words in groups.items()}


def mentions(parsed: Parsed, gazetteer: Gazetteer) -> list[Mention]:
    """Return every span whose words are a name in ``gazetteer`` or that the parser takes for a place, in reading order.

    They do not overlap; the longest name that begins at a word wins.
    """
    clues = gather_clues(parsed)
    found: list[Mention] = []
    for number, paragraph in enumerate(parsed.paragraphs):
        found.extend(_Reader(number, paragraph, gazetteer, clues).read())
    return found


def gather_clues(parsed: Parsed) -> Clues:
    """Collect the words that the document also writes small, and those of its people's names."""
    small: set[str] = set()
    people: set[str] = set()
    for paragraph in parsed.paragraphs:
        for token in paragraph.doc:
            text = token.text
            if text[:1].islower():
                small.add(text)
            elif token.ent_type_ == "PERSON":
                people.add(text)
    return Clues(frozenset(small), frozenset(people))


def dateline_end(text: str) -> int:
    """Return where the place of a dateline ends in a paragraph that begins with one, else 0.

    >>> dateline_end("PORT ALBA, Freedonia (Reuters) - Two men were held.")
    20
    """
    match = _DATELINE.match(text)
    if not match:
        return 0
    place = match.group(1)
    shown = place.split(",")[0]
    return match.start(1) + len(place.rstrip()) if shown.isupper() or len(place.split()) <= 4 else 0


class _Reader:
    """Reads one paragraph; token attributes are taken out of spaCy once, for they cost more than the rest."""

    def __init__(self, number: int, paragraph: Paragraph, gazetteer: Gazetteer, clues: Clues) -> None:
        self._doc: Doc = paragraph.doc
        self._paragraph = paragraph
        self._number = number
        self._gazetteer = gazetteer
        self._clues = clues
        self._whole = paragraph.doc.text  # spaCy puts it together anew each time it is asked
        self._texts = [token.text for token in paragraph.doc]
        self._starts = [token.idx for token in paragraph.doc]
        self._labels = [token.ent_type_ for token in paragraph.doc]
        self._dateline = dateline_end(self._whole[:100])
        self._is_upper = self._whole.isupper()

    def read(self) -> Iterator[Mention]:
        """Yield the paragraph's mentions."""
        index = 0
        count = len(self._texts)
        entities = {entity.start: entity.end for entity in self._doc.ents if entity.label_ in PLACE_LABELS}
        while index < count:
            end, readings = self._longest(index)
            if readings and self._only_opens(index, end):
                end, readings = self._name_end(index), ()
                yield self._mention(index, end, readings)
            elif not readings:
                end = entities.get(index, 0)
                if end and not self._unknown_name(index, end):
                    end = 0
                if end:
                    yield self._mention(index, end, readings)
            else:
                yield self._mention(index, end, readings)
            index = max(end, index + 1)

    def _only_opens(self, start: int, end: int) -> bool:
        """Say whether a word that the table has is only the sort of place in a longer name that it lacks: "[Port] Alba"."""
        words = place_words()
        if end - start > 1 or self._is_upper or self._texts[start].lower() not in words["kind"] | words["opening"]:
            return False
        return (
            self._name_end(start) > end
            and self._labels[end] not in {"", "DATE", "TIME"}
            and self._doc[start].dep_ == "compound"
        )

    def _name_end(self, start: int) -> int:
        """Return the end of the run of capitals that begins at a word."""
        end = start + 1
        while end < len(self._texts) and self._texts[end][:1].isupper() and not self._doc[end].is_sent_start:
            end += 1
        return end

    def _unknown_name(self, start: int, end: int) -> bool:
        """Say whether an entity is a name of its own, of which no part is in the table."""
        if not any(text[:1].isupper() for text in self._texts[start:end]):
            return False
        return all(not self._longest(index)[1] for index in range(start + 1, end))

    def _longest(self, start: int) -> tuple[int, tuple[Named, ...]]:
        """Return the end and the readings of the longest name that begins at a token."""
        if not self._begins(start):
            return 0, ()
        linking = place_words()["linking"]
        ends = []
        for end in range(start + 1, min(start + LONGEST_NAME, len(self._texts)) + 1):
            text = self._texts[end - 1]
            if self._may_end(text):
                ends.append(end)
            elif text.lower() not in linking:
                break
        for end in reversed(ends):
            readings = self._readings(start, end)
            if readings:
                return end, readings
        return 0, ()

    def _begins(self, index: int) -> bool:
        first = self._texts[index][:1]
        if first.isupper():
            return True
        text = self._texts[index]
        return (text in ("al", "el") or text.startswith(("al-", "el-"))) and bool(self._labels[index])

    def _may_end(self, text: str) -> bool:
        return text[:1].isupper() or text[:1].isdigit() or text.lower() in place_words()["kind"]

    def _readings(self, start: int, end: int) -> tuple[Named, ...]:
        """Return the places that the tokens name, less those that their spelling rules out."""
        text = self._text(start, end)
        named = self._gazetteer.lookup(text)
        if not named:
            return ()
        return tuple(one for one in named if self._is_spelt(one, text, start))

    def _is_spelt(self, one: Named, text: str, start: int) -> bool:
        letters = text.replace(".", "")
        if one.name_kind == "abbreviation":
            return letters.isupper() and not (self._is_upper and "." not in text)
        if one.name_kind == "state abbreviation":
            after_comma = start > 0 and self._texts[start - 1] == ","
            return after_comma and (text.endswith(".") or letters.isupper() or len(text) > 3)
        return len(letters) > 2 or one.name_kind == "primary"

    def _text(self, start: int, end: int) -> str:
        last = end - 1
        return self._whole[self._starts[start] : self._starts[last] + len(self._texts[last])]

    def _mention(self, start: int, end: int, readings: tuple[Named, ...]) -> Mention:
        text = self._text(start, end)
        offset = self._paragraph.span.start + self._starts[start]
        within = self._within(end)
        is_dateline = self._starts[start] < self._dateline
        features = self._features(start, end, readings)
        features["in dateline"] = float(is_dateline)
        features["names what holds it"] = float(bool(within))
        return Mention(
            Span(offset, offset + len(text)), self._number, start, end, text, fold(text), readings, features,
            is_dateline, within, self._kinds_said(start, end),
        )  # fmt: skip

    def _kinds_said(self, start: int, end: int) -> frozenset[str]:
        """Return the kinds of place that the words beside a name call it: "Kunar province", "the city of Kunar"."""
        words = self._texts[end : end + 1]
        if start > 1 and self._texts[start - 1] == "of":
            words.append(self._texts[start - 2])
        return frozenset(KIND_SAID[word] for word in words if word in KIND_SAID)

    def _within(self, end: int) -> frozenset[int]:
        """Return the rows of the places that the words after a mention say it lies in."""
        skipped = 0
        words = self._texts[end : end + 2]
        if words[:1] and words[0] in (",", "(", "in", "of"):
            skipped = 1
        elif len(words) == 2 and words[0] in place_words()["kind"] and words[1] in ("of", "in", ","):
            skipped = 2
        if not skipped:
            return frozenset()
        start = end + skipped
        if start < len(self._texts) and self._texts[start].lower() in (
            "the",
            "northern",
            "southern",
            "eastern",
            "western",
        ):
            start += 1
        if start >= len(self._texts):
            return frozenset()
        _, readings = self._longest(start)
        return frozenset(
            one.place.row
            for one in readings
            if one.place.kind in ("country", "admin1", "admin2") and one.name_kind != "demonym"
        )

    def _features(self, start: int, end: int, readings: tuple[Named, ...]) -> dict[str, float]:
        """Return what speaks for and against a place, each 0 or 1 but for the population."""
        features = self._features_of_name(start, end, readings)
        features.update(self._features_around(start, end))
        token = self._doc[end - 1]
        features[f"tagged {token.pos_}"] = 1.0
        label, is_larger = self._entity(start, end)
        features[f"parsed as {label or 'no name'}"] = 1.0
        if is_larger:
            features[f"inside a longer {label}"] = 1.0
        return features

    def _features_of_name(self, start: int, end: int, readings: tuple[Named, ...]) -> dict[str, float]:
        words = place_words()
        features = {"bias": 1.0, "several words": float(end - start > 1)}
        if not readings:
            return features | {"not in the table": 1.0}
        best = max(readings, key=lambda one: prior(one.place, one.name_kind))
        features[f"best is {reading_kind(best)}"] = 1.0
        features["population"] = math.log10(best.place.population + 1) / 10
        features["only another name"] = float(all(one.name_kind in ("alternate", "short") for one in readings))
        if end - start == 1:
            text = self._texts[start]
            features["also written small"] = float(text.lower() in self._clues.small)
            features["also a person's"] = float(text in self._clues.people and self._labels[start] not in PLACE_LABELS)
            features["short"] = float(len(text) < 4)
            features["a common word"] = float(text.lower() in words["common"] or text.lower() in words["kind"])
        return features

    def _features_around(self, start: int, end: int) -> dict[str, float]:
        words = place_words()
        before = self._texts[start - 1] if start else ""
        if before in ("the", "The") and start > 1:
            before = self._texts[start - 2]
        after = self._texts[end] if end < len(self._texts) else ""
        begins = start == 0 or self._doc[start].is_sent_start
        small = before.lower()
        features = {
            "after a preposition of place": float(small in words["preposition"]),
            "after of": float(small == "of"),
            "after a word for places": float(small in words["direction"]),
            "after a title": float(small.rstrip(".") in words["title"]),
            "after a name": float(
                bool(before)
                and before[0].isupper()
                and not begins
                and not self._is_upper
                and small not in words["direction"]
            ),
            "after a comma": float(before == ","),
            "before a comma": float(after == ","),
            "before a name": float(after[:1].isupper() and not self._is_upper),
            "before a word for places": float(after in words["kind"]),
            "before 's": float(after in ("'s", "’s")),
            "before a hyphen": float(after in ("-", "–")),
            "before a common noun": 0.0,
            "begins the sentence": float(bool(begins)),
        }
        if end - start == 1 and self._texts[start].lower() in words["given name"] and after[:1].isupper():
            is_person = after.lower() not in words["kind"] and after.lower() not in words["common"]
            features["a given name before a name"] = float(is_person)
        if after[:1].islower() and end < len(self._texts):
            features["before a common noun"] = float(self._doc[end].pos_ == "NOUN")
        return features

    def _entity(self, start: int, end: int) -> tuple[str, bool]:
        """Return the label of the entity at a mention, and whether it goes beyond it."""
        label = self._labels[end - 1] or self._labels[start]
        if not label:
            return "", False
        is_larger = (start > 0 and self._joined(start)) or (end < len(self._texts) and self._joined(end))
        return label, is_larger

    def _joined(self, index: int) -> bool:
        """Say whether the token continues the entity of the token before it."""
        token: Token = self._doc[index]
        if token.ent_iob_ != "I":
            return False
        return self._texts[index - 1].lower() not in ("the", "northern", "southern", "eastern", "western")


def reading_kind(named: Named) -> str:
    """Return a word for what a name stands for: a demonym, a capital, a kind of place, or a town by its size."""
    place = named.place
    if named.name_kind in ("demonym", "abbreviation", "state abbreviation"):
        return named.name_kind
    if place.is_capital:
        return "capital"
    if place.kind == "town":
        return "city" if place.population >= 100_000 else "town" if place.population >= 10_000 else "village"
    return place.kind if place.kind in ("country", "admin1", "admin2") else "region"


def prior(place: Place, name_kind: str) -> float:
    """Return how likely a name is to mean a place before anything else is known: a score without unit."""
    size = math.log10(place.population + 1)
    bonus = {"country": 4.0, "continent": 9.0, "admin1": 1.0, "admin2": -1.0, "town": 0.0}.get(place.kind, 7.0)
    named = {"primary": 1.0, "alternate": -1.0, "short": 0.0, "historical": 0.5}.get(name_kind, 3.0)
    return size + bonus + named + (2.0 if place.is_capital else 0.0)
