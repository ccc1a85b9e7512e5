"""Whom a headline means: "mayor says" takes the name of the one who says most of the same words below."""

from collections.abc import Mapping, Sequence

from allegedly.attribute.names.nouns import PEOPLE
from allegedly.attribute.names.referents import Referent
from allegedly.attribute.reading import Reading
from allegedly.records import Frame, Spans

# The share of a headline's content words that must come back in what a body source says for the two to be one: below
# this share two sayers of one story meet by its subject alone.
_SHARED_WORDS = 0.3

_CONTENT_WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


def settle_headlines(reading: Reading, frames: Sequence[Frame], referents: Mapping[int, Referent]) -> dict[int, int]:
    """Return for frames in the title, by number, the frame of the body whose source is theirs."""
    title = reading.document.title_span
    if title is None:
        return {}
    above = [n for n, frame in enumerate(frames) if title.holds(frame.content[0])]
    below = [n for n, frame in enumerate(frames) if not title.holds(frame.content[0]) and n in referents]
    open_ones = [n for n in above if n in referents and not referents[n].is_named]
    said_below = {n: _stems(reading, frames[n].content) for n in below} if open_ones else {}
    found = {}
    for number in open_ones:
        said = _stems(reading, frames[number].content)
        ranked = [(len(said & said_below[n]), -n) for n in below if _may_be(referents[number], referents[n])]
        shared, best = max(ranked, default=(0, 0))
        if shared >= max(1, _SHARED_WORDS * len(said)):
            found[number] = -best
        else:
            called = next((n for n in below if _is_called_alike(referents[number], referents[n])), None)
            found.update({} if called is None else {number: called})
    return found


def _is_called_alike(above: Referent, below: Referent) -> bool:
    """Say whether a sayer of the body goes by the headline's own noun: "court", of the Supreme Court or the court."""
    if above.is_plural != below.is_plural:
        return False
    named = {word.lower() for word in below.name_words}
    return bool(above.nouns & (below.nouns | named))


def _stems(reading: Reading, spans: Spans) -> set[str]:
    """Return the content words of ``spans``, cut to five letters so that inflected forms meet."""
    tokens = reading.tokens(spans)
    return {token.lower_[:5] for token in tokens if token.pos_ in _CONTENT_WORDS and not token.is_stop}


def _may_be(above: Referent, below: Referent) -> bool:
    """Say whether a headline's noun may stand for a sayer of the body: of one number, and of one noun or sort."""
    if below.sort not in PEOPLE and above.nouns & below.words:
        return True  # "observers" of the observer mission
    if above.is_plural != below.is_plural:
        return False
    if above.nouns & below.nouns:
        return True
    return below.sort in PEOPLE if above.sort in PEOPLE or above.sort is None else below.sort == above.sort
