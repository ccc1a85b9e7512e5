"""What an analyst decides on a page, as lines of the ledger, and all such lines in words.

Merges, splits and grades are those of ``allegedly.judgements``; cuts are put back by ``Case.restore``. What words mean and
where a mark belongs are kept as lines of their own kinds, which can be taken back like the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

import msgspec

from allegedly.corpus import update
from allegedly.errors import JudgementError
from allegedly.judgements import GRADE, MERGE, SPLIT, TAKE_BACK, Pairing
from allegedly.put_back import RESTORE, UNDO
from allegedly.records import Attribution, Claim, Link, Record, Span, Spans
from allegedly.show.web.room import Room
from allegedly.show.web.view_records import JudgedRow
from allegedly.store import Judgement, Review, Writer

LINK = "link"
CORRECT = "correct span"

# Seconds that a form waits for another process that writes to the case; a page cannot wait as long as a terminal.
WAIT = 20.0

# The marks of an attribution that can be moved.
CORRECTED = ("source", "cue", "content", "hedges")

LONGEST_NOTE = 2_000

_UNDONE_HERE = {MERGE, SPLIT, GRADE, LINK, CORRECT}
_IN_WORDS = {
    MERGE: "held to say the same",
    SPLIT: "held not to say the same",
    GRADE: "reliability set",
    LINK: "what words mean",
    CORRECT: "a mark moved",
    RESTORE: "a cut put back",
    UNDO: "a cut made again",
    TAKE_BACK: "a judgement taken back",
}


class Meaning(Record, frozen=True, kw_only=True):
    """What the words of a link mean by an analyst's judgement: ``target`` None where they mean nothing that is known."""

    target: str | None
    name: str | None
    note: str | None = None


class Correction(Record, frozen=True, kw_only=True):
    """Where a mark of an attribution belongs by an analyst's judgement."""

    role: str
    spans: Spans
    before: Spans
    note: str | None = None


def judge_match(room: Room, subject: str, *, is_same: bool, operator: str | None, note: str | None) -> int:
    """Keep that two claims (``subject``: their ids with a hyphen between) say the same, or not; return the judgement's number.

    Raises:
        UnknownIdError: if there is no such claim.
    """
    one, _, other = subject.partition("-")

    def act(writer: Writer) -> int:
        first, second = (cast("Claim", writer.find("claims", each)) for each in (one, other))
        detail = Pairing(claims=(first.id,), others=(second.id,), note=note)
        line = Judgement(MERGE if is_same else SPLIT, subject, msgspec.json.encode(detail).decode())
        [number] = writer.judge([line], unweighed={first.document, second.document})
        update(writer)
        return number

    return _write(room, operator, act)


def merge(room: Room, first: str, second: str, *, operator: str | None, note: str | None) -> int:
    """Keep that two allegations are one."""
    with room.case() as case:
        return case.merge(first, second, note=note, operator=operator, wait=WAIT)


def split(room: Room, identity: str, claims: list[str], *, operator: str | None, note: str | None) -> int:
    """Keep that some claims of an allegation say something else than the rest."""
    with room.case() as case:
        return case.split(identity, claims, note=note, operator=operator, wait=WAIT)


def grade(room: Room, outlet: str, letter: str, *, operator: str | None, note: str | None) -> int:
    """Keep the reliability that an analyst gives an outlet."""
    with room.case() as case:
        return case.grade(outlet, letter, note=note, operator=operator, wait=WAIT)


def choose_link(
    room: Room, identity: str, target: str | None, name: str | None, *, operator: str | None, note: str | None
) -> int:
    """Keep what the words of a link mean.

    Raises:
        JudgementError: if the target is neither the link's own nor one of its candidates.
    """

    def act(writer: Writer) -> int:
        link = cast("Link", writer.find("links", identity))
        known = {link.target, None, *(candidate.target for candidate in link.candidates)}
        if target not in known:
            message = (
                f"{target!r} is no candidate of the link {link.id}; there are {', '.join(sorted(filter(None, known)))}"
            )
            raise JudgementError(message)
        detail = msgspec.json.encode(Meaning(target=target, name=name, note=note)).decode()
        [number] = writer.judge([Judgement(LINK, link.id, detail)])
        return number

    return _write(room, operator, act)


def correct(room: Room, identity: str, role: str, words: str, *, operator: str | None, note: str | None) -> int:
    """Keep that a mark of an attribution belongs on certain words; of words that occur often, on those nearest to it.

    Raises:
        JudgementError: if there is no such mark, or the words do not stand in the article.
    """

    def act(writer: Writer) -> int:
        attribution = cast("Attribution", writer.find("attributions", identity))
        [document] = writer.documents([attribution.document])
        if role not in CORRECTED:
            message = f"there is no mark {role!r}; there are {', '.join(CORRECTED)}"
            raise JudgementError(message)
        near = (attribution.cue or attribution.content or attribution.source)[0].start
        spans = spans_of_words(document.text, words, near)
        detail = Correction(role=role, spans=spans, before=getattr(attribution, role), note=note)
        [number] = writer.judge([Judgement(CORRECT, attribution.id, msgspec.json.encode(detail).decode())])
        return number

    return _write(room, operator, act)


