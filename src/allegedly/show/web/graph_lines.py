"""Sizes and lines of the drawn graph: how names break in a box, and how an arrow runs from one box to another."""

from __future__ import annotations

from allegedly.show.web.view_records import Box

# All in pixels of the drawing. A box holds about 19 letters of a wide 13-pixel face in a line.
BOX_WIDTH = 168.0
GAP_X = 56.0
GAP_Y = 18.0
MARGIN = 12.0
HEAD = 22.0
BULGE = 36.0  # how far an arrow within a column, or around, runs out of it
LETTERS = 19
LINE_HEIGHT = 16.0
_PADDING = 14.0


def wrapped(text: str, most: int = 2, letters: int = LETTERS) -> tuple[str, ...]:
    """Return a text in at most ``most`` lines of about so many letters; what does not fit is cut with an ellipsis.

    >>> wrapped("two officials of the Vessaran border guard", letters=20)
    ('two officials of the', 'Vessaran border…')
    """
    lines: list[str] = [""]
    for word in text.split():
        candidate = f"{lines[-1]} {word}".strip()
        if len(candidate) <= letters or not lines[-1]:
            lines[-1] = candidate
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] += "…"
            break
    return tuple(line if len(line) <= letters + 1 else line[:letters] + "…" for line in lines)


def box_height(lines: int) -> float:
    """Return the height of a box with so many lines."""
    return _PADDING + LINE_HEIGHT * lines


def arrow_path(start: Box, end: Box) -> str:
    """Return the path of an arrow in SVG's form: from the right side of one box to the left side of the next.

    Within a column it bows out to the right, and backwards it runs around below, so that circles can be seen as such.
    """
    x1, y1 = start.x + start.width, start.y + start.height / 2
    x2, y2 = end.x, end.y + end.height / 2
    if start.x < end.x:
        bend = max(24.0, (x2 - x1) / 2)
        return f"M{x1:.0f} {y1:.0f}C{x1 + bend:.0f} {y1:.0f} {x2 - bend:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"
    if start.x == end.x:
        down = start.y < end.y
        side = x1 if down else start.x
        out = BULGE if down else -BULGE
        y1, y2 = (
            (start.y + start.height * 0.75, end.y + end.height * 0.25)
            if down
            else (start.y + start.height * 0.25, end.y + end.height * 0.75)
        )
        return f"M{side:.0f} {y1:.0f}C{side + out:.0f} {y1:.0f} {side + out:.0f} {y2:.0f} {side:.0f} {y2:.0f}"
    low = max(start.y + start.height, end.y + end.height) + 14
    return (
        f"M{start.x:.0f} {y1:.0f}C{start.x - 30:.0f} {y1:.0f} {start.x - 30:.0f} {low:.0f} {start.x:.0f} {low:.0f}"
        f"L{end.x + end.width:.0f} {low:.0f}C{end.x + end.width + 30:.0f} {low:.0f} {end.x + end.width + 30:.0f} {y2:.0f} "
        f"{end.x + end.width:.0f} {y2:.0f}"
    )
