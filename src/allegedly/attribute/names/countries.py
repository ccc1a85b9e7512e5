"""Which country an adjective, a capital or a body of state belongs to, by the words of one text alone."""

import re
from functools import lru_cache

from allegedly.lexicon import load_table

# The endings that make an adjective of a country's name.
_ENDING = re.compile(r"(?:ian|ean|an|n|i|ese|ish|ine|ite|ic)$")
# The stem of an adjective that is shorter than this is the beginning of too many names.
_SHORTEST_STEM = 3
# A place's name as long as this drops its last letter before the ending of its people.
_LONG_PLACE = 6

# How texts tell of what country a town is the capital; the first is a dateline or its like.
_CAPITALS = (
    r"\b(?i:{town}), (?P<country>[A-Z][a-z]\w+)(?=[,.]? )",
    r"\b(?P<country>[A-Z]\w+)[’']s capital,? {town}\b",
    r"\b{town}, (?:the )?(?P<country>[A-Z]\w+)(?:[’']s)? capital\b",
    r"\b{town}, (?:the )?capital of (?P<country>[A-Z]\w+)",
    r"\bcapital of (?P<country>[A-Z]\w+), {town}\b",
    r"\bthe (?P<country>[A-Z]\w+) capital,? (?:of )?{town}\b",
)


@lru_cache(maxsize=1)
def _known_demonyms() -> frozenset[str]:
    return frozenset(row["name"] for row in load_table("places_aliases") if row["kind"] == "demonym")


class Countries:
    """Finds in one text the countries that adjectives and capitals belong to; every word is looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._countries: dict[str, str | None] = {}
        self._peoples: dict[str, str | None] = {}

    def country_of(self, adjective: str) -> str | None:
        """Return the country that an adjective is made of if the text names it: "Skerra" for "Skerran"."""
        if adjective not in self._countries:
            self._countries[adjective] = self._search(adjective)
        return self._countries[adjective]

    def _search(self, adjective: str) -> str | None:
        stem = _ENDING.sub("", adjective)
        if " " in adjective or len(stem) < _SHORTEST_STEM:
            return None
        near = (found.group() for found in re.finditer(rf"\b{re.escape(stem)}[a-z]{{0,2}}\b", self._text))
        told = next((word for word in near if word != adjective and _is_made_of(adjective, word)), None)
        if told is None and adjective.endswith("i") and adjective not in _known_demonyms():
            return stem  # nearly every such adjective is its country and "i": the Iraqi, the Omani, the Nepali
        return told

    def people_of(self, place: str) -> str | None:
        """Return the adjective that the text has for a place: "Skerran" for Skerra."""
        if place not in self._peoples:
            stem = re.escape(place if len(place) < _LONG_PLACE else place[:-1])
            found = re.search(rf"\b{stem}(?:[a-z]{{0,2}}n|i|[a-z]?ese|[a-z]?ine|ish)\b", self._text)
            self._peoples[place] = found.group() if found and found.group() != place else None
        return self._peoples[place]

    def country_with_capital(self, town: str) -> str | None:
        """Return the country whose capital the text says a town is, or whose name follows it in a dateline."""
        for pattern in _CAPITALS:
            found = re.search(pattern.format(town=re.escape(town)), self._text)
            if found is not None:
                return self.country_of(found["country"]) or found["country"]
        return None


def _is_made_of(adjective: str, place: str) -> bool:
    """Say whether an adjective is a place's: the place, less a last vowel, and an ending."""
    short = place[:-1] if place[-1:] in "aeiouy" else place
    return adjective.startswith(short) and _ENDING.fullmatch(adjective[len(short) :]) is not None


def is_adjective(word: str) -> bool:
    """Say whether a word with a capital is made as adjectives of countries are: "Orveli", not "Orvel"."""
    return _ENDING.search(word) is not None
