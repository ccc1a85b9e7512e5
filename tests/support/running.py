"""Runs the command line in this process, as a shell would: arguments in; exit status, standard output and error out."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from allegedly.cli import main


class Ran(NamedTuple):
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Ran]


def runner(folder: Path, patch: pytest.MonkeyPatch, *, case: str | None = "case") -> Run:
    """Return a function that runs a command in ``folder``, with ``case`` there as its case (None: the default one)."""
    patch.chdir(folder)
    if case is None:
        patch.delenv("ALLEGEDLY_CASE", raising=False)
    else:
        patch.setenv("ALLEGEDLY_CASE", str(folder / case))

    def run(*arguments: str | Path, stdin: bytes = b"") -> Ran:
        streams = [
            io.TextIOWrapper(io.BytesIO(start), encoding="utf-8", write_through=True) for start in (stdin, b"", b"")
        ]
        with pytest.MonkeyPatch.context() as during:
            during.setattr(sys, "argv", ["allegedly", *map(str, arguments)])
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                during.setattr(sys, name, stream)
            status = 0
            try:
                main()
            except SystemExit as leave:
                status = int(leave.code or 0)
        _, out, err = (stream.buffer.getvalue().decode() for stream in streams)  # type: ignore[attr-defined]
        return Ran(status, out, err)

    return run
