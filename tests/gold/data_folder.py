"""Loads the converters of data/, which are scripts outside the package."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

DATA = Path(__file__).parents[2] / "data"


def load_converter(folder: str) -> ModuleType:
    """Return ``convert.py`` of one folder of data/ as a module.

    Its import of the shared ``marks`` puts data/ on the path; that is taken off again.
    """
    spec = importlib.util.spec_from_file_location(f"{folder}_convert", DATA / folder / "convert.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    path = list(sys.path)
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path[:] = path
    return module
