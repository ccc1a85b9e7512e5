"""Every field of a document says how it was found."""

from cleaning import document

from allegedly.clean import clean
from allegedly.records import Document, Item, Known

PAGE = """<!doctype html><html lang="en"><head><title>Ferry sinks off Marn, twelve missing | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><link rel="canonical" href="https://harbourpost.example/marn-ferry">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry sinks off Marn, twelve missing",
"datePublished": "2031-03-05T14:39:00+0200"}</script></head><body><article><h1>Ferry sinks off Marn, twelve missing</h1>
<p rel="author" class="byline">By Mara Tolv</p>
<p>KELDA &ndash; A ferry with ninety people on board sank off the island of Marn on Tuesday night, the coast guard said.</p>
<p>Twelve people were still missing on Wednesday morning, according to a spokesman, Jon Ask, who did not give their ages.</p>
<p>The ferry, built in 2012, had passed its last inspection in May, according to the register of the port authority.</p>
</article></body></html>"""
TEXT = """Harbour Post

Ferry sinks off Marn, twelve missing

By Mara Tolv

5 March 2031

A ferry with ninety people on board sank off the island of Marn on Tuesday night, the coast guard said.
"""


def how(found: Document) -> dict[str, str]:
    return {one.field: one.how for one in found.findings}


def test_of_a_page_it_is_the_elements_that_state_it() -> None:
    found = how(document(PAGE, "text/html"))
    assert found["title"] == "JSON-LD, the first-level heading, the title element"
    assert found["byline"] == "the byline that the page marks"
    assert found["outlet"] == "Open Graph"
    assert found["published"] == "JSON-LD"
    assert found["url"] == "the canonical link"
    assert found["language"] == "its words (py3langid)"


def test_of_a_scraped_text_it_is_the_looks_of_its_lines() -> None:
    found = how(document(TEXT, "text/plain"))
    assert found["title"] == "the first line, by its looks"
    assert found["byline"] == "a line that reads like a byline"
    assert found["published"] == "a line that reads like a date line"
    assert found["outlet"] == "a line that reads like an outlet's name"


def test_what_came_with_the_text_is_given_and_what_came_around_it_says_so() -> None:
    line = (
        '{"id": "1", "title": "Ferry sinks", "outlet": "Harbour Post", "text": "A ferry sank, the coast guard said."}'
    )
    found = how(document(line, "application/json"))
    assert (found["title"], found["outlet"]) == ("given with the text", "given with the text")
    assert "published" not in found
    item = Item(
        original_sha256="0" * 64,
        path="feed.xml",
        part="entry 1",
        media_type="text/plain",
        content=TEXT.encode(),
        known=Known(url="https://harbourpost.example/1", published="2031-03-05T09:00:00+02:00"),
    )
    known = clean(item)
    assert isinstance(known, Document)
    assert how(known)["url"] == "the feed, mail or archive that it came in"
    assert how(known)["published"] == "the feed, mail or archive that it came in"
    assert how(known)["byline"] == "a line that reads like a byline"


def test_nothing_is_said_of_a_field_that_is_not_there() -> None:
    found = document(TEXT, "text/plain")
    assert all(getattr(found, one.field) is not None for one in found.findings)


def test_front_matter_is_named() -> None:
    text = "---\ntitle: Ferry sinks off Marn\nauthor: Mara Tolv\ndate: 2031-03-05\n---\n\nA ferry sank off Marn, the coast guard said.\n"
    found = how(document(text, "text/markdown"))
    assert {found[field] for field in ("title", "byline", "published")} == {"the front matter"}
