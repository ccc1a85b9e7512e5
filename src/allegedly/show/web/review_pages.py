"""The review queue on pages, and the forms by which an analyst judges; every act is a line of the ledger with a name."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import anyio.to_thread
from litestar import Response, get, post
from litestar.exceptions import ClientException

from allegedly.case import Case, Judging, JudgingAnew
from allegedly.show.web import judging, queue
from allegedly.show.web.desk import Asked, Desk, Html, page_asked

# What the queue asks about.
KINDS = ("merges", "accounts", "links", "cuts")

Answer = Response[None]
T = TypeVar("T")


@get("/review", include_in_schema=False, sync_to_thread=True)
def review(request: Asked, desk: Desk) -> Html:
    """Show the queue: matches, accounts that texts set against one another, links or cuts in doubt, and what was judged."""
    index = desk.room.index()
    kind = request.query_params.get("kind", "merges")
    settled = judging.pairs_judged(desk.room)
    page = page_asked(request)
    return desk.page(
        request,
        "review.html",
        title="Review",
        here="/review",
        kind=kind if kind in KINDS else "merges",
        matches=queue.matches(index, settled, page if kind == "merges" else 1),
        accounts=queue.accounts(index, settled, page if kind == "accounts" else 1),
        links=queue.links(index, page if kind == "links" else 1),
        cuts=queue.cuts(desk.room, index, judging.cuts_judged(desk.room), page) if kind == "cuts" else None,
        articles_with_cuts=index.value("SELECT count(*) FROM documents WHERE removed > 0"),
        judged=judging.judged(desk.room),
        unmet=judging.unmet_judgements(desk.room),
    )


@post("/review/match", include_in_schema=False)
async def match(request: Asked, desk: Desk) -> Answer:
    """Keep whether two claims say the same."""
    fields = await desk.form(request)
    is_same = _field(fields, "verdict") == "same"
    one, _, other = _field(fields, "subject").partition("-")
    return await _judge(
        request,
        desk,
        fields,
        lambda case, how: case.match_claims(one, other, is_same=is_same, **how),
        "same" if is_same else "other",
    )


@post("/review/link", include_in_schema=False)
async def link(request: Asked, desk: Desk) -> Answer:
    """Keep what words mean: what was chosen, or another name, id or day that was written."""
    fields = await desk.form(request)
    subject, target = _field(fields, "subject"), _field(fields, "target")
    meaning = None if fields.get("nothing") else str(fields.get("other") or "").strip() or target or None
    return await _judge(
        request, desk, fields, lambda case, how: case.choose_meaning(subject, meaning, **_anew(desk, how)), "link"
    )


@post("/review/merge", include_in_schema=False)
async def merge(request: Asked, desk: Desk) -> Answer:
    """Keep that two allegations are one."""
    fields = await desk.form(request)
    one, other = _field(fields, "subject"), _field(fields, "other")
    return await _judge(request, desk, fields, lambda case, how: case.merge(one, other, **how), "merged")


@post("/review/split", include_in_schema=False)
async def split(request: Asked, desk: Desk) -> Answer:
    """Keep that some claims of an allegation are another one."""
    fields = await desk.form(request)
    claims = [str(value) for name, value in fields.multi_items() if name == "claim"]  # type: ignore[attr-defined]
    subject = _field(fields, "subject")
    return await _judge(request, desk, fields, lambda case, how: case.split(subject, claims, **how), "split")


@post("/review/grade", include_in_schema=False)
async def grade(request: Asked, desk: Desk) -> Answer:
    """Keep an outlet's reliability."""
    fields = await desk.form(request)
    outlet, letter = _field(fields, "subject"), _field(fields, "grade")
    return await _judge(request, desk, fields, lambda case, how: case.grade(outlet, letter, **how), "graded")


@post("/review/credit", include_in_schema=False)
async def credit(request: Asked, desk: Desk) -> Answer:
    """Keep an allegation's credibility."""
    fields = await desk.form(request)
    subject, number = _field(fields, "subject"), _number(fields, "credibility")
    return await _judge(request, desk, fields, lambda case, how: case.credit(subject, number, **how), "credited")


