"""The package as a whole: light to import, no more names than documented, and a tree of errors that is drawn as it is."""

import inspect
import subprocess
import sys

import allegedly
from allegedly import errors

HEAVY = ("spacy", "duckdb", "onnxruntime", "pyarrow", "trafilatura", "torch", "numpy")


def loaded_after(code: str) -> set[str]:
    script = f"{code}\nimport sys; print(*sorted(sys.modules))"
    out = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True)
    return set(out.stdout.splitlines()[-1].split())


def test_import_loads_nothing_heavy() -> None:
    assert not loaded_after("import allegedly") & set(HEAVY)


def test_the_command_line_starts_without_anything_heavy() -> None:
    assert not loaded_after("import allegedly.cli") & set(HEAVY)


def test_the_names_for_users_are_few_sorted_and_there() -> None:
    assert allegedly.__all__ == sorted(allegedly.__all__)
    assert len(allegedly.__all__) <= 20
    assert all(hasattr(allegedly, name) for name in allegedly.__all__)


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    drawn = []
    stack: list[str] = []
    for line in (errors.__doc__ or "").split("\n")[2:]:
        name = line.lstrip("│├└─ ")
        if not name:
            continue
        depth = (len(line) - len(name)) // 4
        stack[depth:] = [name.split(" ")[0]]
        drawn.append((name.split(" ")[0], stack[depth - 1] if depth else "Exception"))
    defined = [
        (name, found.__bases__[0].__name__)
        for name, found in vars(errors).items()
        if inspect.isclass(found) and found.__module__ == errors.__name__
    ]
    assert sorted(drawn) == sorted(defined)
