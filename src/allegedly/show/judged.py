"""Judgements in words, as terminal and page say them: what was decided, about what, and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from allegedly.review.corrections import CORRECT, CORRECT_FIELD, LINK
from allegedly.review.judgements import CREDIT, CUT_STANDS, GRADE, MERGE, SPLIT, TAKE_BACK
from allegedly.review.put_back import RESTORE, UNDO
from allegedly.review.unmet import Unmet
from allegedly.store import WITHDRAW, Review

ACTIONS = {
    MERGE: "held to say the same",
    SPLIT: "held not to say the same",
    GRADE: "reliability set",
    CREDIT: "credibility set",
    LINK: "what words mean",
    CORRECT: "a mark moved",
    CORRECT_FIELD: "what is known of it",
    RESTORE: "a cut put back",
    UNDO: "a cut made again",
    CUT_STANDS: "rightly cut",
    WITHDRAW: "a document withdrawn",
    TAKE_BACK: "a judgement taken back",
}

# Letters of a quotation in one line.
_LONGEST = 120

# Claims that are named of those a judgement no longer finds, and letters of the id of one whose words were not kept.
_MOST_NAMED = 3
_SHORT_ID = 8


class InWords(NamedTuple):
    """A judgement in words; ``document`` is the one that it is on, None where it is on several or none."""

    action: str
    about: str
    note: str | None
    document: str | None


def in_words(review: Review) -> InWords:
    """Return a judgement in words."""
    detail = json.loads(review.detail)
    document = detail.get("document") or (review.subject if review.action in {RESTORE, UNDO, CUT_STANDS} else None)
    action = ACTIONS.get(review.action, review.action)
    return InWords(action, _about(review.action, detail), detail.get("note"), document)


def unmet_in_words(unmet: Unmet) -> str:
    """Return which claims a judgement no longer finds, and what that means."""
    named = "; ".join(
        f"“{claim.words}”" if claim.words else claim.id[:_SHORT_ID] for claim in unmet.claims[:_MOST_NAMED]
    )
    more = f" and {len(unmet.claims) - _MOST_NAMED} more" if len(unmet.claims) > _MOST_NAMED else ""
    effect = "it still holds for the others" if unmet.has_effect else "it has no effect"
    return f"no longer finds {named}{more}: {effect} until that is back (a correction undone, a document brought back)"


def can_be_undone(review: Review) -> bool:
    """Say whether a judgement stands and can be taken back."""
    return review.undone_by is None and review.action in ACTIONS and review.action not in {UNDO, TAKE_BACK}


def _about(action: str, detail: Mapping[str, Any]) -> str:
    if action in {MERGE, SPLIT}:
        return f"{_few(detail['claims'])} and {_few(detail['others'])}"
    if action in {GRADE, CREDIT}:
        return str(detail["reliability"]) if action == GRADE else f"{detail['credibility']} of 6"
    if action == LINK:
        return _meaning(detail)
    if action == CORRECT:
        return f"{detail['role']}: {_mark(detail)}"
    if action == CORRECT_FIELD:
        return f"{detail['field']}: {detail['value'] or 'not known'}, was: {detail['before'] or 'not known'}"
    return _line(str(detail.get("text") or detail.get("title") or detail.get("path") or ""))


def _meaning(detail: Mapping[str, Any]) -> str:
    words = (detail.get("place") or {}).get("words")
    meant = str(detail.get("name") or detail.get("target") or "nothing that is known")
    return f"“{words}” is {meant}" if words else meant


def _mark(detail: Mapping[str, Any]) -> str:
    words = " … ".join(_line(place["words"]) for place in detail.get("places", ()))
    if words:
        return f"“{words}”"
    return "no attribution" if detail["role"] == "content" else "none"


def _line(words: str) -> str:
    return " ".join(words.split())[:_LONGEST]


def _few(claims: list[str]) -> str:
    return ", ".join(each[:8] for each in claims[:3]) + (f" and {len(claims) - 3} more" if len(claims) > 3 else "")
