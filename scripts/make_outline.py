"""Make the reading room's outline of the world from the TopoJSON files of the npm package world-atlas 2 (ISC).

npm pack world-atlas && tar xzf world-atlas-*.tgz
python scripts/make_outline.py package/land-110m.json package/countries-110m.json > src/allegedly/show/web/outline.json
"""

import json
import sys
from pathlib import Path

# A tenth of a degree is 11 km: finer than the map itself at this scale, which is drawn for whole countries.
DIGITS = 1


def arcs_of(atlas: dict) -> list[list[tuple[float, float]]]:
    """Return the arcs of a quantised TopoJSON file in degrees."""
    (scale_x, scale_y), (shift_x, shift_y) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            point = round(x * scale_x + shift_x, DIGITS), round(-(y * scale_y + shift_y), DIGITS)
            if not points or points[-1] != point:
                points.append(point)
        arcs.append(points)
    return arcs


def path(points: list[tuple[float, float]], end: str = "") -> str:
    """Return points as a path in SVG's form, relative after the first."""
    x, y = points[0]
    made, is_line = [f"M{x:g} {y:g}"], False
    for next_x, next_y in points[1:]:
        if abs(next_x - x) > 180:  # over the date line: no line across the whole map
            step, is_line = "m", False
        else:
            step, is_line = ("" if is_line else "l"), True
        made.append(f"{step}{round(next_x - x, DIGITS):g},{round(next_y - y, DIGITS):g} ")
        x, y = next_x, next_y
    return "".join(made).rstrip() + end


def land(atlas: dict) -> str:
    """Return the outlines of all land."""
    arcs = arcs_of(atlas)
    found = []
    [geometry] = atlas["objects"]["land"]["geometries"]
    for polygon in geometry["arcs"]:
        for ring in polygon:
            points: list[tuple[float, float]] = []
            for number in ring:
                part = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += part if not points else part[1:]
            found.append(path(points, "z"))
    return "".join(found)


def borders(atlas: dict) -> str:
    """Return the borders between countries: the arcs that two of them share."""
    arcs = arcs_of(atlas)
    times: dict[int, int] = {}
    for geometry in atlas["objects"]["countries"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for ring in (ring for polygon in polygons for ring in polygon):
            for number in ring:
                key = number if number >= 0 else ~number
                times[key] = times.get(key, 0) + 1
    return "".join(path(arcs[key]) for key in sorted(times) if times[key] > 1 and len(arcs[key]) > 1)


if __name__ == "__main__":
    first, second = (json.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:3])
    sys.stdout.write(json.dumps([land(first), borders(second)]))
