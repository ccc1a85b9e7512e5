"""What of a scraped text is no part of its article: spam within lines first, then whole lines by two looks at their signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

from allegedly.clean.context import context_signs
from allegedly.clean.inline import spam_in
from allegedly.clean.layout import Cut, Stretch, keep, lines_of, trim
from allegedly.clean.lists import decide_together, lists_in, numbered_lists
from allegedly.clean.reasons import is_furniture, is_labelled, reason_of
from allegedly.clean.recurring import line_key, may_recur
from allegedly.clean.signs import Line, forms_of, is_long, line_signs, read_lines, surroundings_of
from allegedly.clean.trees import load_trees, probability
from allegedly.clean.words import residue_weights

# A line whose probability of being residue is below this, and that runs on like a sentence, is taken for article when
# the place of other lines is judged.
RESIDUE = 0.75
# A line is cut where its log-odds of being residue are at least what its loss would cost: the more of the article's
# words it holds, the more certain it must be, and the less of the text is article, the less. Around the article, lists
# and running text apart, its share weighs less: there words are lost for a caption at worst, and a short text has its
# furniture there. A list that is numbered on goes as a whole, and costs what the whole would.
# Set together on both halves of spam.dev and residue.dev, each under weights learned on the other half, and on stories
# whose residue was not learned: one threshold for all lines (0.75) hurt 7.3 and 7.6 of 100 texts, these 5.6 and 2.0;
# with the article's own costs around it as well 4.9 and 1.6, but of 70 lines of the stories 34 went in place of 54. With
# running text and numbered lists at their own costs 3.8 and 3.2 in place of 5.9 and 3.2 (later weights). Run bench/text.py
# with weights of bench/train_residue.py --half before changing them.
LOG_ODDS = 0.8
FOR_ITS_SHARE, FOR_ITS_SHARE_AROUND = 1.5, 0.5
SHARE = 0.01
FOR_DIRT = 3.0
# At the end of a text, below a heading of so few words that goes ("Check also"), all goes if each line is at least this.
RESIDUE_BELOW = 0.15
HEADING_WORDS, HEADING_CERTAIN = 4, 0.9
# Around the article a line that recurs in other texts goes at log-odds that much lower, unless it is about the article:
# of its words of more than LONGEST_SMALL_WORD letters more than this share stand there. Three reports on one event may
# share a headline, or close with the same short sentence; a site's furniture is about the site.
RECURS = 3.0
ABOUT_THE_ARTICLE = 0.5
LONGEST_SMALL_WORD = 3
# Between two cut lines there a title is that of another article; more such lines than this are a list of the article's.
RESIDUE_BETWEEN = 0.3
MOST_BETWEEN = 4
# The first line of a text that goes on with a sentence is its title; it goes only where there is next to no doubt.
RESIDUE_FIRST = 0.97
# The way to a page through its sections: two or more of the same arrow, and a repeated line or nothing sentence-like last.
PATH = re.compile(r"^[^\n/»›>→]{1,40}(?P<arrow>\s/\s|\s?[»›>→]\s?)[^\n]{1,60}?(?P=arrow)(?P<last>[^\n]+)$")
# The same above the article, where one arrow between short names is enough.
WAY = re.compile(r"^[^.!?\n]{2,40}(?:\s[»›>→]\s[^.!?\n]{2,60})+$")
# A line whose label is made of words for site furniture ("Tags:", "Read also:") goes at this probability already.
LABELLED = 0.02
# A line of one or two words for site furniture and nothing else ("ADVERTISEMENT") goes if that is likelier than not.
ALONE = 0.5
# A claim of copyright at the beginning of a short line; articles do not begin a paragraph so.
COPYRIGHT = re.compile(r"^(?:©|\(c\)\s|copyright\s*(?:©|\(c\)|\d{4}))", re.IGNORECASE)
LONGEST_COPYRIGHT = 200
INJECTED = "injected spam"
RECURRING = "recurring line"


def residue_probabilities(read: Sequence[Line]) -> NDArray[np.float32]:
    """Return for every line the probability that it is no part of the article."""
    if not read:
        return np.zeros(0, np.float32)
    signs = line_signs(read, [residue_weights()] * len(read))
    first = probability(load_trees("residue_first_look"), signs)
    both = np.concatenate([signs, context_signs(read, first)], axis=1)
    return probability(load_trees("residue_second_look"), both)


def find_cuts(text: str, recurring: AbstractSet[int] = frozenset()) -> list[Cut]:
    """Return the stretches of ``text`` to cut, in order, each with its reason; ``recurring`` are the keys of such lines."""
    spans = lines_of(text)
    spam = _inline_spam(text, spans)
    left = _what_is_left(text, spans, spam)
    read = read_lines(text, left)
    odds = residue_probabilities(read)
    residue = _which_are_residue(read, odds, recurring)
    by_itself = _which_are_residue(read, odds) if recurring else residue
    return sorted([*spam, *_line_cuts(read, left, residue, by_itself)])


def _which_are_residue(
    read: Sequence[Line], odds: NDArray[np.float32], recurring: AbstractSet[int] = frozenset()
) -> NDArray[np.bool_]:
    """Say which lines go: by their probability, at the certainty that their place asks for, and by a few plain forms."""
    article = [number for number, line in enumerate(read) if odds[number] < RESIDUE and is_long(line.text)]
    first, last = (article[0], article[-1]) if article else (0, len(read))
    around = np.array([not first <= number <= last for number in range(len(read))], bool)
    lists, numbered = _lists(read)
    alone = np.array([len(places) == 1 and not is_long(read[places[0]].text) for places in lists], bool)
    cost = _what_losses_cost(read, odds, around & alone, numbered) if article else np.full(len(read), LOG_ODDS)
    cost -= np.where(around & _recur(read, recurring), RECURS, 0.0)
    residue = decide_together(_log_odds(odds), lists) >= cost
    if first == 1:
        residue[0] = odds[0] >= RESIDUE_FIRST
    lines = {line.text.casefold() for line in read}
    for number, line in enumerate(read):
        above = number < first and WAY.match(line.text) is not None
        labelled = odds[number] >= LABELLED and is_labelled(line.text)
        labelled |= odds[number] >= ALONE and is_furniture(line.text)
        residue[number] |= above or labelled or _is_copyright(line.text) or _is_path(line.text, lines)
    _cut_below_headings(read, odds, residue)
    between = [number for number in range(last + 2, len(read) - 1) if residue[number - 1] and residue[number + 1]]
    if len(between) <= MOST_BETWEEN:
        residue[between] |= odds[between] >= RESIDUE_BETWEEN
    return residue


def _lists(read: Sequence[Line]) -> tuple[list[list[int]], list[list[int]]]:
    """Return for every line the places of the list that it stands in, and the lists that are numbered on."""
    forms = forms_of(read)
    lists = lists_in(forms)
    numbered = numbered_lists([line.text for line in read], forms)
    for places in numbered:
        for at in places:
            lists[at] = places
    return lists, numbered


def _cut_below_headings(read: Sequence[Line], odds: NDArray[np.float32], residue: NDArray[np.bool_]) -> None:
    """Cut what stands at the end below the headings of other articles: doubtful lines to the last, the first a heading."""
    doubtful = np.flatnonzero(odds < RESIDUE_BELOW)
    below = False
    for number in range(int(doubtful[-1]) + 1 if len(doubtful) else 0, len(read)):
        below |= bool(odds[number] >= HEADING_CERTAIN) and _is_heading(read[number])
        residue[number] |= below


def _is_heading(line: Line) -> bool:
    """Say whether a line is the heading of other articles ("Check also")."""
    reason = reason_of(line.text, before_article=False, after_article=False)
    return len(line.tokens) <= HEADING_WORDS and reason == "teaser tail"


def _recur(read: Sequence[Line], recurring: AbstractSet[int]) -> NDArray[np.bool_]:
    """Say which lines recur in other texts and are not about this one's article."""
    if not recurring:
        return np.zeros(len(read), bool)
    said = {token.folded for line in read if is_long(line.text) for token in line.tokens}

    def is_furniture_of_many(line: Line) -> bool:
        if not (may_recur(line.text) and line_key(line.text) in recurring):
            return False
        words = [token.folded for token in line.tokens if len(token.folded) > LONGEST_SMALL_WORD]
        return sum(word in said for word in words) <= ABOUT_THE_ARTICLE * len(words)

    return np.array([is_furniture_of_many(line) for line in read], bool)


