"""A simple outline of the world, bundled: land and borders of Natural Earth at 1:110 million, in the public domain.

``scripts/make_outline.py`` makes ``outline.json`` from the package world-atlas (ISC). No tile is ever asked for.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec


class Outline(NamedTuple):
    """Two paths in SVG's form, in degrees: x is the longitude, y the latitude with its sign turned."""

    land: str
    borders: str


@cache
def outline() -> Outline:
    """Return the outline."""
    return msgspec.json.decode(files("allegedly.show.web").joinpath("outline.json").read_bytes(), type=Outline)
