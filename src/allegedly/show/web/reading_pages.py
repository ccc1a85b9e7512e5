"""Reading in: files dropped or chosen, addresses pasted, and how it goes."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import anyio.to_thread
from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException, NotFoundException

from allegedly.show.web.desk import Asked, Desk, Html
from allegedly.show.web.jobs import Job, Order
from allegedly.show.web.settings import UPLOAD_FILES
from allegedly.show.web.uploads import addresses_in, new_folder, safe_name

# Bytes copied at a time from an upload to the disk.
_COPIED_AT_ONCE = 1 << 20


@get("/read", include_in_schema=False)
async def read(request: Asked, desk: Desk) -> Html:
    """Show the form and the piles that were handed in."""
    return desk.page(
        request,
        "read.html",
        title="Read in",
        here="/read",
        jobs=desk.jobs.all(),
        limit=desk.settings.upload_bytes // 2**20,
        files=UPLOAD_FILES,
    )


@get("/read/{number:int}", include_in_schema=False, sync_to_thread=True)
def pile(request: Asked, desk: Desk, number: int) -> Html:
    """Show how one pile stands."""
    job = find_job(desk, number)
    return desk.page(request, "job.html", title=f"Reading in: {job.state}", here="/read", job=job)


@post("/read", include_in_schema=False)
async def hand_in(request: Asked, desk: Desk) -> Response[None]:
    """Take files and addresses and begin to read them."""
    fields = await desk.form(request)
    found, refused = addresses_in(str(fields.get("addresses") or ""))
    uploads = [each for each in _uploads(fields) if each.filename]
    if len(uploads) > UPLOAD_FILES:
        message = (
            f"{len(uploads):,} files at once; at most {UPLOAD_FILES} are taken. Larger piles: allegedly read FOLDER"
        )
        raise ClientException(message)
    if refused or not (found or uploads):
        raise ClientException("; ".join(refused) or "choose files or paste addresses first")
    folder = new_folder() if uploads else None
    names: list[str] = []
    for upload in uploads:
        names.append(safe_name(upload.filename, names))
        await _keep(upload, Path(str(folder)) / names[-1])
    paths = [*(str(Path(str(folder)) / name) for name in names), *found]
    order = Order(
        folder=desk.room.folder,
        paths=tuple(paths),
        operator=desk.operator_of(request, fields),
        tagger=desk.settings.tagger,
        jobs=desk.settings.jobs,
        allow_private=desk.settings.allow_private,
    )
    job = desk.jobs.start(order, [*names, *found], folder)
    return desk.back({**fields, "back": f"/read/{job.number}"})


def find_job(desk: Desk, number: int) -> Job:
    """Return a pile by its number.

    Raises:
        NotFoundException: if there is none since the server began.
    """
    job = desk.jobs.find(number)
    if job is None:
        message = f"no pile has the number {number} since this server began"
        raise NotFoundException(message)
    return job


def _uploads(fields: Any) -> list[UploadFile]:
    return [value for name, value in fields.multi_items() if name == "files" and isinstance(value, UploadFile)]


async def _keep(upload: UploadFile, path: Path) -> None:
    with path.open("xb") as file:
        while part := await upload.read(_COPIED_AT_ONCE):
            await anyio.to_thread.run_sync(functools.partial(file.write, part))


ROUTES = [read, pile, hand_in]
