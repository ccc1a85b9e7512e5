"""The review queue on pages, and the forms by which an analyst judges; every act is a line of the ledger with a name."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import anyio.to_thread
from litestar import Response, get, post
from litestar.exceptions import ClientException

from allegedly.show.web import judging, queue
from allegedly.show.web.desk import Asked, Desk, Html, page_asked

Answer = Response[None]
T = TypeVar("T")


@get("/review", include_in_schema=False, sync_to_thread=True)
def review(request: Asked, desk: Desk) -> Html:
    """Show the queue: matches, links or cuts in doubt, and what was judged."""
    index = desk.room.index()
    kind = request.query_params.get("kind", "merges")
    settled = judging.subjects_judged(desk.room)
    page = page_asked(request)
    return desk.page(
        request,
        "review.html",
        title="Review",
        here="/review",
        kind=kind if kind in {"merges", "links", "cuts"} else "merges",
        matches=queue.matches(index, settled, page if kind == "merges" else 1),
        links=queue.links(index, settled, page if kind == "links" else 1),
        cuts=queue.cuts(desk.room, index, page if kind == "cuts" else 1) if kind == "cuts" else None,
        articles_with_cuts=index.value("SELECT count(*) FROM documents WHERE removed > 0"),
        judged=judging.judged(desk.room),
    )


@post("/review/match", include_in_schema=False)
async def match(request: Asked, desk: Desk) -> Answer:
    """Keep whether two claims say the same."""
    fields = await desk.form(request)
    is_same = _field(fields, "verdict") == "same"
    act = functools.partial(judging.judge_match, desk.room, _field(fields, "subject"), is_same=is_same)
    return await _keep(request, desk, fields, act, "same" if is_same else "other")


@post("/review/link", include_in_schema=False)
async def link(request: Asked, desk: Desk) -> Answer:
    """Keep what words mean."""
    fields = await desk.form(request)
    target, _, name = _field(fields, "target").partition("\t")
    act = functools.partial(judging.choose_link, desk.room, _field(fields, "subject"), target or None, name or None)
    return await _keep(request, desk, fields, act, "link")


@post("/review/merge", include_in_schema=False)
async def merge(request: Asked, desk: Desk) -> Answer:
    """Keep that two allegations are one."""
    fields = await desk.form(request)
    act = functools.partial(judging.merge, desk.room, _field(fields, "subject"), _field(fields, "other"))
    return await _keep(request, desk, fields, act, "merged")


@post("/review/split", include_in_schema=False)
async def split(request: Asked, desk: Desk) -> Answer:
    """Keep that some claims of an allegation are another one."""
    fields = await desk.form(request)
    claims = [str(value) for name, value in fields.multi_items() if name == "claim"]  # type: ignore[attr-defined]
    act = functools.partial(judging.split, desk.room, _field(fields, "subject"), claims)
    return await _keep(request, desk, fields, act, "split")


@post("/review/grade", include_in_schema=False)
async def grade(request: Asked, desk: Desk) -> Answer:
    """Keep an outlet's reliability."""
    fields = await desk.form(request)
    act = functools.partial(judging.grade, desk.room, _field(fields, "subject"), _field(fields, "grade"))
    return await _keep(request, desk, fields, act, "graded")


@post("/review/correct", include_in_schema=False)
async def correct(request: Asked, desk: Desk) -> Answer:
    """Keep where a mark belongs."""
    fields = await desk.form(request)
    words = _field(fields, "words")
    act = functools.partial(judging.correct, desk.room, _field(fields, "subject"), _field(fields, "role"), words)
    return await _keep(request, desk, fields, act, "corrected")


@post("/review/undo", include_in_schema=False)
async def undo(request: Asked, desk: Desk) -> Answer:
    """Take a judgement back."""
    fields = await desk.form(request)
    number = _field(fields, "number")
    if not number.isdecimal() or len(number) > 12:
        message = f"{number!r} is no number of a judgement"
        raise ClientException(message)
    return await _keep(request, desk, fields, functools.partial(judging.take_back, desk.room, int(number)), "undone")


@post("/review/put-back", include_in_schema=False)
async def put_back(request: Asked, desk: Desk) -> Answer:
    """Put back what cleaning cut."""
    return await _restore(request, desk, undo=False)


@post("/review/cut-again", include_in_schema=False)
async def cut_again(request: Asked, desk: Desk) -> Answer:
    """Cut again what was put back."""
    return await _restore(request, desk, undo=True)


async def _restore(request: Asked, desk: Desk, *, undo: bool) -> Answer:
    fields = await desk.form(request)
    start = _field(fields, "start")
    if not start.isdecimal() or len(start) > 12:
        message = f"{start!r} is no offset"
        raise ClientException(message)

    def act(*, operator: str | None, note: str | None) -> None:
        with desk.room.case() as case:
            tagger = desk.settings.tagger
            identity = _field(fields, "document")
            case.restore(
                identity, int(start), undo=undo, note=note, operator=operator, tagger=tagger, wait=judging.WAIT
            )

    return await _keep(request, desk, fields, act, "cut-again" if undo else "put-back")


async def _keep(request: Asked, desk: Desk, fields: Mapping[str, Any], act: Callable[..., T], done: str) -> Answer:
    """Do what was asked, in a thread; then make the index anew and lead back."""
    operator = desk.operator_of(request, fields)
    note = " ".join(str(fields.get("note") or "").split())[: judging.LONGEST_NOTE] or None
    await anyio.to_thread.run_sync(functools.partial(act, operator=operator, note=note))
    await anyio.to_thread.run_sync(functools.partial(desk.room.index, at_once=True))
    return desk.back(fields, done)


def _field(fields: Mapping[str, Any], name: str) -> str:
    """Return a field that must be there.

    Raises:
        ClientException: if it is not.
    """
    value = fields.get(name)
    if not isinstance(value, str) or not (value or name in {"target"}):
        message = f"the form lacks {name!r}"
        raise ClientException(message)
    return value


ROUTES = [review, match, link, merge, split, grade, correct, undo, put_back, cut_again]
