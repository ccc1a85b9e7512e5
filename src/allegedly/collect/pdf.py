"""PDF: the text of its pages in reading order, with title, author and date where the file's own are sane."""

from __future__ import annotations

import ctypes
import re
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from allegedly.collect.look import PLAIN
from allegedly.collect.pdf_layout import Line, Stretch, lines_of_page, paragraphs_of, running_lines
from allegedly.collect.pieces import Piece, Unread
from allegedly.records import Known
from allegedly.vocab import Reason

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

# Pages that are read of one file: a newspaper has 60, a report 300; what has thousands is a book or a dump.
MOST_PAGES = 1000

# Seconds for one file; a page takes about a hundredth of one, drawings of a million letters take minutes.
TIME_LIMIT = 60.0

# A white gap in a line of more than so many type sizes may be a gutter.
GAP = 1.0

# Letters that a title has at most and at least; how much larger than the body a headline is set.
TITLE_LETTERS = (8, 220)
HEADLINE_SIZE = 1.25

_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(?:([+-])(\d{2})'?(\d{2})?'?|(Z))?")
_NO_TITLE = re.compile(
    r"untitled|^document\d*$|microsoft (?:word|powerpoint|excel)|\.(?:docx?|pdf|indd|qxd|pptx?|xlsx?|odt|rtf|tex|dvi|html?)\b"
    r"|^https?:|^[\w-]+$|layout \d|slide \d|print",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"^(?:admin\w*|user\w*|owner|author|unknown|anonymous|root|guest|pc|hp|dell|acer|lenovo|windows user|default)\d*$"
    r"|[@\\/<>{}:]|https?|\d",
    re.IGNORECASE,
)


def read_pdf(content: bytes) -> Iterator[Piece | Unread]:
    """Yield the text of a PDF as one piece, or why it has none."""
    import pypdfium2  # noqa: PLC0415  (only piles with PDFs need it)
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            detail = (
                "it opens with a password only: save it without one (in a viewer, print it to a file) and read that"
            )
            yield Unread(reason=Reason.LOCKED, detail=detail)
        else:
            yield Unread(reason=Reason.DAMAGED, detail=f"it cannot be opened as a PDF: {error}")
        return
    with document:
        yield _read(document)


def _read(document: PdfDocument) -> Piece | Unread:
    pages, notes, pictures = _pages(document)
    running = running_lines(pages)
    left_out = {line for lines in running.values() for line in lines}
    if running:
        quoted = "; ".join(repr(text) for text in sorted(running))
        notes.append(f"lines that recur at the edge of its pages were left out: {quoted[:300]}")
    lines = [line for page in pages for line in page if line not in left_out]
    paragraphs = paragraphs_of(lines)
    if not paragraphs:
        return _without_text(len(document), pictures, notes)
    metadata = document.get_metadata_dict()
    title = _title(metadata.get("Title", ""), lines, paragraphs)
    if title and paragraphs[0] == title:
        del paragraphs[0]
    published = _date(metadata.get("CreationDate", ""))
    if published:
        notes.append("date on which the PDF was made, as the file says; the text may be older")
    author = " ".join(metadata.get("Author", "").split())
    known = Known(
        title=title,
        byline=author if 2 < len(author) < 100 and not _NO_AUTHOR.search(author) else None,
        published=published,
        assumptions=tuple(notes),
    )
    return Piece(
        media_type=PLAIN, content="\n\n".join(paragraphs or [title or ""]).encode("utf-8", "replace"), known=known
    )


def _without_text(pages: int, pictures: int, notes: list[str]) -> Unread:
    count = f"{pages} page{'' if pages == 1 else 's'}"
    if pictures:
        detail = f"its {count} hold pictures and no text: make one with text recognition (ocrmypdf IN.pdf OUT.pdf) and read that"
        return Unread(reason=Reason.NO_MAIN_TEXT, detail=detail)
    return Unread(reason=Reason.EMPTY, detail="; ".join([f"no text on its {count}", *notes]))


