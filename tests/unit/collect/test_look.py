import gzip
import random

import pytest

from allegedly.collect.look import (
    ATOM,
    HEAD,
    HTML,
    JSON_LINES,
    MAIL,
    MAILBOX,
    MARKDOWN,
    PDF,
    PLAIN,
    RSS,
    WARC,
    ZIP,
    look,
)

PAGE = b"<!DOCTYPE html>\n<html><body><p>The bridge fell.</p></body></html>"
LINE = b'{"id": "1", "text": "The bridge fell."}\n'


@pytest.mark.parametrize(
    ("name", "head", "media_type"),
    [
        ("a.html", PAGE, HTML),
        ("a.HTM", PAGE, HTML),
        ("a.html", b"The bridge fell.", HTML),
        ("a.txt", b"The bridge fell.", PLAIN),
        ("a.md", b"# The bridge fell", MARKDOWN),
        ("a.jsonl", LINE, JSON_LINES),
        ("a.ndjson", LINE, JSON_LINES),
        ("a.jsonl", b"not even JSON", JSON_LINES),
        ("a.txt", PAGE, HTML),
        ("a.txt", b"\xef\xbb\xbf  " + PAGE, HTML),
        ("a.txt", "<html><p>The bridge fell.".encode("utf-16"), HTML),
        ("a", b'<?xml version="1.0"?><!-- saved --><html xmlns="x">', HTML),
        ("a.xml", b'<?xml version="1.0"?><html xmlns="x">', HTML),
        ("a.php", PAGE, HTML),
        ("a", b"The bridge fell.", PLAIN),
        ("story.2024", b"The bridge fell.", PLAIN),
        ("a", LINE, JSON_LINES),
        ("-", LINE, JSON_LINES),
        ("a.json", LINE, JSON_LINES),
        ("a", b'{"text": "' + b"x" * HEAD, JSON_LINES),
        ("a.txt", LINE, PLAIN),
        ("a", b'{"title": "no text"}', PLAIN),
        ("a.txt", "Kämpfe an der Brücke".encode("latin-1"), PLAIN),
        ("a.txt", "Взрыв на мосту".encode("utf-16-le").join([b"\xff\xfe", b""]), PLAIN),
        ("a.txt", "爆炸".encode("shift_jis", "replace"), PLAIN),
        ("a.txt", b"\x1b[1mThe bridge fell.\x1b[0m\x0c", PLAIN),
        ("a.txt", b"The bridge fell\x00"[:-1], PLAIN),
        ("a.txt.gz", gzip.compress(b"The bridge fell."), PLAIN),
        ("a.jsonl.GZ", gzip.compress(LINE), JSON_LINES),
        ("a.html", gzip.compress(PAGE), HTML),
        ("a", gzip.compress(PAGE), HTML),
        ("a.html.gz", PAGE, HTML),
        ("a.pdf", b"%PDF-1.7\n", PDF),
        ("a.pdf", b"\r\n%PDF-1.7\n", PDF),
        ("a.txt", b"%PDF-1.7\n", PDF),
        ("a.warc", b"WARC/1.0\r\nWARC-Type: warcinfo", WARC),
        ("a", gzip.compress(b"WARC/1.0\r\n"), WARC),
        ("feed.xml", b'<?xml version="1.0"?>\n<rss version="2.0">', RSS),
        ("feed.xml", b'<?xml version="1.0"?><!-- made by x --><?style?><rss version="2.0">', RSS),
        ("feed", b'<feed xmlns="http://www.w3.org/2005/Atom">', ATOM),
        ("a.rss", b"not even XML", RSS),
        ("a.eml", b"Subject: Bridge fell\n\nIt fell.", MAIL),
        ("a", b"From: a@b.example\nSubject: Bridge fell\nMIME-Version: 1.0\n\nIt fell.", MAIL),
        ("Inbox", b"From - Wed Mar  5 2031\nX-Mozilla-Status: 0001\nSubject: Bridge\n\nIt fell.", MAILBOX),
        ("a.mbox.gz", gzip.compress(b"From a@b.example Wed Mar  5 2031\nSubject: Bridge\n\nIt fell."), MAILBOX),
        ("a.eml", b"From a@b.example Wed Mar  5 2031\nSubject: Bridge\nMIME-Version: 1.0\n\nIt fell.", MAIL),
        ("a.txt", b"From what we know: nothing.\nIt fell.", PLAIN),
        ("pile.zip", b"PK\x03\x04\x14" + b"\0" * 25 + b"a.html", ZIP),
        ("a.txt", b"From: the editor\nSubject: Bridge fell\n\nIt fell.", PLAIN),
    ],
)
def test_name_and_bytes_say_what_a_file_is(name, head, media_type):
    looks = look(name, head)
    assert (looks.media_type, looks.problem) == (media_type, "")
    assert looks.packed == head.startswith(b"\x1f\x8b")


@pytest.mark.parametrize(
    ("name", "head", "words"),
    [
        ("a.docx", b"PK\x03\x04\x14", "an office document"),
        ("a", b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml", "an office document"),
        ("a.zip", b"PK\x05\x06" + bytes(18), "a ZIP archive with nothing in it"),
        ("a.zip.gz", gzip.compress(b"PK\x03\x04" + b"\0" * 26 + b"a.html"), "unpack it once"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "a picture"),
        ("a.gz", gzip.compress(gzip.compress(PAGE)), "packed twice with gzip"),
        ("a.txt", b"The bridge\0fell.", "NUL bytes"),
        ("a.html", b"\x01\x02\x03\x04" * 9 + b"text", "control characters"),
        ("a.css", b"p { color: red }", ".css files are not read as articles; rename it to .txt if it is one"),
        ("a.csv.gz", gzip.compress(b"a,b\n1,2\n"), ".csv files"),
        ("a.json", b'[{"text": "The bridge fell."}]', "one object a line (.jsonl)"),
    ],
)
def test_what_is_no_article_says_what_to_do(name, head, words):
    assert words in look(name, head).problem


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_binary(seed):
    head = random.Random(seed).randbytes(2000)  # noqa: S311  (reproducible, not secret)
    assert look("a.txt", head).problem


@pytest.mark.parametrize("sign", [b"<?a?>", b"<!--a-->", b"<!DOCTYPE a>", b" ", b"X: y\n"])
def test_a_head_made_to_be_looked_at_in_many_ways_is_looked_at_once(sign):
    assert look("a", sign * (HEAD // len(sign)) + b"x").media_type == PLAIN
