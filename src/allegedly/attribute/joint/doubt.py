"""Whether a cue that the model doubts counts: its own odds, with those of the rules and what its words look like."""

import math
from collections.abc import Iterator, Mapping

from allegedly.attribute.reading import Reading
from allegedly.records import Frame

# From this probability on the model is right nine times in ten, and nothing else is asked.
CERTAIN = 0.97
# The odds of a doubtful cue are those of a logistic regression over some 1,050 of them on PolNeAR dev, outside of what others
# say (bench/doubt.py). With each half of dev judged by weights fitted on the other, full F1 goes from 74.8 to 75.1 and
# contents exact from 70.7 to 71.0, against fixed thresholds of probability, while indirect contents found stay at .801.
_WEIGHTS = {
    "always": -1.508,
    "adjective": 0.653,
    "beside another": 0.447,
    "infinitive": -0.651,
    "length": 0.45,
    "model": 0.288,
    "pieces": 0.413,
    "pronoun": -0.286,
    "quotation": 0.791,
    "rules": 0.233,
    "source": 0.827,
    "that": 0.459,
    "unknown to the rules": -0.479,
}
# Least chances that count: of any, and of one less than even by the model that takes words of a likelier one. Lower ones
# find more and cost precision; these are where indirect contents found stay above .80 (same measure).
LEAST = 0.32
LEAST_BESIDE = 0.6
# Log odds are bounded so that no single sign decides.
_LOWEST = 0.001


def counts(reading: Reading, frame: Frame, chances: Mapping[int, float], *, is_beside: bool) -> bool:
    """Say whether a doubtful frame counts.

    ``chances`` are those of the rules' candidates by where the words of their cues begin, ``is_beside`` says whether a
    likelier frame shares words with this one.
    """
    total = _WEIGHTS["always"]
    for name, value in signs(reading, frame, chances, is_beside=is_beside):
        total += _WEIGHTS[name] * value
    is_less = frame.probability is not None and frame.probability < 0.5
    least = LEAST_BESIDE if is_less and is_beside else LEAST
    return 1 / (1 + math.exp(-total)) >= least


def signs(
    reading: Reading, frame: Frame, chances: Mapping[int, float], *, is_beside: bool
) -> Iterator[tuple[str, float]]:
    """Yield what speaks for and against a frame, each by its name and how strongly it holds."""
    yield "beside another", is_beside
    cue, content, source = (reading.tokens(spans) for spans in (frame.cue, frame.content, frame.source))
    by_rules = max((chances.get(reading.start(token), 0.0) for token in cue), default=0.0)
    yield "model", _log_odds(frame.probability or 0.0)
    if by_rules > 0:
        yield "rules", _log_odds(by_rules)
    yield "unknown to the rules", by_rules == 0
    yield "source", bool(source)
    yield "length", math.log1p(len(content))
    yield "quotation", any(token.text in {"“", '"'} for token in content)
    yield "infinitive", any(token.tag_ == "TO" for token in cue)
    yield "adjective", any(token.pos_ == "ADJ" for token in cue)
    yield "that", bool(content) and content[0].lower_ == "that"
    yield "pieces", len(frame.content) > 1
    yield "pronoun", bool(source) and source[0].pos_ == "PRON"


def _log_odds(chance: float) -> float:
    bounded = min(max(chance, _LOWEST), 1 - _LOWEST)
    return math.log(bounded / (1 - bounded))
