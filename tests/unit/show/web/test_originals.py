"""An original as it is shown: the page or text that the document came from, its own part of a list, the words of a PDF."""

import gzip
import json
from pathlib import Path

from pdfs import column, make_pdf

from allegedly.case import Case
from allegedly.records import Document
from allegedly.show.web.originals import as_found
from allegedly.show.web.room import Room

SENTENCE = "Officials of the district said on Monday that the mine near Osk had collapsed and that nobody was hurt."


def _read(folder: Path) -> tuple[Room, dict[str, Document]]:
    with Case(folder / "case") as case:
        case.read([folder / "pile"], tagger="rules", jobs=1)
        documents = {Path(each.path).name + (each.given_id or ""): each for each, _ in case.list()}
    return Room(folder / "case"), documents


def test_a_page_is_a_page_a_line_is_its_line_and_a_pdf_the_words_in_it(tmp_path: Path) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    page = (
        f"<html><head><meta charset=iso-8859-1><title>Osk</title></head><body><p>{SENTENCE} Caf\xe9.</p></body></html>"
    )
    (pile / "page.html.gz").write_bytes(gzip.compress(page.encode("latin-1")))
    lines = [{"id": "one", "text": f"One. {SENTENCE}"}, {"id": "two", "text": f"Two. {SENTENCE}"}]
    (pile / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (pile / "leaflet.pdf").write_bytes(make_pdf([column(f"{SENTENCE} {SENTENCE}", 72, 700)]))
    room, documents = _read(tmp_path)
    media_type, text = as_found(room, documents["page.html.gz"])
    assert media_type == "text/html"
    assert "Café" in text
    assert '"Two. ' in as_found(room, documents["lines.jsonltwo"])[1]
    assert '"One. ' not in as_found(room, documents["lines.jsonltwo"])[1]
    assert SENTENCE in as_found(room, documents["leaflet.pdf"])[1]
    room.close()
