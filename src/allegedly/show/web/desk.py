"""What every page has at hand: the room, the settings, the piles being read, who asks, and how an answer is made."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from urllib.parse import quote, unquote, urlencode

import msgspec
from litestar import Request, Response
from litestar.enums import MediaType
from litestar.exceptions import ClientException, PermissionDeniedException

from allegedly.show.web.guard import SESSION, cookie, cookies_of, csrf_token, is_csrf_token
from allegedly.show.web.jobs import Jobs
from allegedly.show.web.judging import unmet_judgements
from allegedly.show.web.links import WebLinks
from allegedly.show.web.render import render
from allegedly.show.web.room import Room
from allegedly.show.web.settings import Settings

Asked = Request[Any, Any, Any]
Html = Response[str]
F = TypeVar("F", bound=msgspec.Struct)

ANALYST = "allegedly-analyst"
_A_YEAR = 365 * 24 * 3600
LONGEST_NAME = 120

# What a page says after an act; an address can only choose among these.
_DONE = {
    "put-back": "Put back; the article was read again.",
    "withdrawn": "Withdrawn; the case is as if it had never had that article.",
    "cut-again": "Cut again; the article was read again.",
    "cut-stands": "Kept: it was rightly cut.",
    "same": "Kept: they say the same; the allegations that it touches were made anew.",
    "other": "Kept: they do not say the same; the allegations that it touches were made anew.",
    "merged": "Kept: the two are one allegation.",
    "split": "Kept: these claims are another allegation.",
    "graded": "The outlet's reliability is set.",
    "credited": "The allegation's credibility is set; the suggested one stays beside it.",
    "link": "Kept: what these words mean; the article was read again with it.",
    "corrected": "Kept: where this mark belongs; the article was read again with it.",
    "undone": "Taken back; both stay in the ledger.",
}


class Desk:
    """The server's own state; one for the whole application."""

    def __init__(self, room: Room, settings: Settings) -> None:
        self.room, self.settings = room, settings
        self.jobs = Jobs(on_end=self._look_again)
        self.link = WebLinks()

    def begin(self) -> None:
        """Make the index while the first page is on its way."""
        threading.Thread(target=self.room.index, name="index", daemon=True).start()

    def _look_again(self) -> None:
        self.room.index(at_once=True)

    def page(
        self, request: Asked, template: str, *, title: str, here: str = "", status: int = 200, **more: Any
    ) -> Html:
        """Return a page of a template; after an act it says how many judgements no longer find a claim."""
        said = _DONE.get(request.query_params.get("done", ""))
        context = {
            "title": title,
            "here": here,
            "case_name": self.room.folder.name,
            "link": self.link,
            "csrf": csrf_token(self.settings, _session(request)),
            "operator": self.operator(request),
            "here_again": _here(request),
            "said": said,
            "unmet_now": len(unmet_judgements(self.room)) if said else 0,
            "last_judged": _number(request.query_params.get("judged", "")),
            "pages": lambda **changes: _here(request, {**changes, "done": None, "judged": None}),
            "query": "",
            "can_judge": True,
            **more,
        }
        return Response(render(template, **context), media_type=MediaType.HTML, status_code=status)

    def operator(self, request: Asked) -> str:
        """Return the name that the analyst gave last, or that the server was started with."""
        given = cookies_of(request.headers).get(ANALYST, "")
        return unquote(given)[:LONGEST_NAME] or self.settings.operator

    async def form(self, request: Asked) -> Mapping[str, Any]:
        """Return the fields of a form that was sent from one of our pages.

        Raises:
            PermissionDeniedException: if it does not carry the token of its session.
        """
        fields = await request.form()
        given = fields.get("csrf", "")
        if not isinstance(given, str) or not is_csrf_token(self.settings, _session(request), given):
            message = (
                "this form has expired or was sent from another page: go back, load the page again and send it anew"
            )
            raise PermissionDeniedException(message)
        return fields

    def back(
        self, fields: Mapping[str, Any], done: str = "", otherwise: str = "/review", judged: int | None = None
    ) -> Response[None]:
        """Return the way back to the page that a form was on, saying what was done, with the analyst's name kept.

        ``judged`` is the number of a judgement that can be taken back at once.
        """
        target = str(fields.get("back") or otherwise)
        if not target.startswith("/") or target.startswith(("//", "/\\")) or not target.isprintable():
            target = otherwise
        path, mark, fragment = target.partition("#")
        if done:
            told = {"done": done} | ({"judged": judged} if judged is not None else {})
            path += ("&" if "?" in path else "?") + urlencode(told)
        headers = {"Location": path + mark + fragment}
        answer: Response[None] = Response(None, status_code=303, headers=headers)
        name = str(fields.get("operator") or "").strip()[:LONGEST_NAME]
        if name:
            answer.headers["Set-Cookie"] = cookie(ANALYST, quote(name, safe=""), seconds=_A_YEAR)
        return answer

    def operator_of(self, request: Asked, fields: Mapping[str, Any]) -> str | None:
        """Return who is named in a form, or was before; None for the account that the server runs under."""
        name = " ".join(str(fields.get("operator") or "").split())[:LONGEST_NAME]
        return name or self.operator(request) or None


def asked_for(request: Asked, kind: type[F]) -> F:
    """Return a filter as the address has it; fields that are left empty are as if they were not there.

    Raises:
        ClientException: if a value is not of its kind.
    """
    given = {name: value for name, value in request.query_params.items() if value and name in kind.__struct_fields__}
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        raise ClientException(str(error)) from error


def page_asked(request: Asked) -> int:
    """Return the number of the page that is asked for."""
    number = request.query_params.get("page", "1")
    return int(number) if number.isdecimal() and len(number) < 8 else 1


def _number(given: str) -> int | None:
    return int(given) if given.isdecimal() and len(given) < 13 else None


def _session(request: Asked) -> str:
    """Return the session that the guard has given or found."""
    return str(cast("dict[str, object]", request.scope).get(SESSION, ""))


def _here(request: Asked, changes: Mapping[str, Any] | None = None) -> str:
    """Return the address of this page, with some of its query changed; None takes a field away."""
    query = [
        (name, value)
        for name, value in request.query_params.multi_items()
        if name not in (changes or {"done", "judged"})
    ]
    query += [(name, str(value)) for name, value in (changes or {}).items() if value is not None]
    path = quote(request.scope["path"], safe="/")
    return f"{path}?{urlencode(query)}" if query else path
