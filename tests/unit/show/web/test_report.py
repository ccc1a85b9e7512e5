"""The report: one file that holds all it needs, leads nowhere else, and whose links all arrive."""

import re
import shutil
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
import roomful
from running import Run

from allegedly.case import Case
from allegedly.show.report import write_report


class Elements(HTMLParser):
    """The ids, links and names of the elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: set[str] = set()
        self.names: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names[tag] += 1
        for name, value in attrs:
            if name == "id":
                self.ids[value or ""] += 1
            if name in {"href", "src"}:
                self.links.add(value or "")


@pytest.fixture(scope="module")
def page(example_case: Case, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = Path(shutil.copytree(example_case.folder, tmp_path_factory.mktemp("report") / "case"))
    roomful.fill(folder)
    with Case(folder) as case:
        written = write_report(case, folder / "report.html", title="Five <stories>")
    assert (written.allegations, written.documents) == (5, 13)
    return (folder / "report.html").read_text(encoding="utf-8")


def test_every_link_arrives_within_the_file(page: str) -> None:
    found = Elements()
    found.feed(page)
    outside = {link for link in found.links if not link.startswith("#")}
    assert {link.partition(".example")[0].partition("://")[0] for link in outside} <= {"https", "http"}
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)
    assert [name for name, times in found.ids.items() if times > 1] == []


def test_it_holds_no_script_no_form_and_loads_nothing(page: str) -> None:
    found = Elements()
    found.feed(page)
    assert not {"script", "form", "iframe", "link", "img", "button", "base", "object"} & set(found.names)
    assert re.search(r"default-src (&#39;|')none(&#39;|'); style-src (&#39;|')sha256-", page)
    assert "@import" not in page
    assert "url(http" not in page


def test_words_are_escaped(page: str) -> None:
    assert "<title>Five &lt;stories&gt;</title>" in page


def test_it_says_what_the_cards_and_articles_say(page: str) -> None:
    assert "4 articles, 4 outlets, no origin or 1, side not known, circular" in page
    assert "<del>allegedly</del>" in page
    assert "two officials of the Vessaran border guard" in page
    assert "Why: the same event, and another who did it" in page
    assert "The words that say so:" in page


def test_the_command_writes_it_and_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Mine near Osk\n\nOfficials said on Monday that the mine near Osk had collapsed.", encoding="utf-8"
    )
    assert run("read", tmp_path / "a.txt", "--engine", "rules", "--jobs", "1").returncode == 0
    ran = run("report", "-o", "out.html", "--title", "Osk")
    assert ran.returncode == 0, ran.stderr
    assert "wrote out.html" in ran.stderr
    assert "had collapsed" in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_said_to_be(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Officials said on Monday that the mine near Osk had collapsed again.", encoding="utf-8"
    )
    run("read", tmp_path / "a.txt", "--engine", "rules", "--jobs", "1")
    ran = run("report", "-o", tmp_path / "no" / "such" / "out.html")
    assert ran.returncode == 1
    assert "cannot write the report" in ran.stderr