@post("/review/correct", include_in_schema=False)
async def correct(request: Asked, desk: Desk) -> Answer:
    """Keep where a mark belongs."""
    fields = await desk.form(request)
    subject, role, words = _field(fields, "subject"), _field(fields, "role"), _field(fields, "words")
    if role == "none":  # "this is no attribution"
        role, words = "content", ""
    return await _judge(
        request, desk, fields, lambda case, how: case.correct(subject, role, words, **_anew(desk, how)), "corrected"
    )


@post("/review/withdraw", include_in_schema=False)
async def withdraw(request: Asked, desk: Desk) -> Answer:
    """Take an article out of the case."""
    fields = await desk.form(request)
    subject = _field(fields, "subject")
    return await _judge(
        request, desk, fields, lambda case, how: case.withdraw(subject, **_anew(desk, how)), "withdrawn"
    )


@post("/review/undo", include_in_schema=False)
async def undo(request: Asked, desk: Desk) -> Answer:
    """Take a judgement back."""
    fields = await desk.form(request)
    number = _number(fields, "number")
    return await _judge(request, desk, fields, lambda case, how: case.take_back(number, **_anew(desk, how)), "undone")


@post("/review/put-back", include_in_schema=False)
async def put_back(request: Asked, desk: Desk) -> Answer:
    """Put back what cleaning cut."""
    return await _restore(request, desk, undo=False)


@post("/review/let-stand", include_in_schema=False)
async def let_stand(request: Asked, desk: Desk) -> Answer:
    """Keep that something was rightly cut."""
    fields = await desk.form(request)
    identity, start = _field(fields, "document"), _number(fields, "start")
    return await _judge(
        request, desk, fields, lambda case, how: case.let_cut_stand(identity, start, **how), "cut-stands"
    )


@post("/review/cut-again", include_in_schema=False)
async def cut_again(request: Asked, desk: Desk) -> Answer:
    """Cut again what was put back."""
    return await _restore(request, desk, undo=True)


async def _restore(request: Asked, desk: Desk, *, undo: bool) -> Answer:
    fields = await desk.form(request)
    identity, start = _field(fields, "document"), _number(fields, "start")
    return await _judge(
        request,
        desk,
        fields,
        lambda case, how: case.restore(identity, start, undo=undo, **_anew(desk, how)),
        "cut-again" if undo else "put-back",
    )


def _anew(desk: Desk, how: Judging) -> JudgingAnew:
    return {**how, "tagger": desk.settings.tagger, "lexicon": None}


async def _judge(
    request: Asked, desk: Desk, fields: Mapping[str, Any], act: Callable[[Case, Judging], T], done: str
) -> Answer:
    """Do what was asked with the case, in a thread; then make the index anew and lead back."""
    how: Judging = {
        "operator": desk.operator_of(request, fields),
        "note": " ".join(str(fields.get("note") or "").split())[: judging.LONGEST_NOTE] or None,
        "wait": judging.WAIT,
    }
    work = functools.partial(judging.in_case, desk.room, lambda case: act(case, how))
    await anyio.to_thread.run_sync(work)
    await anyio.to_thread.run_sync(functools.partial(desk.room.index, at_once=True))
    return desk.back(fields, done, judged=judging.last_to_undo(desk.room, how.get("operator")))


def _field(fields: Mapping[str, Any], name: str) -> str:
    """Return a field that must be there.

    Raises:
        ClientException: if it is not.
    """
    value = fields.get(name)
    if not isinstance(value, str) or not (value or name in {"target", "words"}):
        message = f"the form lacks {name!r}"
        raise ClientException(message)
    return value


def _number(fields: Mapping[str, Any], name: str) -> int:
    """Return a field that is a number.

    Raises:
        ClientException: if it is none.
    """
    value = _field(fields, name)
    if not value.isdecimal() or len(value) > 12:
        message = f"{name} {value!r} is no number"
        raise ClientException(message)
    return int(value)


ROUTES = [review, match, link, merge, split, grade, credit, correct, withdraw, undo, put_back, let_stand, cut_again]
