"""What one item becomes, by its media type; every document is checked for alignment and removed spans."""

import json

import pytest
from cleaning import document, read

from allegedly.records import Rejected
from allegedly.vocab import Reason, Stage

STORY = """Home / World / Ferry sinks off Marn, twelve missing

Ferry sinks off Marn, twelve missing

By Mara Tolv, Harbour Post

5 March 2031

KELDA – A ferry with ninety people on board sank off the island of Marn on Tuesday night, the coast guard said.

Twelve people were still missing on Wednesday morning, according to a spokesman, Jon Ask, who did not give their names. https://www.zentabet88.ac.id/ https://pinwin.xyz/login situs slot gacor maxwin

“We heard a bang and then the lights went out,” said a passenger who asked not to be named. The ministry has not commented on the cause.

Share this article

© 2031 Harbour Post. All rights reserved."""


def test_a_scraped_text_keeps_title_and_body_and_loses_the_rest() -> None:
    found = document(STORY)
    assert found.title == "Ferry sinks off Marn, twelve missing"
    assert found.text.startswith("Ferry sinks off Marn, twelve missing\n\nKELDA – A ferry")
    assert found.text.endswith("commented on the cause.")
    assert "zentabet88" not in found.text
    assert "Home /" not in found.text
    assert (found.byline, found.published, found.dateline, found.language) == ("Mara Tolv", "2031-03-05", "KELDA", "en")


def test_what_was_cut_is_kept_with_its_reason() -> None:
    reasons = {piece.reason for piece in document(STORY).removed}
    assert {"breadcrumb", "byline", "date line", "injected spam", "copyright line"} <= reasons


def test_a_text_taken_as_it_is_is_left_alone() -> None:
    assert document(STORY, as_is=True).text == STORY


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    wrapped = """Ferry sinks off Marn

A ferry with ninety people on board sank off the island of Marn on
Tuesday night, the coast guard said, and twelve people were still
missing on Wednesday morning, according to the spokesman Jon Ask, who
did not give their names."""
    assert document(wrapped).text.count("\n\n") == 1


def test_jsonl_text_keeps_its_offsets_and_finds_its_title() -> None:
    line = {
        "id": "s1",
        "text": 'Ferry "sinks" off Marn.\n\nIt was dark.',
        "title": 'Ferry "sinks" off Marn',
        "mood": "bad",
    }
    found = document(json.dumps(line), "application/json")
    assert found.text == line["text"]
    assert found.given_id == "s1"
    assert found.title_span is not None
    assert found.title_span.of(found.text) == line["title"]
    assert "mood" in found.assumptions[0]


def test_a_jsonl_title_that_stands_apart_is_added_as_the_last_paragraph() -> None:
    line = {"id": "s1", "text": "It was dark, the coast guard said.", "title": "Ferry sinks"}
    found = document(json.dumps(line), "application/json")
    assert found.text == "It was dark, the coast guard said.\n\nFerry sinks"
    assert found.title_span is not None
    assert found.title_span.start == 36


def test_jsonl_text_is_cleaned_when_asked() -> None:
    found = document(json.dumps({"id": "s1", "text": STORY}), "application/json", as_is=False)
    assert "zentabet88" not in found.text
    assert found.title == "Ferry sinks off Marn, twelve missing"


@pytest.mark.parametrize("line", ["{", "[1]", '{"text": 3}', '"text"', '{"id": "a"}'])
def test_a_broken_jsonl_line_is_rejected(line: str) -> None:
    found = read(line, "application/json")
    assert isinstance(found, Rejected)
    assert (found.reason, found.stage) == (Reason.BROKEN_LINE, Stage.CLEAN)


@pytest.mark.parametrize("media_type", ["text/plain", "text/html", "text/markdown", "application/json"])
@pytest.mark.parametrize("content", [b"", b" \n\t", b"\xef\xbb\xbf", b"\0\0\0"])
def test_nothing_is_rejected_as_empty(content: bytes, media_type: str) -> None:
    found = read(content, media_type)
    assert isinstance(found, Rejected)
    assert found.reason == Reason.EMPTY


def test_bytes_that_are_no_text_are_rejected_as_binary() -> None:
    found = read(bytes(range(256)) * 20)
    assert isinstance(found, Rejected)
    assert found.reason == Reason.BINARY


def test_markdown_marks_go_and_front_matter_is_read() -> None:
    source = """---
title: Ferry sinks off Marn
author: Mara Tolv
date: 2031-03-05
---

A ferry with **ninety people** on board sank off [the island of Marn](https://map.example/marn) on Tuesday night,
the coast guard said.

## What is known

Twelve people were *still* missing on Wednesday morning, according to a spokesman, Jon Ask, who did not give names."""
    found = document(source, "text/markdown")
    assert found.text.startswith(
        "Ferry sinks off Marn\n\nA ferry with ninety people on board sank off the island of Marn on Tuesday night, the"
    )
    assert "*" not in found.text
    assert (found.title, found.byline, found.published) == ("Ferry sinks off Marn", "Mara Tolv", "2031-03-05")


def test_a_text_of_many_megabytes_is_rejected_and_says_the_limit() -> None:
    found = read("The ferry sank. " * 400_000)
    assert isinstance(found, Rejected)
    assert found.reason == Reason.TOO_LARGE
    assert "2,000,000" in found.detail


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        ("a." * 50_000, "text/plain"),
        ("a@" * 50_000, "text/plain"),
        ("AB CD " * 20_000, "text/plain"),
        ("[" * 50_000, "text/markdown"),
        ("**[a](b) " * 10_000, "text/markdown"),
        ("<" * 50_000, "text/html"),
        ("<p>The bridge fell on Tuesday, the ministry said.</p>" + '<a "' * 20_000, "text/html"),
    ],
)
def test_text_made_to_exhaust_a_reader_gets_an_answer(content: str, media_type: str) -> None:
    assert read(content, media_type) is not None
