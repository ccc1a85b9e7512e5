import os
import socket

import pytest

from allegedly.collect.find import STDIN, find
from allegedly.records import Rejected
from allegedly.vocab import Reason


def make(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("The bridge fell.")


def names_in(folder, *paths):
    """What is found, relative to the folder; rejected paths with a question mark."""
    found = []
    for each in find(paths or [folder]):
        path = each.path if isinstance(each, Rejected) else each.name
        found.append(os.path.relpath(path, folder) + ("?" if isinstance(each, Rejected) else ""))
    return found


def test_folders_are_read_in_the_order_of_their_names(tmp_path):
    make(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "c.html", "A.txt")
    assert names_in(tmp_path) == ["A.txt", "a/b/c.txt", "a/z.txt", "b.txt", "c.html"]


def test_hidden_files_and_folders_are_passed_over_unless_named(tmp_path):
    make(tmp_path, ".hidden.txt", ".git/a.txt", "seen.txt")
    assert names_in(tmp_path) == ["seen.txt"]
    assert names_in(tmp_path, tmp_path / ".hidden.txt", tmp_path / ".git") == [".hidden.txt", ".git/a.txt"]


def test_the_folder_that_a_browser_saves_beside_a_page_is_part_of_the_page(tmp_path):
    make(tmp_path, "Bridge.html", "Bridge_files/style.html", "other_files/a.txt", "Fähre.htm", "Fähre-Dateien/b.txt")
    assert names_in(tmp_path) == ["Bridge.html", "Fähre.htm", "other_files/a.txt"]


def test_a_case_is_not_news(tmp_path):
    make(tmp_path, "my-case/ledger.sqlite", "my-case/originals/ab/abc", "news.txt")
    assert names_in(tmp_path) == ["news.txt"]
    [rejected] = find([tmp_path / "my-case"])
    assert "a case, not a pile of news" in rejected.detail


def test_links_that_lead_in_a_circle_are_followed_once(tmp_path):
    make(tmp_path, "a/one.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a" / "one.txt")
    assert names_in(tmp_path) == ["a/one.txt", "link.txt"]


def test_a_link_to_nothing_and_a_link_to_itself_are_unreadable(tmp_path):
    (tmp_path / "itself.txt").symlink_to("itself.txt")
    (tmp_path / "nothing.txt").symlink_to("gone.txt")
    make(tmp_path, "there.txt")
    assert names_in(tmp_path) == ["itself.txt?", "nothing.txt?", "there.txt"]


def test_what_is_no_regular_file_is_rejected_and_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as bound:
        here = os.getcwd()
        os.chdir(tmp_path)  # the names of sockets may not be long
        try:
            bound.bind("socket.txt")
        finally:
            os.chdir(here)
        details = [rejected.detail for rejected in find([tmp_path, "/dev/null"])]
    assert details == [
        "a named pipe: read it through standard input, with - as the path",
        "a socket, not a file",
        "a device, not a file",
    ]


def test_a_path_that_is_not_there_is_unreadable_in_the_systems_words(tmp_path):
    [rejected] = find([tmp_path / "gone.txt"])
    assert (rejected.reason, rejected.detail) == (Reason.UNREADABLE, "No such file or directory")


def test_a_path_that_cannot_be_is_unreadable(tmp_path):
    first, second = find([tmp_path / ("x" * 300), tmp_path / "a\0b"])
    assert first.detail == "File name too long"
    assert second.detail == "embedded null byte"


def test_an_empty_folder_says_so(tmp_path):
    [rejected] = find([tmp_path])
    assert rejected.reason is Reason.EMPTY


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_forbidden_folder_is_named_and_the_rest_is_read(tmp_path):
    make(tmp_path, "a/one.txt", "b/two.txt")
    (tmp_path / "a").chmod(0)
    assert names_in(tmp_path) == ["a?", "b/two.txt"]
    (tmp_path / "a").chmod(0o755)


def test_a_name_that_is_no_utf_8_is_written_in_a_way_that_utf_8_can(tmp_path):
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "w") as file:
        file.write("Coffee prices fell.")
    [found] = find([tmp_path])
    assert found.name.endswith("caf\\xe9.txt")
    assert found.path.read_text() == "Coffee prices fell."


def test_a_dash_is_standard_input():
    [found] = find(["-"])
    assert found.name == STDIN
