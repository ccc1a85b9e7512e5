"""A suggested credibility on the Admiralty scale, with its reason: a proposal to an analyst, who sets the grade."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from allegedly.records import Suggested
from allegedly.vocab import NodeKind
from allegedly.weigh.group import Weighed

# The figures of the scale (NATO AJP-2.1) that a count can suggest. 5 is left to people: that a thing is improbable in
# itself is nothing that can be counted.
CORROBORATED: Final = 1
SEVERAL: Final = 2
ONE: Final = 3
DENIED: Final = 4
CANNOT_BE_JUDGED: Final = 6

# At least so many origins, channels and sides before a thing counts as told independently.
_ENOUGH: Final = 2


def suggest(weighed: Weighed, denied_by: Sequence[str] = ()) -> Suggested:
    """Return the credibility that the counts of an allegation suggest, with the reason in a sentence.

    ``denied_by`` are the named parties that deny it, each once; one of them is enough to keep it from 1, and to make it 4 where no
    more than one origin stands behind it. What has no origin but articles that name nobody cannot be judged: 6. What comes
    back to itself is never better than 3. The rule is ours, in the shape of the scale.
    """
    lo, channels, sides = weighed.origins.lo, weighed.channels, len(weighed.sides)
    counted = f"{_number(lo, 'independent origin')}, {_number(channels, 'channel')}, {_number(sides, 'side')}"
    if denied_by and lo < _ENOUGH:
        return Suggested(credibility=DENIED, reason=f"{counted}; denied by {_listed(denied_by)}")
    if not _has_source(weighed):
        return Suggested(credibility=CANNOT_BE_JUDGED, reason=_nothing_to_judge_by(weighed))
    if weighed.is_circular:
        return Suggested(credibility=ONE, reason=f"{counted}; but the reporting is circular: {_loop(weighed)}")
    if lo < _ENOUGH:
        return Suggested(credibility=ONE, reason=f"{counted}: it stands on one word, and nobody named denies it")
    wanting = _wanting(weighed, denied_by)
    if wanting:
        return Suggested(credibility=SEVERAL, reason=f"{counted}; {wanting}")
    return Suggested(credibility=CORROBORATED, reason=f"{counted}; nobody denies it and no report comes back to itself")


def _has_source(weighed: Weighed) -> bool:
    """Say whether anything that it rests on is more than an article in its own voice, or articles citing one another."""
    return any(node.is_origin and node.kind is not NodeKind.ARTICLE for node in weighed.nodes)


def _nothing_to_judge_by(weighed: Weighed) -> str:
    if weighed.is_circular:
        return f"the articles name one another and nobody else: {_loop(weighed)}"
    if not weighed.nodes:
        return "no article tells it in its text"
    return "no article says on whose word it stands"


def _wanting(weighed: Weighed, denied_by: Sequence[str]) -> str:
    """Return what keeps a thing with several origins from a 1; nothing where it has all."""
    if denied_by:
        return f"denied by {_listed(denied_by)}"
    if weighed.channels < _ENOUGH:
        return "all of it comes to the reader through one channel"
    return "all known origins are of one side" if len(weighed.sides) < _ENOUGH else ""


def _loop(weighed: Weighed) -> str:
    return " → ".join(weighed.loop) or "a story that comes back to the outlet it left"


def _listed(names: Sequence[str]) -> str:
    ordered = sorted(set(names))
    return ordered[0] if len(ordered) == 1 else f"{', '.join(ordered[:-1])} and {ordered[-1]}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