def take_back(room: Room, number: int, *, operator: str | None, note: str | None) -> int:
    """Take a judgement back; a cut that was put back is cut again."""
    review = next((each for each in room.reviews() if each.number == number), None)
    if review is not None and review.action == RESTORE and review.undone_by is None:
        span = msgspec.json.decode(review.detail)["span"]
        with room.case() as case:
            case.restore(review.subject, span[0], undo=True, note=note, operator=operator, wait=WAIT)
        return number
    if review is not None and review.action in {LINK, CORRECT}:
        if review.undone_by is not None:
            message = f"judgement {number} was taken back before, by judgement {review.undone_by}"
            raise JudgementError(message)
        line = Judgement(TAKE_BACK, review.subject, msgspec.json.encode({"note": note}).decode(), number)
        return _write(room, operator, lambda writer: writer.judge([line])[0])
    with room.case() as case:
        return case.take_back(number, note=note, operator=operator, wait=WAIT)


def judged(room: Room, limit: int = 200) -> list[JudgedRow]:
    """Return the judgements in the ledger, the newest first."""
    return [_row(review) for review in room.reviews(limit)]


def corrections(room: Room) -> dict[str, dict[str, tuple[Correction, str]]]:
    """Return the corrections that stand, by attribution and mark, each with whose it is; the latest one counts."""
    found: dict[str, dict[str, tuple[Correction, str]]] = {}
    for review in reversed(room.reviews()):
        if review.action == CORRECT and review.undone_by is None:
            detail = msgspec.json.decode(review.detail, type=Correction)
            found.setdefault(review.subject, {})[detail.role] = detail, review.operator
    return found


def subjects_judged(room: Room) -> set[str]:
    """Return the ids of matches and links on which a judgement stands: they are no longer in doubt."""
    actions = {MERGE, SPLIT, LINK}
    return {review.subject for review in room.reviews() if review.action in actions and review.undone_by is None}


def _write(room: Room, operator: str | None, act: Callable[[Writer], int]) -> int:
    with Writer(room.folder, operator=operator, wait=WAIT) as writer:
        return act(writer)


def _row(review: Review) -> JudgedRow:
    detail = msgspec.json.decode(review.detail)
    can_undo = review.undone_by is None and (review.action in _UNDONE_HERE or review.action == RESTORE)
    return JudgedRow(
        number=review.number,
        time=review.time,
        operator=review.operator,
        action=_IN_WORDS.get(review.action, review.action),
        subject=review.subject,
        words=_about(review.action, detail),
        note=detail.get("note"),
        undone_by=review.undone_by,
        can_undo=can_undo,
    )


def _about(action: str, detail: dict[str, object]) -> str:
    """Return the detail of a judgement in a few words."""
    if action in {MERGE, SPLIT}:
        return f"{_few(detail.get('claims'))} and {_few(detail.get('others'))}"
    if action == GRADE:
        return str(detail.get("reliability", ""))
    if action == LINK:
        return str(detail.get("name") or detail.get("target") or "nothing that is known")
    if action == CORRECT:
        return f"{detail.get('role')}: {detail.get('before')} became {detail.get('spans')}"
    return " ".join(str(detail.get("text", "")).split())[:120]


def _few(claims: object) -> str:
    ids = [str(each)[:8] for each in claims] if isinstance(claims, list) else []
    return ", ".join(ids[:3]) + (f" and {len(ids) - 3} more" if len(ids) > 3 else "")


def spans_of_words(text: str, words: str, near: int) -> Spans:
    """Return where words stand in a text, each piece (parted by an ellipsis) as near to an offset as it occurs.

    Raises:
        JudgementError: if a piece does not stand there.

    >>> spans_of_words("He said so. She said no.", "said … no", 16)
    (Span(start=16, end=20), Span(start=21, end=23))
    """
    found = []
    for piece in words.replace("...", "…").split("…"):
        pattern = r"\s+".join(re.escape(word) for word in piece.split())
        places = [match.span() for match in re.finditer(pattern, text)] if pattern else []
        if not places:
            message = f"{piece.strip()!r} does not stand in the article: give the words as they are written there"
            raise JudgementError(message)
        start, end = min(places, key=lambda place: abs(place[0] - near))
        found.append(Span(start, end))
    return tuple(sorted(found))
