"""Correct the reading of a document: where a mark of an attribution belongs, what words mean; and take that back."""

from __future__ import annotations

import re
from datetime import datetime
from typing import cast

import msgspec

from allegedly.errors import JudgementError, UnknownIdError
from allegedly.link import Register, load_register
from allegedly.link.meanings import readings
from allegedly.pipeline import Options
from allegedly.records import Attribution, Claim, Document, Link, LinkCandidate, Span, Spans
from allegedly.review.again import replace
from allegedly.review.corrections import (
    CORRECT,
    CORRECT_FIELD,
    CORRECTIONS,
    FIELDS,
    LINK,
    MARKS,
    Correction,
    Corrections,
    FieldCorrection,
    Found,
    Meaning,
    Standing,
    corrections_of,
    document_of,
    places_of,
)
from allegedly.review.judgements import undo_of
from allegedly.store import Judgement, Review, Store, Writer
from allegedly.vocab import LinkKind


def correct(
    writer: Writer,
    identity: str,
    role: str,
    words: str,
    *,
    note: str | None = None,
    options: Options | None = None,
) -> int:
    """Judge that a mark of an attribution lies on certain words, read its document again and return the judgement's number.

    ``identity`` is that of the attribution or of the claim that it carries, ``role`` one of ``MARKS``. Of words that
    occur often those nearest to the attribution are meant; pieces are parted by an ellipsis. No words at all say that
    the text has none of it, and of a content that this is no attribution.

    Raises:
        UnknownIdError: if there is no such attribution.
        JudgementError: if there is no such mark, it lies there already, or the words do not stand in the document.
    """
    attribution = attribution_of(writer, identity)
    _require_mark(role)
    [document] = writer.documents([attribution.document])
    near = attribution.cue or attribution.content or attribution.source
    spans = spans_of_words(document.text, words, near[0].start) if words.strip() else ()
    if spans == getattr(attribution, role):
        message = f"the {role} of {attribution.id} lies there already"
        raise JudgementError(message)
    standing = corrections_of(writer, document.id)
    detail = Correction(
        role=role,
        spans=spans,
        before=getattr(attribution, role),
        note=note,
        document=document.id,
        places=places_of(document.text, spans),
        found=_found_before(standing, attribution, document.text),
    )
    marks = (*standing.marks, Standing(0, attribution.id, writer.operator, detail))
    return _keep(writer, document, CORRECT, attribution.id, detail, standing._replace(marks=marks), options)


def _require_mark(role: str) -> None:
    if role not in MARKS:
        message = f"there is no mark {role!r}; there are {', '.join(MARKS)}, and of a document {', '.join(FIELDS)}"
        raise JudgementError(message)


def correct_field(
    writer: Writer,
    identity: str,
    field: str,
    value: str | None,
    *,
    note: str | None = None,
    options: Options | None = None,
) -> int:
    """Judge what the outlet, byline or date of a document is (None: not known), read it again and return the judgement's number.

    Raises:
        UnknownIdError: if there is no such document.
        JudgementError: if that is what we have already, or a date is none.
    """
    document = cast("Document", writer.find("documents", identity))
    if field == "published" and value is not None:
        try:
            datetime.fromisoformat(value)
        except ValueError as error:
            message = f"{value!r} is no date: give an ISO 8601 day (2033-04-12) or date-time"
            raise JudgementError(message) from error
    before = getattr(document, field)
    if value == before:
        message = f"the {field} of {document.id} is {value or 'not known'} already"
        raise JudgementError(message)
    detail = FieldCorrection(field=field, value=value, before=before, note=note, document=document.id)
    standing = corrections_of(writer, document.id)
    corrections = standing._replace(fields=(*standing.fields, Standing(0, document.id, writer.operator, detail)))
    return _keep(writer, document, CORRECT_FIELD, document.id, detail, corrections, options)


