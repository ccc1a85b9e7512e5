"""Console sessions in Markdown: every ``$ allegedly …`` line of a ```console block is run, and its output compared.

``python tests/support/sessions.py README.md`` writes the real output into the file.
"""

import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"(```console\n)(.*?)(```)", re.DOTALL)
# What differs from run to run, and what stands for it: the time taken, and a hash over times.
VARYING = (
    (re.compile(r"in [\d.]+ s"), "in 2.0 s"),
    (re.compile(r"head of the log [0-9a-f]{64}"), "head of the log 5f0c…"),
)

# What a session shows of a long output ends with this line.
CUT = "…"


def replay(text: str, run: Callable[..., tuple[int, str, str]]) -> str:
    """Return a Markdown text with the output of its console sessions replaced by the real one.

    A command whose shown output ends with a line of ``…`` keeps as many lines as were shown.
    """

    def block(found: re.Match[str]) -> str:
        lines: list[str] = []
        for command, shown in _commands(found[2]):
            _, out, err = run(*command.removeprefix("allegedly ").split())
            printed = err + out
            for pattern, constant in VARYING:
                printed = pattern.sub(constant, printed)
            real = printed.rstrip("\n").split("\n")
            if shown and shown[-1] == CUT:
                real = [*real[: max(1, len(shown) - 1)], CUT]
            lines += [f"$ {command}", *(line.rstrip() for line in real)]
        return found[1] + "\n".join(lines) + "\n" + found[3]

    return BLOCK.sub(block, text)


def _commands(session: str) -> list[tuple[str, list[str]]]:
    commands: list[tuple[str, list[str]]] = []
    for line in session.rstrip("\n").split("\n"):
        if line.startswith("$ "):
            commands.append((line[2:], []))
        else:
            commands[-1][1].append(line)
    return commands


def main() -> None:
    """Write the real output into the files named."""
    import pytest  # noqa: PLC0415
    from running import runner  # noqa: PLC0415

    for name in sys.argv[1:]:
        path = ROOT / name
        with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            (Path(folder) / "examples").symlink_to(ROOT / "examples")
            path.write_text(
                replay(path.read_text(encoding="utf-8"), runner(Path(folder), patch, case=None)), encoding="utf-8"
            )


if __name__ == "__main__":
    main()
