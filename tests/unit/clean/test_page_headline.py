"""The headline of a page: what readers see printed, against texts made for search and sharing."""

from cleaning import document

from allegedly.clean.headline import Candidate
from allegedly.clean.page_headline import choose_page_headline

BODY = """<p>KELDA - A ferry with ninety people on board sank off the island of Marn on Tuesday night, the coast guard said.</p>
<p>Twelve people were still missing on Wednesday morning, according to a spokesman who did not give their names or ages.</p>
<p>The ministry has not commented. The ferry, built in 2012, had passed its last inspection in May, the port authority said.</p>"""


def title_of(head: str, top: str) -> str | None:
    return document(f"<html><head>{head}</head><body>{top}<article>{BODY}</article></body></html>", "text/html").title


def ld(headline: str) -> str:
    return (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{headline}", '
        '"datePublished": "2031-03-05"}</script>'
    )


def og(headline: str) -> str:
    return f'<meta property="og:title" content="{headline}">'


def test_a_text_for_sharing_that_readers_do_not_see_is_no_headline() -> None:
    head = ld("Ferry sinks off Marn") + og("You will not believe what sank") + "<title>Ferry sinks off Marn</title>"
    assert title_of(head, "<h1>Ferry sinks off Marn</h1>") == "Ferry sinks off Marn"


def test_a_printed_heading_outweighs_the_first_level_heading_of_the_breadcrumbs() -> None:
    head = ld("Marn ferry: what we know") + og("Ferry sinks off Marn") + "<title>Marn ferry: what we know</title>"
    path = '<ol class="breadcrumbs"><li>World</li><li><h1>Marn ferry: what we know</h1></li></ol>'
    assert title_of(head, f"{path}<h2><span>Ferry sinks off Marn</span></h2>") == "Ferry sinks off Marn"


def test_a_stated_text_printed_only_as_a_link_is_no_printed_heading() -> None:
    head = ld("Ferry sinks off Marn") + og("Marn in mourning") + "<title>Ferry sinks off Marn</title>"
    top = '<h1>Ferry sinks off Marn</h1><h3><a href="/x">Marn in mourning</a></h3>'
    assert title_of(head, top) == "Ferry sinks off Marn"


def test_the_part_of_a_heading_after_its_kicker_is_the_headline() -> None:
    head = ld("Shipping: Ferry sinks off Marn") + og("Ferry sinks off Marn")
    top = "<h2><span>Shipping</span> <span>Ferry sinks off Marn</span></h2>"
    assert title_of(head, top) == "Ferry sinks off Marn"


def test_what_goes_on_alike_behind_different_kickers_is_the_headline() -> None:
    head = og("Ferry strike: No boats leave for Marn") + "<title>Ferry strike: No boats leave for Marn - Post</title>"
    top = "<h1>Island cut off - No boats leave for Marn</h1>"
    assert title_of(head, top) == "No boats leave for Marn"


def test_a_section_in_front_of_a_headline_makes_no_kicker_of_its_first_half() -> None:
    head = ld("Storm at sea - Marn loses its ferry") + og("Storm at sea - Marn loses its ferry")
    assert (
        title_of(head, "<h1>Weather Storm at sea - Marn loses its ferry</h1>") == "Storm at sea - Marn loses its ferry"
    )


def test_a_headline_cut_off_for_machines_is_completed() -> None:
    whole = "Ferry sinks off Marn with ninety people on board"
    candidates = [Candidate("Ferry sinks off Marn with ...", "json-ld"), Candidate(whole, "h1")]
    assert choose_page_headline(candidates, []) == whole


def test_a_headline_cut_at_110_letters_is_completed() -> None:
    whole = "Ferry sinks off Marn with ninety people on board while the coast guard of the island waits for orders from Kelda and its crews"
    assert choose_page_headline([Candidate(whole[:110], "json-ld"), Candidate(whole, "og")], []) == whole


def test_a_quotation_parted_by_a_dash_has_no_kicker() -> None:
    one, other = (
        "'I sell island holidays - the right day saves you hundreds'",
        "'I sell cheap island holidays - the right day saves you hundreds'",
    )
    assert choose_page_headline([Candidate(one, "og"), Candidate(other, "title"), Candidate(other, "h1")], []) == other


def test_what_the_newsrooms_system_states_in_full_is_not_cut_for_being_shorter_elsewhere() -> None:
    whole = "Ferry sinks off Marn - What we know"
    candidates = [Candidate(whole, "json-ld"), Candidate(whole, "og"), Candidate("Ferry sinks off Marn", "h1")]
    assert choose_page_headline(candidates, []) == whole


def test_entities_written_twice_are_read() -> None:
    assert choose_page_headline([Candidate("Marn&#039;s ferry sinks", "og")], []) == "Marn's ferry sinks"


def test_a_page_whose_texts_are_only_outlet_names_has_no_headline() -> None:
    assert choose_page_headline([Candidate("Harbour Post", "title")], ["Harbour Post"]) is None