def choose_meaning(
    writer: Writer, identity: str, words: str | None, *, note: str | None = None, options: Options | None = None
) -> int:
    """Judge what the words of a link mean, read its document again and return the judgement's number.

    ``words`` are the id of what is meant (one of the link's candidates, or any that the tables know), its name, or for a
    date its days (2033-04-12, 2033-04, 2033-04-12/2033-04-14); None: nothing that is known. What we take it for already
    may be chosen, too: it is then no longer in doubt.

    Raises:
        UnknownIdError: if there is no such link.
        JudgementError: if nothing, or more than one thing, is called so; the message names what there is.
    """
    link = cast("Link", writer.find("links", identity))
    [document] = writer.documents([link.document])
    options = options or Options()
    chosen = meaning_of(link, words, load_register(options.lexicon)) if words else None
    target, name = (chosen.target, chosen.name) if chosen else (None, None)
    if target == link.target and link.judged_by is not None:
        message = f"{link.id} was judged to be {link.name or target or 'nothing that is known'} already"
        raise JudgementError(message)
    [place] = places_of(document.text, [link.span])
    was = link.was_target if link.judged_by else link.target
    detail = Meaning(target=target, name=name, note=note, document=document.id, kind=link.kind, place=place, was=was)
    standing = corrections_of(writer, document.id)
    corrections = standing._replace(meanings=(*standing.meanings, Standing(0, link.id, writer.operator, detail)))
    return _keep(writer, document, LINK, link.id, detail, corrections, options)


def take_back(writer: Writer, review: Review, *, note: str | None = None, options: Options | None = None) -> int:
    """Take a correction back, read its document again and return the number of the line that does so.

    Raises:
        JudgementError: if it is no correction, or was taken back before.
    """
    if review.action not in CORRECTIONS:
        message = f"judgement {review.number} is a {review.action!r} and no correction"
        raise JudgementError(message)
    judgement = undo_of(review, note=note)
    found = list(writer.documents([document_of(review)]))
    if not found:  # kept by a version of which no reader took notice
        return writer.judge([judgement])[0]
    left = corrections_of(writer, found[0].id, without=review.number)
    replace(writer, found[0], corrections=left, judgements=[judgement], options=options)
    return cast("int", writer.review(review.number).undone_by)


def attribution_of(store: Store, identity: str) -> Attribution:
    """Return the attribution whose id is, or begins with, ``identity``, or the innermost one of the claim that has it.

    Raises:
        UnknownIdError: if there is none, several, or the claim is the outlet's own.
    """
    try:
        return cast("Attribution", store.find("attributions", identity))
    except UnknownIdError:
        claim = cast("Claim", store.find("claims", identity))
    innermost = claim.chain[-1].attribution
    if innermost is None:
        message = f"{claim.id} is a claim in the outlet's own voice: it has no marks to correct"
        raise UnknownIdError(message)
    return cast("Attribution", store.find("attributions", innermost))


def meaning_of(link: Link, words: str, register: Register) -> LinkCandidate:
    """Return what words say that a link means: one of its candidates by id or name, else what the tables know by them.

    Raises:
        JudgementError: if nothing, or more than one thing, is called so; the message names what there is.
    """
    held = [LinkCandidate(target=link.target, name=link.name or link.target, linker_score=1.0)] if link.target else []
    own = [one for one in (*held, *link.candidates) if words.casefold() in {one.target.casefold(), one.name.casefold()}]
    exact = [one for one in own if one.target == words]
    known = exact or own or list(readings(link.kind, words, register))
    exact = [one for one in known if one.target == words]
    if len(known) == 1 or len(exact) == 1 or (known and link.kind in {LinkKind.ACTOR, LinkKind.OUTLET}):
        return (exact or known)[0]
    if not known:
        message = f"no {link.kind} is known as {words!r}; give an id, or leave it open"
    else:
        listed = "; ".join(f"{one.target} ({one.name}, {one.reason or 'a candidate'})" for one in known)
        message = f"{words!r} may be several: {listed}. Give one of these ids"
    raise JudgementError(message)


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


def _found_before(standing: Corrections, attribution: Attribution, text: str) -> Found:
    """Return an attribution as the machine found it, before anybody corrected it."""
    before = next((one.detail.found for one in standing.marks if one.subject == attribution.id), None)
    if before is not None:
        return before
    source, cue, content = (
        places_of(text, spans) for spans in (attribution.source, attribution.cue, attribution.content)
    )
    return Found(source=source, cue=cue, content=content)


def _keep(  # noqa: PLR0913, PLR0917  one step with all that goes into it
    writer: Writer,
    document: Document,
    action: str,
    subject: str,
    detail: Correction | Meaning | FieldCorrection,
    corrections: Corrections,
    options: Options | None,
) -> int:
    judgement = Judgement(action, subject, msgspec.json.encode(detail).decode())
    replace(writer, document, corrections=corrections, judgements=[judgement], options=options)
    return writer.standing_reviews((action,))[-1].number