def _what_losses_cost(
    read: Sequence[Line], odds: NDArray[np.float32], around: NDArray[np.bool_], whole: Sequence[list[int]]
) -> NDArray[np.float64]:
    """Return for every line the log-odds from which on it goes, by the share of the article that would go with it.

    ``around`` says of which lines the share weighs less, ``whole`` which lines go together only.
    """
    size = np.array([max(1, len(line.tokens)) for line in read], np.float64)
    article = max(1.0, float(((1 - odds) * size).sum()))
    dirt = 1 - article / max(article, float(size.sum()))
    for places in whole:
        size[places] = size[places].sum()
    weight = np.where(around, FOR_ITS_SHARE_AROUND, FOR_ITS_SHARE)
    return np.asarray(LOG_ODDS + weight * np.log(1 + size / article / SHARE) - FOR_DIRT * dirt)


def _log_odds(probabilities: NDArray[np.float32]) -> NDArray[np.float64]:
    clipped = np.clip(probabilities.astype(np.float64), 1e-4, 1 - 1e-4)
    return np.asarray(np.log(clipped / (1 - clipped)))


def _line_cuts(
    read: Sequence[Line], spans: Sequence[Stretch], residue: NDArray[np.bool_], by_itself: NDArray[np.bool_]
) -> list[Cut]:
    """Return the cuts of whole lines; one that goes for recurring only, and would not ``by_itself``, says so."""
    article = [number for number, line in enumerate(read) if not residue[number] and is_long(line.text)]
    first, last = (article[0], article[-1]) if article else (len(read), -1)
    cuts = []
    for number, (line, span) in enumerate(zip(read, spans, strict=True)):
        if residue[number]:
            place = {"before_article": number < first, "after_article": number > last}
            reason = reason_of(line.text, **place) if by_itself[number] else RECURRING
            cuts.append(Cut(span.start, span.end, reason))
    return cuts


def _is_copyright(line: str) -> bool:
    return len(line) <= LONGEST_COPYRIGHT and COPYRIGHT.match(line) is not None


def _is_path(line: str, lines: set[str]) -> bool:
    """Say whether a line is the way to a page whose title stands as another line, or is one of its own beginning."""
    found = PATH.match(line)
    if found is None:
        return False
    last = found["last"].casefold().strip()
    return last in lines


def _inline_spam(text: str, spans: Sequence[Stretch]) -> list[Cut]:
    lines = read_lines(text, spans)
    around = surroundings_of(lines)
    found = spam_in(lines, around, residue_weights())
    return [
        Cut(span.start + start, span.start + end, INJECTED)
        for span, stretches in zip(spans, found, strict=True)
        for start, end in stretches
    ]


def _what_is_left(text: str, spans: Sequence[Stretch], spam: Sequence[Cut]) -> list[Stretch]:
    """Return the lines without spam at their ends; spam in their middle stays inside, for the look at lines to see."""
    found = []
    for pieces in keep(spans, spam):
        kept = [piece for piece in (trim(text, *stretch) for stretch in pieces) if piece.start < piece.end]
        if kept:
            found.append(Stretch(kept[0].start, kept[-1].end))
    return found
