"""The authors of a page: people and agencies before the outlet, wherever the page names them."""

import pytest
from cleaning import document

BODY = """<p>KELDA - A ferry with ninety people on board sank off the island of Marn on Tuesday night, the coast guard said.</p>
<p>Twelve people were still missing on Wednesday morning, according to a spokesman who did not give their names or ages.</p>
<p>The ministry has not commented. The ferry, built in 2012, had passed its last inspection in May, the port authority said.</p>"""


def byline(head: str = "", top: str = "", end: str = "") -> str | None:
    outlet = '<meta property="og:site_name" content="Harbour Post">'
    page = (
        f"<html><head>{outlet}{head}</head><body><article><h1>Ferry sinks</h1>{top}{BODY}{end}</article></body></html>"
    )
    return document(page, "text/html").byline


def ld(author: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": {author}}}</script>'


HOUSE = ld('{"@type": "Organization", "name": "Harbour Post"}')


@pytest.mark.parametrize(
    "author",
    [
        '"Mara Tolv; Jon Ask"',
        '"By Mara Tolv and Jon Ask"',
        '["Mara Tolv", "Jon Ask", "mara tolv"]',
        '[{"@type": "Person", "name": "Mara Tolv"}, {"name": ["Jon Ask"]}]',
        '{"@type": "Person", "name": "Mara Tolv, Jon Ask (Kelda)"}',
    ],
)
def test_json_ld_names_authors_in_every_form(author: str) -> None:
    assert byline(ld(author)) == "Mara Tolv; Jon Ask"


def test_people_named_in_graphs_are_found() -> None:
    graph = '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "author": "Mara Tolv"}]}</script>'
    assert byline(graph) == "Mara Tolv"


@pytest.mark.parametrize(
    ("head", "top", "end"),
    [
        ('<meta name="author" content="Mara Tolv">', "", ""),
        ("", '<span class="article__author">By Mara Tolv, Kelda</span>', ""),
        ("", '<a rel="author" href="/mara">Mara Tolv</a>', ""),
        ("", '<p class="byline">by Mara Tolv, Harbour Post</p>', ""),
        ("", "<p><strong>Mara Tolv</strong></p>", ""),
        ("", "", "<p><strong>Mara Tolv</strong></p>"),
    ],
)
def test_a_person_named_anywhere_comes_before_the_outlet(head: str, top: str, end: str) -> None:
    assert byline(HOUSE + head, top, end) == "Mara Tolv"


def test_two_names_set_apart_are_parted_at_their_slash() -> None:
    assert byline(HOUSE, "<p><em>Mara Tolv/Jon Ask</em></p>") == "Mara Tolv; Jon Ask"


def test_a_heading_in_bold_between_paragraphs_is_no_author() -> None:
    assert byline(HOUSE, f"{BODY}<p><strong>Second Ship Found</strong></p>") == "Harbour Post"


def test_the_outlet_is_the_author_where_no_one_else_is_named() -> None:
    assert byline(ld('{"@type": "Organization", "name": "Harbour Post Newsroom"}')) == "Harbour Post Newsroom"


def test_an_agency_is_kept_as_author() -> None:
    assert byline(HOUSE + '<meta name="articleauthor" content="Littoral Wire">') == "Littoral Wire"


def test_the_name_of_a_desk_keeps_its_first_word() -> None:
    assert byline(ld('{"@type": "Organization", "name": "Redaktion Hafenblatt"}')) == "Redaktion Hafenblatt"


def test_a_byline_with_a_link_inside_is_read() -> None:
    assert byline(top='<p class="info">von <a href="/mara">Dr. Mara Tolv</a></p>') == "Dr. Mara Tolv"


def test_addresses_are_no_authors() -> None:
    assert byline(ld('["https://harbourpost.example/mara", "mara@harbourpost.example", "Mara Tolv"]')) == "Mara Tolv"