def _pages(document: PdfDocument) -> tuple[list[list[Line]], list[str], int]:
    """Return the lines of the pages, what is to be said of the reading, and how many pages hold pictures."""
    import pypdfium2  # noqa: PLC0415
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    count = len(document)
    deadline = time.monotonic() + TIME_LIMIT
    found: list[list[Line]] = []
    notes: list[str] = []
    pictures = 0
    for number in range(min(count, MOST_PAGES)):
        if time.monotonic() > deadline:
            notes.append(f"only the first {number} of {count} pages were read: {TIME_LIMIT:g} s had passed")
            break
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            notes.append(f"page {number + 1} is damaged and was left out")
            continue
        found.append(lines_of_page(_stretches(page), number))
        objects = cast("Iterable[Any]", page.get_objects(max_depth=2))
        pictures += any(each.type == pdfium.FPDF_PAGEOBJ_IMAGE for each in objects)
        page.close()
    else:
        if count > MOST_PAGES:
            notes.append(f"only the first {MOST_PAGES:,} of {count:,} pages were read")
    return found, notes, pictures


def _stretches(page: PdfPage) -> Iterator[Stretch]:
    """Yield the text of a page in the order of the file, parted at line ends and wide gaps; slanted text is left out."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    text = page.get_textpage()
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    letters: list[str] = []
    left = right = baseline = size = 0.0
    for index in range(pdfium.FPDFText_CountChars(text)):
        letter = chr(pdfium.FPDFText_GetUnicode(text, index))
        if pdfium.FPDFText_IsGenerated(text, index) == 1 or letter in "\r\n":
            if letter in "\r\n" and letters:
                yield Stretch(left, right, baseline, size, "".join(letters))
                letters = []
            elif letters:
                letters.append(letter)
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        height = abs(box.top - box.bottom)
        is_apart = abs(y.value - baseline) > size / 2 or box.left - right > GAP * size or box.left < left - size
        if letters and is_apart:
            yield Stretch(left, right, baseline, size, "".join(letters))
            letters = []
        if not letters:
            if letter.isspace() or _is_slanted(pdfium.FPDFText_GetCharAngle(text, index)):
                continue
            left, baseline, size = box.left, y.value, height
        letters.append(letter)
        right = max(box.right, right) if len(letters) > 1 else box.right
    if letters:
        yield Stretch(left, right, baseline, size, "".join(letters))


def _is_slanted(angle: float) -> bool:
    """Say whether a letter stands at more than about six degrees (``angle`` is in radians): a watermark, a margin note."""
    return 0.1 < angle % 6.2832 < 6.18


def _title(stated: str, lines: list[Line], paragraphs: list[str]) -> str | None:
    """Return the title that the file states if its first page bears it out, or the headline that is set largest there."""
    stated = " ".join(stated.split())
    shortest, longest = TITLE_LETTERS
    if not shortest <= len(stated) <= longest or _NO_TITLE.search(stated):
        stated = ""
    first = [line for line in lines if line.page == lines[0].page]
    if stated and stated.casefold() in " ".join(line.text for line in first).casefold():
        return stated
    letters: dict[int, int] = {}
    for line in lines:
        letters[round(line.size)] = letters.get(round(line.size), 0) + len(line.text)
    body = max(letters, key=lambda size: letters[size])
    largest = max(first, key=lambda line: line.size)
    if largest.size >= HEADLINE_SIZE * body:
        words = largest.text[:40]
        headline = next((text for text in paragraphs if words in text), "")
        if shortest <= len(headline) <= longest:
            return headline
    return stated or None


def _date(written: str) -> str | None:
    """Return a date in PDF's own form as ISO 8601, its offset kept.

    >>> _date("D:20310305143900+04'30'")
    '2031-03-05T14:39:00+04:30'
    """
    found = _DATE.match(written)
    if found is None:
        return None
    day = f"{found[1]}-{found[2]}-{found[3]}"
    zone = (
        "Z"
        if found[10] or (found[7] and found[8] == "00")
        else f"{found[7]}{found[8]}:{found[9] or '00'}"
        if found[7]
        else ""
    )
    text = day + (f"T{found[4]}:{found[5]}:{found[6] or '00'}{zone}" if found[4] else "")
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text if found[1] >= "1990" else None
