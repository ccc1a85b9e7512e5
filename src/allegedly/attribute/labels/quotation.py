"""Quotation marks: which stretches of a text stand inside them, and whether a content is quoted wholly, partly or not."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from allegedly.records import Parsed, Span, Spans
from allegedly.vocab import Quotation

_CLOSING = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "‹": "›"}
_DOUBLE = re.compile(r"[“”„«»\"]")
_OPEN_SINGLE = re.compile(r"(?<![\w’'.])[‘'](?=[\w“\"…£$€@#])")
_CLOSE_SINGLE = re.compile(r"(?<=[\w.,!?…;:%)”\"])[’'](?!\w)")

# A quoted stretch of one word is most often a label ("the 'spies' were dyers"), not reported speech, unless it is what
# the clause says of something: on marked texts 26 of 76 one-word stretches are labels, and 13 of 99 of two words.
_SCARE_WORDS = 1

# The share of a content's letters that must stand inside quotation marks for it to count as direct: it leaves room for
# a "that" or a bracketed word of the editor's.
_DIRECT = 0.97

_LETTER = re.compile(r"\w")
_PREDICATE = re.compile(
    r"(?:^|\b(?:as|is|was|are|were|be|been|being|it|them|him|her|that|this|itself|himself|merely|only|simply|just|saying|say|said)\b"
    r"|[:,])[\s“\"‘']*$",
    re.IGNORECASE,
)


def quoted_stretches(parsed: Parsed) -> tuple[Span, ...]:
    """Return every stretch inside quotation marks, marks included, in reading order; inner quotations are in it too.

    A mark that is never closed holds to the end of its paragraph, as in quotations over several paragraphs.
    """
    text = parsed.document.text
    found: list[Span] = []
    for paragraph in parsed.paragraphs:
        found.extend(_double(text, paragraph.span))
        found.extend(_single(text, paragraph.span))
    return tuple(sorted(found))


def _double(text: str, within: Span) -> Iterator[Span]:
    opened: tuple[int, str] | None = None
    for mark in _DOUBLE.finditer(text, within.start, within.end):
        if opened and mark.group() in opened[1]:
            yield Span(opened[0], mark.end())
            opened = None
        elif opened is None and mark.group() in _CLOSING and not _is_inch(text, mark.start()):
            opened = (mark.start(), _CLOSING[mark.group()])
    if opened:
        yield Span(opened[0], within.end)


def _is_inch(text: str, position: int) -> bool:
    """Say whether a straight mark follows a digit, as in 12", and so opens nothing."""
    return text[position] == '"' and position > 0 and text[position - 1].isdigit()


def _single(text: str, within: Span) -> Iterator[Span]:
    position = within.start
    while opening := _OPEN_SINGLE.search(text, position, within.end):
        closings = list(_CLOSE_SINGLE.finditer(text, opening.end(), _limit(text, opening.start(), within)))
        closing = next((mark for mark in closings if not _is_possessive(text, mark.start())), None)
        closing = closing or (closings[-1] if closings else None)
        if closing is None:
            position = opening.end()
            continue
        yield Span(opening.start(), closing.end())
        position = closing.end()


def _limit(text: str, opening: int, within: Span) -> int:
    """Return how far a single-quoted stretch may reach: to the next opening mark of its own kind, or the paragraph's end."""
    following = _OPEN_SINGLE.search(text, opening + 1, within.end)
    return following.start() if following else within.end


def _is_possessive(text: str, position: int) -> bool:
    """Say whether the mark at ``position`` rather ends a plural possessive, as in the soldiers’ boots."""
    return text[position - 1] in "sS" and re.match(r"\s+[a-z]", text[position + 1 : position + 4]) is not None


def label_quotation(content: Spans, text: str, stretches: tuple[Span, ...], *, is_nested: bool) -> Quotation:
    """Return how ``content`` is given: inside quotation marks, partly so, or in the writer's words.

    Marks that open outside the content belong to an outer attribution: a nested one counts its own marks only.
    """
    quoted: set[int] = set()
    counted = False
    for stretch in _overlapping(content, stretches):
        if is_nested and not any(span.start <= stretch.start < span.end for span in content):
            continue
        quoted.update(range(stretch.start, stretch.end))
        counted = counted or not _is_scare(stretch, content, text)
    letters = [match.start() for span in content for match in _LETTER.finditer(text, span.start, span.end)]
    inside = sum(position in quoted for position in letters)
    if letters and inside >= _DIRECT * len(letters):
        return Quotation.DIRECT
    return Quotation.MIXED if inside and counted else Quotation.INDIRECT


def _overlapping(content: Spans, stretches: tuple[Span, ...]) -> Iterator[Span]:
    if not content:
        return
    first, last = min(span.start for span in content), max(span.end for span in content)
    # stretches are sorted by start and shorter than a paragraph: step back far enough to meet one that begins before
    number = bisect_left(stretches, Span(first, first))
    while number > 0 and stretches[number - 1].start > first - 6_000:
        number -= 1
    for stretch in stretches[number:]:
        if stretch.start >= last:
            break
        if any(stretch.start < span.end and span.start < stretch.end for span in content):
            yield stretch


def _is_scare(stretch: Span, content: Spans, text: str) -> bool:
    """Say whether a short quoted stretch is a label inside the clause rather than words reported."""
    words = stretch.of(text).strip("“”\"‘’'«»,.").split()
    if len(words) > _SCARE_WORDS:
        return False
    home = next((span for span in content if span.start <= stretch.start < span.end), None)
    if home is None:
        return True
    before, after = text[home.start : stretch.start], text[stretch.end : home.end]
    if _PREDICATE.search(before):
        return bool(re.match(r"\s+\w+", after)) and not re.match(
            r"\s+(?:and|or|by|in|on|for|to|from|of|with|,)\b", after
        )
    return not re.fullmatch(r"[\s.,!?…”’\"']*", after)
