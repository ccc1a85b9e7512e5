"""Commands that show a case in a browser: serve, report."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Annotated

import typer

from allegedly.cli.app import DEFAULT_CASE, CaseOption, PrivateOption, app, case_at, console_of
from allegedly.errors import AllegedlyError

TOKEN_VARIABLE = "ALLEGEDLY_TOKEN"  # noqa: S105  the name of a variable
DEFAULT_PORT = 8765

# What the extra `web` brings.
_NEEDED = {"litestar", "uvicorn", "jinja2"}


@app.command()
def serve(  # noqa: PLR0913  the options of one command
    *,
    case: CaseOption = DEFAULT_CASE,
    host: Annotated[
        str, typer.Option(help="Address to listen at; any but this machine's own needs a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen at; 0 takes a free one.")] = DEFAULT_PORT,
    token: Annotated[
        str | None, typer.Option(envvar=TOKEN_VARIABLE, help="What a browser must know; made up where one is needed.")
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option(help="Another host name under which the page may be asked for.")
    ] = None,
    engine: Annotated[
        str | None, typer.Option(help="What finds attributions: model, rules, or a trained folder.")
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes for reading in; one a core if not given.")] = None,
    upload_limit: Annotated[int, typer.Option(min=1, metavar="MB", help="Megabytes of one upload.")] = 256,
    allow_private: PrivateOption = False,
    operator: Annotated[str | None, typer.Option(help="Your name, until a page is given another.")] = None,
) -> None:
    """Open the reading room: the case as pages in a browser on this machine; Ctrl+C ends it."""
    try:
        import uvicorn  # noqa: PLC0415

        from allegedly.show.web.app import application  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if error.name not in _NEEDED:
            raise
        message = f"the reading room needs the extra `web` ({error.name} is missing): pip install 'allegedly[web]'"
        raise AllegedlyError(message) from error
    from allegedly.show.web.listen import listen  # noqa: PLC0415
    from allegedly.show.web.settings import LOOPBACK_NAMES, Settings, is_loopback  # noqa: PLC0415

    is_local = is_loopback(host)
    token = token or (None if is_local else secrets.token_urlsafe(24))
    settings = Settings(
        hosts=(*LOOPBACK_NAMES, *(name or ())) if is_local else (),
        token=token,
        operator=operator or "",
        tagger=engine,
        jobs=jobs,
        allow_private=allow_private,
        upload_bytes=upload_limit * 2**20,
    )
    socket, address = listen(host, port)
    console = console_of(stderr=True)
    console.print(f"reading room of {case}: {address}/{f'?token={token}' if token else ''}", soft_wrap=True)
    console.print("only this machine can reach it" if is_local else "everybody who has this address can read and judge")
    config = uvicorn.Config(
        application(case, settings), log_level="warning", access_log=False, server_header=False, lifespan="on"
    )
    uvicorn.Server(config).run(sockets=[socket])


@app.command()
def report(
    *,
    case: CaseOption = DEFAULT_CASE,
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write.")] = Path("allegedly-report.html"),
    title: Annotated[str | None, typer.Option(help="What stands above it.")] = None,
    most: Annotated[int, typer.Option(min=1, help="Allegations to show, those told by most first.")] = 200,
) -> None:
    """Write one HTML file with the views of the reading room: it needs no server, no network and no script."""
    from allegedly.show.report import write_report  # noqa: PLC0415

    with case_at(case) as opened:
        written = write_report(opened, output, title=title, most=most)
    size = os.stat(output).st_size
    console_of(stderr=True).print(
        f"wrote {output}: {written.allegations:,} allegations, {written.documents:,} articles, {size / 2**20:.1f} MB"
    )
