"""Lines of one form: a list in an article (dates of a tour, scores, numbered things) stays or goes as one."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from allegedly.clean.words import SENTENCE_END, Token

Column = NDArray[np.float32]
# How many lines to either side a line looks for others of its form: links stand between the lines of some lists.
REACH = 6
# What parts the halves of a line of a list: dashes, bars, colons, arrows.
PARTS = re.compile(r"\s(?:--?|[–—|·•/»›→])\s|:\s|\t")
NUMBERED = re.compile(r"^\(?(\d{1,3})[.):]?\s")
# Lines of one form near each other, from so many on, are a list if their form says something: a number, an address or
# what parts them. They stay or go together: tours and score tables lost every other line before.
FEWEST_IN_LIST = 3
TELLING = re.compile(r"[129@]|--?|[–—|·•/»›→:\t]")
# The forms of a line that is one address and nothing else.
LINKS = frozenset(("@@0", "@@1", "@@2"))
# Words of a line beyond which it is a sentence, and its form says nothing.
LONGEST_FORM = 25


def form_of(text: str, tokens: Sequence[Token]) -> str:
    """Return the form of a line: what kind its first and last words are, what parts it, and whether numbers stand in it.

    >>> from allegedly.clean.words import tokens_of
    >>> one, two = "July 3 -- Xfin Hall, Osk", "Aug. 14 -- Marn Arena, Lakeburg"
    >>> form_of(one, tokens_of(one)) == form_of(two, tokens_of(two))
    True
    """
    if not tokens or len(tokens) > LONGEST_FORM:
        return ""
    parts = "".join(sorted({mark.strip() or "\t" for mark in PARTS.findall(text)}))
    numbers = min(2, sum(token.text.isdigit() for token in tokens))
    ends = "." if SENTENCE_END.search(text) else ""
    return f"{_kind(tokens[0])}{_kind(tokens[-1])}{numbers}{parts}{ends}"


def _kind(token: Token) -> str:
    if token.is_address:
        return "@"
    first = token.text[0]
    return "9" if first.isdigit() else "A" if first.isupper() else "a"


def forms_near(forms: Sequence[str]) -> list[list[int]]:
    """Return for every line the places of the lines near it that have its form, itself among them."""
    found = []
    for number, form in enumerate(forms):
        near = range(max(0, number - REACH), min(len(forms), number + REACH + 1))
        found.append([place for place in near if place == number or (form and forms[place] == form)])
    return found


def list_signs(texts: Sequence[str], forms: Sequence[str]) -> Column:
    """Return for every line: how many near it share its form, what share of all lines do, and how far it is numbered on."""
    near = forms_near(forms)
    total = max(1, len(forms))
    counts = {form: forms.count(form) for form in set(forms)}
    numbers = [int(found[1]) if (found := NUMBERED.match(text)) else -9 for text in texts]
    rows = [
        (
            float(len(near[at])),
            counts[form] / total if form else 0.0,
            float(_goes_on(numbers, at)),
        )
        for at, form in enumerate(forms)
    ]
    return np.array(rows, np.float32).reshape(len(forms), 3)


def _goes_on(numbers: Sequence[int], at: int) -> int:
    """Return how many lines near a numbered one carry the number before it or after it."""
    if numbers[at] < 0:
        return 0
    near = numbers[max(0, at - REACH) : at + REACH + 1]
    return sum(number in (numbers[at] - 1, numbers[at] + 1) for number in near)


def mates_look(look: Column, forms: Sequence[str]) -> Column:
    """Return the mean of the first look over the lines near each one that share its form."""
    return np.array([float(np.mean(look[places])) for places in forms_near(forms)], np.float32).reshape(len(forms))


def lists_in(forms: Sequence[str]) -> list[list[int]]:
    """Return for every line the places of the list that it stands in, or itself alone."""
    near = forms_near([form if TELLING.search(form) else "" for form in forms])
    return [places if len(places) >= FEWEST_IN_LIST else [at] for at, places in enumerate(near)]


def numbered_lists(texts: Sequence[str], forms: Sequence[str]) -> list[list[int]]:
    """Return the places of every list that is numbered on, the links between its items included.

    >>> numbered_lists(["1) Oars", "http://a.example/1", "2) Nets", "3) Sails", "That is all."], ["9A1", "@@0", "9A1", "9A1", ""])
    [[0, 1, 2, 3]]
    """
    numbers = [int(sign[1]) if (sign := NUMBERED.match(text)) else None for text in texts]
    found: list[list[int]] = []
    for at, number in enumerate(numbers):
        if number is None:
            continue
        last = found[-1] if found else []
        if last and at - last[-1] <= REACH and numbers[last[-1]] == number - 1:
            last.append(at)
        else:
            found.append([at])
    lists = [places for places in found if len(places) >= FEWEST_IN_LIST]
    return [
        [at for at in range(places[0], min(len(texts), places[-1] + 2)) if at in places or forms[at] in LINKS]
        for places in lists
    ]


def decide_together(log_odds: NDArray[np.float64], lists: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    """Return the log-odds of lines with those of a list (``lists_in``) as its mean."""
    return np.array([float(log_odds[list(places)].mean()) for places in lists], np.float64)
