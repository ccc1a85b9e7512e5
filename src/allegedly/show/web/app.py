"""The application: all routes, what every request passes through, and what is said when something goes wrong."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from litestar import Litestar, MediaType, Response, get
from litestar.config.app import AppConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException, NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from allegedly import __version__
from allegedly.errors import AllegedlyError, CaseBusyError, CaseNotFoundError, JudgementError, UnknownIdError
from allegedly.show.web import api, event_pages, originals, pages, reading_pages, review_pages
from allegedly.show.web.desk import Asked, Desk
from allegedly.show.web.guard import Guard
from allegedly.show.web.render import asset
from allegedly.show.web.room import Room
from allegedly.show.web.settings import Settings

_LOGGER = logging.getLogger(__name__)

_ASSETS = {"room.css": "text/css", "room.js": "text/javascript", "icon.svg": "image/svg+xml"}

_STATUS: tuple[tuple[type[AllegedlyError], int], ...] = (
    (UnknownIdError, 404),
    (CaseNotFoundError, 404),
    (CaseBusyError, 409),
    (JudgementError, 400),
)


def application(folder: Path, settings: Settings | None = None) -> Guard:
    """Return the reading room of the case in ``folder`` as an ASGI application."""
    settings = settings or Settings()
    desk = Desk(Room(folder), settings)
    app = Litestar(
        route_handlers=[
            *(*pages.ROUTES, *event_pages.ROUTES, *review_pages.ROUTES, *reading_pages.ROUTES),
            *(originals.original, static, *api.ROUTES),
        ],
        dependencies={"desk": Provide(lambda: desk, sync_to_thread=False)},
        state=State({"desk": desk}),
        exception_handlers={HTTPException: _refused, AllegedlyError: _failed, Exception: _broken},
        openapi_config=OpenAPIConfig(
            title="Allegedly",
            version=__version__,
            description="What a case holds: who says so, on whose word, how firmly, and how many origins stand behind it.",
            path="/api",
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        ),
        request_max_body_size=settings.upload_bytes,
        on_startup=[desk.begin],
        on_shutdown=[desk.jobs.close, desk.room.close],
        on_app_init=[_without_log],
        debug=False,
    )
    return Guard(app, settings)


@get("/static/{name:str}", include_in_schema=False, sync_to_thread=False)
def static(name: str) -> Response[str]:
    """Hand out a style sheet, a script or a picture of ours."""
    if name not in _ASSETS:
        message = f"there is no {name!r}"
        raise NotFoundException(message)
    return Response(asset(name), media_type=_ASSETS[name], headers={"Cache-Control": "no-cache"})


def _without_log(config: AppConfig) -> AppConfig:
    config.logging_config = None
    return config


def _failed(request: Asked, error: AllegedlyError) -> Response[Any]:
    status = next((number for kind, number in _STATUS if isinstance(error, kind)), 500)
    return _problem(request, status, str(error))


def _refused(request: Asked, error: HTTPException) -> Response[Any]:
    message = error.detail or "this cannot be done"
    if error.status_code == 404 and message in {"Not Found", ""}:
        message = f"there is no page {request.scope['path']!r}"
    return _problem(request, error.status_code, message)


def _broken(request: Asked, error: Exception) -> Response[Any]:
    _LOGGER.error("a page failed: %s", request.scope["path"], exc_info=error)
    return _problem(
        request, 500, f"our mistake ({type(error).__name__}); the server's log says where. Please report it."
    )


def _problem(request: Asked, status: int, message: str) -> Response[Any]:
    if request.scope["path"].startswith("/api/"):
        return Response({"status": status, "error": message}, status_code=status, media_type=MediaType.JSON)
    desk: Desk = request.app.state.desk
    titles = {404: "Not found", 403: "Refused", 409: "Busy", 413: "Too large"}
    return desk.page(
        request, "problem.html", title=titles.get(status, "That did not work"), status=status, message=message
    )
