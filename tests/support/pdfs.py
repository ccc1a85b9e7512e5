"""PDFs for tests, written by hand: words at places, in the standard typeface, in whatever order they are given."""

from collections.abc import Iterable, Sequence

# x, y, size in points, words
Placed = tuple[float, float, float, str]


def make_pdf(
    pages: Sequence[Iterable[Placed]], *, encrypt: bool = False, pictures: bool = False, **about: str
) -> bytes:
    """Return a PDF; ``Title="..."`` states a title, ``pictures`` puts one on each page."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< " + " ".join(f"/{name} ({_escaped(value)})" for name, value in about.items()) + " >>",
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream",
    ]
    for number, page in enumerate(pages):
        drawn = "\n".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(words)}) Tj ET" for x, y, size, words in page
        )
        drawn += "\nq 200 0 0 200 50 50 cm /I1 Do Q" if pictures else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {7 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> /XObject << /I1 5 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream")
    if encrypt:
        key = "00" * 32
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -44 >>")
    return _assembled(objects, encrypt=encrypt)


def _assembled(objects: Sequence[str], *, encrypt: bool) -> bytes:
    content, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{each}\nendobj\n".encode("cp1252")
    start = len(content)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    more = f"/Encrypt {len(objects)} 0 R /ID [<00> <00>]" if encrypt else ""
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R {more} >>"
    return (
        content
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}trailer\n{trailer}\nstartxref\n{start}\n%%EOF".encode()
    )


def column(words: str, x: float, y: float, *, size: float = 10, pitch: float = 12, letters: int = 40) -> list[Placed]:
    """Return a text set in lines of at most so many letters; a | ends a line."""
    lines, line = [], ""
    for word in words.replace("|", " | ").split():
        if word == "|" or len(line) + len(word) >= letters:
            lines.append(line)
            line = ""
        line = line if word == "|" else f"{line} {word}".strip()
    return [(x, y - number * pitch, size, each) for number, each in enumerate([*lines, line])]


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
