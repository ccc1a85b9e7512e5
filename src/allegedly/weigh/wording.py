"""The words of a claim as a reader can take them in: its content as it stands, with the cue where the content alone says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from allegedly.lexicon import load_table
from allegedly.records import Attribution, Claim, Span
from allegedly.vocab import Polarity
from allegedly.weigh.identity import fold

# Two pieces of a content are shown with what stands between them if that is no longer, in code points: a hedge or a cue ("is
# allegedly attempting"), not another clause.
_SHORT_GAP: Final = 30
_GAP: Final = " … "
# The word that joins a content to its cue ("said that the bridge fell") is none of the claim's.
_JOINING: Final = re.compile(r"^that\s+(?=\S+\s+\S)")


def worded(claim: Claim, attribution: Attribution | None, text: str) -> str:
    """Return a claim's content as the text has it, all in one line, without the "that" before it.

    Where a verb's object is cut in two by its own cue ("blamed the fire on arson", "accused the army of shelling"), the content
    says nothing without the cue, which then goes before it.
    """
    words = [claim.content[0].of(text)]
    for before, after in zip(claim.content, claim.content[1:], strict=False):
        between = text[before.end : after.start]
        is_short = 0 < len(between) <= _SHORT_GAP and "\n" not in between
        words += [between if is_short else _GAP, after.of(text)]
    said = " ".join("".join(words).split())
    cue = _object_cue(claim.content, attribution, text) if attribution is not None else ""
    return f"{cue} {said}" if cue else _JOINING.sub("", said)


def _object_cue(content: Sequence[Span], attribution: Attribution, text: str) -> str:
    """Return the cue that goes with a content, "" if the content says enough."""
    if not attribution.cue or fold(content[0].of(text))[:1] == ("that",):
        return ""
    cue = attribution.cue[-1]
    is_before = cue.end <= content[0].start and text[cue.end : content[0].start].isspace()
    return cue.of(text) if is_before and set(fold(cue.of(text))) & _object_verbs() else ""


@cache
def _object_verbs() -> frozenset[str]:
    """Return the forms of the verbs that say something of their object: "blame", "blames", "blamed", "blaming"."""
    return frozenset(row["word"] for row in load_table("vouching_words") if row["class"] == "object")


def is_negative_in_words(claim: Claim, polarity: Polarity, said: str) -> bool:
    """Say whether a negative claim is so by its own words ("did not fire"), not by who denies it."""
    is_own = polarity is Polarity.NEGATIVE and claim.polarity is Polarity.POSITIVE
    words = {word for part in said.casefold().split() for word in fold(part)}
    contracted = any(part.casefold().strip('.,;:!?”"').endswith(("n't", "n’t")) for part in said.split())
    return is_own and (contracted or bool(words & _negations()))


@cache
def _negations() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("vouching_words") if row["class"] == "negation")
