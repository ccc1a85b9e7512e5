"""A page: headline by vote, date with its source, authors, outlet, alignment with the source, hostile pages."""

import pytest
from cleaning import document, read

from allegedly.records import Document, Rejected
from allegedly.vocab import Reason

BODY = """<p>KELDA &ndash; A ferry with ninety people on board sank off the island of Marn on Tuesday night, the coast guard said.</p>
<p>Twelve people were still missing on Wednesday morning, according to a spokesman, Jon Ask, who did not give their names &amp; ages.</p>
<p>&ldquo;We heard a bang and then the lights went out,&rdquo; said a passenger who asked not to be named. The ministry has not commented.</p>
<p>The ferry, built in 2012, had passed its last inspection in May, according to the register of the port authority.</p>"""

PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Ferry sinks off Marn, twelve missing | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><link rel="canonical" href="https://harbourpost.example/marn-ferry">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferry sinks off Marn, twelve missing",
"datePublished": "2031-03-05T14:39:00+0200", "author": [{{"@type": "Person", "name": "Mara Tolv"}}, {{"name": "Jon Ask"}}]}}</script>
</head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Ferry sinks off Marn, twelve missing</h1>{BODY}</article>
<footer>Imprint and privacy</footer></body></html>"""


def page(content: str) -> Document:
    return document(content, "text/html")


def test_a_page_becomes_a_document_with_what_it_states() -> None:
    found = page(PAGE)
    assert found.title == "Ferry sinks off Marn, twelve missing"
    assert found.text.startswith("Ferry sinks off Marn, twelve missing\n\nKELDA – A ferry")
    assert found.byline == "Mara Tolv; Jon Ask"
    assert found.published == "2031-03-05T14:39:00+02:00"
    assert found.outlet == "Harbour Post"
    assert found.url == "https://harbourpost.example/marn-ferry"
    assert found.dateline == "KELDA"


def test_words_of_a_page_are_found_again_in_its_source() -> None:
    found = page(PAGE)
    covered = sum(run.length for run in found.alignment)
    assert covered > 0.95 * len(found.text.replace("\n", ""))


def test_what_was_visible_and_is_no_article_is_kept_with_its_region() -> None:
    regions = {piece.text: piece.reason for piece in page(PAGE).removed}
    assert regions["Home"] == "navigation"
    assert regions["Imprint and privacy"] == "page footer"


def test_a_date_that_no_metadata_states_is_noted_as_an_assumption() -> None:
    found = page(
        f'<html><body><article><h1>Ferry sinks</h1><time datetime="2031-03-05">today</time>{BODY}</article></body></html>'
    )
    assert found.published == "2031-03-05"
    assert "time element" in found.assumptions[0]


def test_a_page_without_an_article_is_rejected() -> None:
    found = read("<html><body><nav><a href='/'>Home</a></nav></body></html>", "text/html")
    assert isinstance(found, Rejected)
    assert found.reason == Reason.NO_MAIN_TEXT


def test_ten_thousand_nested_elements_are_no_hang() -> None:
    deep = "<div>" * 10_000 + BODY + "</div>" * 10_000
    found = read(f"<html><body>{deep}</body></html>", "text/html")
    assert isinstance(found, Rejected)
    assert "nested more than 250 elements deep" in found.detail


def test_an_article_beside_what_is_nested_too_deep_is_read_with_a_note() -> None:
    deep = "<div>" * 300 + "<p>Hidden below</p>" + "</div>" * 300
    found = page(f"<html><body><article><h1>Ferry sinks</h1>{BODY}</article>{deep}</body></html>")
    assert found.assumptions[0] == "what is nested more than 250 elements deep was left out"


def test_a_year_in_the_text_is_no_day() -> None:
    found = page(f"<html><body><article><h1>Ferry sinks</h1>{BODY}</article></body></html>")
    assert (found.published, found.assumptions) == (None, ())


def test_a_page_that_states_only_its_last_change_gives_that_with_the_doubt() -> None:
    head = '<meta property="article:modified_time" content="2034-03-14T10:00:00+02:00">'
    found = page(f"<html><head>{head}</head><body><article><h1>Ferry sinks</h1>{BODY}</article></body></html>")
    assert found.published == "2034-03-14T10:00:00+02:00"
    assert found.assumptions == ("date of the last change: the page states none of publication",)


def test_a_date_that_could_be_read_in_two_ways_is_left_unread_and_said_to_be() -> None:
    found = page(f"<html><body><article><h1>Ferry sinks</h1><p>03/04/2034</p>{BODY}</article></body></html>")
    assert found.published is None
    assert found.assumptions == ("no date was read from the words '03/04/2034': day and month could be swapped",)


def test_a_page_of_fifty_megabytes_is_rejected() -> None:
    found = read("<p>" + "x" * 50_000_000, "text/html")
    assert isinstance(found, Rejected)
    assert found.reason == Reason.TOO_LARGE


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>Ferry sinks - World - Harbour Post</title>", "Ferry sinks", "Ferry sinks"),
        (
            (
                "<title>You will not believe what sank</title>"
                '<meta property="og:title" content="You will not believe what sank">'
                '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry sinks off Marn"}</script>'
            ),
            "Ferry sinks off Marn",
            "Ferry sinks off Marn",
        ),
        (
            '<meta property="og:title" content="Ferry sinks"><meta property="og:site_name" content="Harbour Post">',
            "Harbour Post",
            "Ferry sinks",
        ),
    ],
)
def test_the_headline_is_what_readers_see_without_the_outlets_name(head: str, heading: str, title: str) -> None:
    page = f"<html><head>{head}</head><body><h1>{heading}</h1><article>{BODY}</article></body></html>"
    found = read(page, "text/html")
    assert isinstance(found, Document)
    assert found.title == title
